/* gm_json_...: maps and lists from and to JSON. cJSON reads and writes it. */
#include "ds.h"
#include "text.h"
#include "../platform/log.h"

#include <cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = CJSON_NESTING_LIMIT };

/* MARK: reading. cJSON has checked that it nests at most DEEPEST deep. */

static void read_object(Map *map, const cJSON *object);

static void read_array(List *list, const cJSON *array) {
    for (const cJSON *item = array->child; item != NULL; item = item->next) {
        if (cJSON_IsObject(item)) {
            Map *child = map_new();
            read_object(child, item);
            list_take_map(list, child);
        } else if (cJSON_IsArray(item)) {
            List *child = list_new();
            read_array(child, item);
            list_take_list(list, child);
        } else if (cJSON_IsString(item)) {
            list_add_text(list, item->valuestring, strlen(item->valuestring));
        } else if (cJSON_IsNumber(item)) {
            list_add_real(list, item->valuedouble);
        } else if (cJSON_IsBool(item)) {
            list_add_bool(list, cJSON_IsTrue(item));
        } else {
            list_add_undefined(list);
        }
    }
}

static void read_item(Map *map, const char *name, const cJSON *item) {
    MapKey key = map_key(name);
    if (cJSON_IsObject(item)) {
        Map *child = map_new();
        read_object(child, item);
        map_take_map(map, &key, child);
    } else if (cJSON_IsArray(item)) {
        List *child = list_new();
        read_array(child, item);
        map_take_list(map, &key, child);
    } else if (cJSON_IsString(item)) {
        map_set_text(map, &key, item->valuestring, strlen(item->valuestring));
    } else if (cJSON_IsNumber(item)) {
        map_set_real(map, &key, item->valuedouble);
    } else if (cJSON_IsBool(item)) {
        map_set_bool(map, &key, cJSON_IsTrue(item));
    } else {
        map_set_plain(map, &key, (Value){.kind = VALUE_UNDEFINED});
    }
}

static void read_object(Map *map, const cJSON *object) {
    for (const cJSON *item = object->child; item != NULL; item = item->next)
        read_item(map, item->string, item);
}

static void say_where(const char *json, const char *end) {
    int line = 1, column = 1;
    for (const char *at = json; at < end; at++) {
        column = *at == '\n' ? 1 : column + 1;
        line += *at == '\n' ? 1 : 0;
    }
    /* What came from elsewhere: no mistake of the game. */
    log_info("gm_json_decode: this is not JSON from line %d, column %d on: %.40s", line, column,
             *end != '\0' ? end : "(the end)");
}

int gm_json_decode(const char *json) {
    const char *end = NULL;
    if (json == NULL) json = "";
    cJSON *root = cJSON_ParseWithOpts(json, &end, true);
    if (root == NULL) {
        say_where(json, end != NULL ? end : json);
        return GM_NONE;
    }
    Map *map = map_new();
    if (cJSON_IsObject(root))
        read_object(map, root);
    else
        read_item(map, "default", root);
    cJSON_Delete(root);
    return ds_map_adopt(map);
}

/* MARK: writing. NULL: too deep. */

static cJSON *object_of(const Map *map, int depth);

static cJSON *array_of(const List *list, int depth);

static cJSON *item_of(const Value *value, int depth) {
    char digits[24];
    switch (value->kind) {
    case VALUE_REAL:
        return cJSON_CreateNumber(value->real);
    case VALUE_INT64: /* a double would lose the last digits */
        snprintf(digits, sizeof digits, "%" PRId64, value->int64);
        return cJSON_CreateRaw(digits);
    case VALUE_BOOL:
        return cJSON_CreateBool(value->real > 0.5);
    case VALUE_TEXT:
        return cJSON_CreateString(value->text);
    case VALUE_MAP:
        return object_of(value->map, depth + 1);
    case VALUE_LIST:
        return array_of(value->list, depth + 1);
    case VALUE_UNDEFINED:
    case VALUE_BUFFER:
        break; /* bytes have no place in JSON */
    }
    return cJSON_CreateNull();
}

static cJSON *array_of(const List *list, int depth) {
    cJSON *array = depth <= DEEPEST ? cJSON_CreateArray() : NULL;
    for (int i = 0; array != NULL && i < list_size(list); i++) {
        cJSON *item = item_of(list_at(list, i), depth);
        bool added = item != NULL && cJSON_AddItemToArray(array, item);
        if (added) continue;
        cJSON_Delete(array);
        array = NULL;
    }
    return array;
}

static cJSON *object_of(const Map *map, int depth) {
    cJSON *object = depth <= DEEPEST ? cJSON_CreateObject() : NULL;
    const char *key;
    const Value *value;
    for (int at = 0; object != NULL && map_next(map, &at, &key, &value);) {
        cJSON *item = item_of(value, depth);
        bool added = item != NULL && cJSON_AddItemToObject(object, key, item);
        if (added) continue;
        cJSON_Delete(object);
        object = NULL;
    }
    return object;
}

const char *gm_json_encode(int handle) {
    const Map *map = ds_map(handle);
    ds_look_at_all(handle);
    cJSON *root = map != NULL ? object_of(map, 1) : NULL;
    char *json = root != NULL ? cJSON_PrintUnformatted(root) : NULL;
    cJSON_Delete(root);
    if (json == NULL) {
        if (map == NULL)
            log_warn_once("gm_json_encode: there is no map %d", handle);
        else
            log_warn("gm_json_encode: map %d nests more than %d deep", handle, DEEPEST);
        return "";
    }
    size_t bytes = strlen(json) + 1;
    char *text = memcpy(text_take(bytes), json, bytes);
    cJSON_free(json);
    return text;
}
