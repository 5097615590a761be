/* Grids, as a game sees them. */

#include "structures.h"

#include <math.h>
#include <stdio.h>

static double at(int grid, int x, int y) {
    return gm_value_real(gm_ds_grid_get(grid, x, y), -1e9);
}

/* 4 x 3, filled 1 to 12 row by row. */
static int twelve(void) {
    int grid = gm_ds_grid_create(4, 3);
    for (int i = 0; i < 12; i++)
        gm_ds_grid_set(grid, i % 4, i / 4, i + 1);
    return grid;
}

static void assert_cells(int grid, const double *expected) {
    int width = gm_ds_grid_width(grid), height = gm_ds_grid_height(grid);
    for (int i = 0; i < width * height; i++)
        if (at(grid, i % width, i / width) != expected[i])
            fail_msg("(%d, %d) is %g, not %g", i % width, i / width, at(grid, i % width, i / width),
                     expected[i]);
}

/* MARK: cells */

// spec: runtime-model 9.2 (new cells 0)
static void a_new_grid_is_all_zeros(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(3, 2);
    assert_int_equal(gm_ds_grid_width(grid), 3);
    assert_int_equal(gm_ds_grid_height(grid), 2);
    assert_cells(grid, (double[6]){0});
    gm_ds_grid_clear(grid, 2.5);
    assert_cells(grid, (double[]){2.5, 2.5, 2.5, 2.5, 2.5, 2.5});
    gm_ds_grid_clear_string(grid, "wall");
    assert_string_equal(gm_ds_grid_get(grid, 2, 1).string, "wall");
}

static void a_cell_holds_every_kind_of_value(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(2, 2);
    gm_ds_grid_set_string(grid, 0, 0, "text");
    gm_ds_grid_set_value(grid, 1, 0, (GmValue){.kind = GM_INT64, .int64 = INT64_MIN});
    gm_ds_grid_set_value(grid, 0, 1, (GmValue){.kind = GM_BOOL, .real = 1});
    gm_ds_grid_set_value(grid, 1, 1, gm_ds_grid_get(grid, 0, 0));
    gm_ds_grid_set_value(grid, 1, 1, gm_ds_grid_get(grid, 1, 1)); /* from itself */
    gm_ds_grid_set(grid, 0, 0, 5);
    assert_true(at(grid, 0, 0) == 5);
    assert_true(gm_ds_grid_get(grid, 1, 0).int64 == INT64_MIN);
    assert_int_equal(gm_ds_grid_get(grid, 0, 1).kind, GM_BOOL);
    assert_string_equal(gm_ds_grid_get(grid, 1, 1).string, "text");
}

// spec: runtime-model C25, 9.2 (get outside: undefined and a message; set, add: no write)
static void outside_of_a_grid_is_undefined_and_told_once(void **state) {
    (void)state;
    static const double outside[][2] = {{4, 0},     {0, 3},           {-1, 0}, {0, -1},
                                        {1e300, 0}, {0, (double)NAN}, {4, 3}};
    int grid = twelve();
    for (int i = 0; i < 7; i++) {
        assert_int_equal(gm_ds_grid_get(grid, outside[i][0], outside[i][1]).kind, GM_UNDEFINED);
        gm_ds_grid_set(grid, outside[i][0], outside[i][1], 99);
        gm_ds_grid_set_string(grid, outside[i][0], outside[i][1], "lost");
        gm_ds_grid_add(grid, outside[i][0], outside[i][1], 99);
        gm_ds_grid_add_string(grid, outside[i][0], outside[i][1], "lost");
        gm_ds_grid_multiply(grid, outside[i][0], outside[i][1], 99);
    }
    assert_int_equal(times_said("outside of grid 0 was asked for, which is 4 x 3"), 6);
    assert_cells(grid, (double[]){1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
}

// spec: runtime-model 9.2 (add: number+number, string+string, else replace; multiply: no strings)
static void adding_joins_what_is_alike_and_replaces_the_rest(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(3, 1);
    gm_ds_grid_set(grid, 0, 0, 2);
    gm_ds_grid_add(grid, 0, 0, 0.5);
    gm_ds_grid_multiply(grid, 0, 0, 4);
    assert_true(at(grid, 0, 0) == 10);
    gm_ds_grid_set_string(grid, 1, 0, "key");
    gm_ds_grid_add_string(grid, 1, 0, "hole");
    gm_ds_grid_add_string(grid, 1, 0, NULL);
    gm_ds_grid_multiply(grid, 1, 0, 4);
    assert_string_equal(gm_ds_grid_get(grid, 1, 0).string, "keyhole");
    gm_ds_grid_add(grid, 1, 0, 3);
    assert_true(at(grid, 1, 0) == 3);
    gm_ds_grid_add_string(grid, 1, 0, "text");
    assert_string_equal(gm_ds_grid_get(grid, 1, 0).string, "text");
    gm_ds_grid_set_value(grid, 2, 0, (GmValue){.kind = GM_INT64, .int64 = 4});
    gm_ds_grid_add(grid, 2, 0, 1);
    assert_true(at(grid, 2, 0) == 5);
}

/* MARK: size */

// spec: runtime-model 9.2 (resize keeps overlap, fills 0)
static void resizing_keeps_what_lies_in_both(void **state) {
    (void)state;
    int grid = twelve();
    gm_ds_grid_set_string(grid, 3, 2, "goes");
    gm_ds_grid_resize(grid, 3, 4);
    assert_int_equal(gm_ds_grid_width(grid), 3);
    assert_int_equal(gm_ds_grid_height(grid), 4);
    assert_cells(grid, (double[]){1, 2, 3, 5, 6, 7, 9, 10, 11, 0, 0, 0});
    gm_ds_grid_set_string(grid, 0, 0, "stays");
    gm_ds_grid_resize(grid, 4, 1);
    assert_string_equal(gm_ds_grid_get(grid, 0, 0).string, "stays");
    assert_true(at(grid, 2, 0) == 3);
    assert_true(at(grid, 3, 0) == 0);
    gm_ds_grid_resize(grid, 0, 5);
    assert_int_equal(gm_ds_grid_get(grid, 0, 0).kind, GM_UNDEFINED);
    assert_true(gm_ds_grid_get_sum(grid, 0, 0, 9, 9) == 0);
}

static void a_grid_that_is_too_large_is_refused(void **state) {
    (void)state;
    assert_int_equal(gm_ds_grid_create(INT32_MAX, INT32_MAX), GM_NONE);
    assert_int_equal(times_said("gm_ds_grid_create: there is no room for"), 1);
    int grid = gm_ds_grid_create(-3, 4);
    assert_int_equal(gm_ds_grid_width(grid), 0);
    gm_ds_grid_resize(grid, 2, 2);
    gm_ds_grid_set(grid, 1, 1, 8);
    gm_ds_grid_resize(grid, 1 << 20, 1 << 20);
    assert_int_equal(times_said("gm_ds_grid_resize: there is no room for"), 1);
    assert_true(at(grid, 1, 1) == 8);
}

static void a_copied_grid_is_independent(void **state) {
    (void)state;
    int grid = twelve(), copy = gm_ds_grid_create(1, 1);
    gm_ds_grid_set_string(grid, 1, 1, "six");
    gm_ds_grid_set_string(copy, 0, 0, "old");
    gm_ds_grid_copy(copy, grid);
    gm_ds_grid_copy(grid, grid);
    gm_ds_grid_destroy(grid);
    assert_int_equal(gm_ds_grid_width(copy), 4);
    assert_string_equal(gm_ds_grid_get(copy, 1, 1).string, "six");
    assert_true(at(copy, 3, 2) == 12);
}

/* MARK: regions and disks */

// spec: runtime-model R-164
static void regions_take_their_corners_in_any_order_and_are_clipped(void **state) {
    (void)state;
    int grid = twelve();
    assert_true(gm_value_real(gm_ds_grid_get(grid, 1.9, 1.2), 0) == 6);
    assert_true(gm_ds_grid_get_sum(grid, 2, 1, 1, 0) == 18);
    assert_true(gm_ds_grid_get_sum(grid, -5, -5, 50, 50) == 78);
    assert_true(gm_ds_grid_get_mean(grid, 0, 0, 3, 2) == 6.5);
    assert_true(gm_ds_grid_get_disk_sum(grid, 1, 1, 1) == 30);
    gm_ds_grid_set_region(grid, 3, 2, 2, 1, 50);
    assert_cells(grid, (double[]){1, 2, 3, 4, 5, 6, 50, 50, 9, 10, 50, 50});
    assert_string_equal(the_log, "");
}

static void regions_are_added_to_and_multiplied(void **state) {
    (void)state;
    int grid = twelve();
    gm_ds_grid_set_string(grid, 0, 0, "text");
    gm_ds_grid_multiply_region(grid, 0, 0, 1, 0, 10);
    assert_string_equal(gm_ds_grid_get(grid, 0, 0).string, "text");
    gm_ds_grid_add_region(grid, -9, 0, 0, 99, 100);
    assert_cells(grid, (double[]){100, 20, 3, 4, 105, 6, 7, 8, 109, 10, 11, 12});
    gm_ds_grid_set_region(grid, 4, 0, 9, 9, -1); /* beside it */
    gm_ds_grid_set_region(grid, 0, -9, 9, -1, -1);
    gm_ds_grid_set_region(grid, 1e300, 0, 1e301, 9, -1);
    assert_true(gm_ds_grid_get_min(grid, 0, 0, 3, 2) == 3);
    assert_true(gm_ds_grid_get_max(grid, 0, 0, 3, 2) == 109);
}

// spec: runtime-model 9.2 (disk: dx^2 + dy^2 <= r^2)
static void a_disk_is_what_lies_within_its_radius(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(5, 5);
    gm_ds_grid_set_disk(grid, 2, 2, 2, 1);
    gm_ds_grid_add_disk(grid, 2, 2, 1, 1);
    gm_ds_grid_multiply_disk(grid, 2, 2, 0, 5);
    assert_cells(grid, (double[]){0, 0, 1, 0, 0, 0, 1, 2, 1, 0, 1, 2, 10,
                                  2, 1, 0, 1, 2, 1, 0, 0, 0, 1, 0, 0});
    assert_true(gm_ds_grid_get_disk_max(grid, 2, 2, 9) == 10);
    assert_true(gm_ds_grid_get_disk_min(grid, 2, 2, 1.5) == 1);
    assert_true(gm_ds_grid_get_disk_mean(grid, 2, 2, 1) == 18.0 / 5);
    assert_true(gm_ds_grid_get_disk_sum(grid, -1, 2, 1) == 1); /* clipped */
    assert_true(gm_ds_grid_get_disk_sum(grid, 2, 2, -1) == 0);
    assert_true(gm_ds_grid_get_disk_sum(grid, 2, 2, (double)NAN) == 0);
}

static void sums_count_numbers_alone(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(3, 1);
    gm_ds_grid_set_string(grid, 0, 0, "12");
    gm_ds_grid_set(grid, 1, 0, -4);
    gm_ds_grid_set_value(grid, 2, 0, (GmValue){.kind = GM_INT64, .int64 = -6});
    assert_true(gm_ds_grid_get_sum(grid, 0, 0, 2, 0) == -10);
    assert_true(gm_ds_grid_get_max(grid, 0, 0, 2, 0) == -4);
    assert_true(gm_ds_grid_get_min(grid, 0, 0, 2, 0) == -6);
    assert_true(gm_ds_grid_get_mean(grid, 0, 0, 2, 0) == -5);
    assert_true(gm_ds_grid_get_mean(grid, 0, 0, 0, 0) == 0);
    assert_true(gm_ds_grid_get_max(grid, 7, 7, 8, 8) == 0);
}

// spec: runtime-model 9.2 (value search row-major), 9.1 (with 1e-7)
static void a_value_is_searched_row_by_row(void **state) {
    (void)state;
    int grid = twelve();
    gm_ds_grid_set(grid, 3, 0, 77);
    gm_ds_grid_set(grid, 0, 1, 77);
    assert_true(gm_ds_grid_value_exists(grid, 3, 2, 0, 0, 77.00000001));
    assert_int_equal(gm_ds_grid_value_x(grid, 0, 0, 3, 2, 77), 3);
    assert_int_equal(gm_ds_grid_value_y(grid, 0, 0, 3, 2, 77), 0);
    assert_int_equal(gm_ds_grid_value_x(grid, 0, 0, 2, 2, 77), 0);
    assert_int_equal(gm_ds_grid_value_y(grid, 0, 0, 2, 2, 77), 1);
    assert_false(gm_ds_grid_value_exists(grid, 1, 1, 3, 2, 77));
    assert_false(gm_ds_grid_value_exists(grid, 0, 0, 3, 2, 77.00001));
    assert_int_equal(gm_ds_grid_value_x(grid, 1, 1, 3, 2, 77), -1);
    gm_ds_grid_set_string(grid, 2, 2, "door");
    assert_true(gm_ds_grid_value_exists_string(grid, 0, 0, 3, 2, "door"));
    assert_int_equal(gm_ds_grid_value_x_string(grid, 0, 0, 3, 2, "door"), 2);
    assert_int_equal(gm_ds_grid_value_y_string(grid, 0, 0, 3, 2, "door"), 2);
    assert_int_equal(gm_ds_grid_value_y_string(grid, 0, 0, 3, 2, NULL), -1);
}

/* MARK: order */

static void rows_are_sorted_by_a_column(void **state) {
    (void)state;
    static const double cells[] = {3, 0, 1, 1, 2, 2, 1, 3};
    int grid = gm_ds_grid_create(2, 5);
    for (int i = 0; i < 8; i++)
        gm_ds_grid_set(grid, i % 2, i / 2, cells[i]);
    gm_ds_grid_set_string(grid, 0, 4, "text");
    gm_ds_grid_sort(grid, 0, true);
    assert_string_equal(gm_ds_grid_get(grid, 0, 4).string, "text");
    gm_ds_grid_set(grid, 0, 4, 9);
    assert_cells(grid, (double[]){1, 1, 1, 3, 2, 2, 3, 0, 9, 0}); /* equal rows keep their order */
    gm_ds_grid_sort(grid, 0, false);
    assert_cells(grid, (double[]){9, 0, 3, 0, 2, 2, 1, 1, 1, 3});
    gm_ds_grid_sort(grid, 1, true);
    assert_cells(grid, (double[]){9, 0, 3, 0, 1, 1, 2, 2, 1, 3});
    gm_ds_grid_sort(grid, 2, true);
    assert_int_equal(times_said("gm_ds_grid_sort: a cell outside of grid"), 1);
}

static void what_is_no_number_is_sorted_behind_the_numbers(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(1, 40);
    for (int i = 0; i < 40; i++)
        gm_ds_grid_set(grid, 0, i, i % 3 == 0 ? (double)NAN : i * 7 % 40);
    gm_ds_grid_sort(grid, 0, true);
    for (int i = 1; i < 26; i++)
        assert_true(at(grid, 0, i) > at(grid, 0, i - 1));
    for (int i = 26; i < 40; i++)
        assert_true(isnan(at(grid, 0, i)));
}

// spec: runtime-model 10.1 (shuffling draws from the run's own stream, Fisher-Yates from the end)
static void the_seed_decides_how_a_grid_is_shuffled(void **state) {
    (void)state;
    double expected[12];
    for (int i = 0; i < 12; i++)
        expected[i] = i + 1;
    gm_random_set_seed(12345);
    for (int last = 11; last > 0; last--) {
        int other = gm_irandom_range(0, last);
        double value = expected[last];
        expected[last] = expected[other];
        expected[other] = value;
    }
    gm_random_set_seed(12345);
    int grid = twelve();
    gm_ds_grid_shuffle(grid);
    assert_cells(grid, expected);
    assert_true(gm_ds_grid_get_sum(grid, 0, 0, 3, 2) == 78);
    assert_true(at(grid, 0, 0) != 1 || at(grid, 1, 0) != 2 || at(grid, 2, 0) != 3);
}

/* MARK: handles */

// spec: runtime-model 9.2 (a destroyed or never created id)
static void wrong_grids_are_told_and_survived(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(gm_ds_grid_width(5), 0);
    assert_int_equal(times_said("gm_ds_grid_width: there is no grid 5"), 1);
    assert_int_equal(gm_ds_grid_get(5, 0, 0).kind, GM_UNDEFINED);
    gm_ds_grid_set_string(5, 0, 0, "lost");
    gm_ds_grid_clear_string(5, "lost");
    gm_ds_grid_set_region(5, 0, 0, 1, 1, 1);
    gm_ds_grid_set_disk(5, 0, 0, 1, 1);
    gm_ds_grid_resize(5, 1, 1);
    gm_ds_grid_sort(5, 0, true);
    gm_ds_grid_shuffle(5);
    assert_int_equal(gm_ds_grid_value_x(5, 0, 0, 1, 1, 0), -1);
    int grid = gm_ds_grid_create(1, 1);
    gm_ds_grid_copy(grid, 5);
    assert_true(gm_ds_exists(grid, GM_DS_TYPE_GRID));
    gm_ds_grid_destroy(grid);
    the_log[0] = '\0';
    gm_ds_grid_destroy(grid);
    assert_string_equal(the_log, "");
    assert_false(gm_ds_exists(grid, GM_DS_TYPE_GRID));
}

/* Leak checkers judge this one. */
static void a_forgotten_grid_is_freed_at_the_games_end(void **state) {
    (void)state;
    int grid = gm_ds_grid_create(2, 2);
    gm_ds_grid_clear_string(grid, "a text in every cell");
    ds_close();
    assert_false(gm_ds_exists(grid, GM_DS_TYPE_GRID));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_new_grid_is_all_zeros),
        TEST(a_cell_holds_every_kind_of_value),
        TEST(outside_of_a_grid_is_undefined_and_told_once),
        TEST(adding_joins_what_is_alike_and_replaces_the_rest),
        TEST(resizing_keeps_what_lies_in_both),
        TEST(a_grid_that_is_too_large_is_refused),
        TEST(a_copied_grid_is_independent),
        TEST(regions_take_their_corners_in_any_order_and_are_clipped),
        TEST(regions_are_added_to_and_multiplied),
        TEST(a_disk_is_what_lies_within_its_radius),
        TEST(sums_count_numbers_alone),
        TEST(a_value_is_searched_row_by_row),
        TEST(rows_are_sorted_by_a_column),
        TEST(what_is_no_number_is_sorted_behind_the_numbers),
        TEST(the_seed_decides_how_a_grid_is_shuffled),
        TEST(wrong_grids_are_told_and_survived),
        TEST(a_forgotten_grid_is_freed_at_the_games_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
