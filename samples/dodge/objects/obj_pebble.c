/* obj_pebble: a piece of a boulder. It jumps away, falls in a curve, and bounces once. */
#include "dodge.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->image_index = gm_irandom(7);
    self->vspeed = gm_random_range(-5.6, -3.8);
    self->hspeed = gm_random_range(-2.4, 2.4);
    gm_set_gravity(self, 0.2);
}

static void land(GmInstance *self, const GmEvent *event) {
    if (self->vspeed < 3) { /* too slow for another bounce */
        gm_event_inherited(self, event);
        return;
    }
    self->y -= self->vspeed;
    self->vspeed *= -0.45;
    burst(self->x, GROUND - 2, 3, 1.2, EARTH);
}

const GmObject obj_pebble = {
    .parent = "obj_hazard",
    .sprite = "spr_pebble",
    .vars = GM_VARS(Hazard, was_close, steps),
    .on = {[GM_CREATE] = create, [GM_USER(0)] = land},
};
