/* Writes down asynchronous events key by key: "event_type=overlay_changed active=true". */
#ifndef TESTS_EVENTS_HEARD_H
#define TESTS_EVENTS_HEARD_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { HEARD = 64 };

static char the_heard[HEARD][1024]; /* one event each */
static int the_heard_count, the_heard_step;

static inline void heard_add(char *line, const char *text) {
    size_t used = strlen(line);
    snprintf(line + used, sizeof the_heard[0] - used, "%s", text);
}

static inline void heard_value(char *line, GmValue value) {
    switch (value.kind) {
    case GM_UNDEFINED:
        heard_add(line, "undefined");
        return;
    case GM_REAL:
        heard_add(line, gm_text("%.15g", value.real));
        return;
    case GM_INT64:
        heard_add(line, gm_text("%lldL", (long long)value.int64));
        return;
    case GM_BOOL:
        heard_add(line, value.real > 0.5 ? "true" : "false");
        return;
    case GM_STRING:
        heard_add(line, value.string);
        return;
    }
}

/* A handler for any asynchronous event. */
static inline void hear_event(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    assert_in_range(the_heard_count, 0, HEARD - 1);
    char *line = the_heard[the_heard_count++];
    int map = gm_async_load();
    line[0] = '\0';
    the_heard_step = gm_step_count();
    for (const char *key = gm_ds_map_find_first(map); key != NULL;
         key = gm_ds_map_find_next(map, key)) {
        heard_add(line, gm_text("%s%s=", line[0] != '\0' ? " " : "", key));
        heard_value(line, gm_ds_map_find_value(map, key));
    }
}

static inline void forget_heard(void) {
    the_heard_count = 0;
}

/* Steps until so many events were heard since the last look; then a few more, which bring none. */
static int the_wanted_count;
static inline bool heard_enough(void) {
    return the_heard_count >= the_wanted_count;
}
static inline void wait_for_events(int count) {
    the_wanted_count = count;
    assert_true(support_until(heard_enough));
    support_steps(3);
    assert_int_equal(the_heard_count, count);
    the_heard_count = 0;
}

/* The i-th of those that wait_for_events waited for. */
#define assert_heard(i, expected) assert_string_equal(the_heard[i], expected)

#endif
