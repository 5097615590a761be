/* gm_ds_...: maps and lists by handle. Wrong handles read as undefined. */
#include "ds.h"
#include "../platform/log.h"
#include "../runtime/gm_ds.h"
#include "node.h"

#include <string.h>

/* MARK: handles */

static void adopt_children(const Value *value) {
    if (value->kind == VALUE_MAP) ds_map_adopt(value->map);
    else if (value->kind == VALUE_LIST) ds_list_adopt(value->list);
    else if (value->kind == VALUE_BUFFER) node_adopt(value->node);
}

int ds_map_adopt(Map *map) {
    const char *key;
    const Value *value;
    for (int i = 0; map_entry(map, i, &key, &value); i++)
        if (value_is_node(value)) adopt_children(value);
    return node_adopt((Node *)map);
}

int ds_list_adopt(List *list) {
    for (int i = 0; i < list_size(list); i++)
        if (value_is_node(list_at(list, i))) adopt_children(list_at(list, i));
    return node_adopt((Node *)list);
}

Map *ds_map(int handle) {
    return (Map *)node_at(VALUE_MAP, handle);
}

List *ds_list(int handle) {
    return (List *)node_at(VALUE_LIST, handle);
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
    map_recycle(false);
}

/* The map a game names; warns if there is none. */
static Map *map_asked(int handle, const char *call) {
    Map *map = ds_map(handle);
    if (map == NULL) log_warn_once("%s: there is no map %d", call, handle);
    return map;
}

static List *list_asked(int handle, const char *call) {
    List *list = ds_list(handle);
    if (list == NULL) log_warn_once("%s: there is no list %d", call, handle);
    return list;
}

static bool may_own(Node *parent, Node *child, const char *call) {
    if (child != NULL && node_can_own(parent, child)) return true;
    log_warn_once("%s: the child %s", call,
                  child == NULL ? "does not exist" : "belongs to another already, or holds the parent");
    return false;
}

/* MARK: values */

static GmValue shown(const Value *value) {
    if (value == NULL) return (GmValue){.kind = GM_UNDEFINED};
    switch (value->kind) {
    case VALUE_UNDEFINED: break;
    case VALUE_REAL: return (GmValue){.kind = GM_REAL, .real = value->real};
    case VALUE_INT64: return (GmValue){.kind = GM_INT64, .int64 = value->int64};
    case VALUE_BOOL: return (GmValue){.kind = GM_BOOL, .real = value->real};
    case VALUE_TEXT: return (GmValue){.kind = GM_STRING, .string = value->text};
    case VALUE_MAP:
    case VALUE_LIST:
    case VALUE_BUFFER: return (GmValue){.kind = GM_REAL, .real = value->node->handle};
    }
    return (GmValue){.kind = GM_UNDEFINED};
}

static double as_real(GmValue value, double fallback) {
    switch (value.kind) {
    case GM_REAL:
    case GM_BOOL: return value.real;
    case GM_INT64: return (double)value.int64;
    case GM_UNDEFINED:
    case GM_STRING: break;
    }
    return fallback;
}

static const char *as_string(GmValue value, const char *fallback) {
    return value.kind == GM_STRING ? value.string : fallback;
}

/* MARK: maps */

int gm_ds_map_create(void) {
    return ds_map_adopt(map_new());
}

void gm_ds_map_destroy(int handle) {
    map_free(ds_map(handle));
}

bool gm_ds_map_exists(int handle, const char *key) {
    const Map *map = ds_map(handle);
    return map != NULL && map_find(map, key) != NULL;
}

int gm_ds_map_size(int handle) {
    const Map *map = ds_map(handle);
    return map != NULL ? map_size(map) : 0;
}

void gm_ds_map_clear(int handle) {
    Map *map = map_asked(handle, "gm_ds_map_clear");
    if (map != NULL) map_clear(map);
}

void gm_ds_map_delete(int handle, const char *key) {
    Map *map = map_asked(handle, "gm_ds_map_delete");
    if (map != NULL) map_remove(map, key);
}

GmValue gm_ds_map_find_value(int handle, const char *key) {
    const Map *map = ds_map(handle);
    return shown(map != NULL ? map_find(map, key) : NULL);
}

double gm_ds_map_find_real(int handle, const char *key, double fallback) {
    return as_real(gm_ds_map_find_value(handle, key), fallback);
}

const char *gm_ds_map_find_string(int handle, const char *key, const char *fallback) {
    return as_string(gm_ds_map_find_value(handle, key), fallback);
}

static const char *key_at(const Map *map, int i) {
    const char *key;
    const Value *value;
    return map != NULL && map_entry(map, i, &key, &value) ? key : NULL;
}

const char *gm_ds_map_find_first(int handle) {
    return key_at(ds_map(handle), 0);
}

const char *gm_ds_map_find_next(int handle, const char *key) {
    const Map *map = ds_map(handle);
    for (int i = 0; map != NULL && i < map_size(map); i++)
        if (strcmp(key_at(map, i), key) == 0) return key_at(map, i + 1);
    return NULL;
}

void gm_ds_map_set(int handle, const char *key, double value) {
    Map *map = map_asked(handle, "gm_ds_map_set");
    MapKey made = map_key(key);
    if (map != NULL) map_set_real(map, &made, value);
}

void gm_ds_map_set_string(int handle, const char *key, const char *value) {
    Map *map = map_asked(handle, "gm_ds_map_set_string");
    MapKey made = map_key(key);
    if (map != NULL) map_set_text(map, &made, value, strlen(value));
}

void gm_ds_map_set_int64(int handle, const char *key, int64_t value) {
    Map *map = map_asked(handle, "gm_ds_map_set_int64");
    MapKey made = map_key(key);
    if (map != NULL) map_set_int64(map, &made, value);
}

void gm_ds_map_add_map(int handle, const char *key, int child) {
    Map *map = map_asked(handle, "gm_ds_map_add_map");
    MapKey made = map_key(key);
    if (map != NULL && may_own((Node *)map, (Node *)ds_map(child), "gm_ds_map_add_map"))
        map_take_map(map, &made, ds_map(child));
}

void gm_ds_map_add_list(int handle, const char *key, int child) {
    Map *map = map_asked(handle, "gm_ds_map_add_list");
    MapKey made = map_key(key);
    if (map != NULL && may_own((Node *)map, (Node *)ds_list(child), "gm_ds_map_add_list"))
        map_take_list(map, &made, ds_list(child));
}

static void copy_value(Map *to, const char *key, const Value *value) {
    MapKey made = map_key(key);
    GmValue visible = shown(value);
    if (value->kind == VALUE_TEXT) map_set_text(to, &made, value->text, value->bytes);
    else if (value->kind == VALUE_INT64) map_set_int64(to, &made, value->int64);
    else if (value->kind == VALUE_BOOL) map_set_bool(to, &made, value->real > 0.5);
    else if (visible.kind == GM_REAL) map_set_real(to, &made, visible.real);
}

void gm_ds_map_copy(int handle, int source) {
    Map *to = map_asked(handle, "gm_ds_map_copy");
    const Map *from = map_asked(source, "gm_ds_map_copy");
    const char *key;
    const Value *value;
    if (to == NULL || from == NULL || to == from) return;
    map_clear(to);
    for (int i = 0; map_entry(from, i, &key, &value); i++) copy_value(to, key, value);
}

/* MARK: lists */

int gm_ds_list_create(void) {
    return ds_list_adopt(list_new());
}

void gm_ds_list_destroy(int handle) {
    list_free(ds_list(handle));
}

int gm_ds_list_size(int handle) {
    const List *list = ds_list(handle);
    return list != NULL ? list_size(list) : 0;
}

void gm_ds_list_clear(int handle) {
    List *list = list_asked(handle, "gm_ds_list_clear");
    if (list != NULL) list_clear(list);
}

GmValue gm_ds_list_find_value(int handle, int index) {
    const List *list = list_asked(handle, "gm_ds_list_find_value");
    return shown(list != NULL ? list_at(list, index) : NULL);
}

double gm_ds_list_find_real(int handle, int index, double fallback) {
    return as_real(gm_ds_list_find_value(handle, index), fallback);
}

const char *gm_ds_list_find_string(int handle, int index, const char *fallback) {
    return as_string(gm_ds_list_find_value(handle, index), fallback);
}

void gm_ds_list_add(int handle, double value) {
    List *list = list_asked(handle, "gm_ds_list_add");
    if (list != NULL) list_add_real(list, value);
}

void gm_ds_list_add_string(int handle, const char *value) {
    List *list = list_asked(handle, "gm_ds_list_add_string");
    if (list != NULL) list_add_text(list, value, strlen(value));
}

void gm_ds_list_add_map(int handle, int child) {
    List *list = list_asked(handle, "gm_ds_list_add_map");
    if (list != NULL && may_own((Node *)list, (Node *)ds_map(child), "gm_ds_list_add_map"))
        list_take_map(list, ds_map(child));
}

void gm_ds_list_add_list(int handle, int child) {
    List *list = list_asked(handle, "gm_ds_list_add_list");
    if (list != NULL && may_own((Node *)list, (Node *)ds_list(child), "gm_ds_list_add_list"))
        list_take_list(list, ds_list(child));
}

void gm_ds_list_delete(int handle, int index) {
    List *list = list_asked(handle, "gm_ds_list_delete");
    if (list != NULL) list_remove(list, index);
}

bool gm_ds_exists(int id, int type) {
    if (type == GM_DS_TYPE_MAP) return ds_map(id) != NULL;
    if (type == GM_DS_TYPE_LIST) return ds_list(id) != NULL;
    return false;
}
