/* HTTP requests of a game against a real web server: TLS, HTTP/2, packed answers, connections. */
#define _GNU_SOURCE
#include "asks.h"
#include "nginx.h"

#include "../platform/files.h"

/* Lines of nginx's log of this file so far that contain all of text and other. */
static int logged(const char *file, const char *text) {
    size_t size = 0;
    int count = 0;
    char *log = support_read(nginx_path("log"), &size);
    for (char *line = strtok(log, "\n"); line != NULL; line = strtok(NULL, "\n"))
        if (strstr(line, file) != NULL && strstr(line, text) != NULL) count++;
    free(log);
    return count;
}

static const char *the_logged_file;
static int the_logged_count;

static bool is_logged(void) {
    return logged(the_logged_file, "") >= the_logged_count;
}

/* nginx writes a line of its log when it is through with a request: after its answer has come. */
static void wait_for_log(const char *file, int count) {
    the_logged_file = file;
    the_logged_count = count;
    assert_true(support_until(is_logged));
}

/* How many connections its requests for this file came by. */
static int connections_of(const char *file) {
    size_t size = 0;
    int numbers[512], count = 0;
    char *log = support_read(nginx_path("log"), &size);
    for (char *line = strtok(log, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        int number = 0, i = 0;
        if (strstr(line, file) == NULL || sscanf(line, "%*s %d", &number) != 1) continue;
        while (i < count && numbers[i] != number)
            i++;
        if (i == count) numbers[count++] = number;
    }
    free(log);
    return count;
}

/* A file of its own, so that the log tells who asked. */
static const char *file_named(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "www/%s", name);
    support_write(the_nginx_folder, path, "hello", 5);
    return name;
}

static int ask_trusting(const char *url, const char *ca) {
    return gm_http_request_ext(&(GmHttpRequest){.url = url, .ca_file = nginx_path(ca)});
}

static void a_file_is_answered_and_its_connection_used_again(void **state) {
    (void)state;
    const char *name = file_named("again.txt");
    for (int i = 0; i < 5; i++)
        asks_expect_text(asks_wait(gm_http_get(nginx_url(NGINX_PLAIN, name))), 200, "hello");
    wait_for_log(name, 5);
    assert_int_equal(connections_of(name), 1);
}

static void a_missing_file_is_a_complete_answer(void **state) {
    (void)state;
    const Asked *asked = asks_wait(gm_http_get(nginx_url(NGINX_PLAIN, "missing")));
    assert_int_equal(asked->status, 0);
    assert_int_equal(asked->http_status, 404);
    assert_non_null(strstr(asked->result, "404 Not Found"));
}

static void a_body_the_server_refuses_gives_its_answer(void **state) {
    (void)state;
    const char *url = nginx_url(NGINX_PLAIN, "hello.txt");
    const Asked *asked = asks_wait(gm_http_post_string(url, "more than ten bytes"));
    assert_int_equal(asked->status, 0);
    assert_int_equal(asked->http_status, 413);
}

static void a_packed_answer_arrives_unpacked(void **state) {
    (void)state;
    char text[5001];
    for (int i = 0; i < 5000; i++)
        text[i] = (char)('a' + i * i % 7);
    text[5000] = '\0';
    support_write(the_nginx_folder, "www/packed.txt", text, 5000);
    the_header = "Content-Encoding";
    const Asked *asked = asks_wait(gm_http_get(nginx_url(NGINX_PLAIN, "packed.txt")));
    asks_expect_text(asked, 200, text);
    assert_string_equal(asked->header, "gzip");
    assert_true(asked->length == -1); /* what is announced is not what is delivered */
    assert_true(asked->downloaded == 5000);
}

static void a_certificate_nobody_vouches_for_is_refused(void **state) {
    (void)state;
    const char *url = nginx_url(NGINX_TLS, "hello.txt");
    const Asked *asked = asks_wait(gm_http_get(url));
    asks_expect_failure(asked, "certificate is not to be trusted");
    assert_int_equal(asked->http_status, 0);
    asks_expect_failure(asks_wait(ask_trusting(url, "other.pem")),
                        "certificate is not to be trusted");
    asks_expect_failure(asks_wait(ask_trusting(url, "missing.pem")), "trusted certificates");
}

static void a_chosen_authority_is_trusted_by_one_request_or_by_all_later_ones(void **state) {
    (void)state;
    const char *url = nginx_url(NGINX_TLS, "hello.txt");
    asks_expect_text(asks_wait(ask_trusting(url, "ca.pem")), 200, "hello");
    asks_expect_failure(asks_wait(gm_http_get(url)), "certificate"); /* only that one */
    gm_http_set_ca_file(nginx_path("ca.pem"));
    asks_expect_text(asks_wait(gm_http_get(url)), 200, "hello");
    gm_http_set_ca_file(NULL);
    asks_expect_failure(asks_wait(gm_http_get(url)), "certificate");
}

static void many_secure_requests_share_one_connection(void **state) {
    (void)state;
    int ids[40];
    const char *name = file_named("many.txt");
    gm_http_set_ca_file(nginx_path("ca.pem"));
    for (int i = 0; i < 40; i++)
        ids[i] = gm_http_get(nginx_url(NGINX_HTTP2, name));
    for (int i = 0; i < 40; i++)
        asks_expect_text(asks_wait(ids[i]), 200, "hello");
    wait_for_log(name, 40);
    assert_int_equal(logged(name, "HTTP/2.0"), 40);
    assert_int_equal(connections_of(name), 1);
}

static void headers_of_http_2_come_as_the_server_spells_them(void **state) {
    (void)state;
    the_header = "content-type";
    const Asked *asked = asks_wait(ask_trusting(nginx_url(NGINX_HTTP2, "hello.txt"), "ca.pem"));
    assert_string_equal(asked->header, "text/plain");
}

static void a_new_connection_resumes_the_session_of_the_last(void **state) {
    (void)state;
    const char *name = file_named("session.txt");
    gm_http_set_ca_file(nginx_path("ca.pem"));
    for (int i = 0; i < 3; i++)
        asks_expect_text(asks_wait(gm_http_get(nginx_url(NGINX_TLS, name))), 200, "hello");
    wait_for_log(name, 3);
    assert_int_equal(connections_of(name), 3); /* the server closes each */
    assert_int_equal(logged(name, " r GET"), 2);
}

static void a_secure_download_reaches_its_file(void **state) {
    (void)state;
    enum { BYTES = 3000000 };
    char *bytes = malloc(BYTES);
    for (int i = 0; i < BYTES; i++)
        bytes[i] = (char)(i * 7 + i / 1000);
    support_write(the_nginx_folder, "www/large.bin", bytes, BYTES);
    gm_http_set_ca_file(nginx_path("ca.pem"));
    the_expected_file = "large.bin";
    const Asked *asked =
        asks_wait(gm_http_get_file(nginx_url(NGINX_HTTP2, "large.bin"), "large.bin"));
    asks_expect_text(asked, 200, "large.bin");
    assert_true(asked->file_was_there && asked->downloaded == BYTES && asked->length == BYTES);
    char path[FILES_PATH];
    size_t size = 0;
    assert_true(files_save_path("large.bin", path, sizeof path));
    char *saved = support_read(path, &size);
    assert_int_equal(size, BYTES);
    assert_memory_equal(saved, bytes, BYTES);
    free(saved);
    free(bytes);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, asks_open, asks_close)
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_answered_and_its_connection_used_again),
        TEST(a_missing_file_is_a_complete_answer),
        TEST(a_body_the_server_refuses_gives_its_answer),
        TEST(a_packed_answer_arrives_unpacked),
        TEST(a_certificate_nobody_vouches_for_is_refused),
        TEST(a_chosen_authority_is_trusted_by_one_request_or_by_all_later_ones),
        TEST(many_secure_requests_share_one_connection),
        TEST(headers_of_http_2_come_as_the_server_spells_them),
        TEST(a_new_connection_resumes_the_session_of_the_last),
        TEST(a_secure_download_reaches_its_file),
    };
    return cmocka_run_group_tests(tests, nginx_open, nginx_close);
}
