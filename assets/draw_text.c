/* Text: lines broken, aligned, scaled and turned. */
#include "draw.h"
#include "font.h"

#include <math.h>
#include <string.h>

/* How a text is laid out. Lengths are font pixels, before scaling. */
typedef struct Layout {
    int font;
    double separation; /* from line to line */
    double width;      /* wrapped at; -1: not at all */
} Layout;

/* The next line of a text: bytes of it, and where the one after begins; NULL: that was the last. */
static const char *next_line(const Layout *layout, const char *text, int *bytes) {
    int length = (int)strcspn(text, "\n"), fits = length;
    if (layout->width >= 0 && font_line_width(layout->font, text, length) > layout->width) {
        fits = 0; /* at the last space that still fits, else at the first there is */
        for (int i = 1; i <= length; i++) {
            if (i < length && text[i] != ' ') continue;
            if (fits > 0 && font_line_width(layout->font, text, i) > layout->width) break;
            fits = i;
        }
    }
    *bytes = fits > 0 && text[fits - 1] == '\r' ? fits - 1 : fits;
    if (text[fits] == '\0') return NULL;
    return text + fits + 1;
}

static double line_width(const Layout *layout, const char *line, int bytes) {
    return font_line_width(layout->font, line, bytes);
}

static double text_width(const Layout *layout, const char *text) {
    double widest = 0;
    int bytes;
    for (const char *line = text, *next; line != NULL; line = next) {
        next = next_line(layout, line, &bytes);
        widest = fmax(widest, line_width(layout, line, bytes));
    }
    return widest;
}

static int line_count(const Layout *layout, const char *text) {
    int count = 0, bytes;
    for (const char *line = text; line != NULL; line = next_line(layout, line, &bytes))
        count++;
    return count;
}

static double aligned(int align, double size) {
    return align == 0 ? 0 : align == 1 ? -floor(size / 2) : -size; /* ORDER of GM_FA_... */
}

static void draw_laid_out(const Layout *layout, double x, double y, const char *text, double xscale,
                          double yscale, double degrees) {
    DrawState state = draw_state();
    double top = aligned(state.valign, line_count(layout, text) * layout->separation) * yscale;
    int bytes;
    for (const char *line = text, *next; line != NULL; line = next) {
        next = next_line(layout, line, &bytes);
        double left = aligned(state.halign, line_width(layout, line, bytes)) * xscale;
        font_draw_line(layout->font, line, bytes, x + left, y + top, xscale, yscale, degrees, -left,
                       -top, draw_colour());
        top += layout->separation * yscale;
    }
}

static Layout layout_of(double separation, double width) {
    int font = draw_state().font;
    return (Layout){.font = font,
                    .separation = separation < 0 ? font_line_height(font) : separation,
                    .width = width};
}

void gm_draw_text(double x, double y, const char *text) {
    gm_draw_text_transformed(x, y, text, 1, 1, 0);
}

void gm_draw_text_ext(double x, double y, const char *text, double separation, double width) {
    if (!draw_is_allowed("gm_draw_text_ext") || text == NULL) return;
    Layout layout = layout_of(separation, width);
    draw_laid_out(&layout, x, y, text, 1, 1, 0);
}

void gm_draw_text_transformed(double x, double y, const char *text, double xscale, double yscale,
                              double degrees) {
    if (!draw_is_allowed("gm_draw_text") || text == NULL) return;
    Layout layout = layout_of(-1, -1);
    draw_laid_out(&layout, x, y, text, xscale, yscale, fmod(degrees, 360));
}

double gm_string_width(const char *text) {
    if (text == NULL) return 0;
    Layout layout = layout_of(-1, -1);
    return text_width(&layout, text);
}

double gm_string_height(const char *text) {
    if (text == NULL) return 0;
    Layout layout = layout_of(-1, -1);
    return line_count(&layout, text) * layout.separation;
}
