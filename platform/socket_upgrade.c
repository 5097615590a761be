/* The HTTP of a WebSocket's beginning, read by http-parser. */
#include "socket_upgrade.h"
#include "mem.h"

#include <http_parser.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MOST_BYTES = 16 * 1024, NAME_BYTES = 64, VALUE_BYTES = 512, KEY_BYTES = 64 };

struct Upgrade {
    http_parser parser;
    const Socket *socket;
    bool asks, is_complete, in_value;
    size_t bytes;
    char name[NAME_BYTES], value[VALUE_BYTES]; /* of the header that is being read */
    char key[KEY_BYTES];                       /* the client's */
    char accept[KEY_BYTES], version[16];       /* what the other side said */
    char protocol[VALUE_BYTES];
    const char *why;
};

/* MARK: keys */

static void make_key(char *key) {
    uint8_t random[16];
    RAND_bytes(random, sizeof random);
    EVP_EncodeBlock((uint8_t *)key, random, sizeof random);
}

static void answer_to(const char *key, char *answer) {
    char text[KEY_BYTES + 40];
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    snprintf(text, sizeof text, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    EVP_Digest(text, strlen(text), digest, &size, EVP_sha1(), NULL);
    EVP_EncodeBlock((uint8_t *)answer, digest, (int)size);
}

/* MARK: reading */

/* Adds to a text of so many bytes; what does not fit is left out. */
static void append(char *text, size_t bytes, const char *more, size_t count) {
    size_t length = strlen(text);
    if (count > bytes - 1 - length) count = bytes - 1 - length;
    memcpy(text + length, more, count);
    text[length + count] = '\0';
}

static void take_header(Upgrade *upgrade) {
    static const char *const names[] = {"Sec-WebSocket-Key", "Sec-WebSocket-Accept",
                                        "Sec-WebSocket-Version", "Sec-WebSocket-Protocol"};
    char *const places[] = {upgrade->key, upgrade->accept, upgrade->version, upgrade->protocol};
    const size_t sizes[] = {KEY_BYTES, KEY_BYTES, sizeof upgrade->version, VALUE_BYTES};
    for (int i = upgrade->asks ? 1 : 0; i < 4; i++)
        if (strcasecmp(upgrade->name, names[i]) == 0)
            snprintf(places[i], sizes[i], "%s", upgrade->value);
    upgrade->name[0] = upgrade->value[0] = '\0';
    upgrade->in_value = false;
}

static int hear_name(http_parser *parser, const char *bytes, size_t count) {
    Upgrade *upgrade = parser->data;
    if (upgrade->in_value) take_header(upgrade);
    append(upgrade->name, NAME_BYTES, bytes, count);
    return 0;
}

static int hear_value(http_parser *parser, const char *bytes, size_t count) {
    Upgrade *upgrade = parser->data;
    upgrade->in_value = true;
    append(upgrade->value, VALUE_BYTES, bytes, count);
    return 0;
}

static int hear_end(http_parser *parser) {
    Upgrade *upgrade = parser->data;
    take_header(upgrade);
    upgrade->is_complete = true;
    return 1; /* a body, if there is one, is not read */
}

/* MARK: judging */

static const char *judge_answer(const Upgrade *upgrade) {
    char expected[KEY_BYTES];
    answer_to(upgrade->key, expected);
    if (upgrade->parser.status_code != 101 || !upgrade->parser.upgrade)
        return "the server does not speak WebSocket there";
    return strcmp(upgrade->accept, expected) != 0 ? "the server's answer does not fit its question"
                                                  : NULL;
}

static const char *judge_question(const Upgrade *upgrade) {
    bool fine = upgrade->parser.method == HTTP_GET && upgrade->parser.upgrade &&
                strlen(upgrade->key) == 24 && strcmp(upgrade->version, "13") == 0;
    return fine ? NULL : "it does not ask for a WebSocket";
}

UpgradeState upgrade_feed(Upgrade *upgrade, const uint8_t *bytes, size_t size, size_t *used) {
    static const http_parser_settings settings = {.on_header_field = hear_name,
                                                  .on_header_value = hear_value,
                                                  .on_headers_complete = hear_end};
    *used = http_parser_execute(&upgrade->parser, &settings, (const char *)bytes, size);
    upgrade->bytes += *used;
    if (upgrade->is_complete)
        upgrade->why = upgrade->asks ? judge_answer(upgrade) : judge_question(upgrade);
    else if (HTTP_PARSER_ERRNO(&upgrade->parser) != HPE_OK)
        upgrade->why = "it does not speak HTTP";
    else if (upgrade->bytes > MOST_BYTES)
        upgrade->why = "it says more than 16 KiB to begin with";
    if (upgrade->why != NULL) return UPGRADE_FAILED;
    return upgrade->is_complete ? UPGRADE_DONE : UPGRADE_MORE;
}

/* MARK: saying */

static char *question(const Upgrade *upgrade) {
    const Socket *socket = upgrade->socket;
    bool is_v6 = strchr(socket->host, ':') != NULL;
    return mem_textf("GET %s HTTP/1.1\r\nHost: %s%s%s:%d\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Key: %s\r\n"
                     "Sec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                     socket->path, is_v6 ? "[" : "", socket->host, is_v6 ? "]" : "", socket->port,
                     upgrade->key, socket->protocol != NULL ? "Sec-WebSocket-Protocol: " : "",
                     socket->protocol != NULL ? socket->protocol : "",
                     socket->protocol != NULL ? "\r\n" : "");
}

/* Is the word one of a list with commas? */
static bool is_offered(const char *offered, const char *word) {
    size_t length = strlen(word);
    for (const char *at = offered; *at != '\0';) {
        at += strspn(at, ", \t");
        size_t count = strcspn(at, ", \t");
        if (count == length && memcmp(at, word, length) == 0) return true;
        at += count;
    }
    return false;
}

/* The server's own protocol if it is offered; if it has none, the first that is. */
static const char *choose_protocol(const Upgrade *upgrade, char *space) {
    const char *own = upgrade->socket->protocol;
    if (own != NULL) return is_offered(upgrade->protocol, own) ? own : "";
    snprintf(space, VALUE_BYTES, "%s", upgrade->protocol);
    space[strcspn(space, ", \t")] = '\0';
    return space;
}

static char *answer(const Upgrade *upgrade) {
    char accept[KEY_BYTES], space[VALUE_BYTES];
    if (upgrade->why != NULL)
        return mem_textf("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                         "Sec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n");
    answer_to(upgrade->key, accept);
    const char *protocol = choose_protocol(upgrade, space);
    return mem_textf("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n%s%s%s\r\n",
                     accept, protocol[0] != '\0' ? "Sec-WebSocket-Protocol: " : "", protocol,
                     protocol[0] != '\0' ? "\r\n" : "");
}

char *upgrade_words(const Upgrade *upgrade) {
    return upgrade->asks ? question(upgrade) : answer(upgrade);
}

const char *upgrade_why(const Upgrade *upgrade) {
    return upgrade->why;
}

/* MARK: life */

Upgrade *upgrade_new(const Socket *socket, bool asks) {
    Upgrade *upgrade = mem_alloc(sizeof *upgrade);
    upgrade->socket = socket;
    upgrade->asks = asks;
    http_parser_init(&upgrade->parser, asks ? HTTP_RESPONSE : HTTP_REQUEST);
    upgrade->parser.data = upgrade;
    if (asks) make_key(upgrade->key);
    return upgrade;
}

void upgrade_free(Upgrade *upgrade) {
    mem_free(upgrade);
}
