/* Small packets: how many a second, and what one costs the game's thread. Against a bare libuv loop
 * on that thread, which reads the same bytes from the same sender; against such a loop on a thread
 * of its own that hands packets over by GLib's queue, as one would build it; and a plain send. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../events/async/network_protocol.h"
#include "../../events/mailbox.h"
#include "../../events/pump.h"
#include "../../platform/thread.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <arpa/inet.h>
#include <glib.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum { PACKETS = 100000, PAYLOAD = 16, FRAME = PROTOCOL_HEADER + PAYLOAD, ROUNDS = 9 };
enum { PORTION = 2000 }; /* packets of one write */

/* MARK: handlers: each reads a packet's first number */

static int the_count;
static uint64_t the_sum;

static void take(const void *payload) {
    uint32_t number;
    memcpy(&number, payload, sizeof number);
    the_sum += number;
    the_count++;
}

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncNetworking *heard = gm_async_networking(event);
    if (heard->type == GM_NETWORK_TYPE_DATA) take(gm_buffer_get_address(heard->buffer));
}

static const GmObject obj_hearer = {.on = {[GM_ASYNC_NETWORKING] = hear}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_hearer), {NULL, NULL}};

/* MARK: the other side, on a thread of its own */

static struct {
    Thread thread;
    int port, socket;
    double cpu_ns;
} the_peer;

static void connect_peer(void) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)the_peer.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    the_peer.socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(the_peer.socket, (struct sockaddr *)&address, sizeof address) != 0) exit(1);
}

static void send_all(const void *bytes, size_t size) {
    for (size_t sent = 0; sent < size;) {
        ssize_t count =
            send(the_peer.socket, (const char *)bytes + sent, size - sent, MSG_NOSIGNAL);
        if (count <= 0) exit(1);
        sent += (size_t)count;
    }
}

static void send_packets(void *context) {
    (void)context;
    static uint8_t bytes[PORTION * FRAME];
    double start = bench_thread_ns();
    for (uint32_t i = 0; i < PORTION; i++) {
        protocol_header(PAYLOAD, bytes + i * FRAME);
        memcpy(bytes + i * FRAME + PROTOCOL_HEADER, &i, sizeof i);
    }
    for (int i = 0; i < PACKETS / PORTION; i++)
        send_all(bytes, sizeof bytes);
    the_peer.cpu_ns = bench_thread_ns() - start;
}

static void read_packets(void *context) {
    (void)context;
    static uint8_t bytes[65536];
    for (size_t got = 0; got < (size_t)PACKETS * FRAME;) {
        ssize_t count = recv(the_peer.socket, bytes, sizeof bytes, 0);
        if (count <= 0) exit(1);
        got += (size_t)count;
    }
}

/* MARK: measuring. Nanoseconds a packet, of each round */

typedef struct Took {
    double wall[ROUNDS]; /* from the first byte to the last packet handled */
    double main[ROUNDS]; /* of the game's thread */
    double all[ROUNDS];  /* of every thread but the sender's */
} Took;

typedef struct Clock {
    double wall, main, all;
} Clock;

static Clock begin(void) {
    the_count = 0;
    Clock clock = {bench_wall_ns(), 0, bench_process_ns()};
    thread_start(&the_peer.thread, "sender", send_packets, NULL);
    return clock;
}

static void end(const Clock *clock, Took *took, int round) {
    took->wall[round] = (bench_wall_ns() - clock->wall) / PACKETS;
    took->main[round] = clock->main / PACKETS;
    thread_join(&the_peer.thread);
    took->all[round] = (bench_process_ns() - clock->all - the_peer.cpu_ns) / PACKETS;
}

static int the_server;

static bool client_has_come(void) {
    pump_run();
    return gm_network_send_raw(the_server + 1, 0, 0, 0) >= 0;
}

static void open_ours(void) {
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    gm_instance_create_layer(0, 0, "Instances", "obj_hearer");
    the_server = GM_NONE;
    for (the_peer.port = 20000; the_server < 0 && the_peer.port < 30000;)
        the_server = gm_network_create_server(GM_NETWORK_SOCKET_TCP, ++the_peer.port, 4);
    connect_peer();
    send_all(protocol_login, PROTOCOL_LOGIN);
    gm_buffer_create(PAYLOAD, GM_BUFFER_FIXED, 1); /* handle 0 */
    while (!client_has_come())
        mailbox_wait(10);
}

static void receive_ours(Took *took, int round) {
    Clock clock = begin();
    while (the_count < PACKETS) {
        mailbox_wait(10);
        double start = bench_thread_ns();
        pump_run();
        clock.main += bench_thread_ns() - start;
    }
    end(&clock, took, round);
}

/* MARK: the bare loop */

static struct {
    void (*take)(const void *payload);
    GAsyncQueue *queue;
    int left; /* packets still to come */
    uv_loop_t loop;
    uv_tcp_t listener, tcp;
    uint8_t room[65536 + FRAME];
    size_t kept;
} the_bare;

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
    (void)handle, (void)suggested;
    *buffer = uv_buf_init((char *)the_bare.room + the_bare.kept, 65536);
}

static void on_read(uv_stream_t *tcp, ssize_t count, const uv_buf_t *buffer) {
    (void)buffer;
    if (count < 0) exit(1);
    size_t size = the_bare.kept + (size_t)count, at = 0;
    for (; size - at >= FRAME && protocol_is_framed(the_bare.room + at, FRAME); at += FRAME)
        the_bare.take(the_bare.room + at + PROTOCOL_HEADER);
    the_bare.left -= (int)(at / FRAME);
    the_bare.kept = size - at;
    memmove(the_bare.room, the_bare.room + at, the_bare.kept);
    if (the_bare.left == 0) uv_stop(tcp->loop);
}

static void on_connection(uv_stream_t *listener, int status) {
    (void)status;
    uv_tcp_init(listener->loop, &the_bare.tcp);
    uv_accept(listener, (uv_stream_t *)&the_bare.tcp);
    uv_read_start((uv_stream_t *)&the_bare.tcp, on_room, on_read);
    uv_stop(listener->loop);
}

static void open_bare(void) {
    struct sockaddr_in address;
    int size = sizeof address;
    uv_loop_init(&the_bare.loop);
    uv_tcp_init(&the_bare.loop, &the_bare.listener);
    uv_ip4_addr("127.0.0.1", 0, &address);
    uv_tcp_bind(&the_bare.listener, (struct sockaddr *)&address, 0);
    uv_listen((uv_stream_t *)&the_bare.listener, 4, on_connection);
    uv_tcp_getsockname(&the_bare.listener, (struct sockaddr *)&address, &size);
    the_peer.port = ntohs(address.sin_port);
    connect_peer();
    uv_run(&the_bare.loop, UV_RUN_DEFAULT);
}

static void receive_bare(Took *took, int round) {
    the_bare.take = take;
    the_bare.left = PACKETS;
    Clock clock = begin();
    double start = bench_thread_ns();
    uv_run(&the_bare.loop, UV_RUN_DEFAULT);
    clock.main = bench_thread_ns() - start;
    end(&clock, took, round);
}

static void hand_over(const void *payload) {
    g_async_queue_push(the_bare.queue, memcpy(malloc(PAYLOAD), payload, PAYLOAD));
}

static void run_loop(void *context) {
    uv_run(context, UV_RUN_DEFAULT);
}

static void receive_handed_over(Took *took, int round) {
    Thread thread = {0};
    the_bare.queue = g_async_queue_new();
    the_bare.take = hand_over;
    the_bare.left = PACKETS;
    Clock clock = begin();
    thread_start(&thread, "loop", run_loop, &the_bare.loop);
    while (the_count < PACKETS) {
        void *payload = g_async_queue_pop(the_bare.queue); /* waits, as mailbox_wait does */
        double start = bench_thread_ns();
        for (; payload != NULL; payload = g_async_queue_try_pop(the_bare.queue)) {
            take(payload);
            free(payload);
        }
        clock.main += bench_thread_ns() - start;
    }
    end(&clock, took, round);
    thread_join(&thread);
    g_async_queue_unref(the_bare.queue);
}

static void close_bare(void) {
    uv_close((uv_handle_t *)&the_bare.tcp, NULL);
    uv_close((uv_handle_t *)&the_bare.listener, NULL);
    uv_run(&the_bare.loop, UV_RUN_DEFAULT);
    uv_loop_close(&the_bare.loop);
    close(the_peer.socket);
}

/* MARK: sending */

static double send_ours(void) {
    double took = 0;
    thread_start(&the_peer.thread, "reader", read_packets, NULL);
    for (int sent = 0; sent < PACKETS;) {
        double start = bench_thread_ns();
        int portion = 0; /* a busy step's */
        while (portion < PORTION && sent + portion < PACKETS &&
               gm_network_send_packet(the_server + 1, 0, PAYLOAD) > 0)
            portion++;
        took += bench_thread_ns() - start;
        sent += portion;
        pump_run();
    }
    thread_join(&the_peer.thread);
    return took / PACKETS;
}

static double send_plainly(void) {
    int pair[2];
    uint8_t frame[FRAME];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    the_peer.socket = pair[1];
    thread_start(&the_peer.thread, "reader", read_packets, NULL);
    double start = bench_thread_ns();
    for (int i = 0; i < PACKETS; i++) {
        protocol_header(PAYLOAD, frame);
        memcpy(frame + PROTOCOL_HEADER, gm_buffer_get_address(0), PAYLOAD);
        if (send(pair[0], frame, FRAME, MSG_NOSIGNAL) != FRAME) exit(1);
    }
    double took = bench_thread_ns() - start;
    thread_join(&the_peer.thread);
    close(pair[0]);
    close(pair[1]);
    return took / PACKETS;
}

/* MARK: the rows */

static double usual(double *numbers) {
    bench_median(numbers, ROUNDS); /* sorts them */
    return numbers[ROUNDS / 4];
}

static void row(const char *name, double *bare, double *queue, double *ours, const char *goal,
                double most) {
    char other[48];
    double limit = usual(bare), own = usual(ours);
    snprintf(other, sizeof other, "queue %s", bench_text(usual(queue), "ns"));
    bench_row(name, bench_text(limit, "ns"), other, bench_text(own, "ns"), own / limit, goal,
              own <= most);
}

int main(void) {
    static Took bare, queue, ours;
    static double sends[ROUNDS], plain[ROUNDS];
    open_bare();
    int bare_socket = the_peer.socket;
    open_ours();
    int our_socket = the_peer.socket;
    uint8_t hello[PROTOCOL_BANNER + PROTOCOL_WELCOME];
    if (recv(our_socket, hello, sizeof hello, MSG_WAITALL) != sizeof hello) exit(1);
    for (int round = -1; round < ROUNDS; round++) {
        int at = round < 0 ? 0 : round; /* the first is to warm up */
        the_peer.socket = bare_socket;
        receive_bare(&bare, at);
        receive_handed_over(&queue, at);
        the_peer.socket = our_socket;
        receive_ours(&ours, at);
        sends[at] = send_ours();
        plain[at] = send_plainly();
    }
    bench_title("Networking: packets of 16 bytes over TCP (limit: a bare libuv loop, no events)");
    row("received and handled, first to last, each", bare.wall, queue.wall, ours.wall, "", 0);
    row("    the game's thread: an event, its map and buffer", bare.main, queue.main, ours.main,
        "at most 1,000 ns", 1000);
    row("    every thread but the sender's", bare.all, queue.all, ours.all, "", 0);
    double send = usual(sends), limit = usual(plain);
    bench_row("sent: the game's thread, each", bench_text(limit, "ns send()"), "",
              bench_text(send, "ns"), send / limit, "less than a send() of its own", send < limit);
    printf("    %.0f packets a second; %.0f by the queue, %.0f by the bare loop\n",
           1e9 / usual(ours.wall), 1e9 / usual(queue.wall), 1e9 / usual(bare.wall));
    the_peer.socket = bare_socket;
    close_bare();
    close(our_socket);
    game_close();
    return 0;
}
