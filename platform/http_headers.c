/* Headers: names and values one after the other in one block of text. */
#include "http_headers.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

static const char *name_of(const HttpHeaders *headers, int i) {
    return headers->texts + headers->items[i].name;
}

static const char *value_of(const HttpHeaders *headers, int i) {
    return headers->texts + headers->items[i].value;
}

/* MARK: hearing */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t without_blank_end(const char *text, size_t bytes) {
    while (bytes > 0 && is_blank(text[bytes - 1]))
        bytes--;
    return bytes;
}

/* Where the copy begins. */
static size_t add_text(HttpHeaders *headers, const char *text, size_t bytes) {
    size_t at = headers->bytes;
    MEM_RESERVE(headers->texts, headers->texts_capacity, (int)(at + bytes + 1));
    memcpy(headers->texts + at, text, bytes);
    headers->texts[at + bytes] = '\0';
    headers->bytes += bytes + 1;
    return at;
}

/* Links the newest one to the one of its name that came before. */
static void link_newest(HttpHeaders *headers) {
    int newest = headers->count - 1;
    for (int i = newest - 1; i >= 0; i--) {
        if (headers->items[i].name_bytes != headers->items[newest].name_bytes) continue;
        if (strcasecmp(name_of(headers, i), name_of(headers, newest)) != 0) continue;
        headers->items[i].next = newest;
        headers->items[newest].is_repeated_one = true;
        return;
    }
}

static void add(HttpHeaders *headers, const char *line, size_t bytes) {
    const char *colon = memchr(line, ':', bytes);
    if (colon == NULL) return;
    size_t name_bytes = (size_t)(colon - line);
    size_t name = add_text(headers, line, bytes), value = name + name_bytes + 1;
    headers->texts[name + name_bytes] = '\0';
    while (is_blank(headers->texts[value]))
        value++;
    MEM_RESERVE(headers->items, headers->capacity, headers->count + 1);
    headers->items[headers->count++] =
        (HttpHeader){.name = name, .value = value, .name_bytes = name_bytes};
    link_newest(headers);
}

/* A line that begins blank goes on with the value before, which ends the texts. */
static void go_on(HttpHeaders *headers, const char *line, size_t bytes) {
    if (headers->count == 0) return;
    while (bytes > 1 && is_blank(line[1])) { /* one of them parts the two */
        line++;
        bytes--;
    }
    headers->bytes--;
    size_t at = add_text(headers, line, bytes);
    headers->texts[at] = ' ';
}

void headers_hear(HttpHeaders *headers, const char *line, size_t bytes) {
    bool is_end = bytes > 0 && (line[0] == '\r' || line[0] == '\n');
    bytes = without_blank_end(line, bytes);
    if (bytes > 5 && memcmp(line, "HTTP/", 5) == 0)
        headers_clear(headers);
    else if (is_end)
        headers->is_complete = true;
    else if (headers->is_complete || bytes == 0)
        return; /* after the body: trailers */
    else if (is_blank(line[0]))
        go_on(headers, line, bytes);
    else
        add(headers, line, bytes);
}

void headers_clear(HttpHeaders *headers) {
    headers->count = 0;
    headers->bytes = 0;
    headers->is_complete = false;
}

void headers_free(HttpHeaders *headers) {
    mem_free(headers->items);
    mem_free(headers->texts);
    *headers = (HttpHeaders){0};
}

/* MARK: reading */

const char *headers_find(const HttpHeaders *headers, const char *name) {
    size_t bytes = strlen(name);
    for (int i = 0; i < headers->count; i++)
        if (headers->items[i].name_bytes == bytes && strcasecmp(name_of(headers, i), name) == 0)
            return value_of(headers, i);
    return NULL;
}

/* The values from this one on. The caller frees. */
static char *joined(const HttpHeaders *headers, int i) {
    char *all = mem_text(value_of(headers, i));
    while ((i = headers->items[i].next) != 0) {
        char *longer = mem_textf("%s, %s", all, value_of(headers, i));
        mem_free(all);
        all = longer;
    }
    return all;
}

void headers_each(const HttpHeaders *headers,
                  void (*each)(void *context, const char *name, const char *value), void *context) {
    for (int i = 0; i < headers->count; i++) {
        if (headers->items[i].is_repeated_one) continue;
        if (headers->items[i].next == 0) {
            each(context, name_of(headers, i), value_of(headers, i));
            continue;
        }
        char *value = joined(headers, i);
        each(context, name_of(headers, i), value);
        mem_free(value);
    }
}
