/* The mock origin, spoken to byte by byte: what it answers, how it misbehaves, what it says about
 * wrong routes files. */
#define _GNU_SOURCE
#include "support.h"

#include "../platform/log.h"
#include "../platform/origin.h"
#include "../runtime/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static Origin *the_origin;
static char the_sentences[4096];

static void hear(const char *sentence) {
    size_t used = strlen(the_sentences);
    snprintf(the_sentences + used, sizeof the_sentences - used, "%s\n", sentence);
}

static int listen_to_log(void **state) {
    (void)state;
    the_sentences[0] = '\0';
    log_listen(hear);
    return 0;
}

static int close_origin(void **state) {
    (void)state;
    origin_close(the_origin);
    the_origin = NULL;
    log_listen(NULL);
    return 0;
}

/* MARK: speaking to it */

static const char *write_routes(const char *text) {
    static char path[256];
    const char *folder = support_folder();
    support_write_text(folder, "routes.json", text);
    snprintf(path, sizeof path, "%s/routes.json", folder);
    return path;
}

static void open_origin(const char *routes) {
    char text[4096];
    snprintf(text, sizeof text, "{\"routes\": [%s]}", routes);
    the_origin = origin_open(write_routes(text), 0);
    assert_non_null(the_origin);
}

static int connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(connection, (struct sockaddr *)&address, sizeof address), 0);
    return connection;
}

/* A connection on which this has been said. */
static int say(const char *text) {
    int connection = connect_to(origin_port(the_origin));
    assert_int_equal(send(connection, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    return connection;
}

/* What comes until the other side closes, or the connection breaks (errno). */
static const char *hear_all(int connection) {
    static char text[100000];
    size_t size = 0;
    ssize_t count = 1;
    errno = 0;
    while (count > 0 && size < sizeof text - 1) {
        count = recv(connection, text + size, sizeof text - 1 - size, 0);
        if (count > 0) size += (size_t)count;
    }
    text[size] = '\0';
    int error = errno;
    close(connection);
    errno = error;
    return text;
}

/* What is answered to a request without a body, on a connection of its own. */
static const char *get(const char *method, const char *target) {
    char request[512];
    snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
             method, target);
    return hear_all(say(request));
}

static const char *post(const char *target, const char *body) {
    char request[1024];
    snprintf(request, sizeof request,
             "POST %s HTTP/1.1\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s", target,
             strlen(body), body);
    return hear_all(say(request));
}

/* MARK: what it answers */

static void a_route_without_a_body_tells_its_code(void **state) {
    (void)state;
    open_origin("{\"path\": \"/status/*\"}, {\"path\": \"/teapot\", \"status\": 418}");
    assert_string_equal(get("GET", "/status/404"),
                        "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n"
                        "Content-Length: 35\r\nConnection: close\r\n\r\n"
                        "{\"status\":404,\"reason\":\"Not Found\"}");
    assert_non_null(strstr(get("GET", "/status/201?x=1"), " 201 Created\r\n"));
    assert_non_null(strstr(get("GET", "/status/nonsense"), " 200 OK\r\n"));
    assert_non_null(strstr(get("GET", "/status/999"), " 200 OK\r\n"));
    assert_non_null(strstr(get("GET", "/teapot"), "HTTP/1.1 418 "));
    assert_string_equal(get("GET", "/status/204"),
                        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

static void an_unknown_path_is_404_and_an_unknown_method_405(void **state) {
    (void)state;
    open_origin("{\"path\": \"/a\", \"method\": \"GET\", \"body\": \"A\"}");
    const char *answer = get("GET", "/b?\"");
    assert_non_null(strstr(answer, "HTTP/1.1 404 Not Found\r\n"));
    assert_non_null(strstr(answer, "\r\n\r\n{\"error\":\"there is no route for GET /b?\\\"\"}"));
    assert_non_null(strstr(get("DELETE", "/a"), "HTTP/1.1 405 Method Not Allowed\r\n"));
    assert_non_null(strstr(get("GET", "/a"), "\r\n\r\nA"));
}

static void a_head_request_gets_the_headers_of_the_body_alone(void **state) {
    (void)state;
    open_origin("{\"path\": \"/a\", \"method\": \"GET\", \"body\": \"twelve bytes\"}");
    const char *answer = get("HEAD", "/a");
    assert_non_null(strstr(answer, "Content-Length: 12\r\n"));
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
}

static void headers_of_a_route_come_first_and_replace_our_own(void **state) {
    (void)state;
    open_origin(
        "{\"path\": \"/a\", \"body\": \"A\", \"headers\": {\"X-One\": \"1\","
        " \"Set-Cookie\": [\"a\", \"b\"], \"content-type\": \"odd\", \"Content-Length\": \"9\"}}");
    assert_string_equal(get("GET", "/a"), "HTTP/1.1 200 OK\r\nX-One: 1\r\nSet-Cookie: a\r\n"
                                          "Set-Cookie: b\r\ncontent-type: odd\r\n"
                                          "Content-Length: 9\r\nConnection: close\r\n\r\nA");
}

static void a_body_may_come_from_a_file_beside_the_routes(void **state) {
    (void)state;
    const char *folder = support_folder();
    char path[256];
    static const char routes[] = "{\"routes\": [{\"path\": \"/f\", \"body_file\": \"in/a.JSON\"}]}";
    support_write(folder, "in/a.JSON", "[1]\0[2]", 7);
    support_write(folder, "routes.json", routes, sizeof routes - 1);
    snprintf(path, sizeof path, "%s/routes.json", folder);
    the_origin = origin_open(path, 0);
    assert_non_null(the_origin);
    const char *answer = get("GET", "/f");
    assert_non_null(strstr(answer, "Content-Type: application/json\r\nContent-Length: 7\r\n"));
    assert_memory_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n[1]\0[2]", 11);
}

static void generated_bytes_are_the_same_every_time(void **state) {
    (void)state;
    open_origin("{\"path\": \"/g\", \"generate_bytes\": 70000}");
    const char *answer = get("GET", "/g");
    assert_non_null(strstr(answer, "Content-Length: 70000\r\n"));
    const char *body = strstr(answer, "\r\n\r\n") + 4;
    for (unsigned i = 0; i < 70000; i++)
        assert_int_equal((uint8_t)body[i], (uint8_t)(i ^ i >> 8 ^ i >> 16));
}

static void an_echo_gives_the_body_or_tells_the_request(void **state) {
    (void)state;
    open_origin("{\"path\": \"/e\", \"echo\": true}, {\"path\": \"/r\", \"echo\": \"request\"}");
    assert_non_null(strstr(post("/e", "a=1&b=2"), "\r\n\r\na=1&b=2"));
    assert_non_null(
        strstr(post("/r?q=1", "hi"),
               "\r\n\r\n{\"method\":\"POST\",\"path\":\"/r\",\"query\":\"q=1\",\"headers\":"
               "{\"Connection\":\"close\",\"Content-Length\":\"2\"},\"body\":\"hi\","
               "\"body_bytes\":2}"));
}

static void scores_are_kept_best_first_and_equal_ones_in_order(void **state) {
    (void)state;
    open_origin("{\"path\": \"/scores\", \"store\": \"s\", \"top\": 3},"
                "{\"path\": \"/other\", \"store\": \"o\"}");
    assert_non_null(strstr(post("/scores", "{\"name\": \"Ada\", \"score\": 5}"), "{\"rank\":1}"));
    assert_non_null(
        strstr(post("/scores", "{\"name\": \"Bo\", \"score\": 7}"), " 201 Created\r\n"));
    assert_non_null(strstr(post("/scores", "{\"name\": \"Cy\", \"score\": 5}"), "{\"rank\":3}"));
    assert_non_null(strstr(post("/scores", "{\"name\": \"Di\", \"score\": -1}"), "{\"rank\":4}"));
    assert_non_null(strstr(get("GET", "/scores"),
                           "\r\n\r\n{\"scores\":[{\"name\":\"Bo\",\"score\":7},{\"name\":\"Ada\","
                           "\"score\":5},{\"name\":\"Cy\",\"score\":5}]}"));
    assert_non_null(strstr(get("GET", "/other"), "\r\n\r\n{\"scores\":[]}"));
    static const char *const wrong[] = {"",
                                        "7",
                                        "{\"name\": \"\", \"score\": 1}",
                                        "{\"name\": \"Ada\"}",
                                        "{\"score\": 1}",
                                        "{\"name\": \"Ada\", \"score\": \"1\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *answer = post("/scores", wrong[i]);
        assert_non_null(strstr(answer, "HTTP/1.1 400 Bad Request\r\n"));
        assert_non_null(strstr(answer, "was expected"));
    }
    assert_non_null(strstr(get("DELETE", "/scores"), "HTTP/1.1 405 "));
}

static const char *const three_events =
    "\"events\": [{\"id\": \"1\", \"event\": \"hello\", \"data\": \"a\\nb\"}, "
    "{\"id\": \"2\", \"data\": \"c\"}, {\"data\": \"d\"}]";

static void a_stream_of_events_breaks_and_goes_on_after_the_last(void **state) {
    (void)state;
    char routes[512];
    snprintf(routes, sizeof routes,
             "{\"path\": \"/sse\", \"break_after\": 2, %s}, "
             "{\"path\": \"/lines\", \"break_after\": 1, \"as_lines\": true, %s}",
             three_events, three_events);
    open_origin(routes);
    const char *answer = hear_all(say("GET /sse HTTP/1.1\r\n\r\n"));
    assert_non_null(strstr(answer, "Content-Type: text/event-stream\r\n"));
    assert_null(strstr(answer, "Content-Length"));
    assert_non_null(strstr(answer, "\r\n\r\nid: 1\nevent: hello\ndata: a\ndata: b\n\n"
                                   "id: 2\ndata: c\n\n"));
    assert_null(strstr(answer, "data: d"));
    answer = hear_all(say("GET /sse HTTP/1.1\r\nLast-Event-ID: 1\r\n\r\n"));
    assert_non_null(strstr(answer, "\r\n\r\nid: 2\ndata: c\n\ndata: d\n\n"));
    answer = hear_all(say("GET /lines HTTP/1.1\r\nLast-Event-ID: 2\r\n\r\n"));
    assert_non_null(strstr(answer, "Content-Type: application/x-ndjson\r\n"));
    assert_non_null(strstr(answer, "\r\n\r\n{\"data\":\"d\"}\n"));
    assert_null(strstr(hear_all(say("HEAD /sse HTTP/1.1\r\nLast-Event-ID: 2\r\n\r\n")), "data"));
}

static void a_redirect_names_its_place(void **state) {
    (void)state;
    open_origin("{\"path\": \"/a\", \"redirect\": \"/b\"},"
                "{\"path\": \"/c\", \"redirect\": \"/d\", \"status\": 308}");
    assert_string_equal(get("GET", "/a"), "HTTP/1.1 302 Found\r\nLocation: /b\r\n"
                                          "Content-Length: 0\r\nConnection: close\r\n\r\n");
    assert_non_null(
        strstr(get("GET", "/c"), "HTTP/1.1 308 Permanent Redirect\r\nLocation: /d\r\n"));
}

static void a_route_with_times_gives_way_to_the_next(void **state) {
    (void)state;
    open_origin("{\"path\": \"/a\", \"times\": 2, \"status\": 503},"
                "{\"path\": \"/a\", \"body\": \"at last\"}");
    assert_non_null(strstr(get("GET", "/a"), " 503 "));
    assert_non_null(strstr(get("GET", "/a"), " 503 "));
    assert_non_null(strstr(get("GET", "/a"), "at last"));
    assert_non_null(strstr(get("GET", "/a"), "at last"));
}

/* MARK: connections */

static void a_connection_serves_one_request_after_another(void **state) {
    (void)state;
    open_origin("{\"path\": \"/*\", \"echo\": \"request\"}");
    const char *answers =
        hear_all(say("POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc" /* all three at once */
                     "GET /2 HTTP/1.1\r\n\r\n"
                     "GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n"));
    const char *first = strstr(answers, "\"path\":\"/1\""),
               *second = strstr(answers, "\"path\":\"/2\""),
               *third = strstr(answers, "\"path\":\"/3\"");
    assert_true(first != NULL && first < second && second < third);
    assert_non_null(strstr(first, "\"body\":\"abc\""));
}

static void a_request_may_come_byte_by_byte(void **state) {
    (void)state;
    open_origin("{\"path\": \"/slow\", \"echo\": true}");
    static const char request[] =
        "POST /slow HTTP/1.1\r\nX-A: b\r\nConnection: close\r\nContent-Length: 4\r\n\r\nabcd";
    int connection = say("");
    int on = 1;
    setsockopt(connection, IPPROTO_TCP, 1 /* TCP_NODELAY */, &on, sizeof on);
    for (size_t i = 0; i < sizeof request - 1; i++)
        assert_int_equal(send(connection, request + i, 1, MSG_NOSIGNAL), 1);
    assert_non_null(strstr(hear_all(connection), "\r\n\r\nabcd"));
}

static void what_is_no_request_is_answered_with_400(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\"}");
    const char *answer = hear_all(say("please give me a page\r\n\r\n"));
    assert_non_null(strstr(answer, "HTTP/1.1 400 Bad Request\r\n"));
    assert_non_null(strstr(answer, "{\"error\":\"this is no HTTP request\"}"));
}

static void a_client_that_leaves_early_does_no_harm(void **state) {
    (void)state;
    open_origin(
        "{\"path\": \"/g\", \"generate_bytes\": 100000000}, {\"path\": \"/\", \"body\": \"A\"}");
    for (int i = 0; i < 20; i++)
        close(say("GET /g HTTP/1.1\r\n\r\n"));
    close(say("GET /g HT"));
    assert_non_null(strstr(get("GET", "/"), "\r\n\r\nA"));
}

static void closing_the_origin_ends_its_connections(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"stall_after\": -1}");
    int connection = say("GET / HTTP/1.1\r\n\r\n");
    origin_close(the_origin);
    the_origin = NULL;
    assert_string_equal(hear_all(connection), "");
}

/* MARK: misbehaving */

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void a_delay_comes_before_the_first_byte(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"body\": \"A\", \"delay_ms\": 60}");
    int64_t before = now_ms();
    assert_non_null(strstr(get("GET", "/"), "\r\n\r\nA"));
    assert_true(now_ms() - before >= 59);
}

static void chunks_are_framed_and_dripped(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"body\": \"hello you\", \"chunked\": true,"
                " \"drip\": {\"bytes\": 4, \"every_ms\": 20}},"
                "{\"path\": \"/e\", \"body\": \"\", \"chunked\": true}");
    int64_t before = now_ms();
    const char *answer = get("GET", "/");
    assert_true(now_ms() - before >= 39);
    assert_null(strstr(answer, "Content-Length"));
    assert_string_equal(strstr(answer, "\r\n\r\n"),
                        "\r\n\r\n4\r\nhell\r\n4\r\no yo\r\n1\r\nu\r\n0\r\n\r\n");
    assert_string_equal(strstr(get("GET", "/e"), "\r\n\r\n"), "\r\n\r\n0\r\n\r\n");
}

static void a_truncated_answer_announces_more_than_it_sends(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"body\": \"0123456789\", \"truncate_after\": 4}");
    const char *answer = get("GET", "/");
    assert_int_equal(errno, 0);
    assert_non_null(strstr(answer, "Content-Length: 10\r\n"));
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n0123");
}

static void a_reset_breaks_the_connection(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"reset_after\": -1},"
                "{\"path\": \"/later\", \"body\": \"0123456789\", \"reset_after\": 4}");
    assert_string_equal(get("GET", "/"), "");
    assert_int_equal(errno, ECONNRESET);
    get("GET", "/later");
    assert_int_equal(errno, ECONNRESET);
}

static void a_stalled_answer_keeps_the_connection_open(void **state) {
    (void)state;
    open_origin("{\"path\": \"/\", \"body\": \"0123456789\", \"stall_after\": 4}");
    int connection = say("GET / HTTP/1.1\r\n\r\n");
    char text[512] = "";
    size_t size = 0;
    while (strstr(text, "\r\n\r\n0123") == NULL) {
        ssize_t count = recv(connection, text + size, sizeof text - 1 - size, 0);
        assert_true(count > 0);
        size += (size_t)count;
    }
    struct pollfd silent = {.fd = connection, .events = POLLIN};
    assert_int_equal(poll(&silent, 1, 50), 0); /* neither more nor an end */
    assert_string_equal(strstr(text, "\r\n\r\n"), "\r\n\r\n0123");
    close(connection);
}

/* MARK: wrong routes files */

static void a_wrong_routes_file_is_refused_with_file_and_field(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{\"routes\": [\n\n{]}", "routes.json:3: this is not JSON"},
        {"", "routes.json:1: this is not JSON"},
        {"[]", "routes.json: {\"routes\": [...]} was expected"},
        {"{\"routes\": 7}", "{\"routes\": [...]} was expected"},
        {"{\"routes\": [7]}", "routes.json: routes[0]: {\"path\": ...} was expected"},
        {"{\"routes\": [{}]}", "routes[0].path: it is missing"},
        {"{\"routes\": [{\"path\": \"/\"}, {\"path\": \"a\"}]}",
         "routes[1].path: a text that starts with / was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"dealy_ms\": 5}]}",
         "routes[0].dealy_ms: there is no such field"},
        {"{\"routes\": [{\"path\": \"/\", \"delay_ms\": \"5\"}]}",
         "routes[0].delay_ms: a whole number from 0 to 600000 was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"delay_ms\": 1.5}]}",
         "routes[0].delay_ms: a whole number"},
        {"{\"routes\": [{\"path\": \"/\", \"status\": 700}]}",
         "routes[0].status: a whole number from 200 to 599 was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"method\": \"get\"}]}",
         "routes[0].method: a method in capitals was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"times\": 0}]}",
         "routes[0].times: a whole number from 1"},
        {"{\"routes\": [{\"path\": \"/\", \"headers\": []}]}",
         "routes[0].headers: names with texts were expected"},
        {"{\"routes\": [{\"path\": \"/\", \"headers\": {\"X\": 7}}]}",
         "routes[0].headers: \"X\" is to be"},
        {"{\"routes\": [{\"path\": \"/\", \"headers\": {\"X\": [\"a\\r\\nb\"]}}]}",
         "routes[0].headers: \"X\" is to be"},
        {"{\"routes\": [{\"path\": \"/\", \"headers\": {\"X Y\": \"a\"}}]}",
         "routes[0].headers: \"X Y\" is no header's name"},
        {"{\"routes\": [{\"path\": \"/\", \"body\": 7}]}", "routes[0].body: a text was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"body_file\": \"no.txt\"}]}", "routes[0].body_file: "},
        {"{\"routes\": [{\"path\": \"/\", \"body\": \"a\", \"echo\": true}]}",
         "routes[0].echo: only one of body,"},
        {"{\"routes\": [{\"path\": \"/\", \"echo\": 7}]}",
         "routes[0].echo: true or \"request\" was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"generate_bytes\": -1}]}",
         "routes[0].generate_bytes: a whole number of bytes, at least 0, was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"drip\": 7}]}",
         "routes[0].drip: {\"bytes\": N, \"every_ms\": N} was expected"},
        {"{\"routes\": [{\"path\": \"/\", \"drip\": {\"bytes\": 0, \"every_ms\": 1}}]}",
         "routes[0].drip.bytes: a whole number"},
        {"{\"routes\": [{\"path\": \"/\", \"chunked\": 1}]}", "routes[0].chunked: true or false"},
        {"{\"routes\": [{\"path\": \"/\", \"stall_after\": 1, \"reset_after\": 1}]}",
         "routes[0].reset_after: only one of stall_after, reset_after and truncate_after"},
        {"{\"routes\": [{\"path\": \"/\", \"truncate_after\": -1}]}",
         "routes[0].truncate_after: a whole number of bytes, at least 0"},
        {"{\"routes\": [{\"path\": \"/\", \"store\": \"s\", \"top\": 0}]}",
         "routes[0].top: a whole"},
        {"{\"routes\": [{\"path\": \"/\", \"redirect\": \"a\\nb\"}]}",
         "routes[0].redirect: a text of one"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        the_sentences[0] = '\0';
        assert_null(origin_open(write_routes(cases[i][0]), 0));
        if (strstr(the_sentences, cases[i][1]) == NULL)
            fail_msg("%s\nsaid: %s\nnot: %s", cases[i][0], the_sentences, cases[i][1]);
    }
}

static void a_missing_routes_file_and_a_taken_port_are_told(void **state) {
    (void)state;
    assert_null(origin_open("/nowhere/routes.json", 0));
    assert_non_null(strstr(the_sentences, "/nowhere/routes.json"));
    open_origin("{\"path\": \"/\"}");
    char expected[128];
    snprintf(expected, sizeof expected,
             "cannot listen on 127.0.0.1 port %d: address already in use", origin_port(the_origin));
    assert_null(origin_open(write_routes("{\"routes\": []}"), origin_port(the_origin)));
    assert_non_null(strstr(the_sentences, expected));
}

/* MARK: the verb */

static void wrong_arguments_of_serve_are_refused(void **state) {
    (void)state;
    char serve[] = "serve", port[] = "--port", word[] = "many", routes[] = "a.json",
         odd[] = "--odd";
    assert_int_equal(serve_main(1, (char *[]){serve, NULL}), 2);
    assert_non_null(strstr(the_sentences, "a routes file was expected"));
    assert_int_equal(serve_main(4, (char *[]){serve, routes, port, word, NULL}), 2);
    assert_non_null(strstr(the_sentences, "--port many: a number from 0"));
    assert_int_equal(serve_main(3, (char *[]){serve, routes, port, NULL}), 2);
    assert_int_equal(serve_main(3, (char *[]){serve, routes, routes, NULL}), 2);
    assert_int_equal(serve_main(3, (char *[]){serve, routes, odd, NULL}), 2);
    assert_non_null(strstr(the_sentences, "serve: --odd was not expected"));
    assert_int_equal(serve_main(2, (char *[]){serve, odd, NULL}), 2);
}

/* The verb in a process of its own: returns what it wrote once SIGTERM has ended it well. */
static const char *serve_and_ask(const char *routes, const char *request) {
    static char output[1024];
    int ends[2], status = 0, port = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        char serve[] = "serve", file[256];
        snprintf(file, sizeof file, "%s", routes);
        dup2(ends[1], STDOUT_FILENO);
        _exit(serve_main(2, (char *[]){serve, file, NULL}));
    }
    close(ends[1]);
    size_t size = 0;
    while (strchr(output, '\n') == NULL) {
        ssize_t count = read(ends[0], output + size, sizeof output - 1 - size);
        assert_true(count > 0);
        size += (size_t)count;
    }
    assert_int_equal(sscanf(strstr(output, "127.0.0.1:"), "127.0.0.1:%d", &port), 1);
    int connection = connect_to(port);
    assert_int_equal(send(connection, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    hear_all(connection);
    kill(child, SIGTERM);
    for (ssize_t count = 1; count > 0; size += (size_t)count)
        count = read(ends[0], output + size, sizeof output - 1 - size);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return output;
}

static void serve_names_its_address_tells_each_answer_and_ends_well(void **state) {
    (void)state;
    const char *routes = write_routes("{\"routes\": [{\"path\": \"/a\", \"body\": \"A\"}]}");
    const char *output = serve_and_ask(routes, "GET /a?q HTTP/1.1\r\nConnection: close\r\n\r\n");
    char first[512];
    snprintf(first, sizeof first, "Serving %s on http://127.0.0.1:", routes);
    assert_memory_equal(output, first, strlen(first));
    assert_non_null(strstr(output, "\nGET /a?q 200 1 bytes\n"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, listen_to_log, close_origin)
    const struct CMUnitTest tests[] = {
        TEST(serve_names_its_address_tells_each_answer_and_ends_well), /* forks: before threads */
        TEST(wrong_arguments_of_serve_are_refused),
        TEST(a_route_without_a_body_tells_its_code),
        TEST(an_unknown_path_is_404_and_an_unknown_method_405),
        TEST(a_head_request_gets_the_headers_of_the_body_alone),
        TEST(headers_of_a_route_come_first_and_replace_our_own),
        TEST(a_body_may_come_from_a_file_beside_the_routes),
        TEST(generated_bytes_are_the_same_every_time),
        TEST(an_echo_gives_the_body_or_tells_the_request),
        TEST(scores_are_kept_best_first_and_equal_ones_in_order),
        TEST(a_stream_of_events_breaks_and_goes_on_after_the_last),
        TEST(a_redirect_names_its_place),
        TEST(a_route_with_times_gives_way_to_the_next),
        TEST(a_connection_serves_one_request_after_another),
        TEST(a_request_may_come_byte_by_byte),
        TEST(what_is_no_request_is_answered_with_400),
        TEST(a_client_that_leaves_early_does_no_harm),
        TEST(closing_the_origin_ends_its_connections),
        TEST(a_delay_comes_before_the_first_byte),
        TEST(chunks_are_framed_and_dripped),
        TEST(a_truncated_answer_announces_more_than_it_sends),
        TEST(a_reset_breaks_the_connection),
        TEST(a_stalled_answer_keeps_the_connection_open),
        TEST(a_wrong_routes_file_is_refused_with_file_and_field),
        TEST(a_missing_routes_file_and_a_taken_port_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
