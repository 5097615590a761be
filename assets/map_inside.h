/* The inside of a map, for map.c and map_find.c only. */
#ifndef ASSETS_MAP_INSIDE_H
#define ASSETS_MAP_INSIDE_H

#include "map.h"
#include "node.h"

enum { SMALL = 12, SMALL_INDEX = 16, SMALL_TEXT = 400 };
/* Length of a removed entry: no key is that long, so a look-up passes it by. */
#define GONE UINT32_MAX

/* A key or text that is neither static nor inside its map is on the heap, for this entry alone. */
typedef struct Entry {
    Value value;
    MapKey key;
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

/* The key's entry; NULL: missing, and *at is where the index would name it. */
static inline Entry *find(const Map *map, const MapKey *key, uint32_t *at) {
    for (*at = (uint32_t)key->hash & map->mask; map->index[*at] != 0; *at = (*at + 1) & map->mask) {
        Entry *entry = &map->entries[map->index[*at] - 1];
        bool alike = entry->key.hash == key->hash && entry->key.length == key->length;
        if (alike && key_equal(entry->key.text, key->text, key->length)) return entry;
    }
    return NULL;
}

static inline Entry *entry_of(const Map *map, const char *text) {
    return (Entry *)(uintptr_t)map_find(map, text); /* the value is what an entry begins with */
}

#endif
