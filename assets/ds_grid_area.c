/* gm_ds_grid_..._region, ..._disk, gm_ds_grid_get_... and gm_ds_grid_value_...: many cells. */
#include "grid.h"

#include <math.h>

/* Cells of a grid, row by row: a rectangle, of which the reach leaves a disk over. */
typedef struct Area {
    const Grid *grid;
    int left, right, bottom; /* inside the grid; both included */
    double x, y, reach;      /* the disk's middle, and its radius squared; INFINITY: no disk */
    int column, row;         /* the next one */
} Area;

/* A place in whole numbers, or just outside. */
static int clipped(double place, int size) {
    return (int)fmin(fmax(trunc(place), -1), size);
}

static Area rectangle(const Grid *grid, double x1, double y1, double x2, double y2) {
    Area area = {.grid = grid, .reach = (double)INFINITY, .bottom = -1};
    if (grid == NULL) return area;
    int left = clipped(fmin(x1, x2), grid->width), right = clipped(fmax(x1, x2), grid->width);
    int top = clipped(fmin(y1, y2), grid->height), bottom = clipped(fmax(y1, y2), grid->height);
    area.left = area.column = left > 0 ? left : 0;
    area.right = right < grid->width ? right : grid->width - 1;
    area.row = top > 0 ? top : 0;
    if (area.left <= area.right) area.bottom = bottom < grid->height ? bottom : grid->height - 1;
    return area;
}

static Area disk(const Grid *grid, double x, double y, double radius) {
    if (!(radius >= 0)) return rectangle(NULL, 0, 0, 0, 0);
    Area area = rectangle(grid, ceil(x - radius), ceil(y - radius), x + radius, y + radius);
    area.x = x;
    area.y = y;
    area.reach = radius * radius;
    return area;
}

/* NULL: that was the last one. */
static Value *next(Area *area) {
    while (area->row <= area->bottom) {
        int column = area->column++, row = area->row;
        if (column == area->right) {
            area->column = area->left;
            area->row++;
        }
        double dx = column - area->x, dy = row - area->y;
        if (dx * dx + dy * dy <= area->reach)
            return &area->grid->cells[row * area->grid->width + column];
    }
    return NULL;
}

/* MARK: changing */

static void set(Area area, double value) {
    for (Value *cell = next(&area); cell != NULL; cell = next(&area))
        cell_set(cell, value_real(value));
}

static void add(Area area, double value) {
    for (Value *cell = next(&area); cell != NULL; cell = next(&area))
        cell_add(cell, value);
}

static void multiply(Area area, double factor) {
    for (Value *cell = next(&area); cell != NULL; cell = next(&area))
        cell_multiply(cell, factor);
}

void gm_ds_grid_set_region(int grid, double x1, double y1, double x2, double y2, double value) {
    set(rectangle(grid_wanted(grid, "gm_ds_grid_set_region"), x1, y1, x2, y2), value);
}

void gm_ds_grid_add_region(int grid, double x1, double y1, double x2, double y2, double value) {
    add(rectangle(grid_wanted(grid, "gm_ds_grid_add_region"), x1, y1, x2, y2), value);
}

void gm_ds_grid_multiply_region(int grid, double x1, double y1, double x2, double y2,
                                double factor) {
    multiply(rectangle(grid_wanted(grid, "gm_ds_grid_multiply_region"), x1, y1, x2, y2), factor);
}

void gm_ds_grid_set_disk(int grid, double x, double y, double radius, double value) {
    set(disk(grid_wanted(grid, "gm_ds_grid_set_disk"), x, y, radius), value);
}

void gm_ds_grid_add_disk(int grid, double x, double y, double radius, double value) {
    add(disk(grid_wanted(grid, "gm_ds_grid_add_disk"), x, y, radius), value);
}

void gm_ds_grid_multiply_disk(int grid, double x, double y, double radius, double factor) {
    multiply(disk(grid_wanted(grid, "gm_ds_grid_multiply_disk"), x, y, radius), factor);
}

/* MARK: reading */

/* Of the numbers in an area; all 0 if there is none. */
typedef struct Total {
    double sum, min, max;
    int count;
} Total;

static Total total(Area area) {
    Total all = {0};
    for (const Value *cell = next(&area); cell != NULL; cell = next(&area)) {
        if (!ds_is_number(cell)) continue;
        double real = ds_real(cell, 0);
        all.sum += real;
        all.min = all.count == 0 ? real : fmin(all.min, real);
        all.max = all.count == 0 ? real : fmax(all.max, real);
        all.count++;
    }
    return all;
}

static double mean(Total all) {
    return all.count > 0 ? all.sum / all.count : 0;
}

double gm_ds_grid_get_sum(int grid, double x1, double y1, double x2, double y2) {
    return total(rectangle(grid_wanted(grid, "gm_ds_grid_get_sum"), x1, y1, x2, y2)).sum;
}

double gm_ds_grid_get_min(int grid, double x1, double y1, double x2, double y2) {
    return total(rectangle(grid_wanted(grid, "gm_ds_grid_get_min"), x1, y1, x2, y2)).min;
}

double gm_ds_grid_get_max(int grid, double x1, double y1, double x2, double y2) {
    return total(rectangle(grid_wanted(grid, "gm_ds_grid_get_max"), x1, y1, x2, y2)).max;
}

double gm_ds_grid_get_mean(int grid, double x1, double y1, double x2, double y2) {
    return mean(total(rectangle(grid_wanted(grid, "gm_ds_grid_get_mean"), x1, y1, x2, y2)));
}

double gm_ds_grid_get_disk_sum(int grid, double x, double y, double radius) {
    return total(disk(grid_wanted(grid, "gm_ds_grid_get_disk_sum"), x, y, radius)).sum;
}

double gm_ds_grid_get_disk_min(int grid, double x, double y, double radius) {
    return total(disk(grid_wanted(grid, "gm_ds_grid_get_disk_min"), x, y, radius)).min;
}

double gm_ds_grid_get_disk_max(int grid, double x, double y, double radius) {
    return total(disk(grid_wanted(grid, "gm_ds_grid_get_disk_max"), x, y, radius)).max;
}

double gm_ds_grid_get_disk_mean(int grid, double x, double y, double radius) {
    return mean(total(disk(grid_wanted(grid, "gm_ds_grid_get_disk_mean"), x, y, radius)));
}

/* MARK: searching */

/* The number of the first equal cell, counted row by row in the whole grid; -1: there is none. */
static int find(Area area, const Value *value) {
    for (const Value *cell = next(&area); cell != NULL; cell = next(&area))
        if (ds_equal(cell, value)) return (int)(cell - area.grid->cells);
    return -1;
}

static int column_of(int handle, int number) {
    return number >= 0 ? number % ds_grid(handle)->width : -1;
}

static int row_of(int handle, int number) {
    return number >= 0 ? number / ds_grid(handle)->width : -1;
}

static int find_real(int grid, double x1, double y1, double x2, double y2, double real,
                     const char *call) {
    Value value = value_real(real);
    return find(rectangle(grid_wanted(grid, call), x1, y1, x2, y2), &value);
}

static int find_string(int grid, double x1, double y1, double x2, double y2, const char *text,
                       const char *call) {
    Value value = {.kind = VALUE_TEXT, .text = text != NULL ? text : ""};
    return find(rectangle(grid_wanted(grid, call), x1, y1, x2, y2), &value);
}

bool gm_ds_grid_value_exists(int grid, double x1, double y1, double x2, double y2, double value) {
    return find_real(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_exists") >= 0;
}

int gm_ds_grid_value_x(int grid, double x1, double y1, double x2, double y2, double value) {
    return column_of(grid, find_real(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_x"));
}

int gm_ds_grid_value_y(int grid, double x1, double y1, double x2, double y2, double value) {
    return row_of(grid, find_real(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_y"));
}

bool gm_ds_grid_value_exists_string(int grid, double x1, double y1, double x2, double y2,
                                    const char *value) {
    return find_string(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_exists_string") >= 0;
}

int gm_ds_grid_value_x_string(int grid, double x1, double y1, double x2, double y2,
                              const char *value) {
    return column_of(grid, find_string(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_x_string"));
}

int gm_ds_grid_value_y_string(int grid, double x1, double y1, double x2, double y2,
                              const char *value) {
    return row_of(grid, find_string(grid, x1, y1, x2, y2, value, "gm_ds_grid_value_y_string"));
}
