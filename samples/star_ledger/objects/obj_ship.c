/* obj_ship: arrow keys or A, S, D, W fly and space shoots; or the mouse, with its left button. */
#include "ledger.h"

typedef struct Ship {
    int reload;     /* steps until the next shot */
    int safe_steps; /* nothing hurts that long */
    double bank;    /* -1 left, 1 right */
} Ship;

enum { RELOAD_STEPS = 9, SAFE_STEPS = 110, EDGE = 18 };
static const double PUSH = 0.55, DRAG = 0.88;

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ship *my = gm_vars(self);
    my->safe_steps = SAFE_STEPS;
    self->vspeed = -7;
    self->image_speed = 0;
    self->image_index = 1;
}

/* What an alien that comes down, or a bomb, would do to somebody at x, y. */
static double danger_at(double x, double y) {
    double danger = 0;
    const int kinds[] = {gm_object("obj_bomb"), gm_object("obj_alien")};
    for (int i = 0; i < 2; i++)
        for (GmWith each = gm_with(kinds[i]); gm_with_next(&each);) {
            double ahead = y - each.self->y - each.self->vspeed * 8;
            double away = fabs(each.self->x + each.self->hspeed * 8 - x);
            if (away < 30 && ahead > -30 && ahead < 90) danger += (40 - away) * (120 - ahead) / 60;
        }
    return danger;
}

/* Under the lowest alien, unless it is better to be elsewhere. */
static double demo_way(const GmInstance *self) {
    double target = FIELD_WIDTH / 2.0, lowest = -40;
    for (GmWith each = gm_with("obj_alien"); gm_with_next(&each);)
        if (each.self->y > lowest && each.self->y < 250) {
            lowest = each.self->y;
            target = each.self->x + each.self->hspeed * 12;
        }
    double best = 0, least = 1e9;
    for (int way = -1; way <= 1; way++) {
        double x = gm_clamp(self->x + way * 34, EDGE, FIELD_WIDTH - EDGE);
        double cost = danger_at(x, self->y) + fabs(x - target) * 0.3;
        if (cost < least) best = way;
        if (cost < least) least = cost;
    }
    return best;
}

static void steer(GmInstance *self) {
    double right = 0, down = 0;
    if (match()->is_demo) {
        right = demo_way(self);
        down = gm_sign(300 - self->y) * (fabs(300 - self->y) > 8 ? 0.6 : 0);
    } else {
        right = (gm_keyboard_check(GM_VK_RIGHT) || gm_keyboard_check('D')) -
                (gm_keyboard_check(GM_VK_LEFT) || gm_keyboard_check('A'));
        down = (gm_keyboard_check(GM_VK_DOWN) || gm_keyboard_check('S')) -
               (gm_keyboard_check(GM_VK_UP) || gm_keyboard_check('W'));
        if (gm_mouse_check_button(GM_MB_LEFT) && gm_mouse_x() < FIELD_WIDTH) {
            right = gm_clamp((gm_mouse_x() - self->x) / 30, -1, 1);
            down = gm_clamp((gm_mouse_y() - self->y) / 30, -1, 1);
        }
    }
    self->hspeed = (self->hspeed + right * PUSH) * DRAG;
    self->vspeed = (self->vspeed + down * PUSH) * DRAG;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ship *my = gm_vars(self);
    steer(self);
    if (my->safe_steps > 0) my->safe_steps--;
    if (my->reload > 0) my->reload--;
    bool shoots =
        match()->is_demo || gm_keyboard_check(GM_VK_SPACE) || gm_mouse_check_button(GM_MB_LEFT);
    if (!shoots || my->reload > 0 || self->y > HEIGHT - 30) return;
    my->reload = RELOAD_STEPS;
    gm_instance_create_layer(self->x - 6, self->y - 12, "Ships", "obj_shot");
    gm_instance_create_layer(self->x + 6, self->y - 12, "Ships", "obj_shot");
    match_play_sound("snd_laser", 0.25, gm_random_range(0.95, 1.05));
}

static void end_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ship *my = gm_vars(self);
    self->x = gm_clamp(self->x, EDGE, FIELD_WIDTH - EDGE);
    if (my->safe_steps < SAFE_STEPS - 40) self->y = gm_clamp(self->y, 60, HEIGHT - 24);
    my->bank = gm_lerp(my->bank, gm_clamp(self->hspeed / 2, -1, 1), 0.3);
    self->image_index = 1 + gm_round(my->bank);
}

static void on_hit(GmInstance *self, const GmEvent *event) {
    const Ship *my = gm_vars(self);
    if (my->safe_steps > 0) return;
    blast(self->x, self->y, 1.6, ICE);
    match_play_sound("snd_hurt", 0.9, 1);
    gm_instance_destroy(event->other->id);
    gm_instance_destroy(self->id);
    match_lose_ship();
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Ship *my = gm_vars(self);
    if (my->safe_steps / 4 % 2 == 1) return;
    double thrust = 1 - self->vspeed * 0.12;
    gm_draw_sprite_ext("spr_flame", gm_step_count() / 3, self->x, self->y + 12, 1, thrust, 0,
                       GM_C_WHITE, 1);
    gm_draw_self(self);
}

const GmObject obj_ship = {
    .sprite = "spr_ship",
    .vars = GM_VARS(Ship, reload, safe_steps, bank),
    .collide = GM_COLLIDE({"obj_alien", on_hit}, {"obj_bomb", on_hit}),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_END_STEP] = end_step, [GM_DRAW] = draw},
};
