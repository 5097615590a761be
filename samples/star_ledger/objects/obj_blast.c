/* obj_blast: fire that opens into a ring, with a few sparks; gone when its animation ends. */
#include "ledger.h"

void blast(double x, double y, double scale, GmColour colour) {
    GmInstance *fire = gm_instance(gm_instance_create_layer(x, y, "Effects", "obj_blast"));
    if (fire == NULL) return;
    fire->image_xscale = fire->image_yscale = scale;
    fire->image_blend = colour;
    for (int i = 0; i < 8; i++)
        gm_instance_create_layer(x, y, "Effects", "obj_spark");
}

static void on_animation_end(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_blast = {
    .sprite = "spr_blast",
    .on = {[GM_ANIMATION_END] = on_animation_end},
};
