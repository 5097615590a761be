/* The running game: opening and closing everything in order, one step at a time in between.
 * gm_game_run is these three in a loop; tests call them by hand. Thread: main. */
#ifndef RUNTIME_GAME_H
#define RUNTIME_GAME_H

#include "gm_game.h"

bool game_open(const GmGameDesc *desc); /* false: said why; nothing is left open */
bool game_step(void);                   /* one tick and its picture; false: the game has ended */
int game_close(void);                   /* the exit status */

#endif
