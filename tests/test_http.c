/* HTTP requests of a game, against the mock origin: async-events 4.6, and what else may happen. */
#define _GNU_SOURCE
#include "asks.h"

#include "../platform/files.h"
#include "../runtime/game.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

/* MARK: answers */

/* spec: async-events H-1 */
static void an_answer_comes_once_with_its_body_and_headers(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/status/200\"}");
    const char *url = asks_url("/status/200");
    const Asked *asked = asks_wait(gm_http_get(url));
    asks_expect_text(asked, 200, "{\"status\":200,\"reason\":\"OK\"}");
    assert_string_equal(asked->url, url);
    assert_true(asked->had_headers);
    assert_string_equal(asked->header, "application/json");
    assert_false(gm_ds_exists(asked->headers, GM_DS_TYPE_MAP)); /* it dies with the event */
    assert_true(asked->length == 28 && asked->downloaded == 28);
}

/* spec: async-events H-2 */
static void a_404_is_a_complete_answer_with_its_body(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/status/*\"}");
    const Asked *asked = asks_wait(gm_http_get(asks_url("/status/404")));
    asks_expect_text(asked, 404, "{\"status\":404,\"reason\":\"Not Found\"}");
}

static void a_500_is_a_complete_answer_with_its_body(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"status\": 500, \"body\": \"it is on fire\"}");
    asks_expect_text(asks_wait(gm_http_get(asks_url("/"))), 500, "it is on fire");
}

/* A loopback port on which nobody listens, or (backlog >= 0) somebody who never answers. */
static int take_port(int backlog, int *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    if (backlog >= 0) assert_int_equal(listen(listener, backlog), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    *port = ntohs(address.sin_port);
    return listener;
}

static const char *url_of_port(int port) {
    static char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", port);
    return url;
}

/* spec: async-events H-3 */
static void a_refused_connection_fails_once_without_a_result(void **state) {
    (void)state;
    int port, listener = take_port(-1, &port);
    const Asked *asked = asks_wait(gm_http_get(url_of_port(port)));
    asks_expect_failure(asked, "no connection to the server");
    assert_int_equal(asked->http_status, 0);
    assert_false(asked->had_headers);
    assert_true(asked->length == -1 && asked->downloaded == 0);
    close(listener);
}

/* Connects until the listener's backlog is full; from then on it swallows packets. */
static int fill_backlog(int port, int *sockets, int most) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int i = 0; i < most; i++) {
        sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(sockets[i], (struct sockaddr *)&address, sizeof address);
    }
    return most;
}

/* spec: async-events H-4 */
static void an_address_that_swallows_packets_fails_after_the_connect_timeout(void **state) {
    (void)state;
    int port, sockets[8], listener = take_port(0, &port);
    fill_backlog(port, sockets, 8);
    gm_http_set_connect_timeout(500);
    const Asked *asked = asks_wait(gm_http_get(url_of_port(port)));
    asks_expect_failure(asked, "the server took too long");
    assert_non_null(strstr(asked->error, "50")); /* "... after 500 milliseconds", or a few more */
    assert_int_equal(asked->http_status, 0);
    for (int i = 0; i < 8; i++)
        close(sockets[i]);
    close(listener);
}

/* spec: async-events H-5 */
static void a_posted_text_arrives_as_it_was(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/echo\", \"method\": \"POST\", \"echo\": true}");
    const Asked *asked = asks_wait(gm_http_post_string(asks_url("/echo"), "a=1&b=2"));
    asks_expect_text(asked, 200, "a=1&b=2");
    assert_string_equal(asked->header, "application/x-www-form-urlencoded");
}

/* A text inside the JSON that "echo": "request" answers. */
static const char *told(const Asked *asked, const char *outer, const char *key) {
    static char text[512];
    int json = gm_json_decode(asked->result);
    assert_int_not_equal(json, GM_NONE);
    int map = outer == NULL ? json : (int)gm_ds_map_find_real(json, outer, GM_NONE);
    snprintf(text, sizeof text, "%s", gm_ds_map_find_string(map, key, "<none>"));
    gm_ds_map_destroy(json);
    return text;
}

/* spec: async-events H-6 */
static void a_header_map_may_be_destroyed_at_once(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/echo\", \"echo\": \"request\"}");
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "X-Token", "opal");
    gm_ds_map_set_string(map, "X-Empty", "");
    gm_ds_map_set(map, "X-Number", 7);
    int id = gm_http_request(asks_url("/echo?q=1"), "PUT", map, "x");
    gm_ds_map_destroy(map);
    const Asked *asked = asks_wait(id);
    assert_int_equal(asked->http_status, 200);
    assert_string_equal(told(asked, NULL, "method"), "PUT");
    assert_string_equal(told(asked, NULL, "query"), "q=1");
    assert_string_equal(told(asked, NULL, "body"), "x");
    assert_string_equal(told(asked, "headers", "X-Token"), "opal");
    assert_string_equal(told(asked, "headers", "X-Empty"), "");
    assert_string_equal(told(asked, "headers", "X-Number"), "7");
    assert_string_equal(told(asked, "headers", "Content-Type"), "<none>");
    assert_string_equal(told(asked, "headers", "Expect"), "<none>");
}

/* spec: async-events H-7 */
static void a_buffer_with_its_cursor_behind_the_start_is_the_body(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/echo\", \"echo\": true}");
    int buffer = gm_buffer_create(64, GM_BUFFER_GROW, 1);
    gm_buffer_write_bytes(buffer, "12345", 5);
    int id = gm_http_request_ext(&(GmHttpRequest){
        .url = asks_url("/echo"), .method = "POST", .has_buffer = true, .body_buffer = buffer});
    gm_buffer_delete(buffer); /* it was copied */
    const Asked *asked = asks_wait(id);
    asks_expect_text(asked, 200, "12345");
    assert_true(asked->downloaded == 5);
}

static int ask_into_buffer(const char *path, int buffer) {
    return gm_http_request_ext(
        &(GmHttpRequest){.url = asks_url(path), .has_buffer = true, .body_buffer = buffer});
}

/* spec: async-events H-8 */
static void a_buffer_with_its_cursor_at_the_start_receives_the_answer(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/echo\", \"echo\": \"request\"},"
                "{\"path\": \"/bytes\", \"generate_bytes\": 1000}");
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    const Asked *asked = asks_wait(ask_into_buffer("/bytes", buffer));
    assert_int_equal(asked->status, 0);
    assert_null(asked->result); /* a number */
    assert_true(asked->result_number == 1000);
    assert_int_equal(gm_buffer_tell(buffer), 0);
    uint8_t bytes[1000];
    assert_int_equal(gm_buffer_read_bytes(buffer, bytes, 1000), 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(bytes[i], (uint8_t)(i ^ i >> 8));
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    asked = asks_wait(ask_into_buffer("/echo", buffer)); /* nothing is sent */
    char answer[512] = "";
    gm_buffer_read_bytes(buffer, answer, (int)asked->result_number);
    assert_non_null(strstr(answer, "\"method\":\"GET\""));
    assert_non_null(strstr(answer, "\"body_bytes\":0"));
    gm_buffer_delete(buffer);
}

static void a_fixed_buffer_receives_what_fits(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/bytes\", \"generate_bytes\": 3000000}");
    int buffer = gm_buffer_create(3000000, GM_BUFFER_FIXED, 1);
    const Asked *asked = asks_wait(ask_into_buffer("/bytes", buffer)); /* over three steps */
    assert_int_equal(asked->status, 0);
    assert_true(asked->result_number == 3000000);
    const uint8_t *bytes = gm_buffer_get_address(buffer);
    for (uint32_t i = 0; i < 3000000; i++)
        if (bytes[i] != (uint8_t)(i ^ i >> 8 ^ i >> 16)) fail_msg("byte %u is wrong", i);
    gm_buffer_delete(buffer);
}

static void a_fixed_buffer_that_is_too_small_makes_the_request_fail(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/bytes\", \"generate_bytes\": 1000}");
    int buffer = gm_buffer_create(999, GM_BUFFER_FIXED, 1);
    asks_expect_failure(asks_wait(ask_into_buffer("/bytes", buffer)), "too small");
    gm_buffer_delete(buffer);
}

static void a_buffer_that_is_gone_makes_the_request_fail(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/bytes\", \"generate_bytes\": 1000}");
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    int id = ask_into_buffer("/bytes", buffer);
    gm_buffer_delete(buffer);
    const Asked *asked = asks_wait(id);
    asks_expect_failure(asked, "gone");
    assert_int_equal(asked->http_status, 200);
}

/* The bytes of a file of the save area; NULL: there is none. */
static char *saved(const char *name, size_t *size) {
    char path[FILES_PATH];
    assert_true(files_save_path(name, path, sizeof path));
    return support_read(path, size);
}

static int files_beside(const char *name) {
    char path[FILES_PATH];
    assert_true(files_save_path(name, path, sizeof path));
    *strrchr(path, '/') = '\0';
    FileList list = files_list(path);
    int count = list.count;
    files_list_free(&list);
    return count;
}

/* spec: async-events H-9 */
static void a_file_is_there_before_the_handler_runs_and_its_folders_are_made(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/file\", \"generate_bytes\": 100000}");
    the_expected_file = "dl/deep/a.bin";
    const Asked *asked = asks_wait(gm_http_get_file(asks_url("/file"), "dl/deep/a.bin"));
    asks_expect_text(asked, 200, "dl/deep/a.bin");
    assert_true(asked->file_was_there);
    assert_true(asked->downloaded == 100000);
    size_t size = 0;
    char *bytes = saved("dl/deep/a.bin", &size);
    assert_int_equal(size, 100000);
    for (unsigned i = 0; i < 100000; i++)
        assert_int_equal((uint8_t)bytes[i], (uint8_t)(i ^ i >> 8 ^ i >> 16));
    free(bytes);
    assert_int_equal(files_beside("dl/deep/a.bin"), 1);
}

/* spec: async-events H-10 */
static void a_slow_large_answer_tells_its_progress(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/big\", \"generate_bytes\": 10485760,"
                " \"drip\": {\"bytes\": 65536, \"every_ms\": 1}}");
    const Asked *asked = asks_wait(gm_http_get(asks_url("/big")));
    assert_int_equal(asked->status, 0);
    assert_true(asked->progress_events >= 1);
    assert_false(asked->lengths_differ);
    assert_true(asked->length == 10485760 && asked->downloaded == 10485760);
}

static void open_settling(void) {
    static const GmNamedObject objects[] = {GM_OBJECT(obj_asker), {0}};
    support_close();
    assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                        .objects = objects,
                                        .save_dir = support_folder(),
                                        .headless = true,
                                        .fast = true,
                                        .settle = true,
                                        .quiet = true}));
    support_make("obj_asker");
}

static void settling_leaves_out_progress_whose_number_depends_on_time(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/big\", \"generate_bytes\": 1048576,"
                " \"drip\": {\"bytes\": 65536, \"every_ms\": 1}}");
    open_settling();
    for (int run = 0; run < 3; run++) {
        int id = gm_http_get(asks_url("/big"));
        support_steps(1);
        const Asked *asked = asked_find(id);
        assert_int_equal(asked->final_events, 1);
        assert_int_equal(asked->progress_events, 0);
        assert_true(asked->downloaded == 1048576);
    }
    support_steps(5);
    for (int i = 0; i < the_asked_count; i++)
        assert_int_equal(the_asked[i].events_after_final, 0);
}

/* spec: async-events H-11 */
static void a_chunked_answer_has_no_known_length(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/c\", \"body\": \"several pieces of text\", \"chunked\": true,"
                " \"drip\": {\"bytes\": 4, \"every_ms\": 5}}");
    const Asked *asked = asks_wait(gm_http_get(asks_url("/c")));
    asks_expect_text(asked, 200, "several pieces of text");
    assert_true(asked->length == -1);
    assert_false(asked->lengths_differ);
    assert_true(asked->downloaded == 22);
}

/* spec: async-events H-12 */
static void an_answer_without_content_is_a_success_with_an_empty_result(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/status/*\"}, {\"path\": \"/empty\", \"body\": \"\"}");
    asks_expect_text(asks_wait(gm_http_get(asks_url("/status/204"))), 204, "");
    asks_expect_text(asks_wait(gm_http_get(asks_url("/empty"))), 200, "");
}

/* spec: async-events H-13 */
static void three_at_once_have_three_answers_of_their_own(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/a\", \"body\": \"A\", \"delay_ms\": 30}, {\"path\": \"/b\", "
                "\"body\": \"B\"},"
                "{\"path\": \"/c\", \"body\": \"C\", \"delay_ms\": 10}");
    int a = gm_http_get(asks_url("/a")), b = gm_http_get(asks_url("/b")),
        c = gm_http_get(asks_url("/c"));
    assert_true(a != b && b != c && c != a);
    asks_expect_text(asks_wait(a), 200, "A");
    asks_expect_text(asks_wait(b), 200, "B");
    asks_expect_text(asks_wait(c), 200, "C");
    assert_int_equal(the_asked_count, 3);
}

/* spec: async-events H-14 */
static void what_is_no_address_is_refused_without_an_event(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "not a url", "", "ftp://127.0.0.1/", "file:///etc/hosts", "http://", "http:///path", NULL};
    for (int i = 0; i < 7; i++) {
        support_forget_log();
        assert_int_equal(gm_http_get(wrong[i]), -1);
        assert_non_null(strstr(support_log(), "gm_http_get: \""));
    }
    assert_int_equal(gm_request_count(), 0);
    support_steps(3);
    assert_int_equal(the_asked_count, 0);
}

static void an_address_that_only_looks_right_fails_with_an_event(void **state) {
    (void)state;
    asks_expect_failure(asks_wait(gm_http_get("http://127.0.0.1:99999/")), "address");
    asks_expect_failure(asks_wait(gm_http_get("http://one two/")), "address");
}

/* spec: async-events H-15 */
static void the_connect_timeout_is_never_below_one(void **state) {
    (void)state;
    assert_int_equal(gm_http_get_connect_timeout(), 60000);
    gm_http_set_connect_timeout(-5);
    assert_int_equal(gm_http_get_connect_timeout(), 1);
    gm_http_set_connect_timeout(0);
    assert_int_equal(gm_http_get_connect_timeout(), 1);
    gm_http_set_connect_timeout(700);
    assert_int_equal(gm_http_get_connect_timeout(), 700);
}

/* spec: async-events H-16 */
static void another_instance_hears_the_answer_when_the_asker_is_gone(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/a\", \"body\": \"A\"}");
    int asker = support_make("obj_bystander");
    int id = gm_http_get(asks_url("/a"));
    gm_instance_destroy(asker);
    asks_expect_text(asks_wait(id), 200, "A");
}

static void a_request_survives_a_room_change(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/a\", \"body\": \"A\", \"delay_ms\": 20}");
    int id = gm_http_get(asks_url("/a"));
    gm_room_restart();
    asks_expect_text(asks_wait(id), 200, "A");
}

/* MARK: bodies and headers */

static void a_binary_body_reaches_a_file_whole(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/b\", \"echo\": true}");
    int buffer = gm_buffer_create(256, GM_BUFFER_FIXED, 1);
    for (int i = 0; i < 256; i++) {
        uint8_t byte = (uint8_t)i;
        gm_buffer_write_bytes(buffer, &byte, 1);
    }
    int id = gm_http_request_ext(&(GmHttpRequest){.url = asks_url("/b"),
                                                  .method = "POST",
                                                  .has_buffer = true,
                                                  .body_buffer = buffer,
                                                  .file = "all.bin"});
    const Asked *asked = asks_wait(id);
    asks_expect_text(asked, 200, "all.bin");
    size_t size = 0;
    char *bytes = saved("all.bin", &size);
    assert_int_equal(size, 256);
    for (int i = 0; i < 256; i++)
        assert_int_equal((uint8_t)bytes[i], i);
    free(bytes);
    gm_buffer_delete(buffer);
}

static void fifty_megabytes_arrive_whole(void **state) {
    (void)state;
    enum { BYTES = 50 * 1024 * 1024 };
    asks_origin("{\"path\": \"/b\", \"generate_bytes\": 52428800}");
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    const Asked *asked = asks_wait(ask_into_buffer("/b", buffer));
    assert_int_equal(asked->status, 0);
    assert_true(asked->result_number == BYTES && asked->length == BYTES);
    const uint8_t *bytes = gm_buffer_get_address(buffer);
    for (uint32_t i = 0; i < BYTES; i++)
        if (bytes[i] != (uint8_t)(i ^ i >> 8 ^ i >> 16)) fail_msg("byte %u is wrong", i);
    gm_buffer_delete(buffer);
}

static void headers_keep_their_spelling_and_repeated_ones_are_joined(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/h\", \"headers\": {\"set-COOKIE\": [\"a=1\", \"b=2\", \"c=3\"],"
                " \"X-Last\": \"z\"}}");
    the_header = "set-COOKIE";
    assert_string_equal(asks_wait(gm_http_get(asks_url("/h")))->header, "a=1, b=2, c=3");
    the_header = "X-Last"; /* what stands behind the joined ones is not lost */
    assert_string_equal(asks_wait(gm_http_get(asks_url("/h")))->header, "z");
}

static void every_method_is_sent_as_named(void **state) {
    (void)state;
    static const char *const methods[] = {"GET",   "POST",    "PUT",  "DELETE",
                                          "PATCH", "OPTIONS", "TRACE"};
    asks_origin("{\"path\": \"/m\", \"echo\": \"request\"}");
    for (int body = 0; body < 2; body++)
        for (int i = 0; i < 7; i++) {
            const char *text = body == 1 ? "some text" : NULL;
            int id = gm_http_request(asks_url("/m"), methods[i], GM_NONE, text);
            const Asked *asked = asks_wait(id);
            assert_string_equal(told(asked, NULL, "method"), methods[i]);
            assert_string_equal(told(asked, NULL, "body"), body == 1 ? "some text" : "");
        }
    const Asked *asked = asks_wait(gm_http_request(asks_url("/m"), "get", GM_NONE, NULL));
    assert_string_equal(told(asked, NULL, "method"), "GET");
}

static void a_head_request_has_headers_and_an_empty_result(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/m\", \"body\": \"twelve bytes\"}");
    const Asked *asked = asks_wait(gm_http_request(asks_url("/m"), "HEAD", GM_NONE, NULL));
    asks_expect_text(asked, 200, "");
    assert_true(asked->length == 12 && asked->downloaded == 0);
    asks_expect_text(asks_wait(gm_http_get(asks_url("/m"))), 200, "twelve bytes");
}

static void a_large_body_is_sent_whole(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/m\", \"echo\": true}");
    enum { BYTES = 3000000 };
    char *text = malloc(BYTES + 1);
    for (int i = 0; i < BYTES; i++)
        text[i] = (char)('a' + i % 23);
    text[BYTES] = '\0';
    const Asked *asked = asks_wait(gm_http_post_string(asks_url("/m"), text));
    asks_expect_text(asked, 200, text);
    free(text);
}

static void what_cannot_be_asked_is_refused_with_a_sentence(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\"}");
    const char *url = asks_url("/");
    assert_int_equal(gm_http_request(url, "CONNECT", GM_NONE, NULL), -1);
    assert_non_null(strstr(support_log(), "gm_http_request: the method \"CONNECT\" is none of"));
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "X-A", "one\r\nX-Smuggled: two");
    assert_int_equal(gm_http_request(url, "GET", map, NULL), -1);
    assert_non_null(strstr(support_log(), "\"X-A\" is no header"));
    gm_ds_map_clear(map);
    gm_ds_map_set_string(map, "X A:", "one");
    assert_int_equal(gm_http_request(url, "GET", map, NULL), -1);
    assert_non_null(strstr(support_log(), "\"X A:\" is no header"));
    gm_ds_map_destroy(map);
    assert_int_equal(ask_into_buffer("/", 12345), -1);
    assert_non_null(strstr(support_log(), "there is no buffer 12345"));
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    assert_int_equal(gm_http_request_ext(&(GmHttpRequest){
                         .url = url, .body = "x", .has_buffer = true, .body_buffer = buffer}),
                     -1);
    assert_non_null(strstr(support_log(), "body and body_buffer are both given"));
    assert_int_equal(gm_http_request_ext(&(GmHttpRequest){
                         .url = url, .file = "x", .has_buffer = true, .body_buffer = buffer}),
                     -1);
    assert_non_null(strstr(support_log(), "cannot go to a file and to a buffer"));
    gm_buffer_delete(buffer);
    assert_int_equal(gm_request_count(), 0);
}

static void a_header_map_that_does_not_exist_means_none(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"body\": \"A\"}");
    asks_expect_text(asks_wait(gm_http_request(asks_url("/"), "GET", 4711, NULL)), 200, "A");
}

/* MARK: redirects */

static void redirects_are_followed_and_the_url_stays_as_asked(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/1\", \"redirect\": \"/2\"},"
                "{\"path\": \"/2\", \"redirect\": \"/3\", \"status\": 307},"
                "{\"path\": \"/3\", \"body\": \"here\"}");
    const char *url = asks_url("/1");
    const Asked *asked = asks_wait(gm_http_get(url));
    asks_expect_text(asked, 200, "here");
    assert_string_equal(asked->url, url);
    asked = asks_wait(gm_http_request_ext(&(GmHttpRequest){.url = url, .max_redirects = -1}));
    assert_int_equal(asked->status, 0);
    assert_int_equal(asked->http_status, 302);
}

/* One after the other, so that one transfer works for all of them. */
static void an_address_leaves_nothing_behind_for_the_next(void **state) {
    (void)state;
    char named[128];
    asks_origin("{\"path\": \"/1\", \"redirect\": \"/told?of=1\"},"
                "{\"path\": \"/told\", \"echo\": \"request\"}");
    assert_string_equal(told(asks_wait(gm_http_get(asks_url("/1"))), NULL, "query"), "of=1");
    snprintf(named, sizeof named, "http://ann:opal@%s/told?of=2#part",
             the_origin_url + strlen("http://"));
    const Asked *asked = asks_wait(gm_http_get(named));
    assert_string_equal(told(asked, NULL, "query"), "of=2");
    assert_string_equal(told(asked, "headers", "Authorization"), "Basic YW5uOm9wYWw=");
    asks_expect_failure(asks_wait(gm_http_get("http://one two/")), "address");
    asked = asks_wait(gm_http_get(asks_url("/told")));
    assert_string_equal(told(asked, NULL, "query"), "");
    assert_string_equal(told(asked, "headers", "Authorization"), "<none>");
}

static void a_redirect_loop_fails(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/loop\", \"redirect\": \"/loop\"}");
    asks_expect_failure(asks_wait(gm_http_get(asks_url("/loop"))), "too many redirects");
}

static void a_redirect_to_another_protocol_fails(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"redirect\": \"file:///etc/hosts\"}");
    asks_expect_failure(asks_wait(gm_http_get(asks_url("/"))), "only http and https");
}

/* MARK: servers that misbehave */

static void a_connection_reset_fails(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/at-once\", \"reset_after\": -1},"
                "{\"path\": \"/later\", \"generate_bytes\": 1000, \"reset_after\": 100}");
    const Asked *asked = asks_wait(gm_http_get(asks_url("/at-once")));
    asks_expect_failure(asked, "the connection");
    assert_int_equal(asked->http_status, 0);
    asked = asks_wait(gm_http_get(asks_url("/later")));
    asks_expect_failure(asked, "the connection broke");
    assert_int_equal(asked->http_status, 200);
}

static void an_answer_shorter_than_announced_fails(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"generate_bytes\": 1000, \"truncate_after\": 100},"
                "{\"path\": \"/chunked\", \"generate_bytes\": 1000, \"truncate_after\": 100,"
                " \"chunked\": true}");
    const Asked *asked = asks_wait(gm_http_get(asks_url("/")));
    asks_expect_failure(asked, "in the middle of the answer");
    assert_true(asked->length == 1000 && asked->downloaded == 100);
    asked = asks_wait(gm_http_get(asks_url("/chunked")));
    asks_expect_failure(asked, "in the middle of the answer");
}

static void a_server_that_announces_nonsense_does_no_harm(void **state) {
    (void)state;
    asks_origin(
        "{\"path\": \"/huge\", \"headers\": {\"Content-Length\": \"999999999999999\"},"
        " \"body\": \"x\", \"truncate_after\": 0},"
        "{\"path\": \"/odd\", \"headers\": {\"Content-Length\": \"-3\"}, \"body\": \"xyz\"},"
        "{\"path\": \"/packed\", \"headers\": {\"Content-Encoding\": \"gzip\"},"
        " \"body\": \"this is not packed\"}");
    asks_expect_failure(asks_wait(gm_http_get(asks_url("/huge"))), "in the middle");
    assert_int_equal(asks_wait(gm_http_get(asks_url("/odd")))->final_events, 1);
    asks_expect_failure(asks_wait(gm_http_get(asks_url("/packed"))), "packed");
}

static void a_server_that_falls_silent_fails_after_the_stall_timeout(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"generate_bytes\": 1000, \"stall_after\": 100},"
                "{\"path\": \"/mute\", \"stall_after\": -1, \"body\": \"x\"},"
                "{\"path\": \"/slow\", \"body\": \"0123456789\","
                " \"drip\": {\"bytes\": 1, \"every_ms\": 30}}");
    GmHttpRequest request = {.url = asks_url("/"), .stall_timeout_ms = 200};
    const Asked *asked = asks_wait(gm_http_request_ext(&request));
    asks_expect_failure(asked, "fell silent");
    assert_int_equal(asked->http_status, 200);
    request.url = asks_url("/mute");
    asks_expect_failure(asks_wait(gm_http_request_ext(&request)), "fell silent");
    request.url = asks_url("/slow"); /* takes longer in all, but something comes all the time */
    asks_expect_text(asks_wait(gm_http_request_ext(&request)), 200, "0123456789");
}

static void an_answer_that_takes_too_long_in_all_fails(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"generate_bytes\": 1000,"
                " \"drip\": {\"bytes\": 1, \"every_ms\": 20}}");
    GmHttpRequest request = {.url = asks_url("/"), .timeout_ms = 200};
    const Asked *asked = asks_wait(gm_http_request_ext(&request));
    asks_expect_failure(asked, "the server took too long");
}

/* MARK: cancelling */

static void a_request_cancelled_at_once_fails_once(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"body\": \"x\", \"delay_ms\": 5000}");
    int id = gm_http_get(asks_url("/"));
    gm_request_cancel(id);
    gm_request_cancel(id);
    asks_expect_failure(asks_wait(id), "cancelled");
    gm_request_cancel(id); /* it is over */
    support_steps(2);
    assert_int_equal(asked_find(id)->final_events, 1);
}

static bool first_progress_came(void) {
    return the_asked_count > 0 && the_asked[0].progress_events > 0;
}

static void a_request_cancelled_in_the_middle_fails_once_and_leaves_no_file(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"generate_bytes\": 1000000, \"stall_after\": 100000}");
    int id = gm_http_get_file(asks_url("/"), "dl/part.bin");
    assert_true(support_until(first_progress_came));
    assert_int_equal(files_beside("dl/part.bin"), 1); /* under another name as yet */
    assert_false(gm_file_exists("dl/part.bin"));
    gm_request_cancel(id);
    const Asked *asked = asks_wait(id);
    asks_expect_failure(asked, "cancelled");
    assert_int_equal(files_beside("dl/part.bin"), 0);
}

/* MARK: many at once */

static void three_hundred_at_once_are_all_answered(void **state) {
    (void)state;
    int ids[300];
    asks_origin("{\"path\": \"/status/*\"}");
    for (int i = 0; i < 300; i++) {
        char path[32];
        snprintf(path, sizeof path, "/status/%d", 200 + i);
        ids[i] = gm_http_get(asks_url(path));
    }
    assert_int_equal(gm_request_count(), 300);
    for (int i = 0; i < 300; i++) {
        const Asked *asked = asks_wait(ids[i]);
        assert_int_equal(asked->status, 0);
        assert_int_equal(asked->http_status, 200 + i);
    }
    assert_int_equal(the_asked_count, 300);
}

static void many_cancelled_among_many_that_wait_end_once_each(void **state) {
    (void)state;
    int ids[400];
    asks_origin("{\"path\": \"/\", \"body\": \"x\", \"delay_ms\": 100}");
    for (int i = 0; i < 400; i++)
        ids[i] = gm_http_get(asks_url("/"));
    for (int i = 0; i < 400; i += 2)
        gm_request_cancel(ids[i]);
    for (int i = 0; i < 400; i++) {
        const Asked *asked = asks_wait(ids[i]);
        assert_int_equal(asked->status, i % 2 == 0 ? -1 : 0);
    }
}

/* MARK: files */

static void a_download_that_fails_leaves_no_file_and_keeps_the_old_one(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/good\", \"body\": \"old and whole\"},"
                "{\"path\": \"/bad\", \"generate_bytes\": 1000, \"truncate_after\": 100}");
    asks_expect_text(asks_wait(gm_http_get_file(asks_url("/good"), "dl/a")), 200, "dl/a");
    asks_expect_failure(asks_wait(gm_http_get_file(asks_url("/bad"), "dl/a")), "in the middle");
    size_t size = 0;
    char *bytes = saved("dl/a", &size);
    assert_string_equal(bytes, "old and whole");
    free(bytes);
    assert_int_equal(files_beside("dl/a"), 1);
}

static void names_that_leave_the_save_area_are_refused(void **state) {
    (void)state;
    static const char *const names[] = {"../a", "dl/../../a", "/tmp/a", "", "dl/", NULL};
    asks_origin("{\"path\": \"/\"}");
    for (int i = 0; i < 6; i++) {
        support_forget_log();
        assert_int_equal(gm_http_get_file(asks_url("/"), names[i]), -1);
        assert_non_null(strstr(support_log(), "cannot be saved"));
    }
    assert_int_equal(gm_request_count(), 0);
}

static void a_file_that_cannot_be_written_makes_the_request_fail(void **state) {
    (void)state;
    char path[FILES_PATH];
    asks_origin("{\"path\": \"/\", \"body\": \"x\"}");
    assert_true(files_save_path("dl/taken/x", path, sizeof path)); /* makes the folder dl/taken */
    const Asked *asked = asks_wait(gm_http_get_file(asks_url("/"), "dl/taken"));
    asks_expect_failure(asked, "dl/taken");
    assert_int_equal(files_beside("dl/x"), 1);
}

static void an_empty_answer_makes_an_empty_file(void **state) {
    (void)state;
    size_t size = 1;
    asks_origin("{\"path\": \"/\", \"body\": \"\"}");
    asks_expect_text(asks_wait(gm_http_get_file(asks_url("/"), "empty")), 200, "empty");
    char *bytes = saved("empty", &size);
    assert_non_null(bytes);
    assert_int_equal(size, 0);
    free(bytes);
}

static void a_download_over_a_save_is_not_taken_for_a_damaged_one(void **state) {
    (void)state;
    asks_origin("{\"path\": \"/\", \"body\": \"downloaded\"}");
    int buffer = gm_buffer_create(5, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "saved");
    assert_true(gm_buffer_save(buffer, "a") && gm_buffer_save(buffer, "a"));
    asks_expect_text(asks_wait(gm_http_get_file(asks_url("/"), "a")), 200, "a");
    int loaded = gm_buffer_load("a");
    assert_int_equal(gm_buffer_get_size(loaded), 10);
    assert_memory_equal(gm_buffer_get_address(loaded), "downloaded", 10);
}

/* MARK: the end */

static void requests_end_silently_with_the_game_and_their_files_go(void **state) {
    char folder[FILES_PATH];
    asks_origin("{\"path\": \"/\", \"generate_bytes\": 1000000, \"stall_after\": 100000}");
    gm_http_get_file(asks_url("/"), "dl/part.bin");
    for (int i = 0; i < 300; i++)
        gm_http_get(asks_url("/")); /* more than run at once */
    assert_true(support_until(first_progress_came));
    assert_true(files_save_path("dl/part.bin", folder, sizeof folder));
    *strrchr(folder, '/') = '\0';
    int finals = 0;
    support_close();
    for (int i = 0; i < the_asked_count; i++)
        finals += the_asked[i].final_events;
    assert_int_equal(finals, 0);
    FileList list = files_list(folder);
    assert_int_equal(list.count, 0);
    files_list_free(&list);
    asks_open(state); /* for asks_close */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, asks_open, asks_close)
    const struct CMUnitTest tests[] = {
        TEST(an_answer_comes_once_with_its_body_and_headers),
        TEST(a_404_is_a_complete_answer_with_its_body),
        TEST(a_500_is_a_complete_answer_with_its_body),
        TEST(a_refused_connection_fails_once_without_a_result),
        TEST(an_address_that_swallows_packets_fails_after_the_connect_timeout),
        TEST(a_posted_text_arrives_as_it_was),
        TEST(a_header_map_may_be_destroyed_at_once),
        TEST(a_buffer_with_its_cursor_behind_the_start_is_the_body),
        TEST(a_buffer_with_its_cursor_at_the_start_receives_the_answer),
        TEST(a_fixed_buffer_receives_what_fits),
        TEST(a_fixed_buffer_that_is_too_small_makes_the_request_fail),
        TEST(a_buffer_that_is_gone_makes_the_request_fail),
        TEST(a_file_is_there_before_the_handler_runs_and_its_folders_are_made),
        TEST(a_slow_large_answer_tells_its_progress),
        TEST(settling_leaves_out_progress_whose_number_depends_on_time),
        TEST(a_chunked_answer_has_no_known_length),
        TEST(an_answer_without_content_is_a_success_with_an_empty_result),
        TEST(three_at_once_have_three_answers_of_their_own),
        TEST(what_is_no_address_is_refused_without_an_event),
        TEST(an_address_that_only_looks_right_fails_with_an_event),
        TEST(the_connect_timeout_is_never_below_one),
        TEST(another_instance_hears_the_answer_when_the_asker_is_gone),
        TEST(a_request_survives_a_room_change),
        TEST(a_binary_body_reaches_a_file_whole),
        TEST(fifty_megabytes_arrive_whole),
        TEST(headers_keep_their_spelling_and_repeated_ones_are_joined),
        TEST(every_method_is_sent_as_named),
        TEST(a_head_request_has_headers_and_an_empty_result),
        TEST(a_large_body_is_sent_whole),
        TEST(what_cannot_be_asked_is_refused_with_a_sentence),
        TEST(a_header_map_that_does_not_exist_means_none),
        TEST(redirects_are_followed_and_the_url_stays_as_asked),
        TEST(an_address_leaves_nothing_behind_for_the_next),
        TEST(a_redirect_loop_fails),
        TEST(a_redirect_to_another_protocol_fails),
        TEST(a_connection_reset_fails),
        TEST(an_answer_shorter_than_announced_fails),
        TEST(a_server_that_announces_nonsense_does_no_harm),
        TEST(a_server_that_falls_silent_fails_after_the_stall_timeout),
        TEST(an_answer_that_takes_too_long_in_all_fails),
        TEST(a_request_cancelled_at_once_fails_once),
        TEST(a_request_cancelled_in_the_middle_fails_once_and_leaves_no_file),
        TEST(three_hundred_at_once_are_all_answered),
        TEST(many_cancelled_among_many_that_wait_end_once_each),
        TEST(a_download_that_fails_leaves_no_file_and_keeps_the_old_one),
        TEST(names_that_leave_the_save_area_are_refused),
        TEST(a_file_that_cannot_be_written_makes_the_request_fail),
        TEST(an_empty_answer_makes_an_empty_file),
        TEST(a_download_over_a_save_is_not_taken_for_a_damaged_one),
        TEST(requests_end_silently_with_the_game_and_their_files_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
