/* Built-in motion and animation, step by step. */
#include "notes.h"
#include "boxes.h"

#include <math.h>

static GmInstance *the_self;
static void (*the_end_deed)(GmInstance *self); /* what Animation End does, once */
static void (*the_step_deed)(GmInstance *self);
static bool the_steps_are_noted, the_draws_are_noted;

static void animation_end(GmInstance *self, const GmEvent *event) {
    (void)event;
    void (*deed)(GmInstance *) = the_end_deed;
    note_number("end", self->image_index);
    the_end_deed = NULL;
    if (deed != NULL) deed(self);
}
static void begin_step(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (the_steps_are_noted) note("begin");
}
static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    void (*deed)(GmInstance *) = the_step_deed;
    if (the_steps_are_noted) note_number("step", self->image_index);
    the_step_deed = NULL;
    if (deed != NULL) deed(self);
}
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    if (the_draws_are_noted) note_number("draw", self->image_index);
}

static const GmObject obj_mover = {0};
static const GmObject obj_picture = {.on = {[GM_ANIMATION_END] = animation_end,
                                            [GM_BEGIN_STEP] = begin_step,
                                            [GM_STEP] = step,
                                            [GM_DRAW] = draw}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_mover), GM_OBJECT(obj_picture), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    the_end_deed = the_step_deed = NULL;
    the_steps_are_noted = the_draws_are_noted = false;
    support_open(objects);
    the_self = gm_instance(support_make("obj_mover"));
    return 0;
}

/* A relative tolerance of 1e-9, as the specification asks for. */
static void assert_near(double actual, double expected) {
    if (fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))) return;
    print_error("%.12g, expected %.12g\n", actual, expected);
    fail();
}

static void assert_rounded(double actual, double expected) { /* to six digits */
    if (fabs(actual - expected) <= 0.5e-6) return;
    print_error("%.9f, expected %.6f\n", actual, expected);
    fail();
}

/* MARK: speed and direction */

/* spec: runtime-model R-35 */
static void speed_and_direction_follow_the_components(void **state) {
    (void)state;
    gm_set_hspeed(the_self, 3);
    gm_set_vspeed(the_self, 4);
    assert_near(gm_speed(the_self), 5);
    assert_rounded(gm_direction(the_self), 306.869898);
    the_self->hspeed = 3;
    the_self->vspeed = -4; /* writing the fields does the same */
    assert_near(gm_speed(the_self), 5);
    assert_rounded(gm_direction(the_self), 53.130102);
}

/* spec: runtime-model, 5.2 */
static void the_components_follow_speed_and_direction(void **state) {
    (void)state;
    gm_set_direction(the_self, 30);
    gm_set_speed(the_self, 2);
    assert_true(fabs(the_self->hspeed - 1.73205) < 1e-5);
    assert_true(the_self->vspeed == -1);
    gm_set_direction(the_self, 90);
    assert_true(the_self->hspeed == 0 && the_self->vspeed == -2);
    gm_set_direction(the_self, 180);
    assert_true(the_self->hspeed == -2 && the_self->vspeed == 0);
    gm_set_direction(the_self, 270);
    assert_true(the_self->hspeed == 0 && the_self->vspeed == 2);
    gm_set_direction(the_self, 0);
    assert_true(the_self->hspeed == 2 && the_self->vspeed == 0);
    gm_motion_set(the_self, 90, 7);
    assert_true(gm_speed(the_self) == 7 && gm_direction(the_self) == 90);
}

/* spec: runtime-model R-38 */
static void directions_are_brought_into_one_turn(void **state) {
    (void)state;
    gm_set_direction(the_self, -90);
    assert_true(gm_direction(the_self) == 270);
    gm_set_direction(the_self, 360);
    assert_true(gm_direction(the_self) == 0);
    gm_set_direction(the_self, 725);
    assert_true(gm_direction(the_self) == 5);
    gm_set_direction(the_self, -725);
    assert_true(gm_direction(the_self) == 355);
}

/* spec: runtime-model R-39, 5.2 */
static void who_stops_keeps_its_direction(void **state) {
    (void)state;
    gm_set_hspeed(the_self, 5);
    gm_set_hspeed(the_self, 0);
    assert_true(gm_direction(the_self) == 0);
    gm_set_vspeed(the_self, -2);
    assert_true(gm_direction(the_self) == 90);
    gm_set_vspeed(the_self, 0);
    assert_true(gm_direction(the_self) == 90);
    gm_set_direction(the_self, 200);
    gm_set_speed(the_self, 3);
    gm_set_speed(the_self, 0);
    assert_true(gm_direction(the_self) == 200);
    gm_set_speed(the_self, 3);
    assert_true(gm_direction(the_self) == 200);
}

static void a_negative_speed_goes_backwards(void **state) {
    (void)state;
    gm_motion_set(the_self, 0, -2);
    assert_true(the_self->hspeed == -2);
    assert_true(gm_speed(the_self) == -2 && gm_direction(the_self) == 0);
    support_steps(2);
    assert_true(the_self->x == -4);
}

/* spec: runtime-model 5.3 */
static void motions_add_up_and_lead_to_points(void **state) {
    (void)state;
    gm_motion_set(the_self, 0, 3);
    gm_motion_add(the_self, 90, 4);
    assert_near(gm_speed(the_self), 5);
    assert_true(the_self->hspeed == 3 && the_self->vspeed == -4);
    the_self->x = 10;
    the_self->y = 10;
    gm_move_towards_point(the_self, 10, 50, 8);
    assert_true(the_self->hspeed == 0 && the_self->vspeed == 8);
    assert_true(gm_speed(the_self) == 8 && gm_direction(the_self) == 270);
    support_steps(6);
    assert_true(the_self->y == 58); /* it does not stop there */
}

/* spec: runtime-model R-116 */
static void wrapping_is_strict(void **state) {
    (void)state;
    the_self->x = gm_room_width() + 1;
    gm_move_wrap(the_self, true, false, 0);
    assert_true(the_self->x == 1);
    the_self->x = gm_room_width();
    gm_move_wrap(the_self, true, false, 0);
    assert_true(the_self->x == gm_room_width());
    the_self->x = -17;
    the_self->y = -17;
    gm_move_wrap(the_self, true, false, 16);
    assert_true(the_self->x == gm_room_width() + 15 && the_self->y == -17);
    gm_move_wrap(the_self, false, true, 16);
    assert_true(the_self->y == gm_room_height() + 15);
}

/* MARK: friction and gravity */

static void expect_speeds(const double *speeds, int count) {
    for (int i = 0; i < count; i++) {
        support_steps(1);
        assert_near(gm_speed(the_self), speeds[i]);
    }
}

/* spec: runtime-model R-40 */
static void friction_slows_down_to_nought(void **state) {
    (void)state;
    gm_set_speed(the_self, 1);
    gm_set_friction(the_self, 0.3);
    expect_speeds((const double[]){0.7, 0.4, 0.1, 0, 0}, 5);
    assert_near(the_self->x, 1.2);
}

/* spec: runtime-model R-41 */
static void friction_slows_down_a_negative_speed(void **state) {
    (void)state;
    gm_set_speed(the_self, -1);
    gm_set_friction(the_self, 0.4);
    expect_speeds((const double[]){-0.6, -0.2, 0, 0}, 4);
    assert_near(the_self->x, -0.8);
}

/* spec: runtime-model R-42 */
static void friction_does_not_start_anything(void **state) {
    (void)state;
    gm_set_friction(the_self, 1);
    expect_speeds((const double[]){0, 0}, 2);
    gm_set_friction(the_self, -1);
    expect_speeds((const double[]){0, 0}, 2);
    gm_set_speed(the_self, 1);
    expect_speeds((const double[]){2, 3}, 2); /* a negative one accelerates */
}

/* spec: runtime-model R-43 */
static void gravity_is_added_before_the_move(void **state) {
    (void)state;
    the_self->x = 100;
    gm_set_gravity(the_self, 0.5);
    double expected = 0;
    for (int i = 1; i <= 3; i++) {
        expected += 0.5 * i;
        support_steps(1);
        assert_near(the_self->y, expected);
    }
    assert_near(gm_direction(the_self), 270);
    assert_true(the_self->x == 100); /* straight down */
    assert_true(gm_gravity(the_self) == 0.5);
}

/* spec: runtime-model 5.1 */
static void gravity_pulls_where_it_is_told_to(void **state) {
    (void)state;
    gm_set_gravity(the_self, 2);
    gm_set_gravity_direction(the_self, 180);
    support_steps(2);
    assert_near(the_self->x, -6);
    assert_near(the_self->y, 0);
    gm_set_gravity(the_self, 0);
    support_steps(1);
    assert_near(the_self->x, -10);
}

/* spec: runtime-model R-44 */
static void friction_comes_before_gravity(void **state) {
    (void)state;
    gm_set_friction(the_self, 0.5);
    gm_set_gravity(the_self, 1);
    gm_set_vspeed(the_self, 2);
    support_steps(1);
    assert_near(the_self->vspeed, 2.5);
    assert_near(the_self->y, 2.5);
}

/* spec: runtime-model 5.1, 4.7 */
static void only_the_active_move(void **state) {
    (void)state;
    the_self->hspeed = 1;
    support_steps(1);
    gm_instance_deactivate_object(the_self->id);
    support_steps(3);
    gm_instance_activate_all();
    support_steps(1);
    assert_true(the_self->x == 2);
}

/* MARK: animation */

static GmInstance *make_picture(int frames) {
    GmInstance *self = gm_instance(support_make("obj_picture"));
    self->sprite_index = make_box("spr_picture", 8, 8, frames);
    return self;
}

/* spec: runtime-model R-63 */
static void an_animation_wraps_before_begin_step(void **state) {
    (void)state;
    make_picture(4);
    the_steps_are_noted = true;
    support_steps(5);
    assert_notes("begin step=1 begin step=2 begin step=3 end=0 begin step=0 begin step=1");
}

/* spec: runtime-model R-64 */
static void backwards_it_wraps_at_the_front(void **state) {
    (void)state;
    make_picture(4)->image_speed = -1;
    the_steps_are_noted = true;
    support_steps(2);
    assert_notes("end=3 begin step=3 begin step=2");
}

/* spec: runtime-model R-65 */
static void a_sprites_speed_is_in_images_per_second(void **state) {
    (void)state;
    GmInstance *self = make_picture(4);
    gm_sprite_set_speed(self->sprite_index, 10);
    assert_int_equal(gm_game_get_speed(), 60);
    support_steps(3);
    assert_near(self->image_index, 3.0 / 6);
    self->image_speed = 2;
    support_steps(3);
    assert_near(self->image_index, 3.0 / 6 + 1);
    gm_game_set_speed(30);
    support_steps(1);
    assert_near(self->image_index, 1.5 + 2.0 / 3);
}

/* spec: runtime-model R-146 */
static void one_wrap_a_step_whatever_the_speed(void **state) {
    (void)state;
    make_picture(4)->image_speed = 3.7;
    the_steps_are_noted = true;
    support_steps(4);
    assert_notes("begin step=3.7 end=3.4 begin step=3.4 end=3.1 begin step=3.1 end=2.8 begin "
                 "step=2.8");
}

static void jump_to_9_5(GmInstance *self) {
    self->image_index = 9.5;
}

/* spec: runtime-model R-147 */
static void an_index_past_the_end_comes_back_one_round_a_step(void **state) {
    (void)state;
    make_picture(4);
    the_step_deed = jump_to_9_5;
    the_draws_are_noted = true;
    support_steps(4);
    assert_notes("draw=9.5 end=6.5 draw=6.5 end=3.5 draw=3.5 end=0.5 draw=0.5");
}

/* spec: runtime-model 7.4: the wrap does not ask for a speed */
static void an_index_past_the_end_comes_back_at_speed_0_too(void **state) {
    (void)state;
    GmInstance *self = make_picture(4);
    self->image_speed = 0;
    support_steps(2);
    assert_true(self->image_index == 0);
    self->image_index = 5;
    support_steps(1);
    assert_notes("end=1");
    self->image_index = -1;
    support_steps(2);
    assert_notes("end=3");
    assert_true(self->image_index == 3);
}

static int the_other_sprite;
static void change_sprite(GmInstance *self) {
    self->sprite_index = the_other_sprite;
    self->image_index = 0;
}

/* spec: runtime-model R-148 */
static void animation_end_may_change_the_sprite(void **state) {
    (void)state;
    make_picture(3);
    the_other_sprite = make_box("spr_other", 8, 8, 2);
    gm_sprite_set_speed(the_other_sprite, 30);
    the_end_deed = change_sprite;
    support_steps(2);
    the_draws_are_noted = true;
    support_steps(5);
    assert_notes("end=0 draw=0 draw=0.5 draw=1 draw=1.5 end=0 draw=0");
}

/* spec: runtime-model 7.4 */
static void a_single_image_ends_in_every_step(void **state) {
    (void)state;
    make_picture(1);
    support_steps(3);
    assert_notes("end=0 end=0 end=0");
}

/* spec: runtime-model 7.4 ("Do this") */
static void without_a_sprite_nothing_is_animated(void **state) {
    (void)state;
    GmInstance *self = gm_instance(support_make("obj_picture"));
    support_steps(3);
    assert_notes("");
    assert_true(self->image_index == 0);
    self->image_index = 7; /* past no end */
    self->sprite_index = 12345;
    support_steps(2);
    assert_notes("");
    assert_true(self->image_index == 7);
}

static void make_a_picture(GmInstance *self) {
    GmInstance *made = gm_instance(support_make("obj_picture"));
    made->sprite_index = self->sprite_index;
    made->image_index = 3;
}

/* spec: runtime-model 1.3: the whole phase is one broadcast */
static void what_animation_end_makes_is_animated_from_the_next_step_on(void **state) {
    (void)state;
    make_picture(4)->image_index = 3;
    the_end_deed = make_a_picture;
    support_steps(1);
    assert_notes("end=0");
    support_steps(1);
    assert_notes("end=0");
}

/* spec: runtime-model 7.4 */
static void the_invisible_are_animated_too(void **state) {
    (void)state;
    make_picture(2)->visible = false;
    support_steps(4);
    assert_notes("end=0 end=0");
}

/* MARK: lengths and angles */

/* spec: runtime-model R-174 */
static void lengths_and_angles_are_snapped(void **state) {
    (void)state;
    assert_true(gm_lengthdir_x(100, 90) == 0);
    assert_true(gm_lengthdir_y(100, 30) == -50);
    assert_true(gm_lengthdir_x(100, 60) == 50);
    assert_rounded(gm_lengthdir_x(100, 45), 70.710678);
    assert_true(gm_lengthdir_y(-5, 90) == 5);
    assert_true(gm_angle_difference(350, 10) == -20);
    assert_true(gm_angle_difference(10, 350) == 20);
    assert_true(gm_angle_difference(0, 180) == -180);
    assert_true(gm_angle_difference(180, 0) == -180);
    assert_true(gm_angle_difference(720, 45) == -45);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(speed_and_direction_follow_the_components),
        CASE(the_components_follow_speed_and_direction),
        CASE(directions_are_brought_into_one_turn),
        CASE(who_stops_keeps_its_direction),
        CASE(a_negative_speed_goes_backwards),
        CASE(motions_add_up_and_lead_to_points),
        CASE(wrapping_is_strict),
        CASE(friction_slows_down_to_nought),
        CASE(friction_slows_down_a_negative_speed),
        CASE(friction_does_not_start_anything),
        CASE(gravity_is_added_before_the_move),
        CASE(gravity_pulls_where_it_is_told_to),
        CASE(friction_comes_before_gravity),
        CASE(only_the_active_move),
        CASE(an_animation_wraps_before_begin_step),
        CASE(backwards_it_wraps_at_the_front),
        CASE(a_sprites_speed_is_in_images_per_second),
        CASE(one_wrap_a_step_whatever_the_speed),
        CASE(an_index_past_the_end_comes_back_one_round_a_step),
        CASE(an_index_past_the_end_comes_back_at_speed_0_too),
        CASE(animation_end_may_change_the_sprite),
        CASE(a_single_image_ends_in_every_step),
        CASE(without_a_sprite_nothing_is_animated),
        CASE(what_animation_end_makes_is_animated_from_the_next_step_on),
        CASE(the_invisible_are_animated_too),
        CASE(lengths_and_angles_are_snapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
