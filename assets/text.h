/* Texts for a while: what gm_text and its like return lives until the step after this one ends.
 * Thread: main. */
#ifndef ASSETS_TEXT_H
#define ASSETS_TEXT_H

#include <stddef.h>

char *text_take(size_t bytes); /* that many bytes, the final zero counted */
void text_step(void);          /* once per step: texts of the step before the last end */
void texts_close(void);        /* all texts end */

#endif
