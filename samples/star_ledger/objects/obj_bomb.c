/* obj_bomb: what an eye throws, straight at where the ship was. */
#include "ledger.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    const GmInstance *ship = gm_instance("obj_ship");
    double x = ship != NULL ? ship->x : FIELD_WIDTH / 2.0, y = ship != NULL ? ship->y : HEIGHT;
    gm_move_towards_point(self, x, y, 2.6);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    if (self->x > FIELD_WIDTH + 8 || self->y > HEIGHT + 8) gm_instance_destroy(self->id);
}

static void on_outside(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_bomb = {
    .sprite = "spr_bomb",
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_OUTSIDE_ROOM] = on_outside},
};
