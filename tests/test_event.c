/* Calling events: inherited handlers, user events, events performed by hand; objects' questions. */
#include "notes.h"

#include "../events/event.h"

static int the_object, the_type, the_number;

static void note_event(const GmInstance *self, const GmEvent *event, const char *word) {
    note_of(self, word);
    the_object = event->object;
    the_type = event->type;
    the_number = event->number;
}

/* MARK: objects. grandparent <- parent <- child <- last */

static void grandparent_step(GmInstance *self, const GmEvent *event) {
    note_event(self, event, "GrandparentStep");
    gm_event_inherited(self, event); /* it has no parent: nothing */
}
static void grandparent_user(GmInstance *self, const GmEvent *event) {
    note_event(self, event, "GrandparentUser");
}
static void parent_user(GmInstance *self, const GmEvent *event) {
    note_event(self, event, "ParentUser");
    gm_event_inherited(self, event);
}
static void child_step(GmInstance *self, const GmEvent *event) {
    note_event(self, event, "ChildStep");
    gm_event_inherited(self, event);
    note_event(self, event, "after");
}
static void child_end_step(GmInstance *self, const GmEvent *event) {
    gm_event_inherited(self, event); /* nobody above has it */
    note_event(self, event, "EndStep");
}
static void on_alarm(GmInstance *self, const GmEvent *event) {
    note_event(self, event, "Alarm");
    assert_ptr_equal(event->other, self);
}

static const GmObject obj_child = {
    .parent = "obj_parent",
    .vars = GM_VARS(Named, name),
    .on = {[GM_STEP] = child_step, [GM_END_STEP] = child_end_step, [GM_ALARM(2)] = on_alarm}};
static const GmObject obj_grandparent = {.vars = GM_VARS(Named, name),
                                         .on = {[GM_STEP] = grandparent_step,
                                                [GM_USER(3)] = grandparent_user,
                                                [GM_USER(0)] = grandparent_user,
                                                [GM_USER(15)] = grandparent_user}};
static const GmObject obj_last = {.parent = "obj_child", .vars = GM_VARS(Named, name)};
static const GmObject obj_parent = {
    .parent = "obj_grandparent", .vars = GM_VARS(Named, name), .on = {[GM_USER(3)] = parent_user}};
static const GmObject obj_stranger = {.vars = GM_VARS(Named, name)};

static const GmNamedObject objects[] = {GM_OBJECT(obj_child),    GM_OBJECT(obj_grandparent),
                                        GM_OBJECT(obj_last),     GM_OBJECT(obj_parent),
                                        GM_OBJECT(obj_stranger), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    the_object = the_type = the_number = -99;
    support_open(objects);
    return 0;
}

/* MARK: event_inherited */

/* spec: runtime-model, 2.7 */
static void inheriting_passes_over_parents_without_the_event(void **state) {
    (void)state;
    make("obj_child", "c");
    support_steps(1);
    assert_notes("c.ChildStep c.GrandparentStep c.after c.EndStep");
    make("obj_last", "l"); /* it inherits the handler that inherits */
    gm_instance_destroy(gm_instance_find("obj_child", 0));
    support_steps(1);
    assert_notes("l.ChildStep l.GrandparentStep l.after l.EndStep");
    assert_int_equal(the_object, gm_object("obj_child"));
}

static int the_inner_object, the_outer_object;
static void outer_step(GmInstance *self, const GmEvent *event) {
    gm_event_inherited(self, event);
    the_outer_object = event->object;
}
static void inner_step(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_inner_object = event->object;
}

/* spec: runtime-model 2.7: event_object is whose handler runs, and is back afterwards */
static void event_object_is_the_owner_of_the_running_handler(void **state) {
    (void)state;
    static const GmObject above = {.on = {[GM_STEP] = inner_step}};
    static const GmObject below = {.parent = "obj_above", .on = {[GM_STEP] = outer_step}};
    support_close();
    support_open(
        (const GmNamedObject[]){{"obj_above", &above}, {"obj_below", &below}, {NULL, NULL}});
    support_make("obj_below");
    support_steps(1);
    assert_int_equal(the_inner_object, gm_object("obj_above"));
    assert_int_equal(the_outer_object, gm_object("obj_below"));
}

/* MARK: user events, performed events */

/* spec: runtime-model R-76 */
static void user_events_are_0_to_15(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_grandparent", "g"));
    gm_event_user(self, 16);
    gm_event_user(self, -1);
    gm_event_user(self, 1000);
    assert_notes("");
    gm_event_user(self, 3);
    assert_notes("g.GrandparentUser");
    assert_int_equal(the_type, 7);
    assert_int_equal(the_number, 13);
    gm_event_user(self, 0);
    assert_int_equal(the_number, 10);
    gm_event_user(self, 15);
    assert_int_equal(the_number, 25);
    gm_event_user(self, 5); /* nobody handles it */
    assert_notes("g.GrandparentUser g.GrandparentUser");
}

/* spec: runtime-model 2.7, R-77 */
static void a_performed_event_runs_at_once_for_its_instance_alone(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_child", "c1"));
    make("obj_child", "c2");
    gm_event_perform(self, GM_EV_ALARM, 2);
    note("returned");
    assert_notes("c1.Alarm returned");
    assert_int_equal(the_type, 2);
    assert_int_equal(the_number, 2);
    gm_event_perform(self, GM_EV_ALARM, 3);
    assert_notes("");
}

/* spec: runtime-model 2.7: each handler of the chain runs once */
static void performing_an_objects_event_starts_at_that_object(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_stranger", "s"));
    gm_event_perform_object(self, "obj_parent", GM_EV_OTHER, 13);
    assert_notes("s.ParentUser s.GrandparentUser");
    gm_event_perform_object(self, "obj_last", GM_EV_OTHER, 13); /* inherited from obj_parent */
    assert_notes("s.ParentUser s.GrandparentUser");
    assert_int_equal(the_object, gm_object("obj_grandparent"));
    gm_event_perform_object(self, "obj_stranger", GM_EV_OTHER, 13);
    assert_notes("");
}

static void what_cannot_be_performed_is_said(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_child", "c"));
    support_forget_log();
    gm_event_perform(self, 99, 0);
    assert_non_null(strstr(support_log(), "no such event"));
    support_forget_log();
    gm_event_perform_object(self, 1234, GM_EV_STEP, 0);
    assert_non_null(strstr(support_log(), "no such object"));
    support_forget_log();
    gm_event_perform(self, GM_EV_DRAW, 0);
    assert_non_null(strstr(support_log(), "draw events"));
    assert_notes("");
}

/* MARK: kinds and numbers */

/* spec: runtime-model 2.1 to 2.6 */
static void every_kind_has_its_numbers_and_they_lead_back(void **state) {
    (void)state;
    for (int kind = 0; kind < GM_EVENT_COUNT; kind++) {
        int type, number;
        event_numbers((GmEventKind)kind, &type, &number);
        assert_int_equal(event_kind(type, number), kind);
        assert_true(strlen(event_name((GmEventKind)kind)) > 3);
    }
    assert_int_equal(event_kind(3, 3), GM_EVENT_COUNT);
    assert_int_equal(event_kind(2, 12), GM_EVENT_COUNT);
    assert_int_equal(event_kind(5, 256), GM_EVENT_COUNT);
    assert_int_equal(event_kind(7, 26), GM_EVENT_COUNT);
    assert_int_equal(event_kind(-1, 0), GM_EVENT_COUNT);
}

/* MARK: what may be asked about objects */

/* spec: runtime-model 3 */
static void objects_know_their_names_and_parents(void **state) {
    (void)state;
    int child = gm_object("obj_child"), parent = gm_object("obj_parent");
    int grandparent = gm_object("obj_grandparent"), last = gm_object("obj_last");
    assert_true(gm_object_exists(child));
    assert_false(gm_object_exists(-1));
    assert_false(gm_object_exists(1000));
    assert_string_equal(gm_object_get_name(child), "obj_child");
    assert_string_equal(gm_object_get_name(1000), "<undefined>");
    assert_int_equal(gm_object_get_parent(child), parent);
    assert_true(gm_object_get_parent(grandparent) < 0);
    assert_true(gm_object_is_ancestor(last, grandparent));
    assert_true(gm_object_is_ancestor(child, parent));
    assert_false(gm_object_is_ancestor(child, child)); /* strict */
    assert_false(gm_object_is_ancestor(parent, child));
    assert_false(gm_object_is_ancestor(1000, parent));
    assert_false(gm_object_is_ancestor(child, 1000));
}

static bool opens(const GmNamedObject *list) {
    bool opened = support_open_folder(NULL, list);
    if (opened) support_close();
    return opened;
}

static void a_parent_that_is_not_there_or_circular_is_said_by_name(void **state) {
    (void)state;
    static const GmObject orphan = {.parent = "obj_nobody"}, first = {.parent = "obj_second"},
                          second = {.parent = "obj_first"}, self_made = {.parent = "obj_self"};
    support_close();
    assert_false(opens((const GmNamedObject[]){{"obj_orphan", &orphan}, {NULL, NULL}}));
    assert_non_null(strstr(support_log(), "obj_orphan"));
    assert_non_null(strstr(support_log(), "\"obj_nobody\""));
    assert_false(opens(
        (const GmNamedObject[]){{"obj_first", &first}, {"obj_second", &second}, {NULL, NULL}}));
    assert_non_null(strstr(support_log(), "leads back to itself"));
    assert_false(opens((const GmNamedObject[]){{"obj_self", &self_made}, {NULL, NULL}}));
    support_open(objects); /* and the next game opens as if nothing had been */
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(inheriting_passes_over_parents_without_the_event),
        CASE(event_object_is_the_owner_of_the_running_handler),
        CASE(user_events_are_0_to_15),
        CASE(a_performed_event_runs_at_once_for_its_instance_alone),
        CASE(performing_an_objects_event_starts_at_that_object),
        CASE(what_cannot_be_performed_is_said),
        CASE(every_kind_has_its_numbers_and_they_lead_back),
        CASE(objects_know_their_names_and_parents),
        CASE(a_parent_that_is_not_there_or_circular_is_said_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
