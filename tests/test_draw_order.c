/* What is drawn behind what, and in which pass. Depths, layers, and those made while drawing. */
#include "deeds.h"
#include "boxes.h"

NOTES(on_draw, "Draw")
NOTES(on_draw_begin, "DrawBegin")
NOTES(on_draw_end, "DrawEnd")
NOTES(on_gui, "GUI")
NOTES(on_create, "Create")
NOTES(on_step, "Step")
NOTES_AND_DEED(draw_with_deed, "Draw")
static void step_with_deed(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    do_once(&the_deed, self);
}

static const GmObject obj_a = {.vars = GM_VARS(Named, name), .on = {[GM_DRAW] = on_draw}};
static const GmObject obj_maker = {.vars = GM_VARS(Named, name),
                                   .on = {[GM_DRAW_BEGIN] = on_draw_begin,
                                          [GM_DRAW] = draw_with_deed,
                                          [GM_DRAW_END] = on_draw_end,
                                          [GM_DRAW_GUI] = on_gui}};
static const GmObject obj_new = {.vars = GM_VARS(Named, name),
                                 .on = {[GM_CREATE] = on_create,
                                        [GM_DRAW_BEGIN] = on_draw_begin,
                                        [GM_DRAW] = on_draw,
                                        [GM_DRAW_END] = on_draw_end,
                                        [GM_DRAW_GUI] = on_gui}};
static const GmObject obj_plain = {.vars = GM_VARS(Named, name)};
static const GmObject obj_stepper = {.vars = GM_VARS(Named, name),
                                     .on = {[GM_STEP] = step_with_deed}};
static const GmObject obj_walker = {
    .vars = GM_VARS(Named, name),
    .on = {[GM_STEP] = on_step, [GM_DRAW] = on_draw, [GM_DRAW_GUI] = on_gui}};

static const GmNamedObject objects[] = {
    GM_OBJECT(obj_a),       GM_OBJECT(obj_maker),  GM_OBJECT(obj_new), GM_OBJECT(obj_plain),
    GM_OBJECT(obj_stepper), GM_OBJECT(obj_walker), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    deeds_open(objects);
    return 0;
}

static int make_on(int layer, const char *object, const char *name) {
    the_next_name = name;
    int id = gm_instance_create_layer(0, 0, layer, object);
    (void)name_of(gm_instance(id));
    return id;
}

static int make_deep(int depth, const char *object, const char *name) {
    the_next_name = name;
    int id = gm_instance_create_depth(0, 0, depth, object);
    (void)name_of(gm_instance(id));
    return id;
}

/* MARK: order */

/* spec: runtime-model R-84 */
static void larger_depths_are_drawn_first(void **state) {
    (void)state;
    make_deep(0, "obj_a", "middle");
    make_deep(-100, "obj_a", "near");
    make_deep(100, "obj_a", "far");
    support_steps(1);
    assert_notes("far.Draw middle.Draw near.Draw");
}

/* spec: runtime-model R-85 */
static void the_newest_on_a_layer_is_behind(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    support_steps(2);
    assert_notes("a3.Draw a2.Draw a1.Draw a3.Draw a2.Draw a1.Draw");
}

/* spec: runtime-model R-86 */
static void the_invisible_are_not_drawn_but_step(void **state) {
    (void)state;
    int id = make("obj_walker", "w");
    gm_instance(id)->visible = false;
    support_steps(1);
    assert_notes("w.Step");
    gm_instance(id)->visible = true;
    support_steps(1);
    assert_notes("w.Step w.Draw w.GUI");
    gm_layer_set_visible("Instances", false);
    support_steps(1);
    assert_notes("w.Step");
}

static void depth_5(GmInstance *self) {
    gm_set_depth(self, 5);
    note_number("depth", gm_depth(self));
}

/* spec: runtime-model R-87 */
static void a_written_depth_reads_back_at_once_and_moves_to_a_layer_there(void **state) {
    (void)state;
    int instances = gm_layer_get_id("Instances");
    gm_layer_depth(instances, 0);
    int id = make("obj_stepper", "s");
    make_on(gm_layer_create(3, "Three"), "obj_a", "three");
    make("obj_a", "zero");
    the_deed = depth_5;
    support_steps(1);
    assert_notes("depth=5 three.Draw zero.Draw");
    const GmInstance *self = gm_instance(id);
    assert_int_not_equal(gm_layer(self), instances);
    assert_int_equal(gm_layer_get_depth(gm_layer(self)), 5);
    assert_int_equal(gm_depth(self), 5);
}

static void depth_50(GmInstance *self) {
    (void)self;
    gm_set_depth(gm_instance(gm_instance_find("obj_a", 0)), 50);
}

/* spec: runtime-model R-142 */
static void a_depth_written_in_step_counts_for_the_same_picture(void **state) {
    (void)state;
    int front = gm_layer_create(0, "Front"), back = gm_layer_create(20, "Back");
    make_on(front, "obj_a", "mover");
    make_on(front, "obj_a", "front");
    make_on(back, "obj_a", "back1");
    make_on(back, "obj_a", "back2");
    support_steps(1);
    assert_notes("back2.Draw back1.Draw front.Draw mover.Draw");
    make("obj_stepper", "s");
    the_deed = depth_50;
    support_steps(1);
    assert_notes("mover.Draw back2.Draw back1.Draw front.Draw");
}

/* spec: runtime-model R-143 */
static void depth_follows_the_layer_that_is_written(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_deep(77, "obj_a", "a"));
    assert_int_equal(gm_layer_get_depth(gm_layer(self)), 77);
    assert_int_equal(gm_depth(self), 77);
    gm_set_layer(self, gm_layer_create(40, "M"));
    assert_int_equal(gm_depth(self), 40);
    assert_string_equal(gm_layer_get_name(gm_layer(self)), "M");
    gm_set_layer(self, "m"); /* names are compared without case */
    assert_int_equal(gm_depth(self), 40);
}

/* spec: runtime-model R-144 (the part made at run time; room layers: test_room) */
static void a_new_layer_is_behind_those_of_its_depth(void **state) {
    (void)state;
    int p = gm_layer_create(5, "P"), q = gm_layer_create(5, "Q");
    make_on(p, "obj_a", "p");
    make_on(q, "obj_a", "q");
    support_steps(1);
    assert_notes("q.Draw p.Draw");
}

static void both_to_9(GmInstance *self) {
    (void)self;
    gm_set_depth(gm_instance(gm_instance_find("obj_a", 0)), 9);
    gm_set_depth(gm_instance(gm_instance_find("obj_a", 1)), 9);
}

/* spec: runtime-model R-145 */
static void the_last_to_arrive_on_a_layer_is_behind(void **state) {
    (void)state;
    make("obj_a", "x");
    make("obj_a", "y");
    make("obj_stepper", "s");
    the_deed = both_to_9;
    support_steps(1);
    assert_notes("y.Draw x.Draw");
    GmInstance *x = gm_instance(gm_instance_find("obj_a", 0));
    gm_set_layer(x, "Instances");
    gm_set_depth(x, 9);
    support_steps(1);
    assert_notes("x.Draw y.Draw");
}

/* spec: runtime-model 6.2 */
static void an_instance_of_a_moved_layer_moves_with_it(void **state) {
    (void)state;
    int p = gm_layer_create(5, "P"), q = gm_layer_create(10, "Q");
    GmInstance *on_p = gm_instance(make_on(p, "obj_a", "p"));
    make_on(q, "obj_a", "q");
    support_steps(1);
    assert_notes("q.Draw p.Draw");
    gm_layer_depth(p, 11);
    assert_int_equal(gm_depth(on_p), 11);
    support_steps(1);
    assert_notes("p.Draw q.Draw");
}

/* MARK: passes */

/* spec: runtime-model 1.4 */
static void each_pass_goes_over_all_layers(void **state) {
    (void)state;
    make_deep(10, "obj_maker", "far");
    make_deep(-10, "obj_maker", "near");
    support_steps(1);
    assert_notes("far.DrawBegin near.DrawBegin far.Draw near.Draw far.DrawEnd near.DrawEnd "
                 "far.GUI near.GUI");
}

/* spec: runtime-model 1.4 */
static void without_a_draw_event_the_sprite_is_drawn(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_at("obj_plain", "p", 20, 30));
    GmInstance *other = gm_instance(make_at("obj_a", "a", 60, 30));
    self->sprite_index = other->sprite_index = make_box("spr_box", 10, 10, 1);
    self->image_blend = GM_C_RED;
    support_steps(1);
    assert_int_equal(support_pixel(25, 35), GM_C_RED);
    assert_int_equal(support_pixel(31, 35), GM_C_BLACK);
    assert_int_equal(support_pixel(65, 35), GM_C_BLACK); /* its Draw event drew nothing */
    self->visible = false;
    support_steps(1);
    assert_int_equal(support_pixel(25, 35), GM_C_BLACK);
}

/* MARK: made while drawing */

static void make_new_here(GmInstance *self) {
    the_next_name = "new";
    gm_instance_create_layer(0, 0, gm_layer(self), "obj_new");
}

/* spec: runtime-model 1.4, C20 */
static void who_is_made_while_drawing_draws_from_the_next_picture_on(void **state) {
    (void)state;
    make("obj_maker", "m");
    the_deed = make_new_here;
    support_steps(1);
    assert_notes("m.DrawBegin m.Draw new.Create m.DrawEnd m.GUI");
    support_steps(1);
    assert_notes("new.DrawBegin m.DrawBegin new.Draw m.Draw new.DrawEnd m.DrawEnd new.GUI m.GUI");
}

static void make_new_at_many_depths(GmInstance *self) {
    (void)self;
    for (int depth = -300; depth <= 300; depth += 10) /* each on a new layer of its own */
        gm_instance_create_depth(0, 0, depth, "obj_plain");
    make_deep(-5, "obj_new", "near");
    make_deep(5, "obj_new", "far");
}

/* spec: runtime-model 1.4: "whatever its layer" */
static void layers_made_while_drawing_do_not_change_the_picture(void **state) {
    (void)state;
    make_deep(-1, "obj_maker", "front");
    make_deep(0, "obj_maker", "m");
    make_deep(1, "obj_maker", "back");
    the_deed = make_new_at_many_depths;
    support_steps(1);
    assert_notes("back.DrawBegin m.DrawBegin front.DrawBegin back.Draw near.Create far.Create "
                 "m.Draw front.Draw back.DrawEnd m.DrawEnd front.DrawEnd back.GUI m.GUI front.GUI");
    support_steps(1);
    assert_non_null(strstr(the_notes, "far.Draw back.Draw m.Draw front.Draw near.Draw"));
}

static void destroy_the_front_layer(GmInstance *self) {
    (void)self;
    gm_layer_destroy("Front");
}

/* spec: runtime-model 4.4, 1.2 */
static void a_layer_destroyed_while_drawing_is_gone_at_once(void **state) {
    (void)state;
    make_deep(50, "obj_maker", "m");
    make_on(gm_layer_create(0, "Front"), "obj_new", "gone");
    make_deep(-50, "obj_a", "near");
    forget_notes();
    the_deed = destroy_the_front_layer;
    support_steps(1);
    assert_notes("m.DrawBegin gone.DrawBegin m.Draw near.Draw m.DrawEnd m.GUI");
    support_steps(1);
    assert_notes("m.DrawBegin m.Draw near.Draw m.DrawEnd m.GUI");
}

/* MARK: layers come and go */

/* spec: runtime-model 4.4: all of them, over a snapshot (differs from HTML5) */
static void destroying_a_layer_ends_everyone_on_it(void **state) {
    (void)state;
    int layer = gm_layer_create(7, "Seven");
    for (int i = 0; i < 5; i++)
        make_on(layer, "obj_a", "gone");
    make("obj_a", "stays");
    gm_layer_destroy(layer);
    assert_false(gm_layer_exists(layer));
    assert_int_equal(gm_layer_get_id("Seven"), GM_NONE);
    assert_int_equal(gm_instance_number("obj_a"), 1);
    support_steps(1);
    assert_notes("stays.Draw");
    assert_int_not_equal(gm_layer_create(7, "Seven"), layer); /* ids are never given out twice */
}

/* A deactivated instance is not destroyed with its layer; it keeps its depth. */
static void who_was_deactivated_outlives_its_layer(void **state) {
    (void)state;
    int layer = gm_layer_create(7, "Seven");
    int id = make_on(layer, "obj_a", "sleeper");
    gm_instance_deactivate_object(id);
    gm_layer_destroy(layer);
    gm_layer_create(-20, "Other"); /* takes the memory of the first */
    make_deep(5, "obj_a", "near");
    make_deep(9, "obj_a", "far");
    gm_instance_activate_object(id);
    assert_int_equal(gm_depth(gm_instance(id)), 7);
    support_steps(1);
    assert_notes("far.Draw sleeper.Draw near.Draw");
    gm_instance_destroy(id);
    support_steps(1);
    assert_notes("far.Draw near.Draw");
}

/* spec: runtime-model 6.2: managed layers are reused by exact depth and go when they are empty */
static void layers_made_for_a_depth_go_when_they_are_empty(void **state) {
    (void)state;
    int id = make_deep(33, "obj_a", "a"), layer = gm_layer(gm_instance(id));
    int other = make_deep(33, "obj_a", "b");
    assert_int_equal(gm_layer(gm_instance(other)), layer);
    gm_instance_destroy(id);
    support_steps(1);
    assert_true(gm_layer_exists(layer));
    gm_instance_destroy(other);
    support_steps(1);
    assert_false(gm_layer_exists(layer));
    assert_true(gm_layer_exists(gm_layer_get_id("Instances")));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(larger_depths_are_drawn_first),
        CASE(the_newest_on_a_layer_is_behind),
        CASE(the_invisible_are_not_drawn_but_step),
        CASE(a_written_depth_reads_back_at_once_and_moves_to_a_layer_there),
        CASE(a_depth_written_in_step_counts_for_the_same_picture),
        CASE(depth_follows_the_layer_that_is_written),
        CASE(a_new_layer_is_behind_those_of_its_depth),
        CASE(the_last_to_arrive_on_a_layer_is_behind),
        CASE(an_instance_of_a_moved_layer_moves_with_it),
        CASE(each_pass_goes_over_all_layers),
        CASE(without_a_draw_event_the_sprite_is_drawn),
        CASE(who_is_made_while_drawing_draws_from_the_next_picture_on),
        CASE(layers_made_while_drawing_do_not_change_the_picture),
        CASE(a_layer_destroyed_while_drawing_is_gone_at_once),
        CASE(destroying_a_layer_ends_everyone_on_it),
        CASE(who_was_deactivated_outlives_its_layer),
        CASE(layers_made_for_a_depth_go_when_they_are_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
