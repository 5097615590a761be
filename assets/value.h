/* One value of a map or a list. Thread: any, one owner. */
#ifndef ASSETS_VALUE_H
#define ASSETS_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Map Map;
typedef struct List List;
typedef struct Buffer Buffer;

typedef enum ValueKind {
    VALUE_UNDEFINED,
    VALUE_REAL,
    VALUE_INT64,
    VALUE_BOOL,
    VALUE_TEXT,
    VALUE_MAP,   /* owned child */
    VALUE_LIST,  /* owned child */
    VALUE_BUFFER /* owned child */
} ValueKind;

typedef struct Value {
    ValueKind kind;
    uint32_t bytes; /* of a text, without its final zero; 4 GiB - 1 at most */
    union {
        double real; /* VALUE_BOOL too: 0 or 1 */
        int64_t int64;
        const char *text; /* zero-terminated */
        Map *map;
        List *list;
        Buffer *buffer;
        struct Node *node; /* what a map, a list and a buffer begin with: node.h */
    };
} Value;

static inline Value value_real(double real) {
    return (Value){.kind = VALUE_REAL, .real = real};
}

static inline Value value_bool(bool truth) {
    return (Value){.kind = VALUE_BOOL, .real = truth ? 1 : 0};
}

static inline Value value_int64(int64_t number) {
    return (Value){.kind = VALUE_INT64, .int64 = number};
}

static inline bool value_is_node(const Value *value) {
    return value->kind >= VALUE_MAP;
}

static inline uint32_t value_bytes(size_t bytes) {
    return bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
}

#endif
