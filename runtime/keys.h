/* The function keys of play-testing: F1 overlay, F2 pause, F3 one step, F4 slow motion, F5 reload,
 * F12 screenshot. Thread: main. */
#ifndef RUNTIME_KEYS_H
#define RUNTIME_KEYS_H

#include "../platform/window.h"

bool keys_handle(const WindowEvent *event); /* true: it was one of them, the game does not see it */
bool keys_may_step(void);                   /* false: paused; F3 lets one through */
int keys_slowdown(void); /* a step takes so many times as long: 1, or 4 in slow motion */
void keys_open(bool paused);

#endif
