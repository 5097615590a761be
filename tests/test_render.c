/* The window and the renderer, by the pixels they leave: with SDL's software renderer, each quad
 * once as it does them fastest and once as geometry, which is what a graphics card gets. */
#include "support.h"

#include "../platform/image.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "../platform/window.h"

#include <SDL.h>
#include <math.h>

enum { WIDTH = 64, HEIGHT = 48 };

static uint8_t the_picture[WIDTH * HEIGHT * 4];

static int open_renderer(void **state) {
    (void)state;
    WindowDesc desc = {.title = "test", .width = WIDTH, .height = HEIGHT, .headless = true};
    if (!window_open(&desc) || !render_open()) return -1;
    render_begin();
    render_clear(0);
    return 0;
}

static int close_renderer(void **state) {
    (void)state;
    render_close();
    window_close();
    return 0;
}

static GmColour at(int x, int y) {
    assert_true(render_read(the_picture, WIDTH, HEIGHT));
    const uint8_t *p = the_picture + (y * WIDTH + x) * 4;
    assert_int_equal(p[3], 255);
    return p[0] | (GmColour)p[1] << 8 | (GmColour)p[2] << 16;
}

static bool is_close(GmColour a, GmColour b) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > 2) return false;
    return true;
}

static void assert_near(GmColour actual, GmColour expected) {
    if (!is_close(actual, expected)) assert_int_equal(actual, expected);
}

/* A texture of those pixels, 0xAABBGGRR. */
static int texture_of_pixels(int width, int height, const uint32_t *pixels) {
    uint32_t own[64];
    for (int i = 0; i < width * height; i++)
        own[i] = image_pixel((int)(pixels[i] & 255), (int)(pixels[i] >> 8 & 255),
                             (int)(pixels[i] >> 16 & 255), (int)(pixels[i] >> 24));
    int texture = render_texture_create(width, height);
    assert_true(texture > 0);
    render_texture_update(texture, 0, 0, width, height, own, width * 4);
    return texture;
}

#define RED   0xFF0000FFU
#define GREEN 0xFF00FF00U
#define BLUE  0xFFFF0000U
#define WHITE 0xFFFFFFFFU

/* Red, green, blue, white: a two by two texture. */
static int four_colours(void) {
    return texture_of_pixels(2, 2, (uint32_t[]){RED, GREEN, BLUE, WHITE});
}

static RenderQuad quad_at(int texture, float x, float y, float width, float height) {
    return (RenderQuad){.texture = texture,
                        .w = 2,
                        .h = 2,
                        .x = x,
                        .y = y,
                        .width = width,
                        .height = height,
                        .colour = {WHITE},
                        .one_colour = true};
}

static RenderQuad plain(uint32_t colour, float x, float y, float width, float height) {
    RenderQuad quad = quad_at(0, x, y, width, height);
    quad.colour[0] = colour;
    return quad;
}

static void draw(RenderQuad quad) {
    render_quad(&quad);
}

/* MARK: the picture */

static void a_cleared_picture_is_of_that_colour_and_opaque(void **state) {
    (void)state;
    render_clear(0x00102030);
    assert_int_equal(at(0, 0), 0x102030);
    assert_int_equal(at(WIDTH - 1, HEIGHT - 1), 0x102030);
}

static void a_picture_of_another_size_is_not_read(void **state) {
    (void)state;
    assert_false(render_read(the_picture, WIDTH - 1, HEIGHT));
}

static void a_plain_quad_covers_its_pixels_and_no_more(void **state) {
    (void)state;
    draw(plain(RED, 10, 20, 5, 3));
    assert_int_equal(at(10, 20), GM_C_RED);
    assert_int_equal(at(14, 22), GM_C_RED);
    assert_int_equal(at(9, 20), 0);
    assert_int_equal(at(10, 19), 0);
    assert_int_equal(at(15, 20), 0);
    assert_int_equal(at(10, 23), 0);
}

static void a_quad_between_pixels_is_put_on_whole_ones(void **state) {
    (void)state;
    draw(plain(RED, 10.4F, 10.6F, 2, 2));
    assert_int_equal(at(10, 11), GM_C_RED);
    assert_int_equal(at(11, 12), GM_C_RED);
    assert_int_equal(at(12, 11), 0);
    assert_int_equal(at(10, 10), 0);
    draw(plain(GREEN, -1.4F, -0.6F, 2, 2)); /* also where numbers are negative */
    assert_int_equal(at(0, 0), GM_C_LIME);
    assert_int_equal(at(1, 0), 0);
    assert_int_equal(at(0, 1), 0);
}

static void neighbours_meet_without_gap_or_overlap_at_any_scale(void **state) {
    (void)state;
    render_set_view(0.3F, 0, 1.37F, 1);
    for (int i = 0; i < 8; i++)
        draw(plain(0x80FFFFFFU, (float)(i * 5), 0, 5, 4));
    for (int x = 0; x < (int)(39.7F * 1.37F) - 1; x++)
        assert_near(at(x, 1), 0x808080);
}

static void a_texture_is_drawn_pixel_by_pixel(void **state) {
    (void)state;
    draw(quad_at(four_colours(), 8, 8, 2, 2));
    assert_int_equal(at(8, 8), GM_C_RED);
    assert_int_equal(at(9, 8), GM_C_LIME);
    assert_int_equal(at(8, 9), GM_C_BLUE);
    assert_int_equal(at(9, 9), GM_C_WHITE);
    assert_int_equal(at(10, 8), 0);
}

static void a_texture_is_scaled_with_hard_edges(void **state) {
    (void)state;
    draw(quad_at(four_colours(), 8, 8, 8, 8));
    assert_int_equal(at(8, 8), GM_C_RED);
    assert_int_equal(at(11, 11), GM_C_RED);
    assert_int_equal(at(12, 11), GM_C_LIME);
    assert_int_equal(at(15, 15), GM_C_WHITE);
}

static void a_part_of_a_texture_can_be_drawn(void **state) {
    (void)state;
    RenderQuad quad = quad_at(four_colours(), 8, 8, 4, 4);
    quad.u = 1;
    quad.v = 1;
    quad.w = quad.h = 1;
    draw(quad);
    assert_int_equal(at(8, 8), GM_C_WHITE);
    assert_int_equal(at(11, 11), GM_C_WHITE);
}

static void a_negative_width_mirrors_to_the_left(void **state) {
    (void)state;
    draw(quad_at(four_colours(), 20, 8, -2, 2));
    assert_int_equal(at(18, 8), GM_C_LIME);
    assert_int_equal(at(19, 8), GM_C_RED);
    assert_int_equal(at(20, 8), 0);
    draw(quad_at(four_colours(), 30, 20, 2, -2));
    assert_int_equal(at(30, 18), GM_C_BLUE);
    assert_int_equal(at(30, 19), GM_C_RED);
}

static void a_tint_multiplies_and_ends_with_its_quad(void **state) {
    (void)state;
    int texture = four_colours();
    RenderQuad quad = quad_at(texture, 0, 0, 2, 2);
    quad.colour[0] = 0xFF0080FFU;
    draw(quad);
    draw(quad_at(texture, 10, 0, 2, 2));
    assert_near(at(1, 1), 0x0080FF);
    assert_near(at(0, 0), 0x0000FF);
    assert_near(at(1, 0), 0x008000);
    assert_int_equal(at(11, 1), GM_C_WHITE);
}

static void alpha_mixes_with_what_is_below(void **state) {
    (void)state;
    render_clear(BLUE);
    draw(plain(0x800000FFU, 0, 0, 4, 4));
    RenderQuad quad = quad_at(four_colours(), 10, 0, 2, 2);
    quad.colour[0] = 0x80FFFFFFU;
    draw(quad);
    assert_near(at(0, 0), 0x7F0080);
    assert_near(at(10, 0), 0x7F0080);
    assert_near(at(11, 0), 0x7F8000);
}

static void a_transparent_pixel_leaves_what_is_below(void **state) {
    (void)state;
    int texture = texture_of_pixels(2, 1, (uint32_t[]){0x00FFFFFFU, RED});
    render_clear(BLUE);
    RenderQuad quad = quad_at(texture, 0, 0, 2, 1);
    quad.h = 1;
    draw(quad);
    assert_int_equal(at(0, 0), GM_C_BLUE);
    assert_int_equal(at(1, 0), GM_C_RED);
}

/* MARK: turning */

static void a_quarter_turn_goes_against_the_clock(void **state) {
    (void)state;
    RenderQuad quad = quad_at(four_colours(), 20, 20, 8, 8);
    quad.pivot_x = quad.pivot_y = 4;
    quad.degrees = 90;
    draw(quad);
    assert_int_equal(at(22, 26), GM_C_RED); /* what was top left is bottom left */
    assert_int_equal(at(22, 22), GM_C_LIME);
    assert_int_equal(at(26, 26), GM_C_BLUE);
    assert_int_equal(at(26, 22), GM_C_WHITE);
}

static void turning_happens_around_the_pivot(void **state) {
    (void)state;
    RenderQuad quad = quad_at(four_colours(), 20, 20, 8, 4);
    quad.degrees = 180; /* around its top left: it ends up left above */
    draw(quad);
    assert_int_equal(at(18, 18), GM_C_RED);
    assert_int_equal(at(14, 18), GM_C_LIME);
    assert_int_equal(at(22, 22), 0);
}

static void a_plain_quad_turns_too(void **state) {
    (void)state;
    RenderQuad quad = plain(RED, 20, 20, 10, 2);
    quad.degrees = 90;
    draw(quad);
    assert_int_equal(at(21, 15), GM_C_RED);
    assert_int_equal(at(25, 21), 0);
}

static void turned_parts_of_one_picture_meet_without_a_gap(void **state) {
    (void)state;
    int white = texture_of_pixels(2, 2, (uint32_t[]){WHITE, WHITE, WHITE, WHITE});
    for (int i = 0; i < 2; i++) {
        RenderQuad quad = quad_at(white, 20 + 10 * (float)i, 10, 10, 20);
        quad.pivot_x = 10 - 10 * (float)i;
        quad.pivot_y = 10;
        quad.degrees = 33;
        quad.is_part = true;
        draw(quad);
    }
    for (int i = -9; i <= 9; i++) /* along the seam */
        assert_int_equal(at(30 + (int)floor(i * 0.5446), 20 + (int)floor(i * 0.8387)), GM_C_WHITE);
}

/* MARK: blend modes, colours, the view */

static void adding_lightens(void **state) {
    (void)state;
    float corner[6] = {20, 0, 40, 0, 20, 20};
    uint32_t grey[3] = {0xFF101010U, 0xFF101010U, 0xFF101010U};
    render_clear(0xFF102040U);
    render_set_blend(GM_BM_ADD);
    render_triangles(corner, grey, 3);
    draw(plain(0xFF101010U, 0, 0, 2, 2));
    draw(plain(0x80202020U, 10, 0, 2, 2)); /* as much of it as it is opaque */
    render_set_blend(GM_BM_NORMAL);
    assert_near(at(0, 0), 0x203050);
    assert_near(at(10, 0), 0x203050);
    assert_near(at(22, 2), 0x203050);
}

static void multiplying_darkens_and_knows_alpha(void **state) {
    (void)state;
    int texture = texture_of_pixels(2, 1, (uint32_t[]){0x00000000U, 0xFF808080U});
    float corner[6] = {40, 0, 60, 0, 40, 20};
    uint32_t grey[3] = {0xFF808080U, 0xFF808080U, 0xFF808080U};
    RenderQuad quad = quad_at(texture, 20, 0, 2, 1);
    quad.h = 1;
    render_clear(0xFF80FF40U);
    render_set_blend(GM_BM_MULTIPLY);
    render_triangles(corner, grey, 3);
    draw(plain(0xFF808080U, 0, 0, 2, 2));
    draw(plain(0x80000000U, 10, 0, 2, 2));
    draw(quad);
    render_set_blend(GM_BM_NORMAL);
    assert_near(at(0, 0), 0x408020);
    assert_near(at(10, 0), 0x407F20);
    assert_near(at(20, 0), 0x80FF40); /* what is transparent changes nothing */
    assert_near(at(21, 0), 0x408020);
    assert_near(at(42, 2), 0x408020);
}

static void the_blend_mode_stays_for_the_next_picture(void **state) {
    (void)state;
    render_set_blend(GM_BM_ADD);
    render_begin();
    render_clear(0xFF101010U);
    draw(plain(0xFF101010U, 0, 0, 2, 2));
    render_set_blend(GM_BM_NORMAL);
    assert_near(at(0, 0), 0x202020);
}

static void four_colours_run_into_each_other(void **state) {
    (void)state;
    RenderQuad quad = {
        .width = WIDTH, .height = HEIGHT, .colour = {0xFF000000U, RED, RED, 0xFF000000U}};
    draw(quad);
    assert_near(at(WIDTH / 2, HEIGHT / 2), 0x000080);
    assert_true((at(WIDTH - 1, 5) & 255) > 245);
    assert_true((at(0, 5) & 255) < 10);
}

static void the_view_moves_and_scales(void **state) {
    (void)state;
    double left, top, right, bottom;
    render_set_view(100, 200, 2, 2);
    draw(plain(RED, 101, 202, 3, 1));
    assert_int_equal(at(2, 4), GM_C_RED);
    assert_int_equal(at(7, 5), GM_C_RED);
    assert_int_equal(at(8, 4), 0);
    assert_int_equal(at(2, 6), 0);
    render_visible(&left, &top, &right, &bottom);
    assert_true(left == 100 && top == 200 && right == 132 && bottom == 224);
}

/* MARK: triangles and lines */

static void triangles_of_one_fan_do_not_overlap(void **state) {
    (void)state;
    float fan[4][6] = {{32, 24, 12, 4, 52, 4},
                       {32, 24, 52, 4, 52, 44},
                       {32, 24, 52, 44, 12, 44},
                       {32, 24, 12, 44, 12, 4}};
    uint32_t half[3] = {0x80FFFFFFU, 0x80FFFFFFU, 0x80FFFFFFU};
    for (int i = 0; i < 4; i++)
        render_triangles(fan[i], half, 3);
    for (int y = 4; y < 44; y++)
        for (int x = 12; x < 52; x++)
            assert_near(at(x, y), 0x808080);
    assert_int_equal(at(11, 24), 0);
    assert_int_equal(at(52, 24), 0);
}

static void a_line_has_both_its_ends(void **state) {
    (void)state;
    render_line(5, 5, 15, 5, RED);
    render_line(30, 10, 20, 20, GREEN);
    assert_int_equal(at(5, 5), GM_C_RED);
    assert_int_equal(at(15, 5), GM_C_RED);
    assert_int_equal(at(4, 5), 0);
    assert_int_equal(at(16, 5), 0);
    assert_int_equal(at(30, 10), GM_C_LIME);
    assert_int_equal(at(20, 20), GM_C_LIME);
    assert_int_equal(at(25, 15), GM_C_LIME);
}

static void order_is_kept_whatever_is_drawn(void **state) {
    (void)state;
    int texture = four_colours();
    uint32_t blue[3] = {BLUE, BLUE, BLUE};
    float all[6] = {0, 0, 60, 0, 0, 40};
    draw(quad_at(texture, 0, 0, 20, 20));
    render_triangles(all, blue, 3);
    draw(plain(GREEN, 2, 2, 4, 4));
    render_line(4, 4, 8, 4, RED);
    RenderQuad turned = quad_at(texture, 6, 4, 4, 4);
    turned.degrees = 180;
    turned.pivot_x = turned.pivot_y = 2;
    draw(turned);
    assert_int_equal(at(1, 1), GM_C_BLUE);
    assert_int_equal(at(2, 2), GM_C_LIME);
    assert_int_equal(at(5, 4), GM_C_RED);
    assert_int_equal(at(9, 7), GM_C_RED);
    assert_int_equal(at(6, 4), GM_C_WHITE);
}

/* MARK: counts */

static RenderCounts counts_after(void (*paint)(void)) {
    render_begin();
    paint();
    render_present(NULL);
    return render_counts();
}

static int first_texture, second_texture;

static void paint_one_texture(void) {
    for (int i = 0; i < 100; i++)
        draw(quad_at(first_texture, (float)(i % 60), 3, 2, 2));
}

static void paint_in_turn(void) {
    for (int i = 0; i < 100; i++)
        draw(quad_at(i % 2 == 0 ? first_texture : second_texture, (float)(i % 60), 3, 2, 2));
}

static void paint_outside(void) {
    draw(quad_at(first_texture, -2, 3, 2, 2));
    draw(quad_at(first_texture, WIDTH, 3, 2, 2));
    draw(quad_at(first_texture, 0, HEIGHT, 2, 2));
    draw(plain(RED, 0, -5, 5, 5));
}

static void paint_many(void) {
    for (int i = 0; i < 5000; i++)
        draw(quad_at(first_texture, (float)(i % 60), 3, 2, 2));
}

static void quads_of_one_texture_are_one_batch(void **state) {
    (void)state;
    int before = render_counts().textures;
    first_texture = four_colours();
    second_texture = four_colours();
    RenderCounts counts = counts_after(paint_one_texture);
    assert_int_equal(counts.quads, 100);
    assert_int_equal(counts.batches, 1);
    assert_int_equal(counts.textures, before + 2);
    assert_int_equal(counts_after(paint_in_turn).batches, 100);
    render_texture_destroy(second_texture);
    assert_int_equal(counts_after(paint_one_texture).textures, before + 1);
}

static void what_is_outside_the_picture_is_not_counted(void **state) {
    (void)state;
    first_texture = four_colours();
    assert_int_equal(counts_after(paint_outside).quads, 0);
}

static void more_quads_than_a_batch_holds_are_all_drawn(void **state) {
    (void)state;
    first_texture = four_colours();
    assert_int_equal(counts_after(paint_many).quads, 5000);
    assert_int_equal(at(59, 3), GM_C_RED);
    assert_int_equal(at(60, 3), GM_C_LIME);
}

/* MARK: odd input */

static void a_texture_that_is_gone_draws_nothing(void **state) {
    (void)state;
    int texture = four_colours();
    draw(quad_at(texture, 0, 0, 2, 2));
    render_texture_destroy(texture); /* what was drawn before stays */
    draw(quad_at(texture, 10, 0, 2, 2));
    render_texture_destroy(texture);
    render_texture_destroy(0);
    render_texture_update(texture, 0, 0, 1, 1, &(uint32_t){0}, 4);
    assert_int_equal(at(0, 0), GM_C_RED);
    assert_int_equal(at(10, 0), 0);
}

static void an_update_shows_from_then_on_only(void **state) {
    (void)state;
    int texture = four_colours();
    uint32_t pixels[4];
    for (int i = 0; i < 4; i++)
        pixels[i] = image_pixel(1, 2, 3, 255);
    draw(quad_at(texture, 0, 0, 2, 2));
    render_texture_update(texture, 0, 0, 2, 2, pixels, 8);
    draw(quad_at(texture, 10, 0, 2, 2));
    assert_int_equal(at(0, 0), GM_C_RED);
    assert_int_equal(at(10, 0), 0x030201);
}

static void quads_without_sense_do_no_harm(void **state) {
    (void)state;
    static const float odd[] = {NAN, INFINITY, -INFINITY, 1e30F, -1e30F, 3e9F, 0};
    int texture = four_colours();
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (int turned = 0; turned < 2; turned++)
            for (int t = 0; t < 2; t++) {
                RenderQuad quad = quad_at(t == 0 ? 0 : texture, odd[i], 3, 2, 2);
                quad.colour[0] = 0x00FFFFFFU;
                quad.degrees = turned == 0 ? 0 : 30;
                draw(quad);
                quad.x = 1;
                quad.width = odd[i];
                draw(quad);
                quad.width = 2;
                quad.degrees = turned == 0 ? 0 : odd[i];
                draw(quad);
                float xy[6] = {odd[i], 0, 5, 5, 0, 5};
                uint32_t clear[3] = {0};
                render_triangles(xy, clear, 3);
                render_line(odd[i], 0, 1, odd[i], 0);
            }
    assert_int_equal(at(5, 5), 0);
}

static void a_quad_larger_than_anything_fills_the_picture(void **state) {
    (void)state;
    draw(plain(RED, -1e9F, -1e9F, 2e9F, 2e9F));
    assert_int_equal(at(0, 0), GM_C_RED);
    assert_int_equal(at(WIDTH - 1, HEIGHT - 1), GM_C_RED);
}

static char the_sentence[1024];

static void hear(const char *sentence) {
    snprintf(the_sentence, sizeof the_sentence, "%s", sentence);
}

static void a_screenshot_that_cannot_be_written_says_so(void **state) {
    (void)state;
    log_listen(hear);
    assert_false(render_screenshot("/nowhere/at/all.png"));
    log_listen(NULL);
    assert_non_null(strstr(the_sentence, "/nowhere/at/all.png"));
    assert_non_null(strstr(the_sentence, "No such file"));
}

static void equal_pictures_give_equal_files(void **state) {
    (void)state;
    char first[128], second[128];
    const char *folder = support_folder();
    snprintf(first, sizeof first, "%s/a.png", folder);
    snprintf(second, sizeof second, "%s/b.png", folder);
    draw(quad_at(four_colours(), 3, 4, 20, 20));
    assert_true(render_screenshot(first));
    render_begin();
    render_clear(0);
    draw(quad_at(four_colours(), 3, 4, 20, 20));
    assert_true(render_screenshot(second));
    size_t first_size, second_size;
    char *a = support_read(first, &first_size), *b = support_read(second, &second_size);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(a, b, first_size);
    free(a);
    free(b);
    Image image;
    char why[IMAGE_WHY_BYTES];
    assert_int_equal(image_decode_file(&image, first, why), IMAGE_FINE);
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image_row(&image, 4)[3], image_pixel(255, 0, 0, 255));
    image_free(&image);
}

/* MARK: the window */

static void the_picture_is_scaled_by_whole_numbers_and_centred(void **state) {
    (void)state;
    WindowFit fit = window_fit(640, 480, 320, 240);
    assert_true(fit.scale == 2 && fit.x == 0 && fit.y == 0);
    fit = window_fit(700, 480, 320, 240);
    assert_true(fit.scale == 2 && fit.x == 30 && fit.y == 0);
    fit = window_fit(1920, 1080, 320, 240); /* 4.5 would fit; 4 fills enough of it */
    assert_true(fit.scale == 4 && fit.x == 320 && fit.y == 60);
}

static void a_whole_number_is_given_up_where_it_would_waste_the_window(void **state) {
    (void)state;
    WindowFit fit = window_fit(1920, 1080, 1280, 720);
    assert_true(fit.scale == 1.5 && fit.x == 0 && fit.y == 0);
    fit = window_fit(160, 240, 320, 240); /* smaller than the picture */
    assert_true(fit.scale == 0.5 && fit.x == 0 && fit.y == 60);
}

static void push_key(Uint32 type, SDL_Keycode code, SDL_Scancode place, Uint8 repeat) {
    SDL_Event event = {.key = {.type = type, .repeat = repeat}};
    event.key.keysym.sym = code;
    event.key.keysym.scancode = place;
    SDL_PushEvent(&event);
}

static WindowEvent next_event(void) {
    WindowEvent event;
    /* SDL ends a round of polling once before it tells what was pushed meanwhile */
    assert_true(window_poll(&event) || window_poll(&event));
    return event;
}

static void assert_nothing_more(void) {
    WindowEvent event;
    assert_false(window_poll(&event));
}

static int drain_events(void **state) {
    WindowEvent event;
    if (open_renderer(state) != 0) return -1;
    while (window_poll(&event)) {
    }
    return 0;
}

static void keys_come_by_the_manuals_codes(void **state) {
    (void)state;
    static const struct {
        SDL_Keycode sdl;
        int key;
    } pairs[] = {{SDLK_a, 'A'},
                 {SDLK_z, 'Z'},
                 {SDLK_7, '7'},
                 {SDLK_SPACE, GM_VK_SPACE},
                 {SDLK_LEFT, GM_VK_LEFT},
                 {SDLK_F12, GM_VK_F1 + 11},
                 {SDLK_KP_0, GM_VK_NUMPAD0},
                 {SDLK_KP_9, GM_VK_NUMPAD0 + 9},
                 {SDLK_RSHIFT, GM_VK_RSHIFT},
                 {SDLK_RETURN, GM_VK_ENTER},
                 {SDLK_DELETE, GM_VK_DELETE},
                 {SDLK_PERIOD, 190}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        push_key(SDL_KEYDOWN, pairs[i].sdl, SDL_SCANCODE_UNKNOWN, 0);
        WindowEvent event = next_event();
        assert_int_equal(event.kind, WINDOW_KEY_DOWN);
        assert_int_equal(event.key, pairs[i].key);
    }
}

static void a_held_key_goes_down_once(void **state) {
    (void)state;
    push_key(SDL_KEYDOWN, SDLK_a, SDL_SCANCODE_A, 0);
    push_key(SDL_KEYDOWN, SDLK_a, SDL_SCANCODE_A, 1);
    push_key(SDL_KEYUP, SDLK_a, SDL_SCANCODE_A, 0);
    assert_int_equal(next_event().kind, WINDOW_KEY_DOWN);
    assert_int_equal(next_event().kind, WINDOW_KEY_UP);
    assert_nothing_more();
}

static void letters_of_other_alphabets_count_by_their_place(void **state) {
    (void)state;
    push_key(SDL_KEYDOWN, 0x444, SDL_SCANCODE_W, 0); /* Cyrillic, where W is */
    assert_int_equal(next_event().key, 'W');
}

static void mouse_and_wheel_come_in_the_games_pixels(void **state) {
    (void)state;
    SDL_Event event = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT}};
    event.button.x = 12;
    event.button.y = 7;
    SDL_PushEvent(&event);
    WindowEvent got = next_event();
    assert_int_equal(got.kind, WINDOW_MOUSE_DOWN);
    assert_int_equal(got.key, GM_MB_RIGHT);
    assert_true(got.x == 12 && got.y == 7);
    SDL_PushEvent(&(SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = -2}});
    got = next_event();
    assert_int_equal(got.kind, WINDOW_WHEEL);
    assert_true(got.y == -2);
}

static void text_focus_and_the_close_button_are_told(void **state) {
    (void)state;
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "h\xc3\xa9");
    SDL_PushEvent(&event);
    WindowEvent got = next_event();
    assert_int_equal(got.kind, WINDOW_TEXT);
    assert_string_equal(got.text, "h\xc3\xa9");
    SDL_PushEvent(
        &(SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}});
    assert_int_equal(next_event().kind, WINDOW_FOCUS_LOST);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    assert_int_equal(next_event().kind, WINDOW_CLOSE);
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
    assert_nothing_more();
}

/* MARK: both ways
 * Not as geometry: what SDL's software renderer itself mistakes there, and a graphics card does
 * not: mirrored and quarter-turned rectangles lose their turn, plain ones their blend mode. */

static int open_as_geometry(void **state) {
    if (open_renderer(state) != 0) return -1;
    render_as_geometry(true);
    return 0;
}

#define BOTH(test)                                                                                 \
    {#test, test, open_renderer, close_renderer, NULL}, {                                          \
#test "_as_geometry", test, open_as_geometry, close_renderer, NULL                         \
    }
#define ONCE(test) cmocka_unit_test_setup_teardown(test, open_renderer, close_renderer)
#define TOLD(test) cmocka_unit_test_setup_teardown(test, drain_events, close_renderer)

int main(void) {
    const struct CMUnitTest tests[] = {
        ONCE(a_cleared_picture_is_of_that_colour_and_opaque),
        ONCE(a_picture_of_another_size_is_not_read),
        BOTH(a_plain_quad_covers_its_pixels_and_no_more),
        BOTH(a_quad_between_pixels_is_put_on_whole_ones),
        BOTH(neighbours_meet_without_gap_or_overlap_at_any_scale),
        BOTH(a_texture_is_drawn_pixel_by_pixel),
        BOTH(a_texture_is_scaled_with_hard_edges),
        BOTH(a_part_of_a_texture_can_be_drawn),
        ONCE(a_negative_width_mirrors_to_the_left),
        BOTH(a_tint_multiplies_and_ends_with_its_quad),
        BOTH(alpha_mixes_with_what_is_below),
        BOTH(a_transparent_pixel_leaves_what_is_below),
        ONCE(a_quarter_turn_goes_against_the_clock),
        ONCE(turning_happens_around_the_pivot),
        BOTH(a_plain_quad_turns_too),
        BOTH(turned_parts_of_one_picture_meet_without_a_gap),
        ONCE(adding_lightens),
        ONCE(multiplying_darkens_and_knows_alpha),
        ONCE(the_blend_mode_stays_for_the_next_picture),
        ONCE(four_colours_run_into_each_other),
        BOTH(the_view_moves_and_scales),
        ONCE(triangles_of_one_fan_do_not_overlap),
        ONCE(a_line_has_both_its_ends),
        BOTH(order_is_kept_whatever_is_drawn),
        BOTH(quads_of_one_texture_are_one_batch),
        BOTH(what_is_outside_the_picture_is_not_counted),
        BOTH(more_quads_than_a_batch_holds_are_all_drawn),
        BOTH(a_texture_that_is_gone_draws_nothing),
        BOTH(an_update_shows_from_then_on_only),
        BOTH(quads_without_sense_do_no_harm),
        BOTH(a_quad_larger_than_anything_fills_the_picture),
        ONCE(a_screenshot_that_cannot_be_written_says_so),
        ONCE(equal_pictures_give_equal_files),
        cmocka_unit_test(the_picture_is_scaled_by_whole_numbers_and_centred),
        cmocka_unit_test(a_whole_number_is_given_up_where_it_would_waste_the_window),
        TOLD(keys_come_by_the_manuals_codes),
        TOLD(a_held_key_goes_down_once),
        TOLD(letters_of_other_alphabets_count_by_their_place),
        TOLD(mouse_and_wheel_come_in_the_games_pixels),
        TOLD(text_focus_and_the_close_button_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
