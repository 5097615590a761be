/* Data structures: maps and lists by handle, and JSON. Thread: main.
 *
 * A handle is a small number; the one freed last is given out first, as the manual's runner does.
 * Wrong handles are never fatal: they read as undefined, 0, false, or the fallback; calls that
 * would change something warn once and do nothing (destroying does so silently). The game owns what
 * it creates, until it is added to another. Texts that are read are lent until the map or list
 * changes. Keys and texts that are given are copied. Source: runtime-model 9. */
#ifndef GM_DS_H
#define GM_DS_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum GmKind { GM_UNDEFINED, GM_REAL, GM_INT64, GM_BOOL, GM_STRING } GmKind;

/* One value. A text is lent by the map or list it came from, until that changes. */
typedef struct GmValue {
    GmKind kind;
    union {
        double real; /* GM_REAL; GM_BOOL as 0 or 1 */
        int64_t int64;
        const char *string; /* UTF-8, zero-terminated */
    };
} GmValue;

/* MARK: maps. Keys are texts. */

GM_API int gm_ds_map_create(void);      /* empty; its handle */
GM_API void gm_ds_map_destroy(int map); /* with the maps and lists that were added to it */
GM_API bool gm_ds_map_exists(int map, const char *key);
GM_API int gm_ds_map_size(int map); /* how many keys; 0: no such map */
GM_API bool gm_ds_map_empty(int map);
GM_API void gm_ds_map_clear(int map);                   /* with what was added to it */
GM_API void gm_ds_map_delete(int map, const char *key); /* a key that is missing: nothing */
/* GM_UNDEFINED if there is no such map or key. */
GM_API GmValue gm_ds_map_find_value(int map, const char *key);
/* The value as a number or a text; fallback if it is missing or of another kind. */
GM_API double gm_ds_map_find_real(int map, const char *key, double fallback);
GM_API const char *gm_ds_map_find_string(int map, const char *key, const char *fallback);
/* Keys in the order they were added; NULL at the end. */
GM_API const char *gm_ds_map_find_first(int map);
GM_API const char *gm_ds_map_find_next(int map, const char *key); /* NULL: key is missing, too */
GM_API const char *gm_ds_map_find_last(int map);
GM_API const char *gm_ds_map_find_previous(int map, const char *key);
/* Adds a key. False: it is there already, and keeps its value. */
GM_API bool gm_ds_map_add(int map, const char *key, double value);
GM_API bool gm_ds_map_add_string(int map, const char *key, const char *value);
/* Adds a key, or replaces its value. */
GM_API void gm_ds_map_set(int map, const char *key, double value);
GM_API void gm_ds_map_set_string(int map, const char *key, const char *value);
GM_API void gm_ds_map_set_int64(int map, const char *key, int64_t value);
GM_API void gm_ds_map_set_bool(int map, const char *key, bool value); /* true and false in JSON */
/* map owns the child now. A child that has an owner, or contains map, is left as it is. */
GM_API void gm_ds_map_add_map(int map, const char *key, int child);
GM_API void gm_ds_map_add_list(int map, const char *key, int child);
/* map becomes a copy of source; nested ones are copied as plain numbers. */
GM_API void gm_ds_map_copy(int map, int source);

/* MARK: lists. Values are counted from 0. */

GM_API int gm_ds_list_create(void);       /* empty; its handle */
GM_API void gm_ds_list_destroy(int list); /* with the maps and lists that were added to it */
GM_API int gm_ds_list_size(int list);     /* 0: no such list */
GM_API bool gm_ds_list_empty(int list);
GM_API void gm_ds_list_clear(int list);                    /* with what was added to it */
GM_API GmValue gm_ds_list_find_value(int list, int index); /* GM_UNDEFINED outside */
/* The value as a number or a text; fallback if it is missing or of another kind. */
GM_API double gm_ds_list_find_real(int list, int index, double fallback);
GM_API const char *gm_ds_list_find_string(int list, int index, const char *fallback);
/* Where the first equal value is (numbers within 0.00001 are equal); -1: nowhere. */
GM_API int gm_ds_list_find_index(int list, double value);
GM_API int gm_ds_list_find_index_string(int list, const char *value);
/* At the end. */
GM_API void gm_ds_list_add(int list, double value);
GM_API void gm_ds_list_add_string(int list, const char *value);
GM_API void gm_ds_list_add_int64(int list, int64_t value);
GM_API void gm_ds_list_add_bool(int list, bool value); /* true and false in JSON */
/* list owns the child now. A child that has an owner, or contains list, is left as it is. */
GM_API void gm_ds_list_add_map(int list, int child);
GM_API void gm_ds_list_add_list(int list, int child);
/* Replaces; beyond the end, zeros are added up to there. */
GM_API void gm_ds_list_set(int list, int index, double value);
GM_API void gm_ds_list_set_string(int list, int index, const char *value);
/* Only what is there; elsewhere a warning, and nothing changes. */
GM_API void gm_ds_list_replace(int list, int index, double value);
GM_API void gm_ds_list_replace_string(int list, int index, const char *value);
/* Before the value at index; at size: at the end; elsewhere nothing changes. */
GM_API void gm_ds_list_insert(int list, int index, double value);
GM_API void gm_ds_list_insert_string(int list, int index, const char *value);
GM_API bool gm_ds_list_delete(int list, int index); /* false: there is none, nothing changes */
/* Numbers first, then texts by their bytes, then the rest; equal ones keep their order. Not
 * ascending: all of it the other way round. */
GM_API void gm_ds_list_sort(int list, bool ascending);
GM_API void gm_ds_list_shuffle(int list);          /* with the run's own stream of chance */
GM_API void gm_ds_list_copy(int list, int source); /* as gm_ds_map_copy */

enum { GM_DS_TYPE_MAP = 1, GM_DS_TYPE_LIST = 2 };
GM_API bool gm_ds_exists(int id, int type); /* another type: false */

/* MARK: JSON */

/* A map made from a JSON text: objects are maps, arrays are lists, null is undefined; whatever is
 * no object comes under the key "default". GM_NONE and a sentence that says where if it is not
 * JSON. The caller destroys it. */
GM_API int gm_json_decode(const char *json);
/* The map as JSON, keys in the order they were added. "" if there is no such map, or it nests
 * more than 1,000 deep. Lives as gm_text's does. */
GM_API const char *gm_json_encode(int map);

#ifdef __cplusplus
}
#endif
#endif
