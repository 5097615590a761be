/* Addresses of WebSockets: [ws://|wss://]host[:port][/path][?query]. */
#include "mem.h"
#include "socket.h"

#include <http_parser.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static char *part_of(const char *url, const struct http_parser_url *parts, int field) {
    char *text = mem_alloc((size_t)parts->field_data[field].len + 1);
    memcpy(text, url + parts->field_data[field].off, parts->field_data[field].len);
    return text;
}

static bool is_scheme(const char *url, const struct http_parser_url *parts, const char *scheme) {
    size_t length = parts->field_data[UF_SCHEMA].len;
    return length == strlen(scheme) && strncasecmp(url, scheme, length) == 0;
}

/* From the path on, without a fragment; both may be missing. */
static char *path_of(const char *url, const struct http_parser_url *parts) {
    bool has_path = (parts->field_set & (1u << UF_PATH)) != 0;
    bool has_query = (parts->field_set & (1u << UF_QUERY)) != 0;
    char *path = has_path ? part_of(url, parts, UF_PATH) : mem_text("/");
    if (!has_query) return path;
    char *query = part_of(url, parts, UF_QUERY);
    char *both = mem_textf("%s?%s", path, query);
    mem_free(path);
    mem_free(query);
    return both;
}

bool socket_read_url(const char *url, int port, bool is_secure, SocketUrl *to) {
    struct http_parser_url parts;
    char *whole = strstr(url, "://") != NULL ? mem_text(url) : mem_textf("ws://%s", url);
    http_parser_url_init(&parts);
    bool fine = strpbrk(whole, " \t\r\n") == NULL &&
                http_parser_parse_url(whole, strlen(whole), 0, &parts) == 0 &&
                (is_scheme(whole, &parts, "ws") || is_scheme(whole, &parts, "wss"));
    if (fine) {
        to->is_secure = is_secure || is_scheme(whole, &parts, "wss");
        int written = (parts.field_set & (1u << UF_PORT)) != 0 ? parts.port : 0;
        to->port = port > 0 ? port : written > 0 ? written : to->is_secure ? 443 : 80;
        to->host = part_of(whole, &parts, UF_HOST);
        to->path = path_of(whole, &parts);
    }
    mem_free(whole);
    return fine;
}
