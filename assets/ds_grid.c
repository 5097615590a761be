/* gm_ds_grid_...: values in rows and columns; one cell at a time, or all of them. */
#include "grid.h"
#include "handle.h"
#include "random.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 1 << 26 }; /* 1 GiB */

static HandleTable the_grids;

Grid *ds_grid(int handle) {
    return handle_item(&the_grids, handle);
}

Grid *grid_wanted(int handle, const char *call) {
    Grid *grid = ds_grid(handle);
    if (grid == NULL) log_warn_once("%s: there is no grid %d", call, handle);
    return grid;
}

static int count_of(const Grid *grid) {
    return grid->width * grid->height;
}

/* MARK: life */

static void drop_cells(Grid *grid) {
    for (int i = 0; i < count_of(grid); i++)
        value_drop(&grid->cells[i]);
    mem_free(grid->cells);
}

static void end(void *item) {
    Grid *grid = item;
    drop_cells(grid);
    mem_free(grid);
}

void ds_grids_close(void) {
    handle_close_each(&the_grids, end);
}

/* A grid of zeros. False: it is too large, and a warning says so. */
static bool make(Grid *grid, int width, int height, const char *call) {
    *grid = (Grid){.width = width > 0 ? width : 0, .height = height > 0 ? height : 0};
    int64_t count = (int64_t)grid->width * grid->height;
    size_t bytes = (size_t)(count > 0 ? count : 1) * sizeof *grid->cells;
    if (count <= MOST_CELLS) grid->cells = mem_try(bytes);
    if (grid->cells == NULL) {
        log_warn_once("%s: there is no room for %d x %d cells", call, width, height);
        return false;
    }
    for (int64_t i = 0; i < count; i++)
        grid->cells[i] = value_real(0);
    return true;
}

int gm_ds_grid_create(int width, int height) {
    Grid made;
    if (!make(&made, width, height, "gm_ds_grid_create")) return GM_NONE;
    Grid *grid = mem_alloc(sizeof *grid);
    *grid = made;
    return handle_give(&the_grids, grid);
}

void gm_ds_grid_destroy(int handle) {
    if (ds_grid(handle) == NULL) return;
    end(ds_grid(handle));
    handle_take_back(&the_grids, handle);
}

/* MARK: size */

int gm_ds_grid_width(int handle) {
    const Grid *grid = grid_wanted(handle, "gm_ds_grid_width");
    return grid != NULL ? grid->width : 0;
}

int gm_ds_grid_height(int handle) {
    const Grid *grid = grid_wanted(handle, "gm_ds_grid_height");
    return grid != NULL ? grid->height : 0;
}

void gm_ds_grid_resize(int handle, int width, int height) {
    Grid *grid = grid_wanted(handle, "gm_ds_grid_resize"), resized;
    if (grid == NULL || !make(&resized, width, height, "gm_ds_grid_resize")) return;
    int columns = grid->width < resized.width ? grid->width : resized.width;
    for (int row = 0; row < grid->height && row < resized.height; row++) {
        Value *from = &grid->cells[row * grid->width];
        size_t bytes = (size_t)columns * sizeof *from;
        memcpy(&resized.cells[row * resized.width], from, bytes);
        memset(from, 0, bytes); /* undefined: they live on in the other */
    }
    drop_cells(grid);
    *grid = resized;
}

/* MARK: all cells */

static void clear(int handle, Value value, const char *call) {
    const Grid *grid = grid_wanted(handle, call);
    for (int i = 0; grid != NULL && i < count_of(grid); i++)
        cell_set(&grid->cells[i], ds_copy(&value));
    value_drop(&value);
}

void gm_ds_grid_clear(int grid, double value) {
    clear(grid, value_real(value), "gm_ds_grid_clear");
}

void gm_ds_grid_clear_string(int grid, const char *value) {
    clear(grid, ds_own_text(value), "gm_ds_grid_clear_string");
}

void gm_ds_grid_copy(int handle, int source) {
    Grid *grid = grid_wanted(handle, "gm_ds_grid_copy"), copy;
    const Grid *from = grid_wanted(source, "gm_ds_grid_copy");
    if (grid == NULL || from == NULL || grid == from) return;
    if (!make(&copy, from->width, from->height, "gm_ds_grid_copy")) return;
    for (int i = 0; i < count_of(from); i++)
        copy.cells[i] = ds_copy(&from->cells[i]);
    drop_cells(grid);
    *grid = copy;
}

void gm_ds_grid_shuffle(int handle) {
    const Grid *grid = grid_wanted(handle, "gm_ds_grid_shuffle");
    for (int last = grid != NULL ? count_of(grid) - 1 : 0; last > 0; last--) {
        Value *a = &grid->cells[last], *b = &grid->cells[random_below(last + 1)], value = *a;
        *a = *b;
        *b = value;
    }
}

/* MARK: one cell */

/* NULL: no such grid or cell; one sentence, once. */
static Value *cell(int handle, double x, double y, const char *call) {
    const Grid *grid = grid_wanted(handle, call);
    if (grid == NULL) return NULL;
    /* what is cut towards 0 begins behind -1; NaN is outside, too */
    if (x > -1 && x < grid->width && y > -1 && y < grid->height)
        return &grid->cells[(int)y * grid->width + (int)x];
    log_warn_once("%s: a cell outside of grid %d was asked for, which is %d x %d", call, handle,
                  grid->width, grid->height);
    return NULL;
}

/* The cell owns the value, or it ends here. */
static void set(int handle, double x, double y, Value value, const char *call) {
    Value *found = cell(handle, x, y, call);
    if (found != NULL)
        cell_set(found, value);
    else
        value_drop(&value);
}

GmValue gm_ds_grid_get(int grid, double x, double y) {
    return ds_face(cell(grid, x, y, "gm_ds_grid_get"));
}

void gm_ds_grid_set(int grid, double x, double y, double value) {
    set(grid, x, y, value_real(value), "gm_ds_grid_set");
}

void gm_ds_grid_set_string(int grid, double x, double y, const char *value) {
    set(grid, x, y, ds_own_text(value), "gm_ds_grid_set_string");
}

void gm_ds_grid_set_value(int grid, double x, double y, GmValue value) {
    set(grid, x, y, ds_own(value), "gm_ds_grid_set_value");
}

void gm_ds_grid_add(int grid, double x, double y, double value) {
    Value *found = cell(grid, x, y, "gm_ds_grid_add");
    if (found != NULL) cell_add(found, value);
}

/* Both texts in one. */
static Value joined(const Value *a, const Value *b) {
    char *text = mem_alloc((size_t)a->bytes + b->bytes + 1);
    memcpy(text, a->text, a->bytes);
    memcpy(text + a->bytes, b->text, (size_t)b->bytes + 1);
    return (Value){.kind = VALUE_TEXT, .bytes = a->bytes + b->bytes, .text = text};
}

void gm_ds_grid_add_string(int grid, double x, double y, const char *value) {
    Value *found = cell(grid, x, y, "gm_ds_grid_add_string"), added = ds_own_text(value);
    if (found != NULL && found->kind == VALUE_TEXT) {
        Value whole = joined(found, &added);
        value_drop(&added);
        cell_set(found, whole);
    } else if (found != NULL) {
        cell_set(found, added);
    } else {
        value_drop(&added);
    }
}

void gm_ds_grid_multiply(int grid, double x, double y, double factor) {
    Value *found = cell(grid, x, y, "gm_ds_grid_multiply");
    if (found != NULL) cell_multiply(found, factor);
}

/* MARK: order */

typedef struct Row {
    const Value *key;
    int number;
} Row;

/* Equal ones keep their order. */
static int ascending_order(const void *a, const void *b) {
    const Row *row_a = a, *row_b = b;
    int order = ds_compare(row_a->key, row_b->key);
    return order != 0 ? order : row_a->number - row_b->number;
}

static int descending_order(const void *a, const void *b) {
    const Row *row_a = a, *row_b = b;
    int order = ds_compare(row_b->key, row_a->key);
    return order != 0 ? order : row_a->number - row_b->number;
}

static void sort_rows(Grid *grid, int column, bool ascending) {
    size_t height = (size_t)grid->height, width = (size_t)grid->width;
    Row *rows = mem_alloc(height * sizeof *rows);
    for (int i = 0; i < grid->height; i++)
        rows[i] = (Row){&grid->cells[i * grid->width + column], i};
    qsort(rows, height, sizeof *rows, ascending ? ascending_order : descending_order);
    Value *sorted = mem_alloc(height * width * sizeof *sorted);
    for (size_t i = 0; i < height; i++)
        memcpy(&sorted[i * width], &grid->cells[(size_t)rows[i].number * width],
               width * sizeof *sorted);
    mem_free(rows);
    mem_free(grid->cells);
    grid->cells = sorted;
}

void gm_ds_grid_sort(int handle, int column, bool ascending) {
    Grid *grid = grid_wanted(handle, "gm_ds_grid_sort");
    if (grid == NULL || grid->height == 0) return;
    if (cell(handle, column, 0, "gm_ds_grid_sort") != NULL) sort_rows(grid, column, ascending);
}
