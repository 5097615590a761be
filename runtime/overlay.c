/* What play-testing draws over the game. Drawn by the game's own drawing, in the built-in font. */
#include "overlay.h"
#include "../assets/draw.h"
#include "../events/request.h"
#include "../objects/instance.h"
#include "../platform/clock.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "gm_draw.h"
#include "gm_game.h"
#include "gm_input.h"
#include "gm_math.h"

#include <string.h>

enum { RECENT = 60, NOTE_STEPS = 120 };

static struct {
    bool shown;
    char *error, *note;
    const char *paused;
    int note_until; /* step */
    int64_t took[RECENT];
    int64_t step_ended[RECENT];
    int recorded;
} the_overlay;

void overlay_toggle(void) {
    the_overlay.shown = !the_overlay.shown;
}

void overlay_error(const char *text) {
    mem_free(the_overlay.error);
    the_overlay.error = mem_text(text);
}

const char *overlay_error_shown(void) {
    return the_overlay.error;
}

void overlay_note(const char *text) {
    mem_free(the_overlay.note);
    the_overlay.note = mem_text(text);
    the_overlay.note_until = gm_step_count() + NOTE_STEPS;
}

void overlay_paused(const char *why) {
    the_overlay.paused = why;
}

void overlay_step_took(int64_t us) {
    the_overlay.took[the_overlay.recorded % RECENT] = us;
    the_overlay.step_ended[the_overlay.recorded++ % RECENT] = clock_now_us();
}

void overlay_close(void) {
    mem_free(the_overlay.error);
    mem_free(the_overlay.note);
    memset(&the_overlay, 0, sizeof the_overlay);
}

/* MARK: figures */

static double steps_per_second(void) {
    if (the_overlay.recorded < RECENT) return 0;
    int64_t newest = the_overlay.step_ended[(the_overlay.recorded - 1) % RECENT];
    int64_t oldest = the_overlay.step_ended[the_overlay.recorded % RECENT];
    return newest > oldest ? (RECENT - 1) * 1e6 / (double)(newest - oldest) : 0;
}

static double longest_ms(void) {
    int64_t longest = 0;
    for (int i = 0; i < RECENT; i++)
        if (the_overlay.took[i] > longest) longest = the_overlay.took[i];
    return (double)longest / 1000;
}

static double average_ms(void) {
    int64_t sum = 0;
    int count = the_overlay.recorded < RECENT ? the_overlay.recorded : RECENT;
    for (int i = 0; i < count; i++)
        sum += the_overlay.took[i];
    return count > 0 ? (double)sum / count / 1000 : 0;
}

/* MARK: drawing */

/* The text with more line ends, so that it is no wider than the window, in words where it has
 * some: a compiler's message is one long line. mem_free */
static char *wrap(const char *text, double most) {
    size_t length = strlen(text), used = 0, line = 0, blank = 0;
    char *wrapped = mem_alloc(2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        wrapped[used++] = text[i];
        if (text[i] == ' ') blank = used;
        if (text[i] == '\n') line = blank = used;
        bool is_inside = ((unsigned char)text[i + 1] & 0xC0) == 0x80; /* of a character */
        if (is_inside || gm_string_width(wrapped + line) <= most) continue;
        size_t last = used - 1; /* where the last character begins */
        while (last > line && ((unsigned char)wrapped[last] & 0xC0) == 0x80)
            last--;
        if (blank > line) {
            wrapped[blank - 1] = '\n';
            line = blank;
        } else if (last > line) {
            memmove(wrapped + last + 1, wrapped + last, used++ - last);
            wrapped[last] = '\n';
            line = last + 1;
        }
        blank = line;
    }
    return wrapped;
}

static double flat_panel(double x, double y, const char *text, GmColour colour) {
    double width = gm_string_width(text), height = gm_string_height(text);
    gm_draw_set_alpha(0.75);
    gm_draw_set_colour(GM_C_BLACK);
    gm_draw_rectangle(x, y, x + width + 7, y + height + 7, false);
    gm_draw_set_alpha(1);
    gm_draw_set_colour(colour);
    gm_draw_text(x + 4, y + 4, text);
    return y + height + 10;
}

/* Text on a dark panel; returns the panel's lower edge. */
static double panel(double x, double y, const char *text, GmColour colour) {
    char *wrapped = wrap(text, gm_window_get_width() - 2 * (x + 4));
    double below = flat_panel(x, y, wrapped, colour);
    mem_free(wrapped);
    return below;
}

static double draw_figures(double y) {
    RenderCounts counts = render_counts();
    return panel(4, y,
                 gm_text("%.0f steps/s   step %d\n%.2f ms, longest %.2f ms\n%d instances\n"
                         "%d open requests\n%d quads in %d batches",
                         steps_per_second(), gm_step_count(), average_ms(), longest_ms(),
                         instances_all()->count, request_count(), counts.quads, counts.batches),
                 GM_C_WHITE);
}

void overlay_draw(void) {
    DrawState kept = draw_state();
    draw_set_state(draw_default_state());
    draw_allow(true);
    double y = 4;
    if (the_overlay.shown) y = draw_figures(y);
    if (the_overlay.paused != NULL) y = panel(4, y, the_overlay.paused, GM_C_YELLOW);
    if (the_overlay.note != NULL && gm_step_count() < the_overlay.note_until)
        y = panel(4, y, the_overlay.note, GM_C_WHITE);
    if (the_overlay.error != NULL) panel(4, y, the_overlay.error, GM_C_ORANGE);
    draw_allow(false);
    draw_set_state(kept);
}
