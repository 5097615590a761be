/* Map and list values: what an async map holds, before and after it has a handle.
 *
 * A value has one owner at a time: a worker builds a map, posts it, and the main thread gives it a
 * handle (ds_map_adopt in ds.h). Thread: any, one owner. Only the main thread recycles. */
#ifndef ASSETS_MAP_H
#define ASSETS_MAP_H

#include "value.h"

/* A key whose length and hash are known; make one with map_key, keep it as long as you like. */
typedef struct MapKey {
    const char *text; /* lent; must outlive the key, not the map */
    uint32_t length, hash;
} MapKey;
MapKey map_key(const char *text);

Map *map_new(void);
void map_free(Map *map); /* with its children; NULL is fine */
int map_size(const Map *map);
const Value *map_find(const Map *map, const char *key); /* NULL: missing */
const Value *map_find_key(const Map *map, const MapKey *key);
/* The i-th entry in the order of adding; false past the end. */
bool map_entry(const Map *map, int i, const char **key, const Value **value);
uint32_t map_changes(const Map *map); /* rises with every change */
void map_remove(Map *map, const char *key);
void map_clear(Map *map);
/* From now on this thread keeps ended maps for new ones, until map_recycle(false). main */
void map_recycle(bool recycle);

/* Add or replace. */
void map_set_real(Map *map, const MapKey *key, double value);
void map_set_bool(Map *map, const MapKey *key, bool value);
void map_set_int64(Map *map, const MapKey *key, int64_t value);
void map_set_text(Map *map, const MapKey *key, const char *text, size_t bytes); /* copied */
/* Takes the text (from mem_alloc or mem_try, with a zero at text[bytes]): nothing is copied. */
void map_take_text(Map *map, const MapKey *key, char *text, size_t bytes);
void map_take_map(Map *map, const MapKey *key, Map *child);
void map_take_list(Map *map, const MapKey *key, List *child);
void map_take_buffer(Map *map, const MapKey *key, Buffer *child);

List *list_new(void);
void list_free(List *list);
int list_size(const List *list);
const Value *list_at(const List *list, int index); /* NULL: outside */
void list_add_real(List *list, double value);
void list_add_bool(List *list, bool value);
void list_add_int64(List *list, int64_t value);
void list_add_text(List *list, const char *text, size_t bytes); /* copied */
void list_take_map(List *list, Map *child);
void list_take_list(List *list, List *child);
void list_take_buffer(List *list, Buffer *child);
void list_remove(List *list, int index);
void list_clear(List *list);

#endif
