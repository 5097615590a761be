/* Sprites as files: strips, side files, sheets, and the sentences. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "../assets/sprite_file.h"
#include "../platform/mem.h"
#include "png.h"

enum { PATH = 512 };

static const uint32_t red = 0xFF0000FF, green = 0xFF00FF00, blue = 0xFFFF0000, nothing = 0;
static char the_folder[128], the_why[SPRITE_WHY];

static int open_folder(void **state) {
    (void)state;
    const GmNamedObject none[] = {{NULL, NULL}};
    snprintf(the_folder, sizeof the_folder, "%s", support_folder());
    support_open(none); /* pictures are decoded into the renderer's format */
    return 0;
}

static int close_folder(void **state) {
    (void)state;
    support_close();
    return 0;
}

static void write_json(const char *file, const char *text) {
    support_write_text(the_folder, file, text);
}

static bool read_sprite(SpriteFile *sprite, const char *file) {
    char path[PATH];
    snprintf(path, sizeof path, "%s/%s", the_folder, file);
    the_why[0] = '\0';
    return sprite_file_read(sprite, path, the_why);
}

static SpriteFile good_sprite(const char *file) {
    SpriteFile sprite;
    bool good = read_sprite(&sprite, file);
    if (!good) print_message("%s\n", the_why);
    assert_true(good);
    return sprite;
}

static void expect(const char *file, const char *said_of, const char *sentence) {
    SpriteFile sprite;
    char expected[SPRITE_WHY * 2];
    snprintf(expected, sizeof expected, "%s/%s: %s", the_folder, said_of, sentence);
    assert_false(read_sprite(&sprite, file));
    assert_string_equal(the_why, expected);
}

/* A pixel of a strip, as 0xAABBGGRR. */
static uint32_t pixel(const SpriteFile *sprite, int x, int y) {
    uint8_t *rgba = image_to_rgba(&sprite->image);
    const uint8_t *at = rgba + ((size_t)y * (size_t)sprite->image.width + (size_t)x) * 4;
    uint32_t colour = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    mem_free(rgba);
    return colour;
}

static void a_name_says_how_many_sub_images_there_are(void **state) {
    (void)state;
    const struct {
        const char *file, *name;
        int frames;
    } cases[] = {{"spr_coin.png", "spr_coin", 0},
                 {"a/b/spr_coin_strip8.png", "spr_coin", 8},
                 {"spr_strip_club.png", "spr_strip_club", 0},
                 {"spr_strip2_strip12.PNG", "spr_strip2", 12},
                 {"spr_strip.png", "spr_strip", 0},
                 {"spr_a_strip3x.png", "spr_a_strip3x", 0},
                 {"plain", "plain", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int frames = -1;
        char *name = sprite_file_name(cases[i].file, &frames);
        assert_string_equal(name, cases[i].name);
        assert_int_equal(frames, cases[i].frames);
        mem_free(name);
    }
}

static void a_picture_alone_is_one_sub_image(void **state) {
    (void)state;
    png_plain(the_folder, "spr_a.png", 6, 4, green);
    SpriteFile sprite = good_sprite("spr_a.png");
    assert_int_equal(sprite.frame_count, 1);
    assert_int_equal(sprite.image.width, 6);
    assert_int_equal(sprite.image.height, 4);
    assert_int_equal(sprite.xorigin, 0);
    assert_false(sprite.has_box);
    sprite_file_free(&sprite);
}

static void a_strip_is_cut_by_its_name(void **state) {
    (void)state;
    png_plain(the_folder, "spr_b_strip3.png", 6, 4, green);
    SpriteFile sprite = good_sprite("spr_b_strip3.png");
    assert_int_equal(sprite.frame_count, 3);
    sprite_file_free(&sprite);
    png_plain(the_folder, "spr_b_strip4.png", 6, 4, green);
    expect("spr_b_strip4.png", "spr_b_strip4.png",
           "a strip of 4 sub-images must be a multiple of 4 pixels wide, but it is 6");
}

static void a_side_file_says_the_rest(void **state) {
    (void)state;
    png_plain(the_folder, "spr_c.png", 6, 4, green);
    write_json("spr_c.json", "{\"frames\": 2, \"origin\": [1, -2], \"speed\": 12.5,"
                             "\"bbox\": [0, 1, 2, 3]}");
    SpriteFile sprite = good_sprite("spr_c.png");
    assert_int_equal(sprite.frame_count, 2);
    assert_int_equal(sprite.xorigin, 1);
    assert_int_equal(sprite.yorigin, -2);
    assert_float_equal(sprite.speed, 12.5, 0);
    assert_true(sprite.has_box);
    assert_int_equal(sprite.top, 1);
    assert_int_equal(sprite.bottom, 3);
    sprite_file_free(&sprite);
}

static void a_strips_side_file_may_have_the_sprites_name(void **state) {
    (void)state;
    png_plain(the_folder, "spr_d_strip2.png", 6, 4, green);
    write_json("spr_d.json", "{\"origin\": [3, 2]}");
    SpriteFile sprite = good_sprite("spr_d_strip2.png");
    assert_int_equal(sprite.frame_count, 2);
    assert_int_equal(sprite.xorigin, 3);
    sprite_file_free(&sprite);
}

static void broken_side_files_give_their_sentence(void **state) {
    (void)state;
    png_plain(the_folder, "spr_e.png", 6, 4, green);
    write_json("spr_e.json", "{\"origin\": [3]}");
    expect("spr_e.png", "spr_e.json", "origin: expected [x, y], whole numbers of pixels");
    write_json("spr_e.json", "{\"origin\": 3}");
    expect("spr_e.png", "spr_e.json", "origin: expected a list [ ], but it is a number");
    write_json("spr_e.json", "{\"frames\": 0}");
    expect("spr_e.png", "spr_e.json",
           "frames: expected a whole number from 1 to 4096, but it is 0");
    write_json("spr_e.json", "{\"bbox\": [3, 0, 1, 1]}");
    expect("spr_e.png", "spr_e.json",
           "bbox: the left edge lies right of the right one, or the top below the bottom");
    write_json("spr_e.json", "{\"messages\": [\"hit\"]}");
    expect("spr_e.png", "spr_e.json", "messages: expected an object { }, but it is a list [ ]");
    write_json("spr_e.json", "{\"frames\": 2, \"messages\": {\"2\": [\"hit\"]}}");
    expect("spr_e.png", "spr_e.json",
           "messages.2: expected the number of a sub-image, \"0\" to \"1\"");
    write_json("spr_e.json", "{\"messages\": {\"first\": [\"hit\"]}}");
    expect("spr_e.png", "spr_e.json",
           "messages.first: expected the number of a sub-image, \"0\" to \"0\"");
    write_json("spr_e.json", "{\"messages\": {\"0\": \"hit\"}}");
    expect("spr_e.png", "spr_e.json", "messages.0: expected a list of texts, but it is a text");
    write_json("spr_e.json", "{\"messages\": {\"0\": [\"hit\", 3]}}");
    expect("spr_e.png", "spr_e.json", "messages.0[1]: expected a text, but it is a number");
    write_json("spr_e.json", "[1]");
    expect("spr_e.png", "spr_e.json", "expected an object { }, but it is a list [ ]");
    write_json("spr_e.json", "{\"frames\": 4}");
    expect("spr_e.png", "spr_e.png",
           "a strip of 4 sub-images must be a multiple of 4 pixels wide, but it is 6");
    SpriteFile sprite;
    write_json("spr_e.json", "{\"speed\": 4");
    assert_false(read_sprite(&sprite, "spr_e.png"));
    assert_non_null(strstr(the_why, "spr_e.json:1:12: the file ends too early"));
}

static void a_file_that_is_no_picture_gives_its_sentence(void **state) {
    (void)state;
    SpriteFile sprite;
    write_json("spr_f.png", "this is no picture");
    assert_false(read_sprite(&sprite, "spr_f.png"));
    assert_non_null(strstr(the_why, "spr_f.png cannot be decoded: "));
    assert_false(read_sprite(&sprite, "missing.png"));
    assert_non_null(strstr(the_why, "missing.png cannot be "));
}

/* A sheet of 4 x 2: red, green / blue, nothing; each frame is one column wide. */
static void write_sheet(const char *file) {
    const uint32_t pixels[8] = {red, green, blue, nothing, red, green, blue, nothing};
    png_write(the_folder, file, 4, 2, pixels);
}

static void aseprites_list_becomes_a_strip_in_its_order(void **state) {
    (void)state;
    write_sheet("spr_g.png");
    write_json(
        "spr_g.json",
        "{\"frames\": ["
        "{\"filename\": \"g 0\", \"frame\": {\"x\": 2, \"y\": 0, \"w\": 1, \"h\": 2},"
        "\"rotated\": false, \"trimmed\": false, \"duration\": 50,"
        "\"spriteSourceSize\": {\"x\": 0, \"y\": 0, \"w\": 1, \"h\": 2},"
        "\"sourceSize\": {\"w\": 1, \"h\": 2}},"
        "{\"filename\": \"g 1\", \"frame\": {\"x\": 0, \"y\": 0, \"w\": 1, \"h\": 2},"
        "\"rotated\": false, \"trimmed\": false, \"duration\": 150,"
        "\"spriteSourceSize\": {\"x\": 0, \"y\": 0, \"w\": 1, \"h\": 2},"
        "\"sourceSize\": {\"w\": 1, \"h\": 2}}],"
        "\"meta\": {\"app\": \"https://www.aseprite.org/\", \"image\": \"spr_g.png\","
        "\"slices\": [{\"name\": \"feet\", \"keys\": [{\"frame\": 0,"
        "\"bounds\": {\"x\": 0, \"y\": 1, \"w\": 1, \"h\": 1}, \"pivot\": {\"x\": 0, \"y\": 1}}]},"
        "{\"name\": \"bbox\", \"keys\": [{\"frame\": 0,"
        "\"bounds\": {\"x\": 0, \"y\": 1, \"w\": 1, \"h\": 1}}]}]}}");
    SpriteFile sprite = good_sprite("spr_g.png");
    assert_int_equal(sprite.frame_count, 2);
    assert_int_equal(sprite.image.width, 2);
    assert_int_equal(sprite.image.height, 2);
    assert_int_equal(pixel(&sprite, 0, 0), blue);
    assert_int_equal(pixel(&sprite, 1, 1), red);
    assert_float_equal(sprite.speed, 10, 1e-9); /* 2 sub-images in 0.2 seconds */
    assert_int_equal(sprite.xorigin, 0);
    assert_int_equal(sprite.yorigin, 2);
    assert_true(sprite.has_box);
    assert_int_equal(sprite.left, 0);
    assert_int_equal(sprite.top, 1);
    assert_int_equal(sprite.right, 0);
    assert_int_equal(sprite.bottom, 1);
    sprite_file_free(&sprite);
}

static void aseprites_hash_and_trimmed_frames_are_laid_out(void **state) {
    (void)state;
    write_sheet("spr_h.png");
    write_json("spr_h.json",
               "{\"frames\": {"
               "\"h 0\": {\"frame\": {\"x\": 1, \"y\": 0, \"w\": 1, \"h\": 1}, \"trimmed\": true,"
               "\"spriteSourceSize\": {\"x\": 2, \"y\": 1, \"w\": 1, \"h\": 1},"
               "\"sourceSize\": {\"w\": 3, \"h\": 2}, \"duration\": 100},"
               "\"h 1\": {\"frame\": {\"x\": 0, \"y\": 0, \"w\": 3, \"h\": 2}, \"trimmed\": false,"
               "\"spriteSourceSize\": {\"x\": 0, \"y\": 0, \"w\": 3, \"h\": 2},"
               "\"sourceSize\": {\"w\": 3, \"h\": 2}, \"duration\": 100}}, \"meta\": {}}");
    SpriteFile sprite = good_sprite("spr_h.png");
    assert_int_equal(sprite.frame_count, 2);
    assert_int_equal(sprite.image.width, 6);
    assert_int_equal(pixel(&sprite, 2, 1), green);
    assert_int_equal(image_alpha(&sprite.image, 0, 0), 0);
    assert_int_equal(image_alpha(&sprite.image, 2, 0), 0);
    assert_int_equal(pixel(&sprite, 3, 0), red);
    assert_int_equal(pixel(&sprite, 5, 1), blue);
    sprite_file_free(&sprite);
}

#define FRAME(x, w, extra)                                                                         \
    "{\"frames\": [{\"frame\": {\"x\": " x ", \"y\": 0, \"w\": " w ", \"h\": 2}" extra "}]}"

static void broken_sheets_give_their_sentence(void **state) {
    (void)state;
    write_sheet("spr_i.png");
    write_json("spr_i.json", FRAME("3", "2", ""));
    expect("spr_i.png", "spr_i.json",
           "frames[0].frame: the frame lies outside the picture of 4 x 2 pixels");
    write_json("spr_i.json", FRAME("0", "2", ", \"rotated\": true"));
    expect("spr_i.png", "spr_i.json",
           "frames[0]: the frame is stored turned; export the sheet without rotation");
    write_json("spr_i.json", FRAME("0", "2", ", \"sourceSize\": {\"w\": 1, \"h\": 1}"));
    expect("spr_i.png", "spr_i.json",
           "frames[0]: the frame does not fit into its \"sourceSize\" of 1 x 1");
    write_json("spr_i.json", FRAME("\"left\"", "2", ""));
    expect("spr_i.png", "spr_i.json",
           "frames[0].frame.x: expected a whole number, but it is a text");
    write_json("spr_i.json", "{\"frames\": []}");
    expect("spr_i.png", "spr_i.json", "frames: expected 1 to 4096 frames, but there are 0");
    write_json("spr_i.json", "{\"frames\": {\"a\": {}}}");
    expect("spr_i.png", "spr_i.json",
           "frames.a: expected a \"frame\" with x, y, w and h, as Aseprite writes it");
    write_json("spr_i.json", "{\"frames\": [{\"frame\": {\"x\": 0, \"y\": 0, \"w\": 1, \"h\": 2}},"
                             "{\"frame\": {\"x\": 0, \"y\": 0, \"w\": 2, \"h\": 2}}]}");
    expect("spr_i.png", "spr_i.json",
           "frames[1]: every frame must be as large as the first, 1 x 2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_says_how_many_sub_images_there_are),
        cmocka_unit_test(a_picture_alone_is_one_sub_image),
        cmocka_unit_test(a_strip_is_cut_by_its_name),
        cmocka_unit_test(a_side_file_says_the_rest),
        cmocka_unit_test(a_strips_side_file_may_have_the_sprites_name),
        cmocka_unit_test(broken_side_files_give_their_sentence),
        cmocka_unit_test(a_file_that_is_no_picture_gives_its_sentence),
        cmocka_unit_test(aseprites_list_becomes_a_strip_in_its_order),
        cmocka_unit_test(aseprites_hash_and_trimmed_frames_are_laid_out),
        cmocka_unit_test(broken_sheets_give_their_sentence),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
