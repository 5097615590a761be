/* What play-testing draws over the game: F1 figures, "paused", a compiler's message.
 * Thread: main. */
#ifndef RUNTIME_OVERLAY_H
#define RUNTIME_OVERLAY_H

#include <stdint.h>

void overlay_toggle(void);
void overlay_error(const char *text);  /* shown until it is NULL; copied */
const char *overlay_error_shown(void); /* NULL: none; lent until it changes */
void overlay_note(const char *text);   /* shown for two seconds of steps; copied */
void overlay_step_took(int64_t us);    /* once per step */
void overlay_paused(const char *why);  /* NULL: the game runs; lent until changed */
void overlay_draw(void);
void overlay_close(void);

#endif
