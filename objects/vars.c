/* Variables of an object by name. */
#include "vars.h"

#include <limits.h>
#include <string.h>

const GmField *vars_field(const GmVars *layout, const char *name) {
    if (layout->size == 0 || layout->fields == NULL) return NULL;
    for (const GmField *field = layout->fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0) return field;
    return NULL;
}

static int whole_number(double number) {
    if (number >= INT_MAX) return INT_MAX;
    return number > INT_MIN ? (int)number : INT_MIN; /* what is no number too */
}

bool vars_set_number(const GmField *field, void *vars, double number) {
    char *at = (char *)vars + field->offset;
    bool is_true = number < 0 || number > 0;
    int whole = whole_number(number);
    float single = (float)number;
    switch (field->kind) {
    case GM_FIELD_BOOL:
        memcpy(at, &is_true, sizeof is_true);
        return true;
    case GM_FIELD_INT:
        memcpy(at, &whole, sizeof whole);
        return true;
    case GM_FIELD_FLOAT:
        memcpy(at, &single, sizeof single);
        return true;
    case GM_FIELD_DOUBLE:
        memcpy(at, &number, sizeof number);
        return true;
    case GM_FIELD_TEXT:
    case GM_FIELD_BYTES:
        break;
    }
    return false;
}

/* False: as for vars_set_number. */
static bool number_of(const GmField *field, const void *vars, double *number) {
    const char *at = (const char *)vars + field->offset;
    unsigned char flag;
    int whole;
    float single;
    switch (field->kind) {
    case GM_FIELD_BOOL:
        memcpy(&flag, at, sizeof flag);
        *number = flag != 0 ? 1 : 0;
        return true;
    case GM_FIELD_INT:
        memcpy(&whole, at, sizeof whole);
        *number = whole;
        return true;
    case GM_FIELD_FLOAT:
        memcpy(&single, at, sizeof single);
        *number = (double)single;
        return true;
    case GM_FIELD_DOUBLE:
        memcpy(number, at, sizeof *number);
        return true;
    case GM_FIELD_TEXT:
    case GM_FIELD_BYTES:
        break;
    }
    return false;
}

bool vars_set_text(const GmField *field, void *vars, const char *text, bool *cut) {
    if (field->kind != GM_FIELD_TEXT || field->size == 0) return false;
    char *at = (char *)vars + field->offset;
    size_t bytes = strlen(text);
    *cut = bytes >= field->size;
    if (*cut) bytes = field->size - 1;
    while (*cut && bytes > 0 && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes--;
    memcpy(at, text, bytes);
    memset(at + bytes, 0, field->size - bytes);
    return true;
}

static void carry_text(const GmField *field, void *to, const GmField *old, const void *from) {
    const char *text = (const char *)from + old->offset;
    bool cut;
    if (memchr(text, '\0', old->size) != NULL) vars_set_text(field, to, text, &cut);
}

void vars_carry_over(const GmVars *now, void *to, const GmVars *before, const void *from) {
    for (const GmField *field = now->fields; field != NULL && field->name != NULL; field++) {
        const GmField *old = vars_field(before, field->name);
        double number;
        if (old == NULL) continue;
        if (old->kind == field->kind && old->size == field->size)
            memcpy((char *)to + field->offset, (const char *)from + old->offset, field->size);
        else if (old->kind == GM_FIELD_TEXT)
            carry_text(field, to, old, from);
        else if (number_of(old, from, &number))
            vars_set_number(field, to, number);
    }
}
