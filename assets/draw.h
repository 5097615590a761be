/* Drawing: the state that gm_draw_... keeps, and the door that is open only while a picture is
 * made. Thread: main. */
#ifndef ASSETS_DRAW_H
#define ASSETS_DRAW_H

#include "../runtime/gm_draw.h"

typedef struct DrawState {
    GmColour colour;
    double alpha;
    int font, halign, valign, blend;
} DrawState;

DrawState draw_state(void);
void draw_set_state(DrawState state);
DrawState draw_default_state(void);

void draw_allow(bool allowed); /* the frame opens and closes the door */
/* Whose draw event runs: a sub-image of -1 is its image_index (runtime-model 7.2). NULL: nobody's.
 */
void draw_self_is(const GmInstance *self);
bool draw_is_allowed(const char *call); /* closed: warns once, by the call's name */
uint32_t draw_colour(void);             /* the current colour and alpha, as render.h wants it */
uint32_t draw_with_alpha(GmColour colour, double alpha);
void draw_primitive_close(void);
void draw_close(void); /* state back to its defaults */

#endif
