/* Play queues, as the voices know them. A queue's number is its sound's; numbers of other sounds,
 * and none, mean no queue. Thread: main. */
#ifndef EVENTS_ASYNC_PLAY_QUEUE_H
#define EVENTS_ASYNC_PLAY_QUEUE_H

#include <stdbool.h>

bool play_queue_may_begin(int queue);       /* it holds something, and is not playing */
void play_queue_begin(int queue, int slot); /* the voice in the slot plays it now */
void play_queue_clear(int queue);           /* its voice, if any, has ended: tells what was left */
void play_queues_clear(void);               /* every one */
void play_queue_end(int queue);             /* it was cleared */

#endif
