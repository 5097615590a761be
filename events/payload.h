/* gm_async_post's side of the door. */
#ifndef EVENTS_PAYLOAD_H
#define EVENTS_PAYLOAD_H

#include <stdbool.h>

#include "../runtime/gm_async.h"

/* Closed: what is posted is freed at once, since no game runs; a post that was under way has
 * reached the mailbox when this returns. Thread: main. */
void payload_door(bool open);

/* The payload's map; a list becomes one with the list under the key "result". Ends the payload.
 * Thread: any. */
struct Map *payload_take(GmPayload *payload);

#endif
