/* obj_beetle: waits at the top for a moment, then dives at the ship. */
#include "aliens.h"

enum { DIVE = 0 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Alien *my = gm_vars(self);
    my->strength = 1;
    my->points = 80;
    self->vspeed = 2.4;
    gm_set_friction(self, 0.03);
    gm_alarm_set(self, DIVE, 70 + gm_irandom(30));
}

static void on_dive(GmInstance *self, const GmEvent *event) {
    (void)event;
    const GmInstance *ship = gm_instance("obj_ship");
    gm_set_friction(self, 0);
    gm_move_towards_point(self, ship != NULL ? ship->x : self->x, HEIGHT + 60, 4.2);
    self->image_angle = gm_direction(self) - 270; /* its head goes first */
    self->image_speed = 2;
}

const GmObject obj_beetle = {
    .parent = "obj_alien",
    .sprite = "spr_beetle",
    .vars = ALIEN_VARS,
    .on = {[GM_CREATE] = create, [GM_ALARM(DIVE)] = on_dive},
};
