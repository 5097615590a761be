/* Videos that the test makes itself: what they tell (event 70), what they show, and when. And what
 * becomes of them on a machine without FFmpeg. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "support.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* Wider than a piece of a sprite, so that each picture lies in several. */
enum { WIDTH = 280, HEIGHT = 48, FRAMES = 30, FRAME_BYTES = WIDTH * HEIGHT * 3 / 2 };
enum { STEPS_A_FRAME = 2, STEPS = FRAMES * STEPS_A_FRAME }; /* at 60 steps per second */

static int the_starts, the_ends, the_keys;
static bool the_closing; /* the game closes the video when it hears of its end */
static bool the_drawing;
static const char *the_folder;
static const char *the_absent = "none"; /* how the name of a library that is not there begins */

/* The C library's, but for one of that name, which it has to look for where nothing is. It stands
 * before the C library's for this program's own code. */
void *dlopen(const char *file, int mode) {
    char nowhere[256];
    void *(*open)(const char *, int) = NULL;
    void *found = dlsym(RTLD_NEXT, "dlopen");
    memcpy(&open, &found, sizeof open);
    bool is_absent = file != NULL && strncmp(file, the_absent, strlen(the_absent)) == 0;
    snprintf(nowhere, sizeof nowhere, "/nowhere/%s", is_absent ? file : "");
    return open(is_absent ? nowhere : file, mode);
}

static void on_social(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSocial *social = gm_async_social(event);
    the_keys = gm_ds_map_size(gm_async_load());
    if (strcmp(social->type, "video_start") == 0) the_starts++;
    if (strcmp(social->type, "video_end") == 0) the_ends++;
    if (strcmp(social->type, "video_end") == 0 && the_closing) gm_video_close();
}

static void on_draw(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_clear(GM_C_BLACK);
    int picture = the_drawing ? gm_video_draw() : GM_NONE;
    if (picture != GM_NONE) gm_draw_sprite(picture, 0, 10, 10);
}

static const GmObject obj_viewer = {.on = {[GM_ASYNC_SOCIAL] = on_social, [GM_DRAW] = on_draw}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_viewer), {0}};

static void begin(void) {
    the_starts = the_ends = the_keys = 0;
    the_closing = false;
    the_absent = "none";
    the_drawing = true;
    support_make("obj_viewer");
    the_folder = support_folder();
}

static int open_game(void **state) {
    (void)state;
    support_open(objects);
    begin();
    return 0;
}

/* Every picture is there in the step in which it is due. */
static int open_settled(void **state) {
    (void)state;
    support_open_settling(support_folder(), objects);
    gm_game_set_speed(60);
    begin();
    return 0;
}

/* The grey of a picture, as its brightness in the file; 16 is black, 235 white. */
static int luma_of(int frame) {
    return 30 + frame * 6;
}

/* One second: 30 pictures of one grey each. Its path. */
static const char *make_video(const char *file, size_t cut_off) {
    static char bytes[64 + FRAMES * (6 + FRAME_BYTES)];
    int size = snprintf(bytes, 64, "YUV4MPEG2 W%d H%d F30:1 Ip A1:1 C420jpeg\n", WIDTH, HEIGHT);
    for (int frame = 0; frame < FRAMES; frame++) {
        memcpy(bytes + size, "FRAME\n", 6);
        memset(bytes + size + 6, luma_of(frame), WIDTH * HEIGHT);
        memset(bytes + size + 6 + WIDTH * HEIGHT, 128, WIDTH * HEIGHT / 2);
        size += 6 + FRAME_BYTES;
    }
    support_write(the_folder, file, bytes, cut_off > 0 ? cut_off : (size_t)size);
    return support_path(the_folder, file);
}

static void assert_shows(int frame) {
    int expected = (luma_of(frame) - 16) * 255 / 219;
    GmColour corners[] = {support_pixel(10, 10), support_pixel(10 + WIDTH - 1, 10 + HEIGHT - 1)};
    for (int corner = 0; corner < 2; corner++)
        for (int channel = 0; channel < 3; channel++) {
            int seen = (int)(corners[corner] >> (8 * channel) & 255);
            if (abs(seen - expected) > 3)
                fail_msg("picture %d: expected %d, seen %d", frame, expected, seen);
        }
    assert_int_equal(support_pixel(10 + WIDTH, 10), 0);
}

static bool has_started(void) {
    return the_starts > 0;
}

static bool has_ended(void) {
    return the_ends > 0;
}

static bool is_closed(void) {
    return gm_video_get_status() == GM_VIDEO_STATUS_CLOSED;
}

/* MARK: what it tells */

/* spec: async-events SO-1 */
static void a_video_tells_its_start_once_and_its_end_once(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PREPARING);
    assert_true(support_until(has_started));
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PLAYING);
    assert_int_equal(the_keys, 1); /* no "id" */
    assert_true(support_until(has_ended));
    support_steps(2 * STEPS);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 1);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PAUSED);
}

/* spec: async-events SO-1 */
static void the_end_comes_a_second_of_steps_after_the_start(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(1);
    assert_int_equal(the_starts, 1);
    support_steps(STEPS - 1);
    assert_int_equal(the_ends, 0);
    support_steps(1);
    assert_int_equal(the_ends, 1);
}

/* spec: async-events SO-2 */
static void a_looping_video_has_no_end(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    gm_video_enable_loop(true);
    assert_true(gm_video_is_looping());
    support_steps(1);
    assert_shows(0);
    for (int second = 0; second < 3; second++) {
        support_steps(STEPS / 2);
        assert_shows(FRAMES / 2);
        support_steps(STEPS / 2);
        assert_shows(0);
    }
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 0);
    gm_video_enable_loop(false);
    support_steps(STEPS);
    assert_int_equal(the_ends, 1);
}

/* spec: async-events SO-3 */
static void a_video_may_be_closed_when_its_end_is_told(void **state) {
    (void)state;
    the_closing = true;
    gm_video_open(make_video("one.y4m", 0));
    assert_true(support_until(has_ended));
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_CLOSED);
    assert_int_equal(gm_video_draw(), GM_NONE);
    support_steps(2 * STEPS);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 1);
}

/* spec: async-events SO-4 */
static void a_video_closed_before_its_end_tells_no_end(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    assert_true(support_until(has_started));
    support_steps(STEPS / 2);
    gm_video_close();
    support_steps(2 * STEPS);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 0);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_CLOSED);
}

static void a_video_closed_while_it_is_opened_tells_nothing(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    gm_video_close();
    support_steps(STEPS);
    assert_int_equal(the_starts + the_ends, 0);
}

static void opening_another_tells_its_start_and_no_end_of_the_first(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(10);
    gm_video_open(make_video("two.y4m", 0));
    support_steps(1);
    assert_shows(0);
    assert_int_equal(the_starts, 2);
    support_steps(STEPS);
    assert_int_equal(the_ends, 1);
}

/* MARK: what it shows */

static void each_picture_is_shown_in_its_step(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    for (int frame = 0; frame < FRAMES; frame++) {
        support_steps(1);
        assert_shows(frame);
        support_steps(1);
        assert_shows(frame);
    }
    support_steps(STEPS);
    assert_shows(FRAMES - 1);
    assert_int_equal(gm_sprite_get_width(gm_video_draw()), WIDTH);
    assert_int_equal(gm_video_get_format(), GM_VIDEO_FORMAT_RGBA);
}

static void a_slow_game_leaves_pictures_out(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    gm_game_set_speed(3);
    support_steps(1);
    assert_shows(0);
    support_steps(1);
    assert_shows(10);
    support_steps(1);
    assert_shows(20);
    support_steps(1);
    assert_int_equal(the_ends, 1);
}

static void the_picture_stands_while_it_is_paused(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(1 + 5 * STEPS_A_FRAME);
    gm_video_pause();
    support_steps(STEPS);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PAUSED);
    assert_shows(5);
    gm_video_resume();
    support_steps(STEPS_A_FRAME);
    assert_shows(6);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 0);
}

static void seeking_shows_another_place_and_goes_on_from_there(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(1);
    assert_int_equal((int)(gm_video_get_duration() + 0.5), 1000);
    gm_video_pause();
    gm_video_seek_to(500);
    support_steps(1);
    assert_shows(15);
    assert_int_equal((int)(gm_video_get_position() + 0.5), 500);
    gm_video_seek_to(100);
    support_steps(1);
    assert_shows(3);
    gm_video_resume();
    gm_video_seek_to(900);
    support_steps(1 + STEPS_A_FRAME);
    assert_shows(28);
    support_steps(STEPS);
    assert_int_equal(the_ends, 1);
    assert_int_equal((int)(gm_video_get_position() + 0.5), 1000);
}

static void after_its_end_a_video_can_be_played_again(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(1 + STEPS);
    gm_video_resume();
    support_steps(1 + STEPS / 2);
    assert_shows(15);
    support_steps(STEPS);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 2);
}

static void a_picture_may_be_drawn_after_its_sprite_was_deleted(void **state) {
    (void)state;
    gm_video_open(make_video("one.y4m", 0));
    support_steps(1);
    gm_sprite_delete(gm_video_draw());
    support_steps(1);
    assert_shows(0);
}

/* MARK: what cannot be shown */

static void assert_refused(const char *sentence) {
    support_steps(5);
    assert_int_equal(the_starts + the_ends, 0);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_CLOSED);
    assert_int_equal(gm_video_draw(), GM_NONE);
    const char *said = support_log();
    assert_non_null(strstr(said, sentence));
    assert_ptr_equal(strchr(said, '\n'), strrchr(said, '\n')); /* one */
}

static void a_missing_file_is_named_in_a_sentence(void **state) {
    (void)state;
    gm_video_open("missing.y4m");
    assert_refused("missing.y4m: there is no such file");
}

static void a_file_that_is_no_video_is_named_in_a_sentence(void **state) {
    (void)state;
    support_write_text(the_folder, "text.mp4", "this is not a video at all\n");
    gm_video_open(support_path(the_folder, "text.mp4"));
    assert_true(support_until(is_closed));
    assert_refused("text.mp4: the video cannot be shown: ");
}

static void a_video_cut_off_before_its_first_picture_is_refused(void **state) {
    (void)state;
    gm_video_open(make_video("short.y4m", 200));
    assert_true(support_until(is_closed));
    assert_refused("short.y4m: the video cannot be shown: ");
}

static void a_video_cut_off_later_ends_there(void **state) {
    (void)state;
    gm_video_open(make_video("half.y4m", 60 + 10 * (6 + FRAME_BYTES)));
    support_steps(1 + STEPS);
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 1);
}

/* MARK: without FFmpeg's libraries */

/* Once opened they stay with the process, so these come before the other tests: in the order in
 * which they are opened, each time with one more of them there. */
static void is_refused_without(const char *library) {
    char sentence[128];
    the_absent = library;
    snprintf(sentence, sizeof sentence,
             "one.y4m: the video cannot be shown: FFmpeg's libraries are not all there: "
             "/nowhere/%s.so.",
             library);
    for (int i = 0; i < 2; i++) { /* the second time it says so again, and looks again */
        support_forget_log();
        gm_video_open(make_video("one.y4m", 0));
        assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_PREPARING);
        assert_true(support_until(is_closed));
        assert_refused(sentence);
    }
}

/* spec: async-events 10.4: neither start nor end, the status tells */
static void without_the_libraries_a_video_is_refused_in_a_sentence(void **state) {
    (void)state;
    is_refused_without("libavutil");
    is_refused_without("libavcodec");
    is_refused_without("libavformat");
    is_refused_without("libswresample");
    is_refused_without("libswscale");
}

static void without_the_libraries_a_video_may_be_closed_at_once(void **state) {
    (void)state;
    the_absent = "libavutil";
    gm_video_open(make_video("one.y4m", 0));
    gm_video_close();
    gm_video_open(make_video("one.y4m", 0));
    support_close(); /* with the game */
    support_open(objects);
    begin();
    support_steps(5);
    assert_int_equal(the_starts + the_ends, 0);
    assert_string_equal(support_log(), "");
}

static void without_the_libraries_the_game_goes_on(void **state) {
    (void)state;
    the_absent = "libavutil";
    int step = gm_step_count();
    gm_video_open(make_video("one.y4m", 0));
    gm_video_enable_loop(true);
    gm_video_pause();
    gm_video_resume();
    gm_video_seek_to(100);
    support_steps(STEPS);
    assert_int_equal(gm_step_count(), step + STEPS);
    assert_int_equal(gm_video_get_status(), GM_VIDEO_STATUS_CLOSED);
    assert_true(gm_video_get_duration() == 0 && gm_video_get_position() == 0);
    assert_false(gm_video_is_looping());
}

static void once_the_libraries_are_there_the_next_video_plays(void **state) {
    (void)state;
    is_refused_without("libswscale");
    the_absent = "none";
    support_forget_log();
    gm_video_open(make_video("one.y4m", 0));
    assert_true(support_until(has_ended));
    assert_int_equal(the_starts, 1);
    assert_int_equal(the_ends, 1);
    assert_shows(FRAMES - 1);
    assert_string_equal(support_log(), "");
}

#define TEST(test)    cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)
#define SETTLED(test) cmocka_unit_test_setup_teardown(test, open_settled, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(without_the_libraries_a_video_may_be_closed_at_once),
        SETTLED(without_the_libraries_the_game_goes_on),
        TEST(without_the_libraries_a_video_is_refused_in_a_sentence),
        TEST(once_the_libraries_are_there_the_next_video_plays),
        TEST(a_video_tells_its_start_once_and_its_end_once),
        SETTLED(the_end_comes_a_second_of_steps_after_the_start),
        SETTLED(a_looping_video_has_no_end),
        TEST(a_video_may_be_closed_when_its_end_is_told),
        TEST(a_video_closed_before_its_end_tells_no_end),
        TEST(a_video_closed_while_it_is_opened_tells_nothing),
        SETTLED(opening_another_tells_its_start_and_no_end_of_the_first),
        SETTLED(each_picture_is_shown_in_its_step),
        SETTLED(a_slow_game_leaves_pictures_out),
        SETTLED(the_picture_stands_while_it_is_paused),
        SETTLED(seeking_shows_another_place_and_goes_on_from_there),
        SETTLED(after_its_end_a_video_can_be_played_again),
        SETTLED(a_picture_may_be_drawn_after_its_sprite_was_deleted),
        TEST(a_missing_file_is_named_in_a_sentence),
        TEST(a_file_that_is_no_video_is_named_in_a_sentence),
        TEST(a_video_cut_off_before_its_first_picture_is_refused),
        SETTLED(a_video_cut_off_later_ends_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
