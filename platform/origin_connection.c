/* A connection's life: read a request, wait if told so, send the answer piece by piece, stop where
 * the route says so, and again. */
#define _POSIX_C_SOURCE 200809L
#include "origin_connection.h"
#include "mem.h"

#include <stdio.h>
#include <string.h>

enum {
    PIECE_BYTES = 64 * 1024,
    FRAME_BYTES = 32,          /* around a chunk */
    EARLY_BYTES = 1024 * 1024, /* of the next requests, kept while one is answered */
    HANDLES = 2,
};

typedef struct OriginConnection {
    uv_tcp_t socket;
    uv_timer_t timer;
    uv_write_t write;
    OriginShared *shared;
    struct OriginConnection *next, *previous;
    int closed; /* how many of its handles are */
    bool is_closing, is_answering, head_is_sent;
    OriginRequest request;
    OriginAnswer answer;
    int64_t sent; /* bytes of the body */
    size_t piece; /* of the body, being written */
    char *out;    /* what is being written */
    char in[PIECE_BYTES];
    char *early; /* came while answering */
    size_t early_bytes;
} OriginConnection;

/* MARK: the end of a connection */

static void on_closed(uv_handle_t *handle) {
    OriginConnection *c = handle->data;
    if (++c->closed < HANDLES) return;
    origin_request_close(&c->request);
    origin_answer_close(&c->answer);
    mem_free(c->out);
    mem_free(c->early);
    mem_free(c);
}

static bool leave(OriginConnection *c) {
    if (c->is_closing) return false;
    c->is_closing = true;
    if (c->previous != NULL)
        c->previous->next = c->next;
    else
        c->shared->connections = c->next;
    if (c->next != NULL) c->next->previous = c->previous;
    uv_close((uv_handle_t *)&c->timer, on_closed);
    return true;
}

static void close_connection(OriginConnection *c) {
    if (leave(c)) uv_close((uv_handle_t *)&c->socket, on_closed);
}

static void reset_connection(OriginConnection *c) {
    if (leave(c)) uv_tcp_close_reset(&c->socket, on_closed);
}

void connections_close(OriginShared *shared) {
    while (shared->connections != NULL)
        close_connection(shared->connections);
}

/* MARK: answering */

static void tell(const OriginConnection *c, const char *how) {
    if (c->shared->access == NULL) return;
    char line[512];
    snprintf(line, sizeof line, "%s %.300s %d %lld bytes%s", c->request.method,
             c->request.target != NULL ? c->request.target : "", c->answer.status,
             (long long)c->sent, how);
    c->shared->access(line);
}

static void read_on(OriginConnection *c, const char *bytes, size_t count);

/* The answer is out: close, or go on with what has come meanwhile. */
static void finish(OriginConnection *c) {
    bool keeps_alive = c->answer.keeps_alive;
    tell(c, "");
    origin_answer_close(&c->answer);
    origin_request_close(&c->request);
    origin_request_open(&c->request);
    c->is_answering = false;
    if (!keeps_alive) {
        close_connection(c);
        return;
    }
    char *early = c->early;
    size_t early_bytes = c->early_bytes;
    c->early = NULL;
    c->early_bytes = 0;
    if (early_bytes > 0) read_on(c, early, early_bytes);
    mem_free(early);
}

/* What the route says instead of finishing. */
static void stop(OriginConnection *c) {
    switch (c->answer.route->stop) {
    case ROUTE_STOP_NEVER:
        finish(c);
        break;
    case ROUTE_STOP_STALL: /* until the other side or the origin closes */
        tell(c, ", then silent");
        break;
    case ROUTE_STOP_RESET:
        tell(c, ", then reset");
        reset_connection(c);
        break;
    case ROUTE_STOP_CLOSE:
        tell(c, ", then cut off");
        close_connection(c);
        break;
    }
}

static bool stops_early(const OriginConnection *c) {
    const Route *route = c->answer.route;
    return route->stop != ROUTE_STOP_NEVER && route->stop_after < c->answer.size;
}

/* Where the body ends, or stops. */
static int64_t limit(const OriginConnection *c) {
    if (!stops_early(c)) return c->answer.size;
    return c->answer.route->stop_after > 0 ? c->answer.route->stop_after : 0;
}

/* Head, frame, bytes and frame again of the next piece; returns how many there are in out. */
static size_t compose(OriginConnection *c) {
    const OriginAnswer *answer = &c->answer;
    const char *head = c->head_is_sent ? "" : answer->head;
    size_t size = strlen(head);
    bool is_framed = answer->is_chunked;
    mem_free(c->out);
    c->out = mem_alloc(size + c->piece + 2 * FRAME_BYTES);
    memcpy(c->out, head, size);
    if (is_framed && c->piece > 0)
        size += (size_t)snprintf(c->out + size, FRAME_BYTES, "%zx\r\n", c->piece);
    origin_answer_copy(answer, c->sent, c->out + size, c->piece);
    size += c->piece;
    bool is_end = c->sent + (int64_t)c->piece == answer->size;
    const char *frame =
        c->piece == 0 ? (is_end ? "0\r\n\r\n" : "") : (is_end ? "\r\n0\r\n\r\n" : "\r\n");
    if (is_framed) size += (size_t)snprintf(c->out + size, FRAME_BYTES, "%s", frame);
    return size;
}

static void on_timer(uv_timer_t *timer);

static void on_written(uv_write_t *write, int status) {
    OriginConnection *c = write->data;
    if (c->is_closing) return;
    if (status < 0) {
        close_connection(c);
        return;
    }
    c->sent += (int64_t)c->piece;
    c->head_is_sent = true;
    if (c->sent == limit(c)) {
        if (stops_early(c))
            stop(c);
        else if (!c->answer.is_endless)
            finish(c);
        return;
    }
    const Route *route = c->answer.route;
    uv_timer_start(&c->timer, on_timer, route->drip_bytes > 0 ? (uint64_t)route->drip_ms : 0, 0);
}

static void send_piece(OriginConnection *c) {
    const Route *route = c->answer.route;
    if (!c->head_is_sent && stops_early(c) && route->stop_after < 0) {
        stop(c);
        return;
    }
    int64_t piece =
        route->drip_bytes > 0 && route->drip_bytes < PIECE_BYTES ? route->drip_bytes : PIECE_BYTES;
    int64_t left = limit(c) - c->sent;
    c->piece = (size_t)(left < piece ? left : piece);
    uv_buf_t buffer = {.len = compose(c)};
    buffer.base = c->out;
    c->write.data = c;
    if (uv_write(&c->write, (uv_stream_t *)&c->socket, &buffer, 1, on_written) != 0)
        close_connection(c);
}

static void on_timer(uv_timer_t *timer) {
    send_piece(timer->data);
}

static void begin_answer(OriginConnection *c) {
    c->is_answering = true;
    c->head_is_sent = false;
    c->sent = 0;
    uint64_t delay = (uint64_t)c->answer.route->delay_ms;
    if (delay > 0)
        uv_timer_start(&c->timer, on_timer, delay, 0);
    else
        send_piece(c);
}

/* MARK: reading */

static void keep_early(OriginConnection *c, const char *bytes, size_t count) {
    if (count == 0) return;
    if (c->early_bytes + count > EARLY_BYTES) {
        close_connection(c);
        return;
    }
    c->early = mem_resize(c->early, c->early_bytes + count);
    memcpy(c->early + c->early_bytes, bytes, count);
    c->early_bytes += count;
}

static void read_on(OriginConnection *c, const char *bytes, size_t count) {
    size_t used = 0;
    if (!origin_request_feed(&c->request, bytes, count, &used)) {
        origin_answer_open_bad(&c->answer, c->request.is_too_large ? 413 : 400);
        begin_answer(c);
    } else if (c->request.is_complete) {
        keep_early(c, bytes + used, count - used);
        origin_answer_open(&c->answer, &c->shared->routes, &c->shared->stores, &c->request);
        begin_answer(c);
    }
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
    (void)suggested;
    OriginConnection *c = handle->data;
    *buffer = uv_buf_init(c->in, sizeof c->in);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
    OriginConnection *c = stream->data;
    if (count < 0)
        close_connection(c);
    else if (c->is_answering)
        keep_early(c, buffer->base, (size_t)count);
    else if (count > 0)
        read_on(c, buffer->base, (size_t)count);
}

/* MARK: the beginning of a connection */

void connection_accept(OriginShared *shared, uv_stream_t *listener) {
    OriginConnection *c = mem_alloc(sizeof *c);
    uv_tcp_init(listener->loop, &c->socket);
    uv_timer_init(listener->loop, &c->timer);
    c->socket.data = c->timer.data = c;
    c->shared = shared;
    c->next = shared->connections;
    if (c->next != NULL) c->next->previous = c;
    shared->connections = c;
    origin_request_open(&c->request);
    bool accepted = uv_accept(listener, (uv_stream_t *)&c->socket) == 0 &&
                    uv_tcp_nodelay(&c->socket, 1) == 0 &&
                    uv_read_start((uv_stream_t *)&c->socket, on_room, on_read) == 0;
    if (!accepted) close_connection(c);
}
