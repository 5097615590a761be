/* The display, the window on it, and the size in which Draw GUI events see the window. */
#include "display.h"
#include "../platform/log.h"
#include "../platform/window.h"
#include "gm_input.h"

static struct { int width, height; /* 0: the game's own */ } the_gui;

void display_reset(void) {
    the_gui.width = the_gui.height = 0;
}

void gm_display_set_gui_size(int width, int height) {
    bool is_size = width > 0 && height > 0;
    the_gui.width = is_size ? width : 0;
    the_gui.height = is_size ? height : 0;
}

int gm_display_get_gui_width(void) {
    return the_gui.width > 0 ? the_gui.width : window_width();
}

int gm_display_get_gui_height(void) {
    return the_gui.height > 0 ? the_gui.height : window_height();
}

double display_gui_scale_x(void) {
    return (double)window_width() / gm_display_get_gui_width();
}

double display_gui_scale_y(void) {
    return (double)window_height() / gm_display_get_gui_height();
}

int gm_display_get_width(void) {
    return window_screen().width;
}

int gm_display_get_height(void) {
    return window_screen().height;
}

void gm_window_set_size(int width, int height) {
    if (width < 1 || height < 1)
        log_warn_once("gm_window_set_size: %d x %d is no size", width, height);
    else
        window_set_size(width, height);
}
