/* Asynchronous events: the general cases of the specification, raised from handlers. */
#include "notes.h"
#include "rooms.h"

#include "../events/dispatch.h"
#include "../platform/origin.h"

static int the_map; /* gm_async_load() as a handler saw it */
static void (*the_deed)(GmInstance *self, const GmEvent *event); /* what the first handler does */

/* MARK: objects */

/* Social: notes its name, "n" of the map if it is there, and does the deed of the test once. */
static void note_n(const GmInstance *self, const char *word) {
    char line[64];
    double n = gm_ds_map_find_real(gm_async_load(), "n", -1);
    if (n >= 0)
        snprintf(line, sizeof line, "%s(%g)", word, n);
    else
        snprintf(line, sizeof line, "%s", word);
    note_of(self, line);
}

static void social(GmInstance *self, const GmEvent *event) {
    void (*deed)(GmInstance *, const GmEvent *) = the_deed;
    note_n(self, "Social");
    the_map = gm_async_load();
    the_deed = NULL;
    if (deed != NULL) deed(self, event);
}

static void child_social(GmInstance *self, const GmEvent *event) {
    note_n(self, "ChildSocial");
    if (gm_ds_map_find_real(gm_async_load(), "inherit", 0) > 0) gm_event_inherited(self, event);
}

static void system_event(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_n(self, "System");
}

static void save_load(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_n(self, "SaveLoad");
    GmPayload *payload = gm_payload_map();
    gm_payload_real(payload, "n", gm_ds_map_find_real(gm_async_load(), "n", 0) + 1);
    assert_true(gm_async_post(EVENT_OTHER_ASYNC_SAVE_LOAD, payload));
}

static void http(GmInstance *self, const GmEvent *event) {
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->status > 0) return;
    note_of(self, gm_text("Http(%s)", answer->result));
}

/* Raises Social with {n: 1} in its Step, on what the test asks. */
static bool the_caller_raises;
static void caller_step(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (!the_caller_raises) return;
    the_caller_raises = false;
    int map = gm_ds_map_create();
    gm_ds_map_set(map, "n", 1);
    gm_event_perform_async(EVENT_OTHER_SOCIAL, map);
    note("returned");
    assert_false(gm_ds_exists(map, GM_DS_TYPE_MAP));
    assert_int_equal(gm_async_load(), GM_NONE);
}

static const GmObject obj_a = {.vars = GM_VARS(Named, name),
                               .on = {[GM_ASYNC_SOCIAL] = social, [GM_ASYNC_HTTP] = http}};
static const GmObject obj_caller = {.on = {[GM_STEP] = caller_step}};
static const GmObject obj_child = {.parent = "obj_a", .vars = GM_VARS(Named, name)};
static const GmObject obj_child_own = {
    .parent = "obj_a", .vars = GM_VARS(Named, name), .on = {[GM_ASYNC_SOCIAL] = child_social}};
static const GmObject obj_keeper = {.persistent = true,
                                    .vars = GM_VARS(Named, name),
                                    .on = {[GM_ASYNC_SOCIAL] = social, [GM_ASYNC_HTTP] = http}};
static const GmObject obj_saver = {.vars = GM_VARS(Named, name),
                                   .on = {[GM_ASYNC_SAVE_LOAD] = save_load}};
static const GmObject obj_system = {.vars = GM_VARS(Named, name),
                                    .on = {[GM_ASYNC_SYSTEM] = system_event}};

/* Where gm_async_load() is -1: notes every other answer. */
static void look(GmInstance *self, const GmEvent *event) {
    (void)self;
    if (gm_async_load() != GM_NONE) note("async_load is not -1");
    note_number("seen", event->type * 100 + event->number);
}
static void look_and_set_alarm(GmInstance *self, const GmEvent *event) {
    look(self, event);
    gm_alarm_set(self, 0, 1);
}
static const GmObject obj_looker = {.on = {[GM_CREATE] = look_and_set_alarm,
                                           [GM_ALARM(0)] = look,
                                           [GM_STEP] = look,
                                           [GM_DRAW] = look}};

NOTES(begin_step, "B")
NOTES(step, "S")
NOTES(letter_a, "A")
static const GmObject obj_letters = {
    .on = {[GM_BEGIN_STEP] = begin_step, [GM_ASYNC_SOCIAL] = letter_a, [GM_STEP] = step}};

static void sound_loaded(GmInstance *self, const GmEvent *event) {
    note_of(self, gm_text("SoundLoaded(%d)", gm_async_sound(event)->id));
}
static const GmObject obj_sounds = {.on = {[GM_ASYNC_SOUND_LOADED] = sound_loaded}};

static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a),      GM_OBJECT(obj_caller),  GM_OBJECT(obj_child),  GM_OBJECT(obj_child_own),
    GM_OBJECT(obj_keeper), GM_OBJECT(obj_letters), GM_OBJECT(obj_looker), GM_OBJECT(obj_saver),
    GM_OBJECT(obj_sounds), GM_OBJECT(obj_system),  {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    the_deed = NULL;
    the_caller_raises = false;
    support_open(objects);
    return 0;
}

/* Raises Social with {n: n} from the Step of an instance that does not handle it. */
static void raise_social(void) {
    if (!gm_instance_exists("obj_caller")) support_make("obj_caller");
    the_caller_raises = true;
    support_steps(1);
}

static void post(int event, double n) {
    GmPayload *payload = gm_payload_map();
    gm_payload_real(payload, "n", n);
    assert_true(gm_async_post(event, payload));
}

/* MARK: async_load */

/* spec: async-events G-1 */
static void async_load_is_minus_1_outside_asynchronous_events(void **state) {
    (void)state;
    support_make("obj_looker");
    support_steps(1);
    /* Create 0/0, Alarm 2/0, Step 3/0, Draw 8/0 */
    assert_notes("seen=0 seen=200 seen=300 seen=800");
    assert_int_equal(gm_async_load(), GM_NONE);
}

/* spec: async-events G-2, runtime-model R-108 */
static void every_instance_runs_it_before_the_call_returns(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    raise_social();
    assert_notes("a1.Social(1) a2.Social(1) a3.Social(1) returned");
}

/* spec: async-events G-3 */
static void a_deactivated_instance_gets_nothing(void **state) {
    (void)state;
    make("obj_a", "a1");
    int a2 = make("obj_a", "a2");
    make("obj_a", "a3");
    gm_instance_deactivate_object(a2);
    raise_social();
    assert_notes("a1.Social(1) a3.Social(1) returned");
}

static void destroy_others(GmInstance *self, const GmEvent *event) {
    (void)event;
    for (GmWith each = gm_with("obj_a"); gm_with_next(&each);)
        if (each.self != self) gm_instance_destroy(each.self->id);
}

/* spec: async-events G-4 */
static void an_instance_destroyed_meanwhile_gets_nothing(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    the_deed = destroy_others;
    raise_social();
    assert_notes("a1.Social(1) returned");
}

static void deactivate_others(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_deactivate_all(self);
}

/* spec: async-events 1.5, eligibility */
static void an_instance_deactivated_meanwhile_gets_nothing(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_keeper", "k1");
    the_deed = deactivate_others;
    raise_social();
    assert_notes("a1.Social(1) returned");
}

static void deactivate_itself(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_instance_deactivate_object(self->id);
}

/* spec: async-events 1.5: the next one is not skipped by accident (differs from HTML5) */
static void an_instance_that_leaves_the_list_makes_nobody_lose_its_turn(void **state) {
    (void)state;
    int a1 = make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    gm_instance_destroy(a1); /* its entry is still in the list */
    make("obj_a", "a4");
    the_deed = deactivate_itself;
    raise_social();
    assert_notes("a2.Social(1) a3.Social(1) a4.Social(1) returned");
}

static void make_another(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    make("obj_a", "new");
    make("obj_keeper", "kept"); /* its object comes later in the broadcast */
}

/* spec: async-events G-5 */
static void an_instance_made_meanwhile_waits_for_the_next_event(void **state) {
    (void)state;
    make("obj_a", "a1");
    the_deed = make_another;
    raise_social();
    assert_notes("a1.Social(1) returned");
    raise_social();
    assert_notes("a1.Social(1) new.Social(1) kept.Social(1) returned");
}

/* spec: async-events 1.5: object index, then creation */
static void the_order_is_by_object_then_by_age(void **state) {
    (void)state;
    make("obj_keeper", "k1");
    make("obj_child", "c1");
    make("obj_a", "a1");
    make("obj_a", "a2");
    raise_social();
    assert_notes("a1.Social(1) a2.Social(1) c1.Social(1) k1.Social(1) returned");
}

/* MARK: inheritance */

static int the_event_object, the_event_type, the_event_number;
static void note_event(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_event_object = event->object;
    the_event_type = event->type;
    the_event_number = event->number;
}

/* spec: async-events G-6 */
static void a_child_without_a_handler_runs_its_parents(void **state) {
    (void)state;
    make("obj_child", "b1");
    the_deed = note_event;
    raise_social();
    assert_notes("b1.Social(1) returned");
    assert_int_equal(the_event_object, gm_object("obj_a"));
    assert_int_equal(the_event_type, GM_EV_OTHER);
    assert_int_equal(the_event_number, 70);
    make("obj_a", "a1");
    raise_social();
    assert_notes("a1.Social(1) b1.Social(1) returned");
}

/* spec: async-events G-7 */
static void a_child_that_overrides_runs_only_its_own(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_child_own", "b1");
    raise_social();
    assert_notes("a1.Social(1) b1.ChildSocial(1) returned");
}

static void ask_to_inherit(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_set(gm_async_load(), "inherit", 1);
}

/* spec: async-events G-8 */
static void event_inherited_runs_the_parents_with_the_same_map(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_child_own", "b1");
    the_deed = ask_to_inherit;
    raise_social();
    assert_notes("a1.Social(1) b1.ChildSocial(1) b1.Social(1) returned");
}

/* MARK: the map */

static void set_n(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_set(gm_async_load(), "n", 5);
}

/* spec: async-events G-9 */
static void handlers_of_one_event_share_its_map(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    the_deed = set_n;
    raise_social();
    assert_notes("a1.Social(1) a2.Social(5) returned");
    raise_social(); /* the next event has a map of its own */
    assert_notes("a1.Social(1) a2.Social(1) returned");
}

static void raise_system(GmInstance *self, const GmEvent *event) {
    int outer = gm_async_load(), map = gm_ds_map_create();
    gm_ds_map_set(map, "n", 2);
    gm_event_perform_async(EVENT_OTHER_SYSTEM_EVENT, map);
    assert_int_equal(gm_async_load(), outer);
    note_n(self, "Again");
    note_event(self, event);
}

/* spec: async-events G-10 */
static void events_nest_and_the_outer_map_is_back_afterwards(void **state) {
    (void)state;
    support_steps(1); /* the event of the start */
    make("obj_a", "a1");
    make("obj_system", "s1");
    the_deed = raise_system;
    raise_social();
    assert_notes("a1.Social(1) s1.System(2) a1.Again(1) returned");
    assert_int_equal(the_event_number, 70);
}

/* spec: async-events G-14 */
static void the_map_is_gone_in_the_next_step(void **state) {
    (void)state;
    make("obj_a", "a1");
    the_map = GM_NONE;
    post(EVENT_OTHER_SOCIAL, 3);
    support_steps(1);
    assert_notes("a1.Social(3)");
    assert_int_not_equal(the_map, GM_NONE);
    assert_false(gm_ds_exists(the_map, GM_DS_TYPE_MAP));
    assert_int_equal(gm_ds_map_find_value(the_map, "n").kind, GM_UNDEFINED);
}

static void perform_social_alone(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_event_perform(self, GM_EV_OTHER, EVENT_OTHER_SOCIAL);
    note_event(self, event);
}

/* spec: async-events G-15, 1.10 */
static void event_perform_runs_it_for_the_caller_only_and_without_a_map(void **state) {
    (void)state;
    int a1 = make("obj_a", "a1");
    make("obj_a", "a2");
    the_deed = note_event;
    gm_event_perform(gm_instance(a1), GM_EV_OTHER, EVENT_OTHER_SOCIAL);
    assert_notes("a1.Social");
    assert_int_equal(the_map, GM_NONE);
    assert_int_equal(the_event_number, 70);
    the_deed = perform_social_alone; /* inside another event the map stays what it is */
    raise_social();
    assert_notes("a1.Social(1) a1.Social(1) a2.Social(1) returned");
}

static void try_to_change_async_load(GmInstance *self, const GmEvent *event) {
    (void)event;
    int copy = gm_async_load();
    copy++;
    if (copy != gm_async_load()) note_n(self, "Unchanged");
}

/* spec: async-events G-20. C has no name to assign to: async_load is what a function returns, so
 * that nothing a handler does with the number changes it. */
static void async_load_cannot_be_changed(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    the_deed = try_to_change_async_load;
    raise_social();
    assert_notes("a1.Social(1) a1.Unchanged(1) a2.Social(1) returned");
}

static void destroy_the_map(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_ds_map_destroy(gm_async_load());
}

/* spec: async-events G-21 */
static void a_handler_may_destroy_the_map(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    the_deed = destroy_the_map;
    post(EVENT_OTHER_SOCIAL, 4);
    support_steps(1);
    assert_notes("a1.Social(4) a2.Social"); /* n reads as missing */
    the_deed = destroy_the_map;
    raise_social();
    assert_notes("a1.Social(1) a2.Social returned");
}

static int the_own_map;
static void make_own_map(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_own_map = gm_ds_map_create();
    gm_ds_map_set(the_own_map, "mine", 1);
}
static void destroy_the_map_and_make_one(GmInstance *self, const GmEvent *event) {
    destroy_the_map(self, event);
    make_own_map(self, event); /* its number must not be the one that was freed just now */
}

/* spec: async-events 1.7: "the final destroy is skipped" */
static void a_map_made_after_that_is_not_mistaken_for_the_events(void **state) {
    (void)state;
    make("obj_a", "a1");
    the_deed = destroy_the_map_and_make_one;
    post(EVENT_OTHER_SOCIAL, 4);
    support_steps(1);
    assert_true(gm_ds_map_find_real(the_own_map, "mine", 0) > 0);
    gm_ds_map_destroy(the_own_map);
    the_deed = destroy_the_map_and_make_one;
    gm_event_perform_async(EVENT_OTHER_SOCIAL, gm_ds_map_create());
    assert_true(gm_ds_map_find_real(the_own_map, "mine", 0) > 0);
    gm_ds_map_destroy(the_own_map);
}

/* spec: async-events 1.10: a dead map: the event runs, look-ups are undefined */
static void a_map_that_is_not_there_reads_as_undefined(void **state) {
    (void)state;
    make("obj_a", "a1");
    int map = gm_ds_map_create();
    gm_ds_map_destroy(map);
    gm_event_perform_async(EVENT_OTHER_SOCIAL, map);
    gm_event_perform_async(EVENT_OTHER_SOCIAL, GM_NONE);
    assert_notes("a1.Social a1.Social");
    the_deed = make_own_map; /* takes the dead number */
    gm_event_perform_async(EVENT_OTHER_SOCIAL, map);
    assert_int_equal(the_own_map, map);
    assert_true(gm_ds_map_find_real(the_own_map, "mine", 0) > 0);
    gm_ds_map_destroy(the_own_map);
}

/* MARK: requests, rooms, steps */

/* spec: async-events G-13 */
static void an_event_that_nobody_handles_is_lost(void **state) {
    (void)state;
    post(EVENT_OTHER_SOCIAL, 1);
    support_steps(1);
    make("obj_a", "a1");
    support_steps(3);
    assert_notes("");
    assert_int_equal(dispatch_count(EVENT_OTHER_SOCIAL), 1);
}

/* spec: async-events G-16 */
static void it_fires_after_begin_step_and_before_step(void **state) {
    (void)state;
    support_make("obj_letters");
    post(EVENT_OTHER_SOCIAL, 1);
    support_steps(1);
    assert_notes("obj_letters.B obj_letters.A obj_letters.S");
}

/* spec: async-events G-19: what a handler posts waits for the next step (differs from HTML5) */
static void a_handler_that_always_posts_gets_one_event_a_step(void **state) {
    (void)state;
    make("obj_saver", "s");
    post(EVENT_OTHER_ASYNC_SAVE_LOAD, 1);
    support_steps(1);
    assert_notes("s.SaveLoad(1)");
    support_steps(3);
    assert_notes("s.SaveLoad(2) s.SaveLoad(3) s.SaveLoad(4)");
}

static void go_to_the_other_room(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_room_goto("rm_second");
}

static void open_two_rooms(const char *folder) {
    static const Placed first[] = {{"obj_a", 0, 0, NULL}, {"obj_keeper", 0, 0, NULL}, {0}};
    static const Placed second[] = {{"obj_a", 0, 0, NULL}, {0}};
    write_game(folder, "\"rm_first\", \"rm_second\"");
    write_room(folder, "rm_first", false, first);
    write_room(folder, "rm_second", false, second);
    assert_true(support_open_folder(folder, objects));
    forget_notes();
}

/* spec: async-events G-17 */
static void a_room_change_lets_the_rest_of_the_queue_fire_in_the_old_room(void **state) {
    (void)state;
    support_close();
    open_two_rooms(support_folder());
    gm_copy_text(((Named *)gm_vars(gm_instance("obj_a")))->name, 16, "old");
    the_deed = go_to_the_other_room;
    for (int n = 1; n <= 3; n++)
        post(EVENT_OTHER_SOCIAL, n);
    support_steps(1);
    assert_notes("old.Social(1) obj_keeper.Social(1) old.Social(2) obj_keeper.Social(2) "
                 "old.Social(3) obj_keeper.Social(3)");
    assert_int_equal(gm_room(), gm_room_named("rm_second"));
    support_steps(1);
    assert_notes("");
}

static bool something_was_noted(void) {
    return the_notes[0] != '\0';
}

static Origin *open_origin(char *url, size_t size) {
    const char *folder = support_folder(),
               *routes = "{\"routes\": [{\"path\": \"/motd\", \"body\": \"hello\"}]}";
    char file[128];
    support_write_text(folder, "routes.json", routes);
    snprintf(file, sizeof file, "%s/routes.json", folder);
    Origin *origin = origin_open(file, 0);
    assert_non_null(origin);
    snprintf(url, size, "http://127.0.0.1:%d/motd", origin_port(origin));
    return origin;
}

/* spec: async-events G-11 */
static void an_answer_finds_a_persistent_instance_in_the_new_room(void **state) {
    (void)state;
    char url[64];
    Origin *origin = open_origin(url, sizeof url);
    support_close();
    open_two_rooms(support_folder());
    gm_instance_destroy("obj_a");
    assert_true(gm_http_get(url) > 0);
    gm_room_goto("rm_second");
    gm_instance_destroy("obj_a");
    support_steps(1);
    assert_int_equal(gm_room(), gm_room_named("rm_second"));
    gm_instance_destroy("obj_a");
    assert_true(support_until(something_was_noted));
    support_steps(5);
    assert_notes("obj_keeper.Http(hello)");
    origin_close(origin);
}

/* spec: async-events G-12 */
static void an_answer_needs_no_requester(void **state) {
    (void)state;
    char url[64];
    Origin *origin = open_origin(url, sizeof url);
    int requester = make("obj_a", "requester");
    make("obj_a", "other");
    assert_true(gm_http_get(url) > 0);
    gm_instance_destroy(requester);
    assert_true(support_until(something_was_noted));
    support_steps(5);
    assert_notes("other.Http(hello)");
    assert_int_equal(gm_request_count(), 0);
    origin_close(origin);
}

/* MARK: single kinds */

/* spec: async-events S-1, S-2 */
static void sound_loaded_is_there_for_those_who_raise_it(void **state) {
    (void)state;
    support_make("obj_sounds");
    support_steps(3);
    assert_notes("");
    int map = gm_ds_map_create();
    gm_ds_map_set(map, "id", 12);
    gm_event_perform_async(61, map);
    assert_notes("obj_sounds.SoundLoaded(12)");
}

/* spec: async-events 1.10 */
static void numbers_outside_the_table_are_refused_with_a_sentence(void **state) {
    (void)state;
    static const int wrong[] = {-1, 0, 59, 64, 65, 77, 78, 79, 81, 1000};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int map = gm_ds_map_create();
        support_forget_log();
        gm_event_perform_async(wrong[i], map);
        assert_false(gm_ds_exists(map, GM_DS_TYPE_MAP)); /* it was given away all the same */
        assert_non_null(strstr(support_log(), gm_text("no asynchronous event %d", wrong[i])));
    }
}

static void cancelling_what_is_not_under_way_does_nothing(void **state) {
    (void)state;
    static const int ids[] = {0, -1, 1, 99, 2147483647, -2147483647 - 1};
    support_forget_log();
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        gm_request_cancel(ids[i]);
    assert_int_equal(gm_request_count(), 0);
    assert_string_equal(support_log(), "");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(async_load_is_minus_1_outside_asynchronous_events),
        CASE(every_instance_runs_it_before_the_call_returns),
        CASE(a_deactivated_instance_gets_nothing),
        CASE(an_instance_destroyed_meanwhile_gets_nothing),
        CASE(an_instance_deactivated_meanwhile_gets_nothing),
        CASE(an_instance_that_leaves_the_list_makes_nobody_lose_its_turn),
        CASE(an_instance_made_meanwhile_waits_for_the_next_event),
        CASE(the_order_is_by_object_then_by_age),
        CASE(a_child_without_a_handler_runs_its_parents),
        CASE(a_child_that_overrides_runs_only_its_own),
        CASE(event_inherited_runs_the_parents_with_the_same_map),
        CASE(handlers_of_one_event_share_its_map),
        CASE(events_nest_and_the_outer_map_is_back_afterwards),
        CASE(the_map_is_gone_in_the_next_step),
        CASE(event_perform_runs_it_for_the_caller_only_and_without_a_map),
        CASE(async_load_cannot_be_changed),
        CASE(a_handler_may_destroy_the_map),
        CASE(a_map_made_after_that_is_not_mistaken_for_the_events),
        CASE(a_map_that_is_not_there_reads_as_undefined),
        CASE(an_event_that_nobody_handles_is_lost),
        CASE(it_fires_after_begin_step_and_before_step),
        CASE(a_handler_that_always_posts_gets_one_event_a_step),
        CASE(a_room_change_lets_the_rest_of_the_queue_fire_in_the_old_room),
        CASE(an_answer_finds_a_persistent_instance_in_the_new_room),
        CASE(an_answer_needs_no_requester),
        CASE(sound_loaded_is_there_for_those_who_raise_it),
        CASE(numbers_outside_the_table_are_refused_with_a_sentence),
        CASE(cancelling_what_is_not_under_way_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
