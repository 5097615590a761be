/* The headers of one answer, taken line by line as they come. libcurl's own list of them compares
 * every name with every other each time one is read. Thread: worker. */
#ifndef PLATFORM_HTTP_HEADERS_H
#define PLATFORM_HTTP_HEADERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct HttpHeader {
    size_t name, value; /* where they begin in texts */
    size_t name_bytes;
    int next;             /* the next of this name; 0: none */
    bool is_repeated_one; /* another of this name came before */
} HttpHeader;

typedef struct HttpHeaders {
    HttpHeader *items;
    int count, capacity;
    char *texts; /* each ends with a zero */
    size_t bytes;
    int texts_capacity;
    bool is_complete;
} HttpHeaders;

/* A line as the server sent it. A status line begins the headers of another answer (after a
 * redirect): those before are forgotten. What follows the end of the headers is none. */
void headers_hear(HttpHeaders *headers, const char *line, size_t bytes);
void headers_clear(HttpHeaders *headers);
void headers_free(HttpHeaders *headers);
/* The value of the first of this name in any spelling; NULL: missing. Lent until the next change.
 */
const char *headers_find(const HttpHeaders *headers, const char *name);
/* In order, as spelled; those of one name joined by ", " where the first of them stands. */
void headers_each(const HttpHeaders *headers,
                  void (*each)(void *context, const char *name, const char *value), void *context);

#endif
