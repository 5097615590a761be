/* Completions: how a source begins one. */
#include "../platform/mem.h"
#include "async.h"

#include <string.h>

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

void completion_real(Completion *completion, const char *key, double value) {
    MapKey k = map_key(key);
    map_set_real(completion->map, &k, value);
}

void completion_int64(Completion *completion, const char *key, int64_t value) {
    MapKey k = map_key(key);
    map_set_int64(completion->map, &k, value);
}

void completion_bool(Completion *completion, const char *key, bool value) {
    MapKey k = map_key(key);
    map_set_bool(completion->map, &k, value);
}

void completion_text(Completion *completion, const char *key, const char *text) {
    MapKey k = map_key(key);
    map_set_text(completion->map, &k, text, strlen(text));
}
