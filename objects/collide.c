/* The pairs of a step, in the promised order (runtime-model 5.6).
 *
 * Who takes part is numbered in that order: by object, oldest first. The grid finds, for each, who
 * may touch it; the exact test decides. Handlers may move what they were given or looked up: after
 * each handler those are looked at again, and the search is repeated if somebody came into reach.
 */
#include "collide.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "bounds.h"
#include "grid.h"
#include "instance.h"
#include "touch.h"

#include <limits.h>
#include <string.h>

enum { AHEAD = 8, PARTNERS = 16 };

/* Number in members = number in the grid. */
typedef struct Member {
    GmInstance *self;
    uint32_t stamp;
    int group;
    bool is_plain;    /* its box in the grid is all there is to test */
    bool is_stale;    /* its partners are to be searched again */
    int first, count; /* of partners */
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
    int *wanted;        /* [group][group]: the first member it looks for; INT_MAX: none */
    int *group_of;      /* [object]; GM_NONE: takes no part */
    int *partners;      /* by member: whom it may touch, in order */
    GmInstance **noted; /* may have changed since the last look */
    int group_count, group_capacity, member_count, member_capacity, wanted_capacity;
    int group_of_capacity, noted_count, noted_capacity, partner_count, partner_capacity, move_count;
    int *everybody; /* [group]: 0 */
    int everybody_capacity;
    unsigned sprite_shapes;
    bool is_running, all_noted;
} the_collisions;

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
    MEM_RESERVE(the_collisions.everybody, the_collisions.everybody_capacity, count);
    memset(the_collisions.everybody, 0, (size_t)count * sizeof *the_collisions.everybody);
    MEM_RESERVE(the_collisions.wanted, the_collisions.wanted_capacity, count * count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++) {
            const Object *self = the_collisions.groups[i].object;
            const Object *other = the_collisions.groups[k].object;
            bool wanted = handles(self, other) && (k >= i || !handles(other, self));
            the_collisions.wanted[i * count + k] = wanted ? 0 : INT_MAX;
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
        Member *member = &the_collisions.members[the_collisions.member_count++];
        *member = (Member){.self = entry.self, .stamp = entry.stamp, .group = group};
        grid_add(bounds_of(member->self, &member->is_plain), group);
    }
    mine->end = the_collisions.member_count;
}

/* Whom a searches, for grid_find. Its own kind only from itself on: each pair once. */
static const int *wanted_by(int a) {
    int group = the_collisions.members[a].group;
    int *wanted = &the_collisions.wanted[group * the_collisions.group_count];
    if (wanted[group] != INT_MAX) wanted[group] = a + 1;
    return wanted;
}

/* Searches for all of them at once: in the order of the grid, neighbours are still in the cache. In
 * a heap, where everybody touches everybody, the rest searches when its turn comes. */
static void gather_partners(void) {
    const int *found;
    int most = PARTNERS * the_collisions.member_count;
    the_collisions.partner_count = 0;
    for (int place = 0; place < grid_placed(); place++) {
        int a = grid_item_at(place);
        if (place + AHEAD < grid_placed())
            __builtin_prefetch(&the_collisions.members[grid_item_at(place + AHEAD)]);
        Member *member = &the_collisions.members[a];
        if (!the_collisions.groups[member->group].searches) continue;
        member->is_stale = the_collisions.partner_count > most;
        if (member->is_stale) continue;
        int count = grid_find(grid_box(a), wanted_by(a), &found);
        member->first = the_collisions.partner_count;
        member->count = count;
        if (count == 0) continue;
        MEM_RESERVE(the_collisions.partners, the_collisions.partner_capacity,
                    member->first + count);
        memcpy(the_collisions.partners + member->first, found, (size_t)count * sizeof *found);
        the_collisions.partner_count += count;
    }
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
    gather_partners();
    the_collisions.move_count = 0;
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

static int few_moves(void) {
    return the_collisions.member_count / 8;
}

/* All that a moved box lies on have to search again. When many move, that costs more than it saves:
 * then all do. */
static void make_stale(int member) {
    const int *found;
    the_collisions.members[member].is_stale = true;
    if (++the_collisions.move_count > few_moves()) return;
    int count = grid_find(grid_box(member), the_collisions.everybody, &found);
    for (int i = 0; i < count; i++)
        the_collisions.members[found[i]].is_stale = true;
}

static bool is_stale(int member) {
    return the_collisions.members[member].is_stale || the_collisions.move_count > few_moves();
}

static void look_again(int number) {
    Member *member = &the_collisions.members[number];
    GridBox before = grid_box(number), now = bounds_of(member->self, &member->is_plain);
    if (memcmp(&before, &now, sizeof now) == 0) return;
    grid_move(number, now);
    make_stale(number);
}

/* Did it come into the searched place by its change? */
static bool came_in(int member, const GridBox *searched) {
    GridBox before = grid_box(member);
    look_again(member);
    GridBox now = grid_box(member);
    return grid_overlap(&now, searched) && !grid_overlap(&before, searched);
}

/* Looks again at all that was noted. Has one come into the searched place? */
static bool look_at_noted(const GridBox *searched) {
    bool any = false;
    if (the_collisions.all_noted)
        for (int i = 0; i < the_collisions.member_count; i++)
            any = came_in(i, searched) || any;
    else
        for (int i = 0; i < the_collisions.noted_count; i++) {
            int member = member_of(the_collisions.noted[i]);
            if (member != GM_NONE) any = came_in(member, searched) || any;
        }
    the_collisions.noted_count = 0;
    the_collisions.all_noted = false;
    return any;
}

/* MARK: the visits */

static bool is_there(int member) {
    return the_collisions.members[member].self->stamp == the_collisions.members[member].stamp;
}

static void step_back(GmInstance *self) {
    self->x = self->xprevious;
    self->y = self->yprevious;
}

static bool is_touching(int a, int b) {
    const Member *first = &the_collisions.members[a], *second = &the_collisions.members[b];
    if (!first->is_plain || !second->is_plain) return touch_instance(first->self, second->self);
    GridBox first_box = grid_box(a), second_box = grid_box(b);
    return grid_overlap(&first_box, &second_box);
}

/* Lets a and b meet; then the grid is right again. Must a's search be repeated, since somebody came
 * into reach, or since what it found was overwritten by another search? */
static bool meet(int first, int second, const GridBox *searched,
                 void (*touch)(GmInstance *a, GmInstance *b)) {
    GmInstance *a = the_collisions.members[first].self, *b = the_collisions.members[second].self;
    int moves = the_collisions.move_count;
    Pose a_before = pose_of(a), b_before = pose_of(b);
    if (a->solid || b->solid) {
        step_back(a);
        step_back(b);
    }
    touch(a, b);
    Pose a_now = pose_of(a), b_now = pose_of(b);
    if (!pose_is(&b_before, &b_now)) look_again(second);
    if (!pose_is(&a_before, &a_now)) look_again(first);
    if (the_collisions.sprite_shapes != sprite_shapes()) the_collisions.all_noted = true;
    the_collisions.sprite_shapes = sprite_shapes();
    bool again = false;
    if (the_collisions.noted_count > 0 || the_collisions.all_noted) again = look_at_noted(searched);
    GridBox box = grid_box(first);
    bool was_searched = moves != the_collisions.move_count && moves <= few_moves();
    return again || was_searched || !bounds_inside(&box, searched);
}

static void visit(int a, void (*touch)(GmInstance *a, GmInstance *b)) {
    const Member *member = &the_collisions.members[a];
    const int *found = the_collisions.partners + member->first;
    GridBox searched = grid_box(a);
    int count = member->count;
    if (is_stale(a)) count = grid_find(searched, wanted_by(a), &found);
    for (int i = 0; i < count; i++) {
        int b = found[i];
        if (!is_there(a)) return;
        if (!is_there(b) || !is_touching(a, b) || !meet(a, b, &searched, touch)) continue;
        searched = bounds_widened(grid_box(a));
        count = grid_find(searched, wanted_by(a), &found);
        for (i = 0; i < count && found[i] <= b;)
            i++;
        i--;
    }
}

/* Partners lie anywhere: asks for them, then for their instances, before it is their turn. */
static void prefetch_partners(int a) {
    const Member *members = the_collisions.members;
    if (a + 2 * AHEAD >= the_collisions.member_count) return;
    const Member *next = &members[a + AHEAD], *later = &members[a + 2 * AHEAD];
    for (int i = 0; i < later->count && i < AHEAD; i++)
        __builtin_prefetch(&members[the_collisions.partners[later->first + i]]);
    for (int i = 0; i < next->count && i < AHEAD; i++) {
        const GmInstance *self = members[the_collisions.partners[next->first + i]].self;
        __builtin_prefetch(self);
        __builtin_prefetch(&self->image_xscale);
    }
    if (next->count > 0) {
        __builtin_prefetch(next->self);
        __builtin_prefetch(&next->self->image_xscale);
    }
}

void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b)) {
    gather();
    the_collisions.sprite_shapes = sprite_shapes();
    the_collisions.is_running = true;
    for (int i = 0; i < the_collisions.group_count; i++) {
        Group group = the_collisions.groups[i];
        for (int a = group.first; group.searches && a < group.end; a++) {
            prefetch_partners(a);
            visit(a, touch);
        }
    }
    the_collisions.is_running = false;
}

void collide_close(void) {
    mem_free(the_collisions.groups);
    mem_free(the_collisions.members);
    mem_free(the_collisions.wanted);
    mem_free(the_collisions.group_of);
    mem_free(the_collisions.noted);
    mem_free(the_collisions.partners);
    mem_free(the_collisions.everybody);
    memset(&the_collisions, 0, sizeof the_collisions);
    grid_close();
}
