/* obj_guide: what is in memory and what is on its way, and a plan of the hall along the bottom. */
#include "gallery.h"

#include <math.h>

enum { PLAN_LEFT = 210, PLAN_RIGHT = 626, PLAN_Y = 345 };

typedef struct Figures {
    int asked, shown, failed;
    double megabytes;
} Figures;

static Figures count(void) {
    Figures now = {0};
    for (GmWith each = gm_with("obj_frame"); gm_with_next(&each);) {
        const Frame *frame = gm_vars(each.self);
        now.asked += frame->state == ASKED;
        now.failed += frame->state == FAILED;
        if (frame->state != SHOWN) continue;
        now.shown++;
        now.megabytes += 4.0 * gm_sprite_get_width(frame->sprite) *
                         gm_sprite_get_height(frame->sprite) / 1048576;
    }
    return now;
}

static double on_plan(double x) {
    return PLAN_LEFT + (PLAN_RIGHT - PLAN_LEFT) * x / gm_room_width();
}

static void draw_plan(void) {
    static const GmColour colours[] = {
        [EMPTY] = STONE, [ASKED] = GOLD, [SHOWN] = MINT, [FAILED] = CORAL};
    gm_draw_set_colour(STONE);
    gm_draw_line(PLAN_LEFT, PLAN_Y, PLAN_RIGHT, PLAN_Y);
    for (GmWith each = gm_with("obj_frame"); gm_with_next(&each);) {
        const Frame *frame = gm_vars(each.self);
        double x = floor(on_plan(each.self->x));
        bool blinks = frame->state == ASKED && gm_step_count() / 8 % 2 == 0;
        gm_draw_set_colour(blinks ? INK : colours[frame->state]);
        gm_draw_rectangle(x - 5, PLAN_Y - 4, x + 5, PLAN_Y + 3, false);
    }
    gm_draw_sprite_ext("spr_visitor", 0, floor(on_plan(visitor()->x)), PLAN_Y + 8,
                       visitor()->image_xscale * 0.5, 0.5, 0, GM_C_WHITE, 1);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    Figures now = count();
    gm_draw_set_colour(INK);
    gm_draw_rectangle(0, 330, 639, 359, false);
    gm_draw_sprite("spr_title", 0, 10, 328);
    note(628, 4, gm_text("%d on the wall, %.0f MB", now.shown, now.megabytes), MINT, GM_FA_RIGHT);
    note(486, 4, gm_text("%d on their way", now.asked), now.asked > 0 ? GOLD : STONE, GM_FA_RIGHT);
    note(376, 4, gm_text("%d cannot be shown", now.failed), now.failed > 0 ? CORAL : STONE,
         GM_FA_RIGHT);
    note(10, 4, "left, right, shift    R asks again", ASH, GM_FA_LEFT);
    draw_plan();
}

const GmObject obj_guide = {.on = {[GM_DRAW_GUI] = draw_gui}};
