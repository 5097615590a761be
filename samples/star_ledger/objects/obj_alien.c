/* obj_alien: what all visitors have in common: they bear some shots, flash, burst, give points.
 * User event 0 is "hurt". Children set strength and points when they are made. */
#include "aliens.h"

static void hurt(GmInstance *self, const GmEvent *event) {
    (void)event;
    Alien *my = gm_vars(self);
    my->flash = 6;
    if (--my->strength > 0) {
        match_play_sound("snd_blip", 0.3, 0.7);
        return;
    }
    blast(self->x, self->y, 1, GM_C_WHITE);
    match_add_points(my->points, self->x, self->y);
    match_play_sound("snd_explosion", 0.4, gm_random_range(1.2, 1.6));
    gm_instance_destroy(self->id);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Alien *my = gm_vars(self);
    my->steps++;
    if (my->flash > 0) my->flash--;
    self->x = gm_clamp(self->x, 16, FIELD_WIDTH - 16);
    if (self->y > HEIGHT + 40) gm_instance_destroy(self->id);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Alien *my = gm_vars(self);
    double swell = 1 + my->flash * 0.03;
    gm_draw_sprite_ext(self->sprite_index, self->image_index, self->x, self->y, swell, swell,
                       self->image_angle, GM_C_WHITE, 1);
    if (my->flash == 0) return;
    gm_gpu_set_blendmode(GM_BM_ADD);
    gm_draw_sprite_ext(self->sprite_index, self->image_index, self->x, self->y, swell, swell,
                       self->image_angle, GM_C_WHITE, 0.7);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

const GmObject obj_alien = {
    .vars = ALIEN_VARS,
    .on = {[GM_STEP] = step, [GM_USER(0)] = hurt, [GM_DRAW] = draw},
};
