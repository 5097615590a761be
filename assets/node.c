/* Owners, handles and ends of maps, lists and buffers. */
#include "node.h"
#include "handle.h"

enum { FIRST_KIND = VALUE_MAP, KIND_COUNT = VALUE_BUFFER - VALUE_MAP + 1 };

static struct { HandleTable tables[KIND_COUNT]; } the_nodes;

static HandleTable *table_of(ValueKind kind) {
    return &the_nodes.tables[kind - FIRST_KIND];
}

static Node *shed(Node *node) {
    if (node->kind == VALUE_MAP) return map_shed((Map *)node);
    if (node->kind == VALUE_LIST) return list_shed((List *)node);
    return NULL;
}

static void release(Node *node) {
    ValueKind kind = node->kind;
    if (node->handle >= 0) handle_take_back(table_of(kind), node->handle);
    if (kind == VALUE_MAP)
        map_release((Map *)node);
    else if (kind == VALUE_LIST)
        list_release((List *)node);
    else
        buffer_release((Buffer *)node);
}

bool node_can_own(const Node *parent, const Node *child) {
    if (child->parent != NULL) return false;
    while (parent != NULL && parent != child)
        parent = parent->parent;
    return parent == NULL;
}

static void detach(Node *node) {
    Node *parent = node->parent;
    if (parent == NULL) return;
    if (parent->kind == VALUE_MAP) map_disown((Map *)parent, node);
    if (parent->kind == VALUE_LIST) list_disown((List *)parent, node);
    node->parent = NULL;
}

void node_free(Node *node) {
    if (node == NULL) return;
    detach(node);
    /* Down to the first child that is there, up again when nothing is left: the parent pointers
     * are the stack. */
    while (node != NULL) {
        Node *child = shed(node);
        Node *parent = node->parent;
        if (child == NULL) release(node);
        node = child != NULL ? child : parent;
    }
}

int node_adopt(Node *node) {
    if (node->handle < 0) node->handle = handle_give(table_of(node->kind), node);
    return node->handle;
}

Node *node_at(ValueKind kind, int handle) {
    return handle_item(table_of(kind), handle);
}

void node_hold(ValueKind kind, int handle) {
    handle_hold(table_of(kind), handle);
}

void node_let_go(ValueKind kind, int handle) {
    handle_let_go(table_of(kind), handle);
}

void nodes_close(ValueKind kind) {
    HandleTable *table = table_of(kind);
    for (int i = 0; i < table->count; i++) {
        Node *node = table->slots[i].item;
        if (node != NULL && node->parent == NULL) node_free(node);
    }
    handle_close(table);
}
