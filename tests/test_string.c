/* Texts: counted, cut and joined by characters, and numbers in columns. */
#include "support.h"
#include "../assets/text.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/utf8.h"

#include <math.h>

static int open_texts(void **state) {
    (void)state;
    log_reset();
    return 0;
}

static int close_texts(void **state) {
    (void)state;
    texts_close();
    log_reset();
    return 0;
}

/* Each of its six characters has another length in bytes than its neighbours. */
#define MIXED "a\u00e9\u20acb\U0001F600z"

/* MARK: reading */

// spec: runtime-model 12 (Strings); the manual counts characters from 1
static void a_text_is_counted_in_characters(void **state) {
    (void)state;
    assert_int_equal(gm_string_length(MIXED), 6);
    assert_int_equal(gm_string_byte_length(MIXED), 12);
    assert_int_equal(gm_string_length(""), 0);
    assert_int_equal(gm_string_length(NULL), 0);
    assert_int_equal(gm_string_byte_length(NULL), 0);
}

static void a_character_is_read_by_its_place(void **state) {
    (void)state;
    assert_string_equal(gm_string_char_at(MIXED, 1), "a");
    assert_string_equal(gm_string_char_at(MIXED, 2), "\u00e9");
    assert_string_equal(gm_string_char_at(MIXED, 5), "\U0001F600");
    assert_string_equal(gm_string_char_at(MIXED, 6), "z");
    assert_string_equal(gm_string_char_at(MIXED, 7), "");
    assert_string_equal(gm_string_char_at(MIXED, 0), "a");
    assert_string_equal(gm_string_char_at(MIXED, -9), "a");
    assert_int_equal(gm_string_ord_at(MIXED, 3), 0x20AC);
    assert_int_equal(gm_string_ord_at(MIXED, 7), -1);
}

static void a_part_is_copied_as_far_as_there_is_text(void **state) {
    (void)state;
    assert_string_equal(gm_string_copy(MIXED, 2, 2), "\u00e9\u20ac");
    assert_string_equal(gm_string_copy(MIXED, 5, 99), "\U0001F600z");
    assert_string_equal(gm_string_copy(MIXED, 0, 2), "a\u00e9");
    assert_string_equal(gm_string_copy(MIXED, 7, 1), "");
    assert_string_equal(gm_string_copy(MIXED, 2, 0), "");
    assert_string_equal(gm_string_copy(MIXED, 2, -1), "");
    assert_string_equal(gm_string_copy(NULL, 1, 1), "");
}

static void a_part_is_found_at_its_character(void **state) {
    (void)state;
    assert_int_equal(gm_string_pos("b", MIXED), 4);
    assert_int_equal(gm_string_pos("\U0001F600z", MIXED), 5);
    assert_int_equal(gm_string_pos("B", MIXED), 0);
    assert_int_equal(gm_string_pos("", MIXED), 0);
    assert_int_equal(gm_string_pos("a", NULL), 0);
    assert_int_equal(gm_string_last_pos("\u00e9", "\u00e9t\u00e9s"), 3);
    assert_int_equal(gm_string_last_pos("aa", "aaaa"), 3);
    assert_int_equal(gm_string_last_pos("longer than it", "short"), 0);
    assert_true(gm_string_starts_with("spr_coin", "spr_"));
    assert_false(gm_string_starts_with("sp", "spr_"));
    assert_true(gm_string_starts_with("", ""));
    assert_true(gm_string_ends_with("spr_coin", "coin"));
    assert_false(gm_string_ends_with("coin", "spr_coin"));
    assert_false(gm_string_ends_with("spr_coin", "spr"));
}

static void parts_that_overlap_count_once(void **state) {
    (void)state;
    assert_int_equal(gm_string_count("aa", "aaaaa"), 2);
    assert_int_equal(gm_string_count("\u00e9", "\u00e9t\u00e9"), 2);
    assert_int_equal(gm_string_count("x", "aaa"), 0);
    assert_int_equal(gm_string_count("", "aaa"), 0);
}

/* MARK: changing */

static void characters_are_deleted_and_inserted(void **state) {
    (void)state;
    assert_string_equal(gm_string_delete(MIXED, 2, 4), "az");
    assert_string_equal(gm_string_delete(MIXED, 5, 99), "a\u00e9\u20acb");
    assert_string_equal(gm_string_delete(MIXED, 0, 1), "\u00e9\u20acb\U0001F600z");
    assert_string_equal(gm_string_delete(MIXED, 7, 1), MIXED);
    assert_string_equal(gm_string_delete(MIXED, 2, 0), MIXED);
    assert_string_equal(gm_string_insert("\u00fc", "a\u00e9z", 3), "a\u00e9\u00fcz");
    assert_string_equal(gm_string_insert("x", "abc", 1), "xabc");
    assert_string_equal(gm_string_insert("x", "abc", 99), "abcx");
    assert_string_equal(gm_string_insert("x", "abc", -1), "xabc");
    assert_string_equal(gm_string_insert(NULL, NULL, 1), "");
}

static void the_first_or_every_part_is_replaced(void **state) {
    (void)state;
    assert_string_equal(gm_string_replace("a-b-c", "-", "\u2192"), "a\u2192b-c");
    assert_string_equal(gm_string_replace_all("a-b-c", "-", "\u2192"), "a\u2192b\u2192c");
    assert_string_equal(gm_string_replace_all("aaaaa", "aa", "b"), "bba");
    assert_string_equal(gm_string_replace_all("aaa", "a", "aa"), "aaaaaa"); /* not what it put in */
    assert_string_equal(gm_string_replace_all("--", "-", NULL), "");
    assert_string_equal(gm_string_replace_all("abc", "", "x"), "abc");
    assert_string_equal(gm_string_replace("abc", "", "x"), "abc");
    assert_string_equal(gm_string_replace("abc", "d", "x"), "abc");
}

static void a_text_is_repeated(void **state) {
    (void)state;
    assert_string_equal(gm_string_repeat("\u00e9-", 3), "\u00e9-\u00e9-\u00e9-");
    assert_string_equal(gm_string_repeat("ab", 0), "");
    assert_string_equal(gm_string_repeat("ab", -5), "");
    assert_string_equal(gm_string_repeat("", INT32_MAX), "");
}

static void a_text_that_would_be_huge_is_refused(void **state) {
    (void)state;
    assert_string_equal(gm_string_repeat("abc", INT32_MAX), "");
    assert_int_equal(log_trouble_count(), 1);
    const char *many = gm_string_repeat("a", 1 << 15);
    assert_string_equal(gm_string_replace_all(many, "a", many), "");
    assert_int_equal(log_trouble_count(), 2);
}

static void capitals_and_small_letters_change_places(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"Zebra 9!", "ZEBRA 9!"},
        {"\u00e4\u00f6\u00fc \u00e9\u00f8 \u00ff", "\u00c4\u00d6\u00dc \u00c9\u00d8 \u0178"},
        {"\u0101\u0142\u017e\u0137", "\u0100\u0141\u017d\u0136"},         /* Latin Extended */
        {"\u03b1\u03c9\u03ac\u03ce", "\u0391\u03a9\u0386\u038f"},         /* Greek */
        {"\u0436\u044f\u0451\u0491", "\u0416\u042f\u0401\u0490"},         /* Cyrillic */
        {"\u0561\u0586", "\u0531\u0556"},                                 /* Armenian */
        {"\u00f7\u00df\u2192\U0001F600", "\u00f7\u00df\u2192\U0001F600"}, /* have none */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_string_equal(gm_string_upper(pairs[i][0]), pairs[i][1]);
        assert_string_equal(gm_string_upper(pairs[i][1]), pairs[i][1]);
        if (i > 0) assert_string_equal(gm_string_lower(pairs[i][1]), pairs[i][0]);
    }
    assert_string_equal(gm_string_lower("ZeBrA 9!"), "zebra 9!");
    assert_string_equal(gm_string_lower("\u00d7\u0130"), "\u00d7\u0130");
    assert_string_equal(gm_string_upper(NULL), "");
}

/* Every letter of the table: there and back again, in as many bytes. */
static void every_capital_comes_back(void **state) {
    (void)state;
    int changed = 0;
    for (int code = 1; code < 0x600; code++) {
        const char *letter = gm_chr(code), *small = gm_string_lower(letter);
        if (strcmp(letter, small) == 0) continue;
        changed++;
        assert_int_equal(strlen(small), strlen(letter));
        assert_string_equal(gm_string_upper(small), letter);
        assert_string_equal(gm_string_lower(small), small);
    }
    assert_true(changed > 300);
}

static void only_some_characters_are_kept(void **state) {
    (void)state;
    assert_string_equal(gm_string_digits("-1,234.5 \u0663"), "12345");
    assert_string_equal(gm_string_letters("Ada \u00e9 1815"), "Ada");
    assert_string_equal(gm_string_lettersdigits("Ada, 1815!"), "Ada1815");
    assert_string_equal(gm_string_digits(NULL), "");
    assert_string_equal(gm_string_trim(" \t\r\n a b \n"), "a b");
    assert_string_equal(gm_string_trim(" \n "), "");
}

/* MARK: making */

// spec: runtime-model 10.2 (string_format)
static void a_number_is_written_in_columns(void **state) {
    (void)state;
    static const struct {
        double value;
        int width, decimals;
        const char *text;
    } known[] = {{1.0 / 3, 5, 2, "    0.33"},
                 {1234.5, 8, 3, "    1234.500"},
                 {2.5, 0, 0, "3"},
                 {3.5, 0, 0, "4"},
                 {-7.25, 10, 1, "        -7.3"},
                 {0, 4, 0, "   0"},
                 {99.999, 2, 2, "100.00"},
                 {1e10, 3, 2, "10000000000.00"},
                 /* half away from zero, by the exact value */
                 {-2.5, 0, 0, "-3"},
                 {0.125, 0, 2, "0.13"},
                 {1.005, 0, 2, "1.00"},
                 {0.0625, 0, 3, "0.063"},
                 {7, -3, -3, "7"},
                 {-5, 4, 0, "  -5"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(gm_string_format(known[i].value, known[i].width, known[i].decimals),
                            known[i].text);
    assert_string_equal(gm_string_format((double)NAN, 9, 2), "NaN");
    assert_string_equal(gm_string_format(-(double)INFINITY, 9, 2), "-inf");
    assert_int_equal(strlen(gm_string_format(1, INT32_MAX, INT32_MAX)), 601);
}

static void characters_have_numbers(void **state) {
    (void)state;
    static const int codes[] = {1, 'A', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const char *text = gm_chr(codes[i]);
        assert_int_equal(gm_ord(text), codes[i]);
        assert_int_equal(gm_string_length(text), 1);
        char *repaired = utf8_repaired(text);
        assert_string_equal(repaired, text); /* it is sound UTF-8 */
        mem_free(repaired);
    }
    assert_string_equal(gm_chr(0x20AC), "\u20ac");
    assert_int_equal(gm_ord("\u20acuro"), 0x20AC);
    assert_int_equal(gm_ord(""), 0);
    assert_int_equal(gm_ord(NULL), 0);
    assert_string_equal(gm_chr(0), "");
    assert_string_equal(gm_chr(-1), "");
    assert_string_equal(gm_chr(0xD800), "");
    assert_string_equal(gm_chr(0x110000), "");
}

/* MARK: texts from outside */

static void broken_bytes_stay_as_they_are(void **state) {
    (void)state;
    static const char *const broken[] = {"\x84\x90", "\xE4\x90", "a\xC3", "\xC3\xA9\xA9\xA9\xA9",
                                         "\xC1\x81", "\xFF\xFE"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_string_equal(gm_string_lower(broken[i]), broken[i]);
        int length = gm_string_length(broken[i]);
        assert_string_equal(gm_string_copy(broken[i], 1, length), broken[i]);
        assert_string_equal(gm_string_delete(broken[i], 1, length), "");
        assert_string_equal(gm_string_insert("", broken[i], 2), broken[i]);
    }
}

/* What a call returns may be given to the next. */
static void texts_are_built_from_texts(void **state) {
    (void)state;
    const char *line = "";
    for (int i = 0; i < 1000; i++)
        line = gm_string_insert(gm_chr('a' + i % 26), line, i + 1);
    assert_int_equal(gm_string_length(line), 1000);
    assert_string_equal(gm_string_copy(line, 999, 2), "kl");
    assert_int_equal(gm_string_count("xyz", line), 38);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_texts, close_texts)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_text_is_counted_in_characters),
        TEST(a_character_is_read_by_its_place),
        TEST(a_part_is_copied_as_far_as_there_is_text),
        TEST(a_part_is_found_at_its_character),
        TEST(parts_that_overlap_count_once),
        TEST(characters_are_deleted_and_inserted),
        TEST(the_first_or_every_part_is_replaced),
        TEST(a_text_is_repeated),
        TEST(a_text_that_would_be_huge_is_refused),
        TEST(capitals_and_small_letters_change_places),
        TEST(every_capital_comes_back),
        TEST(only_some_characters_are_kept),
        TEST(a_number_is_written_in_columns),
        TEST(characters_have_numbers),
        TEST(broken_bytes_stay_as_they_are),
        TEST(texts_are_built_from_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
