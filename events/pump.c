/* The pump: take all, and for each: tap, land, dispatch, free, close its request.
 *
 * A completion that cannot land within this step (pixels of a large picture) waits at the head of
 * its source's queue; others of the same source wait behind it, other sources go on. */
#include "pump.h"
#include "../assets/ds.h"
#include "../platform/mem.h"
#include "../platform/trace.h"
#include "contract.h"
#include "dispatch.h"
#include "payload.h"

#include <stddef.h>

enum { SLICE_MS = 5 }; /* of settling */

static struct {
    Completion *landing, **landing_end; /* taken, not landed yet, in order */
    void (*tap)(const Completion *completion);
    bool is_open, is_settling;
} the_pump;

void pump_tap(void (*tap)(const Completion *completion)) {
    the_pump.tap = tap;
}

void pump_open(void) {
    the_pump.landing = NULL;
    the_pump.landing_end = &the_pump.landing;
    the_pump.is_open = true;
    payload_door(true);
    for (int i = 0; async_sources[i] != NULL; i++)
        if (async_sources[i]->open != NULL) async_sources[i]->open();
}

static void release(Completion *completion) {
    const AsyncSource *source = completion->source;
    map_free(completion->map);
    if (source != NULL && source->free != NULL)
        source->free(completion);
    else
        mem_free(completion);
}

/* The final event closes its request before the handlers run: to them it is over. */
static void end_request(Completion *completion) {
    if (completion->request == NULL || !completion->last) return;
    trace_flow_end(completion->request->source->name, completion->request->id);
    request_close(completion->request);
    completion->request = NULL;
}

static void fire(Completion *completion) {
    int64_t start = trace_now();
    if (contract_is_on && completion->event != 0) contract_answering(completion);
    end_request(completion);
    if (completion->event == 0) return; /* landing took it back */
    int map = ds_map_adopt(completion->map != NULL ? completion->map : map_new());
    completion->map = NULL;
    dispatch_async(completion->event, map);
    if (contract_is_on) contract_answering(NULL);
    trace_slice("landed", start, "event", completion->event);
}

static bool land(Completion *completion) {
    const AsyncSource *source = completion->source;
    return source == NULL || source->land == NULL || source->land(completion);
}

static bool is_blocked(const Completion *waiting, const AsyncSource *source) {
    for (; waiting != NULL; waiting = waiting->next)
        if (waiting->source == source) return true;
    return false;
}

static void append(Completion *all) {
    *the_pump.landing_end = all;
    while (*the_pump.landing_end != NULL)
        the_pump.landing_end = &(*the_pump.landing_end)->next;
}

/* Lands and fires what can be, keeps the rest in order. Handlers may start new requests meanwhile,
 * but nothing is added to the list that is walked. */
static void land_all(void) {
    Completion *all = the_pump.landing;
    Completion *kept = NULL, **kept_end = &kept;
    the_pump.landing = NULL;
    the_pump.landing_end = &the_pump.landing;
    while (all != NULL) {
        Completion *completion = all;
        all = all->next;
        completion->next = NULL;
        bool waits =
            kept != NULL && completion->source != NULL && is_blocked(kept, completion->source);
        if (waits || !land(completion)) {
            *kept_end = completion;
            kept_end = &completion->next;
        } else {
            fire(completion);
            release(completion);
        }
    }
    the_pump.landing = kept;
    the_pump.landing_end = kept != NULL ? kept_end : &the_pump.landing;
}

/* How often a request tells how far it has got depends on time: while settling nobody hears it. */
static Completion *without_progress(Completion *all) {
    Completion *kept = NULL, **kept_end = &kept;
    while (all != NULL) {
        Completion *completion = all;
        all = all->next;
        if (completion->request != NULL && !completion->last && !completion->source->tells_parts) {
            release(completion);
            continue;
        }
        *kept_end = completion;
        kept_end = &completion->next;
    }
    *kept_end = NULL;
    return kept;
}

static void take(void) {
    for (int i = 0; async_sources[i] != NULL; i++)
        if (async_sources[i]->poll != NULL) async_sources[i]->poll();
    Completion *all = mailbox_take_all();
    if (the_pump.is_settling) all = without_progress(all);
    for (const Completion *c = all; c != NULL && the_pump.tap != NULL; c = c->next)
        the_pump.tap(c);
    append(all);
}

void pump_run(void) {
    take();
    land_all();
}

/* MARK: settling */

static int finals_waiting(void) {
    int count = 0;
    for (const Completion *c = the_pump.landing; c != NULL; c = c->next)
        if (c->request != NULL && c->last && !c->source->asks_people) count++;
    return count;
}

static bool comes_before(const Completion *a, const Completion *b) {
    int first = a->request != NULL ? a->request->id : a->after,
        second = b->request != NULL ? b->request->id : b->after;
    return first < second;
}

/* Insertion sort, stable: few completions, and mostly in order already. */
static void sort_by_request(void) {
    Completion *sorted = NULL;
    while (the_pump.landing != NULL) {
        Completion *completion = the_pump.landing;
        the_pump.landing = completion->next;
        Completion **place = &sorted;
        while (*place != NULL && !comes_before(completion, *place))
            place = &(*place)->next;
        completion->next = *place;
        *place = completion;
    }
    the_pump.landing_end = &the_pump.landing;
    append(sorted);
}

/* Some answers are only found by polling: so it waits in slices. */
void pump_settle(int ms) {
    the_pump.is_settling = true;
    take();
    for (int idle = 0; finals_waiting() < request_count_settling() && idle < ms; take())
        idle = mailbox_wait(SLICE_MS) ? 0 : idle + SLICE_MS;
    sort_by_request();
    land_all();
    the_pump.is_settling = false;
}

bool pump_is_settling(void) {
    return the_pump.is_settling;
}

/* MARK: the end */

void pump_close(void) {
    if (!the_pump.is_open) return;
    payload_door(false);
    int count = 0;
    while (async_sources[count] != NULL)
        count++;
    while (count-- > 0)
        if (async_sources[count]->close != NULL) async_sources[count]->close();
    lane_close(lane_named("decode"));
    append(mailbox_take_all());
    while (the_pump.landing != NULL) {
        Completion *completion = the_pump.landing;
        the_pump.landing = completion->next;
        release(completion);
    }
    requests_close();
    the_pump.is_open = false;
}
