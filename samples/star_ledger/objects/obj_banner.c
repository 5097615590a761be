/* obj_banner: what is written over the flight: title, score, lives, the end. */
#include "ledger.h"

enum { MIDDLE = FIELD_WIDTH / 2 };

static void draw_title(const Match *now) {
    double in = gm_clamp(now->steps / 30.0, 0, 1), ease = 1 - pow(1 - in, 3);
    double sway = 3 * sin(now->steps * 0.05);
    gm_draw_sprite_ext("spr_title_star", 0, gm_lerp(-220, MIDDLE - 102, ease), 76 + sway, 1, 1, 0,
                       GM_C_WHITE, 1);
    gm_draw_sprite_ext("spr_title_ledger", 0, gm_lerp(460, MIDDLE - 148, ease), 140 + sway, 1, 1, 0,
                       GM_C_WHITE, 1);
    if (now->steps / 24 % 2 == 0) print(MIDDLE, 222, "SPACE OR CLICK", 1, GOLD, GM_FA_CENTER);
    print(MIDDLE, 250, "FLY, SHOOT, SIGN", 1, ASH, GM_FA_CENTER);
}

static void draw_flight(const Match *now) {
    print(12, 12, gm_text("%05d", now->score), 2, WHITE, GM_FA_LEFT);
    for (int i = 0; i < now->lives; i++)
        gm_draw_sprite("spr_life", 0, FIELD_WIDTH - 26 - i * 20, 12);
    if (now->is_demo && now->steps / 30 % 2 == 0)
        print(MIDDLE, HEIGHT - 22, "DEMO - SPACE OR CLICK TO FLY", 1, GOLD, GM_FA_CENTER);
}

static void draw_end(const Match *now) {
    double in = gm_clamp(now->steps / 20.0, 0, 1);
    double y = gm_lerp(90, 120, 1 - pow(1 - in, 3));
    gm_draw_set_colour(INK);
    gm_draw_set_alpha(0.7 * in);
    gm_draw_rectangle(0, y - 16, FIELD_WIDTH - 1, y + 96, false);
    gm_draw_set_alpha(1);
    print(MIDDLE, y, now->is_demo ? "DEMO OVER" : "FLIGHT OVER", 2, CORAL, GM_FA_CENTER);
    print(MIDDLE, y + 34, gm_text("%d", now->score), 3, WHITE, GM_FA_CENTER);
    const char *words = "SPACE OR CLICK: AGAIN";
    if (now->phase == PHASE_SIGN)
        words = "YOUR NAME?";
    else if (gm_instance_exists("obj_score"))
        words = ledger()->link == LINK_DOWN ? "KEPT UNTIL THE LINE IS BACK"
                                            : "ON ITS WAY TO THE LEDGER";
    print(MIDDLE, y + 76, words, 1, GOLD, GM_FA_CENTER);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    const Match *now = match();
    if (now->phase == PHASE_TITLE)
        draw_title(now);
    else if (now->phase == PHASE_FLIGHT)
        draw_flight(now);
    else
        draw_end(now);
}

const GmObject obj_banner = {
    .on = {[GM_DRAW_GUI] = draw},
};
