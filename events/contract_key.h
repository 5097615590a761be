/* Is a key one of an event's? And if not: which is nearly it. Thread: main. */
#ifndef EVENTS_CONTRACT_KEY_H
#define EVENTS_CONTRACT_KEY_H

#include "../runtime/gm_event.h"

/* True also where one cannot tell: the event promises no list of keys, or the object handles
 * several events and another of them has the key. *nearest: a key of the event that is spelled
 * nearly so; NULL: none is. */
bool contract_key_is_known(int object, GmEventKind kind, const char *key, const char **nearest);

#endif
