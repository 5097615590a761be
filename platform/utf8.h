/* Stepping through UTF-8 one character at a time. Broken bytes count as characters of their own,
 * so that every text has an end and a beginning. Thread: any. */
#ifndef PLATFORM_UTF8_H
#define PLATFORM_UTF8_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
