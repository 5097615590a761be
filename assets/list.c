/* Lists of values. */
#include "../platform/mem.h"
#include "map.h"
#include "node.h"

#include <string.h>

struct List {
    Node node;
    Value *items;
    int count, capacity;
};

List *list_new(void) {
    List *list = mem_alloc(sizeof *list);
    list->node = node_new(VALUE_LIST);
    return list;
}

static void value_end(const Value *value) {
    if (value->kind == VALUE_TEXT) mem_free((void *)(uintptr_t)value->text);
    else if (value_is_node(value)) node_free(value->node);
}

Node *list_shed(List *list) {
    while (list->count > 0) {
        Value value = list->items[--list->count];
        if (value_is_node(&value)) return value.node;
        value_end(&value);
    }
    return NULL;
}

void list_release(List *list) {
    mem_free(list->items);
    mem_free(list);
}

void list_disown(List *list, const Node *child) {
    for (int i = 0; i < list->count; i++)
        if (value_is_node(&list->items[i]) && list->items[i].node == child)
            list->items[i] = (Value){.kind = VALUE_UNDEFINED};
}

void list_free(List *list) {
    if (list != NULL) node_free(&list->node);
}

int list_size(const List *list) {
    return list->count;
}

const Value *list_at(const List *list, int index) {
    return index >= 0 && index < list->count ? &list->items[index] : NULL;
}

static void add(List *list, Value value) {
    MEM_RESERVE(list->items, list->capacity, list->count + 1);
    list->items[list->count++] = value;
}

void list_add_real(List *list, double value) {
    add(list, value_real(value));
}

void list_add_bool(List *list, bool value) {
    add(list, value_bool(value));
}

void list_add_int64(List *list, int64_t value) {
    add(list, value_int64(value));
}

void list_add_text(List *list, const char *text, size_t bytes) {
    char *copy = mem_alloc(bytes + 1);
    memcpy(copy, text, bytes);
    add(list, (Value){.kind = VALUE_TEXT, .bytes = value_bytes(bytes), .text = copy});
}

static void take_node(List *list, Node *child) {
    add(list, node_value(child));
    node_own(&list->node, child);
}

void list_take_map(List *list, Map *child) {
    take_node(list, (Node *)child);
}

void list_take_list(List *list, List *child) {
    take_node(list, &child->node);
}

void list_take_buffer(List *list, Buffer *child) {
    take_node(list, (Node *)child);
}

void list_remove(List *list, int index) {
    if (index < 0 || index >= list->count) return;
    Value value = list->items[index];
    memmove(&list->items[index], &list->items[index + 1],
            (size_t)(list->count - index - 1) * sizeof value);
    list->count--;
    value_end(&value);
}

void list_clear(List *list) {
    for (Node *child = list_shed(list); child != NULL; child = list_shed(list)) {
        child->parent = NULL;
        node_free(child);
    }
}
