/* What maps, lists and buffers have in common: who owns them, the handle, and an end that does not
 * recurse however deep they nest. Each of them begins with a Node.
 *
 * A node has one owner: a thread, a parent, or (with a handle and no parent) the game. Thread: any,
 * one owner; handles only on main. */
#ifndef ASSETS_NODE_H
#define ASSETS_NODE_H

#include "value.h"

typedef struct Node {
    ValueKind kind;      /* VALUE_MAP, VALUE_LIST or VALUE_BUFFER */
    int handle;          /* -1: none yet */
    struct Node *parent; /* the map or list that owns it; NULL: none */
} Node;

static inline Node node_new(ValueKind kind) {
    return (Node){.kind = kind, .handle = -1};
}

static inline Value node_value(Node *node) {
    return (Value){.kind = node->kind, .node = node};
}

/* The node belongs to parent from now on. */
static inline void node_own(Node *parent, Node *child) {
    child->parent = parent;
}

/* True if it could become a child: it belongs to nobody, and parent is not it nor inside it. */
bool node_can_own(const Node *parent, const Node *child);
/* Ends it and everything in it; out of its parent first, where an undefined value stays behind.
 * NULL is fine. */
void node_free(Node *node);

/* The handle of a node, given now if it has none yet. Thread: main. */
int node_adopt(Node *node);
Node *node_at(ValueKind kind, int handle); /* main; NULL: no such handle */
/* The handle is not given to another node until it is let go, also if this one ends. main */
void node_hold(ValueKind kind, int handle);
void node_let_go(ValueKind kind, int handle);
/* Frees every node of the kind that has a handle and no parent, and forgets the handles. main */
void nodes_close(ValueKind kind);

/* What map.c, list.c and buffer.c do for node.c.
 * shed: drops what is inside, from the end; stops at a child and returns it, out of the parent's
 *   sight but not freed. NULL: nothing is left.
 * release: frees the emptied thing itself.
 * disown: the child's value becomes undefined. */
Node *map_shed(Map *map);
void map_release(Map *map);
void map_disown(Map *map, const Node *child);
Node *list_shed(List *list);
void list_release(List *list);
void list_disown(List *list, const Node *child);
void buffer_release(Buffer *buffer);

#endif
