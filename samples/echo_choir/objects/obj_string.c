/* obj_string: one string of the harp; a key or the mouse passing over it plucks it. */
#include "choir.h"

#include <math.h>

enum { SWING = 4, PIECE = 4 };

typedef struct String {
    int number, deep; /* from the room; deep: pixels down from its upper end */
    double mouse_x;   /* in the step before */
} String;

static void step(GmInstance *self, const GmEvent *event) {
    static const char keys[] = "ASDFGHJ";
    (void)event;
    String *my = gm_vars(self);
    bool is_passed = (gm_mouse_x() < self->x) != (my->mouse_x < self->x) &&
                     gm_mouse_y() > self->y && gm_mouse_y() < self->y + my->deep;
    if (is_passed || gm_keyboard_check_pressed(keys[my->number])) harp_pluck(my->number);
    my->mouse_x = gm_mouse_x();
}

/* As wide as it swings. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const String *my = gm_vars(self);
    double loud = harp_swing(my->number);
    gm_draw_set_colour(gm_merge_colour(ASH, WHITE, loud));
    for (int y = 0; y < my->deep; y += PIECE) {
        double swing = loud * SWING * sin(y * 3.14159 / my->deep);
        double side = (y / PIECE + gm_step_count() / 2) % 2 == 0 ? swing : -swing;
        gm_draw_line(self->x + side, self->y + y, self->x - side,
                     self->y + fmin(y + PIECE, my->deep));
    }
}

const GmObject obj_string = {
    .vars = GM_VARS(String, number, deep, mouse_x),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
