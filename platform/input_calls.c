/* The game's side of keys, mouse and window: gm_input.h. The latch itself is in input.c. */
#include "../runtime/gm_input.h"

#include "input.h"

/* MARK: keyboard */

bool gm_keyboard_check(int key) {
    return input_key(INPUT_DOWN, key);
}
bool gm_keyboard_check_pressed(int key) {
    return input_key(INPUT_PRESSED, key);
}
bool gm_keyboard_check_released(int key) {
    return input_key(INPUT_RELEASED, key);
}
void gm_keyboard_clear(int key) {
    input_clear_key(key);
}
void gm_keyboard_key_press(int key) {
    input_key_edge(key, true);
}
void gm_keyboard_key_release(int key) {
    input_key_edge(key, false);
}
const char *gm_keyboard_string(void) {
    return input_text();
}
void gm_keyboard_set_string(const char *text) {
    input_set_text(text ? text : "");
}

void gm_io_clear(void) {
    input_clear_key(GM_VK_ANYKEY);
    input_clear_button(GM_MB_ANY);
}

void gm_keyboard_virtual_show(int type, int return_key, int capitals, bool predictive) {
    (void)type, (void)return_key, (void)capitals, (void)predictive;
}
void gm_keyboard_virtual_hide(void) {}
bool gm_keyboard_virtual_status(void) {
    return false;
}
int gm_keyboard_virtual_height(void) {
    return 0;
}

/* MARK: mouse */

double gm_mouse_x(void) {
    return input_pointer().x;
}
double gm_mouse_y(void) {
    return input_pointer().y;
}
double gm_device_mouse_x_to_gui(void) {
    return input_pointer().gui_x;
}
double gm_device_mouse_y_to_gui(void) {
    return input_pointer().gui_y;
}
double gm_window_mouse_get_x(void) {
    return input_pointer().window_x;
}
double gm_window_mouse_get_y(void) {
    return input_pointer().window_y;
}
bool gm_mouse_check_button(int button) {
    return input_button(INPUT_DOWN, button);
}
bool gm_mouse_check_button_pressed(int button) {
    return input_button(INPUT_PRESSED, button);
}
bool gm_mouse_check_button_released(int button) {
    return input_button(INPUT_RELEASED, button);
}
bool gm_mouse_wheel_up(void) {
    return input_wheel_up() > 0;
}
bool gm_mouse_wheel_down(void) {
    return input_wheel_down() > 0;
}

/* MARK: window */

int gm_window_get_width(void) {
    return window_width();
}
int gm_window_get_height(void) {
    return window_height();
}
void gm_window_set_caption(const char *text) {
    window_set_title(text ? text : "");
}
void gm_window_set_fullscreen(bool fullscreen) {
    window_set_fullscreen(fullscreen);
}
bool gm_window_get_fullscreen(void) {
    return window_is_fullscreen();
}
