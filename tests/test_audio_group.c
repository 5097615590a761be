/* Audio groups: loading and unloading sounds together (Save / Load, event 72). */
#include "support.h"
#include "wav.h"

#include <stdio.h>
#include <stdlib.h>

#include "../assets/sound.h"
#include "../events/lane.h"
#include "../platform/files.h"

typedef struct Heard {
    int group, keys, length_ms, step;
    bool has_id, has_status, is_loaded;
    char type[32];
} Heard;

static Heard the_heard[32];
static int the_heard_count, the_ended_count, the_stopped_count;

static void on_save_load(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSaveLoad *answer = gm_async_save_load(event);
    assert_in_range(the_heard_count, 0, 31);
    Heard *heard = &the_heard[the_heard_count++];
    *heard = (Heard){.group = answer->group_id,
                     .keys = gm_ds_map_size(gm_async_load()),
                     .has_id = gm_ds_map_exists(gm_async_load(), "id"),
                     .has_status = gm_ds_map_exists(gm_async_load(), "status"),
                     .is_loaded = gm_audio_group_is_loaded(answer->group_id),
                     .length_ms = (int)(gm_audio_sound_length("mus_a") * 1000),
                     .step = gm_step_count()};
    snprintf(heard->type, sizeof heard->type, "%s", answer->type);
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_ended_count++;
    the_stopped_count += gm_async_ended(event)->was_stopped ? 1 : 0;
}

static const GmObject obj_ear = {
    .on = {[GM_ASYNC_SAVE_LOAD] = on_save_load, [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ear), {0}};

static char the_game[128];

/* Sounds: snd_jump in no group; mus_a, mus_b in ag_music; amb_broken, amb_wind in ag_ambience. */
static int open_game(void **state) {
    (void)state;
    static const char room[] = "{\"type\":\"map\",\"width\":1,\"height\":1,\"tilewidth\":32,"
                               "\"tileheight\":32,\"layers\":[{\"type\":\"objectgroup\","
                               "\"name\":\"Instances\",\"objects\":[]}]}";
    static const char json[] = "{\"audio_groups\": {\"ag_music\": [\"mus_b\", \"mus_a\"], "
                               "\"ag_ambience\": [\"amb_wind\", \"amb_broken\"], "
                               "\"ag_empty\": []}}";
    snprintf(the_game, sizeof the_game, "%s", support_folder());
    support_write_text(the_game, "game.json", json);
    support_write_text(the_game, "rooms/rm.tmj", room);
    wav_silence(the_game, "sounds/snd_jump.wav", 4410);
    wav_silence(the_game, "sounds/mus_a.wav", 8820);
    wav_silence(the_game, "sounds/mus_b.wav", 4410);
    wav_silence(the_game, "sounds/amb_wind.wav", 441);
    support_write(the_game, "sounds/amb_broken.wav", "no sound", 8);
    assert_true(support_open_folder(the_game, objects));
    support_make("obj_ear");
    the_heard_count = the_ended_count = the_stopped_count = 0;
    return 0;
}

static bool something_was_heard(void) {
    return the_heard_count > 0;
}

static const Heard *wait_for_event(void) {
    assert_true(support_until(something_was_heard));
    support_steps(3);
    assert_int_equal(the_heard_count, 1);
    the_heard_count = 0;
    return &the_heard[0];
}

static bool is_decoded(const char *name) {
    return sound_of(sound_named(name))->samples != NULL;
}

/* spec: async-events SL-14 */
static void a_group_is_loaded_when_it_is_asked_for(void **state) {
    (void)state;
    int group = gm_audio_group("ag_music");
    assert_int_equal(group, 1);
    assert_string_equal(gm_audio_group_name(group), "ag_music");
    assert_false(gm_audio_group_is_loaded(group));
    assert_false(is_decoded("mus_a"));
    assert_int_equal(gm_audio_group_load_progress(group), 0);
    assert_true(gm_audio_group_load(group));
    assert_int_equal(gm_request_count(), 1);
    const Heard *heard = wait_for_event();
    assert_string_equal(heard->type, "audiogroup_load");
    assert_int_equal(heard->group, group);
    assert_int_equal(heard->keys, 2);
    assert_false(heard->has_id);
    assert_false(heard->has_status);
    assert_true(heard->is_loaded);
    assert_int_equal(heard->length_ms, 200);
    assert_int_equal(gm_request_count(), 0);
    assert_int_equal(gm_audio_group_load_progress("ag_music"), 100);
    assert_true(is_decoded("mus_b"));
    assert_false(is_decoded("amb_wind"));
}

/* spec: async-events SL-15 */
static void a_group_that_loads_or_is_loaded_is_not_loaded_again(void **state) {
    (void)state;
    assert_true(gm_audio_group_load("ag_music"));
    assert_false(gm_audio_group_load("ag_music"));
    assert_false(gm_audio_group_unload("ag_music")); /* it is not loaded yet */
    wait_for_event();
    assert_false(gm_audio_group_load("ag_music"));
    support_steps(5);
    assert_int_equal(the_heard_count, 0);
    assert_false(gm_audio_group_load(99));
    assert_false(gm_audio_group_load(-1));
    assert_false(gm_audio_group_load("ag_missing"));
    assert_non_null(strstr(support_log(), "there is no audio group \"ag_missing\" in this game"));
}

/* spec: async-events SL-16 */
static void unloading_stops_its_sounds_and_raises_no_event_72(void **state) {
    (void)state;
    gm_audio_group_load("ag_music");
    wait_for_event();
    int music = gm_audio_play_sound("mus_a", 0, true),
        jump = gm_audio_play_sound("snd_jump", 0, true);
    support_steps(2);
    assert_true(gm_audio_group_unload("ag_music"));
    assert_false(gm_audio_is_playing(music));
    assert_true(gm_audio_is_playing(jump));
    assert_false(gm_audio_group_unload("ag_music"));
    assert_false(gm_audio_group_is_loaded(1));
    assert_int_equal(gm_audio_group_load_progress(1), 0);
    assert_false(is_decoded("mus_a"));
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_stopped_count, 1);
    assert_true(gm_audio_group_load("ag_music"));
    wait_for_event();
    assert_true(gm_audio_play_sound("mus_a", 0, false) >= GM_FIRST_VOICE_ID);
}

/* spec: async-events 12.6 (the default group is loaded at the start, without an event) */
static void the_default_group_is_always_there(void **state) {
    (void)state;
    assert_int_equal(gm_audio_group("audiogroup_default"), 0);
    assert_true(gm_audio_group_is_loaded(0));
    assert_int_equal(gm_audio_group_load_progress(0), 100);
    assert_false(gm_audio_group_load(0));
    assert_false(gm_audio_group_unload(0));
    assert_true(is_decoded("snd_jump"));
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
}

/* spec: async-events 12.6 (one broken sound does not stop the group's event) */
static void a_broken_sound_does_not_keep_the_others(void **state) {
    (void)state;
    assert_true(gm_audio_group_load("ag_ambience"));
    assert_int_equal(wait_for_event()->group, 2);
    assert_true(is_decoded("amb_wind"));
    assert_false(is_decoded("amb_broken"));
    assert_int_equal(gm_audio_play_sound("amb_broken", 0, false), GM_NONE);
    assert_non_null(strstr(support_log(), "amb_broken.wav: expected OGG, MP3, FLAC or WAV"));
}

/* spec: async-events 12.6 (loading an empty group fires nothing) */
static void an_empty_group_has_nothing_to_load(void **state) {
    (void)state;
    assert_false(gm_audio_group_load("ag_empty"));
    assert_true(gm_audio_group_is_loaded("ag_empty"));
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
}

static void a_sound_of_a_group_that_is_not_loaded_does_not_play(void **state) {
    (void)state;
    assert_int_equal(gm_audio_play_sound("mus_a", 0, false), GM_NONE);
    assert_non_null(strstr(support_log(), "mus_a is of the audio group \"ag_music\", which is not "
                                          "loaded"));
    gm_audio_group_load("ag_music");
    int voice = gm_audio_play_sound("mus_a", 0, false); /* it begins when it is there */
    assert_true(gm_audio_is_playing(voice));
    wait_for_event();
    assert_true(gm_audio_is_playing(voice));
    support_steps(20);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_stopped_count, 0);
}

static void progress_rises_with_every_sound(void **state) {
    (void)state;
    support_close();
    lane_by_hand(true);
    open_game(NULL);
    lane_close(lane_named("decode"));
    assert_true(gm_audio_group_load("ag_music"));
    assert_int_equal(gm_audio_group_load_progress("ag_music"), 0);
    assert_true(lane_step(lane_named("decode")));
    support_steps(1);
    assert_int_equal(gm_audio_group_load_progress("ag_music"), 49);
    assert_int_equal(the_heard_count, 0);
    assert_true(lane_step(lane_named("decode")));
    assert_int_equal(gm_audio_group_load_progress("ag_music"), 99);
    support_steps(1);
    assert_int_equal(the_heard_count, 1);
    assert_int_equal(gm_audio_group_load_progress("ag_music"), 100);
    lane_by_hand(false);
}

static void members_are_known_by_group_and_groups_by_member(void **state) {
    (void)state;
    int sounds[4] = {-1, -1, -1, -1};
    assert_int_equal(gm_audio_group_get_assets(gm_audio_group("ag_music"), sounds, 4), 2);
    assert_int_equal(sounds[0], gm_sound("mus_a"));
    assert_int_equal(sounds[1], gm_sound("mus_b"));
    sounds[1] = -7;
    assert_int_equal(gm_audio_group_get_assets(1, sounds, 1), 2);
    assert_int_equal(sounds[1], -7);
    assert_int_equal(gm_audio_group_get_assets(0, NULL, 0), 1);
    assert_int_equal(gm_audio_sound_get_audio_group(gm_sound("mus_b")), 1);
    assert_int_equal(gm_audio_sound_get_audio_group(gm_audio_play_sound("snd_jump", 0, true)), 0);
    assert_int_equal(gm_audio_sound_get_audio_group(99), GM_NONE);
    assert_string_equal(gm_audio_group_name(99), "");
}

static void stopping_a_group_stops_its_voices_only(void **state) {
    (void)state;
    gm_audio_group_load("ag_music");
    wait_for_event();
    gm_audio_play_sound("mus_a", 0, true);
    gm_audio_play_sound("mus_b", 0, true);
    int jump = gm_audio_play_sound("snd_jump", 0, true);
    gm_audio_group_stop_all("ag_music");
    assert_false(gm_audio_is_playing("mus_a"));
    assert_false(gm_audio_is_playing("mus_b"));
    assert_true(gm_audio_is_playing(jump));
    support_steps(2);
    assert_int_equal(the_stopped_count, 2);
}

static void the_gain_of_a_group_fades_by_game_time(void **state) {
    (void)state;
    assert_true(gm_audio_group_get_gain("ag_music") == 1);
    gm_audio_group_set_gain("ag_music", 0.5, 0);
    assert_true(gm_audio_group_get_gain("ag_music") == 0.5);
    gm_audio_group_set_gain("ag_music", 0, 1000); /* 60 steps */
    support_steps(30);
    assert_float_equal(gm_audio_group_get_gain("ag_music"), 0.25, 0.001);
    support_steps(31);
    assert_true(gm_audio_group_get_gain("ag_music") == 0);
    assert_true(gm_audio_group_get_gain(0) == 1);
    gm_audio_group_set_gain(99, 1, 0);
    assert_true(gm_audio_group_get_gain(99) == 0);
    assert_non_null(strstr(support_log(), "there is no audio group 99"));
}

/* What SDL's disk driver wrote, heard as the loudest sample of each step. */
static int loudest(const int16_t *samples, size_t from, size_t to) {
    int most = 0;
    for (size_t i = from * 2; i < to * 2; i++)
        most = abs(samples[i]) > most ? abs(samples[i]) : most;
    return most;
}

static void a_silenced_group_is_not_heard_and_the_others_are(void **state) {
    (void)state;
    support_close();
    char file[300];
    snprintf(file, sizeof file, "%s/out.raw", support_folder());
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", file, 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    size_t size;
    char *tone = support_read("tests/data/tone.wav", &size);
    support_write(the_game, "sounds/mus_a.wav", tone, size);
    free(tone);
    assert_true(support_open_folder(the_game, objects));
    support_make("obj_ear");
    gm_audio_group_load("ag_music");
    wait_for_event();
    gm_audio_group_set_gain("ag_music", 0, 0);
    gm_audio_play_sound("mus_a", 0, true);
    support_steps(10);
    int silent_until = gm_step_count();
    gm_audio_group_set_gain("ag_music", 1, 0);
    support_steps(10);
    int loud_until = gm_step_count();
    support_close();
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    char *bytes = support_read(file, &size);
    const int16_t *heard = (const int16_t *)(const void *)bytes;
    size_t frames = size / 4, step = 44100 / 60;
    assert_true(frames >= (size_t)(loud_until - 1) * step);
    assert_int_equal(loudest(heard, 0, (size_t)silent_until * step), 0);
    assert_true(loudest(heard, (size_t)silent_until * step, frames) > 1000);
    free(bytes);
    open_game(NULL);
}

static void a_game_may_end_while_a_group_loads(void **state) {
    (void)state;
    assert_true(gm_audio_group_load("ag_music"));
    assert_true(gm_audio_group_load("ag_ambience"));
    support_close();
    assert_int_equal(the_heard_count, 0);
    open_game(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_group_is_loaded_when_it_is_asked_for),
        TEST(a_group_that_loads_or_is_loaded_is_not_loaded_again),
        TEST(unloading_stops_its_sounds_and_raises_no_event_72),
        TEST(the_default_group_is_always_there),
        TEST(a_broken_sound_does_not_keep_the_others),
        TEST(an_empty_group_has_nothing_to_load),
        TEST(a_sound_of_a_group_that_is_not_loaded_does_not_play),
        TEST(progress_rises_with_every_sound),
        TEST(members_are_known_by_group_and_groups_by_member),
        TEST(stopping_a_group_stops_its_voices_only),
        TEST(the_gain_of_a_group_fades_by_game_time),
        TEST(a_silenced_group_is_not_heard_and_the_others_are),
        TEST(a_game_may_end_while_a_group_loads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
