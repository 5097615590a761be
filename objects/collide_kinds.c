/* Kinds: gathered once a step from the tables of objects. */
#include "collide_kinds.h"
#include "../platform/mem.h"

#include <string.h>

static Kinds the_kinds;
static struct { int items, rules, kind_of; } the_capacities;

static bool meets(const Object *a, const Object *b) {
    return object_collision_turn(a, b).first != GM_NONE ||
           object_collision_turn(b, a).first != GM_NONE;
}

static bool takes_part(const Object *object) {
    for (int i = 0; i < object_count(); i++) {
        const Object *other = object_of(i);
        if (other->own.count > 0 && meets(object, other)) return true;
    }
    return false;
}

static void gather_items(void) {
    MEM_RESERVE(the_kinds.kind_of, the_capacities.kind_of, object_count());
    the_kinds.count = 0;
    for (int i = 0; i < object_count(); i++) {
        const Object *object = object_of(i);
        the_kinds.kind_of[i] = GM_NONE;
        if (object->own.count == 0 || !takes_part(object)) continue;
        MEM_RESERVE(the_kinds.items, the_capacities.items, the_kinds.count + 1);
        the_kinds.kind_of[i] = the_kinds.count;
        the_kinds.items[the_kinds.count++] = (Kind){.object = object};
    }
}

static KindRule rule_for(const Object *self, const Object *other) {
    CollisionTurn mine = object_collision_turn(self, other);
    CollisionTurn theirs = object_collision_turn(other, self);
    KindRule rule = {LOOK_NOT, mine.first, mine.second};
    if (mine.first == GM_NONE) return rule;
    if (mine.first == theirs.first)
        rule.look = LOOK_YOUNGER;
    else if (theirs.first == GM_NONE || mine.first < theirs.first)
        rule.look = LOOK_ALL;
    return rule;
}

static void gather_rules(int kind) {
    Kind *mine = &the_kinds.items[kind];
    KindRule *rules = &the_kinds.rules[kind * the_kinds.count];
    const KindRule *before = NULL; /* the last that looks */
    mine->is_plain = true;
    mine->last_turn = GM_NONE;
    for (int i = 0; i < the_kinds.count; i++) {
        rules[i] = rule_for(mine->object, the_kinds.items[i].object);
        if (rules[i].look == LOOK_NOT) continue;
        bool fits =
            before == NULL || (before->turn == rules[i].turn && before->second < rules[i].second);
        if (!fits || (rules[i].look == LOOK_YOUNGER && i != kind)) mine->is_plain = false;
        if (before == NULL || rules[i].turn < mine->first_turn) mine->first_turn = rules[i].turn;
        if (before == NULL || rules[i].turn > mine->last_turn) mine->last_turn = rules[i].turn;
        before = &rules[i];
    }
    mine->searches = before != NULL;
}

Kinds kinds_gather(void) {
    gather_items();
    MEM_RESERVE(the_kinds.rules, the_capacities.rules, the_kinds.count * the_kinds.count);
    for (int i = 0; i < the_kinds.count; i++)
        gather_rules(i);
    return the_kinds;
}

void kinds_close(void) {
    mem_free(the_kinds.items);
    mem_free(the_kinds.rules);
    mem_free(the_kinds.kind_of);
    memset(&the_kinds, 0, sizeof the_kinds);
    memset(&the_capacities, 0, sizeof the_capacities);
}
