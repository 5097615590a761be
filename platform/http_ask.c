/* A call whose thread waits for it, while the http thread does the work. */
#include "http.h"
#include "thread.h"

#include <stdio.h>
#include <strings.h>

typedef struct Asking {
    HttpCall call;
    const char *wanted;
    HttpAnswer *answer;
    Lock lock;
    Signal ended;
    bool has_ended; /* under the lock */
} Asking;

static void keep_header(void *context, const char *name, const char *value) {
    const Asking *asking = context;
    if (strcasecmp(name, asking->wanted) == 0)
        snprintf(asking->answer->header, sizeof asking->answer->header, "%s", value);
}

static void end(HttpCall *call) { /* Thread: worker, the http thread */
    Asking *asking = (Asking *)call;
    HttpAnswer *answer = asking->answer;
    answer->status = call->status;
    answer->content = call->content;
    answer->bytes = call->content != NULL ? (size_t)call->received : 0;
    if (call->error != NULL) snprintf(answer->error, sizeof answer->error, "%s", call->error);
    http_each_header(call, keep_header, asking);
    lock_take(&asking->lock);
    asking->has_ended = true;
    signal_one(&asking->ended);
    lock_give(&asking->lock); /* from here on the waiting thread has it */
}

void http_ask(const HttpCall *call, const char *wanted, HttpAnswer *answer) {
    Asking asking = {.call = *call, .wanted = wanted, .answer = answer};
    *answer = (HttpAnswer){0};
    asking.call.progress = NULL;
    asking.call.hear = NULL;
    asking.call.done = end;
    lock_open(&asking.lock);
    signal_open(&asking.ended);
    http_submit(&asking.call);
    lock_take(&asking.lock);
    while (!asking.has_ended)
        signal_wait(&asking.ended, &asking.lock);
    lock_give(&asking.lock);
    signal_close(&asking.ended);
    lock_close(&asking.lock);
}
