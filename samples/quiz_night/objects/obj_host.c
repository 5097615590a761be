/* obj_host: stands beside the screen and shows what he thinks. */
#include "quiz.h"

#include <math.h>

enum { LISTENS, SPEAKS, CHEERS, IS_SORRY };

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Quiz *now = quiz();
    bool mouth = now->steps / 9 % 2 == 0;
    switch (now->stage) {
    case STAGE_NAME:
        self->image_index = mouth ? SPEAKS : LISTENS;
        break;
    case STAGE_ASK:
        self->image_index = mouth && now->steps < 150 ? SPEAKS : LISTENS;
        break;
    case STAGE_REVEAL:
        self->image_index = now->was_right ? CHEERS : IS_SORRY;
        break;
    case STAGE_WAIT:
        self->image_index = now->steps > 120 ? IS_SORRY : LISTENS;
        break;
    case STAGE_TABLE:
    case STAGE_AGAIN:
        self->image_index = CHEERS;
        break;
    }
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    double hop = self->image_index == CHEERS ? fabs(sin(gm_step_count() * 0.15)) * 6 : 0;
    gm_draw_set_colour(INK);
    gm_draw_set_alpha(0.5);
    gm_draw_ellipse(self->x - 22, self->y - 4, self->x + 22, self->y + 6, false);
    gm_draw_set_alpha(1);
    gm_draw_sprite("spr_host", self->image_index, self->x, self->y - floor(hop));
}

const GmObject obj_host = {
    .sprite = "spr_host",
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
