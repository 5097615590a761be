/* obj_spark: one light of a blast. */
#include "ledger.h"

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_motion_set(self, gm_random_range(0, 360), gm_random_range(1, 4));
    gm_set_friction(self, 0.06);
    self->image_blend = gm_merge_colour(GOLD, CORAL, gm_random(1));
    self->image_speed = gm_random_range(0.6, 1.3);
}

static void on_animation_end(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_spark = {
    .sprite = "spr_spark",
    .on = {[GM_CREATE] = create, [GM_ANIMATION_END] = on_animation_end},
};
