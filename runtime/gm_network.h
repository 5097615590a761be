/* Networking: TCP, UDP and WebSocket, as servers and clients. Everything that comes arrives as
 * GM_ASYNC_NETWORKING (GmAsyncNetworking); its type says what it is.
 *
 * A socket is a number > 0, also where a server is meant. A failure is a number < 0; what only the
 * game could have got wrong is said on the log as well. Both sides of a connection must be raw or
 * both must not: packets that are not raw carry a header of 12 bytes, and connections that are not
 * raw begin with the field's handshake, so both reach games made with other runtimes.
 * At most 1,024 sockets exist at once; numbers of destroyed ones are used again, the one destroyed
 * longest ago first. They survive changes of room and close when the game ends.
 * Source: the manual's Networking pages; async-events 8, networking 1 to 7. Thread: main. */
#ifndef GM_NETWORK_H
#define GM_NETWORK_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    GM_NETWORK_SOCKET_TCP = 0,
    GM_NETWORK_SOCKET_UDP = 1,
    GM_NETWORK_SOCKET_BLUETOOTH = 2, /* cannot be made here */
    GM_NETWORK_SOCKET_WS = 6,        /* WebSocket */
    GM_NETWORK_SOCKET_WSS = 7        /* WebSocket over TLS */
};

/* "type" of an event. */
enum {
    GM_NETWORK_TYPE_CONNECT = 1,    /* servers only: a client has come */
    GM_NETWORK_TYPE_DISCONNECT = 2, /* servers only: it has gone. A client is told nothing when its
                                       server goes; sending to it fails then */
    GM_NETWORK_TYPE_DATA = 3,
    GM_NETWORK_TYPE_NON_BLOCKING_CONNECT = 4, /* the outcome of an asynchronous connect */
    GM_NETWORK_TYPE_UP = 5,                   /* these three: gm_os_is_network_connected */
    GM_NETWORK_TYPE_UP_FAILED = 6,
    GM_NETWORK_TYPE_DOWN = 7
};

enum { GM_NETWORK_SEND_BINARY = 1, GM_NETWORK_SEND_TEXT = 2 };

enum {
    GM_NETWORK_CONNECT_NONE = 0,
    GM_NETWORK_CONNECT_BLOCKING = 1,
    GM_NETWORK_CONNECT_NONBLOCKING = 2,
    GM_NETWORK_CONNECT_ACTIVE = 2,
    GM_NETWORK_CONNECT_PASSIVE = 3
};

enum {
    GM_NETWORK_CONFIG_CONNECT_TIMEOUT = 0, /* ms, of every connect; how long clients of a server may
                                              take to shake hands, too. 4,000 at first */
    GM_NETWORK_CONFIG_USE_NON_BLOCKING_SOCKET = 1, /* 1: gm_network_connect and _raw do not wait */
    GM_NETWORK_CONFIG_ENABLE_RELIABLE_UDP = 2,     /* a socket. Taken, but changes nothing: how its
                                                      packets look is not public */
    GM_NETWORK_CONFIG_DISABLE_RELIABLE_UDP = 3,
    GM_NETWORK_CONFIG_AVOID_TIME_WAIT = 4,    /* a socket: closes with a reset from now on */
    GM_NETWORK_CONFIG_WEBSOCKET_PROTOCOL = 5, /* use gm_network_set_websocket_protocol */
    GM_NETWORK_CONFIG_ENABLE_MULTICAST = 6,   /* a UDP socket: its broadcasts also go to ff02::1,
                                                 and it hears what is sent there */
    GM_NETWORK_CONFIG_DISABLE_MULTICAST = 7,
    GM_NETWORK_CONFIG_MESSAGE_SIZE_LIMIT = 8 /* a socket, bytes: a longer message is not taken and
                                                ends its connection. 64 MiB; 4 MiB for a server's
                                                clients. A server's is for those yet to come */
};

/* MARK: making sockets */

/* Listens on a port (0 to 65,535), for IPv4 and IPv6. type: TCP, UDP, WS; WSS after
 * gm_network_set_certificate. max_client: more are turned away. Returns < 0 if the port is taken.
 */
GM_API int gm_network_create_server(int type, int port, int max_client);
GM_API int gm_network_create_server_raw(int type, int port, int max_client);
GM_API int gm_network_create_socket(int type);
/* The same on a port of this machine: who shall receive UDP or broadcasts needs one. */
GM_API int gm_network_create_socket_ext(int type, int port);
/* Closes a socket or a server, with the clients it has. What was sent before still goes out; what
 * had come and not been told yet never will be. A number that is no socket: does nothing. */
GM_API void gm_network_destroy(int socket);

/* MARK: connecting */

/* url: a name or numeric address; for WebSockets [ws://|wss://]host[:port][/path]. A port that is
 * not 0 wins over the one in the url.
 * Waits until the connection stands or the time is over; no event comes. Returns the socket. Of a
 * UDP socket: where gm_network_send_packet and _raw send to. A socket that failed to connect, or
 * whose server has gone, may connect again. */
GM_API int gm_network_connect(int socket, const char *url, int port);
GM_API int gm_network_connect_raw(int socket, const char *url, int port);
/* Return at once: the socket, and type 4 follows, once; < 0: nothing was begun. */
GM_API int gm_network_connect_async(int socket, const char *url, int port);
GM_API int gm_network_connect_raw_async(int socket, const char *url, int port);

/* MARK: sending
 * The first size bytes of the buffer. Returns how many bytes were sent, < 0 if none could: there is
 * no connection (any more), or 16 MiB wait for the other side to read. */

/* One packet. With its header counted; of WebSockets without. */
GM_API int gm_network_send_packet(int socket, int buffer, int size);
/* Bytes as they are. options: of WebSockets, GM_NETWORK_SEND_TEXT sends them as text (UTF-8). */
GM_API int gm_network_send_raw(int socket, int buffer, int size, int options);
GM_API int gm_network_send_udp(int socket, const char *url, int port, int buffer, int size);
GM_API int gm_network_send_udp_raw(int socket, const char *url, int port, int buffer, int size);
/* To every machine near, over each interface; a UDP socket's only. There is no header. */
GM_API int gm_network_send_broadcast(int socket, int port, int buffer, int size);

/* MARK: settings */

/* config: GM_NETWORK_CONFIG_...; value: a number, or the socket; value2: if it needs one, else 0.
 */
GM_API void gm_network_set_config(int config, int value, int value2);
/* The sub-protocol that a socket asks for, or that a server prefers; NULL: none. */
GM_API void gm_network_set_websocket_protocol(int socket, const char *protocol);
/* write: how many milliseconds the other side may take nothing before it is given up; 0: for ever.
 * read: kept for the manual's sake, since nothing ever waits to read. No event comes of it. */
GM_API void gm_network_set_timeout(int socket, int read_ms, int write_ms);
/* Not in the manual. Whom WSS trusts from now on: a PEM file of the game or a path; NULL: whom the
 * system trusts. */
GM_API void gm_network_set_ca_file(const char *file);
/* Not in the manual, whose servers know no WSS: the certificate and key (PEM) of the WSS servers
 * made from now on; NULL: none. */
GM_API void gm_network_set_certificate(const char *certificate_file, const char *key_file);

/* MARK: asking */

/* The numeric address of a name, waiting for the answer; "" if there is none. As gm_text. */
GM_API const char *gm_network_resolve(const char *url);
/* Has this machine an address that others can reach? attempt: GM_NETWORK_CONNECT_NONE only asks;
 * otherwise, if it has none, type 5 follows when it gets one within the connect timeout, type 6 if
 * not; and type 7 once it is lost again. */
GM_API bool gm_os_is_network_connected(int attempt);

#ifdef __cplusplus
}
#endif
#endif
