/* obj_coin: worth the more, the more of them were taken in a row. */
#include "dodge.h"

static void on_taken(GmInstance *self, const GmEvent *event) {
    (void)event;
    burst(self->x, self->y, 8, 2, GOLD);
    game_take_coin(self->x, self->y);
}

const GmObject obj_coin = {
    .parent = "obj_pickup",
    .sprite = "spr_coin",
    .on = {[GM_USER(0)] = on_taken},
};
