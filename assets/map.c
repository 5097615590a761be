/* Maps: entries in the order of adding, found by the hash of their key.
 *
 * A map carries room for a dozen entries and for their short texts, so that an async map needs no
 * other memory; the main thread keeps ended maps for new ones. A larger map moves to the heap and
 * gets an index. */
#include "map.h"
#include "../platform/mem.h"
#include "node.h"

#include <string.h>

enum { OWN_ENTRIES = 12, ARENA_BYTES = 448, INDEX_FROM = 16, SPARE_MAPS = 64 };

typedef struct Entry {
    const char *key;
    uint32_t hash, key_bytes;
    Value value;
} Entry;

struct Map {
    Node node;
    int count, capacity;
    Entry *entries; /* own, or on the heap */
    int *index;     /* [index_size] entry + 1, or 0; NULL: searched one by one */
    int index_size;
    uint32_t arena_used, changes;
    struct Map *next_spare;
    Entry own[OWN_ENTRIES];
    char arena[ARENA_BYTES];
};

static _Thread_local struct {
    Map *first;
    int count;
    bool open;
} the_spares;

/* MARK: keys */

static uint32_t hash_of(const char *text, uint32_t *bytes) {
    uint32_t hash = 2166136261U;
    const char *c = text;
    for (; *c != '\0'; c++) hash = (hash ^ (unsigned char)*c) * 16777619U;
    *bytes = (uint32_t)(c - text);
    return hash;
}

MapKey map_key(const char *text) {
    MapKey key = {.text = text};
    key.hash = hash_of(text, &key.length);
    return key;
}

static bool is_key(const Entry *entry, const MapKey *key) {
    return entry->hash == key->hash && entry->key_bytes == key->length &&
           (entry->key == key->text || memcmp(entry->key, key->text, key->length) == 0);
}

/* MARK: texts, inside the map while there is room */

static bool is_inside(const Map *map, const char *text) {
    return text >= map->arena && text < map->arena + ARENA_BYTES;
}

static char *text_keep(Map *map, const char *text, size_t bytes) {
    char *copy;
    if (bytes < ARENA_BYTES - map->arena_used) {
        copy = map->arena + map->arena_used;
        map->arena_used += (uint32_t)bytes + 1;
    } else {
        copy = mem_resize(NULL, bytes + 1);
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

static void text_drop(const Map *map, const char *text) {
    if (!is_inside(map, text)) mem_free((void *)(uintptr_t)text);
}

/* MARK: life */

void map_recycle(bool recycle) {
    the_spares.open = recycle;
    while (!recycle && the_spares.first != NULL) {
        Map *map = the_spares.first;
        the_spares.first = map->next_spare;
        mem_free(map);
    }
    if (!recycle) the_spares.count = 0;
}

static void reset(Map *map) {
    map->node = node_new(VALUE_MAP);
    map->count = 0;
    map->capacity = OWN_ENTRIES;
    map->entries = map->own;
    map->index = NULL;
    map->index_size = 0;
    map->arena_used = map->changes = 0;
}

Map *map_new(void) {
    Map *map = the_spares.first;
    if (map != NULL) {
        the_spares.first = map->next_spare;
        the_spares.count--;
    } else {
        map = mem_resize(NULL, sizeof *map);
    }
    reset(map);
    return map;
}

static void value_end(Map *map, Value *value) {
    if (value->kind == VALUE_TEXT) text_drop(map, value->text);
    else if (value_is_node(value)) node_free(value->node);
}

Node *map_shed(Map *map) {
    while (map->count > 0) {
        Entry *entry = &map->entries[--map->count];
        text_drop(map, entry->key);
        if (value_is_node(&entry->value)) return entry->value.node;
        value_end(map, &entry->value);
    }
    return NULL;
}

void map_release(Map *map) {
    if (map->entries != map->own) mem_free(map->entries);
    mem_free(map->index);
    if (!the_spares.open || the_spares.count == SPARE_MAPS) {
        mem_free(map);
        return;
    }
    map->next_spare = the_spares.first;
    the_spares.first = map;
    the_spares.count++;
}

void map_disown(Map *map, const Node *child) {
    for (int i = 0; i < map->count; i++)
        if (value_is_node(&map->entries[i].value) && map->entries[i].value.node == child)
            map->entries[i].value = (Value){.kind = VALUE_UNDEFINED};
}

void map_free(Map *map) {
    if (map != NULL) node_free(&map->node);
}

/* MARK: finding */

static void index_enter(Map *map, int entry) {
    int place = (int)(map->entries[entry].hash & (uint32_t)(map->index_size - 1));
    while (map->index[place] != 0) place = (place + 1) & (map->index_size - 1);
    map->index[place] = entry + 1;
}

static void index_build(Map *map) {
    mem_free(map->index);
    map->index = NULL;
    if (map->count < INDEX_FROM) return;
    map->index_size = 64;
    while (map->index_size < map->capacity * 2) map->index_size *= 2;
    map->index = mem_alloc((size_t)map->index_size * sizeof *map->index);
    for (int i = 0; i < map->count; i++) index_enter(map, i);
}

static Entry *find(const Map *map, const MapKey *key) {
    if (map->index == NULL) {
        for (int i = 0; i < map->count; i++)
            if (is_key(&map->entries[i], key)) return &map->entries[i];
        return NULL;
    }
    int place = (int)(key->hash & (uint32_t)(map->index_size - 1));
    for (; map->index[place] != 0; place = (place + 1) & (map->index_size - 1))
        if (is_key(&map->entries[map->index[place] - 1], key))
            return &map->entries[map->index[place] - 1];
    return NULL;
}

uint32_t map_changes(const Map *map) {
    return map->changes;
}

int map_size(const Map *map) {
    return map->count;
}

const Value *map_find_key(const Map *map, const MapKey *key) {
    const Entry *entry = find(map, key);
    return entry != NULL ? &entry->value : NULL;
}

const Value *map_find(const Map *map, const char *key) {
    MapKey made = map_key(key);
    return map_find_key(map, &made);
}

bool map_entry(const Map *map, int i, const char **key, const Value **value) {
    if (i < 0 || i >= map->count) return false;
    *key = map->entries[i].key;
    *value = &map->entries[i].value;
    return true;
}

/* MARK: changing */

static void grow(Map *map) {
    int capacity = map->capacity * 2;
    Entry *entries = mem_resize(NULL, (size_t)capacity * sizeof *entries);
    memcpy(entries, map->entries, (size_t)map->count * sizeof *entries);
    if (map->entries != map->own) mem_free(map->entries);
    map->entries = entries;
    map->capacity = capacity;
}

/* The value under a key, ended if there was one. */
static Value *place_for(Map *map, const MapKey *key) {
    map->changes++;
    Entry *entry = find(map, key);
    if (entry != NULL) {
        value_end(map, &entry->value);
        return &entry->value;
    }
    bool grows = map->count == map->capacity;
    if (grows) grow(map);
    entry = &map->entries[map->count++];
    *entry = (Entry){.key = text_keep(map, key->text, key->length),
                     .hash = key->hash,
                     .key_bytes = key->length};
    if (grows || (map->index == NULL && map->count >= INDEX_FROM)) index_build(map);
    else if (map->index != NULL) index_enter(map, map->count - 1);
    return &entry->value;
}

void map_remove(Map *map, const char *key) {
    MapKey made = map_key(key);
    Entry *entry = find(map, &made);
    if (entry == NULL) return;
    map->changes++;
    Value value = entry->value;
    text_drop(map, entry->key);
    int behind = (int)(&map->entries[map->count] - entry) - 1;
    memmove(entry, entry + 1, (size_t)behind * sizeof *entry);
    map->count--;
    index_build(map);
    value_end(map, &value);
}

void map_clear(Map *map) {
    for (Node *child = map_shed(map); child != NULL; child = map_shed(map)) {
        child->parent = NULL;
        node_free(child);
    }
    mem_free(map->index);
    map->index = NULL;
    map->arena_used = 0;
    map->changes++;
}

void map_set_real(Map *map, const MapKey *key, double value) {
    *place_for(map, key) = value_real(value);
}

void map_set_bool(Map *map, const MapKey *key, bool value) {
    *place_for(map, key) = value_bool(value);
}

void map_set_int64(Map *map, const MapKey *key, int64_t value) {
    *place_for(map, key) = value_int64(value);
}

void map_set_text(Map *map, const MapKey *key, const char *text, size_t bytes) {
    const char *copy = text_keep(map, text, bytes); /* before the old one goes: it may be it */
    *place_for(map, key) = (Value){.kind = VALUE_TEXT, .bytes = value_bytes(bytes), .text = copy};
}

void map_take_text(Map *map, const MapKey *key, char *text, size_t bytes) {
    *place_for(map, key) = (Value){.kind = VALUE_TEXT, .bytes = value_bytes(bytes), .text = text};
}

static void take_node(Map *map, const MapKey *key, Node *child) {
    *place_for(map, key) = node_value(child);
    node_own(&map->node, child);
}

void map_take_map(Map *map, const MapKey *key, Map *child) {
    take_node(map, key, &child->node);
}

void map_take_list(Map *map, const MapKey *key, List *child) {
    take_node(map, key, (Node *)child);
}

void map_take_buffer(Map *map, const MapKey *key, Buffer *child) {
    take_node(map, key, (Node *)child);
}
