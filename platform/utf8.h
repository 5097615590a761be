/* Stepping through UTF-8 one character at a time. Broken bytes count as characters of their own,
 * so that every text has an end and a beginning. Thread: any. */
#ifndef PLATFORM_UTF8_H
#define PLATFORM_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool utf8_is_continued(char byte) {
    return ((unsigned char)byte & 0xC0u) == 0x80u;
}

/* Where the character after the one at text[at] begins; the end of the text stays where it is. */
static inline size_t utf8_next(const char *text, size_t at) {
    if (text[at] == '\0') return at;
    at++;
    while (utf8_is_continued(text[at]))
        at++;
    return at;
}

/* Where the character before text[at] begins; 0 stays 0. */
static inline size_t utf8_previous(const char *text, size_t at) {
    if (at == 0) return 0;
    at--;
    while (at > 0 && utf8_is_continued(text[at]))
        at--;
    return at;
}

/* The character that begins at text[at], and where the one after begins. A broken byte stands for
 * itself, as in Latin-1. */
static inline uint32_t utf8_code(const char *text, size_t *at) {
    unsigned char first = (unsigned char)text[*at];
    size_t from = *at;
    *at = utf8_next(text, from);
    size_t bytes = *at - from;
    if (bytes < 2 || bytes > 4) return first;
    uint32_t code = first & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++)
        code = code << 6 | ((unsigned char)text[from + i] & 0x3Fu);
    return code;
}

/* Writes the character (0 to 10FFFF) and returns its bytes, 4 at most; no zero follows. */
static inline size_t utf8_put(char *to, uint32_t code) {
    size_t bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = bytes - 1; i > 0; i--) {
        to[i] = (char)(0x80u | (code & 0x3Fu));
        code >>= 6;
    }
    to[0] = (char)(bytes == 1 ? code : (0xF00u >> bytes & 0xF0u) | code);
    return bytes;
}

/* A copy in which every byte of a broken sequence is U+FFFD, the replacement character; NULL gives
 * "". mem_free */
char *utf8_repaired(const char *text);

#endif
