/* Typed views, generated from the table of keys. A view is filled from the DS map of the event that
 * runs, so that map and view can never disagree about what a source said. */
#include "async_view.h"
#include "../assets/ds.h"
#include "../runtime/gm_ds.h"
#include "../platform/log.h"
#include "async.h"
#include "dispatch.h"
#include "event.h"

#include <pthread.h>

static AsyncView *the_view;

AsyncView *async_view_begin(AsyncView *view, GmEventKind kind, int map) {
    AsyncView *outer = the_view;
    view->kind = kind;
    view->map = map;
    view->filled_at = 0;
    the_view = view;
    return outer;
}

void async_view_end(AsyncView *outer) {
    the_view = outer;
}

/* MARK: keys */

static const char *const key_texts[KEY_COUNT] = {
#define KEY_TEXT(field, text) [KEY_##field] = text,
    ASYNC_KEYS(KEY_TEXT)
#undef KEY_TEXT
};

static MapKey the_keys[KEY_COUNT];
static pthread_once_t the_keys_once = PTHREAD_ONCE_INIT;

static void make_keys(void) {
    for (int i = 0; i < KEY_COUNT; i++)
        the_keys[i] = map_key_static(key_texts[i]);
}

const MapKey *async_key(AsyncKeyIndex index) {
    pthread_once(&the_keys_once, make_keys);
    return &the_keys[index];
}

/* MARK: reading a field. NULL: the key is missing */

static const Value *find(const Map *map, const MapKey *key) {
    return map != NULL ? map_find_key(map, key) : NULL;
}

static int read_INT(const Value *value, int absent) {
    return (int)ds_real(value, absent);
}

static int64_t read_INT64(const Value *value, int64_t absent) {
    if (value != NULL && value->kind == VALUE_INT64) return value->int64;
    return (int64_t)ds_real(value, (double)absent);
}

static double read_REAL(const Value *value, double absent) {
    return ds_real(value, absent);
}

static bool read_BOOL(const Value *value, bool absent) {
    return ds_real(value, absent ? 1 : 0) > 0.5;
}

static const char *read_TEXT(const Value *value, const char *absent) {
    return ds_text(value, absent);
}

static int read_MAP(const Value *value, int absent) {
    return read_INT(value, absent);
}

/* A number that changes with the map of the running event; never 0. */
static uint64_t state_of(const Map *map) {
    return map != NULL ? (uint64_t)map_changes(map) + 2 : 1;
}

static bool is_running(GmEventKind kind, const GmEvent *event, const char *reader) {
    if (event->kind == kind && the_view != NULL && the_view->kind == kind) return true;
    if (event->kind == kind)
        log_error("%s: this %s was raised by gm_event_perform, which makes no map", reader,
                  event_name(kind));
    else
        log_error("%s: this is the event %s, not %s", reader, event_name(event->kind),
                  event_name(kind));
    return false;
}

/* The keys of a view, worked out once: a row of the table each. */
static const MapKey *keys_of(GmEventKind kind, MapKey *keys) {
    int count;
    if (keys[0].text != NULL) return keys;
    const AsyncKeyRow *rows = async_key_rows(kind, &count);
    for (int i = 0; i < count; i++)
        keys[i] = map_key_static(rows[i].key);
    return keys;
}

#define NO_KEY(field, key, type, absent, when, what) {0},
#define READ_FIELD(field, key, type, absent, when, what)                                           \
    view->field = read_##type(find(map, next_key++), absent);

#define READER(kind, View, reader, KEYS)                                                           \
    const View *reader(const GmEvent *event) {                                                     \
        static MapKey keys[] = {KEYS(NO_KEY)};                                                     \
        if (!is_running(kind, event, #reader)) return NULL;                                        \
        View *view = &the_view->as.reader;                                                         \
        const Map *map = ds_map(the_view->map);                                                    \
        ds_look_at_all(the_view->map);                                                             \
        if (the_view->filled_at == state_of(map)) return view;                                     \
        the_view->filled_at = state_of(map);                                                       \
        const MapKey *next_key = keys_of(kind, keys);                                              \
        KEYS(READ_FIELD)                                                                           \
        return view;                                                                               \
    }
GM_ASYNC_VIEWS(READER)

/* MARK: the table as data */

#define ROW_OF(field, key, type, absent, when, what)                                               \
    {#field, key, #type, when, what, #absent, offsetof(RowView, field)},

#define ROWS(event_kind, View, reader, KEYS)                                                       \
    case event_kind: {                                                                             \
        typedef View RowView;                                                                      \
        static const AsyncKeyRow rows[] = {KEYS(ROW_OF)};                                          \
        *count = (int)(sizeof rows / sizeof rows[0]);                                              \
        return rows;                                                                               \
    }

const AsyncKeyRow *async_key_rows(GmEventKind kind, int *count) {
    switch ((int)kind) {
        GM_ASYNC_VIEWS(ROWS)
    default:
        *count = 0;
        return NULL;
    }
}
