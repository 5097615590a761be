/* obj_wires: a server and a client in one game (68): by TCP, UDP and WebSocket in turn they
 * connect, say something, hear it back, and part. */
#include "lab.h"

enum { WAYS = 3, FIRST_PORT = 6520, PORTS = 32 };

typedef struct Wires {
    int way;            /* the next */
    bool is_open;       /* an exchange is under way */
    int server, client; /* sockets, if it is */
    int port, buffer;
} Wires;

static const struct {
    int type;
    const char *name;
} ways[WAYS] = {{GM_NETWORK_SOCKET_TCP, "TCP"},
                {GM_NETWORK_SOCKET_UDP, "UDP"},
                {GM_NETWORK_SOCKET_WS, "WebSocket"}};

static Wires *wires(void) {
    return gm_vars(gm_instance("obj_wires"));
}

static void end(Wires *my, bool has_failed) {
    if (!my->is_open) return;
    my->is_open = false;
    open_over(68, my->client, has_failed);
    gm_network_destroy(my->client);
    gm_network_destroy(my->server);
}

/* The first port that nobody else has. */
static int serve(Wires *my, int type) {
    int server = GM_NONE;
    for (int i = 0; i < PORTS && server < 0; i++) {
        my->port = FIRST_PORT + i;
        server = gm_network_create_server(type, my->port, 4);
    }
    return server;
}

static int words(Wires *my, const char *text) {
    gm_buffer_seek(my->buffer, GM_BUFFER_SEEK_START, 0);
    gm_buffer_write_string(my->buffer, text);
    return gm_buffer_tell(my->buffer);
}

void act_network(int button) {
    Wires *my = wires();
    end(my, true);
    int type = ways[my->way].type, server = serve(my, type);
    my->way = (my->way + 1) % WAYS;
    if (server < 0) {
        log_note(CORAL, "no port is free");
        return;
    }
    my->server = server;
    my->client = gm_network_create_socket(type);
    my->is_open = true;
    open_add(68, my->client, button, ways[(my->way + WAYS - 1) % WAYS].name);
    if (type == GM_NETWORK_SOCKET_UDP) /* nobody connects */
        gm_network_send_udp(my->client, "127.0.0.1", my->port, my->buffer, words(my, "Hello!"));
    else
        gm_network_connect_async(my->client, "127.0.0.1", my->port);
}

/* MARK: events */

static void on_connect(Wires *my, const GmAsyncNetworking *news) {
    if (news->succeeded)
        gm_network_send_packet(my->client, my->buffer, words(my, "Hello!"));
    else
        end(my, true);
    open_share(68, my->client, 0.3);
}

/* At the server: back to whom it came from. */
static void echo(const GmAsyncNetworking *news, bool is_udp) {
    if (is_udp)
        gm_network_send_udp(news->id, news->ip, news->port, news->buffer, news->size);
    else
        gm_network_send_packet(news->id, news->buffer, news->size);
}

/* At the client: it goes. The server hears of that, but by UDP. */
static void part(Wires *my, const GmAsyncNetworking *news, bool is_udp) {
    log_note(WHITE, gm_text("the echo says \"%s\"", gm_buffer_read_string(news->buffer)));
    open_share(68, my->client, 0.9);
    if (is_udp)
        end(my, false);
    else
        gm_network_destroy(my->client);
}

static void on_networking(GmInstance *self, const GmEvent *event) {
    Wires *my = gm_vars(self);
    const GmAsyncNetworking *news = gm_async_networking(event);
    bool is_udp = ways[(my->way + WAYS - 1) % WAYS].type == GM_NETWORK_SOCKET_UDP;
    if (!my->is_open) return;
    switch (news->type) {
    case GM_NETWORK_TYPE_NON_BLOCKING_CONNECT:
        if (news->id == my->client) on_connect(my, news);
        break;
    case GM_NETWORK_TYPE_DATA:
        if (news->id == my->client)
            part(my, news, is_udp);
        else if (news->server == my->server || news->id == my->server)
            echo(news, is_udp);
        break;
    case GM_NETWORK_TYPE_DISCONNECT:
        if (news->id == my->server) end(my, false);
        break;
    }
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Wires *my = gm_vars(self);
    my->buffer = gm_buffer_create(32, GM_BUFFER_GROW, 1);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    Wires *my = gm_vars(self);
    end(my, true);
    gm_buffer_delete(my->buffer);
}

const GmObject obj_wires = {
    .vars = GM_VARS(Wires, way, is_open, server, client, port, buffer),
    .on = {[GM_CREATE] = create, [GM_CLEAN_UP] = clean_up, [GM_ASYNC_NETWORKING] = on_networking},
};
