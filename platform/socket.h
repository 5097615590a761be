/* Sockets: streams (TCP, or WebSocket on it, either with TLS), listeners and UDP ports. All of them
 * live on one thread named "network". libuv, OpenSSL and wslay underneath.
 *
 * A socket is a struct of its maker's, who owns what its fields point to. The maker may touch it
 * until socket_start and again once closed was called; in between it belongs to the network thread,
 * but for what is atomic and for the calls below. */
#ifndef PLATFORM_SOCKET_H
#define PLATFORM_SOCKET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOCKET_IP = 64, SOCKET_WHY = 256 }; /* bytes of a numeric address, and of a sentence */

typedef enum SocketKind { SOCKET_STREAM, SOCKET_LISTENER, SOCKET_PORT } SocketKind;
typedef enum SocketState { SOCKET_NEW, SOCKET_OPENING, SOCKET_OPEN, SOCKET_CLOSED } SocketState;

/* Numeric address and port of the other side. */
typedef struct SocketPeer {
    char ip[SOCKET_IP];
    int port;
} SocketPeer;

/* Bytes of a stream or a datagram, or one whole WebSocket message; lent for the call. */
typedef struct SocketBytes {
    const uint8_t *bytes;
    size_t size;
    bool is_text; /* a WebSocket message of text */
    const SocketPeer *from;
} SocketBytes;

typedef struct Socket Socket;

/* What a socket tells. Thread: network */
typedef struct SocketEvents {
    /* A listener's new connection, filled as for socket_start, but for what is the listener's own:
     * is_web, is_secure, tls. Its events are told from now on. */
    Socket *(*accepted)(Socket *listener);
    void (*opened)(Socket *socket); /* bytes may go both ways */
    void (*received)(Socket *socket, SocketBytes what);
    /* The last touch, once for every socket that was started. why: a sentence, lent; NULL: the
     * other side closed it, or it was closed here. */
    void (*closed)(Socket *socket, const char *why);
} SocketEvents;

struct Socket {
    const SocketEvents *events;
    SocketKind kind;
    bool is_web, is_secure; /* WebSocket; TLS */
    int fd;                 /* from socket_bind; -1: a stream that is bound to no port */
    const char *host;       /* a stream's that connects; name or numeric address */
    int port;
    const char *path, *protocol; /* of a WebSocket; protocol NULL: none is asked for */
    void *tls;                   /* a listener's: from socket_identity; owned by its maker */
    const char *ca_file;         /* a stream's: whom to trust, PEM; NULL: whom the system does */
    int open_ms;                 /* time from the start to socket_is_up */
    int most;                    /* a listener's: connections at once */
    bool maps_ip;                /* IPv4 addresses are told as ::ffff:1.2.3.4 */
    atomic_size_t message_limit; /* bytes of a WebSocket message */
    atomic_int write_ms;         /* gives up if sending stands still for so long; 0: never */
    atomic_bool resets;          /* closed with a reset: no waiting state is left behind */
    atomic_int connections;      /* a listener's; the maker counts down once it lets one go */

    atomic_int state;     /* SocketState */
    atomic_size_t unsent; /* bytes on their way out */
    SocketPeer peer;      /* the network thread's, until opened or closed */

    /* socket_loop.c's own, under its lock */
    Socket *next_asked;
    struct SocketChunk *first_chunk, *last_chunk;
    unsigned asked;
    bool is_over;

    struct Socket *next, *previous; /* the network thread's own: all there are */
    void *inside;                   /* likewise: a Stream; a listener's or port's handle */
};

/* A bound descriptor, listening if it is a listener's; both for IPv4 and IPv6. port 0: any.
 * -1: why (SOCKET_WHY bytes) says so, in words that follow "port N: ". Thread: any */
int socket_bind(SocketKind kind, int port, char *why);
void socket_unbind(int fd); /* of one that was never started; -1 is fine */
/* What a TLS server is known by. NULL: why says so. Thread: any */
void *socket_identity(const char *certificate_file, const char *key_file, char *why);
void socket_identity_free(void *tls);

void socket_start(Socket *socket); /* main. The first one starts the thread. */
/* Sends head and then bytes, as one message of a WebSocket. False: it is not open, or the other
 * side has not read what was sent before (16 MiB). Thread: main, network */
bool socket_send(Socket *socket, const void *head, size_t head_size, const void *bytes, size_t size,
                 bool is_text);
/* What had to be said first was said: open_ms counts no longer. Thread: network */
void socket_is_up(Socket *socket);
/* Closes it at once, in the course of an event of its own; why is told to closed. Thread: network
 */
void socket_give_up(Socket *socket, const char *why);
/* Closes it; what was sent still goes out. No more is received; closed follows. main */
void socket_close(Socket *socket);
/* Stops reading, so that the other side must wait. Thread: network; socket_resume: any */
void socket_pause(Socket *socket);
void socket_resume(Socket *socket);
void sockets_close(void); /* main: closes every socket and ends the thread */

/* MARK: UDP and addresses. Thread: main */

typedef struct SocketAddress {
    _Alignas(8) uint8_t bytes[32]; /* a struct sockaddr_in6 */
} SocketAddress;

/* Looks a name up, waiting for the answer. False: why says so. */
bool socket_look_up(const char *host, int port, SocketAddress *address, char *why);
/* Numeric text, IPv4 as 1.2.3.4. */
void socket_address_text(const SocketAddress *address, char *ip /* [SOCKET_IP] */);
/* One datagram of head and bytes; -1: not sent. */
int socket_send_to(const Socket *socket, const SocketAddress *address, const void *head,
                   size_t head_size, const void *bytes, size_t size);
/* To everyone near, on each interface; -1: it could be sent nowhere. */
int socket_broadcast(const Socket *socket, int port, const void *bytes, size_t size,
                     bool multicasts);
void socket_multicast(const Socket *socket, bool join); /* of all nodes, ff02::1 */
/* The parts of a WebSocket's address. A port that is not 0 wins over the one in it; the scheme may
 * be missing; wss:// makes it secure, too. mem_free host and path. False: it is none. */
typedef struct SocketUrl {
    char *host, *path;
    int port;
    bool is_secure;
} SocketUrl;
bool socket_read_url(const char *url, int port, bool is_secure, SocketUrl *to);
/* The machine has an address that others can reach. Thread: any */
bool socket_is_online(void);
enum { SOCKET_WATCH_MS = 250 };
/* Calls look (on the thread "network") with that now and every SOCKET_WATCH_MS, until it returns
 * false. One look at a time: a new one takes the place of the old. */
void socket_watch(bool (*look)(bool online));

#endif
