/* Instances: ids, lists and lives. Ids rise and are never given out twice; a page table leads from
 * the id to the instance. Where they lie, slab.c knows. */
#include "instance.h"
#include "../platform/mem.h"
#include "extra.h"

#include <stdlib.h>
#include <string.h>

enum { ID_PAGE = 4096 };

static struct {
    GmInstance ***id_pages; /* [page][ID_PAGE]; NULL: all of the page are gone */
    int *id_page_used;      /* how many of a page are alive */
    int id_page_count, id_page_capacity, used_capacity;
    int next_id;
    uint32_t next_stamp;
    InstanceList all;
    GmInstance **inactive; /* in the order of falling asleep; NULL: it left, until the sweep */
    int inactive_count, inactive_capacity;
    GmInstance **gone; /* to be freed by the sweep */
    int gone_count, gone_capacity;
} the_instances = {.next_id = GM_FIRST_INSTANCE_ID, .next_stamp = 1};

/* MARK: ids */

static void id_enter(GmInstance *self) {
    int place = self->id - GM_FIRST_INSTANCE_ID, page = place / ID_PAGE;
    while (the_instances.id_page_count <= page) {
        MEM_RESERVE(the_instances.id_pages, the_instances.id_page_capacity,
                    the_instances.id_page_count + 1);
        MEM_RESERVE(the_instances.id_page_used, the_instances.used_capacity,
                    the_instances.id_page_count + 1);
        the_instances.id_pages[the_instances.id_page_count] = NULL;
        the_instances.id_page_used[the_instances.id_page_count++] = 0;
    }
    if (the_instances.id_pages[page] == NULL)
        the_instances.id_pages[page] = mem_alloc(ID_PAGE * sizeof(GmInstance *));
    the_instances.id_pages[page][place % ID_PAGE] = self;
    the_instances.id_page_used[page]++;
}

static void id_leave(int id) {
    int place = id - GM_FIRST_INSTANCE_ID, page = place / ID_PAGE;
    the_instances.id_pages[page][place % ID_PAGE] = NULL;
    if (--the_instances.id_page_used[page] > 0) return;
    mem_free(the_instances.id_pages[page]);
    the_instances.id_pages[page] = NULL;
}

GmInstance *instance_of(int id) {
    int place = id - GM_FIRST_INSTANCE_ID;
    if (place < 0 || place / ID_PAGE >= the_instances.id_page_count) return NULL;
    GmInstance **page = the_instances.id_pages[place / ID_PAGE];
    return page != NULL ? page[place % ID_PAGE] : NULL;
}

int instance_next_id(void) {
    return the_instances.next_id++;
}

/* MARK: lists */

static void list_by_object(GmInstance *self) {
    Object *object = instance_object(self);
    instance_list_append(&object->own, self);
    for (; object != NULL; object = object->parent)
        if (object->has_children) instance_list_append(&object->family, self);
}

static void list_everywhere(GmInstance *self) {
    self->stamp = the_instances.next_stamp++;
    instance_list_append(&the_instances.all, self);
    list_by_object(self);
}

static void unlist(GmInstance *self) {
    self->stamp = 0;
    the_instances.all.stale = true;
    Object *object = instance_object(self);
    object->own.stale = true;
    for (; object != NULL; object = object->parent)
        object->family.stale = true;
}

static int compare_stamps(const void *a, const void *b) {
    uint32_t first = ((const InstanceEntry *)a)->stamp, second = ((const InstanceEntry *)b)->stamp;
    return (first > second) - (first < second);
}

/* A copy of all entries by age: the list itself has those that came along to a room last. The
 * caller frees. */
static InstanceEntry *entries_by_age(void) {
    size_t count = (size_t)the_instances.all.count;
    InstanceEntry *entries = mem_alloc(count * sizeof *entries);
    if (count == 0) return entries;
    memcpy(entries, the_instances.all.items, count * sizeof *entries);
    qsort(entries, count, sizeof *entries, compare_stamps);
    return entries;
}

void instances_relist(void) {
    for (int i = 0; i < object_count(); i++) {
        object_of(i)->own.count = 0;
        object_of(i)->family.count = 0;
    }
    InstanceEntry *entries = entries_by_age();
    for (int i = 0; i < the_instances.all.count; i++)
        if (entry_counts(entries[i])) list_by_object(entries[i].self);
    mem_free(entries);
}

/* Gives every listed entry a small stamp again, keeping the order. Before the counter overflows. */
static void renumber(void) {
    InstanceEntry *entries = entries_by_age();
    for (int i = 0; i < the_instances.all.count; i++)
        entries[i].self->stamp = (uint32_t)i + 1;
    mem_free(entries);
    the_instances.next_stamp = (uint32_t)the_instances.all.count + 1;
    for (int i = 0; i < the_instances.all.count; i++)
        the_instances.all.items[i].stamp = the_instances.all.items[i].self->stamp;
    instances_relist();
}

/* MARK: life */

GmInstance *instance_make(Object *object, double x, double y, int id) {
    GmInstance *self = slab_take(object);
    InstanceRest *rest = instance_rest(self);
    *rest = (InstanceRest){.xstart = x,
                           .ystart = y,
                           .layer = GM_NONE,
                           .mask_index = object->mask,
                           .state = INSTANCE_ACTIVE};
    self->x = self->xprevious = x;
    self->y = self->yprevious = y;
    self->image_speed = self->image_xscale = self->image_yscale = self->image_alpha = 1;
    self->image_blend = GM_C_WHITE;
    self->id = id;
    self->object_index = object->index;
    self->sprite_index = object->sprite;
    self->visible = !object->def->invisible;
    self->solid = object->def->solid;
    self->persistent = object->def->persistent;
    if (the_instances.next_id <= id) the_instances.next_id = id + 1;
    id_enter(self);
    list_everywhere(self);
    return self;
}

static void enter_inactive(GmInstance *self) {
    MEM_RESERVE(the_instances.inactive, the_instances.inactive_capacity,
                the_instances.inactive_count + 1);
    instance_rest(self)->inactive_place = the_instances.inactive_count;
    the_instances.inactive[the_instances.inactive_count++] = self;
}

static void leave_inactive(const GmInstance *self) {
    the_instances.inactive[instance_rest(self)->inactive_place] = NULL;
}

static void compact_inactive(void) {
    int kept = 0;
    for (int i = 0; i < the_instances.inactive_count; i++) {
        GmInstance *self = the_instances.inactive[i];
        if (self == NULL) continue;
        instance_rest(self)->inactive_place = kept;
        the_instances.inactive[kept++] = self;
    }
    the_instances.inactive_count = kept;
}

void instance_end(GmInstance *self) {
    InstanceRest *rest = instance_rest(self);
    if (rest->state == INSTANCE_GONE) return;
    if (rest->state == INSTANCE_DEACTIVATED)
        leave_inactive(self);
    else if (rest->state != INSTANCE_STORED)
        unlist(self);
    rest->state = INSTANCE_GONE;
    id_leave(self->id);
    MEM_RESERVE(the_instances.gone, the_instances.gone_capacity, the_instances.gone_count + 1);
    the_instances.gone[the_instances.gone_count++] = self;
}

void instance_deactivate(GmInstance *self) {
    InstanceRest *rest = instance_rest(self);
    if (rest->state != INSTANCE_ACTIVE) return;
    unlist(self);
    rest->state = INSTANCE_DEACTIVATED;
    enter_inactive(self);
}

void instance_activate(GmInstance *self) {
    InstanceRest *rest = instance_rest(self);
    if (rest->state != INSTANCE_DEACTIVATED) return;
    leave_inactive(self);
    rest->state = INSTANCE_ACTIVE;
    list_everywhere(self);
}

void instance_store(GmInstance *self) {
    unlist(self);
    instance_rest(self)->state = INSTANCE_STORED;
}

void instance_restore(GmInstance *self) {
    instance_rest(self)->state = INSTANCE_ACTIVE;
    list_everywhere(self);
}

void instances_sweep(void) {
    if (the_instances.all.stale)
        for (int i = 0; i < object_count(); i++) {
            instance_list_compact(&object_of(i)->own);
            instance_list_compact(&object_of(i)->family);
        }
    instance_list_compact(&the_instances.all);
    compact_inactive();
    for (int i = 0; i < the_instances.gone_count; i++) {
        extra_free(instance_rest(the_instances.gone[i])->extra);
        slab_give(the_instances.gone[i]);
    }
    the_instances.gone_count = 0;
    if (the_instances.next_stamp > UINT32_MAX / 2) renumber();
}

void instances_close(void) {
    slabs_close();
    for (int i = 0; i < the_instances.id_page_count; i++)
        mem_free(the_instances.id_pages[i]);
    mem_free(the_instances.id_pages);
    mem_free(the_instances.id_page_used);
    instance_list_forget(&the_instances.all);
    mem_free(the_instances.inactive);
    mem_free(the_instances.gone);
    memset(&the_instances, 0, sizeof the_instances);
    the_instances.next_id = GM_FIRST_INSTANCE_ID;
    the_instances.next_stamp = 1;
    extras_close();
}

/* MARK: questions */

uint32_t instances_now(void) {
    return the_instances.next_stamp;
}

void instances_age(uint32_t stamp) {
    if (stamp > the_instances.next_stamp) the_instances.next_stamp = stamp;
}

void instances_came_along(int count) {
    instance_list_rotate(&the_instances.all, count);
}

const InstanceList *instances_all(void) {
    return &the_instances.all;
}

int instance_inactive_count(void) {
    return the_instances.inactive_count;
}

GmInstance *instance_inactive(int i) {
    return the_instances.inactive[i];
}

const InstanceList *instances_of(int target) {
    if (target == GM_ALL) return &the_instances.all;
    const Object *object = object_of(target);
    return object != NULL ? object_instances(object) : NULL;
}

bool instance_matches(const GmInstance *self, int target) {
    if (target == GM_ALL) return true;
    if (target >= GM_FIRST_INSTANCE_ID) return self->id == target;
    const Object *object = object_of(target);
    return object != NULL && object_is(instance_object(self), object);
}
