/* Makes answers: from a request and the route that fits it. */
#include "origin_answer.h"
#include "mem.h"
#include "origin_events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What goes without a route: everything at once, nothing odd. */
static const Route plain_route = {.path = NULL};

/* MARK: which route */

static bool path_fits(const Route *route, const char *target, size_t path_length) {
    size_t length = strlen(route->path);
    bool begins = length <= path_length && memcmp(route->path, target, length) == 0;
    return begins && (route->has_star || length == path_length);
}

static bool method_fits(const Route *route, const char *method) {
    return route->method == NULL || strcmp(route->method, method) == 0 ||
           (strcmp(route->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

/* NULL: none; method_differs: some route fits but for the method. */
static const Route *find_route(Routes *routes, const OriginRequest *request, bool *method_differs) {
    size_t path_length = strcspn(request->target, "?");
    for (int i = 0; i < routes->count; i++) {
        Route *route = &routes->routes[i];
        if (route->times == 0 || !path_fits(route, request->target, path_length)) continue;
        if (!method_fits(route, request->method)) {
            *method_differs = true;
            continue;
        }
        if (route->times > 0) route->times--;
        return route;
    }
    return NULL;
}

/* The number that a path's star stands for, if it is a code; else 0. */
static int code_in_path(const Route *route, const char *target) {
    if (!route->has_star) return 0;
    const char *digits = target + strlen(route->path);
    char *end = NULL;
    long code = strtol(digits, &end, 10);
    bool is_code = (*end == '\0' || *end == '?') && code >= 200 && code <= 599;
    return is_code ? (int)code : 0;
}

/* MARK: bodies */

static void set_own(OriginAnswer *answer, char *text) {
    answer->own = text;
    answer->bytes = text;
    answer->size = (int64_t)strlen(text);
}

static void set_error(OriginAnswer *answer, int status, char *text) {
    answer->status = status;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "error", text);
    set_own(answer, stores_print(json));
    mem_free(text);
}

static void set_code_body(OriginAnswer *answer) {
    if (answer->status == 204 || answer->status == 304) return; /* these have none */
    const char *reason = http_status_str((enum http_status)answer->status);
    set_own(answer, mem_textf("{\"status\":%d,\"reason\":\"%s\"}", answer->status, reason));
}

static void set_echo(OriginAnswer *answer, const OriginRequest *request) {
    answer->bytes = request->body != NULL ? request->body : "";
    answer->size = (int64_t)request->body_bytes;
}

static void set_echo_of_request(OriginAnswer *answer, const OriginRequest *request) {
    size_t path_length = strcspn(request->target, "?");
    const char *query = request->target + path_length;
    char *path = mem_textf("%.*s", (int)path_length, request->target);
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "method", request->method);
    cJSON_AddStringToObject(json, "path", path);
    cJSON_AddStringToObject(json, "query", query[0] == '?' ? query + 1 : "");
    cJSON *headers = cJSON_AddObjectToObject(json, "headers");
    for (int i = 0; i < request->header_count; i++)
        cJSON_AddStringToObject(headers, request->headers[i].name, request->headers[i].value);
    cJSON_AddStringToObject(json, "body", request->body != NULL ? request->body : "");
    cJSON_AddNumberToObject(json, "body_bytes", (double)request->body_bytes);
    set_own(answer, stores_print(json));
    mem_free(path);
}

static void set_scores(OriginAnswer *answer, Stores *stores, const OriginRequest *request) {
    const Route *route = answer->route;
    bool reads = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
    if (reads)
        set_own(answer, stores_top(stores, route->text, route->top));
    else if (strcmp(request->method, "POST") == 0)
        set_own(answer, stores_add(stores, route->text, request->body != NULL ? request->body : "",
                                   &answer->status));
    else
        set_error(answer, 405, mem_text("a list of scores answers GET and POST"));
}

static const char *set_events(OriginAnswer *answer, const OriginRequest *request) {
    const Route *route = answer->route;
    bool breaks = false;
    set_own(answer, origin_events(route->text, origin_request_header(request, "Last-Event-ID"),
                                  route->as_lines, route->break_after, &breaks));
    answer->is_endless = !breaks;
    answer->keeps_alive = false;
    return route->as_lines ? "application/x-ndjson" : "text/event-stream";
}

/* Body, code and the type of the body. */
static const char *fill(OriginAnswer *answer, Stores *stores, const OriginRequest *request) {
    const Route *route = answer->route;
    int code = code_in_path(route, request->target);
    answer->status = route->status > 0 ? route->status : code > 0 ? code : 200;
    switch (route->kind) {
    case ROUTE_BODY_CODE:
        set_code_body(answer);
        break;
    case ROUTE_BODY_BYTES:
    case ROUTE_BODY_GENERATED:
        answer->bytes = route->text;
        answer->size = route->bytes;
        return route->type;
    case ROUTE_BODY_ECHO: {
        const char *type = origin_request_header(request, "Content-Type");
        set_echo(answer, request);
        return type != NULL ? type : "application/octet-stream";
    }
    case ROUTE_BODY_ECHO_REQUEST:
        set_echo_of_request(answer, request);
        break;
    case ROUTE_BODY_STORE:
        set_scores(answer, stores, request);
        break;
    case ROUTE_BODY_EVENTS:
        return set_events(answer, request);
    case ROUTE_BODY_REDIRECT:
        if (route->status == 0) answer->status = 302;
        break;
    }
    return "application/json";
}

/* MARK: heads */

static void add_line(OriginAnswer *answer, const char *name, const char *value) {
    char *longer = mem_textf("%s%s: %s\r\n", answer->head, name, value);
    mem_free(answer->head);
    answer->head = longer;
}

/* A line of ours, unless the route has one of that name: so it may also lie. */
static void add_default(OriginAnswer *answer, const char *name, const char *value) {
    for (int i = 0; i < answer->route->header_count; i++)
        if (strcasecmp(answer->route->headers[i].name, name) == 0) return;
    add_line(answer, name, value);
}

static void make_head(OriginAnswer *answer, const char *type) {
    const Route *route = answer->route;
    char length[32];
    snprintf(length, sizeof length, "%lld", (long long)answer->size);
    answer->head = mem_textf("HTTP/1.1 %d %s\r\n", answer->status,
                             http_status_str((enum http_status)answer->status));
    for (int i = 0; i < route->header_count; i++)
        add_line(answer, route->headers[i].name, route->headers[i].value);
    if (route->kind == ROUTE_BODY_REDIRECT) add_default(answer, "Location", route->text);
    bool is_stream = route->kind == ROUTE_BODY_EVENTS; /* which ends with its connection */
    if (answer->size > 0 || is_stream) add_default(answer, "Content-Type", type);
    if (answer->is_chunked)
        add_default(answer, "Transfer-Encoding", "chunked");
    else if (answer->status != 204 && answer->status != 304 && !is_stream)
        add_default(answer, "Content-Length", length);
    if (!answer->keeps_alive) add_default(answer, "Connection", "close");
    char *whole = mem_textf("%s\r\n", answer->head);
    mem_free(answer->head);
    answer->head = whole;
}

/* MARK: entry points */

void origin_answer_open(OriginAnswer *answer, Routes *routes, Stores *stores,
                        const OriginRequest *request) {
    bool method_differs = false;
    const Route *route = find_route(routes, request, &method_differs);
    *answer = (OriginAnswer){.route = route != NULL ? route : &plain_route,
                             .keeps_alive = request->keeps_alive};
    const char *type = "application/json";
    if (route != NULL)
        type = fill(answer, stores, request);
    else
        set_error(answer, method_differs ? 405 : 404,
                  mem_textf("there is no route for %s %s", request->method, request->target));
    answer->is_chunked = answer->route->chunked && answer->status != 204 && answer->status != 304;
    make_head(answer, type);
    if (strcmp(request->method, "HEAD") == 0) {
        answer->size = 0;
        answer->is_chunked = answer->is_endless = false;
    }
}

void origin_answer_open_bad(OriginAnswer *answer, int status) {
    *answer = (OriginAnswer){.route = &plain_route};
    set_error(answer, status,
              mem_text(status == 413 ? "the body is too large" : "this is no HTTP request"));
    make_head(answer, "application/json");
}

void origin_answer_close(OriginAnswer *answer) {
    mem_free(answer->head);
    mem_free(answer->own);
    *answer = (OriginAnswer){.route = &plain_route};
}

void origin_answer_copy(const OriginAnswer *answer, int64_t from, char *bytes, size_t count) {
    if (answer->bytes != NULL) {
        memcpy(bytes, answer->bytes + from, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t at = (uint64_t)from + i;
        bytes[i] = (char)(unsigned char)(at ^ at >> 8 ^ at >> 16);
    }
}
