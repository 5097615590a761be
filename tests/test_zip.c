/* Zips: gm_zip_... and what an archive of someone else may try. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../platform/files.h"
#include "../platform/files_safe.h"
#include "../platform/mem.h"
#include "../platform/zip.h"

typedef struct Heard {
    int id, status, keys;
    bool file_was_there;
    char error[512];
} Heard;

static Heard the_heard[64];
static int the_heard_count;
static const char *the_expected_file;
static char the_save_dir[256];

static void on_save_load(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSaveLoad *answer = gm_async_save_load(event);
    assert_in_range(the_heard_count, 0, 63);
    Heard *heard = &the_heard[the_heard_count++];
    *heard = (Heard){
        .id = answer->id, .status = answer->status, .keys = gm_ds_map_size(gm_async_load())};
    heard->file_was_there = the_expected_file != NULL && gm_file_exists(the_expected_file);
    snprintf(heard->error, sizeof heard->error, "%s", answer->error);
}

static const GmObject obj_zipper = {.on = {[GM_ASYNC_SAVE_LOAD] = on_save_load}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_zipper), {0}};

static int open_game(void **state) {
    (void)state;
    support_open(objects);
    char path[FILES_PATH];
    assert_true(files_save_path("x", path, sizeof path));
    snprintf(the_save_dir, sizeof the_save_dir, "%.*s", (int)strlen(path) - 2, path);
    support_make("obj_zipper");
    the_heard_count = 0;
    the_expected_file = NULL;
    return 0;
}

static const Heard *wait_for_one(int id) {
    assert_in_range(id, 1, 1 << 30);
    support_until_answered();
    assert_int_equal(the_heard_count, 1);
    the_heard_count = 0;
    assert_int_equal(the_heard[0].id, id);
    assert_int_equal(the_heard[0].keys, the_heard[0].status == 0 ? 2 : 3);
    assert_int_equal(the_heard[0].error[0] == '\0', the_heard[0].status == 0);
    return &the_heard[0];
}

static void write_saved(const char *name, const char *text) {
    support_write_text(the_save_dir, name, text);
}

static void expect_saved(const char *name, const char *text) {
    size_t size = 0;
    char *bytes = support_read(gm_text("%s/%s", the_save_dir, name), &size);
    if (bytes == NULL) fail_msg("there is no file %s", name);
    assert_string_equal(bytes, text);
    free(bytes);
}

static int count_files(const char *folder) {
    FileList list = files_list(gm_text("%s/%s", the_save_dir, folder));
    int count = list.count;
    files_list_free(&list);
    return count;
}

static char a_bytes[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            b_bytes[] = "b";

/* An archive of entries with these names, each holding a_bytes, in the save area. */
static size_t make_zip(const char *file, const char *const *names, int count) {
    char why[FILES_WHY];
    ZipEntry *entries = calloc((size_t)count, sizeof *entries);
    for (int i = 0; i < count; i++)
        entries[i] = (ZipEntry){names[i], a_bytes, sizeof a_bytes - 1};
    size_t size = 0;
    char *bytes = zip_pack(entries, count, &size, why);
    assert_non_null(bytes);
    support_write(the_save_dir, file, bytes, size);
    mem_free(bytes);
    free(entries);
    return size;
}

/* MARK: good archives */

/* spec: async-events SL-17, SL-11 */
static void what_was_zipped_is_unzipped(void **state) {
    (void)state;
    write_saved("new.txt", "new");
    write_saved("deep/attack.wav", "not really a sound");
    int zip = gm_zip_create();
    assert_int_equal(gm_zip_add_file(zip, "new.txt", "new.txt"), 0);
    assert_int_equal(gm_zip_add_file(zip, "sounds/attack.wav", "deep/attack.wav"), 0);
    the_expected_file = "upload.zip";
    const Heard *heard = wait_for_one(gm_zip_save(zip, "upload.zip"));
    assert_int_equal(heard->status, 0);
    assert_true(heard->file_was_there);
    the_expected_file = "out/sounds/attack.wav";
    heard = wait_for_one(gm_zip_unzip_async("upload.zip", "out"));
    assert_int_equal(heard->status, 0);
    assert_true(heard->file_was_there);
    expect_saved("out/new.txt", "new");
    expect_saved("out/sounds/attack.wav", "not really a sound");
    assert_int_equal(count_files("out"), 2);
}

static void the_archive_is_one_that_others_read(void **state) {
    (void)state;
    write_saved("a.txt", "a text for others");
    int zip = gm_zip_create();
    gm_zip_add_file(zip, "x/a.txt", "a.txt");
    wait_for_one(gm_zip_save(zip, "a.zip"));
    FILE *listing = popen(gm_text("python3 -m zipfile -l %s/a.zip", the_save_dir), "r");
    char text[2048] = "";
    size_t size = fread(text, 1, sizeof text - 1, listing);
    text[size] = '\0';
    int status = pclose(listing);
    if (status == 127 << 8) skip(); /* no python3 here */
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "x/a.txt"));
    assert_non_null(strstr(text, "1980-01-01 00:00:00"));
}

static void the_same_files_make_the_same_archive(void **state) {
    (void)state;
    char why[FILES_WHY];
    ZipEntry entries[] = {{"a", a_bytes, sizeof a_bytes}, {"b", b_bytes, sizeof b_bytes}};
    size_t first_size, second_size;
    char *first = zip_pack(entries, 2, &first_size, why),
         *second = zip_pack(entries, 2, &second_size, why);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first, second, first_size);
    mem_free(first);
    mem_free(second);
}

static void a_blocking_unzip_says_how_many_files(void **state) {
    (void)state;
    const char *names[] = {"one", "two/three", "two/four", "empty/"};
    make_zip("a.zip", names, 4);
    assert_int_equal(gm_zip_unzip("a.zip", "out/"), 3);
    expect_saved("out/two/four", a_bytes);
    assert_true(files_is_folder(gm_text("%s/out/empty", the_save_dir)));
    assert_int_equal(gm_zip_unzip("a.zip", ""), 3); /* the save area itself */
    expect_saved("one", a_bytes);
    assert_int_equal(gm_zip_unzip("missing.zip", "out"), -1);
    assert_int_equal(gm_zip_unzip(NULL, NULL), -1);
    assert_non_null(strstr(support_log(), "gm_zip_unzip: there is no file \"missing.zip\""));
}

static void unzipping_replaces_what_was_saved_and_its_checksum(void **state) {
    (void)state;
    int buffer = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "old!");
    gm_buffer_save(buffer, "out/one");
    gm_buffer_save(buffer, "out/one");
    const char *names[] = {"one", ".one.sum", ".one.old"};
    make_zip("a.zip", names, 3);
    assert_int_equal(gm_zip_unzip("a.zip", "out"), 1);
    assert_int_equal(count_files("out"), 1);
    int loaded = gm_buffer_load("out/one");
    assert_int_equal(gm_buffer_get_size(loaded), sizeof a_bytes - 1);
}

static void an_empty_archive_is_one(void **state) {
    (void)state;
    assert_int_equal(wait_for_one(gm_zip_save(gm_zip_create(), "empty.zip"))->status, 0);
    assert_int_equal(wait_for_one(gm_zip_unzip_async("empty.zip", "out"))->status, 0);
    assert_int_equal(gm_zip_unzip("empty.zip", "out"), 0);
}

/* MARK: bad calls */

/* spec: async-events SL-13 */
static void unzipping_inside_a_group_is_refused(void **state) {
    (void)state;
    gm_buffer_async_group_begin("g");
    assert_int_equal(gm_zip_unzip_async("a.zip", "out"), GM_NONE);
    gm_buffer_async_group_end();
    assert_non_null(strstr(support_log(), "error: gm_zip_unzip_async: not between"));
}

/* spec: async-events 12.7 (missing sources surface only here) */
static void a_missing_source_shows_when_the_zip_is_saved(void **state) {
    (void)state;
    int zip = gm_zip_create();
    assert_int_equal(gm_zip_add_file(zip, "a", "no/such.txt"), 0);
    const Heard *heard = wait_for_one(gm_zip_save(zip, "a.zip"));
    assert_int_equal(heard->status, -1);
    assert_non_null(strstr(heard->error, "there is no file \"no/such.txt\""));
    assert_false(gm_file_exists("a.zip"));
}

static void wrong_zips_and_names_are_refused(void **state) {
    (void)state;
    int zip = gm_zip_create();
    assert_int_equal(gm_zip_add_file(77, "a", "a"), -1);
    assert_int_equal(gm_zip_save(77, "a.zip"), GM_NONE);
    assert_int_equal(gm_zip_add_file(zip, "../a", "a"), -1);
    assert_int_equal(gm_zip_add_file(zip, "/a", "a"), -1);
    assert_int_equal(gm_zip_add_file(zip, "a", NULL), -1);
    assert_int_equal(wait_for_one(gm_zip_save(zip, "../a.zip"))->status, -1);
    assert_int_equal(gm_zip_save(zip, "a.zip"), GM_NONE); /* it was used up */
    gm_zip_create();                                      /* never saved: nothing leaks */
    gm_zip_add_file(gm_zip_create(), "a", "a");
    write_saved("a.zip", "x");
    assert_int_equal(wait_for_one(gm_zip_unzip_async("a.zip", "../out"))->status, -1);
    assert_int_equal(wait_for_one(gm_zip_unzip_async("a.zip", "/tmp"))->status, -1);
}

/* MARK: bad archives */

/* spec: async-events SL-12 */
static void what_is_no_archive_gives_minus_one(void **state) {
    (void)state;
    const char *texts[] = {"", "PK", "not a zip at all, but long enough to be taken for one"};
    for (int i = 0; i < 3; i++) {
        write_saved("bad.zip", texts[i]);
        const Heard *heard = wait_for_one(gm_zip_unzip_async("bad.zip", "out"));
        assert_int_equal(heard->status, -1);
        assert_non_null(strstr(heard->error, "bad.zip cannot be unpacked: "));
    }
    assert_int_equal(wait_for_one(gm_zip_unzip_async("missing.zip", "out"))->status, -1);
}

/* Every archive with one byte changed or cut off is unpacked as it was or not at all. */
static void a_broken_archive_writes_nothing(void **state) {
    (void)state;
    const char *names[] = {"one", "two"};
    char why[FILES_WHY];
    const ZipLimits limits = {1 << 20, 100};
    size_t size = make_zip("a.zip", names, 2), read;
    char *bytes = support_read(gm_text("%s/a.zip", the_save_dir), &read);
    assert_int_equal(read, size);
    int refused = 0;
    char folder[300];
    snprintf(folder, sizeof folder, "%s/out", the_save_dir);
    for (size_t at = 0; at < size * 2; at++) {
        char *changed = mem_try(size);
        memcpy(changed, bytes, size);
        size_t length = at < size ? size : at - size;
        if (at < size) changed[at] = (char)(changed[at] ^ 0x55);
        int files = zip_unpack(changed, length, folder, &limits, NULL, why);
        if (files < 0) {
            refused++;
            assert_false(files_exists(gm_text("%s/one", folder)));
            assert_false(files_exists(gm_text("%s/two", folder)));
        }
        assert_true(files_remove_tree(folder));
        mem_free(changed);
    }
    assert_true(refused > (int)size); /* all that were cut off, and those that matter */
    free(bytes);
}

static void names_that_leave_the_folder_write_nothing(void **state) {
    (void)state;
    const char *hostile[] = {
        "../evil",         "/tmp/asyncade-evil", "a/../../evil", "..\\evil", "..\\..\\evil",
        "a\\..\\..\\evil", "C:\\evil",           "..",           "../",      "a/.."};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        const char *names[] = {"good", hostile[i]};
        make_zip("evil.zip", names, 2);
        const Heard *heard = wait_for_one(gm_zip_unzip_async("evil.zip", "in/out"));
        assert_int_equal(heard->status, -1);
        assert_non_null(strstr(heard->error, "would lie outside of the folder"));
        assert_int_equal(count_files("in/out"), 0);
        assert_int_equal(count_files("in"), 1);
    }
    assert_false(files_exists("/tmp/asyncade-evil"));
}

static void a_backslash_is_a_folder(void **state) {
    (void)state;
    const char *names[] = {"a\\b\\c"};
    make_zip("a.zip", names, 1);
    assert_int_equal(gm_zip_unzip("a.zip", "out"), 1);
    expect_saved("out/a/b/c", a_bytes);
}

static void an_archive_that_swells_is_refused(void **state) {
    (void)state;
    const size_t big = 4 * 1024 * 1024;
    char why[FILES_WHY], *zeros = calloc(1, big);
    ZipEntry entries[] = {{"a", zeros, big}, {"b", zeros, big}};
    size_t size;
    char *bytes = zip_pack(entries, 2, &size, why);
    assert_in_range(size, 1, 20000);
    char folder[300];
    snprintf(folder, sizeof folder, "%s/out", the_save_dir);
    const ZipLimits tight = {(int64_t)(2 * big) - 1, 2}, enough = {(int64_t)(2 * big), 2};
    assert_int_equal(zip_unpack(bytes, size, folder, &tight, NULL, why), -1);
    assert_string_equal(why, "it holds more than 8388607 bytes, at \"b\"");
    assert_false(files_is_folder(folder));
    assert_int_equal(zip_unpack(bytes, size, folder, &enough, NULL, why), 2);
    mem_free(bytes);
    free(zeros);
}

static void an_archive_of_too_many_files_is_refused(void **state) {
    (void)state;
    enum { MANY = 10001 };
    char(*texts)[8] = calloc(MANY, sizeof *texts);
    const char **names = calloc(MANY, sizeof *names);
    for (int i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof texts[i], "%d", i % 100000);
        names[i] = texts[i];
    }
    make_zip("many.zip", names, MANY);
    const Heard *heard = wait_for_one(gm_zip_unzip_async("many.zip", "out"));
    assert_int_equal(heard->status, -1);
    assert_non_null(strstr(heard->error, "it holds 10001 files; 10000 are allowed"));
    assert_int_equal(count_files("out"), 0);
    free(names);
    free(texts);
}

static void a_file_where_a_folder_is_wanted_fails_with_a_sentence(void **state) {
    (void)state;
    write_saved("out/a", "a file");
    const char *names[] = {"a/b"};
    make_zip("a.zip", names, 1);
    const Heard *heard = wait_for_one(gm_zip_unzip_async("a.zip", "out"));
    assert_int_equal(heard->status, -1);
    assert_non_null(strstr(heard->error, "cannot be written to"));
    expect_saved("out/a", "a file");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_zipped_is_unzipped),
        TEST(the_archive_is_one_that_others_read),
        TEST(the_same_files_make_the_same_archive),
        TEST(a_blocking_unzip_says_how_many_files),
        TEST(unzipping_replaces_what_was_saved_and_its_checksum),
        TEST(an_empty_archive_is_one),
        TEST(unzipping_inside_a_group_is_refused),
        TEST(a_missing_source_shows_when_the_zip_is_saved),
        TEST(wrong_zips_and_names_are_refused),
        TEST(what_is_no_archive_gives_minus_one),
        TEST(a_broken_archive_writes_nothing),
        TEST(names_that_leave_the_folder_write_nothing),
        TEST(a_backslash_is_a_folder),
        TEST(an_archive_that_swells_is_refused),
        TEST(an_archive_of_too_many_files_is_refused),
        TEST(a_file_where_a_folder_is_wanted_fails_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
