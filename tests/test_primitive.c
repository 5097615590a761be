/* Primitives, by the pixels they leave. */
#include "support.h"

#include "../assets/draw.h"

#include <math.h>
#include <stdlib.h>

static void (*the_painter)(void);

static void paint(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_clear(GM_C_BLACK);
    draw_set_state(draw_default_state());
    the_painter();
}

static const GmObject obj_painter = {.on = {[GM_DRAW] = paint}};

static int open_game(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_painter), {0}};
    support_open(objects);
    return 0;
}

static void picture_of(void (*painter)(void)) {
    the_painter = painter;
    support_make("obj_painter");
    support_steps(1);
}

static void assert_near(GmColour actual, GmColour expected) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(actual >> shift & 255) - (int)(expected >> shift & 255)) > 6)
            assert_int_equal(actual, expected);
}

/* A square of 20 from left, top: its corners in the order of a strip (or, around, of a fan), and
 * one more that stands alone. */
static void square(int kind, double left, double top, bool around) {
    gm_draw_primitive_begin(kind);
    gm_draw_vertex(left, top);
    gm_draw_vertex(left + 20, top);
    gm_draw_vertex(left + (around ? 20 : 0), top + 20);
    gm_draw_vertex(left + (around ? 0 : 20), top + 20);
    gm_draw_primitive_end();
}

static void paint_kinds(void) {
    square(GM_PR_POINTLIST, 0, 0, false);
    square(GM_PR_LINELIST, 30, 0, false);
    square(GM_PR_LINESTRIP, 60, 0, true);
    square(GM_PR_TRIANGLELIST, 90, 0, false);
    square(GM_PR_TRIANGLESTRIP, 120, 0, false);
    square(GM_PR_TRIANGLEFAN, 150, 0, true);
}

/* Where of a square's inside and edges something is drawn. */
static void expect_square(int left, bool top, bool side, bool upper, bool lower) {
    assert_int_equal(support_pixel(left + 10, 0), top ? GM_C_WHITE : GM_C_BLACK);
    assert_int_equal(support_pixel(left + 20, 10), side ? GM_C_WHITE : GM_C_BLACK);
    assert_int_equal(support_pixel(left + 6, 6), upper ? GM_C_WHITE : GM_C_BLACK);
    assert_int_equal(support_pixel(left + 16, 12), lower ? GM_C_WHITE : GM_C_BLACK);
}

/* spec: runtime-model 12, Draw shapes */
static void each_kind_joins_its_corners_in_its_way(void **state) {
    (void)state;
    picture_of(paint_kinds);
    expect_square(0, false, false, false, false);
    assert_int_equal(support_pixel(0, 0), GM_C_WHITE);
    assert_int_equal(support_pixel(20, 20), GM_C_WHITE);
    assert_int_equal(support_pixel(1, 0), GM_C_BLACK);
    expect_square(30, true, false, false, false);
    assert_int_equal(support_pixel(40, 20), GM_C_WHITE);
    expect_square(60, true, true, false, false);
    assert_int_equal(support_pixel(60, 10), GM_C_BLACK); /* it is not closed */
    expect_square(90, true, false, true, false);
    expect_square(120, true, false, true, true);
    expect_square(150, true, false, true, true);
}

static void paint_colours(void) {
    gm_draw_primitive_begin(GM_PR_TRIANGLESTRIP);
    gm_draw_vertex_colour(0, 0, GM_C_RED, 1);
    gm_draw_vertex_colour(0, 100, GM_C_RED, 1);
    gm_draw_vertex_color(100, 0, GM_C_BLUE, 1);
    gm_draw_vertex_color(100, 100, GM_C_BLUE, 1);
    gm_draw_primitive_end();
    gm_draw_primitive_begin(GM_PR_LINELIST);
    gm_draw_vertex_colour(0, 120, GM_C_RED, 1);
    gm_draw_vertex_colour(100, 120, GM_C_BLUE, 1);
    gm_draw_primitive_end();
    gm_draw_set_colour(GM_C_LIME);
    gm_draw_set_alpha(0.5);
    gm_draw_primitive_begin(GM_PR_POINTLIST);
    gm_draw_vertex(200, 10);
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_vertex(202, 10);
    gm_draw_vertex_colour(204, 10, GM_C_RED, 1);
    gm_draw_primitive_end();
}

static void colours_run_from_corner_to_corner(void **state) {
    (void)state;
    picture_of(paint_colours);
    assert_near(support_pixel(1, 50), GM_C_RED);
    assert_near(support_pixel(50, 50), 0x800080);
    assert_near(support_pixel(98, 50), GM_C_BLUE);
    assert_near(support_pixel(50, 120), 0x800080);
    assert_int_equal(support_pixel(50, 119), GM_C_BLACK);
    assert_int_equal(support_pixel(50, 121), GM_C_BLACK);
}

static void a_corner_has_the_colour_that_was_set_when_it_was_given(void **state) {
    (void)state;
    picture_of(paint_colours);
    assert_near(support_pixel(200, 10), 0x008000);
    assert_near(support_pixel(202, 10), 0x808080);
    assert_int_equal(support_pixel(204, 10), GM_C_RED);
}

static void paint_added(void) {
    gm_draw_clear(0x404040);
    gm_draw_set_colour(0x203040);
    gm_gpu_set_blendmode(GM_BM_ADD);
    square(GM_PR_TRIANGLESTRIP, 0, 0, false);
    gm_draw_line_width(50, 10, 70, 10, 6);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

static void a_straight_rectangle_of_triangles_is_blended_as_the_mode_is(void **state) {
    (void)state;
    picture_of(paint_added);
    assert_near(support_pixel(6, 6), 0x607080);
    assert_near(support_pixel(16, 12), 0x607080);
    assert_near(support_pixel(60, 10), 0x607080);
}

static void paint_many(void) {
    gm_draw_primitive_begin(GM_PR_TRIANGLELIST);
    for (int i = 0; i < 60000; i++)
        gm_draw_vertex(i % 3 == 1 ? 4 : 0, i % 3 == 2 ? 4 : 0);
    gm_draw_vertex(100, 100);
    gm_draw_primitive_end();
    gm_draw_primitive_begin(GM_PR_TRIANGLEFAN);
    gm_draw_primitive_end();
}

static void there_may_be_any_number_of_corners(void **state) {
    (void)state;
    picture_of(paint_many);
    assert_int_equal(support_pixel(1, 1), GM_C_WHITE);
    assert_int_equal(support_pixel(100, 100), GM_C_BLACK);
    assert_string_equal(support_log(), "");
}

static void paint_wrongly(void) {
    gm_draw_vertex(0, 0);
    gm_draw_primitive_end();
    gm_draw_primitive_begin(7);
    gm_draw_primitive_begin(GM_PR_POINTLIST);
    gm_draw_vertex(10, 10);
    gm_draw_primitive_begin(GM_PR_POINTLIST); /* the one before was not ended */
    gm_draw_vertex(20, 20);
    gm_draw_primitive_end();
}

static void what_is_not_begun_is_said_and_what_is_not_ended_is_not_drawn(void **state) {
    (void)state;
    picture_of(paint_wrongly);
    assert_non_null(strstr(support_log(), "gm_draw_vertex: no primitive was begun"));
    assert_non_null(strstr(support_log(), "gm_draw_primitive_end: no primitive was begun"));
    assert_non_null(strstr(support_log(), "gm_draw_primitive_begin: 7 is no kind of primitive"));
    assert_int_equal(support_pixel(10, 10), GM_C_BLACK);
    assert_int_equal(support_pixel(20, 20), GM_C_WHITE);
}

static void outside_draw_events_a_primitive_is_said_and_not_drawn(void **state) {
    (void)state;
    gm_draw_primitive_begin(GM_PR_POINTLIST);
    gm_draw_vertex(0, 0);
    gm_draw_primitive_end();
    assert_non_null(strstr(support_log(), "gm_draw_primitive_begin: drawing is only possible in"));
}

static void paint_no_numbers(void) {
    for (int kind = GM_PR_POINTLIST; kind <= GM_PR_TRIANGLEFAN; kind++) {
        gm_draw_primitive_begin(kind);
        gm_draw_vertex_colour((double)NAN, 0, GM_C_RED, 1);
        gm_draw_vertex_colour(0, (double)INFINITY, GM_C_BLUE, 1);
        gm_draw_vertex_colour(1e30, 5, GM_C_RED, (double)NAN);
        gm_draw_vertex_colour(-1e30, 5, GM_C_RED, 1);
        gm_draw_primitive_end();
    }
}

static void what_is_no_number_does_no_harm(void **state) {
    (void)state;
    picture_of(paint_no_numbers);
    assert_int_equal(support_pixel(100, 100), GM_C_BLACK);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        ONE(each_kind_joins_its_corners_in_its_way),
        ONE(colours_run_from_corner_to_corner),
        ONE(a_corner_has_the_colour_that_was_set_when_it_was_given),
        ONE(a_straight_rectangle_of_triangles_is_blended_as_the_mode_is),
        ONE(there_may_be_any_number_of_corners),
        ONE(what_is_not_begun_is_said_and_what_is_not_ended_is_not_drawn),
        ONE(outside_draw_events_a_primitive_is_said_and_not_drawn),
        ONE(what_is_no_number_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
