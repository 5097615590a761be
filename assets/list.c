/* List: values in a row. Texts lie on the heap, one by one. What is removed at the front leaves a
 * gap there, so that a queue moves nothing. */
#include "map.h"
#include "node.h"
#include "../platform/mem.h"

#include <string.h>

struct List {
    Node node;
    Value *values; /* gap slots behind the start of their block */
    int count, capacity, gap;
};

void value_drop(Value *value) {
    if (value->kind == VALUE_TEXT) mem_free((char *)(uintptr_t)value->text);
    if (!value_is_node(value)) return;
    Node *child = value->node;
    child->parent = NULL;
    value->kind = VALUE_UNDEFINED;
    node_free(child);
}

Value value_text(const char *text, size_t size) {
    uint32_t bytes = value_bytes(size);
    char *copy = mem_alloc((size_t)bytes + 1);
    memcpy(copy, text, bytes);
    return (Value){.kind = VALUE_TEXT, .bytes = bytes, .text = copy};
}

/* MARK: reading */

int list_size(const List *list) {
    return list->count;
}

const Value *list_at(const List *list, int index) {
    return index >= 0 && index < list->count ? &list->values[index] : NULL;
}

/* MARK: room */

static void close_gap(List *list) {
    if (list->gap == 0) return;
    Value *start = list->values - list->gap;
    list->values = memmove(start, list->values, (size_t)list->count * sizeof *start);
    list->capacity += list->gap;
    list->gap = 0;
}

/* Half as much again, so that a gap is worth the moving. */
static void make_room(List *list) {
    close_gap(list);
    MEM_RESERVE(list->values, list->capacity, list->count + list->count / 2 + 1);
}

/* MARK: changing */

void list_insert(List *list, int index, Value value) {
    if (list->count == list->capacity) make_room(list);
    Value *at = &list->values[index];
    memmove(at + 1, at, (size_t)(list->count - index) * sizeof *at);
    *at = value;
    list->count++;
    if (value_is_node(&value)) node_own(&list->node, value.node);
}

void list_replace(List *list, int index, Value value) {
    value_drop(&list->values[index]);
    list->values[index] = value;
    if (value_is_node(&value)) node_own(&list->node, value.node);
}

void list_swap(List *list, int a, int b) {
    Value value = list->values[a];
    list->values[a] = list->values[b];
    list->values[b] = value;
}

void list_add_real(List *list, double value) {
    list_insert(list, list->count, value_real(value));
}

void list_add_bool(List *list, bool value) {
    list_insert(list, list->count, value_bool(value));
}

void list_add_int64(List *list, int64_t value) {
    list_insert(list, list->count, value_int64(value));
}

void list_add_undefined(List *list) {
    list_insert(list, list->count, (Value){.kind = VALUE_UNDEFINED});
}

void list_add_text(List *list, const char *text, size_t bytes) {
    list_insert(list, list->count, value_text(text, bytes));
}

void list_take_map(List *list, Map *child) {
    list_insert(list, list->count, node_value((Node *)child));
}

void list_take_list(List *list, List *child) {
    list_insert(list, list->count, node_value((Node *)child));
}

void list_take_buffer(List *list, Buffer *child) {
    list_insert(list, list->count, node_value((Node *)child));
}

Value list_take(List *list, int index) {
    Value *at = &list->values[index], value = *at;
    list->count--;
    if (index == 0) {
        list->values++;
        list->capacity--;
        list->gap++;
    } else {
        memmove(at, at + 1, (size_t)(list->count - index) * sizeof *at);
    }
    if (value_is_node(&value)) value.node->parent = NULL;
    return value;
}

void list_remove(List *list, int index) {
    if (index < 0 || index >= list->count) return;
    Value value = list_take(list, index);
    value_drop(&value);
}

/* MARK: sorting */

/* Merges two sorted runs that lie side by side into out; of equals the left one comes first. */
static void merge(const Value *left, const Value *middle, const Value *end, Value *out,
                  int (*compare)(const Value *a, const Value *b)) {
    const Value *right = middle;
    while (left < middle && right < end)
        *out++ = compare(left, right) <= 0 ? *left++ : *right++;
    while (left < middle)
        *out++ = *left++;
    while (right < end)
        *out++ = *right++;
}

void list_sort(List *list, int (*compare)(const Value *a, const Value *b)) {
    size_t count = (size_t)list->count;
    if (count < 2) return;
    close_gap(list);
    Value *merged = mem_alloc((size_t)list->capacity * sizeof *merged);
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t i = 0; i < count; i += 2 * run) {
            size_t middle = i + run < count ? i + run : count;
            size_t end = middle + run < count ? middle + run : count;
            merge(list->values + i, list->values + middle, list->values + end, merged + i, compare);
        }
        Value *old = list->values;
        list->values = merged;
        merged = old;
    }
    mem_free(merged);
}

/* MARK: life */

List *list_new(void) {
    List *list = mem_alloc(sizeof *list);
    list->node = node_new(VALUE_LIST);
    return list;
}

Node *list_shed(List *list) {
    while (list->count > 0) {
        Value *value = &list->values[--list->count];
        if (value_is_node(value)) return value->node;
        value_drop(value);
    }
    return NULL;
}

void list_disown(List *list, const Node *child) {
    for (int i = 0; i < list->count; i++) {
        Value *value = &list->values[i];
        if (value_is_node(value) && value->node == child) *value = (Value){.kind = VALUE_UNDEFINED};
    }
}

void list_release(List *list) {
    close_gap(list);
    mem_free(list->values);
    mem_free(list);
}

void list_clear(List *list) {
    for (Node *child = list_shed(list); child != NULL; child = list_shed(list)) {
        child->parent = NULL;
        node_free(child);
    }
}

void list_free(List *list) {
    node_free((Node *)list);
}
