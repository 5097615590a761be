/* Values as a game sees them: read, copied, compared, and lent. */
#include "ds.h"
#include "node.h"
#include "text.h"

#include <math.h>
#include <string.h>

/* Two numbers this close are equal in a search (runtime-model 9.1). */
static const double PRECISION = 1e-7;

/* MARK: out */

GmValue ds_face(const Value *value) {
    if (value == NULL) return (GmValue){.kind = GM_UNDEFINED};
    switch (value->kind) {
    case VALUE_REAL:
        return (GmValue){.kind = GM_REAL, .real = value->real};
    case VALUE_INT64:
        return (GmValue){.kind = GM_INT64, .int64 = value->int64};
    case VALUE_BOOL:
        return (GmValue){.kind = GM_BOOL, .real = value->real};
    case VALUE_TEXT:
        return (GmValue){.kind = GM_STRING, .string = value->text};
    case VALUE_MAP:
    case VALUE_LIST:
    case VALUE_BUFFER:
        return (GmValue){.kind = GM_REAL, .real = node_adopt(value->node)};
    case VALUE_UNDEFINED:
        break;
    }
    return (GmValue){.kind = GM_UNDEFINED};
}

double ds_real_slowly(const Value *value, double fallback) {
    GmValue face = ds_face(value);
    if (face.kind == GM_REAL || face.kind == GM_BOOL) return face.real;
    return face.kind == GM_INT64 ? (double)face.int64 : fallback;
}

GmValue ds_lend(Value value) {
    GmValue face = ds_face(&value);
    if (value.kind != VALUE_TEXT) return face;
    size_t bytes = (size_t)value.bytes + 1;
    face.string = memcpy(text_take(bytes), value.text, bytes);
    value_drop(&value);
    return face;
}

/* MARK: in */

Value ds_copy(const Value *value) {
    if (value->kind == VALUE_TEXT) return value_text(value->text, value->bytes);
    return value_is_node(value) ? value_real(node_adopt(value->node)) : *value;
}

Value ds_own_text(const char *text) {
    if (text == NULL) text = "";
    return value_text(text, strlen(text));
}

Value ds_own(GmValue value) {
    switch (value.kind) {
    case GM_REAL:
        return value_real(value.real);
    case GM_INT64:
        return value_int64(value.int64);
    case GM_BOOL:
        return value_bool(value.real > 0.5);
    case GM_STRING:
        return ds_own_text(value.string);
    case GM_UNDEFINED:
        break;
    }
    return (Value){.kind = VALUE_UNDEFINED};
}

/* MARK: comparing */

bool ds_is_number(const Value *value) {
    return value->kind == VALUE_REAL || value->kind == VALUE_INT64 || value->kind == VALUE_BOOL;
}

bool ds_equal(const Value *a, const Value *b) {
    if (ds_is_number(a) && ds_is_number(b)) {
        if (a->kind == VALUE_INT64 && b->kind == VALUE_INT64) return a->int64 == b->int64;
        double real_a = ds_real(a, 0), real_b = ds_real(b, 0);
        return real_a == real_b || fabs(real_a - real_b) < PRECISION; /* infinities, too */
    }
    if (a->kind != b->kind) return false;
    return a->kind != VALUE_TEXT || strcmp(a->text, b->text) == 0;
}

static int rank(const Value *value) {
    if (value->kind == VALUE_TEXT) return 1;
    return ds_is_number(value) ? 0 : 2;
}

int ds_compare(const Value *a, const Value *b) {
    int rank_a = rank(a), rank_b = rank(b);
    if (rank_a != rank_b) return rank_a < rank_b ? -1 : 1;
    if (rank_a == 1) return strcmp(a->text, b->text);
    if (rank_a == 2) return 0;
    double real_a = ds_real(a, 0), real_b = ds_real(b, 0);
    if (isnan(real_a) || isnan(real_b)) return (isnan(real_a) ? 1 : 0) - (isnan(real_b) ? 1 : 0);
    return real_a < real_b ? -1 : real_a > real_b;
}
