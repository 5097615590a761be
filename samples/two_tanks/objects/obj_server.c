/* obj_server: listens on three ports, seats who comes, steps the world, and tells everybody. */
#include "tanks.h"

#include <string.h>

enum { PEERS = 8, SILENT_STEPS = 180, TELL_EVERY = 2 };

/* Somebody at the other end. TCP and WebSocket: a socket of its own; UDP: an address. */
typedef struct Peer {
    bool is_here;
    Way way;
    int socket, port;
    char ip[48];
    int seat, keys, silent;
} Peer;

typedef struct Server {
    int sockets[WAYS];
    int buffer; /* for what is sent */
    unsigned tick;
    World world;
    Peer peers[PEERS];
} Server;

/* MARK: opening */

static void close_sockets(Server *my) {
    for (int way = 0; way < WAYS; way++)
        if (my->sockets[way] >= 0) gm_network_destroy(my->sockets[way]);
    if (my->buffer != GM_NONE) gm_buffer_delete(my->buffer);
    my->buffer = GM_NONE;
}

bool server_open(int port) {
    static const int types[WAYS] = {GM_NETWORK_SOCKET_TCP, GM_NETWORK_SOCKET_UDP,
                                    GM_NETWORK_SOCKET_WS};
    int id = gm_instance_create_layer(0, 0, "Rules", "obj_server");
    Server *my = gm_vars(gm_instance(id));
    bool opened = true;
    for (int way = 0; way < WAYS; way++) {
        my->sockets[way] = gm_network_create_server(types[way], port + way, PEERS);
        opened = opened && my->sockets[way] >= 0;
    }
    my->buffer = gm_buffer_create(256, GM_BUFFER_GROW, 1);
    world_reset(&my->world);
    if (!opened) gm_instance_destroy(id);
    return opened;
}

void server_close(void) {
    if (gm_instance_exists("obj_server")) gm_instance_destroy("obj_server");
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    close_sockets(gm_vars(self));
}

/* MARK: sending */

static void begin(Server *my, int kind) {
    gm_buffer_seek(my->buffer, GM_BUFFER_SEEK_START, 0);
    gm_buffer_write(my->buffer, GM_BUFFER_U8, kind);
}

static void send_to(const Server *my, const Peer *peer) {
    int size = gm_buffer_tell(my->buffer);
    if (peer->way == WAY_UDP)
        gm_network_send_udp(my->sockets[WAY_UDP], peer->ip, peer->port, my->buffer, size);
    else
        gm_network_send_packet(peer->socket, my->buffer, size);
}

static void tell_seat(Server *my, const Peer *peer) {
    begin(my, SEAT);
    gm_buffer_write(my->buffer, GM_BUFFER_U8, peer->seat);
    send_to(my, peer);
}

static void tell_state(Server *my) {
    begin(my, STATE);
    gm_buffer_write(my->buffer, GM_BUFFER_U32, my->tick);
    world_write(&my->world, my->buffer);
    for (int i = 0; i < PEERS; i++)
        if (my->peers[i].is_here) send_to(my, &my->peers[i]);
}

/* MARK: who is here */

static Peer *driver_of(Server *my, int seat) {
    for (int i = 0; i < PEERS; i++)
        if (my->peers[i].is_here && my->peers[i].seat == seat) return &my->peers[i];
    return NULL;
}

static int free_seat(Server *my) {
    for (int seat = 0; seat < TANKS; seat++)
        if (driver_of(my, seat) == NULL) return seat;
    return NO_SEAT;
}

/* Who sent it; NULL: nobody that has said hello. */
static Peer *sender(Server *my, const GmAsyncNetworking *packet) {
    bool is_udp = packet->id == my->sockets[WAY_UDP];
    for (int i = 0; i < PEERS; i++) {
        Peer *peer = &my->peers[i];
        if (!peer->is_here || (peer->way == WAY_UDP) != is_udp) continue;
        bool is_it = is_udp ? peer->port == packet->port && strcmp(peer->ip, packet->ip) == 0
                            : peer->socket == packet->id;
        if (is_it) return peer;
    }
    return NULL;
}

/* Who takes a tank begins a new duel: nobody gets a machine's place in the middle of a round. */
static void seat_peer(Server *my, const GmAsyncNetworking *packet, bool watches) {
    for (int i = 0; i < PEERS; i++) {
        Peer *peer = &my->peers[i];
        if (peer->is_here) continue;
        *peer = (Peer){.socket = packet->id, .port = packet->port, .seat = NO_SEAT};
        if (!watches) peer->seat = free_seat(my);
        peer->way = packet->id == my->sockets[WAY_UDP]      ? WAY_UDP
                    : packet->server == my->sockets[WAY_WS] ? WAY_WS
                                                            : WAY_TCP;
        peer->is_here = true;
        gm_copy_text(peer->ip, sizeof peer->ip, packet->ip);
        gm_show_debug_message("%s comes by %s: %s", packet->ip, way_name(peer->way),
                              peer->seat == NO_SEAT ? "watches"
                                                    : gm_text("drives tank %d", peer->seat + 1));
        tell_seat(my, peer);
        if (peer->seat != NO_SEAT) world_reset(&my->world);
        return;
    }
}

static void leave(Peer *peer) {
    gm_show_debug_message("%s has gone", peer->ip);
    peer->is_here = false;
}

/* MARK: what comes */

static void take_packet(Server *my, const GmAsyncNetworking *packet) {
    Peer *peer = sender(my, packet);
    int kind = (int)gm_buffer_read(packet->buffer, GM_BUFFER_U8);
    if (peer == NULL && kind == HELLO)
        seat_peer(my, packet, gm_buffer_read(packet->buffer, GM_BUFFER_U8) > 0);
    if (peer == NULL) return;
    peer->silent = 0;
    if (kind == HELLO) tell_seat(my, peer); /* our answer was lost */
    if (kind == KEYS) peer->keys = (int)gm_buffer_read(packet->buffer, GM_BUFFER_U8);
    if (kind == BYE) leave(peer);
}

static void on_network(GmInstance *self, const GmEvent *event) {
    Server *my = gm_vars(self);
    const GmAsyncNetworking *packet = gm_async_networking(event);
    bool is_ours = packet->id == my->sockets[WAY_UDP] || packet->server == my->sockets[WAY_TCP] ||
                   packet->server == my->sockets[WAY_WS];
    if (packet->type == GM_NETWORK_TYPE_DATA && is_ours) take_packet(my, packet);
    if (packet->type != GM_NETWORK_TYPE_DISCONNECT) return;
    for (int i = 0; i < PEERS; i++)
        if (my->peers[i].is_here && my->peers[i].way != WAY_UDP &&
            my->peers[i].socket == packet->socket)
            leave(&my->peers[i]);
}

/* MARK: steps */

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Server *my = gm_vars(self);
    int keys[TANKS];
    for (int i = 0; i < PEERS; i++)
        if (my->peers[i].is_here && ++my->peers[i].silent > SILENT_STEPS) leave(&my->peers[i]);
    for (int seat = 0; seat < TANKS; seat++) {
        const Peer *driver = driver_of(my, seat);
        my->world.tanks[seat].is_person = driver != NULL;
        keys[seat] = driver != NULL ? driver->keys : world_machine_keys(&my->world, seat);
    }
    world_step(&my->world, keys);
    if (++my->tick % TELL_EVERY == 0) tell_state(my);
}

const GmObject obj_server = {
    .vars = GM_VARS(Server, sockets, buffer, tick, world, peers),
    .on = {[GM_STEP] = step, [GM_CLEAN_UP] = clean_up, [GM_ASYNC_NETWORKING] = on_network},
};
