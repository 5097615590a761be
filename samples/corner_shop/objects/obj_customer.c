/* obj_customer: comes along the street, goes in, buys what there is, and goes on. */
#include "shop.h"

#include <math.h>

typedef enum Way { TO_DOOR, INTO_SHOP, INSIDE, OUT_OF_SHOP, AWAY } Way;
enum {
    LOOKS = 5,
    FRAMES = 6,
    STEPS_A_FRAME = 7,
    DOOR_STEPS = 16,
    INSIDE_STEPS = 45,
    TOLD_STEPS = 70
};

typedef struct Customer {
    Way way;
    int steps; /* on this way */
    int looks, paid;
    double speed; /* with its direction */
    double line;  /* y, on the pavement */
} Customer;

static void go(Customer *my, Way way) {
    my->way = way;
    my->steps = 0;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Customer *my = gm_vars(self);
    my->looks = gm_irandom(LOOKS - 1);
    my->speed = gm_random_range(0.9, 1.4) * (self->x < 0 ? 1 : -1);
    my->line = self->y;
    if (gm_irandom(5) == 0) go(my, AWAY); /* somebody who only passes */
}

static void walk(GmInstance *self, Customer *my) {
    self->x += my->speed;
    self->image_xscale = gm_sign(my->speed);
    if (my->way == TO_DOOR && fabs(self->x - DOOR_X) <= 1) go(my, INTO_SHOP);
    if (self->x < -30 || self->x > SCENE_WIDTH + 30) gm_instance_destroy(self->id);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Customer *my = gm_vars(self);
    double part = gm_clamp(my->steps / (double)DOOR_STEPS, 0, 1);
    my->steps++;
    switch (my->way) {
    case TO_DOOR:
    case AWAY:
        walk(self, my);
        break;
    case INTO_SHOP:
    case OUT_OF_SHOP:
        if (my->way == OUT_OF_SHOP) part = 1 - part;
        self->y = gm_lerp(my->line, DOOR_Y, part);
        self->image_alpha = 1 - part;
        if (my->steps > DOOR_STEPS) go(my, my->way == INTO_SHOP ? INSIDE : AWAY);
        break;
    case INSIDE:
        if (my->steps < INSIDE_STEPS) break;
        my->paid = shop_sell();
        go(my, OUT_OF_SHOP);
        break;
    }
}

/* Over everything else: it is not darkened by the night. */
static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Customer *my = gm_vars(self);
    bool was_inside = my->paid > 0 || self->image_alpha < 1 || my->line != self->y;
    int steps = my->way == OUT_OF_SHOP ? my->steps : my->steps + DOOR_STEPS;
    if (my->way < OUT_OF_SHOP || steps > TOLD_STEPS) return;
    if (my->paid > 0)
        note(DOOR_X, 196 - steps / 3, gm_text("+%d", my->paid), 2, GOLD, GM_FA_CENTER);
    else if (was_inside)
        gm_draw_sprite("spr_bubble", 0, self->x + 8, self->y - 46);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Customer *my = gm_vars(self);
    bool walks = my->way == TO_DOOR || my->way == AWAY;
    int frame = walks ? 1 + my->steps / STEPS_A_FRAME % FRAMES : 0;
    gm_draw_set_colour(INK);
    gm_draw_set_alpha(0.35 * self->image_alpha);
    gm_draw_ellipse(self->x - 12, self->y - 3, self->x + 12, self->y + 3, false);
    gm_draw_set_alpha(1);
    gm_draw_sprite_ext("spr_customer", my->looks * (FRAMES + 1) + frame, floor(self->x),
                       floor(self->y), self->image_xscale, 1, 0, GM_C_WHITE, self->image_alpha);
}

const GmObject obj_customer = {
    .sprite = "spr_customer",
    .vars = GM_VARS(Customer, way, steps, looks, paid, speed, line),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_DRAW] = draw, [GM_DRAW_GUI] = draw_gui},
};
