/* Files: reading, replacing, listing, where names lead, and watching folders. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../platform/files.h"
#include "../platform/files_watch.h"
#include "../platform/mem.h"

static char the_path[FILES_PATH + 64];

static const char *in(const char *folder, const char *name) {
    snprintf(the_path, sizeof the_path, "%.1000s/%.60s", folder, name);
    return the_path;
}

static void put(const char *path, const char *text) {
    assert_true(files_write(path, text, strlen(text), NULL));
}

static void what_is_written_is_read_back_with_a_zero_behind_it(void **state) {
    (void)state;
    const char *folder = support_folder();
    const char bytes[] = {'a', 0, 'b'};
    size_t size = 0;
    assert_true(files_write(in(folder, "x"), bytes, sizeof bytes, NULL));
    char *read = files_read(in(folder, "x"), &size, NULL);
    assert_non_null(read);
    assert_int_equal(size, 3);
    assert_memory_equal(read, bytes, 3);
    assert_int_equal(read[3], 0);
    mem_free(read);
}

static void a_file_larger_than_the_read_ahead_is_read_whole(void **state) {
    (void)state;
    const char *folder = support_folder();
    const size_t wanted = 300000;
    char *bytes = mem_alloc(wanted);
    for (size_t i = 0; i < wanted; i++)
        bytes[i] = (char)(i * 7);
    assert_true(files_write(in(folder, "big"), bytes, wanted, NULL));
    size_t size = 0;
    char *read = files_read(in(folder, "big"), &size, NULL);
    assert_int_equal(size, wanted);
    assert_memory_equal(read, bytes, wanted);
    mem_free(read);
    mem_free(bytes);
}

static void a_missing_file_gives_a_sentence_with_its_name(void **state) {
    (void)state;
    char why[FILES_WHY];
    assert_null(files_read("/nowhere/at/all.txt", NULL, why));
    assert_string_equal(why, "/nowhere/at/all.txt cannot be read: No such file or directory");
    assert_null(files_read(support_folder(), NULL, why));
    assert_non_null(strstr(why, "it is a folder"));
}

static void a_write_that_fails_leaves_the_old_file_and_no_other(void **state) {
    (void)state;
    const char *folder = support_folder();
    char why[FILES_WHY];
    assert_int_equal(mkdir(in(folder, "taken"), 0777), 0);
    assert_false(files_write(in(folder, "taken"), "x", 1, why));
    assert_non_null(strstr(why, "cannot be written"));
    FileList list = files_list(folder);
    assert_int_equal(list.count, 1);
    files_list_free(&list);
}

static void a_file_that_is_there_is_not_made_again(void **state) {
    (void)state;
    const char *folder = support_folder();
    char path[FILES_PATH + 64], why[FILES_WHY] = "";
    bool exists = false;
    snprintf(path, sizeof path, "%s", in(folder, "one"));
    assert_true(files_create(path, "first", 5, &exists, why));
    assert_false(exists);
    assert_false(files_create(path, "second", 6, &exists, why));
    assert_true(exists);
    assert_non_null(strstr(why, path));
    exists = false;
    assert_false(files_create(in(folder, "no/one"), "x", 1, &exists, NULL));
    assert_false(exists);
    char *text = files_read(path, NULL, why);
    assert_string_equal(text, "first");
    mem_free(text);
    FileList list = files_list(folder);
    assert_int_equal(list.count, 1); /* nothing was left beside it */
    files_list_free(&list);
}

static void a_listing_is_sorted(void **state) {
    (void)state;
    const char *folder = support_folder();
    put(in(folder, "b"), "");
    put(in(folder, "a"), "");
    put(in(folder, "B"), "");
    FileList list = files_list(folder);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.names[0], "B");
    assert_string_equal(list.names[1], "a");
    assert_string_equal(list.names[2], "b");
    files_list_free(&list);
    assert_int_equal(files_list("/nowhere").count, 0);
}

static void a_tree_is_made_and_removed(void **state) {
    (void)state;
    const char *folder = support_folder();
    assert_true(files_make_folders(in(folder, "one/two/three")));
    put(in(folder, "one/two/file"), "x");
    assert_true(files_remove_tree(in(folder, "one")));
    assert_false(files_is_folder(in(folder, "one")));
}

static void names_are_looked_for_in_data_then_the_game_then_the_save_area(void **state) {
    (void)state;
    char game[FILES_PATH], save[FILES_PATH], found[FILES_PATH + 64];
    snprintf(game, sizeof game, "%s", support_folder());
    snprintf(save, sizeof save, "%s", support_folder());
    files_set_roots(game, save);
    assert_false(files_find("a.txt", found, sizeof found));
    put(in(save, "a.txt"), "save");
    assert_true(files_find("a.txt", found, sizeof found));
    assert_string_equal(found, in(save, "a.txt"));
    put(in(game, "a.txt"), "game");
    assert_true(files_find("a.txt", found, sizeof found));
    assert_string_equal(found, in(game, "a.txt"));
    files_make_folders(in(game, "data"));
    put(in(game, "data/a.txt"), "data");
    assert_true(files_find("a.txt", found, sizeof found));
    assert_string_equal(found, in(game, "data/a.txt"));
    char absolute[FILES_PATH + 64];
    snprintf(absolute, sizeof absolute, "%s", in(game, "a.txt"));
    assert_true(files_find(absolute, found, sizeof found));
    assert_string_equal(found, absolute);
    assert_false(files_find("data/../a.txt", found, sizeof found));
    files_set_roots(NULL, NULL);
}

static void a_save_name_never_leaves_the_save_area(void **state) {
    (void)state;
    char save[FILES_PATH], path[FILES_PATH];
    snprintf(save, sizeof save, "%s", support_folder());
    files_set_roots(NULL, save);
    const char *refused[] = {"", "/etc/x", "..", "../x", "a/../../x", "a/..", "a/", ".", "a/."};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(files_save_path(refused[i], path, sizeof path));
    assert_true(files_save_path("deep/er/x..y", path, sizeof path));
    assert_string_equal(path, in(save, "deep/er/x..y"));
    assert_true(files_is_folder(in(save, "deep/er")));
    char tiny[8];
    assert_false(files_save_path("x", tiny, sizeof tiny));
    files_set_roots(NULL, NULL);
    assert_false(files_save_path("x", path, sizeof path));
}

static void a_saved_a_moved_and_a_removed_file_are_seen(void **state) {
    (void)state;
    char folder[FILES_PATH], path[FILES_PATH + 64], other[FILES_PATH + 64];
    snprintf(folder, sizeof folder, "%s", support_folder());
    assert_true(files_watch_open());
    assert_true(files_watch_add(folder));
    assert_false(files_watch_add("/nowhere"));
    assert_false(files_watch_poll(path, sizeof path));
    FILE *file = fopen(in(folder, "new"), "w");
    assert_false(files_watch_poll(path, sizeof path)); /* not closed yet */
    fputs("x", file);
    fclose(file);
    assert_true(files_watch_poll(path, sizeof path));
    assert_string_equal(path, in(folder, "new"));
    assert_false(files_watch_poll(path, sizeof path));
    snprintf(other, sizeof other, "%s", in(folder, "other"));
    assert_int_equal(rename(in(folder, "new"), other), 0);
    assert_true(files_watch_poll(path, sizeof path));
    assert_string_equal(path, in(folder, "new"));
    assert_true(files_watch_poll(path, sizeof path));
    assert_string_equal(path, other);
    assert_true(files_remove(other));
    assert_true(files_watch_poll(path, sizeof path));
    assert_string_equal(path, other);
    files_watch_close();
    assert_false(files_watch_poll(path, sizeof path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back_with_a_zero_behind_it),
        cmocka_unit_test(a_file_larger_than_the_read_ahead_is_read_whole),
        cmocka_unit_test(a_missing_file_gives_a_sentence_with_its_name),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file_and_no_other),
        cmocka_unit_test(a_file_that_is_there_is_not_made_again),
        cmocka_unit_test(a_listing_is_sorted),
        cmocka_unit_test(a_tree_is_made_and_removed),
        cmocka_unit_test(names_are_looked_for_in_data_then_the_game_then_the_save_area),
        cmocka_unit_test(a_save_name_never_leaves_the_save_area),
        cmocka_unit_test(a_saved_a_moved_and_a_removed_file_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
