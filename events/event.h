/* What kinds of events there are: names, and the manual's numbers. Thread: any */
#ifndef EVENTS_EVENT_H
#define EVENTS_EVENT_H

#include "../runtime/gm_event.h"

/* GM_EVENT_COUNT: no such event. */
GmEventKind event_kind(int type, int number);
enum { FIRST_ASYNC = 60, LAST_ASYNC = 80 };
GmEventKind event_async_kind(int number); /* those between are not all there */
void event_numbers(GmEventKind kind, int *type, int *number);
const char *event_name(GmEventKind kind); /* "Step"; "Key Press"; "<none>" */

#endif
