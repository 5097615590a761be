/* Buffers and texts: fingerprints, base64, compression. */
#include "support.h"

#include <stdlib.h>

static int open_all(void **state) {
    (void)state;
    support_open((const GmNamedObject[]){{NULL, NULL}});
    return 0;
}

static int close_all(void **state) {
    (void)state;
    support_close();
    return 0;
}

static int buffer_of(const void *bytes, int size) {
    int buffer = gm_buffer_create(size, GM_BUFFER_FIXED, 1);
    gm_buffer_write_bytes(buffer, bytes, size);
    return buffer;
}

/* Bytes 32 to 95, as the manual's own tests have them. */
static int ascii_buffer(void) {
    int buffer = gm_buffer_create(64, GM_BUFFER_FIXED, 1);
    for (int i = 32; i < 96; i++)
        gm_buffer_write(buffer, GM_BUFFER_U8, i);
    return buffer;
}

static void assert_bytes(int buffer, const void *bytes, int size) {
    assert_int_equal(gm_buffer_get_size(buffer), size);
    if (size > 0) assert_memory_equal(gm_buffer_get_address(buffer), bytes, (size_t)size);
}

/* MARK: fingerprints */

/* spec: runtime-model 9.3 (buffer_md5, buffer_sha1) */
static void fingerprints_are_those_of_others(void **state) {
    (void)state;
    int buffer = ascii_buffer(), abc = buffer_of("xabcx", 5), empty = gm_buffer_create(0, 0, 1);
    assert_string_equal(gm_buffer_md5(buffer, 0, 64), "c654a1965b312ddee3bd884e044a7658");
    assert_string_equal(gm_buffer_sha1(buffer, 0, -1), "d44e1fe0c1a7ac33e87a510285e6419afd9727e8");
    assert_string_equal(gm_buffer_md5(abc, 1, 3), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(gm_buffer_sha1(abc, 1, 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(gm_buffer_md5(empty, 0, -1), "d41d8cd98f00b204e9800998ecf8427e");
    assert_string_equal(gm_buffer_sha1(empty, 5, 5), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_string_equal(gm_buffer_md5(99, 0, -1), "d41d8cd98f00b204e9800998ecf8427e");
    assert_non_null(strstr(support_log(), "gm_buffer_md5: there is no buffer 99"));
}

static void fingerprints_of_texts(void **state) {
    (void)state;
    assert_string_equal(gm_md5_string_utf8("abc"), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(gm_sha1_string_utf8("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(gm_md5_string_utf8(NULL), "d41d8cd98f00b204e9800998ecf8427e");
    const char *text = "h\u00e9\U0001F600";
    assert_string_equal(gm_md5_string_unicode(text), "ef181dfa89c784ab05806ec5cdf85134");
    assert_string_equal(gm_sha1_string_unicode(text), "809c482056919503eecf8aa2d0bda34247eb36ea");
    assert_string_equal(gm_sha1_string_unicode(NULL), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

/* MARK: base64 */

static void base64_is_that_of_the_standard(void **state) {
    (void)state;
    const char *pairs[][2] = {{"", ""},
                              {"f", "Zg=="},
                              {"fo", "Zm8="},
                              {"foo", "Zm9v"},
                              {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="},
                              {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_string_equal(gm_base64_encode(pairs[i][0]), pairs[i][1]);
        assert_string_equal(gm_base64_decode(pairs[i][1]), pairs[i][0]);
        int buffer = buffer_of(pairs[i][0], (int)strlen(pairs[i][0]));
        assert_string_equal(gm_buffer_base64_encode(buffer, 0, -1), pairs[i][1]);
        assert_bytes(gm_buffer_base64_decode(pairs[i][1]), pairs[i][0], (int)strlen(pairs[i][0]));
    }
    int bytes = buffer_of("\0\377\376>?", 5);
    assert_string_equal(gm_buffer_base64_encode(bytes, 0, -1), "AP/+Pj8=");
    assert_string_equal(gm_buffer_base64_encode(bytes, 3, 1), "Pg==");
}

static void decoding_gives_a_grow_buffer_at_its_start(void **state) {
    (void)state;
    int buffer = gm_buffer_base64_decode("Zm9v");
    assert_int_equal(gm_buffer_get_type(buffer), GM_BUFFER_GROW);
    assert_int_equal(gm_buffer_tell(buffer), 0);
    assert_int_equal(gm_buffer_get_used_size(buffer), 3);
    int fixed = buffer_of("........", 8), grow = gm_buffer_create(2, GM_BUFFER_GROW, 1);
    assert_true(gm_buffer_base64_decode_ext(fixed, "Zm9vYmFy", 5));
    assert_bytes(fixed, ".....foo", 8);
    assert_true(gm_buffer_base64_decode_ext(grow, "Zm9v", 1));
    assert_bytes(grow, "\0foo", 4);
}

static void what_is_no_base64_is_said(void **state) {
    (void)state;
    const char *bad[] = {"Zm9", "Z", "====", "Zm9v!", "Zg=a", NULL};
    int buffer = buffer_of("x", 1);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(gm_buffer_base64_decode(bad[i]), GM_NONE);
        assert_false(gm_buffer_base64_decode_ext(buffer, bad[i], 0));
        assert_string_equal(gm_base64_decode(bad[i]), "");
    }
    assert_false(gm_buffer_base64_decode_ext(99, "Zm9v", 0));
    assert_bytes(buffer, "x", 1);
    assert_non_null(strstr(support_log(), "gm_buffer_base64_decode: the text is no base64"));
}

/* MARK: compression */

static void what_is_compressed_comes_back(void **state) {
    (void)state;
    enum { SIZE = 300000 };
    char *bytes = malloc(SIZE);
    for (int i = 0; i < SIZE; i++)
        bytes[i] = (char)(i % 251 * (i / 4096));
    int buffer = buffer_of(bytes, SIZE), packed = gm_buffer_compress(buffer, 0, -1);
    assert_true(gm_buffer_get_size(packed) < SIZE);
    assert_true(gm_buffer_peek(packed, 0, GM_BUFFER_U8, -1) == 0x78); /* a zlib stream */
    int unpacked = gm_buffer_decompress(packed);
    assert_bytes(unpacked, bytes, SIZE);
    assert_int_equal(gm_buffer_get_type(unpacked), GM_BUFFER_GROW);
    assert_int_equal(gm_buffer_tell(unpacked), 0);
    int part = gm_buffer_decompress(gm_buffer_compress(buffer, 1000, 50));
    assert_bytes(part, bytes + 1000, 50);
    gm_buffer_resize(packed, gm_buffer_get_size(packed) + 100); /* what follows is left alone */
    assert_bytes(gm_buffer_decompress(packed), bytes, SIZE);
    assert_bytes(gm_buffer_decompress(gm_buffer_compress(buffer, 0, 0)), "", 0);
    free(bytes);
}

static void what_is_no_zlib_stream_is_said(void **state) {
    (void)state;
    int good = gm_buffer_compress(ascii_buffer(), 0, -1), size = gm_buffer_get_size(good);
    for (int cut = 0; cut < size; cut++) {
        int bad = buffer_of(gm_buffer_get_address(good), cut);
        assert_int_equal(gm_buffer_decompress(bad), GM_NONE);
        gm_buffer_delete(bad);
    }
    gm_buffer_poke(good, size - 1, GM_BUFFER_U8,
                   255 - gm_buffer_peek(good, size - 1, GM_BUFFER_U8, 0)); /* its checksum */
    assert_int_equal(gm_buffer_decompress(good), GM_NONE);
    assert_int_equal(gm_buffer_decompress(buffer_of("no stream", 9)), GM_NONE);
    assert_int_equal(gm_buffer_decompress(99), GM_NONE);
    assert_non_null(strstr(support_log(), "holds no whole zlib stream"));
}

/* MARK: used size */

static void the_used_size_can_be_set(void **state) {
    (void)state;
    int buffer = buffer_of("abcdef", 6);
    gm_buffer_set_used_size(buffer, 3);
    assert_int_equal(gm_buffer_get_used_size(buffer), 3);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    assert_string_equal(gm_buffer_read_string(buffer), "abc");
    gm_buffer_set_used_size(buffer, 7);
    gm_buffer_set_used_size(buffer, -1);
    assert_int_equal(gm_buffer_get_used_size(buffer), 3);
    assert_non_null(strstr(support_log(), "cannot use 7 of its 6 bytes"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(fingerprints_are_those_of_others), TEST(fingerprints_of_texts),
        TEST(base64_is_that_of_the_standard),   TEST(decoding_gives_a_grow_buffer_at_its_start),
        TEST(what_is_no_base64_is_said),        TEST(what_is_compressed_comes_back),
        TEST(what_is_no_zlib_stream_is_said),   TEST(the_used_size_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
