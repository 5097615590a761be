/* obj_wire: this end of the wire: connects, says hello, sends keys, takes states, and notices when
 * nothing comes any more: a client is told nothing when its server goes. */
#include "tanks.h"

enum { HELLO_EVERY = 30, KEYS_EVERY = 4, LOST_STEPS = 120, RETRY_STEPS = 120, CONNECT_MS = 2000 };

static void enter(Wire *my, Link link) {
    my->link = link;
    my->steps = 0;
}

static void let_go(Wire *my) {
    if (my->socket != GM_NONE) gm_network_destroy(my->socket);
    my->socket = GM_NONE;
}

/* MARK: sending */

static void send_bytes(const Wire *my, int first, int second) {
    int buffer = gm_buffer_create(2, GM_BUFFER_FIXED, 1);
    gm_buffer_write(buffer, GM_BUFFER_U8, first);
    gm_buffer_write(buffer, GM_BUFFER_U8, second);
    if (my->way == WAY_UDP)
        gm_network_send_udp(my->socket, my->host, my->port + WAY_UDP, buffer, 2);
    else
        gm_network_send_packet(my->socket, buffer, 2);
    gm_buffer_delete(buffer);
}

/* MARK: joining and leaving */

static void connect(Wire *my) {
    static const int types[WAYS] = {GM_NETWORK_SOCKET_TCP, GM_NETWORK_SOCKET_UDP,
                                    GM_NETWORK_SOCKET_WS};
    let_go(my);
    my->socket = gm_network_create_socket(types[my->way]);
    my->seat = NO_SEAT;
    if (my->way == WAY_UDP) {
        enter(my, WAITING);
        return;
    }
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, CONNECT_MS, 0);
    int begun = gm_network_connect_async(my->socket, my->host, my->port + (int)my->way);
    enter(my, begun >= 0 ? CONNECTING : LOST);
}

void wire_join(const char *host, int port, bool watches) {
    Wire *my = wire();
    gm_copy_text(my->host, sizeof my->host, host);
    my->port = port;
    my->watches = watches;
    my->received = my->missed = 0;
    my->tick = 0;
    connect(my);
}

void wire_leave(void) {
    Wire *my = wire();
    if (my->link == IN) send_bytes(my, BYE, 0);
    let_go(my);
    enter(my, ALONE);
}

/* MARK: what comes */

static void take_state(Wire *my, int buffer) {
    World world;
    unsigned tick = (unsigned)gm_buffer_read(buffer, GM_BUFFER_U32);
    if (tick <= my->tick && my->tick - tick < 600) return; /* UDP: overtaken by a later one */
    if (!world_read(&world, buffer)) return;
    if (my->received > 0 && tick > my->tick + 2) my->missed++;
    my->before = my->received > 0 ? my->now : world;
    my->now = world;
    my->tick = tick;
    my->received++;
    my->age = my->silent = 0;
    if (my->link != IN) enter(my, IN);
}

static void on_network(GmInstance *self, const GmEvent *event) {
    Wire *my = gm_vars(self);
    const GmAsyncNetworking *packet = gm_async_networking(event);
    if (packet->id != my->socket) return;
    if (packet->type == GM_NETWORK_TYPE_NON_BLOCKING_CONNECT) {
        enter(my, packet->succeeded ? WAITING : LOST);
        return;
    }
    int kind = (int)gm_buffer_read(packet->buffer, GM_BUFFER_U8);
    if (kind == SEAT) my->seat = (int)gm_buffer_read(packet->buffer, GM_BUFFER_U8);
    if (kind == STATE) take_state(my, packet->buffer);
}

/* MARK: steps */

static int keys_down(void) {
    bool forward = gm_keyboard_check(GM_VK_UP) || gm_keyboard_check('W');
    bool back = gm_keyboard_check(GM_VK_DOWN) || gm_keyboard_check('S');
    bool left = gm_keyboard_check(GM_VK_LEFT) || gm_keyboard_check('A');
    bool right = gm_keyboard_check(GM_VK_RIGHT) || gm_keyboard_check('D');
    return forward * KEY_FORWARD + back * KEY_BACK + left * KEY_LEFT + right * KEY_RIGHT +
           gm_keyboard_check(GM_VK_SPACE) * KEY_FIRE;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Wire *my = gm_vars(self);
    my->steps++;
    my->age++;
    my->silent++;
    if (my->link == WAITING && my->steps % HELLO_EVERY == 1) send_bytes(my, HELLO, my->watches);
    if (my->link == IN && my->steps % KEYS_EVERY == 0) send_bytes(my, KEYS, keys_down());
    if ((my->link == IN && my->silent > LOST_STEPS) ||
        (my->link == WAITING && my->steps > LOST_STEPS))
        enter(my, LOST);
    if (my->link == LOST && my->steps == RETRY_STEPS) connect(my);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Wire *my = gm_vars(self);
    my->socket = GM_NONE;
    my->seat = NO_SEAT;
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    let_go(gm_vars(self));
}

const GmObject obj_wire = {
    .vars = GM_VARS(Wire, way, host, port, link, socket, steps, watches, seat, silent, tick,
                    received, missed, before, now, age),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_ASYNC_NETWORKING] = on_network},
};
