/* Turned masks, and what games may ask about places, shapes and distances. */
#include "notes.h"
#include "boxes.h"

static void met(GmInstance *self, const GmEvent *event) {
    char word[64];
    snprintf(word, sizeof word, "%s(%s)", name_of(self), name_of(event->other));
    note(word);
}

static const GmObject obj_a = {.vars = GM_VARS(Named, name), .collide = GM_COLLIDE({"obj_b", met})};
static const GmObject obj_b = {.vars = GM_VARS(Named, name)};
static const GmObject obj_c = {.vars = GM_VARS(Named, name)};
static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a), GM_OBJECT(obj_b), GM_OBJECT(obj_c), {NULL, NULL}};

static int the_box, the_bar; /* sprites of 16x16 and 32x4 pixels */

static int open_game(void **state) {
    (void)state;
    forget_notes();
    support_open(objects);
    the_box = make_box("spr_box", 16, 16, 1);
    the_bar = make_box("spr_bar", 32, 4, 1);
    return 0;
}

static int put(const char *object, const char *name, double x, double y) {
    int id = make_at(object, name, x, y);
    gm_instance(id)->sprite_index = the_box;
    return id;
}

/* A bar that turns about its middle. */
static GmInstance *put_bar(double x, double y, double angle) {
    GmInstance *self = gm_instance(put("obj_b", "bar", x, y));
    self->sprite_index = the_bar;
    gm_sprite_set_offset(the_bar, 16, 2);
    self->image_angle = angle;
    return self;
}

/* MARK: turned masks */

static void a_turned_bar_touches_where_it_is_not_where_its_box_is(void **state) {
    (void)state;
    GmInstance *bar = put_bar(100, 100, 45), *a = gm_instance(put("obj_a", "a", 0, 0));
    a->sprite_index = make_box("spr_dot", 4, 4, 1);
    GmBox box = gm_bbox(bar);
    assert_true(box.left < 88 && box.top < 88 && box.right > 112 && box.bottom > 112);
    static const struct {
        double x, y;
        bool touches;
    } cases[] = {
        {98, 98, true}, {106, 90, true}, {90, 106, true}, {90, 90, false}, {106, 106, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        a->x = cases[i].x;
        a->y = cases[i].y;
        support_steps(1);
        assert_notes(cases[i].touches ? "a(bar)" : "");
        assert_int_equal(gm_place_meeting(a, a->x, a->y, bar->id), cases[i].touches);
        assert_int_equal(gm_place_meeting(bar, 100, 100, a->id), cases[i].touches);
        double x = a->x + 2, y = a->y + 2;
        assert_int_equal(gm_position_meeting(x, y, bar->id), cases[i].touches);
        assert_int_equal(gm_collision_rectangle(x - 2, y - 2, x + 2, y + 2, bar->id, NULL) > 0,
                         cases[i].touches);
        assert_int_equal(gm_collision_circle(x, y, 3, bar->id, NULL) > 0, cases[i].touches);
        assert_int_equal(gm_collision_line(x - 1, y - 1, x + 1, y + 1, bar->id, NULL) > 0,
                         cases[i].touches);
    }
}

static void two_turned_bars_may_pass_each_other(void **state) {
    (void)state;
    GmInstance *first = put_bar(100, 100, 45), *second = put_bar(100, 106, 45);
    assert_true(gm_bbox(first).bottom > gm_bbox(second).top);
    assert_false(gm_place_meeting(first, 100, 100, second->id));
    assert_true(gm_place_meeting(first, 100, 101, second->id));
    second->image_angle = -45;
    assert_true(gm_place_meeting(first, 100, 100, second->id));
    first->image_angle = second->image_angle = 90; /* side by side */
    assert_false(gm_place_meeting(first, 104, 106, second->id));
    assert_true(gm_place_meeting(first, 103.9, 106, second->id));
}

/* MARK: questions */

static void the_first_match_is_the_oldest(void **state) {
    (void)state;
    int first = put("obj_b", "b1", 0, 0), second = put("obj_b", "b2", 4, 0);
    GmInstance *a = gm_instance(put("obj_a", "a", 100, 100));
    assert_int_equal(gm_instance_place(a, 6, 0, gm_object("obj_b")), first);
    assert_int_equal(gm_instance_place(a, 18, 0, gm_object("obj_b")), second);
    assert_int_equal(gm_instance_place(a, 18, 0, first), GM_NOONE);
    assert_int_equal(gm_instance_place(a, 18, 0, gm_object("obj_c")), GM_NOONE);
    assert_true(a->x == 100 && a->y == 100);
    gm_instance_deactivate_object(first);
    assert_int_equal(gm_instance_place(a, 6, 0, GM_ALL), second);
}

static void shapes_find_what_they_cover(void **state) {
    (void)state;
    int id = put("obj_b", "b", 10, 10), noone = GM_NOONE;
    assert_int_equal(gm_collision_rectangle(30, 30, 20, 20, id, NULL), id);
    assert_int_equal(gm_collision_rectangle(26, 0, 40, 40, id, NULL), noone);
    assert_int_equal(gm_collision_rectangle(0, 0, 50, 50, id, gm_instance(id)), noone);
    assert_int_equal(gm_collision_circle(18, 0, 11, id, NULL), id);
    assert_int_equal(gm_collision_circle(18, 0, 9, id, NULL), noone);
    assert_int_equal(gm_collision_circle(3, 3, 9, id, NULL), noone); /* the corner is 9.9 away */
    assert_int_equal(gm_collision_line(0, 18, 100, 18, id, NULL), id);
    assert_int_equal(gm_collision_line(0, 0, 8, 8, id, NULL), noone);
    assert_int_equal(gm_collision_line(0, 12, 12, 0, id, NULL), noone);
    assert_int_equal(gm_collision_line(18, 0, 18, 100, id, NULL), id);
    assert_int_equal(gm_collision_line(30, 0, 30, 100, id, NULL), noone);
}

static void distances_are_between_boxes(void **state) {
    (void)state;
    GmInstance *a = gm_instance(put("obj_a", "a", 0, 0));
    put("obj_b", "b", 19, 20);
    put("obj_b", "far", 300, 0);
    assert_true(gm_distance_to_point(a, 19, 20) == 5);
    assert_true(gm_distance_to_point(a, 8, 8) == 0);
    assert_true(gm_distance_to_object(a, gm_object("obj_b")) == 5);
    assert_true(gm_distance_to_object(a, gm_object("obj_c")) == 1e10);
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_turned_bar_touches_where_it_is_not_where_its_box_is),
        TEST(two_turned_bars_may_pass_each_other),
        TEST(the_first_match_is_the_oldest),
        TEST(shapes_find_what_they_cover),
        TEST(distances_are_between_boxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
