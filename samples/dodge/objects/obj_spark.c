/* obj_spark: one light of a puff. It flies, falls, and is gone when its animation ends. */
#include "dodge.h"

void burst(double x, double y, int count, double speed, GmColour colour) {
    for (int i = 0; i < count; i++) {
        GmInstance *spark = gm_instance(gm_instance_create_layer(x, y, "Effects", "obj_spark"));
        if (spark == NULL) return;
        gm_motion_set(spark, gm_random_range(0, 360), gm_random_range(0.3, 1) * speed);
        spark->vspeed -= speed * 0.4;
        spark->image_blend = colour;
        spark->image_speed = gm_random_range(0.5, 1.4);
    }
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_set_gravity(self, 0.09);
}

static void end(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_spark = {
    .sprite = "spr_spark",
    .on = {[GM_CREATE] = create, [GM_ANIMATION_END] = end},
};
