/* Notifications: local ones that come at a date, also after a restart, and remote ones that a
 * server sends. Answers: GM_ASYNC_PUSH_NOTIFICATION (71), GmAsyncPush. Source: async-events 11, and
 * the legacy manual's push_... functions.
 *
 * They need a push service (see gm_service.h): "desktop" shows notifications as the desktop does,
 * unless the game's window has the focus; "simulator" writes on the log what it would show, and
 * gm_service_simulate drives it: "remote TEXT", a notification that a server sends; "click", on the
 * last that was shown; "offline", "online": connections break and none comes about, and what is
 * sent meanwhile comes afterwards; "refuse", "no token": what becomes of the next connection of
 * gm_push_register. With none chosen each function warns once and does nothing.
 *
 * A local notification is an event of type "local" in the first step at or after its date; one that
 * was due while the game was off comes in the first step, with "late". It leaves the schedule once
 * its event is over: a game that is killed right then gets it again. A click on it is an event of
 * type "click" (an addition of this runtime) with the same "data" and "index".
 * Under --fast or --settle, when a run is to be the same every time, it is the first of January
 * 2000 in the first step, and time goes by as steps do. Thread: main, unless said otherwise. */
#ifndef GM_PUSH_H
#define GM_PUSH_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: for games */

/* The date so many seconds from now, as the manual counts: days since 30 December 1899, UTC. It is
 * meant for gm_push_local_notification only: a game that looks at it depends on the clock. An
 * addition of this runtime. */
GM_API double gm_push_date_in(double seconds);
/* Schedules a notification for a date, as gm_push_date_in gives it; data comes back in its event.
 * The texts are copied; NULL is "". It is on the disk within a step or two. Returns its index, 0 or
 * larger, never given out twice; -1: nothing was scheduled (said why). */
GM_API int gm_push_local_notification(double fire_time, const char *title, const char *message,
                                      const char *data);
/* The scheduled notifications by date: sets "title", "message", "data" and "fire_time" in a DS map,
 * and returns the index; -1: there are none (the map is as it was). Cancelling and scheduling
 * between two calls is fine. */
GM_API int gm_push_get_first_local_notification(int map);
GM_API int gm_push_get_next_local_notification(int map); /* after the last that was got */
/* Takes it off the schedule, or off the screen. An index that is not there: does nothing. */
GM_API void gm_push_cancel_local_notification(int index);

/* Subscribes to the stream of events at an address: server-sent events, or one JSON object a line
 * ({"id": .., "event": .., "data": ..}). One of them named "register" gives this device's id as
 * data; without such, the first event makes the address the id. Then an event of type "register"
 * comes, with "reg_id", or with status 0 and "error" if that did not work; and one of type "remote"
 * for each event of the stream. A stream that breaks is resumed after the last event, also by the
 * next game, with longer and longer breaks (1 to 64 seconds of game time). An address the server
 * refuses (a code from 400 to 499) is given up. A second call replaces the first. False: nothing
 * was started (said why). An addition of this runtime. */
GM_API bool gm_push_register(const char *url);
GM_API void gm_push_unregister(void);

/* MARK: for back ends */

typedef struct GmPushService {
    GmService service;
    /* Shows a notification and does not wait. NULL: nothing is shown. */
    void (*show)(int index, const char *title, const char *message);
    void (*withdraw)(int index); /* if it is shown. NULL: not possible */
    /* Asked before each connection of gm_push_register: a sentence if it cannot be made now, told
     * as if it had failed with that and tried again later; *refused: as if the server had refused
     * it. NULL, and a result of NULL: there is nothing in its way. */
    const char *(*hindrance)(bool *refused);
} GmPushService;

/* The player clicked on a notification that was shown. Thread: any, from open to close. */
GM_API void gm_push_clicked(int index);

#ifdef __cplusplus
}
#endif
#endif
