/* The pairs of a step, in the promised order (runtime-model 5.6).
 *
 * Who takes part is numbered in that order: by object, oldest first. The grid finds, for each, who
 * may touch it; the exact test decides. Handlers may move what they were given or looked up: after
 * each handler those are looked at again, and the search is repeated if somebody came into reach.
 */
#include "collide.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "grid.h"
#include "instance.h"
#include "touch.h"

#include <math.h>
#include <string.h>

enum { AHEAD = 8 };

/* Number in members = number in the grid. */
typedef struct Member {
    GmInstance *self;
    uint32_t stamp;
    int group;
} Member;

/* The members of one object. */
typedef struct Group {
    const Object *object;
    int first, end;
    bool searches; /* is there a group it looks for? */
} Group;

static struct {
    Group *groups;
    Member *members;
    bool *wanted;       /* [group][group]: do its members look for those of the other one? */
    int *group_of;      /* [object]; GM_NONE: takes no part */
    GmInstance **noted; /* may have changed since the last look */
    int group_count, group_capacity, member_count, member_capacity, wanted_capacity;
    int group_of_capacity, noted_count, noted_capacity;
    unsigned sprite_shapes;
    bool is_running, all_noted;
} the_collisions;

/* MARK: boxes for the grid */

static int edge(double value, int outside) {
    if (value >= GRID_FAR) return GRID_FAR - 1 + outside;
    if (value <= -GRID_FAR) return -GRID_FAR + outside;
    double shifted = value + 0.5;
    int whole = (int)shifted;
    return whole > shifted ? whole - 1 : whole;
}

/* Upright boxes that touch overlap in whole pixels (touch.c); turned ones get a pixel to spare. */
static GridBox bounds_of(const GmInstance *self) {
    Mask mask;
    if (!mask_of(self, &mask)) return GRID_NOWHERE;
    GmBox box = mask_bounds(&mask);
    if (!(box.left <= box.right && box.top <= box.bottom)) return GRID_NOWHERE;
    double spare = mask.turned ? 1 : 0;
    return (GridBox){edge(box.left - spare, 0), edge(box.top - spare, 0),
                     edge(box.right + spare, 1), edge(box.bottom + spare, 1)};
}

static bool is_inside(const GridBox *box, const GridBox *around) {
    return box->left >= around->left && box->right <= around->right && box->top >= around->top &&
           box->bottom <= around->bottom;
}

static int limited(int value) {
    return value < -GRID_FAR ? -GRID_FAR : value > GRID_FAR ? GRID_FAR : value;
}

/* A box with its own size to spare on every side, so that small moves stay inside. */
static GridBox widened(GridBox box) {
    if (box.right < box.left) return box;
    int x = box.right - box.left + 16, y = box.bottom - box.top + 16;
    return (GridBox){limited(box.left - x), limited(box.top - y), limited(box.right + x),
                     limited(box.bottom + y)};
}

/* MARK: who takes part */

static bool handles(const Object *self, const Object *other) {
    return object_collision(self, other).handler != NULL;
}

static bool takes_part(const Object *object) {
    for (int i = 0; i < object_count(); i++) {
        const Object *other = object_of(i);
        if (other->own.count > 0 && (handles(object, other) || handles(other, object))) return true;
    }
    return false;
}

static void gather_groups(void) {
    MEM_RESERVE(the_collisions.group_of, the_collisions.group_of_capacity, object_count());
    the_collisions.group_count = 0;
    for (int i = 0; i < object_count(); i++) {
        const Object *object = object_of(i);
        the_collisions.group_of[i] = GM_NONE;
        if (object->own.count == 0 || !takes_part(object)) continue;
        MEM_RESERVE(the_collisions.groups, the_collisions.group_capacity,
                    the_collisions.group_count + 1);
        the_collisions.group_of[i] = the_collisions.group_count;
        the_collisions.groups[the_collisions.group_count++] = (Group){.object = object};
    }
}

/* If both handle each other, only the visit from the one that comes first counts. */
static void gather_wanted(void) {
    int count = the_collisions.group_count;
    MEM_RESERVE(the_collisions.wanted, the_collisions.wanted_capacity, count * count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++) {
            const Object *self = the_collisions.groups[i].object;
            const Object *other = the_collisions.groups[k].object;
            bool wanted = handles(self, other) && (k >= i || !handles(other, self));
            the_collisions.wanted[i * count + k] = wanted;
            if (wanted) the_collisions.groups[i].searches = true;
        }
}

static void gather_members(int group, uint32_t before) {
    Group *mine = &the_collisions.groups[group];
    const InstanceList *list = &mine->object->own;
    MEM_RESERVE(the_collisions.members, the_collisions.member_capacity,
                the_collisions.member_count + list->count);
    mine->first = the_collisions.member_count;
    for (int i = 0; i < list->count; i++) {
        InstanceEntry entry = list->items[i];
        if (entry.stamp >= before) break;
        if (i + AHEAD < list->count) {
            const GmInstance *ahead = list->items[i + AHEAD].self;
            __builtin_prefetch(ahead);
            __builtin_prefetch(&ahead->image_xscale);
            __builtin_prefetch(instance_rest(ahead));
        }
        if (!entry_counts(entry)) continue;
        the_collisions.members[the_collisions.member_count++] =
            (Member){entry.self, entry.stamp, group};
        grid_add(bounds_of(entry.self), group);
    }
    mine->end = the_collisions.member_count;
}

static void gather(void) {
    uint32_t before = instances_now();
    gather_groups();
    the_collisions.member_count = 0;
    if (the_collisions.group_count == 0) return;
    gather_wanted();
    grid_clear();
    for (int i = 0; i < the_collisions.group_count; i++)
        gather_members(i, before);
    grid_build();
}

/* MARK: what handlers change */

void collide_note(GmInstance *self) {
    int count = the_collisions.noted_count;
    if (!the_collisions.is_running || the_collisions.all_noted) return;
    if (count > 0 && the_collisions.noted[count - 1] == self) return;
    the_collisions.all_noted = count >= the_collisions.member_count;
    MEM_RESERVE(the_collisions.noted, the_collisions.noted_capacity, count + 1);
    the_collisions.noted[the_collisions.noted_count++] = self;
}

/* GM_NONE: it takes no part. */
static int member_of(const GmInstance *self) {
    int group = the_collisions.group_of[instance_object(self)->index];
    if (group == GM_NONE || self->stamp == 0) return GM_NONE;
    int low = the_collisions.groups[group].first, end = the_collisions.groups[group].end;
    for (int high = end; low < high;) {
        int middle = low + (high - low) / 2;
        if (the_collisions.members[middle].stamp < self->stamp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && the_collisions.members[low].self == self ? low : GM_NONE;
}

static void look_again(int member) {
    GridBox before = grid_box(member), now = bounds_of(the_collisions.members[member].self);
    if (memcmp(&before, &now, sizeof now) != 0) grid_move(member, now);
}

/* Did it come into the searched place by its change? */
static bool came_in(int member, const GridBox *searched) {
    GridBox before = grid_box(member);
    look_again(member);
    GridBox now = grid_box(member);
    return grid_overlap(&now, searched) && !grid_overlap(&before, searched);
}

/* After a handler of a and b: the grid is right again. Must a's search be repeated? */
static bool settle(int a, int b, const GridBox *searched) {
    bool again = false;
    if (the_collisions.sprite_shapes != sprite_shapes()) the_collisions.all_noted = true;
    look_again(a);
    look_again(b);
    if (the_collisions.all_noted)
        for (int i = 0; i < the_collisions.member_count; i++)
            again = came_in(i, searched) || again;
    else
        for (int i = 0; i < the_collisions.noted_count; i++) {
            int member = member_of(the_collisions.noted[i]);
            if (member != GM_NONE) again = came_in(member, searched) || again;
        }
    the_collisions.sprite_shapes = sprite_shapes();
    the_collisions.noted_count = 0;
    the_collisions.all_noted = false;
    GridBox box = grid_box(a);
    return again || !is_inside(&box, searched);
}

/* MARK: the visits */

static bool is_there(int member) {
    return the_collisions.members[member].self->stamp == the_collisions.members[member].stamp;
}

static void step_back(GmInstance *self) {
    self->x = self->xprevious;
    self->y = self->yprevious;
}

static void meet(GmInstance *a, GmInstance *b, void (*touch)(GmInstance *a, GmInstance *b)) {
    if (a->solid || b->solid) {
        step_back(a);
        step_back(b);
    }
    touch(a, b);
}

static void visit(int a, void (*touch)(GmInstance *a, GmInstance *b)) {
    const Member *mine = &the_collisions.members[a];
    const bool *wanted = &the_collisions.wanted[mine->group * the_collisions.group_count];
    const int *found;
    GridBox searched = grid_box(a);
    int count = grid_find(searched, wanted, &found);
    for (int i = 0; i < count; i++) {
        int b = found[i];
        const Member *other = &the_collisions.members[b];
        if (other->group == mine->group && b <= a) continue;
        if (!is_there(a)) return;
        if (!is_there(b) || !touch_instance(mine->self, other->self)) continue;
        meet(mine->self, other->self, touch);
        if (!settle(a, b, &searched)) continue;
        searched = widened(grid_box(a));
        count = grid_find(searched, wanted, &found);
        for (i = 0; i < count && found[i] <= b;)
            i++;
        i--;
    }
}

void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b)) {
    gather();
    the_collisions.sprite_shapes = sprite_shapes();
    the_collisions.is_running = true;
    for (int i = 0; i < the_collisions.group_count; i++) {
        Group group = the_collisions.groups[i];
        for (int a = group.first; group.searches && a < group.end; a++)
            visit(a, touch);
    }
    the_collisions.is_running = false;
}

void collide_close(void) {
    mem_free(the_collisions.groups);
    mem_free(the_collisions.members);
    mem_free(the_collisions.wanted);
    mem_free(the_collisions.group_of);
    mem_free(the_collisions.noted);
    memset(&the_collisions, 0, sizeof the_collisions);
    grid_close();
}
