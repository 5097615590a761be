/* The contract checker: each likely mistake is said once, with the object's name; and what only
 * looks like it stays unsaid. */
#define _XOPEN_SOURCE 700
#include "notes.h"
#include "program.h"

#include "../assets/map.h"
#include "../events/async.h"
#include "../events/async/dialog.h"
#include "../events/contract.h"
#include "../objects/object.h"
#include "../platform/clock.h"
#include "../platform/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define NOWHERE "http://127.0.0.1:9/nothing"
enum { STEPS_ON_END = 30, SLOW_US = 5000, QUICK_US = 4000 };

/* MARK: what objects do, by the test's own choice */

static void (*the_act)(GmInstance *self, const GmEvent *event);  /* in Step and User Event 0 */
static void (*the_hear)(GmInstance *self, const GmEvent *event); /* in events of obj_hearer */
static int the_kept = GM_NONE, the_kept_child = GM_NONE;

static void act(GmInstance *self, const GmEvent *event) {
    if (the_act != NULL) the_act(self, event);
}

static void hear(GmInstance *self, const GmEvent *event) {
    if (the_hear != NULL) the_hear(self, event);
}

static void hear_as_view(GmInstance *self, const GmEvent *event) {
    (void)self;
    assert_non_null(gm_async_http(event));
}

static const GmObject obj_asker = {.on = {[GM_STEP] = act, [GM_USER(0)] = act}};
/* HTTP alone; and four events, two of them by stores that may say anything. */
static const GmObject obj_hearer = {.on = {[GM_ASYNC_HTTP] = hear}};
static const GmObject obj_many = {.on = {[GM_ASYNC_IMAGE_LOADED] = hear,
                                         [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = hear,
                                         [GM_ASYNC_STEAM] = hear,
                                         [GM_ASYNC_SAVE_LOAD] = hear,
                                         [GM_BROADCAST_MESSAGE] = hear}};
static const GmObject obj_friend = {.on = {[GM_ASYNC_SOCIAL] = hear}};
static const GmObject obj_child = {.parent = "obj_hearer"};
static const GmObject obj_eager = {.on = {[GM_ASYNC_HTTP] = hear_as_view}};

static void open_game(bool is_paced, const GmNamedObject *objects) {
    forget_notes();
    the_act = the_hear = NULL;
    the_kept = the_kept_child = GM_NONE;
    support_open(objects);
    contract_open(is_paced);
}

static int open_hearers(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_asker), GM_OBJECT(obj_hearer),
                                            GM_OBJECT(obj_many),  GM_OBJECT(obj_friend),
                                            GM_OBJECT(obj_eager), {0}};
    open_game(false, objects);
    support_make("obj_asker");
    return 0;
}

static int open_deaf(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_asker), {0}};
    open_game(false, objects);
    support_make("obj_asker");
    return 0;
}

static int close_game(void **state) {
    (void)state;
    clock_hold(false);
    support_close();
    return 0;
}

static int said(const char *text) {
    int count = 0;
    for (const char *at = support_log(); (at = strstr(at, text)) != NULL; at++)
        count++;
    return count;
}

#define assert_silent()                                                                            \
    if (support_log()[0] != '\0') fail_msg("%s", support_log())
/* Once, and nothing else. */
#define assert_said(text)                                                                          \
    if (said(text) != 1 || said("\n") != 1) fail_msg("expected \"%s\" in: %s", text, support_log())

static void do_now(void (*do_it)(GmInstance *self, const GmEvent *event)) {
    the_act = do_it;
    gm_event_user(gm_instance("obj_asker"), 0);
    the_act = NULL;
}

/* MARK: answers that a test sends by hand */

static AsyncSource the_source = {.name = "test", .event = EVENT_OTHER_WEB_ASYNC};
static Request *the_requests[8];

static void open_requests(int event, int count) {
    the_source.event = event;
    for (int i = 0; i < count; i++)
        the_requests[i] = request_open(&the_source, "gm_test");
}

/* Answers the requests in order, one a step, with a text, a nested map and a key of its own. */
static void answer_all(int count) {
    for (int i = 0; i < count; i++) {
        MapKey headers = map_key("response_headers"), extra = map_key("extra");
        Completion *answer = completion_new(sizeof *answer, the_requests[i], true);
        map_set_text(answer->map, ASYNC_KEY(result), "hello", 5);
        map_set_real(answer->map, &extra, i);
        map_take_map(answer->map, &headers, map_new());
        mailbox_post(answer);
        support_steps(1);
    }
}

static void ask_and_answer(int event, int count,
                           void (*hear_it)(GmInstance *self, const GmEvent *event)) {
    the_hear = hear_it;
    open_requests(event, count);
    answer_all(count);
}

/* MARK: a request that nobody hears */

static void call_all(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    gm_http_get(NOWHERE);
    gm_http_get_file(NOWHERE, "nothing");
    gm_http_post_string(NOWHERE, "");
    gm_http_request(NOWHERE, "PUT", GM_NONE, "");
    gm_http_request_ext(&(GmHttpRequest){.url = NOWHERE});
    gm_sprite_add(NOWHERE, 1, 0, 0);
    gm_sprite_add_ext("nothing.png", 1, 0, 0, true);
    gm_sprite_add_buffer(buffer, 1, 0, 0, true);
    gm_sound_add("nothing.ogg");
    gm_show_message_async("");
    gm_show_question_async("");
    gm_get_string_async("", "");
    gm_get_integer_async("", 1);
    gm_get_login_async("", "");
    gm_buffer_delete(buffer);
}

/* Workers have their say, too: the log is read when they are done. */
static void call_all_and_wait(void) {
    do_now(call_all);
    support_until_answered();
}

static void a_request_nobody_hears_names_object_call_and_event(void **state) {
    (void)state;
    static const char *const calls[] = {
        "gm_http_get",           "gm_http_get_file",       "gm_http_post_string",
        "gm_http_request",       "gm_http_request_ext",    "gm_sprite_add",
        "gm_sprite_add_ext",     "gm_sprite_add_buffer",   "gm_sound_add",
        "gm_show_message_async", "gm_show_question_async", "gm_get_string_async",
        "gm_get_integer_async",  "gm_get_login_async"};
    enum { CALLS = sizeof calls / sizeof calls[0] };
    static const char *const answers[] = {"ok", "yes", "a", "1", "a:b", "ok", NULL};
    dialog_choose(answers, "");
    call_all_and_wait();
    for (int i = 0; i < CALLS; i++)
        assert_int_equal(said(gm_text("obj_asker calls %s in User Event 0, but no object of this "
                                      "game handles the event ",
                                      calls[i])),
                         1);
    assert_int_equal(said("the event HTTP:"), 5);
    assert_int_equal(said("the event Image Loaded:"), 3);
    assert_int_equal(said("the event Sound Loaded:"), 1);
    assert_int_equal(said("the event Dialog:"), 5);
    assert_int_equal(log_trouble_count(), CALLS);
    support_forget_log();
    call_all_and_wait();
    assert_int_equal(said("nobody hears"), 0); /* once is enough */
}

static void ask_http(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_http_get(NOWHERE);
}

/* The object may come later, and may inherit what it does. */
static void a_request_that_an_object_could_hear_is_fine(void **state) {
    (void)state;
    do_now(ask_http);
    assert_silent();
}

static void a_request_that_only_a_child_could_hear_is_fine(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {
        GM_OBJECT(obj_asker), GM_OBJECT(obj_child), GM_OBJECT(obj_hearer), {0}};
    support_close();
    open_game(false, objects);
    support_make("obj_asker");
    do_now(ask_http);
    assert_silent();
}

/* MARK: the same request in every step */

static void a_request_in_every_step_is_said_once(void **state) {
    (void)state;
    the_act = ask_http;
    support_steps(STEPS_ON_END - 1);
    assert_silent();
    support_steps(1);
    assert_said("obj_asker calls gm_http_get in every step (Step), 30 steps on end");
    support_steps(2 * STEPS_ON_END);
    assert_said("obj_asker calls gm_http_get in every step");
}

static void ask_every_other_step(GmInstance *self, const GmEvent *event) {
    if (gm_step_count() % 2 == 0) ask_http(self, event);
}

static void ask_but_rest_now_and_then(GmInstance *self, const GmEvent *event) {
    if (gm_step_count() % STEPS_ON_END != 0) ask_http(self, event);
}

static void ask_many_in_one_step(GmInstance *self, const GmEvent *event) {
    for (int i = 0; i < 2 * STEPS_ON_END && gm_step_count() == 1; i++)
        ask_http(self, event);
}

static void requests_with_pauses_and_many_at_once_are_fine(void **state) {
    (void)state;
    the_act = ask_many_in_one_step;
    support_steps(3);
    the_act = ask_every_other_step;
    support_steps(3 * STEPS_ON_END);
    the_act = ask_but_rest_now_and_then;
    support_steps(3 * STEPS_ON_END);
    assert_silent();
}

/* Each asks once: a loader that makes one a step, say. */
static void requests_of_one_instance_after_the_other_are_fine(void **state) {
    (void)state;
    for (int i = 0; i < 2 * STEPS_ON_END; i++) {
        GmInstance *self = gm_instance(support_make("obj_asker"));
        the_act = ask_http;
        gm_event_user(self, 0);
        the_act = NULL;
        support_steps(1);
    }
    assert_silent();
}

/* MARK: answers that are mixed up */

static void read_result(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    note(gm_ds_map_find_string(gm_async_load(), "result", "none"));
}

static void read_id_and_result(GmInstance *self, const GmEvent *event) {
    if (gm_ds_map_find_real(gm_async_load(), "id", GM_NONE) > 0) read_result(self, event);
}

static void read_url_and_result(GmInstance *self, const GmEvent *event) {
    gm_ds_map_find_string(gm_async_load(), "url", "");
    read_result(self, event);
}

static void read_group_and_result(GmInstance *self, const GmEvent *event) {
    gm_ds_map_find_real(gm_async_load(), "group_id", GM_NONE);
    read_result(self, event);
}

static void read_request_and_result(GmInstance *self, const GmEvent *event) {
    gm_ds_map_find_real(gm_async_load(), "request", GM_NONE);
    read_result(self, event);
}

static void read_view_and_result(GmInstance *self, const GmEvent *event) {
    assert_string_equal(gm_async_http(event)->result, "hello");
    read_result(self, event);
}

static void read_all(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int map = gm_async_load();
    for (const char *key = gm_ds_map_find_first(map); key != NULL;
         key = gm_ds_map_find_next(map, key))
        gm_ds_map_find_value(map, key);
}

static void read_as_json(GmInstance *self, const GmEvent *event) {
    read_result(self, event);
    note(gm_json_encode(gm_async_load()));
}

static void only_count(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->image_index++;
}

static void answers_read_without_id_are_said_once(void **state) {
    (void)state;
    support_make("obj_hearer");
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_result);
    assert_said("obj_hearer reads answers in HTTP without looking at \"id\"");
}

static void an_answer_that_can_only_be_one_is_fine(void **state) {
    (void)state;
    support_make("obj_hearer");
    for (int i = 0; i < 5; i++)
        ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, read_result);
    assert_silent();
}

static void answers_told_apart_in_any_way_are_fine(void **state) {
    (void)state;
    support_make("obj_eager"); /* is told first, and reads the view */
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_id_and_result);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_url_and_result);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_view_and_result);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_all);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_as_json);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, only_count);
    support_make("obj_many");
    ask_and_answer(EVENT_OTHER_ASYNC_SAVE_LOAD, 3, read_group_and_result);
    support_make("obj_friend");
    ask_and_answer(EVENT_OTHER_SOCIAL, 3, read_request_and_result);
    assert_silent();
}

static void what_nobody_asked_for_needs_no_id(void **state) {
    (void)state;
    support_make("obj_hearer");
    the_hear = read_result;
    open_requests(EVENT_OTHER_WEB_ASYNC, 3); /* unanswered meanwhile */
    gm_async_post(EVENT_OTHER_WEB_ASYNC, gm_payload_map());
    gm_event_perform_async(EVENT_OTHER_WEB_ASYNC, gm_ds_map_create());
    support_steps(1);
    assert_notes("none none");
    assert_silent();
}

/* What an inner event's handler reads is not what the outer one's did, nor is it an answer. */
static void raise_another(void (*hear_it)(GmInstance *self, const GmEvent *event)) {
    void (*outer)(GmInstance * self, const GmEvent *event) = the_hear;
    the_hear = hear_it;
    gm_event_perform_async(EVENT_OTHER_WEB_ASYNC, gm_ds_map_create());
    the_hear = outer;
}

static void read_result_and_raise_another(GmInstance *self, const GmEvent *event) {
    read_result(self, event);
    raise_another(read_id_and_result);
}

static void read_id_and_raise_another(GmInstance *self, const GmEvent *event) {
    read_id_and_result(self, event);
    raise_another(read_result);
}

static void an_event_within_an_event_is_looked_at_by_itself(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 2, read_id_and_raise_another);
    assert_silent();
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 2, read_result_and_raise_another);
    assert_said("obj_hearer reads answers in HTTP without looking at");
}

static void handlers_are_watched_after_a_reload_too(void **state) {
    (void)state;
    static const GmObject *const defs[] = {&obj_asker, &obj_eager, &obj_friend, &obj_hearer,
                                           &obj_many};
    support_make("obj_hearer");
    assert_true(objects_redefine(defs));
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 2, read_result);
    assert_said("obj_hearer reads answers in HTTP without looking at");
}

/* MARK: keys */

static void misspell(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_real(gm_async_load(), "http_staus", 0);
}

static void misspell_capitals(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_value(gm_async_load(), "contentlength");
}

static void ask_for_nonsense(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_exists(gm_async_load(), "colour");
}

static void a_misspelled_key_is_told_the_nearest(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, misspell);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, misspell);
    assert_said("obj_hearer asks for the key \"http_staus\", which the event HTTP does not have; "
                "\"http_status\" is one");
    support_forget_log();
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, misspell_capitals);
    assert_said("\"contentLength\" is one");
    support_forget_log();
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, ask_for_nonsense);
    assert_said(
        "asks for the key \"colour\", which the event HTTP does not have; see asyncade docs 62");
}

static void ask_for_what_may_be_there(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int map = gm_async_load();
    gm_ds_map_find_string(map, "error", "");       /* of the table, missing now */
    gm_ds_map_find_real(map, "extra", 0);          /* in the map, not of the table */
    gm_ds_map_find_real(GM_NONE, "http_staus", 0); /* no map of this event */
    int own = gm_ds_map_create();
    gm_ds_map_find_real(own, "http_staus", 0);
    gm_ds_map_destroy(own);
}

static void keys_that_may_be_there_are_fine(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, ask_for_what_may_be_there);
    the_hear = misspell; /* what a game sends to itself may have any key */
    gm_event_perform_async(EVENT_OTHER_WEB_ASYNC, gm_ds_map_create());
    gm_async_post(EVENT_OTHER_WEB_ASYNC, gm_payload_map());
    support_steps(1);
    assert_silent();
}

/* The same function for several events: obj_many. */
static void ask_for_keys_of_others(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_real(gm_async_load(), "sound_id", 0);
    gm_ds_map_find_string(gm_async_load(), "filename", "");
    gm_ds_map_find_string(gm_async_load(), "event_type", "");
}

static void ask_for_anything(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_string(gm_async_load(), "leaderboard_id", "");
}

static void a_handler_of_several_events_may_ask_for_keys_of_all(void **state) {
    (void)state;
    support_make("obj_many");
    ask_and_answer(EVENT_OTHER_WEB_IMAGE_LOAD, 1, ask_for_keys_of_others);
    ask_and_answer(EVENT_OTHER_AUDIO_PLAYBACK_ENDED, 1, ask_for_keys_of_others);
    ask_and_answer(EVENT_OTHER_WEB_STEAM, 1, ask_for_keys_of_others);
    ask_and_answer(EVENT_OTHER_WEB_STEAM, 1, ask_for_anything);
    assert_silent();
    ask_and_answer(EVENT_OTHER_WEB_IMAGE_LOAD, 1, ask_for_anything);
    assert_said("obj_many asks for the key \"leaderboard_id\", which the event Image Loaded");
}

/* MARK: maps outside their event */

static void read_outside(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    note(gm_ds_map_find_string(gm_async_load(), "result", "none"));
}

static void read_event_data(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (gm_async_load() == GM_NONE) note(gm_ds_map_find_string(gm_event_data(), "message", "none"));
}

static void the_map_of_a_message_is_not_the_asynchronous_one(void **state) {
    (void)state;
    support_make("obj_many");
    the_hear = read_event_data;
    gm_event_perform_async(EVENT_OTHER_MESSAGE_EVENT, gm_ds_map_create());
    assert_silent();
    the_hear = read_outside;
    gm_event_perform_async(EVENT_OTHER_MESSAGE_EVENT, gm_ds_map_create());
    assert_said("obj_many reads gm_async_load() in Broadcast Message, where it is -1: a message's "
                "map is gm_event_data()");
}

static void ask_whether_there_is_a_map(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (gm_async_load() != GM_NONE) fail();
}

static void read_a_map_that_is_not_there(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    note(gm_ds_map_find_string(GM_NONE, "result", "none"));
}

static void the_map_read_outside_its_event_is_said(void **state) {
    (void)state;
    the_act = read_outside;
    support_steps(3);
    assert_notes("none none none");
    assert_said("obj_asker reads gm_async_load() in Step, where it is -1");
}

static void asking_whether_there_is_a_map_is_fine(void **state) {
    (void)state;
    the_act = ask_whether_there_is_a_map;
    support_steps(2);
    do_now(read_a_map_that_is_not_there); /* not what gm_async_load() gave */
    assert_silent();
}

static void keep(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_kept = gm_async_load();
    the_kept_child = (int)gm_ds_map_find_real(the_kept, "response_headers", GM_NONE);
    assert_true(the_kept >= 0 && the_kept_child >= 0);
}

static void read_kept(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_value(the_kept, "result");
}

static void walk_kept_child(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_find_first(the_kept_child);
}

static void a_map_that_was_kept_is_said(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, keep);
    assert_silent();
    do_now(read_kept);
    do_now(read_kept);
    assert_said("obj_asker reads a map in User Event 0 that ended with its asynchronous event");
    support_forget_log();
    the_act = walk_kept_child;
    support_steps(2);
    assert_said("obj_asker reads a map in Step that ended with its asynchronous event");
}

static void keep_a_copy(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_kept = gm_ds_map_create();
    gm_ds_map_copy(the_kept, gm_async_load());
}

static void copies_and_maps_of_ones_own_are_fine(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, keep_a_copy);
    do_now(read_kept);
    gm_ds_map_destroy(the_kept);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, keep);
    int own = gm_ds_map_create(); /* has the number of the map that was kept */
    assert_int_equal(own, the_kept);
    do_now(read_kept);
    gm_ds_map_destroy(own);
    do_now(read_kept); /* the game's own end of its own map */
    assert_silent();
}

static void destroy_and_read(GmInstance *self, const GmEvent *event) {
    read_id_and_result(self, event);
    gm_ds_map_destroy(gm_async_load());
    gm_ds_map_find_string(gm_async_load(), "colour", "");
    gm_instance_destroy(self->id);
}

static void a_handler_may_end_its_map_and_itself(void **state) {
    (void)state;
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 2, destroy_and_read);
    assert_notes("hello");
    assert_silent();
}

/* MARK: time */

static int open_paced(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {
        GM_OBJECT(obj_asker), GM_OBJECT(obj_hearer), GM_OBJECT(obj_many), {0}};
    open_game(true, objects);
    clock_hold(true);
    return 0;
}

static void be_slow(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    clock_move_us(SLOW_US);
}

static void be_quick(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    clock_move_us(QUICK_US);
}

static void a_slow_handler_is_said_once_for_object_and_event(void **state) {
    (void)state;
    support_make("obj_hearer");
    support_make("obj_many");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, be_slow);
    assert_said("obj_hearer took 5.0 ms in one handler of HTTP: more than 4 ms cost frames");
    support_forget_log();
    ask_and_answer(EVENT_OTHER_WEB_IMAGE_LOAD, 3, be_slow);
    assert_said("obj_many took 5.0 ms in one handler of Image Loaded");
    support_forget_log();
    ask_and_answer(EVENT_OTHER_WEB_STEAM, 3, be_slow);
    assert_said("obj_many took 5.0 ms in one handler of Steam");
}

static void a_handler_within_its_time_is_fine(void **state) {
    (void)state;
    support_make("obj_hearer");
    support_make("obj_hearer"); /* each by itself */
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, be_quick);
    assert_silent();
}

static void where_nobody_waits_for_a_frame_no_handler_is_slow(void **state) {
    (void)state;
    clock_hold(true);
    support_make("obj_hearer");
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, be_slow);
    assert_silent();
}

/* MARK: off */

static void make_every_mistake(void) {
    support_make("obj_hearer");
    do_now(read_outside);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 3, read_result);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, misspell);
    ask_and_answer(EVENT_OTHER_WEB_ASYNC, 1, keep);
    note_number("map", the_kept);
    note_number("child", the_kept_child);
    do_now(read_kept);
    the_hear = NULL;
    the_act = ask_http;
    support_steps(2 * STEPS_ON_END);
}

/* The game sees the same: the same texts, the same handles. */
static void off_it_says_nothing_and_on_it_changes_nothing(void **state) {
    (void)state;
    char seen[1024];
    make_every_mistake();
    assert_int_equal(said("warning: "), 5);
    gm_copy_text(seen, sizeof seen, the_notes);
    forget_notes();
    support_close();
    open_hearers(NULL);
    contract_close();
    make_every_mistake();
    assert_silent();
    assert_notes(seen);
}

/* MARK: the program */

static int play(const char *folder, const char *options) {
    return run(gm_text("play %s --headless --fast --steps 3 %s", folder, options));
}

static void the_program_checks_unless_told_not_to(void **state) {
    (void)state;
    static const char code[] = "#include <gm.h>\n"
                               "static void create(GmInstance *s, const GmEvent *e) {\n"
                               "    (void)s, (void)e;\n"
                               "    gm_http_get(\"" NOWHERE "\");\n"
                               "}\n"
                               "const GmObject obj_lonely = {.on = {[GM_CREATE] = create}};\n";
    static const char room[] =
        "{\"type\":\"map\",\"orientation\":\"orthogonal\",\"infinite\":false,"
        "\"width\":4,\"height\":4,\"tilewidth\":16,\"tileheight\":16,\"tilesets\":[],"
        "\"layers\":[{\"type\":\"objectgroup\",\"name\":\"Instances\",\"x\":0,\"y\":0,"
        "\"opacity\":1,\"visible\":true,\"objects\":[{\"id\":1,\"name\":\"obj_lonely\","
        "\"type\":\"\",\"x\":1,\"y\":1,\"width\":0,\"height\":0,\"rotation\":0,"
        "\"visible\":true,\"point\":true}]}]}";
    const char *folder = support_folder(),
               *sentence = "warning: obj_lonely calls gm_http_get in Create, but no object of this "
                           "game handles the event HTTP";
    support_write(folder, "game.json", "{}", 2);
    support_write(folder, "objects/obj_lonely.c", code, sizeof code - 1);
    support_write(folder, "rooms/rm_a.tmj", room, sizeof room - 1);
    assert_int_equal(play(folder, ""), 0);
    assert_non_null(strstr(the_said, sentence));
    assert_int_equal(play(folder, "--strict"), 1);
    assert_non_null(strstr(the_said, sentence));
    assert_int_equal(play(folder, "--strict --no-check"), 0);
    assert_null(strstr(the_said, "warning"));
}

#define HEARERS(test) cmocka_unit_test_setup_teardown(test, open_hearers, close_game)
#define DEAF(test)    cmocka_unit_test_setup_teardown(test, open_deaf, close_game)
#define PACED(test)   cmocka_unit_test_setup_teardown(test, open_paced, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        DEAF(a_request_nobody_hears_names_object_call_and_event),
        HEARERS(a_request_that_an_object_could_hear_is_fine),
        DEAF(a_request_that_only_a_child_could_hear_is_fine),
        HEARERS(a_request_in_every_step_is_said_once),
        HEARERS(requests_with_pauses_and_many_at_once_are_fine),
        HEARERS(requests_of_one_instance_after_the_other_are_fine),
        HEARERS(answers_read_without_id_are_said_once),
        HEARERS(an_answer_that_can_only_be_one_is_fine),
        HEARERS(answers_told_apart_in_any_way_are_fine),
        HEARERS(what_nobody_asked_for_needs_no_id),
        HEARERS(an_event_within_an_event_is_looked_at_by_itself),
        HEARERS(handlers_are_watched_after_a_reload_too),
        HEARERS(a_misspelled_key_is_told_the_nearest),
        HEARERS(keys_that_may_be_there_are_fine),
        HEARERS(a_handler_of_several_events_may_ask_for_keys_of_all),
        HEARERS(the_map_read_outside_its_event_is_said),
        HEARERS(the_map_of_a_message_is_not_the_asynchronous_one),
        HEARERS(asking_whether_there_is_a_map_is_fine),
        HEARERS(a_map_that_was_kept_is_said),
        HEARERS(copies_and_maps_of_ones_own_are_fine),
        HEARERS(a_handler_may_end_its_map_and_itself),
        PACED(a_slow_handler_is_said_once_for_object_and_event),
        PACED(a_handler_within_its_time_is_fine),
        HEARERS(where_nobody_waits_for_a_frame_no_handler_is_slow),
        HEARERS(off_it_says_nothing_and_on_it_changes_nothing),
        cmocka_unit_test(the_program_checks_unless_told_not_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
