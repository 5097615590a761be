/* A game for tests of notifications: one object hears every push event and writes it down. */
#ifndef TESTS_PUSHES_H
#define TESTS_PUSHES_H

#include "support.h"

#include "../platform/clock.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct HeardPush {
    int status, index, keys, step;
    double late;
    char type[16], data[64], reg_id[128], error[256];
} HeardPush;

static HeardPush the_heard[256];
static int the_heard_count, the_read_count; /* how many push_next has given */
static void (*the_push_hook)(void);         /* run in each event; NULL: nothing */

static void push_on_event(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncPush *push = gm_async_push(event);
    assert_in_range(the_heard_count, 0, 255);
    HeardPush *heard = &the_heard[the_heard_count++];
    *heard = (HeardPush){.status = push->status,
                         .index = push->index,
                         .keys = gm_ds_map_size(gm_async_load()),
                         .step = gm_step_count(),
                         .late = push->late};
    snprintf(heard->type, sizeof heard->type, "%s", push->type);
    snprintf(heard->data, sizeof heard->data, "%s", push->data);
    snprintf(heard->reg_id, sizeof heard->reg_id, "%s", push->reg_id);
    snprintf(heard->error, sizeof heard->error, "%s", push->error);
    if (the_push_hook != NULL) the_push_hook();
}

static const GmObject obj_pushed = {.persistent = true,
                                    .on = {[GM_ASYNC_PUSH_NOTIFICATION] = push_on_event}};
static const GmNamedObject push_objects[] = {GM_OBJECT(obj_pushed), {0}};

static bool push_has_heard(void) {
    return the_heard_count > the_read_count;
}

/* A game with this save area and this service: what ASYNCADE_PUSH says; NULL: none. It begins so
 * many seconds after the first of January 2000. */
static inline void push_open(const char *save_folder, const char *service, double seconds) {
    the_heard_count = the_read_count = 0;
    if (service != NULL)
        setenv("ASYNCADE_PUSH", service, 1);
    else
        unsetenv("ASYNCADE_PUSH");
    support_open_saved(save_folder, push_objects);
    clock_date_move_us((int64_t)(seconds * 1000000));
    support_make("obj_pushed");
}

static int push_close(void **state) {
    (void)state;
    support_close();
    the_push_hook = NULL;
    unsetenv("ASYNCADE_PUSH");
    return 0;
}

/* The next event, stepping until it comes; checked for its type and data. */
static inline const HeardPush *push_next(const char *type, const char *data) {
    if (!support_until(push_has_heard)) fail_msg("no event \"%s\" came", type);
    const HeardPush *heard = &the_heard[the_read_count++];
    if (strcmp(heard->type, type) != 0 || strcmp(heard->data, data) != 0)
        fail_msg("%s \"%s\" came instead of %s \"%s\": %s", heard->type, heard->data, type, data,
                 heard->error);
    return heard;
}

static inline int push_schedule(double seconds, const char *data) {
    int index = gm_push_local_notification(gm_push_date_in(seconds), "Title", "Message", data);
    assert_in_range(index, 0, 1 << 30);
    return index;
}

#endif
