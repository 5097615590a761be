/* obj_hazard: what all falling things have in common; its children say how they fall and land.
 * User event 0 is the landing: a child that lands in its own way overrides it. */
#include "dodge.h"

enum { CLOSE_POINTS = 5, CLOSE_PIXELS = 34 };

/* A stone that passed Pip's helmet by a hand's breadth. */
static void reward_courage(GmInstance *self, Hazard *my) {
    const GmInstance *pip = gm_instance("obj_player");
    if (my->was_close || pip == NULL || self->vspeed < 2) return;
    const Player *player = gm_vars(pip);
    double away = fabs(pip->x - self->x) - gm_sprite_get_width(self->sprite_index) * 0.25;
    if (fabs(self->y - (pip->y - 14)) > 6 || away > CLOSE_PIXELS || player->safe_steps > 0) return;
    my->was_close = true;
    game_add_points(CLOSE_POINTS, self->x, self->y - 40);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Hazard *my = gm_vars(self);
    my->steps++;
    reward_courage(self, my);
    if (gm_bbox(self).bottom >= GROUND && self->vspeed > 0) gm_event_user(self, 0);
}

static void land(GmInstance *self, const GmEvent *event) {
    (void)event;
    burst(self->x, GROUND - 2, 10, 2.2, ASH);
    burst(self->x, GROUND - 2, 5, 1.4, EARTH);
    game_shake(2);
    game_play_sound("snd_explosion", 0.25, 1.7);
    gm_instance_destroy(self->id);
}

/* Its shadow tells where it will land, the darker the sooner. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    double steps = self->vspeed > 0 ? (GROUND - self->y) / self->vspeed : 0;
    double near = gm_clamp(1 - steps / 90, 0, 1), size = gm_sprite_get_width(self->sprite_index);
    gm_draw_sprite_ext("spr_shadow", 0, self->x + self->hspeed * steps, GROUND + 2,
                       near * size / 30, 1, 0, GM_C_WHITE, near * 0.6);
    gm_draw_self(self);
}

const GmObject obj_hazard = {
    .vars = GM_VARS(Hazard, was_close, steps),
    .on = {[GM_STEP] = step, [GM_USER(0)] = land, [GM_DRAW] = draw},
};
