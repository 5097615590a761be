/* obj_burst: what is left of a tank; ends with its animation. */
#include "tanks.h"

static void on_end(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_destroy(self->id);
}

const GmObject obj_burst = {.sprite = "spr_burst", .on = {[GM_ANIMATION_END] = on_end}};
