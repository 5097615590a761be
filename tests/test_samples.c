/* The samples, played: what a person does, what a person sees, and what the network does to them.
 */
#define _XOPEN_SOURCE 700 /* setenv */
#include "plays.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

#include "../events/mailbox.h"
#include "../objects/object.h"
#include "../platform/log.h"
#include "../platform/render.h"
#include "../runtime/game.h"

/* MARK: dodge */

static void dodge_invites_and_then_plays_itself(void **state) {
    (void)state;
    open_settled("samples/dodge", 0, NULL);
    support_steps(140);
    assert_true(in_room("rm_title"));
    assert_true(support_golden("dodge_title"));
    support_steps(460);
    assert_true(in_room("rm_play"));
    assert_true(bool_of("obj_game", "is_demo"));
    assert_true(int_of("obj_game", "score") > 0);
    assert_int_equal(int_of("obj_game", "best"), 0); /* a demo sets no record */
    assert_true(support_golden("dodge_demo"));
}

static void open_play(void) {
    open_settled("samples/dodge", 1, NULL);
    support_steps(2);
    tap(GM_VK_ENTER);
    assert_true(in_room("rm_play"));
    assert_false(bool_of("obj_game", "is_demo"));
    gm_instance_destroy("obj_sky"); /* nothing falls but what a test lets fall */
    support_steps(1);
}

static void drop_on_player(const char *object) {
    const GmInstance *pip = gm_instance("obj_player");
    gm_instance_create_layer(pip->x, pip->y - 14, "Things", object);
    support_steps(1);
}

static void dodge_coins_in_a_row_count_more_and_more(void **state) {
    (void)state;
    open_play();
    assert_int_equal(int_of("obj_game", "score"), 0);
    drop_on_player("obj_coin");
    assert_int_equal(int_of("obj_game", "score"), 10);
    drop_on_player("obj_coin");
    assert_int_equal(int_of("obj_game", "score"), 30);
    assert_int_equal(int_of("obj_game", "combo"), 2);
    assert_int_equal(gm_instance_number("obj_coin"), 0);
    support_steps(160); /* too late for the third */
    assert_int_equal(int_of("obj_game", "combo"), 0);
    drop_on_player("obj_coin");
    assert_int_equal(int_of("obj_game", "score"), 40);
}

static void dodge_three_stones_end_a_game_and_a_key_begins_the_next(void **state) {
    (void)state;
    open_play();
    drop_on_player("obj_coin");
    drop_on_player("obj_rock");
    assert_int_equal(int_of("obj_game", "lives"), 2);
    drop_on_player("obj_rock"); /* nothing hurts twice at once */
    assert_int_equal(int_of("obj_game", "lives"), 2);
    support_steps(110);
    drop_on_player("obj_rock");
    assert_int_equal(int_of("obj_game", "lives"), 1);
    support_steps(110);
    drop_on_player("obj_rock");
    assert_int_equal(int_of("obj_game", "lives"), 0);
    assert_true(bool_of("obj_game", "is_over"));
    assert_false(gm_instance_exists("obj_player"));
    support_steps(130);
    assert_true(support_golden("dodge_over"));
    int score = int_of("obj_game", "score");
    tap(GM_VK_SPACE);
    assert_int_equal(int_of("obj_game", "lives"), 3);
    assert_int_equal(int_of("obj_game", "score"), 0);
    assert_int_equal(int_of("obj_game", "best"), score);
    assert_true(gm_instance_exists("obj_player"));
}

static void dodge_is_steered_by_keys_and_stays_in_the_valley(void **state) {
    (void)state;
    open_play();
    double start = gm_instance("obj_player")->x;
    gm_keyboard_key_press(GM_VK_LEFT);
    support_steps(20);
    assert_true(gm_instance("obj_player")->x < start - 40);
    support_steps(200);
    assert_true(gm_instance("obj_player")->x >= 14);
    gm_keyboard_key_release(GM_VK_LEFT);
    tap(GM_VK_SPACE);
    support_steps(6);
    assert_true(gm_instance("obj_player")->y < 300);
    support_steps(60);
    assert_true(gm_instance("obj_player")->y >= 312);
}

static void dodge_the_same_seed_is_the_same_game_and_another_is_another(void **state) {
    (void)state;
    uint64_t first = hash_of_run("samples/dodge", 7, 320);
    assert_true(hash_of_run("samples/dodge", 7, 320) == first);
    assert_true(hash_of_run("samples/dodge", 8, 320) != first);
}

/* MARK: star ledger */

static int avatars_here(void) {
    int count = 0;
    for (GmWith each = gm_with("obj_avatar"); gm_with_next(&each);) {
        const GmField *fields = object_of(each.self->object_index)->def->vars.fields;
        for (; fields->name != NULL; fields++)
            if (strcmp(fields->name, "is_here") == 0)
                count += *(const bool *)((char *)each.self->vars + fields->offset) ? 1 : 0;
    }
    return count;
}

static void ledger_fetches_its_table_and_pictures_and_signs_its_demo(void **state) {
    (void)state;
    open_settled("samples/star_ledger", 0, NULL);
    support_steps(10);
    assert_int_equal(int_of("obj_ledger", "row_count"), 0); /* the first answer is a 503 */
    assert_string_equal(text_of("obj_ledger", "trouble"), "the server said 503");
    support_steps(90);
    assert_int_equal(int_of("obj_ledger", "row_count"), 6);
    assert_int_equal(int_of("obj_ledger", "fails"), 0);
    assert_int_equal(avatars_here(), 5); /* Atlas has none */
    assert_true(support_golden("ledger_title"));
    support_steps(400);
    assert_int_equal(int_of("obj_ledger", "row_count"), 7);
    assert_string_equal(text_of("obj_ledger", "newest"), "DEMO");
    assert_int_equal(int_of("obj_ledger", "rank"), 1);
    assert_false(gm_instance_exists("obj_score"));
    assert_true(support_golden("ledger_signed"));
}

static void ledger_keeps_scores_while_the_line_is_cut_and_sends_them_later(void **state) {
    (void)state;
    open_settled("samples/star_ledger", 0, NULL);
    set_int("obj_ledger", "line", 1);
    support_steps(500);
    assert_int_equal(int_of("obj_ledger", "row_count"), 0);
    assert_true(int_of("obj_ledger", "fails") > 2);
    assert_int_equal(gm_instance_number("obj_score"), 1);
    assert_true(support_golden("ledger_offline"));
    set_int("obj_ledger", "line", 0);
    tap('R');
    support_steps(200);
    assert_int_equal(gm_instance_number("obj_score"), 0);
    assert_int_equal(int_of("obj_ledger", "rank"), 1);
    assert_int_equal(int_of("obj_ledger", "row_count"), 7);
}

static bool ledger_has_failed(void) {
    return int_of("obj_ledger", "fails") > 0;
}

static void ledger_gives_up_on_a_silent_server(void **state) {
    (void)state;
    open_live("samples/star_ledger");
    set_int("obj_ledger", "line", 2);
    assert_true(support_until(ledger_has_failed));
    assert_non_null(strstr(text_of("obj_ledger", "trouble"), "time"));
    assert_true(int_of("obj_ledger", "champions_request") < 0);
}

static void ledger_asks_a_person_for_a_name(void **state) {
    (void)state;
    open_settled("samples/star_ledger", 3, (const char *const[]){"Ada", NULL});
    support_steps(100);
    tap(GM_VK_SPACE);
    assert_false(bool_of("obj_match", "is_demo"));
    support_steps(60);
    set_int("obj_match", "score", 2000);
    set_int("obj_match", "lives", 1);
    set_int("obj_ship", "safe_steps", 0);
    const GmInstance *ship = gm_instance("obj_ship");
    gm_instance_create_layer(ship->x, ship->y, "Ships", "obj_jelly");
    support_steps(60);
    assert_string_equal(text_of("obj_match", "name"), "Ada");
    assert_string_equal(text_of("obj_ledger", "newest"), "Ada");
    assert_int_equal(int_of("obj_ledger", "row_count"), 7);
}

static void ledger_the_same_seed_is_the_same_game(void **state) {
    (void)state;
    uint64_t first = hash_of_run("samples/star_ledger", 5, 150);
    assert_true(hash_of_run("samples/star_ledger", 5, 150) == first);
}

/* MARK: own main */

static bool run(const char *format, ...) __attribute__((format(printf, 1, 2)));
static bool run(const char *format, ...) {
    char command[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    return system(command) == 0;
}

/* The sample's own Makefile and pkg-config, against the library of this build. */
static void own_main_links_the_library_and_runs(void **state) {
    (void)state;
    const char *folder = support_folder();
    char pc[1024];
    int size = snprintf(pc, sizeof pc,
                        "Name: asyncade\nDescription: of this build\nVersion: 0\n"
                        "Cflags: -I" GM_INCLUDE_DIR "\nLibs: -L%s -lasyncade\n",
                        folder);
    support_write(folder, "asyncade.pc", pc, (size_t)size);
    assert_true(run("ln -s %s/libasyncade.so %s/libasyncade.so.0", TEST_BUILD, folder));
    assert_true(run("ln -s %s/libasyncade.so %s/libasyncade.so", TEST_BUILD, folder));
    assert_true(run("cp -R samples/own_main %s/game && rm -f %s/game/orbits", folder, folder));
    assert_true(run("PKG_CONFIG_PATH=%s make -s -C %s/game CFLAGS='-O1 -Wall -Wextra -Werror %s'",
                    folder, folder, GM_GAME_CFLAGS));
    assert_true(run("cd %s/game && LD_LIBRARY_PATH=%s XDG_DATA_HOME=%s ./orbits . try 2>%s/said",
                    folder, folder, folder, folder));
    if (getenv("ASYNCADE_UPDATE_GOLDEN") != NULL)
        assert_true(run("cp %s/game/orbits.png tests/golden/own_main.png", folder));
    assert_true(run("cmp %s/game/orbits.png tests/golden/own_main.png", folder));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(dodge_invites_and_then_plays_itself),
        SAMPLE_TEST(dodge_coins_in_a_row_count_more_and_more),
        SAMPLE_TEST(dodge_three_stones_end_a_game_and_a_key_begins_the_next),
        SAMPLE_TEST(dodge_is_steered_by_keys_and_stays_in_the_valley),
        SAMPLE_TEST(dodge_the_same_seed_is_the_same_game_and_another_is_another),
        SAMPLE_TEST(ledger_fetches_its_table_and_pictures_and_signs_its_demo),
        SAMPLE_TEST(ledger_keeps_scores_while_the_line_is_cut_and_sends_them_later),
        SAMPLE_TEST(ledger_gives_up_on_a_silent_server),
        SAMPLE_TEST(ledger_asks_a_person_for_a_name),
        SAMPLE_TEST(ledger_the_same_seed_is_the_same_game),
        SAMPLE_TEST(own_main_links_the_library_and_runs),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
