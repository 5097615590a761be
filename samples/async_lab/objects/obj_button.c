/* obj_button: a button of the lab. What it says and does is set in the room (see Tiled). */
#include "lab.h"

#include <string.h>

typedef struct Button {
    char key[4], action[12], label[24], group[12]; /* set in the room */
    int down_steps;                                /* it looks pressed that long */
    double heat;                                   /* 0 to 1: pointer over it, or just pressed */
    bool is_hot;
} Button;

enum { WIDTH = 130, HEIGHT = 32, DOWN_STEPS = 8 };
enum { REST, HOT, DOWN };

static GmColour group_colour(const char *group) {
    if (strcmp(group, "http") == 0) return event_colour(62);
    if (strcmp(group, "picture") == 0) return event_colour(60);
    if (strcmp(group, "sound") == 0) return event_colour(61);
    if (strcmp(group, "dialog") == 0) return event_colour(63);
    return strcmp(group, "own") == 0 ? event_colour(70) : ASH;
}

/* Pressed: by the pointer, by its key, or by the demo. */
static void press(GmInstance *self, const GmEvent *event) {
    (void)event;
    Button *my = gm_vars(self);
    my->down_steps = DOWN_STEPS;
    my->heat = 1;
    lab_do(my->action, self->id);
}

static void step(GmInstance *self, const GmEvent *event) {
    Button *my = gm_vars(self);
    double x = gm_mouse_x(), y = gm_mouse_y();
    my->is_hot =
        gm_point_in_rectangle(x, y, self->x, self->y, self->x + WIDTH - 1, self->y + HEIGHT - 1);
    bool is_clicked = my->is_hot && gm_mouse_check_button_pressed(GM_MB_LEFT);
    if (is_clicked || gm_keyboard_check_pressed(my->key[0])) press(self, event);
    if (my->down_steps > 0 && !(my->is_hot && gm_mouse_check_button(GM_MB_LEFT))) my->down_steps--;
    my->heat = my->is_hot ? 1 : my->heat * 0.9;
}

/* How many requests this button still waits for. */
static int open_count(const GmInstance *self) {
    int count = 0;
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        const Open *open = gm_vars(each.self);
        if (open->button == self->id && open->over_steps == 0) count++;
    }
    return count;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Button *my = gm_vars(self);
    bool is_down = my->down_steps > 0;
    double x = self->x, y = self->y + (is_down ? 2 : 0);
    GmColour colour = group_colour(my->group);
    gm_draw_sprite("spr_button", is_down ? DOWN : my->is_hot ? HOT : REST, x, self->y);
    gm_draw_set_colour(gm_merge_colour(INK, colour, 0.55 + 0.45 * my->heat));
    gm_draw_rectangle(x + 3, y + 4, x + 5, y + 24, false);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(x + 10, y + 7, x + 22, y + 21, false);
    if (open_count(self) > 0)
        gm_draw_sprite("spr_spinner", gm_step_count() / 4, x + 17, y + 15);
    else
        note(x + 17, y + 11, my->key, colour, GM_FA_CENTER);
    note(x + 28, y + 11, switch_label(my->action, my->label),
         gm_merge_colour(MIST, WHITE, my->heat), GM_FA_LEFT);
}

const GmObject obj_button = {
    .vars = GM_VARS(Button, key, action, label, group, down_steps, heat, is_hot),
    .on = {[GM_STEP] = step, [GM_USER(0)] = press, [GM_DRAW] = draw},
};
