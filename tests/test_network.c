/* Networking over TCP: the field's bytes against plain sockets, and games against each other. */
#define _GNU_SOURCE
#include "net.h"

#include "../platform/thread.h"

#include <stdatomic.h>
#include <sys/syscall.h>

/* MARK: servers */

/* spec: networking NW-1 */
static void a_server_speaks_first_and_says_its_banner(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_connect(port);
    peer_expect(peer, the_banner, sizeof the_banner);
    support_steps(3);
    peer_expect_silence(peer);
    assert_int_equal(the_heard_count, 0);
    close(peer);
}

/* spec: networking NW-2; async-events 8.3 */
static void a_login_of_any_game_is_welcome_and_raises_connect(void **state) {
    (void)state;
    static const uint8_t games[2][4] = {{0, 0, 0, 0}, {0xFF, 0xFF, 0xFF, 0xFF}};
    int port, server = net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    for (int i = 0; i < 2; i++) {
        int peer = peer_connect(port);
        peer_expect(peer, the_banner, sizeof the_banner);
        peer_send(peer, the_login, 12);
        peer_send(peer, games[i], 4);
        peer_expect(peer, the_welcome, sizeof the_welcome);
        const Heard *heard = net_wait(GM_NETWORK_TYPE_CONNECT, i + 1);
        assert_int_equal(heard->id, server);
        assert_true(heard->socket > 0 && heard->socket != server);
        assert_string_equal(heard->ip, "::ffff:127.0.0.1"); /* networking 2 */
        assert_int_equal(heard->port, peer_port_of(peer));
        assert_int_equal(heard->keys, 6); /* type, id, ip, port, other_port, socket */
        close(peer);
        net_wait(GM_NETWORK_TYPE_DISCONNECT, i + 1);
    }
    assert_int_equal(the_heard_count, 4);
}

/* spec: networking NW-3 */
static void a_login_may_come_byte_by_byte(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_connect(port);
    for (size_t i = 0; i < sizeof the_login; i++) {
        assert_int_equal(the_heard_count, 0);
        peer_send(peer, the_login + i, 1);
        support_steps(1);
    }
    peer_expect(peer, the_banner, sizeof the_banner);
    peer_expect(peer, the_welcome, sizeof the_welcome);
    net_wait(GM_NETWORK_TYPE_CONNECT, 1);
    close(peer);
}

/* spec: networking NW-4 */
static void a_wrong_login_closes_the_connection_without_an_event(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    uint8_t wrong[16];
    memcpy(wrong, the_login, sizeof wrong);
    wrong[4] ^= 1;
    int peer = peer_connect(port);
    peer_expect(peer, the_banner, sizeof the_banner);
    peer_send(peer, wrong, sizeof wrong);
    peer_expect_end(peer);
    support_steps(2);
    assert_int_equal(the_heard_count, 0);
    net_wait_log("it does not begin with the field's handshake");
    close(peer);
    close(peer_join(port, &client)); /* others are still welcome */
}

/* spec: networking NW-5, NW-6; async-events N-4 */
static void a_packet_glued_to_the_login_comes_after_the_connect(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_connect(port);
    uint8_t both[sizeof the_login + sizeof the_hi];
    memcpy(both, the_login, sizeof the_login);
    memcpy(both + sizeof the_login, the_hi, sizeof the_hi);
    peer_send(peer, both, sizeof both);
    const Heard *data = net_wait(GM_NETWORK_TYPE_DATA, 1);
    assert_int_equal(the_heard_count, 2);
    assert_int_equal(the_heard[0].type, GM_NETWORK_TYPE_CONNECT);
    net_expect_data(data, the_heard[0].socket, "hi", 3);
    assert_int_equal(data->server, server);
    assert_int_equal(data->port, peer_port_of(peer));
    assert_false(data->has_socket || data->has_message_type);
    assert_int_equal(data->keys, 7); /* type id ip port buffer size server */
    close(peer);
}

/* spec: networking NW-7; async-events N-6 */
static void packets_come_whole_however_they_were_written(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    uint8_t three[3 * sizeof the_hi];
    for (int i = 0; i < 3; i++) {
        memcpy(three + (size_t)i * sizeof the_hi, the_hi, sizeof the_hi);
        three[(size_t)i * sizeof the_hi + 12] = (uint8_t)('a' + i);
    }
    peer_send(peer, three, sizeof three);
    net_wait(GM_NETWORK_TYPE_DATA, 3);
    net_expect_data(&the_heard[1], client, "ai", 3);
    net_expect_data(&the_heard[2], client, "bi", 3);
    net_expect_data(&the_heard[3], client, "ci", 3);
    for (size_t i = 0; i < 13; i++) {
        peer_send(peer, the_hi + i, i < 12 ? 1 : 3);
        support_steps(1);
    }
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 4), client, "hi", 3);
    assert_int_equal(the_heard_count, 5);
    close(peer);
}

/* spec: networking NW-8 */
static void a_packet_goes_out_behind_its_header(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    assert_int_equal(net_packet(client, "hi", 3), 15);
    peer_expect(peer, the_hi, sizeof the_hi);
    assert_int_equal(net_packet(client, "", 0), 12);
    peer_expect(peer, "\xDE\xC0\xAD\xDE\x0C\0\0\0\0\0\0", 12);
    close(peer);
}

/* spec: networking 4.2; the header of 90,000 bytes */
static void a_long_packet_goes_out_whole(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    uint8_t *bytes = malloc(90000);
    for (int i = 0; i < 90000; i++)
        bytes[i] = (uint8_t)(i * 7);
    assert_int_equal(net_packet(client, bytes, 90000), 90012);
    peer_expect(peer, "\xDE\xC0\xAD\xDE\x0C\0\0\0\x90\x5F\x01", 12);
    peer_expect(peer, bytes, 90000);
    free(bytes);
    close(peer);
}

/* spec: networking 4.2 (5) */
static void an_empty_packet_is_an_event_of_size_0(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    peer_send(peer, "\xDE\xC0\xAD\xDE\x0C\0\0\0\0\0\0", 12);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 1)->size, 0);
    close(peer);
}

/* spec: networking NW-15, NW-31 */
static void garbage_is_dropped_and_a_close_raises_one_disconnect(void **state) {
    (void)state;
    int port, client, server = net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    uint8_t garbage[64];
    for (int i = 0; i < 64; i++)
        garbage[i] = (uint8_t)i;
    peer_send(peer, garbage, sizeof garbage);
    net_wait_log("sent bytes that are no packet");
    peer_send(peer, the_hi, sizeof the_hi); /* the connection goes on */
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), client, "hi", 3);
    int peer_port = peer_port_of(peer);
    close(peer);
    const Heard *gone = net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(gone->id, server);
    assert_int_equal(gone->socket, client);
    assert_int_equal(gone->port, peer_port);
    assert_int_equal(gone->keys, 6);
    support_steps(3);
    assert_int_equal(the_heard_count, 3);
    assert_true(net_packet(client, "x", 1) < 0); /* its number is dead */
}

/* spec: networking NW-17; async-events 8.5 */
static void a_taken_port_makes_no_server(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_TCP, port, 4) < 0);
    assert_true(gm_network_create_server_raw(GM_NETWORK_SOCKET_WS, port, 4) < 0);
    net_server(GM_NETWORK_SOCKET_UDP, false, 4, &port);
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_UDP, port, 4) < 0);
    assert_true(gm_network_create_socket_ext(GM_NETWORK_SOCKET_UDP, port) < 0);
    assert_int_equal(the_heard_count, 0);
}

/* spec: networking 7 (max_client); async-events 8.4 */
static void clients_beyond_the_most_are_turned_away_in_silence(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 1, &port);
    int first = peer_join(port, &client);
    int second = peer_connect(port);
    peer_expect_end(second);
    close(second);
    support_steps(2);
    assert_int_equal(the_heard_count, 1);
    close(first);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    first = peer_join(port, &client); /* there is room again */
    close(first);
}

/* MARK: clients */

typedef struct Host {
    Thread thread;
    int listener, peer;
} Host;

static void welcome_one(void *context) {
    Host *host = context;
    host->peer = peer_welcome(host->listener);
}

static void welcome_and_say_hi(void *context) {
    Host *host = context;
    host->peer = peer_accept(host->listener);
    peer_send(host->peer, the_banner, sizeof the_banner);
    peer_expect(host->peer, the_login, 12);
    uint8_t glued[4 + sizeof the_welcome + sizeof the_hi];
    memcpy(glued, the_welcome, sizeof the_welcome);
    memcpy(glued + sizeof the_welcome, the_hi, sizeof the_hi);
    peer_send(host->peer, glued, sizeof the_welcome + sizeof the_hi);
}

/* A client of the game that has connected, waiting, to a host that did as told. */
static int connect_to(Host *host, void (*does)(void *context)) {
    int port;
    host->listener = peer_bind(SOCK_STREAM, &port);
    thread_start(&host->thread, "host", does, host);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect(client, "127.0.0.1", port), client);
    thread_join(&host->thread);
    return client;
}

static void close_host(const Host *host) {
    close(host->peer);
    close(host->listener);
}

/* spec: networking NW-9; async-events N-12 */
static void a_waiting_connect_returns_the_socket_and_raises_nothing(void **state) {
    (void)state;
    Host host = {0};
    int client = connect_to(&host, welcome_one);
    assert_int_equal(net_packet(client, "hi", 3), 15);
    peer_expect(host.peer, the_hi, sizeof the_hi);
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    close_host(&host);
}

/* spec: networking NW-9: silent until all 18 bytes are there */
static void a_client_is_silent_until_the_banner_is_complete(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect_async(client, "127.0.0.1", port), client);
    int peer = peer_accept(listener);
    peer_send(peer, the_banner, 17);
    support_steps(5);
    peer_expect_silence(peer);
    peer_send(peer, the_banner + 17, 1);
    peer_expect(peer, the_login, 12);
    close(peer);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1);
    assert_false(heard->succeeded);
    close(listener);
}

/* spec: networking NW-10 */
static void a_packet_glued_to_the_welcome_is_heard(void **state) {
    (void)state;
    Host host = {0};
    int client = connect_to(&host, welcome_and_say_hi);
    const Heard *data = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(data, client, "hi", 3);
    assert_string_equal(data->ip, "127.0.0.1");
    assert_int_equal(data->port, peer_port_of(host.listener));
    assert_false(data->has_server);
    assert_int_equal(data->keys, 6);
    support_steps(2);
    assert_int_equal(the_heard_count, 1);
    close_host(&host);
}

/* spec: networking NW-11; async-events N-3 */
static void a_mute_server_fails_the_connect_after_the_timeout(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 300, 0);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect_async(client, "127.0.0.1", port), client);
    assert_int_equal(gm_request_count(), 1);
    assert_true(net_packet(client, "x", 1) < 0); /* not before it stands */
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1);
    assert_int_equal(heard->id, client);
    assert_int_equal(heard->socket, client);
    assert_false(heard->succeeded);
    assert_int_equal(heard->keys, 7); /* type id ip port other_port socket succeeded */
    assert_int_equal(gm_request_count(), 0);
    assert_true(net_packet(client, "x", 1) < 0);
    assert_true(gm_network_connect(client, "127.0.0.1", port) < 0); /* the waiting way */
    support_steps(2);
    assert_int_equal(the_heard_count, 1);
    close(listener);
}

/* spec: networking NW-12; async-events N-2 */
static void a_closed_port_fails_the_connect_at_once(void **state) {
    (void)state;
    int port = free_port(SOCK_STREAM);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect_async(client, "127.0.0.1", port), client);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1);
    assert_int_equal(heard->id, client);
    assert_false(heard->succeeded);
    assert_int_equal(heard->port, port);
    assert_true(gm_network_connect_raw(client, "127.0.0.1", port) < 0);
    assert_true(gm_network_connect(client, "name.invalid", port) < 0);
    assert_int_equal(gm_network_connect_async(client, "name.invalid", port), client);
    heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 2);
    assert_false(heard->succeeded);
    assert_string_equal(heard->ip, "name.invalid");
    assert_int_equal(the_heard_count, 2);
}

/* spec: networking NW-13 */
static void a_raw_connect_needs_no_handshake_and_sends_bytes_as_they_are(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect_raw(client, "127.0.0.1", port), client);
    int peer = peer_accept(listener);
    assert_int_equal(net_raw(client, "bytes", 5, 0), 5);
    peer_expect(peer, "bytes", 5);
    peer_send(peer, "back", 4);
    net_wait_bytes(4);
    net_expect_data(&the_heard[0], client, "back", 4);
    close(peer);
    close(listener);
}

/* spec: networking NW-14; async-events N-13 */
static void without_blocking_a_plain_connect_does_not_wait(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    gm_network_set_config(GM_NETWORK_CONFIG_USE_NON_BLOCKING_SOCKET, 1, 0);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_int_equal(gm_network_connect(client, "localhost", port), client);
    assert_true(net_packet(client, "hi", 3) < 0);
    int peer = peer_welcome(listener);
    assert_true(net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1)->succeeded);
    assert_int_equal(net_packet(client, "hi", 3), 15);
    peer_expect(peer, the_hi, sizeof the_hi);
    close(peer);
    close(listener);
}

/* spec: networking NW-16; async-events N-10 */
static void a_client_is_not_told_that_its_server_has_gone(void **state) {
    (void)state;
    Host host = {0};
    int client = connect_to(&host, welcome_one);
    int port = peer_port_of(host.listener);
    close(host.peer);
    net_wait_dead(client);
    support_steps(2);
    assert_int_equal(the_heard_count, 0);
    thread_start(&host.thread, "host", welcome_one, &host); /* but it may try again */
    assert_int_equal(gm_network_connect(client, "127.0.0.1", port), client);
    thread_join(&host.thread);
    close_host(&host);
}

static void strange_servers_fail_the_connect(void **state) {
    (void)state;
    static const char *const words[] = {"SSH-2.0-OpenSSH_9.2\r\n", "GM:Studio-Connecs", "\n"};
    for (int i = 0; i < 3; i++) {
        int port, listener = peer_bind(SOCK_STREAM, &port);
        int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
        assert_int_equal(gm_network_connect_async(client, "127.0.0.1", port), client);
        int peer = peer_accept(listener);
        peer_send(peer, words[i], strlen(words[i]));
        assert_false(net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, i + 1)->succeeded);
        close(peer);
        close(listener);
    }
}

/* MARK: games among themselves */

typedef struct Pair {
    int server, client, accepted;
} Pair;

static Pair pair_open(bool is_raw) {
    int port, before = net_count(GM_NETWORK_TYPE_CONNECT);
    Pair pair = {.server = net_server(GM_NETWORK_SOCKET_TCP, is_raw, 4, &port),
                 .client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP)};
    int result = is_raw ? gm_network_connect_raw_async(pair.client, "127.0.0.1", port)
                        : gm_network_connect_async(pair.client, "127.0.0.1", port);
    assert_int_equal(result, pair.client);
    pair.accepted = net_wait(GM_NETWORK_TYPE_CONNECT, before + 1)->socket;
    const Heard *up = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, before + 1);
    assert_true(up->succeeded);
    assert_int_equal(up->id, pair.client);
    return pair;
}

/* spec: async-events N-1, N-7, N-9 */
static void server_and_client_of_one_game_talk(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    assert_int_equal(the_heard_count, 2);
    static uint8_t long_packet[90000];
    memset(long_packet, 7, sizeof long_packet);
    assert_int_equal(net_packet(pair.client, long_packet, sizeof long_packet), 90012);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), pair.accepted, long_packet, 90000);
    assert_int_equal(net_packet(pair.accepted, "back", 4), 16);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), pair.client, "back", 4);
    gm_network_destroy(pair.client);
    const Heard *gone = net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(gone->id, pair.server);
    assert_int_equal(gone->socket, pair.accepted);
    support_steps(3);
    assert_int_equal(the_heard_count, 5);
}

/* spec: async-events N-3b */
static void a_raw_client_hears_a_servers_banner_as_data(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    gm_network_connect_raw_async(client, "127.0.0.1", port);
    assert_true(net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1)->succeeded);
    net_wait_bytes(18);
    net_expect_data(&the_heard[1], client, the_banner, 18);
    assert_int_equal(net_count(GM_NETWORK_TYPE_CONNECT), 0);
}

/* spec: networking NW-28; async-events N-5 */
static void a_packets_buffer_dies_with_its_event(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    net_packet(pair.client, "12345678", 8);
    const Heard *data = net_wait(GM_NETWORK_TYPE_DATA, 1);
    assert_false(gm_buffer_exists(data->buffer));
    assert_int_equal(gm_async_load(), -1);
}

/* spec: async-events N-8 */
static void raw_bytes_come_in_order(void **state) {
    (void)state;
    Pair pair = pair_open(true);
    assert_int_equal(net_raw(pair.client, "1234", 4, 0), 4);
    assert_int_equal(net_raw(pair.client, "5678", 4, 0), 4);
    net_wait_bytes(8);
    char all[16] = "";
    for (int i = 0; i < the_heard_count; i++)
        if (the_heard[i].type == GM_NETWORK_TYPE_DATA) strcat(all, (char *)the_heard[i].bytes);
    assert_string_equal(all, "12345678");
    assert_in_range(net_count(GM_NETWORK_TYPE_DATA), 1, 2);
}

/* spec: async-events N-16 */
static void the_key_server_tells_two_servers_apart(void **state) {
    (void)state;
    Pair one = pair_open(false), two = pair_open(false);
    net_packet(one.client, "one", 3);
    net_packet(two.client, "two", 3);
    net_wait(GM_NETWORK_TYPE_DATA, 2);
    for (int i = 0; i < the_heard_count; i++) {
        const Heard *heard = &the_heard[i];
        if (heard->type != GM_NETWORK_TYPE_DATA) continue;
        bool is_one = heard->bytes[0] == 'o';
        assert_int_equal(heard->server, is_one ? one.server : two.server);
        assert_int_equal(heard->id, is_one ? one.accepted : two.accepted);
    }
}

/* spec: async-events N-10 */
static void a_destroyed_server_closes_its_clients_without_a_word(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    gm_network_destroy(pair.server);
    net_wait_dead(pair.client);
    support_steps(2);
    assert_int_equal(the_heard_count, 2); /* connect and type 4, from before */
    assert_true(net_packet(pair.accepted, "x", 1) < 0);
    gm_network_destroy(pair.server); /* again: does nothing */
    gm_network_destroy(pair.client);
    gm_network_destroy(-1);
    gm_network_destroy(4711);
}

static Pair the_pair;

static void destroy_at_first_packet(const GmAsyncNetworking *event) {
    if (event->type == GM_NETWORK_TYPE_DATA) gm_network_destroy(event->id);
}

/* spec: async-events 8.4 */
static void what_is_queued_for_a_destroyed_socket_is_discarded(void **state) {
    (void)state;
    the_pair = pair_open(false);
    the_net_handler = destroy_at_first_packet;
    for (int i = 0; i < 10; i++)
        net_packet(the_pair.client, "x", 1);
    net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_wait_dead(the_pair.client);
    support_steps(3);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DISCONNECT), 0);
}

static void what_was_sent_before_a_destroy_still_arrives(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    static uint8_t large[1000000];
    net_packet(pair.client, large, sizeof large);
    net_packet(pair.client, "bye", 3);
    gm_network_destroy(pair.client);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 2);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), pair.accepted, "bye", 3);
}

static void destroying_a_socket_that_connects_ends_the_request_in_silence(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    gm_network_connect_async(client, "127.0.0.1", port);
    gm_network_destroy(client);
    while (gm_request_count() > 0)
        support_steps(1);
    assert_int_equal(the_heard_count, 0);
    close(listener);
}

/* spec: async-events 1.2: the slot freed longest ago is used first */
static void numbers_of_sockets_are_used_again_the_oldest_first(void **state) {
    (void)state;
    int a = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    int b = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    int c = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_true(a > 0 && b == a + 1 && c == b + 1);
    gm_network_destroy(b);
    gm_network_destroy(a);
    assert_int_equal(gm_network_create_socket(GM_NETWORK_SOCKET_WS), b);
    assert_int_equal(gm_network_create_socket(GM_NETWORK_SOCKET_WSS), a);
    assert_int_equal(gm_network_create_socket(GM_NETWORK_SOCKET_TCP), c + 1);
}

/* spec: networking NW-30 */
static void there_are_1024_sockets_and_no_more(void **state) {
    (void)state;
    for (int i = 0; i < 1024; i++)
        assert_true(gm_network_create_socket(GM_NETWORK_SOCKET_TCP) > 0);
    assert_true(gm_network_create_socket(GM_NETWORK_SOCKET_TCP) < 0);
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_TCP, free_port(SOCK_STREAM), 4) < 0);
    gm_network_destroy(500);
    assert_int_equal(gm_network_create_socket(GM_NETWORK_SOCKET_UDP), 500);
}

/* spec: networking NW-29; async-events N-15 */
static void a_packet_above_the_limit_ends_the_connection(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    enum { FIVE = 5 * 1024 * 1024 };
    int buffer = gm_buffer_create(FIVE, GM_BUFFER_FIXED, 1);
    assert_int_equal(gm_network_send_packet(pair.accepted, buffer, FIVE), FIVE + 12);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 1)->size, FIVE); /* 64 MiB is its limit */
    assert_int_equal(gm_network_send_packet(pair.client, buffer, FIVE), FIVE + 12);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DISCONNECT, 1)->socket, pair.accepted);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 1);
    net_wait_log("it announced a packet above the limit of 4194304 bytes");
}

/* spec: networking 3.2 message_size_limit */
static void the_limit_can_be_changed(void **state) {
    (void)state;
    Pair pair = pair_open(false);
    gm_network_set_config(GM_NETWORK_CONFIG_MESSAGE_SIZE_LIMIT, pair.accepted, 100);
    uint8_t bytes[101] = {0};
    net_packet(pair.client, bytes, 100);
    net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_packet(pair.client, bytes, 101);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 1);
    gm_network_set_config(GM_NETWORK_CONFIG_MESSAGE_SIZE_LIMIT, pair.client, 0);
    assert_non_null(strstr(support_log(), "a limit of 0 bytes is none"));
}

/* spec: networking NW-32 */
static void a_name_is_resolved_to_a_numeric_address(void **state) {
    (void)state;
    assert_string_equal(gm_network_resolve("localhost"), "127.0.0.1");
    assert_string_equal(gm_network_resolve("127.0.0.3"), "127.0.0.3");
    assert_string_equal(gm_network_resolve("::1"), "::1");
    assert_string_equal(gm_network_resolve("name.invalid"), "");
}

/* spec: networking 3 */
static void wrong_calls_say_what_was_expected_and_return_less_than_0(void **state) {
    (void)state;
    assert_true(gm_network_create_socket(GM_NETWORK_SOCKET_BLUETOOTH) < 0);
    assert_non_null(strstr(support_log(), "2 is no type of socket"));
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_TCP, 70000, 4) < 0);
    assert_non_null(strstr(support_log(), "the port 70000 is not 0 to 65535"));
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_WSS, free_port(SOCK_STREAM), 4) < 0);
    assert_non_null(strstr(support_log(), "needs gm_network_set_certificate before"));
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    assert_true(gm_network_connect(client, "", 80) < 0);
    assert_true(gm_network_connect(99, "127.0.0.1", 80) < 0);
    assert_non_null(strstr(support_log(), "socket 99: there is no such socket"));
    assert_true(net_packet(client, "x", 1) < 0);
    int buffer = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    assert_true(gm_network_send_packet(client, buffer, 5) < 0);
    assert_non_null(strstr(support_log(), "has no 5 bytes"));
    assert_true(gm_network_send_broadcast(client, 5000, buffer, 4) < 0);
    gm_network_set_config(99, 0, 0);
    gm_network_set_config(GM_NETWORK_CONFIG_AVOID_TIME_WAIT, 99, 0);
    assert_int_equal(the_heard_count, 0);
}

/* spec: networking 3.2 avoid_time_wait */
static void an_avoided_wait_closes_with_a_reset(void **state) {
    (void)state;
    Host host = {0};
    int client = connect_to(&host, welcome_one);
    gm_network_set_config(GM_NETWORK_CONFIG_AVOID_TIME_WAIT, client, 0);
    gm_network_destroy(client);
    char byte;
    assert_int_equal(recv(host.peer, &byte, 1, 0), -1);
    assert_int_equal(errno, ECONNRESET);
    close_host(&host);
}

static void change_room(const GmAsyncNetworking *event) {
    if (event->type == GM_NETWORK_TYPE_CONNECT) gm_room_restart();
}

/* spec: async-events 8.4 */
static void sockets_survive_a_change_of_room(void **state) {
    (void)state;
    the_net_handler = change_room;
    Pair pair = pair_open(false);
    support_steps(2);
    net_packet(pair.client, "still there", 11);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), pair.accepted, "still there", 11);
}

/* spec: async-events 8.4: at the game's end all are closed, and peers see it */
static void the_game_ends_with_everything_open(void **state) {
    (void)state;
    int port, client, listener = peer_bind(SOCK_STREAM, &port), unused = port;
    Pair pair = pair_open(false);
    for (int i = 0; i < 100; i++)
        net_packet(pair.client, "x", 1);
    gm_network_connect_async(gm_network_create_socket(GM_NETWORK_SOCKET_TCP), "127.0.0.1", port);
    gm_network_connect_async(gm_network_create_socket(GM_NETWORK_SOCKET_TCP), "name.invalid", port);
    gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    gm_network_create_socket_ext(GM_NETWORK_SOCKET_TCP, free_port(SOCK_STREAM));
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &unused);
    int peer = peer_join(unused, &client);
    assert_int_equal(net_packet(client, "hi", 3), 15);
    support_close();
    peer_expect(peer, the_hi, sizeof the_hi);
    peer_expect_end(peer);
    close(peer);
    close(listener);
}

/* gm_request_cancel: the outcome is a failure, at once. */
static void a_cancelled_connect_fails(void **state) {
    (void)state;
    int port, listener = peer_bind(SOCK_STREAM, &port);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 3600000, 0);
    gm_network_connect_async(client, "127.0.0.1", port);
    support_steps(3);
    for (int request = 1; request < 1000; request++) /* games are not told which it is */
        gm_request_cancel(request);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, 1);
    assert_int_equal(heard->id, client);
    assert_false(heard->succeeded);
    assert_int_equal(gm_request_count(), 0);
    close(listener);
}

/* spec: networking 3 create_socket_ext: a client may come from a port of its own */
static void a_client_may_be_bound_to_a_port(void **state) {
    (void)state;
    int port, own = free_port(SOCK_STREAM);
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int client = gm_network_create_socket_ext(GM_NETWORK_SOCKET_TCP, own);
    assert_int_equal(gm_network_connect(client, "127.0.0.1", port), client);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_CONNECT, 1)->port, own);
    assert_true(gm_network_connect(client, "127.0.0.1", port) < 0);
    assert_non_null(strstr(support_log(), "it is connected already"));
}

/* MARK: a system without IPv6 */

static atomic_bool the_system_lacks_ipv6;

/* In place of the C library's. */
__attribute__((visibility("default"))) int socket(int domain, int type, int protocol) {
    errno = EAFNOSUPPORT;
    if (domain == AF_INET6 && the_system_lacks_ipv6) return -1;
    return (int)syscall(SYS_socket, domain, type, protocol);
}

static void without_ipv6_all_goes_by_ipv4(void **state) {
    (void)state;
    int port, own = free_port(SOCK_STREAM);
    the_system_lacks_ipv6 = true;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int client = gm_network_create_socket_ext(GM_NETWORK_SOCKET_TCP, own);
    assert_int_equal(gm_network_connect(client, "localhost", port), client);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_CONNECT, 1);
    assert_string_equal(heard->ip, "::ffff:127.0.0.1");
    assert_int_equal(heard->port, own);
    int udp_port, server = net_server(GM_NETWORK_SOCKET_UDP, false, 4, &udp_port);
    int udp = gm_network_create_socket(GM_NETWORK_SOCKET_UDP);
    assert_int_equal(gm_network_connect(udp, "127.0.0.1", udp_port), udp);
    assert_int_equal(net_packet(udp, "four", 4), 16);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), server, "four", 4);
    int buffer = net_buffer("six", 3);
    assert_true(gm_network_send_udp_raw(udp, "::1", udp_port, buffer, 3) < 0);
    the_system_lacks_ipv6 = false;
}

/* MARK: settled */

static int open_settled(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_net), {0}};
    the_net_handler = NULL;
    support_open_settling(support_folder(), objects);
    support_make("obj_net");
    return 0;
}

static void welcome_two(void *context) {
    Host *host = context;
    welcome_and_say_hi(host);
    close(host->peer);
    welcome_and_say_hi(host);
}

/* Settling, a step has all outcomes, in the order of the calls; a packet comes after its own. */
static void settled_connects_are_answered_in_the_step_that_follows(void **state) {
    (void)state;
    int port, clients[4], closed = free_port(SOCK_STREAM);
    Host host = {.listener = peer_bind(SOCK_STREAM, &port)};
    thread_start(&host.thread, "host", welcome_two, &host);
    for (int i = 0; i < 4; i++) {
        clients[i] = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
        gm_network_connect_async(clients[i], "127.0.0.1", i % 2 == 0 ? closed : port);
    }
    support_steps(1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT), 4);
    for (int i = 0, next = 0; i < the_heard_count; i++) {
        const Heard *heard = &the_heard[i];
        if (heard->type == GM_NETWORK_TYPE_DATA) {
            assert_true(heard->id == clients[1] ? next >= 2 : next >= 4);
            continue;
        }
        assert_int_equal(heard->id, clients[next]);
        assert_int_equal(heard->succeeded, next % 2 == 1);
        next++;
    }
    thread_join(&host.thread);
    gm_network_create_server(GM_NETWORK_SOCKET_TCP, free_port(SOCK_STREAM), 4);
    support_steps(5); /* sockets that are only open hold nothing up */
    close_host(&host);
}

int main(void) {
#define NET(test) cmocka_unit_test_setup_teardown(test, net_open, net_close)
    const struct CMUnitTest tests[] = {
        NET(a_server_speaks_first_and_says_its_banner),
        NET(a_login_of_any_game_is_welcome_and_raises_connect),
        NET(a_login_may_come_byte_by_byte),
        NET(a_wrong_login_closes_the_connection_without_an_event),
        NET(a_packet_glued_to_the_login_comes_after_the_connect),
        NET(packets_come_whole_however_they_were_written),
        NET(a_packet_goes_out_behind_its_header),
        NET(a_long_packet_goes_out_whole),
        NET(an_empty_packet_is_an_event_of_size_0),
        NET(garbage_is_dropped_and_a_close_raises_one_disconnect),
        NET(a_taken_port_makes_no_server),
        NET(clients_beyond_the_most_are_turned_away_in_silence),
        NET(a_waiting_connect_returns_the_socket_and_raises_nothing),
        NET(a_client_is_silent_until_the_banner_is_complete),
        NET(a_packet_glued_to_the_welcome_is_heard),
        NET(a_mute_server_fails_the_connect_after_the_timeout),
        NET(a_closed_port_fails_the_connect_at_once),
        NET(a_raw_connect_needs_no_handshake_and_sends_bytes_as_they_are),
        NET(without_blocking_a_plain_connect_does_not_wait),
        NET(a_client_is_not_told_that_its_server_has_gone),
        NET(strange_servers_fail_the_connect),
        NET(server_and_client_of_one_game_talk),
        NET(a_raw_client_hears_a_servers_banner_as_data),
        NET(a_packets_buffer_dies_with_its_event),
        NET(raw_bytes_come_in_order),
        NET(the_key_server_tells_two_servers_apart),
        NET(a_destroyed_server_closes_its_clients_without_a_word),
        NET(what_is_queued_for_a_destroyed_socket_is_discarded),
        NET(what_was_sent_before_a_destroy_still_arrives),
        NET(destroying_a_socket_that_connects_ends_the_request_in_silence),
        NET(numbers_of_sockets_are_used_again_the_oldest_first),
        NET(there_are_1024_sockets_and_no_more),
        NET(a_packet_above_the_limit_ends_the_connection),
        NET(the_limit_can_be_changed),
        NET(a_name_is_resolved_to_a_numeric_address),
        NET(wrong_calls_say_what_was_expected_and_return_less_than_0),
        NET(an_avoided_wait_closes_with_a_reset),
        NET(sockets_survive_a_change_of_room),
        NET(the_game_ends_with_everything_open),
        NET(a_cancelled_connect_fails),
        NET(a_client_may_be_bound_to_a_port),
        NET(without_ipv6_all_goes_by_ipv4),
        cmocka_unit_test_setup_teardown(settled_connects_are_answered_in_the_step_that_follows,
                                        open_settled, net_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
