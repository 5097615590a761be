/* Fonts by handle and name; GM_NONE is the built-in one. Thread: main. */
#ifndef ASSETS_FONT_H
#define ASSETS_FONT_H

#include "../platform/text_ttf.h"

#include <stdint.h>

/* Opens a font file at a size in pixels under a name; its handle, or GM_NONE (said why). A name
 * that is known is opened again in place. */
int font_open(const char *name, const char *file, int pixels);
void fonts_close(void);

/* A line of text: where its top left goes, how it is scaled and turned, in the current font. */
int font_line_height(int font);
int font_line_width(int font, const char *line, int bytes);
void font_draw_line(int font, const char *line, int bytes, double x, double y, double xscale,
                    double yscale, double degrees, double pivot_x, double pivot_y, uint32_t colour);

#endif
