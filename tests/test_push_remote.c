/* Remote notifications: streams of events that break, resume, refuse, talk nonsense. */
#define _XOPEN_SOURCE 700
#include "pushes.h"

#include "../events/async/event_stream.h"
#include "../platform/origin.h"

static Origin *the_origin;
static char the_access[16384]; /* the origin's lines; its thread's until it is closed */
static char the_url[128];

static void hear_access(const char *line) {
    size_t used = strlen(the_access);
    snprintf(the_access + used, sizeof the_access - used, "%s\n", line);
}

static void origin_start(const char *routes) {
    const char *folder = support_folder();
    char text[4096], path[128];
    the_access[0] = '\0';
    int length = snprintf(text, sizeof text, "{\"routes\": [%s]}", routes);
    assert_in_range(length, 1, sizeof text - 1);
    support_write(folder, "routes.json", text, (size_t)length);
    snprintf(path, sizeof path, "%s/routes.json", folder);
    the_origin = origin_open_watched(path, 0, hear_access);
    assert_non_null(the_origin);
    snprintf(the_url, sizeof the_url, "http://127.0.0.1:%d/push", origin_port(the_origin));
}

static void origin_stop(void) {
    origin_close(the_origin);
    the_origin = NULL;
}

static int close_all(void **state) {
    push_close(state);
    origin_stop();
    return 0;
}

static int connections(void) {
    int count = 0;
    origin_stop();
    for (const char *line = strstr(the_access, "GET /push"); line != NULL;
         line = strstr(line + 1, "GET /push"))
        count++;
    return count;
}

static void expect_registered(const char *reg_id) {
    const HeardPush *heard = push_next("register", "");
    assert_int_equal(heard->status, 1);
    assert_string_equal(heard->reg_id, reg_id);
    assert_int_equal(heard->keys, 3); /* type, status, reg_id */
}

static void expect_not_registered(const char *error) {
    const HeardPush *heard = push_next("register", "");
    assert_int_equal(heard->status, 0);
    if (strstr(heard->error, error) == NULL) fail_msg("%s", heard->error);
    assert_int_equal(heard->keys, 3); /* type, status, error */
}

#define FIVE                                                                                       \
    "\"events\": [{\"event\": \"register\", \"data\": \"device 7\"}, "                             \
    "{\"id\": \"a\", \"data\": \"one\"}, {\"id\": \"b\", \"data\": \"two\\nlines\"}, "             \
    "{\"id\": \"c\", \"event\": \"news\", \"data\": \"{\\\"x\\\":1}\"}, "                          \
    "{\"id\": \"d\", \"data\": \"four\"}]"

/* Which are all that comes, after so many other events. */
static void expect_the_four_after(int others) {
    push_next("remote", "one");
    push_next("remote", "two\nlines");
    push_next("remote", "{\"x\":1}");
    const HeardPush *heard = push_next("remote", "four");
    assert_int_equal(heard->status, 1);
    assert_int_equal(heard->keys, 3); /* type, status, data */
    support_steps(100);
    assert_int_equal(the_heard_count, others + 4);
}

static void expect_the_four(void) {
    expect_the_four_after(1);
}

/* spec: async-events 11.3 */
static void a_stream_registers_and_its_events_are_remote_notifications(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    expect_the_four();
    gm_push_unregister();
    support_steps(200);
    assert_true(connections() <= 1);
}

static void a_stream_may_be_json_lines(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"as_lines\": true, " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    expect_the_four();
}

/* The connection ends after each event: 4 events with ids, so 5 connections. */
static void a_stream_that_breaks_is_resumed_after_the_last_event(void **state) {
    (void)state;
    for (int lines = 0; lines < 2; lines++) {
        char routes[1024];
        snprintf(routes, sizeof routes,
                 "{\"path\": \"/push\", \"as_lines\": %s, "
                 "\"break_after\": 2, %s}",
                 lines ? "true" : "false", FIVE);
        origin_start(routes);
        push_open(support_folder(), "simulator", 0);
        assert_true(gm_push_register(the_url));
        expect_registered("device 7");
        expect_the_four();
        support_close();
        assert_in_range(connections(), 2, 3);
    }
    push_open(support_folder(), NULL, 0);
}

static void a_stream_that_breaks_in_the_middle_of_an_event_loses_nothing(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"times\": 1, \"drip\": {\"bytes\": 7, \"every_ms\": 1}, "
                 "\"reset_after\": 60, " FIVE "}, {\"path\": \"/push\", \"times\": 1, "
                 "\"status\": 503}, {\"path\": \"/push\", \"drip\": {\"bytes\": 3, \"every_ms\": "
                 "0}, " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    expect_the_four();
}

static void the_next_game_goes_on_after_the_last_event_of_this_one(void **state) {
    (void)state;
    const char *save = support_folder();
    origin_start("{\"path\": \"/push\", \"times\": 1, \"break_after\": 3, " FIVE
                 "}, {\"path\": \"/push\", " FIVE "}");
    push_open(save, "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    push_next("remote", "one");
    push_next("remote", "two\nlines");
    support_close();
    push_open(save, "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered(the_url); /* what the stream says of that comes before the events it knows */
    push_next("remote", "{\"x\":1}");
    push_next("remote", "four");
}

static void a_server_that_refuses_is_asked_once(void **state) {
    (void)state;
    static const char *const refusals[][2] = {
        {"{\"path\": \"/push\", \"status\": 403}", "the server answered 403"},
        {"{\"path\": \"/push\", \"status\": 204}", "the server answered 204"},
        {"{\"path\": \"/push\", \"body\": \"<html>\"}",
         "the answer is no stream of events but text"},
    };
    for (int i = 0; i < 3; i++) {
        origin_start(refusals[i][0]);
        push_open(support_folder(), "simulator", 0);
        assert_true(gm_push_register(the_url));
        expect_not_registered(refusals[i][1]);
        support_steps(1000);
        assert_int_equal(the_heard_count, 1);
        support_close();
        assert_int_equal(connections(), 1);
    }
    push_open(support_folder(), NULL, 0);
}

/* One event says that it did not work, then it is tried until it does. */
static void a_server_that_is_not_there_yet_is_tried_again(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"times\": 2, \"status\": 500}, {\"path\": \"/push\", " FIVE
                 "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_not_registered("the server answered 500");
    expect_registered("device 7");
    push_next("remote", "one");
    assert_in_range(the_heard[1].step - the_heard[0].step, 60 + 120, 100000);
}

static void a_dead_address_gives_one_event_and_the_game_steps_on(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register("http://127.0.0.1:9/push"));
    expect_not_registered("no connection to the server");
    support_steps(500);
    assert_int_equal(the_heard_count, 1);
    assert_false(gm_push_register("ftp://example.org"));
    assert_non_null(strstr(support_log(), "gm_push_register: \"ftp://example.org\" is not"));
}

static void a_server_may_wish_for_shorter_breaks(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"headers\": {\"Content-Type\": \"text/event-stream\"}, "
                 "\"body\": \"retry: 10\\nid: 1\\ndata: x\\n\\n\"}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered(the_url);
    for (int i = 0; i < 5; i++)
        push_next("remote", "x");
    assert_in_range(gm_step_count(), 1, 4 * 60 - 1); /* four breaks of less than a second */
}

static void a_new_address_replaces_the_old_one(void **state) {
    (void)state;
    char second[128];
    origin_start("{\"path\": \"/push\", \"events\": []}, {\"path\": \"/second\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    support_steps(20);
    snprintf(second, sizeof second, "http://127.0.0.1:%d/second", origin_port(the_origin));
    assert_true(gm_push_register(second));
    expect_registered("device 7");
    expect_the_four();
}

/* MARK: what the simulator puts in the way */

static void a_subscription_without_a_token_gets_it_when_it_is_tried_again(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "no token"));
    assert_true(gm_push_register(the_url));
    expect_not_registered("the service has no token for this device");
    expect_registered("device 7");
    expect_the_four_after(2);
    assert_in_range(the_heard[1].step - the_heard[0].step, 60, 100000); /* a second */
}

static void a_device_that_is_refused_never_asks_the_server(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"break_after\": 2, " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "refuse"));
    assert_true(gm_push_register(the_url));
    expect_not_registered("the service refuses this device");
    support_steps(5000);
    support_close();
    assert_int_equal(the_heard_count, 1);
    assert_int_equal(connections(), 0);
    push_open(support_folder(), NULL, 0);
}

static void offline_a_subscription_fails_and_online_it_is_there(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    assert_true(gm_push_register(the_url));
    expect_not_registered("the service cannot be reached");
    support_steps(100);
    assert_int_equal(the_heard_count, 1);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "online"));
    expect_registered("device 7");
    expect_the_four_after(2);
}

/* Wherever the stream was cut, nothing is lost and nothing comes twice. */
static void a_subscription_that_goes_offline_is_resumed_after_the_last_event(void **state) {
    (void)state;
    origin_start(
        "{\"path\": \"/push\", \"times\": 1, \"drip\": {\"bytes\": 7, \"every_ms\": 10}, " FIVE
        "}, {\"path\": \"/push\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    push_next("remote", "one");
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    support_steps(100);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "online"));
    push_next("remote", "two\nlines");
    push_next("remote", "{\"x\":1}");
    push_next("remote", "four");
    support_steps(100);
    assert_int_equal(the_heard_count, 5);
}

static bool has_said_the_end(void) {
    return strstr(support_log(), "/push end: the service refuses this device") != NULL;
}

/* No event tells that a subscription has ended, but a warning does. */
static void a_subscription_may_be_refused_when_it_is_resumed(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    expect_registered("device 7");
    expect_the_four();
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "refuse"));
    support_steps(100);
    assert_string_equal(support_log(), ""); /* not while nobody can be asked */
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "online"));
    assert_true(support_until(has_said_the_end));
    support_steps(100);
    assert_int_equal(the_heard_count, 5);
}

static void a_connection_that_breaks_under_way_says_so(void **state) {
    (void)state;
    origin_start("{\"path\": \"/push\", \"delay_ms\": 60000, " FIVE "}");
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_push_register(the_url));
    support_steps(3);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    expect_not_registered("the connection broke");
    support_steps(1000);
    assert_int_equal(the_heard_count, 1);
}

/* MARK: what a stream may say */

static char the_events[4096];

static void write_event(void *context, const char *name, const char *id, const char *data) {
    size_t used = strlen(the_events);
    assert_ptr_equal(context, the_events);
    snprintf(the_events + used, sizeof the_events - used, "[%s|%s|%s]", name, id != NULL ? id : "-",
             data);
}

/* The events of a text that comes in pieces of so many bytes. */
static const char *events_of(const char *text, bool as_lines, size_t piece) {
    EventStream stream = {.event = write_event, .context = the_events};
    size_t length = strlen(text);
    the_events[0] = '\0';
    event_stream_open(&stream, as_lines, NULL);
    for (size_t at = 0; at < length; at += piece)
        assert_true(
            event_stream_feed(&stream, text + at, length - at < piece ? length - at : piece));
    event_stream_close(&stream);
    return the_events;
}

static void streams_are_read_the_same_in_pieces_of_any_size(void **state) {
    (void)state;
    static const struct {
        const char *text, *events;
        bool as_lines;
    } cases[] = {
        {"data: a\n\ndata:b\r\n\r\ndata:  c\r\r", "[|-|a][|-|b][|-| c]", false},
        {": comment\nevent: e\nid: 1\ndata\ndata: x\n\nid\ndata: y\n\n", "[e|1|\nx][||y]", false},
        {"event: e\n\ndata: a\n\nunknown: field\n\ndata: cut off", "[|-|a]", false},
        {"id: bad\x01id\ndata: a\n\nretry: 5\nretry: x\ndata: b\n\n", "[|-|a][|-|b]", false},
        {"{\"id\":\"1\",\"event\":\"e\",\"data\":\"d\"}\n\n{\"data\":[1,2]}\r\nno "
         "json\n{\"data\":\"x\"}",
         "[e|1|d][|1|[1,2]][|1|no json]", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t piece = 1; piece < 80; piece++)
            assert_string_equal(events_of(cases[i].text, cases[i].as_lines, piece),
                                cases[i].events);
}

static void an_event_without_an_end_is_given_up(void **state) {
    (void)state;
    EventStream stream = {.event = write_event, .context = the_events};
    char piece[4096];
    bool goes_on = true;
    int pieces = 0;
    memset(piece, 'x', sizeof piece);
    the_events[0] = '\0';
    event_stream_open(&stream, false, NULL);
    for (; goes_on && pieces < 1000; pieces++)
        goes_on = event_stream_feed(&stream, piece, sizeof piece);
    event_stream_close(&stream);
    assert_false(goes_on);
    assert_in_range(pieces, 255, 257);
    assert_string_equal(the_events, "");
}

int main(void) {
#define REMOTE_TEST(test) cmocka_unit_test_teardown(test, close_all)
    const struct CMUnitTest tests[] = {
        REMOTE_TEST(a_stream_registers_and_its_events_are_remote_notifications),
        REMOTE_TEST(a_stream_may_be_json_lines),
        REMOTE_TEST(a_stream_that_breaks_is_resumed_after_the_last_event),
        REMOTE_TEST(a_stream_that_breaks_in_the_middle_of_an_event_loses_nothing),
        REMOTE_TEST(the_next_game_goes_on_after_the_last_event_of_this_one),
        REMOTE_TEST(a_server_that_refuses_is_asked_once),
        REMOTE_TEST(a_server_that_is_not_there_yet_is_tried_again),
        REMOTE_TEST(a_dead_address_gives_one_event_and_the_game_steps_on),
        REMOTE_TEST(a_server_may_wish_for_shorter_breaks),
        REMOTE_TEST(a_new_address_replaces_the_old_one),
        REMOTE_TEST(a_subscription_without_a_token_gets_it_when_it_is_tried_again),
        REMOTE_TEST(a_device_that_is_refused_never_asks_the_server),
        REMOTE_TEST(offline_a_subscription_fails_and_online_it_is_there),
        REMOTE_TEST(a_subscription_that_goes_offline_is_resumed_after_the_last_event),
        REMOTE_TEST(a_subscription_may_be_refused_when_it_is_resumed),
        REMOTE_TEST(a_connection_that_breaks_under_way_says_so),
        cmocka_unit_test(streams_are_read_the_same_in_pieces_of_any_size),
        cmocka_unit_test(an_event_without_an_end_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
