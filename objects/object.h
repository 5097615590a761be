/* Object types: the registry, parents resolved once, and who responds to which event.
 * Thread: main. */
#ifndef OBJECTS_OBJECT_H
#define OBJECTS_OBJECT_H

#include "../runtime/gm_object.h"
#include "instance_list.h"

typedef struct Object {
    int index;
    char *name;
    const GmObject *def;   /* the game's table; a reload replaces it */
    struct Object *parent; /* NULL: none */
    bool has_children;
    int sprite, mask;               /* handles; GM_NONE */
    InstanceList own;               /* its exact instances, oldest first */
    InstanceList family;            /* descendants' too; only kept if it has children */
    struct Slab *slabs, *last_slab; /* slab.c's */
    int slab_count, slabs_kept;     /* cut; and how many more lie free behind the last */
    GmInstance *free_slots;         /* slab.c's, linked by vars */
} Object;

/* One object that has, or inherits, a handler for an event. */
typedef struct Responder {
    Object *object;
    GmHandler handler;
    int owner; /* index of the object whose handler it is */
} Responder;

typedef struct Responders {
    const Responder *items; /* by object index */
    int count;
} Responders;

/* A pair of object types with a collision event between them (collide.c). */
typedef struct CollisionHandler {
    GmHandler handler;
    int owner;      /* index of the object whose handler it is */
    int registered; /* index of the object it was registered for: event_number */
} CollisionHandler;

/* When instances of two objects meet: the first and the second object of the pair of collision
 * events that comes first for them, as indices. */
typedef struct CollisionTurn {
    int first, second; /* GM_NONE: none */
} CollisionTurn;

/* Registers all objects, alphabetically unless the caller ordered them: index = place. False: a
 * parent is missing or circular, said by name; nothing is registered. */
bool objects_open(const char *const *names, const GmObject *const *defs, int count);
void objects_close(void);
int object_count(void);
Object *object_of(int index);                                 /* NULL: no such object */
int object_named(const char *name);                           /* GM_NONE, silently */
bool object_is(const Object *object, const Object *ancestor); /* the same, or a descendant */
/* Which objects respond to an event. An event nobody handles has count 0: it costs nothing. */
Responders object_responders(GmEventKind kind);
/* From now on responders to that event have the stand-in for their handler, which calls what
 * object_handler says: for checks. NULL: they have their own again. */
void objects_stand_in(GmEventKind kind, GmHandler stand_in);
/* The nearest handler up the parents, from the object on; NULL: none. *owner: whose. */
GmHandler object_handler(const Object *object, GmEventKind kind, int *owner);
/* The handler self's object has for touching other's: the other's specificity first, then self's
 * (runtime-model 2.7). handler NULL: none. */
CollisionHandler object_collision(const Object *self, const Object *other);
/* For self as the first object, or a descendant of it (runtime-model 5.6). */
CollisionTurn object_collision_turn(const Object *self, const Object *other);
bool object_has_collisions(void); /* does any object handle a collision? */
const InstanceList *object_instances(const Object *object); /* with descendants, oldest first */

/* Reload: gives objects new tables (same count and order as now; def NULL: unchanged), resolves
 * parents and responders again. Variables are carried over by field name. False: said why, nothing
 * changed. */
bool objects_redefine(const GmObject *const *defs);

#endif
