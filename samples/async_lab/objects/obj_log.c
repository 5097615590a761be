/* obj_log: lines of text that scroll, the newest at the bottom. */
#include "lab.h"

enum { LINES = 512, ROWS = 33, ROW_PIXELS = 10, PAGE = 30, NOTCH = 3, LEFT = 440, TOP = 84 };

typedef struct LogLine {
    GmColour colour;
    char text[LOG_COLUMNS + 16];
} LogLine;

typedef struct Log {
    int count;   /* lines ever written; line i is in lines[i % LINES] */
    int back;    /* lines scrolled back */
    int at, end; /* while lines are written anew: the next, and where to stop; else 0 */
    LogLine lines[LINES];
} Log;

static Log *the_log(void) {
    return gm_vars(gm_instance("obj_log"));
}

void log_write(GmColour colour, const char *text) {
    Log *my = the_log();
    bool is_anew = my->end > 0;
    if (is_anew && my->at == my->end) return;
    LogLine *line = &my->lines[(is_anew ? my->at++ : my->count++) % LINES];
    line->colour = colour;
    gm_copy_text(line->text, sizeof line->text, text);
    if (!is_anew && my->back > 0 && my->back < LINES - ROWS)
        my->back++; /* what is looked at stays */
}

void log_note(GmColour colour, const char *words) {
    log_write(colour, gm_text("> %s", words));
}

int log_count(void) {
    return the_log()->count;
}

bool log_rewind(int start, int end) {
    Log *my = the_log();
    if (start <= my->count - LINES || end > my->count) return false;
    my->at = start;
    my->end = end;
    return true;
}

void log_resume(void) {
    the_log()->at = the_log()->end = 0;
}

void log_clear(void) {
    Log *my = the_log();
    my->count = my->back = 0;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Log *my = gm_vars(self);
    int most = (my->count < LINES ? my->count : LINES) - ROWS;
    int pages = gm_keyboard_check_pressed(GM_VK_PAGEUP) - gm_keyboard_check_pressed(GM_VK_PAGEDOWN);
    int notches = gm_mouse_wheel_up() - gm_mouse_wheel_down();
    int way = pages * PAGE + notches * NOTCH;
    my->back = (int)gm_clamp(my->back + way, 0, most > 0 ? most : 0);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Log *my = gm_vars(self);
    int end = my->count - my->back, start = end > ROWS ? end - ROWS : 0;
    for (int i = start; i < end; i++)
        note(LEFT, TOP + (i - start) * ROW_PIXELS, my->lines[i % LINES].text,
             my->lines[i % LINES].colour, GM_FA_LEFT);
    if (my->count == 0) note(LEFT, TOP, "Nothing yet. Press a button.", STONE, GM_FA_LEFT);
    if (my->back > 0) note(944, 426, gm_text("%d lines below", my->back), GOLD, GM_FA_RIGHT);
}

const GmObject obj_log = {
    .vars = GM_VARS(Log, count, back, lines),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
