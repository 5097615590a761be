/* What any thread may post: a map or list of values, built by one owner, then given away. */
#include "payload.h"
#include "../assets/buffer.h"
#include "../assets/ds.h"
#include "../platform/mem.h"
#include "async.h"
#include "dispatch.h"
#include "event.h"

#include <sched.h>
#include <stdatomic.h>
#include <string.h>

struct GmPayload {
    Map *map; /* one of the two */
    List *list;
};

static atomic_bool the_door_is_open;
static atomic_int the_posting; /* threads between their look at the door and the mailbox */

/* When a closing door returns, nobody is in it any more: what the mailbox holds then is all. */
void payload_door(bool open) {
    atomic_store(&the_door_is_open, open);
    while (!open && atomic_load(&the_posting) > 0)
        sched_yield();
}

static GmPayload *payload_new(Map *map, List *list) {
    GmPayload *payload = mem_alloc(sizeof *payload);
    *payload = (GmPayload){map, list};
    return payload;
}

GmPayload *gm_payload_map(void) {
    return payload_new(map_new(), NULL);
}

GmPayload *gm_payload_list(void) {
    return payload_new(NULL, list_new());
}

void gm_payload_free(GmPayload *payload) {
    if (payload == NULL) return;
    map_free(payload->map);
    list_free(payload->list);
    mem_free(payload);
}

void gm_payload_real(GmPayload *to, const char *key, double value) {
    MapKey k = map_key(key != NULL ? key : "");
    if (to->map != NULL)
        map_set_real(to->map, &k, value);
    else
        list_add_real(to->list, value);
}

void gm_payload_int64(GmPayload *to, const char *key, int64_t value) {
    MapKey k = map_key(key != NULL ? key : "");
    if (to->map != NULL)
        map_set_int64(to->map, &k, value);
    else
        list_add_int64(to->list, value);
}

void gm_payload_bool(GmPayload *to, const char *key, bool value) {
    MapKey k = map_key(key != NULL ? key : "");
    if (to->map != NULL)
        map_set_bool(to->map, &k, value);
    else
        list_add_bool(to->list, value);
}

void gm_payload_string(GmPayload *to, const char *key, const char *value) {
    MapKey k = map_key(key != NULL ? key : "");
    size_t bytes = value != NULL ? strlen(value) : 0;
    if (value == NULL) value = "";
    if (to->map != NULL)
        map_set_text(to->map, &k, value, bytes);
    else
        list_add_text(to->list, value, bytes);
}

void gm_payload_child(GmPayload *to, const char *key, GmPayload *child) {
    MapKey k = map_key(key != NULL ? key : "");
    if (to->map != NULL && child->map != NULL)
        map_take_map(to->map, &k, child->map);
    else if (to->map != NULL)
        map_take_list(to->map, &k, child->list);
    else if (child->map != NULL)
        list_take_map(to->list, child->map);
    else
        list_take_list(to->list, child->list);
    mem_free(child);
}

void gm_payload_buffer(GmPayload *to, const char *key, const void *bytes, size_t size) {
    MapKey k = map_key(key != NULL ? key : "");
    Buffer *buffer = buffer_copy_of(bytes, size);
    if (buffer == NULL) return;
    if (to->map != NULL)
        map_take_buffer(to->map, &k, buffer);
    else
        list_take_buffer(to->list, buffer);
}

Map *payload_take(GmPayload *payload) {
    Map *map = payload->map;
    if (map == NULL) {
        map = map_new();
        map_take_list(map, ASYNC_KEY(result), payload->list);
    }
    mem_free(payload);
    return map;
}

static bool post(int event_number, GmPayload *payload) {
    atomic_fetch_add(&the_posting, 1);
    bool open = atomic_load(&the_door_is_open);
    if (open) {
        Completion *completion = mem_alloc(sizeof *completion);
        completion->event = event_number;
        completion->map = payload_take(payload);
        mailbox_post(completion);
    }
    atomic_fetch_sub(&the_posting, 1);
    return open;
}

bool gm_async_post(int event_number, GmPayload *payload) {
    bool fits =
        payload != NULL && payload->map != NULL && event_async_kind(event_number) != GM_EVENT_COUNT;
    if (fits && post(event_number, payload)) return true;
    gm_payload_free(payload);
    return false;
}

void gm_event_perform_async(int event_number, int map) {
    dispatch_async(event_number, map);
}

void gm_message(const char *text) {
    GmPayload *payload = gm_payload_map();
    gm_payload_string(payload, "event_type", "message");
    gm_payload_string(payload, "message", text);
    gm_async_post(EVENT_OTHER_MESSAGE_EVENT, payload);
}
