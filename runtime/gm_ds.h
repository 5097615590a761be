/* Data structures by handle: maps, lists, stacks, queues, priorities, grids; and JSON. Thread:
 * main.
 *
 * A handle is a small number; the one freed last is given out first, as the manual's runner does.
 * Each type counts its own. Wrong handles are never fatal: they read as undefined, 0, false, or the
 * fallback; calls that would change something warn once and do nothing (destroying does so
 * silently). The game owns what it creates, until it is added to another; what it never destroys is
 * freed at its end. Texts that are read are lent until the structure changes; those that are taken
 * out (pop, dequeue, delete_min, delete_max) live as gm_text's do. Keys and texts that are given
 * are copied. Source: runtime-model 9. */
#ifndef GM_DS_H
#define GM_DS_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum GmKind { GM_UNDEFINED, GM_REAL, GM_INT64, GM_BOOL, GM_STRING } GmKind;

/* One value. A text is lent by the structure it came from, until that changes. */
typedef struct GmValue {
    GmKind kind;
    union {
        double real; /* GM_REAL; GM_BOOL as 0 or 1 */
        int64_t int64;
        const char *string; /* UTF-8, zero-terminated */
    };
} GmValue;

/* The value as a number or a text; fallback if it is of another kind:
 * gm_value_real(gm_ds_stack_pop(stack), 0) */
static inline double gm_value_real(GmValue value, double fallback) {
    if (value.kind == GM_INT64) return (double)value.int64;
    return value.kind == GM_REAL || value.kind == GM_BOOL ? value.real : fallback;
}
static inline const char *gm_value_string(GmValue value, const char *fallback) {
    return value.kind == GM_STRING ? value.string : fallback;
}

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
/* Numbers first (NaN last of them), then texts by their bytes, then the rest; equal ones keep their
 * order. Not ascending: all of it the other way round. */
GM_API void gm_ds_list_sort(int list, bool ascending);
GM_API void gm_ds_list_shuffle(int list);          /* with the run's own stream of chance */
GM_API void gm_ds_list_copy(int list, int source); /* as gm_ds_map_copy */

/* MARK: stacks: the value pushed last comes out first. Empty: undefined. A size that is asked of a
 * wrong handle is 0, and warned about: so it is with queues, priorities and grids, too. */

GM_API int gm_ds_stack_create(void); /* empty; its handle */
GM_API void gm_ds_stack_destroy(int stack);
GM_API void gm_ds_stack_clear(int stack);
GM_API int gm_ds_stack_size(int stack);
GM_API bool gm_ds_stack_empty(int stack);
GM_API void gm_ds_stack_push(int stack, double value);
GM_API void gm_ds_stack_push_string(int stack, const char *value);
GM_API void gm_ds_stack_push_value(int stack, GmValue value); /* of any kind */
GM_API GmValue gm_ds_stack_pop(int stack);
GM_API GmValue gm_ds_stack_top(int stack);
GM_API void gm_ds_stack_copy(int stack, int source); /* becomes a copy of source */

/* MARK: queues: the value that came first goes out first. Empty: undefined. */

GM_API int gm_ds_queue_create(void); /* empty; its handle */
GM_API void gm_ds_queue_destroy(int queue);
GM_API void gm_ds_queue_clear(int queue);
GM_API int gm_ds_queue_size(int queue);
GM_API bool gm_ds_queue_empty(int queue);
GM_API void gm_ds_queue_enqueue(int queue, double value);
GM_API void gm_ds_queue_enqueue_string(int queue, const char *value);
GM_API void gm_ds_queue_enqueue_value(int queue, GmValue value); /* of any kind */
GM_API GmValue gm_ds_queue_dequeue(int queue);
GM_API GmValue gm_ds_queue_head(int queue);          /* the one to go out next */
GM_API GmValue gm_ds_queue_tail(int queue);          /* the one that came last */
GM_API void gm_ds_queue_copy(int queue, int source); /* becomes a copy of source */

/* MARK: priority queues: the value of the smallest or of the largest priority comes out. Of equal
 * priorities that of the value that was added first is the smaller. Values are equal as in lists,
 * but numbers only within 0.0000001. Adding and taking out are quick however many there are; what
 * asks for a value looks at all of them. */

GM_API int gm_ds_priority_create(void); /* empty; its handle */
GM_API void gm_ds_priority_destroy(int queue);
GM_API void gm_ds_priority_clear(int queue);
GM_API int gm_ds_priority_size(int queue);
GM_API bool gm_ds_priority_empty(int queue);
/* NaN as a priority: a warning, and nothing is added or changed. */
GM_API void gm_ds_priority_add(int queue, double value, double priority);
GM_API void gm_ds_priority_add_string(int queue, const char *value, double priority);
GM_API void gm_ds_priority_add_value(int queue, GmValue value, double priority); /* any kind */
GM_API GmValue gm_ds_priority_find_min(int queue); /* GM_UNDEFINED: it is empty */
GM_API GmValue gm_ds_priority_find_max(int queue);
GM_API GmValue gm_ds_priority_delete_min(int queue); /* takes it out; the real 0: it is empty */
GM_API GmValue gm_ds_priority_delete_max(int queue);
/* The priority of the first equal value; GM_UNDEFINED: there is none. */
GM_API GmValue gm_ds_priority_find_priority(int queue, double value);
GM_API GmValue gm_ds_priority_find_priority_string(int queue, const char *value);
/* Gives the first equal value another priority; there is none: nothing happens. */
GM_API void gm_ds_priority_change_priority(int queue, double value, double priority);
GM_API void gm_ds_priority_change_priority_string(int queue, const char *value, double priority);
GM_API void gm_ds_priority_delete_value(int queue, double value); /* every equal value */
GM_API void gm_ds_priority_delete_value_string(int queue, const char *value);
GM_API void gm_ds_priority_copy(int queue, int source); /* becomes a copy of source */

/* MARK: grids: width x height cells, columns and rows counted from 0. A place is cut to whole
 * numbers towards 0: (1.9, 1.2) is cell (1, 1). Regions take their corners in any order, both of
 * them included; a disk is every cell whose place lies within the radius; what lies outside the
 * grid is passed over. Sums and their like count numbers alone, and are 0 if there is none. */

/* Every cell 0; its handle. Negative sizes count as 0. GM_NONE and a warning: more than 67,108,864
 * cells, or no memory for them. */
GM_API int gm_ds_grid_create(int width, int height);
GM_API void gm_ds_grid_destroy(int grid);
GM_API int gm_ds_grid_width(int grid);
GM_API int gm_ds_grid_height(int grid);
/* Keeps the cells that lie in both sizes, the others are 0. Refused as in gm_ds_grid_create. */
GM_API void gm_ds_grid_resize(int grid, int width, int height);
GM_API void gm_ds_grid_clear(int grid, double value); /* every cell has the value then */
GM_API void gm_ds_grid_clear_string(int grid, const char *value);
GM_API void gm_ds_grid_copy(int grid, int source); /* becomes a copy of source, its size too */
/* One cell. Outside: GM_UNDEFINED, or nothing is written; and a warning, once. */
GM_API GmValue gm_ds_grid_get(int grid, double x, double y);
GM_API void gm_ds_grid_set(int grid, double x, double y, double value);
GM_API void gm_ds_grid_set_string(int grid, double x, double y, const char *value);
GM_API void gm_ds_grid_set_value(int grid, double x, double y, GmValue value); /* of any kind */
/* A number is added to a number, a text put behind a text; else the cell is replaced. */
GM_API void gm_ds_grid_add(int grid, double x, double y, double value);
GM_API void gm_ds_grid_add_string(int grid, double x, double y, const char *value);
GM_API void gm_ds_grid_multiply(int grid, double x, double y, double factor); /* numbers only */
/* The same for regions and disks. */
GM_API void gm_ds_grid_set_region(int grid, double x1, double y1, double x2, double y2,
                                  double value);
GM_API void gm_ds_grid_add_region(int grid, double x1, double y1, double x2, double y2,
                                  double value);
GM_API void gm_ds_grid_multiply_region(int grid, double x1, double y1, double x2, double y2,
                                       double factor);
GM_API void gm_ds_grid_set_disk(int grid, double x, double y, double radius, double value);
GM_API void gm_ds_grid_add_disk(int grid, double x, double y, double radius, double value);
GM_API void gm_ds_grid_multiply_disk(int grid, double x, double y, double radius, double factor);
GM_API double gm_ds_grid_get_sum(int grid, double x1, double y1, double x2, double y2);
GM_API double gm_ds_grid_get_min(int grid, double x1, double y1, double x2, double y2);
GM_API double gm_ds_grid_get_max(int grid, double x1, double y1, double x2, double y2);
GM_API double gm_ds_grid_get_mean(int grid, double x1, double y1, double x2, double y2);
GM_API double gm_ds_grid_get_disk_sum(int grid, double x, double y, double radius);
GM_API double gm_ds_grid_get_disk_min(int grid, double x, double y, double radius);
GM_API double gm_ds_grid_get_disk_max(int grid, double x, double y, double radius);
GM_API double gm_ds_grid_get_disk_mean(int grid, double x, double y, double radius);
/* Whether a region has an equal value (as in priorities), and the column and row of the first one,
 * row by row from the top; -1: there is none. */
GM_API bool gm_ds_grid_value_exists(int grid, double x1, double y1, double x2, double y2,
                                    double value);
GM_API int gm_ds_grid_value_x(int grid, double x1, double y1, double x2, double y2, double value);
GM_API int gm_ds_grid_value_y(int grid, double x1, double y1, double x2, double y2, double value);
GM_API bool gm_ds_grid_value_exists_string(int grid, double x1, double y1, double x2, double y2,
                                           const char *value);
GM_API int gm_ds_grid_value_x_string(int grid, double x1, double y1, double x2, double y2,
                                     const char *value);
GM_API int gm_ds_grid_value_y_string(int grid, double x1, double y1, double x2, double y2,
                                     const char *value);
/* Whole rows by what they have in a column, as gm_ds_list_sort orders. */
GM_API void gm_ds_grid_sort(int grid, int column, bool ascending);
GM_API void gm_ds_grid_shuffle(int grid); /* every cell; with the run's own stream of chance */

/* The types' numbers, as in the manual. */
enum {
    GM_DS_TYPE_MAP = 1,
    GM_DS_TYPE_LIST = 2,
    GM_DS_TYPE_STACK = 3,
    GM_DS_TYPE_QUEUE = 4,
    GM_DS_TYPE_GRID = 5,
    GM_DS_TYPE_PRIORITY = 6
};
GM_API bool gm_ds_exists(int id, int type); /* a number that names no type: false */

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
