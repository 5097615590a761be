/* Reading a map: by key, and in the order of adding. */
#include "map_inside.h"

/* Functions whose name ends in slowly stand apart, so that the common case needs no stack. */
static __attribute__((noinline)) const Value *find_slowly(const Map *map, const char *text,
                                                          uint32_t length, uint64_t hash) {
    MapKey key = {.text = text, .hash = hash, .length = length};
    uint32_t at;
    const Entry *found = find(map, &key, &at);
    return found != NULL ? &found->value : NULL;
}

const Value *map_find(const Map *map, const char *text) {
    size_t length = strlen(text);
    uint64_t hash = key_hash(text, length);
    uint32_t number = map->index[(uint32_t)hash & map->mask];
    if (number == 0) return NULL;
    const Entry *entry = &map->entries[number - 1];
    bool alike = entry->key.hash == hash && entry->key.length == length;
    if (alike && key_equal_short(entry->key.text, text, length)) return &entry->value;
    return find_slowly(map, text, (uint32_t)length, hash);
}

const Value *map_find_key(const Map *map, const MapKey *key) {
    uint32_t number = map->index[(uint32_t)key->hash & map->mask];
    if (number == 0) return NULL;
    const Entry *entry = &map->entries[number - 1];
    if (entry->key.text == key->text) return &entry->value;
    return find_slowly(map, key->text, key->length, key->hash);
}

uint32_t map_changes(const Map *map) {
    return map->changes;
}

int map_size(const Map *map) {
    return map->count - map->removed;
}

bool map_next(const Map *map, int *cursor, const char **key, const Value **value) {
    int i = *cursor < map->first ? map->first : *cursor;
    while (i < map->count && map->entries[i].key.length == GONE)
        i++;
    *cursor = i + 1;
    if (i >= map->count) return false;
    *key = map->entries[i].key.text;
    *value = &map->entries[i].value;
    return true;
}

const char *map_key_after(const Map *map, const char *key) {
    const Entry *entry = key != NULL ? entry_of(map, key) : NULL;
    if (key != NULL && entry == NULL) return NULL;
    int cursor = entry != NULL ? (int)(entry - map->entries) + 1 : 0;
    const Value *value;
    return map_next(map, &cursor, &key, &value) ? key : NULL;
}

const char *map_key_before(const Map *map, const char *key) {
    const Entry *entry = key != NULL ? entry_of(map, key) : map->entries + map->count;
    if (entry == NULL) return NULL;
    while (entry > map->entries + map->first)
        if ((--entry)->key.length != GONE) return entry->key.text;
    return NULL;
}
