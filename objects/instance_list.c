/* Lists of instances in order of creation. */
#include "instance_list.h"
#include "../platform/mem.h"

void instance_list_append(InstanceList *list, GmInstance *self) {
    MEM_RESERVE(list->items, list->capacity, list->count + 1);
    list->items[list->count++] = (InstanceEntry){self, self->stamp};
}

void instance_list_compact(InstanceList *list) {
    if (!list->stale) return;
    int kept = 0;
    for (int i = 0; i < list->count; i++)
        if (entry_counts(list->items[i])) list->items[kept++] = list->items[i];
    list->count = kept;
    list->stale = false;
}

void instance_list_forget(InstanceList *list) {
    mem_free(list->items);
    *list = (InstanceList){0};
}
