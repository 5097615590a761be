/* Game pads and the System events about them, with SDL's virtual pads. */
#include "notes.h"
#include "rooms.h"

#include <SDL.h>

enum { BUTTONS = 15, AXES = 6 };

typedef struct Rumble {
    int calls, low, high, colour;
} Rumble;

static Rumble the_rumble;
static int the_devices[16], the_device_count; /* what is attached: SDL's instance ids */
static Uint16 the_product; /* each pad is of another make: SDL remembers names by it */

/* MARK: virtual pads */

static int SDLCALL rumble(void *context, Uint16 low, Uint16 high) {
    Rumble *heard = context;
    heard->calls++;
    heard->low = low;
    heard->high = high;
    return 0;
}

static int SDLCALL light(void *context, Uint8 red, Uint8 green, Uint8 blue) {
    Rumble *heard = context;
    heard->colour = red | green << 8 | blue << 16;
    return 0;
}

/* Attaches a pad (or, of type unknown, a joystick without a mapping); its place in the_devices. */
static int attach(const char *name, SDL_JoystickType type, int hats) {
    SDL_VirtualJoystickDesc desc = {.version = SDL_VIRTUAL_JOYSTICK_DESC_VERSION,
                                    .type = (Uint16)type,
                                    .naxes = AXES,
                                    .nbuttons = BUTTONS,
                                    .nhats = (Uint16)hats,
                                    .vendor_id = 0x1209,
                                    .product_id = ++the_product,
                                    .name = name,
                                    .userdata = &the_rumble,
                                    .Rumble = rumble,
                                    .SetLED = light};
    int index = SDL_JoystickAttachVirtualEx(&desc);
    assert_true(index >= 0);
    assert_in_range(the_device_count, 0, 15);
    the_devices[the_device_count] = SDL_JoystickGetDeviceInstanceID(index);
    return the_device_count++;
}

static int attach_pad(const char *name) {
    return attach(name, SDL_JOYSTICK_TYPE_GAMECONTROLLER, 0);
}

static void detach(int device) {
    for (int i = 0; i < SDL_NumJoysticks(); i++)
        if (SDL_JoystickGetDeviceInstanceID(i) == the_devices[device])
            assert_int_equal(SDL_JoystickDetachVirtual(i), 0);
    the_devices[device] = -1;
}

static SDL_Joystick *stick(int device) {
    SDL_Joystick *joystick = SDL_JoystickFromInstanceID(the_devices[device]);
    assert_non_null(joystick);
    return joystick;
}

/* SDL hears of it at once, so that a press and a release are two events. */
static void set_button(int device, int button, bool down) {
    SDL_JoystickSetVirtualButton(stick(device), button, down);
    SDL_JoystickUpdate();
}

static void set_axis(int device, int axis, int value) {
    SDL_JoystickSetVirtualAxis(stick(device), axis, (Sint16)value);
    SDL_JoystickUpdate();
}

/* MARK: the game */

static void on_system(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSystem *news = gm_async_system(event);
    if (strcmp(news->event_type, "audio_system_status") == 0) {
        assert_int_equal(gm_ds_map_size(gm_async_load()), 2);
        note(news->status);
        return;
    }
    assert_int_equal(gm_ds_map_size(gm_async_load()), 2);
    note(gm_text("%s%d%s", strcmp(news->event_type, "gamepad lost") == 0 ? "-" : "+",
                 news->pad_index, gm_gamepad_is_connected(news->pad_index) ? "there" : "gone"));
}

static const GmObject obj_listener = {.persistent = true, .on = {[GM_ASYNC_SYSTEM] = on_system}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_listener), {0}};

/* A game that has had its first step; its status of the sound is not noted any more. */
static int open_game(void **state) {
    (void)state;
    support_open(objects);
    support_make("obj_listener");
    forget_notes();
    support_steps(1);
    return 0;
}

static int close_game(void **state) {
    (void)state;
    support_close();
    for (int i = 0; i < the_device_count; i++)
        if (the_devices[i] >= 0) detach(i);
    the_device_count = 0;
    the_rumble = (Rumble){0};
    return 0;
}

static int open_sdl(void **state) {
    (void)state;
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
    return SDL_InitSubSystem(SDL_INIT_JOYSTICK);
}

static int close_sdl(void **state) {
    (void)state;
    SDL_QuitSubSystem(SDL_INIT_JOYSTICK);
    return 0;
}

static void start(void) {
    support_open(objects);
    support_make("obj_listener");
    forget_notes();
}

/* MARK: coming and going */

/* spec: async-events SY-1, SY-4 */
static void pads_that_are_there_at_the_start_are_discovered_in_the_first_step(void **state) {
    (void)state;
    attach_pad("one");
    attach_pad("two");
    attach_pad("three");
    start();
    assert_false(gm_gamepad_is_connected(0)); /* not before the first step */
    assert_notes("");
    support_steps(1);
    assert_notes("available +0there +1there +2there");
    assert_string_equal(gm_gamepad_get_description(1), "two");
    support_steps(5);
    assert_notes("");
}

/* spec: async-events SY-2, SY-3 */
static void a_pad_that_comes_is_discovered_once_and_lost_once(void **state) {
    (void)state;
    assert_notes("available");
    int pad = attach_pad("pad");
    support_steps(3);
    assert_notes("+0there");
    detach(pad);
    support_steps(3);
    assert_notes("-0gone");
    assert_string_equal(gm_gamepad_get_description(0), "");
}

/* spec: async-events 16.4: the lowest free slot, reserved to its pad until that is lost */
static void a_new_pad_gets_the_lowest_free_slot(void **state) {
    (void)state;
    int first = attach_pad("a");
    attach_pad("b");
    support_steps(1);
    assert_notes("available +0there +1there");
    detach(first);
    attach_pad("c"); /* before anyone was told that slot 0 is free */
    support_steps(1);
    assert_notes("-0gone +2there");
    attach_pad("d");
    support_steps(1);
    assert_notes("+0there");
    assert_string_equal(gm_gamepad_get_description(0), "d");
    assert_string_equal(gm_gamepad_get_description(1), "b");
    assert_string_equal(gm_gamepad_get_description(2), "c");
}

static void a_pad_that_comes_and_goes_between_two_steps_was_never_there(void **state) {
    (void)state;
    forget_notes();
    detach(attach_pad("ghost"));
    support_steps(2);
    assert_notes("");
}

static void more_pads_than_slots_are_left_alone(void **state) {
    (void)state;
    forget_notes();
    for (int i = 0; i < 13; i++)
        attach_pad("many");
    support_steps(1);
    assert_int_equal(gm_gamepad_get_device_count(), 12);
    assert_notes("+0there +1there +2there +3there +4there +5there +6there +7there +8there +9there "
                 "+10there +11there");
    assert_non_null(strstr(support_log(), "more than 12 pads"));
}

static void go_on(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_room_goto_next();
}

static const GmObject obj_leaver = {.on = {[GM_CREATE] = go_on}};
static const GmNamedObject with_leaver[] = {GM_OBJECT(obj_listener), GM_OBJECT(obj_leaver), {0}};

/* spec: async-events SY-7 */
static void a_room_change_right_at_the_start_loses_no_event(void **state) {
    (void)state;
    const char *folder = support_folder();
    write_game(folder, "\"rm_a\", \"rm_b\"");
    write_room(folder, "rm_a", false, (const Placed[]){{"obj_leaver", 0, 0, NULL}, {NULL}});
    write_room(folder, "rm_b", false, (const Placed[]){{"obj_listener", 0, 0, NULL}, {NULL}});
    attach_pad("pad");
    assert_true(support_open_folder(folder, with_leaver));
    forget_notes();
    support_steps(3);
    assert_string_equal(gm_room_get_name(gm_room()), "rm_b");
    assert_notes("available +0there");
}

/* spec: async-events SY-9 */
static void room_changes_repeat_no_event(void **state) {
    (void)state;
    attach_pad("pad");
    support_steps(1);
    assert_notes("available +0there");
    for (int i = 0; i < 3; i++) {
        gm_room_restart();
        support_steps(2);
    }
    assert_notes("");
    assert_true(gm_gamepad_is_connected(0));
}

/* spec: async-events SY-8 */
static void hear_another(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSystem *news = gm_async_system(event);
    assert_string_equal(news->event_type, "audio_system_status");
    assert_int_equal(gm_ds_map_find_value(gm_async_load(), "pad_index").kind, GM_UNDEFINED);
    assert_int_equal(news->pad_index, -1);
    note("heard");
}

static const GmObject obj_pads_only = {.on = {[GM_ASYNC_SYSTEM] = hear_another}};

static void what_another_variant_has_no_key_for_is_undefined(void **state) {
    (void)state;
    static const GmNamedObject only[] = {GM_OBJECT(obj_pads_only), {0}};
    support_open(only);
    support_make("obj_pads_only");
    forget_notes();
    support_steps(2);
    assert_notes("heard");
}

/* spec: async-events SY-5 */
static void a_desktop_has_no_keyboard_on_the_screen(void **state) {
    (void)state;
    forget_notes();
    gm_keyboard_virtual_show(0, 0, 0, false);
    support_steps(2);
    gm_keyboard_virtual_hide();
    support_steps(2);
    assert_notes("");
    assert_false(gm_keyboard_virtual_status());
    assert_int_equal(gm_keyboard_virtual_height(), 0);
}

/* MARK: buttons and axes */

/* spec: runtime-model 8.3 */
static void buttons_are_pressed_held_and_released_step_by_step(void **state) {
    (void)state;
    int pad = attach_pad("pad");
    support_steps(1);
    set_button(pad, SDL_CONTROLLER_BUTTON_A, true);
    assert_false(gm_gamepad_button_check(0, GM_GP_FACE1)); /* latched with the step */
    support_steps(1);
    assert_true(gm_gamepad_button_check(0, GM_GP_FACE1));
    assert_true(gm_gamepad_button_check(0, 0)); /* the same by its number */
    assert_true(gm_gamepad_button_check_pressed(0, GM_GP_FACE1));
    assert_true(gm_gamepad_button_value(0, GM_GP_FACE1) == 1);
    assert_false(gm_gamepad_button_check(0, GM_GP_FACE2));
    support_steps(1);
    assert_true(gm_gamepad_button_check(0, GM_GP_FACE1));
    assert_false(gm_gamepad_button_check_pressed(0, GM_GP_FACE1));
    set_button(pad, SDL_CONTROLLER_BUTTON_A, false);
    support_steps(1);
    assert_false(gm_gamepad_button_check(0, GM_GP_FACE1));
    assert_true(gm_gamepad_button_check_released(0, GM_GP_FACE1));
    support_steps(1);
    assert_false(gm_gamepad_button_check_released(0, GM_GP_FACE1));
}

static void a_tap_between_two_steps_is_pressed_and_released_but_not_down(void **state) {
    (void)state;
    int pad = attach_pad("pad");
    support_steps(1);
    set_button(pad, SDL_CONTROLLER_BUTTON_START, true);
    set_button(pad, SDL_CONTROLLER_BUTTON_START, false);
    support_steps(1);
    assert_false(gm_gamepad_button_check(0, GM_GP_START));
    assert_true(gm_gamepad_button_check_pressed(0, GM_GP_START));
    assert_true(gm_gamepad_button_check_released(0, GM_GP_START));
}

static void every_standard_button_has_its_constant(void **state) {
    (void)state;
    static const int constants[][2] = {{SDL_CONTROLLER_BUTTON_A, GM_GP_FACE1},
                                       {SDL_CONTROLLER_BUTTON_B, GM_GP_FACE2},
                                       {SDL_CONTROLLER_BUTTON_X, GM_GP_FACE3},
                                       {SDL_CONTROLLER_BUTTON_Y, GM_GP_FACE4},
                                       {SDL_CONTROLLER_BUTTON_LEFTSHOULDER, GM_GP_SHOULDERL},
                                       {SDL_CONTROLLER_BUTTON_RIGHTSHOULDER, GM_GP_SHOULDERR},
                                       {SDL_CONTROLLER_BUTTON_BACK, GM_GP_SELECT},
                                       {SDL_CONTROLLER_BUTTON_START, GM_GP_START},
                                       {SDL_CONTROLLER_BUTTON_LEFTSTICK, GM_GP_STICKL},
                                       {SDL_CONTROLLER_BUTTON_RIGHTSTICK, GM_GP_STICKR},
                                       {SDL_CONTROLLER_BUTTON_DPAD_UP, GM_GP_PADU},
                                       {SDL_CONTROLLER_BUTTON_DPAD_DOWN, GM_GP_PADD},
                                       {SDL_CONTROLLER_BUTTON_DPAD_LEFT, GM_GP_PADL},
                                       {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, GM_GP_PADR},
                                       {SDL_CONTROLLER_BUTTON_GUIDE, GM_GP_HOME}};
    int pad = attach_pad("pad");
    support_steps(1);
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        set_button(pad, constants[i][0], true);
        support_steps(1);
        for (size_t k = 0; k < sizeof constants / sizeof constants[0]; k++)
            assert_int_equal(gm_gamepad_button_check(0, constants[k][1]), i == k);
        set_button(pad, constants[i][0], false);
    }
    assert_int_equal(gm_gamepad_button_count(0), 16);
    assert_int_equal(gm_gamepad_axis_count(0), 4);
}

#define assert_near(a, b) assert_true((a) - (b) < 0.001 && (b) - (a) < 0.001)

/* spec: runtime-model 8.3 */
static void a_stick_is_between_minus_one_and_one_without_its_dead_zone(void **state) {
    (void)state;
    int pad = attach_pad("pad");
    support_steps(1);
    set_axis(pad, SDL_CONTROLLER_AXIS_LEFTX, -32768);
    set_axis(pad, SDL_CONTROLLER_AXIS_LEFTY, 32767);
    set_axis(pad, SDL_CONTROLLER_AXIS_RIGHTX, 3277); /* a tenth */
    support_steps(1);
    assert_true(gm_gamepad_axis_value(0, GM_GP_AXISLH) == -1);
    assert_true(gm_gamepad_axis_value(0, GM_GP_AXISLV) == 1);
    assert_near(gm_gamepad_axis_value(0, GM_GP_AXISRH), 0.1);
    assert_near(gm_gamepad_axis_value(0, 2), 0.1);
    assert_true(gm_gamepad_get_axis_deadzone(0) == 0);
    gm_gamepad_set_axis_deadzone(0, 0.2);
    assert_true(gm_gamepad_axis_value(0, GM_GP_AXISRH) == 0);
    assert_true(gm_gamepad_axis_value(0, GM_GP_AXISLH) == -1);
    set_axis(pad, SDL_CONTROLLER_AXIS_RIGHTX, -19661); /* six tenths, half of what is left */
    support_steps(1);
    assert_near(gm_gamepad_axis_value(0, GM_GP_AXISRH), -0.5);
    detach(pad);
    support_steps(1);
    attach_pad("another");
    support_steps(1);
    assert_near(gm_gamepad_get_axis_deadzone(0), 0.2); /* the slot's */
}

static void a_trigger_is_down_from_the_threshold_on(void **state) {
    (void)state;
    int pad = attach_pad("pad");
    support_steps(1);
    set_axis(pad, SDL_CONTROLLER_AXIS_TRIGGERLEFT, 16000 - 32768 / 2);
    set_axis(pad, SDL_CONTROLLER_AXIS_TRIGGERLEFT, -32768 + 26214); /* four tenths of the way */
    support_steps(1);
    assert_near(gm_gamepad_button_value(0, GM_GP_SHOULDERLB), 0.4);
    assert_false(gm_gamepad_button_check(0, GM_GP_SHOULDERLB));
    gm_gamepad_set_button_threshold(0, 0.3);
    assert_near(gm_gamepad_get_button_threshold(0), 0.3);
    set_axis(pad, SDL_CONTROLLER_AXIS_TRIGGERLEFT, -32768 + 29491);
    support_steps(1);
    assert_true(gm_gamepad_button_check_pressed(0, GM_GP_SHOULDERLB));
    set_axis(pad, SDL_CONTROLLER_AXIS_TRIGGERLEFT, -32768);
    support_steps(1);
    assert_true(gm_gamepad_button_check_released(0, GM_GP_SHOULDERLB));
    assert_true(gm_gamepad_button_value(0, GM_GP_SHOULDERLB) == 0);
}

static void a_joystick_without_a_mapping_has_its_own_order(void **state) {
    (void)state;
    int joystick = attach("plain", SDL_JOYSTICK_TYPE_UNKNOWN, 1);
    support_steps(1);
    assert_true(gm_gamepad_is_connected(0));
    assert_int_equal(gm_gamepad_button_count(0), BUTTONS);
    assert_int_equal(gm_gamepad_axis_count(0), AXES);
    assert_int_equal(gm_gamepad_hat_count(0), 1);
    set_button(joystick, 2, true);
    set_axis(joystick, 5, 32767);
    SDL_JoystickSetVirtualHat(stick(joystick), 0, SDL_HAT_RIGHTDOWN);
    support_steps(1);
    assert_true(gm_gamepad_button_check(0, 2));
    assert_true(gm_gamepad_button_check(0, GM_GP_FACE3));
    assert_true(gm_gamepad_axis_value(0, 5) == 1);
    assert_int_equal(gm_gamepad_hat_value(0, 0), 6);
}

static void a_pad_vibrates_and_shines(void **state) {
    (void)state;
    attach_pad("pad");
    support_steps(1);
    gm_gamepad_set_vibration(0, 1, 0.5);
    assert_int_equal(the_rumble.calls, 1);
    assert_int_equal(the_rumble.low, 0xFFFF);
    assert_int_equal(the_rumble.high, 0x7FFF);
    gm_gamepad_set_vibration(0, 0, 0);
    assert_int_equal(the_rumble.low, 0);
    assert_int_equal(the_rumble.calls, 2);
    gm_gamepad_set_colour(0, GM_C_ORANGE);
    assert_int_equal(the_rumble.colour, GM_C_ORANGE);
    gm_gamepad_set_vibration(5, 1, 1);
    assert_int_equal(the_rumble.calls, 2);
}

static void a_slot_without_a_pad_and_a_wrong_number_read_as_nothing(void **state) {
    (void)state;
    attach_pad("pad");
    support_steps(1);
    static const int slots[] = {-1, 1, 12, 99999};
    for (int i = 0; i < 4; i++) {
        assert_false(gm_gamepad_is_connected(slots[i]));
        assert_string_equal(gm_gamepad_get_description(slots[i]), "");
        assert_string_equal(gm_gamepad_get_guid(slots[i]), "");
        assert_int_equal(gm_gamepad_button_count(slots[i]), 0);
        assert_false(gm_gamepad_button_check(slots[i], GM_GP_FACE1));
        assert_true(gm_gamepad_axis_value(slots[i], GM_GP_AXISLH) == 0);
        gm_gamepad_set_axis_deadzone(slots[i], 0.5);
        gm_gamepad_set_colour(slots[i], GM_C_RED);
    }
    static const int numbers[] = {-1, 28, 99, GM_GP_AXISLH, GM_GP_EXTRA6 + 1, 1 << 30};
    for (int i = 0; i < 6; i++) {
        assert_false(gm_gamepad_button_check(0, numbers[i]));
        assert_true(gm_gamepad_button_value(0, numbers[i]) == 0);
    }
    assert_true(gm_gamepad_axis_value(0, GM_GP_FACE1) == 0);
    assert_true(gm_gamepad_axis_value(0, -1) == 0);
    assert_true(gm_gamepad_is_supported());
    assert_int_equal(strlen(gm_gamepad_get_guid(0)), 32);
}

static void what_is_held_is_forgotten_when_the_pad_goes(void **state) {
    (void)state;
    int pad = attach_pad("pad");
    support_steps(1);
    set_button(pad, SDL_CONTROLLER_BUTTON_B, true);
    support_steps(1);
    detach(pad);
    support_steps(1);
    assert_false(gm_gamepad_button_check(0, GM_GP_FACE2));
    attach_pad("another");
    support_steps(1);
    assert_false(gm_gamepad_button_check(0, GM_GP_FACE2));
    assert_false(gm_gamepad_button_check_pressed(0, GM_GP_FACE2));
}

/* MARK: mappings that come with the game */

static void a_game_brings_its_own_mappings(void **state) {
    (void)state;
    const char *folder = support_folder();
    int joystick = attach("odd", SDL_JOYSTICK_TYPE_UNKNOWN, 0);
    char guid[40], line[256];
    SDL_JoystickGUID id = SDL_JoystickGetDeviceGUID(SDL_NumJoysticks() - 1);
    SDL_JoystickGetGUIDString(id, guid, sizeof guid);
    snprintf(line, sizeof line, "# ours\n%s,Odd Pad,a:b5,b:b4,leftx:a3,platform:Linux,\n", guid);
    write_game(folder, "\"rm_a\"");
    write_room(folder, "rm_a", false, NULL);
    support_write_text(folder, "data/gamecontrollerdb.txt", line);
    assert_true(support_open_folder(folder, objects));
    support_steps(1);
    assert_non_null(strstr(support_log(), "gamecontrollerdb.txt: 1 mapping of game pads"));
    assert_string_equal(gm_gamepad_get_description(0), "Odd Pad");
    set_button(joystick, 5, true);
    set_axis(joystick, 3, -32768);
    support_steps(1);
    assert_true(gm_gamepad_button_check(0, GM_GP_FACE1));
    assert_true(gm_gamepad_axis_value(0, GM_GP_AXISLH) == -1);
}

#define GAME_TEST(test) cmocka_unit_test_setup_teardown(test, open_game, close_game)
#define OWN_TEST(test)  cmocka_unit_test_setup_teardown(test, NULL, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        OWN_TEST(pads_that_are_there_at_the_start_are_discovered_in_the_first_step),
        GAME_TEST(a_pad_that_comes_is_discovered_once_and_lost_once),
        GAME_TEST(a_new_pad_gets_the_lowest_free_slot),
        GAME_TEST(a_pad_that_comes_and_goes_between_two_steps_was_never_there),
        GAME_TEST(more_pads_than_slots_are_left_alone),
        OWN_TEST(a_room_change_right_at_the_start_loses_no_event),
        GAME_TEST(room_changes_repeat_no_event),
        OWN_TEST(what_another_variant_has_no_key_for_is_undefined),
        GAME_TEST(a_desktop_has_no_keyboard_on_the_screen),
        GAME_TEST(buttons_are_pressed_held_and_released_step_by_step),
        GAME_TEST(a_tap_between_two_steps_is_pressed_and_released_but_not_down),
        GAME_TEST(every_standard_button_has_its_constant),
        GAME_TEST(a_stick_is_between_minus_one_and_one_without_its_dead_zone),
        GAME_TEST(a_trigger_is_down_from_the_threshold_on),
        GAME_TEST(a_joystick_without_a_mapping_has_its_own_order),
        GAME_TEST(a_pad_vibrates_and_shines),
        GAME_TEST(a_slot_without_a_pad_and_a_wrong_number_read_as_nothing),
        GAME_TEST(what_is_held_is_forgotten_when_the_pad_goes),
        OWN_TEST(a_game_brings_its_own_mappings),
    };
    return cmocka_run_group_tests(tests, open_sdl, close_sdl);
}
