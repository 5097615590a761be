/* A game for networking tests: one object hears every networking event and writes down what it saw;
 * and peers on plain sockets, byte by byte. */
#ifndef TESTS_NET_H
#define TESTS_NET_H

#include "support.h"

#include "../events/async/network_protocol.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* What was heard of one event. */
typedef struct Heard {
    int type, id, port, socket, size, server, message_type, keys, step;
    int buffer; /* its handle, dead by now */
    bool succeeded, has_server, has_socket, has_message_type, has_succeeded;
    char ip[64];
    uint8_t *bytes; /* a copy */
} Heard;

enum { HEARD = 20000 };
static Heard the_heard[HEARD];
static int the_heard_count;
static void (*the_net_handler)(const GmAsyncNetworking *event); /* runs as well; NULL: none */

static void heard_bytes(Heard *heard, const GmAsyncNetworking *event) {
    assert_true(gm_buffer_exists(event->buffer));
    assert_int_equal(gm_buffer_get_type(event->buffer), GM_BUFFER_GROW);
    assert_int_equal(gm_buffer_get_alignment(event->buffer), 1);
    assert_int_equal(gm_buffer_tell(event->buffer), 0);
    assert_int_equal(gm_buffer_get_size(event->buffer), event->size);
    heard->bytes = malloc((size_t)event->size + 1);
    assert_int_equal(gm_buffer_read_bytes(event->buffer, heard->bytes, event->size), event->size);
    heard->bytes[event->size] = '\0';
}

static void net_on_networking(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncNetworking *said = gm_async_networking(event);
    int map = gm_async_load();
    assert_in_range(the_heard_count, 0, HEARD - 1);
    Heard *heard = &the_heard[the_heard_count++];
    *heard = (Heard){.type = said->type,
                     .id = said->id,
                     .port = said->port,
                     .socket = said->socket,
                     .size = said->size,
                     .server = said->server,
                     .message_type = said->message_type,
                     .keys = gm_ds_map_size(map),
                     .step = gm_step_count(),
                     .buffer = said->buffer,
                     .succeeded = said->succeeded,
                     .has_server = gm_ds_map_exists(map, "server"),
                     .has_socket = gm_ds_map_exists(map, "socket"),
                     .has_message_type = gm_ds_map_exists(map, "message_type"),
                     .has_succeeded = gm_ds_map_exists(map, "succeeded")};
    snprintf(heard->ip, sizeof heard->ip, "%s", said->ip);
    if (said->type == GM_NETWORK_TYPE_DATA)
        heard_bytes(heard, said);
    else if (said->type <= GM_NETWORK_TYPE_NON_BLOCKING_CONNECT)
        assert_int_equal(said->other_port, said->port);
    if (the_net_handler != NULL) the_net_handler(said);
}

static const GmObject obj_net = {.persistent = true,
                                 .on = {[GM_ASYNC_NETWORKING] = net_on_networking}};

/* MARK: the game */

static inline int net_open(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_net), {0}};
    the_net_handler = NULL;
    support_open(objects);
    support_make("obj_net");
    return 0;
}

static inline void net_forget(void) {
    for (int i = 0; i < the_heard_count; i++)
        free(the_heard[i].bytes);
    the_heard_count = 0;
}

static inline int net_close(void **state) {
    (void)state;
    support_close();
    net_forget();
    return 0;
}

/* MARK: waiting */

static int the_wanted, the_wanted_type, the_wanted_bytes;

static inline int net_count(int type) {
    int count = 0;
    for (int i = 0; i < the_heard_count; i++)
        count += the_heard[i].type == type ? 1 : 0;
    return count;
}

static bool net_has_count(void) {
    return net_count(the_wanted_type) >= the_wanted;
}

/* Steps until so many events of a type were heard; then the last of them. */
static inline const Heard *net_wait(int type, int count) {
    the_wanted_type = type;
    the_wanted = count;
    assert_true(support_until(net_has_count));
    for (int i = 0, found = 0; i < the_heard_count; i++)
        if (the_heard[i].type == type && ++found == count) return &the_heard[i];
    fail_msg("there are not %d events of type %d", count, type);
    return NULL;
}

static bool net_has_bytes(void) {
    int bytes = 0;
    for (int i = 0; i < the_heard_count; i++)
        bytes += the_heard[i].size;
    return bytes >= the_wanted_bytes;
}

static inline void net_wait_bytes(int bytes) {
    the_wanted_bytes = bytes;
    assert_true(support_until(net_has_bytes));
}

static const char *the_wanted_log;

static bool net_has_said(void) {
    return strstr(support_log(), the_wanted_log) != NULL;
}

/* Steps until a sentence with these words stands on the log. */
static inline void net_wait_log(const char *words) {
    the_wanted_log = words;
    assert_true(support_until(net_has_said));
}

static int the_dead_socket, the_probe;

static bool net_cannot_send(void) {
    return gm_network_send_raw(the_dead_socket, the_probe, 1, 0) < 0;
}

/* Steps until nothing can be sent on the socket any more. */
static inline void net_wait_dead(int socket) {
    the_dead_socket = socket;
    the_probe = gm_buffer_create(1, GM_BUFFER_FIXED, 1);
    assert_true(support_until(net_cannot_send));
    gm_buffer_delete(the_probe);
}

/* The data event with so many bytes and their text. */
static inline void net_expect_data(const Heard *heard, int id, const void *bytes, int size) {
    assert_int_equal(heard->type, GM_NETWORK_TYPE_DATA);
    assert_int_equal(heard->id, id);
    assert_int_equal(heard->size, size);
    assert_memory_equal(heard->bytes, bytes, (size_t)size);
}

/* MARK: buffers */

static inline int net_buffer(const void *bytes, int size) {
    int buffer = gm_buffer_create(size > 0 ? size : 1, GM_BUFFER_FIXED, 1);
    gm_buffer_write_bytes(buffer, bytes, size);
    return buffer;
}

/* Sends one packet of bytes; the result. */
static inline int net_packet(int socket, const void *bytes, int size) {
    int buffer = net_buffer(bytes, size);
    int result = gm_network_send_packet(socket, buffer, size);
    gm_buffer_delete(buffer);
    return result;
}

static inline int net_raw(int socket, const void *bytes, int size, int options) {
    int buffer = net_buffer(bytes, size);
    int result = gm_network_send_raw(socket, buffer, size, options);
    gm_buffer_delete(buffer);
    return result;
}

/* MARK: plain sockets */

static inline struct sockaddr_in peer_address(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static inline int peer_socket(int type) {
    struct timeval limit = {.tv_sec = 20};
    int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return fd;
}

static inline int peer_port_of(int fd) {
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    return ntohs(address.sin_port);
}

/* Bound to a free port of the loopback, which is told; listening if it is a stream's. */
static inline int peer_bind(int type, int *port) {
    struct sockaddr_in address = peer_address(0);
    int fd = peer_socket(type);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    if (type == SOCK_STREAM) assert_int_equal(listen(fd, 16), 0);
    *port = peer_port_of(fd);
    return fd;
}

/* A port that was free a moment ago. */
static inline int free_port(int type) {
    int port, fd = peer_bind(type, &port);
    close(fd);
    return port;
}

/* A server of the game on some free port. */
static inline int net_server(int type, bool is_raw, int max_client, int *port) {
    for (int tries = 0; tries < 20; tries++) {
        *port = free_port(type == GM_NETWORK_SOCKET_UDP ? SOCK_DGRAM : SOCK_STREAM);
        int server = is_raw ? gm_network_create_server_raw(type, *port, max_client)
                            : gm_network_create_server(type, *port, max_client);
        if (server >= 0) return server;
    }
    fail_msg("no port is free");
    return -1;
}

static inline int peer_connect(int port) {
    struct sockaddr_in address = peer_address(port);
    int fd = peer_socket(SOCK_STREAM), yes = 1;
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

static inline int peer_accept(int listener) {
    int fd = accept(listener, NULL, NULL);
    struct timeval limit = {.tv_sec = 20};
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return fd;
}

static inline void peer_send(int fd, const void *bytes, size_t size) {
    assert_int_equal(send(fd, bytes, size, MSG_NOSIGNAL), size);
}

/* Exactly these bytes come next. */
static inline void peer_expect(int fd, const void *bytes, size_t size) {
    uint8_t *got = malloc(size + 1);
    for (size_t count = 0; count < size;) {
        ssize_t more = recv(fd, got + count, size - count, 0);
        if (more <= 0) fail_msg("%zu bytes came, %zu were expected", count, size);
        count += (size_t)more;
    }
    assert_memory_equal(got, bytes, size);
    free(got);
}

/* The other side has closed, and sent nothing more. */
static inline void peer_expect_end(int fd) {
    char byte;
    ssize_t count = recv(fd, &byte, 1, 0);
    assert_true(count == 0 || (count < 0 && errno == ECONNRESET));
}

/* Nothing has come so far. */
static inline void peer_expect_silence(int fd) {
    char byte;
    assert_int_equal(recv(fd, &byte, 1, MSG_DONTWAIT), -1);
    assert_int_equal(errno, EAGAIN);
}

/* MARK: the field's bytes, as networking 4 has them */

static const uint8_t the_banner[18] = {0x47, 0x4D, 0x3A, 0x53, 0x74, 0x75, 0x64, 0x69, 0x6F,
                                       0x2D, 0x43, 0x6F, 0x6E, 0x6E, 0x65, 0x63, 0x74, 0x00};
static const uint8_t the_login[16] = {0xBE, 0xBA, 0xFE, 0xCA, 0x0B, 0xB0, 0xAD, 0xDE,
                                      0x10, 0x00, 0x00, 0x00, 0xA1, 0x91, 0x52, 0x00};
static const uint8_t the_welcome[12] = {0xAD, 0xBE, 0xAF, 0xDE, 0xEB, 0xBE,
                                        0x0D, 0xF0, 0x0C, 0x00, 0x00, 0x00};
static const uint8_t the_hi[15] = {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0x00, 0x00, 0x00,
                                   0x03, 0x00, 0x00, 0x00, 0x68, 0x69, 0x00}; /* "hi" and a zero */

/* Connects to a server of the game, shakes hands; *client: the game's number of it. */
static inline int peer_join(int port, int *client) {
    int before = net_count(GM_NETWORK_TYPE_CONNECT);
    int fd = peer_connect(port);
    peer_expect(fd, the_banner, sizeof the_banner);
    peer_send(fd, the_login, sizeof the_login);
    peer_expect(fd, the_welcome, sizeof the_welcome);
    *client = net_wait(GM_NETWORK_TYPE_CONNECT, before + 1)->socket;
    return fd;
}

/* Takes a client of the game in. */
static inline int peer_welcome(int listener) {
    int fd = peer_accept(listener);
    peer_send(fd, the_banner, sizeof the_banner);
    peer_expect(fd, the_login, 12);
    peer_expect(fd, "\0\0\0\0", 4);
    peer_send(fd, the_welcome, sizeof the_welcome);
    return fd;
}

#endif
