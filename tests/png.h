/* Pictures for tests: writes small PNG files, so that a test can say what is in them. */
#ifndef TESTS_PNG_H
#define TESTS_PNG_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support.h"

static void png_four(uint8_t *to, uint32_t number) {
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(number >> (24 - 8 * i));
}

static size_t png_chunk(uint8_t *to, const char *kind, const uint8_t *data, size_t size) {
    png_four(to, (uint32_t)size);
    memcpy(to + 4, kind, 4);
    if (size > 0) memcpy(to + 8, data, size);
    png_four(to + 8 + size, (uint32_t)crc32(0, to + 4, (uInt)(size + 4)));
    return size + 12;
}

/* Writes folder/file. rgba[height][width] is 0xAABBGGRR. */
static void png_write(const char *folder, const char *file, int width, int height,
                      const uint32_t *rgba) {
    size_t row = (size_t)width * 4 + 1, raw_size = row * (size_t)height;
    uint8_t *raw = calloc(1, raw_size);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            for (int i = 0; i < 4; i++)
                raw[(size_t)y * row + 1 + (size_t)x * 4 + (size_t)i] =
                    (uint8_t)(rgba[y * width + x] >> (8 * i));
    uLongf packed_size = compressBound((uLong)raw_size);
    uint8_t *packed = malloc(packed_size), *png = malloc(packed_size + 100);
    assert_int_equal(compress(packed, &packed_size, raw, (uLong)raw_size), Z_OK);
    uint8_t header[13] = {0};
    png_four(header, (uint32_t)width);
    png_four(header + 4, (uint32_t)height);
    header[8] = 8; /* bits */
    header[9] = 6; /* RGBA */
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    memcpy(png, signature, sizeof signature);
    size_t used = sizeof signature;
    used += png_chunk(png + used, "IHDR", header, sizeof header);
    used += png_chunk(png + used, "IDAT", packed, packed_size);
    used += png_chunk(png + used, "IEND", NULL, 0);
    support_write(folder, file, png, used);
    free(png);
    free(packed);
    free(raw);
}

/* One colour all over. */
static inline void png_plain(const char *folder, const char *file, int width, int height,
                             uint32_t colour) {
    uint32_t *rgba = malloc((size_t)width * (size_t)height * sizeof *rgba);
    for (int i = 0; i < width * height; i++)
        rgba[i] = colour;
    png_write(folder, file, width, height, rgba);
    free(rgba);
}

#endif
