/* gm_string_upper and gm_string_lower: by a table of our own, since the C library's depends on the
 * machine's language. */
#include "text.h"
#include "../platform/utf8.h"
#include "../runtime/gm_string.h"

#include <string.h>

/* Capitals in a row, and how far behind each its small letter is. A distance of 1 means that they
 * take turns: capital, small, capital, small. Both have as many bytes in UTF-8. Latin, Greek from
 * 386, Cyrillic from 400, Armenian from 531. */
static const struct {
    uint32_t first, last; /* capitals, both included */
    int distance;
} the_letters[] = {
    {'A', 'Z', 32},     {0xC0, 0xD6, 32},   {0xD8, 0xDE, 32},   {0x100, 0x12E, 1},
    {0x132, 0x136, 1},  {0x139, 0x147, 1},  {0x14A, 0x176, 1},  {0x178, 0x178, -121},
    {0x179, 0x17D, 1},  {0x386, 0x386, 38}, {0x388, 0x38A, 37}, {0x38C, 0x38C, 64},
    {0x38E, 0x38F, 63}, {0x391, 0x3A1, 32}, {0x3A3, 0x3AB, 32}, {0x400, 0x40F, 80},
    {0x410, 0x42F, 32}, {0x460, 0x480, 1},  {0x48A, 0x4BE, 1},  {0x4C0, 0x4C0, 15},
    {0x4C1, 0x4CD, 1},  {0x4D0, 0x52E, 1},  {0x531, 0x556, 48},
};

/* The letter's counterpart; code: it has none, or is one already. */
static uint32_t counterpart(uint32_t code, bool capital) {
    for (size_t i = 0; i < sizeof the_letters / sizeof *the_letters; i++) {
        int distance = the_letters[i].distance;
        uint32_t from = capital ? (uint32_t)((int)code - distance) : code;
        if (from < the_letters[i].first || from > the_letters[i].last) continue;
        if (distance == 1 && (from - the_letters[i].first) % 2 != 0) continue;
        return capital ? from : (uint32_t)((int)code + distance);
    }
    return code;
}

/* Broken bytes are no letters. */
static bool is_sound(const char *text, size_t bytes, uint32_t code) {
    char sound[4];
    return utf8_put(sound, code) == bytes && memcmp(text, sound, bytes) == 0;
}

static const char *with(const char *text, bool capitals) {
    size_t bytes = strlen(text != NULL ? text : "");
    char *made = text_take(bytes + 1);
    if (bytes > 0) memcpy(made, text, bytes);
    made[bytes] = '\0';
    for (size_t at = 0, next = 0; at < bytes; at = next) {
        uint32_t code = utf8_code(made, &next), other = counterpart(code, capitals);
        if (other != code && is_sound(made + at, next - at, code)) utf8_put(made + at, other);
    }
    return made;
}

const char *gm_string_upper(const char *text) {
    return with(text, true);
}

const char *gm_string_lower(const char *text) {
    return with(text, false);
}
