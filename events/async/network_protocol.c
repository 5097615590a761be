/* The field's handshake and packets, taken apart in whatever pieces they come. All numbers are
 * little-endian. */
#include "network_protocol.h"
#include "../../platform/mem.h"

#include <string.h>

#define WORD(a, b, c, d) 0x##d, 0x##c, 0x##b, 0x##a

const uint8_t protocol_banner[PROTOCOL_BANNER] = "GM:Studio-Connect";
const uint8_t protocol_login[PROTOCOL_LOGIN] = {WORD(CA, FE, BA, BE), WORD(DE, AD, B0, 0B),
                                                PROTOCOL_LOGIN};
const uint8_t protocol_welcome[PROTOCOL_WELCOME] = {WORD(DE, AF, BE, AD), WORD(F0, 0D, BE, EB),
                                                    PROTOCOL_WELCOME};
static const uint8_t header_start[8] = {WORD(DE, AD, C0, DE), PROTOCOL_HEADER};

enum { MOST_ROOM = 256 * 1024 }; /* held for the next large packet */

static uint32_t word_at(const uint8_t *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void protocol_header(uint32_t size, uint8_t *header) {
    memcpy(header, header_start, sizeof header_start);
    for (int i = 0; i < 4; i++)
        header[8 + i] = (uint8_t)(size >> (8 * i));
}

static bool is_header(const uint8_t *bytes) {
    return memcmp(bytes, header_start, sizeof header_start) == 0;
}

bool protocol_is_framed(const uint8_t *bytes, size_t size) {
    return size >= PROTOCOL_HEADER && is_header(bytes) &&
           word_at(bytes + 8) == size - PROTOCOL_HEADER;
}

/* MARK: what is given and what is kept */

void protocol_close(Protocol *protocol) {
    mem_free(protocol->kept);
    protocol->kept = NULL;
    protocol->kept_size = protocol->kept_capacity = 0;
}

void protocol_give(Protocol *protocol, const uint8_t *bytes, size_t size) {
    if (protocol->kept_size == 0 && protocol->kept_capacity > MOST_ROOM) protocol_close(protocol);
    protocol->in = bytes;
    protocol->left = size;
}

bool protocol_drop(Protocol *protocol) {
    bool any = protocol->kept_size + protocol->left > 0;
    protocol->kept_size = protocol->left = 0;
    return any;
}

/* Moves given bytes to the kept ones, until so many are kept or nothing is left. Room grows with
 * what came, not with what was announced. */
static void keep(Protocol *protocol, size_t wanted) {
    size_t count = wanted - protocol->kept_size;
    if (count > protocol->left) count = protocol->left;
    size_t size = protocol->kept_size + count;
    if (size > protocol->kept_capacity) {
        protocol->kept_capacity = size < wanted / 2 ? 2 * size : wanted;
        protocol->kept = mem_resize(protocol->kept, protocol->kept_capacity);
    }
    if (count > 0) memcpy(protocol->kept + protocol->kept_size, protocol->in, count);
    protocol->kept_size = size;
    protocol->in += count;
    protocol->left -= count;
}

/* So many bytes in one piece, not taken yet; NULL: they are not all there, and kept. */
static const uint8_t *piece(Protocol *protocol, size_t size) {
    if (protocol->kept_size == 0 && protocol->left >= size) return protocol->in;
    if (protocol->kept_size < size) keep(protocol, size);
    return protocol->kept_size >= size ? protocol->kept : NULL;
}

/* The piece is done with; its bytes stay where they are until the next one is asked for. */
static void take(Protocol *protocol, const uint8_t *bytes, size_t size) {
    if (bytes == protocol->in) {
        protocol->in += size;
        protocol->left -= size;
    } else {
        protocol->kept_size = 0; /* never more than one piece is kept */
    }
}

/* Could what is kept of an incomplete piece still become one that begins like this? */
static bool is_promising(const Protocol *protocol, const uint8_t *expected, size_t size) {
    size_t known = protocol->kept_size < size ? protocol->kept_size : size;
    return known == 0 || memcmp(protocol->kept, expected, known) == 0;
}

/* MARK: what comes next */

/* A message of the handshake; only its first bytes must be as expected. */
static ProtocolWhat handshake(Protocol *protocol, const uint8_t *expected, size_t size,
                              size_t checked, ProtocolStage then, ProtocolWhat what) {
    const uint8_t *message = piece(protocol, size);
    if (message == NULL)
        return is_promising(protocol, expected, checked) ? PROTOCOL_MORE : PROTOCOL_STRANGER;
    if (memcmp(message, expected, checked) != 0) return PROTOCOL_STRANGER;
    take(protocol, message, size);
    protocol->stage = then;
    return what;
}

static ProtocolWhat packet(Protocol *protocol) {
    const uint8_t *header = piece(protocol, PROTOCOL_HEADER);
    if (header == NULL && is_promising(protocol, header_start, sizeof header_start))
        return PROTOCOL_MORE;
    if (header == NULL || !is_header(header)) {
        protocol_drop(protocol);
        return PROTOCOL_GARBAGE;
    }
    protocol->size = word_at(header + 8);
    if (protocol->size > protocol->limit) return PROTOCOL_TOO_LONG;
    size_t size = PROTOCOL_HEADER + protocol->size;
    const uint8_t *all = piece(protocol, size);
    if (all == NULL) return PROTOCOL_MORE;
    take(protocol, all, size);
    protocol->packet = all + PROTOCOL_HEADER;
    return PROTOCOL_PACKET;
}

ProtocolWhat protocol_next(Protocol *protocol) {
    switch (protocol->stage) {
    case PROTOCOL_NO_BANNER:
        return handshake(protocol, protocol_banner, PROTOCOL_BANNER, PROTOCOL_BANNER,
                         PROTOCOL_NO_WELCOME, PROTOCOL_SAY_HI);
    case PROTOCOL_NO_WELCOME:
        return handshake(protocol, protocol_welcome, PROTOCOL_WELCOME, PROTOCOL_WELCOME,
                         PROTOCOL_PACKETS, PROTOCOL_UP);
    case PROTOCOL_NO_LOGIN: /* the game's number is anyone's: nobody checks it */
        return handshake(protocol, protocol_login, PROTOCOL_LOGIN, 12, PROTOCOL_PACKETS,
                         PROTOCOL_UP);
    case PROTOCOL_PACKETS:
        return packet(protocol);
    }
    return PROTOCOL_STRANGER;
}
