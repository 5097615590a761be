/* Maps, lists and JSON: as values, and by handle as a game sees them. */
#include "structures.h"

#include "../platform/mem.h"
#include "../platform/thread.h"

#include <stdio.h>

static void put_real(Map *map, const char *name, double value) {
    MapKey key = map_key(name);
    map_set_real(map, &key, value);
}

static void put_text(Map *map, const char *name, const char *text) {
    MapKey key = map_key(name);
    map_set_text(map, &key, text, strlen(text));
}

static void assert_keys(int map, const char *expected) {
    char keys[256] = "";
    for (const char *key = gm_ds_map_find_first(map); key != NULL;
         key = gm_ds_map_find_next(map, key)) {
        size_t used = strlen(keys);
        snprintf(keys + used, sizeof keys - used, "%s ", key);
    }
    assert_string_equal(keys, expected);
}

/* MARK: maps as values */

static void a_map_holds_every_kind_of_value(void **state) {
    (void)state;
    Map *map = map_new();
    MapKey real = map_key("real"), truth = map_key("bool"), big = map_key("int64");
    map_set_real(map, &real, 1.5);
    map_set_bool(map, &truth, true);
    map_set_int64(map, &big, INT64_MAX);
    put_text(map, "text", "hello");
    assert_int_equal(map_size(map), 4);
    assert_true(map_find(map, "real")->real == 1.5);
    assert_int_equal(map_find(map, "bool")->kind, VALUE_BOOL);
    assert_true(map_find(map, "int64")->int64 == INT64_MAX);
    assert_string_equal(map_find(map, "text")->text, "hello");
    assert_int_equal(map_find(map, "text")->bytes, 5);
    assert_null(map_find(map, "txet"));
    assert_ptr_equal(map_find_key(map, &real), map_find(map, "real"));
    map_free(map);
}

static void keys_of_every_length_are_told_apart(void **state) {
    (void)state;
    Map *map = map_new();
    char name[64] = "";
    for (int length = 0; length < 60; length++) {
        put_real(map, name, length);
        name[length] = (char)('a' + length % 3);
        name[length + 1] = '\0';
    }
    for (int length = 59; length >= 0; length--) {
        name[length] = '\0';
        assert_true(map_find(map, name)->real == length);
        name[0] = length > 0 ? 'b' : '\0';
        if (length > 0) assert_null(map_find(map, name));
        name[0] = 'a';
    }
    map_free(map);
}

static void a_large_map_finds_everything_and_keeps_the_order(void **state) {
    (void)state;
    enum { MANY = 5000 };
    Map *map = map_new();
    char name[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "key_%d", i * 7919 % MANY);
        put_real(map, name, i);
    }
    assert_int_equal(map_size(map), MANY);
    int cursor = 0;
    const char *key;
    const Value *value;
    for (int i = 0; i < MANY; i++) {
        assert_true(map_next(map, &cursor, &key, &value));
        snprintf(name, sizeof name, "key_%d", i * 7919 % MANY);
        assert_string_equal(key, name);
        assert_true(map_find(map, name)->real == i);
    }
    assert_false(map_next(map, &cursor, &key, &value));
    map_free(map);
}

static void removed_keys_leave_no_trace(void **state) {
    (void)state;
    Map *map = map_new();
    char name[32];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "a_key_that_is_long_%d", i);
        put_text(map, name, "a text that is a little longer");
        snprintf(name, sizeof name, "a_key_that_is_long_%d", i - 3);
        map_remove(map, name);
        map_remove(map, "never there");
    }
    assert_int_equal(map_size(map), 3);
    const char *key;
    const Value *value;
    int cursor = 0;
    for (int i = 997; i < 1000; i++) {
        snprintf(name, sizeof name, "a_key_that_is_long_%d", i);
        assert_true(map_next(map, &cursor, &key, &value));
        assert_string_equal(key, name);
    }
    assert_false(map_next(map, &cursor, &key, &value));
    assert_null(map_find(map, "a_key_that_is_long_5"));
    map_free(map);
}

static void a_text_can_be_replaced_by_a_part_of_itself(void **state) {
    (void)state;
    Map *map = map_new();
    MapKey key = map_key("text");
    char longer[2000];
    memset(longer, 'x', sizeof longer);
    put_text(map, "text", "hello world");
    map_set_text(map, &key, map_find(map, "text")->text + 6, 5);
    assert_string_equal(map_find(map, "text")->text, "world");
    map_set_text(map, &key, longer, sizeof longer);
    map_set_text(map, &key, map_find(map, "text")->text + 1, sizeof longer - 2);
    assert_int_equal(strlen(map_find(map, "text")->text), sizeof longer - 2);
    put_real(map, "text", 3);
    assert_int_equal(map_find(map, "text")->kind, VALUE_REAL);
    map_free(map);
}

static void a_text_may_hold_zeros_and_is_taken_uncopied(void **state) {
    (void)state;
    Map *map = map_new();
    MapKey key = map_key("body");
    char *body = memcpy(mem_alloc(5), "a\0bc", 5);
    map_take_text(map, &key, body, 4);
    assert_ptr_equal(map_find(map, "body")->text, body);
    assert_int_equal(map_find(map, "body")->bytes, 4);
    map_free(map);
}

static void clearing_a_map_frees_and_it_can_be_filled_again(void **state) {
    (void)state;
    Map *map = map_new();
    for (int round = 0; round < 3; round++) {
        MapKey key = map_key("child");
        map_take_map(map, &key, map_new());
        for (int i = 0; i < 40; i++)
            put_real(map, gm_text("%d", i), i);
        assert_int_equal(map_size(map), 41);
        uint32_t changes = map_changes(map);
        map_clear(map);
        assert_true(map_changes(map) > changes);
        assert_int_equal(map_size(map), 0);
        assert_null(map_find(map, "7"));
    }
    map_free(map);
}

static void the_thread_that_recycles_uses_an_ended_map_again(void **state) {
    (void)state;
    Map *first = map_new();
    uintptr_t place = (uintptr_t)first;
    for (int i = 0; i < 100; i++)
        put_text(first, gm_text("key %d", i), "a text for this key");
    map_free(first);
    Map *second = map_new();
    assert_int_equal((uintptr_t)second, place);
    assert_int_equal(map_size(second), 0);
    assert_null(map_find(second, "key 1"));
    map_free(second);
}

static void build_a_map(void *context) {
    Map *map = map_new(), *child = map_new();
    MapKey key = map_key("child");
    put_text(child, "name", "from a worker");
    map_take_map(map, &key, child);
    map_free(map_new());
    *(Map **)context = map;
}

static void a_worker_builds_a_map_and_main_ends_it(void **state) {
    (void)state;
    Thread thread = {0};
    Map *map = NULL;
    thread_start(&thread, "builder", build_a_map, &map);
    thread_join(&thread);
    int handle = ds_map_adopt(map);
    int child = (int)gm_ds_map_find_real(handle, "child", -1);
    assert_string_equal(gm_ds_map_find_string(child, "name", ""), "from a worker");
    gm_ds_map_destroy(handle);
    assert_false(gm_ds_exists(child, GM_DS_TYPE_MAP));
}

static void nesting_has_no_bottom(void **state) {
    (void)state;
    Map *outer = map_new(), *inner = outer;
    MapKey key = map_key("in");
    for (int i = 0; i < 200000; i++) { /* more than a stack could hold of calls */
        List *list = list_new();
        Map *map = map_new();
        map_take_list(inner, &key, list);
        list_take_map(list, map);
        inner = map;
    }
    map_free(outer);
}

/* MARK: handles */

// spec: runtime-model R-93
static void the_handle_freed_last_is_given_out_first(void **state) {
    (void)state;
    int lists[3];
    for (int i = 0; i < 3; i++)
        lists[i] = gm_ds_list_create();
    assert_int_equal(lists[0], 0);
    assert_int_equal(lists[2], 2);
    gm_ds_list_destroy(lists[0]);
    gm_ds_list_destroy(lists[1]);
    assert_int_equal(gm_ds_list_create(), 1);
    assert_int_equal(gm_ds_list_create(), 0);
    assert_int_equal(gm_ds_list_create(), 3);
    assert_int_equal(gm_ds_map_create(), 0); /* every kind counts by itself */
}

// spec: runtime-model 9.2
static void wrong_handles_read_as_undefined(void **state) {
    (void)state;
    const int wrong[] = {-1, 0, 99, INT32_MAX, INT32_MIN};
    for (int i = 0; i < 5; i++) {
        int id = wrong[i];
        the_log[0] = '\0';
        assert_int_equal(gm_ds_map_find_value(id, "key").kind, GM_UNDEFINED);
        assert_false(gm_ds_map_exists(id, "key"));
        assert_int_equal(gm_ds_map_size(id), 0);
        assert_null(gm_ds_map_find_first(id));
        assert_null(gm_ds_map_find_next(id, "key"));
        gm_ds_map_destroy(id);
        assert_int_equal(gm_ds_list_size(id), 0);
        gm_ds_list_destroy(id);
        assert_int_equal(times_said("there is no"), 0);
        assert_int_equal(gm_ds_list_find_value(id, 0).kind, GM_UNDEFINED);
        assert_int_equal(times_said(gm_text("gm_ds_list_find_value: there is no list %d", id)), 1);
        gm_ds_list_add(id, 1);
        assert_int_equal(times_said(gm_text("gm_ds_list_add: there is no list %d", id)), 1);
        gm_ds_map_set(id, "key", 1);
        assert_int_equal(times_said(gm_text("gm_ds_map_set: there is no map %d", id)), 1);
        assert_false(gm_ds_map_add(id, "key", 1));
        assert_false(gm_ds_list_delete(id, 0));
        gm_ds_list_sort(id, true);
        gm_ds_list_shuffle(id);
        gm_ds_list_copy(id, id);
        gm_ds_map_copy(id, id);
        assert_string_equal(gm_json_encode(id), "");
    }
    int map = gm_ds_map_create();
    gm_ds_map_set(map, NULL, 1);
    assert_int_equal(times_said("the key is NULL"), 1);
    assert_int_equal(gm_ds_map_find_value(map, NULL).kind, GM_UNDEFINED);
    assert_int_equal(gm_ds_map_size(map), 0);
}

static void a_held_handle_is_not_given_to_another_map(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    ds_map_hold(map);
    gm_ds_map_destroy(map);
    assert_false(gm_ds_exists(map, GM_DS_TYPE_MAP));
    int other = gm_ds_map_create();
    assert_int_not_equal(other, map);
    ds_map_let_go(map);
    assert_int_equal(gm_ds_map_create(), map);
}

static void a_child_ends_with_its_parent_and_its_handle_too(void **state) {
    (void)state;
    int map = gm_ds_map_create(), child = gm_ds_map_create(), list = gm_ds_list_create();
    gm_ds_map_add_map(map, "child", child);
    gm_ds_map_add_list(child, "list", list);
    assert_true(gm_ds_map_find_real(map, "child", -1) == child);
    Buffer *buffer = buffer_copy_of("bytes", 5);
    MapKey key = map_key("buffer");
    map_take_buffer(ds_map(child), &key, buffer);
    int handle = (int)gm_ds_map_find_real(child, "buffer", -1);
    assert_int_equal(gm_buffer_get_size(handle), 5);
    gm_ds_map_destroy(map);
    assert_false(gm_ds_exists(child, GM_DS_TYPE_MAP));
    assert_false(gm_ds_exists(list, GM_DS_TYPE_LIST));
    assert_false(gm_buffer_exists(handle));
}

static void replacing_or_deleting_a_child_ends_it(void **state) {
    (void)state;
    int map = gm_ds_map_create(), first = gm_ds_map_create(), second = gm_ds_map_create();
    gm_ds_map_add_map(map, "a", first);
    gm_ds_map_add_map(map, "b", second);
    gm_ds_map_set(map, "a", 1);
    gm_ds_map_delete(map, "b");
    assert_false(gm_ds_exists(first, GM_DS_TYPE_MAP));
    assert_false(gm_ds_exists(second, GM_DS_TYPE_MAP));
    int list = gm_ds_list_create(), third = gm_ds_map_create();
    gm_ds_list_add_map(list, third);
    gm_ds_list_replace(list, 0, 5);
    assert_false(gm_ds_exists(third, GM_DS_TYPE_MAP));
}

static void a_destroyed_child_leaves_undefined_in_its_parent(void **state) {
    (void)state;
    int map = gm_ds_map_create(), child = gm_ds_map_create();
    int list = gm_ds_list_create(), inner = gm_ds_list_create();
    gm_ds_map_add_map(map, "child", child);
    gm_ds_list_add_list(list, inner);
    gm_ds_map_destroy(child);
    gm_ds_list_destroy(inner);
    assert_true(gm_ds_map_exists(map, "child"));
    assert_int_equal(gm_ds_map_find_value(map, "child").kind, GM_UNDEFINED);
    assert_int_equal(gm_ds_list_find_value(list, 0).kind, GM_UNDEFINED);
    gm_ds_map_destroy(map);
    gm_ds_list_destroy(list);
}

static void a_child_has_one_owner_and_no_map_holds_itself(void **state) {
    (void)state;
    int a = gm_ds_map_create(), b = gm_ds_map_create(), c = gm_ds_map_create();
    gm_ds_map_add_map(a, "b", b);
    gm_ds_map_add_map(c, "b", b);
    assert_int_equal(times_said("belongs to another already"), 1);
    assert_int_equal(gm_ds_map_size(c), 0);
    gm_ds_map_add_map(b, "a", a);
    assert_int_equal(times_said("contains what it is added to"), 1);
    gm_ds_map_add_map(c, "c", c);
    assert_int_equal(times_said("contains what it is added to"), 1);
    gm_ds_map_add_map(c, "x", 99);
    assert_int_equal(times_said("there is no such child"), 1);
    gm_ds_map_destroy(a);
    gm_ds_map_destroy(c);
    assert_false(gm_ds_exists(b, GM_DS_TYPE_MAP));
}

/* MARK: maps of a game */

// spec: runtime-model R-94
static void adding_a_key_twice_keeps_the_first_value(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    assert_true(gm_ds_map_add(map, "key", 1));
    assert_false(gm_ds_map_add(map, "key", 2));
    assert_true(gm_ds_map_find_real(map, "key", 0) == 1);
    assert_true(gm_ds_map_add_string(map, "name", "one"));
    assert_false(gm_ds_map_add_string(map, "name", "two"));
    assert_string_equal(gm_ds_map_find_string(map, "name", ""), "one");
    gm_ds_map_set_string(map, "name", "two");
    assert_string_equal(gm_ds_map_find_string(map, "name", ""), "two");
    assert_int_equal(gm_ds_map_size(map), 2);
}

// spec: runtime-model R-162
static void keys_come_in_the_order_of_adding(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    assert_true(gm_ds_map_empty(map));
    assert_null(gm_ds_map_find_last(map));
    gm_ds_map_set(map, "one", 1);
    gm_ds_map_set(map, "two", 2);
    gm_ds_map_set(map, "three", 3);
    assert_keys(map, "one two three ");
    assert_string_equal(gm_ds_map_find_last(map), "three");
    assert_string_equal(gm_ds_map_find_previous(map, "three"), "two");
    assert_null(gm_ds_map_find_previous(map, "one"));
    assert_null(gm_ds_map_find_next(map, "missing"));
    assert_null(gm_ds_map_find_previous(map, "missing"));
    gm_ds_map_delete(map, "one");
    gm_ds_map_set(map, "one", 1);
    gm_ds_map_set(map, "two", 22); /* replacing does not move it */
    assert_keys(map, "two three one ");
    gm_ds_map_delete(map, "one");
    assert_string_equal(gm_ds_map_find_last(map), "three");
    assert_false(gm_ds_map_empty(map));
}

static void values_read_as_what_they_are(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    gm_ds_map_set(map, "real", 2.5);
    gm_ds_map_set_int64(map, "int64", INT64_C(9007199254740993));
    gm_ds_map_set_bool(map, "bool", true);
    gm_ds_map_set_string(map, "text", "7");
    assert_true(gm_ds_map_find_value(map, "int64").int64 == INT64_C(9007199254740993));
    assert_int_equal(gm_ds_map_find_value(map, "bool").kind, GM_BOOL);
    assert_true(gm_ds_map_find_real(map, "bool", 0) == 1);
    assert_true(gm_ds_map_find_real(map, "text", -1) == -1);
    assert_string_equal(gm_ds_map_find_string(map, "real", "none"), "none");
    assert_string_equal(gm_ds_map_find_value(map, "text").string, "7");
}

static void a_copied_map_is_independent(void **state) {
    (void)state;
    int map = gm_ds_map_create(), copy = gm_ds_map_create(), child = gm_ds_map_create();
    gm_ds_map_set_string(map, "name", "a name that is not short at all");
    gm_ds_map_set_bool(map, "truth", true);
    gm_ds_map_add_map(map, "child", child);
    gm_ds_map_set(copy, "old", 1);
    gm_ds_map_copy(copy, map);
    gm_ds_map_copy(map, map);
    assert_keys(copy, "name truth child ");
    assert_int_equal(gm_ds_map_find_value(copy, "truth").kind, GM_BOOL);
    gm_ds_map_destroy(copy); /* the child was only a number there */
    assert_true(gm_ds_exists(child, GM_DS_TYPE_MAP));
    assert_int_equal(gm_ds_map_size(map), 3);
}

/* MARK: lists */

// spec: runtime-model R-91
static void setting_beyond_the_end_pads_with_zeros(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    gm_ds_list_add(list, 1);
    gm_ds_list_add(list, 2);
    gm_ds_list_set(list, 4, 9);
    const double expected[] = {1, 2, 0, 0, 9};
    assert_int_equal(gm_ds_list_size(list), 5);
    for (int i = 0; i < 5; i++)
        assert_true(gm_ds_list_find_real(list, i, -1) == expected[i]);
    gm_ds_list_set_string(list, 0, "text");
    assert_string_equal(gm_ds_list_find_string(list, 0, ""), "text");
}

// spec: runtime-model R-92
static void what_is_not_in_a_list_is_undefined(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    gm_ds_list_add(list, 0.3);
    gm_ds_list_add_string(list, "word");
    assert_int_equal(gm_ds_list_find_value(list, 2).kind, GM_UNDEFINED);
    assert_int_equal(gm_ds_list_find_value(list, -1).kind, GM_UNDEFINED);
    assert_int_equal(gm_ds_list_find_index(list, 7), -1);
    assert_int_equal(gm_ds_list_find_index(list, 0.1 + 0.2), 0);
    assert_int_equal(gm_ds_list_find_index_string(list, "word"), 1);
    assert_int_equal(gm_ds_list_find_index_string(list, "words"), -1);
}

// spec: runtime-model R-161
static void a_list_keeps_to_its_places(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    for (int i = 0; i < 8; i++)
        gm_ds_list_add(list, i);
    gm_ds_list_insert(list, 50, 1);
    gm_ds_list_insert_string(list, -1, "nowhere");
    assert_int_equal(gm_ds_list_size(list), 8);
    gm_ds_list_insert(list, 8, 8);
    assert_int_equal(gm_ds_list_size(list), 9);
    assert_false(gm_ds_list_delete(list, 99));
    assert_int_equal(gm_ds_list_size(list), 9);
    assert_string_equal(the_log, "");
    gm_ds_list_replace(list, 99, 1);
    assert_int_equal(times_said("has no place 99"), 1);
    gm_ds_list_set_string(list, -1, "nowhere");
    assert_int_equal(times_said("-1 is no place"), 1);
    for (int i = 0; i < 9; i++)
        assert_true(gm_ds_list_find_real(list, i, -1) == i);
    gm_ds_list_insert_string(list, 0, "front");
    assert_true(gm_ds_list_delete(list, 1));
    assert_string_equal(gm_ds_list_find_string(list, 0, ""), "front");
    assert_true(gm_ds_list_find_real(list, 1, -1) == 1);
    gm_ds_list_clear(list);
    assert_true(gm_ds_list_empty(list));
}

static void sorting_puts_numbers_before_texts(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    gm_ds_list_add_string(list, "pear");
    gm_ds_list_add(list, 3);
    gm_ds_list_add_string(list, "apple");
    gm_ds_list_add_int64(list, 2);
    gm_ds_list_add_bool(list, true);
    gm_ds_list_add(list, -5.5);
    gm_ds_list_sort(list, true);
    const double numbers[] = {-5.5, 1, 2, 3};
    for (int i = 0; i < 4; i++)
        assert_true(gm_ds_list_find_real(list, i, 99) == numbers[i]);
    assert_string_equal(gm_ds_list_find_string(list, 4, ""), "apple");
    assert_string_equal(gm_ds_list_find_string(list, 5, ""), "pear");
    gm_ds_list_sort(list, false);
    assert_string_equal(gm_ds_list_find_string(list, 0, ""), "pear");
    assert_true(gm_ds_list_find_real(list, 5, 99) == -5.5);
}

static void a_long_list_is_sorted(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    for (int i = 0; i < 1000; i++)
        gm_ds_list_add(list, i * 7919 % 1000);
    gm_ds_list_sort(list, true);
    for (int i = 0; i < 1000; i++)
        assert_true(gm_ds_list_find_real(list, i, -1) == i);
    gm_ds_list_sort(list, false);
    for (int i = 0; i < 1000; i++)
        assert_true(gm_ds_list_find_real(list, i, -1) == 999 - i);
}

// spec: runtime-model 10.1 (shuffling draws from the run's own stream, Fisher-Yates from the end)
static void the_seed_decides_how_a_list_is_shuffled(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    double expected[10];
    for (int i = 0; i < 10; i++)
        gm_ds_list_add(list, expected[i] = i);
    gm_random_set_seed(12345);
    for (int last = 9; last > 0; last--) {
        int other = gm_irandom_range(0, last);
        double value = expected[last];
        expected[last] = expected[other];
        expected[other] = value;
    }
    gm_random_set_seed(12345);
    gm_ds_list_shuffle(list);
    bool moved = false;
    for (int i = 0; i < 10; i++) {
        assert_true(gm_ds_list_find_real(list, i, -1) == expected[i]);
        moved = moved || expected[i] != i;
    }
    assert_true(moved);
}

static void a_copied_list_is_independent(void **state) {
    (void)state;
    int list = gm_ds_list_create(), copy = gm_ds_list_create(), child = gm_ds_list_create();
    gm_ds_list_add_string(list, "one");
    gm_ds_list_add_list(list, child);
    gm_ds_list_add(copy, 1);
    gm_ds_list_copy(copy, list);
    gm_ds_list_destroy(list);
    assert_int_equal(gm_ds_list_size(copy), 2);
    assert_string_equal(gm_ds_list_find_string(copy, 0, ""), "one");
    assert_true(gm_ds_list_find_real(copy, 1, -1) == child);
    assert_false(gm_ds_exists(child, GM_DS_TYPE_LIST));
}

/* MARK: JSON */

// spec: runtime-model R-165
static void a_map_becomes_json(void **state) {
    (void)state;
    int map = gm_ds_map_create(), list = gm_ds_list_create();
    gm_ds_map_set(map, "n", 1.5);
    gm_ds_map_set_string(map, "s", "q\"uo");
    gm_ds_list_add(list, 1);
    gm_ds_list_add(list, 2.5);
    gm_ds_list_add_string(list, "x");
    gm_ds_map_add_list(map, "list", list);
    assert_string_equal(gm_json_encode(map),
                        "{\"n\":1.5,\"s\":\"q\\\"uo\",\"list\":[1,2.5,\"x\"]}");
    gm_ds_map_destroy(map);
    assert_false(gm_ds_exists(list, GM_DS_TYPE_LIST));
}

static void json_comes_back_as_it_went(void **state) {
    (void)state;
    const char *json =
        "{\"a\":{\"b\":[1,true,null,\"h\u00e9\",{\"c\":[]}]},\"d\":-0.5,\"e\":false,\"f\":null}";
    int map = gm_json_decode(json);
    assert_int_equal(map, 0);
    int a = (int)gm_ds_map_find_real(map, "a", -1);
    int b = (int)gm_ds_map_find_real(a, "b", -1);
    assert_int_equal(gm_ds_list_size(b), 5);
    assert_int_equal(gm_ds_list_find_value(b, 1).kind, GM_BOOL);
    assert_int_equal(gm_ds_list_find_value(b, 2).kind, GM_UNDEFINED);
    assert_string_equal(gm_ds_list_find_string(b, 3, ""), "h\u00e9");
    assert_string_equal(gm_json_encode(map), json);
    gm_ds_map_destroy(map);
    assert_false(gm_ds_exists(b, GM_DS_TYPE_LIST));
}

static void what_is_no_object_comes_as_default(void **state) {
    (void)state;
    int map = gm_json_decode("[1, 2]");
    int list = (int)gm_ds_map_find_real(map, "default", -1);
    assert_int_equal(gm_ds_list_size(list), 2);
    assert_true(gm_ds_map_find_real(gm_json_decode(" 42 "), "default", 0) == 42);
    assert_string_equal(gm_ds_map_find_string(gm_json_decode("\"x\""), "default", ""), "x");
}

static void long_whole_numbers_keep_their_digits_in_json(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    gm_ds_map_set_int64(map, "id", INT64_C(9007199254740993));
    assert_string_equal(gm_json_encode(map), "{\"id\":9007199254740993}");
}

static void what_is_not_json_says_where(void **state) {
    (void)state;
    assert_int_equal(gm_json_decode("{\"a\":1,\n \"b\":}"), GM_NONE);
    assert_int_equal(times_said("line 2, column 6"), 1);
    assert_int_equal(gm_json_decode("{} trailing"), GM_NONE);
    assert_int_equal(gm_json_decode(""), GM_NONE);
    assert_int_equal(gm_json_decode(NULL), GM_NONE);
    assert_int_equal(gm_json_decode("<html>"), GM_NONE);
    char deep[4001];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_int_equal(gm_json_decode(deep), GM_NONE);
}

static void json_that_would_nest_too_deep_is_refused(void **state) {
    (void)state;
    int outer = gm_ds_map_create(), inner = outer;
    for (int i = 0; i < 2000; i++) {
        int child = gm_ds_map_create();
        gm_ds_map_add_map(inner, "in", child);
        inner = child;
    }
    assert_string_equal(gm_json_encode(outer), "");
    assert_int_equal(times_said("nests more than 1000 deep"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_map_holds_every_kind_of_value),
        TEST(keys_of_every_length_are_told_apart),
        TEST(a_large_map_finds_everything_and_keeps_the_order),
        TEST(removed_keys_leave_no_trace),
        TEST(a_text_can_be_replaced_by_a_part_of_itself),
        TEST(a_text_may_hold_zeros_and_is_taken_uncopied),
        TEST(clearing_a_map_frees_and_it_can_be_filled_again),
        TEST(the_thread_that_recycles_uses_an_ended_map_again),
        TEST(a_worker_builds_a_map_and_main_ends_it),
        TEST(nesting_has_no_bottom),
        TEST(the_handle_freed_last_is_given_out_first),
        TEST(wrong_handles_read_as_undefined),
        TEST(a_held_handle_is_not_given_to_another_map),
        TEST(a_child_ends_with_its_parent_and_its_handle_too),
        TEST(replacing_or_deleting_a_child_ends_it),
        TEST(a_destroyed_child_leaves_undefined_in_its_parent),
        TEST(a_child_has_one_owner_and_no_map_holds_itself),
        TEST(adding_a_key_twice_keeps_the_first_value),
        TEST(keys_come_in_the_order_of_adding),
        TEST(values_read_as_what_they_are),
        TEST(a_copied_map_is_independent),
        TEST(setting_beyond_the_end_pads_with_zeros),
        TEST(what_is_not_in_a_list_is_undefined),
        TEST(a_list_keeps_to_its_places),
        TEST(sorting_puts_numbers_before_texts),
        TEST(a_long_list_is_sorted),
        TEST(the_seed_decides_how_a_list_is_shuffled),
        TEST(a_copied_list_is_independent),
        TEST(a_map_becomes_json),
        TEST(json_comes_back_as_it_went),
        TEST(what_is_no_object_comes_as_default),
        TEST(long_whole_numbers_keep_their_digits_in_json),
        TEST(what_is_not_json_says_where),
        TEST(json_that_would_nest_too_deep_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
