/* Sequences: their messages (76), their heads, how they are drawn, when they end, their files. */
#include "messages.h"

#include <math.h>

/* MARK: the game */

NOTES(hear_system, "system")

static const GmObject obj_pacer = {.vars = GM_VARS(Named, name), .on = {[GM_STEP] = message_pace}};
static const GmObject obj_system = {.vars = GM_VARS(Named, name),
                                    .on = {[GM_ASYNC_SYSTEM] = hear_system}};
static const GmObject obj_red = {.sprite = "spr_red"};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ear),    GM_OBJECT(obj_pacer),
                                        GM_OBJECT(obj_keeper), GM_OBJECT(obj_system),
                                        GM_OBJECT(obj_red),    {0}};

static void write_sequence(const char *text) {
    support_write(the_folder, "sequences/seq_a.json", text, strlen(text));
}

/* A new game folder with this sequence: rm_a persistent or not, rm_b. */
static void make_folder(const char *sequence, bool persistent) {
    message_folder(persistent);
    png_plain(the_folder, "sprites/spr_red.png", 4, 4, 0xFF0000FF);
    png_plain(the_folder, "sprites/spr_blue.png", 4, 4, 0xFFFF0000);
    uint32_t colours[] = {0xFF00FF00, 0xFFFFFFFF};
    png_write(the_folder, "sprites/spr_dot_strip2.png", 2, 1, colours);
    write_sequence(sequence);
    the_event_type = "sequence event";
}

static void open_with(const char *sequence) {
    make_folder(sequence, false);
    assert_true(support_open_folder(the_folder, objects));
    forget_notes();
}

static int lay(void) {
    return gm_layer_sequence_create("Instances", 0, 0, "seq_a");
}

static int close_game(void **state) {
    (void)state;
    support_close();
    return 0;
}

#define HIT_ON_3 "{\"length\": 10, \"speed\": 60, \"messages\": {\"3\": [\"hit\"]}}"

/* MARK: messages */

/* spec: async-events BM-1 */
static void a_message_comes_once_when_the_head_crosses_its_frame(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    make("obj_ear", "ear");
    lay();
    support_steps(2);
    assert_notes("");
    support_steps(1); /* 2 to 3 */
    assert_notes("ear.hit");
    support_steps(20);
    assert_notes("");
}

/* spec: async-events BM-2, 17.4 */
static void several_texts_are_several_events_in_their_order(void **state) {
    (void)state;
    open_with("{\"length\": 10, \"messages\": {\"2\": [\"c\"], \"1\": [\"b\", \"a\", \"b\"]}}");
    make("obj_ear", "e1");
    make("obj_ear", "e2");
    lay();
    support_steps(1);
    assert_notes("e1.b e2.b e1.a e2.a e1.b e2.b");
    support_steps(1);
    assert_notes("e1.c e2.c");
}

static int the_sender;

static void check_sender(GmInstance *self, const GmEvent *event) {
    (void)self;
    assert_int_equal(gm_ds_map_size(gm_event_data()), 3);
    assert_string_equal(gm_ds_map_find_string(gm_event_data(), "event_type", ""), "sequence event");
    assert_string_equal(gm_ds_map_find_string(gm_event_data(), "message", ""), "hit");
    assert_int_equal(gm_ds_map_find_real(gm_event_data(), "element_id", -1), the_sender);
    assert_int_equal(gm_broadcast_message(event)->element_id, the_sender);
    note("checked");
}

/* spec: async-events BM-1, 17.3 */
static void the_map_says_which_element_it_was(void **state) {
    (void)state;
    static const GmObject obj_checker = {.on = {[GM_BROADCAST_MESSAGE] = check_sender}};
    static const GmNamedObject all[] = {GM_OBJECT(obj_checker), {0}};
    make_folder(HIT_ON_3, false);
    assert_true(support_open_folder(the_folder, all));
    support_make("obj_checker");
    forget_notes();
    the_sender = lay();
    assert_true(the_sender >= GM_FIRST_INSTANCE_ID);
    assert_false(gm_instance_exists(the_sender));
    support_steps(3);
    assert_notes("checked");
}

/* spec: async-events BM-4, 17.4: just before the Step event of all */
static void messages_come_before_the_step_event_of_all(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    make("obj_pacer", "p1");
    make("obj_ear", "ear");
    make("obj_pacer", "p2");
    lay();
    lay();
    support_steps(2);
    forget_notes();
    assert_int_equal(gm_event_data(), -1);
    support_steps(1);
    assert_notes("ear.hit ear.hit p1.step p2.step");
    assert_int_equal(gm_event_data(), -1);
}

/* spec: async-events BM-5 */
static void who_is_deactivated_hears_nothing(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    make("obj_ear", "e1");
    gm_instance_deactivate_object(make("obj_ear", "e2"));
    lay();
    support_steps(5);
    assert_notes("e1.hit");
}

/* spec: async-events 17.4 */
static void while_a_room_change_is_pending_only_the_persistent_hear(void **state) {
    (void)state;
    open_with("{\"length\": 9, \"messages\": {\"1\": [\"deed\", \"after\"]}}");
    make("obj_ear", "e");
    make("obj_keeper", "k");
    make("obj_pacer", "p");
    lay();
    the_deed = leave_room;
    support_steps(1);
    assert_notes("e.deed k.deed k.after");
}

/* spec: async-events 16.5: what the manual lets a sequence's own method hear, instances hear, in
 * whatever state sequences are */
static void system_events_reach_instances_and_a_sequence_adds_none(void **state) {
    (void)state;
    open_with("{\"length\": 2}");
    make("obj_system", "s");
    support_steps(2); /* the sound's status (SY-4) has come */
    forget_notes();
    int paused = lay();
    gm_layer_sequence_pause(paused);
    lay();
    for (int i = 0; i < 4; i++) { /* playing, then finished */
        assert_true(gm_async_post(EVENT_OTHER_SYSTEM_EVENT, gm_payload_map()));
        support_steps(1);
        assert_notes("s.system");
    }
    assert_true(gm_layer_sequence_is_paused(paused));
}

/* MARK: heads */

#define ALL_SIX                                                                                    \
    "\"length\": 6, \"messages\": {\"0\": [\"0\"], \"1\": [\"1\"], \"2\": [\"2\"],"                \
    "\"3\": [\"3\"], \"4\": [\"4\"], \"5\": [\"5\"]}"

static void heads_that_skip_or_go_around_say_what_they_pass(void **state) {
    (void)state;
    open_with("{\"loop\": true, " ALL_SIX "}");
    make("obj_ear", "e");
    int film = lay();
    gm_layer_sequence_speedscale(film, 4);
    support_steps(1); /* 0 to 4; the frame where it begins counts */
    assert_notes("e.0 e.1 e.2 e.3 e.4");
    support_steps(1); /* 4 to 8, which is 2 */
    assert_notes("e.5 e.0 e.1 e.2");
    gm_layer_sequence_speedscale(film, 0);
    support_steps(2);
    assert_notes("");
    gm_layer_sequence_speedscale(film, -1.5);
    support_steps(1); /* 2 to 0.5 */
    assert_notes("e.1");
    assert_float_equal(gm_layer_sequence_get_headpos(film), 0.5, 0);
    support_steps(1); /* 0.5 to -1, which is 5 */
    assert_notes("e.0 e.5");
    gm_layer_sequence_speedscale(film, 0.25);
    support_steps(3);
    assert_notes("");
    support_steps(1); /* slowly over the edge */
    assert_notes("e.0");
    gm_layer_sequence_speedscale(film, 1e300); /* each once */
    support_steps(1);
    assert_notes("e.1 e.2 e.3 e.4 e.5 e.0");
    assert_false(gm_layer_sequence_is_finished(film));
    assert_in_range((int)gm_layer_sequence_get_headpos(film), 0, 5);
    gm_layer_sequence_destroy(film);
    gm_layer_sequence_speedscale(lay(), 100); /* so also in the first step */
    support_steps(1);
    assert_notes("e.0 e.1 e.2 e.3 e.4 e.5");
}

static void one_that_does_not_loop_finishes_at_either_end(void **state) {
    (void)state;
    open_with("{" ALL_SIX "}");
    make("obj_ear", "e");
    int film = lay();
    gm_layer_sequence_speedscale(film, 4);
    support_steps(2);
    assert_notes("e.0 e.1 e.2 e.3 e.4 e.5");
    assert_true(gm_layer_sequence_is_finished(film));
    assert_float_equal(gm_layer_sequence_get_headpos(film), 6, 0);
    support_steps(2);
    assert_notes("");
    gm_layer_sequence_speedscale(film, -4);
    support_steps(1); /* it is finished */
    assert_notes("");
    gm_layer_sequence_play(film);
    support_steps(2);
    assert_notes("e.5 e.4 e.3 e.2 e.1 e.0");
    assert_true(gm_layer_sequence_is_finished(film));
    gm_layer_sequence_speedscale(film, 1);
    gm_layer_sequence_play(film);
    assert_false(gm_layer_sequence_is_finished(film));
    support_steps(1);
    assert_notes("e.0 e.1");
}

/* spec: async-events 17.2 */
static void setting_the_head_raises_nothing(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    make("obj_ear", "ear");
    int film = lay();
    gm_layer_sequence_headpos(film, 3); /* onto the frame: it is not reached, but left */
    support_steps(1);
    assert_notes("");
    gm_layer_sequence_headpos(film, 2.5); /* before it: the sequence goes on to it by itself */
    support_steps(1);
    assert_notes("ear.hit");
    gm_layer_sequence_headpos(film, 99);
    assert_float_equal(gm_layer_sequence_get_headpos(film), 10, 0);
    support_steps(1);
    assert_true(gm_layer_sequence_is_finished(film));
    gm_layer_sequence_headpos(film, -1);
    assert_false(gm_layer_sequence_is_finished(film));
    assert_float_equal(gm_layer_sequence_get_headpos(film), 0, 0);
    assert_notes("");
}

static void a_paused_one_stands_still_and_says_nothing(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    make("obj_ear", "ear");
    int film = lay();
    support_steps(2);
    gm_layer_sequence_pause(film);
    assert_true(gm_layer_sequence_is_paused(film));
    support_steps(5);
    assert_notes("");
    assert_float_equal(gm_layer_sequence_get_headpos(film), 2, 0);
    gm_layer_sequence_play(film);
    assert_false(gm_layer_sequence_is_paused(film));
    support_steps(1);
    assert_notes("ear.hit");
}

static void its_speed_is_frames_per_second(void **state) {
    (void)state;
    open_with("{\"length\": 100, \"speed\": 15}");
    int film = lay();
    support_steps(10);
    assert_float_equal(gm_layer_sequence_get_headpos(film), 2.5, 0);
    gm_game_set_speed(30);
    support_steps(1);
    assert_float_equal(gm_layer_sequence_get_headpos(film), 3, 0);
}

/* MARK: coming and going */

static int the_films[2];

static void destroy_both(GmInstance *self) {
    (void)self;
    gm_layer_sequence_destroy(the_films[0]);
    gm_layer_sequence_destroy(the_films[1]);
    lay();
}

static void what_a_step_crossed_is_said_also_if_it_is_destroyed_meanwhile(void **state) {
    (void)state;
    open_with("{\"length\": 9, \"messages\": {\"1\": [\"deed\"], \"2\": [\"late\"]}}");
    make("obj_ear", "e");
    the_films[0] = lay();
    the_films[1] = lay();
    the_deed = destroy_both;
    support_steps(1);
    the_deed = NULL;
    assert_notes("e.deed e.deed");
    assert_false(gm_layer_sequence_exists("Instances", the_films[0]));
    support_steps(2); /* those that were made meanwhile */
    assert_notes("e.deed e.deed e.late e.late");
}

static void it_ends_with_its_layer_and_keeps_a_layer_made_for_a_depth(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    int layer = gm_layer_create(50, "Films"), film = gm_layer_sequence_create(layer, 0, 0, "seq_a");
    int other = lay();
    assert_true(gm_layer_sequence_exists(layer, film));
    assert_false(gm_layer_sequence_exists("Instances", film));
    gm_layer_destroy(layer);
    assert_false(gm_layer_sequence_exists(layer, film));
    assert_false(gm_layer_sequence_exists(gm_layer_create(50, "Films"), film));
    assert_true(gm_layer_sequence_exists("Instances", other));
    make("obj_ear", "ear");
    support_steps(4);
    assert_notes("ear.hit"); /* the other's */
    int red = gm_instance_create_depth(0, 0, -7, "obj_red");
    int managed = gm_layer(gm_instance(red));
    film = gm_layer_sequence_create(managed, 0, 0, "seq_a");
    gm_instance_destroy(red);
    support_steps(1);
    assert_true(gm_layer_exists(managed));
    gm_layer_sequence_destroy(film);
    support_steps(1);
    assert_false(gm_layer_exists(managed));
}

static void go(int room) {
    gm_room_goto(room);
    support_steps(1);
    assert_int_equal(gm_room(), room);
}

static void it_ends_with_its_room(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    int film = lay();
    go(1);
    make("obj_ear", "ear");
    assert_false(gm_layer_sequence_exists("Instances", film));
    go(0);
    assert_false(gm_layer_sequence_exists("Instances", film));
    support_steps(5);
    assert_notes("");
}

static void it_waits_in_a_persistent_room(void **state) {
    (void)state;
    make_folder(HIT_ON_3, true);
    assert_true(support_open_folder(the_folder, objects));
    make("obj_ear", "ear");
    forget_notes();
    int film = lay();
    support_steps(2);
    go(1);
    assert_false(gm_layer_sequence_exists("Instances", film));
    support_steps(5);
    assert_notes("");
    gm_room_goto(0);
    support_steps(1); /* the change, and at once the room's next step */
    assert_notes("ear.hit");
    assert_true(gm_layer_sequence_exists("Instances", film));
}

static bool log_has(const char *text) {
    return strstr(support_log(), text) != NULL;
}

static void wrong_calls_warn_and_do_nothing(void **state) {
    (void)state;
    open_with(HIT_ON_3);
    assert_int_equal(gm_layer_sequence_create("Instances", 0, 0, "seq_none"), GM_NONE);
    assert_true(log_has("there is no sequence \"seq_none\" in this game"));
    assert_int_equal(gm_layer_sequence_create(999, 0, 0, "seq_a"), GM_NONE);
    assert_true(log_has("gm_layer_sequence_create: there is no layer 999 in this room"));
    assert_true(gm_sequence_exists(gm_sequence("seq_a")));
    assert_false(gm_sequence_exists(77));
    gm_layer_sequence_destroy(5);
    assert_true(log_has("gm_layer_sequence_destroy: there is no sequence element 5 in this room"));
    gm_layer_sequence_pause(5);
    gm_layer_sequence_play(5);
    gm_layer_sequence_headpos(5, 1);
    gm_layer_sequence_speedscale(5, 1);
    gm_layer_sequence_x(5, 1);
    gm_layer_sequence_y(5, 1);
    assert_false(gm_layer_sequence_is_paused(5) || gm_layer_sequence_is_finished(5));
    assert_true(gm_layer_sequence_get_headpos(5) + gm_layer_sequence_get_speedscale(5) +
                    gm_layer_sequence_get_x(5) + gm_layer_sequence_get_y(5) ==
                0);
    int film = lay();
    gm_layer_sequence_speedscale(film, INFINITY);
    assert_true(log_has("gm_layer_sequence_speedscale: expected a finite number, but it is inf"));
    gm_layer_sequence_headpos(film, NAN);
    support_steps(1);
    assert_float_equal(gm_layer_sequence_get_headpos(film), 1, 0);
}

/* MARK: drawing */

enum { RED = 0x0000FF, BLUE = 0xFF0000, GREEN = 0x00FF00, BLACK = 0 };

static void sprites_go_evenly_from_key_to_key(void **state) {
    (void)state;
    open_with("{\"length\": 8, \"sprites\": [{\"sprite\": \"spr_red\", \"keys\": ["
              "{\"frame\": 2, \"x\": 20, \"y\": 10}, {\"frame\": 6, \"x\": 40, \"xscale\": 3}]}]}");
    int film = gm_layer_sequence_create("Instances", 100, 50, "seq_a");
    assert_float_equal(gm_layer_sequence_get_x(film), 100, 0);
    assert_float_equal(gm_layer_sequence_get_y(film), 50, 0);
    gm_layer_sequence_pause(film);
    support_steps(1); /* before the first key */
    assert_int_equal(support_pixel(120, 60), RED);
    assert_int_equal(support_pixel(119, 60), BLACK);
    assert_int_equal(support_pixel(124, 63), BLACK);
    gm_layer_sequence_headpos(film, 4);
    support_steps(1); /* half way: 30, twice as wide */
    assert_int_equal(support_pixel(129, 60), BLACK);
    assert_int_equal(support_pixel(130, 60), RED);
    assert_int_equal(support_pixel(137, 63), RED);
    assert_int_equal(support_pixel(138, 63), BLACK);
    gm_layer_sequence_headpos(film, 8);
    gm_layer_sequence_x(film, 10);
    gm_layer_sequence_y(film, 0);
    gm_layer_x("Instances", 5);
    support_steps(1); /* after the last key, at 10 + 5 + 40 */
    assert_int_equal(support_pixel(54, 10), BLACK);
    assert_int_equal(support_pixel(55, 10), RED);
    assert_int_equal(support_pixel(66, 13), RED);
    gm_layer_set_visible("Instances", false);
    support_steps(1);
    assert_int_equal(support_pixel(55, 10), BLACK);
}

static void turning_and_fading_are_keys_too(void **state) {
    (void)state;
    open_with("{\"length\": 4, \"sprites\": [{\"sprite\": \"spr_red\", \"keys\": ["
              "{\"frame\": 0, \"x\": 20, \"y\": 20, \"alpha\": 0, \"yscale\": 2},"
              "{\"frame\": 4, \"angle\": 180, \"alpha\": 1}]}]}");
    int film = lay();
    gm_layer_sequence_pause(film);
    support_steps(1);
    assert_int_equal(support_pixel(21, 21), BLACK);
    gm_layer_sequence_headpos(film, 2); /* a quarter turn: its height goes to the right */
    support_steps(1);
    assert_in_range(support_pixel(26, 17), 0x7E, 0x82);
    assert_int_equal(support_pixel(21, 25), BLACK);
    gm_layer_sequence_headpos(film, 4);
    support_steps(1);
    assert_int_equal(support_pixel(17, 13), RED);
}

/* spec: runtime-model 6.2 */
static void it_lies_over_its_layers_instances_and_a_later_one_behind(void **state) {
    (void)state;
    open_with("{\"length\": 4, \"loop\": true, \"sprites\": ["
              "{\"sprite\": \"spr_red\", \"keys\": [{\"frame\": 0}]},"
              "{\"sprite\": \"spr_blue\", \"keys\": [{\"frame\": 0, \"x\": 2}]}]}");
    int first = gm_layer_sequence_create("Instances", 10, 10, "seq_a");
    gm_layer_sequence_create("Instances", 8, 10, "seq_a"); /* blue from 10 to 13 */
    gm_instance_create_layer(14, 10, "Instances", "obj_red");
    support_steps(1);
    assert_int_equal(support_pixel(8, 10), RED);
    assert_int_equal(support_pixel(10, 10), RED); /* the first's red over the second's blue */
    assert_int_equal(support_pixel(13, 10), BLUE);
    assert_int_equal(support_pixel(15, 10), BLUE); /* over the instance */
    assert_int_equal(support_pixel(17, 10), RED);
    gm_layer_sequence_destroy(first);
    support_steps(1);
    assert_int_equal(support_pixel(10, 10), BLUE);
}

static void its_sprites_show_their_sub_images_at_their_own_speed(void **state) {
    (void)state;
    open_with("{\"length\": 60, \"sprites\": [{\"sprite\": \"spr_dot\", \"keys\": [{\"frame\": 0}]}"
              "]}");
    lay(); /* 60 frames a second, 30 sub-images */
    support_steps(1);
    assert_int_equal(support_pixel(0, 0), GREEN);
    support_steps(1);
    assert_int_equal(support_pixel(0, 0), 0xFFFFFF);
    support_steps(2);
    assert_int_equal(support_pixel(0, 0), GREEN);
}

/* MARK: files */

static void expect(const char *text, const char *sentence) {
    char wanted[256];
    write_sequence(text);
    assert_false(support_open_folder(the_folder, objects));
    snprintf(wanted, sizeof wanted, "/sequences/seq_a.json:%s", sentence);
    if (!log_has(wanted)) fail_msg("expected \"%s\" in \"%s\"", wanted, support_log());
}

#define SPRITE_KEYS(keys)                                                                          \
    "{\"length\": 9, \"sprites\": [{\"sprite\": \"spr_red\", \"keys\": " keys "}]}"

static void a_broken_file_is_said_with_field_and_what_was_expected(void **state) {
    (void)state;
    make_folder("", false);
    expect("{\"length\": 9,\n\"loop\" true}", "2:8: at `true}`: expected a comma");
    expect("[]", " expected an object { }, but it is a list [ ]");
    expect("{}", " length: expected a whole number of frames, at least 1");
    expect("{\"length\": 0}", " length: expected a whole number from 1 to 1000000, but it is 0");
    expect("{\"length\": 9, \"speed\": 0}", " speed: expected frames per second, more than 0");
    expect("{\"length\": 9, \"loop\": 1}", " loop: expected true or false, but it is a number");
    expect("{\"length\": 9, \"messages\": {\"9\": [\"x\"]}}",
           " messages.9: expected the number of a frame, \"0\" to \"8\"");
    expect("{\"length\": 9, \"messages\": {\"1\": [3]}}",
           " messages.1[0]: expected a text, but it is a number");
    expect("{\"length\": 9, \"sprites\": [3]}",
           " sprites[0]: expected an object { }, but it is a number");
    expect("{\"length\": 9, \"sprites\": [{}]}",
           " sprites[0].sprite: expected the name of a sprite");
    expect("{\"length\": 9, \"sprites\": [{\"sprite\": \"spr_x\"}]}",
           " sprites[0].sprite: expected the name of a sprite, but there is no \"spr_x\"");
    expect(SPRITE_KEYS("[]"), " sprites[0].keys: expected a list of keys, at least one");
    expect(SPRITE_KEYS("[{}]"), " sprites[0].keys[0].frame: expected the number of a frame");
    expect(SPRITE_KEYS("[{\"frame\": 10}]"),
           " sprites[0].keys[0].frame: expected a number from 0 to the length, 9, but it is 10");
    expect(SPRITE_KEYS("[{\"frame\": 1}, {\"frame\": 1}]"),
           " sprites[0].keys[1].frame: expected more than 1, that of the key before, but it is 1");
    expect(SPRITE_KEYS("[{\"frame\": 1, \"alpha\": \"half\"}]"),
           " sprites[0].keys[0].alpha: expected a number, but it is a text");
    write_sequence("{\"length\": 9, \"lenght\": 9}");
    assert_true(support_open_folder(the_folder, objects));
    assert_true(log_has("there is no field \"lenght\"; known are length, speed, loop, messages"));
}

static bool has_reloaded(void) {
    return log_has("seq_a.json reloaded");
}

static bool has_complained(void) {
    return log_has("length: expected");
}

static void it_may_change_while_the_game_runs(void **state) {
    (void)state;
    open_with("{\"length\": 100, \"speed\": 6000, \"messages\": {\"3\": [\"old\"]}}");
    make("obj_ear", "ear");
    int film = lay();
    support_steps(1);
    assert_notes("ear.old");
    write_sequence("{\"length\": 0}");
    assert_true(support_until(has_complained)); /* what was there stays */
    assert_float_equal(gm_layer_sequence_get_headpos(film), 100, 0);
    write_sequence("{\"length\": 4, \"messages\": {\"1\": [\"new\"]}}");
    assert_true(support_until(has_reloaded));
    gm_layer_sequence_play(film);
    forget_notes();
    support_steps(2);
    assert_notes("ear.new");
}

#define TEST(test) cmocka_unit_test_teardown(test, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_message_comes_once_when_the_head_crosses_its_frame),
        TEST(several_texts_are_several_events_in_their_order),
        TEST(the_map_says_which_element_it_was),
        TEST(messages_come_before_the_step_event_of_all),
        TEST(who_is_deactivated_hears_nothing),
        TEST(while_a_room_change_is_pending_only_the_persistent_hear),
        TEST(system_events_reach_instances_and_a_sequence_adds_none),
        TEST(heads_that_skip_or_go_around_say_what_they_pass),
        TEST(one_that_does_not_loop_finishes_at_either_end),
        TEST(setting_the_head_raises_nothing),
        TEST(a_paused_one_stands_still_and_says_nothing),
        TEST(its_speed_is_frames_per_second),
        TEST(what_a_step_crossed_is_said_also_if_it_is_destroyed_meanwhile),
        TEST(it_ends_with_its_layer_and_keeps_a_layer_made_for_a_depth),
        TEST(it_ends_with_its_room),
        TEST(it_waits_in_a_persistent_room),
        TEST(wrong_calls_warn_and_do_nothing),
        TEST(sprites_go_evenly_from_key_to_key),
        TEST(turning_and_fading_are_keys_too),
        TEST(it_lies_over_its_layers_instances_and_a_later_one_behind),
        TEST(its_sprites_show_their_sub_images_at_their_own_speed),
        TEST(a_broken_file_is_said_with_field_and_what_was_expected),
        TEST(it_may_change_while_the_game_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
