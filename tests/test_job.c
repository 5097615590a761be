/* Background jobs: a game's own function on a worker, and the one event that says how it ended. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "notes.h"

#include "../events/lane.h"
#include "../events/mailbox.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct Task {
    int number;
    char text[32];
} Task;

static atomic_bool the_gate; /* jobs that wait go on when it opens */
static atomic_int the_started, the_finished;
static int the_finals, the_last_id;

/* MARK: the game */

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSystem *news = gm_async_system(event);
    bool is_final = strcmp(news->event_type, "job") == 0;
    if (!is_final && strcmp(news->event_type, "job progress") != 0) return;
    the_last_id = news->id;
    the_finals += is_final ? 1 : 0;
    assert_int_equal(gm_ds_map_exists(gm_async_load(), "cancelled"), is_final);
    note(gm_text("%s%s%s:%g", is_final ? "end" : "progress", news->cancelled ? "-cancelled" : "",
                 gm_ds_map_find_string(gm_async_load(), "text", ""),
                 gm_ds_map_find_real(gm_async_load(), "number", -1)));
}

static const GmObject obj_ear = {.on = {[GM_ASYNC_SYSTEM] = hear}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ear), {0}};

static int open_game(void **state) {
    (void)state;
    atomic_store(&the_gate, false);
    atomic_store(&the_started, 0);
    atomic_store(&the_finished, 0);
    the_finals = the_last_id = 0;
    support_open(objects);
    support_make("obj_ear");
    forget_notes();
    return 0;
}

static int open_by_hand(void **state) {
    lane_by_hand(true);
    return open_game(state);
}

static int close_game(void **state) {
    (void)state;
    support_close();
    lane_by_hand(false);
    return 0;
}

static bool all_is_over(void) {
    return gm_request_count() == 0;
}

static bool has_started(void) {
    return atomic_load(&the_started) > 0;
}

/* MARK: what jobs do */

static GmPayload *answer(GmJob *job, void *input) {
    (void)job;
    const Task *task = input;
    GmPayload *result = gm_payload_map();
    gm_payload_real(result, "number", task->number * 2);
    gm_payload_string(result, "text", task->text);
    return result;
}

static GmPayload *wait_at_the_gate(GmJob *job, void *input) {
    (void)input;
    atomic_fetch_add(&the_started, 1);
    while (!atomic_load(&the_gate) && !gm_job_is_cancelled(job))
        sched_yield();
    atomic_fetch_add(&the_finished, 1);
    return NULL;
}

static GmPayload *report(GmJob *job, void *input) {
    (void)input;
    for (int i = 1; i <= 3; i++) {
        GmPayload *payload = gm_payload_map();
        gm_payload_real(payload, "number", i);
        gm_job_progress(job, payload);
    }
    gm_job_progress(job, NULL);
    return NULL;
}

static GmPayload *make_list(GmJob *job, void *input) {
    (void)job;
    GmPayload *list = gm_payload_list();
    for (int i = 0; i < *(int *)input; i++)
        gm_payload_real(list, NULL, i);
    return list;
}

static GmPayload *lie(GmJob *job, void *input) {
    (void)job, (void)input;
    GmPayload *result = gm_payload_map();
    gm_payload_string(result, "event_type", "gamepad lost");
    gm_payload_real(result, "id", -7);
    gm_payload_string(result, "cancelled", "maybe");
    return result;
}

/* MARK: answers */

static void what_the_job_returns_is_in_its_event(void **state) {
    (void)state;
    Task task = {.number = 21, .text = "twice"};
    int id = gm_job(answer, &task, sizeof task);
    assert_true(id > 0);
    task.number = 0; /* the job has a copy */
    assert_int_equal(gm_request_count(), 1);
    assert_true(support_until(all_is_over));
    assert_notes("endtwice:42");
    assert_int_equal(the_last_id, id);
    support_steps(3);
    assert_notes("");
}

static void progress_comes_in_order_before_the_end(void **state) {
    (void)state;
    int id = gm_job(report, NULL, 0);
    assert_true(support_until(all_is_over));
    assert_notes("progress:1 progress:2 progress:3 progress:-1 end:-1");
    assert_int_equal(the_last_id, id);
}

static void keep_list(GmInstance *self, const GmEvent *event) {
    (void)self;
    if (strcmp(gm_async_system(event)->event_type, "job") != 0) return;
    int list = (int)gm_ds_map_find_real(gm_async_load(), "result", -1);
    note(gm_text("%d values, the last %g", gm_ds_list_size(list),
                 gm_ds_list_find_real(list, gm_ds_list_size(list) - 1, -1)));
}

static void a_list_comes_under_the_key_result(void **state) {
    (void)state;
    static const GmObject obj_keeper = {.on = {[GM_ASYNC_SYSTEM] = keep_list}};
    static const GmNamedObject all[] = {GM_OBJECT(obj_keeper), {0}};
    support_close();
    support_open(all);
    support_make("obj_keeper");
    forget_notes();
    gm_job(make_list, &(int){1000}, sizeof(int));
    assert_true(support_until(all_is_over));
    assert_notes("1000 values, the last 999");
}

static void a_result_cannot_pass_for_another_event(void **state) {
    (void)state;
    int id = gm_job(lie, NULL, 0);
    assert_true(support_until(all_is_over));
    assert_notes("end:-1");
    assert_int_equal(the_last_id, id);
}

static void nothing_to_do_starts_nothing(void **state) {
    (void)state;
    assert_int_equal(gm_job(NULL, NULL, 0), -1);
    assert_int_equal(gm_job(answer, NULL, 8), -1);
    assert_int_equal(gm_request_count(), 0);
    support_steps(2);
    assert_notes("");
}

static void a_thousand_jobs_end_once_each(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(gm_job(answer, &(Task){.number = i}, sizeof(Task)) > 0);
    assert_true(support_until(all_is_over));
    assert_int_equal(the_finals, 1000);
}

static void the_game_goes_on_beside_a_long_job(void **state) {
    (void)state;
    gm_job(wait_at_the_gate, NULL, 0);
    assert_true(support_until(has_started));
    support_steps(100);
    assert_notes("");
    assert_int_equal(gm_request_count(), 1);
    atomic_store(&the_gate, true);
    assert_true(support_until(all_is_over));
    assert_notes("end:-1");
}

/* MARK: cancelling */

static void a_job_that_runs_can_see_that_it_is_cancelled(void **state) {
    (void)state;
    int id = gm_job(wait_at_the_gate, NULL, 0);
    assert_true(support_until(has_started));
    gm_request_cancel(id);
    assert_true(support_until(all_is_over));
    assert_notes("end-cancelled:-1");
    gm_request_cancel(id); /* it is over */
    support_steps(2);
    assert_notes("");
}

static void a_job_that_waits_is_never_begun_once_it_is_cancelled(void **state) {
    (void)state;
    int first = gm_job(answer, &(Task){.number = 1}, sizeof(Task));
    int second = gm_job(wait_at_the_gate, NULL, 0);
    gm_request_cancel(second);
    assert_true(lane_step(lane_named("jobs")));
    assert_true(lane_step(lane_named("jobs")));
    assert_false(lane_step(lane_named("jobs")));
    support_steps(1);
    assert_notes("end:2 end-cancelled:-1");
    assert_int_equal(atomic_load(&the_started), 0);
    assert_true(first < second);
}

static void a_job_that_was_over_in_time_is_not_cancelled(void **state) {
    (void)state;
    int id = gm_job(answer, &(Task){.number = 1}, sizeof(Task));
    assert_true(lane_step(lane_named("jobs")));
    gm_request_cancel(id); /* its answer is under way */
    support_steps(1);
    assert_notes("end:2");
}

/* MARK: the end of the game */

static void the_end_of_the_game_stops_jobs_and_fires_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++)
        gm_job(wait_at_the_gate, NULL, 0);
    gm_job(report, NULL, 0);
    assert_true(support_until(has_started));
    support_close(); /* waits for those that run */
    assert_int_equal(atomic_load(&the_started), atomic_load(&the_finished));
    assert_in_range(atomic_load(&the_started), 1, 2); /* the others never began */
    assert_int_equal(the_finals, 0);
    assert_notes("");
    support_open(objects);
}

static void a_restart_and_a_room_change_leave_jobs_alone(void **state) {
    (void)state;
    gm_job(wait_at_the_gate, NULL, 0);
    assert_true(support_until(has_started));
    gm_room_restart();
    support_steps(2);
    gm_game_restart();
    support_steps(2);
    support_make("obj_ear");
    atomic_store(&the_gate, true);
    assert_true(support_until(all_is_over));
    assert_int_equal(the_finals, 1);
}

/* MARK: reload */

static char the_folder[128];

static void write_text(const char *file, const char *text) {
    support_write_text(the_folder, file, text);
}

/* An object whose job runs until the file "gate" is there, and then says which version it is. */
static void write_object(int version) {
    char code[2048];
    snprintf(code, sizeof code,
             "#include <gm.h>\n"
             "#include <stdio.h>\n"
             "static GmPayload *work(GmJob *job, void *input) {\n"
             "    FILE *gate = NULL;\n"
             "    while (gate == NULL && !gm_job_is_cancelled(job)) gate = fopen(input, \"r\");\n"
             "    if (gate != NULL) fclose(gate);\n"
             "    GmPayload *result = gm_payload_map();\n"
             "    gm_payload_real(result, \"version\", %d);\n"
             "    return result;\n"
             "}\n"
             "static void create(GmInstance *self, const GmEvent *event) {\n"
             "    (void)self, (void)event;\n"
             "    static const char gate[] = \"%s/gate\";\n"
             "    gm_job(work, gate, sizeof gate);\n"
             "}\n"
             "static void hear(GmInstance *self, const GmEvent *event) {\n"
             "    (void)self;\n"
             "    const GmAsyncSystem *news = gm_async_system(event);\n"
             "    if (news->id > 0)\n"
             "        gm_show_debug_message(\"work of %%g heard by %d\",\n"
             "            gm_ds_map_find_real(gm_async_load(), \"version\", -1));\n"
             "}\n"
             "const GmObject obj_a = {.on = {[GM_CREATE] = create, [GM_ASYNC_SYSTEM] = hear}};\n",
             version, the_folder, version);
    write_text("objects/obj_a.c", code);
}

static bool is_reloaded(void) {
    return strstr(support_log(), "code reloaded") != NULL;
}

static void a_job_finishes_in_the_code_it_began_in(void **state) {
    (void)state;
    setenv("XDG_CACHE_HOME", support_folder(), 1); /* build everything anew */
    snprintf(the_folder, sizeof the_folder, "%s", support_folder());
    write_text("game.json", "{}");
    write_text("rooms/rm_a.tmj",
               "{\"width\": 4, \"height\": 4, \"tilewidth\": 16, \"tileheight\": 16, \"layers\": ["
               "{\"type\": \"objectgroup\", \"name\": \"Instances\", \"objects\": ["
               "{\"x\": 0, \"y\": 0, \"type\": \"obj_a\"}]}]}");
    write_object(1);
    assert_true(support_open_folder(the_folder, NULL));
    for (int version = 2; version <= 3; version++) {
        support_forget_log();
        write_object(version);
        assert_true(support_until(is_reloaded));
    }
    assert_int_equal(gm_request_count(), 1);
    write_text("gate", "open");
    assert_true(support_until(all_is_over));
    assert_non_null(strstr(support_log(), "work of 1 heard by 3"));
}

#define GAME_TEST(test) cmocka_unit_test_setup_teardown(test, open_game, close_game)
#define HAND_TEST(test) cmocka_unit_test_setup_teardown(test, open_by_hand, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        GAME_TEST(what_the_job_returns_is_in_its_event),
        GAME_TEST(progress_comes_in_order_before_the_end),
        GAME_TEST(a_list_comes_under_the_key_result),
        GAME_TEST(a_result_cannot_pass_for_another_event),
        GAME_TEST(nothing_to_do_starts_nothing),
        GAME_TEST(a_thousand_jobs_end_once_each),
        GAME_TEST(the_game_goes_on_beside_a_long_job),
        GAME_TEST(a_job_that_runs_can_see_that_it_is_cancelled),
        HAND_TEST(a_job_that_waits_is_never_begun_once_it_is_cancelled),
        HAND_TEST(a_job_that_was_over_in_time_is_not_cancelled),
        GAME_TEST(the_end_of_the_game_stops_jobs_and_fires_nothing),
        GAME_TEST(a_restart_and_a_room_change_leave_jobs_alone),
        cmocka_unit_test_teardown(a_job_finishes_in_the_code_it_began_in, close_game),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
