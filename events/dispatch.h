/* Dispatch: the only place that calls a game's handlers. Thread: main. */
#ifndef EVENTS_DISPATCH_H
#define EVENTS_DISPATCH_H

#include "../runtime/gm_event.h"

/* One event of one instance: the nearest handler up its parents, at once. */
void dispatch_one(GmInstance *self, GmEventKind kind);
/* To every instance that handles it: by object index, then by age. Each exactly once; who is made
 * meanwhile waits for the next event, who is destroyed or deactivated is skipped. */
void dispatch_all(GmEventKind kind);
/* The same, but by age alone: Game Start, Room Start and their like (runtime-model 1.3). */
void dispatch_by_age(GmEventKind kind);
/* Both sides of a collision: self first, then other. */
void dispatch_collision(GmInstance *self, GmInstance *other);
/* An asynchronous event (60 to 80) with that map as gm_async_load(), or a message (76) with it as
 * gm_event_data(); then the map is destroyed, if no handler did it. */
void dispatch_async(int number, int map);

/* While a room change is pending events are held back, with exceptions (runtime-model 1.3).
 * keeps: the current room is persistent. */
void dispatch_hold_back(bool pending, bool keeps);

/* From here on a handler that crashes is left, and crashed hears of it; NULL: no more. */
struct GuardCrash;
void dispatch_guard(void (*crashed)(const GmEvent *event, const struct GuardCrash *crash));

const GmEvent *dispatch_running(void); /* NULL: no handler runs */
unsigned dispatch_count(int number);   /* how often async event number was fired */
void dispatch_reset(void);

#endif
