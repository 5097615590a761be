/* obj_rock: a stone. It falls, turning, and bursts. */
#include "dodge.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->vspeed = gm_random_range(1.6, 2.6) + 0.16 * game()->wave;
    self->hspeed = gm_random_range(-0.5, 0.5);
    self->image_index = gm_irandom(11);
    self->image_speed = gm_choose(-1.2, -0.8, 0.8, 1.2);
    gm_set_gravity(self, 0.018);
}

const GmObject obj_rock = {
    .parent = "obj_hazard",
    .sprite = "spr_rock",
    .vars = GM_VARS(Hazard, was_close, steps),
    .on = {[GM_CREATE] = create},
};
