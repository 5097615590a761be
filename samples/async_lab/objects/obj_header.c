/* obj_header: the line at the top: the name, the step, how much is open. */
#include "lab.h"

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_draw_sprite("spr_title", 0, 10, 3);
    note(276, 12, "Every asynchronous event, asked for and answered.", MIST, GM_FA_LEFT);
    note(276, 24, "Click, or press the keys. PageUp, PageDown, wheel: the log.", STONE, GM_FA_LEFT);
    note(946, 12, gm_text("step %d", gm_step_count()), MIST, GM_FA_RIGHT);
    note(946, 24, gm_text("%d open", gm_request_count()), gm_request_count() > 0 ? GOLD : STONE,
         GM_FA_RIGHT);
    if (gm_instance_number("obj_open") == 0)
        note(690, 482, "what is open is shown here", SLATE, GM_FA_CENTER);
    if (demo_is_on() && gm_step_count() / 30 % 2 == 0)
        note(850, 18, "DEMO: touch anything", GOLD, GM_FA_RIGHT);
}

const GmObject obj_header = {
    .on = {[GM_DRAW] = draw},
};
