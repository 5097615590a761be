/* gm_ds_priority_...: values by priority, and both ends at hand. Of equal priorities the value that
 * was added first is the smaller (runtime-model 9.2). */
#include "ds.h"
#include "handle.h"
#include "priority.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <math.h>

static HandleTable the_priorities;

Priority *ds_priority(int handle) {
    return handle_item(&the_priorities, handle);
}

/* For calls that cannot do what they were asked to: one sentence, once. */
static Priority *wanted(int handle, const char *call) {
    Priority *queue = ds_priority(handle);
    if (queue == NULL) log_warn_once("%s: there is no priority queue %d", call, handle);
    return queue;
}

static int size(const Priority *queue) {
    return queue != NULL ? queue->count : 0;
}

/* MARK: life */

static void clear(Priority *queue) {
    while (size(queue) > 0)
        value_drop(&queue->entries[--queue->count].value);
}

static void end(void *item) {
    Priority *queue = item;
    clear(queue);
    mem_free(queue->entries);
    mem_free(queue);
}

void ds_priorities_close(void) {
    handle_close_each(&the_priorities, end);
}

int gm_ds_priority_create(void) {
    return handle_give(&the_priorities, mem_alloc(sizeof(Priority)));
}

void gm_ds_priority_destroy(int handle) {
    if (ds_priority(handle) == NULL) return;
    end(ds_priority(handle));
    handle_take_back(&the_priorities, handle);
}

void gm_ds_priority_clear(int handle) {
    clear(wanted(handle, "gm_ds_priority_clear"));
}

int gm_ds_priority_size(int handle) {
    return size(wanted(handle, "gm_ds_priority_size"));
}

bool gm_ds_priority_empty(int handle) {
    return size(wanted(handle, "gm_ds_priority_empty")) == 0;
}

/* Of equal values the one that was added first; -1: there is none. */
static int index_of(const Priority *queue, const Value *value) {
    int found = -1;
    for (int i = 0; i < size(queue); i++) {
        const Entry *entry = &queue->entries[i];
        bool is_earlier = found < 0 || entry->turn < queue->entries[found].turn;
        if (is_earlier && ds_equal(&entry->value, value)) found = i;
    }
    return found;
}

/* MARK: adding and changing. The value that was asked with ends here, unless it is kept. */

static bool is_priority(double priority, const char *call) {
    if (isnan(priority)) log_warn_once("%s: NaN is no priority", call);
    return !isnan(priority);
}

static void add(int handle, Value value, double priority, const char *call) {
    Priority *queue = wanted(handle, call);
    if (queue != NULL && is_priority(priority, call))
        priority_put(queue, value, priority);
    else
        value_drop(&value);
}

static void change(int handle, Value value, double priority, const char *call) {
    Priority *queue = wanted(handle, call);
    int index = is_priority(priority, call) ? index_of(queue, &value) : -1;
    value_drop(&value);
    if (index >= 0) priority_change(queue, index, priority);
}

static void delete_all(int handle, Value value, const char *call) {
    Priority *queue = wanted(handle, call);
    for (int i = index_of(queue, &value); i >= 0; i = index_of(queue, &value)) {
        Value taken = priority_take(queue, i);
        value_drop(&taken);
    }
    value_drop(&value);
}

static GmValue priority_of(int handle, Value value, const char *call) {
    const Priority *queue = wanted(handle, call);
    int index = index_of(queue, &value);
    value_drop(&value);
    if (index < 0) return (GmValue){.kind = GM_UNDEFINED};
    return (GmValue){.kind = GM_REAL, .real = queue->entries[index].priority};
}

void gm_ds_priority_add(int handle, double value, double priority) {
    add(handle, value_real(value), priority, "gm_ds_priority_add");
}

void gm_ds_priority_add_string(int handle, const char *value, double priority) {
    add(handle, ds_own_text(value), priority, "gm_ds_priority_add_string");
}

void gm_ds_priority_add_value(int handle, GmValue value, double priority) {
    add(handle, ds_own(value), priority, "gm_ds_priority_add_value");
}

void gm_ds_priority_change_priority(int handle, double value, double priority) {
    change(handle, value_real(value), priority, "gm_ds_priority_change_priority");
}

void gm_ds_priority_change_priority_string(int handle, const char *value, double priority) {
    change(handle, ds_own_text(value), priority, "gm_ds_priority_change_priority_string");
}

void gm_ds_priority_delete_value(int handle, double value) {
    delete_all(handle, value_real(value), "gm_ds_priority_delete_value");
}

void gm_ds_priority_delete_value_string(int handle, const char *value) {
    delete_all(handle, ds_own_text(value), "gm_ds_priority_delete_value_string");
}

GmValue gm_ds_priority_find_priority(int handle, double value) {
    return priority_of(handle, value_real(value), "gm_ds_priority_find_priority");
}

GmValue gm_ds_priority_find_priority_string(int handle, const char *value) {
    return priority_of(handle, ds_own_text(value), "gm_ds_priority_find_priority_string");
}

/* MARK: both ends */

static int index_at_end(const Priority *queue, bool smallest) {
    if (queue == NULL) return -1;
    return smallest ? priority_smallest(queue) : priority_largest(queue);
}

static GmValue find(int handle, bool smallest, const char *call) {
    const Priority *queue = wanted(handle, call);
    int index = index_at_end(queue, smallest);
    return ds_face(index >= 0 ? &queue->entries[index].value : NULL);
}

static GmValue delete_end(int handle, bool smallest, const char *call) {
    Priority *queue = wanted(handle, call);
    int index = index_at_end(queue, smallest);
    if (index < 0) return (GmValue){.kind = GM_REAL, .real = 0}; /* as the field has it */
    return ds_lend(priority_take(queue, index));
}

GmValue gm_ds_priority_find_min(int handle) {
    return find(handle, true, "gm_ds_priority_find_min");
}

GmValue gm_ds_priority_find_max(int handle) {
    return find(handle, false, "gm_ds_priority_find_max");
}

GmValue gm_ds_priority_delete_min(int handle) {
    return delete_end(handle, true, "gm_ds_priority_delete_min");
}

GmValue gm_ds_priority_delete_max(int handle) {
    return delete_end(handle, false, "gm_ds_priority_delete_max");
}

void gm_ds_priority_copy(int handle, int source) {
    Priority *queue = wanted(handle, "gm_ds_priority_copy");
    const Priority *from = wanted(source, "gm_ds_priority_copy");
    if (queue == NULL || from == NULL || queue == from) return;
    clear(queue);
    MEM_RESERVE(queue->entries, queue->capacity, from->count);
    for (; queue->count < from->count; queue->count++) {
        Entry *entry = &queue->entries[queue->count];
        *entry = from->entries[queue->count];
        entry->value = ds_copy(&entry->value);
    }
    queue->turns = from->turns;
}
