/* What kinds of events there are: the list of gm_event.h as a table. */
#include "event.h"

#include <stddef.h>

typedef struct EventRow {
    int type, number;
    const char *name;
} EventRow;

static const EventRow event_rows[] = {
#define ROW(kind, type, number, name) [kind] = {type, number, name},
    GM_EVENTS(ROW)
#undef ROW
};
enum { LISTED = sizeof event_rows / sizeof event_rows[0] };

typedef struct KeyRow {
    int first, type;
    const char *name;
} KeyRow;

static const KeyRow key_rows[] = {{GM_FIRST_KEYBOARD, GM_EV_KEYBOARD, "Keyboard"},
                                  {GM_FIRST_KEY_PRESSED, GM_EV_KEYPRESS, "Key Press"},
                                  {GM_FIRST_KEY_RELEASED, GM_EV_KEYRELEASE, "Key Release"}};
enum { KEY_ROWS = sizeof key_rows / sizeof key_rows[0] };

static const KeyRow *key_row_of(GmEventKind kind) {
    for (int i = 0; i < KEY_ROWS; i++)
        if ((int)kind >= key_rows[i].first && (int)kind < key_rows[i].first + GM_VK_COUNT)
            return &key_rows[i];
    return NULL;
}

GmEventKind event_kind(int type, int number) {
    for (int i = 0; i < KEY_ROWS; i++)
        if (key_rows[i].type == type && number >= 0 && number < GM_VK_COUNT)
            return (GmEventKind)(key_rows[i].first + number);
    for (int i = 0; i < LISTED; i++)
        if (event_rows[i].type == type && event_rows[i].number == number) return (GmEventKind)i;
    return GM_EVENT_COUNT;
}

GmEventKind event_async_kind(int number) {
    switch (number) {
#define CASE(kind, type, number, name)                                                             \
    case number:                                                                                   \
        return kind;
        GM_ASYNC_EVENTS(CASE)
#undef CASE
    default:
        return GM_EVENT_COUNT;
    }
}

void event_numbers(GmEventKind kind, int *type, int *number) {
    const KeyRow *key = key_row_of(kind);
    if (key != NULL) {
        *type = key->type;
        *number = (int)kind - key->first;
    } else if ((int)kind < LISTED) {
        *type = event_rows[kind].type;
        *number = event_rows[kind].number;
    } else {
        *type = GM_EV_COLLISION;
        *number = GM_NONE;
    }
}

const char *event_name(GmEventKind kind) {
    const KeyRow *key = key_row_of(kind);
    if (key != NULL) return key->name;
    if ((int)kind < LISTED) return event_rows[kind].name;
    return kind == GM_COLLISION ? "Collision" : "<none>";
}
