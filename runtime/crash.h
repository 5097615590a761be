/* Crashes of the game's own code: said with file and line, and the code from before plays on. Only
 * for games that are played from their folder: a program with a main of its own keeps its signals.
 * Thread: main. */
#ifndef RUNTIME_CRASH_H
#define RUNTIME_CRASH_H

#include <stdbool.h>

void crash_open(void);
void crash_step(void);  /* between two steps: goes back to the code from before */
bool crash_close(void); /* true: there was one */

#endif
