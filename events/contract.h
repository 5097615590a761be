/* The contract checker: tells the author of a game, in one sentence each and once, what is likely
 * wrong in how the game asks for things and hears of them. It changes nothing that a game can see.
 *
 *   what is found                             where it looks
 *   a request that no object hears            request_open
 *   the same request in every step            request_open
 *   a handler that mixes up answers           around each handler; pump; maps
 *   a handler that takes too long             around each handler
 *   a key that the event does not have        maps
 *   a map that is read outside its event      maps; gm_async_load; the end of dispatch_async
 *
 * "Around each handler" is a stand-in for handlers of asynchronous events (objects_stand_in);
 * "maps" is ds_watch. While the checker is off there is neither, and the other places look at one
 * flag. Thread: main. */
#ifndef EVENTS_CONTRACT_H
#define EVENTS_CONTRACT_H

#include "mailbox.h"

extern bool contract_is_on; /* for reading */

/* After the objects. is_paced: somebody waits for each frame, so slow handlers matter. */
void contract_open(bool is_paced);
void contract_close(void);

/* What it is told, while it is on. */
void contract_requested(const AsyncSource *source, const char *call);
void contract_answering(const Completion *completion); /* its event comes next; NULL: it was */
void contract_map_ends(int map);                       /* of an event, after its last handler */
void contract_no_map(void);                            /* gm_async_load() was asked: it is -1 */

#endif
