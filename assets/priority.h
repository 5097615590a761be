/* A heap with two ends: the smallest and the largest are at hand, adding and taking out move only
 * one path. Thread: any, one owner. */
#ifndef ASSETS_PRIORITY_H
#define ASSETS_PRIORITY_H

#include "value.h"

typedef struct Entry {
    Value value;
    double priority;
    int64_t turn; /* when it was added: of equal priorities the first is the smaller */
} Entry;

/* Zero is an empty one. */
typedef struct Priority {
    Entry *entries; /* in the heap's order */
    int count, capacity;
    int64_t turns; /* given so far */
} Priority;

void priority_put(Priority *heap, Value value, double priority); /* not NaN; owns the value now */
/* Takes an entry out (0 to count - 1): its value is the caller's. The others may change places. */
Value priority_take(Priority *heap, int index);
void priority_change(Priority *heap, int index, double priority); /* likewise */
int priority_smallest(const Priority *heap);                      /* its index; -1: empty */
int priority_largest(const Priority *heap);

#endif
