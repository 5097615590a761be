/* obj_pendulum: one of a row. Each swings a little more often than its neighbour, so that together
 * they make waves: whoever holds up the game, even for a frame, is seen here. */
#include "lab.h"

#include <math.h>

typedef struct Pendulum {
    int swings;    /* in each 1800 steps; set in the room */
    double length; /* pixels; set in the room */
} Pendulum;

enum { ROUND_STEPS = 1800, REACH = 28 };

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Pendulum *my = gm_vars(self);
    double turns = (double)my->swings * gm_step_count() / ROUND_STEPS;
    double widest = gm_radtodeg(asin(REACH / my->length));
    double angle = 270 + widest * gm_dcos(360 * turns);
    double x = self->x + gm_lengthdir_x(my->length, angle);
    double y = self->y + gm_lengthdir_y(my->length, angle);
    GmColour colour = gm_make_colour_hsv(my->swings * 20 % 256, 120, 245);
    gm_draw_set_colour(STONE);
    gm_draw_line(self->x, self->y, x, y);
    gm_draw_sprite_ext("spr_bob", 0, x, y, 1, 1, 0, colour, 1);
}

const GmObject obj_pendulum = {
    .vars = GM_VARS(Pendulum, swings, length),
    .on = {[GM_DRAW] = draw},
};
