/* Drawing as games do it, by the pixels of the picture: sprites, shapes, text, and the state. */
#include "boxes.h"
#include "support.h"

#include "../assets/draw.h"
#include "../assets/font.h"
#include "../platform/render.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void (*the_painter)(void);
static int the_sprite; /* 4 x 2, two sub-images: red, green; origin 0, 0 */

static void paint(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_clear(GM_C_BLACK);
    draw_set_state(draw_default_state());
    if (the_painter != NULL) the_painter();
}

static void paint_below(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    if (the_painter != NULL) the_painter();
}

static const GmObject obj_painter = {.on = {[GM_DRAW] = paint}};
static const GmObject obj_gui = {.on = {[GM_DRAW_GUI] = paint_below}};
static const GmObject obj_step = {.on = {[GM_STEP] = paint_below}};
static const GmObject obj_plain = {.solid = true};

static int make_two(void) {
    Image image;
    assert_true(image_new(&image, 8, 2));
    for (int y = 0; y < 2; y++)
        for (int x = 0; x < 8; x++)
            image_row(&image, y)[x] =
                x < 4 ? image_pixel(255, 0, 0, 255) : image_pixel(0, 255, 0, 255);
    int sprite = sprite_create("spr_two");
    assert_true(sprite_fill(sprite, &image, 2, 0, 0));
    image_free(&image);
    return sprite;
}

static int open_game(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {
        GM_OBJECT(obj_painter), GM_OBJECT(obj_gui), GM_OBJECT(obj_step), GM_OBJECT(obj_plain), {0}};
    the_painter = NULL;
    support_open(objects);
    the_sprite = make_two();
    return 0;
}

static void picture_of(void (*painter)(void)) {
    the_painter = painter;
    support_make("obj_painter");
    support_steps(1);
}

/* How many pixels of a rectangle are of a colour. */
static int count_colour(int left, int top, int width, int height, GmColour colour) {
    uint8_t *rgba = malloc(320 * 240 * 4);
    int count = 0;
    assert_true(render_read(rgba, 320, 240));
    for (int y = top; y < top + height; y++)
        for (int x = left; x < left + width; x++) {
            const uint8_t *p = rgba + (y * 320 + x) * 4;
            count += (p[0] | (GmColour)p[1] << 8 | (GmColour)p[2] << 16) == colour ? 1 : 0;
        }
    free(rgba);
    return count;
}

static int count_all(GmColour colour) {
    return count_colour(0, 0, 320, 240, colour);
}

static void assert_near(GmColour actual, GmColour expected) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(actual >> shift & 255) - (int)(expected >> shift & 255)) > 2)
            assert_int_equal(actual, expected);
}

/* MARK: sprites */

static void paint_sprites(void) {
    gm_draw_sprite(the_sprite, 0, 10, 10);
    gm_draw_sprite(the_sprite, 1.9, 20, 10); /* truncated */
    gm_draw_sprite(the_sprite, 3, 30, 10);   /* wrapped */
    gm_draw_sprite(the_sprite, -3, 40, 10);  /* wrapped upwards */
}

/* spec: runtime-model 7.2 */
static void a_sub_image_is_truncated_and_wrapped(void **state) {
    (void)state;
    picture_of(paint_sprites);
    assert_int_equal(support_pixel(10, 10), GM_C_RED);
    assert_int_equal(support_pixel(13, 11), GM_C_RED);
    assert_int_equal(support_pixel(14, 11), 0);
    assert_int_equal(support_pixel(20, 10), GM_C_LIME);
    assert_int_equal(support_pixel(30, 10), GM_C_LIME);
    assert_int_equal(support_pixel(40, 10), GM_C_LIME);
}

/* 16 x 4: four sub-images, of a grey that tells their number. */
static int make_four(void) {
    Image image;
    assert_true(image_new(&image, 16, 4));
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 16; x++) {
            uint8_t grey = (uint8_t)(50 + x / 4 * 50);
            image_row(&image, y)[x] = image_pixel(grey, grey, grey, 255);
        }
    int sprite = sprite_create("spr_four");
    assert_true(sprite_fill(sprite, &image, 4, 0, 0));
    image_free(&image);
    return sprite;
}

static void paint_four(void) {
    int four = make_four();
    gm_draw_sprite_ext(four, 5, 10, 10, 1, 1, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(four, 2.9, 20, 10, 1, 1, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(four, -2, 30, 10, 1, 1, 0, GM_C_WHITE, 1);
}

/* spec: runtime-model R-66 */
static void the_sub_image_of_ext_is_truncated_and_wrapped_too(void **state) {
    (void)state;
    picture_of(paint_four);
    assert_int_equal(support_pixel(11, 11), gm_make_colour_rgb(100, 100, 100));
    assert_int_equal(support_pixel(21, 11), gm_make_colour_rgb(150, 150, 150));
    assert_int_equal(support_pixel(31, 11), gm_make_colour_rgb(150, 150, 150));
}

static void paint_ext(void) {
    gm_sprite_set_offset(the_sprite, 1, 1);
    gm_draw_set_alpha(0.1); /* neither of these two counts for _ext */
    gm_draw_set_colour(GM_C_BLUE);
    gm_draw_sprite_ext(the_sprite, 0, 50, 50, 2, 3, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(the_sprite, 0, 100, 50, -1, 1, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(the_sprite, 0, 150, 50, 1, 1, 90, GM_C_WHITE, 1);
    gm_draw_sprite_ext(the_sprite, 0, 200, 50, 1, 1, 0, GM_C_GRAY, 0.5);
}

static void scale_turn_tint_and_alpha_go_around_the_origin(void **state) {
    (void)state;
    picture_of(paint_ext);
    assert_int_equal(count_colour(48, 47, 8, 6, GM_C_RED), 48);
    assert_int_equal(support_pixel(47, 50), 0);
    assert_int_equal(support_pixel(56, 50), 0);
    assert_int_equal(count_colour(97, 49, 4, 2, GM_C_RED), 8); /* mirrored: to the left of it */
    assert_int_equal(count_colour(149, 47, 2, 4, GM_C_RED), 8);
    assert_near(support_pixel(200, 50), 0x000040);
    assert_int_equal(count_all(GM_C_RED), 48 + 8 + 8);
}

static int the_known, the_unknown; /* the same opaque picture; only of one is it known */

static int make_opaque(const char *name, bool known) {
    Image image;
    assert_true(image_new(&image, 300, 20));
    for (int y = 0; y < 20; y++)
        for (int x = 0; x < 300; x++)
            image_row(&image, y)[x] = image_pixel(x & 255, y * 12, 90, 255);
    image.is_opaque = known;
    int sprite = sprite_create(name);
    assert_true(sprite_fill(sprite, &image, 1, 3, 3));
    image_free(&image);
    return sprite;
}

static void paint_opaque(int sprite, double top) {
    gm_draw_set_colour(GM_C_YELLOW);
    gm_draw_rectangle(0, top, 319, top + 119, false);
    gm_draw_sprite(sprite, 0, 5, top + 5);
    gm_draw_sprite_ext(sprite, 0, 5, top + 30, 0.5, 1, 0, GM_C_WHITE, 0.5); /* shows yellow */
    gm_draw_sprite_ext(sprite, 0, 160, top + 30, 0.5, 1, 0, GM_C_AQUA, 1);
    gm_draw_sprite_ext(sprite, 0, 150, top + 60, -0.4, 1, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(sprite, 0, 160, top + 100, 0.5, 1, 14, GM_C_WHITE, 1);
    gm_gpu_set_blendmode(GM_BM_ADD);
    gm_draw_sprite(sprite, 0, 5, top + 90);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

static void paint_known_and_unknown(void) {
    paint_opaque(the_known, 0);
    paint_opaque(the_unknown, 120);
}

static void a_picture_looks_the_same_whether_or_not_it_is_known_to_be_opaque(void **state) {
    (void)state;
    the_known = make_opaque("spr_known", true);
    the_unknown = make_opaque("spr_unknown", false);
    picture_of(paint_known_and_unknown);
    for (int y = 0; y < 120; y++)
        for (int x = 0; x < 320; x++)
            assert_int_equal(support_pixel(x, y), support_pixel(x, y + 120));
    assert_int_equal(support_pixel(5, 5), gm_make_colour_rgb(3, 36, 90));
    assert_near(support_pixel(5, 30), gm_make_colour_rgb((255 + 6) / 2, (255 + 36) / 2, 45));
}

static void paint_pieces(void) {
    gm_draw_sprite_part(the_sprite, 0, 1, 1, 2, 1, 10, 10);
    gm_draw_sprite_stretched(the_sprite, 1, 20, 20, 40, 30);
    gm_draw_sprite_part(the_sprite, 0, 2, 0, 100, 100, 100, 100); /* cut to what there is */
}

static void parts_and_stretched_sprites_ignore_the_origin(void **state) {
    (void)state;
    gm_sprite_set_offset(the_sprite, 2, 2);
    picture_of(paint_pieces);
    assert_int_equal(count_colour(10, 10, 2, 1, GM_C_RED), 2);
    assert_int_equal(count_all(GM_C_LIME), 40 * 30);
    assert_int_equal(count_colour(20, 20, 40, 30, GM_C_LIME), 40 * 30);
    assert_int_equal(count_colour(100, 100, 2, 2, GM_C_RED), 4);
    assert_int_equal(count_all(GM_C_RED), 2 + 4);
}

static void paint_tiled(void) {
    gm_draw_sprite_tiled(the_sprite, 0, 3, 1);
}

static void a_tiled_sprite_covers_everything(void **state) {
    (void)state;
    picture_of(paint_tiled);
    assert_int_equal(count_all(GM_C_RED), 320 * 240);
}

static void paint_own(void) {
    gm_draw_sprite(the_sprite, -1, 10, 10);
}

/* spec: runtime-model 7.2 */
static void sub_image_minus_one_is_the_instances_own(void **state) {
    (void)state;
    the_painter = paint_own;
    gm_instance(support_make("obj_painter"))->image_index = 1;
    support_steps(1);
    assert_int_equal(support_pixel(10, 10), GM_C_LIME);
}

static void an_instance_without_a_draw_event_draws_itself(void **state) {
    (void)state;
    GmInstance *self = gm_instance(support_make("obj_plain"));
    self->sprite_index = the_sprite;
    self->x = 60;
    self->y = 70;
    self->image_speed = 0;
    self->image_blend = GM_C_GRAY;
    self->image_alpha = 0.5;
    support_steps(1);
    assert_near(support_pixel(60, 70), 0x000040);
}

static void paint_nothing(void) {
    gm_draw_sprite(GM_NONE, 0, 10, 10);
    gm_draw_sprite(12345, 0, 10, 10);
    gm_draw_sprite(12345, 0, 10, 10);
    gm_draw_sprite(the_sprite, NAN, 10, 10);
}

static void a_sprite_that_is_not_there_is_said_once(void **state) {
    (void)state;
    support_forget_log();
    picture_of(paint_nothing);
    assert_non_null(strstr(support_log(), "12345"));
    assert_null(strstr(strstr(support_log(), "12345") + 5, "12345"));
    assert_int_equal(support_pixel(10, 10), GM_C_RED); /* of no number: the first */
}

/* A sprite of several pieces (they are at most SPRITE_PIECE wide) looks as if it were of one. */
static int the_large;

static GmColour large_colour(int x, int y) {
    return (GmColour)(x & 255) | (GmColour)(y & 255) << 8 |
           (GmColour)(x / 256 + 2 * (y / 256)) << 22;
}

static void paint_large(void) {
    gm_draw_sprite_part(the_large, 0, 200, 200, 100, 100, 10, 10);
    gm_draw_sprite_ext(the_large, 0, 200, 120, 0.1, 0.1, 180, GM_C_WHITE, 1);
}

static void a_sprite_of_several_pieces_is_one_picture(void **state) {
    (void)state;
    Image image;
    assert_true(image_new(&image, 500, 300));
    for (int y = 0; y < 300; y++)
        for (int x = 0; x < 500; x++) {
            GmColour c = large_colour(x, y);
            image_row(&image, y)[x] =
                image_pixel((int)(c & 255), (int)(c >> 8 & 255), (int)(c >> 16), 255);
        }
    the_large = sprite_create("spr_large");
    assert_true(sprite_fill(the_large, &image, 1, 0, 0));
    image_free(&image);
    assert_int_equal(sprite_of(the_large)->columns * sprite_of(the_large)->rows, 4);
    picture_of(paint_large);
    for (int i = 0; i < 100; i += 11)
        for (int k = 0; k < 100; k += 11)
            assert_int_equal(support_pixel(10 + i, 10 + k), large_colour(200 + i, 200 + k));
    assert_int_equal(count_colour(150, 90, 50, 30, GM_C_BLACK), 0); /* turned: no gaps either */
}

/* MARK: shapes */

static void paint_rectangles(void) {
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_rectangle(10, 10, 19, 14, false);
    gm_draw_rectangle(39, 14, 30, 10, false); /* corners in any order */
    gm_draw_rectangle(50, 10, 59, 14, true);
    gm_draw_rectangle(70, 10, 70, 10, true);
    gm_draw_point(80, 10);
}

/* spec: runtime-model 7.2 */
static void a_rectangle_includes_both_corners(void **state) {
    (void)state;
    picture_of(paint_rectangles);
    assert_int_equal(count_colour(10, 10, 10, 5, GM_C_WHITE), 50);
    assert_int_equal(count_colour(30, 10, 10, 5, GM_C_WHITE), 50);
    assert_int_equal(count_colour(50, 10, 10, 5, GM_C_WHITE), 26);
    assert_int_equal(support_pixel(51, 11), 0);
    assert_int_equal(support_pixel(70, 10), GM_C_WHITE);
    assert_int_equal(count_all(GM_C_WHITE), 50 + 50 + 26 + 1 + 1);
}

static void paint_half(void) {
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_set_alpha(0.5);
    gm_draw_rectangle(10, 10, 29, 29, true);
    gm_draw_rectangle(40, 10, 40, 29, true);
    gm_draw_roundrect(10, 50, 39, 69, 8, true);
    gm_draw_roundrect(50, 50, 79, 69, 8, false);
    gm_draw_circle(110, 60, 9, true);
    gm_draw_circle(140, 60, 9, false);
    gm_draw_ellipse(160, 50, 200, 60, true);
    gm_draw_line_width(10, 100, 60, 130, 5);
    gm_draw_triangle(80, 100, 120, 110, 90, 140, false);
}

static void no_shape_paints_a_pixel_twice(void **state) {
    (void)state;
    picture_of(paint_half);
    uint8_t *rgba = malloc(320 * 240 * 4);
    int painted = 0;
    assert_true(render_read(rgba, 320, 240));
    for (int i = 0; i < 320 * 240; i++) {
        painted += rgba[i * 4] > 0 ? 1 : 0;
        assert_in_range(rgba[i * 4], 0, 0x81);
    }
    free(rgba);
    assert_true(painted > 2000);
}

static void paint_circles(void) {
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_circle(100, 100, 30, false);
    gm_draw_circle(200, 100, 30, true);
}

static void a_circle_is_round_on_all_sides(void **state) {
    (void)state;
    picture_of(paint_circles);
    assert_int_equal(support_pixel(70, 100), GM_C_WHITE);
    assert_int_equal(support_pixel(130, 100), GM_C_WHITE);
    assert_int_equal(support_pixel(100, 70), GM_C_WHITE);
    assert_int_equal(support_pixel(100, 130), GM_C_WHITE);
    assert_int_equal(support_pixel(69, 100), 0);
    assert_int_equal(support_pixel(131, 100), 0);
    for (int y = -31; y <= 31; y++)
        for (int x = -31; x <= 31; x++) {
            GmColour filled = support_pixel(100 + x, 100 + y);
            double away = hypot(x, y);
            if (away < 29.5) assert_int_equal(filled, GM_C_WHITE);
            if (away > 31.5) assert_int_equal(filled, 0);
            assert_int_equal(filled, support_pixel(100 - x, 100 - y));
            if (away < 28.5 || away > 31.5) assert_int_equal(support_pixel(200 + x, 100 + y), 0);
        }
    /* the outline closes: every direction meets it */
    for (int degrees = 0; degrees < 360; degrees += 3) {
        int x = (int)lround(200 + 30 * cos(degrees / 57.2957795));
        int y = (int)lround(100 + 30 * sin(degrees / 57.2957795));
        assert_true(count_colour(x - 1, y - 1, 3, 3, GM_C_WHITE) >= 2);
    }
}

static void paint_lines(void) {
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_line(10, 10, 30, 10);
    gm_draw_line_width(10, 20, 30, 20, 1);
    gm_draw_line_width(50, 30, 50, 40, 3);
    gm_draw_triangle(100, 100, 120, 100, 100, 120, true);
}

static void lines_lie_on_the_pixels_they_name(void **state) {
    (void)state;
    picture_of(paint_lines);
    assert_int_equal(count_colour(10, 10, 21, 1, GM_C_WHITE), 21);
    assert_int_equal(count_colour(0, 19, 40, 1, GM_C_WHITE), 0);
    assert_in_range(count_colour(10, 20, 21, 1, GM_C_WHITE), 20, 21);
    assert_int_equal(count_colour(0, 21, 40, 1, GM_C_WHITE), 0);
    assert_int_equal(count_colour(49, 31, 3, 8, GM_C_WHITE), 24);
    assert_int_equal(support_pixel(48, 35), 0);
    assert_int_equal(support_pixel(52, 35), 0);
    assert_int_equal(support_pixel(100, 100), GM_C_WHITE);
    assert_int_equal(support_pixel(110, 110), GM_C_WHITE);
    assert_int_equal(support_pixel(105, 105), 0);
}

static void paint_colours(void) {
    gm_draw_rectangle_colour(0, 0, 99, 99, GM_C_RED, GM_C_LIME, GM_C_BLUE, GM_C_WHITE, false);
    gm_draw_healthbar(110, 10, 209, 19, 50, GM_C_BLUE, GM_C_RED, GM_C_LIME);
    gm_draw_healthbar(110, 30, 209, 39, 150, GM_C_BLUE, GM_C_RED, GM_C_LIME);
    gm_draw_healthbar(110, 50, 209, 59, -5, GM_C_BLUE, GM_C_RED, GM_C_LIME);
}

static void corners_have_their_colours_and_health_its_share(void **state) {
    (void)state;
    picture_of(paint_colours);
    assert_true((support_pixel(1, 1) & 0xFF) > 240);
    assert_true((support_pixel(98, 1) >> 8 & 0xFF) > 240);
    assert_true((support_pixel(98, 98) >> 16 & 0xFF) > 240);
    assert_true(support_pixel(1, 98) > 0xF0F0F0);
    assert_near(support_pixel(50, 50), 0x7F7F7F);
    assert_int_equal(count_colour(110, 10, 100, 10, 0x008080), 500);
    assert_int_equal(count_colour(110, 10, 100, 10, GM_C_BLUE), 500);
    assert_int_equal(count_colour(110, 30, 100, 10, GM_C_LIME), 1000);
    assert_int_equal(count_colour(110, 50, 100, 10, GM_C_BLUE), 1000);
}

static void paint_odd_shapes(void) {
    static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e9, -1e9};
    gm_draw_set_alpha(0);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        gm_draw_circle(odd[i], 10, 5, false);
        gm_draw_circle(10, 10, odd[i], true);
        gm_draw_ellipse(0, 0, odd[i], odd[i], false);
        gm_draw_roundrect(0, 0, 10, 10, odd[i], true);
        gm_draw_roundrect(odd[i], 0, 10, 10, 3, false);
        gm_draw_rectangle(odd[i], 0, 10, odd[i], true);
        gm_draw_line(odd[i], 0, 10, odd[i]);
        gm_draw_line_width(odd[i], 0, 10, odd[i], 3);
        gm_draw_triangle(odd[i], 0, 10, odd[i], 3, 3, false);
        gm_draw_sprite_ext(the_sprite, odd[i], odd[i], 5, odd[i], 1, odd[i], GM_C_WHITE, odd[i]);
        gm_draw_text_transformed(odd[i], 5, "odd", odd[i], 1, odd[i]);
        gm_draw_healthbar(0, 0, 9, 9, odd[i], 0, 0, 0);
    }
}

static void numbers_without_sense_do_no_harm(void **state) {
    (void)state;
    picture_of(paint_odd_shapes);
    assert_int_equal(support_pixel(300, 200), 0);
}

/* MARK: text */

static void paint_text(void) {
    gm_draw_set_colour(GM_C_LIME);
    gm_draw_text(10, 10, "|");
    gm_draw_text(30, 10, "A\nB");
    gm_draw_text(60, 10, "A\r\nB");
    gm_draw_text(90, 10, "");
    gm_draw_text(90, 10, NULL);
}

static void the_built_in_font_is_there_without_any_file(void **state) {
    (void)state;
    picture_of(paint_text);
    assert_int_equal(count_colour(10, 10, 5, 8, GM_C_LIME), 8); /* a bar, one pixel wide */
    assert_int_equal(count_colour(12, 10, 1, 8, GM_C_LIME), 8);
    assert_true(count_colour(30, 20, 5, 8, GM_C_LIME) > 10); /* the second line */
    assert_int_equal(count_colour(30, 10, 5, 18, GM_C_LIME),
                     count_colour(60, 10, 5, 18, GM_C_LIME));
    assert_int_equal(count_colour(66, 10, 20, 20, GM_C_LIME), 0); /* a carriage return is nothing */
    assert_int_equal(count_colour(90, 0, 100, 30, GM_C_LIME), 0);
}

static void paint_inks(void) {
    static const GmColour colours[] = {GM_C_RED, GM_C_LIME, GM_C_RED};
    gm_draw_set_alpha(gm_step_count() % 2 == 0 ? 1 : 128.0 / 255);
    for (int i = 0; i < 3; i++) {
        gm_draw_set_colour(colours[i]);
        gm_draw_text(10 + 20 * i, 10, "|");
        gm_draw_text_transformed(10 + 20 * i, 50, "|", 1, 1, 360 + 90); /* lies on its side */
    }
}

static void the_same_text_has_each_colour_it_is_drawn_in(void **state) {
    (void)state;
    picture_of(paint_inks);
    for (int times = 0; times < 2; times++, support_steps(1)) {
        int bright = gm_step_count() % 2 == 0 ? 255 : 128;
        GmColour red = gm_make_colour_rgb(bright, 0, 0);
        GmColour lime = gm_make_colour_rgb(0, bright, 0);
        assert_near(support_pixel(12, 12), red);
        assert_near(support_pixel(32, 12), lime);
        assert_near(support_pixel(52, 12), red);
        assert_near(support_pixel(12, 47), red); /* the line in one piece, and letter by letter */
        assert_near(support_pixel(32, 47), lime);
    }
}

static void text_is_measured_in_lines(void **state) {
    (void)state;
    assert_true(gm_string_width("abc") == 17); /* 5 pixels each, 1 between */
    assert_true(gm_string_width("abc\nabcdef") == 35);
    assert_true(gm_string_width("\xc3\xa9\xc3\xa9") == 11);
    assert_true(gm_string_width("") == 0);
    assert_true(gm_string_width(NULL) == 0);
    assert_true(gm_string_height("a") == 10);
    assert_true(gm_string_height("a\nb\n") == 30);
}

static void paint_aligned(void) {
    gm_draw_set_halign(GM_FA_RIGHT);
    gm_draw_set_valign(GM_FA_BOTTOM);
    gm_draw_text(100, 50, "|||\n|");
    gm_draw_set_halign(GM_FA_CENTER);
    gm_draw_set_valign(GM_FA_MIDDLE);
    gm_draw_text(200, 50, "|||||");
}

/* spec: runtime-model 7.3 */
static void text_is_aligned_line_by_line(void **state) {
    (void)state;
    picture_of(paint_aligned);
    assert_int_equal(count_colour(83, 30, 17, 10, GM_C_WHITE), 24);
    assert_int_equal(count_colour(95, 40, 5, 10, GM_C_WHITE), 8); /* the short line, at the right */
    assert_int_equal(count_colour(60, 40, 35, 10, GM_C_WHITE), 0);
    assert_int_equal(count_colour(186, 45, 29, 10, GM_C_WHITE), 40);
}

static void paint_wrapped(void) {
    gm_draw_text_ext(10, 10, "|| || || ||", -1, 30);
    gm_draw_text_ext(100, 10, "|||||||||| |", 20, 30); /* a word that is too long overruns */
    gm_draw_text_ext(200, 10, "  ||", -1, 200);        /* leading blanks stay */
}

/* spec: runtime-model 7.3 */
static void text_wraps_at_blanks(void **state) {
    (void)state;
    picture_of(paint_wrapped);
    assert_int_equal(count_colour(10, 10, 30, 8, GM_C_WHITE), 32);
    assert_int_equal(count_colour(10, 20, 30, 8, GM_C_WHITE), 32);
    assert_int_equal(count_colour(41, 10, 50, 30, GM_C_WHITE), 0);
    assert_int_equal(count_colour(100, 10, 60, 8, GM_C_WHITE), 80);
    assert_int_equal(count_colour(100, 30, 60, 8, GM_C_WHITE), 8);
    assert_int_equal(count_colour(200, 10, 12, 8, GM_C_WHITE), 0);
    assert_int_equal(count_colour(212, 10, 12, 8, GM_C_WHITE), 16);
}

static void paint_turned_text(void) {
    gm_draw_text_transformed(50, 100, "||", 1, 1, 90);
    gm_draw_text_transformed(150, 100, "|", 3, 2, 0);
}

static void text_turns_and_grows_around_its_place(void **state) {
    (void)state;
    picture_of(paint_turned_text);
    assert_int_equal(count_colour(50, 88, 8, 12, GM_C_WHITE), 16);
    assert_int_equal(count_colour(50, 97, 8, 1, GM_C_WHITE), 8); /* a bar lies on its side */
    assert_int_equal(count_colour(156, 100, 3, 16, GM_C_WHITE), 48);
}

#define FONT_FILE "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
static int the_font;

static void paint_font(void) {
    gm_draw_set_font(the_font);
    gm_draw_set_colour(GM_C_RED);
    gm_draw_text(20, 20, "Hamburg");
}

static void a_font_file_draws_what_it_measures(void **state) {
    (void)state;
    the_font = font_open("fnt_test", FONT_FILE, 20);
    assert_int_not_equal(the_font, GM_NONE);
    assert_int_equal(gm_font("fnt_test"), the_font);
    assert_true(gm_font_exists(the_font));
    picture_of(paint_font);
    gm_draw_set_font(the_font);
    int width = (int)gm_string_width("Hamburg"), height = (int)gm_string_height("Hamburg");
    assert_in_range(width, 60, 110);
    assert_in_range(height, 20, 30);
    assert_true(count_colour(20, 20, width, height, GM_C_RED) > 100);
    assert_int_equal(count_colour(20 + width + 1, 0, 100, 100, GM_C_RED), 0);
    assert_int_equal(support_pixel(10, 30), 0);
    int textures = render_counts().textures;
    support_steps(3); /* the line is kept */
    assert_int_equal(render_counts().textures, textures);
}

static void paint_many_lines(void) {
    char text[16];
    gm_draw_set_font(the_font);
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "%d", i);
        gm_draw_text((i % 10) * 30, i / 10 * 8, text);
    }
}

static void more_lines_than_are_kept_are_all_drawn(void **state) {
    (void)state;
    the_font = font_open("fnt_test", FONT_FILE, 8);
    picture_of(paint_many_lines);
    for (int i = 0; i < 300; i++) {
        int seen = 64 - count_colour(i % 10 * 30, i / 10 * 8, 8, 8, GM_C_BLACK);
        if (i / 10 * 8 < 230) assert_true(seen > 0);
    }
    assert_in_range(render_counts().textures, 1, 270);
}

static void paint_long_line(void) {
    static char text[20001];
    memset(text, 'W', sizeof text - 1);
    gm_draw_set_font(the_font);
    gm_draw_text(0, 10, text);
    gm_draw_text(0, 50, "\xff\xfe broken \xc3");
}

static void a_line_wider_than_any_texture_is_cut(void **state) {
    (void)state;
    the_font = font_open("fnt_test", FONT_FILE, 20);
    support_forget_log();
    picture_of(paint_long_line);
    assert_true(count_colour(300, 10, 20, 30, GM_C_WHITE) > 10);
    assert_string_equal(support_log(), "");
}

static void a_file_that_is_no_font_is_refused_by_name(void **state) {
    (void)state;
    const char *folder = support_folder();
    char file[256];
    support_write(folder, "fnt.ttf", "no font", 7);
    snprintf(file, sizeof file, "%s/fnt.ttf", folder);
    support_forget_log();
    assert_int_equal(font_open("fnt_no", file, 12), GM_NONE);
    assert_non_null(strstr(support_log(), file));
    assert_int_equal(font_open("fnt_no", "/nowhere.ttf", 12), GM_NONE);
    assert_non_null(strstr(support_log(), "/nowhere.ttf"));
    support_forget_log();
    assert_int_equal(gm_font("fnt_no"), GM_NONE);
    assert_int_equal(gm_font("fnt_no"), GM_NONE);
    assert_non_null(strstr(support_log(), "fnt_no"));
}

/* MARK: state, and when drawing is possible */

static void set_state(void) {
    gm_draw_set_colour(GM_C_ORANGE);
    gm_draw_set_alpha(0.5);
    gm_draw_set_halign(GM_FA_RIGHT);
    gm_gpu_set_blendmode(GM_BM_ADD);
}

static void use_state(void) {
    gm_draw_rectangle(0, 0, 9, 9, false);
}

/* spec: runtime-model 7.1 */
static void state_stays_across_instances_and_steps(void **state) {
    (void)state;
    the_painter = set_state;
    support_make("obj_gui");
    support_steps(1);
    the_painter = use_state;
    support_steps(1);
    assert_int_equal(gm_draw_get_colour(), GM_C_ORANGE);
    assert_true(gm_draw_get_alpha() == 0.5);
    assert_near(support_pixel(5, 5), 0x20507F);
    gm_draw_set_alpha(1);
    gm_draw_set_colour(GM_C_WHITE);
}

static void draw_anything(void) {
    gm_draw_clear(GM_C_RED);
    gm_draw_sprite(the_sprite, 0, 10, 10);
    gm_draw_text(10, 10, "no");
    gm_draw_rectangle(0, 0, 9, 9, false);
    gm_draw_circle(5, 5, 5, false);
}

static void outside_draw_events_a_call_warns_once_and_does_nothing(void **state) {
    (void)state;
    the_painter = draw_anything;
    support_make("obj_step");
    support_forget_log();
    support_steps(3);
    const char *found = strstr(support_log(), "gm_draw_sprite");
    assert_non_null(found);
    assert_null(strstr(found + 1, "gm_draw_sprite"));
    assert_non_null(strstr(support_log(), "gm_draw_clear"));
    assert_non_null(strstr(support_log(), "gm_draw_text"));
    assert_non_null(strstr(support_log(), "gm_draw_rectangle"));
    assert_int_equal(count_all(GM_C_RED), 0);
    assert_int_equal(count_all(GM_C_WHITE), 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_sub_image_is_truncated_and_wrapped),
        TEST(the_sub_image_of_ext_is_truncated_and_wrapped_too),
        TEST(scale_turn_tint_and_alpha_go_around_the_origin),
        TEST(a_picture_looks_the_same_whether_or_not_it_is_known_to_be_opaque),
        TEST(parts_and_stretched_sprites_ignore_the_origin),
        TEST(a_tiled_sprite_covers_everything),
        TEST(sub_image_minus_one_is_the_instances_own),
        TEST(an_instance_without_a_draw_event_draws_itself),
        TEST(a_sprite_that_is_not_there_is_said_once),
        TEST(a_sprite_of_several_pieces_is_one_picture),
        TEST(a_rectangle_includes_both_corners),
        TEST(no_shape_paints_a_pixel_twice),
        TEST(a_circle_is_round_on_all_sides),
        TEST(lines_lie_on_the_pixels_they_name),
        TEST(corners_have_their_colours_and_health_its_share),
        TEST(numbers_without_sense_do_no_harm),
        TEST(the_built_in_font_is_there_without_any_file),
        TEST(the_same_text_has_each_colour_it_is_drawn_in),
        TEST(text_is_measured_in_lines),
        TEST(text_is_aligned_line_by_line),
        TEST(text_wraps_at_blanks),
        TEST(text_turns_and_grows_around_its_place),
        TEST(a_font_file_draws_what_it_measures),
        TEST(more_lines_than_are_kept_are_all_drawn),
        TEST(a_line_wider_than_any_texture_is_cut),
        TEST(a_file_that_is_no_font_is_refused_by_name),
        TEST(state_stays_across_instances_and_steps),
        TEST(outside_draw_events_a_call_warns_once_and_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
