/* Collisions: exact tests, and the pairs of a step in the promised order. */
#include "collide.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "instance.h"
#include "meeting.h"

#include <math.h>

/* MARK: exact tests (runtime-model 5.5) */

static bool has_mask(const GmInstance *self) {
    int mask = instance_rest(self)->mask_index;
    return sprite_of(mask != GM_NONE ? mask : self->sprite_index) != NULL;
}

/* Do the overlaps of two intervals hold the middle of a pixel? */
static bool share_pixels(double low1, double high1, double low2, double high2) {
    double low = low1 > low2 ? low1 : low2, high = high1 < high2 ? high1 : high2;
    return low < high && floor(low + 0.5) != floor(high + 0.5);
}

static bool boxes_touch(GmBox a, GmBox b) {
    return share_pixels(a.left, a.right, b.left, b.right) &&
           share_pixels(a.top, a.bottom, b.top, b.bottom);
}

static bool instances_touch(const GmInstance *a, const GmInstance *b) {
    return a != b && has_mask(a) && has_mask(b) && boxes_touch(gm_bbox(a), gm_bbox(b));
}

bool collide_point(const GmInstance *self, double x, double y) {
    if (!has_mask(self)) return false;
    GmBox box = gm_bbox(self);
    return x >= box.left && x < box.right - 0.00001 && y >= box.top && y < box.bottom - 0.00001;
}

/* MARK: pairs (runtime-model 5.6) */

static bool is_alive(const GmInstance *self, uint32_t before) {
    return self->stamp != 0 && self->stamp < before;
}

static void step_back(GmInstance *self) {
    self->x = self->xprevious;
    self->y = self->yprevious;
}

static void visit_partners(int meeting, GmInstance *a, uint32_t before,
                           void (*touch)(GmInstance *a, GmInstance *b)) {
    const InstanceList *partners = object_instances(meeting_at(meeting)->second);
    int next = 0;
    for (GmInstance *b; (b = instance_list_walk(partners, &next, before)) != NULL;) {
        if (!is_alive(a, before)) return;
        if (!instances_touch(a, b) || !meeting_counts(meeting, a, b)) continue;
        if (a->solid || b->solid) {
            step_back(a);
            step_back(b);
        }
        touch(a, b);
    }
}

static int same_first(int meeting) {
    int end = meeting;
    while (end < meeting_count() && meeting_at(end)->first == meeting_at(meeting)->first) end++;
    return end;
}

void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b)) {
    uint32_t before = instances_now();
    for (int start = 0, end; start < meeting_count(); start = end) {
        const InstanceList *firsts = object_instances(meeting_at(start)->first);
        int next = 0;
        end = same_first(start);
        for (GmInstance *a; (a = instance_list_walk(firsts, &next, before)) != NULL;)
            for (int meeting = start; meeting < end; meeting++)
                visit_partners(meeting, a, before, touch);
    }
}

void collide_close(void) {
}

/* MARK: queries */

/* The first of the target, but for except, that the test accepts; NULL: none. */
typedef bool (*Test)(const GmInstance *candidate, const void *shape);

static GmInstance *first_of(int target, const GmInstance *except, Test test, const void *shape) {
    for (GmWith each = gm_with(target); gm_with_next(&each);)
        if (each.self != except && test(each.self, shape)) return each.self;
    return NULL;
}

static int id_of(const GmInstance *found) {
    return found != NULL ? found->id : GM_NOONE;
}

static bool touches_instance(const GmInstance *candidate, const void *shape) {
    return instances_touch(candidate, shape);
}

static bool touches_solid(const GmInstance *candidate, const void *shape) {
    return candidate->solid && instances_touch(candidate, shape);
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
    return collide_point(candidate, point[0], point[1]);
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
    return has_mask(candidate) && boxes_touch(gm_bbox(candidate), *(const GmBox *)shape);
}

int gm_collision_rectangle(double x1, double y1, double x2, double y2, int target,
                           const GmInstance *except) {
    GmBox box = {fmin(x1, x2), fmin(y1, y2), fmax(x1, x2), fmax(y1, y2)};
    return id_of(first_of(target, except, meets_rectangle, &box));
}

static double gap(double value, double low, double high) {
    return value < low ? low - value : value > high ? value - high : 0;
}

static bool meets_circle(const GmInstance *candidate, const void *shape) {
    const double *circle = shape; /* x, y, radius */
    if (!has_mask(candidate)) return false;
    GmBox box = gm_bbox(candidate);
    double dx = gap(circle[0], box.left, box.right), dy = gap(circle[1], box.top, box.bottom);
    return dx * dx + dy * dy < circle[2] * circle[2];
}

int gm_collision_circle(double x, double y, double radius, int target, const GmInstance *except) {
    return id_of(first_of(target, except, meets_circle, (double[]){x, y, radius}));
}

/* Clips the part of a line, [*from, *to] of it, to one axis of a box. */
static bool clip(double start, double delta, double low, double high, double *from, double *to) {
    if (delta == 0) return start >= low && start < high;
    double enter = (low - start) / delta, leave = (high - start) / delta;
    *from = fmax(*from, fmin(enter, leave));
    *to = fmin(*to, fmax(enter, leave));
    return *from <= *to;
}

static bool meets_line(const GmInstance *candidate, const void *shape) {
    const double *line = shape; /* x, y, dx, dy */
    if (!has_mask(candidate)) return false;
    GmBox box = gm_bbox(candidate);
    double from = 0, to = 1;
    return clip(line[0], line[2], box.left, box.right, &from, &to) &&
           clip(line[1], line[3], box.top, box.bottom, &from, &to);
}

int gm_collision_line(double x1, double y1, double x2, double y2, int target,
                      const GmInstance *except) {
    return id_of(first_of(target, except, meets_line, (double[]){x1, y1, x2 - x1, y2 - y1}));
}

/* MARK: distances */

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
    for (GmWith each = gm_with(target); gm_with_next(&each);)
        if (each.self != self) nearest = fmin(nearest, distance_between(gm_bbox(self), gm_bbox(each.self)));
    return nearest;
}
