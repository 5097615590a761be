/* The slot table: free slots are a stack linked through the slots themselves. */
#include "handle.h"
#include "../platform/mem.h"

int handle_give(HandleTable *table, void *item) {
    int handle = table->count;
    if (table->free_count > 0) {
        handle = table->first_free;
        table->first_free = table->slots[handle].next_free;
        table->free_count--;
    } else {
        MEM_RESERVE(table->slots, table->capacity, table->count + 1);
        table->count++;
    }
    table->slots[handle] = (HandleSlot){.item = item, .next_free = -1};
    return handle;
}

void handle_take_back(HandleTable *table, int handle) {
    if (handle_item(table, handle) == NULL) return;
    int next = table->free_count > 0 ? table->first_free : -1;
    table->slots[handle] = (HandleSlot){.item = NULL, .next_free = next};
    table->first_free = handle;
    table->free_count++;
}

void handle_close(HandleTable *table) {
    mem_free(table->slots);
    *table = (HandleTable){0};
}
