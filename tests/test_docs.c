/* The page of asynchronous events that the program prints: complete, and nothing twice. */
#define _XOPEN_SOURCE 700
#include "program.h"

#include "../events/async_view.h"
#include "../events/event.h"

#include <stdio.h>
#include <stdlib.h>

/* Its exit status; the page is in the_said. */
static int docs(const char *arguments) {
    return run(gm_text("docs %s", arguments));
}

static int count_of(const char *from, const char *to, const char *text) {
    int count = 0;
    for (const char *at = from; (at = strstr(at, text)) != NULL && at < to; at += strlen(text))
        count++;
    return count;
}

static int count(const char *text) {
    return count_of(the_said, the_said + strlen(the_said), text);
}

/* spec: async-events 1.1 */
static void every_number_stands_beside_its_constant(void **state) {
    (void)state;
    static const struct {
        int number;
        const char *constant;
    } rows[] = {{60, "EVENT_OTHER_WEB_IMAGE_LOAD"},  {61, "EVENT_OTHER_WEB_SOUND_LOAD"},
                {62, "EVENT_OTHER_WEB_ASYNC"},       {63, "EVENT_OTHER_DIALOG_ASYNC"},
                {66, "EVENT_OTHER_WEB_IAP"},         {67, "EVENT_OTHER_WEB_CLOUD"},
                {68, "EVENT_OTHER_WEB_NETWORKING"},  {69, "EVENT_OTHER_WEB_STEAM"},
                {70, "EVENT_OTHER_SOCIAL"},          {71, "EVENT_OTHER_PUSH_NOTIFICATION"},
                {72, "EVENT_OTHER_ASYNC_SAVE_LOAD"}, {73, "EVENT_OTHER_AUDIO_RECORDING"},
                {74, "EVENT_OTHER_AUDIO_PLAYBACK"},  {75, "EVENT_OTHER_SYSTEM_EVENT"},
                {76, "EVENT_OTHER_MESSAGE_EVENT"},   {80, "EVENT_OTHER_AUDIO_PLAYBACK_ENDED"}};
    assert_int_equal(docs(""), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(count(gm_text("| %-6d | %-32s |", rows[i].number, rows[i].constant)), 1);
        assert_int_equal(count(gm_text("event number   %s\n", rows[i].constant)), 1);
        assert_int_equal(count(gm_text("\n## %d ", rows[i].number)), 1);
    }
    assert_int_equal(count("\n## "), (int)(sizeof rows / sizeof rows[0]));
}

/* A key with what it means, as one line of words: line ends and indents do not count. */
static void unwrap(char *text) {
    char *to = text;
    for (const char *from = text; *from != '\0'; from++)
        if (from[0] == '\n' && from[1] == ' ' && from[2] == ' ' && from[3] != ' ') {
            *to++ = ' ';
            from += 2;
        } else {
            *to++ = *from;
        }
    *to = '\0';
}

/* The section of one event ends where the next begins. */
static const char *section(int number, const char **end) {
    const char *start = strstr(the_said, gm_text("\n## %d ", number));
    assert_non_null(start);
    *end = strstr(start + 1, "\n## ");
    if (*end == NULL) *end = start + strlen(start);
    return start;
}

static void assert_row(const char *from, const char *to, const AsyncKeyRow *row) {
    const char *field =
        strcmp(row->field, row->key) != 0 ? gm_text(", field `%s`", row->field) : "";
    bool always = strcmp(row->when, "always") == 0;
    static const char *const types[][2] = {{"INT", "int"},   {"INT64", "int64"}, {"REAL", "real"},
                                           {"BOOL", "bool"}, {"TEXT", "text"},   {"MAP", "DS map"}};
    enum { TYPES = sizeof types / sizeof types[0] };
    size_t type = 0;
    while (type < TYPES && strcmp(types[type][0], row->type) != 0)
        type++;
    if (type == TYPES) fail_msg("the type %s has no word in this test", row->type);
    char line[1024];
    snprintf(line, sizeof line, "\n- `%s` %s%s, %s%s: %s\n", row->key, types[type][1], field,
             row->when, always ? "" : gm_text(" (else %s)", row->absent), row->what);
    if (count_of(from, to, line) != 1) fail_msg("not exactly once:%s", line);
}

static void every_row_of_the_table_is_there_once_with_its_view(void **state) {
    (void)state;
    int total = 0;
    assert_int_equal(docs(""), 0);
    unwrap(the_said);
#define CHECK_EVENT(event_kind, View, reader, KEYS)                                                \
    {                                                                                              \
        int type, number, rows;                                                                    \
        const char *end, *start;                                                                   \
        event_numbers(event_kind, &type, &number);                                                 \
        start = section(number, &end);                                                             \
        assert_int_equal(count("const " #View " *view = " #reader "(event);"), 1);                 \
        assert_int_equal(count_of(start, end, "[" #event_kind "]"), 1);                            \
        const AsyncKeyRow *row = async_key_rows(event_kind, &rows);                                \
        for (int i = 0; i < rows; i++)                                                             \
            assert_row(start, end, &row[i]);                                                       \
        total += rows;                                                                             \
    }
    GM_ASYNC_VIEWS(CHECK_EVENT)
    assert_true(total > 60);
    assert_int_equal(count("\n- `"), total);
}

static void no_line_is_too_long_for_a_terminal(void **state) {
    (void)state;
    assert_int_equal(docs(""), 0);
    for (const char *line = the_said; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        assert_non_null(end);
        if (end - line > 100) fail_msg("%.*s", (int)(end - line), line);
        line = end + 1;
    }
}

static void an_event_is_found_by_its_number_and_all_its_names(void **state) {
    (void)state;
    size_t size;
    char *golden = support_read("tests/golden/docs_http.md", &size);
    assert_non_null(golden);
    static const char *const names[] = {
        "62",          "http",         "HTTP", "GM_ASYNC_HTTP", "EVENT_OTHER_WEB_ASYNC",
        "GmAsyncHttp", "gm_async_http"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(docs(names[i]), 0);
        assert_string_equal(the_said, golden);
    }
    free(golden);
    assert_int_equal(docs("save_load"), 0);
    assert_non_null(strstr(the_said, "## 72 Save / Load"));
}

static void a_wrong_name_is_told_what_there_is(void **state) {
    (void)state;
    static const char *const wrong[] = {"htp", "64", "65", "''", "6", "Step"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(docs(wrong[i]), 2);
        assert_int_equal(count("there is no asynchronous event"), 1);
        assert_int_equal(count("60 Image Loaded"), 1);
        assert_int_equal(count("80 Audio Playback Ended"), 1);
    }
    assert_int_equal(docs("62 63"), 2);
    assert_int_equal(count("63: one event is enough"), 1);
    assert_int_equal(docs("--help"), 0);
    assert_int_equal(count("Usage: asyncade docs [EVENT]"), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_stands_beside_its_constant),
        cmocka_unit_test(every_row_of_the_table_is_there_once_with_its_view),
        cmocka_unit_test(no_line_is_too_long_for_a_terminal),
        cmocka_unit_test(an_event_is_found_by_its_number_and_all_its_names),
        cmocka_unit_test(a_wrong_name_is_told_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
