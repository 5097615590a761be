/* Keys of maps: a text whose length and hash are known. Short texts are hashed, compared and copied
 * eight bytes at a time; pieces overlap instead of leaving single bytes over. Thread: any. */
#ifndef ASSETS_KEY_H
#define ASSETS_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Make it once, use it often; of a literal the compiler works it out. */
typedef struct MapKey {
    const char *text; /* lent; must outlive the key, not the map */
    uint64_t hash;
    uint32_t length; /* less than 4 GiB */
    bool is_static;  /* the text is there until the program ends: maps point at it, uncopied */
} MapKey;

static inline uint64_t key_eight(const char *at) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static inline uint32_t key_four(const char *at) {
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* All bytes of a text of 0 to 7. */
static inline uint64_t key_few(const char *text, size_t length) {
    if (length >= 4) return (uint64_t)key_four(text) << 32 | key_four(text + length - 4);
    if (length == 0) return 0;
    const unsigned char *bytes = (const unsigned char *)text;
    return bytes[0] | (uint64_t)bytes[length / 2] << 8 | (uint64_t)bytes[length - 1] << 16;
}

enum { KEY_EXACT = 8, KEY_SHORT = 16 };
/* Odd, half of its bits set, and picked so that no two keys of one kind of asynchronous event meet
 * in the index of a small map. */
#define KEY_FACTOR 0xE79541E25D0DBA6Bu

/* Every byte counts, and two texts of the same length, at most KEY_EXACT, never have the same hash.
 * Nothing that a game can see depends on it. */
static inline uint64_t key_hash(const char *text, size_t length) {
    uint64_t hash = length;
    if (length < 8) {
        hash ^= key_few(text, length);
    } else {
        for (size_t i = 0; i + 8 < length; i += 8) {
            hash = (hash ^ key_eight(text + i)) * KEY_FACTOR;
            hash ^= hash >> 29;
        }
        hash ^= key_eight(text + (length - 8));
    }
    return __builtin_bswap64(hash *
                             KEY_FACTOR); /* the high bytes are mixed best: they come first */
}

static inline MapKey map_key(const char *text) {
    size_t length = strlen(text);
    return (MapKey){text, key_hash(text, length), (uint32_t)length, false};
}

/* For literals that belong to the runtime. */
static inline MapKey map_key_static(const char *text) {
    MapKey key = map_key(text);
    key.is_static = true;
    return key;
}

/* Of texts of the same length and hash. */
static inline bool key_equal(const char *a, const char *b, size_t length) {
    return length <= KEY_EXACT || a == b || memcmp(a, b, length) == 0;
}

/* The same; false also if they are longer than KEY_SHORT. */
static inline bool key_equal_short(const char *a, const char *b, size_t length) {
    return length <= KEY_EXACT || (length <= KEY_SHORT && key_eight(a) == key_eight(b) &&
                                   key_eight(a + length - 8) == key_eight(b + length - 8));
}

/* A text of at most KEY_SHORT and a final zero. */
static inline void key_copy_short(char *to, const char *text, size_t length) {
    if (length >= 8) {
        uint64_t first = key_eight(text), last = key_eight(text + (length - 8));
        memcpy(to, &first, sizeof first);
        memcpy(to + length - 8, &last, sizeof last);
    } else if (length >= 4) {
        uint32_t first = key_four(text), last = key_four(text + length - 4);
        memcpy(to, &first, sizeof first);
        memcpy(to + length - 4, &last, sizeof last);
    } else if (length > 0) {
        char first = text[0], middle = text[length / 2], last = text[length - 1];
        to[0] = first;
        to[length / 2] = middle;
        to[length - 1] = last;
    }
    to[length] = '\0';
}

#endif
