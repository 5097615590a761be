/* Collisions: who touches whom, in which order they are told, and the questions about places. */
#include "notes.h"
#include "boxes.h"

typedef void (*Deed)(GmInstance *self, GmInstance *other);
static Deed the_deed; /* what the next collision handler does, once */
static int the_number, the_object;

static void tell(GmInstance *self, const GmEvent *event, const char *word) {
    Deed deed = the_deed;
    char line[64];
    snprintf(line, sizeof line, "%s(%s)", word, name_of(event->other));
    note_of(self, line);
    the_number = event->number;
    the_object = event->object;
    the_deed = NULL;
    if (deed != NULL) deed(self, event->other);
}

static void hit(GmInstance *self, const GmEvent *event) {
    tell(self, event, "Hit");
}
static void hit_parent(GmInstance *self, const GmEvent *event) {
    tell(self, event, "HitParent");
}
static void take_box(GmInstance *self, const GmEvent *event) {
    (void)event;
    self->sprite_index = gm_sprite("spr_box16");
}
NOTES(on_destroy, "Destroy")
NOTES(on_clean_up, "CleanUp")

#define BOX [GM_CREATE] = take_box
static const GmObject obj_a = {.vars = GM_VARS(Named, name),
                               .collide = GM_COLLIDE({"obj_c", hit}, {"obj_b", hit}),
                               .on = {BOX}};
static const GmObject obj_apart = {.parent = "obj_parent",
                                   .vars = GM_VARS(Named, name),
                                   .collide = GM_COLLIDE({"obj_wall", hit_parent}),
                                   .on = {BOX}};
static const GmObject obj_b = {.vars = GM_VARS(Named, name),
                               .on = {BOX, [GM_DESTROY] = on_destroy, [GM_CLEAN_UP] = on_clean_up}};
static const GmObject obj_bare = {.vars = GM_VARS(Named, name),
                                  .collide = GM_COLLIDE({"obj_b", hit})};
static const GmObject obj_c = {.vars = GM_VARS(Named, name), .on = {BOX}};
static const GmObject obj_both = {
    .vars = GM_VARS(Named, name), .collide = GM_COLLIDE({"obj_mutual", hit}), .on = {BOX}};
static const GmObject obj_child1 = {
    .parent = "obj_parent", .vars = GM_VARS(Named, name), .on = {BOX}};
static const GmObject obj_child2 = {
    .parent = "obj_parent", .vars = GM_VARS(Named, name), .on = {BOX}};
static const GmObject obj_hunter = {
    .vars = GM_VARS(Named, name), .collide = GM_COLLIDE({"obj_parent", hit}), .on = {BOX}};
static const GmObject obj_mutual = {.vars = GM_VARS(Named, name),
                                    .collide = GM_COLLIDE({"obj_both", hit}),
                                    .on = {BOX, [GM_DESTROY] = on_destroy}};
static const GmObject obj_own = {
    .vars = GM_VARS(Named, name), .collide = GM_COLLIDE({"obj_own", hit}), .on = {BOX}};
/* Its children touch obj_wall and each other by its handlers. */
static const GmObject obj_parent = {.vars = GM_VARS(Named, name),
                                    .collide = GM_COLLIDE({"obj_wall", hit}, {"obj_parent", hit})};
/* Handles a parent and one of its children. */
static const GmObject obj_picky = {.vars = GM_VARS(Named, name),
                                   .collide =
                                       GM_COLLIDE({"obj_parent", hit_parent}, {"obj_child1", hit}),
                                   .on = {BOX}};
static const GmObject obj_runner = {
    .vars = GM_VARS(Named, name), .collide = GM_COLLIDE({"obj_solid", hit}), .on = {BOX}};
static const GmObject obj_solid = {.solid = true, .vars = GM_VARS(Named, name), .on = {BOX}};
static const GmObject obj_wall = {.vars = GM_VARS(Named, name), .on = {BOX}};

static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a),      GM_OBJECT(obj_apart),  GM_OBJECT(obj_hunter), GM_OBJECT(obj_b),
    GM_OBJECT(obj_bare),   GM_OBJECT(obj_both),   GM_OBJECT(obj_c),      GM_OBJECT(obj_child1),
    GM_OBJECT(obj_child2), GM_OBJECT(obj_mutual), GM_OBJECT(obj_own),    GM_OBJECT(obj_parent),
    GM_OBJECT(obj_picky),  GM_OBJECT(obj_runner), GM_OBJECT(obj_solid),  GM_OBJECT(obj_wall),
    {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    the_deed = NULL;
    support_open(objects);
    make_box("spr_box16", 16, 16, 1);
    forget_notes();
    return 0;
}

static GmInstance *at(const char *object, const char *name, double x) {
    return gm_instance(make_at(object, name, x, 100));
}

/* MARK: boxes */

/* spec: runtime-model R-47, 5.4 */
static void the_box_follows_place_scale_and_angle(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_at("obj_b", "b", 0, 0));
    GmBox box = gm_bbox(self);
    assert_true(box.left == 0 && box.top == 0 && box.right == 16 && box.bottom == 16);
    self->x = 10;
    self->image_xscale = -2;
    self->image_yscale = 0.5;
    box = gm_bbox(self);
    assert_true(box.left == -22 && box.right == 10 && box.top == 0 && box.bottom == 8);
    self->image_xscale = self->image_yscale = 1;
    self->x = 0;
    self->image_angle = 90; /* counter-clockwise about the top left corner */
    box = gm_bbox(self);
    assert_true(box.left > -1e-6 && box.left < 1e-6 && box.right > 15.999999 &&
                box.right < 16.000001);
    assert_true(box.top > -16.000001 && box.top < -15.999999 && box.bottom < 1e-6);
    gm_set_mask_index(self, make_box("spr_small", 4, 4, 1));
    self->image_angle = 0;
    box = gm_bbox(self);
    assert_true(box.right == 4 && box.bottom == 4);
}

/* spec: runtime-model R-48 */
static void boxes_touch_when_they_share_the_middle_of_a_pixel(void **state) {
    (void)state;
    GmInstance *self = at("obj_a", "a", 0);
    at("obj_b", "b", 16);
    support_steps(1);
    assert_notes("");
    self->x = 1;
    support_steps(1);
    assert_notes("a.Hit(b)");
    self->x = 0.4;
    support_steps(1);
    assert_notes("");
    self->x = 0.6;
    support_steps(1);
    assert_notes("a.Hit(b)");
}

/* spec: runtime-model R-49 */
static void a_points_place_is_half_open(void **state) {
    (void)state;
    int id = make_at("obj_b", "b", 0, 0);
    assert_int_equal(gm_collision_point(15.99, 15.99, "obj_b", NULL), id);
    assert_int_equal(gm_collision_point(16, 8, "obj_b", NULL), GM_NOONE);
    assert_int_equal(gm_collision_point(0, 0, GM_ALL, NULL), id);
    assert_int_equal(gm_collision_point(8, 8, "obj_b", gm_instance(id)), GM_NOONE);
    assert_true(gm_position_meeting(8, 8, id));
    assert_false(gm_position_meeting(-0.1, 8, id));
}

/* spec: runtime-model R-50 */
static void without_a_mask_nothing_is_touched(void **state) {
    (void)state;
    GmInstance *self = at("obj_bare", "bare", 5);
    at("obj_b", "b", 0);
    GmBox box = gm_bbox(self);
    assert_true(box.left == 5 && box.right == 5 && box.top == 100 && box.bottom == 100);
    assert_false(gm_place_meeting(self, 5, 100, "obj_b"));
    support_steps(1);
    assert_notes("");
}

/* MARK: order */

/* spec: runtime-model R-51 */
static void both_sides_are_told_once(void **state) {
    (void)state;
    at("obj_mutual", "m", 0);
    at("obj_both", "b", 5);
    support_steps(1);
    assert_notes("b.Hit(m) m.Hit(b)");
    support_steps(2);
    assert_notes("b.Hit(m) m.Hit(b) b.Hit(m) m.Hit(b)");
}

/* spec: runtime-model R-52 */
static void partners_come_by_age(void **state) {
    (void)state;
    at("obj_b", "b1", 0);
    at("obj_a", "a", 5);
    at("obj_b", "b2", 3);
    at("obj_b", "b3", 1);
    support_steps(1);
    assert_notes("a.Hit(b1) a.Hit(b2) a.Hit(b3)");
}

/* spec: runtime-model R-53 */
static void two_of_one_kind_are_one_pair(void **state) {
    (void)state;
    at("obj_own", "o1", 0);
    at("obj_own", "o2", 5);
    support_steps(1);
    assert_notes("o1.Hit(o2) o2.Hit(o1)");
    at("obj_own", "o3", 8);
    support_steps(1);
    assert_notes("o1.Hit(o2) o2.Hit(o1) o1.Hit(o3) o3.Hit(o1) o2.Hit(o3) o3.Hit(o2)");
}

/* spec: runtime-model R-168 */
static void the_nesting_is_by_object_then_by_age(void **state) {
    (void)state;
    at("obj_c", "c1", 0);
    at("obj_b", "b1", 1);
    at("obj_b", "b2", 2);
    at("obj_a", "a1", 3);
    at("obj_a", "a2", 4);
    support_steps(1);
    assert_notes("a1.Hit(b1) a1.Hit(b2) a1.Hit(c1) a2.Hit(b1) a2.Hit(b2) a2.Hit(c1)");
}

/* MARK: inheritance */

/* spec: runtime-model R-54 */
static void a_handler_for_a_parent_runs_for_its_children(void **state) {
    (void)state;
    at("obj_picky", "p", 0);
    at("obj_child2", "c", 5);
    support_steps(1);
    assert_notes("p.HitParent(c)");
    assert_int_equal(the_number, gm_object("obj_parent"));
    assert_int_equal(the_object, gm_object("obj_picky"));
}

/* spec: runtime-model R-55, C18 (differs from HTML5) */
static void the_most_specific_handler_runs_alone(void **state) {
    (void)state;
    at("obj_picky", "p", 0);
    at("obj_child1", "c", 5);
    support_steps(1);
    assert_notes("p.Hit(c)");
    assert_int_equal(the_number, gm_object("obj_child1"));
}

/* spec: runtime-model 5.6: the instances of the first object's family, oldest first */
static void children_with_their_parents_handler_come_by_age(void **state) {
    (void)state;
    at("obj_wall", "w", 0);
    at("obj_child2", "c2", 200);
    at("obj_child1", "c1", 230);
    gm_instance(gm_instance_find("obj_child2", 0))->x = 5;
    gm_instance(gm_instance_find("obj_child1", 0))->x = -12; /* they do not touch each other */
    support_steps(1);
    assert_notes("c2.Hit(w) c1.Hit(w)");
    assert_int_equal(the_object, gm_object("obj_parent"));
}

/* spec: runtime-model 5.6: so do those of the second object's */
static void partners_of_one_family_come_by_age(void **state) {
    (void)state;
    at("obj_child2", "c2", 0);
    at("obj_child1", "c1", 20);
    at("obj_child2", "c3", 1000);
    at("obj_hunter", "h", 10);
    gm_instance(gm_instance_find("obj_child2", 1))->x = 9; /* no child touches another */
    gm_instance(gm_instance_find("obj_child2", 1))->y = 110;
    gm_instance(gm_instance_find("obj_child2", 0))->y = 90;
    gm_instance(gm_instance_find("obj_child1", 0))->y = 90;
    support_steps(1);
    assert_notes("h.Hit(c2) h.Hit(c1) h.Hit(c3)");
}

/* spec: runtime-model 5.6: a pair that both sides handle is the one of the lower first object; a
 * child's own turn does not wait for its parent's */
static void a_child_with_a_handler_of_its_own_comes_in_its_own_turn(void **state) {
    (void)state;
    at("obj_wall", "w", 0);
    at("obj_child2", "c2", 200);
    at("obj_apart", "p", 230);
    gm_instance(gm_instance_find("obj_child2", 0))->x = 5;
    gm_instance(gm_instance_find("obj_apart", 0))->x = -12;
    support_steps(1);
    assert_notes("p.HitParent(w) c2.Hit(w)");
}

/* spec: runtime-model 5.6, C18: a parent that handles itself, two different children */
static void two_kinds_of_children_are_one_pair(void **state) {
    (void)state;
    at("obj_child2", "c2", 0);
    at("obj_child1", "c1", 5);
    support_steps(1);
    assert_notes("c2.Hit(c1) c1.Hit(c2)");
}

/* MARK: what handlers do */

static void step_back(GmInstance *self, GmInstance *other) {
    (void)other;
    note(gm_text("x%g", self->x));
}

/* spec: runtime-model R-56: in the current mode a solid partner puts both back first */
static void a_solid_partner_puts_both_back_before_the_handlers(void **state) {
    (void)state;
    at("obj_solid", "s", 100);
    GmInstance *self = at("obj_runner", "r", 80);
    self->hspeed = 10;
    the_deed = step_back;
    support_steps(1);
    assert_notes("r.Hit(s) x80");
    assert_true(self->x == 80 && self->hspeed == 10);
}

static void destroy_other(GmInstance *self, GmInstance *other) {
    (void)self;
    gm_instance_destroy(other->id);
}

/* spec: runtime-model R-58 */
static void who_is_destroyed_by_its_partner_still_has_its_side_of_the_pair(void **state) {
    (void)state;
    at("obj_both", "a1", 0);
    at("obj_both", "a2", 1);
    at("obj_mutual", "b", 5);
    the_deed = destroy_other;
    support_steps(1);
    assert_notes("a1.Hit(b) b.Destroy b.Hit(a1)");
    support_steps(1);
    assert_notes("");
}

static void deactivate_itself(GmInstance *self, GmInstance *other) {
    (void)other;
    gm_instance_deactivate_object(self->id);
}

/* spec: runtime-model 5.6 */
static void who_leaves_in_its_handler_has_no_later_pairs(void **state) {
    (void)state;
    at("obj_a", "a", 0);
    at("obj_b", "b1", 1);
    at("obj_b", "b2", 2);
    the_deed = deactivate_itself;
    support_steps(1);
    assert_notes("a.Hit(b1)");
}

static void move_away(GmInstance *self, GmInstance *other) {
    (void)other;
    self->x = 150;
}

/* spec: runtime-model 5.6: tests are live */
static void moving_away_ends_later_pairs_and_starts_others(void **state) {
    (void)state;
    at("obj_a", "a", 0);
    at("obj_b", "b1", 1);
    at("obj_b", "b2", 2);
    at("obj_b", "b3", 155);
    the_deed = move_away;
    support_steps(1);
    assert_notes("a.Hit(b1) a.Hit(b3)");
}

static void make_more(GmInstance *self, GmInstance *other) {
    (void)self, (void)other;
    at("obj_a", "a2", 0);
    at("obj_b", "b2", 0);
    at("obj_own", "o1", 0);
    at("obj_own", "o2", 0);
}

/* spec: runtime-model R-59 (differs from HTML5) */
static void who_is_made_by_a_collision_collides_from_the_next_step_on(void **state) {
    (void)state;
    at("obj_a", "a", 0);
    at("obj_b", "b", 1);
    the_deed = make_more;
    support_steps(1);
    assert_notes("a.Hit(b)");
    support_steps(1);
    assert_notes("a.Hit(b) a.Hit(b2) a2.Hit(b) a2.Hit(b2) o1.Hit(o2) o2.Hit(o1)");
}

/* MARK: questions */

/* spec: runtime-model 5.5 */
static void places_are_asked_about_without_moving(void **state) {
    (void)state;
    GmInstance *self = at("obj_a", "a", 0);
    int b1 = at("obj_b", "b1", 50)->id, b2 = at("obj_b", "b2", 52)->id;
    at("obj_solid", "s", 100);
    assert_true(gm_place_meeting(self, 40, 100, "obj_b"));
    assert_false(gm_place_meeting(self, 34, 100, "obj_b"));
    assert_int_equal(gm_instance_place(self, 45, 100, "obj_b"), b1); /* the oldest */
    assert_int_equal(gm_instance_place(self, 45, 100, b2), b2);
    assert_int_equal(gm_instance_place(self, 0, 100, GM_ALL), GM_NOONE); /* never itself */
    assert_true(gm_place_free(self, 45, 100));
    assert_false(gm_place_free(self, 90, 100));
    assert_true(self->x == 0 && self->y == 100);
    gm_instance_deactivate_object(b1);
    assert_int_equal(gm_instance_place(self, 45, 100, "obj_b"), b2);
}

/* spec: runtime-model 5.5, 5.3 */
static void shapes_and_distances(void **state) {
    (void)state;
    GmInstance *self = at("obj_a", "a", 0);
    int b = at("obj_b", "b", 50)->id;
    assert_int_equal(gm_collision_rectangle(40, 90, 51, 101, "obj_b", NULL), b);
    assert_int_equal(gm_collision_rectangle(51, 101, 40, 90, "obj_b", NULL), b); /* either corner */
    assert_int_equal(gm_collision_rectangle(30, 90, 50, 101, "obj_b", NULL), GM_NOONE);
    assert_int_equal(gm_collision_circle(40, 108, 11, "obj_b", NULL), b);
    assert_int_equal(gm_collision_circle(40, 108, 9, "obj_b", NULL), GM_NOONE);
    assert_int_equal(gm_collision_line(0, 0, 116, 216, "obj_b", NULL), b);
    assert_int_equal(gm_collision_line(0, 0, 30, 60, "obj_b", NULL), GM_NOONE);
    assert_true(gm_distance_to_object(self, "obj_b") == 34);
    assert_true(gm_distance_to_object(self, "obj_c") == 1e10);
    assert_true(gm_distance_to_point(self, 8, 108) == 0);
    assert_true(gm_distance_to_point(self, 19, 120) == 5);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_box_follows_place_scale_and_angle),
        CASE(boxes_touch_when_they_share_the_middle_of_a_pixel),
        CASE(a_points_place_is_half_open),
        CASE(without_a_mask_nothing_is_touched),
        CASE(both_sides_are_told_once),
        CASE(partners_come_by_age),
        CASE(two_of_one_kind_are_one_pair),
        CASE(the_nesting_is_by_object_then_by_age),
        CASE(a_handler_for_a_parent_runs_for_its_children),
        CASE(the_most_specific_handler_runs_alone),
        CASE(children_with_their_parents_handler_come_by_age),
        CASE(partners_of_one_family_come_by_age),
        CASE(a_child_with_a_handler_of_its_own_comes_in_its_own_turn),
        CASE(two_kinds_of_children_are_one_pair),
        CASE(a_solid_partner_puts_both_back_before_the_handlers),
        CASE(who_is_destroyed_by_its_partner_still_has_its_side_of_the_pair),
        CASE(who_leaves_in_its_handler_has_no_later_pairs),
        CASE(moving_away_ends_later_pairs_and_starts_others),
        CASE(who_is_made_by_a_collision_collides_from_the_next_step_on),
        CASE(places_are_asked_about_without_moving),
        CASE(shapes_and_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
