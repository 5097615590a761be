/* What only some instances have, in one pool that grows and is reused. */
#include "extra.h"
#include "../platform/mem.h"
#include "instance.h"

static struct {
    Extra *items; /* [0] is never used: place 0 means none */
    int count, capacity;
    int first_free;
} the_extras;

Extra *extra_of(const GmInstance *self) {
    int place = instance_rest(self)->extra;
    return place > 0 ? &the_extras.items[place] : NULL;
}

static int take_place(void) {
    if (the_extras.first_free > 0) {
        int place = the_extras.first_free;
        the_extras.first_free = the_extras.items[place].next_free;
        return place;
    }
    if (the_extras.count == 0) the_extras.count = 1;
    MEM_RESERVE(the_extras.items, the_extras.capacity, the_extras.count + 1);
    return the_extras.count++;
}

Extra *extra_need(GmInstance *self) {
    InstanceRest *rest = instance_rest(self);
    if (rest->extra > 0) return &the_extras.items[rest->extra];
    rest->extra = take_place();
    Extra *extra = &the_extras.items[rest->extra];
    *extra = (Extra){.self = self, .gravity_direction = 270};
    for (int i = 0; i < GM_ALARM_COUNT; i++)
        extra->alarm[i] = -1;
    return extra;
}

void extra_free(int extra) {
    if (extra <= 0) return;
    the_extras.items[extra].self = NULL;
    the_extras.items[extra].next_free = the_extras.first_free;
    the_extras.first_free = extra;
}

Extra *extra_next(int *place) {
    while (++*place < the_extras.count)
        if (the_extras.items[*place].self != NULL) return &the_extras.items[*place];
    return NULL;
}

void extras_close(void) {
    mem_free(the_extras.items);
    the_extras.items = NULL;
    the_extras.count = the_extras.capacity = the_extras.first_free = 0;
}
