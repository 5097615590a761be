/* The pairs of a step, in the promised order (runtime-model 5.6).
 *
 * Who takes part is numbered by object, oldest first. The grid finds, for each, who
 * may touch it; the exact test decides. Handlers may move what they were given or looked up: after
 * each handler those are looked at again, and the search is repeated if somebody came into reach.
 */
#include "collide.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "bounds.h"
#include "collide_kinds.h"
#include "grid.h"
#include "instance.h"
#include "touch.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 20, PARTNERS = 16 };

/* Number in members = number in the grid. */
typedef struct Member {
    GmInstance *self;
    uint32_t stamp;
    int kind;
    bool is_plain;    /* its box in the grid is all there is to test */
    bool is_stale;    /* its partners are to be searched again */
    int first, count; /* of partners */
} Member;

static struct {
    Kinds kinds;
    Member *members;
    int *wanted;        /* [kind][kind]: the first member it looks for; INT_MAX: none */
    int *partners;      /* by member: whom it may touch, in order */
    GmInstance **noted; /* may have changed since the last look */
    int member_count, member_capacity, wanted_capacity;
    int noted_count, noted_capacity, partner_count, partner_capacity, move_count;
    int *everybody; /* [kind]: 0 */
    int *sorted;    /* what was found, in another order than that of members */
    int everybody_capacity, sorted_capacity;
    const KindRule *sorting_by;
    int *of_this_turn; /* kinds */
    int of_this_turn_capacity;
    unsigned sprite_shapes;
    bool is_running, all_noted;
} the_collisions;

/* MARK: who takes part */

static Kind *kind_at(int kind) {
    return &the_collisions.kinds.items[kind];
}

/* By the kind looked for. */
static const KindRule *rules_of(int kind) {
    return &the_collisions.kinds.rules[kind * the_collisions.kinds.count];
}

/* Rows for grid_find. Those of kinds that are not plain are written anew for each search. */
static void gather_wanted(void) {
    int count = the_collisions.kinds.count;
    MEM_RESERVE(the_collisions.everybody, the_collisions.everybody_capacity, count);
    memset(the_collisions.everybody, 0, (size_t)count * sizeof *the_collisions.everybody);
    MEM_RESERVE(the_collisions.wanted, the_collisions.wanted_capacity, count * count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++)
            the_collisions.wanted[i * count + k] = rules_of(i)[k].look == LOOK_NOT ? INT_MAX : 0;
}

static void gather_members(int kind, uint32_t before) {
    Kind *mine = kind_at(kind);
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
        *member = (Member){.self = entry.self, .stamp = entry.stamp, .kind = kind};
        grid_add(bounds_of(member->self, &member->is_plain), kind);
    }
    mine->end = the_collisions.member_count;
}

/* The first member of a kind that is younger. */
static int first_younger(int kind, uint32_t stamp) {
    int low = kind_at(kind)->first;
    for (int high = kind_at(kind)->end; low < high;) {
        int middle = low + (high - low) / 2;
        if (the_collisions.members[middle].stamp <= stamp)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whom a searches in a turn, for grid_find. Its own kind only from itself on: each pair once. */
static const int *wanted_by(int a, int turn) {
    int kind = the_collisions.members[a].kind, count = the_collisions.kinds.count;
    const KindRule *rules = rules_of(kind);
    int *wanted = &the_collisions.wanted[kind * count];
    if (rules[kind].look == LOOK_YOUNGER) wanted[kind] = a + 1;
    if (kind_at(kind)->is_plain) return wanted;
    for (int i = 0; i < count; i++) {
        bool looks = rules[i].look != LOOK_NOT && rules[i].turn == turn;
        wanted[i] = !looks                      ? INT_MAX
                    : rules[i].look == LOOK_ALL ? 0
                                                : first_younger(i, the_collisions.members[a].stamp);
    }
    return wanted;
}

/* By the second object of the pair, then by age. */
static int compare_partners(const void *a, const void *b) {
    const Member *first = &the_collisions.members[*(const int *)a];
    const Member *second = &the_collisions.members[*(const int *)b];
    int before = the_collisions.sorting_by[first->kind].second;
    int after = the_collisions.sorting_by[second->kind].second;
    if (before != after) return before < after ? -1 : 1;
    return (first->stamp > second->stamp) - (first->stamp < second->stamp);
}

/* Does b come after a, as partners of this kind? */
static bool comes_after(int kind, int a, int b) {
    if (kind_at(kind)->is_plain) return b > a;
    the_collisions.sorting_by = rules_of(kind);
    return compare_partners(&a, &b) < 0;
}

/* Partners of a in a turn, in order: how many. *found stays good until the next search. */
static int search(int a, GridBox box, int turn, const int **found) {
    int kind = the_collisions.members[a].kind;
    int count = grid_find(box, wanted_by(a, turn), found);
    if (count < 2 || kind_at(kind)->is_plain) return count;
    MEM_RESERVE(the_collisions.sorted, the_collisions.sorted_capacity, count);
    memcpy(the_collisions.sorted, *found, (size_t)count * sizeof **found);
    the_collisions.sorting_by = rules_of(kind);
    qsort(the_collisions.sorted, (size_t)count, sizeof **found, compare_partners);
    *found = the_collisions.sorted;
    return count;
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
        const Kind *kind = kind_at(member->kind);
        if (!kind->searches) continue;
        member->is_stale = the_collisions.partner_count > most || !kind->is_plain;
        if (member->is_stale) continue;
        int count = grid_find(grid_box(a), wanted_by(a, GM_NONE), &found);
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
    the_collisions.kinds = kinds_gather();
    the_collisions.member_count = 0;
    if (the_collisions.kinds.count == 0) return;
    gather_wanted();
    grid_clear();
    for (int i = 0; i < the_collisions.kinds.count; i++)
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
    int kind = the_collisions.kinds.kind_of[instance_object(self)->index];
    if (kind == GM_NONE || self->stamp == 0) return GM_NONE;
    int low = kind_at(kind)->first, end = kind_at(kind)->end;
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

static void visit(int a, int turn, void (*touch)(GmInstance *a, GmInstance *b)) {
    const Member *member = &the_collisions.members[a];
    const int *found = the_collisions.partners + member->first;
    GridBox searched = grid_box(a);
    int count = member->count;
    if (is_stale(a)) count = search(a, searched, turn, &found);
    for (int i = 0; i < count; i++) {
        int b = found[i];
        if (!is_there(a)) return;
        if (!is_there(b) || !is_touching(a, b) || !meet(a, b, &searched, touch)) continue;
        searched = bounds_widened(grid_box(a));
        count = search(a, searched, turn, &found);
        for (i = 0; i < count && !comes_after(member->kind, b, found[i]);)
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

/* The oldest member whose turn has not come yet; GM_NONE: none is left. */
static int next_in_turn(int kinds) {
    Kind *oldest = NULL;
    for (int i = 0; i < kinds; i++) {
        Kind *kind = kind_at(the_collisions.of_this_turn[i]);
        if (kind->next < kind->end &&
            (oldest == NULL ||
             the_collisions.members[kind->next].stamp < the_collisions.members[oldest->next].stamp))
            oldest = kind;
    }
    return oldest != NULL ? oldest->next++ : GM_NONE;
}

/* Does it look for somebody in this turn? */
static bool has_turn(int kind, int turn) {
    const KindRule *rules = rules_of(kind);
    for (int i = 0; i < the_collisions.kinds.count; i++)
        if (rules[i].look != LOOK_NOT && rules[i].turn == turn) return true;
    return false;
}

static void visit_turn(int turn, void (*touch)(GmInstance *a, GmInstance *b)) {
    int kinds = 0;
    for (int i = 0; i < the_collisions.kinds.count; i++) {
        if (!has_turn(i, turn)) continue;
        kind_at(i)->next = kind_at(i)->first;
        the_collisions.of_this_turn[kinds++] = i;
    }
    for (int a; kinds > 0 && (a = next_in_turn(kinds)) != GM_NONE;) {
        prefetch_partners(a);
        visit(a, turn, touch);
    }
}

void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b)) {
    gather();
    the_collisions.sprite_shapes = sprite_shapes();
    the_collisions.is_running = true;
    MEM_RESERVE(the_collisions.of_this_turn, the_collisions.of_this_turn_capacity,
                the_collisions.kinds.count);
    for (int turn = 0; turn < object_count() && the_collisions.kinds.count > 0; turn++)
        visit_turn(turn, touch);
    the_collisions.is_running = false;
}

void collide_close(void) {
    mem_free(the_collisions.members);
    mem_free(the_collisions.wanted);
    mem_free(the_collisions.sorted);
    mem_free(the_collisions.of_this_turn);
    mem_free(the_collisions.noted);
    mem_free(the_collisions.partners);
    mem_free(the_collisions.everybody);
    memset(&the_collisions, 0, sizeof the_collisions);
    kinds_close();
    grid_close();
}
