/* obj_player: Pip. Arrow keys, A and D, or the held mouse button run; up, W or space jump. */
#include "dodge.h"

enum { IDLE = 0, RUN = 4, JUMP = 10, FALL = 11, HURT = 12, RUN_IMAGES = 6 };
enum { SAFE_STEPS = 100, MARGIN = 14 };
static const double FASTEST = 4.4, PUSH = 0.7, WEIGHT = 0.42, LEAP = 7.6;

/* -1, 0 or 1: where whoever plays wants to go. */
static int wanted_way(const GmInstance *self, const Player *my) {
    if (game()->is_demo || game()->lives == 0) return my->steer;
    int way = (gm_keyboard_check(GM_VK_RIGHT) || gm_keyboard_check('D')) -
              (gm_keyboard_check(GM_VK_LEFT) || gm_keyboard_check('A'));
    double away = gm_mouse_x() - self->x;
    if (way == 0 && gm_mouse_check_button(GM_MB_LEFT) && fabs(away) > 6) way = (int)gm_sign(away);
    return way;
}

static bool wants_jump(const Player *my) {
    if (game()->is_demo || game()->lives == 0) return my->jump;
    return gm_keyboard_check(GM_VK_UP) || gm_keyboard_check(GM_VK_SPACE) ||
           gm_keyboard_check('W') || gm_mouse_check_button(GM_MB_RIGHT);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Player *my = gm_vars(self);
    my->squash = 1;
    self->image_speed = 0; /* look() chooses the sub-image */
}

static void jump(GmInstance *self, Player *my) {
    self->vspeed = -LEAP;
    my->is_in_air = true;
    my->squash = 1.2;
    gm_set_gravity(self, WEIGHT);
    game_play_sound("snd_jump", 0.5, 1);
    burst(self->x, GROUND, 5, 1.2, EARTH);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Player *my = gm_vars(self);
    int way = wanted_way(self, my);
    self->hspeed = gm_clamp(self->hspeed + way * PUSH, -FASTEST, FASTEST);
    if (way == 0) self->hspeed *= 0.78;
    if (way != 0) self->image_xscale = way;
    if (wants_jump(my) && !my->is_in_air) jump(self, my);
    my->squash = gm_lerp(my->squash, 1, 0.16);
    if (my->safe_steps > 0) my->safe_steps--;
}

static void land(GmInstance *self, Player *my) {
    self->y = GROUND;
    self->vspeed = 0;
    gm_set_gravity(self, 0);
    my->is_in_air = false;
    my->squash = 0.72;
    burst(self->x, GROUND, 4, 1, EARTH);
}

/* After it was moved: back into the valley, and the right sub-image. */
static void end_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Player *my = gm_vars(self);
    self->x = gm_clamp(self->x, MARGIN, WIDTH - MARGIN);
    if (my->is_in_air && self->y >= GROUND && self->vspeed > 0) land(self, my);
    my->stride++;
    bool runs = fabs(self->hspeed) > 0.8;
    if (my->safe_steps > SAFE_STEPS - 24)
        self->image_index = HURT;
    else if (my->is_in_air)
        self->image_index = self->vspeed < 0 ? JUMP : FALL;
    else if (runs)
        self->image_index = RUN + my->stride / 4 % RUN_IMAGES;
    else
        self->image_index = IDLE + my->stride / 14 % 4;
}

static void on_hazard(GmInstance *self, const GmEvent *event) {
    Player *my = gm_vars(self);
    if (my->safe_steps > 0) return;
    my->safe_steps = SAFE_STEPS;
    self->hspeed = gm_sign(self->x - event->other->x) * FASTEST;
    burst(self->x, self->y - 16, 14, 3, CORAL);
    game_take_life();
    if (game()->is_over) {
        burst(self->x, self->y - 16, 40, 5, CREAM);
        game_play_sound("snd_explosion", 0.8, 1.2);
        gm_instance_destroy(self->id);
    }
}

static void on_pickup(GmInstance *self, const GmEvent *event) {
    (void)self;
    gm_event_user(event->other, 0); /* what it is good for, the pickup knows */
    gm_instance_destroy(event->other->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Player *my = gm_vars(self);
    double high = gm_clamp((GROUND - self->y) / 110, 0, 1);
    gm_draw_sprite_ext("spr_shadow", 0, self->x, GROUND + 2, 1 - high * 0.6, 1, 0, GM_C_WHITE,
                       0.5 - high * 0.3);
    if (my->safe_steps / 4 % 2 == 1) return; /* it blinks while nothing hurts it */
    gm_draw_sprite_ext(self->sprite_index, self->image_index, self->x, self->y + 1,
                       self->image_xscale * (2 - my->squash), my->squash, 0, GM_C_WHITE, 1);
}

const GmObject obj_player = {
    .sprite = "spr_pip",
    .vars = GM_VARS(Player, squash, safe_steps, steer, jump, is_in_air, stride),
    .collide = GM_COLLIDE({"obj_hazard", on_hazard}, {"obj_pickup", on_pickup}),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_END_STEP] = end_step, [GM_DRAW] = draw},
};
