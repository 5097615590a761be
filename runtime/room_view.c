/* The room's view: the part of it that is seen, which games move as a camera. */
#include "../platform/log.h"
#include "../platform/window.h"
#include "gm_room.h"
#include "room.h"

static RoomView the_view;

RoomView room_view(void) {
    return the_view;
}

void room_reset_view(const RoomDef *def) {
    the_view = (RoomView){0};
    if (def == NULL) return;
    the_view = (RoomView){def->view_x, def->view_y, def->view_width, def->view_height};
    if (def->view_width > 0) return;
    the_view.width = window_width();
    the_view.height = window_height();
}

void gm_camera_set_view_pos(double x, double y) {
    the_view.x = x;
    the_view.y = y;
}

void gm_camera_set_view_size(double width, double height) {
    if (width <= 0 || height <= 0) {
        log_warn_once("gm_camera_set_view_size: %g x %g is no size", width, height);
        return;
    }
    the_view.width = width;
    the_view.height = height;
}

double gm_camera_get_view_x(void) {
    return the_view.x;
}

double gm_camera_get_view_y(void) {
    return the_view.y;
}

double gm_camera_get_view_width(void) {
    return the_view.width;
}

double gm_camera_get_view_height(void) {
    return the_view.height;
}
