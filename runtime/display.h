/* The display, the window on it, and the size in which Draw GUI events see the window. */
#ifndef RUNTIME_DISPLAY_H
#define RUNTIME_DISPLAY_H

/* From a Draw GUI event's positions to window pixels at the game's own size. */
double display_gui_scale_x(void);
double display_gui_scale_y(void);
void display_reset(void); /* Draw GUI's size is the game's own again */

#endif
