/* Slabs: the memory that instances lie in. An object's instances lie in slabs of 16 KiB that begin
 * at a multiple of their size, so that a pointer to an instance leads to its slab. Thread: main. */
#ifndef OBJECTS_SLAB_H
#define OBJECTS_SLAB_H

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
    int layer;          /* slot of layer.c, not the id */
    int mask_index;     /* sprite, or GM_NONE */
    uint32_t arrival;   /* order of arrival on the layer: the latest draws first (behind) */
    int extra;          /* extra.c's; 0: none */
    int inactive_place; /* instance.c's, while deactivated */
    uint8_t state;      /* InstanceState */
    bool was_outside, was_under_mouse;
} InstanceRest;

enum {
    SLAB_BYTES = 16384,
    SLAB_COUNT = (SLAB_BYTES - 64) / (sizeof(GmInstance) + sizeof(InstanceRest))
};

typedef struct Slab {
    Object *object;
    struct Slab *next;   /* of the same object */
    unsigned char *vars; /* [SLAB_COUNT] of the object's struct; NULL: it has none */
    int used;            /* slots from here on were never taken, and hold nothing */
    _Alignas(64) GmInstance items[SLAB_COUNT]; /* stamp 0: not an active instance */
    InstanceRest rest[SLAB_COUNT];
} Slab;

static inline Slab *slab_of(const GmInstance *self) {
    return (Slab *)((uintptr_t)self & ~(uintptr_t)(SLAB_BYTES - 1));
}

/* A slot for an instance of that object: all zero, its variables too. */
GmInstance *slab_take(Object *object);
void slab_give(GmInstance *self); /* the slot may be taken again */
/* Reload: moves the object's variables from the old layout to the new, by field name. */
void slabs_carry_over(Object *object, const GmVars *before);
void slabs_close(void); /* of all objects */

#endif
