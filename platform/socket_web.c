/* A WebSocket on a stream: wslay frames, unframes, answers pings and closes. */
#include "mem.h"
#include "socket_inside.h"
#include "socket_upgrade.h"

#include <openssl/rand.h>
#include <string.h>
#include <wslay/wslay.h>

enum { MOST_FRAGMENTS = 65536 }; /* of one message: each costs memory, however short */

typedef struct Web {
    wslay_event_context_ptr context;
    const uint8_t *in; /* what came and is not read yet */
    size_t left;
    int fragments; /* of the message that is not complete */
} Web;

/* MARK: what wslay calls */

static ssize_t on_wants(wslay_event_context_ptr context, uint8_t *bytes, size_t size, int flags,
                        void *user) {
    (void)flags;
    Web *web = ((Stream *)user)->web;
    if (web->left == 0) {
        wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    size_t count = size < web->left ? size : web->left;
    memcpy(bytes, web->in, count);
    web->in += count;
    web->left -= count;
    return (ssize_t)count;
}

static ssize_t on_sends(wslay_event_context_ptr context, const uint8_t *bytes, size_t size,
                        int flags, void *user) {
    (void)context, (void)flags;
    stream_put(user, bytes, size);
    return (ssize_t)size;
}

static int on_mask(wslay_event_context_ptr context, uint8_t *bytes, size_t size, void *user) {
    (void)context, (void)user;
    return RAND_bytes(bytes, (int)size) == 1 ? 0 : -1;
}

static void on_frame(wslay_event_context_ptr context,
                     const struct wslay_event_on_frame_recv_start_arg *frame, void *user) {
    Web *web = ((Stream *)user)->web;
    if (wslay_is_ctrl_frame(frame->opcode)) return;
    web->fragments = frame->fin ? 0 : web->fragments + 1;
    if (web->fragments > MOST_FRAGMENTS) wslay_event_shutdown_read(context);
}

static void on_message(wslay_event_context_ptr context,
                       const struct wslay_event_on_msg_recv_arg *message, void *user) {
    (void)context;
    bool is_text = message->opcode == WSLAY_TEXT_FRAME;
    if (is_text || message->opcode == WSLAY_BINARY_FRAME)
        stream_deliver(user, message->msg, message->msg_length, is_text);
}

static void web_new(Stream *stream) {
    static const struct wslay_event_callbacks callbacks = {.recv_callback = on_wants,
                                                           .send_callback = on_sends,
                                                           .genmask_callback = on_mask,
                                                           .on_frame_recv_start_callback = on_frame,
                                                           .on_msg_recv_callback = on_message};
    stream->web = mem_alloc(sizeof *stream->web);
    if (stream->listener != NULL)
        wslay_event_context_server_init(&stream->web->context, &callbacks, stream);
    else
        wslay_event_context_client_init(&stream->web->context, &callbacks, stream);
}

/* MARK: reading */

static const char *why_it_ends(const Web *web) {
    if (wslay_event_get_close_received(web->context)) return "";
    if (web->fragments > MOST_FRAGMENTS) return "it sent a message in too many pieces";
    switch (wslay_event_get_status_code_sent(web->context)) {
    case WSLAY_CODE_MESSAGE_TOO_BIG:
        return "it sent a message longer than the limit";
    case WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA:
        return "it sent a text that is not UTF-8";
    default:
        return "it sent what is no WebSocket message";
    }
}

static void decode(Stream *stream, const uint8_t *bytes, size_t size) {
    Web *web = stream->web;
    web->in = bytes;
    web->left = size;
    wslay_event_config_set_max_recv_msg_length(web->context,
                                               atomic_load(&stream->socket->message_limit));
    int error = wslay_event_recv(web->context);
    if (stream->is_ended || stream->is_leaving) return;
    if (error == 0) error = wslay_event_send(web->context);
    bool is_over = error != 0 || wslay_event_get_close_received(web->context) ||
                   !wslay_event_want_read(web->context);
    if (is_over)
        stream_leave(stream, why_it_ends(web));
    else
        stream_flush(stream);
}

/* MARK: the beginning */

static void say(Stream *stream) {
    char *words = upgrade_words(stream->upgrade);
    stream_put(stream, words, strlen(words));
    mem_free(words);
    stream_flush(stream);
}

void web_begin(Stream *stream) {
    stream->upgrade = upgrade_new(stream->socket, stream->listener == NULL);
    if (stream->listener == NULL) say(stream);
}

static void drop_upgrade(Stream *stream) {
    upgrade_free(stream->upgrade);
    stream->upgrade = NULL;
}

/* False: more is to come, or it ended. */
static bool upgrade(Stream *stream, const uint8_t *bytes, size_t size, size_t *used) {
    UpgradeState state = upgrade_feed(stream->upgrade, bytes, size, used);
    if (state == UPGRADE_MORE) return false;
    if (stream->listener != NULL) say(stream);
    if (state == UPGRADE_FAILED) {
        stream_end(stream, upgrade_why(stream->upgrade));
        return false;
    }
    drop_upgrade(stream);
    web_new(stream);
    stream_opened(stream);
    return !stream->is_ended && !stream->is_leaving;
}

void web_feed(Stream *stream, const uint8_t *bytes, size_t size) {
    size_t used = 0;
    if (stream->is_ended || stream->is_leaving) return;
    if (stream->upgrade != NULL && !upgrade(stream, bytes, size, &used)) return;
    if (used < size) decode(stream, bytes + used, size - used);
}

/* MARK: sending, and the end */

void web_send(Stream *stream, const SocketChunk *chunk) {
    struct wslay_event_msg message = {.opcode =
                                          chunk->is_text ? WSLAY_TEXT_FRAME : WSLAY_BINARY_FRAME,
                                      .msg = chunk->bytes,
                                      .msg_length = chunk->size};
    if (wslay_event_queue_msg(stream->web->context, &message) == 0)
        wslay_event_send(stream->web->context);
}

void web_leave(Stream *stream) {
    if (stream->web == NULL) return;
    wslay_event_queue_close(stream->web->context, WSLAY_CODE_NORMAL_CLOSURE, NULL, 0);
    wslay_event_send(stream->web->context); /* that, or what it has to say about an error */
}

void web_free(Stream *stream) {
    drop_upgrade(stream);
    if (stream->web == NULL) return;
    wslay_event_context_free(stream->web->context);
    mem_free(stream->web);
}
