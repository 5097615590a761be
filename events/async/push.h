/* Push notifications (event 71). push.c: calls and events; push_schedule.c: what is scheduled, and
 * its file; push_remote.c: the subscription to a stream; event_stream.c: what a stream says.
 * Thread: main, unless said otherwise. */
#ifndef EVENTS_ASYNC_PUSH_H
#define EVENTS_ASYNC_PUSH_H

#include "../../runtime/gm_push.h"
#include "../async.h"

#include <cJSON.h>

/* MARK: push_schedule.c */

typedef struct Notification {
    int index;
    int64_t date_ms; /* since 1970 */
    char *title, *message, *data;
} Notification;
void notification_free(Notification *notification);

void schedule_open(void); /* reads what was kept in the save area */
int schedule_add(int64_t date_ms, const char *title, const char *message, const char *data);
/* The first at or after this place (by date, then index); lent. NULL: there is none. */
const Notification *schedule_from(int64_t date_ms, int index);
bool schedule_remove(int index);
/* Takes the first that is due out; false: none is. notification_free */
bool schedule_take_due(int64_t now_ms, Notification *due);
/* What is remembered of a stream: its address and its last event. */
void schedule_set_stream(const char *url, const char *last_id);
const char *schedule_last_id(const char *url); /* "" of another address; lent until set */
void schedule_poll(void);  /* each step: what changed is written, in the background */
void schedule_close(void); /* writes what is left */

/* MARK: push_remote.c */

bool remote_register(const char *url);
void remote_unregister(void);
void remote_poll(const GmPushService *service); /* starts and resumes the subscription */
void remote_cut(void); /* its connection breaks; it is resumed, as if that had come by itself */
void remote_close(void);
/* The completions that it posts. release is called when the event is over. */
typedef struct PushCompletion {
    Completion completion;
    int clicked;         /* index of the notification that was clicked; GM_NONE */
    char *url, *last_id; /* of the stream that it came by; NULL: it came by none */
} PushCompletion;
/* Thread: any. error NULL: status 1. */
PushCompletion *push_completion(const char *type, const char *error);

#endif
