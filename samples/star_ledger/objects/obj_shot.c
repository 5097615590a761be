/* obj_shot: flies up until it meets an alien or the edge. */
#include "ledger.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->vspeed = -9;
}

static void on_alien(GmInstance *self, const GmEvent *event) {
    gm_event_user(event->other, 0); /* hurt: the alien knows how much it bears */
    gm_instance_destroy(self->id);
}

static void on_outside(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_shot = {
    .sprite = "spr_shot",
    .collide = GM_COLLIDE({"obj_alien", on_alien}),
    .on = {[GM_CREATE] = create, [GM_OUTSIDE_ROOM] = on_outside},
};
