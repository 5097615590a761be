/* Push notifications (event 71): calls, and what is due, clicked or sent becomes events. */
#include "push.h"

#include "../../platform/clock.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/window.h"
#include "../../runtime/gm_ds.h"
#include "../service.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 64 };
static const double day_ms = 86400000, days_to_1970 = 25569, most_days = 1e7;

static struct {
    bool is_open;
    const GmPushService *service; /* NULL: none is chosen, or not known yet */
    Notification shown[SHOWN];    /* the last ones that were due, for clicks: a ring */
    int shown_count;
    int64_t opened_ms;
    int64_t got_ms; /* the last that gm_push_get_... gave */
    int got_index;
} the_push;

/* MARK: events. Thread: any */

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

PushCompletion *push_completion(const char *type, const char *error) {
    PushCompletion *done = completion_spontaneous(sizeof *done, &push_source);
    Map *map = done->completion.map;
    done->clicked = GM_NONE;
    set_text(map, ASYNC_KEY(type), type);
    map_set_real(map, ASYNC_KEY(status), error == NULL ? 1 : 0);
    if (error != NULL) set_text(map, ASYNC_KEY(error), error);
    return done;
}

void gm_push_clicked(int index) {
    PushCompletion *done = push_completion("click", NULL);
    done->clicked = index;
    map_set_real(done->completion.map, ASYNC_KEY(index), index);
    mailbox_post(&done->completion);
}

/* MARK: what is due. Thread: main */

static const GmPushService *service(void) {
    if (the_push.service != NULL || !the_push.is_open) return the_push.service;
    the_push.service = (const GmPushService *)service_of(GM_SERVICE_PUSH);
    if (the_push.service == NULL) return NULL;
    the_push.opened_ms = clock_date_ms();
    schedule_open();
    return the_push.service;
}

static void keep_for_clicks(const Notification *notification) {
    Notification *place = &the_push.shown[the_push.shown_count++ % SHOWN];
    notification_free(place);
    *place = *notification;
}

static const Notification *find_shown(int index) {
    int count = the_push.shown_count < SHOWN ? the_push.shown_count : SHOWN;
    for (int i = 0; i < count; i++)
        if (the_push.shown[i].index == index) return &the_push.shown[i];
    return NULL;
}

static void fire(const Notification *due, int64_t now_ms) {
    PushCompletion *done = push_completion("local", NULL);
    Map *map = done->completion.map;
    set_text(map, ASYNC_KEY(data), due->data);
    map_set_real(map, ASYNC_KEY(index), due->index);
    if (due->date_ms < the_push.opened_ms) /* and nobody was there */
        map_set_real(map, ASYNC_KEY(late), (double)(now_ms - due->date_ms) / 1000);
    mailbox_post(&done->completion);
    if (the_push.service->show != NULL && !window_has_focus())
        the_push.service->show(due->index, due->title, due->message);
    keep_for_clicks(due);
}

/* MARK: the source. Thread: main */

static void open_source(void) {
    the_push.is_open = true;
}

/* What is due now leaves the file in the next step, after its event: rather twice than never. */
static void poll_source(void) {
    Notification due;
    service_poll(GM_SERVICE_PUSH);
    if (service() == NULL) return;
    schedule_poll();
    int64_t now_ms = clock_date_ms();
    while (schedule_take_due(now_ms, &due))
        fire(&due, now_ms);
    remote_poll(the_push.service);
}

static bool land(Completion *completion) {
    const PushCompletion *done = (const PushCompletion *)completion;
    const Notification *clicked = find_shown(done->clicked);
    if (clicked != NULL) set_text(completion->map, ASYNC_KEY(data), clicked->data);
    return true;
}

static void release(Completion *completion) {
    PushCompletion *done = (PushCompletion *)completion;
    if (done->last_id != NULL && the_push.is_open) schedule_set_stream(done->url, done->last_id);
    mem_free(done->url);
    mem_free(done->last_id);
    mem_free(done);
}

static void close_source(void) {
    remote_close();
    service_close(GM_SERVICE_PUSH);
    schedule_close();
    for (int i = 0; i < SHOWN; i++)
        notification_free(&the_push.shown[i]);
    memset(&the_push, 0, sizeof the_push);
}

const AsyncSource push_source = {
    .name = "push",
    .event = EVENT_OTHER_PUSH_NOTIFICATION,
    .open = open_source,
    .poll = poll_source,
    .land = land,
    .free = release,
    .close = close_source,
};

/* MARK: calls. Thread: main */

static bool has_service(const char *call) {
    if (service() != NULL) return true;
    log_warn_once("%s: no push service is chosen (\"services\" in game.json): nothing is done",
                  call);
    return false;
}

double gm_push_date_in(double seconds) {
    return ((double)clock_date_ms() + seconds * 1000) / day_ms + days_to_1970;
}

int gm_push_local_notification(double fire_time, const char *title, const char *message,
                               const char *data) {
    if (!has_service("gm_push_local_notification")) return GM_NONE;
    if (!isfinite(fire_time) || fabs(fire_time) > most_days) {
        log_error("gm_push_local_notification: %g is no date: days since 30 December 1899 were "
                  "expected, as gm_push_date_in gives them",
                  fire_time);
        return GM_NONE;
    }
    return schedule_add((int64_t)llround((fire_time - days_to_1970) * day_ms),
                        title != NULL ? title : "", message != NULL ? message : "",
                        data != NULL ? data : "");
}

static void describe(int map, const Notification *notification) {
    gm_ds_map_set_string(map, "title", notification->title);
    gm_ds_map_set_string(map, "message", notification->message);
    gm_ds_map_set_string(map, "data", notification->data);
    gm_ds_map_set(map, "fire_time", (double)notification->date_ms / day_ms + days_to_1970);
}

static int get_from(const char *call, int64_t date_ms, int index, int map) {
    if (!has_service(call)) return GM_NONE;
    const Notification *notification = schedule_from(date_ms, index);
    bool is_map = gm_ds_exists(map, GM_DS_TYPE_MAP);
    if (!is_map) log_error("%s: there is no map %d", call, map);
    if (!is_map || notification == NULL) return GM_NONE;
    describe(map, notification);
    the_push.got_ms = notification->date_ms;
    the_push.got_index = notification->index;
    return notification->index;
}

int gm_push_get_first_local_notification(int map) {
    return get_from("gm_push_get_first_local_notification", INT64_MIN, 0, map);
}

int gm_push_get_next_local_notification(int map) {
    return get_from("gm_push_get_next_local_notification", the_push.got_ms, the_push.got_index + 1,
                    map);
}

void gm_push_cancel_local_notification(int index) {
    if (!has_service("gm_push_cancel_local_notification") || schedule_remove(index)) return;
    if (find_shown(index) != NULL && the_push.service->withdraw != NULL)
        the_push.service->withdraw(index);
}

bool gm_push_register(const char *url) {
    return has_service("gm_push_register") && remote_register(url);
}

void gm_push_unregister(void) {
    if (service() != NULL) remote_unregister();
}
