/* Keys, mouse and typed text: what one step sees of what happened since the step before. */
#include "support.h"

#include "../platform/input.h"

static int start(void **state) {
    (void)state;
    input_open();
    return 0;
}

static void key(int code, bool down) {
    input_feed(&(WindowEvent){.kind = down ? WINDOW_KEY_DOWN : WINDOW_KEY_UP, .key = code});
}

static void button(int code, bool down, double x, double y) {
    input_feed(&(WindowEvent){
        .kind = down ? WINDOW_MOUSE_DOWN : WINDOW_MOUSE_UP, .key = code, .x = x, .y = y});
}

static void type(const char *text) {
    WindowEvent event = {.kind = WINDOW_TEXT};
    memcpy(event.text, text, strlen(text));
    input_feed(&event);
}

/* The three sets of a key as "down pressed released", one letter each. */
static void expect_key(int code, const char *sets) {
    char seen[4] = "---";
    if (gm_keyboard_check(code)) seen[0] = 'd';
    if (gm_keyboard_check_pressed(code)) seen[1] = 'p';
    if (gm_keyboard_check_released(code)) seen[2] = 'r';
    assert_string_equal(seen, sets);
}

static void expect_button(int code, const char *sets) {
    char seen[4] = "---";
    if (gm_mouse_check_button(code)) seen[0] = 'd';
    if (gm_mouse_check_button_pressed(code)) seen[1] = 'p';
    if (gm_mouse_check_button_released(code)) seen[2] = 'r';
    assert_string_equal(seen, sets);
}

static void expect_events(InputSet set, const int *wanted, int count) {
    int i = 0;
    for (int code = input_next_key(set, -1); code >= 0; code = input_next_key(set, code)) {
        assert_true(i < count);
        assert_int_equal(code, wanted[i++]);
    }
    assert_int_equal(i, count);
}
#define EXPECT_EVENTS(set, ...)                                                                    \
    expect_events(set, (int[]){__VA_ARGS__}, (int)(sizeof((int[]){__VA_ARGS__}) / sizeof(int)))

/* MARK: keyboard */

/* spec: runtime-model R-78 */
static void a_held_key_is_pressed_in_its_first_step_only(void **state) {
    (void)state;
    key('A', true);
    input_latch();
    expect_key('A', "dp-");
    key('A', true); /* the system's own repeat */
    input_latch();
    expect_key('A', "d--");
    input_latch();
    expect_key('A', "d--");
    key('A', false);
    input_latch();
    expect_key('A', "--r");
    input_latch();
    expect_key('A', "---");
}

/* spec: runtime-model R-79 */
static void a_tap_between_two_steps_is_pressed_and_released_but_not_down(void **state) {
    (void)state;
    key('A', true);
    key('A', false);
    input_latch();
    expect_key('A', "-pr");
    EXPECT_EVENTS(INPUT_DOWN, GM_VK_NOKEY);
    EXPECT_EVENTS(INPUT_PRESSED, 'A', GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_RELEASED, 'A', GM_VK_ANYKEY);
    input_latch();
    expect_key('A', "---");
}

/* spec: runtime-model R-149 */
static void a_held_key_that_goes_up_and_down_between_two_steps_is_in_all_three_sets(void **state) {
    (void)state;
    key('A', true);
    input_latch();
    key('A', false);
    key('A', true);
    input_latch();
    expect_key('A', "dpr");
    EXPECT_EVENTS(INPUT_DOWN, 'A', GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_PRESSED, 'A', GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_RELEASED, 'A', GM_VK_ANYKEY);
}

/* spec: runtime-model R-80, the events of the frame come from here */
static void keys_are_listed_ascending_and_then_any_key_or_no_key(void **state) {
    (void)state;
    input_latch();
    EXPECT_EVENTS(INPUT_DOWN, GM_VK_NOKEY);
    key('B', true);
    key('A', true);
    key(GM_VK_RALT, true);
    input_latch();
    EXPECT_EVENTS(INPUT_DOWN, GM_VK_ALT, 'A', 'B', GM_VK_RALT, GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_RELEASED, GM_VK_NOKEY);
}

/* spec: runtime-model R-151 */
static void a_key_that_goes_up_beside_a_held_one_leaves_the_held_events_alone(void **state) {
    (void)state;
    key('A', true);
    key('B', true);
    input_latch();
    key('B', false);
    input_latch();
    EXPECT_EVENTS(INPUT_DOWN, 'A', GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_RELEASED, 'B', GM_VK_ANYKEY);
    EXPECT_EVENTS(INPUT_PRESSED, GM_VK_NOKEY);
}

/* spec: runtime-model R-81 */
static void an_injected_key_is_seen_by_the_next_step(void **state) {
    (void)state;
    input_latch();
    gm_keyboard_key_press('K');
    expect_key('K', "---");
    input_latch();
    expect_key('K', "dp-");
    gm_keyboard_key_release('K');
    expect_key('K', "dp-");
    input_latch();
    expect_key('K', "--r");
}

static void any_key_and_no_key_are_asked_of_each_set(void **state) {
    (void)state;
    input_latch();
    expect_key(GM_VK_ANYKEY, "---");
    expect_key(GM_VK_NOKEY, "dpr");
    key('A', true);
    input_latch();
    expect_key(GM_VK_ANYKEY, "dp-");
    expect_key(GM_VK_NOKEY, "--r");
    input_latch();
    expect_key(GM_VK_ANYKEY, "d--");
    expect_key(GM_VK_NOKEY, "-pr");
}

/* spec: runtime-model 8.1, conflict C7 */
static void a_cleared_key_is_ignored_until_it_is_released_and_pressed_again(void **state) {
    (void)state;
    key('A', true);
    input_latch();
    gm_keyboard_clear('A');
    expect_key('A', "---");
    input_latch();
    expect_key('A', "---");
    key('A', false);
    input_latch();
    expect_key('A', "---"); /* no release either */
    key('A', true);
    input_latch();
    expect_key('A', "dp-");
}

static void a_cleared_key_has_no_further_event_in_the_same_step(void **state) {
    (void)state;
    key('A', true);
    key('B', true);
    input_latch();
    int first = input_next_key(INPUT_DOWN, -1);
    assert_int_equal(first, 'A');
    gm_keyboard_clear('B');
    assert_int_equal(input_next_key(INPUT_DOWN, first), GM_VK_ANYKEY);
}

static void a_key_cleared_after_a_tap_counts_at_its_next_press(void **state) {
    (void)state;
    key('A', true);
    key('A', false);
    input_latch();
    gm_keyboard_clear('A');
    expect_key('A', "---");
    key('A', true);
    input_latch();
    expect_key('A', "dp-");
}

static void io_clear_is_the_same_for_every_key_and_button(void **state) {
    (void)state;
    key('A', true);
    button(GM_MB_LEFT, true, 0, 0);
    input_latch();
    gm_io_clear();
    expect_key(GM_VK_ANYKEY, "---");
    expect_button(GM_MB_ANY, "---");
    input_latch();
    expect_key('A', "---");
    expect_button(GM_MB_LEFT, "---");
    key('A', false);
    key('A', true);
    button(GM_MB_LEFT, false, 0, 0);
    button(GM_MB_LEFT, true, 0, 0);
    input_latch();
    expect_key('A', "dp-");
    expect_button(GM_MB_LEFT, "dp-");
}

static void either_shift_key_is_shift_too(void **state) {
    (void)state;
    key(GM_VK_LSHIFT, true);
    input_latch();
    expect_key(GM_VK_SHIFT, "dp-");
    expect_key(GM_VK_LSHIFT, "dp-");
    key(GM_VK_RSHIFT, true);
    key(GM_VK_LSHIFT, false);
    input_latch();
    expect_key(GM_VK_SHIFT, "d--");
    expect_key(GM_VK_LSHIFT, "--r");
    key(GM_VK_RSHIFT, false);
    input_latch();
    expect_key(GM_VK_SHIFT, "--r");
}

static void numbers_that_are_no_keys_are_never_down(void **state) {
    (void)state;
    const int wrong[] = {-5, GM_VK_NOKEY, GM_VK_ANYKEY, GM_VK_COUNT, 100000};
    for (int i = 0; i < 5; i++) {
        gm_keyboard_key_press(wrong[i]);
        key(wrong[i], true);
    }
    button(GM_MB_NONE, true, 0, 0);
    button(GM_MB_ANY, true, 0, 0);
    button(GM_MB_SIDE2 + 1, true, 0, 0);
    input_latch();
    expect_key(GM_VK_ANYKEY, "---");
    expect_button(GM_MB_ANY, "---");
    expect_key(100000, "---");
    expect_button(-7, "---");
    gm_keyboard_clear(100000);
}

static void losing_the_focus_lets_go_of_everything(void **state) {
    (void)state;
    key('A', true);
    button(GM_MB_RIGHT, true, 0, 0);
    input_latch();
    input_feed(&(WindowEvent){.kind = WINDOW_FOCUS_LOST});
    input_latch();
    expect_key('A', "--r");
    expect_button(GM_MB_RIGHT, "--r");
}

/* MARK: typed text */

static void typed_text_is_kept_and_backspace_takes_whole_characters(void **state) {
    (void)state;
    type("h");
    type("\xc3\xa9"); /* é */
    assert_string_equal(gm_keyboard_string(), "");
    input_latch();
    assert_string_equal(gm_keyboard_string(), "h\xc3\xa9");
    key(GM_VK_BACKSPACE, true);
    key(GM_VK_BACKSPACE, false);
    type("i");
    input_latch();
    assert_string_equal(gm_keyboard_string(), "hi");
    gm_keyboard_set_string("new");
    assert_string_equal(gm_keyboard_string(), "new");
    gm_keyboard_set_string(NULL);
    key(GM_VK_BACKSPACE, true);
    input_latch();
    assert_string_equal(gm_keyboard_string(), "");
}

static void typed_text_keeps_its_last_1024_bytes_and_cuts_no_character(void **state) {
    (void)state;
    char text[1100];
    memset(text, 'a', sizeof text);
    memcpy(text + 74, "\xe2\x82\xac", 3); /* €: the cut at 75 falls into it */
    text[1099] = '\0';
    gm_keyboard_set_string(text);
    assert_int_equal(strlen(gm_keyboard_string()), 1022);
    assert_int_equal(gm_keyboard_string()[0], 'a');
    type("xyz");
    input_latch();
    assert_int_equal(strlen(gm_keyboard_string()), 1024);
    assert_string_equal(gm_keyboard_string() + 1020, "axyz");
    type("\xe2\x82\xac");
    input_latch();
    assert_int_equal(strlen(gm_keyboard_string()), 1024);
    assert_string_equal(gm_keyboard_string() + 1018, "xyz\xe2\x82\xac");
}

/* MARK: mouse */

static void a_button_is_latched_like_a_key(void **state) {
    (void)state;
    button(GM_MB_LEFT, true, 5, 6);
    input_latch();
    expect_button(GM_MB_LEFT, "dp-");
    expect_button(GM_MB_ANY, "dp-");
    expect_button(GM_MB_NONE, "--r");
    input_latch();
    expect_button(GM_MB_LEFT, "d--");
    button(GM_MB_LEFT, false, 5, 6);
    button(GM_MB_SIDE2, true, 5, 6);
    button(GM_MB_SIDE2, false, 5, 6);
    input_latch();
    expect_button(GM_MB_LEFT, "--r");
    expect_button(GM_MB_SIDE2, "-pr");
    expect_button(GM_MB_MIDDLE, "---");
}

/* spec: runtime-model R-155 */
static void the_pointer_is_told_in_room_and_in_window_pixels(void **state) {
    (void)state;
    input_set_view(100, 100, 1, 1);
    input_feed(&(WindowEvent){.kind = WINDOW_MOUSE_MOVE, .x = 50, .y = 60});
    assert_true(gm_device_mouse_x_to_gui() == 0);
    input_latch();
    assert_true(gm_mouse_x() == 150 && gm_mouse_y() == 160);
    assert_true(gm_device_mouse_x_to_gui() == 50 && gm_device_mouse_y_to_gui() == 60);
    input_set_view(10, 20, 2, 4);
    input_latch();
    assert_true(gm_mouse_x() == 35 && gm_mouse_y() == 35);
    input_set_view(10, 20, 0, 0); /* nothing can be shown at no scale: taken as 1 */
    input_latch();
    assert_true(gm_mouse_x() == 60 && gm_mouse_y() == 80);
}

static void a_click_says_where_even_if_nothing_moved_before(void **state) {
    (void)state;
    button(GM_MB_LEFT, true, 12, 34);
    input_latch();
    assert_true(gm_mouse_x() == 12 && gm_mouse_y() == 34);
}

static void the_wheel_is_turned_for_one_step(void **state) {
    (void)state;
    input_feed(&(WindowEvent){.kind = WINDOW_WHEEL, .y = 1});
    input_feed(&(WindowEvent){.kind = WINDOW_WHEEL, .y = 1});
    input_latch();
    assert_true(gm_mouse_wheel_up() && !gm_mouse_wheel_down());
    assert_int_equal(input_wheel_up(), 2);
    input_feed(&(WindowEvent){.kind = WINDOW_WHEEL, .y = -1});
    input_latch();
    assert_true(!gm_mouse_wheel_up() && gm_mouse_wheel_down());
    input_latch();
    assert_true(!gm_mouse_wheel_up() && !gm_mouse_wheel_down());
}

/* MARK: in a game */

/* spec: runtime-model */
static void a_held_key_stays_held_in_the_next_room(void **state) {
    (void)state;
    support_open((const GmNamedObject[]){{NULL, NULL}});
    key('A', true);
    input_feed(&(WindowEvent){.kind = WINDOW_MOUSE_MOVE, .x = 50, .y = 60});
    support_steps(1);
    expect_key('A', "dp-");
    gm_room_restart();
    support_steps(1); /* the change cuts this step short, the new room's first follows */
    gm_camera_set_view_pos(100, 100);
    support_steps(1);
    expect_key('A', "d--");
    assert_true(gm_mouse_x() == 150 && gm_mouse_y() == 160);
    support_close();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_held_key_is_pressed_in_its_first_step_only, start),
        cmocka_unit_test_setup(a_tap_between_two_steps_is_pressed_and_released_but_not_down, start),
        cmocka_unit_test_setup(
            a_held_key_that_goes_up_and_down_between_two_steps_is_in_all_three_sets, start),
        cmocka_unit_test_setup(keys_are_listed_ascending_and_then_any_key_or_no_key, start),
        cmocka_unit_test_setup(a_key_that_goes_up_beside_a_held_one_leaves_the_held_events_alone,
                               start),
        cmocka_unit_test_setup(an_injected_key_is_seen_by_the_next_step, start),
        cmocka_unit_test_setup(any_key_and_no_key_are_asked_of_each_set, start),
        cmocka_unit_test_setup(a_cleared_key_is_ignored_until_it_is_released_and_pressed_again,
                               start),
        cmocka_unit_test_setup(a_cleared_key_has_no_further_event_in_the_same_step, start),
        cmocka_unit_test_setup(a_key_cleared_after_a_tap_counts_at_its_next_press, start),
        cmocka_unit_test_setup(io_clear_is_the_same_for_every_key_and_button, start),
        cmocka_unit_test_setup(either_shift_key_is_shift_too, start),
        cmocka_unit_test_setup(numbers_that_are_no_keys_are_never_down, start),
        cmocka_unit_test_setup(losing_the_focus_lets_go_of_everything, start),
        cmocka_unit_test_setup(typed_text_is_kept_and_backspace_takes_whole_characters, start),
        cmocka_unit_test_setup(typed_text_keeps_its_last_1024_bytes_and_cuts_no_character, start),
        cmocka_unit_test_setup(a_button_is_latched_like_a_key, start),
        cmocka_unit_test_setup(the_pointer_is_told_in_room_and_in_window_pixels, start),
        cmocka_unit_test_setup(a_click_says_where_even_if_nothing_moved_before, start),
        cmocka_unit_test_setup(the_wheel_is_turned_for_one_step, start),
        cmocka_unit_test(a_held_key_stays_held_in_the_next_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
