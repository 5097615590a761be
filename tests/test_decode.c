/* Decoding pictures of every kind, whole, cut off, spoilt, and claiming to be enormous. */
#include "support.h"

#include "png.h"

#include "../platform/image.h"
#include "../platform/mem.h"
#include "../platform/thread.h"

#include <SDL_image.h>
#include <stdio.h>

static const char *the_folder;
static char the_why[IMAGE_WHY_BYTES];

/* Two by two: red, green; blue, white. */
static const uint32_t four[4] = {0xFF0000FFU, 0xFF00FF00U, 0xFFFF0000U, 0xFFFFFFFFU};

static const uint8_t four_webp[] = {
    0x52, 0x49, 0x46, 0x46, 0x2c, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56,
    0x50, 0x38, 0x4c, 0x1f, 0x00, 0x00, 0x00, 0x2f, 0x01, 0x40, 0x00, 0x00, 0x1f,
    0x20, 0x10, 0x48, 0xde, 0x1f, 0x3a, 0x8d, 0xf9, 0x17, 0x10, 0x14, 0xfc, 0x1f,
    0xdd, 0xfc, 0x47, 0x64, 0x0f, 0xe0, 0x06, 0x0c, 0x11, 0xfd, 0x0f, 0x01, 0x00};

static const uint8_t four_gif[] = {
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x02, 0x00, 0x02, 0x00, 0xf1, 0x00, 0x00, 0xff, 0x00, 0x00,
    0x00, 0xff, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0x21, 0xf9, 0x04, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x21, 0xff, 0x0b, 0x49, 0x6d, 0x61, 0x67, 0x65, 0x4d, 0x61, 0x67, 0x69, 0x63, 0x6b, 0x0d,
    0x67, 0x61, 0x6d, 0x6d, 0x61, 0x3d, 0x30, 0x2e, 0x34, 0x35, 0x34, 0x35, 0x35, 0x00, 0x2c, 0x00,
    0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00, 0x00, 0x02, 0x03, 0x44, 0x34, 0x05, 0x00, 0x3b};

static const uint8_t four_qoi[] = {'q',  'o',  'i', 'f', 0, 0,    0, 2,   0, 0,    0, 2, 4,
                                   0,    0xfe, 255, 0,   0, 0xfe, 0, 255, 0, 0xfe, 0, 0, 255,
                                   0xfe, 255,  255, 255, 0, 0,    0, 0,   0, 0,    0, 1};

static int begin(void **state) {
    (void)state;
    the_folder = support_folder();
    the_why[0] = '\0';
    return 0;
}

static const char *path_of(const char *file) {
    return support_path(the_folder, file);
}

static char *bytes_of(const char *file, size_t *size) {
    char *bytes = support_read(path_of(file), size);
    assert_non_null(bytes);
    return bytes;
}

static Image good(const void *bytes, size_t size) {
    Image image;
    ImageProblem problem = image_decode(&image, bytes, size, the_why);
    if (problem != IMAGE_FINE) fail_msg("%s", the_why);
    return image;
}

static void assert_four(const void *bytes, size_t size) {
    Image image = good(bytes, size);
    assert_int_equal(image.width, 2);
    assert_int_equal(image.height, 2);
    for (int i = 0; i < 4; i++)
        assert_int_equal(image_row(&image, i / 2)[i % 2],
                         image_pixel((int)(four[i] & 255), (int)(four[i] >> 8 & 255),
                                     (int)(four[i] >> 16 & 255), 255));
    image_free(&image);
    assert_null(image.pixels);
}

static void assert_refused(const void *bytes, size_t size, const char *part) {
    Image image;
    assert_int_equal(image_decode(&image, bytes, size, the_why), IMAGE_NOT_DECODED);
    assert_null(image.pixels);
    if (strstr(the_why, part) == NULL) assert_string_equal(the_why, part);
}

static SDL_Surface *surface_of(int width, int height) {
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 200, 30, 60));
    return surface;
}

/* MARK: kinds */

static void a_png_is_decoded(void **state) {
    (void)state;
    size_t size;
    png_write(the_folder, "four.png", 2, 2, four);
    char *bytes = bytes_of("four.png", &size);
    assert_four(bytes, size);
    free(bytes);
    Image image;
    assert_int_equal(image_decode_file(&image, path_of("four.png"), the_why), IMAGE_FINE);
    image_free(&image);
}

static void webp_gif_and_qoi_are_decoded(void **state) {
    (void)state;
    assert_four(four_webp, sizeof four_webp);
    assert_four(four_gif, sizeof four_gif);
    assert_four(four_qoi, sizeof four_qoi);
}

static void a_bmp_is_decoded(void **state) {
    (void)state;
    size_t size;
    SDL_Surface *surface = surface_of(5, 3);
    assert_int_equal(SDL_SaveBMP(surface, path_of("a.bmp")), 0);
    SDL_FreeSurface(surface);
    char *bytes = bytes_of("a.bmp", &size);
    Image image = good(bytes, size);
    assert_int_equal(image.width, 5);
    assert_int_equal(image.height, 3);
    assert_int_equal(image_row(&image, 2)[4], image_pixel(200, 30, 60, 255));
    image_free(&image);
    free(bytes);
}

static char *jpeg_bytes(int width, int height, size_t *size) {
    SDL_Surface *surface = surface_of(width, height);
    assert_int_equal(IMG_SaveJPG(surface, path_of("a.jpg"), 95), 0);
    SDL_FreeSurface(surface);
    return bytes_of("a.jpg", size);
}

static void a_jpeg_is_decoded_nearly_as_it_was(void **state) {
    (void)state;
    size_t size;
    char *bytes = jpeg_bytes(40, 24, &size);
    Image image = good(bytes, size);
    assert_int_equal(image.width, 40);
    assert_int_equal(image.height, 24);
    assert_int_equal(image_alpha(&image, 20, 12), 255);
    uint8_t *rgba = image_to_rgba(&image);
    assert_in_range(rgba[0], 195, 205);
    assert_in_range(rgba[1], 25, 35);
    mem_free(rgba);
    image_free(&image);
    free(bytes);
}

static void what_is_transparent_has_no_colour(void **state) {
    (void)state;
    size_t size;
    png_write(the_folder, "t.png", 2, 1, (uint32_t[]){0x00FFFFFFU, 0x01FFFFFFU});
    char *bytes = bytes_of("t.png", &size);
    Image image = good(bytes, size);
    assert_int_equal(image.pixels[0], 0);
    assert_int_equal(image_alpha(&image, 1, 0), 1);
    assert_false(image.is_opaque);
    image_free(&image);
    free(bytes);
}

static void one_pixel_decides_whether_a_picture_is_opaque(void **state) {
    (void)state;
    static const uint8_t rgba[2][8] = {{1, 2, 3, 255, 4, 5, 6, 255}, {1, 2, 3, 255, 4, 5, 6, 254}};
    for (int i = 0; i < 2; i++) {
        Image image, filled;
        assert_true(image_save_png(path_of("o.png"), rgba[i], 2, 1));
        assert_int_equal(image_decode_file(&image, path_of("o.png"), the_why), IMAGE_FINE);
        assert_true(image_new(&filled, 2, 1));
        image_from_rgba(&filled, rgba[i]);
        assert_int_equal(image.is_opaque, i == 0);
        assert_int_equal(filled.is_opaque, i == 0);
        image_free(&image);
        image_free(&filled);
    }
}

static void what_is_saved_is_decoded_again(void **state) {
    (void)state;
    static const uint8_t rgba[] = {1, 2, 3, 255, 4, 5, 6, 128};
    Image image;
    assert_true(image_save_png(path_of("s.png"), rgba, 2, 1));
    assert_int_equal(image_decode_file(&image, path_of("s.png"), the_why), IMAGE_FINE);
    uint8_t *back = image_to_rgba(&image);
    assert_memory_equal(back, rgba, sizeof rgba);
    mem_free(back);
    image_free(&image);
}

/* MARK: not pictures */

static void other_bytes_are_no_picture(void **state) {
    (void)state;
    assert_refused("", 0, "it is no PNG");
    assert_refused("hello, this is a text and no picture at all", 43, "it is no PNG");
    assert_refused("\x89PNG\r\n\x1a\n", 8, "it is no PNG");
    assert_refused("<svg width='9' height='9'></svg>", 32, "it is no PNG");
}

static void a_file_that_is_not_there_is_told_apart(void **state) {
    (void)state;
    Image image;
    assert_int_equal(image_decode_file(&image, path_of("none.png"), the_why), IMAGE_NOT_READ);
    assert_string_equal(the_why, "there is no such file");
    assert_int_equal(image_decode_file(&image, the_folder, the_why), IMAGE_NOT_READ);
}

/* A header that claims to be so large; nothing else of it need be right. */
static void a_picture_that_claims_to_be_enormous_is_refused_unread(void **state) {
    (void)state;
    uint8_t png[64] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\6";
    uint8_t gif[64] = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0";
    uint8_t bmp[64] = "BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\0\0\1\0\0\0\1\0\1\0\x20";
    uint8_t webp[64] = "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff";
    uint8_t qoi[64] = "qoif\x7f\xff\xff\xff\x7f\xff\xff\xff\4";
    uint8_t jpeg[64] = "\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3";
    assert_refused(png, sizeof png, "60000 x 60000");
    assert_refused(gif, sizeof gif, "65535 x 65535");
    assert_refused(bmp, sizeof bmp, "65536 x 65536");
    assert_refused(webp, sizeof webp, "16777216 x 16777216");
    assert_refused(qoi, sizeof qoi, "2147483647 x 2147483647");
    assert_refused(jpeg, sizeof jpeg, "65535 x 65535");
    memset(png + 16, 0, 8);
    assert_refused(png, sizeof png, "0 x 0");
}

/* MARK: broken ones. The sanitizers look on */

static void decode_whatever(const void *bytes, size_t size) {
    Image image;
    if (image_decode(&image, bytes, size, the_why) == IMAGE_FINE)
        image_free(&image);
    else
        assert_true(the_why[0] != '\0');
}

static uint32_t the_chance = 1;

static uint32_t chance(void) {
    the_chance = the_chance * 1664525U + 1013904223U;
    return the_chance >> 8;
}

/* Every cut, then many spoilt bytes. What lies behind the pixels may be missing. */
static void break_in_all_ways(const void *bytes, size_t size, size_t unneeded) {
    Image image;
    uint8_t *copy = malloc(size);
    for (size_t cut = 0; cut + unneeded < size; cut += cut < 200 ? 1 : 37) {
        uint8_t *part = malloc(cut + 1); /* of its own, so that reading on is seen */
        memcpy(part, bytes, cut);
        if (image_decode(&image, part, cut, the_why) != IMAGE_NOT_DECODED)
            fail_msg("%zu of %zu bytes were enough", cut, size);
        free(part);
    }
    for (int round = 0; round < 500; round++) {
        memcpy(copy, bytes, size);
        for (uint32_t i = chance() % 4; i < 4; i++)
            copy[chance() % size] = (uint8_t)chance();
        decode_whatever(copy, size);
    }
    free(copy);
}

static void no_broken_png_does_harm(void **state) {
    (void)state;
    size_t size;
    uint32_t pixels[32 * 16];
    for (int i = 0; i < 32 * 16; i++)
        pixels[i] = chance() | 0xFF000000U;
    png_write(the_folder, "p.png", 32, 16, pixels);
    char *bytes = bytes_of("p.png", &size);
    break_in_all_ways(bytes, size, 12 + 8); /* the end chunk, and the check sum of the one before */
    free(bytes);
}

static void no_broken_jpeg_does_harm(void **state) {
    (void)state;
    size_t size;
    char *bytes = jpeg_bytes(32, 16, &size);
    break_in_all_ways(bytes, size, 0);
    free(bytes);
}

static void no_broken_bmp_does_harm(void **state) {
    (void)state;
    size_t size;
    SDL_Surface *surface = surface_of(8, 8);
    assert_int_equal(SDL_SaveBMP(surface, path_of("b.bmp")), 0);
    SDL_FreeSurface(surface);
    char *bytes = bytes_of("b.bmp", &size);
    break_in_all_ways(bytes, size, 0);
    free(bytes);
}

static void no_broken_webp_gif_or_qoi_does_harm(void **state) {
    (void)state;
    break_in_all_ways(four_webp, sizeof four_webp, 1); /* an even number of bytes is only a habit */
    break_in_all_ways(four_gif, sizeof four_gif, 0);
    break_in_all_ways(four_qoi, sizeof four_qoi, 0);
}

/* MARK: threads */

typedef struct Work {
    Thread thread;
    const char *bytes;
    size_t size;
    int good;
} Work;

static void decode_often(void *context) {
    Work *work = context;
    char why[IMAGE_WHY_BYTES];
    for (int i = 0; i < 20; i++) {
        Image image;
        if (image_decode(&image, work->bytes, work->size, why) != IMAGE_FINE) continue;
        work->good++;
        image_free(&image);
    }
}

static void several_threads_decode_at_once(void **state) {
    (void)state;
    size_t size;
    char *bytes = jpeg_bytes(64, 64, &size);
    Work works[4];
    for (int i = 0; i < 4; i++) {
        works[i] = (Work){.bytes = i % 2 == 0 ? bytes : (const char *)four_webp,
                          .size = i % 2 == 0 ? size : sizeof four_webp};
        thread_start(&works[i].thread, "decoder", decode_often, &works[i]);
    }
    for (int i = 0; i < 4; i++) {
        thread_join(&works[i].thread);
        assert_int_equal(works[i].good, 20);
    }
    free(bytes);
}

#define TEST(test) cmocka_unit_test_setup(test, begin)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(several_threads_decode_at_once),
        TEST(a_png_is_decoded),
        TEST(webp_gif_and_qoi_are_decoded),
        TEST(a_bmp_is_decoded),
        TEST(a_jpeg_is_decoded_nearly_as_it_was),
        TEST(what_is_transparent_has_no_colour),
        TEST(one_pixel_decides_whether_a_picture_is_opaque),
        TEST(what_is_saved_is_decoded_again),
        TEST(other_bytes_are_no_picture),
        TEST(a_file_that_is_not_there_is_told_apart),
        TEST(a_picture_that_claims_to_be_enormous_is_refused_unread),
        TEST(no_broken_png_does_harm),
        TEST(no_broken_jpeg_does_harm),
        TEST(no_broken_bmp_does_harm),
        TEST(no_broken_webp_gif_or_qoi_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
