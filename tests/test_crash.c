/* Crashes of a game's own code, as a user meets them: the program run as a child, by what it says
 * and returns. Going back to the code from before is test_reload's. */
#define _XOPEN_SOURCE 700
#include "program.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ONLY_UNGUARDED() skip() /* a sanitizer's own report ends the program */
#define ONLY_SANITIZED()
#else
#define ONLY_UNGUARDED()
#define ONLY_SANITIZED() skip()
#endif

/* Plays 90 steps of a game of one object, whose code ends in an event that runs the lines; the
 * shell's status of the program. Line 6 is the first of them. */
static int play(const char *event, const char *lines) {
    char code[2048], line[512];
    const char *folder = support_folder();
    snprintf(code, sizeof code,
             "#include <gm.h>\n#include <stdlib.h>\n#include <string.h>\n"
             "static GmPayload *work(GmJob *job, void *begun) { "
             "(void)job; **(volatile int **)begun = 1; return *(GmPayload *volatile *)8; }\n"
             "static void act(GmInstance *self, const GmEvent *event) { (void)self, (void)event, "
             "(void)work;\n"
             "    %s\n"
             "}\n"
             "const GmObject obj_a = {.on = {[%s] = act}};\n",
             lines, event);
    support_write_text(folder, "objects/obj_a.c", code);
    support_write_text(folder, "game.json", "{}");
    support_write_text(folder, "rooms/rm_a.tmj",
                       "{\"width\": 4, \"height\": 4, \"tilewidth\": 16, \"tileheight\": 16, "
                       "\"layers\": [{\"type\": \"objectgroup\", \"name\": \"Instances\", "
                       "\"objects\": [{\"x\": 1, \"y\": 1, \"type\": \"obj_a\"}]}]}");
    snprintf(line, sizeof line, "play %s --headless --fast --steps 90", folder);
    return run(line);
}

static int times_said(const char *text) {
    int count = 0;
    for (const char *at = the_said; (at = strstr(at, text)) != NULL; at++)
        count++;
    return count;
}

static void a_crash_is_told_once_with_its_line_and_the_game_goes_on(void **state) {
    (void)state;
    ONLY_UNGUARDED();
    assert_int_equal(play("GM_STEP", "volatile char *volatile none = NULL;\n    none[5] = 'x';"),
                     1);
    assert_int_equal(times_said("/objects/obj_a.c:7: the Step event of obj_a crashed: it used "
                                "memory that is not its own\n"),
                     1);
    assert_int_equal(times_said(" crashed: "), 1);
    assert_int_equal(times_said("90 steps."), 1);
}

static void a_crash_inside_a_library_is_told_where_the_game_called_it(void **state) {
    (void)state;
    ONLY_UNGUARDED();
    assert_int_equal(play("GM_DRAW", "static char *volatile none;\n"
                                     "    gm_draw_text(0, 0,\n"
                                     "                 gm_text(\"%d\", (int)strlen(none)));"),
                     1);
    assert_int_equal(times_said("/objects/obj_a.c:8: the Draw event of obj_a crashed"), 1);
}

static void a_crash_at_the_very_end_is_told_too(void **state) {
    (void)state;
    ONLY_UNGUARDED();
    assert_int_equal(play("GM_GAME_END", "((volatile int *)8)[0] = 1;"), 1);
    assert_int_equal(times_said("/objects/obj_a.c:6: the Game End event of obj_a crashed"), 1);
}

static void a_damaged_heap_ends_the_program_as_ever(void **state) {
    (void)state;
    ONLY_UNGUARDED();
    /* freed twice: the C library ends the program itself */
    assert_int_equal(
        play("GM_STEP", "char *volatile a = malloc(2000);\n    free(a);\n    free(a);"), 128 + 6);
    /* no address of the heap: it crashes inside free */
    assert_int_equal(play("GM_STEP", "free((void *)(size_t)0x10000010);"), 128 + 11);
    assert_int_equal(times_said(" crashed: "), 0);
}

static void a_crash_of_a_job_on_a_worker_ends_the_program_as_ever(void **state) {
    (void)state;
    ONLY_UNGUARDED();
    assert_int_equal(play("GM_STEP", "static volatile int begun, *where = &begun;\n"
                                     "    gm_job(work, &where, sizeof where);\n"
                                     "    while (true) continue; /* until it is over */"),
                     128 + 11);
    assert_int_equal(times_said(" crashed: "), 0);
}

static void under_a_sanitizer_its_own_report_ends_the_program(void **state) {
    (void)state;
    ONLY_SANITIZED();
    assert_int_not_equal(play("GM_STEP", "((volatile int *)8)[0] = 1;"), 0);
    assert_int_equal(times_said(" crashed: "), 0);
    assert_true(times_said("Sanitizer") > 0);
    assert_int_equal(times_said("90 steps."), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crash_is_told_once_with_its_line_and_the_game_goes_on),
        cmocka_unit_test(a_crash_inside_a_library_is_told_where_the_game_called_it),
        cmocka_unit_test(a_crash_at_the_very_end_is_told_too),
        cmocka_unit_test(a_damaged_heap_ends_the_program_as_ever),
        cmocka_unit_test(a_crash_of_a_job_on_a_worker_ends_the_program_as_ever),
        cmocka_unit_test(under_a_sanitizer_its_own_report_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
