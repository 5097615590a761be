/* Map and list values: what an async map holds, before and after it has a handle.
 *
 * A value has one owner at a time: a worker builds a map, posts it, and the main thread gives it a
 * handle (ds_map_adopt in ds.h). Thread: any, one owner. Only the main thread recycles. */
#ifndef ASSETS_MAP_H
#define ASSETS_MAP_H

#include "key.h"
#include "value.h"

Map *map_new(void);
void map_free(Map *map); /* with its children, and out of its parent; NULL is fine */
int map_size(const Map *map);
const Value *map_find(const Map *map, const char *key); /* NULL: missing */
const Value *map_find_key(const Map *map, const MapKey *key);
/* The entry at *cursor or the first after it, in the order of adding; moves *cursor (0 at first)
 * behind it. False: there are no more. For loops. */
bool map_next(const Map *map, int *cursor, const char **key, const Value **value);
const char *map_key_before(const Map *map, const char *key); /* NULL key: the last; NULL: none */
const char *map_key_after(const Map *map, const char *key);  /* NULL key: the first; NULL: none */
void map_remove(Map *map, const char *key);
void map_clear(Map *map);
uint32_t map_changes(const Map *map); /* rises with every change */
/* From now on the calling thread keeps ended maps for new ones, until map_recycle(false), which
 * frees them; what it does not keep is for the other threads. Called by main. */
void map_recycle(bool recycle);

/* Add or replace. */
void map_set_real(Map *map, const MapKey *key, double value);
void map_set_bool(Map *map, const MapKey *key, bool value);
void map_set_int64(Map *map, const MapKey *key, int64_t value);
/* A value that owns nothing: no text, no child; undefined, too. */
void map_set_plain(Map *map, const MapKey *key, Value value);
void map_set_text(Map *map, const MapKey *key, const char *text, size_t bytes); /* copied */
/* Takes the text (from mem_alloc or mem_try, with a zero at text[bytes]): nothing is copied. */
void map_take_text(Map *map, const MapKey *key, char *text, size_t bytes);
/* The child must belong to nobody, and must not contain the map. */
void map_take_map(Map *map, const MapKey *key, Map *child);
void map_take_list(Map *map, const MapKey *key, List *child);
void map_take_buffer(Map *map, const MapKey *key, Buffer *child);

List *list_new(void);
void list_free(List *list); /* with its children, and out of its parent; NULL is fine */
int list_size(const List *list);
const Value *list_at(const List *list, int index); /* NULL: outside */
void list_add_real(List *list, double value);
void list_add_bool(List *list, bool value);
void list_add_int64(List *list, int64_t value);
void list_add_undefined(List *list);
void list_add_text(List *list, const char *text, size_t bytes); /* copied */
void list_take_map(List *list, Map *child);
void list_take_list(List *list, List *child);
void list_take_buffer(List *list, Buffer *child);
/* Puts the value before the one at index (0 to size); replaces the one at index (0 to size - 1).
 * Takes its text (from mem_alloc) or child. */
void list_insert(List *list, int index, Value value);
void list_replace(List *list, int index, Value value);
void list_swap(List *list, int a, int b);
/* Orders by a comparison as qsort's; equal values keep their order. */
void list_sort(List *list, int (*compare)(const Value *a, const Value *b));
Value list_take(List *list, int index); /* out of it, and the caller's now; 0 to size - 1 */
void list_remove(List *list, int index);
void list_clear(List *list);

/* A text value of its own, for list_insert and list_replace; and its end if it found no place. */
Value value_text(const char *text, size_t bytes);
void value_drop(Value *value); /* a child's too */

#endif
