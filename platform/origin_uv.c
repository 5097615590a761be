/* The mock origin's listener, and the thread on which libuv runs it. */
#define _POSIX_C_SOURCE 200809L
#include "origin.h"
#include "log.h"
#include "mem.h"
#include "origin_connection.h"
#include "thread.h"

#include <arpa/inet.h>
#include <signal.h>

enum { BACKLOG = 512 };

struct Origin {
    Thread thread;
    uv_loop_t loop; /* main's until the thread runs, then the thread's */
    uv_tcp_t listener;
    uv_async_t stop; /* main wakes the thread with it to end */
    int port;
    OriginShared shared;
};

static void on_connection(uv_stream_t *listener, int status) {
    Origin *origin = listener->data;
    if (status == 0) connection_accept(&origin->shared, listener);
}

static void on_stop(uv_async_t *stop) {
    Origin *origin = stop->data;
    connections_close(&origin->shared);
    uv_close((uv_handle_t *)&origin->listener, NULL);
    uv_close((uv_handle_t *)&origin->stop, NULL);
}

static void run(void *context) {
    Origin *origin = context;
    sigset_t pipe; /* a connection that the other side closed is an ordinary error */
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
    uv_run(&origin->loop, UV_RUN_DEFAULT);
}

static int listen_on(Origin *origin, int port) {
    struct sockaddr_storage address = {0};
    int size = (int)sizeof address;
    int error = uv_ip4_addr("127.0.0.1", port, (struct sockaddr_in *)&address);
    if (error == 0) error = uv_tcp_bind(&origin->listener, (const struct sockaddr *)&address, 0);
    if (error == 0) error = uv_listen((uv_stream_t *)&origin->listener, BACKLOG, on_connection);
    if (error == 0)
        error = uv_tcp_getsockname(&origin->listener, (struct sockaddr *)&address, &size);
    if (error == 0) origin->port = ntohs(((const struct sockaddr_in *)&address)->sin_port);
    return error;
}

/* Frees everything once the loop has nothing left to run. */
static void drop(Origin *origin) {
    uv_loop_close(&origin->loop);
    routes_close(&origin->shared.routes);
    stores_close(&origin->shared.stores);
    mem_free(origin);
}

Origin *origin_open_watched(const char *routes_file, int port, void (*access)(const char *line)) {
    Routes routes;
    if (!routes_open(&routes, routes_file)) return NULL;
    Origin *origin = mem_alloc(sizeof *origin);
    origin->shared.routes = routes;
    origin->shared.access = access;
    uv_loop_init(&origin->loop);
    uv_tcp_init(&origin->loop, &origin->listener);
    uv_async_init(&origin->loop, &origin->stop, on_stop);
    origin->listener.data = origin->stop.data = origin;
    int error = listen_on(origin, port);
    if (error != 0) {
        log_error("the mock origin cannot listen on 127.0.0.1 port %d: %s", port,
                  uv_strerror(error));
        on_stop(&origin->stop);
        uv_run(&origin->loop, UV_RUN_DEFAULT);
        drop(origin);
        return NULL;
    }
    thread_start(&origin->thread, "origin", run, origin);
    return origin;
}

Origin *origin_open(const char *routes_file, int port) {
    return origin_open_watched(routes_file, port, NULL);
}

int origin_port(const Origin *origin) {
    return origin->port;
}

void origin_close(Origin *origin) {
    if (origin == NULL) return;
    uv_async_send(&origin->stop);
    thread_join(&origin->thread);
    drop(origin);
}
