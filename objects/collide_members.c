/* Members: numbered, put into the grid, and searched for in the order of the model. */
#include "collide_members.h"
#include "../platform/mem.h"
#include "bounds.h"
#include "instance.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PARTNERS = 16 };

static Members the_members;
static int *the_wanted; /* [kind][kind]: the first member it looks for; INT_MAX: none */
static int *the_sorted; /* what was found, in another order than that of members */
static int the_partner_count;
static const KindRule *the_sorting_by;
static struct { int members, wanted, sorted, partners; } the_room_for;

static Kind *kind_at(int kind) {
    return &the_members.kinds.items[kind];
}

/* By the kind looked for. */
static const KindRule *rules_of(int kind) {
    return &the_members.kinds.rules[kind * the_members.kinds.count];
}

/* Rows for grid_find. Those of kinds that are not plain are written anew for each search. */
static void gather_wanted(void) {
    int count = the_members.kinds.count;
    MEM_RESERVE(the_wanted, the_room_for.wanted, count * count);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++)
            the_wanted[i * count + k] = rules_of(i)[k].look == LOOK_NOT ? INT_MAX : 0;
}

static void gather_members(int kind, uint32_t before) {
    Kind *mine = kind_at(kind);
    const InstanceList *list = &mine->object->own;
    MEM_RESERVE(the_members.items, the_room_for.members, the_members.count + list->count);
    mine->first = the_members.count;
    for (int i = 0; i < list->count; i++) {
        InstanceEntry entry = list->items[i];
        if (entry.stamp >= before) break;
        if (i + MEMBERS_AHEAD < list->count) {
            const GmInstance *ahead = list->items[i + MEMBERS_AHEAD].self;
            __builtin_prefetch(ahead);
            __builtin_prefetch(&ahead->image_xscale);
            __builtin_prefetch(instance_rest(ahead));
        }
        if (!entry_counts(entry)) continue;
        Member *member = &the_members.items[the_members.count++];
        *member = (Member){.self = entry.self, .stamp = entry.stamp, .kind = kind};
        grid_add(bounds_of(member->self, &member->is_plain), kind);
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

/* Searches for all of them at once: in the order of the grid, neighbours are still in the cache. In
 * a heap, where everybody touches everybody, the rest searches when its turn comes. */
static void gather_partners(void) {
    const int *found;
    int most = PARTNERS * the_members.count;
    the_partner_count = 0;
    for (int place = 0; place < grid_placed(); place++) {
        int a = grid_item_at(place);
        if (place + MEMBERS_AHEAD < grid_placed())
            __builtin_prefetch(&the_members.items[grid_item_at(place + MEMBERS_AHEAD)]);
        Member *member = &the_members.items[a];
        const Kind *kind = kind_at(member->kind);
        if (!kind->searches) continue;
        member->is_stale = the_partner_count > most || !kind->is_plain;
        if (member->is_stale) continue;
        int count = grid_find(grid_box(a), wanted_by(a, GM_NONE), &found);
        member->first = the_partner_count;
        member->count = count;
        if (count == 0) continue;
        MEM_RESERVE(the_members.partners, the_room_for.partners, member->first + count);
        memcpy(the_members.partners + member->first, found, (size_t)count * sizeof *found);
        the_partner_count += count;
    }
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
    gather_partners();
    return the_members;
}

void members_close(void) {
    mem_free(the_members.items);
    mem_free(the_members.partners);
    mem_free(the_wanted);
    mem_free(the_sorted);
    the_wanted = the_sorted = NULL;
    memset(&the_members, 0, sizeof the_members);
    memset(&the_room_for, 0, sizeof the_room_for);
    kinds_close();
}
