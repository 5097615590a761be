/* obj_title: the first screen. A key or a click begins; if nobody comes, a demo. */
#include "dodge.h"

typedef struct Title {
    int steps;
} Title;

enum { DEMO_AFTER = 170 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, DEMO_AFTER);
}

static void begin(bool is_demo) {
    game()->is_demo = is_demo;
    gm_room_goto("rm_play");
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    begin(true);
}

static void on_touch(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    game_play_sound("snd_confirm", 0.8, 1);
    begin(false);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Title *my = gm_vars(self);
    my->steps++;
}

/* Drops from above, passes its place, and swings back. */
static double dropped(double steps) {
    double t = gm_clamp(steps / 40, 0, 1) - 1;
    return 1 + 2.7 * t * t * t + 1.7 * t * t;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Title *my = gm_vars(self);
    double x = self->x, y = gm_lerp(-80, self->y, dropped(my->steps)) + 3 * sin(my->steps * 0.04);
    gm_draw_sprite("spr_title", 0, x, gm_round(y));
    if (my->steps < 36) return;
    print(x, self->y + 50, "STONES FALL. COINS SHINE.", 1, CREAM, GM_FA_CENTER);
    if (my->steps / 32 % 2 == 0) print(x, self->y + 90, "PRESS ANY KEY", 2, GOLD, GM_FA_CENTER);
    print(x, HEIGHT - 24, "ARROWS OR MOUSE: RUN    SPACE: JUMP", 1, MIST, GM_FA_CENTER);
    if (game()->best > 0) print(x, 12, gm_text("BEST %05d", game()->best), 1, MINT, GM_FA_CENTER);
}

const GmObject obj_title = {
    .vars = GM_VARS(Title, steps),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_ALARM(0)] = on_alarm,
           [GM_KEY_PRESS(GM_VK_ANYKEY)] = on_touch,
           [GM_GLOBAL_LEFT_PRESSED] = on_touch,
           [GM_DRAW_GUI] = draw},
};
