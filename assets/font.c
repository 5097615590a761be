/* Fonts: the game's own through SDL_ttf, and the built-in one as a strip of tiny pictures. */
#include "font.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "../platform/text_lines.h"
#include "../platform/utf8.h"
#include "../runtime/gm_sprite.h"
#include "atlas.h"
#include "font_builtin.h"

#include <string.h>

enum {
    ADVANCE = FONT_BUILTIN_WIDTH + 1,
    LINE = FONT_BUILTIN_HEIGHT + 2,
    PER_ROW = 32,
    LONGEST = 512,
    WHITE = 0xFFFFFF
};

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
    text_lines_close();
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

static void paint_letter(Image *image, int place, int left, int top, uint32_t ink) {
    const uint8_t *rows = font_builtin_at(place);
    for (int y = 0; y < FONT_BUILTIN_HEIGHT; y++)
        for (int x = 0; x < FONT_BUILTIN_WIDTH; x++)
            if ((rows[y] >> (FONT_BUILTIN_WIDTH - 1 - x) & 1) != 0)
                image_row(image, top + y)[left + x] = ink;
}

static int strip(void) {
    Image image;
    int rows = (font_builtin_count() + PER_ROW - 1) / PER_ROW;
    if (the_fonts.strip != 0 || !image_new(&image, PER_ROW * ADVANCE, rows * FONT_BUILTIN_HEIGHT))
        return the_fonts.strip;
    for (int place = 0; place < font_builtin_count(); place++)
        paint_letter(&image, place, place % PER_ROW * ADVANCE,
                     place / PER_ROW * FONT_BUILTIN_HEIGHT, UINT32_MAX); /* white in every format */
    the_fonts.strip = render_texture_create(image.width, image.height);
    render_texture_update(the_fonts.strip, 0, 0, image.width, image.height, image.pixels,
                          image.pitch);
    image_free(&image);
    return the_fonts.strip;
}

static int count_characters(const char *line, int bytes) {
    int count = 0;
    for (int i = 0; i < bytes; i++)
        count += ((unsigned char)line[i] & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

/* Letter by letter: one texture for all texts, which a graphics card draws in one go. */
static void draw_letters(const char *line, int bytes, RenderQuad quad, double xscale) {
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

static bool paint_builtin(void *font, const char *line, int bytes, uint32_t colour, Image *image) {
    (void)font;
    uint32_t ink = image_pixel(colour & 255, colour >> 8 & 255, colour >> 16 & 255, 255);
    int count = count_characters(line, bytes);
    if (count == 0 || !image_new(image, count * ADVANCE, FONT_BUILTIN_HEIGHT)) return false;
    int left = 0;
    for (size_t at = 0; at < (size_t)bytes; left += ADVANCE)
        paint_letter(image, font_builtin_place(utf8_code(line, &at)), left, 0, ink);
    return true;
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

/* The line in one piece; the software renderer copies what has its colour already three times as
 * fast as what it has to tint. */
static void draw_in_one(TextFont *font, const char *line, int bytes, RenderQuad quad, double xscale,
                        double yscale) {
    uint32_t colour = quad.colour[0], ink = render_tints_slowly() ? colour & WHITE : WHITE;
    TextPaint *paint = font != NULL ? text_font_paint : paint_builtin;
    const TextLine *drawn =
        text_line(font != NULL ? (void *)font : &the_fonts, line, bytes, ink, paint);
    if (drawn == NULL) return;
    quad.texture = drawn->texture;
    quad.w = (float)drawn->width;
    quad.h = (float)drawn->height;
    quad.width = (float)(drawn->width * xscale);
    quad.height = (float)(drawn->height * yscale);
    quad.colour[0] = render_tints_slowly() ? colour | WHITE : colour;
    render_quad(&quad);
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
    bool letters = !render_tints_slowly() || degrees != 0 || bytes > LONGEST;
    if (font == NULL && letters)
        draw_letters(line, bytes, quad, xscale);
    else if (bytes > 0)
        draw_in_one(font, line, bytes, quad, xscale, yscale);
}
