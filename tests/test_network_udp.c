/* Networking over UDP, and what is sent to everyone near. Broadcasts stay in a network namespace of
 * the test's own, which has a loopback and nothing else. */
#define _GNU_SOURCE
#include "net.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>

static int send_udp(int socket, int port, const void *bytes, int size) {
    int buffer = net_buffer(bytes, size);
    int result = gm_network_send_udp(socket, "127.0.0.1", port, buffer, size);
    gm_buffer_delete(buffer);
    return result;
}

static int send_udp_raw(int socket, const char *url, int port, const void *bytes, int size) {
    int buffer = net_buffer(bytes, size);
    int result = gm_network_send_udp_raw(socket, url, port, buffer, size);
    gm_buffer_delete(buffer);
    return result;
}

/* The next datagram is exactly this. */
static void expect_datagram(int peer, const void *bytes, int size) {
    uint8_t got[2000];
    assert_int_equal(recv(peer, got, sizeof got, 0), size);
    assert_memory_equal(got, bytes, (size_t)size);
}

static void send_datagram(int peer, int port, const void *bytes, size_t size) {
    struct sockaddr_in to = peer_address(port);
    assert_int_equal(sendto(peer, bytes, size, 0, (struct sockaddr *)&to, sizeof to), size);
}

static const uint8_t the_r[13] = {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 1, 0, 0, 0, 0x72};

/* A UDP socket of the game on some free port. */
static int udp_socket(int *port) {
    *port = free_port(SOCK_DGRAM);
    int socket = gm_network_create_socket_ext(GM_NETWORK_SOCKET_UDP, *port);
    assert_true(socket > 0);
    return socket;
}

/* spec: networking NW-18 */
static void a_datagram_goes_out_behind_its_header(void **state) {
    (void)state;
    int port, peer = peer_bind(SOCK_DGRAM, &port);
    int socket = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(send_udp(socket, port, "r", 1), 13);
    expect_datagram(peer, the_r, 13);
    close(peer);
}

/* spec: networking NW-19, NW-20; async-events N-11 */
static void a_framed_datagram_is_stripped_and_another_is_not(void **state) {
    (void)state;
    int own, port, peer = peer_bind(SOCK_DGRAM, &port), socket = udp_socket(&own);
    send_datagram(peer, own, the_r, 13);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(heard, socket, "r", 1);
    assert_string_equal(heard->ip, "127.0.0.1");
    assert_int_equal(heard->port, port);
    assert_false(heard->has_socket || heard->has_server || heard->has_message_type);
    send_datagram(peer, own, "AB", 2);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), socket, "AB", 2);
    send_datagram(peer, own, the_r, 12); /* a header that announces more than there is */
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 3), socket, the_r, 12);
    send_datagram(peer, own, "", 0);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 4)->size, 0);
    close(peer);
}

/* spec: networking NW-21 */
static void a_raw_datagram_goes_out_as_it_is(void **state) {
    (void)state;
    int port, peer = peer_bind(SOCK_DGRAM, &port);
    int socket = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(send_udp_raw(socket, "127.0.0.1", port, "AB", 2), 2);
    expect_datagram(peer, "AB", 2);
    assert_int_equal(send_udp_raw(socket, "localhost", port, "CD", 2), 2);
    expect_datagram(peer, "CD", 2);
    assert_true(send_udp_raw(socket, "name.invalid", port, "CD", 2) < 0);
    uint8_t *large = calloc(1, 70000); /* no datagram is that long */
    assert_true(send_udp_raw(socket, "127.0.0.1", port, large, 70000) < 0);
    free(large);
    close(peer);
}

/* spec: async-events 8.3: on a server "server" is there, and id is the server */
static void a_server_answers_to_the_address_of_the_event(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_UDP, false, 4, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(send_udp(client, port, "ping", 4), 16);
    const Heard *ping = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(ping, server, "ping", 4);
    assert_int_equal(ping->server, server);
    assert_string_equal(ping->ip, "::ffff:127.0.0.1");
    assert_int_equal(send_udp_raw(server, ping->ip, ping->port, "pong", 4), 4);
    const Heard *pong = net_wait(GM_NETWORK_TYPE_DATA, 2);
    net_expect_data(pong, client, "pong", 4);
    assert_int_equal(pong->port, port);
    assert_int_equal(net_count(GM_NETWORK_TYPE_CONNECT), 0);
}

/* networking 9 leaves it open: a raw server takes nothing away */
static void a_raw_server_strips_nothing(void **state) {
    (void)state;
    int port, other, server = net_server(GM_NETWORK_SOCKET_UDP, true, 4, &port);
    int peer = peer_bind(SOCK_DGRAM, &other);
    send_datagram(peer, port, the_r, 13);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), server, the_r, 13);
    close(peer);
}

/* spec: networking 5: connect only says where packets go */
static void a_connected_udp_socket_sends_packets_to_its_peer(void **state) {
    (void)state;
    int port, peer = peer_bind(SOCK_DGRAM, &port);
    int socket = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_true(net_packet(socket, "r", 1) < 0);
    assert_int_equal(gm_network_connect(socket, "127.0.0.1", port), socket);
    assert_int_equal(net_packet(socket, "r", 1), 13);
    expect_datagram(peer, the_r, 13);
    assert_int_equal(net_raw(socket, "AB", 2, 0), 2);
    expect_datagram(peer, "AB", 2);
    assert_int_equal(gm_network_connect_async(socket, "127.0.0.1", port), socket);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1);
    assert_true(heard->succeeded && heard->id == socket);
    assert_string_equal(heard->ip, "127.0.0.1");
    assert_int_equal(gm_request_count(), 0);
    gm_network_connect_async(socket, "name.invalid", port);
    assert_false(net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 2)->succeeded);
    close(peer);
}

static void ipv6_works_as_well(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_UDP, false, 4, &port);
    int socket = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(send_udp_raw(socket, "::1", port, "six", 3), 3);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(heard, server, "six", 3);
    assert_string_equal(heard->ip, "::1");
}

static void a_flood_that_nobody_reads_is_bounded(void **state) {
    (void)state;
    int own, port, peer = peer_bind(SOCK_DGRAM, &port);
    udp_socket(&own);
    static uint8_t large[60000];
    for (int i = 0; i < 2000; i++) /* 120 MB, and no step meanwhile */
        send_datagram(peer, own, large, sizeof large);
    net_wait(GM_NETWORK_TYPE_DATA, 1);
    support_steps(5);
    int before = net_count(GM_NETWORK_TYPE_DATA);
    assert_in_range(before, 1, 1500);  /* 32 MiB are kept, the system drops others */
    send_datagram(peer, own, "on", 2); /* and it goes on */
    int count = before + 1;
    while (the_heard[the_heard_count - 1].size != 2)
        net_wait(GM_NETWORK_TYPE_DATA, count++);
    close(peer);
}

/* MARK: everyone near */

/* A namespace without any interface but the loopback, which comes up. False: not allowed. */
static bool leave_for_a_network_of_its_own(void) {
    if (unshare(CLONE_NEWNET) != 0) return false;
    struct ifreq loopback = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    bool up = ioctl(fd, SIOCSIFFLAGS, &loopback) == 0;
    close(fd);
    return up;
}

static int broadcast(int socket, int port, const void *bytes, int size) {
    int buffer = net_buffer(bytes, size);
    int result = gm_network_send_broadcast(socket, port, buffer, size);
    gm_buffer_delete(buffer);
    return result;
}

/* spec: networking NW-22 */
static void a_broadcast_arrives_without_a_header(void **state) {
    (void)state;
    int own, socket = udp_socket(&own);
    struct sockaddr_in anyone = {.sin_family = AF_INET};
    int peer = peer_socket(SOCK_DGRAM), sender = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(bind(peer, (struct sockaddr *)&anyone, sizeof anyone), 0);
    assert_int_equal(broadcast(sender, peer_port_of(peer), "r", 1), 1);
    expect_datagram(peer, "r", 1);
    int buffer = net_buffer("r", 1); /* the hand-made way */
    assert_int_equal(
        gm_network_send_udp_raw(sender, "127.255.255.255", peer_port_of(peer), buffer, 1), 1);
    expect_datagram(peer, "r", 1);
    assert_int_equal(broadcast(sender, own, "r", 1), 1);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), socket, "r", 1);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_true(broadcast(client, own, "r", 1) < 0);
    support_steps(2);
    assert_int_equal(the_heard_count, 1);
    close(peer);
}

/* MARK: is there a network? A pair of virtual interfaces is one */

static void run(const char *command) {
    if (system(command) != 0) fail_msg("%s", command);
}

static void make_lan(void) {
    run("ip link add lan0 type veth peer name lan1 && ip link set lan1 up && "
        "ip addr add 198.51.100.1/24 dev lan0 && ip addr add fd99::1/64 dev lan0 nodad && "
        "ip link set lan0 up");
}

static bool came_by_ipv6(void) {
    for (int i = 0; i < the_heard_count; i++)
        if (strncmp(the_heard[i].ip, "f", 1) == 0) return true;
    return false;
}

/* spec: networking 3.2 enable_multicast: "the same packet may arrive several times" */
static void with_multicast_a_broadcast_also_goes_to_all_nodes(void **state) {
    (void)state;
    make_lan();
    int own, socket = udp_socket(&own);
    int sender = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    gm_network_set_config(GM_NETWORK_CONFIG_ENABLE_MULTICAST, socket, 0);
    assert_int_equal(broadcast(sender, own, "m", 1), 1);
    net_wait(GM_NETWORK_TYPE_DATA, 2); /* by the loopback and by the LAN */
    support_steps(2);
    assert_false(came_by_ipv6());
    gm_network_set_config(GM_NETWORK_CONFIG_ENABLE_MULTICAST, sender, 0);
    assert_int_equal(broadcast(sender, own, "m", 1), 1);
    assert_true(support_until(came_by_ipv6));
    gm_network_set_config(GM_NETWORK_CONFIG_DISABLE_MULTICAST, sender, 0);
    run("ip link del lan0");
}

/* spec: async-events 8.2 os_is_network_connected; networking 7 (types 5 to 7) */
static void a_network_that_comes_and_goes_is_told_of(void **state) {
    (void)state;
    assert_false(gm_os_is_network_connected(GM_NETWORK_CONNECT_NONE));
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 20000, 0);
    assert_false(gm_os_is_network_connected(GM_NETWORK_CONNECT_ACTIVE));
    make_lan();
    assert_int_equal(net_wait(GM_NETWORK_TYPE_UP, 1)->keys, 1);
    assert_true(gm_os_is_network_connected(GM_NETWORK_CONNECT_NONE));
    run("ip link del lan0");
    net_wait(GM_NETWORK_TYPE_DOWN, 1);
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 300, 0);
    assert_false(gm_os_is_network_connected(GM_NETWORK_CONNECT_PASSIVE));
    net_wait(GM_NETWORK_TYPE_UP_FAILED, 1);
    assert_int_equal(the_heard_count, 3);
}

int main(void) {
#define NET(test) cmocka_unit_test_setup_teardown(test, net_open, net_close)
    const struct CMUnitTest tests[] = {
        NET(a_datagram_goes_out_behind_its_header),
        NET(a_framed_datagram_is_stripped_and_another_is_not),
        NET(a_raw_datagram_goes_out_as_it_is),
        NET(a_server_answers_to_the_address_of_the_event),
        NET(a_raw_server_strips_nothing),
        NET(a_connected_udp_socket_sends_packets_to_its_peer),
        NET(ipv6_works_as_well),
        NET(a_flood_that_nobody_reads_is_bounded),
    };
    const struct CMUnitTest near[] = {
        NET(a_broadcast_arrives_without_a_header),
        NET(with_multicast_a_broadcast_also_goes_to_all_nodes),
        NET(a_network_that_comes_and_goes_is_told_of),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (!leave_for_a_network_of_its_own()) {
        print_message("broadcasts are not tested: this user may not make a network namespace\n");
        return failed;
    }
    return failed + cmocka_run_group_tests(near, NULL, NULL);
}
