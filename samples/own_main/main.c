/* A game with its own main: the objects are linked in, the library runs the folder's pictures and
 * rooms. Click, and a comet flies from there. */
#include <gm.h>
#include <math.h>
#include <stdio.h>

typedef struct Planet {
    int reach, turns, look; /* set in the room: pixels, rounds per 1800 steps, sub-image */
} Planet;

static void planet_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Planet *my = gm_vars(self);
    double angle = 360.0 * my->turns * gm_step_count() / 1800 + 100 * my->look;
    self->x = gm_xstart(self) + gm_lengthdir_x(my->reach, angle);
    self->y = gm_ystart(self) + gm_lengthdir_y(my->reach, angle) * 0.55;
    self->image_index = my->look;
    self->image_xscale = self->image_yscale = 1 - 0.2 * sin(gm_degtorad(angle));
    gm_set_depth(self, self->y < gm_ystart(self) ? 60 : -10); /* behind the sun, or before it */
}

static void orbits_draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_draw_set_colour(0x52252B);
    for (GmWith each = gm_with("obj_planet"); gm_with_next(&each);) {
        const Planet *its = gm_vars(each.self);
        double high = its->reach * 0.55;
        gm_draw_ellipse(self->x - its->reach, self->y - high, self->x + its->reach, self->y + high,
                        true);
    }
}

static void sun_click(GmInstance *self, const GmEvent *event) {
    (void)event;
    GmInstance *comet =
        gm_instance(gm_instance_create_depth(gm_mouse_x(), gm_mouse_y(), -20, "obj_comet"));
    gm_move_towards_point(comet, self->x, self->y, 3);
    gm_motion_add(comet, gm_direction(comet) + 90, 2);
}

/* Pulled by the sun; the closer, the more. It ends in it, or far away. */
static void comet_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    const GmInstance *sun = gm_instance("obj_sun");
    double far = gm_point_distance(self->x, self->y, sun->x, sun->y);
    gm_motion_add(self, gm_point_direction(self->x, self->y, sun->x, sun->y),
                  90 / (far * far / 30 + 60));
    if (far < 14 || far > 500) gm_instance_destroy(self->id);
}

static void comet_draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_draw_set_colour(0xF7EAAE);
    for (int i = 0; i < 12; i++)
        gm_draw_circle(self->x - self->hspeed * i, self->y - self->vspeed * i, 3 - i * 0.24, false);
}

static const GmObject obj_orbits = {
    .on = {[GM_DRAW] = orbits_draw},
};
static const GmObject obj_sun = {
    .sprite = "spr_sun",
    .on = {[GM_GLOBAL_LEFT_PRESSED] = sun_click},
};
static const GmObject obj_planet = {
    .sprite = "spr_planet",
    .vars = GM_VARS(Planet, reach, turns, look),
    .on = {[GM_STEP] = planet_step},
};
static const GmObject obj_comet = {
    .on = {[GM_STEP] = comet_step, [GM_DRAW] = comet_draw},
};

int main(int argc, char **argv) {
    static const GmNamedObject objects[] = {GM_OBJECT(obj_orbits),
                                            GM_OBJECT(obj_sun),
                                            GM_OBJECT(obj_planet),
                                            GM_OBJECT(obj_comet),
                                            {NULL, NULL}};
    static const char *const pictures[] = {"300:orbits.png", NULL};
    bool tries = argc > 2; /* ./orbits FOLDER try: without a window, and a picture of step 300 */
    if (argc < 2) {
        printf("Usage: orbits FOLDER [try]\n");
        return 2;
    }
    return gm_game_run(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                     .folder = argv[1],
                                     .objects = objects,
                                     .headless = tries,
                                     .fast = tries,
                                     .steps = tries ? 300 : 0,
                                     .screenshots = tries ? pictures : NULL});
}
