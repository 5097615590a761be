/* Instances: where they live and how they come and go. Calls no handler. Thread: main. */
#ifndef OBJECTS_INSTANCE_H
#define OBJECTS_INSTANCE_H

#include "../runtime/gm_instance.h"
#include "object.h"
#include "slab.h"

static inline InstanceRest *instance_rest(const GmInstance *self) {
    Slab *slab = slab_of(self);
    return &slab->rest[self - slab->items];
}
static inline Object *instance_object(const GmInstance *self) {
    return slab_of(self)->object;
}

/* A new active instance at x, y, listed and on no layer yet; every field at its default. */
GmInstance *instance_make(Object *object, double x, double y, int id);
int instance_next_id(void);          /* the id the next one would get; each asked for is used up */
GmInstance *instance_of(int id);     /* deactivated ones too; NULL: gone or never was */
void instance_end(GmInstance *self); /* no more events; freed in the sweep */
void instance_deactivate(GmInstance *self);
void instance_activate(GmInstance *self);
void instance_store(GmInstance *self); /* an active one: with its persistent room */
void instance_restore(GmInstance *self);
/* Frees what ended, takes dead entries out of lists. Only between steps, never inside a walk. */
void instances_sweep(void);
void instances_close(void);

/* Instances made from now on have a stamp of at least this: a walk that begins now ends before. */
uint32_t instances_now(void);
void instances_age(uint32_t stamp); /* tests: as if so many had been made */
/* Every active one, oldest first; those that came along to this room after those it began with. */
const InstanceList *instances_all(void);
/* The first so many of that list were there before this room's own: they go to its end. */
void instances_came_along(int count);
/* The deactivated, in the order of falling asleep: 0 to count - 1. NULL: it woke or ended since. */
int instance_inactive_count(void);
GmInstance *instance_inactive(int i);
/* The list a target names: an object's, or all. NULL: the target is an id, or nothing. */
const InstanceList *instances_of(int target);
/* gm_with_next, for the runtime itself: what it visits is not noted as handed out (collide.h). */
bool instances_next(GmWith *each);
bool instance_matches(const GmInstance *self, int target);

/* Reload: lists by object again, after parents changed. */
void instances_relist(void);

#endif
