/* Fonts and shaped text with SDL_ttf. A line is drawn once into a texture and kept while it is
 * used. Thread: main. */
#ifndef PLATFORM_TEXT_TTF_H
#define PLATFORM_TEXT_TTF_H

#include <stdbool.h>

typedef struct TextFont TextFont;

/* pixels: height of the font. NULL: said why, with the file's name. */
TextFont *text_font_open(const char *file, int pixels);
void text_font_close(TextFont *font);     /* NULL is fine */
int text_font_line(const TextFont *font); /* pixels from line to line */
int text_font_width(TextFont *font, const char *line, int bytes);

/* The texture of a line of text in white, and its size; lent until the next call. What would be
 * wider than a texture is cut off. False: nothing to draw. */
bool text_line(TextFont *font, const char *line, int bytes, int *texture, int *width, int *height);
void text_close_all(void);

#endif
