/* Remote notifications: a call on the http thread whose body never ends, read as a stream of
 * events. When it ends all the same, it is resumed after the last event, with longer and longer
 * breaks. */
#include "event_stream.h"
#include "http.h"
#include "push.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/thread.h"
#include "../../runtime/gm_game.h"

#include <stdio.h>
#include <string.h>

enum { SILENCE_MS = 120000, FIRST_BREAK_MS = 1000, DOUBLINGS = 6, LONGEST_BREAK_MS = 64000 };

/* One connection. The http thread's from submit until has_ended, which is under the lock. */
typedef struct Subscription {
    HttpCall call;
    char *url, *ca_file;
    EventStream stream;
    bool has_begun, is_refused, is_registered, has_heard;
    char error[512];
    atomic_bool cancelled;
    bool is_unwanted; /* main's: the game has let go of it, and hears nothing of its end */
    bool has_ended;
} Subscription;

static struct {
    char *url;         /* what the game wants; NULL: nothing */
    Subscription *now; /* NULL: none is under way */
    bool is_registered, has_told_failure;
    int retries, retry_ms, retry_step;
    Lock lock;
    Signal ended;
} the_remote = {.lock = LOCK_INIT, .ended = SIGNAL_INIT};

/* MARK: what is heard. Thread: worker */

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

static void post_registered(Subscription *subscription, const char *reg_id) {
    if (subscription->is_registered) return;
    subscription->is_registered = true;
    PushCompletion *done = push_completion("register", NULL);
    set_text(done->completion.map, ASYNC_KEY(reg_id), reg_id);
    mailbox_post(&done->completion);
}

static void take_event(void *context, const char *name, const char *id, const char *data) {
    Subscription *subscription = context;
    bool registers = strcmp(name, "register") == 0;
    subscription->has_heard = true;
    post_registered(subscription, registers ? data : subscription->url);
    if (registers) return;
    PushCompletion *done = push_completion("remote", NULL);
    set_text(done->completion.map, ASYNC_KEY(data), data);
    done->url = mem_text(subscription->url);
    done->last_id = mem_text(id);
    mailbox_post(&done->completion);
}

static void keep_type(void *context, const char *name, const char *value) {
    char *type = context;
    if (strcasecmp(name, "Content-Type") == 0) snprintf(type, 128, "%s", value);
}

/* Finds out which kind of stream it is. */
static bool begin(Subscription *subscription) {
    char type[128] = "";
    http_each_header(&subscription->call, keep_type, type);
    bool as_lines = strncmp(type, "application/x-ndjson", 20) == 0 ||
                    strncmp(type, "application/jsonl", 17) == 0;
    subscription->has_begun = true;
    subscription->stream.as_lines = as_lines;
    if (as_lines || strncmp(type, "text/event-stream", 17) == 0) return true;
    subscription->is_refused = true;
    snprintf(subscription->error, sizeof subscription->error,
             "the answer is no stream of events but %s", type[0] != '\0' ? type : "of no type");
    return false;
}

static bool hear(HttpCall *call, const char *bytes, size_t count) {
    Subscription *subscription = (Subscription *)call;
    if (!subscription->has_begun && !begin(subscription)) return false;
    if (event_stream_feed(&subscription->stream, bytes, count)) return true;
    snprintf(subscription->error, sizeof subscription->error, "an event is larger than 1 MB");
    return false;
}

static const char *why_it_ended(const HttpCall *call) {
    if (atomic_load(call->cancelled)) return "the connection broke";
    return call->error != NULL ? call->error : "the stream ended";
}

static void end(HttpCall *call) {
    Subscription *subscription = (Subscription *)call;
    bool is_refusal = (call->status >= 400 && call->status <= 499) || call->status == 204;
    mem_free(call->content);
    subscription->is_refused |= is_refusal;
    if (subscription->error[0] == '\0' && (is_refusal || call->status >= 300))
        snprintf(subscription->error, sizeof subscription->error, "the server answered %d",
                 call->status);
    else if (subscription->error[0] == '\0')
        snprintf(subscription->error, sizeof subscription->error, "%s", why_it_ended(call));
    lock_take(&the_remote.lock);
    subscription->has_ended = true;
    signal_one(&the_remote.ended);
    lock_give(&the_remote.lock);
}

/* MARK: connections. Thread: main */

static void start(void) {
    const char *last_id = schedule_last_id(the_remote.url);
    Subscription *subscription = mem_alloc(sizeof *subscription);
    subscription->url = mem_text(the_remote.url);
    subscription->ca_file = mem_text(http_settings_ca_file());
    subscription->is_registered = the_remote.is_registered;
    subscription->stream.event = take_event;
    subscription->stream.context = subscription;
    event_stream_open(&subscription->stream, false, last_id);
    subscription->call = (HttpCall){.url = subscription->url,
                                    .ca_file = subscription->ca_file,
                                    .connect_timeout_ms = gm_http_get_connect_timeout(),
                                    .stall_timeout_ms = SILENCE_MS,
                                    .cancelled = &subscription->cancelled,
                                    .hear = hear,
                                    .done = end};
    http_add_header(&subscription->call, "Accept", "text/event-stream, application/x-ndjson");
    if (last_id[0] != '\0') http_add_header(&subscription->call, "Last-Event-ID", last_id);
    the_remote.now = subscription;
    http_submit(&subscription->call);
}

static void drop(Subscription *subscription) {
    event_stream_close(&subscription->stream);
    http_drop_headers(&subscription->call);
    mem_free(subscription->url);
    mem_free(subscription->ca_file);
    mem_free(subscription);
}

static void tell_failure(const char *why) {
    if (the_remote.is_registered || the_remote.has_told_failure) return;
    the_remote.has_told_failure = true;
    mailbox_post(&push_completion("register", why)->completion);
}

static void forget_url(void) {
    mem_free(the_remote.url);
    the_remote.url = NULL;
}

/* At least the next step: what was posted before has had its event by then. */
static void plan_retry(const Subscription *subscription) {
    if (subscription->has_heard) the_remote.retries = 0;
    if (subscription->stream.retry_ms > 0) the_remote.retry_ms = subscription->stream.retry_ms;
    int64_t ms = (int64_t)the_remote.retry_ms << the_remote.retries;
    if (ms > LONGEST_BREAK_MS && ms > the_remote.retry_ms) ms = LONGEST_BREAK_MS;
    the_remote.retry_step = gm_step_count() + 1 + (int)(ms * gm_game_get_speed() / 1000);
    if (the_remote.retries < DOUBLINGS) the_remote.retries++;
}

static bool has_ended(const Subscription *subscription) {
    lock_take(&the_remote.lock);
    bool ended = subscription->has_ended;
    lock_give(&the_remote.lock);
    return ended;
}

static void take_end(const Subscription *subscription) {
    the_remote.is_registered = subscription->is_registered;
    if (subscription->is_refused) {
        if (the_remote.is_registered)
            log_warn("notifications from %s end: %s", subscription->url, subscription->error);
        tell_failure(subscription->error);
        forget_url();
    } else {
        tell_failure(subscription->error);
        plan_retry(subscription);
    }
}

/* What the service puts in the way of a connection is told as if the server had. */
static bool is_hindered(const GmPushService *service) {
    Subscription failed = {.url = the_remote.url, .is_registered = the_remote.is_registered};
    const char *why = service->hindrance != NULL ? service->hindrance(&failed.is_refused) : NULL;
    if (why == NULL) return false;
    snprintf(failed.error, sizeof failed.error, "%s", why);
    take_end(&failed);
    return true;
}

void remote_poll(const GmPushService *service) {
    Subscription *subscription = the_remote.now;
    if (subscription != NULL && has_ended(subscription)) {
        if (!subscription->is_unwanted) take_end(subscription);
        drop(subscription);
        the_remote.now = NULL;
    }
    bool is_due = the_remote.url != NULL && the_remote.now == NULL &&
                  gm_step_count() >= the_remote.retry_step;
    if (is_due && !is_hindered(service)) start();
}

/* MARK: entry points */

void remote_cut(void) {
    if (the_remote.now == NULL) return;
    atomic_store(&the_remote.now->cancelled, true);
    http_look();
}

void remote_unregister(void) {
    forget_url();
    if (the_remote.now != NULL) the_remote.now->is_unwanted = true;
    remote_cut();
}

bool remote_register(const char *url) {
    if (!http_is_url(url)) {
        log_error("gm_push_register: \"%s\" is not an address that starts with http:// or https://",
                  url != NULL ? url : "");
        return false;
    }
    remote_unregister();
    the_remote.url = mem_text(url);
    the_remote.is_registered = the_remote.has_told_failure = false;
    the_remote.retries = the_remote.retry_step = 0;
    the_remote.retry_ms = FIRST_BREAK_MS;
    return true;
}

void remote_close(void) {
    remote_unregister();
    if (the_remote.now == NULL) return;
    lock_take(&the_remote.lock);
    while (!the_remote.now->has_ended)
        signal_wait(&the_remote.ended, &the_remote.lock);
    lock_give(&the_remote.lock);
    drop(the_remote.now);
    the_remote.now = NULL;
}
