/* Inside of networking: what the main thread and the thread "network" share. */
#ifndef EVENTS_ASYNC_NETWORK_H
#define EVENTS_ASYNC_NETWORK_H

#include "../../platform/socket.h"
#include "../../runtime/gm_network.h"
#include "../async.h"
#include "network_protocol.h"

enum { NETWORK_SOCKETS = 1024 };
enum { NETWORK_CLIENT_LIMIT = 64 * 1024 * 1024, NETWORK_ACCEPTED_LIMIT = 4 * 1024 * 1024 };

/* One connection, listener or UDP port, from its start until its last completion has landed. A game
 * knows it by its slot's number; a slot may have several one after the other. */
typedef struct Link {
    Socket socket;       /* first: events hand it out */
    struct Link *server; /* of an accepted one; outlives it. NULL: it connected */
    bool is_raw;
    int after; /* settling: its events come after this request; 0: none */
    char *host, *path, *word, *ca_file;
    /* main's */
    int handle; /* the slot; GM_NONE: the game has let it go */
    bool is_ready, is_gone;
    /* the network thread's, from its start to its last completion */
    Protocol protocol;
    bool is_up;
    Request *request;   /* of an asynchronous connect, until it is answered */
    bool is_awaited;    /* main waits for network_outcome */
    atomic_size_t held; /* bytes that came and have not been told yet */
    atomic_bool is_held_back;
} Link;

/* What a game's number stands for. Main's. */
typedef struct Slot {
    bool is_taken, is_server;
    int type;     /* GM_NETWORK_SOCKET_... */
    int port, fd; /* bound, and not used yet: -1 none */
    Link *link;   /* NULL: not connected */
    size_t limit;
    int write_ms;
    bool resets, multicasts;
    char *protocol; /* of WebSockets */
    char *host;     /* looked up last by a UDP socket, with its port: */
    int host_port;
    SocketAddress address;
    bool has_peer; /* a UDP socket's connect said where to send: */
    SocketAddress peer;
} Slot;

/* MARK: network_slots.c. Main */

Slot *slot_of(int handle);               /* NULL: no such socket */
int slot_take(int type, bool is_server); /* GM_NONE: there are 1,024 */
void slot_free(int handle);
void slots_close(void);
/* A link belongs to nobody's slot any more; it is freed as soon as it is gone. */
void link_let_go(Link *link);

/* MARK: network_link.c */

Link *link_new(SocketKind kind, bool is_raw); /* any */
void link_free(Link *link);                   /* main */
/* Waits for a link whose is_awaited was set before its start: does it stand? Main */
bool link_wait(Link *link);

/* What a link has to tell. A completion of its own, without a map until it lands. */
typedef struct NetworkCompletion {
    Completion completion;
    Link *link; /* NULL: of types 5 to 7 */
    int type;   /* GM_NETWORK_TYPE_... */
    bool succeeded, is_text;
    bool is_gone; /* the link's last */
    SocketPeer peer;
    void *bytes; /* from mem_try */
    size_t size;
} NetworkCompletion;
NetworkCompletion *network_completion(Link *link, int type); /* any */
/* Bytes that a packet is reckoned with beside its own. */
enum { NETWORK_PACKET_COST = 256, NETWORK_MOST_HELD = 32 * 1024 * 1024 };
void link_landed(Link *link, size_t size); /* main: a packet was told */

/* MARK: network_calls.c */

typedef struct NetworkSettings {
    int connect_ms;
    bool non_blocking;
    char *ca_file, *certificate_file, *key_file; /* NULL: none */
} NetworkSettings;
NetworkSettings *network_settings(void);
void network_settings_reset(void);

void network_watch_reset(void); /* network_watch.c: main, while the network thread is not there */

#endif
