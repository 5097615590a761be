/* The mailbox: where workers leave completions and the pump finds them. Per producer the order is
 * kept; nothing is lost; it is never full. */
#ifndef EVENTS_MAILBOX_H
#define EVENTS_MAILBOX_H

#include <stdbool.h>

#include "request.h"

struct Map;

/* Plain data with one owner at a time: the worker until it is posted, then the mailbox, then the
 * pump. A source's own struct has this as its first member. */
typedef struct Completion {
    struct Completion *next;
    const AsyncSource *source; /* whose it is; NULL: gm_async_post */
    Request *request;          /* NULL: nobody asked */
    struct Map *map;           /* what async_load will hold; owned */
    int event;                 /* 60 to 80; 0, also by its source's land: no event comes of it */
    int after;                 /* settling, if nobody asked: it comes after that request */
    bool last;                 /* the request's final one */
} Completion;

void mailbox_post(Completion *completion); /* Thread: any. Takes it. Never blocks for long. */
Completion *mailbox_take_all(void);        /* main: the oldest first, linked by next; NULL: empty */
/* Waits until something is there or ms milliseconds went by. main */
bool mailbox_wait(int ms);

#endif
