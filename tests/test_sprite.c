/* Sprites by handle and name: what a picture makes of them, and how they share textures. */
#include "support.h"

#include "../assets/sprite.h"
#include "../platform/render.h"
#include "../platform/window.h"

#include <math.h>
#include <stdio.h>

static int open_renderer(void **state) {
    (void)state;
    WindowDesc desc = {.title = "test", .width = 64, .height = 48, .headless = true};
    return window_open(&desc) && render_open() ? 0 : -1;
}

static int close_renderer(void **state) {
    (void)state;
    sprites_close();
    render_close();
    window_close();
    return 0;
}

static int textures(void) {
    render_begin();
    render_present(NULL);
    return render_counts().textures;
}

/* A transparent picture with opaque pixels where it is told. */
static Image picture(int width, int height, int count, const int (*dots)[2]) {
    Image image;
    assert_true(image_new(&image, width, height));
    for (int i = 0; i < count; i++)
        image_row(&image, dots[i][1])[dots[i][0]] = image_pixel(255, 255, 255, 1);
    return image;
}

static int filled(const char *name, int width, int height, int frames) {
    Image image;
    assert_true(image_new(&image, width, height));
    int sprite = sprite_create(name);
    assert_true(sprite_fill(sprite, &image, frames, 1, 2));
    image_free(&image);
    return sprite;
}

static void assert_box(int handle, int left, int top, int right, int bottom) {
    const Sprite *sprite = sprite_of(handle);
    assert_int_equal(sprite->left, left);
    assert_int_equal(sprite->top, top);
    assert_int_equal(sprite->right, right);
    assert_int_equal(sprite->bottom, bottom);
}

static void a_new_sprite_is_one_transparent_pixel(void **state) {
    (void)state;
    int sprite = sprite_create("spr_new");
    assert_int_equal(gm_sprite_get_width(sprite), 1);
    assert_int_equal(gm_sprite_get_height(sprite), 1);
    assert_int_equal(gm_sprite_get_number(sprite), 1);
    assert_true(gm_sprite_get_speed(sprite) == 30);
    assert_string_equal(gm_sprite_get_name(sprite), "spr_new");
    sprite_draw(sprite_of(sprite), 0, &(RenderQuad){.w = 1, .h = 1, .width = 9, .height = 9});
}

static void a_strip_says_how_large_a_sub_image_is(void **state) {
    (void)state;
    int sprite = filled("spr_strip", 30, 7, 3);
    assert_int_equal(gm_sprite_get_width(sprite), 10);
    assert_int_equal(gm_sprite_get_height(sprite), 7);
    assert_int_equal(gm_sprite_get_number(sprite), 3);
    assert_int_equal(gm_sprite_get_xoffset(sprite), 1);
    assert_int_equal(gm_sprite_get_yoffset(sprite), 2);
    gm_sprite_set_offset(sprite, -4, 5);
    assert_int_equal(gm_sprite_get_xoffset(sprite), -4);
    assert_int_equal(gm_sprite_get_yoffset(sprite), 5);
}

/* spec: runtime-model 5.4 */
static void the_box_holds_what_any_sub_image_shows(void **state) {
    (void)state;
    Image image = picture(20, 10, 2, (const int[][2]){{2, 3}, {10 + 7, 5}});
    int sprite = sprite_create("spr_box");
    assert_true(sprite_fill(sprite, &image, 2, 0, 0));
    assert_box(sprite, 2, 3, 7, 5);
    image_free(&image);
    image = picture(20, 10, 1, (const int[][2]){{19, 9}});
    assert_true(sprite_fill(sprite, &image, 1, 0, 0));
    assert_box(sprite, 19, 9, 19, 9);
    image_free(&image);
}

static void a_sprite_that_shows_nothing_has_its_whole_size_as_box(void **state) {
    (void)state;
    assert_box(filled("spr_blank", 12, 8, 2), 0, 0, 5, 7);
}

static void names_find_the_games_sprites(void **state) {
    (void)state;
    int first = sprite_create("spr_a"), second = sprite_create("spr_b"), own = sprite_create("");
    assert_int_equal(gm_sprite("spr_a"), first);
    assert_int_equal(gm_sprite("spr_b"), second);
    assert_int_equal(sprite_named(""), GM_NONE);
    assert_int_equal(sprite_named("spr"), GM_NONE);
    assert_int_equal(gm_sprite(NULL), GM_NONE);
    assert_string_equal(gm_sprite_get_name(own), "");
}

static void a_sprite_that_is_not_there_is_zero_in_all(void **state) {
    (void)state;
    for (int sprite = -2; sprite < 100; sprite += 99) {
        assert_false(gm_sprite_exists(sprite));
        assert_int_equal(gm_sprite_get_width(sprite), 0);
        assert_int_equal(gm_sprite_get_height(sprite), 0);
        assert_int_equal(gm_sprite_get_number(sprite), 0);
        assert_string_equal(gm_sprite_get_name(sprite), "<undefined>");
        gm_sprite_set_offset(sprite, 1, 1);
        gm_sprite_set_speed(sprite, 1);
        gm_sprite_delete(sprite);
    }
}

static void a_handle_is_never_given_out_twice(void **state) {
    (void)state;
    int first = sprite_create("");
    gm_sprite_delete(first);
    assert_false(gm_sprite_exists(first));
    assert_int_not_equal(sprite_create(""), first);
    assert_false(gm_sprite_exists(first));
}

static void the_games_own_sprites_cannot_be_deleted(void **state) {
    (void)state;
    int sprite = filled("spr_own", 4, 4, 1);
    gm_sprite_delete(sprite);
    assert_true(gm_sprite_exists(sprite));
    assert_int_equal(gm_sprite("spr_own"), sprite);
}

static void small_sprites_share_a_texture(void **state) {
    (void)state;
    int before = textures();
    for (int i = 0; i < 50; i++)
        filled("spr_small", 16 * 4, 16, 4);
    assert_int_equal(textures(), before + 1);
}

static void deleting_gives_textures_back(void **state) {
    (void)state;
    int before = textures();
    int large = filled("", 400, 300, 1), small = filled("", 8, 8, 1);
    assert_true(textures() > before + 1);
    gm_sprite_delete(large);
    assert_int_equal(textures(), before + 1);
    gm_sprite_delete(small);
    assert_int_equal(textures(), before);
}

static void filling_again_replaces_and_gives_back(void **state) {
    (void)state;
    int before = textures();
    int sprite = filled("spr_again", 400, 300, 1);
    int used = textures();
    Image image = picture(400, 300, 1, (const int[][2]){{0, 0}});
    for (int i = 0; i < 5; i++)
        assert_true(sprite_fill(sprite, &image, 2, 0, 0));
    assert_int_equal(gm_sprite_get_width(sprite), 200);
    assert_true(textures() <= used);
    assert_int_equal(gm_sprite("spr_again"), sprite);
    image_free(&image);
    image = picture(3, 3, 0, NULL);
    assert_false(sprite_fill(sprite, &image, 4, 0, 0)); /* cannot be: it stays as it was */
    assert_int_equal(gm_sprite_get_width(sprite), 200);
    assert_true(textures() > before);
    image_free(&image);
}

/* spec: runtime-model 7.2 */
static void a_sub_image_number_is_truncated_and_wrapped(void **state) {
    (void)state;
    const Sprite *sprite = sprite_of(filled("spr_four", 4, 1, 4));
    assert_int_equal(sprite_frame(sprite, 0), 0);
    assert_int_equal(sprite_frame(sprite, 3.99), 3);
    assert_int_equal(sprite_frame(sprite, 4), 0);
    assert_int_equal(sprite_frame(sprite, -0.5), 0);
    assert_int_equal(sprite_frame(sprite, -1), 3);
    assert_int_equal(sprite_frame(sprite, -9), 3);
    assert_int_equal(sprite_frame(sprite, 4e9 + 1), 1);
    assert_int_equal(sprite_frame(sprite, NAN), 0);
    assert_int_equal(sprite_frame(sprite, INFINITY), 0);
    assert_int_equal(sprite_frame(sprite, -1e300), 0);
}

static void neighbours_on_a_page_do_not_bleed_into_each_other(void **state) {
    (void)state;
    Image red, green;
    uint8_t rgba[64 * 48 * 4];
    assert_true(image_new(&red, 8, 8) && image_new(&green, 8, 8));
    for (int i = 0; i < 64; i++) {
        red.pixels[i] = image_pixel(255, 0, 0, 255);
        green.pixels[i] = image_pixel(0, 255, 0, 255);
    }
    int sprites[9];
    for (int i = 0; i < 9; i++) {
        sprites[i] = sprite_create("spr_colour");
        assert_true(sprite_fill(sprites[i], i == 4 ? &red : &green, 1, 0, 0));
    }
    image_free(&red);
    image_free(&green);
    for (int degrees = 0; degrees < 90; degrees += 15) {
        render_begin();
        render_clear(0);
        sprite_draw(sprite_of(sprites[4]), 0,
                    &(RenderQuad){.w = 8,
                                  .h = 8,
                                  .x = 20.3F,
                                  .y = 12.7F,
                                  .width = 21.3F,
                                  .height = 21.3F,
                                  .pivot_x = 10,
                                  .pivot_y = 10,
                                  .degrees = (float)degrees,
                                  .colour = {0xFFFFFFFFU},
                                  .one_colour = true});
        render_present(NULL);
        assert_true(render_read(rgba, 64, 48));
        for (int i = 0; i < 64 * 48; i++)
            assert_int_equal(rgba[i * 4 + 1], 0);
        assert_int_equal(rgba[(23 * 64 + 31) * 4], 255);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_renderer, close_renderer)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_new_sprite_is_one_transparent_pixel),
        TEST(a_strip_says_how_large_a_sub_image_is),
        TEST(the_box_holds_what_any_sub_image_shows),
        TEST(a_sprite_that_shows_nothing_has_its_whole_size_as_box),
        TEST(names_find_the_games_sprites),
        TEST(a_sprite_that_is_not_there_is_zero_in_all),
        TEST(a_handle_is_never_given_out_twice),
        TEST(the_games_own_sprites_cannot_be_deleted),
        TEST(small_sprites_share_a_texture),
        TEST(deleting_gives_textures_back),
        TEST(filling_again_replaces_and_gives_back),
        TEST(a_sub_image_number_is_truncated_and_wrapped),
        TEST(neighbours_on_a_page_do_not_bleed_into_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
