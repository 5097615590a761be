/* gm_async_post: what any thread may send, and what becomes of it. */
#include "notes.h"

#include "../events/dispatch.h"
#include "../events/pump.h"
#include "../platform/thread.h"

#include <stdatomic.h>

/* MARK: many threads */

enum { THREADS = 4, EACH = 1000 };

static int the_next[THREADS]; /* the number that each thread's next event has */
static int the_out_of_order, the_count;

static void count_social(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int thread = (int)gm_ds_map_find_real(gm_async_load(), "thread", 0);
    int number = (int)gm_ds_map_find_real(gm_async_load(), "number", -1);
    if (number != the_next[thread]++) the_out_of_order++;
    the_count++;
}

static const GmObject obj_counter = {.on = {[GM_ASYNC_SOCIAL] = count_social}};

static void post_each(void *context) {
    int thread = *(int *)context;
    for (int i = 0; i < EACH; i++) {
        GmPayload *payload = gm_payload_map();
        gm_payload_real(payload, "thread", thread);
        gm_payload_real(payload, "number", i);
        gm_payload_string(payload, "text", "from a thread");
        if (!gm_async_post(EVENT_OTHER_SOCIAL, payload)) return;
    }
}

static void start_posting(Thread threads[THREADS], int numbers[THREADS]) {
    the_out_of_order = the_count = 0;
    for (int i = 0; i < THREADS; i++) {
        the_next[i] = 0;
        numbers[i] = i;
        thread_start(&threads[i], "poster", post_each, &numbers[i]);
    }
}

/* spec: async-events G-18 */
static void what_was_posted_between_two_steps_comes_in_one_drain(void **state) {
    (void)state;
    Thread threads[THREADS] = {0};
    int numbers[THREADS];
    support_make("obj_counter");
    start_posting(threads, numbers);
    for (int i = 0; i < THREADS; i++)
        thread_join(&threads[i]);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, THREADS * EACH);
    assert_int_equal(the_out_of_order, 0);
    support_steps(2);
    assert_int_equal(the_count, THREADS * EACH);
}

static bool all_came(void) {
    return the_count >= THREADS * EACH;
}

/* spec: async-events G-18 */
static void nothing_is_lost_or_reordered_while_the_game_steps(void **state) {
    (void)state;
    Thread threads[THREADS] = {0};
    int numbers[THREADS];
    support_make("obj_counter");
    start_posting(threads, numbers);
    bool came = support_until(all_came);
    for (int i = 0; i < THREADS; i++)
        thread_join(&threads[i]);
    assert_true(came);
    support_steps(2);
    assert_int_equal(the_count, THREADS * EACH);
    assert_int_equal(the_out_of_order, 0);
}

/* MARK: nested payloads */

static int the_child, the_list, the_inner, the_deep_list, the_buffer, the_list_buffer;

static int handle_in(int map, const char *key) {
    return (int)gm_ds_map_find_real(map, key, GM_NONE);
}

static void read_nested(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int map = gm_async_load();
    assert_true(gm_ds_map_find_real(map, "real", 0) == 1.5);
    assert_int_equal(gm_ds_map_find_value(map, "int64").kind, GM_INT64);
    assert_true(gm_ds_map_find_value(map, "int64").int64 == INT64_C(9007199254740993));
    assert_int_equal(gm_ds_map_find_value(map, "bool").kind, GM_BOOL);
    assert_string_equal(gm_ds_map_find_string(map, "string", "?"), "h\xC3\xA9llo");
    assert_string_equal(gm_ds_map_find_string(map, "empty", "?"), "");
    assert_int_equal(gm_ds_map_find_value(map, "absent").kind, GM_UNDEFINED);

    the_child = handle_in(map, "child");
    assert_string_equal(gm_ds_map_find_string(the_child, "who", "?"), "child");
    the_inner = handle_in(the_child, "inner");
    assert_true(gm_ds_map_find_real(the_inner, "depth", 0) == 3);

    the_list = handle_in(map, "list");
    assert_int_equal(gm_ds_list_size(the_list), 5);
    assert_true(gm_ds_list_find_real(the_list, 0, 0) == 10);
    assert_string_equal(gm_ds_list_find_string(the_list, 1, "?"), "second");
    assert_string_equal(
        gm_ds_map_find_string((int)gm_ds_list_find_real(the_list, 2, GM_NONE), "in", "?"),
        "a list");
    the_deep_list = (int)gm_ds_list_find_real(the_list, 3, GM_NONE);
    assert_true(gm_ds_list_find_real(the_deep_list, 0, 0) == 99);
    the_list_buffer = (int)gm_ds_list_find_real(the_list, 4, GM_NONE);
    assert_true(gm_buffer_exists(the_list_buffer));

    the_buffer = handle_in(map, "buffer");
    assert_true(gm_buffer_exists(the_buffer));
    assert_int_equal(gm_buffer_tell(the_buffer), 0);
    unsigned char bytes[8] = {0};
    assert_int_equal(gm_buffer_read_bytes(the_buffer, bytes, 8), 5);
    assert_memory_equal(bytes, "\0\1\2\3\4", 5);
    note_of(self, "Social");
}

static const GmObject obj_reader = {.on = {[GM_ASYNC_SOCIAL] = read_nested}};

static GmPayload *nested_payload(void) {
    GmPayload *map = gm_payload_map(), *child = gm_payload_map(), *inner = gm_payload_map();
    GmPayload *list = gm_payload_list(), *in_list = gm_payload_map(), *deep = gm_payload_list();
    gm_payload_real(map, "real", 1.5);
    gm_payload_int64(map, "int64", INT64_C(9007199254740993));
    gm_payload_bool(map, "bool", true);
    gm_payload_string(map, "string", "h\xC3\xA9llo");
    gm_payload_string(map, "empty", "");
    gm_payload_string(child, "who", "child");
    gm_payload_real(inner, "depth", 3);
    gm_payload_child(child, "inner", inner);
    gm_payload_child(map, "child", child);
    gm_payload_real(list, NULL, 10);
    gm_payload_string(list, NULL, "second");
    gm_payload_string(in_list, "in", "a list");
    gm_payload_child(list, NULL, in_list);
    gm_payload_real(deep, NULL, 99);
    gm_payload_child(list, NULL, deep);
    gm_payload_buffer(list, NULL, "xyz", 3);
    gm_payload_child(map, "list", list);
    gm_payload_buffer(map, "buffer", "\0\1\2\3\4", 5);
    return map;
}

static void post_nested(void *context) {
    *(bool *)context = gm_async_post(EVENT_OTHER_SOCIAL, nested_payload());
}

/* spec: async-events 1.9, 1.11 */
static void nested_values_arrive_and_are_gone_after_the_event(void **state) {
    (void)state;
    Thread thread = {0};
    bool posted = false;
    support_make("obj_reader");
    thread_start(&thread, "extension", post_nested, &posted);
    thread_join(&thread);
    assert_true(posted);
    support_steps(1);
    assert_notes("obj_reader.Social");
    assert_false(gm_ds_exists(the_child, GM_DS_TYPE_MAP));
    assert_false(gm_ds_exists(the_inner, GM_DS_TYPE_MAP));
    assert_false(gm_ds_exists(the_list, GM_DS_TYPE_LIST));
    assert_false(gm_ds_exists(the_deep_list, GM_DS_TYPE_LIST));
    assert_false(gm_buffer_exists(the_buffer));
    assert_false(gm_buffer_exists(the_list_buffer));
}

static void a_payload_that_is_not_sent_is_freed_by_its_maker(void **state) {
    (void)state;
    gm_payload_free(nested_payload()); /* the leak checker looks on */
    gm_payload_free(gm_payload_list());
    gm_payload_free(NULL);
}

static void read_text(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_of(self, gm_ds_map_find_string(gm_async_load(), "text", "none"));
}

static const GmObject obj_texts = {.on = {[GM_ASYNC_SYSTEM] = read_text}};

static void a_text_that_is_null_is_empty(void **state) {
    (void)state;
    support_steps(1); /* the event of the start */
    support_make("obj_texts");
    GmPayload *payload = gm_payload_map();
    gm_payload_string(payload, "text", NULL);
    assert_true(gm_async_post(EVENT_OTHER_SYSTEM_EVENT, payload));
    support_steps(1);
    assert_notes("obj_texts.");
}

/* MARK: refusals */

/* MARK: the tap */

static int the_tapped, the_tapped_event;

static void note_tapped(const Completion *completion) {
    the_tapped++;
    the_tapped_event = completion->event;
}

/* What a tape would hear: every completion once, before any handler. */
static void every_completion_passes_the_tap(void **state) {
    (void)state;
    support_make("obj_counter");
    support_steps(1);
    the_tapped = 0;
    pump_tap(note_tapped);
    gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_map());
    gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_map());
    support_steps(2);
    assert_int_equal(the_tapped, 2);
    assert_int_equal(the_tapped_event, EVENT_OTHER_SOCIAL);
    int dialog = gm_show_message_async("heard, too");
    gm_request_cancel(dialog);
    support_steps(2);
    assert_int_equal(the_tapped, 3);
    assert_int_equal(the_tapped_event, EVENT_OTHER_DIALOG_ASYNC);
    pump_tap(NULL);
}

static void what_is_no_asynchronous_event_is_refused(void **state) {
    (void)state;
    static const int wrong[] = {-1, 0, 59, 64, 65, 77, 78, 79, 81};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(gm_async_post(wrong[i], nested_payload()));
    assert_false(gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_list())); /* a map is asked for */
    assert_false(gm_async_post(EVENT_OTHER_SOCIAL, NULL));
    support_steps(2);
    assert_int_equal(dispatch_count(EVENT_OTHER_SOCIAL), 0);
}

/* spec: async-events 1.12: no asynchronous event runs after Game End */
static void what_comes_after_the_game_is_refused(void **state) {
    (void)state;
    assert_false(gm_async_post(EVENT_OTHER_SOCIAL, nested_payload()));
    support_open((const GmNamedObject[]){GM_OBJECT(obj_counter), {NULL, NULL}});
    assert_true(gm_async_post(EVENT_OTHER_SOCIAL, nested_payload())); /* waits when the game ends */
    support_close();
    assert_false(gm_async_post(EVENT_OTHER_SOCIAL, nested_payload()));
    support_open((const GmNamedObject[]){GM_OBJECT(obj_counter), {NULL, NULL}});
    support_make("obj_counter");
    the_count = 0;
    support_steps(2);
    assert_int_equal(the_count, 0); /* nothing of the game before */
    support_close();
}

static atomic_int the_posters_running;

static void post_until_refused(void *context) {
    (void)context;
    atomic_fetch_add(&the_posters_running, 1);
    while (gm_async_post(EVENT_OTHER_SOCIAL, nested_payload())) {
    }
}

/* Posts that race with the end are either delivered or freed; the leak checker looks on. */
static void threads_may_post_while_the_game_ends(void **state) {
    (void)state;
    for (int round = 0; round < 20; round++) {
        Thread threads[THREADS] = {0};
        atomic_store(&the_posters_running, 0);
        support_open((const GmNamedObject[]){GM_OBJECT(obj_counter), {NULL, NULL}});
        for (int i = 0; i < THREADS; i++)
            thread_start(&threads[i], "poster", post_until_refused, NULL);
        while (atomic_load(&the_posters_running) < THREADS)
            support_steps(1);
        support_close();
        for (int i = 0; i < THREADS; i++)
            thread_join(&threads[i]);
    }
}

static const GmNamedObject objects[] = {
    GM_OBJECT(obj_counter), GM_OBJECT(obj_reader), GM_OBJECT(obj_texts), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    support_open(objects);
    return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(what_was_posted_between_two_steps_comes_in_one_drain),
        CASE(nothing_is_lost_or_reordered_while_the_game_steps),
        CASE(nested_values_arrive_and_are_gone_after_the_event),
        CASE(a_payload_that_is_not_sent_is_freed_by_its_maker),
        CASE(a_text_that_is_null_is_empty),
        CASE(every_completion_passes_the_tap),
        CASE(what_is_no_asynchronous_event_is_refused),
        cmocka_unit_test(what_comes_after_the_game_is_refused),
        cmocka_unit_test(threads_may_post_while_the_game_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
