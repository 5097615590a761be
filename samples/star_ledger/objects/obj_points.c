/* obj_points: a number that rises and fades. */
#include "ledger.h"

typedef struct Points {
    int points, steps;
} Points;

enum { LIFE_STEPS = 45 };

void show_points(int points, double x, double y) {
    GmInstance *made = gm_instance(gm_instance_create_layer(x, y, "Effects", "obj_points"));
    if (made != NULL) ((Points *)gm_vars(made))->points = points;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Points *my = gm_vars(self);
    self->y -= 2 * (1 - my->steps / (double)LIFE_STEPS);
    if (++my->steps == LIFE_STEPS) gm_instance_destroy(self->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Points *my = gm_vars(self);
    gm_draw_set_alpha(gm_clamp((LIFE_STEPS - my->steps) / 15.0, 0, 1));
    print(self->x, self->y, gm_text("%d", my->points), 1, GOLD, GM_FA_CENTER);
    gm_draw_set_alpha(1);
}

const GmObject obj_points = {
    .vars = GM_VARS(Points, points, steps),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
