/* The field's protocol on a connection: a handshake of three messages, then packets of a 12-byte
 * header and their bytes. Bytes in, bytes out: no socket, no thread. Source: networking 4.
 * Thread: any, one owner. */
#ifndef EVENTS_ASYNC_NETWORK_PROTOCOL_H
#define EVENTS_ASYNC_NETWORK_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PROTOCOL_HEADER = 12,
    PROTOCOL_BANNER = 18,
    PROTOCOL_LOGIN = 16,
    PROTOCOL_WELCOME = 12,
};

extern const uint8_t protocol_banner[PROTOCOL_BANNER]; /* server: "GM:Studio-Connect" and a zero */
extern const uint8_t protocol_login[PROTOCOL_LOGIN]; /* client; its last 4 bytes, the game, are 0 */
extern const uint8_t protocol_welcome[PROTOCOL_WELCOME]; /* server */

void protocol_header(uint32_t size, uint8_t *header /* [PROTOCOL_HEADER] */);
/* The datagram is a header and exactly the bytes it announces. */
bool protocol_is_framed(const uint8_t *bytes, size_t size);

/* MARK: reading a stream */

typedef enum ProtocolWhat {
    PROTOCOL_MORE,     /* nothing is complete */
    PROTOCOL_SAY_HI,   /* client: send the login */
    PROTOCOL_UP,       /* the handshake is done; server: send the welcome */
    PROTOCOL_PACKET,   /* packet, size: lent until the next call */
    PROTOCOL_GARBAGE,  /* what was there was no packet and is dropped */
    PROTOCOL_TOO_LONG, /* a packet above the limit is announced: size. The stream is lost */
    PROTOCOL_STRANGER  /* that was not the handshake. The stream is lost */
} ProtocolWhat;

typedef enum ProtocolStage {
    PROTOCOL_NO_BANNER,  /* client */
    PROTOCOL_NO_WELCOME, /* client */
    PROTOCOL_NO_LOGIN,   /* server */
    PROTOCOL_PACKETS
} ProtocolStage;

typedef struct Protocol {
    ProtocolStage stage;
    size_t limit;      /* bytes of a packet, without its header */
    const uint8_t *in; /* given, and not read yet */
    size_t left;
    uint8_t *kept; /* the beginning of what was not complete */
    size_t kept_size, kept_capacity;
    const uint8_t *packet; /* of PROTOCOL_PACKET */
    size_t size;
} Protocol;

void protocol_close(Protocol *protocol);
/* Gives it bytes, lent until protocol_next has said PROTOCOL_MORE. */
void protocol_give(Protocol *protocol, const uint8_t *bytes, size_t size);
/* What comes next in them; again and again until PROTOCOL_MORE, or the stream is lost. */
ProtocolWhat protocol_next(Protocol *protocol);
/* Drops what is not complete; false: nothing was there. */
bool protocol_drop(Protocol *protocol);

#endif
