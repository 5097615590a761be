/* Members: numbered, put into the grid, and searched for in the order of the model. */
#include "collide_members.h"
#include "../platform/mem.h"
#include "bounds.h"
#include "instance.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    PARTNERS = 16, /* so many for each, on average, are gathered early */
    AHEAD = 20     /* so many instances before its turn memory is asked for */
};

static Members the_members;
static int *the_wanted;   /* [kind][kind]: the first member it looks for; INT_MAX: none */
static int *the_meetings; /* [kind][kind]: 0: one looks for the other, early; INT_MAX: none does */
static int *the_sorted;   /* what was found, in another order than that of members */
static const KindRule *the_sorting_by;
static struct { int members, wanted, meetings, sorted, partners; } the_room_for;

static Kind *kind_at(int kind) {
    return &the_members.kinds.items[kind];
}

/* By the kind looked for. */
static const KindRule *rules_of(int kind) {
    return &the_members.kinds.rules[kind * the_members.kinds.count];
}

/* Partners are found before the first turn if they do not depend on it. */
static bool looks_early(int kind, int other) {
    return kind_at(kind)->is_plain && rules_of(kind)[other].look != LOOK_NOT;
}

/* Rows for the grid. Those of kinds that are not plain are written anew for each search. */
static void gather_wanted(void) {
    int count = the_members.kinds.count;
    MEM_RESERVE(the_wanted, the_room_for.wanted, count * count);
    MEM_RESERVE(the_meetings, the_room_for.meetings, count * count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++) {
            the_wanted[i * count + k] = rules_of(i)[k].look == LOOK_NOT ? INT_MAX : 0;
            the_meetings[i * count + k] = looks_early(i, k) || looks_early(k, i) ? 0 : INT_MAX;
        }
}

static void gather_members(int kind, uint32_t before) {
    Kind *mine = kind_at(kind);
    const InstanceList *list = &mine->object->own;
    bool searches = mine->searches && mine->is_plain;
    MEM_RESERVE(the_members.items, the_room_for.members, the_members.count + list->count);
    mine->first = the_members.count;
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
        Member *member = &the_members.items[the_members.count++];
        *member = (Member){.self = entry.self, .stamp = entry.stamp, .kind = kind};
        member->is_stale = !mine->is_plain;
        grid_add(bounds_of(member->self, &member->is_plain), kind, searches);
    }
    mine->end = the_members.count;
}

/* The first member of a kind that is younger. */
static int first_younger(int kind, uint32_t stamp) {
    int low = kind_at(kind)->first;
    for (int high = kind_at(kind)->end; low < high;) {
        int middle = low + (high - low) / 2;
        if (the_members.items[middle].stamp <= stamp)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whom a searches in a turn, for grid_find. Its own kind only from itself on: each pair once. */
static const int *wanted_by(int a, int turn) {
    int kind = the_members.items[a].kind, count = the_members.kinds.count;
    const KindRule *rules = rules_of(kind);
    int *wanted = &the_wanted[kind * count];
    if (rules[kind].look == LOOK_YOUNGER) wanted[kind] = a + 1;
    if (kind_at(kind)->is_plain) return wanted;
    for (int i = 0; i < count; i++) {
        bool looks = rules[i].look != LOOK_NOT && rules[i].turn == turn;
        wanted[i] = !looks                      ? INT_MAX
                    : rules[i].look == LOOK_ALL ? 0
                                                : first_younger(i, the_members.items[a].stamp);
    }
    return wanted;
}

/* By the second object of the pair, then by age. */
static int compare_partners(const void *a, const void *b) {
    const Member *first = &the_members.items[*(const int *)a];
    const Member *second = &the_members.items[*(const int *)b];
    int before = the_sorting_by[first->kind].second;
    int after = the_sorting_by[second->kind].second;
    if (before != after) return before < after ? -1 : 1;
    return (first->stamp > second->stamp) - (first->stamp < second->stamp);
}

/* Does b come after a, as partners of this kind? */
bool members_in_order(int kind, int a, int b) {
    if (kind_at(kind)->is_plain) return b > a;
    the_sorting_by = rules_of(kind);
    return compare_partners(&a, &b) < 0;
}

/* Partners of a in a turn, in order: how many. *found stays good until the next search. */
int members_search(int a, GridBox box, int turn, const int **found) {
    int kind = the_members.items[a].kind;
    int count = grid_find(box, wanted_by(a, turn), found);
    if (count < 2 || kind_at(kind)->is_plain) return count;
    MEM_RESERVE(the_sorted, the_room_for.sorted, count);
    memcpy(the_sorted, *found, (size_t)count * sizeof **found);
    the_sorting_by = rules_of(kind);
    qsort(the_sorted, (size_t)count, sizeof **found, compare_partners);
    *found = the_sorted;
    return count;
}

/* Who of the two looks for the other? Of one kind, the older one. */
static GridPair put_in_order(GridPair pair) {
    int first = the_members.items[pair.a].kind, second = the_members.items[pair.b].kind;
    bool a_looks = first == second ? pair.a < pair.b : looks_early(first, second);
    return a_looks ? pair : (GridPair){pair.b, pair.a};
}

static void count_partners(const GridPair *pairs, int count) {
    int next = 0;
    for (int i = 0; i < count; i++)
        the_members.items[put_in_order(pairs[i]).a].count++;
    for (int i = 0; i < the_members.count; i++) {
        Member *member = &the_members.items[i];
        member->first = next;
        next += member->count;
        member->count = 0;
    }
}

/* Gives each its partners, in rising order. */
static void deal_out(const GridPair *pairs, int count) {
    MEM_RESERVE(the_members.partners, the_room_for.partners, count);
    count_partners(pairs, count);
    for (int i = 0; i < count; i++) {
        GridPair pair = put_in_order(pairs[i]);
        Member *member = &the_members.items[pair.a];
        int *partners = the_members.partners + member->first, k = member->count++;
        for (; k > 0 && partners[k - 1] > pair.b; k--)
            partners[k] = partners[k - 1];
        partners[k] = pair.b;
    }
}

/* In a heap, where everybody meets everybody, each searches when its turn comes. */
static void gather_partners(void) {
    const GridPair *pairs;
    int count =
        grid_pairs(the_meetings, the_members.kinds.count, PARTNERS * the_members.count, &pairs);
    if (count >= 0)
        deal_out(pairs, count);
    else
        for (int i = 0; i < the_members.count; i++)
            the_members.items[i].is_stale = true;
}

Members members_gather(void) {
    uint32_t before = instances_now();
    the_members.kinds = kinds_gather();
    the_members.count = 0;
    if (the_members.kinds.count == 0) return the_members;
    gather_wanted();
    grid_clear();
    for (int i = 0; i < the_members.kinds.count; i++)
        gather_members(i, before);
    grid_build();
    the_members.boxes = grid_boxes();
    gather_partners();
    return the_members;
}

void members_close(void) {
    mem_free(the_members.items);
    mem_free(the_members.partners);
    mem_free(the_wanted);
    mem_free(the_meetings);
    mem_free(the_sorted);
    the_wanted = the_meetings = the_sorted = NULL;
    memset(&the_members, 0, sizeof the_members);
    memset(&the_room_for, 0, sizeof the_room_for);
    kinds_close();
}
