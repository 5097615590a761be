/* The inside of a grid, for ds_grid.c and ds_grid_area.c only. */
#ifndef ASSETS_GRID_H
#define ASSETS_GRID_H

#include "ds.h"

typedef struct Grid {
    int width, height;
    Value *cells; /* row by row */
} Grid;

/* The grid of a call that cannot do without; NULL: one sentence, once. */
Grid *grid_wanted(int handle, const char *call);

static inline void cell_set(Value *cell, Value value) {
    value_drop(cell);
    *cell = value;
}

/* To a number; what is none is replaced (runtime-model 9.2). */
static inline void cell_add(Value *cell, double value) {
    cell_set(cell, value_real(ds_is_number(cell) ? ds_real(cell, 0) + value : value));
}

/* What is no number stays. */
static inline void cell_multiply(Value *cell, double factor) {
    if (ds_is_number(cell)) *cell = value_real(ds_real(cell, 0) * factor);
}

#endif
