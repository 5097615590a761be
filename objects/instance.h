/* Instances: where they live and how they come and go. Calls no handler. Thread: main. */
#ifndef OBJECTS_INSTANCE_H
#define OBJECTS_INSTANCE_H

#include "../runtime/gm_instance.h"
#include "object.h"

typedef enum InstanceState {
    INSTANCE_FREE,
    INSTANCE_ACTIVE,
    INSTANCE_DEACTIVATED,
    INSTANCE_STORED, /* in a persistent room that is not being played */
    INSTANCE_ENDING, /* in its Destroy or Clean Up: still found, not destroyed twice */
    INSTANCE_GONE    /* no more events; its memory stays until the sweep */
} InstanceState;

/* What few parts of the runtime look at, kept apart from the two cache lines of a GmInstance. */
typedef struct InstanceRest {
    double xstart, ystart;
    Object *object;
    int layer;        /* slot of layer.c, not the id */
    int mask_index;   /* sprite, or GM_NONE */
    uint32_t arrival; /* order of arrival on the layer: the latest draws first (behind) */
    int extra;        /* extra.c's; 0: none */
    uint8_t state;    /* InstanceState */
    bool was_outside, was_under_mouse;
    int inactive_place; /* instance.c's, while deactivated */
} InstanceRest;

InstanceRest *instance_rest(const GmInstance *self);
static inline Object *instance_object(const GmInstance *self) {
    return instance_rest(self)->object;
}

/* A new active instance at x, y, listed and on no layer yet; every field at its default. */
GmInstance *instance_make(Object *object, double x, double y, int id);
int instance_next_id(void);           /* the id the next one would get; each asked for is used up */
GmInstance *instance_of(int id);      /* deactivated ones too; NULL: gone or never was */
void instance_end(GmInstance *self);  /* no more events; freed in the sweep */
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
const InstanceList *instances_all(void); /* every active one, oldest first */
/* The deactivated, in the order of falling asleep: 0 to count - 1. NULL: it woke or ended since. */
int instance_inactive_count(void);
GmInstance *instance_inactive(int i);
/* The list a target names: an object's, or all. NULL: the target is an id, or nothing. */
const InstanceList *instances_of(int target);
bool instance_matches(const GmInstance *self, int target);

/* Memory that an object's instances lie in, for passes over all of them that call no handler and
 * need no order. Slots whose stamp is 0 hold no active instance.
 *     for (InstanceBlock b = instance_block(object); b.items != NULL; b = instance_block_next(b)) */
typedef struct InstanceBlock {
    GmInstance *items; /* NULL: there are no more */
    int count;
} InstanceBlock;
InstanceBlock instance_block(const Object *object);
InstanceBlock instance_block_next(InstanceBlock block);

/* Reload: moves the object's variables from the old layout to the new, by field name. */
void instances_carry_over(Object *object, const GmVars *before);
/* Reload: lists by object again, after parents changed. */
void instances_relist(void);

#endif
