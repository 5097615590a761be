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

static void slot_free(HandleTable *table, int handle) {
    table->slots[handle].next_free = table->free_count > 0 ? table->first_free : -1;
    table->first_free = handle;
    table->free_count++;
}

void handle_take_back(HandleTable *table, int handle) {
    if (handle_item(table, handle) == NULL) return;
    table->slots[handle].item = NULL;
    if (table->slots[handle].held == 0) slot_free(table, handle);
}

void handle_hold(HandleTable *table, int handle) {
    if (handle_item(table, handle) != NULL) table->slots[handle].held++;
}

void handle_let_go(HandleTable *table, int handle) {
    if (handle < 0 || handle >= table->count || table->slots[handle].held == 0) return;
    HandleSlot *slot = &table->slots[handle];
    if (--slot->held == 0 && slot->item == NULL) slot_free(table, handle);
}

void handle_close(HandleTable *table) {
    mem_free(table->slots);
    *table = (HandleTable){0};
}

void handle_close_each(HandleTable *table, void (*end)(void *item)) {
    for (int i = 0; i < table->count; i++)
        if (table->slots[i].item != NULL) end(table->slots[i].item);
    handle_close(table);
}
