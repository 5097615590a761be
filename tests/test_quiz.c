/* The sample quiz_night: dialogs and requests drive the evening, and neither stops it. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "plays.h"

#define QUIZ "samples/quiz_night"

enum { NAME, WAIT, ASK, REVEAL, TABLE, AGAIN }; /* stages, as quiz.h has them */

static const char *const all_right[] = {"Ada", "yes", "4", "no", "saturn", "12", "no", NULL};

static void steps_until_stage(int stage) {
    for (int i = 0; i < 3000 && int_of("obj_quiz", "stage") != stage; i++)
        support_steps(1);
    assert_int_equal(int_of("obj_quiz", "stage"), stage);
}

static void answers_that_are_right_and_quick_make_the_table(void **state) {
    (void)state;
    open_settled(QUIZ, 0, all_right);
    steps_until_stage(REVEAL);
    support_steps(60);
    assert_true(bool_of("obj_quiz", "was_right"));
    assert_true(support_golden("quiz_right"));
    steps_until_stage(TABLE);
    support_steps(100);
    assert_int_equal(int_of("obj_quiz", "points"), 5 * 200); /* answered at once */
    assert_int_equal(int_of("obj_quiz", "table_count"), 1);
    assert_true(support_golden("quiz_table"));
}

/* The server says 503, then no JSON, then breaks off: each question is asked for again. */
static void questions_that_fail_are_asked_for_again(void **state) {
    (void)state;
    open_settled(QUIZ, 0, all_right);
    int fails[6] = {0};
    while (int_of("obj_quiz", "stage") != TABLE) {
        support_steps(1);
        GmInstance *question = gm_instance(int_of("obj_quiz", "question"));
        if (question == NULL) continue;
        fails[*(int *)field_of(question, "number")] = *(int *)field_of(question, "fails");
    }
    assert_int_equal(fails[1] + fails[2], 0);
    assert_int_equal(fails[3], 1);
    assert_int_equal(fails[4], 1);
    assert_int_equal(fails[5], 1);
}

/* Nobody answers: the clock runs, the next question comes meanwhile, and then the time is up. */
static void a_dialog_that_nobody_answers_is_cancelled(void **state) {
    (void)state;
    open_settled(QUIZ, 0, NULL);
    support_steps(61);
    gm_request_cancel(int_of("obj_quiz", "dialog")); /* the name is not given either */
    steps_until_stage(ASK);
    assert_string_equal(text_of("obj_quiz", "name"), "Somebody");
    support_steps(5);
    GmInstance *next = gm_instance(int_of("obj_quiz", "next"));
    assert_true(*(bool *)field_of(next, "is_here"));
    assert_int_equal(gm_request_count(), 1); /* the dialog */
    assert_true(support_golden("quiz_dialog"));
    steps_until_stage(REVEAL);
    assert_string_equal(text_of("obj_quiz", "said"), "nothing in time");
    assert_false(bool_of("obj_quiz", "was_right"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(answers_that_are_right_and_quick_make_the_table),
        SAMPLE_TEST(questions_that_fail_are_asked_for_again),
        SAMPLE_TEST(a_dialog_that_nobody_answers_is_cancelled),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
