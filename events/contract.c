/* The contract checker: what it remembers of requests, handlers and maps, and what it says. */
#include "contract.h"
#include "../assets/ds.h"
#include "../assets/node.h"
#include "../objects/instance.h"
#include "../platform/clock.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_async.h"
#include "../runtime/gm_game.h"
#include "async.h"
#include "async_view.h"
#include "contract_key.h"
#include "dispatch.h"
#include "event.h"

#include <string.h>

enum {
    BUDGET_US = 4000, /* of one handler: a quarter of a frame */
    EVERY_STEP = 30,  /* requests in so many steps on end are one too often */
    ENDED = 32        /* maps of past events that are remembered */
};

/* One handler that is running under watch. */
typedef struct Run {
    GmEventKind kind;
    int object, map;
    bool is_answer;              /* of a source of the runtime: the table of keys holds */
    bool several;                /* requests of this kind were open */
    bool has_read, knows_answer; /* anything of the map; which answer it is */
} Run;

/* One instance that calls the same function step by step. */
typedef struct Streak {
    int instance, last_step, length;
    const char *call;
} Streak;

typedef struct Slow {
    int object;
    GmEventKind kind;
} Slow;

bool contract_is_on;

static struct {
    bool is_paced, is_answer, several;
    Run *run;
    struct {
        GmEventKind kind;
        const GmInstance *self; /* NULL: none */
        int step;
    } without_map; /* the handler that was told -1 by gm_async_load() last */
    int ended[ENDED], ended_count;
    Streak *streaks;
    int streak_count, streak_capacity;
    Slow *slow;
    int slow_count, slow_capacity;
} the_contract;

/* MARK: who is running */

/* In a collision other is the partner: the object that owns the handler speaks for self. */
static const char *running_name(void) {
    const GmEvent *event = dispatch_running();
    return gm_object_get_name(event->kind == GM_COLLISION ? event->object
                                                          : event->other->object_index);
}

static const char *running_event(void) {
    return event_name(dispatch_running()->kind);
}

static bool is_message(const GmEvent *event) {
    return event->kind == GM_BROADCAST_MESSAGE;
}

/* MARK: requests */

static void check_is_heard(GmEventKind kind, const char *call) {
    if (object_responders(kind).count == 0)
        log_warn_once("%s calls %s in %s, but no object of this game handles the event %s: nobody "
                      "hears the answer",
                      running_name(), call, running_event(), event_name(kind));
}

/* The caller's streak of this call, or a place for it: a new one, or one that is broken. */
static Streak *streak_of(int instance, const char *call, int step) {
    Streak *place = NULL;
    for (int i = 0; i < the_contract.streak_count; i++) {
        Streak *streak = &the_contract.streaks[i];
        if (streak->instance == instance && strcmp(streak->call, call) == 0) return streak;
        if (streak->last_step < step - 1) place = streak;
    }
    if (place == NULL) {
        MEM_RESERVE(the_contract.streaks, the_contract.streak_capacity,
                    the_contract.streak_count + 1);
        place = &the_contract.streaks[the_contract.streak_count++];
    }
    *place = (Streak){.instance = instance, .call = call};
    return place;
}

static void check_pace(const char *call) {
    int step = gm_step_count();
    Streak *streak = streak_of(dispatch_running()->other->id, call, step);
    if (streak->length > 0 && streak->last_step == step) return;
    streak->length = streak->last_step == step - 1 ? streak->length + 1 : 1;
    streak->last_step = step;
    if (streak->length == EVERY_STEP)
        log_warn_once("%s calls %s in every step (%s), %d steps on end: ask once and wait for the "
                      "answer",
                      running_name(), call, running_event(), EVERY_STEP);
}

void contract_requested(const AsyncSource *source, const char *call) {
    if (dispatch_running() == NULL) return; /* no game's doing */
    if (call == NULL) call = source->name;
    check_is_heard(event_async_kind(source->event), call);
    check_pace(call);
}

/* MARK: keys */

static void check_key(const Run *run, const char *key) {
    const char *nearest, *name = gm_object_get_name(run->object), *event = event_name(run->kind);
    int type, number;
    if (!run->is_answer || contract_key_is_known(run->object, run->kind, key, &nearest)) return;
    event_numbers(run->kind, &type, &number);
    if (nearest != NULL)
        log_warn_once("%s asks for the key \"%s\", which the event %s does not have; \"%s\" is one",
                      name, key, event, nearest);
    else
        log_warn_once("%s asks for the key \"%s\", which the event %s does not have; see asyncade "
                      "docs %d",
                      name, key, event, number);
}

/* What tells one answer from another: "id", "group_id" and their like; "request", where "id" says
 * what happened; what was asked for. */
static bool is_name_of_answer(const char *key) {
    size_t length = strlen(key);
    return (length >= 2 && strcmp(key + length - 2, "id") == 0) || strcmp(key, "request") == 0 ||
           strcmp(key, "url") == 0 || strcmp(key, "filename") == 0;
}

static void look_at_answer(Run *run, const char *key, const Value *found) {
    run->has_read = true;
    if (key == NULL || is_name_of_answer(key)) run->knows_answer = true;
    if (key != NULL && found == NULL) check_key(run, key);
}

/* MARK: maps that are over */

static int place_of_ended(int map) {
    for (int i = 0; i < the_contract.ended_count; i++)
        if (the_contract.ended[i] == map) return i;
    return GM_NONE;
}

static void remember_ended(int map) {
    if (map == GM_NONE || place_of_ended(map) != GM_NONE) return;
    if (the_contract.ended_count == ENDED) {
        the_contract.ended_count--;
        memmove(the_contract.ended, the_contract.ended + 1,
                (ENDED - 1) * sizeof the_contract.ended[0]);
    }
    the_contract.ended[the_contract.ended_count++] = map;
}

/* The number is another map's now. */
static void forget_ended(int map) {
    int place = place_of_ended(map);
    if (place != GM_NONE)
        the_contract.ended[place] = the_contract.ended[--the_contract.ended_count];
}

void contract_map_ends(int handle) {
    const Map *map = ds_map(handle);
    const char *key;
    const Value *value;
    for (int at = 0; map != NULL && map_next(map, &at, &key, &value);)
        if (value->kind == VALUE_MAP) remember_ended(value->node->handle);
    remember_ended(handle);
}

static bool was_told_there_is_no_map(void) {
    const GmEvent *event = dispatch_running();
    return the_contract.without_map.kind == event->kind &&
           the_contract.without_map.self == event->other &&
           the_contract.without_map.step == gm_step_count();
}

/* In a message, too, gm_async_load() is -1. */
void contract_no_map(void) {
    const GmEvent *event = dispatch_running();
    const Run *run = the_contract.run;
    if (event == NULL || (run != NULL && run->kind != GM_BROADCAST_MESSAGE)) return;
    the_contract.without_map.kind = event->kind;
    the_contract.without_map.self = event->other;
    the_contract.without_map.step = gm_step_count();
}

static void look_at_nothing(int map) {
    if (dispatch_running() == NULL) return;
    if (map == GM_NONE && was_told_there_is_no_map())
        log_warn_once("%s reads gm_async_load() in %s, where it is -1: %s", running_name(),
                      running_event(),
                      is_message(dispatch_running())
                          ? "a message's map is gm_event_data()"
                          : "there is a map only while an asynchronous event runs");
    else if (place_of_ended(map) != GM_NONE)
        log_warn_once("%s reads a map in %s that ended with its asynchronous event: copy what is "
                      "wanted while the event runs",
                      running_name(), running_event());
}

static void look(int map, const char *key, const Value *found) {
    Run *run = the_contract.run;
    if (ds_map(map) == NULL)
        look_at_nothing(map);
    else if (run != NULL && run->map == map)
        look_at_answer(run, key, found);
    else
        forget_ended(map);
}

/* MARK: handlers */

static void check_knows_answer(const Run *run) {
    if (run->several && run->has_read && !run->knows_answer)
        log_warn_once("%s reads answers in %s without looking at \"id\" while several requests are "
                      "under way: every answer comes to every object, so compare the ids",
                      gm_object_get_name(run->object), event_name(run->kind));
}

static bool was_slow_before(const Run *run) {
    for (int i = 0; i < the_contract.slow_count; i++)
        if (the_contract.slow[i].object == run->object && the_contract.slow[i].kind == run->kind)
            return true;
    MEM_RESERVE(the_contract.slow, the_contract.slow_capacity, the_contract.slow_count + 1);
    the_contract.slow[the_contract.slow_count++] = (Slow){run->object, run->kind};
    return false;
}

static void check_time(const Run *run, int64_t us) {
    if (!the_contract.is_paced || us <= BUDGET_US || was_slow_before(run)) return;
    log_warn("%s took %.1f ms in one handler of %s: more than %d ms cost frames",
             gm_object_get_name(run->object), (double)us / 1000, event_name(run->kind),
             BUDGET_US / 1000);
}

void contract_answering(const Completion *completion) {
    bool answers = completion != NULL && completion->request != NULL;
    the_contract.is_answer = completion != NULL && completion->source != NULL;
    the_contract.several = answers && request_count_of(completion->event) > 1;
}

/* Stands in for the handlers of asynchronous events. */
static void handle(GmInstance *self, const GmEvent *event) {
    int owner;
    Run *outer = the_contract.run; /* the handler that raised this event; NULL: none */
    Run run = {.kind = event->kind,
               .object = self->object_index,
               .is_answer = outer == NULL && the_contract.is_answer,
               .several = outer == NULL && the_contract.several};
    the_contract.run = &run;
    run.map = is_message(event) ? gm_event_data() : gm_async_load();
    forget_ended(run.map);
    int64_t start = clock_now_us();
    object_handler(instance_object(self), event->kind, &owner)(self, event);
    int64_t us = clock_now_us() - start;
    the_contract.run = outer;
    check_knows_answer(&run);
    check_time(&run, us);
}

/* MARK: on and off */

static void stand_in_for_all(GmHandler stand_in) {
    for (int number = FIRST_ASYNC; number <= LAST_ASYNC; number++)
        if (event_async_kind(number) != GM_EVENT_COUNT)
            objects_stand_in(event_async_kind(number), stand_in);
}

void contract_open(bool is_paced) {
    the_contract.is_paced = is_paced;
    contract_is_on = true;
    ds_watch(look);
    stand_in_for_all(handle);
}

void contract_close(void) {
    if (!contract_is_on) return;
    contract_is_on = false;
    stand_in_for_all(NULL);
    ds_watch(NULL);
    mem_free(the_contract.streaks);
    mem_free(the_contract.slow);
    memset(&the_contract, 0, sizeof the_contract);
}
