/* gm_ds_list_...: lists by handle. */
#include "ds.h"
#include "node.h"
#include "random.h"
#include "../platform/log.h"

#include <math.h>
#include <string.h>

/* Two numbers this close are equal to a game (runtime-model 10.2). */
static const double EPSILON = 1e-5;

/* For calls that cannot do what they were asked to: one sentence, once. */
static List *wanted(int handle, const char *call) {
    List *list = ds_list(handle);
    if (list == NULL) log_warn_once("%s: there is no list %d", call, handle);
    return list;
}

static const Value *find(int handle, int index, const char *call) {
    const List *list = wanted(handle, call);
    return list != NULL ? list_at(list, index) : NULL;
}

/* MARK: life */

int gm_ds_list_create(void) {
    return ds_list_adopt(list_new());
}

void gm_ds_list_destroy(int handle) {
    list_free(ds_list(handle));
}

void gm_ds_list_clear(int handle) {
    List *list = wanted(handle, "gm_ds_list_clear");
    if (list != NULL) list_clear(list);
}

/* MARK: reading */

int gm_ds_list_size(int handle) {
    const List *list = ds_list(handle);
    return list != NULL ? list_size(list) : 0;
}

bool gm_ds_list_empty(int list) {
    return gm_ds_list_size(list) == 0;
}

GmValue gm_ds_list_find_value(int list, int index) {
    return ds_face(find(list, index, "gm_ds_list_find_value"));
}

double gm_ds_list_find_real(int list, int index, double fallback) {
    return ds_real(find(list, index, "gm_ds_list_find_real"), fallback);
}

const char *gm_ds_list_find_string(int list, int index, const char *fallback) {
    return ds_text(find(list, index, "gm_ds_list_find_string"), fallback);
}

int gm_ds_list_find_index(int handle, double value) {
    const List *list = wanted(handle, "gm_ds_list_find_index");
    for (int i = 0; list != NULL && i < list_size(list); i++) {
        double real = ds_real(list_at(list, i), (double)NAN);
        if (real == value || fabs(real - value) < EPSILON) return i;
    }
    return -1;
}

int gm_ds_list_find_index_string(int handle, const char *value) {
    const List *list = wanted(handle, "gm_ds_list_find_index_string");
    for (int i = 0; list != NULL && value != NULL && i < list_size(list); i++) {
        const char *text = ds_text(list_at(list, i), NULL);
        if (text != NULL && strcmp(text, value) == 0) return i;
    }
    return -1;
}

/* MARK: adding */

void gm_ds_list_add(int handle, double value) {
    List *list = wanted(handle, "gm_ds_list_add");
    if (list != NULL) list_add_real(list, value);
}

void gm_ds_list_add_string(int handle, const char *value) {
    List *list = wanted(handle, "gm_ds_list_add_string");
    if (list != NULL) list_insert(list, list_size(list), ds_own_text(value));
}

void gm_ds_list_add_int64(int handle, int64_t value) {
    List *list = wanted(handle, "gm_ds_list_add_int64");
    if (list != NULL) list_add_int64(list, value);
}

void gm_ds_list_add_bool(int handle, bool value) {
    List *list = wanted(handle, "gm_ds_list_add_bool");
    if (list != NULL) list_add_bool(list, value);
}

void gm_ds_list_add_map(int handle, int child) {
    List *list = wanted(handle, "gm_ds_list_add_map");
    Map *added = ds_map(child);
    if (list != NULL && ds_may_own((Node *)list, (Node *)added, "gm_ds_list_add_map"))
        list_take_map(list, added);
}

void gm_ds_list_add_list(int handle, int child) {
    List *list = wanted(handle, "gm_ds_list_add_list"), *added = ds_list(child);
    if (list != NULL && ds_may_own((Node *)list, (Node *)added, "gm_ds_list_add_list"))
        list_take_list(list, added);
}

/* MARK: changing. A value that finds no place is freed here. */

static void set(int handle, int index, Value value, const char *call) {
    List *list = wanted(handle, call);
    if (list != NULL && index >= 0) {
        while (list_size(list) <= index)
            list_add_real(list, 0);
        list_replace(list, index, value);
        return;
    }
    if (list != NULL) log_warn_once("%s: %d is no place in a list", call, index);
    value_drop(&value);
}

static void replace(int handle, int index, Value value, const char *call) {
    List *list = wanted(handle, call);
    if (list != NULL && index >= 0 && index < list_size(list)) {
        list_replace(list, index, value);
        return;
    }
    if (list != NULL) log_warn_once("%s: list %d has no place %d", call, handle, index);
    value_drop(&value);
}

static void insert(int handle, int index, Value value, const char *call) {
    List *list = wanted(handle, call);
    if (list != NULL && index >= 0 && index <= list_size(list))
        list_insert(list, index, value);
    else
        value_drop(&value);
}

void gm_ds_list_set(int list, int index, double value) {
    set(list, index, value_real(value), "gm_ds_list_set");
}

void gm_ds_list_set_string(int list, int index, const char *value) {
    set(list, index, ds_own_text(value), "gm_ds_list_set_string");
}

void gm_ds_list_replace(int list, int index, double value) {
    replace(list, index, value_real(value), "gm_ds_list_replace");
}

void gm_ds_list_replace_string(int list, int index, const char *value) {
    replace(list, index, ds_own_text(value), "gm_ds_list_replace_string");
}

void gm_ds_list_insert(int list, int index, double value) {
    insert(list, index, value_real(value), "gm_ds_list_insert");
}

void gm_ds_list_insert_string(int list, int index, const char *value) {
    insert(list, index, ds_own_text(value), "gm_ds_list_insert_string");
}

bool gm_ds_list_delete(int handle, int index) {
    List *list = wanted(handle, "gm_ds_list_delete");
    if (list == NULL || list_at(list, index) == NULL) return false;
    list_remove(list, index);
    return true;
}

void gm_ds_list_copy(int handle, int source) {
    List *list = wanted(handle, "gm_ds_list_copy");
    const List *from = wanted(source, "gm_ds_list_copy");
    if (list == NULL || from == NULL || list == from) return;
    list_clear(list);
    for (int i = 0; i < list_size(from); i++)
        list_insert(list, i, ds_copy(list_at(from, i)));
}

/* MARK: order */

static int descending_order(const Value *a, const Value *b) {
    return ds_compare(b, a);
}

void gm_ds_list_sort(int handle, bool ascending) {
    List *list = wanted(handle, "gm_ds_list_sort");
    if (list != NULL) list_sort(list, ascending ? ds_compare : descending_order);
}

void gm_ds_list_shuffle(int handle) {
    List *list = wanted(handle, "gm_ds_list_shuffle");
    for (int last = list != NULL ? list_size(list) - 1 : 0; last > 0; last--)
        list_swap(list, last, random_below(last + 1));
}
