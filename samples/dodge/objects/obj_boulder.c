/* obj_boulder: slow, large, and it breaks into pebbles. */
#include "dodge.h"

enum { PIECES = 4 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->x = gm_clamp(self->x, 60, WIDTH - 60);
    self->vspeed = gm_random_range(1.2, 1.6) + 0.08 * game()->wave;
    self->image_speed = gm_choose(-0.8, 0.8);
    gm_set_gravity(self, 0.012);
}

static void land(GmInstance *self, const GmEvent *event) {
    for (int i = 0; i < PIECES; i++)
        gm_instance_create_layer(self->x, GROUND - 20, "Things", "obj_pebble");
    burst(self->x, GROUND - 4, 16, 3.4, MIST);
    gm_event_inherited(self, event); /* dust, a thud, and the end */
    game_shake(6);
    game_play_sound("snd_explosion", 0.6, 1);
}

const GmObject obj_boulder = {
    .parent = "obj_hazard",
    .sprite = "spr_boulder",
    .vars = GM_VARS(Hazard, was_close, steps),
    .on = {[GM_CREATE] = create, [GM_USER(0)] = land},
};
