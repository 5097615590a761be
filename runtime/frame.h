/* One step of the game, as one list of calls in the order the engine promises. Thread: main. */
#ifndef RUNTIME_FRAME_H
#define RUNTIME_FRAME_H

#include <stdbool.h>

typedef struct FrameRules {
    bool settle; /* the pump waits for every request under way */
} FrameRules;

/* Runs the phases of one step. A room change that a phase asks for cuts the step short after it;
 * false then: nothing was drawn. */
bool frame_step(const FrameRules *rules);
void frame_note_close_button(void); /* the window was asked to close: Close Button, next step */
void frame_note_resize(void);

#endif
