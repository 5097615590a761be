/* The built-in font, as bits. Thread: any. */
#ifndef ASSETS_FONT_BUILTIN_H
#define ASSETS_FONT_BUILTIN_H

#include <stdint.h>

enum { FONT_BUILTIN_WIDTH = 5, FONT_BUILTIN_HEIGHT = 8 };

int font_builtin_count(void);
int font_builtin_place(uint32_t code);     /* of a Unicode character; the last: a box */
const uint8_t *font_builtin_at(int place); /* [FONT_BUILTIN_HEIGHT] */

#endif
