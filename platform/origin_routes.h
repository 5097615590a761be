/* The routes file of the mock origin. JSON: {"routes": [ROUTE, ...]}; the first route that fits a
 * request answers it. A route's fields, all but path with a default:
 *
 *   path            "/scores"; one that ends in a star fits all that begins like it
 *   method          "GET" (and then HEAD too); without: any
 *   times           how often it fits; after that it is passed over
 *   status          code. Without: 200; where the path's star stands for a number, that number
 *   headers         {"Name": "value", "Set-Cookie": ["several", "of one name"]}
 *   body, body_file text, or a file beside the routes file. With neither: JSON that tells the code
 *   generate_bytes  a body of so many bytes: byte i is the lowest byte of i ^ i / 256 ^ i / 65536
 *   echo            true: the request's body; "request": method, path, query, headers, body as JSON
 *   store, top      name of a list of scores kept in memory: POST {"name": "Ada", "score": 7} adds
 *                   (201), GET answers {"scores": [...]}, the best first, at most top (10)
 *   events          [{"id": "1", "event": "news", "data": "text"}, ...]: a stream of server-sent
 *                   events, those after the request's Last-Event-ID; it stays open at its end
 *   as_lines        true: the events come as one JSON object a line
 *   break_after     the stream ends after so many events, as if the connection broke
 *   redirect        where to: answers 302, or status
 *   delay_ms        before the first byte
 *   drip            {"bytes": 1024, "every_ms": 50}: the body comes in such pieces
 *   chunked         true: no length is announced
 *   stall_after     after so many bytes of the body nothing more comes; -1: not even a header
 *   reset_after     after so many the connection breaks; -1: before the header
 *   truncate_after  after so many it is closed, though more was announced
 *
 * Only one of body, body_file, generate_bytes, echo, store, events and redirect, and only one of
 * the last three, may be given. */
#ifndef PLATFORM_ORIGIN_ROUTES_H
#define PLATFORM_ORIGIN_ROUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum RouteBody {
    ROUTE_BODY_CODE, /* JSON that tells the code */
    ROUTE_BODY_BYTES,
    ROUTE_BODY_GENERATED,
    ROUTE_BODY_ECHO,
    ROUTE_BODY_ECHO_REQUEST,
    ROUTE_BODY_STORE,
    ROUTE_BODY_EVENTS,
    ROUTE_BODY_REDIRECT
} RouteBody;

typedef enum RouteStop {
    ROUTE_STOP_NEVER,
    ROUTE_STOP_STALL,
    ROUTE_STOP_RESET,
    ROUTE_STOP_CLOSE
} RouteStop;

typedef struct RouteHeader {
    char *name, *value;
} RouteHeader;

typedef struct Route {
    char *path; /* without the star */
    bool has_star;
    char *method; /* NULL: any */
    int times;    /* fits left; -1: no end */
    int status;   /* 0: not said */
    RouteHeader *headers;
    int header_count, header_capacity;
    RouteBody kind;
    char *text;       /* body, name of the store, list of events, or where a redirect leads */
    int64_t bytes;    /* of the body */
    const char *type; /* Content-Type of the body */
    int top;
    bool as_lines;
    int break_after; /* events; 0: never */
    int delay_ms;
    int64_t drip_bytes; /* 0: all at once */
    int drip_ms;
    bool chunked;
    RouteStop stop;
    int64_t stop_after;
} Route;

typedef struct Routes {
    Route *routes;
    int count, capacity;
} Routes;

/* False: said why, with file and field; nothing is left to close. Thread: any */
bool routes_open(Routes *routes, const char *file);
void routes_close(Routes *routes);

#endif
