/* Reads routes files: one function per field, one table of them. */
#include "origin_routes.h"
#include "files.h"
#include "log.h"
#include "mem.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_MS = 600000 };
static const double MOST_BYTES = 1099511627776.0; /* a TiB */

/* Where reading is, for the sentences. */
typedef struct Reading {
    const char *file;
    int index; /* of the route */
    Route *route;
} Reading;

__attribute__((format(printf, 3, 4))) static bool refuse(const Reading *at, const char *field,
                                                         const char *expected, ...) {
    char text[256];
    va_list args;
    va_start(args, expected);
    vsnprintf(text, sizeof text, expected, args);
    va_end(args);
    log_error("%s: routes[%d].%s: %s", at->file, at->index, field, text);
    return false;
}

/* MARK: fields. Each takes the field's value; false: said why */

static bool read_bytes(const Reading *at, const char *field, const cJSON *item, double least,
                       int64_t *number) {
    double value = item->valuedouble;
    if (!cJSON_IsNumber(item) || value < least || value > MOST_BYTES ||
        value != (double)(int64_t)value)
        return refuse(at, field, "a whole number of bytes, at least %.0f, was expected", least);
    *number = (int64_t)value;
    return true;
}

static bool read_int(const Reading *at, const char *field, const cJSON *item, int least, int most,
                     int *number) {
    double value = item->valuedouble;
    if (!cJSON_IsNumber(item) || value < least || value > most || value != (double)(int)value)
        return refuse(at, field, "a whole number from %d to %d was expected", least, most);
    *number = (int)value;
    return true;
}

static bool read_text(const Reading *at, const cJSON *item, char **text) {
    if (!cJSON_IsString(item)) return refuse(at, item->string, "a text was expected");
    *text = mem_text(item->valuestring);
    return true;
}

/* What the body is may be said once only. */
static bool set_kind(const Reading *at, const cJSON *item, RouteBody kind) {
    if (at->route->kind != ROUTE_BODY_CODE)
        return refuse(at, item->string,
                      "only one of body, body_file, generate_bytes, echo, store, "
                      "events and redirect was expected");
    at->route->kind = kind;
    return true;
}

static bool read_path(const Reading *at, const cJSON *item) {
    Route *route = at->route;
    if (!cJSON_IsString(item) || item->valuestring[0] != '/')
        return refuse(at, "path", "a text that starts with / was expected");
    if (!read_text(at, item, &route->path)) return false;
    size_t length = strlen(route->path);
    route->has_star = route->path[length - 1] == '*';
    if (route->has_star) route->path[length - 1] = '\0';
    return true;
}

static bool read_method(const Reading *at, const cJSON *item) {
    if (!read_text(at, item, &at->route->method)) return false;
    size_t length = strlen(at->route->method);
    if (length == 0 || strspn(at->route->method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != length)
        return refuse(at, "method", "a method in capitals was expected, such as \"GET\"");
    return true;
}

static bool read_times(const Reading *at, const cJSON *item) {
    return read_int(at, "times", item, 1, 1000000, &at->route->times);
}

static bool read_status(const Reading *at, const cJSON *item) {
    return read_int(at, "status", item, 200, 599, &at->route->status);
}

static bool add_header(const Reading *at, const cJSON *item, const char *name) {
    if (!cJSON_IsString(item) || item->valuestring[strcspn(item->valuestring, "\r\n")] != '\0')
        return refuse(at, "headers", "\"%s\" is to be a text of one line or a list of such", name);
    Route *route = at->route;
    MEM_RESERVE(route->headers, route->header_capacity, route->header_count + 1);
    route->headers[route->header_count++] =
        (RouteHeader){mem_text(name), mem_text(item->valuestring)};
    return true;
}

static bool read_headers(const Reading *at, const cJSON *item) {
    if (!cJSON_IsObject(item)) return refuse(at, "headers", "names with texts were expected");
    const cJSON *header = NULL;
    cJSON_ArrayForEach(header, item) {
        const cJSON *each = header;
        if (header->string[0] == '\0' || strpbrk(header->string, ": \r\n\t") != NULL)
            return refuse(at, "headers", "\"%s\" is no header's name", header->string);
        if (!cJSON_IsArray(header) && !add_header(at, header, header->string)) return false;
        if (cJSON_IsArray(header))
            cJSON_ArrayForEach(each,
                               header) if (!add_header(at, each, header->string)) return false;
    }
    return true;
}

static bool read_body(const Reading *at, const cJSON *item) {
    Route *route = at->route;
    if (!set_kind(at, item, ROUTE_BODY_BYTES) || !read_text(at, item, &route->text)) return false;
    route->bytes = (int64_t)strlen(route->text);
    route->type = "text/plain; charset=utf-8";
    return true;
}

static const char *type_of(const char *name) {
    static const char *const types[][2] = {
        {".json", "application/json"},
        {".html", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".gif", "image/gif"},
        {".ogg", "audio/ogg"},
        {".mp3", "audio/mpeg"},
        {".flac", "audio/flac"},
        {".wav", "audio/wav"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (files_has_extension(name, types[i][0])) return types[i][1];
    return "application/octet-stream";
}

static bool read_body_file(const Reading *at, const cJSON *item) {
    Route *route = at->route;
    if (!set_kind(at, item, ROUTE_BODY_BYTES)) return false;
    if (!cJSON_IsString(item)) return refuse(at, "body_file", "a file's name was expected");
    const char *name = item->valuestring, *slash = strrchr(at->file, '/');
    int folder_length = slash == NULL || name[0] == '/' ? 0 : (int)(slash - at->file) + 1;
    char *path = mem_textf("%.*s%s", folder_length, at->file, name);
    char why[FILES_WHY];
    size_t size = 0;
    route->text = files_read(path, &size, why);
    route->bytes = (int64_t)size;
    route->type = type_of(name);
    mem_free(path);
    return route->text != NULL || refuse(at, "body_file", "%.200s", why);
}

static bool read_generate_bytes(const Reading *at, const cJSON *item) {
    at->route->type = "application/octet-stream";
    return set_kind(at, item, ROUTE_BODY_GENERATED) &&
           read_bytes(at, "generate_bytes", item, 0, &at->route->bytes);
}

static bool read_echo(const Reading *at, const cJSON *item) {
    if (cJSON_IsFalse(item)) return true;
    if (cJSON_IsTrue(item)) return set_kind(at, item, ROUTE_BODY_ECHO);
    if (cJSON_IsString(item) && strcmp(item->valuestring, "request") == 0)
        return set_kind(at, item, ROUTE_BODY_ECHO_REQUEST);
    return refuse(at, "echo", "true or \"request\" was expected");
}

static bool read_store(const Reading *at, const cJSON *item) {
    return set_kind(at, item, ROUTE_BODY_STORE) && read_text(at, item, &at->route->text);
}

static bool read_top(const Reading *at, const cJSON *item) {
    return read_int(at, "top", item, 1, 1000, &at->route->top);
}

static bool read_events(const Reading *at, const cJSON *item) {
    const cJSON *event = NULL;
    if (!set_kind(at, item, ROUTE_BODY_EVENTS)) return false;
    if (!cJSON_IsArray(item)) return refuse(at, "events", "a list of events was expected");
    cJSON_ArrayForEach(event, item) {
        if (!cJSON_IsObject(event))
            return refuse(at, "events",
                          "{\"id\": ..., \"event\": ..., \"data\": ...} was expected");
    }
    char *text = cJSON_PrintUnformatted(item);
    at->route->text = mem_text(text);
    cJSON_free(text);
    return true;
}

static bool read_as_lines(const Reading *at, const cJSON *item) {
    at->route->as_lines = cJSON_IsTrue(item);
    return cJSON_IsBool(item) || refuse(at, "as_lines", "true or false was expected");
}

static bool read_break_after(const Reading *at, const cJSON *item) {
    return read_int(at, "break_after", item, 1, 1000000, &at->route->break_after);
}

static bool read_redirect(const Reading *at, const cJSON *item) {
    if (!set_kind(at, item, ROUTE_BODY_REDIRECT) || !read_text(at, item, &at->route->text))
        return false;
    return at->route->text[strcspn(at->route->text, "\r\n")] == '\0' ||
           refuse(at, "redirect", "a text of one line was expected");
}

static bool read_delay_ms(const Reading *at, const cJSON *item) {
    return read_int(at, "delay_ms", item, 0, MOST_MS, &at->route->delay_ms);
}

static bool read_drip(const Reading *at, const cJSON *item) {
    const cJSON *bytes = cJSON_GetObjectItemCaseSensitive(item, "bytes");
    const cJSON *every_ms = cJSON_GetObjectItemCaseSensitive(item, "every_ms");
    if (bytes == NULL || every_ms == NULL)
        return refuse(at, "drip", "{\"bytes\": N, \"every_ms\": N} was expected");
    return read_bytes(at, "drip.bytes", bytes, 1, &at->route->drip_bytes) &&
           read_int(at, "drip.every_ms", every_ms, 0, MOST_MS, &at->route->drip_ms);
}

static bool read_chunked(const Reading *at, const cJSON *item) {
    at->route->chunked = cJSON_IsTrue(item);
    return cJSON_IsBool(item) || refuse(at, "chunked", "true or false was expected");
}

static bool read_stop(const Reading *at, const cJSON *item, RouteStop stop, double least) {
    if (at->route->stop != ROUTE_STOP_NEVER)
        return refuse(at, item->string,
                      "only one of stall_after, reset_after and truncate_after was expected");
    at->route->stop = stop;
    return read_bytes(at, item->string, item, least, &at->route->stop_after);
}

static bool read_stall_after(const Reading *at, const cJSON *item) {
    return read_stop(at, item, ROUTE_STOP_STALL, -1);
}

static bool read_reset_after(const Reading *at, const cJSON *item) {
    return read_stop(at, item, ROUTE_STOP_RESET, -1);
}

static bool read_truncate_after(const Reading *at, const cJSON *item) {
    return read_stop(at, item, ROUTE_STOP_CLOSE, 0);
}

/* MARK: the file */

static bool read_field(const Reading *at, const cJSON *item) {
    static const struct {
        const char *name;
        bool (*read)(const Reading *at, const cJSON *item);
    } fields[] = {
        {"path", read_path},
        {"method", read_method},
        {"times", read_times},
        {"status", read_status},
        {"headers", read_headers},
        {"body", read_body},
        {"body_file", read_body_file},
        {"generate_bytes", read_generate_bytes},
        {"echo", read_echo},
        {"store", read_store},
        {"top", read_top},
        {"events", read_events},
        {"as_lines", read_as_lines},
        {"break_after", read_break_after},
        {"redirect", read_redirect},
        {"delay_ms", read_delay_ms},
        {"drip", read_drip},
        {"chunked", read_chunked},
        {"stall_after", read_stall_after},
        {"reset_after", read_reset_after},
        {"truncate_after", read_truncate_after},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(item->string, fields[i].name) == 0) return fields[i].read(at, item);
    return refuse(at, item->string, "there is no such field");
}

static bool read_route(Reading *at, const cJSON *json) {
    *at->route = (Route){.times = -1, .top = 10};
    if (!cJSON_IsObject(json)) {
        log_error("%s: routes[%d]: {\"path\": ...} was expected", at->file, at->index);
        return false;
    }
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, json) if (!read_field(at, item)) return false;
    return at->route->path != NULL || refuse(at, "path", "it is missing");
}

static bool read_routes(Routes *routes, const char *file, const cJSON *json) {
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(json, "routes"), *each = NULL;
    if (!cJSON_IsArray(list)) {
        log_error("%s: {\"routes\": [...]} was expected", file);
        return false;
    }
    cJSON_ArrayForEach(each, list) {
        MEM_RESERVE(routes->routes, routes->capacity, routes->count + 1);
        Reading at = {file, routes->count, &routes->routes[routes->count]};
        routes->count++;
        if (!read_route(&at, each)) return false;
    }
    return true;
}

static int line_of(const char *text, const char *place) {
    int line = 1;
    for (const char *c = text; c < place; c++)
        if (*c == '\n') line++;
    return line;
}

static bool parse(Routes *routes, const char *file, const char *text) {
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithOpts(text, &end, true);
    bool read = json != NULL && read_routes(routes, file, json);
    if (json == NULL) log_error("%s:%d: this is not JSON", file, line_of(text, end));
    cJSON_Delete(json);
    return read;
}

/* MARK: entry points */

static void close_route(Route *route) {
    for (int i = 0; i < route->header_count; i++) {
        mem_free(route->headers[i].name);
        mem_free(route->headers[i].value);
    }
    mem_free(route->headers);
    mem_free(route->path);
    mem_free(route->method);
    mem_free(route->text);
}

void routes_close(Routes *routes) {
    for (int i = 0; i < routes->count; i++)
        close_route(&routes->routes[i]);
    mem_free(routes->routes);
    *routes = (Routes){0};
}

bool routes_open(Routes *routes, const char *file) {
    char why[FILES_WHY];
    *routes = (Routes){0};
    char *text = files_read(file, NULL, why);
    if (text == NULL) log_error("%s", why);
    bool read = text != NULL && parse(routes, file, text);
    mem_free(text);
    if (!read) routes_close(routes);
    return read;
}
