/* The field's protocol by itself: its bytes, and packets put together from pieces of every kind. */
#include "support.h"

#include "../events/async/network_protocol.h"

#include <stdio.h>
#include <stdlib.h>

/* MARK: the bytes */

/* spec: networking 4.1 */
static void the_handshake_is_as_written_down(void **state) {
    (void)state;
    static const uint8_t banner[] = {0x47, 0x4D, 0x3A, 0x53, 0x74, 0x75, 0x64, 0x69, 0x6F,
                                     0x2D, 0x43, 0x6F, 0x6E, 0x6E, 0x65, 0x63, 0x74, 0x00};
    static const uint8_t login[] = {0xBE, 0xBA, 0xFE, 0xCA, 0x0B, 0xB0, 0xAD, 0xDE,
                                    0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    static const uint8_t welcome[] = {0xAD, 0xBE, 0xAF, 0xDE, 0xEB, 0xBE,
                                      0x0D, 0xF0, 0x0C, 0x00, 0x00, 0x00};
    assert_int_equal(sizeof banner, PROTOCOL_BANNER);
    assert_memory_equal(protocol_banner, banner, PROTOCOL_BANNER);
    assert_int_equal(sizeof login, PROTOCOL_LOGIN);
    assert_memory_equal(protocol_login, login, PROTOCOL_LOGIN);
    assert_int_equal(sizeof welcome, PROTOCOL_WELCOME);
    assert_memory_equal(protocol_welcome, welcome, PROTOCOL_WELCOME);
}

/* spec: networking 4.2 */
static void a_header_holds_the_payloads_length(void **state) {
    (void)state;
    static const struct {
        uint32_t size;
        uint8_t bytes[12];
    } headers[] = {
        {3, {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 0x03, 0, 0, 0}},
        {0x3A, {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 0x3A, 0, 0, 0}},
        {90000, {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 0x90, 0x5F, 0x01, 0}},
        {0xFEDCBA98, {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 0x98, 0xBA, 0xDC, 0xFE}},
    };
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        uint8_t header[PROTOCOL_HEADER];
        protocol_header(headers[i].size, header);
        assert_memory_equal(header, headers[i].bytes, PROTOCOL_HEADER);
    }
}

/* spec: networking 5 */
static void a_datagram_is_framed_only_if_its_length_fits(void **state) {
    (void)state;
    static const uint8_t framed[] = {0xDE, 0xC0, 0xAD, 0xDE, 0x0C, 0, 0, 0, 1, 0, 0, 0, 0x72, 0};
    assert_true(protocol_is_framed(framed, 13));
    assert_false(protocol_is_framed(framed, 14));
    assert_false(protocol_is_framed(framed, 12));
    assert_false(protocol_is_framed(framed, 11));
    assert_false(protocol_is_framed(framed + 1, 13));
}

/* MARK: reading in pieces */

enum { STREAM = 2048 };

/* What a reader said of a stream, as text: U up, H say hi, G garbage, L too long, S stranger,
 * (size:sum of bytes) of a packet. */
typedef struct Told {
    char text[4096];
    size_t used;
} Told;

static void tell(Told *told, Protocol *protocol, ProtocolWhat what) {
    static const char letters[] = {[PROTOCOL_SAY_HI] = 'H',
                                   [PROTOCOL_UP] = 'U',
                                   [PROTOCOL_GARBAGE] = 'G',
                                   [PROTOCOL_TOO_LONG] = 'L',
                                   [PROTOCOL_STRANGER] = 'S'};
    char word[32] = {0};
    unsigned sum = 0;
    for (size_t i = 0; what == PROTOCOL_PACKET && i < protocol->size; i++)
        sum = sum * 31 + protocol->packet[i];
    if (what == PROTOCOL_PACKET)
        snprintf(word, sizeof word, "(%zu:%u)", protocol->size, sum);
    else
        word[0] = letters[what];
    told->used +=
        (size_t)snprintf(told->text + told->used, sizeof told->text - told->used, "%s", word);
    assert_in_range(told->used, 0, sizeof told->text - 1);
}

/* Each piece lies in memory of its own, so that a sanitizer sees every byte too far. False: lost.
 */
static bool give(Protocol *protocol, const uint8_t *bytes, size_t size, Told *told) {
    uint8_t *piece = malloc(size > 0 ? size : 1);
    memcpy(piece, bytes, size);
    protocol_give(protocol, piece, size);
    ProtocolWhat what = PROTOCOL_MORE;
    while ((what = protocol_next(protocol)) != PROTOCOL_MORE) {
        tell(told, protocol, what);
        if (what == PROTOCOL_TOO_LONG || what == PROTOCOL_STRANGER) break;
    }
    free(piece);
    return what == PROTOCOL_MORE;
}

static Protocol reader(ProtocolStage stage) {
    return (Protocol){.stage = stage, .limit = 1000};
}

static size_t add_packet(uint8_t *stream, size_t size, uint32_t bytes) {
    protocol_header(bytes, stream + size);
    for (uint32_t i = 0; i < bytes; i++)
        stream[size + PROTOCOL_HEADER + i] = (uint8_t)(bytes + i * 13);
    return size + PROTOCOL_HEADER + bytes;
}

/* The login and packets of 3, 0, 1, 40 and 0 bytes. */
static size_t make_stream(uint8_t *stream) {
    static const uint32_t sizes[] = {3, 0, 1, 40, 0};
    memcpy(stream, protocol_login, PROTOCOL_LOGIN);
    size_t size = PROTOCOL_LOGIN;
    for (int i = 0; i < 5; i++)
        size = add_packet(stream, size, sizes[i]);
    return size;
}

static Told the_whole;

static void check_split(const uint8_t *stream, const size_t *cuts, int count, size_t size) {
    Protocol protocol = reader(PROTOCOL_NO_LOGIN);
    Told told = {0};
    size_t at = 0;
    for (int i = 0; i <= count; i++) {
        size_t end = i < count ? cuts[i] : size;
        assert_true(give(&protocol, stream + at, end - at, &told));
        at = end;
    }
    assert_string_equal(told.text, the_whole.text);
    assert_int_equal(protocol.kept_size, 0);
    protocol_close(&protocol);
}

/* spec: networking 4.2 (1), (4) */
static void packets_are_the_same_at_every_split_into_two_and_three(void **state) {
    (void)state;
    uint8_t stream[STREAM];
    the_whole = (Told){0};
    size_t size = make_stream(stream);
    Protocol protocol = reader(PROTOCOL_NO_LOGIN);
    assert_true(give(&protocol, stream, size, &the_whole));
    protocol_close(&protocol);
    assert_int_equal(strncmp(the_whole.text, "U(3:", 4), 0);
    for (size_t a = 0; a <= size; a++)
        for (size_t b = a; b <= size; b++)
            check_split(stream, (const size_t[]){a, b}, 2, size);
    for (size_t step = 1; step < 20; step++) {
        size_t cuts[STREAM];
        int count = 0;
        for (size_t at = step; at < size; at += step)
            cuts[count++] = at;
        check_split(stream, cuts, count, size);
    }
}

static uint32_t random_below(uint32_t *seed, uint32_t limit) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % limit;
}

static bool is_lost(const Told *told) {
    return strpbrk(told->text, "LS") != NULL;
}

/* Whatever comes, in whatever pieces: what is told is the same, except how often garbage is. */
static void wrong_bytes_are_survived_in_any_pieces(void **state) {
    (void)state;
    uint32_t seed = 12345;
    for (int round = 0; round < 20000; round++) {
        uint8_t stream[STREAM];
        size_t size = make_stream(stream);
        for (uint32_t wrong = random_below(&seed, 4); wrong > 0; wrong--)
            stream[random_below(&seed, (uint32_t)size)] ^= (uint8_t)(1u << random_below(&seed, 8));
        ProtocolStage stage = (ProtocolStage)random_below(&seed, 4);
        Protocol protocol = reader(stage);
        Told told = {0};
        bool goes_on = true;
        for (size_t at = 0; at < size && goes_on;) {
            size_t piece = 1 + random_below(&seed, 60);
            if (piece > size - at) piece = size - at;
            goes_on = give(&protocol, stream + at, piece, &told);
            at += piece;
        }
        assert_int_equal(goes_on, !is_lost(&told));
        assert_in_range(protocol.kept_size, 0, PROTOCOL_HEADER + protocol.limit);
        protocol_close(&protocol);
    }
}

/* MARK: what is wrong */

static void expect_told(ProtocolStage stage, const void *bytes, size_t size, const char *expected) {
    Protocol protocol = reader(stage);
    Told told = {0};
    give(&protocol, bytes, size, &told);
    assert_string_equal(told.text, expected);
    protocol_close(&protocol);
}

/* spec: networking 4.1 */
static void both_sides_shake_hands(void **state) {
    (void)state;
    uint8_t both[PROTOCOL_BANNER + PROTOCOL_WELCOME];
    memcpy(both, protocol_banner, PROTOCOL_BANNER);
    memcpy(both + PROTOCOL_BANNER, protocol_welcome, PROTOCOL_WELCOME);
    expect_told(PROTOCOL_NO_BANNER, both, PROTOCOL_BANNER - 1, "");
    expect_told(PROTOCOL_NO_BANNER, both, PROTOCOL_BANNER, "H");
    expect_told(PROTOCOL_NO_BANNER, both, sizeof both, "HU");
    uint8_t login[PROTOCOL_LOGIN];
    memcpy(login, protocol_login, sizeof login);
    login[12] = login[15] = 0xFF; /* the game's number is anyone's */
    expect_told(PROTOCOL_NO_LOGIN, login, sizeof login, "U");
    login[11] = 1;
    expect_told(PROTOCOL_NO_LOGIN, login, sizeof login, "S");
    both[20] ^= 1;
    expect_told(PROTOCOL_NO_BANNER, both, sizeof both, "HS");
}

/* A stranger is known by the first byte that is wrong, not only when 18 are there. */
static void a_stranger_is_known_at_the_first_wrong_byte(void **state) {
    (void)state;
    expect_told(PROTOCOL_NO_BANNER, "G", 1, "");
    expect_told(PROTOCOL_NO_BANNER, "GX", 2, "S");
    expect_told(PROTOCOL_NO_LOGIN, "GET / HTTP/1.1\r\n", 5, "S");
    expect_told(PROTOCOL_PACKETS, "\0", 1, "G");
}

static void a_length_above_the_limit_loses_the_stream(void **state) {
    (void)state;
    uint8_t header[PROTOCOL_HEADER];
    protocol_header(1000, header);
    expect_told(PROTOCOL_PACKETS, header, sizeof header, "");
    protocol_header(1001, header);
    expect_told(PROTOCOL_PACKETS, header, sizeof header, "L");
    protocol_header(0xFFFFFFFF, header);
    expect_told(PROTOCOL_PACKETS, header, sizeof header, "L");
}

/* An announced length alone costs no memory. */
static void room_grows_with_what_came_not_with_what_was_announced(void **state) {
    (void)state;
    Protocol protocol = {.stage = PROTOCOL_PACKETS, .limit = 64 * 1024 * 1024};
    uint8_t header[PROTOCOL_HEADER];
    Told told = {0};
    protocol_header(64 * 1024 * 1024, header);
    assert_true(give(&protocol, header, sizeof header, &told));
    assert_true(give(&protocol, header, sizeof header, &told));
    assert_in_range(protocol.kept_capacity, 1, 1024);
    assert_true(protocol_drop(&protocol));
    assert_false(protocol_drop(&protocol));
    protocol_close(&protocol);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_handshake_is_as_written_down),
        cmocka_unit_test(a_header_holds_the_payloads_length),
        cmocka_unit_test(a_datagram_is_framed_only_if_its_length_fits),
        cmocka_unit_test(packets_are_the_same_at_every_split_into_two_and_three),
        cmocka_unit_test(wrong_bytes_are_survived_in_any_pieces),
        cmocka_unit_test(both_sides_shake_hands),
        cmocka_unit_test(a_stranger_is_known_at_the_first_wrong_byte),
        cmocka_unit_test(a_length_above_the_limit_loses_the_stream),
        cmocka_unit_test(room_grows_with_what_came_not_with_what_was_announced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
