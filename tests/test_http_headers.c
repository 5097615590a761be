/* The headers of an answer, as they are heard line by line. */
#include "support.h"

#include "../platform/http_headers.h"

#include <stdio.h>

static HttpHeaders the_headers;
static char the_text[1024];

static int forget(void **state) {
    (void)state;
    headers_free(&the_headers);
    return 0;
}

static void hear(const char *line) {
    headers_hear(&the_headers, line, strlen(line));
}

static void write_down(void *context, const char *name, const char *value) {
    (void)context;
    size_t used = strlen(the_text);
    snprintf(the_text + used, sizeof the_text - used, "%s=%s;", name, value);
}

static const char *all(void) {
    the_text[0] = '\0';
    headers_each(&the_headers, write_down, NULL);
    return the_text;
}

static void names_and_values_are_kept_without_the_blanks_around_values(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear("Content-Type: text/plain; charset=utf-8\r\n");
    hear("X-Tight:a:b\r\n");
    hear("x-wide: \t spaced  out \t\r\n");
    hear("X-Empty:\r\n");
    hear("X-Bare:  \n");
    hear("\r\n");
    assert_string_equal(all(), "Content-Type=text/plain; charset=utf-8;X-Tight=a:b;"
                               "x-wide=spaced  out;X-Empty=;X-Bare=;");
}

static void headers_of_one_name_are_joined_where_the_first_stands(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear("Set-Cookie: a\r\n");
    hear("Other: 1\r\n");
    hear("set-cookie: b\r\n");
    hear("SET-COOKIE: c\r\n");
    hear("Last: 2\r\n");
    assert_string_equal(all(), "Set-Cookie=a, b, c;Other=1;Last=2;");
}

static void a_name_is_found_in_any_spelling(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear("Content-Encoding: gzip\r\n");
    assert_string_equal(headers_find(&the_headers, "content-encoding"), "gzip");
    assert_null(headers_find(&the_headers, "content-encodin"));
}

static void only_the_headers_of_the_last_answer_count(void **state) {
    (void)state;
    hear("HTTP/1.1 302 Found\r\n");
    hear("Location: /there\r\n");
    hear("\r\n");
    hear("HTTP/2 200 \r\n");
    hear("a: 1\r\n");
    hear("\r\n");
    assert_string_equal(all(), "a=1;");
}

static void what_comes_after_the_body_is_no_header(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear("a: 1\r\n");
    hear("\r\n");
    hear("Trailer: 2\r\n");
    hear("\r\n");
    assert_string_equal(all(), "a=1;");
}

static void a_line_that_begins_blank_goes_on_with_the_value(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear(" nothing to go on with\r\n");
    hear("a: one\r\n");
    hear("   two\r\n");
    hear("  \r\n");
    hear("\tthree \r\n");
    hear("b: 4\r\n");
    assert_string_equal(all(), "a=one two three;b=4;");
}

static void lines_that_are_no_headers_are_left_out(void **state) {
    (void)state;
    hear("HTTP/1.1 200 OK\r\n");
    hear("this is no header\r\n");
    hear("a: 1\r\n");
    assert_string_equal(all(), "a=1;");
    headers_hear(&the_headers, "", 0);
    assert_string_equal(all(), "a=1;");
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        TEST(names_and_values_are_kept_without_the_blanks_around_values),
        TEST(headers_of_one_name_are_joined_where_the_first_stands),
        TEST(a_name_is_found_in_any_spelling),
        TEST(only_the_headers_of_the_last_answer_count),
        TEST(what_comes_after_the_body_is_no_header),
        TEST(a_line_that_begins_blank_goes_on_with_the_value),
        TEST(lines_that_are_no_headers_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
