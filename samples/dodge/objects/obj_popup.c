/* obj_popup: a word that rises and fades. */
#include "dodge.h"

typedef struct Popup {
    char words[16];
    int steps;
    GmColour colour;
} Popup;

enum { LIFE_STEPS = 50 };

void popup(double x, double y, const char *words, GmColour colour) {
    GmInstance *made = gm_instance(gm_instance_create_layer(x, y, "Effects", "obj_popup"));
    if (made == NULL) return;
    Popup *its = gm_vars(made);
    gm_copy_text(its->words, sizeof its->words, words);
    its->colour = colour;
    made->vspeed = -2;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Popup *my = gm_vars(self);
    self->vspeed *= 0.92;
    if (++my->steps == LIFE_STEPS) gm_instance_destroy(self->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Popup *my = gm_vars(self);
    gm_draw_set_alpha(gm_clamp((LIFE_STEPS - my->steps) / 16.0, 0, 1));
    print(self->x, self->y, my->words, 1, my->colour, GM_FA_CENTER);
    gm_draw_set_alpha(1);
}

const GmObject obj_popup = {
    .vars = GM_VARS(Popup, words, steps, colour),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
