/* Saves that survive: killed at every system call, power cut, damaged, full, refused. */
#define _GNU_SOURCE
#include "faults.h"
#include "support.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "../platform/files.h"
#include "../platform/files_safe.h"
#include "../platform/mem.h"

enum { MOST_CALLS = 100 };

static const char *the_root;
static char the_path[256], the_folder[128];

static const char *in_folder(const char *name) {
    return support_path(the_folder, name);
}

static int new_folder(void **state) {
    (void)state;
    if (the_root == NULL) the_root = support_folder();
    memset(&the_faults, 0, sizeof the_faults);
    snprintf(the_folder, sizeof the_folder, "%s/saves", the_root);
    snprintf(the_path, sizeof the_path, "%s/slot", the_folder);
    assert_true(files_remove_tree(the_folder));
    assert_true(files_make_folders(the_folder));
    support_forget_log();
    return 0;
}

static void save(const char *text) {
    char why[FILES_WHY] = "";
    if (!files_save(the_path, text, strlen(text), why)) fail_msg("%s", why);
}

/* What a load gives: the text, or "(none)". Lent until the next. */
static const char *loaded(bool *recovered) {
    static char text[256];
    static char why[FILES_WHY];
    size_t size = 0;
    char *bytes = files_load(the_path, &size, recovered, why);
    snprintf(text, sizeof text, "%s", bytes != NULL ? bytes : "(none)");
    assert_int_equal(bytes == NULL || *recovered, why[0] != '\0');
    if (bytes != NULL) assert_int_equal(strlen(bytes), size);
    mem_free(bytes);
    return text;
}

static void expect(const char *text) {
    bool recovered;
    assert_string_equal(loaded(&recovered), text);
    assert_false(recovered);
}

static void overwrite(const char *path, const void *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static int count_calls_of(const char *text) {
    faults_arm(0, 0);
    save(text);
    return faults_disarm();
}

/* MARK: what a save leaves */

static void the_file_is_exactly_the_bytes_that_were_saved(void **state) {
    (void)state;
    char why[FILES_WHY];
    const char bytes[] = {0, 'a', '\n', 0, (char)255};
    size_t size;
    bool recovered;
    assert_true(files_save(the_path, bytes, sizeof bytes, why));
    char *raw = support_read(the_path, &size);
    assert_int_equal(size, sizeof bytes);
    assert_memory_equal(raw, bytes, size);
    free(raw);
    char *read = files_load(the_path, &size, &recovered, why);
    assert_memory_equal(read, bytes, sizeof bytes);
    assert_int_equal(size, sizeof bytes);
    mem_free(read);
    assert_true(files_save(the_path, "", 0, why));
    read = files_load(the_path, &size, &recovered, why);
    assert_non_null(read);
    assert_int_equal(size, 0);
    mem_free(read);
}

static void nothing_but_the_two_generations_and_their_checksums_stays(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++)
        save(gm_text("save %d", i));
    FileList list = files_list(the_folder);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.names[0], ".slot.old");
    assert_string_equal(list.names[1], ".slot.sum");
    assert_string_equal(list.names[2], "slot");
    files_list_free(&list);
    expect("save 4");
    size_t size;
    char *old = support_read(in_folder(".slot.old"), &size);
    assert_string_equal(old, "save 3");
    free(old);
}

static void a_file_of_others_is_read_as_it_is(void **state) {
    (void)state;
    overwrite(the_path, "by hand", 7);
    expect("by hand");
    save("by the game");
    expect("by the game");
    size_t size;
    char *old = support_read(in_folder(".slot.old"), &size);
    assert_string_equal(old, "by hand");
    free(old);
    assert_true(files_forget(the_path));
    overwrite(the_path, "by hand again", 13);
    expect("by hand again");
}

static void a_missing_file_is_missing_also_if_there_was_one(void **state) {
    (void)state;
    bool recovered;
    assert_string_equal(loaded(&recovered), "(none)");
    save("one");
    save("two");
    assert_true(files_remove(the_path));
    assert_string_equal(loaded(&recovered), "(none)");
    save("three");
    expect("three");
}

/* MARK: killed */

/* Saves in a child that is killed at a call (or reaches its end); true: it was killed. */
static bool save_and_kill(const char *text, int at) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char why[FILES_WHY];
        faults_arm(at, FAULT_KILL);
        bool saved = files_save(the_path, text, strlen(text), why);
        _exit(saved && !the_faults.renamed_dirty ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) assert_int_equal(WTERMSIG(status), SIGKILL);
    if (WIFEXITED(status)) assert_int_equal(WEXITSTATUS(status), 0);
    return WIFSIGNALED(status);
}

/* Whatever is there: it is old or new; the new one if the save went through. */
static bool is_old_or_new(const char *old, const char *new, bool killed) {
    bool recovered;
    const char *text = loaded(&recovered);
    if (recovered) return false;
    return strcmp(text, new) == 0 || (killed && strcmp(text, old) == 0);
}

/* Kills the save at every call; saves before: 0, 1, 2 generations are there. */
static int kill_everywhere(int before) {
    int at = 1;
    for (bool killed = true; killed; at++) {
        assert_in_range(at, 1, MOST_CALLS);
        assert_int_equal(new_folder(NULL), 0);
        for (int i = 0; i < before; i++)
            save(gm_text("generation %d", i));
        const char *old = before > 0 ? gm_text("generation %d", before - 1) : "(none)";
        killed = save_and_kill("the new one", at);
        if (!is_old_or_new(old, "the new one", killed)) fail_msg("killed at call %d", at);
        save("and another"); /* what was cut off is in nobody's way */
        expect("and another");
    }
    return at - 2; /* killed so often */
}

static void killed_at_any_call_a_save_is_old_or_new(void **state) {
    (void)state;
    assert_in_range(kill_everywhere(0), 10, MOST_CALLS);
    assert_in_range(kill_everywhere(1), 14, MOST_CALLS);
    assert_in_range(kill_everywhere(2), 14, MOST_CALLS);
}

static void killed_twice_in_a_row_it_is_still_one_of_them(void **state) {
    (void)state;
    for (int first = 1; first <= 16; first++) {
        for (int second = 1 + first % 3; second <= 18; second += 3) {
            assert_int_equal(new_folder(NULL), 0);
            save("old");
            bool killed = save_and_kill("newer", first);
            bool recovered;
            char middle[32];
            snprintf(middle, sizeof middle, "%s", loaded(&recovered));
            if (!is_old_or_new("old", "newer", killed)) fail_msg("killed at %d", first);
            killed = save_and_kill("newest", second);
            if (!is_old_or_new(middle, "newest", killed))
                fail_msg("killed at %d and %d", first, second);
        }
    }
}

/* A killed process leaves what it did; a power cut may also take back every rename that its folder
 * was not synced after, in any combination. */
static void after_a_power_cut_it_is_old_or_new(void **state) {
    (void)state;
    for (int lost = 1; lost < 8; lost++) {
        bool killed = true;
        for (int at = 1; killed; at++) {
            assert_int_equal(new_folder(NULL), 0);
            save("older");
            save("old");
            char aside[128];
            snprintf(aside, sizeof aside, "%.100s/aside", the_root);
            assert_true(files_remove_tree(aside));
            assert_true(files_make_folders(aside));
            the_faults.aside = aside;
            the_faults.lost = lost;
            killed = save_and_kill("new", at);
            if (!is_old_or_new("old", "new", killed)) fail_msg("cut at call %d, %d lost", at, lost);
            save("after");
            expect("after");
        }
    }
}

/* MARK: failing */

static void every_call_that_fails_leaves_the_old_save_and_a_sentence(void **state) {
    (void)state;
    const int errors[] = {EIO, ENOSPC, EACCES};
    save("older");
    int calls = count_calls_of("old");
    for (int at = 1; at <= calls + 3; at++) {
        char why[FILES_WHY] = "";
        assert_int_equal(new_folder(NULL), 0);
        save("older");
        save("old");
        faults_arm(at, errors[at % 3]);
        bool saved = files_save(the_path, "new", 3, why);
        faults_disarm();
        if (!saved) assert_non_null(strstr(why, "/slot cannot be saved: "));
        if (!is_old_or_new("old", "new", !saved)) fail_msg("call %d failed", at);
        save("later");
        expect("later");
        FileList list = files_list(the_folder);
        assert_int_equal(list.count, 3);
        files_list_free(&list);
    }
}

static void without_links_the_old_save_is_copied(void **state) {
    (void)state;
    save("one");
    int at = 1;
    for (; at < MOST_CALLS; at++) { /* the call that links: the one whose failure changes nothing */
        char why[FILES_WHY] = "";
        size_t size;
        assert_int_equal(new_folder(NULL), 0);
        save("one");
        faults_arm(at, EPERM);
        bool saved = files_save(the_path, "two", 3, why);
        int calls = faults_disarm();
        if (!saved || calls < 18) continue; /* a copy takes more calls than a link */
        char *old = support_read(in_folder(".slot.old"), &size);
        assert_string_equal(old, "one");
        free(old);
        expect("two");
        return;
    }
    fail_msg("no call's failure led to a copy");
}

static void a_file_that_may_not_grow_leaves_the_old_save(void **state) {
    (void)state;
    struct rlimit before, small;
    char why[FILES_WHY];
    static const char big[100000];
    save("old");
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool saved = files_save(the_path, big, sizeof big, why);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(saved);
    assert_non_null(strstr(why, "File too large"));
    expect("old");
}

static void a_full_disk_leaves_the_old_save(void **state) {
    (void)state;
    char why[FILES_WHY], text[16];
    static const char big[100000];
    if (mount("none", the_folder, "tmpfs", 0, "size=64k") != 0) skip(); /* no right to */
    save("old");
    bool refused = !files_save(the_path, big, sizeof big, why), recovered;
    snprintf(text, sizeof text, "%s", loaded(&recovered));
    FileList list = files_list(the_folder);
    int count = list.count;
    files_list_free(&list);
    assert_int_equal(umount(the_folder), 0);
    assert_true(refused);
    assert_non_null(strstr(why, "No space left on device"));
    assert_string_equal(text, "old");
    assert_int_equal(count, 2); /* slot, .slot.sum: nothing half */
}

static void a_read_only_disk_is_said_to_be_one(void **state) {
    (void)state;
    char why[FILES_WHY];
    save("old");
    if (mount(the_folder, the_folder, NULL, MS_BIND, NULL) != 0) skip(); /* no right to */
    int mounted = mount(NULL, the_folder, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL);
    bool saved = files_save(the_path, "new", 3, why), recovered;
    char text[16];
    snprintf(text, sizeof text, "%s", loaded(&recovered));
    umount(the_folder);
    assert_int_equal(mounted, 0);
    assert_false(saved);
    assert_non_null(strstr(why, "Read-only file system"));
    assert_string_equal(text, "old");
}

static void where_nothing_can_be_written_the_sentence_says_so(void **state) {
    (void)state;
    char why[FILES_WHY];
    overwrite(in_folder("file"), "x", 1);
    assert_false(files_save(in_folder("file/slot"), "x", 1, why));
    assert_non_null(strstr(why, "file/slot cannot be saved: Not a directory"));
    assert_true(files_make_folders(in_folder("slot")));
    assert_false(files_save(the_path, "x", 1, why));
    assert_non_null(strstr(why, "it is a folder"));
    bool recovered;
    assert_string_equal(loaded(&recovered), "(none)");
    assert_false(files_save(in_folder(".slot.sum"), "x", 1, why));
    assert_non_null(strstr(why, "are kept for checksums"));
}

/* MARK: damage */

/* Flips one bit of a file in its place; again to mend it. */
static void flip(const char *path, size_t byte, int bit) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, (long)byte, SEEK_SET);
    int found = fgetc(file);
    assert_int_not_equal(found, EOF);
    fseek(file, (long)byte, SEEK_SET);
    fputc(found ^ 1 << bit, file);
    assert_int_equal(fclose(file), 0);
}

static void every_flipped_bit_of_the_file_is_found_out(void **state) {
    (void)state;
    save("the save before");
    save("what was saved last");
    for (size_t byte = 0; byte < strlen("what was saved last"); byte++) {
        for (int bit = 0; bit < 8; bit++) {
            bool recovered;
            flip(the_path, byte, bit);
            assert_string_equal(loaded(&recovered), "the save before");
            assert_true(recovered);
            flip(the_path, byte, bit);
        }
    }
    expect("what was saved last");
}

static void a_flipped_bit_of_the_checksums_loses_no_save(void **state) {
    (void)state;
    save("the save before");
    save("what was saved last");
    size_t size;
    free(support_read(in_folder(".slot.sum"), &size));
    for (size_t byte = 0; byte < size; byte++) {
        for (int bit = 0; bit < 8; bit++) {
            flip(in_folder(".slot.sum"), byte, bit);
            expect("what was saved last");
            flip(in_folder(".slot.sum"), byte, bit);
        }
    }
    overwrite(in_folder(".slot.sum"), "", 0);
    expect("what was saved last");
    save("and on");
    expect("and on");
}

static void cut_off_grown_and_emptied_files_are_found_out(void **state) {
    (void)state;
    const char *damaged[] = {"", "what was saved las", "what was saved last ", "other"};
    save("the save before");
    save("what was saved last");
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        bool recovered;
        overwrite(the_path, damaged[i], strlen(damaged[i]));
        assert_string_equal(loaded(&recovered), "the save before");
        assert_true(recovered);
    }
}

static void the_sentence_says_what_is_damaged_and_what_was_given(void **state) {
    (void)state;
    char why[FILES_WHY];
    size_t size;
    bool recovered;
    save("first");
    save("second");
    flip(the_path, 0, 0);
    mem_free(files_load(the_path, &size, &recovered, why));
    assert_non_null(strstr(why,
                           "/slot is damaged: the save before it, generation 1 of 5 bytes, was "
                           "loaded instead"));
    flip(in_folder(".slot.old"), 0, 0);
    assert_null(files_load(the_path, &size, &recovered, why));
    assert_non_null(strstr(why, "/slot is damaged: expected 6 bytes with the checksum "));
    assert_non_null(strstr(why, "and there is no good save before it"));
    assert_false(recovered);
}

/* Copied to another machine, put back from a backup: other files, the same bytes. */
static void a_copied_save_folder_is_known_by_its_bytes(void **state) {
    (void)state;
    const char *names[] = {"slot", ".slot.sum", ".slot.old"};
    save("first");
    save("second");
    for (int i = 0; i < 3; i++) {
        size_t size;
        char *bytes = support_read(in_folder(names[i]), &size);
        assert_true(files_remove(in_folder(names[i])));
        overwrite(in_folder(names[i]), bytes, size);
        free(bytes);
    }
    expect("second");
    save("third");
    flip(the_path, 0, 0);
    bool recovered;
    assert_string_equal(loaded(&recovered), "second");
    assert_true(recovered);
}

static void a_file_of_others_is_kept_as_the_save_before(void **state) {
    (void)state;
    bool recovered;
    overwrite(the_path, "by hand", 7);
    save("by the game");
    flip(the_path, 0, 0);
    assert_string_equal(loaded(&recovered), "by hand");
    assert_true(recovered);
}

static void a_damaged_save_does_not_push_out_the_good_one_before_it(void **state) {
    (void)state;
    bool recovered;
    save("good");
    save("to be damaged");
    flip(the_path, 3, 1);
    save("third");
    expect("third");
    flip(the_path, 0, 0);
    assert_string_equal(loaded(&recovered), "good");
    assert_true(recovered);
}

/* MARK: at once */

enum { SAVERS = 4, ROUNDS = 25, BIG = 20000 };

static void *save_often(void *context) {
    char *bytes = malloc(BIG), why[FILES_WHY];
    memset(bytes, 'a' + *(int *)context, BIG);
    intptr_t failures = 0;
    for (int i = 0; i < ROUNDS; i++)
        failures += files_save(the_path, bytes, BIG, why) ? 0 : 1;
    free(bytes);
    return (void *)failures;
}

static bool is_whole(const char *bytes, size_t size) {
    for (size_t i = 1; bytes != NULL && i < size; i++)
        if (bytes[i] != bytes[0]) return false;
    return bytes != NULL && size == BIG;
}

static void threads_that_save_the_same_file_take_turns(void **state) {
    (void)state;
    pthread_t threads[SAVERS];
    int numbers[SAVERS];
    char why[FILES_WHY];
    for (int i = 0; i < SAVERS; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, save_often, &numbers[i]);
    }
    for (int i = 0; i < ROUNDS; i++) {
        size_t size = 0;
        bool recovered;
        char *bytes = files_load(the_path, &size, &recovered, why);
        if (bytes != NULL) assert_true(is_whole(bytes, size));
        mem_free(bytes);
    }
    for (int i = 0; i < SAVERS; i++) {
        void *failures;
        pthread_join(threads[i], &failures);
        assert_ptr_equal(failures, NULL);
    }
    size_t size = 0;
    bool recovered;
    char *bytes = files_load(the_path, &size, &recovered, why);
    assert_true(is_whole(bytes, size));
    assert_false(recovered);
    mem_free(bytes);
    FileList list = files_list(the_folder);
    assert_int_equal(list.count, 3);
    files_list_free(&list);
}

#define TEST(name) cmocka_unit_test_setup(name, new_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_file_is_exactly_the_bytes_that_were_saved),
        TEST(nothing_but_the_two_generations_and_their_checksums_stays),
        TEST(a_file_of_others_is_read_as_it_is),
        TEST(a_missing_file_is_missing_also_if_there_was_one),
        TEST(killed_at_any_call_a_save_is_old_or_new),
        TEST(killed_twice_in_a_row_it_is_still_one_of_them),
        TEST(after_a_power_cut_it_is_old_or_new),
        TEST(every_call_that_fails_leaves_the_old_save_and_a_sentence),
        TEST(without_links_the_old_save_is_copied),
        TEST(a_file_that_may_not_grow_leaves_the_old_save),
        TEST(a_full_disk_leaves_the_old_save),
        TEST(a_read_only_disk_is_said_to_be_one),
        TEST(where_nothing_can_be_written_the_sentence_says_so),
        TEST(every_flipped_bit_of_the_file_is_found_out),
        TEST(a_flipped_bit_of_the_checksums_loses_no_save),
        TEST(cut_off_grown_and_emptied_files_are_found_out),
        TEST(the_sentence_says_what_is_damaged_and_what_was_given),
        TEST(a_copied_save_folder_is_known_by_its_bytes),
        TEST(a_file_of_others_is_kept_as_the_save_before),
        TEST(a_damaged_save_does_not_push_out_the_good_one_before_it),
        TEST(threads_that_save_the_same_file_take_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
