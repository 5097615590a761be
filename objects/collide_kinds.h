/* Which kinds of instances look for which in collisions, and when it is their turn: the nesting of
 * runtime-model 5.6. A kind is an object with instances of its own that take part. Thread: main. */
#ifndef OBJECTS_COLLIDE_KINDS_H
#define OBJECTS_COLLIDE_KINDS_H

#include "object.h"

/* Pairs are met from the side of the kind whose turn comes first. If both have the same turn (of
 * one object, or of a parent that handles itself), the older instance looks for the younger. */
typedef enum Look { LOOK_NOT, LOOK_ALL, LOOK_YOUNGER } Look;

typedef struct KindRule {
    Look look;
    int turn;   /* index of the first object of the pair: turns come in rising order */
    int second; /* of the second one: partners come in rising order of these, then by age */
} KindRule;

typedef struct Kind {
    const Object *object;
    int first, end;            /* its members, oldest first: collide.c's */
    int next;                  /* the member whose turn it is: the same */
    int first_turn, last_turn; /* it looks for nobody in those before and after */
    bool searches;             /* is there a kind it looks for? */
    bool is_plain; /* all in one turn, other kinds as a whole, and in the order of kinds */
} Kind;

typedef struct Kinds {
    Kind *items; /* in the order of objects */
    int count;
    KindRule *rules; /* [kind][kind]: the row of who looks */
    int *kind_of;    /* [object]; GM_NONE: it takes no part */
} Kinds;

/* From the instances there are; stays good until the next call. */
Kinds kinds_gather(void);
void kinds_close(void);

#endif
