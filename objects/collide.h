/* Collisions: which instances touch (runtime-model 5.5, 5.6). Calls no handler itself.
 * Thread: main. */
#ifndef OBJECTS_COLLIDE_H
#define OBJECTS_COLLIDE_H

#include "../runtime/gm_instance.h"

/* Calls touch(a, b) for every pair of instances that touch and of which one handles it, in the
 * order of runtime-model 5.6, each unordered pair once. Solid pairs go back to where they were
 * first. Positions that touch changes are seen by later pairs. */
void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b));
bool collide_point(const GmInstance *self, double x, double y); /* is the point on its mask? */
void collide_close(void);

#endif
