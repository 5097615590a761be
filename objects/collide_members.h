/* Who takes part in a step's collisions, and whom each may touch. Thread: main. */
#ifndef OBJECTS_COLLIDE_MEMBERS_H
#define OBJECTS_COLLIDE_MEMBERS_H

#include "collide_kinds.h"
#include "grid.h"

/* Number in members = number in the grid. */
typedef struct Member {
    GmInstance *self;
    uint32_t stamp;
    int kind;
    bool is_plain;    /* its box in the grid is all there is to test */
    bool is_stale;    /* its partners are to be searched again */
    int first, count; /* of partners */
} Member;

typedef struct Members {
    Kinds kinds;
    Member *items;        /* by kind, oldest first */
    const GridBox *boxes; /* of items: the grid's */
    int count;
    int *partners; /* of members: whom each may touch, in order */
} Members;

/* Everybody there is now, in the grid; stays good until the next call. */
Members members_gather(void);
/* Whom a may touch within the box in a turn, in order: how many. *found stays good until the next
 * search. */
int members_search(int a, GridBox box, int turn, const int **found);
/* Does b come after a, as partners of this kind? */
bool members_in_order(int kind, int a, int b);
void members_close(void);

#endif
