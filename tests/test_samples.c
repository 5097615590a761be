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

/* MARK: async lab */

static int press(const char *action) {
    for (GmWith each = gm_with("obj_button"); gm_with_next(&each);) {
        const GmField *fields = object_of(each.self->object_index)->def->vars.fields;
        while (strcmp(fields->name, "action") != 0)
            fields++;
        if (strcmp((const char *)each.self->vars + fields->offset, action) != 0) continue;
        gm_event_user(each.self, 0);
        return each.self->id;
    }
    fail_msg("no button does %s", action);
    return GM_NONE;
}

static int event_count(int place) {
    return ((const int *)field("obj_legend", "counts"))[place];
}

/* As if somebody had just touched something, and for long: no demo. */
static void keep_demo_away(void) {
    set_int("obj_demo", "idle_steps", -100000);
}

static void lab_every_button_is_answered(void **state) {
    (void)state;
    static const char *const actions[] = {
        "get",   "post", "file",    "large",    "fail",   "picture", "huge",  "broken",
        "sound", "play", "message", "question", "string", "integer", "login", "thread"};
    open_settled("samples/async_lab", 0,
                 (const char *const[]){"ok", "no", "Ada", "42", "a:b", NULL});
    keep_demo_away();
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        press(actions[i]);
        assert_int_equal(gm_instance_number("obj_open"), 1);
        for (int steps = 0; gm_instance_exists("obj_open") && steps < 400; steps++) {
            if (strcmp(actions[i], "thread") == 0)
                mailbox_wait(20); /* is no request: not settled */
            support_steps(1);
        }
        if (gm_instance_exists("obj_open")) fail_msg("nothing answered %s", actions[i]);
    }
    assert_true(event_count(0) == 3 && event_count(1) == 1); /* pictures and sounds */
    assert_true(event_count(2) >= 5);                        /* HTTP, with progress */
    assert_int_equal(event_count(3), 5);                     /* dialogs */
    assert_int_equal(event_count(15), 1);                    /* a sound ended */
}

static void lab_handles_all_sixteen_numbers(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    press("perform");
    for (int i = 0; i < 16; i++)
        assert_int_equal(event_count(i), 1);
    support_steps(60);
    assert_true(support_golden("lab_all_sixteen"));
}

static void lab_shows_a_picture_of_4096_by_4096(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    press("huge");
    support_steps(80);
    assert_int_equal(gm_sprite_get_width(int_of("obj_picture", "sprite")), 4096);
    press("clear");
    support_steps(20);
    assert_true(support_golden("lab_huge_picture"));
}

static void lab_all_six_ways_to_fail_fail(void **state) {
    (void)state;
    open_settled("samples/async_lab", 0, NULL);
    keep_demo_away();
    for (int i = 0; i < 6; i++) {
        press("fail");
        support_steps(3);
        assert_int_equal(gm_instance_number("obj_open"), 1);
        assert_true(bool_of("obj_open", "has_failed"));
        support_steps(60);
        press("failure");
    }
}

static bool nothing_is_open(void) {
    return !gm_instance_exists("obj_open") && gm_request_count() == 0;
}

static void lab_cancel_ends_what_is_open(void **state) {
    (void)state;
    open_live("samples/async_lab");
    support_steps(2);
    press("delay");
    press("delay"); /* three seconds late */
    press("get");
    press("large");
    press("picture");
    press("sound");
    keep_demo_away();
    assert_int_equal(gm_instance_number("obj_open"), 4);
    support_steps(3);
    press("cancel");
    assert_true(support_until(nothing_is_open));
}

static void lab_presses_its_own_buttons_until_somebody_comes(void **state) {
    (void)state;
    open_live("samples/async_lab");
    support_steps(119);
    assert_int_equal(int_of("obj_lab", "pressed"), 0);
    support_steps(120);
    assert_int_equal(int_of("obj_lab", "pressed"), 3);
    tap(GM_VK_SHIFT);
    support_steps(100);
    assert_int_equal(int_of("obj_lab", "pressed"), 3);
    tap('1');
    assert_int_equal(int_of("obj_lab", "pressed"), 4);
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
        SAMPLE_TEST(lab_every_button_is_answered),
        SAMPLE_TEST(lab_handles_all_sixteen_numbers),
        SAMPLE_TEST(lab_shows_a_picture_of_4096_by_4096),
        SAMPLE_TEST(lab_all_six_ways_to_fail_fail),
        SAMPLE_TEST(lab_cancel_ends_what_is_open),
        SAMPLE_TEST(lab_presses_its_own_buttons_until_somebody_comes),
        SAMPLE_TEST(own_main_links_the_library_and_runs),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
