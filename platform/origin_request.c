/* Collects what http-parser finds in a connection's bytes. */
#include "origin_request.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

static const size_t MOST_BODY_BYTES = (size_t)256 * 1024 * 1024;

/* Appends to a text that may be NULL. The parser limits a whole head to 80 KB. */
static void append(char **text, const char *bytes, size_t count) {
    size_t length = *text != NULL ? strlen(*text) : 0;
    *text = mem_resize(*text, length + count + 1);
    memcpy(*text + length, bytes, count);
    (*text)[length + count] = '\0';
}

/* MARK: what the parser calls */

static int hear_target(http_parser *parser, const char *bytes, size_t count) {
    OriginRequest *request = parser->data;
    append(&request->target, bytes, count);
    return 0;
}

static int hear_name(http_parser *parser, const char *bytes, size_t count) {
    OriginRequest *request = parser->data;
    if (request->in_value || request->header_count == 0) {
        MEM_RESERVE(request->headers, request->header_capacity, request->header_count + 1);
        request->headers[request->header_count++] = (OriginHeader){NULL, mem_text("")};
        request->in_value = false;
    }
    append(&request->headers[request->header_count - 1].name, bytes, count);
    return 0;
}

static int hear_value(http_parser *parser, const char *bytes, size_t count) {
    OriginRequest *request = parser->data;
    request->in_value = true;
    append(&request->headers[request->header_count - 1].value, bytes, count);
    return 0;
}

static int hear_body(http_parser *parser, const char *bytes, size_t count) {
    OriginRequest *request = parser->data;
    size_t wanted = request->body_bytes + count + 1;
    request->is_too_large = wanted > MOST_BODY_BYTES;
    if (request->is_too_large) return 1;
    if (wanted > request->body_capacity) {
        size_t capacity = 2 * wanted;
        char *body = mem_try_resize(request->body, capacity);
        request->is_too_large = body == NULL;
        if (body == NULL) return 1;
        request->body = body;
        request->body_capacity = capacity;
    }
    memcpy(request->body + request->body_bytes, bytes, count);
    request->body_bytes += count;
    request->body[request->body_bytes] = '\0';
    return 0;
}

/* Pausing makes the parser leave the bytes of the next request alone. */
static int hear_end(http_parser *parser) {
    OriginRequest *request = parser->data;
    request->is_complete = true;
    request->method = http_method_str((enum http_method)parser->method);
    request->keeps_alive = http_should_keep_alive(parser) != 0 && parser->upgrade == 0;
    http_parser_pause(parser, 1);
    return 0;
}

/* MARK: entry points */

void origin_request_open(OriginRequest *request) {
    *request = (OriginRequest){.method = ""};
    http_parser_init(&request->parser, HTTP_REQUEST);
    request->parser.data = request;
}

void origin_request_close(OriginRequest *request) {
    for (int i = 0; i < request->header_count; i++) {
        mem_free(request->headers[i].name);
        mem_free(request->headers[i].value);
    }
    mem_free(request->headers);
    mem_free(request->target);
    mem_free(request->body);
    *request = (OriginRequest){.method = ""};
}

bool origin_request_feed(OriginRequest *request, const char *bytes, size_t count, size_t *used) {
    static const http_parser_settings settings = {.on_url = hear_target,
                                                  .on_header_field = hear_name,
                                                  .on_header_value = hear_value,
                                                  .on_body = hear_body,
                                                  .on_message_complete = hear_end};
    *used = http_parser_execute(&request->parser, &settings, bytes, count);
    return request->is_complete || HTTP_PARSER_ERRNO(&request->parser) == HPE_OK;
}

const char *origin_request_header(const OriginRequest *request, const char *name) {
    for (int i = 0; i < request->header_count; i++)
        if (strcasecmp(request->headers[i].name, name) == 0) return request->headers[i].value;
    return NULL;
}
