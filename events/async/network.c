/* Networking (event 68): what the thread "network" tells becomes events, once a step. */
#include "network.h"
#include "../../assets/buffer.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_buffer.h"

#include <string.h>

/* MARK: what a completion changes here, before handlers hear of it. False: they hear nothing */

/* A client of a server gets its number. */
static bool land_connect(Link *link) {
    const Slot *server = slot_of(link->server->handle);
    int handle = server != NULL ? slot_take(server->type, false) : GM_NONE;
    if (handle != GM_NONE) {
        slot_of(handle)->link = link;
        slot_of(handle)->limit = server->limit;
        link->handle = handle;
        link->is_ready = true;
        return true;
    }
    if (server != NULL)
        log_warn_once("a client of the server %d is turned away: there are %d sockets, as many as "
                      "there may be",
                      link->server->handle, NETWORK_SOCKETS);
    socket_close(&link->socket);
    return false;
}

static bool land_link(const NetworkCompletion *done) {
    Link *link = done->link;
    if (done->is_gone) link->is_ready = false;
    switch (done->type) {
    case GM_NETWORK_TYPE_CONNECT:
        return land_connect(link);
    case GM_NETWORK_TYPE_NON_BLOCKING_CONNECT:
        link->is_ready = link->handle != GM_NONE && done->succeeded;
        return link->handle != GM_NONE;
    case GM_NETWORK_TYPE_DISCONNECT:
    case GM_NETWORK_TYPE_DATA:
        return link->handle != GM_NONE; /* destroyed meanwhile: nothing more is told of it */
    default:
        return false;
    }
}

/* MARK: the map */

static void set_peer(Map *map, const NetworkCompletion *done) {
    map_set_text(map, ASYNC_KEY(ip), done->peer.ip, strlen(done->peer.ip));
    map_set_real(map, ASYNC_KEY(port), done->peer.port);
}

/* The packet becomes a buffer, uncopied, that dies with the map. */
static void set_packet(Map *map, NetworkCompletion *done) {
    const Link *link = done->link;
    const Slot *slot = slot_of(link->handle);
    Buffer *buffer = buffer_new(0, GM_BUFFER_GROW);
    buffer_take(buffer, done->bytes, done->size);
    buffer_rewind(buffer);
    done->bytes = NULL;
    map_take_buffer(map, ASYNC_KEY(buffer), buffer);
    map_set_real(map, ASYNC_KEY(size), (double)done->size);
    if (link->server != NULL)
        map_set_real(map, ASYNC_KEY(server), link->server->handle);
    else if (slot->is_server)
        map_set_real(map, ASYNC_KEY(server), link->handle);
    if (link->socket.is_web)
        map_set_real(map, ASYNC_KEY(message_type),
                     done->is_text ? GM_NETWORK_SEND_TEXT : GM_NETWORK_SEND_BINARY);
}

static void fill(Map *map, NetworkCompletion *done) {
    const Link *link = done->link;
    map_set_real(map, ASYNC_KEY(type), done->type);
    if (link == NULL) return;
    bool is_servers =
        done->type == GM_NETWORK_TYPE_CONNECT || done->type == GM_NETWORK_TYPE_DISCONNECT;
    map_set_real(map, ASYNC_KEY(id), is_servers ? link->server->handle : link->handle);
    set_peer(map, done);
    if (done->type == GM_NETWORK_TYPE_DATA) {
        set_packet(map, done);
        return;
    }
    map_set_real(map, ASYNC_KEY(other_port), done->peer.port);
    map_set_real(map, ASYNC_KEY(socket), link->handle);
    if (done->type == GM_NETWORK_TYPE_NON_BLOCKING_CONNECT)
        map_set_bool(map, ASYNC_KEY(succeeded), done->succeeded);
}

static bool land(Completion *completion) {
    NetworkCompletion *done = (NetworkCompletion *)completion;
    if (done->link == NULL || land_link(done)) {
        completion->map = map_new();
        fill(completion->map, done);
    } else {
        completion->event = 0;
    }
    return true;
}

/* MARK: the end */

static void release(Completion *completion) {
    NetworkCompletion *done = (NetworkCompletion *)completion;
    Link *link = done->link;
    if (done->type == GM_NETWORK_TYPE_DATA) link_landed(link, done->size + NETWORK_PACKET_COST);
    if (done->is_gone) {
        link->is_gone = true;
        if (link->server != NULL && link->handle != GM_NONE) slot_free(link->handle);
        if (link->handle == GM_NONE) link_let_go(link);
    }
    mem_free(done->bytes);
    mem_free(done);
}

static void cancel(Request *request) {
    for (int handle = 1; handle <= NETWORK_SOCKETS; handle++) {
        const Slot *slot = slot_of(handle);
        if (slot != NULL && slot->link != NULL && slot->link->after == request->id)
            socket_close(&slot->link->socket);
    }
}

static void close_all(void) {
    slots_close();
    sockets_close();
    network_watch_reset();
    network_settings_reset();
}

const AsyncSource network_source = {
    .name = "network",
    .event = EVENT_OTHER_WEB_NETWORKING,
    .open = network_settings_reset,
    .land = land,
    .free = release,
    .cancel = cancel,
    .close = close_all,
};
