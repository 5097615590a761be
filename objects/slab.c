/* Slabs: cut from chunks of a megabyte, of which a page costs nothing until it is used. */
#include "slab.h"
#include "../platform/mem.h"
#include "vars.h"

#include <string.h>

enum { CHUNK_SLABS = 64 };

_Static_assert(sizeof(GmInstance) == 128, "an instance is two cache lines");
_Static_assert(sizeof(Slab) <= SLAB_BYTES, "a slab fits its alignment");

static struct {
    unsigned char **chunks;
    int chunk_count, chunk_capacity;
    int cut; /* slabs of the last chunk that are in use */
} the_slabs;

/* So many slabs side by side. */
static Slab *cut_run(int slabs) {
    if (the_slabs.chunk_count == 0 || the_slabs.cut + slabs > CHUNK_SLABS) {
        MEM_RESERVE(the_slabs.chunks, the_slabs.chunk_capacity, the_slabs.chunk_count + 1);
        the_slabs.chunks[the_slabs.chunk_count++] =
            mem_aligned(SLAB_BYTES, (size_t)CHUNK_SLABS * SLAB_BYTES);
        the_slabs.cut = 0;
    }
    unsigned char *chunk = the_slabs.chunks[the_slabs.chunk_count - 1];
    Slab *run = (Slab *)(void *)(chunk + (size_t)SLAB_BYTES * (size_t)the_slabs.cut);
    the_slabs.cut += slabs;
    return run;
}

/* An object that has many slabs gets many at once: passes over its instances then go straight on
 * through memory, also when other objects grow at the same time. */
static Slab *next_slab(Object *object) {
    if (object->slabs_kept > 0) {
        object->slabs_kept--;
        return (Slab *)(void *)((unsigned char *)object->last_slab + SLAB_BYTES);
    }
    int run = object->slab_count < 1 ? 1 : object->slab_count;
    if (run > CHUNK_SLABS) run = CHUNK_SLABS;
    object->slabs_kept = run - 1;
    return cut_run(run);
}

static Slab *slab_add(Object *object) {
    Slab *slab = next_slab(object);
    size_t size = object->def->vars.size;
    slab->object = object;
    slab->next = NULL;
    slab->vars = size > 0 ? mem_alloc(SLAB_COUNT * size) : NULL;
    slab->used = 0;
    if (object->last_slab != NULL)
        object->last_slab->next = slab;
    else
        object->slabs = slab;
    object->last_slab = slab;
    object->slab_count++;
    return slab;
}

static void *vars_of(const GmInstance *self, size_t size) {
    Slab *slab = slab_of(self);
    return size > 0 ? slab->vars + (size_t)(self - slab->items) * size : NULL;
}

static GmInstance *next_slot(Object *object) {
    GmInstance *self = object->free_slots;
    if (self != NULL) {
        object->free_slots = self->vars;
        return self;
    }
    Slab *slab = object->last_slab;
    if (slab == NULL || slab->used == SLAB_COUNT) slab = slab_add(object);
    return &slab->items[slab->used++];
}

GmInstance *slab_take(Object *object) {
    GmInstance *self = next_slot(object);
    size_t size = object->def->vars.size;
    memset(self, 0, sizeof *self);
    self->vars = vars_of(self, size);
    if (size > 0) memset(self->vars, 0, size);
    return self;
}

void slab_give(GmInstance *self) {
    Slab *slab = slab_of(self);
    slab->rest[self - slab->items].state = INSTANCE_FREE;
    self->vars = slab->object->free_slots;
    slab->object->free_slots = self;
}

void slabs_carry_over(Object *object, const GmVars *before) {
    const GmVars *now = &object->def->vars;
    for (Slab *slab = object->slabs; slab != NULL; slab = slab->next) {
        unsigned char *old = slab->vars;
        slab->vars = now->size > 0 ? mem_alloc(SLAB_COUNT * now->size) : NULL;
        for (int i = 0; i < slab->used; i++) {
            if (slab->rest[i].state == INSTANCE_FREE) continue;
            GmInstance *self = &slab->items[i];
            self->vars = vars_of(self, now->size);
            if (old != NULL && self->vars != NULL)
                vars_carry_over(now, self->vars, before, old + (size_t)i * before->size);
        }
        mem_free(old);
    }
}

static void object_close(Object *object) {
    for (Slab *slab = object->slabs; slab != NULL; slab = slab->next)
        mem_free(slab->vars);
    object->slabs = object->last_slab = NULL;
    object->slab_count = object->slabs_kept = 0;
    object->free_slots = NULL;
}

void slabs_close(void) {
    for (int i = 0; i < object_count(); i++)
        object_close(object_of(i));
    for (int i = 0; i < the_slabs.chunk_count; i++)
        mem_free(the_slabs.chunks[i]);
    mem_free(the_slabs.chunks);
    memset(&the_slabs, 0, sizeof the_slabs);
}
