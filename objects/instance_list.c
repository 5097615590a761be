/* Lists of instances in order of creation. */
#include "instance_list.h"
#include "../platform/mem.h"

#include <string.h>

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

void instance_list_rotate(InstanceList *list, int count) {
    size_t bytes = (size_t)count * sizeof *list->items;
    if (count == 0 || count == list->count) return;
    InstanceEntry *first = mem_alloc(bytes);
    memcpy(first, list->items, bytes);
    list->count -= count;
    memmove(list->items, list->items + count, (size_t)list->count * sizeof *list->items);
    memcpy(list->items + list->count, first, bytes);
    list->count += count;
    mem_free(first);
}

void instance_list_forget(InstanceList *list) {
    mem_free(list->items);
    *list = (InstanceList){0};
}
