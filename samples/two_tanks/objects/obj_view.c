/* obj_view: shows the world as the wire tells it: between the two states that came last. */
#include "tanks.h"

#include <math.h>

enum { STATE_STEPS = 2 };

typedef struct View {
    int shots, bounces, hits; /* that were heard */
} View;

static double blend(void) {
    return gm_clamp(wire()->age / (double)STATE_STEPS, 0, 1);
}

static void make_noise(View *my, const World *now) {
    if (now->shots != my->shots) gm_audio_play_sound("snd_laser", 2, false);
    if (now->bounces != my->bounces) gm_audio_play_sound("snd_blip", 1, false);
    if (now->hits != my->hits && now->hits > 0) {
        gm_audio_play_sound("snd_explosion", 3, false);
        for (int i = 0; i < TANKS; i++)
            if (!now->tanks[i].is_alive)
                gm_instance_create_layer(now->tanks[i].x, now->tanks[i].y, "Bursts", "obj_burst");
    }
    *my = (View){now->shots, now->bounces, now->hits};
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    View *my = gm_vars(self);
    const Wire *from = wire();
    if (from->received == 1) *my = (View){from->now.shots, from->now.bounces, from->now.hits};
    if (from->link == IN) make_noise(my, &from->now);
}

/* MARK: drawing */

static void draw_tank(const Wire *from, int number) {
    const Tank *before = &from->before.tanks[number], *now = &from->now.tanks[number];
    if (!now->is_alive) return;
    double x = gm_lerp(before->x, now->x, blend()), y = gm_lerp(before->y, now->y, blend());
    bool jumped = gm_point_distance(before->x, before->y, now->x, now->y) > 40;
    double angle = before->angle + gm_angle_difference(now->angle, before->angle) * blend();
    if (jumped) x = now->x, y = now->y, angle = now->angle;
    gm_draw_set_alpha(0.35);
    gm_draw_set_colour(INK);
    gm_draw_ellipse(x - 14, y - 9, x + 16, y + 15, false);
    gm_draw_set_alpha(1);
    int frame = (int)(fabs(x) + fabs(y) + fabs(angle)) / 2 % 2;
    gm_draw_sprite_ext(number == 0 ? gm_sprite("spr_tank_green") : gm_sprite("spr_tank_red"), frame,
                       x, y, 1, 1, angle, GM_C_WHITE, 1);
    if (from->seat == number) {
        gm_draw_set_colour(GOLD);
        gm_draw_triangle(x - 4, y - 24, x + 4, y - 24, x, y - 18, false);
    }
}

static void draw_shell(const Shell *shell) {
    double ahead = blend() * STATE_STEPS;
    gm_draw_sprite_ext("spr_shell", 0, shell->x + shell->hspeed * ahead,
                       shell->y + shell->vspeed * ahead, 1, 1,
                       gm_point_direction(0, 0, shell->hspeed, shell->vspeed), GM_C_WHITE, 1);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    const Wire *from = wire();
    if (from->received == 0 || from->link == ALONE) return;
    for (int i = 0; i < TANKS; i++)
        draw_tank(from, i);
    for (int i = 0; i < SHELLS; i++)
        if (from->now.shells[i].life > 0) draw_shell(&from->now.shells[i]);
}

static void draw_score(const World *now, int number) {
    double x = number == 0 ? 24 : 616;
    GmColour colour = number == 0 ? MINT : CORAL;
    const char *who = wire()->seat == number         ? "YOU"
                      : now->tanks[number].is_person ? "PERSON"
                                                     : "MACHINE";
    note(x, 3, gm_text("%d", now->tanks[number].score), 1, colour,
         number == 0 ? GM_FA_LEFT : GM_FA_RIGHT);
    note(number == 0 ? x + 14 : x - 14, 3, who, 1, MIST, number == 0 ? GM_FA_LEFT : GM_FA_RIGHT);
}

static const char *announcement(const World *now) {
    int winner = now->tanks[0].score > now->tanks[1].score ? 0 : 1;
    if (now->phase == READY) return now->steps < 60 ? "READY" : "SET";
    if (now->phase == OVER) return winner == 0 ? "GREEN WINS" : "RED WINS";
    return "";
}

static const char *link_words(const Wire *from) {
    switch (from->link) {
    case ALONE:
        return "";
    case CONNECTING:
        return gm_text("connecting to %s by %s", from->host, way_name(from->way));
    case WAITING:
        return "waiting for the first word of the server";
    case IN:
        return gm_text("%s   %d states   %d missed", way_name(from->way), from->received,
                       from->missed);
    case LOST:
        return "nobody answers: trying again";
    }
    return "";
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    const Wire *from = wire();
    if (from->link == ALONE) return;
    gm_draw_set_alpha(0.75);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(0, 0, 639, 13, false);
    gm_draw_rectangle(0, 354, 639, 367, false);
    gm_draw_set_alpha(1);
    note(320, 357, link_words(from), 1, from->link == LOST ? CORAL : ASH, GM_FA_CENTER);
    if (from->received == 0) return;
    for (int i = 0; i < TANKS; i++)
        draw_score(&from->now, i);
    note(320, 150, announcement(&from->now), 4, GOLD, GM_FA_CENTER);
}

const GmObject obj_view = {
    .vars = GM_VARS(View, shots, bounces, hits),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw, [GM_DRAW_GUI] = draw_gui},
};
