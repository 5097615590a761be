/* What only some instances have: alarms, friction, gravity, a remembered speed and direction. Kept
 * in one pool, so that instances without them stay small. Thread: main. */
#ifndef OBJECTS_EXTRA_H
#define OBJECTS_EXTRA_H

#include "../runtime/gm_instance.h"

typedef struct Extra {
    GmInstance *self;             /* whose it is; NULL: nobody's */
    double alarm[GM_ALARM_COUNT]; /* steps; -1 off */
    double friction, gravity, gravity_direction;
    /* speed and direction as they were set, and the components they were turned into: while both
     * components still hold, these are exact; otherwise they are worked out anew. */
    double speed, direction, for_hspeed, for_vspeed;
    int next_free;
} Extra;

Extra *extra_of(const GmInstance *self); /* NULL: it has none. Good until the next extra_need */
Extra *extra_need(GmInstance *self);     /* made if it has none */
void extra_free(int extra);              /* 0: none */
/* Every one that belongs to an instance, in no order: for (int i = 0; (extra = extra_next(&i));) */
Extra *extra_next(int *place);
void extras_close(void);

#endif
