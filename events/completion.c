/* Completions: how a source begins one. */
#include "../platform/mem.h"
#include "async.h"

void *completion_spontaneous(size_t bytes, const AsyncSource *source) {
    Completion *completion = mem_alloc(bytes);
    completion->source = source;
    completion->event = source->event;
    completion->map = map_new();
    return completion;
}

void *completion_new(size_t bytes, Request *request, bool last) {
    Completion *completion = completion_spontaneous(bytes, request->source);
    completion->request = request;
    completion->last = last;
    map_set_real(completion->map, ASYNC_KEY(id), request->id);
    return completion;
}
