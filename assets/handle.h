/* A table of slots: things by small number. The slot freed last is given out first, so the numbers
 * of a run depend on nothing but the game's own calls. Thread: main. Source: runtime-model 9.1. */
#ifndef ASSETS_HANDLE_H
#define ASSETS_HANDLE_H

#include <stddef.h>

typedef struct HandleSlot {
    void *item;    /* NULL: free */
    int next_free; /* the slot freed before this one; -1: none */
    int held;      /* how many hold it: not given out again until they let go */
} HandleSlot;

/* Zero is an empty table. */
typedef struct HandleTable {
    HandleSlot *slots;
    int count, capacity;
    int free_count, first_free; /* first_free counts only if free_count > 0 */
} HandleTable;

int handle_give(HandleTable *table, void *item); /* item is not NULL; its handle, 0 or more */
/* Frees the slot; a handle that names nothing: does nothing. */
void handle_take_back(HandleTable *table, int handle);
/* Of a handle that names something: if that ends meanwhile, the number names nothing until it is
 * let go as often as it was held. */
void handle_hold(HandleTable *table, int handle);
void handle_let_go(HandleTable *table, int handle);
void handle_close(HandleTable *table); /* forgets everything; the items are the caller's */
/* The same, after each item has been ended. */
void handle_close_each(HandleTable *table, void (*end)(void *item));

/* NULL: no such handle. */
static inline void *handle_item(const HandleTable *table, int handle) {
    return (unsigned)handle < (unsigned)table->count ? table->slots[handle].item : NULL;
}

#endif
