/* obj_mirror: the lights again, in the water, where they tremble. */
#include "choir.h"

#include <math.h>

enum { SLICE = 2, DEEP = 84 };

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const float *bars = spectrum_bars();
    gm_gpu_set_blendmode(GM_BM_ADD);
    for (int i = 0; i < BARS; i++) {
        double deep = (double)bars[i] * DEEP - SLICE;
        gm_draw_set_colour(bar_colour(i));
        for (int y = SLICE; y < deep; y += SLICE) {
            double sway = floor(sin(y * 0.4 + gm_step_count() * 0.06) * (1 + y * 0.05));
            double left = self->x + i * BAR_APART + sway;
            gm_draw_set_alpha(0.42 * (1 - y / deep));
            gm_draw_rectangle(left, self->y + y, left + BAR_APART - 1, self->y + y + SLICE - 1,
                              false);
        }
    }
    gm_draw_set_alpha(1);
    gm_gpu_set_blendmode(GM_BM_NORMAL);
}

const GmObject obj_mirror = {.on = {[GM_DRAW] = draw}};
