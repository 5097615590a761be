/* Networking with peers that are other programs, many, slow, dead or hostile: what is promised
 * happens, and the game goes on. */
#define _GNU_SOURCE
#include "net.h"

#include "../platform/process.h"
#include "../platform/thread.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

/* MARK: netcat */

static Process *the_nc;

static void start_nc(const char *const *argv) {
    char why[256] = "";
    the_nc = process_start(argv, NULL, why);
    if (the_nc == NULL) fail_msg("%s", why);
}

#define NC(...) start_nc((const char *const[]){__VA_ARGS__, NULL})

static int close_all(void **state) {
    process_free(the_nc);
    the_nc = NULL;
    return net_close(state);
}

static const char *the_words;

static bool nc_has_said(void) {
    process_poll(the_nc);
    return strstr(process_output(the_nc), the_words) != NULL;
}

static void nc_says(const char *words) {
    the_words = words;
    if (!support_until(nc_has_said))
        fail_msg("\"%s\" was expected, netcat said \"%s\"", words, process_output(the_nc));
}

static const char *text_of(int number) {
    static char texts[4][16];
    static int next;
    char *text = texts[next++ % 4];
    snprintf(text, sizeof texts[0], "%d", number);
    return text;
}

static bool nc_is_there(void) {
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    bool there = gm_network_connect_raw(client, "127.0.0.1", the_wanted) >= 0;
    the_dead_socket = client;
    if (!there) gm_network_destroy(client);
    return there;
}

static void a_raw_client_talks_to_netcat(void **state) {
    (void)state;
    int port = free_port(SOCK_STREAM);
    NC("sh", "-c", "(echo from nc; sleep 20) | nc -l 127.0.0.1 \"$0\"", text_of(port));
    the_wanted = port;
    assert_true(support_until(nc_is_there));
    int client = the_dead_socket;
    assert_int_equal(net_raw(client, "from the game\n", 14, 0), 14);
    nc_says("from the game\n");
    net_wait_bytes(8);
    net_expect_data(&the_heard[0], client, "from nc\n", 8);
}

static void netcat_talks_to_a_raw_server(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_TCP, true, 4, &port);
    NC("sh", "-c", "echo hello | nc -N 127.0.0.1 \"$0\"", text_of(port));
    net_wait_bytes(6);
    net_expect_data(&the_heard[1], the_heard[0].socket, "hello\n", 6);
    const Heard *gone = net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(gone->id, server);
    assert_int_equal(the_heard_count, 3);
}

static void netcat_talks_udp(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_UDP, false, 4, &port);
    NC("sh", "-c", "(echo ping; sleep 20) | nc -u 127.0.0.1 \"$0\"", text_of(port));
    const Heard *ping = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(ping, server, "ping\n", 5);
    int buffer = net_buffer("pong\n", 5);
    assert_int_equal(gm_network_send_udp_raw(server, ping->ip, ping->port, buffer, 5), 5);
    nc_says("pong\n");
}

/* MARK: another game */

/* Runs the child's part in a process of its own; its id. The child never returns. */
static pid_t fork_game(void (*play)(int port), int port) {
    pid_t child = fork();
    if (child != 0) return child;
    close_range(3, ~0u, 0); /* what is the game's own */
    play(port);
    _exit(0);
}

/* A game of its own, started anew in the child: says hello, waits for the answer, says bye. */
static void play_client(int port) {
    char text[16];
    snprintf(text, sizeof text, "%d", port);
    execl("/proc/self/exe", "test_network_peers", "play-client", text, (char *)NULL);
}

static int be_client(int port) {
    void *state = NULL;
    net_open(&state);
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
    if (gm_network_connect(client, "localhost", port) < 0) return 1;
    net_packet(client, "hello", 6);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), client, "welcome", 8);
    net_packet(client, "bye", 4);
    gm_network_destroy(client);
    net_close(&state);
    return 0;
}

static void two_processes_play_with_each_other(void **state) {
    (void)state;
    int port, status;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    pid_t child = fork_game(play_client, port);
    const Heard *hello = net_wait(GM_NETWORK_TYPE_DATA, 1);
    assert_string_equal(hello->bytes, "hello");
    assert_int_equal(net_packet(hello->id, "welcome", 8), 20);
    assert_string_equal(net_wait(GM_NETWORK_TYPE_DATA, 2)->bytes, "bye");
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* MARK: killed, stalled */

/* A peer that joins a server and then is told to die, or to stop. */
static void join_and_wait(int port) {
    int fd = peer_connect(port);
    peer_expect(fd, the_banner, sizeof the_banner);
    peer_send(fd, the_login, sizeof the_login);
    peer_send(fd, the_hi, sizeof the_hi);
    for (;;)
        pause();
}

static void a_killed_client_raises_one_disconnect(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    pid_t child = fork_game(join_and_wait, port);
    net_wait(GM_NETWORK_TYPE_DATA, 1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    support_steps(3);
    assert_int_equal(the_heard_count, 3);
}

static int the_stalled, the_sent_bytes, the_large;

static bool is_refused(void) {
    int result = gm_network_send_packet(the_stalled, the_large, 1 << 20);
    if (result > 0) the_sent_bytes += result;
    return result < 0;
}

/* A peer that does not read: sending fails once 16 MiB wait, and the game goes on. */
static void a_stalled_client_bounds_what_waits_for_it(void **state) {
    (void)state;
    int port, other;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    pid_t child = fork_game(join_and_wait, port);
    the_stalled = net_wait(GM_NETWORK_TYPE_DATA, 1)->id;
    kill(child, SIGSTOP);
    the_large = gm_buffer_create(1 << 20, GM_BUFFER_FIXED, 1);
    the_sent_bytes = 0;
    assert_true(support_until(is_refused));
    assert_in_range(the_sent_bytes, 1 << 20, 64 << 20);
    int peer = peer_join(port, &other); /* others are served meanwhile */
    assert_int_equal(net_packet(other, "hi", 3), 15);
    peer_expect(peer, the_hi, sizeof the_hi);
    close(peer);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DISCONNECT), 1);
    gm_network_destroy(the_stalled);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* spec: networking 3 network_set_timeout */
static void a_write_timeout_gives_a_stalled_client_up(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    pid_t child = fork_game(join_and_wait, port);
    the_stalled = net_wait(GM_NETWORK_TYPE_DATA, 1)->id;
    gm_network_set_timeout(the_stalled, 100, 300);
    kill(child, SIGSTOP);
    the_large = gm_buffer_create(1 << 20, GM_BUFFER_FIXED, 1);
    assert_true(support_until(is_refused));
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    net_wait_log("the other side does not take what is sent");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* MARK: those who do not shake hands */

static void half_open_connections_are_closed_in_time(void **state) {
    (void)state;
    int port, client, peers[50];
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 3000, 0);
    net_server(GM_NETWORK_SOCKET_TCP, false, 60, &port);
    int friend = peer_join(port, &client);
    for (int i = 0; i < 50; i++)
        peers[i] = peer_connect(port);
    for (int i = 0; i < 50; i++) {
        peer_expect(peers[i], the_banner, sizeof the_banner);
        peer_send(peers[i], the_login, (size_t)(i % 15)); /* and no more */
    }
    for (int i = 0; i < 50; i++) {
        peer_expect_end(peers[i]);
        close(peers[i]);
    }
    assert_int_equal(net_packet(client, "hi", 3), 15); /* who did is not affected */
    peer_expect(friend, the_hi, sizeof the_hi);
    assert_int_equal(the_heard_count, 1);
    net_wait_log("was given up: the other side took too long");
    close(friend);
}

static void garbage_before_the_handshake_closes(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    uint32_t seed = 99;
    for (int round = 0; round < 40; round++) {
        int peer = peer_connect(port);
        uint8_t garbage[512];
        for (size_t i = 0; i < sizeof garbage; i++)
            garbage[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
        peer_expect(peer, the_banner, sizeof the_banner);
        send(peer, garbage, 1 + seed % sizeof garbage, MSG_NOSIGNAL);
        peer_expect_end(peer);
        close(peer);
        support_steps(1);
    }
    assert_int_equal(the_heard_count, 0);
}

/* Packets broken at random, in pieces of random length: no crash, and every event is sound. */
static void garbage_after_the_handshake_is_survived(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    uint32_t seed = 7;
    for (int round = 0; round < 30; round++) {
        int peer = peer_join(port, &client);
        uint8_t stream[64 * sizeof the_hi];
        for (size_t i = 0; i < sizeof stream; i++)
            stream[i] = the_hi[i % sizeof the_hi];
        for (int i = 0; i < 5; i++) {
            seed = seed * 1664525u + 1013904223u;
            stream[(seed >> 8) % sizeof stream] ^= (uint8_t)(1u << (seed >> 29));
        }
        for (size_t at = 0; at < sizeof stream;) {
            seed = seed * 1664525u + 1013904223u;
            size_t piece = 1 + (seed >> 8) % 100;
            if (piece > sizeof stream - at) piece = sizeof stream - at;
            if (send(peer, stream + at, piece, MSG_NOSIGNAL) < 0) break;
            at += piece;
            support_steps(1);
        }
        close(peer);
        net_wait(GM_NETWORK_TYPE_DISCONNECT, round + 1);
    }
}

/* A length is announced and never comes: it costs nothing, and the connection may live on. */
static void announced_lengths_alone_cost_no_memory(void **state) {
    (void)state;
    int port, peers[100], client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 100, &port);
    static const uint8_t four_mib[] = {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 0, 0, 0x40, 0};
    for (int i = 0; i < 100; i++) {
        peers[i] = peer_join(port, &client);
        peer_send(peers[i], four_mib, sizeof four_mib);
    }
    for (int i = 0; i < 100; i++)
        peer_send(peers[i], "some", 4);
    support_steps(5);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 0);
    for (int i = 0; i < 100; i++)
        close(peers[i]);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 100);
}

static void flood(void *context) {
    int fd = *(int *)context;
    static uint8_t stream[4096 * sizeof the_hi];
    for (size_t i = 0; i < sizeof stream; i++)
        stream[i] = the_hi[i % sizeof the_hi];
    for (size_t sent = 0; sent < (size_t)64 << 20;) {
        ssize_t count = send(fd, stream + sent % sizeof the_hi, sizeof stream / 2, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += (size_t)count;
    }
}

static int the_flood_events;

static void count_flood(const GmAsyncNetworking *event) {
    if (event->type != GM_NETWORK_TYPE_DATA) return;
    the_flood_events++;
    free(the_heard[--the_heard_count].bytes); /* they are too many to keep */
}

static bool flood_goes_on(void) {
    return the_flood_events > 200000;
}

/* While the game does not step, a flood must wait: what was taken in is bounded. */
static void a_flood_waits_for_the_game(void **state) {
    (void)state;
    int port, client;
    net_server(GM_NETWORK_SOCKET_TCP, false, 4, &port);
    int peer = peer_join(port, &client);
    the_net_handler = count_flood;
    the_flood_events = 0;
    Thread thread = {0};
    thread_start(&thread, "flood", flood, &peer);
    int idle = 0, unsent = -1, last = -1;
    while (idle < 20) { /* until the flood stands still */
        struct timespec pause = {.tv_nsec = 10000000};
        nanosleep(&pause, NULL);
        if (ioctl(peer, TIOCOUTQ, &unsent) != 0) break;
        idle = unsent == last ? idle + 1 : 0;
        last = unsent;
    }
    support_steps(1);
    /* 32 MiB, each packet reckoned as 256 bytes and its own */
    assert_in_range(the_flood_events, 1, (33 << 20) / 256);
    assert_true(support_until(flood_goes_on));
    shutdown(peer, SHUT_RDWR);
    thread_join(&thread);
    close(peer);
}

/* MARK: many */

enum { MANY = 500 };

static bool all_are_connected(void) {
    return net_count(GM_NETWORK_TYPE_CONNECT) >= the_wanted;
}

static void raise_descriptors(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 8192 ? limit.rlim_max : 8192;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* A thousand plain peers at once, each with its own packet, answered each. */
static void a_thousand_clients_at_once_are_served(void **state) {
    (void)state;
    enum { PEERS = 1000 };
    static int peers[PEERS];
    int port;
    raise_descriptors();
    net_server(GM_NETWORK_SOCKET_TCP, false, 1023, &port);
    for (int i = 0; i < PEERS; i++) {
        peers[i] = peer_connect(port);
        uint8_t packet[sizeof the_login + 16];
        memcpy(packet, the_login, sizeof the_login);
        protocol_header(4, packet + sizeof the_login);
        memcpy(packet + sizeof the_login + 12, &i, 4);
        peer_send(peers[i], packet, sizeof packet);
    }
    the_wanted = PEERS;
    net_wait(GM_NETWORK_TYPE_DATA, PEERS);
    assert_int_equal(net_count(GM_NETWORK_TYPE_CONNECT), PEERS);
    for (int i = 0; i < the_heard_count; i++) /* back to whom it came from */
        if (the_heard[i].type == GM_NETWORK_TYPE_DATA)
            assert_int_equal(net_packet(the_heard[i].id, the_heard[i].bytes, 4), 16);
    for (int i = 0; i < PEERS; i++) {
        uint8_t header[12];
        protocol_header(4, header);
        peer_expect(peers[i], the_banner, sizeof the_banner);
        peer_expect(peers[i], the_welcome, sizeof the_welcome);
        peer_expect(peers[i], header, sizeof header);
        peer_expect(peers[i], &i, 4);
        close(peers[i]);
    }
    net_wait(GM_NETWORK_TYPE_DISCONNECT, PEERS);
    assert_int_equal(the_heard_count, 3 * PEERS);
}

/* Both ends in one game: 1,001 of the 1,024 sockets. */
static void five_hundred_pairs_in_one_game(void **state) {
    (void)state;
    static int clients[MANY];
    int port;
    raise_descriptors();
    net_server(GM_NETWORK_SOCKET_TCP, false, MANY, &port);
    for (int i = 0; i < MANY; i++) {
        clients[i] = gm_network_create_socket(GM_NETWORK_SOCKET_TCP);
        assert_int_equal(gm_network_connect_async(clients[i], "127.0.0.1", port), clients[i]);
    }
    the_wanted = MANY;
    assert_true(support_until(all_are_connected));
    net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, MANY);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(net_packet(clients[i], &i, 4), 16);
    net_wait(GM_NETWORK_TYPE_DATA, MANY);
    for (int i = 0; i < MANY; i++)
        gm_network_destroy(clients[i]);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, MANY);
}

int main(int count, char **words) {
#define NET(test) cmocka_unit_test_setup_teardown(test, net_open, close_all)
    if (count == 3 && strcmp(words[1], "play-client") == 0) return be_client(atoi(words[2]));
    const struct CMUnitTest tests[] = {
        NET(a_raw_client_talks_to_netcat),
        NET(netcat_talks_to_a_raw_server),
        NET(netcat_talks_udp),
        NET(two_processes_play_with_each_other),
        NET(a_killed_client_raises_one_disconnect),
        NET(a_stalled_client_bounds_what_waits_for_it),
        NET(a_write_timeout_gives_a_stalled_client_up),
        NET(half_open_connections_are_closed_in_time),
        NET(garbage_before_the_handshake_closes),
        NET(garbage_after_the_handshake_is_survived),
        NET(announced_lengths_alone_cost_no_memory),
        NET(a_flood_waits_for_the_game),
        NET(a_thousand_clients_at_once_are_served),
        NET(five_hundred_pairs_in_one_game),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
