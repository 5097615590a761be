/* obj_lamp: hangs over a painting; its light grows as the visitor comes near. */
#include "gallery.h"

#include <math.h>

typedef struct Lamp {
    double light; /* 0 to 1 */
} Lamp;

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lamp *my = gm_vars(self);
    double near = 1 - gm_clamp((fabs(self->x - visitor()->x) - 60) / 260, 0, 0.75);
    my->light = gm_lerp(my->light, near, 0.06);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Lamp *my = gm_vars(self);
    gm_gpu_set_blendmode(GM_BM_ADD);
    gm_draw_sprite_ext("spr_light", 0, self->x, self->y + 18, 1, 1, 0, GM_C_WHITE, my->light);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
    gm_draw_self(self);
}

const GmObject obj_lamp = {
    .sprite = "spr_lamp",
    .vars = GM_VARS(Lamp, light),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
