/* Collisions: the pairs of instances that touch (runtime-model 5.6). Calls no handler itself.
 * Thread: main. */
#ifndef OBJECTS_COLLIDE_H
#define OBJECTS_COLLIDE_H

#include "../runtime/gm_instance.h"

/* Calls touch(a, b) for every pair of instances that touch and of which one handles it, in the
 * order of runtime-model 5.6, each unordered pair once. Solid pairs go back to where they were
 * first. What touch changes of a, b and those handed out to it is seen by later pairs. */
void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b));
/* A game was handed this instance and may change it. Costs next to nothing outside the phase. */
void collide_note(GmInstance *self);
void collide_close(void);

#endif
