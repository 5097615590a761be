/* Texts that live for a step or two: gm_text and its like. Thread: main. */
#ifndef ASSETS_TEXT_H
#define ASSETS_TEXT_H

#include <stddef.h>

char *text_take(size_t bytes); /* that many bytes, until the step after this one ends */
void text_step(void);          /* once per step */
void texts_close(void);

#endif
