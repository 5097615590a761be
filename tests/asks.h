/* A game for HTTP tests: one object hears every HTTP event and writes down what it saw. */
#ifndef TESTS_ASKS_H
#define TESTS_ASKS_H

#include "support.h"

#include "../platform/origin.h"

#include <stdio.h>
#include <stdlib.h>

/* What was heard of one request. */
typedef struct Asked {
    int id, progress_events, final_events, events_after_final, most_in_a_step, in_this_step, step;
    int status, http_status, keys, progress_keys, headers; /* headers: the DS map's handle */
    bool had_headers, had_error, file_was_there, sizes_fell, exceeded;
    double length, downloaded, result_number; /* result_number: -1 if result is a text */
    bool lengths_differ;
    char url[256], error[512], header[256];
    char *result; /* a copy; NULL if it is a number */
} Asked;

static Asked the_asked[512];
static int the_asked_count;
static const char *the_header = "Content-Type"; /* which one to write down */
static const char *the_expected_file;           /* in the save area; NULL: none */
static char the_origin_url[64];
static Origin *the_origin;

static Asked *asked_find(int id) {
    for (int i = 0; i < the_asked_count; i++)
        if (the_asked[i].id == id) return &the_asked[i];
    assert_in_range(the_asked_count, 0, 511);
    Asked *asked = &the_asked[the_asked_count++];
    *asked = (Asked){.id = id, .status = 99, .result_number = -1, .headers = GM_NONE};
    return asked;
}

static void asked_hear_sizes(Asked *asked, const GmAsyncHttp *answer) {
    bool is_first = asked->progress_events + asked->final_events == 0;
    asked->lengths_differ |= !is_first && asked->length != answer->content_length;
    asked->sizes_fell |= answer->size_downloaded < asked->downloaded;
    asked->exceeded |=
        answer->content_length >= 0 && answer->size_downloaded > answer->content_length;
    asked->length = answer->content_length;
    asked->downloaded = answer->size_downloaded;
    asked->in_this_step = asked->step == gm_step_count() ? asked->in_this_step + 1 : 1;
    asked->step = gm_step_count();
    if (asked->in_this_step > asked->most_in_a_step) asked->most_in_a_step = asked->in_this_step;
}

static void asked_hear_final(Asked *asked, const GmAsyncHttp *answer) {
    asked->final_events++;
    asked->keys = gm_ds_map_size(gm_async_load());
    asked->http_status = answer->http_status;
    asked->had_error = gm_ds_map_exists(gm_async_load(), "error");
    snprintf(asked->error, sizeof asked->error, "%s", answer->error);
    asked->headers = answer->response_headers;
    asked->had_headers = gm_ds_exists(answer->response_headers, GM_DS_TYPE_MAP);
    snprintf(asked->header, sizeof asked->header, "%s",
             gm_ds_map_find_string(answer->response_headers, the_header, ""));
    GmValue result = gm_ds_map_find_value(gm_async_load(), "result");
    if (result.kind == GM_REAL) asked->result_number = result.real;
    free(asked->result);
    asked->result = result.kind == GM_STRING ? strdup(result.string) : NULL;
    asked->file_was_there = the_expected_file != NULL && gm_file_exists(the_expected_file);
}

static void asked_on_http(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncHttp *answer = gm_async_http(event);
    Asked *asked = asked_find(answer->id);
    if (asked->final_events > 0) asked->events_after_final++;
    asked_hear_sizes(asked, answer);
    asked->status = answer->status;
    snprintf(asked->url, sizeof asked->url, "%s", answer->url);
    if (answer->status == 1) {
        asked->progress_events++;
        asked->progress_keys = gm_ds_map_size(gm_async_load());
    } else {
        asked_hear_final(asked, answer);
    }
}

static const GmObject obj_asker = {.persistent = true, .on = {[GM_ASYNC_HTTP] = asked_on_http}};
static const GmObject obj_bystander = {.persistent = true};

/* MARK: the game and its origin */

/* Opens the game with one obj_asker. */
static int asks_open(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_asker), GM_OBJECT(obj_bystander), {0}};
    the_header = "Content-Type";
    the_expected_file = NULL;
    support_open(objects);
    support_make("obj_asker");
    return 0;
}

static int asks_close(void **state) {
    (void)state;
    support_close();
    for (int i = 0; i < the_asked_count; i++)
        free(the_asked[i].result);
    the_asked_count = 0;
    origin_close(the_origin);
    the_origin = NULL;
    return 0;
}

/* Starts the mock origin; routes: what stands between the brackets of the routes file. */
static inline void asks_origin(const char *routes) {
    const char *folder = support_folder();
    char text[8192], path[256];
    int length = snprintf(text, sizeof text, "{\"routes\": [%s]}", routes);
    assert_in_range(length, 0, sizeof text - 1);
    support_write(folder, "routes.json", text, (size_t)length);
    snprintf(path, sizeof path, "%s/routes.json", folder);
    the_origin = origin_open(path, 0);
    assert_non_null(the_origin);
    snprintf(the_origin_url, sizeof the_origin_url, "http://127.0.0.1:%d", origin_port(the_origin));
}

/* The origin's URL of a path; lent until the fourth call after. */
static inline const char *asks_url(const char *path) {
    static char urls[4][256];
    static int next;
    char *url = urls[next++ % 4];
    snprintf(url, sizeof urls[0], "%s%s", the_origin_url, path);
    return url;
}

/* MARK: waiting */

static bool asks_nothing_is_open(void) {
    return gm_request_count() == 0;
}

/* Steps until every request is answered; then what was heard of this one, checked for what always
 * holds: one final event, and nothing after it. */
static inline const Asked *asks_wait(int id) {
    assert_in_range(id, 1, 1 << 30);
    assert_true(support_until(asks_nothing_is_open));
    support_steps(2); /* whatever else might come */
    Asked *asked = asked_find(id);
    assert_int_equal(asked->final_events, 1);
    assert_int_equal(asked->events_after_final, 0);
    assert_true(asked->most_in_a_step <= 2); /* progress and final */
    assert_false(asked->sizes_fell);
    assert_false(asked->exceeded);
    if (asked->progress_events > 0) assert_int_equal(asked->progress_keys, 5);
    /* id, status, url, contentLength, sizeDownloaded, result, http_status; and as they come */
    assert_int_equal(asked->keys, 7 + (asked->had_headers ? 1 : 0) + (asked->had_error ? 1 : 0));
    assert_int_equal(asked->had_error, asked->status < 0);
    assert_int_equal(asked->had_headers, asked->http_status > 0);
    return asked;
}

static inline void asks_expect_failure(const Asked *asked, const char *reason) {
    assert_int_equal(asked->status, -1);
    assert_string_equal(asked->result, "");
    if (strstr(asked->error, reason) == NULL) fail_msg("error: %s", asked->error);
}

static inline void asks_expect_text(const Asked *asked, int http_status, const char *text) {
    if (asked->status != 0) fail_msg("error: %s", asked->error);
    assert_int_equal(asked->http_status, http_status);
    assert_string_equal(asked->result, text);
}

#endif
