/* Object types: the registry. Inheritance is resolved here once, into one list of responders per
 * event and one table of collision handlers, so that a step never searches. */
#include "object.h"
#include "../assets/sprite.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "instance.h"

#include <stdlib.h>
#include <string.h>

typedef struct ResponderList {
    Responder *items;
    int count, capacity;
} ResponderList;

static struct {
    Object *items;
    int count;
    ResponderList responders[GM_EVENT_COUNT];
    GmHandler stand_ins[GM_EVENT_COUNT];
    CollisionHandler *collisions; /* [count][count]: row self, column other; NULL: there are none */
    CollisionTurn *turns;         /* the same */
} the_objects;

/* MARK: looking up */

int object_count(void) {
    return the_objects.count;
}

Object *object_of(int index) {
    return index >= 0 && index < the_objects.count ? &the_objects.items[index] : NULL;
}

int object_named(const char *name) {
    if (name == NULL) return GM_NONE;
    for (int i = 0; i < the_objects.count; i++)
        if (strcmp(the_objects.items[i].name, name) == 0) return i;
    return GM_NONE;
}

bool object_is(const Object *object, const Object *ancestor) {
    for (; object != NULL; object = object->parent)
        if (object == ancestor) return true;
    return false;
}

Responders object_responders(GmEventKind kind) {
    return (Responders){the_objects.responders[kind].items, the_objects.responders[kind].count};
}

GmHandler object_handler(const Object *object, GmEventKind kind, int *owner) {
    for (; object != NULL; object = object->parent) {
        if (object->def->on[kind] == NULL) continue;
        *owner = object->index;
        return object->def->on[kind];
    }
    return NULL;
}

bool object_has_collisions(void) {
    return the_objects.collisions != NULL;
}

CollisionHandler object_collision(const Object *self, const Object *other) {
    if (the_objects.collisions == NULL) return (CollisionHandler){0};
    return the_objects.collisions[self->index * the_objects.count + other->index];
}

CollisionTurn object_collision_turn(const Object *self, const Object *other) {
    if (the_objects.turns == NULL) return (CollisionTurn){GM_NONE, GM_NONE};
    return the_objects.turns[self->index * the_objects.count + other->index];
}

const InstanceList *object_instances(const Object *object) {
    return object->has_children ? &object->family : &object->own;
}

/* MARK: resolving */

static bool resolve_parent(Object *object) {
    if (object->def->parent == NULL) {
        object->parent = NULL;
        return true;
    }
    object->parent = object_of(object_named(object->def->parent));
    if (object->parent == NULL)
        log_error("%s: .parent names \"%s\", which is no object of this game", object->name,
                  object->def->parent);
    return object->parent != NULL;
}

static bool is_circular(const Object *object) {
    int steps = 0;
    for (const Object *o = object->parent; o != NULL; o = o->parent)
        if (++steps > the_objects.count) return true;
    return false;
}

static bool resolve_parents(void) {
    for (int i = 0; i < the_objects.count; i++)
        if (!resolve_parent(&the_objects.items[i])) return false;
    for (int i = 0; i < the_objects.count; i++) {
        if (!is_circular(&the_objects.items[i])) continue;
        log_error("%s: .parent leads back to itself", the_objects.items[i].name);
        return false;
    }
    for (int i = 0; i < the_objects.count; i++)
        if (the_objects.items[i].parent != NULL) the_objects.items[i].parent->has_children = true;
    return true;
}

static int resolve_sprite(const Object *object, const char *field, const char *name) {
    if (name == NULL) return GM_NONE;
    int sprite = sprite_named(name);
    if (sprite == GM_NONE)
        log_warn("%s: %s names \"%s\", which is no sprite of this game", object->name, field, name);
    return sprite;
}

static void resolve_sprites(void) {
    for (int i = 0; i < the_objects.count; i++) {
        Object *object = &the_objects.items[i];
        object->sprite = resolve_sprite(object, ".sprite", object->def->sprite);
        object->mask = resolve_sprite(object, ".mask", object->def->mask);
    }
}

static void resolve_responders(GmEventKind kind) {
    ResponderList *list = &the_objects.responders[kind];
    list->count = 0;
    for (int i = 0; i < the_objects.count; i++) {
        Responder responder = {.object = &the_objects.items[i]};
        responder.handler = object_handler(responder.object, kind, &responder.owner);
        if (responder.handler == NULL) continue;
        if (the_objects.stand_ins[kind] != NULL) responder.handler = the_objects.stand_ins[kind];
        MEM_RESERVE(list->items, list->capacity, list->count + 1);
        list->items[list->count++] = responder;
    }
}

/* The handler that owner itself registered for other itself. */
static GmHandler registered_collision(const Object *owner, const Object *other) {
    const GmCollision *row = owner->def->collide;
    for (; row != NULL && row->with != NULL; row++)
        if (strcmp(row->with, other->name) == 0) return row->handler;
    return NULL;
}

static CollisionHandler find_collision(const Object *self, const Object *other) {
    for (const Object *target = other; target != NULL; target = target->parent)
        for (const Object *owner = self; owner != NULL; owner = owner->parent) {
            GmHandler handler = registered_collision(owner, target);
            if (handler != NULL) return (CollisionHandler){handler, owner->index, target->index};
        }
    return (CollisionHandler){0};
}

static bool any_collisions(void) {
    bool any = false;
    for (int i = 0; i < the_objects.count; i++) {
        const GmCollision *row = the_objects.items[i].def->collide;
        for (; row != NULL && row->with != NULL; row++) {
            any = true;
            if (object_named(row->with) == GM_NONE)
                log_warn("%s: .collide names \"%s\", which is no object of this game",
                         the_objects.items[i].name, row->with);
        }
    }
    return any;
}

/* Is the pair registered, or its mirror image, or that of ancestors? pairs: [count][count] */
static bool is_mirrored(const bool *pairs, const Object *self, const Object *other) {
    for (const Object *first = other; first != NULL; first = first->parent)
        for (const Object *second = self; second != NULL; second = second->parent)
            if (pairs[first->index * the_objects.count + second->index]) return true;
    return false;
}

/* Parents before their children, so that theirs count. */
static void register_pairs(bool *pairs, bool *is_done, const Object *self) {
    if (is_done[self->index]) return;
    is_done[self->index] = true;
    if (self->parent != NULL) register_pairs(pairs, is_done, self->parent);
    for (int i = 0; i < the_objects.count; i++) {
        const Object *other = &the_objects.items[i];
        if (registered_collision(self, other) != NULL && !is_mirrored(pairs, self, other))
            pairs[self->index * the_objects.count + i] = true;
    }
}

static CollisionTurn find_turn(const bool *pairs, const Object *self, const Object *other) {
    CollisionTurn turn = {GM_NONE, GM_NONE};
    for (const Object *first = self; first != NULL; first = first->parent)
        for (const Object *second = other; second != NULL; second = second->parent) {
            if (!pairs[first->index * the_objects.count + second->index]) continue;
            bool earlier = turn.first == GM_NONE || first->index < turn.first ||
                           (first->index == turn.first && second->index < turn.second);
            if (earlier) turn = (CollisionTurn){first->index, second->index};
        }
    return turn;
}

static void resolve_turns(void) {
    size_t count = (size_t)the_objects.count;
    bool *pairs = mem_alloc(count * count), *is_done = mem_alloc(count);
    for (int i = 0; i < the_objects.count; i++)
        register_pairs(pairs, is_done, &the_objects.items[i]);
    the_objects.turns = mem_alloc(count * count * sizeof *the_objects.turns);
    for (size_t self = 0; self < count; self++)
        for (size_t other = 0; other < count; other++)
            the_objects.turns[self * count + other] =
                find_turn(pairs, &the_objects.items[self], &the_objects.items[other]);
    mem_free(pairs);
    mem_free(is_done);
}

static void resolve_collisions(void) {
    mem_free(the_objects.collisions);
    mem_free(the_objects.turns);
    the_objects.collisions = NULL;
    the_objects.turns = NULL;
    if (!any_collisions()) return;
    resolve_turns();
    int count = the_objects.count;
    CollisionHandler *table = mem_alloc((size_t)count * (size_t)count * sizeof *table);
    for (int self = 0; self < count; self++)
        for (int other = 0; other < count; other++)
            table[self * count + other] =
                find_collision(&the_objects.items[self], &the_objects.items[other]);
    the_objects.collisions = table;
}

void objects_stand_in(GmEventKind kind, GmHandler stand_in) {
    the_objects.stand_ins[kind] = stand_in;
    resolve_responders(kind);
}

static void resolve_tables(void) {
    resolve_sprites();
    for (int kind = 0; kind < GM_EVENT_COUNT; kind++)
        resolve_responders((GmEventKind)kind);
    resolve_collisions();
}

/* MARK: opening, redefining, closing */

bool objects_open(const char *const *names, const GmObject *const *defs, int count) {
    the_objects.items = mem_alloc((size_t)count * sizeof *the_objects.items);
    the_objects.count = count;
    for (int i = 0; i < count; i++)
        the_objects.items[i] = (Object){.index = i, .name = mem_text(names[i]), .def = defs[i]};
    if (!resolve_parents()) {
        objects_close();
        return false;
    }
    resolve_tables();
    return true;
}

bool objects_redefine(const GmObject *const *defs) {
    int count = the_objects.count;
    const GmObject **before = mem_alloc((size_t)count * sizeof *before);
    for (int i = 0; i < count; i++) {
        before[i] = the_objects.items[i].def;
        the_objects.items[i].has_children = false;
        if (defs[i] != NULL) the_objects.items[i].def = defs[i];
    }
    bool fine = resolve_parents();
    if (!fine) {
        for (int i = 0; i < count; i++)
            the_objects.items[i].def = before[i];
        fine = resolve_parents() && false;
    } else {
        for (int i = 0; i < count; i++)
            slabs_carry_over(&the_objects.items[i], &before[i]->vars);
        resolve_tables();
        instances_relist();
    }
    mem_free(before);
    return fine;
}

void objects_close(void) {
    for (int i = 0; i < the_objects.count; i++) {
        mem_free(the_objects.items[i].name);
        instance_list_forget(&the_objects.items[i].own);
        instance_list_forget(&the_objects.items[i].family);
    }
    for (int kind = 0; kind < GM_EVENT_COUNT; kind++)
        mem_free(the_objects.responders[kind].items);
    mem_free(the_objects.collisions);
    mem_free(the_objects.turns);
    mem_free(the_objects.items);
    memset(&the_objects, 0, sizeof the_objects);
}

/* MARK: the public questions */

bool gm_object_exists(int object) {
    return object_of(object) != NULL;
}

int gm_object(const char *name) {
    int object = object_named(name);
    if (object == GM_NONE)
        log_warn_once("there is no object \"%s\" in this game", name != NULL ? name : "(null)");
    return object;
}

const char *gm_object_get_name(int object) {
    const Object *found = object_of(object);
    return found != NULL ? found->name : "<undefined>";
}

int gm_object_get_parent(int object) {
    const Object *found = object_of(object);
    return found != NULL && found->parent != NULL ? found->parent->index : GM_NONE;
}

bool gm_object_is_ancestor(int object, int ancestor) {
    const Object *child = object_of(object);
    return child != NULL && object != ancestor && object_of(ancestor) != NULL &&
           object_is(child->parent, object_of(ancestor));
}
