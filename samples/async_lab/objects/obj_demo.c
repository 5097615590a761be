/* obj_demo: if nobody touches anything for two seconds, the lab presses its own buttons, one after
 * another. */
#include "lab.h"

typedef struct Demo {
    int idle_steps;
    int next;    /* the button that comes next */
    double x, y; /* of the pointer, in the step before */
} Demo;

enum { IDLE_STEPS = 120, EVERY = 40, DIALOG_STEPS = 150 };

bool demo_is_on(void) {
    const Demo *my = gm_vars(gm_instance("obj_demo"));
    return my->idle_steps >= IDLE_STEPS;
}

static bool is_touched(Demo *my) {
    double x = gm_mouse_x(), y = gm_mouse_y();
    bool moved = x != my->x || y != my->y;
    my->x = x;
    my->y = y;
    return moved || gm_keyboard_check(GM_VK_ANYKEY) || gm_mouse_check_button(GM_MB_ANY) ||
           gm_mouse_wheel_up() || gm_mouse_wheel_down();
}

static void press_next(Demo *my) {
    int buttons = gm_instance_number("obj_button") - 1; /* the last clears the log */
    gm_event_user(gm_instance(gm_instance_find("obj_button", my->next)), 0);
    my->next = (my->next + 1) % buttons;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Demo *my = gm_vars(self);
    my->idle_steps = is_touched(my) ? 0 : my->idle_steps + 1;
    if (my->idle_steps < IDLE_STEPS) return;
    dialogs_cancel(DIALOG_STEPS);
    if ((my->idle_steps - IDLE_STEPS) % EVERY == 0) press_next(my);
}

const GmObject obj_demo = {
    .vars = GM_VARS(Demo, idle_steps, next, x, y),
    .on = {[GM_STEP] = step},
};
