/* Built-in motion and animation: what happens to every instance in every step without a handler.
 * Thread: main. */
#ifndef OBJECTS_MOTION_H
#define OBJECTS_MOTION_H

#include "../runtime/gm_instance.h"

/* Phase 6 and 7: remembers positions, advances images and wraps them. The instances whose animation
 * ended, oldest first, are in *ended (lent until the next call); their number is returned. Nothing
 * is gathered unless wanted. */
int motion_begin_step(double step_seconds, GmInstance *const **ended, bool wanted);
/* A message on a sub-image that an animation reached. */
typedef struct MotionMessage {
    const char *text; /* lent by the sprite */
    int instance;     /* id of the sender */
    uint32_t stamp;   /* its age */
    int order;        /* in which the sender said it */
} MotionMessage;
void motion_want_messages(bool wanted); /* for the steps from now on; not at first */
/* Those of this step, the oldest sender's first; lent until the next motion_begin_step. */
const MotionMessage *motion_messages(int *count);

void motion_move(void); /* phase 21: friction, gravity, position */
void motion_close(void);

#endif
