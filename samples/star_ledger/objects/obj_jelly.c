/* obj_jelly: sways down, in no hurry. */
#include "aliens.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Alien *my = gm_vars(self);
    my->strength = 2;
    my->points = 50;
    my->home = self->x;
    self->vspeed = 1.1;
}

static void step(GmInstance *self, const GmEvent *event) {
    const Alien *my = gm_vars(self);
    gm_event_inherited(self, event);
    self->hspeed = my->home + 46 * sin(my->steps * 0.045) - self->x;
}

const GmObject obj_jelly = {
    .parent = "obj_alien",
    .sprite = "spr_jelly",
    .vars = ALIEN_VARS,
    .on = {[GM_CREATE] = create, [GM_STEP] = step},
};
