/* Programs run beside the game, and shared libraries that are not there. */
#include "support.h"

#include "../platform/library.h"
#include "../platform/process.h"

static Process *start(const char *script, const char *const *settings) {
    char why[256];
    const char *argv[] = {"sh", "-c", script, NULL};
    Process *process = process_start(argv, settings, why);
    assert_non_null(process);
    return process;
}

static void what_a_program_says_is_kept_with_its_status(void **state) {
    (void)state;
    Process *process = start("echo one; echo two >&2; exit 3", NULL);
    process_wait(process);
    assert_true(process_poll(process));
    assert_int_equal(process_status(process), 3);
    assert_string_equal(process_output(process), "one\ntwo\n");
    process_free(process);
}

static void a_program_that_says_more_than_a_pipe_holds_still_ends(void **state) {
    (void)state;
    Process *process = start("i=0; while [ $i -lt 4000 ]; do echo "
                             "0123456789012345678901234567890123456789; i=$((i + 1)); done",
                             NULL);
    process_wait(process);
    assert_int_equal(process_status(process), 0);
    assert_int_equal(strlen(process_output(process)), 4000 * 41);
    process_free(process);
}

static void asking_does_not_wait_and_freeing_ends_it(void **state) {
    (void)state;
    Process *process = start("sleep 1000", NULL);
    assert_false(process_poll(process));
    process_free(process);
}

static void a_program_that_is_killed_tells_its_signal(void **state) {
    (void)state;
    Process *process = start("kill -9 $$", NULL);
    process_wait(process);
    assert_int_equal(process_status(process), 256 + 9);
    process_free(process);
}

static void settings_take_the_place_of_the_environments_own(void **state) {
    (void)state;
    const char *settings[] = {"PATH=/usr/bin:/bin", "ASYNCADE_TEST=yes", NULL};
    Process *process = start("echo $ASYNCADE_TEST $PATH", settings);
    process_wait(process);
    assert_string_equal(process_output(process), "yes /usr/bin:/bin\n");
    process_free(process);
}

static void a_program_that_is_not_there_is_told(void **state) {
    (void)state;
    char why[256];
    const char *argv[] = {"no-such-program", NULL};
    assert_null(process_start(argv, NULL, why));
    assert_string_equal(why, "no-such-program cannot be started: No such file or directory");
    assert_false(process_can_run("no-such-program"));
    assert_true(process_can_run("sh"));
    assert_true(process_can_run("/bin/sh"));
}

static void a_library_that_is_not_there_is_told(void **state) {
    (void)state;
    char why[LIBRARY_WHY];
    assert_null(library_open("/nowhere/lib.so", why));
    assert_non_null(strstr(why, "/nowhere/lib.so"));
    library_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_program_says_is_kept_with_its_status),
        cmocka_unit_test(a_program_that_says_more_than_a_pipe_holds_still_ends),
        cmocka_unit_test(asking_does_not_wait_and_freeing_ends_it),
        cmocka_unit_test(a_program_that_is_killed_tells_its_signal),
        cmocka_unit_test(settings_take_the_place_of_the_environments_own),
        cmocka_unit_test(a_program_that_is_not_there_is_told),
        cmocka_unit_test(a_library_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
