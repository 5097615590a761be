/* JSON to maps and lists, and back. */
#include "../platform/mem.h"
#include "../runtime/gm_ds.h"
#include "ds.h"
#include "text.h"

#include <cJSON.h>
#include <string.h>

/* MARK: decoding */

static Map *map_from(const cJSON *object);

static List *list_from(const cJSON *array) {
    List *list = list_new();
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        if (cJSON_IsString(item)) list_add_text(list, item->valuestring, strlen(item->valuestring));
        else if (cJSON_IsBool(item)) list_add_bool(list, cJSON_IsTrue(item) != 0);
        else if (cJSON_IsObject(item)) list_take_map(list, map_from(item));
        else if (cJSON_IsArray(item)) list_take_list(list, list_from(item));
        else list_add_real(list, cJSON_IsNumber(item) ? item->valuedouble : 0);
    }
    return list;
}

static void put(Map *map, const char *name, const cJSON *item) {
    MapKey key = map_key(name);
    if (cJSON_IsString(item)) map_set_text(map, &key, item->valuestring, strlen(item->valuestring));
    else if (cJSON_IsBool(item)) map_set_bool(map, &key, cJSON_IsTrue(item) != 0);
    else if (cJSON_IsObject(item)) map_take_map(map, &key, map_from(item));
    else if (cJSON_IsArray(item)) map_take_list(map, &key, list_from(item));
    else if (cJSON_IsNumber(item)) map_set_real(map, &key, item->valuedouble);
}

static Map *map_from(const cJSON *object) {
    Map *map = map_new();
    const cJSON *item;
    cJSON_ArrayForEach(item, object) put(map, item->string, item);
    return map;
}

int gm_json_decode(const char *json) {
    cJSON *tree = json != NULL ? cJSON_Parse(json) : NULL;
    if (tree == NULL) return GM_NONE;
    Map *map = NULL;
    if (cJSON_IsObject(tree)) {
        map = map_from(tree);
    } else {
        map = map_new();
        put(map, "default", tree);
    }
    cJSON_Delete(tree);
    return ds_map_adopt(map);
}

/* MARK: encoding */

static cJSON *tree_from(const Value *value);

static cJSON *object_from(const Map *map) {
    cJSON *object = cJSON_CreateObject();
    const char *key;
    const Value *value;
    for (int i = 0; map_entry(map, i, &key, &value); i++)
        cJSON_AddItemToObject(object, key, tree_from(value));
    return object;
}

static cJSON *array_from(const List *list) {
    cJSON *array = cJSON_CreateArray();
    for (int i = 0; i < list_size(list); i++)
        cJSON_AddItemToArray(array, tree_from(list_at(list, i)));
    return array;
}

static cJSON *tree_from(const Value *value) {
    switch (value->kind) {
    case VALUE_REAL: return cJSON_CreateNumber(value->real);
    case VALUE_INT64: return cJSON_CreateNumber((double)value->int64);
    case VALUE_BOOL: return cJSON_CreateBool(value->real > 0.5);
    case VALUE_TEXT: return cJSON_CreateString(value->text);
    case VALUE_MAP: return object_from(value->map);
    case VALUE_LIST: return array_from(value->list);
    case VALUE_UNDEFINED:
    case VALUE_BUFFER: break;
    }
    return cJSON_CreateNull();
}

const char *gm_json_encode(int handle) {
    const Map *map = ds_map(handle);
    if (map == NULL) return "";
    cJSON *tree = object_from(map);
    char *printed = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    if (printed == NULL) return "";
    size_t bytes = strlen(printed) + 1;
    char *text = memcpy(text_take(bytes), printed, bytes);
    cJSON_free(printed);
    return text;
}
