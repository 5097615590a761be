/* The manual's debug_input_...: what keys and mouse did, kept in a file and played back step by
 * step. The calls are in gm_input.h. Thread: main. */
#ifndef RUNTIME_INPUT_TAPE_H
#define RUNTIME_INPUT_TAPE_H

#include "../platform/window.h"

/* What the window said: kept if a recording wants it, and given to the input unless the playback
 * stands in for it. */
void input_tape_feed(const WindowEvent *event);
void input_tape_step(void); /* before each step: plays back what belongs to it */
void input_tape_close(void);

#endif
