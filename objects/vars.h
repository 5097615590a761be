/* Variables of an object by name: putting values in, and moving them from one struct to another.
 * Thread: any, one owner. */
#ifndef OBJECTS_VARS_H
#define OBJECTS_VARS_H

#include "../runtime/gm_object.h"

const GmField *vars_field(const GmVars *layout, const char *name); /* NULL: it names no such one */
/* False: the variable is no bool, int, float or double. An int loses the fraction and
 * stays in its range. */
bool vars_set_number(const GmField *field, void *vars, double number);
/* Whole characters of UTF-8, as many as fit; *cut: not all did. False: it is no char array. */
bool vars_set_text(const GmField *field, void *vars, const char *text, bool *cut);

/* Reload: what both structs name moves, also into another kind of number or a text of another
 * size; the rest of to stays as it is. */
void vars_carry_over(const GmVars *now, void *to, const GmVars *before, const void *from);

#endif
