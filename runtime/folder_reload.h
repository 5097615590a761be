/* While a game runs from its folder, what is saved there changes it: C is rebuilt in the background
 * and swapped between two steps, assets are loaded again under their handles, rooms count when they
 * are entered next. What is broken is said, on screen too, and the old plays on. Thread: main. */
#ifndef RUNTIME_FOLDER_RELOAD_H
#define RUNTIME_FOLDER_RELOAD_H

#include "folder.h"

void folder_reload_open(const GameFolder *folder); /* copies what it needs */
void folder_reload_close(void);
void folder_reload_step(void); /* between two steps: looks, builds on, swaps; never waits */
void folder_reload_all(void);  /* as if every file had just been saved */
/* The code that is open crashed, as the sentence says: shows it, and goes back if it can. */
void folder_reload_go_back(const char *sentence);

#endif
