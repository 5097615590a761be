/* What happens to connections on the thread "network": the handshake, packets, the end. Each thing
 * that a game shall hear becomes a completion. Thread: network, unless it says otherwise. */
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/thread.h"
#include "network.h"

#include <stdio.h>
#include <string.h>

enum { OUTCOME_NONE, OUTCOME_UP, OUTCOME_FAILED };

/* What link_wait waits for. One link at a time: it is the main thread that waits. */
static struct {
    Lock lock;
    Signal told;
    int outcome; /* under the lock */
} the_wait = {.lock = LOCK_INIT, .told = SIGNAL_INIT};

/* MARK: telling main */

NetworkCompletion *network_completion(Link *link, int type) {
    NetworkCompletion *done = mem_alloc(sizeof *done);
    done->completion.source = &network_source;
    done->completion.event = EVENT_OTHER_WEB_NETWORKING;
    done->completion.after = link != NULL ? link->after : 0;
    done->link = link;
    done->type = type;
    return done;
}

static NetworkCompletion *complete(Link *link, int type) {
    NetworkCompletion *done = network_completion(link, type);
    done->peer = link->socket.peer;
    return done;
}

static void tell_waiting(int outcome) {
    lock_take(&the_wait.lock);
    the_wait.outcome = outcome;
    signal_all(&the_wait.told);
    lock_give(&the_wait.lock);
}

/* The outcome of a connect: to whoever asked for it. */
static void answer(Link *link, bool succeeded) {
    if (link->is_awaited) {
        link->is_awaited = false;
        tell_waiting(succeeded ? OUTCOME_UP : OUTCOME_FAILED);
    }
    if (link->request == NULL) return;
    NetworkCompletion *done = complete(link, GM_NETWORK_TYPE_NON_BLOCKING_CONNECT);
    done->succeeded = succeeded;
    if (done->peer.ip[0] == '\0') { /* its name has no address */
        snprintf(done->peer.ip, sizeof done->peer.ip, "%s", link->host);
        done->peer.port = link->socket.port;
    }
    done->completion.request = link->request;
    done->completion.last = true;
    link->request = NULL;
    mailbox_post(&done->completion);
}

bool link_wait(Link *link) {
    (void)link; /* the only one that is awaited */
    lock_take(&the_wait.lock);
    while (the_wait.outcome == OUTCOME_NONE)
        signal_wait(&the_wait.told, &the_wait.lock);
    bool up = the_wait.outcome == OUTCOME_UP;
    the_wait.outcome = OUTCOME_NONE;
    lock_give(&the_wait.lock);
    return up;
}

static void be_up(Link *link) {
    link->is_up = true;
    socket_is_up(&link->socket);
    if (link->server != NULL)
        mailbox_post(&complete(link, GM_NETWORK_TYPE_CONNECT)->completion);
    else
        answer(link, true);
}

/* MARK: packets */

/* A game that is behind makes the other side wait. */
static void hold_back(Link *link) {
    if (atomic_load(&link->held) <= NETWORK_MOST_HELD) return;
    atomic_store(&link->is_held_back, true);
    socket_pause(&link->socket);
    if (atomic_load(&link->held) <= NETWORK_MOST_HELD / 2) link_landed(link, 0);
}

/* Thread: main, network */
void link_landed(Link *link, size_t size) {
    size_t before = size > 0 ? atomic_fetch_sub(&link->held, size) : atomic_load(&link->held);
    if (before - size <= NETWORK_MOST_HELD / 2 && atomic_exchange(&link->is_held_back, false))
        socket_resume(&link->socket);
}

static void tell_packet(Link *link, SocketBytes what) {
    void *bytes = mem_try(what.size);
    if (bytes == NULL) {
        log_error("a packet of %zu bytes from %s is lost: there is no memory for it", what.size,
                  what.from->ip);
        return;
    }
    if (what.size > 0) memcpy(bytes, what.bytes, what.size);
    NetworkCompletion *done = complete(link, GM_NETWORK_TYPE_DATA);
    done->is_text = what.is_text;
    done->bytes = bytes;
    done->size = what.size;
    atomic_fetch_add(&link->held, what.size + NETWORK_PACKET_COST);
    mailbox_post(&done->completion);
}

static void warn_of_garbage(const Link *link) {
    log_warn_once(
        "%s sent bytes that are no packet; they are dropped. Is one side raw and the other "
        "not?",
        link->socket.peer.ip);
}

/* MARK: bytes of a connection that is not raw */

static void say(Link *link, const uint8_t *bytes, size_t size) {
    socket_send(&link->socket, bytes, size, NULL, 0, false);
}

static void refuse_long(Link *link) {
    char why[SOCKET_WHY];
    snprintf(why, sizeof why, "it announced a packet above the limit of %zu bytes",
             link->protocol.limit);
    socket_give_up(&link->socket, why);
}

/* False: no more is to be read now. */
static bool act(Link *link, ProtocolWhat what, const SocketBytes *from) {
    SocketBytes packet = {link->protocol.packet, link->protocol.size, false, from->from};
    switch (what) {
    case PROTOCOL_MORE:
        return false;
    case PROTOCOL_SAY_HI:
        say(link, protocol_login, PROTOCOL_LOGIN);
        return true;
    case PROTOCOL_UP:
        if (link->server != NULL) say(link, protocol_welcome, PROTOCOL_WELCOME);
        be_up(link);
        return true;
    case PROTOCOL_PACKET:
        tell_packet(link, packet);
        return true;
    case PROTOCOL_GARBAGE:
        warn_of_garbage(link);
        return false;
    case PROTOCOL_TOO_LONG:
        refuse_long(link);
        return false;
    case PROTOCOL_STRANGER:
        socket_give_up(&link->socket, "it does not begin with the field's handshake");
        return false;
    }
    return false;
}

static void read_framed(Link *link, SocketBytes what) {
    Protocol *protocol = &link->protocol;
    protocol->limit = atomic_load(&link->socket.message_limit) - PROTOCOL_HEADER;
    protocol_give(protocol, what.bytes, what.size);
    while (act(link, protocol_next(protocol), &what)) {
    }
    /* packets do not go on from one WebSocket message to the next */
    bool is_over = atomic_load(&link->socket.state) != SOCKET_OPEN;
    if (link->socket.is_web && link->is_up && !is_over && protocol_drop(protocol))
        warn_of_garbage(link);
}

/* MARK: what sockets tell */

static Socket *accepted(Socket *listener) {
    Link *server = (Link *)listener;
    Link *link = link_new(SOCKET_STREAM, server->is_raw);
    link->server = server;
    link->protocol.stage = PROTOCOL_NO_LOGIN;
    link->socket.open_ms = listener->open_ms;
    link->socket.maps_ip = true;
    atomic_store(&link->socket.message_limit, atomic_load(&listener->message_limit));
    return &link->socket;
}

static void opened(Socket *socket) {
    Link *link = (Link *)socket;
    if (link->is_raw)
        be_up(link);
    else if (link->server != NULL)
        say(link, protocol_banner, PROTOCOL_BANNER);
}

static void received(Socket *socket, SocketBytes what) {
    Link *link = (Link *)socket;
    bool is_port = socket->kind == SOCKET_PORT;
    if (is_port && !link->is_raw && protocol_is_framed(what.bytes, what.size)) {
        what.bytes += PROTOCOL_HEADER;
        what.size -= PROTOCOL_HEADER;
    }
    if (is_port || link->is_raw)
        tell_packet(link, what);
    else if (what.is_text)
        warn_of_garbage(link);
    else
        read_framed(link, what);
    if (atomic_load(&socket->state) == SOCKET_OPEN) hold_back(link);
}

/* That a connect fails is told by its event; what strangers do is said once for each of them. */
static void say_why(const Link *link, const char *why) {
    if (!link->is_up && link->server == NULL)
        log_info("no connection with %s port %d: %s", link->host, link->socket.port, why);
    else
        log_warn_once("a connection with %s was given up: %s", link->socket.peer.ip, why);
}

static void closed(Socket *socket, const char *why) {
    Link *link = (Link *)socket;
    if (why != NULL) say_why(link, why);
    if (!link->is_up) answer(link, false);
    protocol_close(&link->protocol);
    bool is_told = link->is_up && link->server != NULL;
    NetworkCompletion *last = complete(link, is_told ? GM_NETWORK_TYPE_DISCONNECT : 0);
    last->is_gone = true;
    mailbox_post(&last->completion);
}

/* MARK: life */

Link *link_new(SocketKind kind, bool is_raw) {
    static const SocketEvents events = {accepted, opened, received, closed};
    Link *link = mem_alloc(sizeof *link);
    link->socket.events = &events;
    link->socket.kind = kind;
    link->socket.fd = -1;
    link->is_raw = is_raw;
    link->handle = GM_NONE;
    return link;
}

void link_free(Link *link) {
    mem_free(link->host);
    mem_free(link->path);
    mem_free(link->word);
    mem_free(link->ca_file);
    socket_identity_free(link->socket.kind == SOCKET_LISTENER ? link->socket.tls : NULL);
    mem_free(link);
}
