/* Handles of data structures: what gm_ds_... numbers stand for. Thread: main. */
#ifndef ASSETS_DS_H
#define ASSETS_DS_H

#include "map.h"
#include "../runtime/gm_ds.h"

/* The map's handle, given now if it has none yet. What is nested in it gets its handles when the
 * game first looks at them. The map ends by map_free (its handle with it), gm_ds_map_destroy, or at
 * ds_close. */
int ds_map_adopt(Map *map);
int ds_list_adopt(List *list);
Map *ds_map(int handle); /* NULL: no such map */
List *ds_list(int handle);
/* These own their values alone, and nothing owns them but the game. NULL: no such one. */
List *ds_stack(int handle);
List *ds_queue(int handle);
struct Priority *ds_priority(int handle);
struct Grid *ds_grid(int handle);
/* Free all of them, for ds_close. */
void ds_queues_close(void); /* stacks, too */
void ds_priorities_close(void);
void ds_grids_close(void);
/* While held, the handle is given to no other map, also if the game destroys this one. */
void ds_map_hold(int handle);
void ds_map_let_go(int handle);
/* Who is told of every look at a map by handle: key NULL means all of it, found NULL that there is
 * nothing. NULL: nobody. */
void ds_watch(void (*look)(int map, const char *key, const Value *found));
void ds_look_at_all(int map); /* tells who watches */
void ds_open(void);           /* the calling thread keeps ended maps for new ones */
void ds_close(void);          /* frees what the game left; leak checkers stay silent */

/* A value as the game sees it: nested ones as their handles. NULL: undefined. */
GmValue ds_face(const Value *value);
double ds_real_slowly(const Value *value, double fallback); /* for ds_real */
/* fallback: NULL, or not a number */
static inline double ds_real(const Value *value, double fallback) {
    bool is_real = value != NULL && value->kind == VALUE_REAL; /* nearly always */
    return is_real ? value->real : ds_real_slowly(value, fallback);
}
/* fallback: NULL, or not a text */
static inline const char *ds_text(const Value *value, const char *fallback) {
    return value != NULL && value->kind == VALUE_TEXT ? value->text : fallback;
}
/* The face of a value that was taken out of its structure: a text lives as gm_text's does. */
GmValue ds_lend(Value value);
/* A copy that another structure can own: nested ones become their handles' numbers. */
Value ds_copy(const Value *value);
Value ds_own(GmValue value);         /* a copy of its own */
Value ds_own_text(const char *text); /* likewise; NULL: "" */
bool ds_is_number(const Value *value);
/* As a search compares: numbers that are very close are equal, whatever their kinds. */
bool ds_equal(const Value *a, const Value *b);
/* As sorting compares: numbers, NaN behind them, then texts by their bytes, then the rest. */
int ds_compare(const Value *a, const Value *b);
/* The child may be added to the parent; else says why not, naming the call. */
bool ds_may_own(struct Node *parent, struct Node *child, const char *call);

#endif
