/* The min-max heap of Atkinson, Sack, Santoro and Strothotte: a binary heap whose levels take
 * turns. On levels 0, 2, 4.. an entry is the smallest of all below it, on levels 1, 3, 5.. the
 * largest. */
#include "priority.h"
#include "../platform/mem.h"

#include <stdbool.h>

static bool is_less(const Entry *a, const Entry *b) {
    return a->priority < b->priority || (a->priority == b->priority && a->turn < b->turn);
}

/* The entry at a belongs above the one at b, on levels of the smallest or of the largest. */
static bool goes_first(const Priority *heap, bool smallest, int a, int b) {
    const Entry *entries = heap->entries;
    return smallest ? is_less(&entries[a], &entries[b]) : is_less(&entries[b], &entries[a]);
}

static void swap(Priority *heap, int a, int b) {
    Entry entry = heap->entries[a];
    heap->entries[a] = heap->entries[b];
    heap->entries[b] = entry;
}

static int parent_of(int index) {
    return (index - 1) / 2;
}

static bool is_on_smallest_level(int index) {
    bool smallest = true;
    for (; index > 0; index = parent_of(index))
        smallest = !smallest;
    return smallest;
}

/* MARK: up: first the parent's level is the right one, or its own; then from level to level */

static void push_up(Priority *heap, int index) {
    bool smallest = is_on_smallest_level(index);
    int parent = parent_of(index);
    if (index > 0 && goes_first(heap, !smallest, index, parent)) {
        swap(heap, index, parent);
        index = parent;
        smallest = !smallest;
    }
    while (index > 2) {
        int grandparent = parent_of(parent_of(index));
        if (!goes_first(heap, smallest, index, grandparent)) return;
        swap(heap, index, grandparent);
        index = grandparent;
    }
}

/* MARK: down */

/* The child or grandchild that goes first; the index itself: there is none. */
static int first_below(const Priority *heap, bool smallest, int index) {
    const int below[] = {2 * index + 1, 2 * index + 2, 4 * index + 3,
                         4 * index + 4, 4 * index + 5, 4 * index + 6};
    int first = index;
    for (int i = 0; i < 6 && below[i] < heap->count; i++)
        if (first == index || goes_first(heap, smallest, below[i], first)) first = below[i];
    return first;
}

static void push_down(Priority *heap, int index) {
    bool smallest = is_on_smallest_level(index);
    for (;;) {
        int first = first_below(heap, smallest, index);
        if (first == index || !goes_first(heap, smallest, first, index)) return;
        swap(heap, first, index);
        if (first <= 2 * index + 2) return; /* a child: it has none below */
        if (goes_first(heap, !smallest, first, parent_of(first)))
            swap(heap, first, parent_of(first));
        index = first;
    }
}

/* What going up brings into its place is in order with all above: that has only to go down. */
static void settle(Priority *heap, int index) {
    push_up(heap, index);
    push_down(heap, index);
}

/* MARK: entries */

void priority_put(Priority *heap, Value value, double priority) {
    MEM_RESERVE(heap->entries, heap->capacity, heap->count + 1);
    heap->entries[heap->count] = (Entry){value, priority, heap->turns++};
    push_up(heap, heap->count++);
}

Value priority_take(Priority *heap, int index) {
    Value value = heap->entries[index].value;
    heap->entries[index] = heap->entries[--heap->count];
    if (index < heap->count) settle(heap, index);
    return value;
}

void priority_change(Priority *heap, int index, double priority) {
    heap->entries[index].priority = priority;
    settle(heap, index);
}

int priority_smallest(const Priority *heap) {
    return heap->count > 0 ? 0 : -1;
}

int priority_largest(const Priority *heap) {
    if (heap->count < 3) return heap->count - 1;
    return goes_first(heap, false, 1, 2) ? 1 : 2;
}
