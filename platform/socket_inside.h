/* The network thread's side of sockets, for platform/socket_*.c only. Thread: network, unless it
 * says otherwise. */
#ifndef PLATFORM_SOCKET_INSIDE_H
#define PLATFORM_SOCKET_INSIDE_H

#include "socket.h"

#include <uv.h>

/* What is sent and not taken by the network thread yet. */
typedef struct SocketChunk {
    struct SocketChunk *next;
    size_t size;
    bool is_text;
    uint8_t bytes[];
} SocketChunk;

/* Bytes that are added at the end and taken as a whole. */
typedef struct Bytes {
    uint8_t *bytes;
    size_t size, capacity;
} Bytes;
void bytes_add(Bytes *to, const void *bytes, size_t size);
void bytes_drop(Bytes *bytes);

enum { SOCKET_READ_BYTES = 64 * 1024 };

/* A connection: TCP, under TLS if tls, under WebSocket if is_web. */
typedef struct Stream {
    Socket *socket;
    Socket *listener; /* NULL: it connected */
    uv_tcp_t *tcp;    /* NULL: not yet. Freed when it is closed */
    uv_timer_t timer; /* to open; to write; to leave */
    uv_connect_t connect;
    uv_write_t write;
    uv_shutdown_t shutdown;
    struct Lookup *lookup;                /* NULL: none is under way */
    struct addrinfo *addresses, *address; /* all; the one to try next */
    struct Tls *tls;
    struct Web *web;
    struct Upgrade *upgrade; /* until the WebSocket stands */
    Bytes out, writing;
    size_t out_unsent, writing_unsent; /* of what socket_send was given */
    int waits;                         /* handles that still call back */
    bool is_reading, is_writing, is_up, is_paused;
    bool is_leaving; /* sends what is left, then ends */
    bool is_ended;
    char why[SOCKET_WHY]; /* "": none */
} Stream;

uv_loop_t *socket_loop(void);
void socket_enlist(Socket *socket); /* it is one of those there are, until socket_over */
/* What was sent to the socket since the last call, oldest first. */
SocketChunk *socket_take_chunks(Socket *socket);
void socket_over(Socket *socket, const char *why); /* tells closed */
/* Listeners and ports: the handle that is all their inside, from mem_alloc; its data is the socket.
 * When it is closed it is freed, and the socket over. */
void socket_take_handle(Socket *socket, uv_handle_t *handle);
bool socket_has_handle(const Socket *socket); /* and it is not closing */
void socket_close_handle(Socket *socket);
/* Where bytes are read to; each read is handled before the next. */
uv_buf_t socket_room(void);
void socket_peer_of(const struct sockaddr *address, bool maps, SocketPeer *peer);

/* socket_stream.c: its life */
Stream *stream_new(Socket *socket, Socket *listener);
void stream_use(Stream *stream); /* its tcp is connected: TLS and WebSocket begin */
/* Ends it at once. why: "" for none */
void stream_end(Stream *stream, const char *why);
void stream_leave(Stream *stream, const char *why); /* once what was sent is out */
void stream_leave_all(const Socket *listener);      /* those that it accepted */
void stream_pause(Stream *stream, bool pause);
void stream_look(Stream *stream);         /* whether it should read: something has changed */
void stream_time(Stream *stream, int ms); /* it has so long from now; <= 0: no limit */
void stream_new_tcp(Stream *stream);      /* not connected yet */
void stream_drop_tcp(Stream *stream);     /* NULL is fine */
void stream_opened(Stream *stream);
void stream_deliver(Stream *stream, const uint8_t *bytes, size_t size, bool is_text);

/* socket_connect.c */
void stream_connect(Stream *stream);
void stream_drop_lookup(Stream *stream); /* its answer will be of no use */

/* socket_write.c */
void stream_encode(Stream *stream);  /* takes what socket_send was given */
void stream_put_end(Stream *stream); /* TLS says that no more follows */
void stream_put(Stream *stream, const void *bytes, size_t size); /* through TLS, if there is */
void stream_flush(Stream *stream);

/* socket_web.c, socket_upgrade.c: a WebSocket on the stream */
void web_begin(Stream *stream);
void web_feed(Stream *stream, const uint8_t *bytes, size_t size);
void web_send(Stream *stream, const SocketChunk *chunk);
void web_leave(Stream *stream);
void web_free(Stream *stream);

/* socket_listen.c, socket_udp.c */
void listener_start(Socket *socket);
void listener_end(Socket *socket); /* and every connection it accepted */
void port_start(Socket *socket);
void port_pause(Socket *socket, bool pause);
void port_end(Socket *socket);

#endif
