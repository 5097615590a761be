/* Listeners: each new connection becomes a stream, as long as there are not too many. */
#define _POSIX_C_SOURCE 200809L
#include "log.h"
#include "mem.h"
#include "socket_inside.h"

enum { BACKLOG = 512 };

/* Out of sight of its maker: it goes as soon as it comes. */
static void on_refused(uv_handle_t *handle) {
    mem_free(handle);
}

static void refuse(uv_stream_t *listener) {
    uv_tcp_t *tcp = mem_alloc(sizeof *tcp);
    uv_tcp_init(socket_loop(), tcp);
    uv_accept(listener, (uv_stream_t *)tcp);
    uv_close((uv_handle_t *)tcp, on_refused);
}

static void accept_one(Socket *listener, uv_stream_t *from) {
    Socket *socket = listener->events->accepted(listener);
    socket->is_web = listener->is_web;
    socket->is_secure = listener->is_secure;
    socket->tls = listener->tls;
    socket->protocol = listener->protocol;
    atomic_store(&socket->state, SOCKET_OPENING);
    socket_enlist(socket);
    Stream *stream = stream_new(socket, listener);
    stream_new_tcp(stream);
    int error = uv_accept(from, (uv_stream_t *)stream->tcp);
    if (error == 0)
        stream_use(stream);
    else
        stream_end(stream, uv_strerror(error));
}

static void on_connection(uv_stream_t *tcp, int status) {
    Socket *listener = tcp->data;
    if (status != 0) {
        log_warn_once("the server on port %d could not accept a client: %s", listener->port,
                      uv_strerror(status));
        return;
    }
    if (atomic_load(&listener->connections) < listener->most) {
        atomic_fetch_add(&listener->connections, 1);
        accept_one(listener, tcp);
        return;
    }
    log_warn_once("the server on port %d refuses connections: it has %d, as many as it may",
                  listener->port, listener->most);
    refuse(tcp);
}

void listener_start(Socket *socket) {
    uv_tcp_t *tcp = mem_alloc(sizeof *tcp);
    socket_take_handle(socket, (uv_handle_t *)tcp);
    uv_tcp_init(socket_loop(), tcp);
    int error = uv_tcp_open(tcp, socket->fd);
    if (error == 0) error = uv_listen((uv_stream_t *)tcp, BACKLOG, on_connection);
    if (error == 0) {
        atomic_store(&socket->state, SOCKET_OPEN);
        return;
    }
    log_error("the server on port %d cannot accept anyone: %s", socket->port, uv_strerror(error));
    listener_end(socket);
}

void listener_end(Socket *socket) {
    if (!socket_has_handle(socket)) return;
    stream_leave_all(socket);
    socket_close_handle(socket);
}
