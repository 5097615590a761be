/* Map: entries in the order of adding, found through a table of their numbers. Small maps, their
 * keys and short texts lie in one block, which is used again and again. */
#include "map_inside.h"
#include "../platform/mem.h"
#include "../platform/thread.h"

#include <string.h>

enum { KEPT_MAPS = 256 };

/* Maps to be used again, linked by parent. */
typedef struct Pool {
    Node *first;
    int count;
} Pool;

/* The main thread's own; and what it has no room for, since maps that workers make end on it: these
 * are for the workers. */
static Pool the_pool;
static Lock the_lock = LOCK_INIT;
static Pool the_workers_pool GUARDED_BY(the_lock);

/* The model is fixed so that a shared library reads it as cheaply as a program does. */
static _Thread_local bool this_thread_recycles __attribute__((tls_model("initial-exec")));

/* MARK: room for entries and texts */

static void make_empty(Map *map) {
    map->count = map->removed = map->first = 0;
    map->text_used = 0;
    map->owns = false;
}

static void make_small(Map *map) {
    map->entries = map->small_entries;
    map->index = map->small_index;
    map->capacity = SMALL;
    map->mask = SMALL_INDEX - 1;
    memset(map->small_index, 0, sizeof map->small_index);
}

static void free_table(Map *map) {
    if (map->entries == map->small_entries) return;
    mem_free(map->entries);
    mem_free(map->index);
}

static void index_all(Map *map) {
    memset(map->index, 0, (map->mask + 1) * sizeof *map->index);
    for (int i = 0; i < map->count; i++) {
        uint32_t at = (uint32_t)map->entries[i].key.hash & map->mask;
        while (map->index[at] != 0)
            at = (at + 1) & map->mask;
        map->index[at] = (uint32_t)i + 1;
    }
}

static void close_gaps(Map *map) {
    int kept = 0;
    for (int i = map->first; i < map->count; i++)
        if (map->entries[i].key.length != GONE) map->entries[kept++] = map->entries[i];
    map->count = kept;
    map->removed = map->first = 0;
}

static void grow(Map *map) {
    int capacity = map->capacity * 2;
    uint32_t slots = SMALL_INDEX;
    while (slots < (uint32_t)capacity * 2)
        slots *= 2;
    Entry *entries = mem_alloc((size_t)capacity * sizeof *entries);
    memcpy(entries, map->entries, (size_t)map->count * sizeof *entries);
    free_table(map);
    map->entries = entries;
    map->index = mem_alloc(slots * sizeof *map->index);
    map->capacity = capacity;
    map->mask = slots - 1;
}

/* Called when every entry is in use: at least half as many adds pass before the next time. */
static void make_room(Map *map) {
    if (map->removed < map->capacity / 2) grow(map);
    close_gaps(map);
    index_all(map);
}

static inline bool is_inside(const Map *map, const char *text) {
    return (uintptr_t)text - (uintptr_t)map->small_text < SMALL_TEXT;
}

/* A copy with a zero behind it: inside the map while there is room, else on the heap. */
static char *copy_text(Map *map, const char *text, uint32_t bytes) {
    char *copy = map->small_text + map->text_used;
    if (bytes < SMALL_TEXT - map->text_used) {
        map->text_used += bytes + 1;
    } else {
        copy = mem_alloc((size_t)bytes + 1);
        map->owns = true;
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

static void drop_text(const Map *map, const char *text) {
    if (!is_inside(map, text)) mem_free((char *)(uintptr_t)text);
}

/* MARK: entries */

static void drop_key(const Map *map, Entry *entry) {
    if (!entry->key.is_static) drop_text(map, entry->key.text);
    entry->key.text = NULL;
}

static void drop_value(const Map *map, Entry *entry) {
    Value value = entry->value;
    entry->value = (Value){.kind = VALUE_UNDEFINED};
    if (value.kind == VALUE_TEXT) drop_text(map, value.text);
    if (!value_is_node(&value)) return;
    value.node->parent = NULL;
    node_free(value.node);
}

static Entry *add(Map *map, const MapKey *key, uint32_t at) {
    if (map->count == map->capacity) {
        make_room(map);
        find(map, key, &at);
    }
    Entry *entry = &map->entries[map->count++];
    map->index[at] = (uint32_t)map->count;
    entry->key = *key;
    if (!key->is_static) entry->key.text = copy_text(map, key->text, key->length);
    return entry;
}

/* The same if it is plain to see that the key is missing and that there is room; else NULL. The
 * key's text is for the caller to copy. */
static inline Entry *add_quickly(Map *map, const MapKey *key) {
    uint32_t at = (uint32_t)key->hash & map->mask;
    if (map->index[at] != 0 || map->count == map->capacity) return NULL;
    Entry *entry = &map->entries[map->count++];
    map->index[at] = (uint32_t)map->count;
    map->changes++;
    entry->key = *key;
    return entry;
}

/* Room for a short key and so many bytes of text. */
static inline bool has_room(const Map *map, const MapKey *key, uint32_t bytes) {
    return key->length <= KEY_SHORT && map->text_used + KEY_SHORT + 1 + bytes <= SMALL_TEXT;
}

static inline void copy_key(Map *map, Entry *entry, const MapKey *key) {
    char *copy = map->small_text + map->text_used;
    map->text_used += key->length + 1;
    entry->key.text = copy;
    key_copy_short(copy, key->text, key->length);
}

/* The key's entry, added if it is missing. Its old value is dropped. */
static Entry *entry_for(Map *map, const MapKey *key) {
    map->changes++;
    uint32_t at;
    Entry *entry = find(map, key, &at);
    if (entry == NULL) return add(map, key, at);
    drop_value(map, entry);
    return entry;
}

static __attribute__((noinline)) void set_slowly(Map *map, const MapKey *key, Value value) {
    entry_for(map, key)->value = value;
}

static __attribute__((noinline)) void set_copied(Map *map, const MapKey *key, Value value) {
    Entry *entry = has_room(map, key, 0) ? add_quickly(map, key) : NULL;
    if (entry == NULL) {
        set_slowly(map, key, value);
        return;
    }
    entry->value = value;
    copy_key(map, entry, key);
}

static inline void set(Map *map, const MapKey *key, Value value) {
    if (!key->is_static) {
        set_copied(map, key, value);
        return;
    }
    Entry *entry = add_quickly(map, key);
    if (entry != NULL)
        entry->value = value;
    else
        set_slowly(map, key, value);
}

void map_set_real(Map *map, const MapKey *key, double value) {
    set(map, key, value_real(value));
}

void map_set_bool(Map *map, const MapKey *key, bool value) {
    set(map, key, value_bool(value));
}

void map_set_int64(Map *map, const MapKey *key, int64_t value) {
    set(map, key, value_int64(value));
}

void map_set_plain(Map *map, const MapKey *key, Value value) {
    set(map, key, value);
}

static __attribute__((noinline)) void set_text_slowly(Map *map, const MapKey *key, const char *text,
                                                      uint32_t bytes) {
    uint32_t at;
    Entry *entry = find(map, key, &at);
    map->changes++;
    bool fits = entry != NULL && entry->value.kind == VALUE_TEXT && bytes <= entry->value.bytes &&
                is_inside(map, entry->value.text);
    if (fits) { /* over the old text, which may be where the new one comes from */
        char *old = (char *)(uintptr_t)entry->value.text;
        memmove(old, text, bytes);
        old[bytes] = '\0';
        entry->value.bytes = bytes;
        return;
    }
    /* copied before the old value goes: the text may be part of it */
    char *copy = copy_text(map, text, bytes);
    if (entry == NULL)
        entry = add(map, key, at);
    else
        drop_value(map, entry);
    entry->value = (Value){.kind = VALUE_TEXT, .bytes = bytes, .text = copy};
}

void map_set_text(Map *map, const MapKey *key, const char *text, size_t size) {
    uint32_t bytes = value_bytes(size);
    bool is_short = bytes < SMALL_TEXT && has_room(map, key, bytes + 1);
    Entry *entry = is_short ? add_quickly(map, key) : NULL;
    if (entry == NULL) {
        set_text_slowly(map, key, text, bytes);
        return;
    }
    if (!key->is_static) copy_key(map, entry, key);
    char *copy = map->small_text + map->text_used;
    map->text_used += bytes + 1;
    entry->value = (Value){.kind = VALUE_TEXT, .bytes = bytes, .text = copy};
    copy[bytes] = '\0';
    memcpy(copy, text, bytes);
}

void map_take_text(Map *map, const MapKey *key, char *text, size_t bytes) {
    Entry *entry = entry_for(map, key);
    entry->value = (Value){.kind = VALUE_TEXT, .bytes = value_bytes(bytes), .text = text};
    map->owns = true;
}

static void take_node(Map *map, const MapKey *key, Node *child) {
    entry_for(map, key)->value = node_value(child);
    map->owns = true;
    node_own(&map->node, child);
}

void map_take_map(Map *map, const MapKey *key, Map *child) {
    take_node(map, key, (Node *)child);
}

void map_take_list(Map *map, const MapKey *key, List *child) {
    take_node(map, key, (Node *)child);
}

void map_take_buffer(Map *map, const MapKey *key, Buffer *child) {
    take_node(map, key, (Node *)child);
}

void map_remove(Map *map, const char *key) {
    Entry *entry = entry_of(map, key);
    if (entry == NULL) return;
    map->changes++;
    drop_value(map, entry);
    drop_key(map, entry);
    entry->key.length = GONE;
    map->removed++;
    while (map->first < map->count && map->entries[map->first].key.length == GONE)
        map->first++;
}

/* MARK: life */

/* NULL: it is empty. */
static inline Map *pool_take(Pool *pool) {
    Node *node = pool->first;
    if (node == NULL) return NULL;
    pool->first = node->parent;
    pool->count--;
    return (Map *)node;
}

/* False: it is full. */
static inline bool pool_give(Pool *pool, Map *map) {
    if (pool->count >= KEPT_MAPS) return false;
    map->node.parent = pool->first;
    pool->first = &map->node;
    pool->count++;
    return true;
}

static __attribute__((noinline)) Map *workers_take(void) {
    lock_take(&the_lock);
    Map *map = pool_take(&the_workers_pool);
    lock_give(&the_lock);
    return map;
}

static __attribute__((noinline)) void workers_give(Map *map) {
    lock_take(&the_lock);
    bool given = pool_give(&the_workers_pool, map);
    lock_give(&the_lock);
    if (!given) mem_free(map);
}

void map_recycle(bool recycle) {
    this_thread_recycles = recycle;
    if (recycle) return;
    for (Map *map; (map = pool_take(&the_pool)) != NULL;)
        mem_free(map);
    for (Map *map; (map = workers_take()) != NULL;)
        mem_free(map);
}

Map *map_new(void) {
    Map *map = this_thread_recycles ? pool_take(&the_pool) : workers_take();
    if (map == NULL) map = mem_alloc(sizeof *map);
    map->node = node_new(VALUE_MAP);
    map->changes = 0;
    make_small(map);
    make_empty(map);
    return map;
}

Node *map_shed(Map *map) {
    while (map->owns && map->count > 0) {
        Entry *entry = &map->entries[--map->count];
        drop_key(map, entry);
        if (entry->key.length != GONE && value_is_node(&entry->value)) return entry->value.node;
        drop_value(map, entry);
    }
    return NULL;
}

void map_disown(Map *map, const Node *child) {
    for (int i = map->first; i < map->count; i++) {
        Value *value = &map->entries[i].value;
        if (value_is_node(value) && value->node == child) *value = (Value){.kind = VALUE_UNDEFINED};
    }
    map->changes++;
}

void map_release(Map *map) {
    free_table(map);
    if (!this_thread_recycles || !pool_give(&the_pool, map)) workers_give(map);
}

void map_clear(Map *map) {
    for (Node *child = map_shed(map); child != NULL; child = map_shed(map)) {
        child->parent = NULL;
        node_free(child);
    }
    free_table(map);
    make_small(map);
    make_empty(map);
    map->changes++;
}

void map_free(Map *map) {
    if (map == NULL) return;
    bool is_plain = !map->owns && map->node.handle < 0 && map->node.parent == NULL;
    if (is_plain)
        map_release(map);
    else
        node_free(&map->node);
}
