/* gm_network_...: connecting, and sending. */
#include "../../assets/buffer.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "network.h"

#include <stdio.h>
#include <string.h>

/* MARK: connecting */

typedef struct Connect {
    const char *call, *url;
    int socket, port;
    bool is_raw, waits;
} Connect;

static bool is_open(const Slot *slot) {
    return slot->link != NULL && atomic_load(&slot->link->socket.state) != SOCKET_CLOSED;
}

/* NULL, and a sentence: it cannot connect. */
static Slot *take_socket(const Connect *connect) {
    Slot *slot = slot_of(connect->socket);
    const char *wrong = slot == NULL                          ? "there is no such socket"
                        : slot->is_server                     ? "a server does not connect"
                        : slot->type == GM_NETWORK_SOCKET_UDP ? NULL
                        : is_open(slot)                       ? "it is connected already"
                                                              : NULL;
    if (wrong == NULL && (connect->url == NULL || connect->url[0] == '\0'))
        wrong = "an address was expected";
    if (wrong == NULL && (connect->port < 0 || connect->port > 65535))
        wrong = "a port of 0 to 65535 was expected";
    if (wrong == NULL) return slot;
    log_error("%s: socket %d: %s", connect->call, connect->socket, wrong);
    return NULL;
}

/* Where a link is to go. False, and a sentence: the address is none. */
static bool take_address(Link *link, const Connect *connect, const Slot *slot) {
    SocketUrl url = {0};
    bool is_web = slot->type != GM_NETWORK_SOCKET_TCP;
    if (!is_web) {
        url.host = mem_text(connect->url);
        url.port = connect->port;
    } else if (!socket_read_url(connect->url, connect->port, slot->type == GM_NETWORK_SOCKET_WSS,
                                &url)) {
        log_error("%s: \"%s\" is no address such as ws://host:port/path", connect->call,
                  connect->url);
        return false;
    }
    link->host = url.host;
    link->path = url.path;
    link->socket.host = url.host;
    link->socket.path = url.path;
    link->socket.port = url.port;
    link->socket.is_web = is_web;
    link->socket.is_secure = url.is_secure;
    return true;
}

static void take_settings(Link *link, const Slot *slot) {
    const NetworkSettings *settings = network_settings();
    Socket *socket = &link->socket;
    link->word = mem_text(slot->protocol);
    link->ca_file = mem_text(settings->ca_file);
    socket->protocol = link->word;
    socket->ca_file = link->ca_file;
    socket->open_ms = settings->connect_ms;
    atomic_store(&socket->message_limit, slot->limit + PROTOCOL_HEADER);
    atomic_store(&socket->write_ms, slot->write_ms);
    atomic_store(&socket->resets, slot->resets);
}

/* The descriptor of the port that the slot was made with. False: another has it by now. */
static bool take_descriptor(Link *link, Slot *slot) {
    char why[SOCKET_WHY];
    link->socket.fd = slot->fd;
    slot->fd = -1;
    if (slot->port == 0 || link->socket.fd >= 0) return true;
    link->socket.fd = socket_bind(SOCKET_STREAM, slot->port, why);
    if (link->socket.fd < 0) log_info("port %d: %s", slot->port, why);
    return link->socket.fd >= 0;
}

static Link *link_to_connect(const Connect *connect, Slot *slot) {
    Link *link = link_new(SOCKET_STREAM, connect->is_raw);
    take_settings(link, slot);
    if (take_address(link, connect, slot) && take_descriptor(link, slot)) return link;
    link_free(link);
    return NULL;
}

static void leave_old(Slot *slot) {
    Link *old = slot->link;
    slot->link = NULL;
    if (old != NULL) link_let_go(old);
}

static int connect_stream(const Connect *connect, Slot *slot) {
    Link *link = link_to_connect(connect, slot);
    if (link == NULL) return GM_NONE;
    leave_old(slot);
    slot->link = link;
    link->handle = connect->socket;
    link->is_awaited = connect->waits;
    if (!connect->waits) {
        link->request = request_open(&network_source, "gm_network_connect_async");
        link->after = link->request->id;
    }
    socket_start(&link->socket);
    if (!connect->waits) return connect->socket;
    link->is_ready = link_wait(link);
    return link->is_ready ? connect->socket : GM_NONE;
}

/* A UDP socket's address is known at once, or after a look-up that waits. */
static void answer_at_once(const Connect *connect, const Slot *slot, bool succeeded) {
    NetworkCompletion *done = network_completion(slot->link, GM_NETWORK_TYPE_NON_BLOCKING_CONNECT);
    done->completion.request = request_open(&network_source, "gm_network_connect_async");
    done->completion.last = true;
    done->succeeded = succeeded;
    done->peer.port = connect->port;
    if (succeeded)
        socket_address_text(&slot->peer, done->peer.ip);
    else
        snprintf(done->peer.ip, sizeof done->peer.ip, "%s", connect->url);
    mailbox_post(&done->completion);
}

static int connect_port(const Connect *connect, Slot *slot) {
    char why[SOCKET_WHY];
    SocketAddress found;
    bool known = socket_look_up(connect->url, connect->port, &found, why);
    if (known) slot->peer = found;
    slot->has_peer = slot->has_peer || known;
    if (!known) log_info("%s: %s: %s", connect->call, connect->url, why);
    if (!connect->waits) answer_at_once(connect, slot, known);
    return known || !connect->waits ? connect->socket : GM_NONE;
}

static int start(Connect connect) {
    Slot *slot = take_socket(&connect);
    if (slot == NULL) return GM_NONE;
    if (slot->type == GM_NETWORK_SOCKET_UDP) return connect_port(&connect, slot);
    return connect_stream(&connect, slot);
}

int gm_network_connect(int socket, const char *url, int port) {
    return start((Connect){"gm_network_connect", url, socket, port, false,
                           !network_settings()->non_blocking});
}

int gm_network_connect_raw(int socket, const char *url, int port) {
    return start((Connect){"gm_network_connect_raw", url, socket, port, true,
                           !network_settings()->non_blocking});
}

int gm_network_connect_async(int socket, const char *url, int port) {
    return start((Connect){"gm_network_connect_async", url, socket, port, false, false});
}

int gm_network_connect_raw_async(int socket, const char *url, int port) {
    return start((Connect){"gm_network_connect_raw_async", url, socket, port, true, false});
}

/* MARK: sending */

/* What is to be sent: the first bytes of a buffer. NULL, and a sentence: it has less. */
static const uint8_t *take_bytes(const char *call, int buffer, int size) {
    static const uint8_t nothing[1];
    const Buffer *from = buffer_of(buffer);
    if (from != NULL && size >= 0 && size <= buffer_size(from))
        return size > 0 ? buffer_bytes(from) : nothing;
    log_error("%s: the buffer %d has no %d bytes", call, buffer, size);
    return NULL;
}

/* The UDP link of a socket; NULL: it is none. */
static Link *port_of(const Slot *slot) {
    bool is_port = slot != NULL && slot->type == GM_NETWORK_SOCKET_UDP;
    return is_port ? slot->link : NULL;
}

static int send_framed_to(const Link *link, const SocketAddress *to, const uint8_t *bytes,
                          int size) {
    uint8_t header[PROTOCOL_HEADER];
    protocol_header((uint32_t)size, header);
    return socket_send_to(&link->socket, to, header, sizeof header, bytes, (size_t)size);
}

int gm_network_send_packet(int socket, int buffer, int size) {
    const Slot *slot = slot_of(socket);
    const uint8_t *bytes = take_bytes("gm_network_send_packet", buffer, size);
    uint8_t header[PROTOCOL_HEADER];
    if (slot == NULL || slot->link == NULL || bytes == NULL) return GM_NONE;
    Link *link = slot->link;
    if (port_of(slot) != NULL)
        return slot->has_peer ? send_framed_to(link, &slot->peer, bytes, size) : GM_NONE;
    protocol_header((uint32_t)size, header);
    bool sent = link->is_ready &&
                socket_send(&link->socket, header, sizeof header, bytes, (size_t)size, false);
    /* networking 3.1: the header counts, but not on WebSockets */
    return !sent ? GM_NONE : link->socket.is_web ? size : size + PROTOCOL_HEADER;
}

int gm_network_send_raw(int socket, int buffer, int size, int options) {
    const Slot *slot = slot_of(socket);
    const uint8_t *bytes = take_bytes("gm_network_send_raw", buffer, size);
    if (slot == NULL || slot->link == NULL || bytes == NULL) return GM_NONE;
    Link *link = slot->link;
    if (port_of(slot) != NULL)
        return slot->has_peer
                   ? socket_send_to(&link->socket, &slot->peer, NULL, 0, bytes, (size_t)size)
                   : GM_NONE;
    bool sent = link->is_ready && socket_send(&link->socket, NULL, 0, bytes, (size_t)size,
                                              (options & GM_NETWORK_SEND_TEXT) != 0);
    return sent ? size : GM_NONE;
}

/* The last name that a socket sent to is not looked up again. */
static bool find_host(Slot *slot, const char *call, const char *url, int port) {
    char why[SOCKET_WHY];
    if (url == NULL || port < 0 || port > 65535) return false;
    if (slot->host != NULL && slot->host_port == port && strcmp(slot->host, url) == 0) return true;
    if (!socket_look_up(url, port, &slot->address, why)) {
        log_info("%s: %s: %s", call, url, why);
        return false;
    }
    mem_free(slot->host);
    slot->host = mem_text(url);
    slot->host_port = port;
    return true;
}

static Link *take_port(const char *call, int socket) {
    Link *link = port_of(slot_of(socket));
    if (link == NULL) log_error("%s: socket %d is no UDP socket", call, socket);
    return link;
}

int gm_network_send_udp(int socket, const char *url, int port, int buffer, int size) {
    static const char call[] = "gm_network_send_udp";
    const Link *link = take_port(call, socket);
    const uint8_t *bytes = link != NULL ? take_bytes(call, buffer, size) : NULL;
    if (bytes == NULL || !find_host(slot_of(socket), call, url, port)) return GM_NONE;
    return send_framed_to(link, &slot_of(socket)->address, bytes, size);
}

int gm_network_send_udp_raw(int socket, const char *url, int port, int buffer, int size) {
    static const char call[] = "gm_network_send_udp_raw";
    const Link *link = take_port(call, socket);
    const uint8_t *bytes = link != NULL ? take_bytes(call, buffer, size) : NULL;
    if (bytes == NULL || !find_host(slot_of(socket), call, url, port)) return GM_NONE;
    return socket_send_to(&link->socket, &slot_of(socket)->address, NULL, 0, bytes, (size_t)size);
}

int gm_network_send_broadcast(int socket, int port, int buffer, int size) {
    static const char call[] = "gm_network_send_broadcast";
    const Link *link = take_port(call, socket);
    const uint8_t *bytes = link != NULL ? take_bytes(call, buffer, size) : NULL;
    if (bytes == NULL || port < 0 || port > 65535) return GM_NONE;
    return socket_broadcast(&link->socket, port, bytes, (size_t)size, slot_of(socket)->multicasts);
}
