/* The life of instances: made, found, visited, destroyed, deactivated. */
#include "deeds.h"

#include "../objects/instance.h"

NOTES(on_pre_create, "PreCreate")
NOTES(on_create, "Create")
NOTES(on_clean_up, "CleanUp")
NOTES(on_end_step, "EndStep")
NOTES(on_draw, "Draw")
NOTES_AND_DEED(on_destroy, "Destroy")
NOTES_AND_DEED(on_step, "Step")

static const GmObject obj_a = {.vars = GM_VARS(Named, name),
                               .on = {[GM_STEP] = on_step,
                                      [GM_END_STEP] = on_end_step,
                                      [GM_DRAW] = on_draw,
                                      [GM_DESTROY] = on_destroy,
                                      [GM_CLEAN_UP] = on_clean_up}};
static const GmObject obj_b = {.parent = "obj_a", .vars = GM_VARS(Named, name)};
static const GmObject obj_life = {.vars = GM_VARS(Named, name),
                                  .on = {[GM_PRE_CREATE] = on_pre_create,
                                         [GM_CREATE] = on_create,
                                         [GM_DESTROY] = on_destroy,
                                         [GM_CLEAN_UP] = on_clean_up}};

typedef struct Counter {
    char name[16];
    int count;
} Counter;
static const GmObject obj_plain = {.vars = GM_VARS(Counter, name, count)};
static const GmObject obj_solid = {.invisible = true, .solid = true, .persistent = true};

static const GmNamedObject objects[] = {GM_OBJECT(obj_a),     GM_OBJECT(obj_b),
                                        GM_OBJECT(obj_life),  GM_OBJECT(obj_plain),
                                        GM_OBJECT(obj_solid), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    deeds_open(objects);
    return 0;
}

static int close_game(void **state) {
    (void)state;
    support_close();
    forget_notes();
    return 0;
}

/* MARK: making */

/* spec: runtime-model 4.2, 4.3 */
static void a_new_instance_has_the_defaults(void **state) {
    (void)state;
    const GmInstance *self = gm_instance(gm_instance_create_layer(3, 4, "Instances", "obj_plain"));
    assert_true(self->x == 3 && self->y == 4 && self->xprevious == 3 && self->yprevious == 4);
    assert_true(gm_xstart(self) == 3 && gm_ystart(self) == 4);
    assert_true(self->hspeed == 0 && self->vspeed == 0 && gm_speed(self) == 0);
    assert_true(gm_direction(self) == 0 && gm_friction(self) == 0 && gm_gravity(self) == 0);
    assert_true(self->image_index == 0 && self->image_speed == 1 && self->image_angle == 0);
    assert_true(self->image_xscale == 1 && self->image_yscale == 1 && self->image_alpha == 1);
    assert_int_equal(self->image_blend, GM_C_WHITE);
    assert_int_equal(self->sprite_index, GM_NONE);
    assert_int_equal(gm_mask_index(self), GM_NONE);
    assert_int_equal(self->object_index, gm_object("obj_plain"));
    assert_true(self->visible && !self->solid && !self->persistent);
    assert_int_equal(((const Counter *)gm_vars(self))->count, 0);
    for (int alarm = 0; alarm < GM_ALARM_COUNT; alarm++)
        assert_true(gm_alarm_get(self, alarm) == -1);
    const GmInstance *other = gm_instance(support_make("obj_solid"));
    assert_true(!other->visible && other->solid && other->persistent);
    assert_null(gm_vars(other));
}

/* spec: runtime-model 4.3 */
static void pre_create_and_create_have_run_when_the_call_returns(void **state) {
    (void)state;
    make("obj_life", "l");
    note("returned");
    assert_notes("l.PreCreate l.Create returned");
}

/* spec: runtime-model 4.1 */
static void ids_rise_and_are_never_given_out_twice(void **state) {
    (void)state;
    int last = support_make("obj_plain");
    assert_true(last >= GM_FIRST_INSTANCE_ID);
    for (int i = 0; i < 5000; i++) {
        int id = support_make("obj_plain");
        assert_true(id > last);
        last = id;
        if (i % 3 != 0) gm_instance_destroy(id);
        if (i % 100 == 0) support_steps(1); /* the memory of those that ended is used again */
    }
}

/* spec: runtime-model 4.1 */
static void a_stale_id_names_nobody(void **state) {
    (void)state;
    int id = support_make("obj_plain");
    gm_instance_destroy(id);
    assert_false(gm_instance_exists(id));
    assert_null(gm_instance(id));
    support_steps(1);
    int next = support_make("obj_plain"); /* in the memory of the first */
    assert_int_not_equal(next, id);
    assert_null(gm_instance(id));
    assert_int_equal(gm_instance_number(id), 0);
    gm_instance_destroy(id);
    gm_instance_deactivate_object(id);
    gm_instance_activate_object(id);
    assert_true(gm_instance_exists(next));
    assert_int_equal(gm_instance_find("obj_plain", 0), next);
}

static void ids_of_nowhere_name_nobody(void **state) {
    (void)state;
    static const int wrong[] = {-1, -2, -5, GM_NOONE, 77, 99999, 100000 + 500000, 2147483647};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(gm_instance_exists(wrong[i]));
        assert_null(gm_instance(wrong[i]));
        assert_int_equal(gm_instance_number(wrong[i]), 0);
        assert_int_equal(gm_instance_find(wrong[i], 0), GM_NOONE);
        assert_int_equal(gm_instance_nearest(0, 0, wrong[i]), GM_NOONE);
        gm_instance_destroy(wrong[i]);
        gm_instance_deactivate_object(wrong[i]);
        gm_instance_activate_object(wrong[i]);
        GmWith each = gm_with(wrong[i]);
        assert_false(gm_with_next(&each));
        assert_false(gm_with_next(&each));
    }
}

/* spec: runtime-model 4.3 */
static void unknown_objects_and_layers_make_nothing_but_a_sentence(void **state) {
    (void)state;
    support_forget_log();
    assert_int_equal(gm_instance_create_layer(0, 0, "Instances", 1234), GM_NOONE);
    assert_non_null(strstr(support_log(), "no object 1234"));
    assert_int_equal(gm_instance_create_layer(0, 0, 4321, "obj_a"), GM_NOONE);
    assert_non_null(strstr(support_log(), "no layer 4321"));
    assert_int_equal(gm_instance_create_layer(0, 0, "Instances", "obj_nobody"), GM_NOONE);
    assert_non_null(strstr(support_log(), "\"obj_nobody\""));
    assert_int_equal(gm_instance_create_depth(0, 0, 5, GM_NONE), GM_NOONE);
    assert_int_equal(gm_instance_number(GM_ALL), 0);
}

/* MARK: destroying */

static void destroy_itself(GmInstance *self) {
    gm_instance_destroy(self->id);
    note("goes on");
    assert_int_equal(self->object_index, gm_object("obj_a")); /* still readable */
}

/* spec: runtime-model R-10 */
static void destroying_itself_ends_its_events_but_not_its_handler(void **state) {
    (void)state;
    make("obj_a", "a");
    the_deed = destroy_itself;
    support_steps(2);
    assert_notes("a.Step a.Destroy a.CleanUp goes on");
}

static bool the_existence;
static void look_at_itself(GmInstance *self) {
    the_existence = gm_instance_exists(self->id) && gm_instance_number("obj_a") == 1;
}

/* spec: runtime-model R-11 */
static void inside_destroy_it_still_exists(void **state) {
    (void)state;
    int id = make("obj_a", "a");
    the_existence = false;
    the_deed = look_at_itself;
    gm_instance_destroy(id);
    assert_true(the_existence);
    assert_false(gm_instance_exists(id));
    assert_int_equal(gm_instance_number("obj_a"), 0);
}

static void destroy_again(GmInstance *self) {
    gm_instance_destroy(self->id);
    gm_instance_destroy("obj_a");
    gm_instance_destroy(GM_ALL);
    gm_instance_deactivate_object(self->id);
}

/* spec: runtime-model R-12 */
static void destroying_it_again_in_its_destroy_does_nothing(void **state) {
    (void)state;
    int id = make("obj_a", "a");
    the_deed = destroy_again;
    gm_instance_destroy(id);
    assert_notes("a.Destroy a.CleanUp");
    assert_false(gm_instance_exists(id));
    gm_instance_activate_all();
    assert_int_equal(gm_instance_number(GM_ALL), 0);
}

/* spec: runtime-model R-13 */
static void without_destroy_only_clean_up_runs(void **state) {
    (void)state;
    gm_instance_destroy_ext(make("obj_a", "a"), false);
    assert_notes("a.CleanUp");
}

/* spec: runtime-model R-14 */
static void destroying_an_object_ends_its_descendants_too(void **state) {
    (void)state;
    make("obj_b", "b");
    make("obj_a", "a");
    make("obj_plain", "p");
    gm_instance_destroy("obj_b");
    assert_notes("b.Destroy b.CleanUp");
    make("obj_b", "b2");
    gm_instance_destroy("obj_a");
    assert_notes("a.Destroy a.CleanUp b2.Destroy b2.CleanUp");
    assert_int_equal(gm_instance_number(GM_ALL), 1);
}

/* spec: runtime-model R-15 */
static void destroying_spares_the_deactivated(void **state) {
    (void)state;
    int id = make("obj_a", "a");
    gm_instance_deactivate_object(id);
    gm_instance_destroy(id);
    gm_instance_destroy("obj_a");
    gm_instance_destroy(GM_ALL);
    assert_notes("");
    gm_instance_activate_object(id);
    assert_true(gm_instance_exists(id));
}

static void make_one_more(GmInstance *self) {
    (void)self;
    make("obj_a", "more");
}

/* spec: runtime-model 4.4: the snapshot is taken first */
static void what_destroy_makes_is_not_destroyed_with_the_rest(void **state) {
    (void)state;
    make("obj_a", "a");
    the_deed = make_one_more;
    gm_instance_destroy("obj_a");
    assert_notes("a.Destroy a.CleanUp");
    assert_int_equal(gm_instance_number("obj_a"), 1);
}

/* MARK: visiting */

/* spec: runtime-model */
static void with_visits_everyone_once_by_age_even_if_all_are_destroyed(void **state) {
    (void)state;
    make("obj_plain", "p1");
    make("obj_life", "l1");
    make("obj_plain", "p2");
    make("obj_plain", "p3");
    forget_notes();
    for (GmWith each = gm_with("obj_plain"); gm_with_next(&each);) {
        note_of(each.self, "visit");
        gm_instance_destroy(each.self->id);
    }
    assert_notes("p1.visit p2.visit p3.visit");
    assert_int_equal(gm_instance_number("obj_plain"), 0);
    make("obj_b", "b1");
    make("obj_a", "a1");
    make("obj_b", "b2");
    for (GmWith each = gm_with("obj_a"); gm_with_next(&each);)
        note_of(each.self, "visit");
    assert_notes("b1.visit a1.visit b2.visit");
    for (GmWith each = gm_with(GM_ALL); gm_with_next(&each);)
        note_of(each.self, "visit");
    assert_notes("l1.visit b1.visit a1.visit b2.visit");
}

/* spec: runtime-model R-68 */
static void with_skips_who_was_destroyed_before_its_turn(void **state) {
    (void)state;
    make("obj_plain", "p1");
    int p2 = make("obj_plain", "p2");
    make("obj_plain", "p3");
    for (GmWith each = gm_with("obj_plain"); gm_with_next(&each);) {
        note_of(each.self, "visit");
        gm_instance_destroy(p2);
    }
    assert_notes("p1.visit p3.visit");
}

/* spec: runtime-model R-69 */
static void with_does_not_visit_what_it_makes(void **state) {
    (void)state;
    make("obj_plain", "p1");
    make("obj_plain", "p2");
    int visits = 0;
    for (GmWith each = gm_with("obj_plain"); gm_with_next(&each); visits++)
        make("obj_plain", "new");
    assert_int_equal(visits, 2);
    assert_int_equal(gm_instance_number("obj_plain"), 4);
}

/* spec: runtime-model R-70 */
static void with_nobody_does_nothing(void **state) {
    (void)state;
    int id = make("obj_plain", "p"), visits = 0;
    gm_instance_destroy(id);
    for (GmWith each = gm_with(GM_NOONE); gm_with_next(&each);)
        visits++;
    for (GmWith each = gm_with(id); gm_with_next(&each);)
        visits++;
    assert_int_equal(visits, 0);
}

/* spec: runtime-model R-72. In C self and other are the game's own variables; what the runtime
 * promises is that loops nest, also over the same target. */
static void loops_nest(void **state) {
    (void)state;
    make("obj_plain", "p1");
    make("obj_plain", "p2");
    for (GmWith outer = gm_with("obj_plain"); gm_with_next(&outer);)
        for (GmWith inner = gm_with("obj_plain"); gm_with_next(&inner);)
            note(gm_text("%s-%s", name_of(outer.self), name_of(inner.self)));
    assert_notes("p1-p1 p1-p2 p2-p1 p2-p2");
}

/* MARK: finding */

/* spec: runtime-model 4.5 */
static void instances_are_found_by_their_number(void **state) {
    (void)state;
    int a1 = make("obj_a", "a1"), b1 = make("obj_b", "b1"), a2 = make("obj_a", "a2");
    assert_int_equal(gm_instance_find("obj_a", 0), a1);
    assert_int_equal(gm_instance_find("obj_a", 1), b1);
    assert_int_equal(gm_instance_find("obj_a", 2), a2);
    assert_int_equal(gm_instance_find("obj_a", 3), GM_NOONE);
    assert_int_equal(gm_instance_find("obj_a", -1), GM_NOONE);
    assert_int_equal(gm_instance_number("obj_a"), 3);
    assert_int_equal(gm_instance_number("obj_b"), 1);
    gm_instance_destroy(b1);
    assert_int_equal(gm_instance_find("obj_a", 1), a2);
    assert_int_equal(gm_instance_number("obj_a"), 2);
    assert_int_equal(gm_instance("obj_a")->id, a1);
    gm_instance_deactivate_object(a1);
    assert_int_equal(gm_instance("obj_a")->id, a2);
    assert_int_equal(gm_instance(a1)->id, a1); /* by its id it is there */
    assert_false(gm_instance_exists(a1));
}

/* spec: runtime-model R-115, 4.5 */
static void the_nearest_may_be_oneself_and_the_first_wins_a_tie(void **state) {
    (void)state;
    int first = make_at("obj_plain", "p1", 10, 0), second = make_at("obj_plain", "p2", -10, 0);
    int far = make_at("obj_plain", "p3", 50, 50);
    assert_int_equal(gm_instance_nearest(50, 50, "obj_plain"), far);
    assert_int_equal(gm_instance_nearest(0, 0, "obj_plain"), first);
    assert_int_equal(gm_instance_nearest(-1, 0, "obj_plain"), second);
    assert_int_equal(gm_instance_furthest(0, 0, "obj_plain"), far);
    assert_int_equal(gm_instance_furthest(0, 0, "obj_a"), GM_NOONE);
}

/* MARK: deactivation */

/* spec: runtime-model */
static void who_is_activated_again_is_the_last_of_its_object(void **state) {
    (void)state;
    int a1 = make("obj_a", "a1");
    make("obj_a", "a2");
    int a3 = make("obj_a", "a3"), k1 = make("obj_b", "k1");
    support_steps(1);
    forget_notes();
    gm_instance_deactivate_object(a1);
    gm_instance_deactivate_object(a3);
    gm_instance_deactivate_object(k1);
    assert_int_equal(gm_instance_number("obj_a"), 1);
    assert_false(gm_instance_exists(a1));
    support_steps(1);
    assert_notes("a2.Step a2.EndStep a2.Draw");
    gm_instance_activate_object(k1);
    gm_instance_activate_object(a1);
    gm_instance_activate_object(a3);
    for (GmWith each = gm_with("obj_a"); gm_with_next(&each);)
        note_of(each.self, "visit");
    assert_notes("a2.visit k1.visit a1.visit a3.visit");
    support_steps(1); /* and the drawing order is as it was: the newest first */
    assert_notes("a2.Step a1.Step a3.Step k1.Step a2.EndStep a1.EndStep a3.EndStep k1.EndStep "
                 "k1.Draw a3.Draw a2.Draw a1.Draw");
}

/* spec: runtime-model R-159 */
static void variables_of_the_deactivated_are_reached_by_id(void **state) {
    (void)state;
    int id = make_at("obj_plain", "p1", 1, 0), other = make("obj_plain", "p2");
    gm_instance_deactivate_object(id);
    assert_true(gm_instance(id)->x == 1);
    gm_instance(id)->x = 77;
    gm_instance_destroy("obj_plain");
    assert_false(gm_instance_exists(other));
    support_steps(1);
    gm_instance_activate_object(id);
    assert_true(gm_instance_exists(id));
    assert_true(gm_instance(id)->x == 77);
}

/* spec: runtime-model 4.7, C22 */
static void deactivating_an_object_takes_its_descendants_too(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_b", "b1");
    make("obj_plain", "p1");
    gm_instance_deactivate_object("obj_a");
    assert_int_equal(gm_instance_number(GM_ALL), 1);
    gm_instance_activate_object("obj_b");
    assert_int_equal(gm_instance_number("obj_a"), 1);
    gm_instance_activate_object("obj_a");
    assert_int_equal(gm_instance_number("obj_a"), 2);
    const GmInstance *spared = gm_instance("obj_plain");
    gm_instance_deactivate_all(spared);
    assert_int_equal(gm_instance_number(GM_ALL), 1);
    gm_instance_deactivate_all(NULL);
    assert_int_equal(gm_instance_number(GM_ALL), 0);
    gm_instance_activate_all();
    assert_int_equal(gm_instance_number(GM_ALL), 3);
}

/* MARK: many */

/* Lists, ids and slabs stay right while thousands come and go: checked against plain counting. */
static void thousands_may_come_and_go(void **state) {
    (void)state;
    enum { MANY = 3000 };
    static int ids[MANY];
    static bool alive[MANY], active[MANY];
    int alive_count = 0;
    unsigned chance = 1;
    for (int i = 0; i < MANY; i++) {
        ids[i] = gm_instance_create_layer(i, 0, "Instances", i % 2 == 0 ? "obj_plain" : "obj_life");
        alive[i] = active[i] = true;
    }
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < MANY; i++) {
            chance = chance * 1664525U + 1013904223U;
            if (!alive[i]) continue;
            if (chance >> 24 < 10 && active[i]) {
                gm_instance_destroy(ids[i]);
                alive[i] = false;
            } else if (chance >> 24 < 60) {
                if (active[i])
                    gm_instance_deactivate_object(ids[i]);
                else
                    gm_instance_activate_object(ids[i]);
                active[i] = !active[i];
            }
        }
        support_steps(1);
        alive_count = 0;
        for (int i = 0; i < MANY; i++) {
            const GmInstance *self = gm_instance(ids[i]);
            assert_true((self != NULL) == alive[i]);
            assert_int_equal(gm_instance_exists(ids[i]), alive[i] && active[i]);
            if (self != NULL) assert_true(self->x == i && self->id == ids[i]);
            alive_count += alive[i] && active[i] ? 1 : 0;
        }
        assert_int_equal(gm_instance_number(GM_ALL), alive_count);
        assert_int_equal(gm_instance_number("obj_plain") + gm_instance_number("obj_life"),
                         alive_count);
    }
}

/* Stamps are 32 bits; after two thousand million instances they begin again, in the same order. */
static void stamps_are_renumbered_before_they_run_out(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_b", "b1");
    int a2 = make("obj_a", "a2");
    gm_instance_deactivate_object(a2);
    instances_age(UINT32_MAX / 2 + 5);
    gm_instance_activate_object(a2);
    make("obj_a", "a3");
    support_steps(1);
    assert_true(instances_now() < 10);
    forget_notes();
    make("obj_b", "b2");
    support_steps(1);
    assert_notes("a1.Step a2.Step a3.Step b1.Step b2.Step a1.EndStep a2.EndStep a3.EndStep "
                 "b1.EndStep b2.EndStep b2.Draw a3.Draw a2.Draw b1.Draw a1.Draw");
    for (GmWith each = gm_with("obj_a"); gm_with_next(&each);)
        note_of(each.self, "visit");
    assert_notes("a1.visit b1.visit a2.visit a3.visit b2.visit");
    gm_instance_destroy(a2);
    assert_int_equal(gm_instance_number("obj_a"), 4);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_new_instance_has_the_defaults),
        CASE(pre_create_and_create_have_run_when_the_call_returns),
        CASE(ids_rise_and_are_never_given_out_twice),
        CASE(a_stale_id_names_nobody),
        CASE(ids_of_nowhere_name_nobody),
        CASE(unknown_objects_and_layers_make_nothing_but_a_sentence),
        CASE(destroying_itself_ends_its_events_but_not_its_handler),
        CASE(inside_destroy_it_still_exists),
        CASE(destroying_it_again_in_its_destroy_does_nothing),
        CASE(without_destroy_only_clean_up_runs),
        CASE(destroying_an_object_ends_its_descendants_too),
        CASE(destroying_spares_the_deactivated),
        CASE(what_destroy_makes_is_not_destroyed_with_the_rest),
        CASE(with_visits_everyone_once_by_age_even_if_all_are_destroyed),
        CASE(with_skips_who_was_destroyed_before_its_turn),
        CASE(with_does_not_visit_what_it_makes),
        CASE(with_nobody_does_nothing),
        CASE(loops_nest),
        CASE(instances_are_found_by_their_number),
        CASE(the_nearest_may_be_oneself_and_the_first_wins_a_tie),
        CASE(who_is_activated_again_is_the_last_of_its_object),
        CASE(variables_of_the_deactivated_are_reached_by_id),
        CASE(deactivating_an_object_takes_its_descendants_too),
        CASE(thousands_may_come_and_go),
        CASE(stamps_are_renumbered_before_they_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
