/* obj_pickup: what all good things have in common: they fall, bounce, wait a while, and go. User
 * event 0 is "taken": each child has its own. */
#include "dodge.h"

enum { BLINK = 0, GONE = 1, WAIT_STEPS = 200, BLINK_STEPS = 80 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->vspeed = 1.5;
    gm_set_gravity(self, 0.05);
    gm_alarm_set(self, BLINK, WAIT_STEPS);
}

static void end_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    double floor = GROUND - gm_sprite_get_height(self->sprite_index) / 2.0;
    if (self->y < floor) return;
    self->y = floor;
    self->vspeed = self->vspeed > 0.8 ? -0.55 * self->vspeed : 0;
    if (self->vspeed == 0) gm_set_gravity(self, 0);
}

static void start_blinking(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, GONE, BLINK_STEPS);
}

static void vanish(GmInstance *self, const GmEvent *event) {
    (void)event;
    burst(self->x, self->y, 4, 1, MIST);
    gm_instance_destroy(self->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    double left = gm_alarm_get(self, GONE);
    if (left > 0 && fmod(left, 10) < 5) return;
    double near = gm_clamp(1 - (GROUND - self->y) / 240, 0, 1);
    gm_draw_sprite_ext("spr_shadow", 0, self->x, GROUND + 2, near * 0.6, 0.8, 0, GM_C_WHITE,
                       near * 0.5);
    gm_draw_self(self);
}

const GmObject obj_pickup = {
    .on = {[GM_CREATE] = create,
           [GM_END_STEP] = end_step,
           [GM_ALARM(BLINK)] = start_blinking,
           [GM_ALARM(GONE)] = vanish,
           [GM_DRAW] = draw},
};
