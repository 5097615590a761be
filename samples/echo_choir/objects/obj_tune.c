/* obj_tune: plays by itself when nobody has touched anything for two seconds. */
#include "choir.h"

enum { IDLE_STEPS = 120, BEAT = 16, BEATS = 32 };

typedef struct Tune {
    int idle_steps;
} Tune;

/* What is sung and plucked in each beat: '1' to '7', or nothing. */
static const char the_melody[BEATS + 1] = "3.4.5...6.5.4.3.2.3.4.5.3...1...";
static const char the_second[BEATS + 1] = "1.......3.......1.......5...3...";
static const char the_third[BEATS + 1] = "..6...2...1...7...6...1...2...5.";
static const char the_harp[BEATS + 1] = "13641364246724672467135713641.6.";

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Tune *my = gm_vars(self);
    bool touched = gm_keyboard_check(GM_VK_ANYKEY) || gm_mouse_check_button(GM_MB_ANY);
    my->idle_steps = touched ? 0 : my->idle_steps + 1;
    int since = my->idle_steps - IDLE_STEPS, beat = since / BEAT % BEATS;
    if (since < 0 || since % BEAT != 0) return;
    if (the_melody[beat] != '.') frog_sing(the_melody[beat] - '1');
    if (the_second[beat] != '.') frog_sing(the_second[beat] - '1');
    if (the_third[beat] != '.') frog_sing(the_third[beat] - '1');
    if (the_harp[beat] != '.') string_pluck(the_harp[beat] - '1');
}

const GmObject obj_tune = {
    .vars = GM_VARS(Tune, idle_steps),
    .on = {[GM_STEP] = step},
};
