/* obj_avatar: a picture from the server. It waits, is shown, or stays a blank face. */
#include "ledger.h"

typedef struct Avatar {
    char path[48];
    int sprite; /* GM_NONE: none was asked for, or it failed */
    bool is_here;
    double light; /* 0 to 1: fades in */
} Avatar;

static void ask(Avatar *my) {
    if (my->sprite != GM_NONE) gm_sprite_delete(my->sprite);
    my->sprite = gm_sprite_add(ledger_url(my->path), 1, 0, 0);
    my->is_here = false;
}

/* Makes an avatar for a path, if there is none yet; one that failed asks again. */
void avatar_open(int *avatar, const char *path) {
    if (*avatar == GM_NONE || !gm_instance_exists(*avatar)) {
        *avatar = gm_instance_create_layer(-100, 0, "Ledger", "obj_avatar");
        Avatar *its = gm_vars(gm_instance(*avatar));
        gm_copy_text(its->path, sizeof its->path, path);
    }
    Avatar *its = gm_vars(gm_instance(*avatar));
    if (its->sprite == GM_NONE) ask(its);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Avatar *my = gm_vars(self);
    my->sprite = GM_NONE;
}

static void on_image(GmInstance *self, const GmEvent *event) {
    Avatar *my = gm_vars(self);
    const GmAsyncImage *picture = gm_async_image(event);
    if (picture->id != my->sprite) return;
    my->is_here = picture->status == 0;
    if (my->is_here) return;
    gm_sprite_delete(my->sprite);
    my->sprite = GM_NONE;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Avatar *my = gm_vars(self);
    my->light = my->is_here ? gm_lerp(my->light, 1, 0.08) : 0;
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Avatar *my = gm_vars(self);
    if (my->sprite != GM_NONE) gm_sprite_delete(my->sprite);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Avatar *my = gm_vars(self);
    bool is_waiting = my->sprite != GM_NONE && !my->is_here;
    gm_draw_sprite("spr_blank_face", 0, self->x, self->y);
    if (is_waiting) gm_draw_sprite("spr_spinner", gm_step_count() / 4, self->x + 12, self->y + 12);
    if (my->sprite == GM_NONE) note(self->x + 13, self->y + 8, "?", STONE, GM_FA_CENTER);
    if (my->is_here)
        gm_draw_sprite_ext(my->sprite, 0, self->x, self->y, 1, 1, 0, GM_C_WHITE, my->light);
}

const GmObject obj_avatar = {
    .vars = GM_VARS(Avatar, path, sprite, is_here, light),
    .on = {[GM_CREATE] = create,
           [GM_ASYNC_IMAGE_LOADED] = on_image,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW_GUI] = draw},
};
