/* The sample async_lab, played: every button is answered, and what is broken is mended. */
#define _GNU_SOURCE /* memmem, setenv */
#include "plays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../events/mailbox.h"

static int press(const char *action) {
    for (GmWith each = gm_with("obj_button"); gm_with_next(&each);) {
        const GmField *fields = object_of(each.self->object_index)->def->vars.fields;
        while (strcmp(fields->name, "action") != 0)
            fields++;
        if (strcmp((const char *)each.self->vars + fields->offset, action) != 0) continue;
        gm_event_user(each.self, 0);
        return each.self->id;
    }
    fail_msg("no button does %s", action);
    return GM_NONE;
}

static int event_count(int place) {
    return ((const int *)field("obj_legend", "counts"))[place];
}

/* As if somebody had just touched something, and for long: no demo. */
static void keep_demo_away(void) {
    set_int("obj_demo", "idle_steps", -100000);
}

/* The log of the lab, in which every key and value of every event is written down, says so. */
static bool log_says(const char *words) {
    const GmInstance *self = gm_instance("obj_log");
    const GmField *each = object_of(self->object_index)->def->vars.fields;
    while (strcmp(each->name, "lines") != 0)
        each++;
    return memmem((char *)self->vars + each->offset, each->size, words, strlen(words)) != NULL;
}

/* Of all that is shown: still open, and failed. */
typedef struct Shown {
    int open, failed;
} Shown;

static Shown shown(void) {
    Shown all = {0};
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        all.open += *(const int *)field_of(each.self, "over_steps") == 0 ? 1 : 0;
        all.failed += *(const bool *)field_of(each.self, "has_failed") ? 1 : 0;
    }
    return all;
}

/* Until all that the button asked for is answered. Returns how much of it failed. */
static int press_and_wait(const char *action) {
    int failed = 0;
    gm_instance_destroy("obj_open");
    press(action);
    if (!gm_instance_exists("obj_open")) fail_msg("%s asked for nothing", action);
    for (int waits = 0; shown().open > 0 && waits < 2000; waits++) {
        if (gm_request_count() == 0 && waits > 200) mailbox_wait(20); /* sockets, threads */
        support_steps(1);
        if (shown().failed > failed) failed = shown().failed;
    }
    if (shown().open > 0) fail_msg("nothing answered %s", action);
    return failed;
}

/* A run that has one sentence to say, as it should. */
static void expect_trouble(int count) {
    assert_int_equal(log_trouble_count(), count);
    log_reset();
}

/* MARK: all buttons */

static void lab_every_button_is_answered(void **state) {
    (void)state;
    static const char *const actions[] = {
        "get",        "post",       "file",        "large",    "picture",     "huge",    "sound",
        "play",       "queue",      "record",      "message",  "question",    "string",  "integer",
        "login",      "save",       "group",       "zip",      "audio_group", "network", "buy",
        "decline",    "cloud_save", "synchronise", "conflict", "score",       "scores",  "friends",
        "push_later", "job",        "thread"};
    open_settled("samples/async_lab", 0,
                 (const char *const[]){"ok", "no", "Ada", "42", "a:b", NULL});
    keep_demo_away();
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (press_and_wait(actions[i]) > 0) fail_msg("%s failed", actions[i]);
    assert_int_equal(press_and_wait("fail"), 1);
    assert_int_equal(press_and_wait("broken"), 1);
    assert_true(event_count(0) == 3 && event_count(1) == 1); /* pictures and sounds */
    assert_true(event_count(2) >= 5);                        /* HTTP, with progress */
    assert_int_equal(event_count(3), 5);                     /* dialogs */
    assert_int_equal(event_count(10), 7);                    /* saves, loads, zips, sounds */
    assert_int_equal(event_count(12), 3);                    /* segments */
}

static void lab_what_nobody_asked_for_comes_too(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    press("push_now");
    press("broadcast");
    support_steps(3);
    assert_true(event_count(9) == 1 && log_says("The server says hello."));
    assert_true(event_count(14) == 1 && log_says("the bell rings"));
}

static void lab_handles_all_sixteen_numbers(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    press("perform");
    for (int i = 0; i < 16; i++)
        assert_int_equal(event_count(i), 1);
    support_steps(60);
    assert_true(support_golden("lab_all_sixteen"));
}

static void lab_shows_a_picture_of_4096_by_4096(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    press("huge");
    support_steps(80);
    assert_int_equal(gm_sprite_get_width(int_of("obj_picture", "sprite")), 4096);
    press("clear");
    support_steps(20);
    assert_true(support_golden("lab_huge_picture"));
}

static void lab_all_six_ways_to_fail_fail(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    for (int i = 0; i < 6; i++) {
        press("fail");
        support_steps(3);
        assert_int_equal(gm_instance_number("obj_open"), 1);
        assert_true(bool_of("obj_open", "has_failed"));
        support_steps(60);
        press("failure");
    }
}

/* MARK: the disk */

static void lab_a_damaged_save_is_recovered(void **state) {
    (void)state;
    char bytes[8] = "", path[1024];
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    assert_int_equal(press_and_wait("damage"), 0);
    assert_true(log_says("recovered = true"));
    assert_true(log_says("loaded \"save 1\", the save before the damaged one"));
    snprintf(path, sizeof path, "%s/default/fragile.sav", gm_game_save_id());
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), 7);
    fclose(file);
    assert_string_equal(bytes, "?!ve 2");
    expect_trouble(1); /* it is said on the log, too */
}

/* MARK: sockets */

static void lab_a_server_and_a_client_talk_three_ways(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    assert_int_equal(press_and_wait("network"), 0); /* TCP: connect (both), a packet (both), gone */
    assert_int_equal(event_count(6), 5);
    assert_int_equal(press_and_wait("network"), 0); /* UDP: a packet (both) */
    assert_int_equal(event_count(6), 7);
    assert_int_equal(press_and_wait("network"), 0); /* WebSocket */
    assert_int_equal(event_count(6), 12);
    assert_true(log_says("the echo says \"Hello!\""));
}

/* MARK: services */

static void lab_offline_services_fail_and_coming_back_mends_them(void **state) {
    (void)state;
    static const struct {
        const char *action;
        int asked;
    } calls[] = {{"buy", 2}, {"cloud_save", 1}, {"score", 2}, {"scores", 1}, {"friends", 2}};
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    press("offline");
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        assert_int_equal(press_and_wait(calls[i].action), calls[i].asked);
    press("push_now");
    support_steps(3);
    assert_int_equal(event_count(9), 0); /* the server's word waits */
    press("offline");
    support_steps(3);
    assert_int_equal(event_count(9), 1);
    assert_int_equal(press_and_wait("synchronise"), 0);
    assert_true(log_says("GameUploadSuccess")); /* what waited is stored now */
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (press_and_wait(calls[i].action) > 0) fail_msg("%s failed", calls[i].action);
}

static void lab_a_purchase_is_declined_made_and_refunded(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    press("refund"); /* of nothing */
    press_and_wait("decline");
    assert_string_equal(text_of("obj_shop", "token"), "");
    press_and_wait("buy");
    assert_string_equal(text_of("obj_shop", "token"), "purchase-1");
    press("refund");
    for (int steps = 0; text_of("obj_shop", "token")[0] != '\0' && steps < 2000; steps++) {
        mailbox_wait(10); /* is no request: not settled */
        support_steps(1);
    }
    assert_true(log_says("refunded: the game takes the gems back"));
}

static void lab_a_conflict_is_resolved_either_way(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    press_and_wait("cloud_save");
    press_and_wait("conflict");
    assert_true(log_says("conflict: mine is kept"));
    assert_false(log_says("resultString = \"what another machine has\""));
    press_and_wait("conflict");
    assert_true(log_says("conflict: the other is kept"));
    assert_true(log_says("resultString = \"what another machine has\""));
}

/* MARK: the lab itself */

static bool nothing_is_open(void) {
    return !gm_instance_exists("obj_open") && gm_request_count() == 0;
}

static void lab_cancel_ends_what_is_open(void **state) {
    (void)state;
    open_live("samples/async_lab");
    support_steps(2);
    press("delay");
    press("delay"); /* three seconds late */
    press("get");
    press("large");
    press("picture");
    press("sound");
    press("job");
    press("push_later");
    keep_demo_away();
    assert_int_equal(gm_instance_number("obj_open"), 6);
    support_steps(3);
    press("cancel");
    assert_true(support_until(nothing_is_open));
}

static void lab_presses_its_own_buttons_until_somebody_comes(void **state) {
    (void)state;
    open_live("samples/async_lab");
    support_steps(119);
    assert_int_equal(int_of("obj_lab", "pressed"), 0);
    support_steps(120);
    assert_int_equal(int_of("obj_lab", "pressed"), 3);
    tap(GM_VK_SHIFT);
    support_steps(100);
    assert_int_equal(int_of("obj_lab", "pressed"), 3);
    tap('1');
    assert_int_equal(int_of("obj_lab", "pressed"), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(lab_every_button_is_answered),
        SAMPLE_TEST(lab_what_nobody_asked_for_comes_too),
        SAMPLE_TEST(lab_handles_all_sixteen_numbers),
        SAMPLE_TEST(lab_shows_a_picture_of_4096_by_4096),
        SAMPLE_TEST(lab_all_six_ways_to_fail_fail),
        SAMPLE_TEST(lab_a_damaged_save_is_recovered),
        SAMPLE_TEST(lab_a_server_and_a_client_talk_three_ways),
        SAMPLE_TEST(lab_offline_services_fail_and_coming_back_mends_them),
        SAMPLE_TEST(lab_a_purchase_is_declined_made_and_refunded),
        SAMPLE_TEST(lab_a_conflict_is_resolved_either_way),
        SAMPLE_TEST(lab_cancel_ends_what_is_open),
        SAMPLE_TEST(lab_presses_its_own_buttons_until_somebody_comes),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
