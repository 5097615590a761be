/* A stream that connects: its host is looked up, and each address is tried until one answers. */
#define _GNU_SOURCE /* SO_DOMAIN */
#include "mem.h"
#include "socket_inside.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try_next(Stream *stream, const char *why);

static void on_connect(uv_connect_t *connect, int status) {
    Stream *stream = connect->handle->data;
    if (stream->is_ended) return;
    if (status == 0) {
        stream_use(stream);
        return;
    }
    stream_drop_tcp(stream);
    try_next(stream, uv_strerror(status));
}

/* The port that the stream was bound to goes with the first attempt that can use it. */
static int take_descriptor(Stream *stream, const struct sockaddr *address,
                           struct sockaddr_in6 *mapped, const struct sockaddr **target) {
    Socket *socket = stream->socket;
    *target = address;
    if (socket->fd < 0) return 0;
    int error = uv_tcp_open(stream->tcp, socket->fd);
    if (error != 0) return error;
    int domain = AF_INET6;
    socklen_t size = sizeof domain;
    getsockopt(socket->fd, SOL_SOCKET, SO_DOMAIN, &domain, &size);
    socket->fd = -1;
    if (address->sa_family == domain) return 0;
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
    *mapped = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = v4->sin_port};
    mapped->sin6_addr.s6_addr[10] = mapped->sin6_addr.s6_addr[11] = 0xFF;
    memcpy(mapped->sin6_addr.s6_addr + 12, &v4->sin_addr, 4);
    *target = (const struct sockaddr *)mapped;
    return 0;
}

static void try_next(Stream *stream, const char *why) {
    const struct addrinfo *info = stream->address;
    if (info == NULL) {
        stream_end(stream, why);
        return;
    }
    stream->address = info->ai_next;
    socket_peer_of(info->ai_addr, false, &stream->socket->peer);
    stream_new_tcp(stream);
    struct sockaddr_in6 mapped;
    const struct sockaddr *target;
    int error = take_descriptor(stream, info->ai_addr, &mapped, &target);
    if (error == 0) error = uv_tcp_connect(&stream->connect, stream->tcp, target, on_connect);
    if (error == 0) return;
    stream_drop_tcp(stream);
    try_next(stream, uv_strerror(error));
}

/* Outlives its stream if that ends meanwhile: the system cannot be stopped looking. */
typedef struct Lookup {
    uv_getaddrinfo_t request;
    Stream *stream; /* NULL: it ended */
} Lookup;

static void on_looked_up(uv_getaddrinfo_t *request, int status, struct addrinfo *addresses) {
    Lookup *lookup = request->data;
    Stream *stream = lookup->stream;
    mem_free(lookup);
    if (stream == NULL) {
        uv_freeaddrinfo(addresses);
        return;
    }
    stream->lookup = NULL;
    stream->addresses = stream->address = addresses;
    try_next(stream, status != 0 ? uv_strerror(status) : "it has no address");
}

void stream_drop_lookup(Stream *stream) {
    if (stream->lookup == NULL) return;
    stream->lookup->stream = NULL;
    uv_cancel((uv_req_t *)&stream->lookup->request);
    stream->lookup = NULL;
}

void stream_connect(Stream *stream) {
    char service[16];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    Lookup *lookup = mem_alloc(sizeof *lookup);
    lookup->stream = stream;
    lookup->request.data = lookup;
    snprintf(service, sizeof service, "%d", stream->socket->port);
    int error = uv_getaddrinfo(socket_loop(), &lookup->request, on_looked_up, stream->socket->host,
                               service, &hints);
    if (error == 0) {
        stream->lookup = lookup;
        return;
    }
    mem_free(lookup);
    stream_end(stream, uv_strerror(error));
}
