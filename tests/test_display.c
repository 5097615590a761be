/* The display, the window's size, and the size that Draw GUI events see: by pixels, by the mouse,
 * and, with SDL's dummy driver as the display, by the window itself. */
#define _XOPEN_SOURCE 700
#include "boxes.h"
#include "support.h"

#include "../platform/render.h"
#include "../platform/window.h"

#include <SDL.h>
#include <stdlib.h>

static int the_resizes;

static void paint_ten(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_set_color(GM_C_WHITE);
    gm_draw_rectangle(0, 0, 9, 9, false);
}

static void paint_post(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_clear(GM_C_BLACK);
    gm_draw_rectangle_color(100, 0, 109, 9, GM_C_RED, GM_C_RED, GM_C_RED, GM_C_RED, false);
}

static void count_resize(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    the_resizes++;
}

static const GmObject obj_gui = {
    .on = {[GM_DRAW_GUI] = paint_ten, [GM_POST_DRAW] = paint_post, [GM_RESIZE] = count_resize}};
static const GmNamedObject the_objects[] = {GM_OBJECT(obj_gui), {0}};

static int open_game(void **state) {
    (void)state;
    the_resizes = 0;
    support_open(the_objects);
    return 0;
}

/* A window on SDL's dummy display. */
static int open_live_game(void **state) {
    (void)state;
    the_resizes = 0;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    support_open_live(the_objects);
    support_steps(2);
    the_resizes = 0;
    return 0;
}

/* MARK: Draw GUI's size */

/* spec: runtime-model 12, Display */
static void draw_gui_sees_the_games_own_size_at_first(void **state) {
    (void)state;
    assert_int_equal(gm_display_get_gui_width(), 320);
    assert_int_equal(gm_display_get_gui_height(), 240);
    support_make("obj_gui");
    support_steps(1);
    assert_int_equal(support_pixel(9, 9), GM_C_WHITE);
    assert_int_equal(support_pixel(10, 9), GM_C_BLACK);
}

static void draw_gui_sees_the_size_that_is_set_and_other_events_do_not(void **state) {
    (void)state;
    gm_display_set_gui_size(160, 80);
    assert_int_equal(gm_display_get_gui_width(), 160);
    assert_int_equal(gm_display_get_gui_height(), 80);
    support_make("obj_gui");
    support_steps(1);
    assert_int_equal(support_pixel(19, 29), GM_C_WHITE);
    assert_int_equal(support_pixel(20, 29), GM_C_BLACK);
    assert_int_equal(support_pixel(19, 30), GM_C_BLACK);
    assert_int_equal(support_pixel(109, 9), GM_C_RED);
    assert_int_equal(support_pixel(110, 9), GM_C_BLACK);
}

static void a_size_below_one_is_the_games_own_again(void **state) {
    (void)state;
    gm_display_set_gui_size(160, 80);
    gm_display_set_gui_size(-1, -1);
    assert_int_equal(gm_display_get_gui_width(), 320);
    gm_display_set_gui_size(160, 0);
    assert_int_equal(gm_display_get_gui_width(), 320);
    assert_int_equal(gm_display_get_gui_height(), 240);
}

static void the_next_game_begins_with_its_own_size(void **state) {
    gm_display_set_gui_size(160, 80);
    support_close();
    open_game(state);
    assert_int_equal(gm_display_get_gui_width(), 320);
}

static void the_mouse_is_where_draw_gui_and_the_window_see_it(void **state) {
    (void)state;
    gm_display_set_gui_size(160, 480);
    mouse_to(100, 60);
    support_steps(1);
    assert_true(gm_device_mouse_x_to_gui() == 50 && gm_device_mouse_y_to_gui() == 120);
    assert_true(gm_window_mouse_get_x() == 100 && gm_window_mouse_get_y() == 60);
    assert_true(gm_mouse_x() == 100 && gm_mouse_y() == 60);
}

/* MARK: the window and its display */

static void without_a_display_its_size_is_the_games_own(void **state) {
    (void)state;
    assert_int_equal(gm_display_get_width(), 320);
    assert_int_equal(gm_display_get_height(), 240);
    gm_window_set_size(640, 480);
    support_steps(1);
    assert_int_equal(gm_window_get_width(), 320);
    assert_string_equal(support_log(), "");
}

static void a_window_of_no_size_is_refused(void **state) {
    (void)state;
    gm_window_set_size(0, 480);
    assert_non_null(strstr(support_log(), "gm_window_set_size: 0 x 480 is no size"));
}

static void a_display_is_as_large_as_the_system_says(void **state) {
    (void)state;
    SDL_DisplayMode mode;
    assert_int_equal(SDL_GetDesktopDisplayMode(0, &mode), 0);
    assert_int_equal(gm_display_get_width(), mode.w);
    assert_int_equal(gm_display_get_height(), mode.h);
    assert_true(mode.w != 320); /* or the test would show nothing */
}

static void a_window_gets_its_size_and_the_picture_is_scaled_into_it(void **state) {
    (void)state;
    support_make("obj_gui");
    gm_window_set_size(960, 800);
    support_steps(2);
    assert_true(the_resizes > 0);
    assert_int_equal(gm_window_get_width(), 320); /* the game's own size stays */
    double x, y;
    window_to_game(480, 400, &x, &y);
    assert_true(x == 160 && y == 120);
    window_to_game(960, 400, &x, &y);
    assert_true(x == 320);
}

static void colours_have_their_american_names(void **state) {
    (void)state;
    gm_draw_set_color(gm_make_color_rgb(10, 20, 30));
    assert_int_equal(gm_draw_get_color(), gm_make_colour_rgb(10, 20, 30));
    assert_int_equal(gm_make_color_hsv(0, 255, 255), GM_C_RED);
    assert_int_equal(gm_merge_color(GM_C_BLACK, GM_C_WHITE, 1), GM_C_WHITE);
}

#define ONE(test)  cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)
#define LIVE(test) cmocka_unit_test_setup_teardown(test, open_live_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        ONE(draw_gui_sees_the_games_own_size_at_first),
        ONE(draw_gui_sees_the_size_that_is_set_and_other_events_do_not),
        ONE(a_size_below_one_is_the_games_own_again),
        ONE(the_next_game_begins_with_its_own_size),
        ONE(the_mouse_is_where_draw_gui_and_the_window_see_it),
        ONE(without_a_display_its_size_is_the_games_own),
        ONE(a_window_of_no_size_is_refused),
        ONE(colours_have_their_american_names),
        LIVE(a_display_is_as_large_as_the_system_says),
        LIVE(a_window_gets_its_size_and_the_picture_is_scaled_into_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
