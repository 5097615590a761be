/* Buffers: cursor, alignment, kinds, numbers of every type, texts, bytes. */
#include "support.h"
#include "../assets/buffer.h"
#include "../assets/text.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <math.h>
#include <stdio.h>

static char the_log[4096];

static void hear(const char *sentence) {
    size_t used = strlen(the_log);
    snprintf(the_log + used, sizeof the_log - used, "%s\n", sentence);
}

static int open_all(void **state) {
    (void)state;
    the_log[0] = '\0';
    log_reset();
    log_listen(hear);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    buffers_close();
    texts_close();
    log_listen(NULL);
    log_reset();
    return 0;
}

/* What a number reads as after it was written. */
static double round_trip(int type, double value) {
    int buffer = gm_buffer_create(8, GM_BUFFER_FIXED, 1);
    assert_int_equal(gm_buffer_write(buffer, type, value), 0);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    double read = gm_buffer_read(buffer, type);
    assert_int_equal(gm_buffer_tell(buffer), gm_buffer_sizeof(type));
    gm_buffer_delete(buffer);
    return read;
}

static void assert_bytes(int buffer, const char *bytes, int size) {
    assert_int_equal(gm_buffer_get_used_size(buffer), size);
    assert_memory_equal(gm_buffer_get_address(buffer), bytes, (size_t)size);
}

/* MARK: cursor */

// spec: runtime-model R-97
static void the_cursor_moves_up_to_the_alignment_first(void **state) {
    (void)state;
    int buffer = gm_buffer_create(16, GM_BUFFER_FIXED, 4);
    gm_buffer_write(buffer, GM_BUFFER_U8, 1);
    assert_int_equal(gm_buffer_tell(buffer), 1);
    gm_buffer_write(buffer, GM_BUFFER_U8, 2);
    assert_int_equal(gm_buffer_tell(buffer), 5);
    assert_bytes(buffer, "\1\0\0\0\2", 5);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 1);
    assert_true(gm_buffer_read(buffer, GM_BUFFER_U8) == 2);
}

static void alignment_is_a_power_of_two_up_to_1024(void **state) {
    (void)state;
    const int wanted[] = {-1, 0, 1, 3, 8, 1000, 5000}, expected[] = {1, 1, 1, 4, 8, 1024, 1024};
    for (int i = 0; i < 7; i++) {
        int buffer = gm_buffer_create(4, GM_BUFFER_GROW, wanted[i]);
        assert_int_equal(gm_buffer_get_alignment(buffer), expected[i]);
    }
    assert_int_equal(gm_buffer_get_alignment(gm_buffer_create(4, GM_BUFFER_FAST, 8)), 1);
}

// spec: runtime-model R-98
static void seeking_from_the_end_counts_backwards(void **state) {
    (void)state;
    int buffer = gm_buffer_create(10, GM_BUFFER_FIXED, 1);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_END, 3), 7);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_RELATIVE, 2), 9);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_RELATIVE, -4), 5);
}

// spec: runtime-model 9.3 (C24: clamped, and round and round in a wrap buffer)
static void seeking_stays_inside(void **state) {
    (void)state;
    int buffer = gm_buffer_create(10, GM_BUFFER_FIXED, 1),
        wrap = gm_buffer_create(10, GM_BUFFER_WRAP, 1);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_END, 99), 0);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 99), 10);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_RELATIVE, INT32_MAX), 10);
    assert_int_equal(gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, INT32_MIN), 0);
    assert_int_equal(gm_buffer_seek(wrap, GM_BUFFER_SEEK_START, 13), 3);
    assert_int_equal(gm_buffer_seek(wrap, GM_BUFFER_SEEK_RELATIVE, -4), 9);
    assert_int_equal(gm_buffer_seek(wrap, GM_BUFFER_SEEK_END, 0), 0);
}

/* MARK: kinds */

// spec: runtime-model R-99
static void a_full_fixed_buffer_takes_nothing(void **state) {
    (void)state;
    int buffer = gm_buffer_create(2, GM_BUFFER_FIXED, 1);
    assert_int_equal(gm_buffer_write(buffer, GM_BUFFER_U32, 1), GM_BUFFER_ERROR_OUT_OF_SPACE);
    assert_int_equal(gm_buffer_tell(buffer), 0);
    assert_int_equal(gm_buffer_write_string(buffer, "ab"), GM_BUFFER_ERROR_OUT_OF_SPACE);
    assert_int_equal(gm_buffer_get_used_size(buffer), 0);
    assert_int_equal(gm_buffer_write_text(buffer, "ab"), 0);
    assert_bytes(buffer, "ab", 2);
}

// spec: runtime-model R-166
static void a_grow_buffer_doubles(void **state) {
    (void)state;
    const int expected[] = {4, 8, 16, 16, 32, 32};
    int buffer = gm_buffer_create(4, GM_BUFFER_GROW, 1);
    for (int i = 0; i < 6; i++) {
        gm_buffer_write(buffer, GM_BUFFER_U32, i);
        assert_int_equal(gm_buffer_get_size(buffer), expected[i]);
    }
    assert_int_equal(gm_buffer_get_used_size(buffer), 24);
    int empty = gm_buffer_create(0, GM_BUFFER_GROW, 1);
    gm_buffer_write(empty, GM_BUFFER_U8, 1);
    assert_int_equal(gm_buffer_get_size(empty), 4);
}

static void what_grew_is_zero(void **state) {
    (void)state;
    int buffer = gm_buffer_create(4, GM_BUFFER_GROW, 64);
    gm_buffer_write(buffer, GM_BUFFER_U32, 0xFFFFFFFF);
    gm_buffer_write(buffer, GM_BUFFER_U8, 255);
    assert_int_equal(gm_buffer_get_used_size(buffer), 65);
    const uint8_t *bytes = gm_buffer_get_address(buffer);
    for (int i = 4; i < 64; i++)
        assert_int_equal(bytes[i], 0);
}

// spec: runtime-model 9.3 (C24: a value that crosses the end goes on at the start)
static void a_wrap_buffer_goes_on_at_the_start(void **state) {
    (void)state;
    int buffer = gm_buffer_create(6, GM_BUFFER_WRAP, 1);
    gm_buffer_write(buffer, GM_BUFFER_U32, 0x04030201);
    gm_buffer_write(buffer, GM_BUFFER_U32, 0x08070605);
    assert_int_equal(gm_buffer_tell(buffer), 2);
    assert_bytes(buffer, "\7\10\3\4\5\6", 6);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 4);
    assert_true(gm_buffer_read(buffer, GM_BUFFER_U32) == 0x08070605);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 4);
    gm_buffer_write_string(buffer, "abc");
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 4);
    assert_string_equal(gm_buffer_read_string(buffer), "abc");
    assert_int_equal(gm_buffer_tell(buffer), 2);
    gm_buffer_write_text(buffer, "0123456789"); /* more than goes in: the last bytes stay */
    assert_bytes(buffer, "456789", 6);
}

static void a_fast_buffer_holds_bytes_only(void **state) {
    (void)state;
    int buffer = gm_buffer_create(4, GM_BUFFER_FAST, 1);
    assert_int_equal(gm_buffer_write(buffer, GM_BUFFER_U16, 1), GM_BUFFER_ERROR_INVALID_TYPE);
    assert_non_null(strstr(the_log, "a fast buffer holds GM_BUFFER_U8 only"));
    for (int i = 0; i < 4; i++)
        assert_int_equal(gm_buffer_write(buffer, GM_BUFFER_U8, i), 0);
    assert_int_equal(gm_buffer_write(buffer, GM_BUFFER_U8, 4), GM_BUFFER_ERROR_OUT_OF_SPACE);
    assert_bytes(buffer, "\0\1\2\3", 4);
}

static void bad_arguments_make_no_buffer(void **state) {
    (void)state;
    assert_int_equal(gm_buffer_create(-1, GM_BUFFER_GROW, 1), GM_NONE);
    assert_int_equal(gm_buffer_create(4, 4, 1), GM_NONE);
    assert_int_equal(gm_buffer_create(4, -1, 1), GM_NONE);
    assert_int_equal(gm_buffer_create(0, GM_BUFFER_WRAP, 1), GM_NONE);
    assert_non_null(strstr(the_log, "cannot make a buffer of -1 bytes and kind 1"));
}

static void wrong_handles_are_told_and_survived(void **state) {
    (void)state;
    const int wrong[] = {-1, 0, 77, INT32_MAX};
    char bytes[4];
    for (int i = 0; i < 4; i++) {
        int id = wrong[i];
        gm_buffer_delete(id);
        assert_false(gm_buffer_exists(id));
        assert_int_equal(gm_buffer_get_size(id), 0);
        assert_int_equal(gm_buffer_get_type(id), GM_NONE);
        assert_null(gm_buffer_get_address(id));
        assert_int_equal(gm_buffer_write(id, GM_BUFFER_U8, 1), GM_BUFFER_ERROR_GENERAL);
        assert_true(gm_buffer_read(id, GM_BUFFER_U8) == GM_BUFFER_ERROR_GENERAL);
        assert_int_equal(gm_buffer_write_string(id, "x"), GM_BUFFER_ERROR_GENERAL);
        assert_int_equal(gm_buffer_read_bytes(id, bytes, 4), 0);
        assert_string_equal(gm_buffer_read_string(id), "");
        gm_buffer_fill(id, 0, GM_BUFFER_U8, 1, 4);
        gm_buffer_copy(id, 0, 4, id, 0);
        gm_buffer_resize(id, 4);
        assert_non_null(strstr(the_log, gm_text("gm_buffer_write: there is no buffer %d", id)));
    }
}

static void a_deleted_buffer_gives_its_number_back(void **state) {
    (void)state;
    int first = gm_buffer_create(1, GM_BUFFER_FIXED, 1),
        second = gm_buffer_create(1, GM_BUFFER_FIXED, 1);
    gm_buffer_delete(first);
    assert_true(gm_buffer_exists(second));
    assert_int_equal(gm_buffer_create(2, GM_BUFFER_GROW, 1), first);
    assert_int_equal(gm_buffer_get_type(first), GM_BUFFER_GROW);
}

/* MARK: numbers */

// spec: runtime-model R-167
static void numbers_are_cut_to_their_type(void **state) {
    (void)state;
    assert_true(round_trip(GM_BUFFER_U8, 256) == 0);
    assert_true(round_trip(GM_BUFFER_U8, -1) == 255);
    assert_true(round_trip(GM_BUFFER_S8, 200) == -56);
    assert_true(round_trip(GM_BUFFER_U16, 70000) == 4464);
    assert_true(round_trip(GM_BUFFER_S16, 40000) == -25536);
    assert_true(round_trip(GM_BUFFER_U32, -1) == 4294967295);
    assert_true(round_trip(GM_BUFFER_S32, 2147483648.0) == -2147483648.0);
    assert_true(round_trip(GM_BUFFER_U64, 1e18) == 1e18);
    assert_true(round_trip(GM_BUFFER_U8, 3.99) == 3);
    assert_true(round_trip(GM_BUFFER_S8, -3.99) == -3);
    assert_true(round_trip(GM_BUFFER_S32, (double)NAN) == 0);
    assert_true(round_trip(GM_BUFFER_U16, (double)INFINITY) == 0);
    assert_true(round_trip(GM_BUFFER_BOOL, 1) == 1);
    assert_true(round_trip(GM_BUFFER_BOOL, 2) == 0);
}

static void fractions_keep_what_their_type_can(void **state) {
    (void)state;
    assert_true(round_trip(GM_BUFFER_F64, 0.1) == 0.1);
    assert_true(round_trip(GM_BUFFER_F32, 0.1) == (double)0.1f);
    assert_true(isinf(round_trip(GM_BUFFER_F32, 1e300)));
    assert_true(isnan(round_trip(GM_BUFFER_F64, (double)NAN)));
    const double exact[] = {0,      1,       -2,      0.5,           65504,
                            1023.5, 0x1p-14, 0x1p-24, 1.5 * 0x1p-20, -0.000030517578125};
    for (int i = 0; i < 10; i++)
        assert_true(round_trip(GM_BUFFER_F16, exact[i]) == exact[i]);
    assert_true(round_trip(GM_BUFFER_F16, 0.1) == 0.0999755859375);
    assert_true(round_trip(GM_BUFFER_F16, 2049) == 2048); /* a tie goes to the even neighbour */
    assert_true(round_trip(GM_BUFFER_F16, 2051) == 2052);
    assert_true(isinf(round_trip(GM_BUFFER_F16, 65520)));
    assert_true(isinf(round_trip(GM_BUFFER_F16, -1e9)));
    assert_true(isnan(round_trip(GM_BUFFER_F16, (double)NAN)));
    assert_true(round_trip(GM_BUFFER_F16, 0x1p-26) == 0);
}

static void numbers_lie_little_endian(void **state) {
    (void)state;
    int buffer = gm_buffer_create(0, GM_BUFFER_GROW, 1);
    gm_buffer_write(buffer, GM_BUFFER_U16, 0x0201);
    gm_buffer_write(buffer, GM_BUFFER_F32, 1);
    gm_buffer_write(buffer, GM_BUFFER_F16, 1);
    gm_buffer_write_int64(buffer, INT64_C(0x0807060504030201));
    assert_bytes(buffer, "\1\2\0\0\x80\x3F\0\x3C\1\2\3\4\5\6\7\10", 16);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_END, 8);
    assert_true(gm_buffer_read_int64(buffer) == INT64_C(0x0807060504030201));
}

// spec: runtime-model 9.3 (reading past the end)
static void reading_past_the_end_reads_nothing(void **state) {
    (void)state;
    int buffer = gm_buffer_create(3, GM_BUFFER_FIXED, 1);
    gm_buffer_fill(buffer, 0, GM_BUFFER_U8, 9, 3);
    assert_true(gm_buffer_read(buffer, GM_BUFFER_U32) == GM_BUFFER_ERROR_OUT_OF_BOUNDS);
    assert_int_equal(gm_buffer_tell(buffer), 0);
    assert_true(gm_buffer_read(buffer, GM_BUFFER_U16) == 0x0909);
    assert_true(gm_buffer_read_int64(buffer) == GM_BUFFER_ERROR_OUT_OF_BOUNDS);
    char bytes[4];
    assert_int_equal(gm_buffer_read_bytes(buffer, bytes, 4), 1);
    assert_int_equal(gm_buffer_read_bytes(buffer, bytes, 4), 0);
    assert_string_equal(gm_buffer_read_string(buffer), "");
    assert_int_equal(gm_buffer_write(buffer, GM_BUFFER_STRING, 1), GM_BUFFER_ERROR_INVALID_TYPE);
    assert_int_equal(gm_buffer_write(buffer, 99, 1), GM_BUFFER_ERROR_INVALID_TYPE);
    assert_int_equal(gm_buffer_write(buffer, -1, 1), GM_BUFFER_ERROR_INVALID_TYPE);
}

static void peek_and_poke_leave_the_cursor(void **state) {
    (void)state;
    int buffer = gm_buffer_create(8, GM_BUFFER_FIXED, 4);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 2);
    assert_int_equal(gm_buffer_poke(buffer, 5, GM_BUFFER_U16, 513), 0);
    assert_int_equal(gm_buffer_tell(buffer), 2);
    assert_true(gm_buffer_peek(buffer, 5, GM_BUFFER_U16, -1) == 513);
    assert_true(gm_buffer_peek(buffer, 6, GM_BUFFER_U8, -1) == 2);
    assert_int_equal(gm_buffer_get_used_size(buffer), 7);
    assert_true(gm_buffer_peek(buffer, 7, GM_BUFFER_U16, -1) == -1);
    assert_true(gm_buffer_peek(buffer, -1, GM_BUFFER_U8, -7) == -7);
    assert_int_equal(gm_buffer_poke(buffer, 8, GM_BUFFER_U8, 1), GM_BUFFER_ERROR_OUT_OF_BOUNDS);
    assert_int_equal(gm_buffer_poke(buffer, INT32_MAX, GM_BUFFER_U64, 1),
                     GM_BUFFER_ERROR_OUT_OF_BOUNDS);
}

/* MARK: texts and bytes */

// spec: runtime-model R-167 (texts)
static void texts_come_back(void **state) {
    (void)state;
    int buffer = gm_buffer_create(0, GM_BUFFER_GROW, 1);
    gm_buffer_write_string(buffer, "h\u00e9llo");
    assert_int_equal(gm_buffer_tell(buffer), 7);
    gm_buffer_write_text(buffer, "abc");
    assert_int_equal(gm_buffer_tell(buffer), 10);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    assert_string_equal(gm_buffer_read_string(buffer), "h\u00e9llo");
    assert_int_equal(gm_buffer_tell(buffer), 7);
    assert_string_equal(gm_buffer_read_string(buffer), "abc"); /* ends where the used bytes end */
    assert_int_equal(gm_buffer_tell(buffer), 10);
    assert_string_equal(gm_buffer_read_string(buffer), "");
}

static void filling_stops_at_the_end(void **state) {
    (void)state;
    int buffer = gm_buffer_create(7, GM_BUFFER_FIXED, 1);
    gm_buffer_fill(buffer, 1, GM_BUFFER_U16, 0x0201, 100);
    assert_bytes(buffer, "\0\1\2\1\2\1\2", 7);
    gm_buffer_fill(buffer, 0, GM_BUFFER_U8, 5, 2);
    assert_bytes(buffer, "\5\5\2\1\2\1\2", 7);
    gm_buffer_fill(buffer, -1, GM_BUFFER_U8, 7, 2);
    assert_bytes(buffer, "\5\5\2\1\2\1\2", 7);
}

static void copying_moves_bytes_between_buffers_and_within_one(void **state) {
    (void)state;
    int source = gm_buffer_create(6, GM_BUFFER_FIXED, 1),
        fixed = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    int grow = gm_buffer_create(0, GM_BUFFER_GROW, 1);
    gm_buffer_write_text(source, "abcdef");
    gm_buffer_copy(source, 1, 5, fixed, 2);
    assert_bytes(fixed, "\0\0bc", 4);
    gm_buffer_copy(source, 3, 99, grow, 1);
    assert_bytes(grow, "\0def", 4);
    gm_buffer_copy(source, 0, 4, source, 1);
    assert_bytes(source, "aabcdf", 6);
    gm_buffer_copy(source, 7, 1, grow, 0);
    gm_buffer_copy(source, 0, 4, fixed, 9);
    assert_bytes(fixed, "\0\0bc", 4);
}

static void resizing_keeps_what_fits(void **state) {
    (void)state;
    int buffer = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "abcd");
    gm_buffer_resize(buffer, 6);
    assert_int_equal(gm_buffer_get_size(buffer), 6);
    assert_true(gm_buffer_peek(buffer, 5, GM_BUFFER_U8, -1) == 0);
    gm_buffer_resize(buffer, 2);
    assert_bytes(buffer, "ab", 2);
    assert_int_equal(gm_buffer_tell(buffer), 2);
    gm_buffer_resize(buffer, -5);
    assert_int_equal(gm_buffer_get_size(buffer), 2);
    assert_non_null(strstr(the_log, "cannot have -5 bytes"));
}

// spec: runtime-model 9.3 (buffer_crc32)
static void the_crc_is_the_one_without_inversion(void **state) {
    (void)state;
    int buffer = gm_buffer_create(64, GM_BUFFER_FIXED, 1);
    for (int i = 32; i <= 95; i++)
        gm_buffer_write(buffer, GM_BUFFER_U8, i);
    assert_int_equal(gm_buffer_crc32(buffer, 0, 64), 0xE809C6C8);
    assert_int_equal(gm_buffer_crc32(buffer, 0, -1), 0xE809C6C8);
}

static void a_buffer_takes_bytes_over_uncopied(void **state) {
    (void)state;
    Buffer *grow = buffer_new(4, GM_BUFFER_GROW), *fixed = buffer_new(4, GM_BUFFER_FIXED);
    char *bytes = mem_text("a body");
    assert_false(buffer_take(fixed, bytes, 6));
    assert_true(buffer_take(grow, bytes, 6));
    assert_ptr_equal(buffer_bytes(grow), bytes);
    assert_int_equal(buffer_used(grow), 6);
    assert_int_equal(buffer_tell(grow), 6);
    assert_int_equal(buffer_write(grow, "!", 1), 0);
    assert_int_equal(buffer_size(grow), 12);
    buffer_free(grow);
    buffer_free(fixed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_cursor_moves_up_to_the_alignment_first),
        TEST(alignment_is_a_power_of_two_up_to_1024),
        TEST(seeking_from_the_end_counts_backwards),
        TEST(seeking_stays_inside),
        TEST(a_full_fixed_buffer_takes_nothing),
        TEST(a_grow_buffer_doubles),
        TEST(what_grew_is_zero),
        TEST(a_wrap_buffer_goes_on_at_the_start),
        TEST(a_fast_buffer_holds_bytes_only),
        TEST(bad_arguments_make_no_buffer),
        TEST(wrong_handles_are_told_and_survived),
        TEST(a_deleted_buffer_gives_its_number_back),
        TEST(numbers_are_cut_to_their_type),
        TEST(fractions_keep_what_their_type_can),
        TEST(numbers_lie_little_endian),
        TEST(reading_past_the_end_reads_nothing),
        TEST(peek_and_poke_leave_the_cursor),
        TEST(texts_come_back),
        TEST(filling_stops_at_the_end),
        TEST(copying_moves_bytes_between_buffers_and_within_one),
        TEST(resizing_keeps_what_fits),
        TEST(the_crc_is_the_one_without_inversion),
        TEST(a_buffer_takes_bytes_over_uncopied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
