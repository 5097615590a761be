/* Surfaces as games use them, by the pixels they leave: drawn on, drawn, read, and what is said
 * when they are not used as they should be. What is drawn on one is tried as SDL's software
 * renderer does it fastest, and as the geometry that a graphics card gets. */
#include "boxes.h"
#include "support.h"

#include "../assets/draw.h"
#include "../platform/render.h"

#include <math.h>
#include <stdlib.h>

enum { SIZE = 160 };
#define NOTHING 0U

static void (*the_painter)(void);
static int the_surface, the_sprite, the_soft_sprite; /* 4 x 4: red, opaque; red, half transparent */

static void paint(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    if (the_painter != NULL) the_painter();
}

static void paint_room(GmInstance *self, const GmEvent *event) {
    gm_draw_clear(GM_C_BLACK);
    draw_set_state(draw_default_state());
    paint(self, event);
}

static const GmObject obj_painter = {.on = {[GM_DRAW] = paint_room}};
static const GmObject obj_gui = {.on = {[GM_DRAW_GUI] = paint}};
static const GmObject obj_step = {.on = {[GM_STEP] = paint}};

static int make_red(const char *name, int alpha) {
    Image image;
    assert_true(image_new(&image, 4, 4));
    for (int i = 0; i < 16; i++)
        image_row(&image, i / 4)[i % 4] = image_pixel(255, 0, 0, alpha);
    image.is_opaque = alpha == 255;
    int sprite = sprite_create(name);
    assert_true(sprite_fill(sprite, &image, 1, 0, 0));
    image_free(&image);
    return sprite;
}

static int open_game(void **state) {
    static const GmNamedObject objects[] = {
        GM_OBJECT(obj_painter), GM_OBJECT(obj_gui), GM_OBJECT(obj_step), {0}};
    the_painter = NULL;
    support_open(objects);
    render_as_geometry(*state != NULL);
    the_sprite = make_red("spr_red", 255);
    the_soft_sprite = make_red("spr_soft", 128);
    the_surface = gm_surface_create(SIZE, SIZE);
    return 0;
}

static int close_game(void **state) {
    (void)state;
    render_as_geometry(false);
    support_close();
    return 0;
}

static void picture_of(void (*painter)(void)) {
    the_painter = painter;
    support_make("obj_painter");
    support_steps(1);
}

static uint32_t at(int x, int y) {
    return gm_surface_getpixel_ext(the_surface, x, y);
}

static void assert_near(uint32_t actual, uint32_t expected) {
    for (int shift = 0; shift < 32; shift += 8)
        if (abs((int)(actual >> shift & 255) - (int)(expected >> shift & 255)) > 2)
            assert_int_equal(actual, expected);
}

/* MARK: handles */

/* spec: runtime-model 7.5 */
static void a_surface_is_there_until_it_is_freed(void **state) {
    (void)state;
    assert_true(gm_surface_exists(the_surface));
    assert_int_equal(gm_surface_get_width(the_surface), SIZE);
    assert_int_equal(gm_surface_get_height(the_surface), SIZE);
    gm_surface_free(the_surface);
    assert_false(gm_surface_exists(the_surface));
    assert_int_equal(gm_surface_get_width(the_surface), 0);
    assert_string_equal(support_log(), "");
}

static void no_surface_has_the_number_zero(void **state) {
    (void)state;
    assert_true(the_surface > 0);
    assert_false(gm_surface_exists(0));
    assert_false(gm_surface_exists(GM_NONE));
}

/* spec: runtime-model 7.5 */
static void the_number_of_a_freed_surface_is_given_out_again(void **state) {
    (void)state;
    gm_surface_free(the_surface);
    assert_int_equal(gm_surface_create(4, 4), the_surface);
}

static void a_freed_surface_gives_its_texture_back(void **state) {
    (void)state;
    support_steps(1);
    int before = render_counts().textures;
    int surface = gm_surface_create(8, 8);
    gm_surface_resize(surface, 16, 16);
    gm_surface_free(surface);
    support_make("obj_painter");
    support_steps(1);
    assert_int_equal(render_counts().textures, before);
}

static void a_surface_of_no_size_or_a_huge_one_is_refused(void **state) {
    (void)state;
    assert_int_equal(gm_surface_create(0, 4), GM_NONE);
    assert_int_equal(gm_surface_create(4, -1), GM_NONE);
    assert_int_equal(gm_surface_create(1 << 24, 4), GM_NONE);
    assert_non_null(strstr(support_log(), "gm_surface_create: a surface cannot be 0 x 4 pixels"));
}

static void a_new_surface_is_transparent(void **state) {
    (void)state;
    for (int i = 0; i < SIZE; i += 7)
        assert_int_equal(at(i, SIZE - 1 - i), NOTHING);
}

static void paint_all_red(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear(GM_C_RED);
    gm_surface_reset_target();
}

static void a_resized_surface_keeps_its_number_and_is_transparent(void **state) {
    (void)state;
    picture_of(paint_all_red);
    gm_surface_resize(the_surface, 10, 20);
    assert_int_equal(gm_surface_get_width(the_surface), 10);
    assert_int_equal(gm_surface_get_height(the_surface), 20);
    assert_int_equal(at(5, 5), NOTHING);
}

static void a_surface_that_cannot_be_resized_stays_as_it_is(void **state) {
    (void)state;
    picture_of(paint_all_red);
    gm_surface_resize(the_surface, 0, 20);
    assert_int_equal(gm_surface_get_width(the_surface), SIZE);
    assert_int_equal(at(5, 5), 0xFF0000FF);
}

/* MARK: drawing on one */

static void paint_on_it(void) {
    gm_draw_clear(GM_C_BLUE);
    gm_surface_set_target(the_surface);
    gm_draw_sprite(the_sprite, 0, 0, 0);
    gm_surface_reset_target();
    gm_draw_sprite(the_sprite, 0, 50, 50);
}

static void what_is_drawn_on_a_surface_is_not_in_the_picture(void **state) {
    (void)state;
    picture_of(paint_on_it);
    assert_int_equal(at(0, 0), 0xFF0000FF);
    assert_int_equal(at(4, 0), NOTHING);
    assert_int_equal(at(50, 50), NOTHING);
    assert_int_equal(support_pixel(0, 0), GM_C_BLUE);
    assert_int_equal(support_pixel(50, 50), GM_C_RED);
}

static void clearing_a_surface_is_clearing_all_of_it_alone(void **state) {
    (void)state;
    picture_of(paint_all_red);
    assert_int_equal(at(0, 0), 0xFF0000FF);
    assert_int_equal(at(SIZE - 1, SIZE - 1), 0xFF0000FF);
    assert_int_equal(support_pixel(0, 0), GM_C_BLACK);
}

static void paint_clear_alpha(void) {
    gm_draw_clear_alpha(GM_C_BLUE, 0);
    paint_all_red();
    gm_surface_set_target(the_surface);
    gm_draw_clear_alpha(GM_C_LIME, 0.5);
    gm_surface_reset_target();
}

static void clearing_with_alpha_sets_it_and_blends_nothing(void **state) {
    (void)state;
    picture_of(paint_clear_alpha);
    assert_int_equal(at(9, 9), 0x8000FF00);
    assert_int_equal(support_pixel(0, 0), GM_C_BLUE); /* the picture is opaque all the same */
}

/* Each in a field of 20 x 20 pixels; the first is a shade, larger than all others. */
static void paint_translucent(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear_alpha(GM_C_BLACK, 0);
    gm_draw_set_alpha(0.5);
    gm_draw_set_colour(GM_C_RED);
    gm_draw_rectangle(0, 80, 159, 159, false);
    gm_draw_rectangle(0, 0, 10, 10, false);
    gm_draw_sprite_stretched(the_sprite, 0, 20, 0, 10, 10);
    gm_draw_sprite_ext(the_sprite, 0, 50, 10, -2, -2, 0, GM_C_WHITE, 0.5); /* mirrored */
    gm_draw_sprite_ext(the_sprite, 0, 60, 10, 2, 2, 90, GM_C_WHITE, 0.5);  /* turned */
    gm_draw_sprite_ext(the_soft_sprite, 0, 80, 0, 2, 2, 0, GM_C_WHITE, 1);
    gm_draw_sprite_ext(the_soft_sprite, 0, 108, 2, 2, 2, 30, GM_C_WHITE, 1);
    gm_draw_triangle(120, 0, 138, 0, 120, 18, false);
    gm_draw_circle(150, 10, 9, false);
    gm_draw_line(0, 30, 19, 30);
    gm_draw_point(25, 25);
    gm_draw_rectangle_colour(40, 20, 50, 30, GM_C_RED, GM_C_RED, GM_C_RED, GM_C_RED, false);
    gm_draw_text_transformed(60, 20, "\xE2\x96\x88", 3, 3, 0);
    gm_surface_reset_target();
}

/* spec: runtime-model 7.1: colours by the source's alpha; the alpha of both covers */
static void half_transparent_red_on_nothing_is_half_there_however_it_is_drawn(void **state) {
    (void)state;
    static const int places[][2] = {{5, 5},   {25, 5},  {45, 5},   {63, 5},  {85, 5},
                                    {110, 4}, {123, 4}, {150, 8},  {10, 30}, {25, 25},
                                    {45, 25}, {10, 90}, {150, 150}};
    picture_of(paint_translucent);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_near(at(places[i][0], places[i][1]), 0x80000080);
    assert_int_equal(at(75, 75), NOTHING);
}

static int the_part_of_letters; /* pixels that have some red */

static void text_on_a_surface_has_its_own_alpha(void **state) {
    (void)state;
    picture_of(paint_translucent);
    the_part_of_letters = 0;
    for (int y = 20; y < 60; y++)
        for (int x = 60; x < 100; x++) {
            uint32_t pixel = at(x, y);
            if (pixel == NOTHING) continue;
            assert_near(pixel, 0x80000080);
            the_part_of_letters++;
        }
    assert_in_range(the_part_of_letters, 50, 1000);
}

static void paint_over_half(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear_alpha(GM_C_BLUE, 0.5);
    gm_draw_set_colour(GM_C_RED);
    gm_draw_set_alpha(0.5);
    gm_draw_rectangle(0, 0, 9, 9, false);
    gm_draw_rectangle(0, 80, 159, 159, false);
    gm_draw_sprite_stretched(the_sprite, 0, 20, 0, 10, 10);
    gm_draw_sprite_stretched(the_soft_sprite, 0, 40, 0, 10, 10);
    gm_draw_set_alpha(1);
    gm_draw_rectangle(60, 0, 69, 9, false);
    gm_surface_reset_target();
}

static void what_covers_half_of_a_half_leaves_a_quarter_open(void **state) {
    (void)state;
    picture_of(paint_over_half);
    assert_near(at(5, 5), 0xC0800080);
    assert_near(at(80, 120), 0xC0800080);
    assert_near(at(25, 5), 0xC0800080);
    assert_near(at(45, 5), 0xA0C00040);
    assert_int_equal(at(65, 5), 0xFF0000FF);
    assert_near(at(75, 5), 0x80FF0000);
}

static void paint_blended(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear(0x404040);
    gm_gpu_set_blendmode(GM_BM_ADD);
    gm_draw_set_colour(0x203040);
    gm_draw_triangle(0, 0, 18, 0, 0, 18,
                     false); /* as geometry SDL would fill a rectangle opaquely */
    gm_draw_sprite(the_soft_sprite, 0, 20, 0);
    gm_gpu_set_blendmode(GM_BM_MULTIPLY);
    gm_draw_set_colour(0x808080);
    gm_draw_triangle(40, 0, 58, 0, 40, 18, false);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
    gm_surface_reset_target();
}

static void adding_and_multiplying_work_on_a_surface_and_leave_its_alpha(void **state) {
    (void)state;
    picture_of(paint_blended);
    assert_near(at(5, 5), 0xFF607080);
    assert_near(at(21, 1), 0xFF4040C0);
    assert_near(at(45, 5), 0xFF202020);
}

static void paint_inner(void) {
    int inner = gm_surface_create(8, 8);
    gm_surface_set_target(the_surface);
    gm_draw_clear(GM_C_BLUE);
    gm_surface_set_target(inner);
    gm_draw_clear(GM_C_LIME);
    gm_draw_sprite(the_sprite, 0, 0, 0);
    gm_surface_reset_target();
    gm_draw_surface(inner, 20, 20);
    gm_surface_reset_target();
    gm_draw_surface(the_surface, 100, 0);
    gm_surface_free(inner);
}

/* spec: runtime-model 7.5: set pushes, reset pops */
static void targets_are_a_stack(void **state) {
    (void)state;
    picture_of(paint_inner);
    assert_int_equal(at(0, 0), 0xFFFF0000);
    assert_int_equal(at(20, 20), 0xFF0000FF);
    assert_int_equal(at(27, 27), 0xFF00FF00);
    assert_int_equal(at(28, 28), 0xFFFF0000);
    assert_int_equal(support_pixel(120, 20), GM_C_RED);
    assert_int_equal(support_pixel(99, 20), GM_C_BLACK);
}

static void look_at_a_corner(void) {
    gm_camera_set_view_pos(100, 60);
}

static void paint_in_view(void) {
    gm_surface_set_target(the_surface);
    gm_draw_sprite(the_sprite, 0, 1, 2);
    gm_draw_sprite(the_sprite, 0, SIZE - 2, SIZE - 2);
    gm_surface_reset_target();
    gm_draw_sprite(the_sprite, 0, 110, 80);
}

/* spec: runtime-model 7.5: room coordinates do not apply */
static void the_view_holds_for_the_room_not_for_a_surface(void **state) {
    (void)state;
    look_at_a_corner();
    picture_of(paint_in_view);
    assert_int_equal(at(0, 2), NOTHING);
    assert_int_equal(at(1, 1), NOTHING);
    assert_int_equal(at(1, 2), 0xFF0000FF);
    assert_int_equal(at(SIZE - 1, SIZE - 1), 0xFF0000FF);
    assert_int_equal(support_pixel(10, 20), GM_C_RED);
    assert_int_equal(support_pixel(9, 20), GM_C_BLACK);
}

static void paint_tiles(void) {
    gm_surface_set_target(the_surface);
    gm_draw_sprite_tiled(the_sprite, 0, 0, 0);
    gm_surface_reset_target();
}

static void tiles_cover_the_surface_and_no_more(void **state) {
    (void)state;
    picture_of(paint_tiles);
    assert_int_equal(at(0, 0), 0xFF0000FF);
    assert_int_equal(at(SIZE - 1, SIZE - 1), 0xFF0000FF);
    assert_int_equal(support_pixel(0, 0), GM_C_BLACK);
}

/* MARK: drawing one */

/* 4 x 4 with a colour in each quarter: red, lime, blue, white. */
static void paint_quarters(void) {
    gm_surface_resize(the_surface, 4, 4);
    gm_surface_set_target(the_surface);
    gm_draw_clear(GM_C_RED);
    gm_draw_set_colour(GM_C_LIME);
    gm_draw_rectangle(2, 0, 3, 1, false);
    gm_draw_set_colour(GM_C_BLUE);
    gm_draw_rectangle(0, 2, 1, 3, false);
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_rectangle(2, 2, 3, 3, false);
    gm_surface_reset_target();
}

static void paint_drawn(void) {
    paint_quarters();
    gm_draw_surface(the_surface, 10, 10);
    gm_draw_surface_ext(the_surface, 40, 10, 2, 2, 0, GM_C_WHITE, 1);
    gm_draw_surface_ext(the_surface, 80, 10, -1, 1, 0, GM_C_WHITE, 1);
    gm_draw_surface_ext(the_surface, 110, 20, 2, 2, 90, GM_C_WHITE, 1);
    gm_draw_surface_ext(the_surface, 140, 10, 1, 1, 0, GM_C_BLUE, 0.5);
    gm_draw_surface_stretched(the_surface, 10, 40, 20, 4);
    gm_draw_surface_part(the_surface, 1, 1, 2, 2, 40, 40);
    gm_draw_surface_part(the_surface, -2, 3, 4, 9, 60, 40); /* reaches over its edges */
    gm_draw_surface_part(the_surface, 4, 0, 4, 4, 80, 40);  /* all of it outside */
    gm_draw_set_alpha(0.5);
    gm_draw_surface(the_surface, 100, 40);
}

static void a_surface_is_drawn_at_its_place(void **state) {
    (void)state;
    picture_of(paint_drawn);
    assert_int_equal(support_pixel(10, 10), GM_C_RED);
    assert_int_equal(support_pixel(13, 10), GM_C_LIME);
    assert_int_equal(support_pixel(10, 13), GM_C_BLUE);
    assert_int_equal(support_pixel(13, 13), GM_C_WHITE);
    assert_int_equal(support_pixel(14, 10), GM_C_BLACK);
    assert_int_equal(support_pixel(9, 10), GM_C_BLACK);
}

static void a_surface_is_scaled_mirrored_turned_and_tinted(void **state) {
    (void)state;
    picture_of(paint_drawn);
    assert_int_equal(support_pixel(47, 10), GM_C_LIME);
    assert_int_equal(support_pixel(40, 17), GM_C_BLUE);
    assert_int_equal(support_pixel(48, 10), GM_C_BLACK);
    assert_int_equal(support_pixel(79, 10), GM_C_RED); /* mirrored about its left edge */
    assert_int_equal(support_pixel(76, 10), GM_C_LIME);
    assert_int_equal(support_pixel(111, 18), GM_C_RED); /* turned up about its corner */
    assert_int_equal(support_pixel(111, 14), GM_C_LIME);
    assert_int_equal(support_pixel(116, 18), GM_C_BLUE);
    assert_near(support_pixel(143, 13), 0x800000);
    assert_int_equal(support_pixel(140, 10), GM_C_BLACK); /* red has no blue */
}

static void a_surface_is_stretched_and_parted(void **state) {
    (void)state;
    picture_of(paint_drawn);
    assert_int_equal(support_pixel(19, 40), GM_C_RED);
    assert_int_equal(support_pixel(20, 40), GM_C_LIME);
    assert_int_equal(support_pixel(29, 43), GM_C_WHITE);
    assert_int_equal(support_pixel(30, 43), GM_C_BLACK);
    assert_int_equal(support_pixel(40, 40), GM_C_RED);
    assert_int_equal(support_pixel(41, 41), GM_C_WHITE);
    assert_int_equal(support_pixel(42, 41), GM_C_BLACK);
    assert_int_equal(support_pixel(61, 40), GM_C_BLACK); /* left of it there is nothing */
    assert_int_equal(support_pixel(62, 40), GM_C_BLUE);
    assert_int_equal(support_pixel(62, 41), GM_C_BLACK);
    assert_int_equal(support_pixel(80, 40), GM_C_BLACK);
}

static void a_surface_without_an_alpha_of_its_own_has_the_one_that_is_set(void **state) {
    (void)state;
    picture_of(paint_drawn);
    assert_near(support_pixel(103, 43), 0x808080);
}

static void paint_shadow(void) {
    gm_draw_clear(GM_C_WHITE);
    gm_surface_set_target(the_surface);
    gm_draw_clear_alpha(GM_C_BLACK, 0);
    gm_draw_set_colour(GM_C_BLACK);
    gm_draw_rectangle(0, 0, 9, 9, false);
    gm_draw_rectangle(5, 5, 14, 14, false);
    gm_surface_reset_target();
    gm_draw_surface_ext(the_surface, 0, 0, 1, 1, 0, GM_C_WHITE, 0.5);
}

static void shadows_that_overlap_on_a_surface_are_drawn_as_one(void **state) {
    (void)state;
    picture_of(paint_shadow);
    assert_near(support_pixel(2, 2), 0x808080);
    assert_near(support_pixel(7, 7), 0x808080);
    assert_near(support_pixel(13, 13), 0x808080);
    assert_int_equal(support_pixel(13, 2), GM_C_WHITE);
}

static void paint_in_gui(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear(GM_C_LIME);
    gm_surface_reset_target();
    gm_draw_surface_stretched(the_surface, 0, 0, 10, 10);
}

static void surfaces_work_in_draw_gui_too(void **state) {
    (void)state;
    the_painter = paint_in_gui;
    support_make("obj_gui");
    support_steps(1);
    assert_int_equal(support_pixel(9, 9), GM_C_LIME);
    assert_string_equal(support_log(), "");
}

/* MARK: its pixels */

static int the_copy;

static void paint_copy(void) {
    gm_surface_set_target(the_surface);
    gm_draw_clear_alpha(GM_C_RED, 0.25);
    gm_surface_reset_target();
}

/* spec: runtime-model 12 */
static void a_copy_has_the_pixels_as_they_are(void **state) {
    (void)state;
    picture_of(paint_copy);
    the_copy = gm_surface_create(SIZE, SIZE);
    gm_surface_copy(the_copy, 10, 0, the_surface);
    assert_int_equal(gm_surface_getpixel_ext(the_copy, 9, 9), NOTHING);
    assert_int_equal(gm_surface_getpixel_ext(the_copy, 10, 9), 0x400000FF);
    assert_int_equal(gm_surface_getpixel(the_copy, 10, 9), GM_C_RED);
    gm_surface_copy(the_surface, 0, 0, the_surface);
    assert_non_null(strstr(support_log(), "cannot be copied on itself"));
}

static void paint_and_copy_at_once(void) {
    the_copy = gm_surface_create(SIZE, SIZE);
    gm_surface_set_target(the_surface);
    gm_draw_sprite(the_sprite, 0, 0, 0);
    gm_surface_copy(the_copy, 0, 0, the_surface);
    gm_draw_sprite(the_sprite, 0, 4, 0); /* goes where the others went */
    gm_surface_reset_target();
}

static void a_surface_can_be_copied_while_it_is_drawn_on(void **state) {
    (void)state;
    picture_of(paint_and_copy_at_once);
    assert_int_equal(gm_surface_getpixel_ext(the_copy, 3, 3), 0xFF0000FF);
    assert_int_equal(gm_surface_getpixel_ext(the_copy, 4, 3), NOTHING);
    assert_int_equal(at(4, 3), 0xFF0000FF);
}

static void pixels_outside_read_as_nothing(void **state) {
    (void)state;
    picture_of(paint_all_red);
    assert_int_equal(at(-1, 0), NOTHING);
    assert_int_equal(at(0, SIZE), NOTHING);
    assert_int_equal(at(SIZE - 1, 0), 0xFF0000FF);
}

static int the_made;

static void paint_made(void) {
    gm_draw_clear(GM_C_BLUE);
    gm_draw_sprite(the_made, 0, 20, 20);
}

static void a_sprite_is_made_of_a_part_of_a_surface(void **state) {
    (void)state;
    picture_of(paint_on_it); /* a red square at 0, 0 to 3, 3 */
    the_made = gm_sprite_create_from_surface(the_surface, 2, 2, 4, 6, 1, 2);
    assert_int_equal(gm_sprite_get_width(the_made), 4);
    assert_int_equal(gm_sprite_get_height(the_made), 6);
    assert_int_equal(gm_sprite_get_number(the_made), 1);
    assert_int_equal(gm_sprite_get_xoffset(the_made), 1);
    assert_int_equal(gm_sprite_get_yoffset(the_made), 2);
    gm_surface_free(the_surface); /* the sprite has its own pixels */
    picture_of(paint_made);
    assert_int_equal(support_pixel(19, 18), GM_C_RED);
    assert_int_equal(support_pixel(20, 19), GM_C_RED);
    assert_int_equal(support_pixel(21, 19), GM_C_BLUE);
    assert_int_equal(support_pixel(20, 20), GM_C_BLUE);
    gm_sprite_delete(the_made);
    assert_false(gm_sprite_exists(the_made));
}

static void a_sprite_of_what_is_not_on_the_surface_is_refused(void **state) {
    (void)state;
    assert_int_equal(gm_sprite_create_from_surface(the_surface, 1, 0, SIZE, SIZE, 0, 0), GM_NONE);
    assert_int_equal(gm_sprite_create_from_surface(the_surface, 0, 0, 0, 4, 0, 0), GM_NONE);
    assert_non_null(strstr(support_log(), "are not inside surface"));
    assert_int_equal(gm_sprite_create_from_surface(99, 0, 0, 4, 4, 0, 0), GM_NONE);
    assert_non_null(strstr(support_log(), "there is no surface 99"));
}

/* MARK: the application surface */

static void paint_white(void) {
    gm_draw_set_colour(GM_C_WHITE);
    gm_draw_rectangle(0, 0, 9, 9, false);
}

static void paint_snapshot(void) {
    gm_draw_sprite(the_sprite, 0, 7, 8);
    gm_surface_copy(the_surface, 0, 0, GM_APPLICATION_SURFACE);
    gm_draw_sprite(the_sprite, 0, 20, 20);
    gm_surface_set_target(the_surface);
    gm_draw_surface_part(GM_APPLICATION_SURFACE, 20, 20, 4, 4, 100, 100);
    gm_surface_reset_target();
    gm_draw_surface(the_surface, 160, 0);
}

/* spec: runtime-model 7.5 */
static void the_picture_is_copied_and_drawn_on_a_surface_as_far_as_it_is_drawn(void **state) {
    (void)state;
    picture_of(paint_snapshot);
    assert_int_equal(at(7, 8), 0xFF0000FF);
    assert_int_equal(at(6, 8), 0xFF000000); /* the picture is opaque */
    assert_int_equal(at(20, 20), 0xFF000000);
    assert_int_equal(at(100, 100), 0xFF0000FF);
    assert_int_equal(support_pixel(167, 8), GM_C_RED);
    assert_int_equal(support_pixel(260, 100), GM_C_RED);
    assert_string_equal(support_log(), "");
}

static void paint_a_corner(void) {
    gm_draw_clear(GM_C_LIME);
    gm_draw_sprite(the_sprite, 0, 316, 236);
}

static void between_draw_events_the_picture_is_the_last_one(void **state) {
    (void)state;
    picture_of(paint_a_corner);
    assert_int_equal(gm_surface_get_width(GM_APPLICATION_SURFACE), 320);
    assert_int_equal(gm_surface_get_height(GM_APPLICATION_SURFACE), 240);
    assert_int_equal(gm_surface_getpixel_ext(GM_APPLICATION_SURFACE, 319, 239), 0xFF0000FF);
    assert_int_equal(gm_surface_getpixel(GM_APPLICATION_SURFACE, 315, 239), GM_C_LIME);
    the_made = gm_sprite_create_from_surface(GM_APPLICATION_SURFACE, 312, 232, 8, 8, 4, 4);
    picture_of(paint_made);
    assert_int_equal(support_pixel(19, 19), GM_C_LIME);
    assert_int_equal(support_pixel(20, 20), GM_C_RED);
}

static void paint_through(void) {
    gm_draw_clear(GM_C_BLUE);
    gm_surface_set_target(the_surface);
    gm_surface_set_target(GM_APPLICATION_SURFACE);
    gm_draw_sprite(the_sprite, 0, 5, 5);
    gm_surface_reset_target();
    gm_draw_sprite(the_sprite, 0, 9, 9);
    gm_surface_reset_target();
}

static void the_picture_can_be_a_target_too(void **state) {
    (void)state;
    gm_camera_set_view_pos(100, 60);
    picture_of(paint_through);
    assert_int_equal(support_pixel(5, 5), GM_C_RED);
    assert_int_equal(support_pixel(9, 9), GM_C_BLUE);
    assert_int_equal(at(5, 5), NOTHING);
    assert_int_equal(at(9, 9), 0xFF0000FF);
}

static void paint_itself(void) {
    gm_draw_surface(GM_APPLICATION_SURFACE, 10, 10);
    gm_surface_free(GM_APPLICATION_SURFACE);
    gm_surface_resize(GM_APPLICATION_SURFACE, 10, 10);
    paint_white();
}

static void the_picture_is_not_freed_resized_or_drawn_on_itself(void **state) {
    (void)state;
    picture_of(paint_itself);
    assert_non_null(strstr(support_log(), "gm_draw_surface: surface 1 cannot be drawn on itself"));
    assert_non_null(
        strstr(support_log(), "gm_surface_free: the application surface is the game's"));
    assert_non_null(strstr(support_log(), "gm_surface_resize: the application surface is the"));
    assert_int_equal(gm_surface_get_width(GM_APPLICATION_SURFACE), 320);
    assert_int_equal(support_pixel(9, 9), GM_C_WHITE);
}

/* MARK: what should not be done */

static void paint_unbalanced(void) {
    gm_surface_set_target(the_surface);
    gm_surface_set_target(the_surface);
    gm_draw_clear(GM_C_RED);
}

/* spec: runtime-model 1.4 (4), 7.5 */
static void a_target_that_is_left_is_reset_and_its_object_named(void **state) {
    (void)state;
    picture_of(paint_unbalanced);
    assert_non_null(strstr(support_log(), "obj_painter drew on a surface to the end of its Draw "
                                          "event: gm_surface_reset_target must be called as often "
                                          "as gm_surface_set_target (2 more)"));
    support_steps(1);
    the_painter = paint_white;
    support_steps(1);
    assert_int_equal(support_pixel(5, 5), GM_C_WHITE);
    assert_int_equal(at(5, 5), 0xFF0000FF);
    gm_surface_free(the_surface); /* no target any more */
    assert_false(gm_surface_exists(the_surface));
}

static void paint_reset_only(void) {
    assert_false(gm_surface_reset_target());
    paint_white();
}

static void a_reset_without_a_target_is_said_and_changes_nothing(void **state) {
    (void)state;
    picture_of(paint_reset_only);
    assert_non_null(strstr(support_log(), "gm_surface_reset_target: no surface is drawn on"));
    assert_int_equal(support_pixel(5, 5), GM_C_WHITE);
}

static void paint_freed_target(void) {
    gm_surface_set_target(the_surface);
    gm_surface_free(the_surface);
    gm_surface_resize(the_surface, 4, 4);
    gm_draw_surface(the_surface, 0, 0);
    gm_draw_clear(GM_C_LIME);
    gm_surface_reset_target();
}

static void a_target_is_not_freed_nor_resized_nor_drawn_on_itself(void **state) {
    (void)state;
    picture_of(paint_freed_target);
    assert_int_equal(gm_surface_get_width(the_surface), SIZE);
    assert_int_equal(at(9, 9), 0xFF00FF00);
    assert_non_null(strstr(support_log(), "gm_surface_free: surface 2 is drawn on"));
    assert_non_null(strstr(support_log(), "gm_surface_resize: surface 2 is drawn on"));
    assert_non_null(strstr(support_log(), "gm_draw_surface: surface 2 cannot be drawn on itself"));
}

static void use_no_surface(void) {
    assert_false(gm_surface_set_target(99));
    gm_draw_surface(99, 0, 0);
    gm_surface_free(99); /* silently: it is what was wanted */
    paint_white();
}

static void a_surface_that_is_not_there_is_said_and_not_drawn(void **state) {
    (void)state;
    picture_of(use_no_surface);
    assert_non_null(strstr(support_log(), "gm_surface_set_target: there is no surface 99"));
    assert_non_null(strstr(support_log(), "gm_draw_surface: there is no surface 99"));
    assert_null(strstr(support_log(), "gm_surface_free"));
    assert_int_equal(support_pixel(5, 5), GM_C_WHITE);
}

static void a_surface_is_no_target_outside_draw_events(void **state) {
    (void)state;
    the_painter = paint_all_red;
    support_make("obj_step");
    support_steps(1);
    assert_int_equal(at(5, 5), NOTHING);
    assert_non_null(strstr(support_log(), "gm_surface_set_target: drawing is only possible in draw "
                                          "events"));
}

static void paint_no_numbers(void) {
    double numbers[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e30};
    for (int i = 0; i < 4; i++) {
        double n = numbers[i];
        gm_draw_surface(the_surface, n, 0);
        gm_draw_surface_ext(the_surface, 0, 0, n, 1, n, GM_C_WHITE, n);
        gm_draw_surface_stretched(the_surface, 0, n, n, 1);
        gm_draw_surface_part(the_surface, n, 0, n, 1, 0, n);
    }
}

static void what_is_no_number_is_not_drawn(void **state) {
    (void)state;
    picture_of(paint_no_numbers);
    assert_int_equal(support_pixel(100, 100), GM_C_BLACK);
}

static void paint_large(void) {
    gm_surface_set_target(the_surface);
    for (int i = 0; i < 20000; i++) /* more than one batch holds */
        gm_draw_sprite_ext(the_sprite, 0, i % 40 * 4, i / 40 % 40 * 4, 1, 1, 0.5, GM_C_WHITE, 1);
    gm_surface_reset_target();
}

static void more_than_a_batch_goes_to_the_surface(void **state) {
    (void)state;
    picture_of(paint_large);
    assert_int_equal(at(2, 2), 0xFF0000FF);
    assert_int_equal(at(158, 158), 0xFF0000FF);
    assert_int_equal(support_pixel(2, 2), GM_C_BLACK);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, open_game, close_game)
#define AS_GEOMETRY(test)                                                                          \
    { #test "_as_geometry", test, open_game, close_game, &the_surface }
#define BOTH(test) ONE(test), AS_GEOMETRY(test)

int main(void) {
    const struct CMUnitTest tests[] = {
        ONE(a_surface_is_there_until_it_is_freed),
        ONE(no_surface_has_the_number_zero),
        ONE(the_number_of_a_freed_surface_is_given_out_again),
        ONE(a_freed_surface_gives_its_texture_back),
        ONE(a_surface_of_no_size_or_a_huge_one_is_refused),
        ONE(a_new_surface_is_transparent),
        ONE(a_resized_surface_keeps_its_number_and_is_transparent),
        ONE(a_surface_that_cannot_be_resized_stays_as_it_is),
        BOTH(what_is_drawn_on_a_surface_is_not_in_the_picture),
        BOTH(clearing_a_surface_is_clearing_all_of_it_alone),
        BOTH(clearing_with_alpha_sets_it_and_blends_nothing),
        BOTH(half_transparent_red_on_nothing_is_half_there_however_it_is_drawn),
        BOTH(text_on_a_surface_has_its_own_alpha),
        BOTH(what_covers_half_of_a_half_leaves_a_quarter_open),
        BOTH(adding_and_multiplying_work_on_a_surface_and_leave_its_alpha),
        BOTH(targets_are_a_stack),
        BOTH(the_view_holds_for_the_room_not_for_a_surface),
        BOTH(tiles_cover_the_surface_and_no_more),
        BOTH(a_surface_is_drawn_at_its_place),
        BOTH(a_surface_is_scaled_mirrored_turned_and_tinted),
        BOTH(a_surface_is_stretched_and_parted),
        BOTH(a_surface_without_an_alpha_of_its_own_has_the_one_that_is_set),
        BOTH(shadows_that_overlap_on_a_surface_are_drawn_as_one),
        ONE(surfaces_work_in_draw_gui_too),
        BOTH(a_copy_has_the_pixels_as_they_are),
        BOTH(a_surface_can_be_copied_while_it_is_drawn_on),
        ONE(pixels_outside_read_as_nothing),
        BOTH(a_sprite_is_made_of_a_part_of_a_surface),
        ONE(a_sprite_of_what_is_not_on_the_surface_is_refused),
        BOTH(the_picture_is_copied_and_drawn_on_a_surface_as_far_as_it_is_drawn),
        BOTH(between_draw_events_the_picture_is_the_last_one),
        BOTH(the_picture_can_be_a_target_too),
        ONE(the_picture_is_not_freed_resized_or_drawn_on_itself),
        ONE(a_target_that_is_left_is_reset_and_its_object_named),
        ONE(a_reset_without_a_target_is_said_and_changes_nothing),
        ONE(a_target_is_not_freed_nor_resized_nor_drawn_on_itself),
        ONE(a_surface_that_is_not_there_is_said_and_not_drawn),
        ONE(a_surface_is_no_target_outside_draw_events),
        ONE(what_is_no_number_is_not_drawn),
        BOTH(more_than_a_batch_goes_to_the_surface),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
