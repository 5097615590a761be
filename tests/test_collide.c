/* Collisions: which boxes touch, which handlers run and in which order. */
#include "notes.h"
#include "boxes.h"

static void (*the_deed)(GmInstance *self, GmInstance *other); /* what the next handler does */
static int the_last_number;

static void met(GmInstance *self, const GmEvent *event) {
    char word[64];
    snprintf(word, sizeof word, "%s(%s)", name_of(self), name_of(event->other));
    note(word);
    the_last_number = event->number;
    void (*deed)(GmInstance *, GmInstance *) = the_deed;
    the_deed = NULL;
    if (deed != NULL) deed(self, event->other);
}

NOTES(on_destroy, "Destroy")
NOTES(on_clean_up, "CleanUp")

#define NAMED .vars = GM_VARS(Named, name)
static const GmObject obj_a = {
    NAMED,
    .collide = GM_COLLIDE({"obj_c", met}, {"obj_b", met}, {"obj_parent", met}, {"obj_solid", met})};
static const GmObject obj_b = {NAMED};
static const GmObject obj_c = {NAMED};
static const GmObject obj_child = {NAMED, .parent = "obj_parent"};
static const GmObject obj_prey = {NAMED, .collide = GM_COLLIDE({"obj_hunter", met}),
                                  .on = {[GM_DESTROY] = on_destroy, [GM_CLEAN_UP] = on_clean_up}};
static const GmObject obj_hunter = {NAMED, .collide = GM_COLLIDE({"obj_prey", met})};
static const GmObject obj_mirror = {NAMED, .collide = GM_COLLIDE({"obj_twin", met})};
static const GmObject obj_parent = {NAMED};
static const GmObject obj_picky = {NAMED,
                                   .collide = GM_COLLIDE({"obj_parent", met}, {"obj_child", met})};
static const GmObject obj_self = {NAMED, .collide = GM_COLLIDE({"obj_self", met})};
static const GmObject obj_solid = {NAMED, .solid = true};
static const GmObject obj_twin = {NAMED, .collide = GM_COLLIDE({"obj_mirror", met})};
static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a),      GM_OBJECT(obj_b),      GM_OBJECT(obj_c),      GM_OBJECT(obj_child),
    GM_OBJECT(obj_hunter), GM_OBJECT(obj_mirror), GM_OBJECT(obj_parent), GM_OBJECT(obj_picky),
    GM_OBJECT(obj_prey),   GM_OBJECT(obj_self),   GM_OBJECT(obj_solid),  GM_OBJECT(obj_twin),
    {NULL, NULL}};

static int the_box, the_bar, the_beam; /* sprites of 16x16, 32x4 and 400x4 pixels */

static int open_game(void **state) {
    (void)state;
    forget_notes();
    the_deed = NULL;
    support_open(objects);
    the_box = make_box("spr_box", 16, 16, 1);
    the_bar = make_box("spr_bar", 32, 4, 1);
    the_beam = make_box("spr_beam", 400, 4, 1);
    return 0;
}

static int put(const char *object, const char *name, double x, double y) {
    int id = make_at(object, name, x, y);
    gm_instance(id)->sprite_index = the_box;
    return id;
}

/* MARK: boxes */

/* spec: runtime-model R-47 */
static void the_box_of_16_pixels_ends_at_16(void **state) {
    (void)state;
    GmBox box = gm_bbox(gm_instance(put("obj_b", "b", 0, 0)));
    assert_true(box.left == 0 && box.top == 0 && box.right == 16 && box.bottom == 16);
}

/* spec: runtime-model R-48 */
static void boxes_touch_where_they_share_the_middle_of_a_pixel(void **state) {
    (void)state;
    GmInstance *a = gm_instance(put("obj_a", "a", 0, 0));
    put("obj_b", "b", 0, 0);
    static const struct {
        double x;
        const char *notes;
    } cases[] = {{16, ""}, {15, "a(b)"}, {15.6, ""}, {15.4, "a(b)"}, {-15.5, "a(b)"}, {-15.6, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        a->x = cases[i].x;
        assert_int_equal(gm_place_meeting(a, a->x, a->y, gm_object("obj_b")),
                         cases[i].notes[0] != '\0');
        support_steps(1);
        assert_notes(cases[i].notes);
    }
}

/* spec: runtime-model R-49 */
static void a_point_on_the_right_edge_misses(void **state) {
    (void)state;
    int id = put("obj_b", "b", 0, 0);
    assert_int_equal(gm_collision_point(15.99, 15.99, GM_ALL, NULL), id);
    assert_int_equal(gm_collision_point(16, 8, GM_ALL, NULL), GM_NOONE);
    assert_int_equal(gm_collision_point(8, 8, GM_ALL, gm_instance(id)), GM_NOONE);
    assert_true(gm_position_meeting(0, 0, id));
    assert_int_equal(gm_instance_position(8, 16, GM_ALL), GM_NOONE);
}

/* spec: runtime-model R-50 */
static void without_a_mask_nothing_touches(void **state) {
    (void)state;
    GmInstance *a = gm_instance(make_at("obj_a", "a", 5, 6));
    put("obj_b", "b", 0, 0);
    GmBox box = gm_bbox(a);
    assert_true(box.left == 5 && box.top == 6 && box.right == 5 && box.bottom == 6);
    assert_false(gm_place_meeting(a, 5, 6, GM_ALL));
    support_steps(1);
    assert_notes("");
    gm_set_mask_index(a, the_box);
    support_steps(1);
    assert_notes("a(b)");
}

/* MARK: pairs */

/* spec: runtime-model R-51 */
static void both_sides_run_once_each_the_first_object_first(void **state) {
    (void)state;
    put("obj_twin", "t", 0, 0);
    put("obj_mirror", "m", 4, 4);
    support_steps(1);
    assert_notes("m(t) t(m)");
}

/* spec: runtime-model R-52 */
static void partners_come_in_the_order_of_their_creation(void **state) {
    (void)state;
    put("obj_b", "b1", 8, 8);
    put("obj_a", "a", 4, 4);
    put("obj_b", "b2", 0, 0);
    put("obj_b", "b3", 12, 12);
    support_steps(1);
    assert_notes("a(b1) a(b2) a(b3)");
}

/* spec: runtime-model R-53 */
static void two_of_one_object_are_one_pair(void **state) {
    (void)state;
    put("obj_self", "s1", 0, 0);
    put("obj_self", "s2", 4, 4);
    support_steps(1);
    assert_notes("s1(s2) s2(s1)");
}

/* spec: runtime-model R-54 */
static void a_child_is_met_through_the_handler_for_its_parent(void **state) {
    (void)state;
    put("obj_child", "c", 0, 0);
    put("obj_a", "a", 0, 0);
    support_steps(1);
    assert_notes("a(c)");
    assert_int_equal(the_last_number, gm_object("obj_parent"));
}

/* spec: runtime-model R-55 */
static void the_handler_for_the_child_runs_instead_of_the_parents(void **state) {
    (void)state;
    put("obj_child", "c", 0, 0);
    put("obj_picky", "p", 0, 0);
    support_steps(1);
    assert_notes("p(c)");
    assert_int_equal(the_last_number, gm_object("obj_child"));
}

/* spec: runtime-model R-56 */
static void solid_pairs_are_back_where_they_were_when_the_handler_runs(void **state) {
    (void)state;
    GmInstance *a = gm_instance(put("obj_a", "a", 0, 0));
    put("obj_solid", "wall", 20, 0);
    a->hspeed = 3;
    support_steps(1);
    assert_true(a->x == 3);
    assert_notes("");
    support_steps(1);
    assert_true(a->x == 3);
    assert_notes("a(wall)");
    assert_true(gm_place_free(a, 4, 0));
    assert_false(gm_place_free(a, 5, 0));
}

static void destroy_other(GmInstance *self, GmInstance *other) {
    (void)self;
    gm_instance_destroy(other->id);
}

/* spec: runtime-model R-58 */
static void the_destroyed_partner_still_runs_its_handler_for_this_pair(void **state) {
    (void)state;
    put("obj_hunter", "h1", 0, 0);
    put("obj_hunter", "h2", 4, 4);
    put("obj_prey", "e", 2, 2);
    the_deed = destroy_other;
    support_steps(1);
    assert_notes("h1(e) e.Destroy e.CleanUp e(h1)");
}

static void make_partner(GmInstance *self, GmInstance *other) {
    (void)other;
    put("obj_self", "new", self->x, self->y);
}

/* spec: runtime-model R-59 */
static void one_made_in_a_handler_collides_from_the_next_step_on(void **state) {
    (void)state;
    put("obj_self", "s1", 0, 0);
    put("obj_a", "a", 0, 0);
    put("obj_b", "b", 0, 0);
    the_deed = make_partner;
    support_steps(1);
    assert_notes("a(b)");
    support_steps(1);
    assert_notes("a(b) s1(new) new(s1)");
}

/* spec: runtime-model R-168 */
static void the_nesting_is_by_object_then_by_age_whatever_was_declared_first(void **state) {
    (void)state;
    put("obj_c", "c1", 0, 0);
    put("obj_a", "a1", 1, 0);
    put("obj_b", "b1", 2, 0);
    put("obj_a", "a2", 3, 0);
    put("obj_b", "b2", 4, 0);
    support_steps(1);
    assert_notes("a1(b1) a1(b2) a1(c1) a2(b1) a2(b2) a2(c1)");
}

/* MARK: what handlers change */

static void jump_away(GmInstance *self, GmInstance *other) {
    (void)other;
    self->x += 1000;
}

static void pull_c(GmInstance *self, GmInstance *other) {
    (void)other;
    GmInstance *c = gm_instance(gm_object("obj_c"));
    c->x = self->x;
}

static void pull_all_bs(GmInstance *self, GmInstance *other) {
    (void)other;
    for (GmWith each = gm_with(gm_object("obj_b")); gm_with_next(&each);)
        each.self->x = self->x;
}

static void jump_to_c(GmInstance *self, GmInstance *other) {
    (void)other;
    self->x = gm_instance(gm_object("obj_c"))->x;
}

static void grow_other(GmInstance *self, GmInstance *other) {
    (void)self;
    other->image_xscale = 100;
}

static void wear_a_beam(GmInstance *self, GmInstance *other) {
    (void)other;
    gm_set_mask_index(self, the_beam);
}

static void shift_origin(GmInstance *self, GmInstance *other) {
    (void)self, (void)other;
    gm_sprite_set_offset(the_bar, -1000, 0);
}

static void deeds_are_seen_by_later_pairs(void **state) {
    (void)state;
    static const struct {
        void (*deed)(GmInstance *self, GmInstance *other);
        const char *notes;
    } cases[] = {{NULL, "a1(b1) a1(b2)"},          {jump_away, "a1(b1)"},
                 {pull_c, "a1(b1) a1(b2) a1(c)"},  {pull_all_bs, "a1(b1) a1(b2) a1(b3)"},
                 {jump_to_c, "a1(b1) a1(c)"},      {grow_other, "a1(b1) a1(b2) a2(b1)"},
                 {destroy_other, "a1(b1) a1(b2)"}, {wear_a_beam, "a1(b1) a1(b2) a1(b3)"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gm_instance_destroy(GM_ALL);
        put("obj_a", "a1", 0, 0);
        put("obj_a", "a2", 700, 0);
        put("obj_b", "b1", 4, 0);
        put("obj_b", "b2", 8, 0);
        put("obj_b", "b3", 300, 0);
        put("obj_c", "c", 500, 0);
        the_deed = cases[i].deed;
        support_steps(1);
        assert_notes(cases[i].notes);
    }
}

static void an_origin_that_changes_moves_boxes_at_once(void **state) {
    (void)state;
    put("obj_a", "a1", 0, 0);
    put("obj_a", "a2", 1000, 0);
    put("obj_b", "b1", 0, 0);
    gm_instance(put("obj_b", "b2", 0, 0))->sprite_index = the_bar;
    the_deed = shift_origin;
    support_steps(1);
    assert_notes("a1(b1) a2(b2)");
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_box_of_16_pixels_ends_at_16),
        TEST(boxes_touch_where_they_share_the_middle_of_a_pixel),
        TEST(a_point_on_the_right_edge_misses),
        TEST(without_a_mask_nothing_touches),
        TEST(both_sides_run_once_each_the_first_object_first),
        TEST(partners_come_in_the_order_of_their_creation),
        TEST(two_of_one_object_are_one_pair),
        TEST(a_child_is_met_through_the_handler_for_its_parent),
        TEST(the_handler_for_the_child_runs_instead_of_the_parents),
        TEST(solid_pairs_are_back_where_they_were_when_the_handler_runs),
        TEST(the_destroyed_partner_still_runs_its_handler_for_this_pair),
        TEST(one_made_in_a_handler_collides_from_the_next_step_on),
        TEST(the_nesting_is_by_object_then_by_age_whatever_was_declared_first),
        TEST(deeds_are_seen_by_later_pairs),
        TEST(an_origin_that_changes_moves_boxes_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
