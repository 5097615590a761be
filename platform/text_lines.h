/* Lines of text as textures: most texts of a game are the same in the next picture, so each is
 * painted once and kept while it is used. Thread: main. */
#ifndef PLATFORM_TEXT_LINES_H
#define PLATFORM_TEXT_LINES_H

#include "image.h"

/* Paints a line into a new image (image_free) in a colour, 0xBBGGRR; false: there is nothing to
 * paint. */
typedef bool TextPaint(void *font, const char *text, int bytes, uint32_t colour, Image *image);

typedef struct TextLine {
    int texture, width, height; /* it is at the texture's top left */
} TextLine;

/* The line in that font and colour, painted by paint if it is not kept. Lent until the next call;
 * NULL: there is nothing to draw. */
const TextLine *text_line(void *font, const char *text, int bytes, uint32_t colour,
                          TextPaint *paint);
void text_lines_forget(const void *font); /* it is about to be closed */
void text_lines_close(void);

#endif
