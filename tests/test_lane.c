/* Lanes and the mailbox: what is submitted is worked on, what is posted arrives, in order. */
#include "support.h"

#include "../events/async.h"
#include "../platform/mem.h"
#include "../platform/thread.h"

#include <stdatomic.h>

/* MARK: jobs that say that they ran */

typedef struct NumberJob {
    Job job;
    int number;
} NumberJob;

static Lock the_lock = LOCK_INIT;
static int the_numbers[4096]; /* of the jobs that ran, in that order */
static int the_number_count;
static char the_thread_names[8][16]; /* of the threads that worked */
static int the_thread_name_count;

static void note_thread(const char *name) {
    for (int i = 0; i < the_thread_name_count; i++)
        if (strcmp(the_thread_names[i], name) == 0) return;
    gm_copy_text(the_thread_names[the_thread_name_count++], 16, name);
}

static void work_number(Job *job) {
    lock_take(&the_lock);
    the_numbers[the_number_count++] = ((NumberJob *)job)->number;
    note_thread(thread_name());
    lock_give(&the_lock);
    mem_free(job);
}

static void submit_number(Lane *lane, int number) {
    NumberJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "number", .work = work_number};
    job->number = number;
    lane_submit(lane, &job->job);
}

static int begin(void **state) {
    (void)state;
    the_number_count = the_thread_name_count = 0;
    lane_by_hand(false);
    return 0;
}

/* MARK: lanes */

static void a_lane_by_hand_runs_one_job_for_each_step(void **state) {
    (void)state;
    lane_by_hand(true);
    Lane *lane = lane_open("hand", 4);
    assert_false(lane_step(lane));
    for (int i = 1; i <= 3; i++)
        submit_number(lane, i);
    assert_int_equal(the_number_count, 0);
    assert_true(lane_step(lane));
    assert_int_equal(the_number_count, 1);
    assert_int_equal(the_numbers[0], 1);
    assert_true(lane_step(lane));
    assert_true(lane_step(lane));
    assert_false(lane_step(lane));
    assert_int_equal(the_numbers[2], 3);
    assert_string_equal(the_thread_names[0], thread_name());
    lane_close(lane);
}

static void waiting_for_a_lane_ends_when_all_is_done(void **state) {
    (void)state;
    for (int by_hand = 0; by_hand < 2; by_hand++) {
        lane_by_hand(by_hand == 1);
        Lane *lane = lane_open("waited", 4);
        lane_wait(lane); /* for nothing */
        for (int round = 1; round <= 20; round++) {
            for (int i = 0; i < 20; i++)
                submit_number(lane, i);
            lane_wait(lane);
            lock_take(&the_lock);
            assert_int_equal(the_number_count, (by_hand * 20 + round) * 20);
            lock_give(&the_lock);
        }
        lane_close(lane);
    }
}

static void a_lane_with_one_thread_keeps_the_order(void **state) {
    (void)state;
    Lane *lane = lane_open("one", 1);
    for (int i = 0; i < 2000; i++)
        submit_number(lane, i);
    lane_close(lane);
    assert_int_equal(the_number_count, 2000);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(the_numbers[i], i);
    assert_int_equal(the_thread_name_count, 1);
    assert_string_equal(the_thread_names[0], "one");
}

/* Every job waits until all threads have one: it could not end if one thread did them all. */
static Signal the_meeting = SIGNAL_INIT;
static int the_met, the_meeting_size;

static void work_meet(Job *job) {
    lock_take(&the_lock);
    note_thread(thread_name());
    the_met++;
    while (the_met < the_meeting_size)
        signal_wait(&the_meeting, &the_lock);
    signal_all(&the_meeting);
    lock_give(&the_lock);
    mem_free(job);
}

static void the_threads_of_a_lane_work_at_the_same_time(void **state) {
    (void)state;
    the_met = 0;
    the_meeting_size = 3;
    Lane *lane = lane_open("many", 3);
    for (int i = 0; i < 3; i++) {
        Job *job = mem_alloc(sizeof *job);
        *job = (Job){.name = "meet", .work = work_meet};
        lane_submit(lane, job);
    }
    lane_close(lane);
    assert_int_equal(the_met, 3);
    assert_int_equal(the_thread_name_count, 3);
}

static void closing_runs_what_is_queued(void **state) {
    (void)state;
    Lane *lane = lane_open("close", 2);
    for (int i = 0; i < 500; i++)
        submit_number(lane, i);
    lane_close(lane);
    assert_int_equal(the_number_count, 500);
    lane_by_hand(true);
    lane = lane_open("close by hand", 1);
    submit_number(lane, 500);
    submit_number(lane, 501);
    assert_true(lane_step(lane));
    lane_close(lane);
    assert_int_equal(the_number_count, 502);
    assert_int_equal(the_numbers[501], 501);
}

static Lane *the_shared_lane;

static void submit_hundred(void *context) {
    int first = *(int *)context;
    for (int i = 0; i < 100; i++)
        submit_number(the_shared_lane, first + i);
}

static void any_thread_may_submit(void **state) {
    (void)state;
    Thread threads[4] = {0};
    int firsts[4] = {0, 1000, 2000, 3000}, next[4] = {0};
    the_shared_lane = lane_open("shared", 1);
    for (int i = 0; i < 4; i++)
        thread_start(&threads[i], "submitter", submit_hundred, &firsts[i]);
    for (int i = 0; i < 4; i++)
        thread_join(&threads[i]);
    lane_close(the_shared_lane);
    assert_int_equal(the_number_count, 400);
    for (int i = 0; i < 400; i++) /* each submitter's own order is kept */
        assert_int_equal(the_numbers[i] % 1000, next[the_numbers[i] / 1000]++);
}

static void a_lane_is_found_by_its_name_while_it_is_open(void **state) {
    (void)state;
    assert_null(lane_named("disk"));
    Lane *disk = lane_open("disk", 1), *other = lane_open("other", 1);
    assert_ptr_equal(lane_named("disk"), disk);
    assert_ptr_equal(lane_named("other"), other);
    lane_close(disk);
    assert_null(lane_named("disk"));
    assert_ptr_equal(lane_named("other"), other);
    lane_close(other);
    lane_close(NULL);
}

static void the_lane_for_decoding_is_opened_once(void **state) {
    (void)state;
    assert_null(lane_named("decode"));
    Lane *decode = lane_decode();
    assert_ptr_equal(lane_decode(), decode);
    assert_ptr_equal(lane_named("decode"), decode);
    lane_close(decode);
    assert_null(lane_named("decode"));
}

/* MARK: the mailbox */

typedef struct Letter {
    Completion completion;
    int producer, number;
} Letter;

enum { PRODUCERS = 4, LETTERS = 20000 };

static void post_letter(int producer, int number) {
    Letter *letter = mem_alloc(sizeof *letter);
    letter->producer = producer;
    letter->number = number;
    mailbox_post(&letter->completion);
}

static void an_empty_mailbox_gives_nothing(void **state) {
    (void)state;
    assert_null(mailbox_take_all());
    assert_false(mailbox_wait(0));
    assert_false(mailbox_wait(5));
}

static void letters_come_out_in_the_order_of_posting(void **state) {
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++)
            post_letter(0, i);
        assert_true(mailbox_wait(0));
        Completion *all = mailbox_take_all();
        for (int i = 0; i < 10; i++) {
            Completion *next = all->next;
            assert_int_equal(((Letter *)all)->number, i);
            mem_free(all);
            all = next;
        }
        assert_null(all);
        assert_null(mailbox_take_all());
    }
}

static void post_many(void *context) {
    int producer = *(int *)context;
    for (int i = 0; i < LETTERS; i++)
        post_letter(producer, i);
}

/* Takes and frees what is there; next[] holds the number that each producer's next letter has. */
static int take_in_order(int next[PRODUCERS]) {
    int count = 0;
    for (Completion *all = mailbox_take_all(), *rest; all != NULL; all = rest, count++) {
        const Letter *letter = (const Letter *)all;
        rest = all->next;
        assert_int_equal(letter->number, next[letter->producer]++);
        mem_free(all);
    }
    return count;
}

/* spec: async-events G-18 (the queue's part) */
static void each_producer_keeps_its_order_while_the_mailbox_is_emptied(void **state) {
    (void)state;
    Thread threads[PRODUCERS] = {0};
    int producers[PRODUCERS], next[PRODUCERS] = {0}, taken = 0;
    for (int i = 0; i < PRODUCERS; i++) {
        producers[i] = i;
        thread_start(&threads[i], "producer", post_many, &producers[i]);
    }
    while (taken < PRODUCERS * LETTERS) {
        assert_true(mailbox_wait(20000));
        taken += take_in_order(next);
    }
    for (int i = 0; i < PRODUCERS; i++)
        thread_join(&threads[i]);
    assert_int_equal(taken, PRODUCERS * LETTERS);
    assert_null(mailbox_take_all());
    for (int i = 0; i < PRODUCERS; i++)
        assert_int_equal(next[i], LETTERS);
}

static atomic_int the_rounds_seen;

static void post_when_seen(void *context) {
    int rounds = *(int *)context;
    for (int i = 0; i < rounds; i++) {
        while (atomic_load(&the_rounds_seen) < i) {
        } /* until the main thread took the one before */
        post_letter(0, i);
    }
}

/* A wake-up that got lost would show as a wait of 20 seconds that ends with nothing. */
static void waiting_ends_as_soon_as_something_is_posted(void **state) {
    (void)state;
    enum { ROUNDS = 300 };
    Thread thread = {0};
    int rounds = ROUNDS, next[PRODUCERS] = {0};
    atomic_store(&the_rounds_seen, 0);
    thread_start(&thread, "poster", post_when_seen, &rounds);
    for (int i = 0; i < ROUNDS; i++) {
        assert_true(mailbox_wait(20000));
        assert_int_equal(take_in_order(next), 1);
        atomic_store(&the_rounds_seen, i + 1);
    }
    thread_join(&thread);
    assert_false(mailbox_wait(0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_lane_by_hand_runs_one_job_for_each_step, begin),
        cmocka_unit_test_setup(waiting_for_a_lane_ends_when_all_is_done, begin),
        cmocka_unit_test_setup(a_lane_with_one_thread_keeps_the_order, begin),
        cmocka_unit_test_setup(the_threads_of_a_lane_work_at_the_same_time, begin),
        cmocka_unit_test_setup(closing_runs_what_is_queued, begin),
        cmocka_unit_test_setup(any_thread_may_submit, begin),
        cmocka_unit_test_setup(a_lane_is_found_by_its_name_while_it_is_open, begin),
        cmocka_unit_test_setup(the_lane_for_decoding_is_opened_once, begin),
        cmocka_unit_test(an_empty_mailbox_gives_nothing),
        cmocka_unit_test(letters_come_out_in_the_order_of_posting),
        cmocka_unit_test(each_producer_keeps_its_order_while_the_mailbox_is_emptied),
        cmocka_unit_test(waiting_ends_as_soon_as_something_is_posted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
