/* A game for tests of the cloud: one object hears every cloud event and writes down what it saw. */
#ifndef TESTS_CLOUDS_H
#define TESTS_CLOUDS_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct HeardCloud {
    int id, status, keys, bytes; /* bytes: of the buffer; -1: there is none */
    bool had_id, had_result, had_error;
    char result[256], error[512], description[64], conflict[256];
} HeardCloud;

static HeardCloud the_heard[64];
static int the_heard_count, the_wanted_count;

static void cloud_on_event(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncCloud *answer = gm_async_cloud(event);
    int map = gm_async_load();
    assert_in_range(the_heard_count, 0, 63);
    HeardCloud *heard = &the_heard[the_heard_count++];
    *heard = (HeardCloud){.id = answer->id,
                          .status = answer->status,
                          .keys = gm_ds_map_size(map),
                          .bytes = answer->buffer >= 0 ? gm_buffer_get_size(answer->buffer) : -1,
                          .had_id = gm_ds_map_exists(map, "id"),
                          .had_result = gm_ds_map_exists(map, "resultString"),
                          .had_error = gm_ds_map_exists(map, "errorString")};
    snprintf(heard->result, sizeof heard->result, "%s", answer->result);
    snprintf(heard->error, sizeof heard->error, "%s", answer->error);
    snprintf(heard->description, sizeof heard->description, "%s", answer->description);
    snprintf(heard->conflict, sizeof heard->conflict, "%s", answer->conflict);
}

static const GmObject obj_cloudy = {.persistent = true, .on = {[GM_ASYNC_CLOUD] = cloud_on_event}};
static const GmNamedObject cloud_objects[] = {GM_OBJECT(obj_cloudy), {0}};

static bool cloud_has_heard(void) {
    return the_heard_count >= the_wanted_count;
}

/* A game with this save area and this cloud: what ASYNCADE_CLOUD says; NULL: none. */
static inline void cloud_open(const char *save_folder, const char *cloud) {
    the_heard_count = 0;
    if (cloud != NULL)
        setenv("ASYNCADE_CLOUD", cloud, 1);
    else
        unsetenv("ASYNCADE_CLOUD");
    support_open_saved(save_folder, cloud_objects);
    support_make("obj_cloudy");
}

/* Steps until one more event has come; then that event. */
static inline const HeardCloud *cloud_next(void) {
    the_wanted_count = the_heard_count + 1;
    if (!support_until(cloud_has_heard)) fail_msg("no event came");
    return &the_heard[the_wanted_count - 1];
}

/* The one event of a request, checked for what always holds. */
static inline const HeardCloud *cloud_answer(int id) {
    assert_in_range(id, 1, 1 << 30);
    const HeardCloud *heard = cloud_next();
    assert_int_equal(heard->id, id);
    assert_int_equal(heard->had_result, heard->status >= 0);
    assert_int_equal(heard->had_error, heard->status < 0);
    if (heard->had_error) assert_true(heard->error[0] != '\0');
    support_steps(2);
    assert_int_equal(the_heard_count, the_wanted_count);
    return heard;
}

static inline void cloud_expect(int id, int status, const char *result) {
    const HeardCloud *heard = cloud_answer(id);
    if (heard->status != status)
        fail_msg("status %d instead of %d: %s%s", heard->status, status, heard->result,
                 heard->error);
    assert_string_equal(heard->result, result);
}

static inline void cloud_expect_stored(int id) {
    cloud_expect(id, 3, "GameUploadSuccess");
}

static inline void cloud_expect_failure(int id, int status, const char *error) {
    const HeardCloud *heard = cloud_answer(id);
    if (heard->status != status || strstr(heard->error, error) == NULL)
        fail_msg("status %d, error: %s", heard->status, heard->error);
}

#endif
