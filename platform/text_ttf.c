/* Text with SDL_ttf. Shaping is SDL_ttf's; what is ours is a cache of lines, since most texts of a
 * game are the same in the next picture. */
#include "text_ttf.h"
#include "log.h"
#include "mem.h"
#include "render.h"
#include "utf8.h"

#include <SDL_ttf.h>
#include <string.h>

enum { CACHED_LINES = 256, WIDEST = 8192 };

struct TextFont {
    TTF_Font *ttf;
};

typedef struct Line {
    const TextFont *font; /* NULL: this place is free */
    char *text;
    int texture, width, height;
    uint64_t used; /* by which call of text_line */
} Line;

static struct {
    Line lines[CACHED_LINES];
    uint64_t calls;
    int fonts;
} the_lines;

/* MARK: fonts */

TextFont *text_font_open(const char *file, int pixels) {
    if (the_lines.fonts == 0 && TTF_Init() != 0) {
        log_error("fonts cannot be used: %s", TTF_GetError());
        return NULL;
    }
    the_lines.fonts++;
    TTF_Font *ttf = TTF_OpenFont(file, pixels);
    if (ttf == NULL) {
        log_error("%s: not a font that can be used: %s", file, TTF_GetError());
        if (--the_lines.fonts == 0) TTF_Quit();
        return NULL;
    }
    TTF_SetFontHinting(ttf, TTF_HINTING_MONO);
    TextFont *font = mem_alloc(sizeof *font);
    font->ttf = ttf;
    return font;
}

static void line_drop(Line *line) {
    render_texture_destroy(line->texture);
    mem_free(line->text);
    *line = (Line){0};
}

void text_font_close(TextFont *font) {
    if (font == NULL) return;
    for (int i = 0; i < CACHED_LINES; i++)
        if (the_lines.lines[i].font == font) line_drop(&the_lines.lines[i]);
    TTF_CloseFont(font->ttf);
    mem_free(font);
    if (--the_lines.fonts == 0) TTF_Quit();
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

static bool is_line(const Line *line, const TextFont *font, const char *text, int bytes) {
    return line->font == font && strncmp(line->text, text, (size_t)bytes) == 0 &&
           line->text[bytes] == '\0';
}

static Line *oldest_line(void) {
    Line *oldest = &the_lines.lines[0];
    for (int i = 0; i < CACHED_LINES; i++) {
        Line *line = &the_lines.lines[i];
        if (line->font == NULL) return line;
        if (line->used < oldest->used) oldest = line;
    }
    line_drop(oldest);
    return oldest;
}

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

static SDL_Surface *render(TextFont *font, const char *text) {
    SDL_Surface *drawn = TTF_RenderUTF8_Blended(font->ttf, text, (SDL_Color){255, 255, 255, 255});
    if (drawn == NULL) return NULL; /* a text without width */
    SDL_Surface *converted = SDL_ConvertSurfaceFormat(drawn, render_pixel_format(), 0);
    SDL_FreeSurface(drawn);
    return converted;
}

static Line *line_make(TextFont *font, const char *text, int bytes) {
    char *fitting = cut_to_widest(font, text, bytes);
    SDL_Surface *drawn = render(font, fitting);
    mem_free(fitting);
    int texture = drawn != NULL ? render_texture_create(drawn->w, drawn->h) : 0;
    Line *line = NULL;
    if (texture != 0) {
        render_texture_update(texture, 0, 0, drawn->w, drawn->h, drawn->pixels, drawn->pitch);
        line = oldest_line();
        *line = (Line){.font = font,
                       .text = mem_textf("%.*s", bytes, text),
                       .texture = texture,
                       .width = drawn->w,
                       .height = drawn->h};
    }
    SDL_FreeSurface(drawn);
    return line;
}

bool text_line(TextFont *font, const char *text, int bytes, int *texture, int *width, int *height) {
    if (bytes == 0) return false;
    Line *line = NULL;
    for (int i = 0; i < CACHED_LINES && line == NULL; i++)
        if (is_line(&the_lines.lines[i], font, text, bytes)) line = &the_lines.lines[i];
    if (line == NULL) line = line_make(font, text, bytes);
    if (line == NULL) return false;
    line->used = ++the_lines.calls;
    *texture = line->texture;
    *width = line->width;
    *height = line->height;
    return true;
}

void text_close_all(void) {
    for (int i = 0; i < CACHED_LINES; i++)
        if (the_lines.lines[i].font != NULL) line_drop(&the_lines.lines[i]);
    the_lines.calls = 0;
}
