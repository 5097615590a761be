/* What a picture file's header says it measures, before anybody allocates anything for it. */
#include "image.h"

#include <string.h>

typedef struct Bytes {
    const uint8_t *at;
    size_t size;
} Bytes;

static bool begins_with(const Bytes *bytes, size_t offset, const char *mark, size_t length) {
    return bytes->size >= offset + length && memcmp(bytes->at + offset, mark, length) == 0;
}

static uint32_t big_endian(const uint8_t *at, int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static uint32_t little_endian(const uint8_t *at, int bytes) {
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

/* Sizes beyond an int are as absurd as the largest one. */
static bool found(uint32_t width, uint32_t height, int *w, int *h) {
    *w = width > INT32_MAX ? INT32_MAX : (int)width;
    *h = height > INT32_MAX ? INT32_MAX : (int)height;
    return true;
}

static bool png_size(const Bytes *b, int *w, int *h) {
    if (!begins_with(b, 0, "\x89PNG\r\n\x1a\n", 8) || !begins_with(b, 12, "IHDR", 4)) return false;
    return b->size >= 24 && found(big_endian(b->at + 16, 4), big_endian(b->at + 20, 4), w, h);
}

/* The frame header is the first marker C0 to CF that is not a table (C4, C8, CC). */
static bool jpeg_size(const Bytes *b, int *w, int *h) {
    if (!begins_with(b, 0, "\xff\xd8\xff", 3)) return false;
    size_t at = 2;
    while (at + 9 < b->size) {
        uint8_t mark = b->at[at + 1];
        if (b->at[at] != 0xff) return false;
        if (mark == 0xff) {
            at++;
            continue;
        }
        if (mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc)
            return found(big_endian(b->at + at + 7, 2), big_endian(b->at + at + 5, 2), w, h);
        at += 2 + big_endian(b->at + at + 2, 2);
    }
    return false;
}

/* The larger of the screen and its first picture, which follows blocks of other things. */
static bool gif_size(const Bytes *b, int *w, int *h) {
    if (!begins_with(b, 0, "GIF87a", 6) && !begins_with(b, 0, "GIF89a", 6)) return false;
    if (b->size < 13) return false;
    uint32_t width = little_endian(b->at + 6, 2), height = little_endian(b->at + 8, 2);
    size_t at = 13;
    if ((b->at[10] & 0x80) != 0) at += (size_t)3 << ((b->at[10] & 7) + 1);
    while (at + 9 < b->size &&
           b->at[at] == 0x21) { /* an extension: sub-blocks up to an empty one */
        for (at += 2; at < b->size && b->at[at] != 0;)
            at += (size_t)b->at[at] + 1;
        at++;
    }
    if (at + 9 >= b->size || b->at[at] != 0x2c) return false;
    uint32_t own_width = little_endian(b->at + at + 5, 2);
    uint32_t own_height = little_endian(b->at + at + 7, 2);
    return found(own_width > width ? own_width : width, own_height > height ? own_height : height,
                 w, h);
}

/* The height of a picture stored from the top is negative. */
static bool bmp_size(const Bytes *b, int *w, int *h) {
    if (!begins_with(b, 0, "BM", 2) || b->size < 26) return false;
    if (little_endian(b->at + 14, 4) < 16)
        return found(little_endian(b->at + 18, 2), little_endian(b->at + 20, 2), w, h);
    uint32_t height = little_endian(b->at + 22, 4);
    return found(little_endian(b->at + 18, 4), height > INT32_MAX ? 0U - height : height, w, h);
}

static bool webp_size(const Bytes *b, int *w, int *h) {
    if (!begins_with(b, 0, "RIFF", 4) || !begins_with(b, 8, "WEBP", 4) || b->size < 30)
        return false;
    if (begins_with(b, 12, "VP8 ", 4))
        return found(little_endian(b->at + 26, 2) & 0x3fff, little_endian(b->at + 28, 2) & 0x3fff,
                     w, h);
    if (begins_with(b, 12, "VP8L", 4)) {
        uint32_t bits = little_endian(b->at + 21, 4);
        return found((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, w, h);
    }
    return begins_with(b, 12, "VP8X", 4) &&
           found(little_endian(b->at + 24, 3) + 1, little_endian(b->at + 27, 3) + 1, w, h);
}

static bool qoi_size(const Bytes *b, int *w, int *h) {
    return begins_with(b, 0, "qoif", 4) && b->size >= 14 &&
           found(big_endian(b->at + 4, 4), big_endian(b->at + 8, 4), w, h);
}

/* Decoders pass over a missing end: they paint the rest grey. */
static bool has_end(const Bytes *b, const char *mark, size_t length) {
    for (size_t at = b->size; at >= length; at--)
        if (memcmp(b->at + at - length, mark, length) == 0) return true;
    return false;
}

bool image_size(const void *bytes, size_t size, int *width, int *height) {
    Bytes b = {bytes, size};
    return png_size(&b, width, height) || jpeg_size(&b, width, height) ||
           gif_size(&b, width, height) || bmp_size(&b, width, height) ||
           webp_size(&b, width, height) || qoi_size(&b, width, height);
}

bool image_is_cut_off(const void *bytes, size_t size) {
    Bytes b = {bytes, size};
    if (begins_with(&b, 0, "\xff\xd8\xff", 3)) return !has_end(&b, "\xff\xd9", 2);
    if (begins_with(&b, 0, "GIF8", 4)) {
        while (b.size > 0 && b.at[b.size - 1] == 0)
            b.size--;
        return b.size == 0 || b.at[b.size - 1] != ';';
    }
    if (begins_with(&b, 0, "qoif", 4)) return !has_end(&b, "\0\0\0\0\0\0\0\1", 8);
    return false;
}
