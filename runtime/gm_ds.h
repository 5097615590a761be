/* Data structures: maps and lists by handle, and JSON. Thread: main.
 *
 * A handle is a small number; the one freed last is given out first, as the manual's runner does.
 * Wrong handles are never fatal: they read as undefined (runtime-model 9). */
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

GM_API int gm_ds_map_create(void);
GM_API void gm_ds_map_destroy(int map); /* with the maps and lists that were added to it */
GM_API bool gm_ds_map_exists(int map, const char *key);
GM_API int gm_ds_map_size(int map);
GM_API void gm_ds_map_clear(int map);
GM_API void gm_ds_map_delete(int map, const char *key);
/* GM_UNDEFINED if there is no such map or key. */
GM_API GmValue gm_ds_map_find_value(int map, const char *key);
/* The value as a number or a text; fallback if it is missing or of another kind. */
GM_API double gm_ds_map_find_real(int map, const char *key, double fallback);
GM_API const char *gm_ds_map_find_string(int map, const char *key, const char *fallback);
/* Keys in the order they were added; NULL at the end. */
GM_API const char *gm_ds_map_find_first(int map);
GM_API const char *gm_ds_map_find_next(int map, const char *key);
GM_API void gm_ds_map_set(int map, const char *key, double value);
GM_API void gm_ds_map_set_string(int map, const char *key, const char *value); /* copied */
GM_API void gm_ds_map_set_int64(int map, const char *key, int64_t value);
GM_API void gm_ds_map_add_map(int map, const char *key, int child);  /* map owns the child now */
GM_API void gm_ds_map_add_list(int map, const char *key, int child); /* map owns the child now */
GM_API void gm_ds_map_copy(int map, int source); /* nested ones are copied as plain numbers */

/* MARK: lists */

GM_API int gm_ds_list_create(void);
GM_API void gm_ds_list_destroy(int list);
GM_API int gm_ds_list_size(int list);
GM_API void gm_ds_list_clear(int list);
GM_API GmValue gm_ds_list_find_value(int list, int index); /* GM_UNDEFINED outside */
GM_API double gm_ds_list_find_real(int list, int index, double fallback);
GM_API const char *gm_ds_list_find_string(int list, int index, const char *fallback);
GM_API void gm_ds_list_add(int list, double value);
GM_API void gm_ds_list_add_string(int list, const char *value); /* copied */
GM_API void gm_ds_list_add_map(int list, int child);            /* list owns the child now */
GM_API void gm_ds_list_add_list(int list, int child);           /* list owns the child now */
GM_API void gm_ds_list_delete(int list, int index);

enum { GM_DS_TYPE_MAP = 1, GM_DS_TYPE_LIST = 2 };
GM_API bool gm_ds_exists(int id, int type);

/* MARK: JSON */

/* A map made from a JSON text (an array comes as key "default"); GM_NONE if it is not JSON.
 * The caller destroys it. */
GM_API int gm_json_decode(const char *json);
/* The map as JSON. Lives as gm_text's does. */
GM_API const char *gm_json_encode(int map);

#ifdef __cplusplus
}
#endif
#endif
