/* Fonts and shaped text with SDL_ttf. Thread: main. */
#ifndef PLATFORM_TEXT_TTF_H
#define PLATFORM_TEXT_TTF_H

#include "image.h"

typedef struct TextFont TextFont;

/* pixels: height of the font. NULL: said why, with the file's name. */
TextFont *text_font_open(const char *file, int pixels);
void text_font_close(TextFont *font);     /* NULL is fine */
int text_font_line(const TextFont *font); /* pixels from line to line */
int text_font_width(TextFont *font, const char *line, int bytes);
/* Paints a line of text (TextPaint of text_lines.h; font is a TextFont). What would be wider than a
 * texture is cut off. */
bool text_font_paint(void *font, const char *line, int bytes, uint32_t colour, Image *image);

#endif
