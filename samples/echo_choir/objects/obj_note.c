/* obj_note: rises from a frog's mouth and fades. */
#include "choir.h"

#include <math.h>

enum { LIFE = 90 };

typedef struct Note {
    int age, look;
    double left; /* where it began */
} Note;

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Note *my = gm_vars(self);
    my->left = self->x;
    my->look = gm_irandom(1);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Note *my = gm_vars(self);
    self->y -= 0.7;
    self->x = my->left + sin(my->age * 0.08) * 7;
    if (++my->age == LIFE) gm_instance_destroy(self->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Note *my = gm_vars(self);
    gm_draw_sprite_ext("spr_note", my->look, floor(self->x), floor(self->y), 1, 1, 0,
                       gm_merge_colour(WHITE, GOLD, (double)my->age / LIFE),
                       1 - pow((double)my->age / LIFE, 2));
}

const GmObject obj_note = {
    .vars = GM_VARS(Note, age, look, left),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_DRAW] = draw},
};
