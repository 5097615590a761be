/* Misspelled keys of asynchronous maps, found by the one table of keys. */
#include "contract_key.h"
#include "../objects/object.h"
#include "async_view.h"
#include "event.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 63, NEAR = 2 };

static bool has_key(GmEventKind kind, const char *key) {
    int count;
    const AsyncKeyRow *rows = async_key_rows(kind, &count);
    for (int i = 0; i < count; i++)
        if (strcmp(rows[i].key, key) == 0) return true;
    return false;
}

/* A key of any event the object handles: one handler may serve several events. */
static bool is_heard_of(const Object *object, const char *key) {
    int owner;
    for (int number = FIRST_ASYNC; number <= LAST_ASYNC; number++) {
        GmEventKind kind = event_async_kind(number);
        if (kind != GM_EVENT_COUNT && object_handler(object, kind, &owner) != NULL &&
            has_key(kind, key))
            return true;
    }
    return false;
}

/* Stores and services say more than the table: other keys depend on what happened. */
static bool has_more_keys(GmEventKind kind) {
    return kind == GM_ASYNC_IAP || kind == GM_ASYNC_STEAM || kind == GM_ASYNC_SOCIAL ||
           kind == GM_ASYNC_SYSTEM;
}

/* How many letters are wrong, missing or too many; capitals do not matter. */
static int difference(const char *a, const char *b) {
    int row[LONGEST + 1];
    size_t length = strlen(b);
    if (strlen(a) > LONGEST || length > LONGEST) return LONGEST;
    for (size_t i = 0; i <= length; i++)
        row[i] = (int)i;
    for (size_t k = 0; a[k] != '\0'; k++) {
        int diagonal = row[0]++;
        for (size_t i = 0; i < length; i++) {
            bool same = tolower((unsigned char)a[k]) == tolower((unsigned char)b[i]);
            int best = diagonal + (same ? 0 : 1);
            diagonal = row[i + 1];
            if (diagonal + 1 < best) best = diagonal + 1;
            if (row[i] + 1 < best) best = row[i] + 1;
            row[i + 1] = best;
        }
    }
    return row[length];
}

/* Short keys must be nearer: "ip" is not a misspelled "id". */
static const char *nearest_key(const AsyncKeyRow *rows, int count, const char *key) {
    const char *nearest = NULL;
    int least = NEAR + 1;
    for (int i = 0; i < count; i++) {
        int letters = difference(key, rows[i].key);
        if (letters >= least || letters * 2 >= (int)strlen(rows[i].key)) continue;
        nearest = rows[i].key;
        least = letters;
    }
    return nearest;
}

bool contract_key_is_known(int object, GmEventKind kind, const char *key, const char **nearest) {
    int count;
    const AsyncKeyRow *rows = async_key_rows(kind, &count);
    *nearest = NULL;
    if (count == 0 || is_heard_of(object_of(object), key)) return true;
    *nearest = nearest_key(rows, count, key);
    return *nearest == NULL && has_more_keys(kind);
}
