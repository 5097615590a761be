/* Meetings: which kinds of objects collide, and in which order their instances are visited
 * (runtime-model 5.6). Worked out once, when objects are defined. Thread: main. */
#ifndef OBJECTS_MEETING_H
#define OBJECTS_MEETING_H

#include "object.h"

/* Instances of first and its descendants meet those of second and its descendants. */
typedef struct Meeting {
    const Object *first, *second;
} Meeting;

void meetings_open(void); /* again after objects were redefined */
void meetings_close(void);
/* By the first's index, then by the second's. */
int meeting_count(void);
const Meeting *meeting_at(int place);
/* Two instances may be reached through several meetings, and both ways round. Is this the visit of
 * a and b that comes first in a step, which is the one that counts? */
bool meeting_counts(int place, const GmInstance *a, const GmInstance *b);

#endif
