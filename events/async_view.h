/* The keys of asynchronous maps, and the typed views read from them: both from the one table in
 * runtime/gm_async_keys.h. Thread: main, but for async_key. */
#ifndef EVENTS_ASYNC_VIEW_H
#define EVENTS_ASYNC_VIEW_H

#include "../runtime/gm_async.h"

/* The view of one event, filled when a handler first asks and again when the map has changed since.
 * Lives on the stack of the dispatch. */
typedef struct AsyncView {
    GmEventKind kind; /* of the event that was dispatched: whose map it is */
    int map;
    uint64_t filled_at; /* state of the map it was read from; 0: not read yet */
    union {
#define MEMBER(kind, View, reader, KEYS) View reader;
        GM_ASYNC_VIEWS(MEMBER)
#undef MEMBER
    } as;
} AsyncView;

/* Makes view the current one; returns the one before, to be given to async_view_end. */
AsyncView *async_view_begin(AsyncView *view, GmEventKind kind, int map);
void async_view_end(AsyncView *outer);

/* One key of the table: for documentation, tapes and checks. */
typedef struct AsyncKeyRow {
    const char *field, *key, *type, *when, *what;
    const char *absent; /* as C spells it */
    size_t offset;      /* in the view */
} AsyncKeyRow;
/* The rows of an event; count 0: it has no typed view. */
const AsyncKeyRow *async_key_rows(GmEventKind kind, int *count);

#endif
