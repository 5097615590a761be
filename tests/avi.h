/* Videos for tests: an AVI file of grey pictures without compression, and plain sound. */
#ifndef TESTS_AVI_H
#define TESTS_AVI_H

#include "support.h"

#include <stdlib.h>

enum { AVI_SIDE = 16, AVI_PICTURE = AVI_SIDE * AVI_SIDE * 3 / 2, AVI_CHUNKS = 4096 };

/* The file while it grows. Numbers are little-endian, as the machine's are. */
typedef struct Avi {
    char *bytes;
    size_t size;
    struct {
        char name[4];
        uint32_t flags, at, size;
    } index[AVI_CHUNKS];
    int chunk_count;
    size_t movi; /* where the chunks begin */
} Avi;

static inline void avi_add(Avi *avi, const void *bytes, size_t size) {
    avi->bytes = realloc(avi->bytes, avi->size + size);
    memcpy(avi->bytes + avi->size, bytes, size);
    avi->size += size;
}

/* A list or chunk begins; its size is written by avi_end. Returns where it began. */
static inline size_t avi_begin(Avi *avi, const char *name, const char *kind) {
    size_t at = avi->size;
    avi_add(avi, name, 4);
    avi_add(avi, "....", 4);
    if (kind != NULL) avi_add(avi, kind, 4);
    return at;
}

static inline void avi_end(Avi *avi, size_t at) {
    uint32_t size = (uint32_t)(avi->size - at - 8);
    memcpy(avi->bytes + at + 4, &size, 4);
    if (size % 2 != 0) avi_add(avi, "", 1);
}

static inline void avi_chunk(Avi *avi, const char *name, const void *bytes, size_t size) {
    size_t at = avi_begin(avi, name, NULL);
    avi_add(avi, bytes, size);
    avi_end(avi, at);
}

/* One second of pictures, rate of them, and so many frames of sound of one channel, 16 bits. */
static inline void avi_head(Avi *avi, uint32_t rate, uint32_t sound_rate, uint32_t sound_frames) {
    const uint32_t head[14] = {1000000 / rate, 0, 0, 0x10, rate, 0, 2, 0, AVI_SIDE, AVI_SIDE};
    const uint32_t pictures[14] = {0, 0, 0, 0, 0, 1, rate, 0, rate, AVI_PICTURE, 0, 0, 0, 0};
    const uint32_t sounds[14] = {0, 0, 0, 0, 0, 1, sound_rate, 0, sound_frames, sound_rate, 0, 2};
    const uint32_t bitmap[10] = {40, AVI_SIDE, AVI_SIDE, 1 | 12 << 16, 0x30323449, AVI_PICTURE};
    const uint32_t wave[4] = {1 | 1 << 16, sound_rate, sound_rate * 2, 2 | 16 << 16};
    char stream[56];
    size_t list = avi_begin(avi, "LIST", "hdrl");
    avi_chunk(avi, "avih", head, sizeof head);
    size_t inner = avi_begin(avi, "LIST", "strl");
    memcpy(stream, pictures, sizeof stream);
    memcpy(stream, "vidsI420", 8);
    avi_chunk(avi, "strh", stream, sizeof stream);
    avi_chunk(avi, "strf", bitmap, sizeof bitmap);
    avi_end(avi, inner);
    inner = avi_begin(avi, "LIST", "strl");
    memcpy(stream, sounds, sizeof stream);
    memcpy(stream, "auds\0\0\0", 8);
    avi_chunk(avi, "strh", stream, sizeof stream);
    avi_chunk(avi, "strf", wave, sizeof wave);
    avi_end(avi, inner);
    avi_end(avi, list);
}

static inline void avi_part(Avi *avi, const char *name, const void *bytes, size_t size) {
    memcpy(avi->index[avi->chunk_count].name, name, 4);
    avi->index[avi->chunk_count].flags = 0x10; /* it can be begun with */
    avi->index[avi->chunk_count].at = (uint32_t)(avi->size - avi->movi - 8);
    avi->index[avi->chunk_count++].size = (uint32_t)size;
    avi_chunk(avi, name, bytes, size);
}

/* Writes folder/file: one second, rate pictures, with that sound (NULL: none), in turns of so many
 * pictures and as much sound. */
static inline void avi_write(const char *folder, const char *file, int rate, int turn,
                             const int16_t *sound, int sound_rate) {
    static Avi avi;
    char picture[AVI_PICTURE];
    avi = (Avi){0};
    memset(picture, 128, sizeof picture);
    size_t whole = avi_begin(&avi, "RIFF", "AVI ");
    avi_head(&avi, (uint32_t)rate, (uint32_t)sound_rate, sound != NULL ? (uint32_t)sound_rate : 0);
    avi.movi = avi_begin(&avi, "LIST", "movi");
    for (int from = 0; from < rate; from += turn) {
        for (int i = from; i < from + turn && i < rate; i++)
            avi_part(&avi, "00dc", picture, sizeof picture);
        int to = from + turn < rate ? from + turn : rate;
        int first = from * sound_rate / rate, end = to * sound_rate / rate;
        if (sound != NULL) avi_part(&avi, "01wb", sound + first, (size_t)(end - first) * 2);
    }
    avi_end(&avi, avi.movi);
    avi_chunk(&avi, "idx1", avi.index, (size_t)avi.chunk_count * sizeof avi.index[0]);
    avi_end(&avi, whole);
    support_write(folder, file, avi.bytes, avi.size);
    free(avi.bytes);
}

#endif
