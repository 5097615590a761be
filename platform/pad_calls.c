/* The game's side of pads: gm_gamepad.h. The latch itself is in pads.c. */
#include "../runtime/gm_gamepad.h"

#include "pads.h"

static const int FIRST_CONSTANT = 0x8000;

/* The latch's number of a button: a constant, or the number itself. */
static int button_of(int button) {
    if (button >= GM_GP_HOME) return PAD_STANDARD_BUTTONS + button - GM_GP_HOME;
    if (button > GM_GP_PADR) return -1; /* an axis */
    return button < FIRST_CONSTANT ? button : button - GM_GP_FACE1;
}

static int axis_of(int axis) {
    return axis < FIRST_CONSTANT ? axis : axis - GM_GP_AXISLH;
}

/* MARK: which pads there are */

bool gm_gamepad_is_supported(void) {
    return true;
}
int gm_gamepad_get_device_count(void) {
    return PADS;
}
bool gm_gamepad_is_connected(int slot) {
    return pads_is_there(slot);
}
const char *gm_gamepad_get_description(int slot) {
    return pads_is_there(slot) ? pads_facts(slot)->name : "";
}
const char *gm_gamepad_get_guid(int slot) {
    return pads_is_there(slot) ? pads_facts(slot)->guid : "";
}

/* MARK: buttons */

int gm_gamepad_button_count(int slot) {
    return pads_is_there(slot) ? pads_facts(slot)->buttons : 0;
}
bool gm_gamepad_button_check(int slot, int button) {
    return pads_button(INPUT_DOWN, slot, button_of(button));
}
bool gm_gamepad_button_check_pressed(int slot, int button) {
    return pads_button(INPUT_PRESSED, slot, button_of(button));
}
bool gm_gamepad_button_check_released(int slot, int button) {
    return pads_button(INPUT_RELEASED, slot, button_of(button));
}
double gm_gamepad_button_value(int slot, int button) {
    return pads_button_value(slot, button_of(button));
}
void gm_gamepad_set_button_threshold(int slot, double threshold) {
    pads_set_threshold(slot, threshold);
}
double gm_gamepad_get_button_threshold(int slot) {
    return pads_threshold(slot);
}

/* MARK: axes and hats */

int gm_gamepad_axis_count(int slot) {
    return pads_is_there(slot) ? pads_facts(slot)->axes : 0;
}
double gm_gamepad_axis_value(int slot, int axis) {
    return pads_axis(slot, axis_of(axis));
}
void gm_gamepad_set_axis_deadzone(int slot, double deadzone) {
    pads_set_deadzone(slot, deadzone);
}
double gm_gamepad_get_axis_deadzone(int slot) {
    return pads_deadzone(slot);
}
int gm_gamepad_hat_count(int slot) {
    return pads_is_there(slot) ? pads_facts(slot)->hats : 0;
}
int gm_gamepad_hat_value(int slot, int hat) {
    return pads_hat(slot, hat);
}

/* MARK: what goes to them */

void gm_gamepad_set_vibration(int slot, double left, double right) {
    pads_vibrate(slot, left, right);
}
void gm_gamepad_set_colour(int slot, GmColour colour) {
    pads_light(slot, (int)(colour & 0xFF), (int)(colour >> 8 & 0xFF), (int)(colour >> 16 & 0xFF));
}
