/* obj_eye: hovers in the upper half, bears much, and throws. */
#include "aliens.h"

enum { THROW = 0, THROW_STEPS = 75, STAY = 500 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Alien *my = gm_vars(self);
    my->strength = 6;
    my->points = 200;
    my->home = self->x;
    self->vspeed = 1.6;
    gm_alarm_set(self, THROW, THROW_STEPS);
}

static void on_throw(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, THROW, THROW_STEPS);
    gm_instance_create_layer(self->x, self->y + 10, "Ships", "obj_bomb");
    match_play_sound("snd_blip", 0.4, 0.5);
}

static void step(GmInstance *self, const GmEvent *event) {
    const Alien *my = gm_vars(self);
    gm_event_inherited(self, event);
    if (my->steps < STAY)
        self->vspeed = gm_clamp((90 - self->y) * 0.03, -1, 1.6);
    else
        self->vspeed = 1.6;
    self->hspeed = my->home + 70 * sin(my->steps * 0.02) - self->x;
}

const GmObject obj_eye = {
    .parent = "obj_alien",
    .sprite = "spr_eye",
    .vars = ALIEN_VARS,
    .on = {[GM_CREATE] = create, [GM_ALARM(THROW)] = on_throw, [GM_STEP] = step},
};
