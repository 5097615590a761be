/* Map: entries in the order of adding, found through a table of their numbers. Small maps, their
 * keys and short texts lie in one block, which the main thread uses again and again. */
#include "map.h"
#include "node.h"
#include "../platform/mem.h"

#include <string.h>

enum { SMALL = 8, SMALL_INDEX = 2 * SMALL, SMALL_TEXT = 256, KEPT_MAPS = 256 };
/* Length of a removed entry: no key is that long, so a look-up passes it by. */
#define GONE UINT32_MAX

typedef struct Entry {
    Value value;
    const char *key;
    uint32_t length, hash;
    bool owns_key, owns_text; /* on the heap, for this entry alone */
} Entry;

struct Map {
    Node node;
    Entry *entries;  /* small_entries, or on the heap */
    uint32_t *index; /* [mask + 1], at hash & mask or later: number of an entry + 1, 0 empty */
    uint32_t mask;
    int count, capacity; /* of entries, removed ones included */
    int removed, first;  /* first: no entry before it is left */
    uint32_t text_used, changes;
    bool owns; /* an entry may own something outside the map */
    uint32_t small_index[SMALL_INDEX];
    Entry small_entries[SMALL];
    char small_text[SMALL_TEXT];
};

static struct {
    Node *first; /* linked by parent */
    int count;
} the_pool;

/* The model is fixed so that a shared library reads it as cheaply as a program does. */
static _Thread_local bool this_thread_recycles __attribute__((tls_model("initial-exec")));

/* MARK: keys */

static uint64_t eight_bytes(const char *at) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static uint64_t four_bytes(const char *at) {
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static inline uint64_t mix(uint64_t hash, uint64_t bytes) {
    hash = (hash ^ bytes) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 32);
}

/* Every byte counts; pieces overlap at the end, so that there is no loop over single bytes. */
static uint32_t hash_of(const char *text, size_t length) {
    uint64_t hash = length;
    if (length >= 8) {
        for (size_t i = 0; i + 8 < length; i += 8) hash = mix(hash, eight_bytes(text + i));
        hash = mix(hash, eight_bytes(text + length - 8));
    } else if (length >= 4) {
        hash = mix(hash, four_bytes(text) << 32 | four_bytes(text + length - 4));
    } else if (length > 0) {
        const unsigned char *bytes = (const unsigned char *)text;
        hash = mix(hash, bytes[0] | (uint64_t)bytes[length / 2] << 8 |
                             (uint64_t)bytes[length - 1] << 16);
    }
    return (uint32_t)hash;
}

static inline MapKey key_of(const char *text, bool is_static) {
    size_t length = strlen(text);
    if (length >= GONE) length = GONE - 1;
    return (MapKey){text, (uint32_t)length, hash_of(text, length), is_static};
}

MapKey map_key(const char *text) {
    return key_of(text, false);
}

MapKey map_key_static(const char *text) {
    return key_of(text, true);
}

/* MARK: finding */

static inline bool is_entry(const Entry *entry, const char *text, uint32_t length, uint32_t hash) {
    return entry->hash == hash && entry->length == length &&
           (entry->key == text || memcmp(entry->key, text, length) == 0);
}

/* Where the index names the key; where it would, *found NULL, if the key is missing. */
static inline uint32_t slot_of(const Map *map, const char *text, uint32_t length, uint32_t hash,
                               Entry **found) {
    uint32_t at = hash & map->mask;
    for (;; at = (at + 1) & map->mask) {
        uint32_t number = map->index[at];
        *found = number > 0 ? &map->entries[number - 1] : NULL;
        if (number == 0 || is_entry(*found, text, length, hash)) return at;
    }
}

static Entry *find_text(const Map *map, const char *text) {
    Entry *found;
    MapKey key = key_of(text, false);
    slot_of(map, key.text, key.length, key.hash, &found);
    return found;
}

const Value *map_find_key(const Map *map, const MapKey *key) {
    Entry *found;
    slot_of(map, key->text, key->length, key->hash, &found);
    return found != NULL ? &found->value : NULL;
}

const Value *map_find(const Map *map, const char *key) {
    Entry *found = find_text(map, key);
    return found != NULL ? &found->value : NULL;
}

uint32_t map_changes(const Map *map) {
    return map->changes;
}

int map_size(const Map *map) {
    return map->count - map->removed;
}

bool map_next(const Map *map, int *cursor, const char **key, const Value **value) {
    int i = *cursor < map->first ? map->first : *cursor;
    while (i < map->count && map->entries[i].length == GONE) i++;
    *cursor = i + 1;
    if (i >= map->count) return false;
    *key = map->entries[i].key;
    *value = &map->entries[i].value;
    return true;
}

bool map_entry(const Map *map, int i, const char **key, const Value **value) {
    if (i < 0 || i >= map_size(map)) return false;
    int cursor = map->removed > 0 ? 0 : i;
    bool there = map_next(map, &cursor, key, value);
    for (int left = map->removed > 0 ? i : 0; left > 0; left--)
        there = map_next(map, &cursor, key, value);
    return there;
}

const char *map_key_after(const Map *map, const char *key) {
    const Entry *entry = key != NULL ? find_text(map, key) : NULL;
    if (key != NULL && entry == NULL) return NULL;
    int cursor = entry != NULL ? (int)(entry - map->entries) + 1 : 0;
    const Value *value;
    return map_next(map, &cursor, &key, &value) ? key : NULL;
}

const char *map_key_before(const Map *map, const char *key) {
    const Entry *entry = key != NULL ? find_text(map, key) : map->entries + map->count;
    if (entry == NULL) return NULL;
    while (entry > map->entries + map->first)
        if ((--entry)->length != GONE) return entry->key;
    return NULL;
}

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
    if (map->entries != map->small_entries) mem_free(map->entries);
    if (map->index != map->small_index) mem_free(map->index);
}

static void index_all(Map *map) {
    memset(map->index, 0, (map->mask + 1) * sizeof *map->index);
    for (int i = 0; i < map->count; i++) {
        uint32_t at = map->entries[i].hash & map->mask;
        while (map->index[at] != 0) at = (at + 1) & map->mask;
        map->index[at] = (uint32_t)i + 1;
    }
}

static void close_gaps(Map *map) {
    int kept = 0;
    for (int i = map->first; i < map->count; i++)
        if (map->entries[i].length != GONE) map->entries[kept++] = map->entries[i];
    map->count = kept;
    map->removed = map->first = 0;
}

static void grow(Map *map) {
    int capacity = map->capacity * 2;
    Entry *entries = mem_alloc((size_t)capacity * sizeof *entries);
    memcpy(entries, map->entries, (size_t)map->count * sizeof *entries);
    uint32_t *index = mem_alloc((size_t)capacity * 2 * sizeof *index);
    free_table(map);
    map->entries = entries;
    map->index = index;
    map->capacity = capacity;
    map->mask = (uint32_t)capacity * 2 - 1;
}

/* Called when every entry is in use: at least half as many adds pass before the next time. */
static void make_room(Map *map) {
    if (map->removed < map->capacity / 2) grow(map);
    close_gaps(map);
    index_all(map);
}

/* A copy with a zero behind it: inside the map while there is room, else on the heap. */
static char *copy_text(Map *map, const char *text, uint32_t bytes, bool *on_heap) {
    char *copy = map->small_text + map->text_used;
    *on_heap = bytes >= SMALL_TEXT - map->text_used;
    if (*on_heap) {
        copy = mem_alloc((size_t)bytes + 1);
        map->owns = true;
    } else {
        map->text_used += bytes + 1;
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

/* MARK: entries */

static void drop_value(Entry *entry) {
    if (entry->owns_text) mem_free((char *)(uintptr_t)entry->value.text);
    entry->owns_text = false;
    if (!value_is_node(&entry->value)) return;
    Node *child = entry->value.node;
    entry->value = (Value){.kind = VALUE_UNDEFINED};
    child->parent = NULL;
    node_free(child);
}

static void drop_key(Entry *entry) {
    if (entry->owns_key) mem_free((char *)(uintptr_t)entry->key);
    entry->owns_key = false;
}

static Entry *add_entry(Map *map, const MapKey *key, uint32_t at) {
    if (map->count == map->capacity) {
        Entry *missing;
        make_room(map);
        at = slot_of(map, key->text, key->length, key->hash, &missing);
    }
    Entry *entry = &map->entries[map->count++];
    map->index[at] = (uint32_t)map->count;
    entry->length = key->length;
    entry->hash = key->hash;
    entry->owns_text = entry->owns_key = false;
    entry->key = key->is_static ? key->text
                                : copy_text(map, key->text, key->length, &entry->owns_key);
    entry->value.kind = VALUE_UNDEFINED;
    return entry;
}

/* The key's entry, added if it is missing. Its old value is dropped. */
static inline Entry *entry_for(Map *map, const MapKey *key) {
    map->changes++;
    Entry *entry;
    uint32_t at = slot_of(map, key->text, key->length, key->hash, &entry);
    if (entry == NULL) return add_entry(map, key, at);
    drop_value(entry);
    return entry;
}

void map_set_real(Map *map, const MapKey *key, double value) {
    entry_for(map, key)->value = value_real(value);
}

void map_set_bool(Map *map, const MapKey *key, bool value) {
    entry_for(map, key)->value = value_bool(value);
}

void map_set_int64(Map *map, const MapKey *key, int64_t value) {
    entry_for(map, key)->value = value_int64(value);
}

void map_set_undefined(Map *map, const MapKey *key) {
    entry_for(map, key)->value = (Value){.kind = VALUE_UNDEFINED};
}

void map_set_plain(Map *map, const MapKey *key, Value value) {
    entry_for(map, key)->value = value;
}

void map_set_text(Map *map, const MapKey *key, const char *text, size_t size) {
    uint32_t bytes = value_bytes(size);
    map->changes++;
    Entry *entry;
    uint32_t at = slot_of(map, key->text, key->length, key->hash, &entry);
    bool fits = entry != NULL && entry->value.kind == VALUE_TEXT && !entry->owns_text &&
                bytes <= entry->value.bytes;
    if (fits) { /* over the old text, which may be where the new one comes from */
        char *old = (char *)(uintptr_t)entry->value.text;
        memmove(old, text, bytes);
        old[bytes] = '\0';
        entry->value.bytes = bytes;
        return;
    }
    bool on_heap; /* copied before the old value goes: the text may be part of it */
    char *copy = copy_text(map, text, bytes, &on_heap);
    if (entry == NULL) entry = add_entry(map, key, at);
    else drop_value(entry);
    entry->value = (Value){.kind = VALUE_TEXT, .bytes = bytes, .text = copy};
    entry->owns_text = on_heap;
}

void map_take_text(Map *map, const MapKey *key, char *text, size_t bytes) {
    Entry *entry = entry_for(map, key);
    entry->value = (Value){.kind = VALUE_TEXT, .bytes = value_bytes(bytes), .text = text};
    entry->owns_text = map->owns = true;
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
    Entry *entry = find_text(map, key);
    if (entry == NULL) return;
    map->changes++;
    drop_value(entry);
    drop_key(entry);
    entry->value.kind = VALUE_UNDEFINED;
    entry->length = GONE;
    map->removed++;
    while (map->first < map->count && map->entries[map->first].length == GONE) map->first++;
}

/* MARK: life */

void map_recycle(bool recycle) {
    this_thread_recycles = recycle;
    while (!recycle && the_pool.first != NULL) {
        Node *node = the_pool.first;
        the_pool.first = node->parent;
        the_pool.count--;
        mem_free(node);
    }
}

Map *map_new(void) {
    Map *map = NULL;
    if (this_thread_recycles && the_pool.first != NULL) {
        map = (Map *)the_pool.first;
        the_pool.first = map->node.parent;
        the_pool.count--;
    } else {
        map = mem_alloc(sizeof *map);
    }
    map->node = node_new(VALUE_MAP);
    map->changes = 0;
    make_small(map);
    make_empty(map);
    return map;
}

Node *map_shed(Map *map) {
    while (map->owns && map->count > 0) {
        Entry *entry = &map->entries[--map->count];
        drop_key(entry);
        if (entry->length != GONE && value_is_node(&entry->value)) return entry->value.node;
        drop_value(entry);
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
    if (this_thread_recycles && the_pool.count < KEPT_MAPS) {
        map->node.parent = the_pool.first;
        the_pool.first = &map->node;
        the_pool.count++;
    } else {
        mem_free(map);
    }
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
    if (is_plain) map_release(map);
    else node_free(&map->node);
}
