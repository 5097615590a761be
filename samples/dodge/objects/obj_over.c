/* obj_over: the end of a game. The sign drops in; then a key plays again, Escape leaves. */
#include "dodge.h"

typedef struct Over {
    int steps;
} Over;

enum { SLOW_STEPS = 40, READY = 80, DEMO_ENDS = 200 };

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Over *my = gm_vars(self);
    my->steps++;
    if (my->steps == SLOW_STEPS) gm_game_set_speed(60);
    if (game()->is_demo && my->steps == DEMO_ENDS) gm_room_goto("rm_title");
    if (my->steps < READY || game()->is_demo) return;
    if (gm_keyboard_check_pressed(GM_VK_ESCAPE))
        gm_room_goto("rm_title");
    else if (gm_keyboard_check_pressed(GM_VK_ANYKEY) || gm_mouse_check_button_pressed(GM_MB_ANY))
        gm_room_restart();
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Over *my = gm_vars(self);
    double in = gm_clamp((my->steps - SLOW_STEPS) / 30.0, 0, 1), ease = 1 - pow(1 - in, 3);
    double x = self->x, y = gm_lerp(-90, 120, ease);
    gm_draw_set_alpha(0.55 * ease);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(0, 0, WIDTH, HEIGHT, false);
    gm_draw_set_alpha(1);
    print(x, y, "GAME OVER", 4, CORAL, GM_FA_CENTER);
    print(x, y + 52, gm_text("%d", game()->score), 3, CREAM, GM_FA_CENTER);
    if (game()->is_record && my->steps / 8 % 2 == 0)
        print(x, y + 88, "A NEW BEST!", 2, GOLD, GM_FA_CENTER);
    if (!game()->is_record)
        print(x, y + 88, gm_text("BEST %05d", game()->best), 1, ASH, GM_FA_CENTER);
    if (my->steps > READY && my->steps / 32 % 2 == 0)
        print(x, y + 126, game()->is_demo ? "DEMO" : "ANY KEY: AGAIN   ESC: TITLE", 1, MINT,
              GM_FA_CENTER);
}

const GmObject obj_over = {
    .vars = GM_VARS(Over, steps),
    .on = {[GM_STEP] = step, [GM_DRAW_GUI] = draw},
};
