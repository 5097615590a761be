/* Folders of the save area and of the game, and searching in them; the date and the timer. */
#include "rooms.h"
#include "support.h"

#include <stdio.h>
#include <unistd.h>

#include "../platform/files.h"

static char the_save_dir[256];

static int open_game(void **state) {
    (void)state;
    support_open((const GmNamedObject[]){{NULL, NULL}});
    gm_copy_text(the_save_dir, sizeof the_save_dir, gm_game_save_id());
    return 0;
}

/* A game folder that has these files, and a save area. */
static void open_game_with(const char *const *files) {
    const char *folder = support_folder();
    support_close();
    write_game(folder, "\"rm_a\"");
    write_room(folder, "rm_a", false, NULL);
    for (int i = 0; files[i] != NULL; i++)
        support_write_text(folder, files[i], "x");
    assert_true(support_open_folder(folder, (const GmNamedObject[]){{NULL, NULL}}));
}

static void save(const char *name) {
    int file = gm_file_text_open_write(name);
    gm_file_text_write_string(file, name);
    assert_true(gm_file_text_close(file));
}

static void assert_found(const char *mask, int attributes, const char *expected) {
    char names[600] = "";
    for (const char *name = gm_file_find_first(mask, attributes); name[0] != '\0';
         name = gm_file_find_next()) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s ", name);
    }
    gm_file_find_close();
    assert_string_equal(names, expected);
}

/* MARK: folders */

static void a_folder_is_made_with_those_it_lies_in(void **state) {
    (void)state;
    assert_false(gm_directory_exists("saves"));
    assert_true(gm_directory_create("saves/slot1/"));
    assert_true(gm_directory_exists("saves"));
    assert_true(gm_directory_exists("saves/slot1"));
    assert_true(gm_directory_exists("saves/slot1///"));
    assert_true(gm_directory_create("saves/slot1"));
    save("saves/slot1/game.sav");
    assert_false(gm_directory_exists("saves/slot1/game.sav"));
    assert_string_equal(support_log(), "");
}

static void a_folder_goes_with_all_that_is_in_it(void **state) {
    (void)state;
    save("saves/one/a.sav");
    save("saves/one/a.sav"); /* hidden files lie beside it */
    save("saves/b.sav");
    save("c.sav");
    assert_true(gm_directory_destroy("saves"));
    assert_false(gm_directory_exists("saves"));
    assert_true(gm_file_exists("c.sav"));
    assert_true(gm_directory_destroy("saves"));
    assert_string_equal(support_log(), "");
}

static void a_link_goes_and_what_it_leads_to_stays(void **state) {
    (void)state;
    const char *elsewhere = support_folder();
    char link[400];
    support_write_text(elsewhere, "kept", "x");
    save("saves/a.sav");
    snprintf(link, sizeof link, "%s/saves/link", the_save_dir);
    assert_int_equal(symlink(elsewhere, link), 0);
    assert_true(gm_directory_destroy("saves"));
    assert_true(files_exists(support_path(elsewhere, "kept")));
}

static void no_folder_leads_out_of_the_save_area(void **state) {
    (void)state;
    static const char *const names[] = {"..", "../x", "a/../..", "/tmp", ".", "", "./", NULL};
    save("kept.sav");
    for (int i = 0; i < 8; i++) {
        assert_false(gm_directory_create(names[i]));
        assert_false(gm_directory_destroy(names[i]));
    }
    assert_false(gm_directory_exists(".."));
    assert_false(gm_directory_exists(""));
    assert_false(gm_directory_exists(NULL));
    assert_true(gm_file_exists("kept.sav"));
    assert_non_null(strstr(support_log(), "gm_directory_create: \"../x\" cannot be made"));
    assert_non_null(strstr(support_log(), "gm_directory_destroy: \"..\" is no folder of the save"));
}

static void a_file_in_the_way_is_told(void **state) {
    (void)state;
    save("saves");
    assert_false(gm_directory_create("saves"));
    assert_false(gm_directory_create("saves/one"));
    assert_true(gm_directory_destroy("saves")); /* a file is no folder: there is none */
    assert_true(gm_file_exists("saves"));
    assert_non_null(strstr(support_log(), "\"saves/one\" cannot be made in the save area"));
}

static void a_games_own_folders_are_seen_and_left_alone(void **state) {
    (void)state;
    open_game_with((const char *const[]){"data/maps/one.map", NULL});
    assert_true(gm_directory_exists("maps"));
    assert_true(gm_directory_exists("data/maps"));
    assert_true(gm_directory_destroy("maps")); /* there is none in the save area */
    assert_true(gm_file_exists("maps/one.map"));
}

/* MARK: searching */

static void names_come_in_the_order_of_their_bytes(void **state) {
    (void)state;
    static const char *const names[] = {"b.sav",      "a10.sav", "a2.sav", "Z.sav",
                                        "\u00e9.sav", "a.txt",   "sav"};
    for (int i = 0; i < 7; i++)
        save(names[i]);
    save("b.sav"); /* hidden files lie beside it */
    gm_directory_create("folder.sav");
    assert_found("*.sav", GM_FA_NONE, "Z.sav a10.sav a2.sav b.sav \u00e9.sav ");
    assert_found("*", GM_FA_NONE, "Z.sav a.txt a10.sav a2.sav b.sav sav \u00e9.sav ");
    assert_found("*.sav", GM_FA_DIRECTORY, "Z.sav a10.sav a2.sav b.sav folder.sav \u00e9.sav ");
    assert_string_equal(support_log(), "");
}

static void a_mask_stands_for_many_names(void **state) {
    (void)state;
    static const char *const names[] = {"level_1.map", "level_12.map", "level_.map", "\u00e9.map",
                                        "a.b.map.old"};
    for (int i = 0; i < 5; i++)
        save(names[i]);
    assert_found("level_?.map", 0, "level_1.map ");
    assert_found("?.map", 0, "\u00e9.map ");
    assert_found("l*_*2*.map", 0, "level_12.map ");
    assert_found("*.map*", 0, "a.b.map.old level_.map level_1.map level_12.map \u00e9.map ");
    assert_found("level_1.map", 0, "level_1.map ");
    assert_found("LEVEL_1.map", 0, "");
    assert_found("level_1", 0, "");
    assert_found("*.map**", 0, "a.b.map.old level_.map level_1.map level_12.map \u00e9.map ");
    assert_found("", 0, "");
    assert_found(NULL, 0, "");
}

static void what_the_game_and_the_save_area_have_is_found_once(void **state) {
    (void)state;
    open_game_with((const char *const[]){"data/maps/two.map", "data/maps/one.map",
                                         "data/maps/.hidden.map", NULL});
    save("maps/two.map");
    save("maps/three.map");
    assert_found("maps/*.map", 0, "one.map three.map two.map ");
    assert_found("data/maps/*", 0, "one.map two.map ");
    assert_found("*", GM_FA_DIRECTORY, "data game.json maps rooms ");
    assert_found("maps/../*", 0, "");
    assert_found("../*", 0, "");
    assert_found("nowhere/*", 0, "");
    assert_found(gm_text("%s/maps/*", gm_game_save_id()), 0, "three.map two.map ");
}

static void a_search_keeps_to_what_it_found_first(void **state) {
    (void)state;
    save("a");
    save("b");
    assert_string_equal(gm_file_find_first("*", 0), "a");
    save("aa");
    gm_file_delete("b");
    assert_string_equal(gm_file_find_next(), "b");
    assert_string_equal(gm_file_find_next(), "");
    assert_string_equal(gm_file_find_next(), "");
    gm_file_find_close();
    assert_string_equal(gm_file_find_next(), "");
    gm_file_find_close();
    assert_string_equal(gm_file_find_first("*", 0), "a");
    assert_string_equal(gm_file_find_first("aa", 0), "aa"); /* another search */
    assert_string_equal(gm_file_find_next(), "");
    gm_file_find_first("*", 0); /* left open: leak checkers judge */
}

static void a_file_that_is_being_saved_is_found(void **state) {
    (void)state;
    int buffer = gm_buffer_create(3, GM_BUFFER_FIXED, 1);
    gm_buffer_write_text(buffer, "abc");
    gm_buffer_save_async(buffer, "late/a.sav", 0, 3);
    assert_true(gm_directory_exists("default/late")); /* where the manual puts such saves */
    assert_found("default/late/*", 0, "a.sav ");
}

/* MARK: time: a test's game does not wait for the clock */

static void the_date_goes_by_as_steps_do(void **state) {
    (void)state;
    double start = gm_date_current_datetime();
    int64_t timer = gm_get_timer();
    assert_true(start >= 36526 && start < 36526.001); /* the first of January 2000 */
    assert_true(gm_date_current_datetime() == start);
    support_steps(60);
    double seconds = (gm_date_current_datetime() - start) * 86400;
    assert_true(seconds > 0.998 && seconds < 1.002);
    assert_int_equal(gm_get_timer() - timer, 1000000);
    assert_true((double)gm_get_timer() == gm_current_time() * 1000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_made_with_those_it_lies_in),
        TEST(a_folder_goes_with_all_that_is_in_it),
        TEST(a_link_goes_and_what_it_leads_to_stays),
        TEST(no_folder_leads_out_of_the_save_area),
        TEST(a_file_in_the_way_is_told),
        TEST(a_games_own_folders_are_seen_and_left_alone),
        TEST(names_come_in_the_order_of_their_bytes),
        TEST(a_mask_stands_for_many_names),
        TEST(what_the_game_and_the_save_area_have_is_found_once),
        TEST(a_search_keeps_to_what_it_found_first),
        TEST(a_file_that_is_being_saved_is_found),
        TEST(the_date_goes_by_as_steps_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
