/* obj_lantern: a light that flickers. How far it reaches is set in the room. */
#include "dodge.h"

typedef struct Lantern {
    double reach; /* 1: sixty pixels */
    double light; /* now, about 1 */
} Lantern;

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lantern *my = gm_vars(self);
    if (gm_irandom(5) == 0) my->light = gm_random_range(0.85, 1.1);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Lantern *my = gm_vars(self);
    double reach = my->reach * 2 * my->light;
    gm_draw_self(self);
    gm_gpu_set_blendmode(GM_BM_ADD);
    gm_draw_sprite_ext("spr_glow", 0, self->x, self->y - 42, reach, reach, 0, GM_C_WHITE, 0.9);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

const GmObject obj_lantern = {
    .sprite = "spr_lantern",
    .vars = GM_VARS(Lantern, reach, light),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
