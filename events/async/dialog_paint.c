/* The dialog in the window: the game dimmed, a panel over it. Lengths are font pixels ("units") and
 * are scaled by a whole number, so that it is as readable at 320x240 as at 1920x1080. */
#include "dialog_paint.h"

#include "../../assets/draw.h"
#include "../../assets/font.h"
#include "../../platform/mem.h"
#include "../../platform/utf8.h"
#include "../../runtime/gm_input.h"

#include <math.h>
#include <string.h>

enum { /* units */
       UNITS_ACROSS = 320,
       UNITS_DOWN = 200, /* what must fit into the window */
       MARGIN = 10,      /* between panel and window */
       PANEL_WIDTH = 236,
       PADDING = 10,
       TITLE_HEIGHT = 17,
       PART_HEIGHT = 18,
       PART_GAP = 7,
       BUTTON_WIDTH = 62,
       LABEL_WIDTH = 66,
       FIELD_PADDING = 5,
       RADIUS = 4,
       LINES = 40 /* of text, at most */
};

/* Colours, 0xBBGGRR. */
enum {
    SHADE = 0x140D0A,
    PANEL = 0x3C2E27,
    TITLE = 0x54413A,
    EDGE = 0x7E6757,
    INK = 0xF6EEEA,
    FAINT_INK = 0xCDBBB0,
    WELL = 0x241A16,
    BUTTON = 0x624E45,
    BUTTON_LIT = 0x7C6357,
    BUTTON_HELD = 0x48382F,
    ACCENT = 0xD97E3A,
    ACCENT_LIT = 0xEE9752,
    ACCENT_HELD = 0xB0622A,
    FOCUS = 0xFFC98F
};

typedef struct Rect {
    double x, y, width, height; /* window pixels */
} Rect;

typedef struct Line {
    const char *text;
    int bytes;
} Line;

typedef struct Layout {
    double scale;
    Rect panel, parts[DIALOG_PARTS];
    double text_top;
    Line lines[LINES];
    int line_count;
    bool is_cut; /* there was more text */
} Layout;

/* MARK: lines of text */

/* The next line of a text that is at most width units wide: bytes of it. Breaks at the last blank
 * that fits, or inside a word that is too long. *text moves on; NULL: that was the last line. */
static Line next_line(const char **text, double width) {
    const char *start = *text;
    size_t fits = 0, blank = 0;
    while (start[fits] != '\0' && start[fits] != '\n') {
        size_t end = utf8_next(start, fits);
        if (fits > 0 && font_line_width(GM_NONE, start, (int)end) > width) break;
        if (start[fits] == ' ') blank = fits;
        fits = end;
    }
    bool broken = start[fits] != '\0' && start[fits] != '\n';
    size_t end = broken && start[fits] != ' ' && blank > 0 ? blank : fits;
    bool eats_one = start[end] == '\n' || (broken && start[end] == ' ');
    *text = start[end] == '\0' ? NULL : start + end + (eats_one ? 1 : 0);
    int bytes = end > 0 && start[end - 1] == '\r' ? (int)end - 1 : (int)end;
    return (Line){start, bytes};
}

static void break_text(Layout *layout, const char *text, double width, int most) {
    if (*text == '\0') return;
    while (text != NULL && layout->line_count < most)
        layout->lines[layout->line_count++] = next_line(&text, width);
    layout->is_cut = text != NULL;
}

/* MARK: layout */

static double window_scale(void) {
    double across = gm_window_get_width() / (double)UNITS_ACROSS;
    double down = gm_window_get_height() / (double)UNITS_DOWN;
    return fmax(1, floor(fmin(across, down)));
}

static int lines_that_fit(double height, double taken) {
    int count = (int)((height - taken) / font_line_height(GM_NONE));
    return count < 1 ? 1 : count > LINES ? LINES : count;
}

static Rect scaled(const Layout *layout, double x, double y, double width, double height) {
    double scale = layout->scale;
    return (Rect){layout->panel.x + x * scale, layout->panel.y + y * scale, width * scale,
                  height * scale};
}

static void place_parts(const DialogFace *face, Layout *layout, double width, double top) {
    double label = face->ask->kind == DIALOG_LOGIN ? LABEL_WIDTH : 0;
    for (int i = 0; i < face->field_count; i++, top += PART_HEIGHT + PART_GAP)
        layout->parts[i] =
            scaled(layout, PADDING + label, top, width - 2 * PADDING - label, PART_HEIGHT);
    double left = width - PADDING - face->button_count * (BUTTON_WIDTH + PART_GAP) + PART_GAP;
    for (int i = 0; i < face->button_count; i++, left += BUTTON_WIDTH + PART_GAP)
        layout->parts[face->field_count + i] = scaled(layout, left, top, BUTTON_WIDTH, PART_HEIGHT);
}

static Layout lay_out(const DialogFace *face) {
    Layout layout = {.scale = window_scale()};
    double across = gm_window_get_width() / layout.scale;
    double down = gm_window_get_height() / layout.scale;
    double margin = fmin(MARGIN, floor(across / 40)), line = font_line_height(GM_NONE);
    double width = fmin(PANEL_WIDTH, across - 2 * margin);
    double fields = face->field_count * (PART_HEIGHT + PART_GAP);
    double taken = TITLE_HEIGHT + PADDING + fields + PART_HEIGHT + PADDING;
    int most = lines_that_fit(down - 2 * margin, taken + PADDING);
    break_text(&layout, face->ask->text, width - 2 * PADDING, most);
    double text = layout.line_count > 0 ? layout.line_count * line + PADDING : 0;
    double height = taken + text;
    layout.panel = (Rect){floor((across - width) / 2) * layout.scale,
                          floor((down - height) / 2) * layout.scale, width * layout.scale,
                          height * layout.scale};
    layout.text_top = TITLE_HEIGHT + PADDING;
    place_parts(face, &layout, width, TITLE_HEIGHT + PADDING + text);
    return layout;
}

/* MARK: brushes */

static void fill(Rect rect, GmColour colour) {
    gm_draw_set_colour(colour);
    gm_draw_rectangle(rect.x, rect.y, rect.x + rect.width - 1, rect.y + rect.height - 1, false);
}

static void fill_round(Rect rect, double radius, GmColour colour) {
    gm_draw_set_colour(colour);
    gm_draw_roundrect(rect.x, rect.y, rect.x + rect.width - 1, rect.y + rect.height - 1, radius,
                      false);
}

static Rect grown(Rect rect, double by) {
    return (Rect){rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

/* A filled shape with an edge of one unit around it. */
static void fill_edged(const Layout *layout, Rect rect, double radius, GmColour edge,
                       GmColour inside) {
    fill_round(grown(rect, layout->scale), (radius + 1) * layout->scale, edge);
    fill_round(rect, radius * layout->scale, inside);
}

static void write(const Layout *layout, const char *text, int bytes, double x, double y,
                  GmColour colour) {
    font_draw_line(GM_NONE, text, bytes, x, y, layout->scale, layout->scale, 0, 0, 0,
                   draw_with_alpha(colour, 1));
}

/* Where a line begins that is centred between top and bottom of a part. */
static double text_top(const Layout *layout, Rect part) {
    double glyph = font_line_height(GM_NONE) - 2; /* the air between lines is below the letters */
    return part.y + floor((part.height / layout->scale - glyph) / 2) * layout->scale;
}

/* MARK: parts */

/* How much of what a field shows is left out at its beginning, so that the caret is seen. */
static size_t scrolled(const char *shown, size_t caret, double width) {
    size_t from = 0;
    while (from < caret && font_line_width(GM_NONE, shown + from, (int)(caret - from)) > width)
        from = utf8_next(shown, from);
    return from;
}

static double field_room(const Layout *layout, int field) {
    return layout->parts[field].width / layout->scale - 2 * FIELD_PADDING - 1;
}

static double width_of(const char *text, size_t from, size_t to) {
    int width = font_line_width(GM_NONE, text + from, (int)(to - from));
    return width > 0 ? width + 1 : 0; /* the gap after the last letter */
}

static void paint_caret(const Layout *layout, double x, double top) {
    double scale = layout->scale, height = font_line_height(GM_NONE) * scale;
    fill((Rect){x - scale, top - scale, scale, height}, FOCUS);
}

static void paint_field(const DialogFace *face, const Layout *layout, int i) {
    const DialogField *field = &face->fields[i];
    Rect rect = layout->parts[i];
    bool has_focus = face->focus == i;
    fill_edged(layout, rect, 2, has_focus ? FOCUS : EDGE, WELL);
    char *shown = dialog_field_shown(field);
    size_t caret = dialog_field_caret_shown(field);
    size_t from = has_focus ? scrolled(shown, caret, field_room(layout, i)) : 0, to = from;
    while (shown[to] != '\0' &&
           width_of(shown, from, utf8_next(shown, to)) <= field_room(layout, i) + 1)
        to = utf8_next(shown, to);
    double x = rect.x + FIELD_PADDING * layout->scale, top = text_top(layout, rect);
    write(layout, shown + from, (int)(to - from), x, top, INK);
    if (has_focus && face->caret_is_on)
        paint_caret(layout, x + width_of(shown, from, caret) * layout->scale, top);
    mem_free(shown);
}

static void paint_label(const Layout *layout, int i) {
    const char *text = i == 0 ? "User name" : "Password";
    write(layout, text, (int)strlen(text), layout->panel.x + PADDING * layout->scale,
          text_top(layout, layout->parts[i]), FAINT_INK);
}

static GmColour button_colour(const DialogFace *face, int part) {
    bool accepts = part == face->field_count;
    bool under = face->hovered == part;
    if (face->held == part && under) return accepts ? ACCENT_HELD : BUTTON_HELD;
    if (under) return accepts ? ACCENT_LIT : BUTTON_LIT;
    return accepts ? ACCENT : BUTTON;
}

static void paint_button(const DialogFace *face, const Layout *layout, int part) {
    bool accepts = part == face->field_count, yes_no = face->ask->kind == DIALOG_QUESTION;
    const char *text = accepts ? (yes_no ? "Yes" : "OK") : (yes_no ? "No" : "Cancel");
    Rect rect = layout->parts[part];
    GmColour colour = button_colour(face, part);
    fill_edged(layout, rect, 3, face->focus == part ? FOCUS : colour, colour);
    double width = font_line_width(GM_NONE, text, (int)strlen(text)) * layout->scale;
    write(layout, text, (int)strlen(text), rect.x + floor((rect.width - width) / 2),
          text_top(layout, rect), INK);
}

static const char *heading(const DialogAsk *ask) {
    if (*ask->title != '\0') return ask->title;
    return ask->kind == DIALOG_MESSAGE ? "Message"
           : ask->kind == DIALOG_LOGIN ? "Login"
                                       : "Question";
}

static void paint_panel(const DialogFace *face, const Layout *layout) {
    double scale = layout->scale;
    Rect panel = layout->panel, band = panel;
    band.height = TITLE_HEIGHT * scale;
    fill_edged(layout, panel, RADIUS, EDGE, PANEL);
    fill_round(band, RADIUS * scale, TITLE);
    fill((Rect){band.x, band.y + RADIUS * scale, band.width, band.height - RADIUS * scale}, TITLE);
    const char *text = heading(face->ask);
    Line title = next_line(&text, panel.width / scale - 2 * PADDING);
    write(layout, title.text, title.bytes, panel.x + PADDING * scale, text_top(layout, band), INK);
}

static void paint_text(const Layout *layout) {
    double x = layout->panel.x + PADDING * layout->scale;
    double step = font_line_height(GM_NONE) * layout->scale;
    double y = layout->panel.y + layout->text_top * layout->scale;
    for (int i = 0; i < layout->line_count; i++, y += step) {
        bool is_last = i == layout->line_count - 1;
        if (is_last && layout->is_cut)
            write(layout, "...", 3, x, y, FAINT_INK);
        else
            write(layout, layout->lines[i].text, layout->lines[i].bytes, x, y, INK);
    }
}

/* MARK: entry points */

void dialog_paint(const DialogFace *face) {
    DrawState kept = draw_state();
    draw_set_state(draw_default_state());
    Layout layout = lay_out(face);
    gm_draw_set_alpha(0.6);
    fill((Rect){0, 0, gm_window_get_width(), gm_window_get_height()}, SHADE);
    gm_draw_set_alpha(1);
    paint_panel(face, &layout);
    paint_text(&layout);
    for (int i = 0; i < face->field_count; i++) {
        paint_field(face, &layout, i);
        if (face->ask->kind == DIALOG_LOGIN) paint_label(&layout, i);
    }
    for (int i = 0; i < face->button_count; i++)
        paint_button(face, &layout, face->field_count + i);
    draw_set_state(kept);
}

int dialog_part_at(const DialogFace *face, double x, double y) {
    Layout layout = lay_out(face);
    for (int i = 0; i < face->field_count + face->button_count; i++) {
        Rect part = layout.parts[i];
        if (x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height)
            return i;
    }
    return DIALOG_NO_PART;
}

size_t dialog_caret_at(const DialogFace *face, int field, double x) {
    Layout layout = lay_out(face);
    char *shown = dialog_field_shown(&face->fields[field]);
    size_t caret = dialog_field_caret_shown(&face->fields[field]);
    size_t from = face->focus == field ? scrolled(shown, caret, field_room(&layout, field)) : 0;
    double wanted = (x - layout.parts[field].x) / layout.scale - FIELD_PADDING;
    size_t at = from;
    while (shown[at] != '\0') {
        size_t next = utf8_next(shown, at);
        double middle = (width_of(shown, from, at) + width_of(shown, from, next)) / 2;
        if (middle > wanted) break;
        at = next;
    }
    mem_free(shown);
    return at;
}
