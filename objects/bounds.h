/* The boxes of instances for the grid: whole pixels around their masks. Thread: main. */
#ifndef OBJECTS_BOUNDS_H
#define OBJECTS_BOUNDS_H

#include "../runtime/gm_instance.h"
#include "grid.h"

/* Instances that touch have bounds that overlap. If both are plain (upright, not far away) that is
 * all there is to test: such boxes touch if they overlap in whole pixels (touch.c). */
GridBox bounds_of(const GmInstance *self, bool *is_plain);
bool bounds_inside(const GridBox *box, const GridBox *around);
/* A box with its own size to spare on every side, so that small moves stay inside. */
GridBox bounds_widened(GridBox box);

/* All that a box depends on and a game may write: whoever sets a mask is noted (collide.h). */
typedef struct Pose {
    double x, y, xscale, yscale, angle;
    int sprite;
} Pose;

static inline Pose pose_of(const GmInstance *self) {
    return (Pose){self->x,           self->y,           self->image_xscale, self->image_yscale,
                  self->image_angle, self->sprite_index};
}

static inline bool pose_is(const Pose *a, const Pose *b) { /* the same? */
    return a->x == b->x && a->y == b->y && a->xscale == b->xscale && a->yscale == b->yscale &&
           a->angle == b->angle && a->sprite == b->sprite;
}

#endif
