/* Save / Load (event 72): buffers to files and back, groups, order, the end of the game. */
#define _XOPEN_SOURCE 700
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../events/async.h"
#include "../platform/files.h"
#include "../platform/files_safe.h"
#include "../platform/mem.h"
#include "../runtime/game.h"

/* What the events said, in order. */
typedef struct Heard {
    int id, status, keys, step;
    bool has_id, has_status, recovered;
    char error[512];
    char loaded[32]; /* what the_buffer held inside the handler */
} Heard;

static Heard the_heard[256];
static int the_heard_count, the_buffer;
static char the_save_dir[256];
static void (*the_reaction)(void);

static void on_save_load(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSaveLoad *answer = gm_async_save_load(event);
    assert_in_range(the_heard_count, 0, 255);
    Heard *heard = &the_heard[the_heard_count++];
    *heard = (Heard){.id = answer->id,
                     .status = answer->status,
                     .keys = gm_ds_map_size(gm_async_load()),
                     .step = gm_step_count(),
                     .has_id = gm_ds_map_exists(gm_async_load(), "id"),
                     .has_status = gm_ds_map_exists(gm_async_load(), "status"),
                     .recovered = answer->recovered};
    snprintf(heard->error, sizeof heard->error, "%s", answer->error);
    if (gm_buffer_exists(the_buffer))
        memcpy(heard->loaded, gm_buffer_get_address(the_buffer),
               (size_t)gm_clamp(gm_buffer_get_size(the_buffer), 0, 31));
    if (the_reaction != NULL) the_reaction();
}

static const GmObject obj_saver = {.persistent = true, .on = {[GM_ASYNC_SAVE_LOAD] = on_save_load}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_saver), {0}};

static void open_with(const char *folder) {
    assert_true(support_open_folder(folder, objects));
    char path[FILES_PATH];
    assert_true(files_save_path("x", path, sizeof path));
    snprintf(the_save_dir, sizeof the_save_dir, "%.*s", (int)strlen(path) - 2, path);
    support_make("obj_saver");
    memset(the_heard, 0, sizeof the_heard);
    the_heard_count = 0;
    the_buffer = GM_NONE;
    the_reaction = NULL;
}

static int open_game(void **state) {
    (void)state;
    open_with(NULL);
    return 0;
}

/* A file of the save area; NULL: not there. free it. */
static char *read_saved(const char *name, size_t *size) {
    return support_read(gm_text("%s/%s", the_save_dir, name), size);
}

static void expect_saved(const char *name, const char *text) {
    size_t size = 0;
    char *bytes = read_saved(name, &size);
    if (bytes == NULL) fail_msg("there is no file %s", name);
    assert_string_equal(bytes, text);
    assert_int_equal(size, strlen(text));
    free(bytes);
}

static const Heard *wait_for_one(int id) {
    assert_in_range(id, 1, 1 << 30);
    support_until_answered();
    assert_int_equal(the_heard_count, 1);
    the_heard_count = 0;
    assert_true(the_heard[0].has_id);
    assert_true(the_heard[0].has_status);
    assert_int_equal(the_heard[0].id, id);
    bool has_error = the_heard[0].error[0] != '\0';
    assert_int_equal(the_heard[0].keys, 2 + (has_error ? 1 : 0) + (the_heard[0].recovered ? 1 : 0));
    assert_int_equal(has_error, the_heard[0].status == 0 || the_heard[0].recovered);
    return &the_heard[0];
}

static int buffer_of_text(const char *text) {
    int buffer = gm_buffer_create(0, GM_BUFFER_GROW, 1);
    gm_buffer_write_text(buffer, text);
    return buffer;
}

/* Saves a text under a name; the request. Only its bytes, not what the buffer has allotted. */
static int save_text(const char *name, const char *text) {
    int buffer = buffer_of_text(text);
    int id = gm_buffer_save_async(buffer, name, 0, (int)strlen(text));
    gm_buffer_delete(buffer);
    return id;
}

static int load_to_new_buffer(const char *name) {
    the_buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    return gm_buffer_load_async(the_buffer, name, 0, -1);
}

/* MARK: saving and loading */

/* spec: async-events SL-1 */
static void a_save_has_its_bytes_although_the_buffer_is_deleted_at_once(void **state) {
    (void)state;
    int buffer = gm_buffer_create(1024, GM_BUFFER_FIXED, 1);
    gm_buffer_fill(buffer, 0, GM_BUFFER_U8, 'x', 1024);
    int id = gm_buffer_save_async(buffer, "AsyncBuffer.sav", 0, 1024);
    gm_buffer_fill(buffer, 0, GM_BUFFER_U8, 'y', 1024);
    gm_buffer_delete(buffer);
    assert_int_equal(wait_for_one(id)->status, 1);
    size_t size = 0;
    char *bytes = read_saved("default/AsyncBuffer.sav", &size);
    assert_non_null(bytes);
    assert_int_equal(size, 1024);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(bytes[i], 'x');
    free(bytes);
}

/* spec: async-events SL-2, SL-7 */
static void a_load_fills_the_buffer_before_the_handler_runs(void **state) {
    (void)state;
    wait_for_one(save_text("a.sav", "what was saved"));
    const Heard *heard = wait_for_one(load_to_new_buffer("a.sav"));
    assert_int_equal(heard->status, 1);
    assert_string_equal(heard->loaded, "what was saved");
    assert_int_equal(gm_buffer_get_size(the_buffer), 14);
    assert_int_equal(gm_buffer_get_used_size(the_buffer), 14);
    assert_int_equal(gm_buffer_tell(the_buffer), 0);
}

/* spec: async-events SL-3 */
static void a_missing_file_leaves_the_buffer_as_it_is(void **state) {
    (void)state;
    the_buffer = buffer_of_text("before");
    int id = gm_buffer_load_async(the_buffer, "no/such.sav", 0, -1);
    const Heard *heard = wait_for_one(id);
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->loaded, "before");
    assert_string_equal(heard->error,
                        "there is no file \"no/such.sav\" in the save area, nor in the game");
}

/* spec: async-events SL-8 */
static void a_load_changes_no_more_than_it_was_asked_to(void **state) {
    (void)state;
    char hundred[101];
    memset(hundred, 'n', 100);
    hundred[100] = '\0';
    wait_for_one(save_text("hundred", hundred));
    the_buffer = buffer_of_text("....................");
    gm_buffer_seek(the_buffer, GM_BUFFER_SEEK_START, 3);
    int id = gm_buffer_load_async(the_buffer, "hundred", 5, 10);
    assert_string_equal(wait_for_one(id)->loaded, ".....nnnnnnnnnn.....");
    assert_int_equal(gm_buffer_tell(the_buffer), 3);
    gm_buffer_seek(the_buffer, GM_BUFFER_SEEK_START, 7);
    wait_for_one(gm_buffer_load_async(the_buffer, "hundred", 0, -1));
    assert_int_equal(gm_buffer_tell(the_buffer), 7);
    assert_int_equal(gm_buffer_get_size(the_buffer), 100);
}

/* spec: async-events 12.5 (the buffer grows if needed, even a fixed one) */
static void a_fixed_buffer_grows_for_what_is_loaded(void **state) {
    (void)state;
    wait_for_one(save_text("a", "0123456789"));
    the_buffer = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    wait_for_one(gm_buffer_load_async(the_buffer, "a", 2, -1));
    assert_int_equal(gm_buffer_get_size(the_buffer), 12);
    assert_memory_equal(gm_buffer_get_address(the_buffer),
                        "\0\0"
                        "0123456789",
                        12);
}

/* spec: async-events 12.5 (range) */
static void a_range_is_cut_to_the_buffer(void **state) {
    (void)state;
    int buffer = gm_buffer_create(10, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "0123456789");
    gm_buffer_save_async(buffer, "tail", 7, -1);
    gm_buffer_save_async(buffer, "more", 7, 100);
    gm_buffer_save_async(buffer, "head", -5, 3);
    gm_buffer_save_async(buffer, "none", 50, 3);
    support_until_answered();
    assert_int_equal(the_heard_count, 4);
    expect_saved("default/tail", "789");
    expect_saved("default/more", "789");
    expect_saved("default/head", "012");
    expect_saved("default/none", "");
}

/* spec: async-events 12.5 (buffer deleted meanwhile) */
static void a_load_into_a_deleted_buffer_fails_and_writes_nothing(void **state) {
    (void)state;
    wait_for_one(save_text("a", "saved"));
    int gone = gm_buffer_create(8, GM_BUFFER_FIXED, 1);
    int id = gm_buffer_load_async(gone, "a", 0, -1);
    gm_buffer_delete(gone);
    the_buffer = gm_buffer_create(8, GM_BUFFER_FIXED, 1); /* must not get its number */
    const Heard *heard = wait_for_one(id);
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->error, "the buffer for \"a\" is gone");
    assert_string_equal(heard->loaded, "");
}

static void write_saved(const char *name, const char *text) {
    support_write_text(the_save_dir, name, text);
}

/* spec: async-events 12.4 */
static void a_load_looks_in_its_folder_then_the_save_area_then_the_game(void **state) {
    (void)state;
    support_close();
    const char *game = support_folder();
    static const char json[] = "{}";
    static const char room[] = "{\"type\":\"map\",\"width\":1,\"height\":1,\"tilewidth\":32,"
                               "\"tileheight\":32,\"layers\":[{\"type\":\"objectgroup\","
                               "\"name\":\"Instances\",\"objects\":[]}]}";
    support_write_text(game, "game.json", json);
    support_write_text(game, "rooms/rm.tmj", room);
    support_write(game, "data/levels.txt", "of the game", 11);
    open_with(game);
    assert_string_equal(wait_for_one(load_to_new_buffer("levels.txt"))->loaded, "of the game");
    write_saved("levels.txt", "in the save area");
    assert_string_equal(wait_for_one(load_to_new_buffer("levels.txt"))->loaded, "in the save area");
    write_saved("default/levels.txt", "in default");
    assert_string_equal(wait_for_one(load_to_new_buffer("levels.txt"))->loaded, "in default");
    assert_string_equal(
        wait_for_one(load_to_new_buffer(gm_text("%s/levels.txt", the_save_dir)))->loaded,
        "in the save area");
}

/* spec: async-events SL-9 */
static void names_that_leave_the_save_area_are_refused(void **state) {
    (void)state;
    const char *names[] = {"/etc/passwd", "/nowhere/x", "../x", "a/../../x", "..", "a/", "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Heard *heard = wait_for_one(save_text(names[i], "x"));
        assert_int_equal(heard->status, 0);
        assert_non_null(strstr(heard->error, "a name inside the save area was expected"));
    }
    const Heard *heard = wait_for_one(save_text(".x.sum", "x"));
    assert_int_equal(heard->status, 0);
    assert_non_null(strstr(heard->error, "are kept for checksums"));
    heard = wait_for_one(load_to_new_buffer("../../etc/hostname"));
    assert_int_equal(heard->status, 0);
    gm_buffer_async_group_begin("../outside");
    save_text("x", "x");
    heard = wait_for_one(gm_buffer_async_group_end());
    assert_int_equal(heard->status, 0);
    assert_false(files_exists(gm_text("%s/../outside/x", the_save_dir)));
}

static void a_folder_that_is_a_file_makes_the_save_fail(void **state) {
    (void)state;
    write_saved("default/taken", "x");
    const Heard *heard = wait_for_one(save_text("taken/x", "x"));
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->error,
                        "\"taken/x\" cannot be saved: its folder cannot be made in the "
                        "save area");
    expect_saved("default/taken", "x");
}

static void wrong_calls_start_nothing(void **state) {
    (void)state;
    int buffer = gm_buffer_create(1, GM_BUFFER_FIXED, 1);
    assert_int_equal(gm_buffer_save_async(77, "x", 0, -1), GM_NONE);
    assert_int_equal(gm_buffer_load_async(77, "x", 0, -1), GM_NONE);
    assert_int_equal(gm_buffer_save_async(buffer, NULL, 0, -1), GM_NONE);
    assert_int_equal(gm_buffer_save_async(buffer, "", 0, -1), GM_NONE);
    assert_int_equal(gm_buffer_load_async(buffer, "x", -1, -1), GM_NONE);
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    assert_int_equal(gm_request_count(), 0);
    assert_non_null(strstr(support_log(), "gm_buffer_save_async: there is no buffer 77"));
    assert_non_null(strstr(support_log(), "gm_buffer_load_async: the offset -1 is less than 0"));
}

/* MARK: order */

/* spec: async-events SL-10 */
static void two_saves_of_one_file_keep_their_order(void **state) {
    (void)state;
    int first = save_text("a", "first"), second = save_text("a", "second");
    support_until_answered();
    assert_int_equal(the_heard_count, 2);
    assert_int_equal(the_heard[0].id, first);
    assert_int_equal(the_heard[1].id, second);
    expect_saved("default/a", "second");
}

static void many_saves_and_loads_of_one_file_see_each_other_in_order(void **state) {
    (void)state;
    int buffers[20];
    for (int i = 0; i < 20; i++) {
        save_text("a", gm_text("save %02d", i));
        buffers[i] = gm_buffer_create(7, GM_BUFFER_FIXED, 1);
        gm_buffer_load_async(buffers[i], "a", 0, -1);
    }
    support_until_answered();
    assert_int_equal(the_heard_count, 40);
    for (int i = 0; i < 20; i++)
        assert_memory_equal(gm_buffer_get_address(buffers[i]), gm_text("save %02d", i), 7);
}

static int the_saves_left;

static void save_again(void) {
    if (the_saves_left-- > 0) save_text("again", "and again");
}

/* spec: async-events G-19 */
static void a_handler_that_saves_every_time_runs_once_a_step(void **state) {
    (void)state;
    support_close();
    lane_by_hand(true);
    open_with(NULL);
    the_reaction = save_again;
    the_saves_left = 10;
    save_text("again", "and again");
    for (int step = 1; step <= 11; step++) {
        lane_step(lane_named("disk"));
        support_steps(1);
        assert_int_equal(the_heard_count, step);
    }
    lane_step(lane_named("disk"));
    support_steps(1);
    assert_int_equal(the_heard_count, 11);
    lane_by_hand(false);
}

/* MARK: groups */

/* spec: async-events SL-4, SL-5 */
static void a_group_is_one_event_and_its_files_lie_in_its_folder(void **state) {
    (void)state;
    int ids[3];
    gm_buffer_async_group_begin("Test");
    gm_buffer_async_group_option("showdialog", 0);
    for (int i = 0; i < 3; i++)
        ids[i] = save_text(gm_text("part%d", i), gm_text("text %d", i));
    support_steps(3);
    assert_int_equal(gm_request_count(), 0); /* nothing starts before the end */
    int group = gm_buffer_async_group_end();
    assert_int_equal(wait_for_one(group)->status, 1);
    for (int i = 0; i < 3; i++) {
        assert_true(ids[i] > 0);
        assert_true(ids[i] != group);
        expect_saved(gm_text("Test/part%d", i), gm_text("text %d", i));
    }
    assert_true(ids[0] != ids[1] && ids[1] != ids[2]);
}

static void a_group_of_loads_fills_all_its_buffers(void **state) {
    (void)state;
    gm_buffer_async_group_begin("g");
    save_text("a", "aa");
    save_text("b", "bb");
    wait_for_one(gm_buffer_async_group_end());
    write_saved("c", "cc");
    int buffers[3];
    gm_buffer_async_group_begin("g");
    for (int i = 0; i < 3; i++) {
        buffers[i] = gm_buffer_create(2, GM_BUFFER_FIXED, 1);
        gm_buffer_load_async(buffers[i], gm_text("%c", 'a' + i), 0, -1);
    }
    assert_int_equal(wait_for_one(gm_buffer_async_group_end())->status, 1);
    assert_memory_equal(gm_buffer_get_address(buffers[0]), "aa", 2);
    assert_memory_equal(gm_buffer_get_address(buffers[1]), "bb", 2);
    assert_memory_equal(gm_buffer_get_address(buffers[2]), "cc", 2);
}

/* spec: async-events 12.5 (group status) */
static void a_group_failed_if_one_of_it_did_and_does_the_others(void **state) {
    (void)state;
    gm_buffer_async_group_begin("g");
    save_text("a", "aa");
    save_text("../b", "bb");
    save_text("c", "cc");
    const Heard *heard = wait_for_one(gm_buffer_async_group_end());
    assert_int_equal(heard->status, 0);
    expect_saved("g/a", "aa");
    expect_saved("g/c", "cc");
    gm_buffer_async_group_begin("g");
    int there = gm_buffer_create(2, GM_BUFFER_FIXED, 1);
    gm_buffer_load_async(there, "missing", 0, -1);
    gm_buffer_load_async(there, "a", 0, -1);
    heard = wait_for_one(gm_buffer_async_group_end());
    assert_int_equal(heard->status, 0);
    assert_non_null(strstr(heard->error, "missing"));
    assert_memory_equal(gm_buffer_get_address(there), "aa", 2);
    gm_buffer_async_group_begin("g"); /* a save that fails keeps no load */
    gm_buffer_load_async(there, "c", 0, -1);
    save_text("../b", "bb");
    assert_int_equal(wait_for_one(gm_buffer_async_group_end())->status, 0);
    assert_memory_equal(gm_buffer_get_address(there), "cc", 2);
}

/* spec: async-events SL-6 */
static void a_group_that_is_not_ended_does_nothing(void **state) {
    (void)state;
    gm_buffer_async_group_begin("Test");
    save_text("a", "a");
    int buffer = gm_buffer_create(1, GM_BUFFER_FIXED, 1);
    gm_buffer_load_async(buffer, "a", 0, -1);
    support_steps(5);
    assert_int_equal(the_heard_count, 0);
    support_close();
    assert_false(files_exists(gm_text("%s/Test/a", the_save_dir)));
    open_with(NULL);
    assert_in_range(save_text("a", "a"), 1, 1 << 30); /* the group is over */
    support_until_answered();
    assert_int_equal(the_heard_count, 1);
}

/* spec: async-events 12.5 (begin inside begin, end without begin) */
static void groups_do_not_nest(void **state) {
    (void)state;
    assert_int_equal(gm_buffer_async_group_end(), GM_NONE);
    gm_buffer_async_group_option("showdialog", 0);
    gm_buffer_async_group_begin("outer");
    gm_buffer_async_group_begin("inner");
    save_text("a", "a");
    wait_for_one(gm_buffer_async_group_end());
    expect_saved("outer/a", "a");
    assert_int_equal(gm_buffer_async_group_end(), GM_NONE);
    assert_non_null(strstr(support_log(), "gm_buffer_async_group_end: no group was begun"));
    assert_non_null(strstr(support_log(), "gm_buffer_async_group_option: no group was begun"));
    assert_non_null(strstr(support_log(), "the group \"outer\" is not ended yet"));
}

/* MARK: damage */

static void a_damaged_file_gives_the_save_before_it_and_the_event_says_so(void **state) {
    (void)state;
    wait_for_one(save_text("a", "the save before"));
    wait_for_one(save_text("a", "the last save"));
    write_saved("default/a", "the lost save");
    const Heard *heard = wait_for_one(load_to_new_buffer("a"));
    assert_int_equal(heard->status, 1);
    assert_true(heard->recovered);
    assert_string_equal(heard->loaded, "the save before");
    assert_non_null(strstr(heard->error, "default/a is damaged: the save before it, generation 1"));
    assert_non_null(strstr(support_log(), "default/a is damaged"));
    write_saved("default/.a.old", "lost as well");
    heard = wait_for_one(load_to_new_buffer("a"));
    assert_int_equal(heard->status, 0);
    assert_false(heard->recovered);
    assert_non_null(strstr(heard->error, "there is no good save before it"));
    wait_for_one(save_text("a", "a new beginning"));
    assert_string_equal(wait_for_one(load_to_new_buffer("a"))->loaded, "a new beginning");
}

/* MARK: the end, and cancelling */

/* spec: async-events 12.6 (at game end pending saves are finished, loads dropped) */
static void at_the_end_of_the_game_saves_are_finished(void **state) {
    (void)state;
    support_close();
    lane_by_hand(true);
    open_with(NULL);
    for (int i = 0; i < 5; i++)
        save_text(gm_text("slot%d", i), gm_text("text %d", i));
    load_to_new_buffer("slot0");
    gm_buffer_async_group_begin("g");
    save_text("a", "of a group");
    gm_buffer_async_group_end();
    support_close();
    lane_by_hand(false);
    assert_int_equal(the_heard_count, 0);
    static char texts[5][2][32];
    for (int i = 0; i < 5; i++) {
        snprintf(texts[i][0], 32, "default/slot%d", i);
        snprintf(texts[i][1], 32, "text %d", i);
        expect_saved(texts[i][0], texts[i][1]);
    }
    expect_saved("g/a", "of a group");
    open_with(NULL);
}

static void a_cancelled_save_is_not_done_and_says_so(void **state) {
    (void)state;
    support_close();
    lane_by_hand(true);
    open_with(NULL);
    int id = save_text("a", "a");
    gm_request_cancel(id);
    lane_step(lane_named("disk"));
    const Heard *heard = wait_for_one(id);
    lane_by_hand(false);
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->error, "the save was cancelled");
    assert_false(files_exists(gm_text("%s/default/a", the_save_dir)));
}

/* MARK: calls that block */

static void a_blocking_save_is_loaded_by_all_calls(void **state) {
    (void)state;
    int buffer = buffer_of_text("0123456789");
    assert_true(gm_buffer_save(buffer, "deep/er/a"));
    expect_saved("deep/er/a", "0123456789"); /* what is used, not what is allotted */
    assert_true(gm_buffer_save_ext(buffer, "b", 2, 3));
    expect_saved("b", "234");
    int loaded = gm_buffer_load("deep/er/a");
    assert_int_equal(gm_buffer_get_size(loaded), 10);
    assert_int_equal(gm_buffer_get_type(loaded), GM_BUFFER_GROW);
    assert_int_equal(gm_buffer_get_alignment(loaded), 1);
    assert_int_equal(gm_buffer_tell(loaded), 0);
    assert_memory_equal(gm_buffer_get_address(loaded), "0123456789", 10);
    assert_true(gm_buffer_load_ext(loaded, "b", 8));
    assert_int_equal(gm_buffer_get_size(loaded), 11);
    assert_memory_equal(gm_buffer_get_address(loaded), "01234567234", 11);
    assert_true(gm_buffer_load_partial(loaded, "deep/er/a", 4, 2, 0));
    assert_memory_equal(gm_buffer_get_address(loaded), "45234567234", 11);
    assert_true(gm_buffer_load_partial(loaded, "b", 99, -1, 0));
    assert_memory_equal(gm_buffer_get_address(loaded), "45234567234", 11);
    /* what gm_buffer_save wrote is found without "default/" */
    assert_string_equal(wait_for_one(load_to_new_buffer("b"))->loaded, "234");
}

static void a_blocking_call_waits_for_what_was_asked_before(void **state) {
    (void)state;
    int buffer = buffer_of_text("blocking");
    save_text("a", "async");
    assert_true(gm_buffer_save_ext(buffer, "default/a", 0, 8));
    save_text("b", "async");
    int loaded = gm_buffer_load("default/b");
    assert_memory_equal(gm_buffer_get_address(loaded), "async", 5);
    support_until_answered();
    expect_saved("default/a", "blocking");
}

static void blocking_calls_that_fail_say_why(void **state) {
    (void)state;
    int buffer = buffer_of_text("x");
    assert_int_equal(gm_buffer_load("missing"), GM_NONE);
    assert_int_equal(gm_buffer_load(NULL), GM_NONE);
    assert_false(gm_buffer_save(buffer, "../x"));
    assert_false(gm_buffer_save(99, "x"));
    assert_false(gm_buffer_save(buffer, ""));
    assert_false(gm_buffer_load_ext(buffer, "missing", 0));
    assert_false(gm_buffer_load_ext(buffer, "missing", -1));
    assert_non_null(strstr(support_log(), "gm_buffer_load: there is no file \"missing\""));
    assert_non_null(strstr(support_log(), "gm_buffer_save: \"../x\" cannot be saved"));
    assert_non_null(strstr(support_log(), "gm_buffer_save: there is no buffer 99"));
    assert_memory_equal(gm_buffer_get_address(buffer), "x", 1);
}

static void a_large_buffer_comes_back_whole(void **state) {
    (void)state;
    const int size = 8 * 1024 * 1024;
    int buffer = gm_buffer_create(size, GM_BUFFER_FIXED, 1);
    for (int i = 0; i < size; i += 4096)
        gm_buffer_poke(buffer, i, GM_BUFFER_S32, i * 31);
    wait_for_one(gm_buffer_save_async(buffer, "big", 0, -1));
    the_buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    assert_int_equal(wait_for_one(gm_buffer_load_async(the_buffer, "big", 0, -1))->status, 1);
    assert_int_equal(gm_buffer_get_size(the_buffer), size);
    assert_memory_equal(gm_buffer_get_address(the_buffer), gm_buffer_get_address(buffer),
                        (size_t)size);
}

/* MARK: killed while it saves: a game of its own process, which saves numbers in turn */

enum { NUMBERS = 20000, KILLS = 12, FIRST_MS = 3, MORE_MS = 7 };

static int the_report; /* a pipe: every number whose event came */
static int32_t the_saved_number;

static void save_next(void) {
    int buffer = gm_buffer_create(NUMBERS * 4, GM_BUFFER_FIXED, 1);
    the_saved_number++;
    gm_buffer_fill(buffer, 0, GM_BUFFER_S32, the_saved_number, NUMBERS * 4);
    gm_buffer_save_async(buffer, "numbers", 0, -1);
    gm_buffer_delete(buffer);
}

static void report_and_save_next(void) {
    the_heard_count = 0;
    if (write(the_report, &the_saved_number, sizeof the_saved_number) < 0) exit(1);
    save_next();
}

/* What the child runs, until it is killed. */
static int save_forever(const char *folder, int report, int first) {
    the_report = report;
    the_saved_number = first;
    the_reaction = report_and_save_next;
    if (!game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                 .objects = objects,
                                 .save_dir = folder,
                                 .headless = true,
                                 .fast = true,
                                 .quiet = true}))
        return 1;
    support_make("obj_saver");
    save_next();
    for (;;) {
        support_steps(1);
        mailbox_wait(1);
    }
}

/* The last number that the child reported before it was killed; 0: none. */
static int run_and_kill(const char *folder, int first, int ms) {
    int pipes[2];
    char descriptor[16], number[16];
    assert_int_equal(pipe(pipes), 0);
    snprintf(descriptor, sizeof descriptor, "%d", pipes[1]);
    snprintf(number, sizeof number, "%d", first);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execl("/proc/self/exe", "test_save_load", folder, descriptor, number, (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    int32_t reported = 0, last = 0;
    if (read(pipes[0], &last, sizeof last) != sizeof last) fail_msg("the child did not save");
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL); /* somewhere in a later save */
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    while (read(pipes[0], &reported, sizeof reported) == sizeof reported)
        last = reported;
    close(pipes[0]);
    return last;
}

static void killed_at_any_time_a_game_keeps_what_it_was_told_is_saved(void **state) {
    (void)state;
    char folder[128];
    snprintf(folder, sizeof folder, "%s", support_folder());
    int last = 0;
    for (int i = 0; i < KILLS; i++) {
        int reported = run_and_kill(folder, last, FIRST_MS + i * MORE_MS);
        char path[160], why[FILES_WHY];
        size_t size = 0;
        bool recovered;
        snprintf(path, sizeof path, "%s/default/numbers", folder);
        int32_t *numbers = (int32_t *)(void *)files_load(path, &size, &recovered, why);
        assert_non_null(numbers);
        assert_false(recovered);
        assert_int_equal(size, NUMBERS * 4);
        assert_in_range(numbers[0], reported, reported + 1); /* that, or the one under way */
        for (int k = 1; k < NUMBERS; k++)
            assert_int_equal(numbers[k], numbers[0]);
        last = numbers[0];
        mem_free(numbers);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)

int main(int argc, char **argv) {
    if (argc == 4) return save_forever(argv[1], atoi(argv[2]), atoi(argv[3]));
    const struct CMUnitTest tests[] = {
        TEST(a_save_has_its_bytes_although_the_buffer_is_deleted_at_once),
        TEST(a_load_fills_the_buffer_before_the_handler_runs),
        TEST(a_missing_file_leaves_the_buffer_as_it_is),
        TEST(a_load_changes_no_more_than_it_was_asked_to),
        TEST(a_fixed_buffer_grows_for_what_is_loaded),
        TEST(a_range_is_cut_to_the_buffer),
        TEST(a_load_into_a_deleted_buffer_fails_and_writes_nothing),
        TEST(a_load_looks_in_its_folder_then_the_save_area_then_the_game),
        TEST(names_that_leave_the_save_area_are_refused),
        TEST(a_folder_that_is_a_file_makes_the_save_fail),
        TEST(wrong_calls_start_nothing),
        TEST(two_saves_of_one_file_keep_their_order),
        TEST(many_saves_and_loads_of_one_file_see_each_other_in_order),
        TEST(a_handler_that_saves_every_time_runs_once_a_step),
        TEST(a_group_is_one_event_and_its_files_lie_in_its_folder),
        TEST(a_group_of_loads_fills_all_its_buffers),
        TEST(a_group_failed_if_one_of_it_did_and_does_the_others),
        TEST(a_group_that_is_not_ended_does_nothing),
        TEST(groups_do_not_nest),
        TEST(a_damaged_file_gives_the_save_before_it_and_the_event_says_so),
        TEST(at_the_end_of_the_game_saves_are_finished),
        TEST(a_cancelled_save_is_not_done_and_says_so),
        TEST(a_blocking_save_is_loaded_by_all_calls),
        TEST(a_blocking_call_waits_for_what_was_asked_before),
        TEST(blocking_calls_that_fail_say_why),
        TEST(a_large_buffer_comes_back_whole),
        TEST(killed_at_any_time_a_game_keeps_what_it_was_told_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
