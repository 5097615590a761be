/* The order of a step: which events run, on whom, and when. */
#include "deeds.h"
#include "boxes.h"

#include "../platform/clock.h"
#include "../runtime/game.h"

#include <SDL.h>

/* MARK: objects */

NOTES(on_animation_end, "AnimationEnd")
NOTES(on_begin_step, "BeginStep")
NOTES(on_async, "Async")
NOTES(on_alarm0, "Alarm0")
NOTES(on_key_held, "KeyHeld")
NOTES(on_key_press, "KeyPress")
NOTES(on_key_release, "KeyRelease")
NOTES(on_global_left, "GlobalLeft")
NOTES(on_step, "Step")
NOTES(on_outside, "Outside")
NOTES(on_boundary, "Boundary")
NOTES(on_collision, "Collision")
NOTES(on_end_step, "EndStep")
NOTES(on_pre_draw, "PreDraw")
NOTES(on_draw_begin, "DrawBegin")
NOTES(on_draw, "Draw")
NOTES(on_draw_end, "DrawEnd")
NOTES(on_post_draw, "PostDraw")
NOTES(on_gui_begin, "GUIBegin")
NOTES(on_gui, "GUI")
NOTES(on_gui_end, "GUIEnd")

/* All of a step and of a picture. */
static const GmObject obj_all = {.vars = GM_VARS(Named, name),
                                 .collide = GM_COLLIDE({"obj_other", on_collision}),
                                 .on = {[GM_ANIMATION_END] = on_animation_end,
                                        [GM_BEGIN_STEP] = on_begin_step,
                                        [GM_ASYNC_SOCIAL] = on_async,
                                        [GM_ALARM(0)] = on_alarm0,
                                        [GM_KEYBOARD('A')] = on_key_held,
                                        [GM_KEY_PRESS('A')] = on_key_press,
                                        [GM_KEY_RELEASE('B')] = on_key_release,
                                        [GM_GLOBAL_LEFT] = on_global_left,
                                        [GM_STEP] = on_step,
                                        [GM_OUTSIDE_ROOM] = on_outside,
                                        [GM_INTERSECT_BOUNDARY] = on_boundary,
                                        [GM_END_STEP] = on_end_step,
                                        [GM_PRE_DRAW] = on_pre_draw,
                                        [GM_DRAW_BEGIN] = on_draw_begin,
                                        [GM_DRAW] = on_draw,
                                        [GM_DRAW_END] = on_draw_end,
                                        [GM_POST_DRAW] = on_post_draw,
                                        [GM_DRAW_GUI_BEGIN] = on_gui_begin,
                                        [GM_DRAW_GUI] = on_gui,
                                        [GM_DRAW_GUI_END] = on_gui_end}};
static const GmObject obj_other = {0};

NOTES_AND_DEED(step_with_deed, "Step")

static const GmObject obj_a = {
    .vars = GM_VARS(Named, name),
    .on = {
        [GM_BEGIN_STEP] = on_begin_step, [GM_STEP] = step_with_deed, [GM_END_STEP] = on_end_step}};
static const GmObject obj_b = {.vars = GM_VARS(Named, name), .on = {[GM_STEP] = step_with_deed}};

/* What Step makes: notes its whole life. */
static void fly(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_of(self, "Create");
    self->hspeed = 3;
    self->sprite_index = gm_sprite("spr_box16");
}
static void hit(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_of(self, gm_text("Collision(x%g)", self->x));
}
static const GmObject obj_late = {
    .collide = GM_COLLIDE({"obj_other", hit}),
    .on = {
        [GM_CREATE] = fly, [GM_STEP] = on_step, [GM_END_STEP] = on_end_step, [GM_DRAW] = on_draw}};

static void note_xs(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_of(self, gm_text("EndStep(x%g,xprevious%g)", self->x, self->xprevious));
}
static void note_xs_at_collision(GmInstance *self, const GmEvent *event) {
    (void)event;
    note_of(self, gm_text("Collision(x%g,xprevious%g)", self->x, self->xprevious));
}
static const GmObject obj_mover = {.vars = GM_VARS(Named, name),
                                   .collide = GM_COLLIDE({"obj_other", note_xs_at_collision}),
                                   .on = {[GM_STEP] = step_with_deed, [GM_END_STEP] = note_xs}};

NOTES(on_any_key, "KeyHeld(any)")
NOTES(on_no_key, "KeyHeld(none)")
NOTES(on_held_b, "KeyHeld(B)")
static const GmObject obj_keys = {.on = {[GM_KEYBOARD('A')] = on_key_held,
                                         [GM_KEYBOARD('B')] = on_held_b,
                                         [GM_KEYBOARD(GM_VK_ANYKEY)] = on_any_key,
                                         [GM_KEYBOARD(GM_VK_NOKEY)] = on_no_key}};

NOTES(on_left_held, "LeftHeld")
NOTES(on_left_pressed, "LeftPressed")
NOTES(on_left_released, "LeftReleased")
NOTES(on_global_released, "GlobalReleased")
NOTES(on_no_button, "NoButton")
NOTES(on_enter, "Enter")
NOTES(on_leave, "Leave")
#define MOUSE_EVENTS                                                                               \
    [GM_MOUSE_LEFT] = on_left_held, [GM_MOUSE_LEFT_PRESSED] = on_left_pressed,                     \
    [GM_MOUSE_LEFT_RELEASED] = on_left_released, [GM_MOUSE_NO_BUTTON] = on_no_button,              \
    [GM_MOUSE_ENTER] = on_enter, [GM_MOUSE_LEAVE] = on_leave
static const GmObject obj_mouse_a = {
    .vars = GM_VARS(Named, name),
    .on = {MOUSE_EVENTS, [GM_GLOBAL_LEFT_RELEASED] = on_global_released}};
static const GmObject obj_mouse_b = {.vars = GM_VARS(Named, name), .on = {MOUSE_EVENTS}};
static const GmObject obj_mouse_c = {.vars = GM_VARS(Named, name), .on = {MOUSE_EVENTS}};

static const GmNamedObject objects[] = {GM_OBJECT(obj_a),
                                        GM_OBJECT(obj_all),
                                        GM_OBJECT(obj_b),
                                        GM_OBJECT(obj_keys),
                                        GM_OBJECT(obj_late),
                                        GM_OBJECT(obj_mouse_a),
                                        GM_OBJECT(obj_mouse_b),
                                        GM_OBJECT(obj_mouse_c),
                                        GM_OBJECT(obj_mover),
                                        GM_OBJECT(obj_other),
                                        {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    deeds_open(objects);
    make_box("spr_box16", 16, 16, 1);
    make_box("spr_four", 16, 16, 4);
    return 0;
}

static GmInstance *make_box16(const char *object, const char *name, double x, double y) {
    GmInstance *self = gm_instance(make_at(object, name, x, y));
    self->sprite_index = gm_sprite("spr_box16");
    return self;
}

/* MARK: phases */

/* spec: runtime-model R-1 */
static void a_step_and_its_picture_run_in_the_promised_order(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_at("obj_all", "a", 100, 100));
    gm_alarm_set(self, 0, 1);
    key_down('A');
    support_steps(1);
    assert_notes("a.BeginStep a.Alarm0 a.KeyHeld a.KeyPress a.Step a.EndStep a.PreDraw "
                 "a.DrawBegin a.Draw a.DrawEnd a.PostDraw a.GUIBegin a.GUI a.GUIEnd");
}

/* spec: runtime-model 1.2 */
static void everything_that_can_happen_in_a_step_has_its_place(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_at("obj_all", "a", 300, 100));
    make_box16("obj_other", "o", 330, 100);
    key_down('B');
    support_steps(1);
    forget_notes();
    self->sprite_index = gm_sprite("spr_four");
    self->image_index = 3;
    self->hspeed = 25; /* to 325: outside, and on obj_other */
    gm_alarm_set(self, 0, 1);
    gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_map());
    key_down('A');
    key_up('B');
    mouse_down(10, 10);
    support_steps(1);
    assert_notes("a.AnimationEnd a.BeginStep a.Async a.Alarm0 a.KeyHeld a.KeyPress a.KeyRelease "
                 "a.GlobalLeft a.Step a.Outside a.Boundary a.Collision a.EndStep a.PreDraw "
                 "a.DrawBegin a.Draw a.DrawEnd a.PostDraw a.GUIBegin a.GUI a.GUIEnd");
}

/* spec: runtime-model R-2 */
static void every_begin_step_comes_before_any_step(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    support_steps(1);
    assert_notes("a1.BeginStep a2.BeginStep a3.BeginStep a1.Step a2.Step a3.Step a1.EndStep "
                 "a2.EndStep a3.EndStep");
}

/* spec: runtime-model R-3 (differs from HTML5) */
static void the_oldest_of_an_object_comes_first(void **state) {
    (void)state;
    make("obj_b", "b1");
    make("obj_b", "b2");
    make("obj_b", "b3");
    support_steps(1);
    assert_notes("b1.Step b2.Step b3.Step");
}

/* spec: runtime-model R-4 */
static void the_objects_index_comes_before_age(void **state) {
    (void)state;
    make("obj_mover", "m1");
    make("obj_b", "b1");
    support_steps(1);
    assert_notes("b1.Step m1.Step m1.EndStep(x0,xprevious0)");
}

static void make_late(GmInstance *self) {
    (void)self;
    support_make("obj_late");
    note("returned");
}

/* spec: runtime-model R-8 */
static void what_step_makes_has_its_step_next_time_but_moves_and_draws_now(void **state) {
    (void)state;
    make_box16("obj_other", "o", 10, 0);
    make("obj_a", "a");
    the_deed = make_late;
    support_steps(1);
    assert_notes("a.BeginStep a.Step obj_late.Create returned obj_late.Collision(x3) a.EndStep "
                 "obj_late.EndStep obj_late.Draw");
    support_steps(1);
    assert_notes("a.BeginStep a.Step obj_late.Step obj_late.Collision(x6) a.EndStep "
                 "obj_late.EndStep obj_late.Draw");
}

static void to_100(GmInstance *self) {
    self->x = 100;
}

/* spec: runtime-model R-45 */
static void xprevious_is_where_the_step_began(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make_at("obj_mover", "m", 7, 0));
    support_steps(1);
    assert_notes("m.Step m.EndStep(x7,xprevious7)");
    the_deed = to_100;
    support_steps(1);
    assert_notes("m.Step m.EndStep(x100,xprevious7)");
    self->x = 50; /* between two steps: that is where the next one begins */
    support_steps(1);
    assert_notes("m.Step m.EndStep(x50,xprevious50)");
}

/* spec: runtime-model R-46 */
static void collisions_see_the_position_after_the_motion(void **state) {
    (void)state;
    GmInstance *self = make_box16("obj_mover", "m", 20, 0);
    make_box16("obj_other", "o", 110, 0);
    support_steps(1);
    forget_notes();
    self->hspeed = 5;
    the_deed = to_100;
    support_steps(1);
    assert_notes("m.Step m.Collision(x105,xprevious20) m.EndStep(x105,xprevious20)");
}

static void deactivate_self(GmInstance *self) {
    gm_instance_deactivate_object(self->id);
}

/* spec: runtime-model R-160 */
static void who_deactivates_itself_gets_no_more_and_nobody_loses_its_turn(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    the_deed = deactivate_self;
    support_steps(1);
    assert_notes("a1.BeginStep a2.BeginStep a3.BeginStep a1.Step a2.Step a3.Step a2.EndStep "
                 "a3.EndStep");
}

static void destroy_all(GmInstance *self) {
    (void)self;
    gm_instance_destroy(GM_ALL);
}

/* spec: runtime-model 1.2, C19 */
static void who_is_destroyed_gets_no_further_event(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_b", "b1");
    the_deed = destroy_all;
    support_steps(2);
    assert_notes("a1.BeginStep a2.BeginStep a1.Step");
}

static void off_and_on(GmInstance *self) {
    gm_instance_deactivate_all(self);
    gm_instance_activate_all();
}

/* spec: runtime-model 1.3: a handler runs once; who comes back is at the end, for the next event */
static void who_comes_back_during_an_event_waits_for_the_next(void **state) {
    (void)state;
    make("obj_a", "a1");
    make("obj_a", "a2");
    make("obj_a", "a3");
    the_deed = off_and_on;
    support_steps(1);
    assert_notes("a1.BeginStep a2.BeginStep a3.BeginStep a1.Step a1.EndStep a2.EndStep a3.EndStep");
}

/* MARK: input */

/* spec: runtime-model R-80 */
static void keys_come_in_ascending_order_then_any_or_none(void **state) {
    (void)state;
    support_make("obj_keys");
    key_down('B');
    key_down('A');
    support_steps(1);
    assert_notes("obj_keys.KeyHeld obj_keys.KeyHeld(B) obj_keys.KeyHeld(any)");
    key_up('A');
    key_up('B');
    support_steps(1);
    assert_notes("obj_keys.KeyHeld(none)");
}

/* spec: runtime-model R-82 */
static void a_press_on_an_instance_is_held_then_pressed_then_enter(void **state) {
    (void)state;
    make_box16("obj_mouse_a", "a", 100, 100);
    mouse_down(105, 105);
    support_steps(1);
    assert_notes("a.LeftHeld a.LeftPressed a.Enter");
}

/* spec: runtime-model R-152 */
static void enter_and_leave_follow_the_edges_of_the_mask(void **state) {
    (void)state;
    make_box16("obj_mouse_a", "a", 100, 100);
    mouse_to(99, 100);
    support_steps(1);
    assert_notes("");
    mouse_to(100, 100);
    support_steps(1);
    assert_notes("a.NoButton a.Enter");
    mouse_to(115, 100);
    support_steps(1);
    assert_notes("a.NoButton");
    mouse_to(116, 100);
    support_steps(1);
    assert_notes("a.Leave");
}

/* spec: runtime-model R-153 */
static void a_button_that_went_down_elsewhere_is_held_but_not_pressed(void **state) {
    (void)state;
    make_box16("obj_mouse_a", "a", 100, 100);
    mouse_down(10, 10);
    support_steps(1);
    assert_notes("");
    mouse_to(105, 105);
    support_steps(1);
    assert_notes("a.LeftHeld a.Enter");
    mouse_to(10, 10);
    support_steps(1);
    assert_notes("a.Leave");
    mouse_up(10, 10);
    support_steps(1);
    assert_notes("a.GlobalReleased");
}

/* spec: runtime-model R-154 */
static void everyone_under_the_pointer_gets_it_in_object_order(void **state) {
    (void)state;
    gm_set_depth(make_box16("obj_mouse_c", "c", 100, 100), 30);
    gm_set_depth(make_box16("obj_mouse_b", "b", 104, 104), -10);
    gm_set_depth(make_box16("obj_mouse_a", "a", 98, 98), 10);
    make_at("obj_mouse_a", "bare", 105, 105);
    gm_instance("obj_mouse_c")->visible = false;
    mouse_to(106, 106);
    support_steps(1);
    forget_notes();
    mouse_down(106, 106);
    support_steps(1);
    assert_notes("a.LeftHeld a.LeftPressed b.LeftHeld b.LeftPressed c.LeftHeld c.LeftPressed");
}

/* MARK: the queue */

static void post_social(GmInstance *self) {
    (void)self;
    gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_map());
}

/* spec: runtime-model R-109 */
static void what_step_posts_arrives_after_the_next_begin_step(void **state) {
    (void)state;
    make("obj_b", "b");
    make_at("obj_all", "a", 100, 100);
    the_deed = post_social;
    support_steps(1);
    assert_null(strstr(the_notes, "Async"));
    forget_notes();
    support_steps(1);
    assert_non_null(strstr(the_notes, "a.BeginStep a.Async a.Step b.Step"));
}

/* MARK: the room's edge */

/* spec: runtime-model */
static void outside_room_comes_once_for_each_time_it_leaves(void **state) {
    (void)state;
    static const GmObject leaver = {.on = {[GM_OUTSIDE_ROOM] = on_outside}};
    support_close();
    support_open((const GmNamedObject[]){{"obj_leaver", &leaver}, {NULL, NULL}});
    int box = make_box("spr_box16", 16, 16, 1);
    GmInstance *self = gm_instance(support_make("obj_leaver"));
    self->sprite_index = box;
    self->x = 320; /* its left edge lies on the room's right one: not yet */
    support_steps(1);
    assert_notes("");
    self->x = 321;
    support_steps(1);
    assert_notes("obj_leaver.Outside");
    support_steps(5);
    assert_notes("");
    self->x = 100;
    support_steps(1);
    self->y = -17;
    support_steps(3);
    assert_notes("obj_leaver.Outside");
    gm_instance_create_layer(-100, 0, "Instances", "obj_leaver");
    support_steps(2);
    assert_notes("obj_leaver.Outside");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

/* MARK: the clock */

/* The fifth step takes a second. */
static void take_long(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    int64_t end = clock_now_us() + 1000000;
    while (gm_step_count() == 5 && clock_now_us() < end) {
    }
}

/* Sixty steps late; made up for all at once, they and the eighteen of 0.3 s were 78. */
static void a_game_that_was_late_for_long_does_not_race_afterwards(void **state) {
    (void)state;
    static const GmObject obj_slow = {.on = {[GM_STEP] = take_long}};
    static const GmNamedObject all[] = {GM_OBJECT(obj_slow), {0}};
    assert_true(game_open(&(GmGameDesc){
        .size = sizeof(GmGameDesc), .objects = all, .headless = true, .quiet = true}));
    support_make("obj_slow");
    while (gm_step_count() < 5)
        game_step();
    int64_t end = clock_now_us() + 300000;
    while (clock_now_us() < end)
        game_step();
    assert_in_range(gm_step_count() - 5, 1, 40);
}

static int steps_after(SDL_Keycode key) {
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = key}}};
    SDL_PushEvent(&event);
    for (int i = 0; i < 10; i++)
        game_step();
    return gm_step_count();
}

static void a_game_that_starts_paused_waits_for_f3_or_f2(void **state) {
    (void)state;
    static const GmNamedObject none[] = {{0}};
    assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                        .objects = none,
                                        .headless = true,
                                        .fast = true,
                                        .quiet = true,
                                        .paused = true}));
    assert_int_equal(steps_after(SDLK_SPACE), 0);
    assert_int_equal(steps_after(SDLK_F3), 1);
    assert_int_equal(steps_after(SDLK_F2), 11);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_step_and_its_picture_run_in_the_promised_order),
        CASE(everything_that_can_happen_in_a_step_has_its_place),
        CASE(every_begin_step_comes_before_any_step),
        CASE(the_oldest_of_an_object_comes_first),
        CASE(the_objects_index_comes_before_age),
        CASE(what_step_makes_has_its_step_next_time_but_moves_and_draws_now),
        CASE(xprevious_is_where_the_step_began),
        CASE(collisions_see_the_position_after_the_motion),
        CASE(who_deactivates_itself_gets_no_more_and_nobody_loses_its_turn),
        CASE(who_is_destroyed_gets_no_further_event),
        CASE(who_comes_back_during_an_event_waits_for_the_next),
        CASE(keys_come_in_ascending_order_then_any_or_none),
        CASE(a_press_on_an_instance_is_held_then_pressed_then_enter),
        CASE(enter_and_leave_follow_the_edges_of_the_mask),
        CASE(a_button_that_went_down_elsewhere_is_held_but_not_pressed),
        CASE(everyone_under_the_pointer_gets_it_in_object_order),
        CASE(what_step_posts_arrives_after_the_next_begin_step),
        CASE(outside_room_comes_once_for_each_time_it_leaves),
        cmocka_unit_test_teardown(a_game_that_was_late_for_long_does_not_race_afterwards,
                                  support_tear_down),
        cmocka_unit_test_teardown(a_game_that_starts_paused_waits_for_f3_or_f2, support_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
