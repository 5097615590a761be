/* Repairing text from outside. */
#include "utf8.h"
#include "mem.h"

#include <string.h>

/* Length of the well-formed character at text; 0: there is none. Overlong forms, surrogates and
 * numbers above 10FFFF are told by the second byte. */
static size_t sound_length(const unsigned char *text) {
    unsigned char low = 0x80, high = 0xBF;
    size_t length = 0;
    if (text[0] < 0x80) return 1;
    if (text[0] >= 0xC2 && text[0] <= 0xDF)
        length = 2;
    else if (text[0] >= 0xE0 && text[0] <= 0xEF)
        length = 3;
    else if (text[0] >= 0xF0 && text[0] <= 0xF4)
        length = 4;
    if (text[0] == 0xE0) low = 0xA0;
    if (text[0] == 0xED) high = 0x9F;
    if (text[0] == 0xF0) low = 0x90;
    if (text[0] == 0xF4) high = 0x8F;
    for (size_t i = 1; i < length; i++) {
        if (text[i] < low || text[i] > high) return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

char *utf8_repaired(const char *text) {
    static const char replacement[] = "\xEF\xBF\xBD";
    if (text == NULL) return mem_text("");
    char *to = mem_alloc(3 * strlen(text) + 1);
    size_t used = 0;
    while (*text != '\0') {
        size_t length = sound_length((const unsigned char *)text);
        memcpy(to + used, length > 0 ? text : replacement, length > 0 ? length : 3);
        used += length > 0 ? length : 3;
        text += length > 0 ? length : 1;
    }
    return to;
}
