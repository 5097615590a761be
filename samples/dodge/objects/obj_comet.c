/* obj_comet: a sign at the sky's edge, then a burning stone that comes in at a slant, fast. */
#include "dodge.h"

enum { WARNING_STEPS = 50 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, WARNING_STEPS);
    self->y = -60;
}

static void begin_fall(GmInstance *self, const GmEvent *event) {
    (void)event;
    double to = gm_clamp(self->x + (self->x < WIDTH / 2.0 ? 1 : -1) * gm_random_range(60, 220), 20,
                         WIDTH - 20);
    gm_move_towards_point(self, to, GROUND, 6.4);
    self->image_angle = gm_direction(self) + 180; /* the tail points back to where it came from */
    game_play_sound("snd_hurt", 0.3, 0.6);
}

static void step(GmInstance *self, const GmEvent *event) {
    const Hazard *my = gm_vars(self);
    if (my->steps % 2 == 0 && self->vspeed > 0) burst(self->x, self->y, 1, 0.8, AMBER);
    gm_event_inherited(self, event);
}

static void land(GmInstance *self, const GmEvent *event) {
    burst(self->x, GROUND - 4, 22, 4, GOLD);
    burst(self->x, GROUND - 4, 12, 2.6, CORAL);
    gm_event_inherited(self, event);
    game_shake(7);
    game_play_sound("snd_explosion", 0.6, 1.2);
}

static void draw(GmInstance *self, const GmEvent *event) {
    const Hazard *my = gm_vars(self);
    if (self->vspeed > 0) {
        gm_event_inherited(self, event);
        return;
    }
    double bob = 2 * sin(my->steps * 0.3);
    gm_draw_sprite("spr_warning", my->steps / 6, gm_clamp(self->x, 14, WIDTH - 14), 52 + bob);
}

const GmObject obj_comet = {
    .parent = "obj_hazard",
    .sprite = "spr_comet",
    .vars = GM_VARS(Hazard, was_close, steps),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(0)] = begin_fall,
           [GM_STEP] = step,
           [GM_USER(0)] = land,
           [GM_DRAW] = draw},
};
