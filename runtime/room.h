/* Rooms: which one is played, and changing it (runtime-model 6.4). Thread: main. */
#ifndef RUNTIME_ROOM_H
#define RUNTIME_ROOM_H

#include "room_def.h"

/* Takes the definitions over. Instances they start with get their ids now. */
void rooms_open(RoomDef **defs, int count);
void rooms_close(void);
int room_count(void);
const RoomDef *room_def_of(int room); /* NULL: no such room */
int room_named(const char *name);     /* GM_NONE, silently */
/* Reload: a new definition for the room of that name; it counts when the room is entered next. */
void room_redefine(RoomDef *def);

/* What was asked for during a step and waits for its end. */
typedef enum RoomRequest { ROOM_STAY, ROOM_CHANGE, ROOM_RESTART_GAME, ROOM_END_GAME } RoomRequest;
RoomRequest room_pending(void);
void room_ask(RoomRequest request, int room);

void room_start_game(int first); /* enters the first room: Creates, Game Start, Room Start */
void room_change(void);          /* does what is pending: ROOM_CHANGE or ROOM_RESTART_GAME */
void room_end_game(void);        /* Game End, Clean Up, nothing left */

typedef struct RoomView {
    double x, y, width, height; /* room pixels */
} RoomView;
RoomView room_view(void);
/* As the room says; it says none: the window's size. NULL: empty. */
void room_reset_view(const RoomDef *def);
const RoomDef *room_now(void); /* the room being played */

#endif
