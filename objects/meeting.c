/* Meetings: a list in the order of visits, and for each two kinds of objects the first that holds
 * them. */
#include "meeting.h"
#include "../platform/mem.h"
#include "instance.h"

#include <stdlib.h>
#include <string.h>

enum { NEVER = -1 };

static struct {
    Meeting *items;
    int count, capacity;
    int *first_of; /* [objects][objects]: the first meeting of such an a and such a b, or NEVER */
} the_meetings;

/* Is it registered the other way round, for the same objects or ancestors? */
static bool is_mirrored(const Object *first, const Object *second) {
    for (int i = 0; i < the_meetings.count; i++)
        if (object_is(second, the_meetings.items[i].first) &&
            object_is(first, the_meetings.items[i].second))
            return true;
    return false;
}

/* An object after its parent. */
static void register_object(const Object *object, bool *done) {
    if (object == NULL || done[object->index]) return;
    register_object(object->parent, done);
    done[object->index] = true;
    const GmCollision *row = object->def->collide;
    for (; row != NULL && row->with != NULL; row++) {
        const Object *second = object_of(object_named(row->with));
        if (second == NULL || is_mirrored(object, second)) continue;
        MEM_RESERVE(the_meetings.items, the_meetings.capacity, the_meetings.count + 1);
        the_meetings.items[the_meetings.count++] = (Meeting){object, second};
    }
}

static int by_index(const void *a, const void *b) {
    const Meeting *one = a, *other = b;
    if (one->first != other->first) return one->first->index - other->first->index;
    return one->second->index - other->second->index;
}

static int find_first(const Object *a, const Object *b) {
    for (int i = 0; i < the_meetings.count; i++)
        if (object_is(a, the_meetings.items[i].first) && object_is(b, the_meetings.items[i].second))
            return i;
    return NEVER;
}

void meetings_open(void) {
    meetings_close();
    int objects = object_count();
    bool *done = mem_alloc((size_t)objects * sizeof *done);
    for (int i = 0; i < objects; i++)
        register_object(object_of(i), done);
    mem_free(done);
    if (the_meetings.count == 0) return;
    qsort(the_meetings.items, (size_t)the_meetings.count, sizeof *the_meetings.items, by_index);
    the_meetings.first_of = mem_alloc((size_t)objects * (size_t)objects * sizeof(int));
    for (int a = 0; a < objects; a++)
        for (int b = 0; b < objects; b++)
            the_meetings.first_of[a * objects + b] = find_first(object_of(a), object_of(b));
}

void meetings_close(void) {
    mem_free(the_meetings.items);
    mem_free(the_meetings.first_of);
    memset(&the_meetings, 0, sizeof the_meetings);
}

int meeting_count(void) {
    return the_meetings.count;
}

const Meeting *meeting_at(int place) {
    return &the_meetings.items[place];
}

bool meeting_counts(int place, const GmInstance *a, const GmInstance *b) {
    int objects = object_count();
    int kind_a = instance_object(a)->index, kind_b = instance_object(b)->index;
    int here = the_meetings.first_of[kind_a * objects + kind_b];
    int mirrored = the_meetings.first_of[kind_b * objects + kind_a];
    if (here != place) return false;
    if (mirrored == NEVER) return true;
    int first = meeting_at(here)->first->index, other = meeting_at(mirrored)->first->index;
    return first != other ? first < other : a->stamp < b->stamp;
}
