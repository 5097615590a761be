/* Requests: what a start function hands out. States and their one owner:
 *   OPEN    the source or its worker        POSTED  the mailbox
 *   LANDED  main, inside the pump           closed  nobody; the id is never used again */
#ifndef EVENTS_REQUEST_H
#define EVENTS_REQUEST_H

#include <stdatomic.h>
#include <stdbool.h>

typedef struct AsyncSource AsyncSource;

typedef struct Request {
    int id; /* > 0 */
    const AsyncSource *source;
    atomic_bool cancelled; /* main sets it, workers look */
    bool is_answered;      /* main: by request_answer */
    struct Request *next, *previous;
} Request;

/* call: the function that the game called, for sentences: "gm_http_get". NULL: not known. main */
Request *request_open(const AsyncSource *source, const char *call);
int request_spend_id(void); /* main: an id that no event will name */
/* Thread: any, by whoever works on it. */
static inline bool request_is_cancelled(const Request *request) {
    return atomic_load_explicit(&request->cancelled, memory_order_relaxed);
}
/* Main, for sources whose back ends only know ids: an open request, whose final completion is
 * posted now. NULL: there is none of this source, or it was answered before. */
Request *request_answer(int id, const AsyncSource *source);
void request_close(Request *request); /* main: the pump, after the final event */
int request_count(void);              /* main: how many are open */
int request_count_of(int event);      /* main: whose answer fires that event */
int request_count_settling(void);     /* those that do not ask people */
void requests_close(void);            /* main, at the end: forgets those still open */

#endif
