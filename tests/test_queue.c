/* Stacks, queues and priorities, as a game sees them. */
#include "structures.h"

#include "../assets/map.h"

#include <math.h>
#include <stdio.h>

static void assert_real(GmValue value, double expected) {
    assert_int_equal(value.kind, GM_REAL);
    assert_true(value.real == expected);
}

static void assert_undefined(GmValue value) {
    assert_int_equal(value.kind, GM_UNDEFINED);
}

static void assert_text(GmValue value, const char *expected) {
    assert_string_equal(gm_value_string(value, "(no text)"), expected);
}

/* MARK: stacks */

static void the_last_one_pushed_comes_out_first(void **state) {
    (void)state;
    int stack = gm_ds_stack_create();
    gm_ds_stack_push(stack, 1);
    gm_ds_stack_push_string(stack, "two");
    gm_ds_stack_push_value(stack, (GmValue){.kind = GM_INT64, .int64 = INT64_MAX});
    gm_ds_stack_push_value(stack, (GmValue){.kind = GM_BOOL, .real = 1});
    gm_ds_stack_push_value(stack, (GmValue){.kind = GM_UNDEFINED});
    assert_int_equal(gm_ds_stack_size(stack), 5);
    assert_undefined(gm_ds_stack_pop(stack));
    assert_int_equal(gm_ds_stack_top(stack).kind, GM_BOOL);
    assert_true(gm_value_real(gm_ds_stack_pop(stack), -1) == 1);
    assert_true(gm_ds_stack_pop(stack).int64 == INT64_MAX);
    assert_text(gm_ds_stack_top(stack), "two");
    const char *popped = gm_value_string(gm_ds_stack_pop(stack), "");
    assert_real(gm_ds_stack_top(stack), 1);
    gm_ds_stack_destroy(stack);
    assert_string_equal(popped, "two"); /* lives on, as gm_text's do */
    assert_string_equal(the_log, "");
}

// spec: runtime-model 9.2 (stack: pop and top of an empty one)
static void an_empty_stack_gives_undefined(void **state) {
    (void)state;
    int stack = gm_ds_stack_create();
    assert_true(gm_ds_stack_empty(stack));
    assert_undefined(gm_ds_stack_pop(stack));
    assert_undefined(gm_ds_stack_top(stack));
    gm_ds_stack_push(stack, 4);
    assert_false(gm_ds_stack_empty(stack));
    gm_ds_stack_clear(stack);
    assert_undefined(gm_ds_stack_pop(stack));
    assert_string_equal(the_log, "");
}

static void a_value_can_be_pushed_from_where_it_lies(void **state) {
    (void)state;
    int stack = gm_ds_stack_create(), queue = gm_ds_queue_create();
    gm_ds_stack_push_string(stack, "again");
    for (int i = 0; i < 20; i++)
        gm_ds_stack_push_value(stack, gm_ds_stack_top(stack));
    while (!gm_ds_stack_empty(stack))
        gm_ds_queue_enqueue_value(queue, gm_ds_stack_pop(stack));
    assert_int_equal(gm_ds_queue_size(queue), 21);
    assert_text(gm_ds_queue_tail(queue), "again");
}

/* MARK: queues */

static void the_one_that_came_first_goes_out_first(void **state) {
    (void)state;
    int queue = gm_ds_queue_create();
    gm_ds_queue_enqueue_string(queue, "one");
    gm_ds_queue_enqueue(queue, 2);
    gm_ds_queue_enqueue_value(queue, (GmValue){.kind = GM_INT64, .int64 = 3});
    assert_text(gm_ds_queue_head(queue), "one");
    assert_true(gm_value_real(gm_ds_queue_tail(queue), 0) == 3);
    assert_text(gm_ds_queue_dequeue(queue), "one");
    assert_real(gm_ds_queue_dequeue(queue), 2);
    assert_true(gm_ds_queue_dequeue(queue).int64 == 3);
    assert_true(gm_ds_queue_empty(queue));
}

// spec: runtime-model R-96
static void an_empty_queue_gives_undefined(void **state) {
    (void)state;
    int queue = gm_ds_queue_create();
    assert_undefined(gm_ds_queue_dequeue(queue));
    assert_undefined(gm_ds_queue_head(queue));
    assert_undefined(gm_ds_queue_tail(queue));
    gm_ds_queue_enqueue_string(queue, "text");
    gm_ds_queue_clear(queue);
    assert_undefined(gm_ds_queue_dequeue(queue));
    assert_string_equal(the_log, "");
}

/* Grows, shrinks and runs empty many times: against plain counting. */
static void a_long_queue_keeps_its_order(void **state) {
    (void)state;
    int queue = gm_ds_queue_create(), came = 0, went = 0;
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < round * 7 % 31; i++)
            gm_ds_queue_enqueue(queue, came++);
        for (int i = 0; i < round * 5 % 29 && went < came; i++)
            assert_real(gm_ds_queue_dequeue(queue), went++);
        assert_int_equal(gm_ds_queue_size(queue), came - went);
        if (went < came) assert_real(gm_ds_queue_tail(queue), came - 1);
    }
    while (went < came)
        assert_real(gm_ds_queue_dequeue(queue), went++);
}

static void a_list_that_lost_its_front_is_still_a_list(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    for (int i = 0; i < 40; i++)
        gm_ds_list_add(list, i);
    for (int i = 0; i < 30; i++)
        gm_ds_list_delete(list, 0);
    gm_ds_list_insert(list, 0, 100);
    gm_ds_list_sort(list, false);
    assert_int_equal(gm_ds_list_size(list), 11);
    assert_true(gm_ds_list_find_real(list, 0, -1) == 100);
    for (int i = 0; i < 10; i++)
        assert_true(gm_ds_list_find_real(list, 1 + i, -1) == 39 - i);
    for (int i = 0; i < 100; i++)
        gm_ds_list_add_string(list, "behind");
    assert_true(gm_ds_list_find_real(list, 10, -1) == 30);
    assert_string_equal(gm_ds_list_find_string(list, 110, ""), "behind");
}

static void copies_are_independent(void **state) {
    (void)state;
    int stack = gm_ds_stack_create(), other = gm_ds_stack_create();
    gm_ds_stack_push_string(stack, "below");
    gm_ds_stack_push(stack, 1);
    gm_ds_stack_push(other, 99);
    gm_ds_stack_copy(other, stack);
    gm_ds_stack_copy(stack, stack);
    gm_ds_stack_destroy(stack);
    assert_int_equal(gm_ds_stack_size(other), 2);
    assert_real(gm_ds_stack_pop(other), 1);
    assert_text(gm_ds_stack_pop(other), "below");
    int queue = gm_ds_queue_create(), copy = gm_ds_queue_create();
    gm_ds_queue_enqueue(queue, 0);
    gm_ds_queue_enqueue_string(queue, "first");
    gm_ds_queue_enqueue(queue, 2);
    gm_ds_queue_dequeue(queue);
    gm_ds_queue_copy(copy, queue);
    gm_ds_queue_clear(queue);
    assert_text(gm_ds_queue_dequeue(copy), "first");
    assert_real(gm_ds_queue_dequeue(copy), 2);
}

/* MARK: priorities */

// spec: runtime-model R-95
static void an_empty_priority_gives_0_and_undefined(void **state) {
    (void)state;
    int priority = gm_ds_priority_create();
    assert_true(gm_ds_priority_empty(priority));
    assert_real(gm_ds_priority_delete_min(priority), 0);
    assert_real(gm_ds_priority_delete_max(priority), 0);
    assert_undefined(gm_ds_priority_find_min(priority));
    assert_undefined(gm_ds_priority_find_max(priority));
    assert_undefined(gm_ds_priority_find_priority(priority, 1));
    assert_string_equal(the_log, "");
}

// spec: runtime-model R-163
static void of_equal_priorities_the_first_is_the_smaller(void **state) {
    (void)state;
    static const struct {
        const char *value;
        double number;
    } given[] = {{"a", 5}, {"b", 1}, {"c", 5}, {"d", 1}, {"e", 3}, {"a", 7}};
    int priority = gm_ds_priority_create();
    for (int i = 0; i < 6; i++)
        gm_ds_priority_add_string(priority, given[i].value, given[i].number);
    assert_text(gm_ds_priority_find_min(priority), "b");
    assert_text(gm_ds_priority_find_max(priority), "a");
    assert_real(gm_ds_priority_find_priority_string(priority, "a"), 5);
    gm_ds_priority_change_priority_string(priority, "e", 0);
    gm_ds_priority_delete_value_string(priority, "a");
    assert_int_equal(gm_ds_priority_size(priority), 4);
    assert_text(gm_ds_priority_delete_min(priority), "e");
    assert_text(gm_ds_priority_delete_max(priority), "c");
    assert_text(gm_ds_priority_delete_min(priority), "b");
    assert_text(gm_ds_priority_delete_max(priority), "d");
    assert_true(gm_ds_priority_empty(priority));
}

// spec: runtime-model 9.1 (values are searched with 1e-7)
static void values_of_a_priority_are_found_whatever_their_kind(void **state) {
    (void)state;
    int priority = gm_ds_priority_create();
    gm_ds_priority_add(priority, 0.1 + 0.2, 10);
    gm_ds_priority_add(priority, (double)INFINITY, 20);
    gm_ds_priority_add_value(priority, (GmValue){.kind = GM_INT64, .int64 = 7}, 30);
    gm_ds_priority_add_string(priority, "7", 40);
    assert_real(gm_ds_priority_find_priority(priority, 0.3), 10);
    assert_real(gm_ds_priority_find_priority(priority, (double)INFINITY), 20);
    assert_real(gm_ds_priority_find_priority(priority, 7), 30);
    assert_real(gm_ds_priority_find_priority_string(priority, "7"), 40);
    assert_undefined(gm_ds_priority_find_priority(priority, 7.000001));
    assert_undefined(gm_ds_priority_find_priority_string(priority, "8"));
    gm_ds_priority_change_priority(priority, 8, 1);
    gm_ds_priority_delete_value(priority, 8);
    gm_ds_priority_delete_value(priority, 7);
    gm_ds_priority_change_priority(priority, 0.3, 90);
    assert_int_equal(gm_ds_priority_size(priority), 3);
    assert_true(gm_value_real(gm_ds_priority_find_max(priority), 0) > 0.2);
}

static void what_is_no_number_is_no_priority(void **state) {
    (void)state;
    int priority = gm_ds_priority_create();
    gm_ds_priority_add_string(priority, "kept", 1);
    gm_ds_priority_add_string(priority, "lost", (double)NAN);
    gm_ds_priority_change_priority_string(priority, "kept", (double)NAN);
    assert_int_equal(times_said("NaN is no priority"), 2);
    assert_int_equal(gm_ds_priority_size(priority), 1);
    assert_real(gm_ds_priority_find_priority_string(priority, "kept"), 1);
}

static void many_priorities_come_out_in_order(void **state) {
    (void)state;
    enum { MANY = 1000 };
    int priority = gm_ds_priority_create(), copy = gm_ds_priority_create();
    for (int i = 0; i < MANY; i++)
        gm_ds_priority_add(priority, i, i * 7919 % MANY / 3); /* three of each */
    gm_ds_priority_add_string(copy, "old", 1);
    gm_ds_priority_copy(copy, priority);
    double number = -1;
    for (int i = 0; i < MANY; i++) {
        int value = (int)gm_value_real(gm_ds_priority_delete_min(priority), -1);
        assert_true(value * 7919 % MANY / 3 >= number);
        number = value * 7919 % MANY / 3;
    }
    assert_int_equal(gm_ds_priority_size(copy), MANY);
    int before = 0;
    for (int i = 0; i < MANY; i++) {
        int value = (int)gm_value_real(gm_ds_priority_delete_max(copy), -1);
        if (i > 0) assert_true(value * 7919 % MANY / 3 <= before * 7919 % MANY / 3);
        bool is_tie = i > 0 && value * 7919 % MANY / 3 == before * 7919 % MANY / 3;
        if (is_tie) assert_true(value < before); /* the latest is the largest */
        before = value;
    }
}

/* Against an array that is searched from end to end: values are numbers, each in it once. */
enum { HELD = 60 };
static double the_numbers[HELD]; /* by value; NAN: not in it */
static int the_turns[HELD];

static int expected_end(bool smallest) {
    int found = -1;
    for (int i = 0; i < HELD; i++) {
        if (isnan(the_numbers[i])) continue;
        bool is_less = found >= 0 &&
                       (the_numbers[i] < the_numbers[found] ||
                        (the_numbers[i] == the_numbers[found] && the_turns[i] < the_turns[found]));
        if (found < 0 || is_less == smallest) found = i;
    }
    return found;
}

static void change_one(int priority, int turn) {
    int value = gm_irandom(HELD - 1), number = gm_irandom(20);
    bool is_held = !isnan(the_numbers[value]);
    if (is_held && gm_irandom(1) == 0) {
        gm_ds_priority_change_priority(priority, value, number);
        the_numbers[value] = number;
    } else if (is_held) {
        gm_ds_priority_delete_value(priority, value);
        the_numbers[value] = (double)NAN;
    } else {
        gm_ds_priority_add(priority, value, number);
        the_numbers[value] = number;
        the_turns[value] = turn;
    }
}

static void take_one(int priority, bool smallest) {
    int expected = expected_end(smallest);
    GmValue found =
        smallest ? gm_ds_priority_find_min(priority) : gm_ds_priority_find_max(priority);
    assert_int_equal((int)gm_value_real(found, -1), expected);
    if (expected < 0 || gm_irandom(4) > 0) return;
    assert_real(smallest ? gm_ds_priority_delete_min(priority)
                         : gm_ds_priority_delete_max(priority),
                expected);
    the_numbers[expected] = (double)NAN;
}

static void both_ends_stay_right_whatever_changes(void **state) {
    (void)state;
    gm_random_set_seed(7);
    for (int i = 0; i < HELD; i++)
        the_numbers[i] = (double)NAN;
    int priority = gm_ds_priority_create();
    for (int turn = 0; turn < 20000; turn++) {
        change_one(priority, turn);
        take_one(priority, turn % 2 == 0);
    }
}

/* MARK: handles */

// spec: runtime-model 9.1 (the types' numbers; each counts its own handles)
static void each_type_has_its_own_numbers(void **state) {
    (void)state;
    int stack = gm_ds_stack_create(), queue = gm_ds_queue_create();
    int priority = gm_ds_priority_create();
    assert_int_equal(stack, 0);
    assert_int_equal(queue, 0);
    assert_int_equal(priority, 0);
    for (int type = -1; type < 9; type++) {
        bool expected = type == 3 || type == 4 || type == 6;
        assert_int_equal(gm_ds_exists(0, type), expected);
    }
    gm_ds_queue_destroy(queue);
    assert_false(gm_ds_exists(queue, GM_DS_TYPE_QUEUE));
    assert_true(gm_ds_exists(stack, GM_DS_TYPE_STACK));
}

// spec: runtime-model R-93
static void the_number_freed_last_is_given_first(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(gm_ds_stack_create(), i);
    gm_ds_stack_destroy(0);
    gm_ds_stack_destroy(1);
    assert_int_equal(gm_ds_stack_create(), 1);
    assert_int_equal(gm_ds_stack_create(), 0);
}

// spec: runtime-model 9.2 (a destroyed or never created id)
static void wrong_handles_are_told_and_survived(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(gm_ds_stack_size(7), 0);
        assert_int_equal(gm_ds_queue_size(7), 0);
        assert_int_equal(gm_ds_priority_size(-1), 0);
    }
    assert_int_equal(times_said("gm_ds_stack_size: there is no stack 7"), 1);
    gm_ds_stack_push_string(7, "lost");
    gm_ds_queue_enqueue_string(7, "lost");
    gm_ds_priority_add_string(7, "lost", 1);
    assert_undefined(gm_ds_stack_pop(7));
    assert_undefined(gm_ds_queue_dequeue(7));
    assert_real(gm_ds_priority_delete_min(7), 0);
    int stack = gm_ds_stack_create();
    gm_ds_stack_copy(stack, 7);
    assert_int_equal(times_said("gm_ds_stack_copy: there is no stack 7"), 1);
    gm_ds_stack_destroy(7);
    gm_ds_queue_destroy(7);
    gm_ds_priority_destroy(7);
    gm_ds_stack_destroy(stack);
    gm_ds_stack_destroy(stack);
    assert_string_equal(the_log, "");
}

/* Leak checkers judge this one. */
static void what_a_game_forgets_is_freed_at_its_end(void **state) {
    (void)state;
    int stack = gm_ds_stack_create(), queue = gm_ds_queue_create();
    int priority = gm_ds_priority_create();
    gm_ds_stack_push_string(stack, "a text of a stack");
    gm_ds_queue_enqueue_string(queue, "a text of a queue that goes");
    gm_ds_queue_enqueue_string(queue, "a text of a queue that stays");
    gm_ds_queue_dequeue(queue);
    gm_ds_priority_add_string(priority, "a text of a priority", 1);
    ds_close();
    assert_false(gm_ds_exists(stack, GM_DS_TYPE_STACK));
    assert_false(gm_ds_exists(queue, GM_DS_TYPE_QUEUE));
    assert_false(gm_ds_exists(priority, GM_DS_TYPE_PRIORITY));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_last_one_pushed_comes_out_first),
        TEST(an_empty_stack_gives_undefined),
        TEST(a_value_can_be_pushed_from_where_it_lies),
        TEST(the_one_that_came_first_goes_out_first),
        TEST(an_empty_queue_gives_undefined),
        TEST(a_long_queue_keeps_its_order),
        TEST(a_list_that_lost_its_front_is_still_a_list),
        TEST(copies_are_independent),
        TEST(an_empty_priority_gives_0_and_undefined),
        TEST(of_equal_priorities_the_first_is_the_smaller),
        TEST(values_of_a_priority_are_found_whatever_their_kind),
        TEST(what_is_no_number_is_no_priority),
        TEST(many_priorities_come_out_in_order),
        TEST(both_ends_stay_right_whatever_changes),
        TEST(each_type_has_its_own_numbers),
        TEST(the_number_freed_last_is_given_first),
        TEST(wrong_handles_are_told_and_survived),
        TEST(what_a_game_forgets_is_freed_at_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
