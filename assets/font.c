/* Fonts: the game's own through SDL_ttf, and the built-in one as a strip of tiny pictures. */
#include "font.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "../platform/utf8.h"
#include "../runtime/gm_sprite.h"
#include "atlas.h"
#include "font_builtin.h"

#include <string.h>

enum { ADVANCE = FONT_BUILTIN_WIDTH + 1, LINE = FONT_BUILTIN_HEIGHT + 2, PER_ROW = 32 };

typedef struct NamedFont {
    char *name;
    TextFont *font;
} NamedFont;

static struct {
    NamedFont *items;
    int count, capacity;
    int strip; /* texture of the built-in font; 0: not made yet */
} the_fonts;

/* MARK: handles */

/* NULL: no such font; the built-in one is used then. */
static TextFont *font_of(int handle) {
    return handle >= 0 && handle < the_fonts.count ? the_fonts.items[handle].font : NULL;
}

static int font_named(const char *name) {
    for (int i = 0; name != NULL && i < the_fonts.count; i++)
        if (strcmp(the_fonts.items[i].name, name) == 0) return i;
    return GM_NONE;
}

int font_open(const char *name, const char *file, int pixels) {
    TextFont *font = text_font_open(file, pixels);
    if (font == NULL) return GM_NONE;
    int handle = font_named(name);
    if (handle == GM_NONE) {
        MEM_RESERVE(the_fonts.items, the_fonts.capacity, the_fonts.count + 1);
        handle = the_fonts.count++;
        the_fonts.items[handle] = (NamedFont){.name = mem_text(name)};
    }
    text_font_close(the_fonts.items[handle].font);
    the_fonts.items[handle].font = font;
    return handle;
}

void fonts_close(void) {
    for (int i = 0; i < the_fonts.count; i++) {
        text_font_close(the_fonts.items[i].font);
        mem_free(the_fonts.items[i].name);
    }
    mem_free(the_fonts.items);
    memset(&the_fonts, 0, sizeof the_fonts);
    text_close_all();
}

int gm_font(const char *name) {
    int font = font_named(name);
    if (font == GM_NONE)
        log_warn_once("there is no font \"%s\" in this game", name != NULL ? name : "(null)");
    return font;
}

bool gm_font_exists(int font) {
    return font_of(font) != NULL;
}

/* MARK: the built-in font */

static void strip_fill(uint32_t *pixels, int width) {
    for (int place = 0; place < font_builtin_count(); place++) {
        const uint8_t *rows = font_builtin_at(place);
        int left = place % PER_ROW * ADVANCE, top = place / PER_ROW * FONT_BUILTIN_HEIGHT;
        for (int y = 0; y < FONT_BUILTIN_HEIGHT; y++)
            for (int x = 0; x < FONT_BUILTIN_WIDTH; x++)
                if ((rows[y] >> (FONT_BUILTIN_WIDTH - 1 - x) & 1) != 0)
                    pixels[(top + y) * width + left + x] = 0xFFFFFFFFU; /* white in every format */
    }
}

static int strip(void) {
    if (the_fonts.strip != 0) return the_fonts.strip;
    int width = PER_ROW * ADVANCE;
    int height = (font_builtin_count() + PER_ROW - 1) / PER_ROW * FONT_BUILTIN_HEIGHT;
    the_fonts.strip = render_texture_create(width, height);
    uint32_t *pixels = mem_alloc((size_t)width * (size_t)height * sizeof *pixels);
    strip_fill(pixels, width);
    if (the_fonts.strip != 0)
        render_texture_update(the_fonts.strip, 0, 0, width, height, pixels,
                              width * (int)sizeof *pixels);
    mem_free(pixels);
    return the_fonts.strip;
}

static int count_characters(const char *line, int bytes) {
    int count = 0;
    for (int i = 0; i < bytes; i++)
        count += ((unsigned char)line[i] & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

static void draw_builtin(const char *line, int bytes, RenderQuad quad, double xscale) {
    quad.texture = strip();
    quad.w = FONT_BUILTIN_WIDTH;
    quad.h = FONT_BUILTIN_HEIGHT;
    quad.width = (float)(FONT_BUILTIN_WIDTH * xscale);
    size_t at = 0;
    while (at < (size_t)bytes) {
        uint32_t code = utf8_code(line, &at);
        int place = font_builtin_place(code);
        quad.u = (float)(place % PER_ROW * ADVANCE);
        quad.v = (float)(place / PER_ROW * FONT_BUILTIN_HEIGHT);
        if (code != ' ') render_quad(&quad);
        quad.x += (float)(ADVANCE * xscale);
        quad.pivot_x -= (float)(ADVANCE * xscale);
    }
}

/* MARK: lines */

int font_line_height(int handle) {
    const TextFont *font = font_of(handle);
    return font != NULL ? text_font_line(font) : LINE;
}

int font_line_width(int handle, const char *line, int bytes) {
    TextFont *font = font_of(handle);
    if (font != NULL) return text_font_width(font, line, bytes);
    int count = count_characters(line, bytes);
    return count > 0 ? count * ADVANCE - 1 : 0;
}

void font_draw_line(int handle, const char *line, int bytes, double x, double y, double xscale,
                    double yscale, double degrees, double pivot_x, double pivot_y,
                    uint32_t colour) {
    TextFont *font = font_of(handle);
    RenderQuad quad = {.x = (float)x,
                       .y = (float)y,
                       .height = (float)(FONT_BUILTIN_HEIGHT * yscale),
                       .pivot_x = (float)pivot_x,
                       .pivot_y = (float)pivot_y,
                       .degrees = (float)degrees,
                       .colour = {colour},
                       .one_colour = true};
    int width, height;
    if (font == NULL) {
        draw_builtin(line, bytes, quad, xscale);
    } else if (text_line(font, line, bytes, &quad.texture, &width, &height)) {
        quad.w = (float)width;
        quad.h = (float)height;
        quad.width = (float)(width * xscale);
        quad.height = (float)(height * yscale);
        render_quad(&quad);
    }
}
