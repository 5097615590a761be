/* A stream's life on the network thread: TCP stands, TLS, WebSocket, open, leaving, ended. */
#include "log.h"
#include "mem.h"
#include "socket_inside.h"
#include "socket_tls.h"

#include <netdb.h>
#include <stdio.h>

enum { LINGER_MS = 1000, OUT_PAUSE = 256 * 1024, PLAIN_BYTES = 16 * 1024 };

/* MARK: the end */

static void release(Stream *stream) {
    Socket *socket = stream->socket;
    bytes_drop(&stream->out);
    bytes_drop(&stream->writing);
    tls_free(stream->tls);
    web_free(stream);
    if (stream->addresses != NULL) freeaddrinfo(stream->addresses);
    socket_unbind(socket->fd); /* a port that no attempt came to use */
    socket->inside = NULL;
    socket_over(socket, stream->why);
    mem_free(stream);
}

/* One thing less calls back. */
static void waits_less(Stream *stream) {
    if (--stream->waits == 0) release(stream);
}

static void on_timer_closed(uv_handle_t *handle) {
    waits_less(handle->data);
}

static void on_tcp_closed(uv_handle_t *handle) {
    Stream *stream = handle->data;
    mem_free(handle);
    waits_less(stream);
}

void stream_drop_tcp(Stream *stream) {
    uv_tcp_t *tcp = stream->tcp;
    stream->tcp = NULL;
    if (tcp == NULL) return;
    if (!atomic_load(&stream->socket->resets) || uv_tcp_close_reset(tcp, on_tcp_closed) != 0)
        uv_close((uv_handle_t *)tcp, on_tcp_closed);
}

void stream_end(Stream *stream, const char *why) {
    if (stream->is_ended) return;
    stream->is_ended = true;
    atomic_store(&stream->socket->state, SOCKET_CLOSED);
    if (stream->why[0] == '\0') snprintf(stream->why, sizeof stream->why, "%s", why);
    stream_drop_lookup(stream);
    uv_close((uv_handle_t *)&stream->timer, on_timer_closed);
    stream_drop_tcp(stream);
}

static void on_timer(uv_timer_t *timer) {
    Stream *stream = timer->data;
    if (stream->is_leaving)
        stream_end(stream, "");
    else if (!stream->is_up)
        stream_end(stream, "the other side took too long");
    else
        stream_end(stream, "the other side does not take what is sent");
}

void stream_time(Stream *stream, int ms) {
    if (ms > 0)
        uv_timer_start(&stream->timer, on_timer, (uint64_t)ms, 0);
    else
        uv_timer_stop(&stream->timer);
}

void stream_leave(Stream *stream, const char *why) {
    if (stream->is_ended || stream->is_leaving) return;
    if (atomic_load(&stream->socket->state) != SOCKET_OPEN) {
        stream_end(stream, why);
        return;
    }
    stream_encode(stream);
    stream->is_leaving = true;
    atomic_store(&stream->socket->state, SOCKET_CLOSED);
    snprintf(stream->why, sizeof stream->why, "%s", why);
    web_leave(stream);
    stream_put_end(stream);
    stream_time(stream, LINGER_MS);
    stream_look(stream);
    stream_flush(stream);
}

/* MARK: reading */

void stream_opened(Stream *stream) {
    atomic_store(&stream->socket->state, SOCKET_OPEN);
    stream->socket->events->opened(stream->socket);
}

void stream_deliver(Stream *stream, const uint8_t *bytes, size_t size, bool is_text) {
    if (stream->is_ended || stream->is_leaving) return;
    stream->socket->events->received(stream->socket,
                                     (SocketBytes){bytes, size, is_text, &stream->socket->peer});
}

static void feed_plain(Stream *stream, const uint8_t *bytes, size_t size) {
    if (stream->socket->is_web)
        web_feed(stream, bytes, size);
    else
        stream_deliver(stream, bytes, size, false);
}

static void secured(Stream *stream) {
    if (stream->socket->is_web)
        web_begin(stream);
    else
        stream_opened(stream);
}

static void feed_tls(Stream *stream, const uint8_t *bytes, size_t size) {
    uint8_t plain[PLAIN_BYTES];
    bool was_ready = tls_is_ready(stream->tls);
    tls_feed(stream->tls, bytes, size);
    int count = tls_read(stream->tls, plain, sizeof plain);
    if (!was_ready && tls_is_ready(stream->tls)) secured(stream);
    for (; count > 0 && !stream->is_ended; count = tls_read(stream->tls, plain, sizeof plain))
        feed_plain(stream, plain, (size_t)count);
    stream_put(stream, NULL, 0);
    stream_flush(stream);
    if (count < 0) stream_end(stream, tls_why(stream->tls));
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
    (void)handle, (void)suggested;
    *buffer = socket_room();
}

/* A connection that stood may be closed in any way. */
static void end_of_reading(Stream *stream, int error) {
    bool stood = stream->is_up && (error == UV_EOF || error == UV_ECONNRESET);
    const char *why = error == UV_EOF ? "the other side closed it" : uv_strerror(error);
    stream_end(stream, stood ? "" : why);
}

static void on_read(uv_stream_t *tcp, ssize_t count, const uv_buf_t *buffer) {
    Stream *stream = tcp->data;
    const uint8_t *bytes = (const uint8_t *)buffer->base;
    if (count < 0)
        end_of_reading(stream, (int)count);
    else if (count == 0 || stream->is_leaving)
        return; /* what still comes is not looked at */
    else if (stream->tls != NULL)
        feed_tls(stream, bytes, (size_t)count);
    else
        feed_plain(stream, bytes, (size_t)count);
    if (!stream->is_ended) stream_look(stream);
}

/* Reads, or not: not while the game is behind, nor while answers pile up that nobody takes. */
void stream_look(Stream *stream) {
    bool reads = stream->is_leaving || (!stream->is_paused && stream->out.size < OUT_PAUSE);
    if (stream->is_ended || stream->tcp == NULL || reads == stream->is_reading) return;
    stream->is_reading = reads;
    if (reads)
        uv_read_start((uv_stream_t *)stream->tcp, on_room, on_read);
    else
        uv_read_stop((uv_stream_t *)stream->tcp);
}

void stream_pause(Stream *stream, bool pause) {
    stream->is_paused = pause;
    stream_look(stream);
}

/* MARK: the beginning */

Stream *stream_new(Socket *socket, Socket *listener) {
    Stream *stream = mem_alloc(sizeof *stream);
    stream->socket = socket;
    stream->listener = listener;
    socket->inside = stream;
    uv_timer_init(socket_loop(), &stream->timer);
    stream->timer.data = stream->write.data = stream;
    stream->waits = 1; /* for the timer */
    stream_time(stream, socket->open_ms);
    return stream;
}

void stream_new_tcp(Stream *stream) {
    stream->tcp = mem_alloc(sizeof *stream->tcp);
    stream->tcp->data = stream;
    stream->waits++;
    uv_tcp_init(socket_loop(), stream->tcp);
}

static bool begin_tls(Stream *stream) {
    Socket *socket = stream->socket;
    char why[SOCKET_WHY] = "TLS cannot be had";
    stream->tls = stream->listener != NULL ? tls_accept(socket->tls)
                                           : tls_connect(socket->host, socket->ca_file, why);
    if (stream->tls == NULL) stream_end(stream, why);
    return stream->tls != NULL;
}

void stream_use(Stream *stream) {
    struct sockaddr_storage address;
    int size = (int)sizeof address;
    uv_tcp_nodelay(stream->tcp, 1);
    if (uv_tcp_getpeername(stream->tcp, (struct sockaddr *)&address, &size) == 0)
        socket_peer_of((struct sockaddr *)&address, stream->socket->maps_ip, &stream->socket->peer);
    stream_look(stream);
    if (!stream->socket->is_secure)
        secured(stream);
    else if (begin_tls(stream))
        feed_tls(stream, NULL, 0);
}

void socket_is_up(Socket *socket) {
    Stream *stream = socket->inside;
    stream->is_up = true;
    if (!stream->is_leaving) stream_time(stream, 0);
}

void socket_give_up(Socket *socket, const char *why) {
    stream_end(socket->inside, why);
}
