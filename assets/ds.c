/* gm_ds_map_...: maps by handle, and what all structures by handle share. */
#include "ds.h"
#include "node.h"
#include "../platform/log.h"

#include <string.h>

/* MARK: handles */

Map *ds_map(int handle) {
    return (Map *)node_at(VALUE_MAP, handle);
}

List *ds_list(int handle) {
    return (List *)node_at(VALUE_LIST, handle);
}

int ds_map_adopt(Map *map) {
    return node_adopt((Node *)map);
}

int ds_list_adopt(List *list) {
    return node_adopt((Node *)list);
}

void ds_map_hold(int handle) {
    node_hold(VALUE_MAP, handle);
}

void ds_map_let_go(int handle) {
    node_let_go(VALUE_MAP, handle);
}

void ds_open(void) {
    map_recycle(true);
}

void ds_close(void) {
    nodes_close(VALUE_MAP);
    nodes_close(VALUE_LIST);
    ds_queues_close();
    ds_priorities_close();
    ds_grids_close();
    map_recycle(false);
}

bool gm_ds_exists(int id, int type) {
    switch (type) {
    case GM_DS_TYPE_MAP:
        return ds_map(id) != NULL;
    case GM_DS_TYPE_LIST:
        return ds_list(id) != NULL;
    case GM_DS_TYPE_STACK:
        return ds_stack(id) != NULL;
    case GM_DS_TYPE_QUEUE:
        return ds_queue(id) != NULL;
    case GM_DS_TYPE_GRID:
        return ds_grid(id) != NULL;
    case GM_DS_TYPE_PRIORITY:
        return ds_priority(id) != NULL;
    default:
        return false;
    }
}

/* MARK: owners */

bool ds_may_own(Node *parent, Node *child, const char *call) {
    if (child == NULL)
        log_warn_once("%s: there is no such child", call);
    else if (child->parent != NULL)
        log_warn_once("%s: the child %d belongs to another already", call, child->handle);
    else if (!node_can_own(parent, child))
        log_warn_once("%s: the child %d contains what it is added to", call, child->handle);
    else
        return true;
    return false;
}

/* MARK: maps */

/* For calls that cannot do what they were asked to: one sentence, once. */
static Map *wanted(int handle, const char *key, const char *call) {
    Map *map = ds_map(handle);
    if (map == NULL)
        log_warn_once("%s: there is no map %d", call, handle);
    else if (key == NULL)
        log_warn_once("%s: the key is NULL", call);
    return key != NULL ? map : NULL;
}

static void (*the_watch)(int map, const char *key, const Value *found);

void ds_watch(void (*look)(int map, const char *key, const Value *found)) {
    the_watch = look;
}

void ds_look_at_all(int map) {
    if (the_watch != NULL) the_watch(map, NULL, NULL);
}

static const Value *find_unwatched(int handle, const char *key) {
    const Map *map = ds_map(handle);
    return map != NULL && key != NULL ? map_find(map, key) : NULL;
}

static __attribute__((noinline)) const Value *find_watched(int handle, const char *key) {
    const Value *found = find_unwatched(handle, key);
    if (key != NULL) the_watch(handle, key, found);
    return found;
}

static const Value *find(int handle, const char *key) {
    return the_watch == NULL ? find_unwatched(handle, key) : find_watched(handle, key);
}

int gm_ds_map_create(void) {
    return ds_map_adopt(map_new());
}

void gm_ds_map_destroy(int handle) {
    map_free(ds_map(handle));
}

bool gm_ds_map_exists(int map, const char *key) {
    return find(map, key) != NULL;
}

int gm_ds_map_size(int handle) {
    const Map *map = ds_map(handle);
    return map != NULL ? map_size(map) : 0;
}

bool gm_ds_map_empty(int map) {
    return gm_ds_map_size(map) == 0;
}

void gm_ds_map_clear(int handle) {
    Map *map = wanted(handle, "", "gm_ds_map_clear");
    if (map != NULL) map_clear(map);
}

void gm_ds_map_delete(int handle, const char *key) {
    Map *map = wanted(handle, key, "gm_ds_map_delete");
    if (map != NULL) map_remove(map, key);
}

GmValue gm_ds_map_find_value(int map, const char *key) {
    return ds_face(find(map, key));
}

double gm_ds_map_find_real(int map, const char *key, double fallback) {
    return ds_real(find(map, key), fallback);
}

const char *gm_ds_map_find_string(int map, const char *key, const char *fallback) {
    return ds_text(find(map, key), fallback);
}

const char *gm_ds_map_find_first(int handle) {
    ds_look_at_all(handle);
    const Map *map = ds_map(handle);
    return map != NULL ? map_key_after(map, NULL) : NULL;
}

const char *gm_ds_map_find_next(int handle, const char *key) {
    ds_look_at_all(handle);
    const Map *map = ds_map(handle);
    return map != NULL && key != NULL ? map_key_after(map, key) : NULL;
}

const char *gm_ds_map_find_last(int handle) {
    ds_look_at_all(handle);
    const Map *map = ds_map(handle);
    return map != NULL ? map_key_before(map, NULL) : NULL;
}

const char *gm_ds_map_find_previous(int handle, const char *key) {
    ds_look_at_all(handle);
    const Map *map = ds_map(handle);
    return map != NULL && key != NULL ? map_key_before(map, key) : NULL;
}

bool gm_ds_map_add(int handle, const char *key, double value) {
    Map *map = wanted(handle, key, "gm_ds_map_add");
    if (map == NULL || map_find(map, key) != NULL) return false;
    MapKey hashed = map_key(key);
    map_set_real(map, &hashed, value);
    return true;
}

bool gm_ds_map_add_string(int handle, const char *key, const char *value) {
    Map *map = wanted(handle, key, "gm_ds_map_add_string");
    if (map == NULL || map_find(map, key) != NULL) return false;
    gm_ds_map_set_string(handle, key, value);
    return true;
}

void gm_ds_map_set(int handle, const char *key, double value) {
    Map *map = wanted(handle, key, "gm_ds_map_set");
    if (map == NULL) return;
    MapKey hashed = map_key(key);
    map_set_real(map, &hashed, value);
}

void gm_ds_map_set_string(int handle, const char *key, const char *value) {
    Map *map = wanted(handle, key, "gm_ds_map_set_string");
    if (map == NULL) return;
    if (value == NULL) value = "";
    MapKey hashed = map_key(key);
    map_set_text(map, &hashed, value, strlen(value));
}

void gm_ds_map_set_int64(int handle, const char *key, int64_t value) {
    Map *map = wanted(handle, key, "gm_ds_map_set_int64");
    if (map == NULL) return;
    MapKey hashed = map_key(key);
    map_set_int64(map, &hashed, value);
}

void gm_ds_map_set_bool(int handle, const char *key, bool value) {
    Map *map = wanted(handle, key, "gm_ds_map_set_bool");
    if (map == NULL) return;
    MapKey hashed = map_key(key);
    map_set_bool(map, &hashed, value);
}

void gm_ds_map_add_map(int handle, const char *key, int child) {
    Map *map = wanted(handle, key, "gm_ds_map_add_map"), *added = ds_map(child);
    if (map == NULL || !ds_may_own((Node *)map, (Node *)added, "gm_ds_map_add_map")) return;
    MapKey hashed = map_key(key);
    map_take_map(map, &hashed, added);
}

void gm_ds_map_add_list(int handle, const char *key, int child) {
    Map *map = wanted(handle, key, "gm_ds_map_add_list");
    List *added = ds_list(child);
    if (map == NULL || !ds_may_own((Node *)map, (Node *)added, "gm_ds_map_add_list")) return;
    MapKey hashed = map_key(key);
    map_take_list(map, &hashed, added);
}

static void copy_entry(Map *map, const char *text, const Value *value) {
    MapKey key = map_key(text);
    if (value->kind == VALUE_TEXT)
        map_set_text(map, &key, value->text, value->bytes);
    else
        map_set_plain(map, &key, ds_copy(value));
}

void gm_ds_map_copy(int handle, int source) {
    Map *map = wanted(handle, "", "gm_ds_map_copy");
    const Map *from = wanted(source, "", "gm_ds_map_copy");
    ds_look_at_all(source);
    if (map == NULL || from == NULL || map == from) return;
    map_clear(map);
    const char *key;
    const Value *value;
    for (int at = 0; map_next(from, &at, &key, &value);)
        copy_entry(map, key, value);
}
