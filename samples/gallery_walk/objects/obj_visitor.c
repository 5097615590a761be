/* obj_visitor: walks by the keys, or by itself if nobody touches them; the camera follows. */
#include "gallery.h"

#include <math.h>

enum { IDLE_STEPS = 120, EDGE = 60, FRAMES = 6, STEPS_A_FRAME = 7 };

static double wanted_speed(Visitor *my, double x) {
    bool right = gm_keyboard_check(GM_VK_RIGHT) || gm_keyboard_check('D');
    bool left = gm_keyboard_check(GM_VK_LEFT) || gm_keyboard_check('A');
    my->idle_steps = gm_keyboard_check(GM_VK_ANYKEY) ? 0 : my->idle_steps + 1;
    if (my->idle_steps < IDLE_STEPS)
        return (right - left) * (gm_keyboard_check(GM_VK_SHIFT) ? 5 : 2.2);
    if (x > gm_room_width() - EDGE) my->demo_way = -1;
    if (x < EDGE || my->demo_way == 0) my->demo_way = 1;
    return my->demo_way * 2.2;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Visitor *my = gm_vars(self);
    double speed = wanted_speed(my, self->x);
    self->x = gm_clamp(self->x + speed, EDGE / 2, gm_room_width() - EDGE / 2);
    my->way = speed == 0 ? 0 : my->way + fabs(speed) / 2.2;
    self->image_index = speed == 0 ? 0 : 1 + (int)(my->way / STEPS_A_FRAME) % FRAMES;
    if (speed != 0) self->image_xscale = gm_sign(speed);
    if (gm_keyboard_check_pressed('R'))
        frame_ask_again(gm_instance(gm_instance_nearest(self->x, self->y, gm_object("obj_frame"))));
}

/* The camera looks a little ahead, and never past the ends of the hall. */
static void end_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    double wide = gm_camera_get_view_width();
    double wanted =
        gm_clamp(self->x + self->image_xscale * 50 - wide / 2, 0, gm_room_width() - wide);
    gm_camera_set_view_pos(floor(gm_lerp(gm_camera_get_view_x(), wanted, 0.08) + 0.5), 0);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_draw_set_colour(INK);
    gm_draw_set_alpha(0.4);
    gm_draw_ellipse(self->x - 13, self->y - 3, self->x + 13, self->y + 4, false);
    gm_draw_set_alpha(1);
    gm_draw_self(self);
}

const GmObject obj_visitor = {
    .sprite = "spr_visitor",
    .vars = GM_VARS(Visitor, way, idle_steps, demo_way),
    .on = {[GM_STEP] = step, [GM_END_STEP] = end_step, [GM_DRAW] = draw},
};
