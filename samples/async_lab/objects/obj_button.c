/* obj_button: a button of the lab. What it says and does is set in the room (see Tiled). */
#include "lab.h"

#include <string.h>

typedef struct Button {
    char key[4], action[16], label[16]; /* set in the room, as is the event: */
    int event;                          /* what will come; 0: nothing of its own */
    int down_steps;                     /* it looks pressed that long */
    double heat;                        /* 0 to 1: pointer over it, or just pressed */
    bool is_hot;
} Button;

enum { WIDTH = 98, HEIGHT = 21, DOWN_STEPS = 8 };
enum { REST, HOT, DOWN };

/* Letters and digits are their own codes; the others have numbers (as in the manual's list). */
static int key_code(char key) {
    static const char marks[] = ";=,-./", brackets[] = "[\\]'";
    const char *mark = strchr(marks, key), *bracket = strchr(brackets, key);
    return mark != NULL      ? 186 + (int)(mark - marks)
           : bracket != NULL ? 219 + (int)(bracket - brackets)
                             : key;
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
    if (is_clicked || gm_keyboard_check_pressed(key_code(my->key[0]))) press(self, event);
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
    double x = self->x, y = self->y + (is_down ? 1 : 0);
    GmColour colour = event_colour(my->event);
    gm_draw_sprite("spr_button", is_down ? DOWN : my->is_hot ? HOT : REST, x, self->y);
    gm_draw_set_colour(gm_merge_colour(INK, colour, 0.55 + 0.45 * my->heat));
    gm_draw_rectangle(x + 2, y + 3, x + 3, y + 16, false);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(x + 6, y + 3, x + 18, y + 16, false);
    if (open_count(self) > 0)
        gm_draw_sprite("spr_spinner", gm_step_count() / 4, x + 12, y + 10);
    else
        note(x + 12, y + 6, my->key, colour, GM_FA_CENTER);
    note(x + 23, y + 6, switch_label(my->action, my->label), gm_merge_colour(MIST, WHITE, my->heat),
         GM_FA_LEFT);
}

const GmObject obj_button = {
    .vars = GM_VARS(Button, key, action, label, event, down_steps, heat, is_hot),
    .on = {[GM_STEP] = step, [GM_USER(0)] = press, [GM_DRAW] = draw},
};
