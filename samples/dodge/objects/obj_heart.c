/* obj_heart: a life, for who has lost one. */
#include "dodge.h"

static void on_taken(GmInstance *self, const GmEvent *event) {
    (void)event;
    burst(self->x, self->y, 16, 2.4, CORAL);
    game_play_sound("snd_confirm", 0.8, 1.2);
    if (game()->lives > 0 && game()->lives < LIVES) game()->lives++;
    popup(self->x, self->y - 14, "LIFE!", CORAL);
}

const GmObject obj_heart = {
    .parent = "obj_pickup",
    .sprite = "spr_heart",
    .on = {[GM_USER(0)] = on_taken},
};
