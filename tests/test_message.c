/* Messages (76): those on a sprite's sub-images, those of the game's own, and event_data. Those of
 * sequences: test_sequence.c. */
#include "messages.h"

/* MARK: the game */

static const GmObject obj_pacer = {
    .sprite = "spr_walk", .vars = GM_VARS(Named, name), .on = {[GM_STEP] = message_pace}};
static const GmObject obj_walker = {.sprite = "spr_walk", .vars = GM_VARS(Named, name)};
static const GmNamedObject objects[] = {
    GM_OBJECT(obj_ear), GM_OBJECT(obj_pacer), GM_OBJECT(obj_walker), GM_OBJECT(obj_keeper), {0}};

/* Opens a game whose spr_walk has six sub-images, one a step, and this side file. */
static void open_with(const char *side_file) {
    message_folder(false);
    png_plain(the_folder, "sprites/spr_walk_strip6.png", 6, 1, 0xFFFFFFFF);
    support_write_text(the_folder, "sprites/spr_walk.json", side_file);
    assert_true(support_open_folder(the_folder, objects));
    forget_notes();
}

static void open_hit_on_3(void) {
    open_with("{\"speed\": 60, \"messages\": {\"3\": [\"hit\"]}}");
}

/* MARK: when */

/* spec: async-events BM-1, for a sprite's animation */
static void a_message_comes_once_when_the_animation_reaches_its_sub_image(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "ear");
    make("obj_walker", "w");
    support_steps(2);
    assert_notes("");
    support_steps(1); /* 2 to 3 */
    assert_notes("ear.hit");
    support_steps(5); /* on to 5, and around to 2 */
    assert_notes("");
    support_steps(1);
    assert_notes("ear.hit");
}

/* spec: async-events BM-2, 17.4 */
static void several_texts_are_several_events_in_their_order(void **state) {
    (void)state;
    open_with("{\"speed\": 60, \"messages\": {\"2\": [\"c\"], \"1\": [\"b\", \"a\", \"b\"]}}");
    make("obj_ear", "e1");
    make("obj_ear", "e2");
    make("obj_walker", "w");
    support_steps(1);
    assert_notes("e1.b e2.b e1.a e2.a e1.b e2.b");
    support_steps(1);
    assert_notes("e1.c e2.c");
}

static int the_sender;

static void check_sender(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    assert_int_equal(gm_ds_map_size(gm_event_data()), 3);
    assert_string_equal(gm_ds_map_find_string(gm_event_data(), "event_type", ""), "sprite event");
    assert_int_equal(gm_ds_map_find_real(gm_event_data(), "element_id", -1), the_sender);
    assert_int_equal(gm_broadcast_message(event)->element_id, the_sender);
    note("checked");
}

/* spec: async-events BM-3 */
static void the_map_says_which_instance_it_was(void **state) {
    (void)state;
    static const GmObject obj_checker = {.on = {[GM_BROADCAST_MESSAGE] = check_sender}};
    static const GmNamedObject all[] = {GM_OBJECT(obj_checker), GM_OBJECT(obj_walker), {0}};
    open_hit_on_3();
    support_close();
    assert_true(support_open_folder(the_folder, all));
    support_make("obj_checker");
    the_sender = make("obj_walker", "w");
    support_steps(3);
    assert_notes("checked");
}

/* spec: async-events 17.4: just after the Step event, senders by age */
static void messages_come_after_the_step_event_of_all(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "ear");
    make("obj_pacer", "p1");
    make("obj_walker", "w");
    make("obj_pacer", "p2");
    support_steps(2);
    forget_notes();
    support_steps(1);
    assert_notes("p1.step p2.step ear.hit ear.hit ear.hit");
}

static void set_index(const char *object, double index) {
    for (GmWith each = gm_with(gm_object(object)); gm_with_next(&each);)
        each.self->image_index = index;
}

/* spec: async-events 17.2 */
static void setting_image_index_reaches_nothing(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "ear");
    make("obj_walker", "w");
    support_steps(1);
    set_index("obj_walker", 3); /* onto the sub-image: it is not reached, but left */
    support_steps(1);
    assert_notes("");
    set_index("obj_walker", 5);
    support_steps(1);
    assert_notes("");
    set_index("obj_walker", 2.5); /* before it: the animation itself goes on to it */
    support_steps(1);
    assert_notes("ear.hit");
}

static void set_speed(const char *object, double speed) {
    for (GmWith each = gm_with(gm_object(object)); gm_with_next(&each);)
        each.self->image_speed = speed;
}

static void animations_that_skip_turn_back_or_rest_say_what_they_pass(void **state) {
    (void)state;
    open_with("{\"speed\": 60, \"messages\": {\"0\": [\"0\"], \"1\": [\"1\"], \"2\": [\"2\"],"
              "\"3\": [\"3\"], \"4\": [\"4\"], \"5\": [\"5\"]}}");
    make("obj_ear", "e");
    make("obj_walker", "w");
    set_speed("obj_walker", 4);
    support_steps(1); /* 0 to 4 */
    assert_notes("e.1 e.2 e.3 e.4");
    support_steps(1); /* 4 to 8, which is 2 */
    assert_notes("e.5 e.0 e.1 e.2");
    set_speed("obj_walker", -1.5);
    support_steps(1); /* 2 to 0.5 */
    assert_notes("e.1 e.0");
    support_steps(1); /* 0.5 to -1, which is 5 */
    assert_notes("e.5");
    set_speed("obj_walker", 0);
    support_steps(2);
    assert_notes("");
    set_speed("obj_walker", 0.25);
    support_steps(3);
    assert_notes("");
    support_steps(1); /* slowly over the edge */
    assert_notes("e.0");
    set_speed("obj_walker", 1000); /* each once */
    support_steps(1);
    assert_notes("e.1 e.2 e.3 e.4 e.5 e.0");
}

/* MARK: to whom */

static void silence(GmInstance *self) {
    (void)self;
    gm_instance_deactivate_object(GM_ALL);
}

/* spec: async-events BM-5 */
static void who_is_deactivated_hears_nothing(void **state) {
    (void)state;
    open_with("{\"speed\": 60, \"messages\": {\"1\": [\"deed\", \"after\"]}}");
    make("obj_ear", "e1");
    int sleeper = make("obj_ear", "e2");
    make("obj_walker", "w");
    gm_instance_deactivate_object(sleeper);
    support_steps(1);
    assert_notes("e1.deed e1.after");
    gm_instance_activate_object(sleeper);
    set_index("obj_walker", 0);
    the_deed = silence; /* the first to hear puts all to sleep, the second included */
    support_steps(1);
    assert_notes("e1.deed");
}

/* spec: async-events 17.4 */
static void while_a_room_change_is_pending_only_the_persistent_hear(void **state) {
    (void)state;
    open_with("{\"speed\": 60, \"messages\": {\"1\": [\"deed\", \"after\"]}}");
    make("obj_ear", "e");
    make("obj_keeper", "k");
    make("obj_walker", "w");
    the_deed = leave_room;
    support_steps(1);
    assert_notes("e.deed k.deed k.after");
}

/* spec: async-events BM-4 */
static void outside_event_data_is_minus_one(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_pacer", "p"); /* its Step handler looks */
    assert_int_equal(gm_event_data(), -1);
    support_steps(4);
    assert_int_equal(gm_event_data(), -1);
}

static void perform_message(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_event_perform(self, GM_EV_OTHER, EVENT_OTHER_MESSAGE_EVENT);
}

static void hear_nothing(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    assert_int_equal(gm_event_data(), -1);
    note("performed");
}

/* spec: async-events 17.5 */
static void a_performed_message_has_no_event_data(void **state) {
    (void)state;
    static const GmObject obj_performer = {
        .on = {[GM_STEP] = perform_message, [GM_BROADCAST_MESSAGE] = hear_nothing}};
    static const GmNamedObject all[] = {GM_OBJECT(obj_performer), {0}};
    support_open(all);
    support_make("obj_performer");
    forget_notes();
    support_steps(1);
    assert_notes("performed");
}

static void inside_social(GmInstance *self, const GmEvent *event) {
    (void)event;
    int outer = gm_async_load(), map = gm_ds_map_create();
    assert_int_equal(gm_event_data(), -1);
    gm_ds_map_set_string(map, "event_type", "message");
    gm_ds_map_set_string(map, "message", "inner");
    gm_event_perform_async(EVENT_OTHER_MESSAGE_EVENT, map);
    assert_int_equal(gm_async_load(), outer);
    assert_int_equal(gm_event_data(), -1);
    note_of(self, "social");
}

static const GmObject obj_social = {.vars = GM_VARS(Named, name),
                                    .on = {[GM_ASYNC_SOCIAL] = inside_social}};

/* spec: async-events 1.8, BM-4 */
static void messages_and_asynchronous_events_do_not_mix_their_maps(void **state) {
    (void)state;
    static const GmNamedObject all[] = {GM_OBJECT(obj_ear), GM_OBJECT(obj_social), {0}};
    support_open(all);
    make("obj_ear", "ear");
    make("obj_social", "s");
    forget_notes();
    gm_event_perform_async(EVENT_OTHER_SOCIAL, gm_ds_map_create());
    assert_notes("ear.inner s.social");
}

/* MARK: the game's own */

static void a_message_of_the_games_own_reaches_all_in_the_next_step(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "e1");
    make("obj_ear", "e2");
    gm_message("hello");
    gm_message("again");
    assert_notes("");
    support_steps(1);
    assert_notes("e1.hello e2.hello e1.again e2.again");
    support_steps(1);
    assert_notes("");
}

static void answer(GmInstance *self) {
    (void)self;
    gm_message("deed");
}

static void a_message_sent_in_a_message_comes_a_step_later(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "e");
    the_deed = answer;
    gm_message("deed");
    for (int i = 0; i < 3; i++) {
        support_steps(1);
        assert_notes("e.deed");
    }
}

/* MARK: where they are written */

static void aseprites_user_data_of_tags_and_cels_are_messages(void **state) {
    (void)state;
    open_with("{\"frames\": ["
              "{\"frame\": {\"x\": 0, \"y\": 0, \"w\": 1, \"h\": 1}, \"duration\": 17},"
              "{\"frame\": {\"x\": 1, \"y\": 0, \"w\": 1, \"h\": 1}, \"duration\": 17},"
              "{\"frame\": {\"x\": 2, \"y\": 0, \"w\": 1, \"h\": 1}, \"duration\": 16}],"
              "\"messages\": {\"1\": [\"own\"]},"
              "\"meta\": {\"frameTags\": [{\"name\": \"hop\", \"from\": 1, \"to\": 2,"
              "\"direction\": \"forward\", \"data\": \"tag\"}, {\"name\": \"x\", \"from\": 0,"
              "\"to\": 0, \"direction\": \"forward\"}],"
              "\"layers\": [{\"name\": \"body\", \"opacity\": 255, \"blendMode\": \"normal\","
              "\"cels\": [{\"frame\": 1, \"data\": \"left\\nright\\r\\n\"}, {\"frame\": 2,"
              "\"color\": \"#f00\"}]}, {\"name\": \"top\", \"cels\": [{\"frame\": 1,"
              "\"data\": \"top\"}]}]}}");
    make("obj_ear", "e");
    make("obj_walker", "w");
    support_steps(2);
    assert_notes("e.own e.tag e.left e.right e.top");
}

static bool has_reloaded(void) {
    return strstr(support_log(), "reloaded") != NULL;
}

static void messages_may_change_while_the_game_runs(void **state) {
    (void)state;
    open_hit_on_3();
    make("obj_ear", "e");
    make("obj_walker", "w");
    const char *fresh = "{\"speed\": 60, \"messages\": {\"1\": [\"new\"]}}";
    support_write_text(the_folder, "sprites/spr_walk.json", fresh);
    assert_true(support_until(has_reloaded));
    forget_notes();
    support_steps(6);
    assert_notes("e.new");
}

#define TEST(test) cmocka_unit_test_teardown(test, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_message_comes_once_when_the_animation_reaches_its_sub_image),
        TEST(several_texts_are_several_events_in_their_order),
        TEST(the_map_says_which_instance_it_was),
        TEST(messages_come_after_the_step_event_of_all),
        TEST(setting_image_index_reaches_nothing),
        TEST(animations_that_skip_turn_back_or_rest_say_what_they_pass),
        TEST(who_is_deactivated_hears_nothing),
        TEST(while_a_room_change_is_pending_only_the_persistent_hear),
        TEST(outside_event_data_is_minus_one),
        TEST(a_performed_message_has_no_event_data),
        TEST(messages_and_asynchronous_events_do_not_mix_their_maps),
        TEST(a_message_of_the_games_own_reaches_all_in_the_next_step),
        TEST(a_message_sent_in_a_message_comes_a_step_later),
        TEST(aseprites_user_data_of_tags_and_cels_are_messages),
        TEST(messages_may_change_while_the_game_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
