/* What games ask: is there somebody at a place, in a shape, how far away (runtime-model 5.5). */
#include "instance.h"
#include "touch.h"

#include <math.h>

/* The first of the target, but for except, that the test accepts; NULL: none. */
typedef bool (*Test)(const GmInstance *candidate, const void *shape);

static GmInstance *first_of(int target, const GmInstance *except, Test test, const void *shape) {
    for (GmWith each = gm_with(target); instances_next(&each);)
        if (each.self != except && test(each.self, shape)) return each.self;
    return NULL;
}

static int id_of(const GmInstance *found) {
    return found != NULL ? found->id : GM_NOONE;
}

static bool touches_instance(const GmInstance *candidate, const void *shape) {
    return touch_instance(candidate, shape);
}

static bool touches_solid(const GmInstance *candidate, const void *shape) {
    return candidate->solid && touch_instance(candidate, shape);
}

static GmInstance *at_place(GmInstance *self, double x, double y, int target, Test test) {
    double x_before = self->x, y_before = self->y;
    self->x = x;
    self->y = y;
    GmInstance *found = first_of(target, self, test, self);
    self->x = x_before;
    self->y = y_before;
    return found;
}

int gm_instance_place(GmInstance *self, double x, double y, int target) {
    return id_of(at_place(self, x, y, target, touches_instance));
}

bool gm_place_meeting(GmInstance *self, double x, double y, int target) {
    return at_place(self, x, y, target, touches_instance) != NULL;
}

bool gm_place_free(GmInstance *self, double x, double y) {
    return at_place(self, x, y, GM_ALL, touches_solid) == NULL;
}

static bool holds_point(const GmInstance *candidate, const void *shape) {
    const double *point = shape;
    return touch_point(candidate, point[0], point[1]);
}

int gm_collision_point(double x, double y, int target, const GmInstance *except) {
    return id_of(first_of(target, except, holds_point, (double[]){x, y}));
}

int gm_instance_position(double x, double y, int target) {
    return gm_collision_point(x, y, target, NULL);
}

bool gm_position_meeting(double x, double y, int target) {
    return gm_instance_position(x, y, target) != GM_NOONE;
}

static bool meets_rectangle(const GmInstance *candidate, const void *shape) {
    return touch_rectangle(candidate, *(const GmBox *)shape);
}

int gm_collision_rectangle(double x1, double y1, double x2, double y2, int target,
                           const GmInstance *except) {
    GmBox box = {fmin(x1, x2), fmin(y1, y2), fmax(x1, x2), fmax(y1, y2)};
    return id_of(first_of(target, except, meets_rectangle, &box));
}

static bool meets_circle(const GmInstance *candidate, const void *shape) {
    const double *circle = shape; /* x, y, radius */
    return touch_circle(candidate, circle[0], circle[1], circle[2]);
}

int gm_collision_circle(double x, double y, double radius, int target, const GmInstance *except) {
    return id_of(first_of(target, except, meets_circle, (double[]){x, y, radius}));
}

static bool meets_line(const GmInstance *candidate, const void *shape) {
    const double *line = shape; /* x1, y1, x2, y2 */
    return touch_line(candidate, line[0], line[1], line[2], line[3]);
}

int gm_collision_line(double x1, double y1, double x2, double y2, int target,
                      const GmInstance *except) {
    return id_of(first_of(target, except, meets_line, (double[]){x1, y1, x2, y2}));
}

/* MARK: distances */

static double gap(double value, double low, double high) {
    return value < low ? low - value : value > high ? value - high : 0;
}

double gm_distance_to_point(const GmInstance *self, double x, double y) {
    GmBox box = gm_bbox(self);
    return hypot(gap(x, box.left, box.right), gap(y, box.top, box.bottom));
}

static double distance_between(GmBox a, GmBox b) {
    double dx = fmax(0, fmax(a.left - b.right, b.left - a.right));
    double dy = fmax(0, fmax(a.top - b.bottom, b.top - a.bottom));
    return hypot(dx, dy);
}

double gm_distance_to_object(const GmInstance *self, int target) {
    double nearest = 1e10;
    for (GmWith each = gm_with(target); instances_next(&each);)
        if (each.self != self)
            nearest = fmin(nearest, distance_between(gm_bbox(self), gm_bbox(each.self)));
    return nearest;
}
