/* Exact tests. A turned mask is upright in its own frame: points and lines are taken there; two
 * rectangles miss each other if one of their four sides' directions separates them. */
#include "touch.h"

#include <math.h>

/* Sines and cosines are not exact: turned rectangles that lie side by side must not touch. */
static const double SLACK = 0.00001;

typedef struct Point {
    double x, y;
} Point;

static Point into_frame(const Mask *mask, Point point) {
    if (!mask->turned) return point;
    double x = point.x - mask->x, y = point.y - mask->y;
    return (Point){mask->cosine * x - mask->sine * y, mask->sine * x + mask->cosine * y};
}

static Point out_of_frame(const Mask *mask, double x, double y) {
    if (!mask->turned) return (Point){x, y};
    return (Point){mask->x + mask->cosine * x + mask->sine * y,
                   mask->y + mask->cosine * y - mask->sine * x};
}

/* MARK: rectangles */

/* The pixel whose middle is the first at or after an edge. */
static double edge(double value) {
    return floor(value + 0.5);
}

/* Do the overlaps of two intervals hold the middle of a pixel? False for what is not a number. */
static bool share_pixels(double low1, double high1, double low2, double high2) {
    return edge(low1) < edge(high2) && edge(low2) < edge(high1) && edge(low1) < edge(high1) &&
           edge(low2) < edge(high2);
}

static bool boxes_touch(const GmBox *a, const GmBox *b) {
    return share_pixels(a->left, a->right, b->left, b->right) &&
           share_pixels(a->top, a->bottom, b->top, b->bottom);
}

/* Does one of a's sides have all of b on its outer side? */
static bool is_separated(const Mask *a, const Mask *b) {
    const Point corners[] = {
        out_of_frame(b, b->box.left, b->box.top), out_of_frame(b, b->box.right, b->box.top),
        out_of_frame(b, b->box.left, b->box.bottom), out_of_frame(b, b->box.right, b->box.bottom)};
    GmBox around = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int i = 0; i < 4; i++) {
        Point corner = into_frame(a, corners[i]);
        around.left = fmin(around.left, corner.x);
        around.top = fmin(around.top, corner.y);
        around.right = fmax(around.right, corner.x);
        around.bottom = fmax(around.bottom, corner.y);
    }
    return !(a->box.left + SLACK < around.right && around.left + SLACK < a->box.right &&
             a->box.top + SLACK < around.bottom && around.top + SLACK < a->box.bottom);
}

static bool masks_touch(const Mask *a, const Mask *b) {
    if (!a->turned && !b->turned) return boxes_touch(&a->box, &b->box);
    return !is_separated(a, b) && !is_separated(b, a);
}

bool touch_instance(const GmInstance *a, const GmInstance *b) {
    Mask first, second;
    return a != b && mask_of(a, &first) && mask_of(b, &second) && masks_touch(&first, &second);
}

bool touch_rectangle(const GmInstance *self, GmBox rectangle) {
    Mask mask;
    return mask_of(self, &mask) && masks_touch(&mask, &(Mask){.box = rectangle});
}

/* MARK: points, circles, lines */

static bool holds(double value, double low, double high) {
    return value >= low && value < high - 0.00001;
}

bool touch_point(const GmInstance *self, double x, double y) {
    Mask mask;
    if (!mask_of(self, &mask)) return false;
    Point point = into_frame(&mask, (Point){x, y});
    return holds(point.x, mask.box.left, mask.box.right) &&
           holds(point.y, mask.box.top, mask.box.bottom);
}

static double gap(double value, double low, double high) {
    return value < low ? low - value : value > high ? value - high : 0;
}

bool touch_circle(const GmInstance *self, double x, double y, double radius) {
    Mask mask;
    if (!mask_of(self, &mask)) return false;
    Point centre = into_frame(&mask, (Point){x, y});
    double dx = gap(centre.x, mask.box.left, mask.box.right);
    double dy = gap(centre.y, mask.box.top, mask.box.bottom);
    return dx * dx + dy * dy < radius * radius;
}

/* Clips the part of a line, [*from, *to] of it, to one axis of a box. */
static bool clip(double start, double end, double low, double high, double *from, double *to) {
    double delta = end - start;
    if (delta == 0) return start >= low && start < high;
    double enter = (low - start) / delta, leave = (high - start) / delta;
    *from = fmax(*from, fmin(enter, leave));
    *to = fmin(*to, fmax(enter, leave));
    return *from <= *to;
}

bool touch_line(const GmInstance *self, double x1, double y1, double x2, double y2) {
    Mask mask;
    if (!mask_of(self, &mask)) return false;
    Point start = into_frame(&mask, (Point){x1, y1}), end = into_frame(&mask, (Point){x2, y2});
    double from = 0, to = 1;
    return clip(start.x, end.x, mask.box.left, mask.box.right, &from, &to) &&
           clip(start.y, end.y, mask.box.top, mask.box.bottom, &from, &to);
}
