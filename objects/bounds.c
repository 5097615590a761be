/* The boxes of instances for the grid: whole pixels around their masks. */
#include "bounds.h"
#include "instance.h"
#include "touch.h"

#include <math.h>

/* The first pixel after an edge, and for what is far away the last one. outside: a right edge. */
static int edge(double value, int outside) {
    if (!(fabs(value) < GRID_FAR)) return (value < 0 ? -GRID_FAR : GRID_FAR - 1) + outside;
    double shifted = value + 0.5;
    int whole = (int)shifted;
    return whole > shifted ? whole - 1 : whole;
}

GridBox bounds_of(const GmInstance *self, bool *is_plain) {
    Mask mask;
    *is_plain = false;
    if (!mask_of(self, &mask)) return GRID_NOWHERE;
    GmBox box = mask_bounds(&mask);
    if (!(box.left <= box.right && box.top <= box.bottom)) return GRID_NOWHERE;
    double spare = mask.turned ? 1 : 0;
    GridBox bounds = {edge(box.left - spare, 0), edge(box.top - spare, 0),
                      edge(box.right + spare, 1), edge(box.bottom + spare, 1)};
    *is_plain = !mask.turned && bounds.left < bounds.right && bounds.top < bounds.bottom &&
                bounds.left > -GRID_FAR && bounds.right < GRID_FAR && bounds.top > -GRID_FAR &&
                bounds.bottom < GRID_FAR;
    return bounds;
}

bool bounds_inside(const GridBox *box, const GridBox *around) {
    return box->left >= around->left && box->right <= around->right && box->top >= around->top &&
           box->bottom <= around->bottom;
}

static int limited(int value) {
    return value < -GRID_FAR ? -GRID_FAR : value > GRID_FAR ? GRID_FAR : value;
}

GridBox bounds_widened(GridBox box) {
    if (box.right < box.left) return box;
    int x = box.right - box.left + 16, y = box.bottom - box.top + 16;
    return (GridBox){limited(box.left - x), limited(box.top - y), limited(box.right + x),
                     limited(box.bottom + y)};
}
