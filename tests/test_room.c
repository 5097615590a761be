/* Rooms: entering, leaving, coming back; persistent instances and persistent rooms; the game's
 * start and end. */
#include "notes.h"
#include "boxes.h"
#include "rooms.h"

typedef void (*Deed)(GmInstance *self);
static Deed the_create_deed, the_begin_deed, the_step_deed, the_end_deed, the_clean_up_deed;

/* MARK: objects */

NOTES(on_pre_create, "PreCreate")
NOTES(on_game_start, "GameStart")
NOTES(on_room_start, "RoomStart")
NOTES(on_room_end, "RoomEnd")
NOTES(on_game_end, "GameEnd")
NOTES(on_destroy, "Destroy")
NOTES(on_draw, "Draw")
#define WITH_DEED(function, word, deed)                                                            \
    static void function(GmInstance *self, const GmEvent *event) {                                 \
        (void)event;                                                                               \
        note_of(self, word);                                                                       \
        do_once(&deed, self);                                                                      \
    }
WITH_DEED(on_create, "Create", the_create_deed)
WITH_DEED(on_begin_step, "BeginStep", the_begin_deed)
WITH_DEED(on_step, "Step", the_step_deed)
WITH_DEED(on_end_step, "EndStep", the_end_deed)
WITH_DEED(on_clean_up, "CleanUp", the_clean_up_deed)

#define LIFE                                                                                       \
    [GM_PRE_CREATE] = on_pre_create, [GM_CREATE] = on_create, [GM_GAME_START] = on_game_start,     \
    [GM_ROOM_START] = on_room_start, [GM_ROOM_END] = on_room_end, [GM_GAME_END] = on_game_end,     \
    [GM_DESTROY] = on_destroy, [GM_CLEAN_UP] = on_clean_up

static const GmObject obj_a = {.vars = GM_VARS(Named, name), .on = {LIFE}};

/* Its Create looks at obj_late, which comes later in the room. */
typedef struct Late {
    char name[16];
    bool is_set;
} Late;
static void look_at_late(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    note(gm_instance_exists("obj_late") ? "exists" : "missing");
    note(((const Late *)gm_vars(gm_instance("obj_late")))->is_set ? "set" : "unset");
}
static void set_late(GmInstance *self, const GmEvent *event) {
    (void)event;
    ((Late *)gm_vars(self))->is_set = true;
    note("set now");
}
static const GmObject obj_early = {.on = {[GM_CREATE] = look_at_late}};
static const GmObject obj_late = {.vars = GM_VARS(Late, name, is_set),
                                  .on = {[GM_CREATE] = set_late}};

static const GmObject obj_keeper = {.persistent = true, .vars = GM_VARS(Named, name), .on = {LIFE}};
static const GmObject obj_plain = {.vars = GM_VARS(Named, name)};

/* Steps and draws, with a deed in each; persistent or not. */
#define STEPS                                                                                      \
    [GM_BEGIN_STEP] = on_begin_step, [GM_STEP] = on_step, [GM_END_STEP] = on_end_step,             \
    [GM_DRAW] = on_draw, [GM_ROOM_END] = on_room_end
static const GmObject obj_stepper = {.vars = GM_VARS(Named, name), .on = {STEPS}};

static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a),     GM_OBJECT(obj_early),   GM_OBJECT(obj_keeper), GM_OBJECT(obj_late),
    GM_OBJECT(obj_plain), GM_OBJECT(obj_stepper), {NULL, NULL}};

/* MARK: games of three rooms */

static const char *the_folder;

static int begin(void **state) {
    (void)state;
    forget_notes();
    the_create_deed = the_begin_deed = the_step_deed = the_end_deed = the_clean_up_deed = NULL;
    the_folder = support_folder();
    write_game(the_folder, "\"rm_first\", \"rm_second\", \"rm_third\"");
    write_room(the_folder, "rm_first", false, NULL);
    write_room(the_folder, "rm_second", false, NULL);
    write_room(the_folder, "rm_third", true, NULL);
    return 0;
}

static int end(void **state) {
    (void)state;
    support_close();
    return 0;
}

static void open_game(void) {
    assert_true(support_open_folder(the_folder, objects));
}

static void go(const char *room) {
    gm_room_goto(room);
    support_steps(1);
    assert_string_equal(gm_room_get_name(gm_room()), room);
}

static void to_second(GmInstance *self) {
    (void)self;
    gm_room_goto("rm_second");
}

/* MARK: entering */

/* spec: runtime-model R-5. There is no creation code: what an instance of a room is given by the
 * file is set between its Pre-Create and its Create. */
static void the_first_room_starts_the_game_in_the_promised_order(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_a", 1, 2, CALLED("a1")}, {"obj_a", 3, 4, CALLED("a2")}, {0}});
    open_game();
    assert_notes("obj_a.PreCreate a1.Create obj_a.PreCreate a2.Create a1.GameStart a2.GameStart "
                 "a1.RoomStart a2.RoomStart");
    assert_true(gm_instance("obj_a")->x == 1 && gm_instance("obj_a")->y == 2);
    support_steps(2);
    assert_notes("");
}

/* spec: runtime-model R-6 */
static void all_of_a_room_exist_before_the_first_create(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_early", 0, 0, NULL}, {"obj_late", 0, 0, NULL}, {0}});
    open_game();
    assert_notes("exists unset set now");
}

/* spec: runtime-model R-7 */
static void the_second_room_has_no_game_start(void **state) {
    (void)state;
    write_room(the_folder, "rm_second", false,
               (const Placed[]){{"obj_a", 0, 0, CALLED("b1")}, {"obj_a", 0, 0, CALLED("b2")}, {0}});
    open_game();
    go("rm_second");
    assert_notes("obj_a.PreCreate b1.Create obj_a.PreCreate b2.Create b1.RoomStart b2.RoomStart");
}

static void destroy_the_other(GmInstance *self) {
    for (GmWith each = gm_with("obj_a"); gm_with_next(&each);)
        if (each.self != self) gm_instance_destroy(each.self->id);
}

/* spec: runtime-model 6.4: a Clean Up can run without its Create */
static void an_instance_destroyed_before_its_create_has_none(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_a", 0, 0, CALLED("a1")}, {"obj_a", 0, 0, CALLED("a2")}, {0}});
    the_create_deed = destroy_the_other;
    open_game();
    assert_notes("obj_a.PreCreate a1.Create obj_a.Destroy obj_a.CleanUp a1.GameStart a1.RoomStart");
}

/* MARK: leaving */

/* spec: runtime-model R-16 */
static void who_is_left_behind_gets_room_end_and_clean_up(void **state) {
    (void)state;
    open_game();
    int id = make("obj_a", "a1");
    forget_notes();
    go("rm_second");
    assert_notes("a1.RoomEnd a1.CleanUp");
    assert_null(gm_instance(id));
}

/* spec: runtime-model */
static void a_request_in_begin_step_cuts_the_step_but_not_the_handler(void **state) {
    (void)state;
    open_game();
    make("obj_stepper", "s1");
    make("obj_stepper", "s2");
    support_steps(1);
    forget_notes();
    the_begin_deed = to_second;
    support_steps(1);
    /* s2's Begin Step is held back: s2 is about to go */
    assert_notes("s1.BeginStep s1.RoomEnd s2.RoomEnd");
    assert_int_equal(gm_room(), 1);
}

static void to_second_then_third(GmInstance *self) {
    gm_room_goto("rm_second");
    gm_room_goto("rm_third");
    note_of(self, "goes on");
}

/* spec: runtime-model */
static void the_last_request_wins(void **state) {
    (void)state;
    open_game();
    make("obj_stepper", "s");
    the_step_deed = to_second_then_third;
    support_steps(1);
    assert_notes("s.BeginStep s.Step s.goes on s.RoomEnd");
    assert_int_equal(gm_room(), 2);
}

/* spec: runtime-model R-20 */
static void
after_a_request_in_end_step_the_new_room_steps_and_draws_in_the_same_tick(void **state) {
    (void)state;
    write_room(the_folder, "rm_second", false,
               (const Placed[]){{"obj_stepper", 0, 0, CALLED("new")}, {0}});
    open_game();
    make("obj_stepper", "old");
    the_end_deed = to_second;
    support_steps(1);
    assert_notes("old.BeginStep old.Step old.EndStep old.RoomEnd new.BeginStep new.Step "
                 "new.EndStep new.Draw");
}

/* spec: runtime-model 1.2, 1.4: a request made while drawing lets that picture be finished */
static void draw_to_second(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_room_goto("rm_second");
    gm_draw_set_colour(GM_C_RED);
    gm_draw_rectangle(0, 0, 20, 20, false);
}
static void a_request_made_while_drawing_waits_for_the_picture(void **state) {
    (void)state;
    static const GmObject drawer = {.on = {[GM_DRAW] = draw_to_second}};
    assert_true(support_open_folder(
        the_folder, (const GmNamedObject[]){{"obj_drawer", &drawer}, {NULL, NULL}}));
    support_make("obj_drawer");
    support_steps(1);
    assert_int_equal(gm_room(), 1);
}

static int the_made;
static void leave_and_make(GmInstance *self) {
    (void)self;
    gm_room_goto("rm_second");
    the_made = make("obj_a", "made");
    make("obj_keeper", "kept");
    note("made");
}

/* spec: runtime-model 4.3, 6.4: from the request on */
static void what_is_made_after_a_request_has_no_create_unless_it_comes_along(void **state) {
    (void)state;
    open_game();
    make("obj_stepper", "s");
    the_step_deed = leave_and_make;
    support_steps(1);
    assert_notes("s.BeginStep s.Step kept.PreCreate kept.Create made s.RoomEnd made.RoomEnd "
                 "kept.RoomEnd made.CleanUp kept.RoomStart");
    assert_null(gm_instance(the_made));
}

/* spec: runtime-model 6.4 */
static void a_request_in_create_is_honoured_after_the_switch(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_a", 0, 0, CALLED("a")}, {"obj_keeper", 0, 0, NULL}, {0}});
    the_create_deed = to_second;
    open_game();
    assert_notes("obj_a.PreCreate a.Create obj_keeper.PreCreate obj_keeper.Create "
                 "obj_keeper.GameStart obj_keeper.RoomStart");
    assert_int_equal(gm_room(), 0);
    support_steps(1);
    assert_notes("a.RoomEnd obj_keeper.RoomEnd a.CleanUp obj_keeper.RoomStart");
    assert_int_equal(gm_room(), 1);
}

static void make_one_more(GmInstance *self) {
    (void)self;
    make("obj_plain", "late");
}

static void what_a_clean_up_makes_goes_with_the_room(void **state) {
    (void)state;
    open_game();
    make("obj_a", "a");
    the_clean_up_deed = make_one_more;
    go("rm_second");
    assert_int_equal(gm_instance_number(GM_ALL), 0);
    support_steps(2);
}

/* spec: runtime-model C23 */
static void there_is_no_room_after_the_last_or_before_the_first(void **state) {
    (void)state;
    open_game();
    support_forget_log();
    gm_room_goto_previous();
    assert_non_null(strstr(support_log(), "first room"));
    support_steps(1);
    assert_int_equal(gm_room(), 0);
    gm_room_goto_next();
    support_steps(1);
    assert_int_equal(gm_room(), 1);
    go("rm_third");
    gm_room_goto_next();
    assert_non_null(strstr(support_log(), "last room"));
    support_steps(1);
    assert_int_equal(gm_room(), 2);
    gm_room_goto_previous();
    support_steps(1);
    assert_int_equal(gm_room(), 1);
    support_forget_log();
    gm_room_goto(77);
    gm_room_goto("rm_nowhere");
    assert_non_null(strstr(support_log(), "no room 77"));
    assert_non_null(strstr(support_log(), "\"rm_nowhere\""));
    support_steps(1);
    assert_int_equal(gm_room(), 1);
}

static void rooms_know_their_names_and_neighbours(void **state) {
    (void)state;
    open_game();
    assert_string_equal(gm_room_get_name(0), "rm_first");
    assert_string_equal(gm_room_get_name(3), "<undefined>");
    assert_int_equal(gm_room_next(0), 1);
    assert_int_equal(gm_room_next(2), GM_NONE);
    assert_int_equal(gm_room_previous(0), GM_NONE);
    assert_int_equal(gm_room_previous(2), 1);
    assert_int_equal(gm_room_next(99), GM_NONE);
    assert_true(gm_room_exists(2) && !gm_room_exists(3) && !gm_room_exists(-1));
    assert_int_equal(gm_room_width(), 320);
    assert_int_equal(gm_room_height(), 240);
}

/* MARK: persistent instances */

/* spec: runtime-model R-21 */
static void a_persistent_instance_comes_along(void **state) {
    (void)state;
    write_room(the_folder, "rm_second", false, (const Placed[]){{"obj_a", 0, 0, CALLED("a")}, {0}});
    open_game();
    int id = make("obj_keeper", "k");
    forget_notes();
    gm_instance(id)->x = 12;
    go("rm_second");
    assert_memory_equal(the_notes, "k.RoomEnd obj_a.PreCreate a.Create ", 35);
    assert_non_null(strstr(the_notes, "k.RoomStart"));
    assert_null(strstr(the_notes, "k.Create"));
    assert_true(gm_instance(id)->x == 12);
    assert_string_equal(gm_layer_get_name(gm_layer(gm_instance(id))), "Instances");
    assert_int_equal(gm_instance_number("obj_keeper"), 1);
}

/* spec: runtime-model 4.8: behind the new room's own, which all exist before the first Create */
static void who_comes_along_comes_after_the_rooms_own(void **state) {
    (void)state;
    write_room(
        the_folder, "rm_second", false,
        (const Placed[]){{"obj_a", 0, 0, CALLED("a")}, {"obj_keeper", 0, 0, CALLED("own")}, {0}});
    open_game();
    make("obj_keeper", "k1");
    make("obj_keeper", "k2");
    go("rm_second");
    assert_non_null(strstr(the_notes, "a.RoomStart own.RoomStart k1.RoomStart k2.RoomStart"));
    forget_notes();
    go("rm_first"); /* now three come along, in their order */
    assert_non_null(strstr(the_notes, "own.RoomEnd k1.RoomEnd k2.RoomEnd"));
    assert_non_null(strstr(the_notes, "own.RoomStart k1.RoomStart k2.RoomStart"));
    assert_int_equal(gm_instance_number("obj_keeper"), 3);
    make("obj_keeper", "new");
    forget_notes();
    go("rm_second");
    assert_non_null(strstr(the_notes, "a.RoomStart own.RoomStart k1.RoomStart k2.RoomStart new"));
}

/* spec: runtime-model R-22 */
static void coming_home_makes_no_second_one(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_keeper", 5, 0, CALLED("k")}, {0}});
    open_game();
    int id = gm_instance("obj_keeper")->id;
    go("rm_second");
    gm_instance(id)->x = 99;
    go("rm_first");
    assert_int_equal(gm_instance_number("obj_keeper"), 1);
    assert_int_equal(gm_instance("obj_keeper")->id, id);
    assert_true(gm_instance(id)->x == 99);
    gm_instance_destroy(id);
    go("rm_second");
    go("rm_first"); /* now it is made again */
    assert_int_equal(gm_instance_number("obj_keeper"), 1);
    assert_true(gm_instance("obj_keeper")->x == 5);
}

/* spec: runtime-model R-23 */
static void a_persistent_instance_that_sleeps_is_lost(void **state) {
    (void)state;
    open_game();
    int id = make("obj_keeper", "k");
    forget_notes();
    gm_instance_deactivate_object(id);
    go("rm_second");
    assert_notes("");
    assert_null(gm_instance(id));
    gm_instance_activate_all();
    assert_int_equal(gm_instance_number(GM_ALL), 0);
}

/* spec: runtime-model 4.8 */
static void its_layer_is_found_by_name_or_made(void **state) {
    (void)state;
    open_game();
    int special = gm_layer_create(-300, "Special");
    int named = gm_instance_create_layer(0, 0, special, "obj_keeper");
    int managed = gm_instance_create_depth(0, 0, 444, "obj_keeper");
    go("rm_second");
    assert_string_equal(gm_layer_get_name(gm_layer(gm_instance(named))), "Special");
    assert_int_equal(gm_depth(gm_instance(named)), -300);
    assert_int_equal(gm_depth(gm_instance(managed)), 444);
    assert_false(gm_layer_exists(special)); /* that one was the other room's */
}

/* MARK: persistent rooms */

/* spec: runtime-model R-24 */
static void a_persistent_room_is_as_it_was_left(void **state) {
    (void)state;
    write_room(
        the_folder, "rm_third", true,
        (const Placed[]){{"obj_a", 10, 0, CALLED("a1")}, {"obj_a", 20, 0, CALLED("a2")}, {0}});
    open_game();
    go("rm_third");
    GmInstance *a1 = gm_instance(gm_instance_find("obj_a", 0));
    int id = a1->id, gone = gm_instance_find("obj_a", 1), layer = gm_layer_create(8, "Mine");
    a1->x = 77;
    gm_set_layer(a1, layer);
    gm_instance_destroy(gone);
    int made = make("obj_a", "made");
    forget_notes();
    go("rm_first");
    assert_notes("a1.RoomEnd made.RoomEnd");
    assert_int_equal(gm_instance_number("obj_a"), 0); /* it is not here */
    assert_false(gm_instance_exists(id));
    assert_false(gm_layer_exists(layer));
    support_steps(3);
    go("rm_third");
    assert_notes("a1.RoomStart made.RoomStart");
    assert_true(gm_instance(id) != NULL && gm_instance(id)->x == 77);
    assert_int_equal(gm_layer(gm_instance(id)), layer);
    assert_int_equal(gm_depth(gm_instance(id)), 8);
    assert_null(gm_instance(gone));
    assert_true(gm_instance_exists(made));
    assert_int_equal(gm_instance_number("obj_a"), 2);
}

/* spec: runtime-model 6.4: a persistent room restarted is restored, not rebuilt */
static void restarting_a_persistent_room_restores_it(void **state) {
    (void)state;
    write_room(the_folder, "rm_third", true, (const Placed[]){{"obj_a", 10, 0, CALLED("a1")}, {0}});
    open_game();
    go("rm_third");
    gm_instance("obj_a")->x = 77;
    forget_notes();
    gm_room_restart();
    support_steps(1);
    assert_notes("a1.RoomEnd a1.RoomStart");
    assert_true(gm_instance("obj_a")->x == 77);
}

/* spec: runtime-model 6.4, 4.7: what sleeps in a persistent room stays there, asleep */
static void the_sleepers_of_a_persistent_room_stay_there(void **state) {
    (void)state;
    open_game();
    go("rm_third");
    int id = make("obj_a", "sleeper"), keeper = make("obj_keeper", "k");
    gm_instance_deactivate_object(id);
    gm_instance_deactivate_object(keeper);
    forget_notes();
    go("rm_first");
    assert_notes("");
    gm_instance_activate_all(); /* not from another room */
    assert_int_equal(gm_instance_number(GM_ALL), 0);
    go("rm_third");
    assert_int_equal(gm_instance_number(GM_ALL), 0);
    gm_instance_activate_object(id);
    assert_true(gm_instance_exists(id));
    assert_null(gm_instance(keeper));
    support_steps(1);
    assert_notes("");
    go("rm_first");
    assert_notes("sleeper.RoomEnd");
}

/* MARK: restarting and ending */

/* spec: runtime-model R-26 */
static void a_restarted_room_is_built_again(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false,
               (const Placed[]){{"obj_a", 10, 20, CALLED("a")}, {0}});
    open_game();
    gm_instance("obj_a")->x = 99;
    make("obj_a", "more");
    int keeper = make("obj_keeper", "k");
    forget_notes();
    gm_room_restart();
    support_steps(1);
    assert_non_null(strstr(the_notes, "a.RoomEnd more.RoomEnd k.RoomEnd a.CleanUp more.CleanUp "
                                      "obj_a.PreCreate a.Create"));
    assert_int_equal(gm_instance_number("obj_a"), 1);
    assert_true(gm_instance("obj_a")->x == 10 && gm_instance("obj_a")->y == 20);
    assert_true(gm_instance_exists(keeper));
}

/* spec: runtime-model R-25 */
static void restarting_the_game_ends_persistent_instances_too(void **state) {
    (void)state;
    write_room(the_folder, "rm_first", false, (const Placed[]){{"obj_a", 0, 0, CALLED("a")}, {0}});
    open_game();
    int id = make("obj_keeper", "k"), kept = gm_ds_map_create();
    go("rm_third");
    make("obj_a", "stored"); /* its persistent room is forgotten too */
    go("rm_second");
    forget_notes();
    gm_game_restart();
    support_steps(1);
    assert_int_equal(gm_room(), 0);
    assert_null(gm_instance(id));
    assert_null(strstr(the_notes, "k.RoomEnd"));
    assert_non_null(strstr(the_notes, "obj_a.PreCreate a.Create a.GameStart a.RoomStart"));
    assert_true(gm_ds_exists(kept, GM_DS_TYPE_MAP));
    gm_ds_map_destroy(kept);
    go("rm_third");
    assert_int_equal(gm_instance_number(GM_ALL), 0);
}

static void end_the_game(GmInstance *self) {
    gm_game_end();
    note_of(self, "goes on");
}

/* spec: runtime-model C14, 6.4 */
static void the_game_ends_with_game_end_and_clean_up(void **state) {
    (void)state;
    open_game();
    make("obj_a", "a");
    make("obj_keeper", "k");
    make("obj_stepper", "s");
    support_steps(1);
    forget_notes();
    the_step_deed = end_the_game;
    support_steps(1);
    assert_notes("s.BeginStep s.Step s.goes on a.GameEnd k.GameEnd a.CleanUp k.CleanUp");
    support_steps(3); /* nothing more, whatever is asked for */
    assert_notes("");
}

static void a_game_that_is_closed_ends_too(void **state) {
    (void)state;
    open_game();
    make("obj_a", "a");
    forget_notes();
    support_close();
    assert_notes("a.GameEnd a.CleanUp");
}

/* MARK: ticks, layers, input */

static int the_switches;
static void to_the_other(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (gm_step_count() < 2) return;
    the_switches++;
    gm_room_goto(gm_room() == 0 ? 1 : 0);
}

/* spec: runtime-model R-172 */
static void rooms_that_send_to_each_other_do_not_stop_the_game(void **state) {
    (void)state;
    static const GmObject sender = {.persistent = true, .on = {[GM_STEP] = to_the_other}};
    assert_true(support_open_folder(
        the_folder, (const GmNamedObject[]){{"obj_sender", &sender}, {NULL, NULL}}));
    support_make("obj_sender");
    the_switches = 0;
    support_steps(1);
    assert_int_equal(the_switches, 0);
    support_steps(1);
    assert_int_equal(the_switches, 10);
    assert_int_equal(gm_room(), 0);
    support_steps(1);
    assert_int_equal(the_switches, 20);
}

static void draw_name(GmInstance *self, const GmEvent *event) {
    (void)event;
    note(gm_layer_get_name(gm_layer(self)));
}

#define LAYER(name, depth)                                                                         \
    "{\"type\": \"objectgroup\", \"name\": \"" name "\", \"x\": 0, \"y\": 0, \"opacity\": 1, "     \
    "\"visible\": true, \"properties\": [{\"name\": \"depth\", \"type\": \"int\", "                \
    "\"value\": " depth                                                                            \
    "}], \"objects\": [{\"id\": 1, \"name\": \"\", \"type\": \"obj_drawn\", \"x\": 0, "            \
    "\"y\": 0, \"width\": 0, \"height\": 0, \"rotation\": 0, \"visible\": true, \"point\": "       \
    "true}]}"

/* spec: runtime-model R-144 */
static void room_layers_of_one_depth_are_drawn_as_they_were_declared(void **state) {
    (void)state;
    static const GmObject drawn = {.on = {[GM_DRAW] = draw_name}};
    write_layers(the_folder, "rm_first", false,
                 LAYER("P", "5") ", " LAYER("Q", "5") ", " LAYER("Far", "6"));
    assert_true(support_open_folder(the_folder,
                                    (const GmNamedObject[]){{"obj_drawn", &drawn}, {NULL, NULL}}));
    gm_instance_create_layer(0, 0, gm_layer_create(5, "New"), "obj_drawn");
    support_steps(1);
    assert_notes("Far New P Q");
}

/* spec: runtime-model R-83 */
static void a_key_that_is_held_is_still_held_in_the_next_room(void **state) {
    (void)state;
    open_game();
    key_down('A');
    support_steps(1);
    go("rm_second");
    assert_true(gm_keyboard_check('A'));
    support_steps(1);
    assert_true(gm_keyboard_check('A'));
    assert_false(gm_keyboard_check_pressed('A'));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_first_room_starts_the_game_in_the_promised_order),
        CASE(all_of_a_room_exist_before_the_first_create),
        CASE(the_second_room_has_no_game_start),
        CASE(an_instance_destroyed_before_its_create_has_none),
        CASE(who_is_left_behind_gets_room_end_and_clean_up),
        CASE(a_request_in_begin_step_cuts_the_step_but_not_the_handler),
        CASE(the_last_request_wins),
        CASE(after_a_request_in_end_step_the_new_room_steps_and_draws_in_the_same_tick),
        CASE(a_request_made_while_drawing_waits_for_the_picture),
        CASE(what_is_made_after_a_request_has_no_create_unless_it_comes_along),
        CASE(a_request_in_create_is_honoured_after_the_switch),
        CASE(what_a_clean_up_makes_goes_with_the_room),
        CASE(there_is_no_room_after_the_last_or_before_the_first),
        CASE(rooms_know_their_names_and_neighbours),
        CASE(a_persistent_instance_comes_along),
        CASE(who_comes_along_comes_after_the_rooms_own),
        CASE(coming_home_makes_no_second_one),
        CASE(a_persistent_instance_that_sleeps_is_lost),
        CASE(its_layer_is_found_by_name_or_made),
        CASE(a_persistent_room_is_as_it_was_left),
        CASE(restarting_a_persistent_room_restores_it),
        CASE(the_sleepers_of_a_persistent_room_stay_there),
        CASE(a_restarted_room_is_built_again),
        CASE(restarting_the_game_ends_persistent_instances_too),
        CASE(the_game_ends_with_game_end_and_clean_up),
        CASE(a_game_that_is_closed_ends_too),
        CASE(rooms_that_send_to_each_other_do_not_stop_the_game),
        CASE(room_layers_of_one_depth_are_drawn_as_they_were_declared),
        CASE(a_key_that_is_held_is_still_held_in_the_next_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
