/* Boxes found by place: the broad phase of collisions. Items are numbered from 0 in the order they
 * were added, have a kind, and may move while the grid is in use. Memory is kept for the next time.
 * Thread: main. */
#ifndef OBJECTS_GRID_H
#define OBJECTS_GRID_H

#include <stdbool.h>

/* Pixels; coordinates within plus and minus GRID_FAR. right < left: nowhere, never found. */
enum { GRID_FAR = 1 << 29 };
typedef struct GridBox {
    int left, top, right, bottom;
} GridBox;

static const GridBox GRID_NOWHERE = {GRID_FAR, GRID_FAR, -GRID_FAR, -GRID_FAR};

static inline bool grid_overlap(const GridBox *a, const GridBox *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

void grid_clear(void);
/* Its number; before grid_build only. searches: grid_pairs asks whom it overlaps. */
int grid_add(GridBox box, int kind, bool searches);
void grid_build(void);
const GridBox *grid_boxes(void); /* [item]; good until grid_clear */
/* All that overlap of which one searches, each two once, before the first grid_move: how many; -1:
 * more than most. *pairs stays good until the next search. Rows of wanted as below, by kind. */
typedef struct GridPair {
    int a, b;
} GridPair;
int grid_pairs(const int *wanted, int kinds, int most, const GridPair **pairs);
void grid_move(int item, GridBox box);
/* The items that overlap box, in rising order: how many. wanted[kind] is the first item of a kind
 * that counts (INT_MAX: none does). *found stays good until the next call. */
int grid_find(GridBox box, const int *wanted, const int **found);
void grid_close(void);

#endif
