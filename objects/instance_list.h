/* Lists of instances in order of creation that may be walked while games create and destroy.
 *
 * Every instance carries a stamp, one higher for each instance made. Entries keep the stamp they
 * were added with. An entry counts only while both agree: an instance that is destroyed or
 * deactivated has stamp 0, one that is activated again has a new one and a new entry at the end. So
 * a walk needs no copy: it stops at the first stamp that is not older than the walk, and skips
 * entries that no longer agree. Entries that died are taken out in the sweep, between steps. */
#ifndef OBJECTS_INSTANCE_LIST_H
#define OBJECTS_INSTANCE_LIST_H

#include "../runtime/gm_object.h"

typedef struct InstanceEntry {
    GmInstance *self;
    uint32_t stamp;
} InstanceEntry;

typedef struct InstanceList {
    InstanceEntry *items;
    int count, capacity;
    bool stale; /* holds entries that died */
} InstanceList;

static inline bool entry_counts(InstanceEntry entry) {
    return entry.self->stamp == entry.stamp;
}

void instance_list_append(InstanceList *list, GmInstance *self);
void instance_list_compact(InstanceList *list); /* takes dead entries out */
/* The first count entries go to the end, in their order. Nobody may be walking the list; walks that
 * begin later still see everybody that is older than they are. */
void instance_list_rotate(InstanceList *list, int count);
void instance_list_forget(InstanceList *list);

/* for (int i = 0; (self = instance_list_walk(list, &i, before)) != NULL;): visits what counts. */
static inline GmInstance *instance_list_walk(const InstanceList *list, int *next, uint32_t before) {
    while (*next < list->count) {
        InstanceEntry entry = list->items[*next];
        if (entry.stamp >= before) return NULL;
        ++*next;
        if (entry_counts(entry)) return entry.self;
    }
    return NULL;
}

#endif
