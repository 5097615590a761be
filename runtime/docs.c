/* The verb docs: the asynchronous events and every key of their maps, printed from the two lists
 * that the runtime itself works by. Markdown that reads well in a terminal, too. */
#include "docs.h"
#include "../events/async_view.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 96 };

typedef struct AsyncEvent {
    GmEventKind kind;
    int number;
    const char *name, *slot, *constant;
} AsyncEvent;

static const AsyncEvent events[] = {
#define EVENT_ROW(kind, type, number, name) {kind, number, name, #kind, #number},
    GM_ASYNC_EVENTS(EVENT_ROW)
#undef EVENT_ROW
};
enum { EVENTS = sizeof events / sizeof events[0] };

typedef struct View {
    GmEventKind kind;
    const char *type, *reader;
} View;

static const View views[] = {
#define VIEW_ROW(kind, View, reader, KEYS) {kind, #View, #reader},
    GM_ASYNC_VIEWS(VIEW_ROW)
#undef VIEW_ROW
};
enum { VIEWS = sizeof views / sizeof views[0] };

static const View *view_of(GmEventKind kind) {
    for (int i = 0; i < VIEWS; i++)
        if (views[i].kind == kind) return &views[i];
    return NULL;
}

/* MARK: printing */

/* Indented below the key; breaks lines between words. */
static void print_meaning(const char *text) {
    int column = COLUMNS;
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");
        if (column + 1 + length > COLUMNS) column = printf("\n ") - 1;
        column += printf(" %.*s", length, text);
        text += length + (text[length] == ' ' ? 1 : 0);
    }
    printf("\n");
}

static const char *type_text(const char *type) {
    static const char *const types[][2] = {{"INT", "int"},   {"INT64", "int64"}, {"REAL", "real"},
                                           {"BOOL", "bool"}, {"TEXT", "text"},   {"MAP", "DS map"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(type, types[i][0]) == 0) return types[i][1];
    return type;
}

static void print_key(const AsyncKeyRow *row) {
    printf("- `%s` %s", row->key, type_text(row->type));
    if (strcmp(row->field, row->key) != 0) printf(", field `%s`", row->field);
    printf(", %s", row->when);
    if (strcmp(row->when, "always") != 0) printf(" (else %s)", row->absent);
    printf(":");
    print_meaning(row->what);
}

static void print_event(const AsyncEvent *event) {
    int count;
    const View *view = view_of(event->kind);
    const AsyncKeyRow *rows = async_key_rows(event->kind, &count);
    printf("## %d %s\n\n", event->number, event->name);
    printf("    event number   %s\n", event->constant);
    printf("    handled in     .on = {[%s] = handler}\n", event->slot);
    printf("    its map        %s()\n",
           event->kind == GM_BROADCAST_MESSAGE ? "gm_event_data" : "gm_async_load");
    if (view != NULL)
        printf("    read with      const %s *view = %s(event);\n", view->type, view->reader);
    printf("\n");
    for (int i = 0; i < count; i++)
        print_key(&rows[i]);
    if (count == 0) printf("- No keys are promised: the map holds what was sent.\n");
}

static int print_page(void) {
    printf(
        "# Asynchronous events\n\n"
        "Each fires on every instance that handles it. While its handlers run, gm_async_load()\n"
        "(of a message gm_event_data()) is a DS map with the keys below; at all other times it\n"
        "is -1. A typed view has a field for each key, named as the key if nothing else is said;\n"
        "what it says for a key that is not there stands after \"else\". `asyncade docs 62`\n"
        "prints one event.\n\n"
        "| number | constant                         | slot                          |\n"
        "|--------|----------------------------------|-------------------------------|\n");
    for (int i = 0; i < EVENTS; i++)
        printf("| %-6d | %-32s | %-29s |\n", events[i].number, events[i].constant, events[i].slot);
    for (int i = 0; i < EVENTS; i++) {
        printf("\n");
        print_event(&events[i]);
    }
    return ferror(stdout) != 0;
}

/* MARK: one event by its number or any of its names */

/* Letters and digits count, their case does not: "save_load" is "Save / Load". */
static bool is_same(const char *a, const char *b) {
    for (;; a++, b++) {
        while (*a != '\0' && !isalnum((unsigned char)*a))
            a++;
        while (*b != '\0' && !isalnum((unsigned char)*b))
            b++;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
        if (*a == '\0') return true;
    }
}

static bool is_called(const AsyncEvent *event, const char *name) {
    char number[16];
    const View *view = view_of(event->kind);
    snprintf(number, sizeof number, "%d", event->number);
    return strcmp(name, number) == 0 || is_same(name, event->name) || is_same(name, event->slot) ||
           is_same(name, event->constant) ||
           (view != NULL && (is_same(name, view->type) || is_same(name, view->reader)));
}

static int print_named(const char *name) {
    for (int i = 0; i < EVENTS; i++) {
        if (!is_called(&events[i], name)) continue;
        print_event(&events[i]);
        return ferror(stdout) != 0;
    }
    fprintf(stderr, "asyncade docs: there is no asynchronous event \"%s\": there are", name);
    for (int i = 0; i < EVENTS; i++)
        fprintf(stderr, "%s %d %s", i > 0 ? "," : "", events[i].number, events[i].name);
    fprintf(stderr, "\n");
    return 2;
}

static const char usage[] =
    "Usage: asyncade docs [EVENT]\n\n"
    "Prints the asynchronous events: number, constant, typed view and reader of each, and every\n"
    "key of its map with type, meaning, and when it is there. As Markdown.\n\n"
    "EVENT is a number or a name: 62, http, GM_ASYNC_HTTP, EVENT_OTHER_WEB_ASYNC, GmAsyncHttp.\n";

int docs_main(int argc, char **argv) {
    if (argc < 2) return print_page();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return fputs(usage, stdout) < 0;
    if (argc == 2) return print_named(argv[1]);
    fprintf(stderr, "asyncade docs: %s: one event is enough\n", argv[2]);
    return 2;
}
