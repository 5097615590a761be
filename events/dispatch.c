/* Dispatch: the only place that calls a game's handlers. */
#include "dispatch.h"
#include "../assets/ds.h"
#include "../objects/instance.h"
#include "../platform/guard.h"
#include "../platform/log.h"
#include "../platform/trace.h"
#include "../runtime/gm_async.h"
#include "../runtime/gm_ds.h"
#include "async_view.h"
#include "contract.h"
#include "event.h"

#include <string.h>

enum {
    ASYNC_COUNT = LAST_ASYNC - FIRST_ASYNC + 1,
    AHEAD = 16 /* instances: the processor cannot see past the call of a handler by itself */
};

static struct {
    const GmEvent *running;
    int async_load; /* GM_NONE outside asynchronous events */
    int event_data; /* GM_NONE outside messages */
    bool pending, keeps;
    unsigned fired[ASYNC_COUNT];
} the_dispatch = {.async_load = GM_NONE, .event_data = GM_NONE};

const GmEvent *dispatch_running(void) {
    return the_dispatch.running;
}

int gm_async_load(void) {
    if (the_dispatch.async_load == GM_NONE && contract_is_on) contract_no_map();
    return the_dispatch.async_load;
}

int gm_event_data(void) {
    return the_dispatch.event_data;
}

void dispatch_hold_back(bool pending, bool keeps) {
    the_dispatch.pending = pending;
    the_dispatch.keeps = keeps;
}

void dispatch_reset(void) {
    memset(&the_dispatch, 0, sizeof the_dispatch);
    the_dispatch.async_load = the_dispatch.event_data = GM_NONE;
}

unsigned dispatch_count(int number) {
    return number >= FIRST_ASYNC && number < FIRST_ASYNC + ASYNC_COUNT
               ? the_dispatch.fired[number - FIRST_ASYNC]
               : 0;
}

/* MARK: one handler */

typedef struct Call {
    GmHandler handler;
    GmInstance *self;
    const GmEvent *event;
} Call;

static void (*the_crashed)(const GmEvent *event, const GuardCrash *crash);

void dispatch_guard(void (*crashed)(const GmEvent *event, const GuardCrash *crash)) {
    the_crashed = crashed;
}

static void run_call(void *context) {
    const Call *all = context;
    all->handler(all->self, all->event);
}

static void run_guarded(GmHandler handler, GmInstance *self, const GmEvent *event) {
    GuardCrash crash;
    Call all = {handler, self, event};
    if (!guard_call(run_call, &all, &crash)) the_crashed(event, &crash);
}

static inline void run(GmHandler handler, GmInstance *self, const GmEvent *event) {
    if (the_crashed == NULL)
        handler(self, event);
    else
        run_guarded(handler, self, event);
}

static GmEvent event_for(GmEventKind kind) {
    GmEvent event = {.kind = kind};
    event_numbers(kind, &event.type, &event.number);
    return event;
}

/* Runs handlers with event as the running one; what ran before is running again afterwards. */
static void call(GmHandler handler, GmInstance *self, GmEvent *event) {
    const GmEvent *before = the_dispatch.running;
    the_dispatch.running = event;
    run(handler, self, event);
    the_dispatch.running = before;
}

/* Is the event held back for this instance, since the room is about to change? */
static bool is_held_back(const GmInstance *self, GmEventKind kind, int type) {
    if (!the_dispatch.pending || kind == GM_CLEAN_UP) return false;
    bool survives = self->persistent || the_dispatch.keeps;
    bool is_life = type == GM_EV_CREATE || type == GM_EV_PRE_CREATE || type == GM_EV_DESTROY ||
                   type == GM_EV_ALARM || type == GM_EV_OTHER;
    return !(survives && is_life);
}

void dispatch_one(GmInstance *self, GmEventKind kind) {
    GmEvent event = event_for(kind);
    GmHandler handler = object_handler(instance_object(self), kind, &event.object);
    if (handler == NULL || is_held_back(self, kind, event.type)) return;
    event.other = self;
    call(handler, self, &event);
}

/* MARK: broadcasts */

/* The instances of one object that are older than the broadcast. The hot loop of the runtime. */
static void run_responder(const Responder *responder, GmEvent *event, uint32_t before,
                          bool always) {
    const InstanceList *list = &responder->object->own;
    event->object = responder->owner;
    for (int i = 0; i < list->count; i++) {
        InstanceEntry entry = list->items[i];
        if (entry.stamp >= before) return;
        if (i + AHEAD < list->count) __builtin_prefetch(list->items[i + AHEAD].self);
        if (!entry_counts(entry)) continue;
        if (the_dispatch.pending && !always && is_held_back(entry.self, event->kind, event->type))
            continue;
        event->other = entry.self;
        run(responder->handler, entry.self, event);
    }
}

static void broadcast(GmEventKind kind, bool always) {
    Responders responders = object_responders(kind);
    if (responders.count == 0) return;
    GmEvent event = event_for(kind);
    uint32_t before = instances_now();
    const GmEvent *outer = the_dispatch.running;
    the_dispatch.running = &event;
    for (int i = 0; i < responders.count; i++)
        run_responder(&responders.items[i], &event, before, always);
    the_dispatch.running = outer;
}

void dispatch_all(GmEventKind kind) {
    broadcast(kind, false);
}

void dispatch_by_age(GmEventKind kind) {
    if (object_responders(kind).count == 0) return;
    uint32_t before = instances_now();
    int next = 0;
    for (GmInstance *self; (self = instance_list_walk(instances_all(), &next, before)) != NULL;)
        dispatch_one(self, kind);
}

void dispatch_async(int number, int map) {
    GmEventKind kind = event_async_kind(number);
    if (kind == GM_EVENT_COUNT) {
        log_warn("there is no asynchronous event %d: they are 60 to 63, 66 to 76 and 80", number);
        gm_ds_map_destroy(map);
        return;
    }
    bool is_message = kind == GM_BROADCAST_MESSAGE;
    int outer_load = the_dispatch.async_load, outer_data = the_dispatch.event_data;
    AsyncView view, *outer_view = async_view_begin(&view, kind, map);
    int64_t start = trace_now();
    the_dispatch.async_load = is_message ? GM_NONE : map;
    the_dispatch.event_data = is_message ? map : GM_NONE;
    bool is_there = ds_map(map) != NULL;
    ds_map_hold(map); /* a map that a handler makes must not be mistaken for it */
    the_dispatch.fired[number - FIRST_ASYNC]++;
    broadcast(kind, !is_message);
    if (contract_is_on) contract_map_ends(map);
    if (is_there) gm_ds_map_destroy(map);
    ds_map_let_go(map);
    the_dispatch.async_load = outer_load;
    the_dispatch.event_data = outer_data;
    async_view_end(outer_view);
    trace_slice(event_name(kind), start, "number", number);
}

/* MARK: collisions */

static void run_collision(CollisionHandler found, GmInstance *self, GmInstance *other) {
    if (found.handler == NULL || is_held_back(self, GM_COLLISION, GM_EV_COLLISION)) return;
    GmEvent event = {.kind = GM_COLLISION,
                     .type = GM_EV_COLLISION,
                     .number = found.registered,
                     .object = found.owner,
                     .other = other};
    call(found.handler, self, &event);
}

void dispatch_collision(GmInstance *self, GmInstance *other) {
    CollisionHandler first = object_collision(instance_object(self), instance_object(other));
    CollisionHandler second = object_collision(instance_object(other), instance_object(self));
    run_collision(first, self, other);
    run_collision(second, other, self); /* also if the first ended it (runtime-model 5.6) */
}

/* MARK: what handlers may call */

void gm_event_inherited(GmInstance *self, const GmEvent *event) {
    const Object *parent =
        object_of(event->object) != NULL ? object_of(event->object)->parent : NULL;
    if (parent == NULL) return;
    GmEvent inherited = *event;
    if (event->kind == GM_COLLISION) {
        CollisionHandler found = object_collision(parent, instance_object(event->other));
        inherited.number = found.registered;
        inherited.object = found.owner;
        if (found.handler != NULL) call(found.handler, self, &inherited);
        return;
    }
    GmHandler handler = object_handler(parent, event->kind, &inherited.object);
    if (handler != NULL) call(handler, self, &inherited);
}

static void perform(GmInstance *self, const Object *object, GmEventKind kind, const char *name) {
    GmEvent event = event_for(kind);
    if (kind == GM_EVENT_COUNT || object == NULL) {
        log_warn_once("%s: there is no such %s", name, object == NULL ? "object" : "event");
        return;
    }
    if (event.type == GM_EV_DRAW) {
        log_warn_once("%s: draw events cannot be performed from outside drawing", name);
        return;
    }
    GmHandler handler = object_handler(object, kind, &event.object);
    event.other = self;
    if (handler != NULL) call(handler, self, &event);
}

void gm_event_perform(GmInstance *self, int type, int number) {
    perform(self, instance_object(self), event_kind(type, number), "gm_event_perform");
}

void gm_event_perform_object(GmInstance *self, int object, int type, int number) {
    perform(self, object_of(object), event_kind(type, number), "gm_event_perform_object");
}

void gm_event_user(GmInstance *self, int n) {
    if (n >= 0 && n < GM_USER_COUNT)
        perform(self, instance_object(self), (GmEventKind)GM_USER(n), "gm_event_user");
}
