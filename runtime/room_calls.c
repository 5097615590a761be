/* What games may ask about rooms: gm_room.h. */
#include "../platform/log.h"
#include "gm_game.h"
#include "gm_instance.h"
#include "gm_room.h"
#include "room.h"

int gm_room(void) {
    return room_now() != NULL ? room_named(room_now()->name) : GM_NONE;
}

int gm_room_width(void) {
    return room_now() != NULL ? room_now()->width : 0;
}

int gm_room_height(void) {
    return room_now() != NULL ? room_now()->height : 0;
}

int gm_room_named(const char *name) {
    int room = room_named(name);
    if (room == GM_NONE) log_warn_once("there is no room \"%s\" in this game", name);
    return room;
}

bool gm_room_exists(int room) {
    return room_def_of(room) != NULL;
}

const char *gm_room_get_name(int room) {
    return gm_room_exists(room) ? room_def_of(room)->name : "<undefined>";
}

int gm_room_next(int room) {
    return gm_room_exists(room) && gm_room_exists(room + 1) ? room + 1 : GM_NONE;
}

int gm_room_previous(int room) {
    return gm_room_exists(room) && gm_room_exists(room - 1) ? room - 1 : GM_NONE;
}

void gm_room_goto(int room) {
    if (gm_room_exists(room))
        room_ask(ROOM_CHANGE, room);
    else
        log_error("gm_room_goto: there is no room %d", room);
}

void gm_room_goto_next(void) {
    if (gm_room_next(gm_room()) == GM_NONE)
        log_error("gm_room_goto_next: this is the last room");
    else
        gm_room_goto(gm_room_next(gm_room()));
}

void gm_room_goto_previous(void) {
    if (gm_room_previous(gm_room()) == GM_NONE)
        log_error("gm_room_goto_previous: this is the first room");
    else
        gm_room_goto(gm_room_previous(gm_room()));
}

void gm_room_restart(void) {
    gm_room_goto(gm_room());
}

static double wrap(double place, double size, double margin) {
    if (place < -margin) return place + size + 2 * margin;
    if (place > size + margin) return place - size - 2 * margin;
    return place;
}

void gm_move_wrap(GmInstance *self, bool hor, bool vert, double margin) {
    if (hor) self->x = wrap(self->x, gm_room_width(), margin);
    if (vert) self->y = wrap(self->y, gm_room_height(), margin);
}
