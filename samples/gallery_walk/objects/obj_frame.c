/* obj_frame: one painting on the wall. It is asked for when the visitor comes near, shown when its
 * event says that it is there, and given up when the visitor has gone on. */
#include "gallery.h"

#include <math.h>

enum { UNVEIL_STEPS = 40, BORDER = 6 };

static void enter(Frame *my, FrameState state) {
    my->state = state;
    my->steps = 0;
}

/* MARK: the picture's life */

static void give_up(Frame *my) {
    if (my->sprite != GM_NONE) gm_sprite_delete(my->sprite); /* also ends what is under way */
    my->sprite = GM_NONE;
    enter(my, EMPTY);
}

/* A path is one on the server; anything else is a file of the game. */
static void ask(Frame *my) {
    const char *source =
        my->source[0] == '/' ? gm_text("%s%s", gm_game_origin(), my->source) : my->source;
    my->sprite = gm_sprite_add_ext(source, 1, 0, 0, true);
    enter(my, ASKED);
}

void frame_ask_again(GmInstance *frame) {
    Frame *my = gm_vars(frame);
    if (my->state != FAILED) return;
    give_up(my);
    ask(my);
}

static const char *reason(const GmAsyncImage *picture) {
    if (picture->http_status == 0) return "the server said nothing";
    if (picture->http_status >= 400) return gm_text("the server said %d", picture->http_status);
    if (picture->status == GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED) return "it is damaged";
    if (picture->status == GM_SPRITE_ADD_EXT_ERROR_LOADFAILED) return "it broke off";
    return gm_text("it failed (%d)", picture->status);
}

static void on_image(GmInstance *self, const GmEvent *event) {
    Frame *my = gm_vars(self);
    const GmAsyncImage *picture = gm_async_image(event);
    if (picture->id != my->sprite) return; /* another frame's */
    if (picture->status == 0) {
        enter(my, SHOWN);
        return;
    }
    gm_copy_text(my->why, sizeof my->why, reason(picture));
    give_up(my);
    enter(my, FAILED);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Frame *my = gm_vars(self);
    my->sprite = GM_NONE;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Frame *my = gm_vars(self);
    double away = fabs(self->x - visitor()->x);
    my->steps++;
    if (my->state == EMPTY && away < ASK_WITHIN) ask(my);
    if (my->state != EMPTY && away > GIVE_UP_BEYOND) give_up(my);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    give_up(gm_vars(self));
}

/* MARK: drawing */

static void draw_border(double left, double top, double right, double bottom) {
    static const GmColour rings[BORDER] = {0x342B4A, 0x50845C, 0x639DC9, 0x66D1FF, 0x639DC9, INK};
    for (int i = 0; i < BORDER; i++) {
        int out = BORDER - i;
        gm_draw_set_colour(rings[i]);
        gm_draw_rectangle(left - out, top - out, right + out - 1, bottom + out - 1, true);
    }
    for (int corner = 0; corner < 4; corner++)
        gm_draw_sprite_ext("spr_corner", 0, corner % 2 == 0 ? left - 2 : right + 2,
                           corner < 2 ? top - 2 : bottom + 2, corner % 2 == 0 ? 1 : -1,
                           corner < 2 ? 1 : -1, 0, GM_C_WHITE, 1);
}

/* A cloth that is drawn up when the picture is there. */
static void draw_cloth(const Frame *my, double left, double top) {
    double part = my->state == SHOWN ? gm_clamp(1 - my->steps / (double)UNVEIL_STEPS, 0, 1) : 1;
    double high = my->high * part * part;
    if (high < 1) return;
    for (int fold = 0; fold < (int)my->wide; fold += 8) {
        double light = 0.5 + 0.5 * sin(fold * 0.55 + (my->state == ASKED ? my->steps * 0.06 : 0));
        double right = fmin(left + fold + 8, left + my->wide);
        gm_draw_set_colour(gm_merge_colour(0x3D2744, 0x7C3A74, light * 0.7));
        gm_draw_rectangle(left + fold, top, right - 1, top + high - 1, false);
    }
    gm_draw_set_colour(GOLD);
    gm_draw_rectangle(left, top + high - 3, left + my->wide - 1, top + high - 1, false);
}

static void draw_plate(const GmInstance *self, const Frame *my) {
    double y = self->y + my->high / 2 + 14;
    const char *size = my->state != SHOWN ? ""
                                          : gm_text("%d x %d", gm_sprite_get_width(my->sprite),
                                                    gm_sprite_get_height(my->sprite));
    note(self->x, y, my->title, CREAM, GM_FA_CENTER);
    note(self->x, y + 10, my->state == FAILED ? my->why : size, my->state == FAILED ? CORAL : ASH,
         GM_FA_CENTER);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Frame *my = gm_vars(self);
    double left = self->x - my->wide / 2, top = self->y - my->high / 2;
    gm_draw_set_colour(DUSK);
    gm_draw_rectangle(left, top, left + my->wide - 1, top + my->high - 1, false);
    if (my->state == SHOWN) gm_draw_sprite_stretched(my->sprite, 0, left, top, my->wide, my->high);
    if (my->state == FAILED)
        gm_draw_sprite_stretched("spr_torn", 0, left, top, my->wide, my->high);
    else
        draw_cloth(my, left, top);
    draw_border(left, top, left + my->wide, top + my->high);
    if (my->state == ASKED) gm_draw_sprite("spr_spinner", my->steps / 4, self->x, self->y);
    draw_plate(self, my);
}

const GmObject obj_frame = {
    .vars = GM_VARS(Frame, source, title, wide, high, state, sprite, steps, why),
    .on = {[GM_CREATE] = create,
           [GM_ASYNC_IMAGE_LOADED] = on_image,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw},
};
