/* What the mock origin was asked: one request after another from a connection's bytes, parsed by
 * http-parser. Thread: worker. */
#ifndef PLATFORM_ORIGIN_REQUEST_H
#define PLATFORM_ORIGIN_REQUEST_H

#include <http_parser.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct OriginHeader {
    char *name, *value;
} OriginHeader;

typedef struct OriginRequest {
    http_parser parser;
    const char *method;
    char *target; /* as it came: path, and query after a question mark */
    OriginHeader *headers;
    int header_count, header_capacity;
    char *body; /* with a zero behind it; NULL: none */
    size_t body_bytes, body_capacity;
    bool is_complete, keeps_alive;
    bool in_value; /* the parser is in the value of the last header, not in a new name */
    bool is_too_large;
} OriginRequest;

void origin_request_open(OriginRequest *request);
void origin_request_close(OriginRequest *request);
/* Reads on. used: how many bytes belonged to this request; what is left over once it is complete
 * begins the next. False: what comes is no HTTP (is_too_large: it is, but too much). */
bool origin_request_feed(OriginRequest *request, const char *bytes, size_t count, size_t *used);
/* NULL: there is no such header. */
const char *origin_request_header(const OriginRequest *request, const char *name);

#endif
