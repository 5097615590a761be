/* Text with SDL_ttf. */
#include "text_ttf.h"
#include "log.h"
#include "mem.h"
#include "render.h"
#include "text_lines.h"
#include "utf8.h"

#include <SDL_ttf.h>
#include <string.h>

enum { WIDEST = 8192 };

struct TextFont {
    TTF_Font *ttf;
};

static int the_font_count;

/* MARK: fonts */

TextFont *text_font_open(const char *file, int pixels) {
    if (the_font_count == 0 && TTF_Init() != 0) {
        log_error("fonts cannot be used: %s", TTF_GetError());
        return NULL;
    }
    the_font_count++;
    TTF_Font *ttf = TTF_OpenFont(file, pixels);
    if (ttf == NULL) {
        log_error("%s: not a font that can be used: %s", file, TTF_GetError());
        if (--the_font_count == 0) TTF_Quit();
        return NULL;
    }
    TTF_SetFontHinting(ttf, TTF_HINTING_MONO);
    TextFont *font = mem_alloc(sizeof *font);
    font->ttf = ttf;
    return font;
}

void text_font_close(TextFont *font) {
    if (font == NULL) return;
    text_lines_forget(font);
    TTF_CloseFont(font->ttf);
    mem_free(font);
    if (--the_font_count == 0) TTF_Quit();
}

int text_font_line(const TextFont *font) {
    return TTF_FontLineSkip(font->ttf);
}

int text_font_width(TextFont *font, const char *line, int bytes) {
    char *text = mem_textf("%.*s", bytes, line);
    int width = 0;
    TTF_SizeUTF8(font->ttf, text, &width, NULL);
    mem_free(text);
    return width;
}

/* MARK: lines */

/* The text as far as it fits into a texture; mem_free. */
static char *cut_to_widest(TextFont *font, const char *text, int bytes) {
    char *copy = mem_textf("%.*s", bytes, text);
    int widest = render_texture_max() < WIDEST ? render_texture_max() : WIDEST, width, count;
    if (TTF_MeasureUTF8(font->ttf, copy, widest, &width, &count) != 0) return copy;
    size_t at = 0;
    while (count-- > 0)
        at = utf8_next(copy, at);
    copy[at] = '\0';
    return copy;
}

bool text_font_paint(void *font, const char *line, int bytes, uint32_t colour, Image *image) {
    char *fitting = cut_to_widest(font, line, bytes);
    SDL_Color ink = {(Uint8)colour, (Uint8)(colour >> 8), (Uint8)(colour >> 16), SDL_ALPHA_OPAQUE};
    SDL_Surface *drawn = TTF_RenderUTF8_Blended(((TextFont *)font)->ttf, fitting, ink);
    mem_free(fitting);
    if (drawn == NULL) return false; /* a text without width */
    bool painted = image_new(image, drawn->w, drawn->h);
    if (painted)
        SDL_ConvertPixels(drawn->w, drawn->h, drawn->format->format, drawn->pixels, drawn->pitch,
                          render_pixel_format(), image->pixels, image->pitch);
    SDL_FreeSurface(drawn);
    return painted;
}
