/* Text files, ini files, and files as a whole. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "../platform/files.h"

static char the_save_dir[256];

static int open_game(void **state) {
    (void)state;
    support_open((const GmNamedObject[]){{NULL, NULL}});
    gm_copy_text(the_save_dir, sizeof the_save_dir, gm_game_save_id());
    return 0;
}

static void write_saved(const char *name, const char *text) {
    support_write_text(the_save_dir, name, text);
}

static void expect_saved(const char *name, const char *text) {
    char path[400];
    size_t size = 0;
    snprintf(path, sizeof path, "%s/%s", the_save_dir, name);
    char *bytes = support_read(path, &size);
    if (bytes == NULL) fail_msg("there is no file %s", name);
    assert_string_equal(bytes, text);
    free(bytes);
}

/* MARK: text files */

static void what_is_written_is_there_once_it_is_closed(void **state) {
    (void)state;
    int file = gm_file_text_open_write("scores/hi.txt");
    gm_file_text_write_real(file, 1250.5);
    gm_file_text_writeln(file);
    gm_file_text_write_string(file, "Ada Lovelace");
    gm_file_text_writeln(file);
    gm_file_text_write_real(file, 0.1);
    assert_true(gm_file_text_eof(file));
    assert_false(gm_file_exists("scores/hi.txt"));
    assert_true(gm_file_text_close(file));
    expect_saved("scores/hi.txt", "1250.5\nAda Lovelace\n0.1");
    file = gm_file_text_open_read("scores/hi.txt");
    assert_true(gm_file_text_read_real(file) == 1250.5);
    assert_true(gm_file_text_eoln(file));
    assert_string_equal(gm_file_text_readln(file), "\n");
    assert_string_equal(gm_file_text_read_string(file), "Ada Lovelace");
    assert_string_equal(gm_file_text_read_string(file), "");
    assert_false(gm_file_text_eof(file));
    gm_file_text_readln(file);
    assert_true(gm_file_text_read_real(file) == 0.1);
    assert_true(gm_file_text_eof(file));
    assert_string_equal(gm_file_text_readln(file), "");
    assert_true(gm_file_text_close(file));
}

static void lines_end_as_any_system_ends_them(void **state) {
    (void)state;
    int file = gm_file_text_open_from_string("one\r\ntwo\n\nfour\rfive");
    assert_string_equal(gm_file_text_readln(file), "one\r\n");
    assert_string_equal(gm_file_text_read_string(file), "two");
    assert_string_equal(gm_file_text_readln(file), "\n");
    assert_string_equal(gm_file_text_readln(file), "\n");
    assert_string_equal(gm_file_text_readln(file), "four\r");
    assert_string_equal(gm_file_text_readln(file), "five");
    assert_true(gm_file_text_eof(file));
    gm_file_text_close(file);
}

static void numbers_are_read_over_line_ends_and_keep_all_their_digits(void **state) {
    (void)state;
    int file = gm_file_text_open_from_string("  \n -3.25e2x 7 inf");
    assert_true(gm_file_text_read_real(file) == -325);
    assert_true(gm_file_text_read_real(file) == 0); /* x: the place stays */
    assert_string_equal(gm_file_text_read_string(file), "x 7 inf");
    gm_file_text_close(file);
    const double numbers[] = {1.0 / 3, 1e300, -0.0, 123456789012345678.0, 5};
    file = gm_file_text_open_write("n");
    for (int i = 0; i < 5; i++) {
        gm_file_text_write_real(file, numbers[i]);
        gm_file_text_writeln(file);
    }
    gm_file_text_close(file);
    file = gm_file_text_open_read("n");
    for (int i = 0; i < 5; i++)
        assert_true(gm_file_text_read_real(file) == numbers[i]);
    gm_file_text_close(file);
}

static void appending_keeps_what_was_there(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        int file = gm_file_text_open_append("log.txt");
        gm_file_text_write_string(file, gm_text("line %d\n", i));
        assert_true(gm_file_text_close(file));
    }
    expect_saved("log.txt", "line 0\nline 1\nline 2\n");
    int file = gm_file_text_open_write("log.txt");
    gm_file_text_close(file);
    expect_saved("log.txt", "");
}

static void several_text_files_are_open_at_once(void **state) {
    (void)state;
    int files[40];
    for (int i = 0; i < 40; i++)
        files[i] = gm_file_text_open_write(gm_text("f%d", i));
    for (int i = 0; i < 40; i++)
        gm_file_text_write_real(files[i], i);
    for (int i = 0; i < 40; i++)
        assert_true(gm_file_text_close(files[i]));
    expect_saved("f39", "39");
}

static void wrong_numbers_and_names_are_told_and_survived(void **state) {
    (void)state;
    assert_int_equal(gm_file_text_open_read("missing.txt"), GM_NONE);
    assert_int_equal(gm_file_text_open_read(NULL), GM_NONE);
    assert_string_equal(gm_file_text_readln(GM_NONE), "");
    assert_string_equal(gm_file_text_read_string(77), "");
    assert_true(gm_file_text_read_real(77) == 0);
    assert_true(gm_file_text_eof(77));
    assert_true(gm_file_text_eoln(77));
    gm_file_text_write_string(77, "x");
    assert_false(gm_file_text_close(77));
    int outside = gm_file_text_open_write("../x");
    gm_file_text_write_string(outside, "x");
    assert_string_equal(gm_file_text_read_string(outside), "");
    assert_false(gm_file_text_close(outside));
    int reading = gm_file_text_open_from_string("x");
    gm_file_text_write_string(reading, "y");
    gm_file_text_close(reading);
    assert_non_null(strstr(support_log(), "there is no file \"missing.txt\""));
    assert_non_null(strstr(support_log(), "gm_file_text_readln: no text file -1 is open"));
    assert_non_null(strstr(support_log(), "gm_file_text_close: \"../x\" cannot be saved"));
    assert_non_null(strstr(support_log(), "was opened for reading"));
}

static void what_is_open_at_the_end_is_saved_with_a_warning(void **state) {
    (void)state;
    int file = gm_file_text_open_write("forgotten.txt");
    gm_file_text_write_string(file, "but not lost");
    gm_file_text_open_from_string("read only");
    gm_ini_open("forgotten.ini");
    gm_ini_write_real("a", "b", 1);
    support_close();
    expect_saved("forgotten.txt", "but not lost");
    expect_saved("forgotten.ini", "[a]\nb=\"1\"\n");
    assert_non_null(strstr(support_log(), "the text file \"forgotten.txt\" was never closed"));
    assert_non_null(strstr(support_log(), "the ini file \"forgotten.ini\" was never closed"));
    open_game(NULL);
}

/* MARK: ini files */

static void an_ini_file_keeps_its_values(void **state) {
    (void)state;
    gm_ini_open("save.ini");
    assert_true(gm_ini_read_real("save1", "score", -1) == -1);
    assert_string_equal(gm_ini_read_string("save1", "name", "nobody"), "nobody");
    assert_false(gm_ini_section_exists("save1"));
    gm_ini_write_real("save1", "score", 1000.25);
    gm_ini_write_string("save1", "name", "Ada = \"the first\"; yes");
    gm_ini_write_real("save2", "score", 2);
    gm_ini_write_real("save1", "level", 3);
    assert_true(gm_ini_read_real("save1", "score", 0) == 1000.25);
    assert_false(gm_file_exists("save.ini"));
    gm_ini_close();
    expect_saved("save.ini", "[save1]\nscore=\"1000.25\"\nname=\"Ada = \"the first\"; yes\"\n"
                             "level=\"3\"\n[save2]\nscore=\"2\"\n");
    gm_ini_open("save.ini");
    assert_string_equal(gm_ini_read_string("save1", "name", ""), "Ada = \"the first\"; yes");
    assert_true(gm_ini_read_real("save2", "score", 0) == 2);
    assert_true(gm_ini_section_exists("save2"));
    assert_true(gm_ini_key_exists("save1", "level"));
    assert_false(gm_ini_key_exists("save2", "level"));
    gm_ini_close();
}

static void only_reading_makes_no_file(void **state) {
    (void)state;
    gm_ini_open("none.ini");
    gm_ini_read_real("a", "b", 0);
    assert_string_equal(gm_ini_close(), "");
    assert_false(gm_file_exists("none.ini"));
}

static void what_a_person_wrote_in_it_stays(void **state) {
    (void)state;
    static const char text[] =
        "; settings\n\n[ sound ]\r\n volume = 0.5 \n# loud\nmusic=on\n\n[video]\n"
        "full=\"1\"";
    write_saved("settings.ini", text);
    gm_ini_open("settings.ini");
    assert_true(gm_ini_read_real("sound", "volume", 0) == 0.5);
    assert_string_equal(gm_ini_read_string("sound", "music", ""), "on");
    assert_true(gm_ini_read_real("sound", "music", 7) == 7); /* no number */
    assert_true(gm_ini_read_real("video", "full", 0) == 1);
    gm_ini_write_real("sound", "volume", 0.75);
    gm_ini_write_string("sound", "voice", "off");
    const char *after =
        "; settings\n\n[ sound ]\nvolume=\"0.75\"\n# loud\nmusic=on\nvoice=\"off\"\n"
        "\n[video]\nfull=\"1\"\n";
    assert_string_equal(gm_ini_close(), after);
    expect_saved("settings.ini", after);
}

static void keys_and_sections_can_be_deleted(void **state) {
    (void)state;
    gm_ini_open_from_string("[a]\nx=1\ny=2\n[b]\nx=3\n[a]\nz=4\n");
    gm_ini_key_delete("a", "x");
    gm_ini_key_delete("a", "missing");
    gm_ini_section_delete("b");
    gm_ini_section_delete("missing");
    assert_string_equal(gm_ini_close(), "[a]\ny=2\n[a]\nz=4\n");
    gm_ini_open_from_string("[a]\nx=1\n");
    gm_ini_section_delete("a");
    assert_string_equal(gm_ini_close(), "");
}

static void what_would_break_an_ini_file_is_refused(void **state) {
    (void)state;
    gm_ini_open_from_string("[a]\nx=1\n");
    gm_ini_write_string("a", "x", "two\nlines");
    gm_ini_write_string("a", "x=y", "1");
    gm_ini_write_string("a]", "x", "1");
    gm_ini_write_string(NULL, "x", "1");
    gm_ini_write_string("a", NULL, "1");
    gm_ini_write_string("a", "x", NULL);
    assert_string_equal(gm_ini_close(), "[a]\nx=1\n");
    assert_non_null(
        strstr(support_log(), "section, key and value of an ini file are one line each"));
    assert_string_equal(gm_ini_close(), "");
    assert_string_equal(gm_ini_read_string("a", "x", "none"), "none");
    gm_ini_write_real("a", "x", 1);
    assert_non_null(strstr(support_log(), "gm_ini_write_real: no ini file is open"));
}

static void a_second_ini_file_closes_the_first(void **state) {
    (void)state;
    gm_ini_open("one.ini");
    gm_ini_write_real("a", "x", 1);
    gm_ini_open("two.ini");
    expect_saved("one.ini", "[a]\nx=\"1\"\n");
    assert_non_null(strstr(support_log(), "gm_ini_open: the ini file before it was not closed"));
    gm_ini_close();
}

static void a_damaged_ini_file_gives_the_one_before_it(void **state) {
    (void)state;
    for (int i = 1; i <= 2; i++) {
        gm_ini_open("save.ini");
        gm_ini_write_real("a", "x", i);
        gm_ini_close();
    }
    write_saved("save.ini", "[a]\nx=\"9\"\n");
    gm_ini_open("save.ini");
    assert_true(gm_ini_read_real("a", "x", 0) == 1);
    gm_ini_close();
    assert_non_null(strstr(support_log(), "save.ini is damaged"));
}

/* MARK: files as a whole */

static void files_are_copied_renamed_and_deleted_with_what_belongs_to_them(void **state) {
    (void)state;
    int buffer = gm_buffer_create(3, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "abc");
    gm_buffer_save(buffer, "a");
    gm_buffer_save(buffer, "a");
    assert_true(gm_file_copy("a", "deep/b"));
    expect_saved("deep/b", "abc");
    assert_true(gm_file_rename("a", "c"));
    assert_true(gm_file_rename("c", "c"));
    assert_false(gm_file_exists("a"));
    expect_saved("c", "abc");
    assert_true(gm_file_delete("c"));
    assert_true(gm_file_delete("deep/b"));
    assert_true(gm_file_delete("never/there"));
    FileList list = files_list(the_save_dir);
    assert_int_equal(list.count, 1); /* deep: nothing hidden is left behind */
    files_list_free(&list);
    assert_false(gm_file_copy("missing", "x"));
    assert_false(gm_file_rename("missing", "x"));
    assert_false(gm_file_copy(NULL, NULL));
    assert_true(gm_file_delete("../x"));
    write_saved("d", "abc");
    assert_false(gm_file_copy("d", "../x"));
    assert_false(gm_file_rename("d", "../x"));
    expect_saved("d", "abc");
}

static void fingerprints_of_files(void **state) {
    (void)state;
    write_saved("abc", "abc");
    assert_string_equal(gm_md5_file("abc"), "900150983cd24fb0d6963f7d28e17f72");
    assert_string_equal(gm_sha1_file("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(gm_md5_file("missing"), "");
    assert_non_null(strstr(support_log(), "gm_md5_file: there is no file \"missing\""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_there_once_it_is_closed),
        TEST(lines_end_as_any_system_ends_them),
        TEST(numbers_are_read_over_line_ends_and_keep_all_their_digits),
        TEST(appending_keeps_what_was_there),
        TEST(several_text_files_are_open_at_once),
        TEST(wrong_numbers_and_names_are_told_and_survived),
        TEST(what_is_open_at_the_end_is_saved_with_a_warning),
        TEST(an_ini_file_keeps_its_values),
        TEST(only_reading_makes_no_file),
        TEST(what_a_person_wrote_in_it_stays),
        TEST(keys_and_sections_can_be_deleted),
        TEST(what_would_break_an_ini_file_is_refused),
        TEST(a_second_ini_file_closes_the_first),
        TEST(a_damaged_ini_file_gives_the_one_before_it),
        TEST(files_are_copied_renamed_and_deleted_with_what_belongs_to_them),
        TEST(fingerprints_of_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
