/* obj_picture: shows the picture that came last, as large as its frame. */
#include "lab.h"

#include <math.h>

enum { FRAME = 146, MANY = 8, FAILURE_STEPS = 120 };

typedef struct Shown {
    int sprite;        /* the game owns what gm_sprite_add returned; GM_NONE: none yet */
    int waiting[MANY]; /* asked for, not there yet */
    int status;        /* of the last one */
    int steps;
} Shown;

void picture_ask(const char *url, int images, bool prefetch, int button) {
    Shown *my = gm_vars(gm_instance("obj_picture"));
    for (int i = 0; i < MANY; i++) {
        if (my->waiting[i] != GM_NONE && gm_sprite_exists(my->waiting[i])) continue;
        my->waiting[i] = gm_sprite_add_ext(url, images, 0, 0, prefetch);
        open_add(60, my->waiting[i], button, "picture");
        return;
    }
    log_note(CORAL, "eight pictures are on their way already");
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Shown *my = gm_vars(self);
    my->sprite = GM_NONE;
    for (int i = 0; i < MANY; i++)
        my->waiting[i] = GM_NONE;
}

static void on_image(GmInstance *self, const GmEvent *event) {
    Shown *my = gm_vars(self);
    const GmAsyncImage *picture = gm_async_image(event);
    for (int i = 0; i < MANY; i++) {
        if (my->waiting[i] == GM_NONE || my->waiting[i] != picture->id) continue;
        my->waiting[i] = GM_NONE;
        my->status = picture->status;
        my->steps = 0;
        int old = picture->status == 0 ? my->sprite : picture->id;
        if (picture->status == 0) my->sprite = picture->id;
        if (old != GM_NONE) gm_sprite_delete(old);
    }
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Shown *my = gm_vars(self);
    my->steps++;
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Shown *my = gm_vars(self);
    if (my->sprite != GM_NONE) gm_sprite_delete(my->sprite);
    for (int i = 0; i < MANY; i++)
        if (my->waiting[i] != GM_NONE) gm_sprite_delete(my->waiting[i]);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Shown *my = gm_vars(self);
    const char *words = "no picture yet";
    if (my->sprite != GM_NONE) {
        double wide = gm_sprite_get_width(my->sprite), high = gm_sprite_get_height(my->sprite);
        double scale = fmin(FRAME / wide, FRAME / high);
        if (scale > 1) scale = floor(scale);
        double ease = 1 - pow(1 - gm_clamp(my->steps / 20.0, 0, 1), 3);
        wide *= scale, high *= scale;
        gm_draw_sprite_stretched(my->sprite, gm_step_count() / 8, self->x - wide / 2,
                                 self->y - 10 - high * ease / 2, wide, high * ease);
        words =
            gm_text("%d x %d", gm_sprite_get_width(my->sprite), gm_sprite_get_height(my->sprite));
    }
    bool has_failed = my->status < 0 && my->steps < FAILURE_STEPS;
    note(self->x, 514, has_failed ? gm_text("failed: %d", my->status) : words,
         has_failed ? CORAL : ASH, GM_FA_CENTER);
}

const GmObject obj_picture = {
    .vars = GM_VARS(Shown, sprite, waiting, status, steps),
    .on = {[GM_CREATE] = create,
           [GM_ASYNC_IMAGE_LOADED] = on_image,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw},
};
