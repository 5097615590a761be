/* Screenshots: at steps named by --screenshot STEP:FILE, and by F12. Thread: main. */
#ifndef RUNTIME_SCREENSHOTS_H
#define RUNTIME_SCREENSHOTS_H

#include <stdbool.h>

/* Lent until closed. False: an entry is not STEP:FILE, said which. */
bool screenshots_open(const char *const *wanted);
void screenshots_step(int step); /* after the picture of that step */
void screenshot_now(void);       /* screenshot-STEP.png where the program was started */

#endif
