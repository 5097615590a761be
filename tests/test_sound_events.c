/* Sound Loaded (61) and Audio Playback Ended (80), in a game that is stepped by hand. */
#include "support.h"
#include "wav.h"

#include "../assets/sound.h"
#include "../platform/origin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Heard {
    int voice, sound, was_stopped;
} Heard;

static Heard the_heard[4096];
static int the_count;
static GmAsyncSound the_loaded;
static int the_loaded_count, the_again;

static void on_ended(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncEnded *ended = gm_async_ended(event);
    assert_false(gm_audio_is_playing(ended->sound_id));
    the_heard[the_count++] = (Heard){ended->sound_id, ended->asset_id, ended->was_stopped};
    if (the_again != GM_NONE) {
        int sound = the_again;
        the_again = GM_NONE;
        assert_true(gm_audio_play_sound(sound, 0, false) >= GM_FIRST_VOICE_ID);
    }
}

static void on_loaded(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_loaded = *gm_async_sound(event);
    the_loaded_count++;
}

static const GmObject obj_ear = {
    .on = {[GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended, [GM_ASYNC_SOUND_LOADED] = on_loaded}};

static bool is_loaded(void) {
    return the_loaded_count > 0;
}

static char the_tone[300];

/* Half a second. */
static int load_tone(void) {
    int sound = gm_sound_add(the_tone);
    assert_true(support_until(is_loaded));
    assert_int_equal(the_loaded.id, sound);
    assert_int_equal(the_loaded.status, 0);
    return sound;
}

static int open_game(void **state) {
    (void)state;
    support_open((const GmNamedObject[]){{"obj_ear", &obj_ear}, {NULL, NULL}});
    support_make("obj_ear");
    the_count = the_loaded_count = 0;
    the_again = GM_NONE;
    snprintf(the_tone, sizeof the_tone, "%s/tests/data/tone.wav", getenv("PWD"));
    return 0;
}

static void a_sound_is_loaded_in_the_background_and_said_once(void **state) {
    (void)state;
    int sound = load_tone();
    assert_int_equal(the_loaded.http_status, 200);
    assert_string_equal(gm_audio_exists(sound) ? "there" : "gone", "there");
    assert_true(gm_audio_sound_length(sound) > 0.49 && gm_audio_sound_length(sound) < 0.51);
    support_steps(5);
    assert_int_equal(the_loaded_count, 1);
}

static void a_missing_or_broken_file_gives_a_failing_event(void **state) {
    (void)state;
    int sound = gm_sound_add("no such file.ogg");
    assert_true(support_until(is_loaded));
    assert_int_equal(the_loaded.id, sound);
    assert_int_equal(the_loaded.status, -1);
    assert_int_equal(the_loaded.http_status, 0);
    assert_non_null(strstr(
        support_log(), "no such file.ogg: the sound cannot be played: the file cannot be read"));
    assert_int_equal(gm_audio_play_sound(sound, 0, false), GM_NONE);
    assert_int_equal(gm_sound_add(""), GM_NONE);
}

static void a_sound_that_is_still_loading_begins_when_it_is_there(void **state) {
    (void)state;
    int sound = gm_sound_add(the_tone);
    int voice = gm_audio_play_sound(sound, 0, false);
    assert_true(voice >= GM_FIRST_VOICE_ID);
    assert_true(gm_audio_is_playing(voice));
    assert_true(support_until(is_loaded));
    support_steps(40);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_heard[0].voice, voice);
    assert_false(the_heard[0].was_stopped);
}

/* spec: async-events AE-1 */
static void a_sound_that_plays_out_ends_once_by_itself(void **state) {
    (void)state;
    int sound = load_tone(), voice = gm_audio_play_sound(sound, 0, false);
    support_steps(28);
    assert_int_equal(the_count, 0);
    support_steps(10);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_heard[0].voice, voice);
    assert_int_equal(the_heard[0].sound, sound);
    assert_false(the_heard[0].was_stopped);
}

/* spec: async-events AE-2 */
static void stopping_a_voice_says_so_in_the_next_step(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(load_tone(), 0, false);
    support_steps(2);
    gm_audio_stop_sound(voice);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_true(the_heard[0].was_stopped);
}

/* spec: async-events AE-3 */
static void stopping_a_sound_stops_each_of_its_voices(void **state) {
    (void)state;
    int sound = load_tone();
    for (int i = 0; i < 3; i++)
        gm_audio_play_sound(sound, 0, false);
    gm_audio_stop_sound(sound);
    support_steps(1);
    assert_int_equal(the_count, 3);
    for (int i = 0; i < 3; i++)
        assert_true(the_heard[i].was_stopped);
}

/* spec: async-events AE-4 */
static void stopping_all_says_it_for_each_voice(void **state) {
    (void)state;
    int sound = load_tone();
    gm_audio_play_sound(sound, 0, false);
    gm_audio_play_sound(sound, 0, true);
    gm_audio_stop_all();
    support_steps(1);
    assert_int_equal(the_count, 2);
}

/* spec: async-events AE-5 */
static void a_pause_ends_nothing_and_only_postpones(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(load_tone(), 0, false);
    support_steps(10);
    gm_audio_pause_sound(voice);
    support_steps(120);
    assert_int_equal(the_count, 0);
    assert_true(gm_audio_is_paused(voice));
    gm_audio_resume_sound(voice);
    support_steps(30);
    assert_int_equal(the_count, 1);
    assert_false(the_heard[0].was_stopped);
}

/* spec: async-events AE-6 */
static void a_loop_never_ends_by_itself(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(load_tone(), 0, true);
    support_steps(180);
    assert_int_equal(the_count, 0);
    gm_audio_stop_sound(voice);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_true(the_heard[0].was_stopped);
}

/* spec: async-events AE-7 */
static void the_voice_of_low_priority_is_stolen(void **state) {
    (void)state;
    int sound = load_tone();
    gm_audio_channel_num(1);
    int low = gm_audio_play_sound(sound, 1, false), high = gm_audio_play_sound(sound, 5, false);
    assert_int_equal(gm_audio_play_sound(sound, 0, false), GM_NONE);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_heard[0].voice, low);
    assert_true(the_heard[0].was_stopped);
    assert_true(gm_audio_is_playing(high));
}

/* spec: async-events AE-8 */
static void stopping_twice_says_it_once(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(load_tone(), 0, false);
    gm_audio_stop_sound(voice);
    gm_audio_stop_sound(voice);
    support_steps(2);
    assert_int_equal(the_count, 1);
}

/* spec: async-events AE-9 */
static void a_handler_may_start_a_new_sound(void **state) {
    (void)state;
    int sound = load_tone();
    the_again = sound;
    gm_audio_stop_sound(gm_audio_play_sound(sound, 0, false));
    support_steps(1);
    assert_int_equal(the_count, 1);
    support_steps(40);
    assert_int_equal(the_count, 2);
    assert_false(the_heard[1].was_stopped);
}

/* spec: async-events S-3 */
static void playing_never_raises_sound_loaded(void **state) {
    (void)state;
    gm_audio_play_sound(load_tone(), 0, false);
    support_steps(60);
    assert_int_equal(the_loaded_count, 1);
}

static void a_deleted_sound_stops_and_its_samples_are_given_back(void **state) {
    (void)state;
    int sound = load_tone();
    gm_audio_play_sound(sound, 0, true);
    support_steps(3);
    gm_sound_delete(sound);
    support_steps(2);
    assert_int_equal(the_count, 1);
    assert_false(gm_audio_exists(sound));
    assert_int_equal(gm_audio_play_sound(sound, 0, false), GM_NONE);
}

static void pitch_shortens_and_the_track_position_follows(void **state) {
    (void)state;
    int sound = load_tone(), voice = gm_audio_play_sound_ext(sound, 0, false, 1, 0.25, 1);
    support_steps(6);
    double place = gm_audio_sound_get_track_position(voice);
    assert_true(place > 0.34 && place < 0.36);
    gm_audio_sound_set_track_position(voice, 0);
    gm_audio_sound_pitch(voice, 2);
    support_steps(17);
    assert_int_equal(the_count, 1);
}

/* MARK: from a server */

static void expect_loaded(int sound, int status, int http_status) {
    assert_true(support_until(is_loaded));
    assert_int_equal(the_loaded_count, 1);
    assert_int_equal(the_loaded.id, sound);
    assert_int_equal(the_loaded.status, status);
    assert_int_equal(the_loaded.http_status, http_status);
    the_loaded_count = 0;
}

static void sounds_come_from_a_server_or_fail_with_its_answer(void **state) {
    (void)state;
    const char *folder = support_folder();
    char url[128], file[300];
    const char *routes =
        gm_text("{\"routes\": [{\"path\": \"/tone.ogg\", \"body_file\": \"tone.ogg\"},"
                "{\"path\": \"/text.ogg\", \"body\": \"This is no sound.\"}]}");
    size_t size;
    char *tone = support_read("tests/data/tone.ogg", &size);
    assert_non_null(tone);
    support_write_text(folder, "routes.json", routes);
    support_write(folder, "tone.ogg", tone, size);
    free(tone);
    snprintf(file, sizeof file, "%s/routes.json", folder);
    Origin *origin = origin_open(file, 0);
    assert_non_null(origin);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/tone.ogg", origin_port(origin));
    int sound = gm_sound_add(url), voice = gm_audio_play_sound(sound, 0, false);
    assert_float_equal(gm_audio_sound_length(sound), 0, 0);
    expect_loaded(sound, 0, 200);
    assert_float_equal(gm_audio_sound_length(sound), 0.5, 0.001);
    support_steps(40);
    assert_int_equal(the_heard[0].voice, voice);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/text.ogg", origin_port(origin));
    expect_loaded(gm_sound_add(url), -1, 200);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/none.ogg", origin_port(origin));
    expect_loaded(gm_sound_add(url), -1, 404);
    assert_non_null(strstr(support_log(), "/text.ogg: the sound cannot be played: "));
    origin_close(origin);
    expect_loaded(gm_sound_add("http://127.0.0.1:1/none.ogg"), -1, 0);
}

static void a_sound_deleted_while_it_loads_fails_and_its_voices_end(void **state) {
    (void)state;
    int sound = gm_sound_add(the_tone), voice = gm_audio_play_sound(sound, 0, false);
    gm_sound_delete(sound);
    expect_loaded(sound, -1, 200);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_heard[0].voice, voice);
    assert_true(the_heard[0].was_stopped);
    assert_true(gm_sound_add(the_tone) != sound);
}

static void voices_that_wait_for_a_broken_sound_end(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(gm_sound_add("no such file.ogg"), 0, false);
    assert_true(support_until(is_loaded));
    support_steps(2);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_heard[0].voice, voice);
    assert_true(the_heard[0].was_stopped);
}

/* MARK: loading anew */

static void load_silence(int sound, int frames) {
    char why[512];
    const char *folder = support_folder();
    wav_silence(folder, "new.wav", frames);
    assert_true(sound_load_file(sound, gm_text("%s/new.wav", folder), why));
}

static void voices_play_on_with_the_samples_they_began_with(void **state) {
    (void)state;
    int sound = load_tone();
    load_silence(sound, 4410);
    int old = gm_audio_play_sound(sound, 0, true);
    support_steps(3);
    load_silence(sound, 8820);
    support_steps(60);
    assert_float_equal(gm_audio_sound_length(old), 0.1, 0.001);
    assert_float_equal(gm_audio_sound_length(sound), 0.2, 0.001);
    gm_audio_sound_set_track_position(old, 0.19); /* only the new samples have that */
    support_steps(60);
    assert_true(gm_audio_is_playing(old));
    gm_audio_stop_sound(old);
    support_steps(2);
    assert_int_equal(the_count, 1);
}

/* MARK: gain and place */

static void gains_of_sound_and_voice_are_their_own_and_fade_by_game_time(void **state) {
    (void)state;
    int sound = load_tone(), voice = gm_audio_play_sound_ext(sound, 0, true, 2, 0, 1);
    gm_audio_sound_gain(sound, 0.5, 0);
    assert_float_equal(gm_audio_sound_get_gain(sound), 0.5, 0);
    assert_float_equal(gm_audio_sound_get_gain(voice), 2, 0);
    gm_audio_sound_gain(voice, 0, 1000);
    support_steps(30);
    assert_float_equal(gm_audio_sound_get_gain(voice), 1, 1e-6);
    support_steps(30);
    assert_float_equal(gm_audio_sound_get_gain(voice), 0, 1e-6);
    assert_float_equal(gm_audio_sound_get_gain(sound), 0.5, 0);
    gm_audio_stop_sound(voice);
    assert_float_equal(gm_audio_sound_get_gain(voice), 0, 0);
}

static void a_track_position_holds_at_once(void **state) {
    (void)state;
    int sound = load_tone(), first = gm_audio_play_sound(sound, 0, true);
    support_steps(3);
    gm_audio_stop_sound(first);
    int voice = gm_audio_play_sound_ext(sound, 0, true, 1, 0.05, 1); /* in the same slot */
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0.05, 1e-9);
    support_steps(3);
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0.1, 1e-3);
    gm_audio_sound_set_track_position(voice, 0.02);
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0.02, 1e-9);
    gm_audio_sound_set_track_position(sound, 0.03);
    voice = gm_audio_play_sound(sound, 0, true);
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0.03, 1e-9);
}

/* A second of steps is a second of sound: 735 frames a step, to the sample. */
static void a_voice_ends_in_the_step_its_last_sample_belongs_to(void **state) {
    (void)state;
    int sound = load_tone();
    load_silence(sound, 735 * 4);
    gm_audio_play_sound(sound, 0, false);
    support_steps(3);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, 1);
}

static void nonsense_is_made_harmless(void **state) {
    (void)state;
    const double none = (double)NAN, odd[] = {none, (double)INFINITY, -(double)INFINITY, -1, 1e300};
    int sound = load_tone();
    for (int i = 0; i < 5; i++) {
        int voice = gm_audio_play_sound_ext(sound, odd[i], true, odd[i], odd[i], odd[i]);
        gm_audio_sound_gain(voice, odd[i], odd[i]);
        gm_audio_sound_gain(sound, odd[i], odd[i]);
        gm_audio_sound_pitch(voice, odd[i]);
        gm_audio_sound_pitch(sound, odd[i]);
        gm_audio_sound_pan(voice, odd[i]);
        gm_audio_sound_set_track_position(voice, odd[i]);
        gm_audio_sound_set_track_position(sound, odd[i]);
        gm_audio_master_gain(odd[i]);
        support_steps(2);
    }
    gm_audio_stop_sound(GM_NONE);
    gm_audio_stop_sound(12345);
    gm_audio_sound_gain(GM_NONE, 1, 0);
    assert_false(gm_audio_exists(GM_NONE));
    assert_int_equal(gm_audio_play_sound(12345, 0, false), GM_NONE);
}

static void no_channels_play_nothing(void **state) {
    (void)state;
    int sound = load_tone(), voice = gm_audio_play_sound(sound, 0, true);
    gm_audio_channel_num(0);
    assert_false(gm_audio_is_playing(voice));
    assert_int_equal(gm_audio_play_sound(sound, 0, false), GM_NONE);
    gm_audio_channel_num(1024);
    for (int i = 0; i < 1100; i++)
        gm_audio_play_sound(sound, 0, true);
    support_steps(2);
    gm_audio_stop_all();
    assert_false(gm_audio_is_playing(sound));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_sound_is_loaded_in_the_background_and_said_once),
        TEST(a_missing_or_broken_file_gives_a_failing_event),
        TEST(a_sound_that_is_still_loading_begins_when_it_is_there),
        TEST(a_sound_that_plays_out_ends_once_by_itself),
        TEST(stopping_a_voice_says_so_in_the_next_step),
        TEST(stopping_a_sound_stops_each_of_its_voices),
        TEST(stopping_all_says_it_for_each_voice),
        TEST(a_pause_ends_nothing_and_only_postpones),
        TEST(a_loop_never_ends_by_itself),
        TEST(the_voice_of_low_priority_is_stolen),
        TEST(stopping_twice_says_it_once),
        TEST(a_handler_may_start_a_new_sound),
        TEST(playing_never_raises_sound_loaded),
        TEST(a_deleted_sound_stops_and_its_samples_are_given_back),
        TEST(pitch_shortens_and_the_track_position_follows),
        TEST(sounds_come_from_a_server_or_fail_with_its_answer),
        TEST(a_sound_deleted_while_it_loads_fails_and_its_voices_end),
        TEST(voices_that_wait_for_a_broken_sound_end),
        TEST(voices_play_on_with_the_samples_they_began_with),
        TEST(gains_of_sound_and_voice_are_their_own_and_fade_by_game_time),
        TEST(a_track_position_holds_at_once),
        TEST(a_voice_ends_in_the_step_its_last_sample_belongs_to),
        TEST(nonsense_is_made_harmless),
        TEST(no_channels_play_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
