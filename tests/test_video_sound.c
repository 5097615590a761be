/* The sound of videos, by the samples that come out: at its time, wherever it lies in the file. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "support.h"

#include "avi.h"
#include "tone.h"

#include "../runtime/game.h"

#include <stdio.h>

/* One second of sound: a low tone, and from its middle on a high one. */
enum { PICTURES = 30, RATE = 48000, LOW = 440, HIGH = 880, LEVEL = 8000 };
enum { STEPS = 60, MIXED = 735 /* frames a step */, OUT_RATE = 44100 };

static char the_file[300];
static const char *the_folder;
static int the_ends;
static int16_t *the_heard; /* [frames][2] */
static int the_heard_frames;

static void on_social(GmInstance *self, const GmEvent *event) {
    (void)self;
    if (strcmp(gm_async_social(event)->type, "video_end") == 0) the_ends++;
}

static const GmObject obj_viewer = {.on = {[GM_ASYNC_SOCIAL] = on_social}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_viewer), {0}};

/* What is mixed is written down; every picture and sound is there in the step in which it is due.
 */
static int open_game(void **state) {
    (void)state;
    the_folder = support_folder();
    snprintf(the_file, sizeof the_file, "%s/out.raw", the_folder);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", the_file, 1);
    support_open_settling(the_folder, objects);
    gm_game_set_speed(STEPS);
    the_ends = 0;
    support_make("obj_viewer");
    return 0;
}

static int close_game(void **state) {
    int result = support_tear_down(state);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    free(the_heard);
    the_heard = NULL;
    return result;
}

static const char *make_video(const char *file, int turn) {
    static int16_t sound[RATE];
    tone_make(sound, RATE / 2, 1, RATE, LOW, LEVEL);
    tone_make(sound + RATE / 2, RATE / 2, 1, RATE, HIGH, LEVEL);
    avi_write(the_folder, file, PICTURES, turn, sound, RATE);
    return support_path(the_folder, file);
}

/* Opens it and plays its first step; the frame of the mix with which its sound begins. */
static int play(const char *path) {
    gm_video_open(path);
    support_steps(1);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PLAYING);
    return gm_step_count() * MIXED;
}

static void hear(void) {
    size_t size;
    game_close();
    the_heard = (int16_t *)(void *)support_read(the_file, &size);
    assert_non_null(the_heard);
    the_heard_frames = (int)(size / 4);
}

/* From so many milliseconds after a frame on, for a tenth of a second, both channels: is it that
 * tone, at that level? hz 0: silence. */
static void assert_hears(int from, int ms, int hz, double level) {
    int first = from + ms * OUT_RATE / 1000, frames = OUT_RATE / 10;
    assert_true(first >= 0 && first + frames <= the_heard_frames);
    for (int channel = 0; channel < 2; channel++) {
        const int16_t *at = the_heard + first * 2 + channel;
        double low = tone_level(at, frames, 2, OUT_RATE, LOW);
        double high = tone_level(at, frames, 2, OUT_RATE, HIGH);
        double wanted_low = hz == LOW ? level : 0, wanted_high = hz == HIGH ? level : 0;
        if (fabs(low - wanted_low) > LEVEL / 20.0 || fabs(high - wanted_high) > LEVEL / 20.0)
            fail_msg("%d ms: expected %d Hz, heard a level of %.0f at %d and %.0f at %d", ms, hz,
                     low, LOW, high, HIGH);
    }
}

/* The whole second, and nothing around it. */
static void assert_hears_all(int from) {
    assert_hears(from, 5, LOW, LEVEL);
    assert_hears(from, 395, LOW, LEVEL);
    assert_hears(from, 505, HIGH, LEVEL);
    assert_hears(from, 880, HIGH, LEVEL);
    assert_hears(from, 1020, 0, 0);
    for (int i = 0; i < from * 2 - 4; i++)
        assert_int_equal(the_heard[i], 0);
}

static void a_video_is_heard_from_its_start_to_its_end(void **state) {
    (void)state;
    support_steps(5);
    int from = play(make_video("one.avi", 1));
    support_steps(2 * STEPS);
    assert_int_equal(the_ends, 1);
    hear();
    assert_hears_all(from);
}

static void sound_that_lies_far_behind_its_pictures_is_heard_in_time(void **state) {
    (void)state;
    int from = play(make_video("far.avi", PICTURES));
    support_steps(2 * STEPS);
    hear();
    assert_hears_all(from);
}

static void the_volume_holds_for_this_video_and_the_next(void **state) {
    (void)state;
    assert_true(gm_video_get_volume() == 1);
    int from = play(make_video("one.avi", 1));
    support_steps(14);
    gm_video_set_volume(0.5);
    support_steps(2 * STEPS);
    int again = play(support_path(the_folder, "one.avi"));
    gm_video_set_volume(7);
    assert_true(gm_video_get_volume() == 1);
    gm_video_set_volume(0.25);
    support_steps(STEPS);
    gm_video_set_volume(1);
    hear();
    assert_hears(from, 100, LOW, LEVEL);
    assert_hears(from, 300, LOW, LEVEL / 2.0);
    assert_hears(from, 600, HIGH, LEVEL / 2.0);
    assert_hears(again, 100, LOW, LEVEL / 4.0);
}

static void a_pause_is_silent_and_loses_nothing(void **state) {
    (void)state;
    int from = play(make_video("one.avi", 1));
    support_steps(15);
    gm_video_pause();
    support_steps(STEPS);
    gm_video_resume();
    support_steps(2 * STEPS);
    hear();
    assert_hears(from, 100, LOW, LEVEL);
    assert_hears(from, 300, 0, 0);
    assert_hears(from, 1100, 0, 0);
    assert_hears(from, 1000 + 280, LOW, LEVEL);
    assert_hears(from, 1000 + 520, HIGH, LEVEL);
    assert_hears(from, 1000 + 870, HIGH, LEVEL);
    assert_hears(from, 2000 + 30, 0, 0);
}

static void who_seeks_hears_what_is_there(void **state) {
    (void)state;
    int from = play(make_video("one.avi", 1));
    support_steps(11);
    gm_video_seek_to(700);
    support_steps(STEPS);
    hear();
    assert_hears(from, 50, LOW, LEVEL);
    assert_hears(from, 220, HIGH, LEVEL);
    assert_hears(from, 380, HIGH, LEVEL);
    assert_hears(from, 520, 0, 0);
}

static void a_loop_begins_with_its_first_sound_again(void **state) {
    (void)state;
    int from = play(make_video("one.avi", 1));
    gm_video_enable_loop(true);
    support_steps(3 * STEPS);
    hear();
    for (int second = 0; second < 2; second++) {
        assert_hears(from, second * 1000 + 50, LOW, LEVEL);
        assert_hears(from, second * 1000 + 390, LOW, LEVEL);
        assert_hears(from, second * 1000 + 560, HIGH, LEVEL);
        assert_hears(from, second * 1000 + 860, HIGH, LEVEL);
    }
}

static void a_video_that_is_closed_is_silent_at_once(void **state) {
    (void)state;
    int from = play(make_video("one.avi", 1));
    support_steps(15);
    gm_video_close();
    support_steps(STEPS);
    hear();
    assert_hears(from, 100, LOW, LEVEL);
    assert_hears(from, 300, 0, 0);
    assert_hears(from, 600, 0, 0);
}

static void a_video_without_sound_is_silent(void **state) {
    (void)state;
    avi_write(the_folder, "mute.avi", PICTURES, 1, NULL, RATE);
    int from = play(support_path(the_folder, "mute.avi"));
    support_steps(2 * STEPS);
    assert_int_equal(the_ends, 1);
    hear();
    assert_hears(from, 100, 0, 0);
    assert_hears(from, 600, 0, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_video_is_heard_from_its_start_to_its_end),
        TEST(sound_that_lies_far_behind_its_pictures_is_heard_in_time),
        TEST(the_volume_holds_for_this_video_and_the_next),
        TEST(a_pause_is_silent_and_loses_nothing),
        TEST(who_seeks_hears_what_is_there),
        TEST(a_loop_begins_with_its_first_sound_again),
        TEST(a_video_that_is_closed_is_silent_at_once),
        TEST(a_video_without_sound_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
