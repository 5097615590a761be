/* obj_night: darkens the street, and lights its lamps and windows; and the neon sign. */
#include "shop.h"

enum { NEON_X = 389, NEON_Y = 78 };

static void draw_lights(double dark, bool has_neon) {
    gm_gpu_set_blendmode(GM_BM_ADD);
    if (dark > 0) gm_draw_sprite_ext("spr_glow", 0, 0, 0, 1, 1, 0, GM_C_WHITE, dark);
    if (has_neon)
        gm_draw_sprite_ext("spr_neon_glow", 0, NEON_X + 15, NEON_Y + 42, 1, 1, 0, GM_C_WHITE,
                           0.25 + 0.75 * dark);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    double dark = shop_darkness();
    bool has_neon = shop_has(NEON_SIGN), flickers = gm_step_count() % 150 < 4;
    if (dark > 0) {
        gm_draw_set_alpha(0.62 * dark);
        gm_draw_set_colour(0x451B14);
        gm_draw_rectangle(0, 0, SCENE_WIDTH - 1, SCENE_HEIGHT - 1, false);
        gm_draw_set_alpha(1);
    }
    if (has_neon) gm_draw_sprite("spr_neon", !flickers, NEON_X, NEON_Y);
    draw_lights(dark, has_neon && !flickers);
}

const GmObject obj_night = {.on = {[GM_DRAW] = draw}};
