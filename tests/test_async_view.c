/* What asynchronous events are called and what their maps hold: numbers, keys, typed views. */
#include "notes.h"

#include "../events/async_view.h"
#include "../events/event.h"

/* MARK: the numbers of the manual's page */

typedef struct Numbered {
    int constant, number;
    GmEventKind kind;
} Numbered;

static const Numbered numbers[] = {
    {EVENT_OTHER_WEB_IMAGE_LOAD, 60, GM_ASYNC_IMAGE_LOADED},
    {EVENT_OTHER_WEB_SOUND_LOAD, 61, GM_ASYNC_SOUND_LOADED},
    {EVENT_OTHER_WEB_ASYNC, 62, GM_ASYNC_HTTP},
    {EVENT_OTHER_DIALOG_ASYNC, 63, GM_ASYNC_DIALOG},
    {EVENT_OTHER_WEB_IAP, 66, GM_ASYNC_IAP},
    {EVENT_OTHER_WEB_CLOUD, 67, GM_ASYNC_CLOUD},
    {EVENT_OTHER_WEB_NETWORKING, 68, GM_ASYNC_NETWORKING},
    {EVENT_OTHER_WEB_STEAM, 69, GM_ASYNC_STEAM},
    {EVENT_OTHER_SOCIAL, 70, GM_ASYNC_SOCIAL},
    {EVENT_OTHER_PUSH_NOTIFICATION, 71, GM_ASYNC_PUSH_NOTIFICATION},
    {EVENT_OTHER_ASYNC_SAVE_LOAD, 72, GM_ASYNC_SAVE_LOAD},
    {EVENT_OTHER_AUDIO_RECORDING, 73, GM_ASYNC_AUDIO_RECORDING},
    {EVENT_OTHER_AUDIO_PLAYBACK, 74, GM_ASYNC_AUDIO_PLAYBACK},
    {EVENT_OTHER_SYSTEM_EVENT, 75, GM_ASYNC_SYSTEM},
    {EVENT_OTHER_MESSAGE_EVENT, 76, GM_BROADCAST_MESSAGE},
    {EVENT_OTHER_AUDIO_PLAYBACK_ENDED, 80, GM_ASYNC_AUDIO_PLAYBACK_ENDED},
};
enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

/* spec: async-events 1.1 */
static void the_constants_have_the_manuals_values(void **state) {
    (void)state;
    assert_int_equal(NUMBERS, 16);
    for (int i = 0; i < NUMBERS; i++) {
        int type, number;
        assert_int_equal(numbers[i].constant, numbers[i].number);
        assert_int_equal(event_async_kind(numbers[i].number), numbers[i].kind);
        assert_int_equal(event_kind(7, numbers[i].number), numbers[i].kind);
        event_numbers(numbers[i].kind, &type, &number);
        assert_int_equal(type, 7);
        assert_int_equal(number, numbers[i].number);
    }
}

/* MARK: all sixteen, handled */

static void note_event(GmInstance *self, const GmEvent *event) {
    (void)self;
    bool is_message = event->kind == GM_BROADCAST_MESSAGE;
    assert_int_equal(is_message ? gm_async_load() : gm_event_data(), -1);
    note(gm_text("%d/%d/%d:%g", event->type, event->number, (int)event->kind,
                 gm_ds_map_find_real(is_message ? gm_event_data() : gm_async_load(), "n", -1)));
}

static const GmObject obj_all = {.on = {[GM_ASYNC_IMAGE_LOADED] = note_event,
                                        [GM_ASYNC_SOUND_LOADED] = note_event,
                                        [GM_ASYNC_HTTP] = note_event,
                                        [GM_ASYNC_DIALOG] = note_event,
                                        [GM_ASYNC_IAP] = note_event,
                                        [GM_ASYNC_CLOUD] = note_event,
                                        [GM_ASYNC_NETWORKING] = note_event,
                                        [GM_ASYNC_STEAM] = note_event,
                                        [GM_ASYNC_SOCIAL] = note_event,
                                        [GM_ASYNC_PUSH_NOTIFICATION] = note_event,
                                        [GM_ASYNC_SAVE_LOAD] = note_event,
                                        [GM_ASYNC_AUDIO_RECORDING] = note_event,
                                        [GM_ASYNC_AUDIO_PLAYBACK] = note_event,
                                        [GM_ASYNC_SYSTEM] = note_event,
                                        [GM_BROADCAST_MESSAGE] = note_event,
                                        [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = note_event}};

static void every_number_runs_its_own_handler(void **state) {
    (void)state;
    support_steps(1); /* the event of the start */
    support_make("obj_all");
    for (int i = 0; i < NUMBERS; i++) {
        int map = gm_ds_map_create();
        gm_ds_map_set(map, "n", i);
        gm_event_perform_async(numbers[i].number, map);
        assert_notes(gm_text("7/%d/%d:%d", numbers[i].number, (int)numbers[i].kind, i));
        GmPayload *payload = gm_payload_map();
        gm_payload_real(payload, "n", 100 + i);
        assert_true(gm_async_post(numbers[i].number, payload));
        support_steps(1);
        assert_notes(gm_text("7/%d/%d:%d", numbers[i].number, (int)numbers[i].kind, 100 + i));
    }
}

/* MARK: the table of keys, against the specification */

static void assert_keys(GmEventKind kind, const char *const *keys) {
    int count, expected = 0;
    const AsyncKeyRow *rows = async_key_rows(kind, &count);
    for (; keys[expected] != NULL; expected++) {
        assert_in_range(expected, 0, count - 1);
        assert_string_equal(rows[expected].key, keys[expected]);
    }
    assert_int_equal(count, expected);
}

/* spec: async-events 2.3, 3.3, 4.3, 5.3, 7.3, 8.3, 11.3, 13.3, 14.3, 15.3, 17.3 */
static void the_keys_are_spelled_as_in_the_manual(void **state) {
    (void)state;
    assert_keys(GM_ASYNC_IMAGE_LOADED,
                (const char *const[]){"id", "status", "filename", "http_status", NULL});
    assert_keys(GM_ASYNC_SOUND_LOADED,
                (const char *const[]){"id", "status", "filename", "http_status", NULL});
    assert_keys(GM_ASYNC_HTTP,
                (const char *const[]){"id", "status", "url", "contentLength", "sizeDownloaded",
                                      "result", "result", "http_status", "response_headers",
                                      "error", NULL});
    assert_keys(GM_ASYNC_DIALOG, (const char *const[]){"id", "status", "result", "value",
                                                       "username", "password", NULL});
    assert_keys(GM_ASYNC_AUDIO_PLAYBACK_ENDED,
                (const char *const[]){"sound_id", "asset_id", "was_stopped", NULL});
    assert_keys(GM_ASYNC_CLOUD,
                (const char *const[]){"id", "status", "description", "resultString", "errorString",
                                      "buffer", "conflictString", NULL});
    assert_keys(GM_ASYNC_NETWORKING,
                (const char *const[]){"type", "id", "ip", "port", "other_port", "socket", "buffer",
                                      "size", "server", "message_type", "succeeded", NULL});
    assert_keys(GM_ASYNC_PUSH_NOTIFICATION, (const char *const[]){"type", "status", "error", "data",
                                                                  "reg_id", "index", "late", NULL});
    assert_keys(GM_ASYNC_AUDIO_RECORDING,
                (const char *const[]){"buffer_id", "channel_index", "data_len", NULL});
    assert_keys(GM_ASYNC_AUDIO_PLAYBACK,
                (const char *const[]){"queue_id", "buffer_id", "queue_shutdown", NULL});
    assert_keys(GM_BROADCAST_MESSAGE,
                (const char *const[]){"event_type", "element_id", "message", NULL});
    int count;
    assert_null(async_key_rows(GM_STEP, &count));
    assert_int_equal(count, 0);
}

/* MARK: typed views */

typedef const void *(*Reader)(const GmEvent *event);
#define AS_READER(kind, View, reader, KEYS)                                                        \
    static const void *read_##reader(const GmEvent *event) {                                       \
        return reader(event);                                                                      \
    }
GM_ASYNC_VIEWS(AS_READER)

typedef struct View {
    GmEventKind kind;
    Reader read;
} View;
#define VIEW_ROW(kind, View, reader, KEYS) {kind, read_##reader},
static const View views[] = {GM_ASYNC_VIEWS(VIEW_ROW)};
enum { VIEWS = sizeof views / sizeof views[0] };

static int the_checked;

static const View *view_of(GmEventKind kind) {
    for (int i = 0; i < VIEWS; i++)
        if (views[i].kind == kind) return &views[i];
    return NULL;
}

/* Puts a value that no other row has under the row's key. */
static void set_row(int map, const AsyncKeyRow *row, int i) {
    if (strcmp(row->type, "TEXT") == 0)
        gm_ds_map_set_string(map, row->key, gm_text("text %d", i));
    else if (strcmp(row->type, "BOOL") == 0)
        gm_ds_map_set(map, row->key, 1);
    else
        gm_ds_map_set(map, row->key, 1000 + i);
}

static void check_row(int map, const AsyncKeyRow *row, const void *view) {
    const char *field = (const char *)view + row->offset;
    the_checked++;
    if (strcmp(row->type, "TEXT") == 0)
        assert_string_equal(*(const char *const *)(const void *)field,
                            gm_ds_map_find_string(map, row->key, "missing"));
    else if (strcmp(row->type, "BOOL") == 0)
        assert_true(*(const bool *)field);
    else if (strcmp(row->type, "REAL") == 0)
        assert_true(*(const double *)(const void *)field ==
                    gm_ds_map_find_real(map, row->key, -99));
    else
        assert_int_equal(*(const int *)(const void *)field,
                         gm_ds_map_find_real(map, row->key, -99));
}

static void check_view(GmInstance *self, const GmEvent *event) {
    (void)self;
    int count;
    const void *view = view_of(event->kind)->read(event);
    int map = event->kind == GM_BROADCAST_MESSAGE ? gm_event_data() : gm_async_load();
    const AsyncKeyRow *rows = async_key_rows(event->kind, &count);
    assert_non_null(view);
    assert_ptr_equal(view_of(event->kind)->read(event), view);
    for (int i = 0; i < count; i++)
        if (gm_ds_map_find_value(map, rows[i].key).kind ==
            (strcmp(rows[i].type, "TEXT") == 0 ? GM_STRING : GM_REAL))
            check_row(map, &rows[i], view);
}

#define VIEWER_SLOT(kind, View, reader, KEYS) [kind] = check_view,
static const GmObject obj_viewer = {.on = {GM_ASYNC_VIEWS(VIEWER_SLOT)}};

static int number_of(GmEventKind kind) {
    int type, number;
    event_numbers(kind, &type, &number);
    return number;
}

/* Twice, since two rows may share a key: the later one wins, so the second time it goes backwards.
 */
static void view_and_map_agree_for_every_row(void **state) {
    (void)state;
    int rows_of_all = 0;
    the_checked = 0;
    support_make("obj_viewer");
    for (int v = 0; v < VIEWS; v++) {
        int count;
        const AsyncKeyRow *rows = async_key_rows(views[v].kind, &count);
        rows_of_all += count;
        int forwards = gm_ds_map_create(), backwards = gm_ds_map_create();
        for (int i = 0; i < count; i++) {
            set_row(forwards, &rows[i], i);
            set_row(backwards, &rows[count - 1 - i], i);
        }
        gm_event_perform_async(number_of(views[v].kind), forwards);
        gm_event_perform_async(number_of(views[v].kind), backwards);
    }
    assert_int_equal(the_checked, 2 * rows_of_all - 2); /* "result": text or number, not both */
}

#define SAME_INT(a, b)                                     assert_int_equal(a, b)
#define SAME_INT64(a, b)                                   assert_true((a) == (b))
#define SAME_MAP(a, b)                                     assert_int_equal(a, b)
#define SAME_BOOL(a, b)                                    assert_int_equal(a, b)
#define SAME_REAL(a, b)                                    assert_true((a) == (b))
#define SAME_TEXT(a, b)                                    assert_string_equal(a, b)
#define CHECK_ABSENT(field, key, type, absent, when, what) SAME_##type(view->field, absent);
#define ABSENT_HANDLER(kind, View, reader, KEYS)                                                   \
    static void absent_##reader(GmInstance *self, const GmEvent *event) {                          \
        (void)self;                                                                                \
        const View *view = reader(event);                                                          \
        assert_non_null(view);                                                                     \
        KEYS(CHECK_ABSENT)                                                                         \
        the_checked++;                                                                             \
    }
GM_ASYNC_VIEWS(ABSENT_HANDLER)

#define ABSENT_SLOT(kind, View, reader, KEYS) [kind] = absent_##reader,
static const GmObject obj_absent = {.on = {GM_ASYNC_VIEWS(ABSENT_SLOT)}};

static void a_missing_key_reads_as_the_tables_absent_value(void **state) {
    (void)state;
    support_make("obj_absent");
    the_checked = 0;
    for (int v = 0; v < VIEWS; v++)
        gm_event_perform_async(number_of(views[v].kind), gm_ds_map_create());
    assert_int_equal(the_checked, VIEWS);
}

/* MARK: wrong places */

static void look_outside(GmInstance *self, const GmEvent *event) {
    (void)self;
    for (int v = 0; v < VIEWS; v++) {
        support_forget_log();
        assert_true((views[v].read(event) == NULL) == (event->kind != views[v].kind));
        assert_true((strlen(support_log()) > 20) == (event->kind != views[v].kind));
    }
    the_checked++;
}

static const GmObject obj_outside = {
    .on = {
        [GM_STEP] = look_outside, [GM_ASYNC_SOCIAL] = look_outside, [GM_USER(0)] = look_outside}};

static void a_view_outside_its_event_is_null_with_a_sentence(void **state) {
    (void)state;
    support_make("obj_outside");
    the_checked = 0;
    support_steps(1);
    gm_event_perform_async(EVENT_OTHER_SOCIAL, gm_ds_map_create());
    assert_int_equal(the_checked, 2);
}

static void perform_http(GmInstance *self, const GmEvent *event) {
    const GmAsyncImage *image = gm_async_image(event);
    gm_event_perform(self, GM_EV_OTHER, EVENT_OTHER_WEB_ASYNC);
    assert_string_equal(image->filename, "a.png"); /* and the first view is what it was */
    gm_event_user(self, 0);
    assert_string_equal(image->filename, "a.png");
}

static void expect_no_view(GmInstance *self, const GmEvent *event) {
    (void)self;
    support_forget_log();
    assert_null(gm_async_http(event));
    assert_non_null(strstr(support_log(), "HTTP"));
    the_checked++;
}

static const GmObject obj_performer = {.on = {[GM_ASYNC_IMAGE_LOADED] = perform_http,
                                              [GM_ASYNC_HTTP] = expect_no_view,
                                              [GM_USER(0)] = expect_no_view}};

/* event_perform makes no map: what the running event's map holds is not an answer over HTTP. */
static void an_event_that_is_performed_has_no_view_of_another_events_map(void **state) {
    (void)state;
    int performer = support_make("obj_performer"), map = gm_ds_map_create();
    the_checked = 0;
    gm_ds_map_set_string(map, "filename", "a.png");
    gm_event_perform_async(EVENT_OTHER_WEB_IMAGE_LOAD, map);
    assert_int_equal(the_checked, 2);
    gm_event_perform(gm_instance(performer), GM_EV_OTHER, EVENT_OTHER_WEB_ASYNC);
    assert_int_equal(the_checked, 3);
}

/* MARK: views while maps change */

static int the_turn;

static void read_then_change(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncHttp *answer = gm_async_http(event);
    if (the_turn++ == 0) {
        assert_string_equal(answer->result, "first");
        gm_ds_map_set_string(gm_async_load(), "result", "second, and quite a bit longer");
    } else {
        assert_string_equal(answer->result, "second, and quite a bit longer");
    }
}

static const GmObject obj_changer = {.on = {[GM_ASYNC_HTTP] = read_then_change}};

/* spec: async-events G-9, for the typed view */
static void the_next_handlers_view_shows_what_the_first_wrote(void **state) {
    (void)state;
    support_make("obj_changer");
    support_make("obj_changer");
    the_turn = 0;
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "result", "first");
    gm_event_perform_async(EVENT_OTHER_WEB_ASYNC, map);
    assert_int_equal(the_turn, 2);
}

static void read_then_destroy(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncHttp *answer = gm_async_http(event);
    assert_string_equal(answer->result, the_turn++ == 0 ? "first" : "");
    gm_ds_map_destroy(gm_async_load());
}

static const GmObject obj_destroyer = {.on = {[GM_ASYNC_HTTP] = read_then_destroy}};

/* spec: async-events G-21, for the typed view */
static void a_view_of_a_destroyed_map_is_empty(void **state) {
    (void)state;
    support_make("obj_destroyer");
    support_make("obj_destroyer");
    the_turn = 0;
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "result", "first");
    gm_event_perform_async(EVENT_OTHER_WEB_ASYNC, map);
    assert_int_equal(the_turn, 2);
}

static const GmNamedObject objects[] = {GM_OBJECT(obj_absent),  GM_OBJECT(obj_all),
                                        GM_OBJECT(obj_changer), GM_OBJECT(obj_destroyer),
                                        GM_OBJECT(obj_outside), GM_OBJECT(obj_performer),
                                        GM_OBJECT(obj_viewer),  {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    support_open(objects);
    return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_constants_have_the_manuals_values),
        cmocka_unit_test(the_keys_are_spelled_as_in_the_manual),
        CASE(every_number_runs_its_own_handler),
        CASE(view_and_map_agree_for_every_row),
        CASE(a_missing_key_reads_as_the_tables_absent_value),
        CASE(a_view_outside_its_event_is_null_with_a_sentence),
        CASE(an_event_that_is_performed_has_no_view_of_another_events_map),
        CASE(the_next_handlers_view_shows_what_the_first_wrote),
        CASE(a_view_of_a_destroyed_map_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
