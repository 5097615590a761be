/* obj_guest: somebody in the audience. Fidgets while the clock runs, jumps when an answer is right.
 */
#include "quiz.h"

#include <math.h>

typedef struct Guest {
    int looks;    /* which picture; from the room */
    double phase; /* nobody moves quite like the next */
    double mood;  /* 0 still, 1 jumping */
} Guest;

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Guest *my = gm_vars(self);
    my->phase = gm_random(6.28);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Guest *my = gm_vars(self);
    const Quiz *now = quiz();
    bool cheers = (now->stage == STAGE_REVEAL && now->was_right) || now->stage == STAGE_TABLE;
    my->mood = gm_lerp(my->mood, cheers ? 1 : now->stage == STAGE_ASK ? 0.12 : 0.05, 0.08);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Guest *my = gm_vars(self);
    double beat = gm_step_count() * (0.05 + 0.16 * my->mood) + my->phase;
    gm_draw_sprite("spr_head", my->looks, self->x,
                   self->y - floor(fabs(sin(beat)) * 16 * my->mood));
}

const GmObject obj_guest = {
    .sprite = "spr_head",
    .vars = GM_VARS(Guest, looks, phase, mood),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_DRAW] = draw},
};
