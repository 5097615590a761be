/* Finding instances: by id, by object, by place in the list, by distance; and gm_with. */
#include "../platform/log.h"
#include "collide.h"
#include "instance.h"

#include <math.h>

static GmInstance *find(int target) {
    if (target >= GM_FIRST_INSTANCE_ID) return instance_of(target);
    const InstanceList *list = instances_of(target);
    int next = 0;
    return list != NULL ? instance_list_walk(list, &next, instances_now()) : NULL;
}

GmInstance *gm_instance(int target) {
    GmInstance *found = find(target);
    if (found != NULL) collide_note(found);
    return found;
}

static bool is_found(const GmInstance *self) {
    return self != NULL && self->stamp != 0;
}

bool gm_instance_exists(int target) {
    return is_found(find(target));
}

int gm_instance_number(int target) {
    if (target >= GM_FIRST_INSTANCE_ID) return gm_instance_exists(target) ? 1 : 0;
    const InstanceList *list = instances_of(target);
    if (list == NULL) return 0;
    if (!list->stale) return list->count;
    int count = 0, next = 0;
    while (instance_list_walk(list, &next, instances_now()) != NULL)
        count++;
    return count;
}

int gm_instance_find(int object, int n) {
    const InstanceList *list = instances_of(object);
    if (list == NULL || n < 0) return GM_NOONE;
    int next = 0;
    for (GmInstance *self; (self = instance_list_walk(list, &next, instances_now())) != NULL;)
        if (n-- == 0) return self->id;
    return GM_NOONE;
}

/* sign 1: the nearest, -1: the furthest. The first found wins a tie. */
static int by_distance(double x, double y, int object, double sign) {
    const InstanceList *list = instances_of(object);
    int next = 0, best = GM_NOONE;
    double best_distance = HUGE_VAL;
    if (list == NULL) return GM_NOONE;
    for (GmInstance *self; (self = instance_list_walk(list, &next, instances_now())) != NULL;) {
        double distance = sign * hypot(self->x - x, self->y - y);
        if (distance >= best_distance) continue;
        best = self->id;
        best_distance = distance;
    }
    return best;
}

int gm_instance_nearest(double x, double y, int object) {
    return by_distance(x, y, object, 1);
}

int gm_instance_furthest(double x, double y, int object) {
    return by_distance(x, y, object, -1);
}

GmWith gm_with(int target) {
    return (GmWith){.self = NULL, .target = target, .next = 0, .before = instances_now()};
}

bool instances_next(GmWith *each) {
    if (each->target >= GM_FIRST_INSTANCE_ID) {
        each->self = each->next++ == 0 ? instance_of(each->target) : NULL;
        if (!is_found(each->self)) each->self = NULL;
    } else {
        const InstanceList *list = instances_of(each->target);
        each->self = list != NULL ? instance_list_walk(list, &each->next, each->before) : NULL;
    }
    return each->self != NULL;
}

bool gm_with_next(GmWith *each) {
    if (!instances_next(each)) return false;
    collide_note(each->self);
    return true;
}

void gm_instance_deactivate_object(int target) {
    for (GmWith each = gm_with(target); gm_with_next(&each);)
        instance_deactivate(each.self);
}

void gm_instance_deactivate_all(const GmInstance *except) {
    for (GmWith each = gm_with(GM_ALL); gm_with_next(&each);)
        if (each.self != except) instance_deactivate(each.self);
}

void gm_instance_activate_object(int target) {
    for (int i = 0; i < instance_inactive_count(); i++) {
        GmInstance *self = instance_inactive(i);
        if (self != NULL && instance_matches(self, target)) instance_activate(self);
    }
}

void gm_instance_activate_all(void) {
    gm_instance_activate_object(GM_ALL);
}
