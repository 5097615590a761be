/* The sample echo_choir: what the microphone hears is sung at each frog's pitch, mouths close when
 * the sound has ended, and the harp's queue runs dry and comes back. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "plays.h"
#include "../platform/input.h"
#include "tone.h"

#include <stdio.h>

#define CHOIR "samples/echo_choir"

enum { VOICES = 7, CAPTURED = 16000, RATE = 44100, STEP = RATE / 60 };

static char the_out[300];

/* MARK: playing */

/* A microphone that hears these samples, and a file that what is heard goes to. */
static void plug_in(const int16_t *samples, int count) {
    const char *folder = support_folder();
    char in[300];
    support_write(folder, "in.raw", samples, (size_t)count * sizeof *samples);
    snprintf(in, sizeof in, "%s/in.raw", folder);
    snprintf(the_out, sizeof the_out, "%s/out.raw", folder);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILEIN", in, 1);
    setenv("SDL_DISKAUDIOFILE", the_out, 1);
}

static void plug_in_tone(double hz) {
    static int16_t tone[CAPTURED * 4];
    tone_make(tone, CAPTURED * 4, 1, CAPTURED, hz, 12000);
    plug_in(tone, CAPTURED * 4);
}

static void unplug(const char *driver) {
    setenv("SDL_AUDIODRIVER", driver, 1);
    unsetenv("SDL_DISKAUDIOFILEIN");
    unsetenv("SDL_DISKAUDIOFILE");
}

static int close_choir(void **state) {
    unplug("dummy");
    return close_game(state);
}

static void sing_for(int steps) {
    gm_keyboard_key_press(GM_VK_SPACE);
    support_steps(steps);
    gm_keyboard_key_release(GM_VK_SPACE);
    support_steps(1);
}

static GmInstance *numbered(const char *object, int number) {
    for (GmWith each = gm_with(object); gm_with_next(&each);)
        if (*(const int *)field_of(each.self, "number") == number) return each.self;
    fail_msg("there is no %s %d", object, number);
    return NULL;
}

static int voice_of(int frog) {
    return *(const int *)field_of(numbered("obj_frog", frog), "voice");
}

static void point_at(double x, double y, WindowEventKind kind) {
    input_feed(&(WindowEvent){.kind = kind, .key = GM_MB_LEFT, .x = (int)x, .y = (int)y});
    support_steps(1);
}

static int singers(void) {
    int count = 0;
    for (int frog = 0; frog < VOICES; frog++)
        count += voice_of(frog) != GM_NONE;
    return count;
}

static bool swings(int string) {
    const float *wave = field_of(numbered("obj_string", string), "wave");
    return wave[0] != 0 || wave[1] != 0;
}

static bool all_are_silent(void) {
    return singers() == 0;
}

static void step_until(bool (*done)(void)) {
    for (int i = 0; i < 600 && !done(); i++)
        support_steps(1);
    assert_true(done());
}

/* What was heard in this game, [frames][2]; it is closed. */
static int16_t *close_and_hear(int *frames) {
    size_t size;
    support_close();
    char *bytes = support_read(the_out, &size);
    assert_non_null(bytes);
    *frames = (int)(size / 4);
    return (int16_t *)(void *)bytes;
}

static double level_of(const int16_t *out, int first_step, int last_step, double hz) {
    return tone_level(out + first_step * STEP * 2, (last_step - first_step) * STEP, 2, RATE, hz);
}

/* MARK: tests */

static void each_frog_sings_what_was_heard_at_its_own_pitch(void **state) {
    static const int semitones[VOICES] = {-5, -3, 0, 2, 4, 7, 9};
    (void)state;
    for (int frog = 0; frog < VOICES; frog++) {
        plug_in_tone(500);
        open_settled(CHOIR, 0, NULL);
        sing_for(60); /* which the middle frog tries */
        assert_true(bool_of("obj_ear", "is_own"));
        step_until(all_are_silent);
        int before = gm_step_count();
        tap('1' + frog);
        assert_true(voice_of(frog) != GM_NONE);
        assert_int_equal(singers(), 1);
        support_steps(30);
        double x = numbered("obj_frog", frog)->x, hz = 500 * pow(2, semitones[frog] / 12.0);
        int frames;
        int16_t *out = close_and_hear(&frames);
        assert_true(frames >= (before + 30) * STEP);
        for (int other = 0; other < VOICES; other++) {
            double level =
                level_of(out, before + 18, before + 28, 500 * pow(2, semitones[other] / 12.0));
            if (other == frog)
                assert_true(level > 2000);
            else
                assert_true(level < 700);
        }
        double left = level_of(out, before + 18, before + 28, hz);
        double right = level_of(out + 1, before + 18, before + 28, hz);
        assert_true(x < 320 ? left > right : right > left); /* where it sits */
        free(out);
    }
}

static void pitches_change_while_they_sing(void **state) {
    (void)state;
    plug_in_tone(500);
    open_settled(CHOIR, 0, NULL);
    sing_for(120);
    step_until(all_are_silent);
    int before = gm_step_count();
    tap('3');
    support_steps(10);
    for (int i = 0; i < 12; i++)
        tap(GM_VK_RIGHT); /* step 36: an octave higher */
    support_steps(24);
    int frames;
    int16_t *out = close_and_hear(&frames);
    assert_true(level_of(out, before + 6, before + 12, 500) > 2000);
    assert_true(level_of(out, before + 48, before + 58, 1000) > 2000);
    assert_true(level_of(out, before + 48, before + 58, 500) < 500);
    free(out);
}

static void a_mouth_is_open_until_its_sound_has_ended(void **state) {
    (void)state;
    open_settled(CHOIR, 0, NULL);
    tap('4');
    int voice = voice_of(3);
    assert_true(voice != GM_NONE);
    while (gm_audio_is_playing(voice)) {
        assert_int_equal(voice_of(3), voice);
        support_steps(1);
    }
    support_steps(1);
    assert_int_equal(voice_of(3), GM_NONE);
    tap('4');
    support_steps(5);
    int first = voice_of(3);
    tap('4'); /* sung anew: the end of the first voice is not the end of the song */
    support_steps(3);
    assert_true(voice_of(3) != GM_NONE && voice_of(3) != first);
    assert_false(gm_audio_is_playing(first));
    gm_audio_stop_all(); /* whatever ends it */
    support_steps(2);
    assert_int_equal(voice_of(3), GM_NONE);
}

static void a_click_makes_a_frog_sing_and_a_string_that_is_passed_sounds(void **state) {
    (void)state;
    open_settled(CHOIR, 0, NULL);
    const GmInstance *frog = numbered("obj_frog", 2), *string = numbered("obj_string", 3);
    point_at(frog->x, frog->y - 20, WINDOW_MOUSE_DOWN);
    point_at(frog->x, frog->y - 20, WINDOW_MOUSE_UP);
    assert_true(voice_of(2) != GM_NONE);
    assert_int_equal(singers(), 1);
    point_at(string->x - 4, string->y + 20, WINDOW_MOUSE_MOVE);
    for (int i = 0; i < 3; i++) /* the mouse came from the left, over the lower ones */
        assert_true(swings(i));
    assert_false(swings(3));
    point_at(string->x + 4, string->y + 20, WINDOW_MOUSE_MOVE);
    assert_true(swings(3));
    assert_false(swings(4));
}

static void a_new_voice_ends_what_is_sung_with_the_old_one(void **state) {
    (void)state;
    plug_in_tone(500);
    open_settled(CHOIR, 0, NULL);
    tap('1');
    support_steps(10);
    int old_sound = int_of("obj_ear", "sound");
    sing_for(12);
    support_steps(2);
    assert_false(gm_audio_exists(old_sound));
    assert_int_equal(voice_of(0), GM_NONE);
    assert_true(voice_of(3) != GM_NONE); /* it tries the new one */
}

static void the_choir_plays_by_itself_after_two_seconds(void **state) {
    (void)state;
    open_settled(CHOIR, 0, NULL);
    support_steps(100);
    assert_true(all_are_silent());
    support_steps(170);
    assert_true(singers() >= 3);
    assert_true(support_golden("choir_plays"));
    gm_keyboard_key_press('8');
    support_steps(2);
    step_until(all_are_silent); /* somebody is there */
    gm_keyboard_key_release('8');
}

static void the_lights_show_what_is_sung(void **state) {
    (void)state;
    plug_in_tone(1000);
    open_settled(CHOIR, 0, NULL);
    gm_keyboard_key_press(GM_VK_SPACE);
    support_steps(40);
    const float *bars = field("obj_spectrum", "bars");
    int highest = 0;
    for (int i = 1; i < 64; i++)
        if (bars[i] > bars[highest]) highest = i;
    double hz = 70 * pow(2, (highest + 0.5) * 6.2 / 64);
    assert_true(fabs(hz - 1000) < 60);
    assert_true(support_golden("choir_listens"));
    gm_keyboard_key_release(GM_VK_SPACE);
    support_steps(2);
}

static void a_queue_that_runs_dry_is_silent_and_comes_back(void **state) {
    (void)state;
    plug_in_tone(500);
    open_settled(CHOIR, 0, NULL);
    tap('A');
    support_steps(18); /* step 20 */
    tap('X');
    support_steps(20); /* step 42 */
    assert_true(bool_of("obj_harp", "is_dry"));
    assert_true(support_golden("choir_dry"));
    support_steps(70); /* step 112 */
    assert_false(bool_of("obj_harp", "is_dry"));
    int dry_step = int_of("obj_harp", "dry_step");
    assert_true(dry_step > 20 && dry_step < 90);
    tap('A');
    support_steps(28);
    int frames;
    int16_t *out = close_and_hear(&frames);
    double note = 22050.0 / 84; /* the lowest string has 84 samples */
    assert_true(level_of(out, 12, 20, note) > 100);
    assert_true(level_of(out, 40, 78, note) < 1);
    assert_true(level_of(out, 122, 138, note) > 100);
    free(out);
}

static void silence_is_said_and_the_old_voice_is_kept(void **state) {
    (void)state;
    static const int16_t nothing[CAPTURED];
    plug_in(nothing, CAPTURED);
    open_settled(CHOIR, 0, NULL);
    int voice = int_of("obj_ear", "sound");
    sing_for(40);
    assert_string_equal(text_of("obj_ear", "trouble"),
                        "That was silence. Is the microphone muted?");
    sing_for(3);
    assert_string_equal(text_of("obj_ear", "trouble"),
                        "That was too short: hold Space while you sing.");
    assert_int_equal(int_of("obj_ear", "sound"), voice);
    tap('1');
    assert_true(voice_of(0) != GM_NONE);
}

static void a_recording_ends_after_four_seconds(void **state) {
    (void)state;
    plug_in_tone(300);
    open_settled(CHOIR, 0, NULL);
    gm_keyboard_key_press(GM_VK_SPACE);
    support_steps(250);
    assert_int_equal(int_of("obj_ear", "channel"), GM_NONE);
    assert_true(bool_of("obj_ear", "is_own"));
    gm_keyboard_key_release(GM_VK_SPACE);
    support_steps(1);
}

static void a_microphone_that_cannot_be_opened_is_said(void **state) {
    (void)state;
    plug_in_tone(500);
    setenv("SDL_DISKAUDIOFILEIN", "/no/such/in.raw", 1);
    open_settled(CHOIR, 0, NULL);
    sing_for(5);
    assert_string_equal(text_of("obj_ear", "trouble"), "The microphone cannot be opened.");
    assert_int_equal(log_trouble_count(), 1); /* the runtime says it, too */
    log_reset();
}

/* With a window, and no sound at all: nobody can be heard, and all goes on. */
static void without_a_microphone_they_sing_what_they_know(void **state) {
    (void)state;
    unplug("no such driver");
    support_forget_log();
    assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                        .folder = CHOIR,
                                        .save_dir = support_folder(),
                                        .fast = true,
                                        .quiet = true}));
    assert_int_equal(gm_audio_get_recorder_count(), 0);
    sing_for(10);
    assert_int_equal(int_of("obj_ear", "channel"), GM_NONE);
    assert_true(support_golden("choir_no_microphone"));
    tap('6');
    assert_true(voice_of(5) != GM_NONE);
    assert_true(support_until(all_are_silent));
}

#define TEST(function) cmocka_unit_test_teardown(function, close_choir)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_frog_sings_what_was_heard_at_its_own_pitch),
        TEST(pitches_change_while_they_sing),
        TEST(a_mouth_is_open_until_its_sound_has_ended),
        TEST(a_click_makes_a_frog_sing_and_a_string_that_is_passed_sounds),
        TEST(a_new_voice_ends_what_is_sung_with_the_old_one),
        TEST(the_choir_plays_by_itself_after_two_seconds),
        TEST(the_lights_show_what_is_sung),
        TEST(a_queue_that_runs_dry_is_silent_and_comes_back),
        TEST(silence_is_said_and_the_old_voice_is_kept),
        TEST(a_recording_ends_after_four_seconds),
        TEST(a_microphone_that_cannot_be_opened_is_said),
        TEST(without_a_microphone_they_sing_what_they_know),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
