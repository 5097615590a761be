/* The pairs of a step, in the promised order (runtime-model 5.6).
 *
 * Who takes part (collide_members.h) is numbered by object, oldest first. The grid finds, for each,
 * who may touch it; the exact test decides. Handlers may move what they were given or looked up:
 * after each handler those are looked at again, and the search is repeated if somebody came into
 * reach.
 */
#include "collide.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "bounds.h"
#include "collide_members.h"
#include "grid.h"
#include "instance.h"
#include "touch.h"

#include <string.h>

static struct {
    Members members;
    GmInstance **noted; /* may have changed since the last look */
    int noted_count, noted_capacity, move_count;
    int *everybody;    /* [kind]: 0 */
    int *of_this_turn; /* kinds */
    int everybody_capacity, of_this_turn_capacity;
    unsigned sprite_shapes;
    bool is_running, all_noted;
} the_collisions;

/* MARK: who takes part */

static void gather(void) {
    the_collisions.members = members_gather();
    int count = the_collisions.members.kinds.count;
    MEM_RESERVE(the_collisions.everybody, the_collisions.everybody_capacity, count);
    MEM_RESERVE(the_collisions.of_this_turn, the_collisions.of_this_turn_capacity, count);
    if (count > 0)
        memset(the_collisions.everybody, 0, (size_t)count * sizeof *the_collisions.everybody);
    the_collisions.move_count = 0;
}

static Kind *kind_at(int kind) {
    return &the_collisions.members.kinds.items[kind];
}

static GridBox box_of(int member) {
    return the_collisions.members.boxes[member];
}

/* MARK: what handlers change */

void collide_note(GmInstance *self) {
    int count = the_collisions.noted_count;
    if (!the_collisions.is_running || the_collisions.all_noted) return;
    if (count > 0 && the_collisions.noted[count - 1] == self) return;
    the_collisions.all_noted = count >= the_collisions.members.count;
    MEM_RESERVE(the_collisions.noted, the_collisions.noted_capacity, count + 1);
    the_collisions.noted[the_collisions.noted_count++] = self;
}

/* GM_NONE: it takes no part. */
static int member_of(const GmInstance *self) {
    int kind = the_collisions.members.kinds.kind_of[instance_object(self)->index];
    if (kind == GM_NONE || self->stamp == 0) return GM_NONE;
    int low = kind_at(kind)->first, end = kind_at(kind)->end;
    for (int high = end; low < high;) {
        int middle = low + (high - low) / 2;
        if (the_collisions.members.items[middle].stamp < self->stamp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && the_collisions.members.items[low].self == self ? low : GM_NONE;
}

static int few_moves(void) {
    return the_collisions.members.count / 8;
}

/* All that a moved box lies on have to search again. When many move, that costs more than it saves:
 * then all do. */
static void make_stale(int member) {
    const int *found;
    the_collisions.members.items[member].is_stale = true;
    if (++the_collisions.move_count > few_moves()) return;
    int count = grid_find(box_of(member), the_collisions.everybody, &found);
    for (int i = 0; i < count; i++)
        the_collisions.members.items[found[i]].is_stale = true;
}

static bool is_stale(int member) {
    return the_collisions.members.items[member].is_stale || the_collisions.move_count > few_moves();
}

static void look_again(int number) {
    Member *member = &the_collisions.members.items[number];
    GridBox before = box_of(number), now = bounds_of(member->self, &member->is_plain);
    if (memcmp(&before, &now, sizeof now) == 0) return;
    grid_move(number, now);
    make_stale(number);
}

/* Did it come into the searched place by its change? */
static bool came_in(int member, const GridBox *searched) {
    GridBox before = box_of(member);
    look_again(member);
    GridBox now = box_of(member);
    return grid_overlap(&now, searched) && !grid_overlap(&before, searched);
}

/* Looks again at all that was noted. Has one come into the searched place? */
static bool look_at_noted(const GridBox *searched) {
    bool any = false;
    if (the_collisions.all_noted)
        for (int i = 0; i < the_collisions.members.count; i++)
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
    return the_collisions.members.items[member].self->stamp ==
           the_collisions.members.items[member].stamp;
}

static void step_back(GmInstance *self) {
    self->x = self->xprevious;
    self->y = self->yprevious;
}

static bool is_touching(int a, int b) {
    const Member *first = &the_collisions.members.items[a],
                 *second = &the_collisions.members.items[b];
    if (!first->is_plain || !second->is_plain) return touch_instance(first->self, second->self);
    return grid_overlap(&the_collisions.members.boxes[a], &the_collisions.members.boxes[b]);
}

/* Lets a and b meet; then the grid is right again. Must a's search be repeated, since somebody came
 * into reach, or since what it found was overwritten by another search? */
static bool meet(int first, int second, const GridBox *searched,
                 void (*touch)(GmInstance *a, GmInstance *b)) {
    GmInstance *a = the_collisions.members.items[first].self,
               *b = the_collisions.members.items[second].self;
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
    unsigned shapes = sprite_shapes();
    if (the_collisions.sprite_shapes != shapes) the_collisions.all_noted = true;
    the_collisions.sprite_shapes = shapes;
    bool again = false;
    if (the_collisions.noted_count > 0 || the_collisions.all_noted) again = look_at_noted(searched);
    GridBox box = box_of(first);
    bool was_searched = moves != the_collisions.move_count && moves <= few_moves();
    return again || was_searched || !bounds_inside(&box, searched);
}

static void visit(int a, int turn, void (*touch)(GmInstance *a, GmInstance *b)) {
    const Member *member = &the_collisions.members.items[a];
    const int *found = the_collisions.members.partners + member->first;
    GridBox searched = box_of(a);
    int count = member->count;
    if (is_stale(a)) count = members_search(a, searched, turn, &found);
    for (int i = 0; i < count; i++) {
        int b = found[i];
        if (!is_there(a)) return;
        if (!is_there(b) || !is_touching(a, b) || !meet(a, b, &searched, touch)) continue;
        searched = bounds_widened(box_of(a));
        count = members_search(a, searched, turn, &found);
        for (i = 0; i < count && !members_in_order(member->kind, b, found[i]);)
            i++;
        i--;
    }
}

/* The oldest member whose turn has not come yet; GM_NONE: none is left. */
static int next_in_turn(int kinds) {
    Kind *oldest = NULL;
    for (int i = 0; i < kinds; i++) {
        Kind *kind = kind_at(the_collisions.of_this_turn[i]);
        if (kind->next < kind->end &&
            (oldest == NULL || the_collisions.members.items[kind->next].stamp <
                                   the_collisions.members.items[oldest->next].stamp))
            oldest = kind;
    }
    return oldest != NULL ? oldest->next++ : GM_NONE;
}

/* Does it look for somebody in this turn? */
static bool has_turn(int kind, int turn) {
    const Kinds *kinds = &the_collisions.members.kinds;
    const KindRule *rules = &kinds->rules[kind * kinds->count];
    if (turn < kinds->items[kind].first_turn || turn > kinds->items[kind].last_turn) return false;
    for (int i = 0; i < kinds->count; i++)
        if (rules[i].look != LOOK_NOT && rules[i].turn == turn) return true;
    return false;
}

static void visit_turn(int turn, void (*touch)(GmInstance *a, GmInstance *b)) {
    int kinds = 0;
    for (int i = 0; i < the_collisions.members.kinds.count; i++) {
        if (!has_turn(i, turn)) continue;
        kind_at(i)->next = kind_at(i)->first;
        the_collisions.of_this_turn[kinds++] = i;
    }
    for (int a; kinds > 0 && (a = next_in_turn(kinds)) != GM_NONE;)
        visit(a, turn, touch);
}

void collide_pairs(void (*touch)(GmInstance *a, GmInstance *b)) {
    gather();
    the_collisions.sprite_shapes = sprite_shapes();
    the_collisions.is_running = true;
    for (int turn = 0; turn < object_count() && the_collisions.members.kinds.count > 0; turn++)
        visit_turn(turn, touch);
    the_collisions.is_running = false;
}

void collide_close(void) {
    mem_free(the_collisions.of_this_turn);
    mem_free(the_collisions.noted);
    mem_free(the_collisions.everybody);
    memset(&the_collisions, 0, sizeof the_collisions);
    members_close();
    grid_close();
}
