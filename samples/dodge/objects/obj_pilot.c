/* obj_pilot: plays when nobody does. It weighs three ways to go: where stones will come down, and
 * how far the next coin is. */
#include "dodge.h"

enum { STRIDE = 46, NEAR = 40, SOON = 60, THINK_STEPS = 4 };

/* How bad it is to stand at x: every stone that comes down near there, the sooner the worse. */
static double danger_at(double x) {
    double danger = x < 40 || x > WIDTH - 40 ? 30 : 0;
    for (GmWith each = gm_with("obj_hazard"); gm_with_next(&each);) {
        const GmInstance *stone = each.self;
        if (stone->vspeed < 0.3) continue;
        double steps = (GROUND - 14 - stone->y) / stone->vspeed;
        double away = fabs(stone->x + stone->hspeed * steps - x);
        double wide = NEAR + gm_sprite_get_width(stone->sprite_index) * 0.4;
        if (steps > -4 && steps < SOON && away < wide)
            danger += (SOON - steps) * (1.4 - away / wide);
    }
    return danger;
}

static double way_to_pickup(double x) {
    double nearest = 200;
    for (GmWith each = gm_with("obj_pickup"); gm_with_next(&each);) {
        double away = fabs(each.self->x - x) + gm_clamp(GROUND - 60 - each.self->y, 0, 400) * 0.4;
        if (away < nearest) nearest = away;
    }
    return nearest;
}

static double cost_of(double x) {
    x = gm_clamp(x, 14, WIDTH - 14);
    return danger_at(x) * 3 + way_to_pickup(x) * 0.5 + fabs(x - WIDTH / 2.0) * 0.02;
}

static void think(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, THINK_STEPS);
    GmInstance *pip = gm_instance("obj_player");
    if (pip == NULL) return;
    Player *player = gm_vars(pip);
    double stay = cost_of(pip->x) - 4, left = cost_of(pip->x - STRIDE),
           right = cost_of(pip->x + STRIDE);
    player->steer = stay <= left && stay <= right ? 0 : left < right ? -1 : 1;
    int above = gm_collision_rectangle(pip->x - 24, GROUND - 110, pip->x + 24, GROUND - 50,
                                       gm_object("obj_pickup"), NULL);
    player->jump = above != GM_NOONE && danger_at(pip->x) < 30;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, THINK_STEPS);
}

const GmObject obj_pilot = {
    .on = {[GM_CREATE] = create, [GM_ALARM(0)] = think},
};
