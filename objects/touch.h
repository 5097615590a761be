/* Exact tests: does an instance's mask touch another one, or a shape (runtime-model 5.4, 5.5)?
 * Coordinates are room pixels. An instance without a mask touches nothing. Thread: main. */
#ifndef OBJECTS_TOUCH_H
#define OBJECTS_TOUCH_H

#include "../runtime/gm_instance.h"

/* A mask in the room. Upright: box holds room pixels. Turned: box is relative to the turning point
 * x, y and turned counter-clockwise by the angle with that cosine and sine. */
typedef struct Mask {
    GmBox box;
    bool turned;
    double x, y, cosine, sine;
} Mask;

bool mask_of(const GmInstance *self, Mask *mask); /* false: it has none */
GmBox mask_bounds(const Mask *mask);              /* the upright box around it */

bool touch_instance(const GmInstance *a, const GmInstance *b);
bool touch_point(const GmInstance *self, double x, double y);
bool touch_rectangle(const GmInstance *self, GmBox rectangle);
bool touch_circle(const GmInstance *self, double x, double y, double radius);
bool touch_line(const GmInstance *self, double x1, double y1, double x2, double y2);

#endif
