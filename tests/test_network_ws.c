/* WebSockets against the npm package "ws" on the other side: as its client, as its server, with
 * TLS, and with what is wrong. */
#define _GNU_SOURCE
#include "net.h"

#include "../platform/process.h"

#include <time.h>

static Process *the_node;

/* MARK: the other side */

static void start_node(const char *const *words) {
    const char *argv[12] = {process_can_run("node") ? "node" : "nodejs", "tests/data/ws_peer.js"};
    char why[256] = "";
    int count = 2;
    for (; *words != NULL; words++)
        argv[count++] = *words;
    argv[count] = NULL;
    the_node = process_start(argv, (const char *const[]){"NODE_PATH=/usr/share/nodejs", NULL}, why);
    if (the_node == NULL) fail_msg("%s", why);
}

#define NODE(...) start_node((const char *const[]){__VA_ARGS__, NULL})

static void stop_node(void) {
    process_free(the_node);
    the_node = NULL;
}

/* Steps until the other side has said these words; what follows them. */
static const char *node_says(const char *words) {
    for (time_t end = time(NULL) + 20; time(NULL) <= end;) {
        process_wait_ms(the_node, 10);
        const char *found = strstr(process_output(the_node), words);
        if (found != NULL && strchr(found, '\n') != NULL) return found + strlen(words);
        support_steps(1);
    }
    fail_msg("\"%s\" was not said, but:\n%s", words, process_output(the_node));
    return NULL;
}

static int serve(const char *mode) {
    NODE("serve", mode);
    return atoi(node_says("port "));
}

static int close_all(void **state) {
    stop_node();
    return net_close(state);
}

/* As the script's: what it got is what was sent. */
static unsigned sum_of(const uint8_t *bytes, int size) {
    unsigned sum = 0;
    for (int i = 0; i < size; i++)
        sum = sum * 31 + bytes[i];
    return sum;
}

static const char *message_line(const char *kind, const void *bytes, int size) {
    static char line[80];
    snprintf(line, sizeof line, "message %s %d %u", kind, size, sum_of(bytes, size));
    return line;
}

/* A client that has connected; true: it stands. */
static bool connect_to(int type, const char *url, int port, bool is_raw, int *client) {
    int before = net_count(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT);
    *client = gm_network_create_socket(type);
    int result = is_raw ? gm_network_connect_raw_async(*client, url, port)
                        : gm_network_connect_async(*client, url, port);
    assert_int_equal(result, *client);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_NON_BLOCKING_CONNECT, before + 1);
    assert_int_equal(heard->id, *client);
    return heard->succeeded;
}

/* MARK: our client, their server */

/* spec: networking NW-23, NW-24; async-events N-7, N-17 */
static void packets_come_back_from_a_server_of_the_fields_kind(void **state) {
    (void)state;
    int client, port = serve("field");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "ws://127.0.0.1/game?a=1", port, false, &client));
    node_says("connection /game?a=1 protocol none");
    node_says("message binary 16 ");
    int sent = net_packet(client, "12345678", 8);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(heard, client, "12345678", 8);
    assert_int_equal(sent, heard->size);
    assert_int_equal(heard->message_type, GM_NETWORK_SEND_BINARY);
    assert_int_equal(heard->keys, 7); /* type id ip port buffer size message_type */
    uint8_t *large = malloc(90000);
    for (int i = 0; i < 90000; i++)
        large[i] = (uint8_t)(i * 11);
    assert_int_equal(net_packet(client, large, 90000), 90000);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), client, large, 90000);
    free(large);
    gm_network_destroy(client);
    node_says("close 1000");
}

/* spec: networking NW-25; async-events N-14 */
static void a_text_goes_and_comes_as_text(void **state) {
    (void)state;
    int client, port = serve("echo");
    char url[64];
    snprintf(url, sizeof url, "127.0.0.1:%d", port);
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, url, 0, true, &client));
    node_says("connection / protocol none");
    assert_int_equal(net_raw(client, "\xC3\xA9", 2, GM_NETWORK_SEND_TEXT), 2);
    const Heard *heard = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(heard, client, "\xC3\xA9", 2);
    assert_int_equal(heard->message_type, GM_NETWORK_SEND_TEXT);
    node_says(message_line("text", "\xC3\xA9", 2));
    assert_int_equal(net_raw(client, "\xC3\xA9", 2, 0), 2);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 2)->message_type, GM_NETWORK_SEND_BINARY);
    node_says(message_line("binary", "\xC3\xA9", 2));
    assert_int_equal(net_raw(client, "", 0, 0), 0);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 3)->size, 0);
}

static void a_megabyte_goes_and_comes(void **state) {
    (void)state;
    enum { MEGABYTE = 1000000 };
    int client, port = serve("echo");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "localhost", port, true, &client));
    uint8_t *bytes = malloc(MEGABYTE);
    for (int i = 0; i < MEGABYTE; i++)
        bytes[i] = (uint8_t)(i ^ (i >> 8));
    for (int i = 0; i < 3; i++)
        assert_int_equal(net_raw(client, bytes, MEGABYTE, 0), MEGABYTE);
    for (int i = 1; i <= 3; i++)
        net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, i), client, bytes, MEGABYTE);
    node_says(message_line("binary", bytes, MEGABYTE));
    free(bytes);
}

/* spec: networking NW-26, 6 (fragments) */
static void packets_are_found_in_messages_of_every_kind(void **state) {
    (void)state;
    int client, port = serve("several");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, false, &client));
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 4), client, "four", 4);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 4);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), client, "one", 3);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), client, "two", 3);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 3), client, "three", 5);
    net_wait_log("sent bytes that are no packet"); /* the text and the half */
}

/* spec: networking NW-27; async-events N-3 */
static void a_server_that_only_echoes_fails_a_connect_that_is_not_raw(void **state) {
    (void)state;
    int client, port = serve("echo");
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 700, 0);
    assert_false(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, false, &client));
    assert_true(net_packet(client, "x", 1) < 0);
}

static void a_sub_protocol_is_asked_for(void **state) {
    (void)state;
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_WS), port = serve("echo");
    gm_network_set_websocket_protocol(client, "chess.v2");
    assert_int_equal(gm_network_connect_raw(client, "127.0.0.1", port), client);
    node_says("connection / protocol chess.v2");
    gm_network_set_websocket_protocol(client, "two\r\nlines");
    assert_non_null(strstr(support_log(), "a text of one line was expected"));
}

/* A close with a code: no event on a client, and sending fails from then on. */
static void a_servers_close_is_answered_and_ends_the_connection(void **state) {
    (void)state;
    int client, port = serve("close");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
    net_raw(client, "x", 1, 0);
    node_says("close 4001"); /* its own code came back */
    net_wait_dead(client);
    assert_int_equal(the_heard_count, 1);
}

static void a_ping_is_answered(void **state) {
    (void)state;
    int client, port = serve("ping");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
    node_says("pong are you there");
    assert_int_equal(the_heard_count, 1);
}

static void what_is_no_frame_ends_the_connection_with_a_sentence(void **state) {
    (void)state;
    int client, port = serve("lie");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
    net_wait_log("it sent what is no WebSocket message");
    node_says("close 1002");
    net_wait_dead(client);
    assert_int_equal(the_heard_count, 1);
    stop_node();
    port = serve("noise");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
    node_says("close 1005");
    assert_int_equal(the_heard_count, 2);
}

static void a_killed_server_is_silence(void **state) {
    (void)state;
    int client, port = serve("echo");
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
    stop_node();
    net_wait_dead(client);
    assert_int_equal(the_heard_count, 1);
    assert_false(connect_to(GM_NETWORK_SOCKET_WS, "127.0.0.1", port, true, &client));
}

static void addresses_that_are_none_are_refused(void **state) {
    (void)state;
    int client = gm_network_create_socket(GM_NETWORK_SOCKET_WS);
    static const char *const urls[] = {"http://127.0.0.1/", "ws://", "ws://a b/", "ws://a\r\nX: y/",
                                       "ws://h:99999/"};
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        support_forget_log();
        assert_true(gm_network_connect_async(client, urls[i], 0) < 0);
        assert_non_null(strstr(support_log(), "is no address such as ws://host:port/path"));
    }
}

/* MARK: our server, their client */

static void connect_node(const char *mode, const char *scheme, int port, const char *ca,
                         const char *protocol) {
    char url[64];
    snprintf(url, sizeof url, "%s://127.0.0.1:%d/", scheme, port);
    NODE("connect", mode, url, ca, protocol);
}

static void a_raw_server_hears_texts_and_megabytes(void **state) {
    (void)state;
    int port, server = net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("raw", "ws", port, "", "");
    node_says("open protocol none");
    const Heard *text = net_wait(GM_NETWORK_TYPE_DATA, 1);
    int client = the_heard[0].socket;
    assert_int_equal(the_heard[0].type, GM_NETWORK_TYPE_CONNECT);
    net_expect_data(text, client, "h\xC3\xA9", 3);
    assert_int_equal(text->message_type, GM_NETWORK_SEND_TEXT);
    assert_int_equal(text->server, server);
    const Heard *large = net_wait(GM_NETWORK_TYPE_DATA, 2);
    assert_int_equal(large->size, 1000000);
    assert_int_equal(large->message_type, GM_NETWORK_SEND_BINARY);
    assert_true(large->bytes[0] == 7 && large->bytes[999999] == 7);
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 3)->size, 0);
    assert_int_equal(net_raw(client, large->bytes, 1000000, 0), 1000000);
    node_says(message_line("binary", large->bytes, 1000000));
    net_raw(client, "leave", 5, GM_NETWORK_SEND_TEXT);
    node_says("close 4003");
    const Heard *gone = net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(gone->id, server);
    assert_int_equal(gone->socket, client);
}

/* spec: networking 6: each of the handshake as one binary message */
static void a_server_shakes_hands_in_binary_messages(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, false, 4, &port);
    connect_node("field", "ws", port, "", "");
    node_says(message_line("binary", the_banner, 18));
    node_says(message_line("binary", the_welcome, 12));
    const Heard *data = net_wait(GM_NETWORK_TYPE_DATA, 1);
    net_expect_data(data, the_heard[0].socket, "hello", 5);
    assert_int_equal(net_packet(the_heard[0].socket, "hi", 3), 3);
    node_says(message_line("binary", the_hi, 15));
    gm_network_destroy(the_heard[0].socket);
    node_says("close 1000");
    assert_int_equal(the_heard_count, 2);
}

static void a_server_takes_a_protocol_that_is_offered(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("quiet", "ws", port, "", "go,chess");
    node_says("open protocol go");
}

/* spec: async-events N-15 */
static void a_message_above_the_limit_is_answered_by_1009(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("long", "ws", port, "", "");
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    node_says("close 10"); /* 1009, or 1006 if it was still sending */
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 0);
    net_wait_log("it sent a message longer than the limit");
}

static void a_message_in_endless_pieces_is_given_up(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("pieces", "ws", port, "", "");
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    net_wait_log("it sent a message in too many pieces");
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 0);
}

static void a_text_that_is_not_utf8_is_answered_by_1007(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("bad_text", "ws", port, "", "");
    node_says("close 1007");
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(net_count(GM_NETWORK_TYPE_DATA), 0);
    net_wait_log("it sent a text that is not UTF-8");
}

static void a_killed_client_raises_disconnect(void **state) {
    (void)state;
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 4, &port);
    connect_node("quiet", "ws", port, "", "");
    net_wait(GM_NETWORK_TYPE_CONNECT, 1);
    stop_node();
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    assert_int_equal(the_heard_count, 2);
}

static void other_http_is_answered_by_400(void **state) {
    (void)state;
    static const char *const words[] = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
        "Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n\r\n",
        "\x16\x03\x01 no HTTP at all\r\n\r\n"};
    int port;
    net_server(GM_NETWORK_SOCKET_WS, true, 8, &port);
    for (int i = 0; i < 4; i++) {
        int peer = peer_connect(port);
        peer_send(peer, words[i], strlen(words[i]));
        peer_expect(peer, "HTTP/1.1 400 Bad Request\r\n", 26);
        close(peer);
    }
    int peer = peer_connect(port); /* a head without an end */
    peer_send(peer, "GET / HTTP/1.1\r\n", 16);
    for (int i = 0; i < 2000; i++)
        if (send(peer, "X: 45678901\r\n", 13, MSG_NOSIGNAL) < 0) break;
    net_wait_log("it says more than 16 KiB to begin with");
    close(peer);
    support_steps(2);
    assert_int_equal(the_heard_count, 0);
}

/* MARK: both of ours */

static void server_and_client_of_one_game_talk(void **state) {
    (void)state;
    int client, port;
    net_server(GM_NETWORK_SOCKET_WS, false, 4, &port);
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "[::1]", port, false, &client));
    int accepted = net_wait(GM_NETWORK_TYPE_CONNECT, 1)->socket;
    assert_int_equal(net_packet(client, "ping", 4), 4);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), accepted, "ping", 4);
    assert_int_equal(net_packet(accepted, "pong", 4), 4);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 2), client, "pong", 4);
    gm_network_destroy(client);
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
}

/* MARK: TLS */

static char the_ca[128], the_key[128], the_other[128];

static void make_certificate(const char *key, const char *certificate) {
    char why[256];
    Process *openssl =
        process_start((const char *const[]){"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                                            "-subj", "/CN=localhost", "-addext",
                                            "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout",
                                            key, "-out", certificate, NULL},
                      NULL, why);
    if (openssl == NULL) fail_msg("%s", why);
    process_wait(openssl);
    assert_int_equal(process_status(openssl), 0);
    process_free(openssl);
}

static int open_with_certificates(void **state) {
    if (the_ca[0] == '\0') {
        const char *folder = support_folder();
        snprintf(the_ca, sizeof the_ca, "%s/ca.pem", folder);
        snprintf(the_key, sizeof the_key, "%s/ca.key", folder);
        snprintf(the_other, sizeof the_other, "%s/other.pem", folder);
        make_certificate(the_key, the_other);
        make_certificate(the_key, the_ca);
    }
    return net_open(state);
}

static int serve_tls(const char *mode) {
    NODE("serve", mode, the_key, the_ca);
    return atoi(node_says("port "));
}

/* spec: networking 6 (wss) */
static void a_trusted_server_is_talked_to_over_tls(void **state) {
    (void)state;
    int client, port = serve_tls("field");
    gm_network_set_ca_file(the_ca);
    assert_true(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.1", port, false, &client));
    static uint8_t large[300000];
    memset(large, 5, sizeof large);
    assert_int_equal(net_packet(client, large, sizeof large), sizeof large);
    net_expect_data(net_wait(GM_NETWORK_TYPE_DATA, 1), client, large, sizeof large);
    gm_network_destroy(client);
    node_says("close 1000");
    /* a plain WebSocket whose address says wss:// */
    assert_true(connect_to(GM_NETWORK_SOCKET_WS, "wss://localhost", port, false, &client));
    /* and one of TLS whose address says ws:// */
    assert_true(connect_to(GM_NETWORK_SOCKET_WSS, "ws://localhost/", port, false, &client));
}

static void a_server_that_is_not_trusted_fails_the_connect(void **state) {
    (void)state;
    int client, port = serve_tls("echo");
    gm_network_set_ca_file(the_other);
    assert_false(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.1", port, true, &client));
    gm_network_set_ca_file(NULL); /* whom the system trusts */
    assert_false(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.1", port, true, &client));
    gm_network_set_ca_file(the_ca); /* the right one, another name */
    assert_false(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.2", port, true, &client));
    gm_network_set_ca_file("/nowhere.pem");
    assert_false(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.1", port, true, &client));
    stop_node();
    gm_network_set_ca_file(the_ca);
    port = serve("echo"); /* no TLS there */
    gm_network_set_config(GM_NETWORK_CONFIG_CONNECT_TIMEOUT, 2000, 0);
    assert_false(connect_to(GM_NETWORK_SOCKET_WSS, "127.0.0.1", port, true, &client));
}

static void a_server_of_ours_speaks_tls(void **state) {
    (void)state;
    int port;
    gm_network_set_certificate(the_ca, the_key);
    net_server(GM_NETWORK_SOCKET_WSS, true, 4, &port);
    connect_node("raw", "wss", port, the_ca, "");
    assert_int_equal(net_wait(GM_NETWORK_TYPE_DATA, 2)->size, 1000000);
    int client = the_heard[0].socket;
    assert_int_equal(net_raw(client, "hello", 5, GM_NETWORK_SEND_TEXT), 5);
    node_says(message_line("text", "hello", 5));
    net_raw(client, "leave", 5, 0);
    node_says("close 4003");
    net_wait(GM_NETWORK_TYPE_DISCONNECT, 1);
    int peer = peer_connect(port); /* no TLS from there */
    peer_send(peer, "GET / HTTP/1.1\r\n\r\n", 18);
    net_wait_log("was given up: TLS: ");
    close(peer);
}

static void a_wrong_certificate_makes_no_server(void **state) {
    (void)state;
    gm_network_set_certificate("/nowhere.pem", the_key);
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_WSS, free_port(SOCK_STREAM), 4) < 0);
    assert_non_null(strstr(support_log(), "/nowhere.pem: No such file or directory"));
    gm_network_set_certificate(the_other, the_ca);
    assert_true(gm_network_create_server(GM_NETWORK_SOCKET_WSS, free_port(SOCK_STREAM), 4) < 0);
}

int main(void) {
#define WS(test)  cmocka_unit_test_setup_teardown(test, net_open, close_all)
#define TLS(test) cmocka_unit_test_setup_teardown(test, open_with_certificates, close_all)
    const struct CMUnitTest tests[] = {
        WS(packets_come_back_from_a_server_of_the_fields_kind),
        WS(a_text_goes_and_comes_as_text),
        WS(a_megabyte_goes_and_comes),
        WS(packets_are_found_in_messages_of_every_kind),
        WS(a_server_that_only_echoes_fails_a_connect_that_is_not_raw),
        WS(a_sub_protocol_is_asked_for),
        WS(a_servers_close_is_answered_and_ends_the_connection),
        WS(a_ping_is_answered),
        WS(what_is_no_frame_ends_the_connection_with_a_sentence),
        WS(a_killed_server_is_silence),
        WS(addresses_that_are_none_are_refused),
        WS(a_raw_server_hears_texts_and_megabytes),
        WS(a_server_shakes_hands_in_binary_messages),
        WS(a_server_takes_a_protocol_that_is_offered),
        WS(a_message_above_the_limit_is_answered_by_1009),
        WS(a_message_in_endless_pieces_is_given_up),
        WS(a_text_that_is_not_utf8_is_answered_by_1007),
        WS(a_killed_client_raises_disconnect),
        WS(other_http_is_answered_by_400),
        WS(server_and_client_of_one_game_talk),
        TLS(a_trusted_server_is_talked_to_over_tls),
        TLS(a_server_that_is_not_trusted_fails_the_connect),
        TLS(a_server_of_ours_speaks_tls),
        TLS(a_wrong_certificate_makes_no_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
