/* Push notifications (event 71) that a game schedules: without a service, by date, through restarts
 * and through kills. What the desktop shows: test_push_desktop.c; servers: test_push_remote.c. */
#define _XOPEN_SOURCE 700
#include "kills.h"
#include "pushes.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* MARK: no service */

static void push_from_elsewhere(const char *data) {
    GmPayload *payload = gm_payload_map();
    gm_payload_string(payload, "type", "remote");
    gm_payload_real(payload, "status", 1);
    gm_payload_string(payload, "data", data);
    assert_true(gm_async_post(EVENT_OTHER_PUSH_NOTIFICATION, payload));
}

/* spec: async-events PN-1 */
static void what_an_extension_posts_is_received(void **state) {
    (void)state;
    push_open(support_folder(), NULL, 0);
    push_from_elsewhere("x");
    const HeardPush *heard = push_next("remote", "x");
    assert_int_equal(heard->status, 1);
    assert_int_equal(heard->keys, 3);
    assert_string_equal(heard->error, "");
    assert_string_equal(heard->reg_id, "");
}

/* spec: async-events PN-2, 11.2 */
static void without_a_service_there_is_a_warning_and_no_event(void **state) {
    (void)state;
    int map = 0;
    push_open(support_folder(), NULL, 0);
    map = gm_ds_map_create();
    assert_int_equal(gm_push_local_notification(gm_push_date_in(-1), "t", "m", "d"), -1);
    assert_non_null(strstr(support_log(), "warning: gm_push_local_notification: no push service"));
    assert_int_equal(gm_push_get_first_local_notification(map), -1);
    assert_int_equal(gm_push_get_next_local_notification(map), -1);
    gm_push_cancel_local_notification(0);
    assert_false(gm_push_register("http://127.0.0.1:9/"));
    gm_push_unregister();
    support_steps(10);
    assert_int_equal(the_heard_count, 0);
    assert_int_equal(gm_ds_map_size(map), 0);
}

/* spec: async-events PN-3 */
static void performing_the_event_works(void **state) {
    (void)state;
    push_open(support_folder(), NULL, 0);
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "type", "register");
    gm_ds_map_set(map, "status", 1);
    gm_ds_map_set_string(map, "reg_id", "device 5");
    gm_event_perform_async(EVENT_OTHER_PUSH_NOTIFICATION, map);
    assert_int_equal(the_heard_count, 1);
    assert_string_equal(the_heard[0].type, "register");
    assert_string_equal(the_heard[0].reg_id, "device 5");
    assert_false(gm_ds_exists(map, GM_DS_TYPE_MAP));
}

/* MARK: by date */

/* spec: async-events 11.3 */
static void a_notification_comes_in_the_first_step_at_its_date(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    int second = push_schedule(2, "second"), first = push_schedule(1, "first");
    assert_true(first != second);
    assert_true(gm_push_date_in(0) == 36526.0); /* the first of January 2000 */
    support_steps(59);
    assert_int_equal(the_heard_count, 0);
    const HeardPush *heard = push_next("local", "first");
    assert_in_range(heard->step, 60, 61);
    assert_int_equal(heard->index, first);
    assert_int_equal(heard->status, 1);
    assert_true(heard->late == 0);
    assert_int_equal(heard->keys, 4); /* type, status, data, index */
    heard = push_next("local", "second");
    assert_in_range(heard->step, 120, 121);
    assert_int_equal(heard->index, second);
    assert_non_null(strstr(support_log(), "notification 1: Title: Message"));
}

static void notifications_of_one_date_come_in_the_order_of_the_calls(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    double date = gm_push_date_in(0.5);
    for (int i = 0; i < 5; i++)
        gm_push_local_notification(date, NULL, NULL, gm_text("%d", i));
    for (int i = 0; i < 5; i++)
        push_next("local", gm_text("%d", i));
    assert_int_equal(the_heard[0].step, the_heard[4].step);
    support_steps(100);
    assert_int_equal(the_heard_count, 5);
}

static void dates_that_are_none_are_refused(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_int_equal(gm_push_local_notification(0.0 / 0.0, "t", "m", "d"), -1);
    assert_int_equal(gm_push_local_notification(1e300, "t", "m", "d"), -1);
    assert_non_null(strstr(support_log(), "is no date: days since 30 December 1899"));
    assert_in_range(gm_push_local_notification(1, "t", "m", "long ago"), 0, 1);
    push_next("local", "long ago");
}

/* MARK: list and cancel */

static void expect_listed(int got, int map, int index, const char *data) {
    assert_int_equal(got, index);
    assert_string_equal(gm_ds_map_find_string(map, "title", ""), "Title");
    assert_string_equal(gm_ds_map_find_string(map, "message", ""), "Message");
    assert_string_equal(gm_ds_map_find_string(map, "data", ""), data);
    assert_true(gm_ds_map_find_real(map, "fire_time", 0) > 36526);
}

/* spec: async-events 11.2 */
static void the_schedule_is_listed_by_date_and_entries_are_cancelled(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    int map = gm_ds_map_create();
    assert_int_equal(gm_push_get_first_local_notification(map), -1);
    int c = push_schedule(0.9, "c"), a = push_schedule(0.3, "a"), b = push_schedule(0.6, "b");
    expect_listed(gm_push_get_first_local_notification(map), map, a, "a");
    expect_listed(gm_push_get_next_local_notification(map), map, b, "b");
    gm_push_cancel_local_notification(b);
    expect_listed(gm_push_get_next_local_notification(map), map, c, "c");
    assert_int_equal(gm_push_get_next_local_notification(map), -1);
    gm_push_cancel_local_notification(b);
    gm_push_cancel_local_notification(-1);
    assert_int_equal(gm_push_get_first_local_notification(-5), -1);
    push_next("local", "a");
    push_next("local", "c");
    gm_push_cancel_local_notification(c); /* off the screen */
    assert_non_null(strstr(support_log(), "notification 0 is withdrawn"));
}

static void a_click_is_an_event_with_the_data_of_its_notification(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    int index = push_schedule(0, "gift");
    push_next("local", "gift");
    gm_push_clicked(index);
    assert_int_equal(push_next("click", "gift")->index, index);
    gm_push_clicked(77); /* nothing that this game showed */
    assert_int_equal(push_next("click", "")->index, 77);
}

static void the_simulator_is_driven_through_all_that_may_happen(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_false(gm_service_simulate(GM_SERVICE_PUSH, "click")); /* there is nothing to click on */
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "remote a letter"));
    push_next("remote", "a letter");
    push_schedule(0, "gift");
    push_next("local", "gift");
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "click"));
    push_next("click", "gift");
}

/* MARK: what fails */

static void expect_not_registered(const char *error) {
    const HeardPush *heard = push_next("register", "");
    assert_int_equal(heard->status, 0);
    assert_memory_equal(heard->error, error, strlen(error));
    assert_string_equal(heard->reg_id, "");
    assert_int_equal(heard->keys, 3); /* type, status, error */
}

static const char nobody[] = "http://127.0.0.1:9/push";

/* spec: async-events 11.3: status 0 with "error" */
static void the_simulator_refuses_the_next_subscription_and_only_that(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "refuse"));
    assert_true(gm_push_register(nobody));
    expect_not_registered("the service refuses this device");
    support_steps(1000); /* it is given up */
    assert_int_equal(the_heard_count, 1);
    assert_true(gm_push_register(nobody));
    expect_not_registered("no connection to the server");
    assert_string_equal(support_log(), "");
}

/* spec: async-events 11.3 */
static void while_the_simulator_has_no_token_one_event_says_so(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "no token"));
    assert_true(gm_push_register(nobody));
    expect_not_registered("the service has no token for this device");
    support_steps(1000); /* it is tried again, which is told once */
    assert_int_equal(the_heard_count, 1);
    gm_push_unregister();
}

/* spec: async-events 11.3 */
static void offline_every_subscription_fails_and_each_says_so_once(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    for (int i = 0; i < 2; i++) {
        assert_true(gm_push_register(nobody));
        expect_not_registered("the service cannot be reached");
        support_steps(1000);
        assert_int_equal(the_heard_count, i + 1);
    }
    gm_push_unregister();
    support_steps(10000);
    assert_int_equal(the_heard_count, 2);
}

/* What is scheduled needs nobody. */
static void offline_what_a_server_sends_waits_and_what_is_scheduled_comes(void **state) {
    (void)state;
    push_open(support_folder(), "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "remote one"));
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "remote two"));
    push_schedule(0.5, "gift");
    push_next("local", "gift");
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "click"));
    push_next("click", "gift");
    support_steps(100);
    assert_int_equal(the_heard_count, 2);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "online"));
    push_next("remote", "one");
    push_next("remote", "two");
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "remote three"));
    push_next("remote", "three");
    support_steps(10);
    assert_int_equal(the_heard_count, 5);
}

static void a_new_game_knows_nothing_of_the_last_ones_failures(void **state) {
    (void)state;
    const char *save = support_folder();
    push_open(save, "simulator", 0);
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "offline"));
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "refuse"));
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "remote never"));
    support_close();
    push_open(save, "simulator", 0);
    assert_true(gm_push_register(nobody));
    expect_not_registered("no connection to the server");
    support_steps(10);
    assert_int_equal(the_heard_count, 1);
}

/* MARK: restarts */

static void a_schedule_outlives_restarts_and_comes_late_if_it_must(void **state) {
    (void)state;
    const char *save = support_folder();
    push_open(save, "simulator", 0);
    int index = push_schedule(60, "soon"), later = push_schedule(7200, "later");
    support_close();
    push_open(save, "simulator", 30);
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    support_close();
    push_open(save, "simulator", 3600);
    support_steps(1);
    assert_int_equal(the_heard_count, 1);
    assert_string_equal(the_heard[0].data, "soon");
    assert_int_equal(the_heard[0].index, index);
    assert_in_range((int)the_heard[0].late, 3539, 3541);
    support_steps(1);
    support_close();
    push_open(save, "simulator", 3700); /* not again; and no index is given out twice */
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    assert_int_equal(push_schedule(0, "new"), later + 1);
}

static void a_schedule_that_is_garbage_is_said_and_the_game_goes_on(void **state) {
    (void)state;
    static const char *const texts[][2] = {
        {"{\"notifications\": [{\"index\":", "asyncade.push:1:"},
        {"[]", "asyncade.push: expected an object { }, but it is a list [ ]"},
        {"{\"notifications\": [{\"index\": 1, \"date_ms\": 5, \"data\": \"x\"}, 7]}",
         "asyncade.push: notifications[1]: expected an object"},
        {"{\"notifications\": [{\"index\": -1, \"date_ms\": 5}]}", "notifications[0].index"},
        {"{\"notifications\": [{\"index\": 1}]}", "notifications[0]: expected \"index\""},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *save = support_folder();
        support_write_text(save, "asyncade.push", texts[i][0]);
        push_open(save, "simulator", 0);
        push_schedule(0, "fresh");
        push_next("local", "fresh"); /* and nothing half read */
        if (strstr(support_log(), texts[i][1]) == NULL) fail_msg("%s", support_log());
        support_close();
    }
    push_open(support_folder(), NULL, 0);
}

/* A flipped bit is found out; the schedule before is taken. */
static void a_schedule_that_is_damaged_is_the_one_before(void **state) {
    (void)state;
    const char *save = support_folder();
    char path[256];
    size_t size = 0;
    for (int i = 0; i < 2; i++) {
        push_open(save, "simulator", 0);
        push_schedule(1, i == 0 ? "first" : "second");
        support_close();
    }
    snprintf(path, sizeof path, "%s/asyncade.push", save);
    char *bytes = support_read(path, &size);
    bytes[size / 2] ^= 4;
    support_write(save, "asyncade.push", bytes, size);
    free(bytes);
    push_open(save, "simulator", 100);
    push_next("local", "first");
    assert_non_null(strstr(support_log(), "asyncade.push"));
    support_steps(3);
    assert_int_equal(the_heard_count, 1);
}

/* The file as it is after the game was killed: whole, or not there yet. Returns how many there are,
 * each with its own data. */
static int count_scheduled(const char *save) {
    push_open(save, "simulator", 0);
    int map = gm_ds_map_create(), count = 0;
    for (int index = gm_push_get_first_local_notification(map); index >= 0;
         index = gm_push_get_next_local_notification(map)) {
        assert_int_equal(index, count);
        assert_string_equal(gm_ds_map_find_string(map, "data", ""), gm_text("data %d", index));
        count++;
    }
    assert_string_equal(support_log(), "");
    support_close();
    return count;
}

/* Schedules one more in each step until it is killed; not before something is on the disk. */
static void schedule_for_ever(const char *save, int next) {
    push_open(save, "simulator", 0);
    for (;; next++) {
        gm_push_local_notification(50000 + next, "t", "m", gm_text("data %d", next));
        do
            support_steps(1);
        while (!gm_file_exists("asyncade.push"));
        kills_tell_progress();
    }
}

/* Forks: before the other tests have threads. */
static void a_game_that_is_killed_leaves_the_schedule_of_before_or_after(void **state) {
    (void)state;
    const char *save = support_folder();
    int before = 0;
    for (int round = 0; round < 12; round++) {
        kills_in_the_middle(schedule_for_ever, save, before, 1 + round % 5 * 20, round * 471);
        int count = count_scheduled(save);
        assert_true(count >= before);
        before = count;
    }
    assert_true(before > 0);
}

static void die(void) {
    raise(SIGKILL);
}

static void a_game_that_is_killed_in_the_event_gets_it_again(void **state) {
    (void)state;
    const char *save = support_folder();
    push_open(save, "simulator", 0);
    push_schedule(10, "precious");
    support_close();
    pid_t child = fork();
    if (child == 0) {
        push_open(save, "simulator", 20);
        the_push_hook = die;
        support_steps(5);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    push_open(save, "simulator", 30);
    push_next("local", "precious");
    support_steps(2);
    support_close();
    push_open(save, "simulator", 40);
    support_steps(5);
    assert_int_equal(the_heard_count, 0);
    support_close();
}

int main(void) {
#define PUSH_TEST(test) cmocka_unit_test_teardown(test, push_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_game_that_is_killed_leaves_the_schedule_of_before_or_after),
        cmocka_unit_test(a_game_that_is_killed_in_the_event_gets_it_again),
        PUSH_TEST(what_an_extension_posts_is_received),
        PUSH_TEST(without_a_service_there_is_a_warning_and_no_event),
        PUSH_TEST(performing_the_event_works),
        PUSH_TEST(a_notification_comes_in_the_first_step_at_its_date),
        PUSH_TEST(notifications_of_one_date_come_in_the_order_of_the_calls),
        PUSH_TEST(dates_that_are_none_are_refused),
        PUSH_TEST(the_schedule_is_listed_by_date_and_entries_are_cancelled),
        PUSH_TEST(a_click_is_an_event_with_the_data_of_its_notification),
        PUSH_TEST(the_simulator_is_driven_through_all_that_may_happen),
        PUSH_TEST(the_simulator_refuses_the_next_subscription_and_only_that),
        PUSH_TEST(while_the_simulator_has_no_token_one_event_says_so),
        PUSH_TEST(offline_every_subscription_fails_and_each_says_so_once),
        PUSH_TEST(offline_what_a_server_sends_waits_and_what_is_scheduled_comes),
        PUSH_TEST(a_new_game_knows_nothing_of_the_last_ones_failures),
        PUSH_TEST(a_schedule_outlives_restarts_and_comes_late_if_it_must),
        PUSH_TEST(a_schedule_that_is_damaged_is_the_one_before),
        PUSH_TEST(a_schedule_that_is_garbage_is_said_and_the_game_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
