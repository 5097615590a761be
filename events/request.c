/* Requests: the open ones in a list, oldest first. Their number is small. */
#include "request.h"
#include "../platform/mem.h"
#include "../platform/trace.h"
#include "async.h"
#include "contract.h"

#include <stddef.h>

static struct {
    Request *first, *last;
    int count, next_id;
} the_requests;

Request *request_open(const AsyncSource *source, const char *call) {
    if (contract_is_on) contract_requested(source, call);
    Request *request = mem_alloc(sizeof *request);
    /* The first id is 1, not 0 as async-events 1.2 suggests: a variable that was never set to an
     * id is 0 in C and must not match one. */
    request->id = ++the_requests.next_id;
    request->source = source;
    request->previous = the_requests.last;
    if (the_requests.last != NULL)
        the_requests.last->next = request;
    else
        the_requests.first = request;
    the_requests.last = request;
    the_requests.count++;
    trace_flow_begin(source->name, request->id);
    return request;
}

int request_spend_id(void) {
    return ++the_requests.next_id;
}

/* NULL: closed, or never was. */
static Request *find(int id) {
    for (Request *r = the_requests.first; r != NULL; r = r->next)
        if (r->id == id) return r;
    return NULL;
}

Request *request_answer(int id, const AsyncSource *source) {
    Request *request = find(id);
    if (request == NULL || request->source != source || request->is_answered) return NULL;
    request->is_answered = true;
    return request;
}

void request_close(Request *request) {
    if (request->previous != NULL)
        request->previous->next = request->next;
    else
        the_requests.first = request->next;
    if (request->next != NULL)
        request->next->previous = request->previous;
    else
        the_requests.last = request->previous;
    the_requests.count--;
    mem_free(request);
}

int request_count(void) {
    return the_requests.count;
}

int request_count_of(int event) {
    int count = 0;
    for (const Request *r = the_requests.first; r != NULL; r = r->next)
        count += r->source->event == event ? 1 : 0;
    return count;
}

int request_count_settling(void) {
    int count = 0;
    for (const Request *r = the_requests.first; r != NULL; r = r->next)
        count += r->source->asks_people ? 0 : 1;
    return count;
}

void requests_close(void) {
    while (the_requests.first != NULL)
        request_close(the_requests.first);
}

int gm_request_count(void) {
    return the_requests.count;
}

void gm_request_cancel(int id) {
    Request *request = find(id);
    if (request == NULL || request_is_cancelled(request)) return;
    atomic_store(&request->cancelled, true);
    if (request->source->cancel != NULL) request->source->cancel(request);
}
