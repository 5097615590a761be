/* What a stream sends: encoded into one run of bytes while the run before it is being written. */
#include "mem.h"
#include "socket_inside.h"
#include "socket_tls.h"

enum { MOST_ROOM = 1024 * 1024 }; /* held for what is sent next */

/* What TLS has to say by now goes out. */
static void put_tls(Stream *stream) {
    uint8_t bytes[4096];
    for (int count; (count = tls_outgoing(stream->tls, bytes, sizeof bytes)) > 0;)
        bytes_add(&stream->out, bytes, (size_t)count);
}

void stream_put(Stream *stream, const void *bytes, size_t size) {
    if (stream->tls == NULL) {
        bytes_add(&stream->out, bytes, size);
        return;
    }
    if (size > 0) tls_write(stream->tls, bytes, size);
    put_tls(stream);
}

void stream_put_end(Stream *stream) {
    if (stream->tls == NULL) return;
    tls_end(stream->tls);
    put_tls(stream);
}

void stream_encode(Stream *stream) {
    for (SocketChunk *chunk = socket_take_chunks(stream->socket); chunk != NULL;) {
        SocketChunk *next = chunk->next;
        if (stream->web != NULL)
            web_send(stream, chunk);
        else
            stream_put(stream, chunk->bytes, chunk->size);
        stream->out_unsent += chunk->size;
        mem_free(chunk);
        chunk = next;
    }
}

static void on_shut(uv_shutdown_t *shutdown, int status) {
    (void)shutdown, (void)status; /* the other side's end, or the timer, ends it */
}

static void shut(Stream *stream) {
    if (atomic_load(&stream->socket->resets))
        stream_end(stream, "");
    else if (stream->shutdown.handle == NULL &&
             uv_shutdown(&stream->shutdown, (uv_stream_t *)stream->tcp, on_shut) != 0)
        stream_end(stream, "");
}

static void give_up(Stream *stream, int error) {
    bool went = error == UV_EPIPE || error == UV_ECONNRESET;
    stream_end(stream, went && stream->is_up ? "" : uv_strerror(error));
}

static void count_written(Stream *stream) {
    atomic_fetch_sub(&stream->socket->unsent, stream->writing_unsent);
    stream->writing_unsent = 0;
    if (stream->writing.capacity > MOST_ROOM) bytes_drop(&stream->writing);
}

static void on_written(uv_write_t *write, int status) {
    Stream *stream = write->data;
    stream->is_writing = false;
    if (stream->is_ended) return;
    if (status < 0) {
        give_up(stream, status);
        return;
    }
    if (stream->is_up && !stream->is_leaving) stream_time(stream, 0);
    count_written(stream);
    stream_flush(stream);
    stream_look(stream);
}

/* What the system does not take at once is taken as soon as the other side has read. */
static void write_rest(Stream *stream, size_t written) {
    uv_buf_t rest = {.base = (char *)stream->writing.bytes + written,
                     .len = stream->writing.size - written};
    int error = uv_write(&stream->write, (uv_stream_t *)stream->tcp, &rest, 1, on_written);
    stream->is_writing = error == 0;
    if (error != 0)
        give_up(stream, error);
    else if (stream->is_up && !stream->is_leaving)
        stream_time(stream, atomic_load(&stream->socket->write_ms));
}

/* Puts what is there on its way. */
static void begin_write(Stream *stream) {
    Bytes written = stream->writing;
    stream->writing = stream->out;
    stream->out = written; /* its room is used again */
    stream->out.size = 0;
    stream->writing_unsent = stream->out_unsent;
    stream->out_unsent = 0;
    uv_buf_t bytes = {.base = (char *)stream->writing.bytes, .len = stream->writing.size};
    int count = uv_try_write((uv_stream_t *)stream->tcp, &bytes, 1);
    if (count < 0 && count != UV_EAGAIN)
        give_up(stream, count);
    else if (count >= 0 && (size_t)count == bytes.len)
        count_written(stream);
    else
        write_rest(stream, count > 0 ? (size_t)count : 0);
}

void stream_flush(Stream *stream) {
    if (stream == NULL || stream->is_ended || stream->is_writing || stream->tcp == NULL) return;
    if (atomic_load(&stream->socket->state) == SOCKET_OPEN) stream_encode(stream);
    if (stream->out.size > 0) begin_write(stream);
    if (stream->is_leaving && !stream->is_ended && !stream->is_writing) shut(stream);
}
