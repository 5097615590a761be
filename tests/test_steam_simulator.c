/* Steam's local simulator: the same functions and payloads as with the library, state in the save
 * area, friends from a file of the game. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "services.h"

#include "../events/pump.h"

static const char players[] =
    "{\"me\": {\"id\": \"76561198000000101\", \"name\": \"Ada\"},\n"
    " \"friends\": [{\"id\": \"76561198000000103\", \"name\": \"Bob\", \"scores\": {\"run\": "
    "700}},\n"
    "               {\"name\": \"Cy\", \"scores\": {\"run\": 900, \"lap\": 31}},\n"
    "               {\"name\": \"Dee\", \"scores\": {\"run\": 700}}]}";
#define ADA INT64_C(76561198000000101)
#define BOB INT64_C(76561198000000103)

static void open_saved(const char *save_folder) {
    support_write_text(save_folder, "players.json", players);
    service_open(save_folder, "ASYNCADE_STEAM", "simulator:players.json");
}

static int open_game(void **state) {
    (void)state;
    open_saved(support_folder());
    return 0;
}

static void open_again(void) {
    support_close();
    open_saved(the_save_folder);
}

/* MARK: the player */

static void it_says_that_it_is_a_simulator(void **state) {
    (void)state;
    assert_true(gm_steam_initialised());
    assert_true(gm_steam_is_simulated());
    assert_int_equal(gm_steam_init_result(), 0);
    assert_true(gm_steam_get_user_steam_id() == ADA);
    assert_string_equal(gm_steam_get_persona_name(), "Ada");
    assert_true(gm_steam_is_user_logged_on());
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "offline"));
    assert_false(gm_steam_is_user_logged_on());
    assert_true(gm_steam_initialised());
    assert_string_equal(support_log(), "");
}

/* spec: async-events ST-1 */
static void names_come_with_exact_ids(void **state) {
    (void)state;
    int bob = gm_steam_get_user_persona_name(BOB), nobody = gm_steam_get_user_persona_name(5);
    wait_for_events(2);
    assert_heard(0, gm_text("id=%d event_type=user_persona_name steamid=76561198000000103L "
                            "persona_name=Bob",
                            bob));
    assert_heard(1, gm_text("id=%d event_type=user_persona_name steamid=5L persona_name=", nobody));
}

static void an_avatar_is_drawn_and_told(void **state) {
    (void)state;
    assert_int_equal(gm_steam_get_user_avatar(5, GM_STEAM_AVATAR_SMALL), 0);
    assert_int_equal(gm_steam_get_user_avatar(BOB, GM_STEAM_AVATAR_SMALL), -1);
    assert_int_equal(gm_steam_get_user_avatar(BOB, GM_STEAM_AVATAR_SMALL), -1);
    wait_for_events(1);
    assert_heard(0, "event_type=avatar_image_loaded success=true user_id=76561198000000103L "
                    "image=1 width=32 height=32");
    assert_int_equal(gm_steam_get_user_avatar(BOB, GM_STEAM_AVATAR_SMALL), 1);
    int sprite = gm_steam_image_create_sprite(1);
    assert_int_equal(gm_sprite_get_width(sprite), 32);
    assert_int_equal(gm_sprite_get_height(sprite), 32);
    gm_sprite_delete(sprite);
    assert_int_equal(gm_steam_image_create_sprite(2), GM_NONE);
    int buffer = gm_buffer_create(10, GM_BUFFER_FIXED, 1);
    assert_false(gm_steam_image_get_rgba(1, buffer)); /* too small */
    gm_buffer_delete(buffer);
}

/* With --settle a run does not depend on how fast it is drawn. */
static void a_settled_step_has_its_avatar(void **state) {
    (void)state;
    assert_int_equal(gm_steam_get_user_avatar(BOB, GM_STEAM_AVATAR_LARGE), -1);
    pump_settle(20000);
    assert_int_equal(the_heard_count, 1);
    assert_int_equal(gm_request_count(), 0);
}

static void an_avatar_that_is_not_waited_for_is_no_leak(void **state) {
    (void)state;
    assert_int_equal(gm_steam_get_user_avatar(ADA, GM_STEAM_AVATAR_LARGE), -1);
}

static void the_overlay_opens_and_closes(void **state) {
    (void)state;
    gm_steam_activate_overlay(GM_OV_FRIENDS);
    support_steps(1);
    assert_true(gm_steam_is_overlay_activated());
    assert_heard(0, "event_type=overlay_changed active=true");
    wait_for_events(2); /* by itself, since nobody sees it */
    assert_heard(1, "event_type=overlay_changed active=false");
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "open overlay"));
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "open overlay"));
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "close overlay"));
    wait_for_events(2);
    assert_false(gm_steam_is_overlay_activated());
}

/* MARK: what is kept */

static void statistics_and_achievements_survive_a_restart(void **state) {
    (void)state;
    assert_int_equal(gm_steam_get_stat_int("wins"), 0);
    assert_true(gm_steam_set_stat_int("wins", 12));
    assert_true(gm_steam_set_stat_float("speed", 1.25));
    assert_true(gm_steam_set_stat_avg_rate("rate", 10, 4));
    assert_true(gm_steam_set_stat_avg_rate("rate", 20, 2));
    assert_false(gm_steam_set_stat_avg_rate("rate", 20, 0));
    assert_true(gm_steam_set_achievement("won"));
    assert_true(gm_steam_set_achievement("lost"));
    assert_true(gm_steam_clear_achievement("lost"));
    open_again();
    assert_int_equal(gm_steam_get_stat_int("wins"), 12);
    assert_true(gm_steam_get_stat_float("speed") == 1.25);
    assert_true(gm_steam_get_stat_avg_rate("rate") == 5);
    assert_true(gm_steam_get_achievement("won"));
    assert_false(gm_steam_get_achievement("lost"));
    assert_true(gm_steam_reset_all_stats());
    assert_int_equal(gm_steam_get_stat_int("wins"), 0);
    assert_true(gm_steam_get_achievement("won"));
    assert_true(gm_steam_reset_all_stats_achievements());
    open_again();
    assert_false(gm_steam_get_achievement("won"));
}

static bool state_is_written(void) {
    size_t size = 0;
    char *text = support_read(support_path(the_save_folder, "steam_simulator.json"), &size);
    bool written = text != NULL && strstr(text, "wins") != NULL;
    free(text);
    return written;
}

static void state_is_written_while_the_game_runs(void **state) {
    (void)state;
    assert_true(gm_steam_set_stat_int("wins", 12));
    assert_true(support_until(state_is_written));
}

static void a_damaged_state_is_put_aside_and_said(void **state) {
    (void)state;
    size_t size = 0;
    const char *folder = support_folder();
    support_write(folder, "steam_simulator.json", "{\"stats\": {\"wins\": 1", 20);
    support_close();
    open_saved(folder);
    assert_int_equal(gm_steam_get_stat_int("wins"), 0);
    assert_non_null(strstr(support_log(), "steam_simulator.json"));
    assert_non_null(strstr(support_log(), "it begins anew, the old one is kept as"));
    char *kept = support_read(support_path(folder, "steam_simulator.json.damaged"), &size);
    assert_string_equal(kept, "{\"stats\": {\"wins\": 1");
    free(kept);
    support_close();
    support_write(folder, "steam_simulator.json", "[]", 2);
    open_saved(folder);
    assert_non_null(strstr(support_log(), "expected an object { }, but it is a list"));
    support_close();
    support_write(folder, "steam_simulator.json", "{\"stats\": 7, \"leaderboards\": [1]}", 33);
    open_saved(folder);
    assert_true(gm_steam_set_stat_int("wins", 2));
    assert_int_equal(gm_steam_get_stat_int("wins"), 2);
}

/* MARK: leaderboards */

/* spec: async-events 9.3 */
static void scores_are_ranked_among_friends(void **state) {
    (void)state;
    int made = gm_steam_create_leaderboard("run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    int again = gm_steam_create_leaderboard("run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    int up = gm_steam_upload_score("run", 800);
    int worse = gm_steam_upload_score("run", 100);
    int down = gm_steam_download_scores("run", 1, 3);
    assert_int_equal(the_heard_count, 0); /* spec: async-events ST-4 */
    wait_for_events(5);
    assert_heard(0, gm_text("id=%d event_type=create_leaderboard lb_name=run status=0", made));
    assert_heard(1, gm_text("id=%d event_type=create_leaderboard lb_name=run status=1", again));
    assert_heard(2, gm_text("event_type=leaderboard_upload post_id=%d lb_name=run success=true "
                            "updated=true score=800",
                            up));
    assert_heard(3, gm_text("event_type=leaderboard_upload post_id=%d lb_name=run success=true "
                            "updated=false score=100",
                            worse));
    assert_heard(4, gm_text("id=%d event_type=leaderboard_download lb_name=run status=0 "
                            "num_entries=3 entries={\"entries\":["
                            "{\"name\":\"Cy\",\"score\":900,\"rank\":1,"
                            "\"userID\":\"76561197960265731\"},"
                            "{\"name\":\"Ada\",\"score\":800,\"rank\":2,"
                            "\"userID\":\"76561198000000101\"},"
                            "{\"name\":\"Bob\",\"score\":700,\"rank\":3,"
                            "\"userID\":\"76561198000000103\"}]}",
                            down));
}

/* The names of a download, "Cy 1, Ada 2"; its event is the only one that comes. */
static const char *names_of(int request) {
    static char names[256];
    assert_true(request > 0);
    wait_for_events(1);
    int map = gm_json_decode(strstr(the_heard[0], "entries={") + strlen("entries="));
    int list = (int)gm_ds_map_find_real(map, "entries", GM_NONE);
    names[0] = '\0';
    for (int i = 0; i < gm_ds_list_size(list); i++) {
        int entry = (int)gm_ds_list_find_real(list, i, GM_NONE);
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s %g", i > 0 ? ", " : "",
                 gm_ds_map_find_string(entry, "name", "?"), gm_ds_map_find_real(entry, "rank", 0));
    }
    gm_ds_map_destroy(map);
    return names;
}

static void a_part_of_the_list_can_be_asked_for(void **state) {
    (void)state;
    gm_steam_create_leaderboard("run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    wait_for_events(1);
    assert_string_equal(names_of(gm_steam_download_scores_around_user("run", -1, 1)), "");
    assert_string_equal(names_of(gm_steam_download_friends_scores("run")), "Cy 1, Bob 2, Dee 2");
    gm_steam_upload_score("run", 800);
    wait_for_events(1);
    assert_string_equal(names_of(gm_steam_download_scores_around_user("run", -1, 1)),
                        "Cy 1, Ada 2, Bob 3");
    assert_string_equal(names_of(gm_steam_download_scores("run", 2, 2)), "Ada 2");
    assert_string_equal(names_of(gm_steam_download_scores("run", -5, 99)),
                        "Cy 1, Ada 2, Bob 3, Dee 3");
    assert_string_equal(names_of(gm_steam_download_scores("run", 50, 60)), "");
    assert_string_equal(names_of(gm_steam_download_scores("run", 3, 1)), "");
    open_again();
    assert_string_equal(names_of(gm_steam_download_scores("run", INT32_MIN, INT32_MAX)),
                        "Cy 1, Ada 2, Bob 3, Dee 3");
    gm_steam_create_leaderboard("lap", GM_LB_SORT_ASCENDING, GM_LB_DISP_TIME_SEC);
    gm_steam_upload_score("lap", 40);
    gm_steam_upload_score("lap", 35);
    gm_steam_upload_score("lap", 36);
    wait_for_events(4);
    assert_string_equal(names_of(gm_steam_download_friends_scores("lap")), "Cy 1, Ada 2");
    gm_steam_upload_score_ext("lap", 20, true);
    wait_for_events(1);
    assert_string_equal(names_of(gm_steam_download_friends_scores("lap")), "Ada 1, Cy 2");
}

/* spec: async-events 9.3: "success" and "status"; what cannot be reached may be there all the same
 */
static void offline_calls_fail_and_nothing_is_lost(void **state) {
    (void)state;
    gm_steam_create_leaderboard("run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    wait_for_events(1);
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "offline"));
    int made = gm_steam_create_leaderboard("other", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    int up = gm_steam_upload_score("run", 5), down = gm_steam_download_scores("run", 1, 9);
    int nowhere = gm_steam_download_scores("nobody's", 1, 9);
    wait_for_events(4);
    assert_heard(0, gm_text("id=%d event_type=create_leaderboard lb_name=other status=-1", made));
    assert_heard(1, gm_text("event_type=leaderboard_upload post_id=%d lb_name=run success=false "
                            "updated=false score=5",
                            up));
    assert_heard(2, gm_text("id=%d event_type=leaderboard_download lb_name=run status=-1 "
                            "num_entries=0 entries={\"entries\":[]}",
                            down));
    assert_heard(3, gm_text("id=%d event_type=leaderboard_download lb_name=nobody's status=-1 "
                            "num_entries=0 entries={\"entries\":[]}",
                            nowhere));
    assert_true(gm_steam_set_stat_int("wins", 1)); /* they are kept until there is a network */
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "online"));
    nowhere = gm_steam_download_scores("nobody's", 1, 9);
    wait_for_events(1);
    assert_heard(
        0, gm_text("id=%d event_type=leaderboard_not_found lb_name=nobody's status=-1", nowhere));
    gm_steam_upload_score("run", 5);
    wait_for_events(1);
    gm_request_cancel(gm_steam_upload_score("run", 6));
    wait_for_events(1);
    assert_int_equal(gm_request_count(), 0);
}

/* MARK: cloud files */

static void cloud_files_are_files_of_the_save_area(void **state) {
    (void)state;
    assert_true(gm_steam_get_quota_total() > 1000);
    assert_true(gm_steam_get_quota_free() == gm_steam_get_quota_total());
    assert_true(gm_steam_file_write("Slot 1/../x.sav", "hello\0world", 11));
    assert_int_equal(gm_steam_file_size("slot 1/../X.sav"), 11);
    assert_true(gm_steam_get_quota_free() == gm_steam_get_quota_total() - 11);
    assert_true(gm_steam_file_persisted("Slot 1/../x.sav"));
    assert_true(gm_file_exists("steam_simulator/slot%201%2F..%2Fx.sav"));
    open_again();
    int buffer = gm_steam_file_read_buffer("Slot 1/../x.sav");
    assert_int_equal(gm_buffer_get_size(buffer), 11);
    gm_buffer_delete(buffer);
    assert_string_equal(gm_steam_file_read("Slot 1/../x.sav"), "hello");
    assert_true(gm_steam_file_write("Slot 1/../x.sav", "", 0));
    assert_true(gm_steam_file_exists("Slot 1/../x.sav"));
    assert_true(gm_service_simulate(GM_SERVICE_STEAM, "offline"));
    assert_false(gm_steam_file_persisted("Slot 1/../x.sav"));
    assert_true(gm_steam_file_delete("Slot 1/../x.sav"));
    assert_false(gm_steam_file_delete("Slot 1/../x.sav"));
    assert_null(gm_steam_file_read("Slot 1/../x.sav"));
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_false(gm_steam_file_write(name, "x", 1));
    assert_false(gm_steam_file_write("..", NULL, 1));
}

/* MARK: wrong files */

static void refuses_players(const char *text, const char *sentence) {
    const char *folder = support_folder();
    support_close();
    support_write_text(folder, "wrong.json", text);
    setenv("ASYNCADE_STEAM", "simulator:wrong.json", 1);
    support_open_saved(folder, service_objects);
    support_steps(1);
    assert_false(gm_steam_initialised());
    if (strstr(support_log(), sentence) == NULL) fail_msg("log: %s", support_log());
    support_steps(2);
}

static void wrong_players_are_a_sentence(void **state) {
    (void)state;
    refuses_players("{\"friends\": [{\"name\": \"A\"}, 5]}",
                    "wrong.json: friends[1]: expected an object { }, but it is a number");
    refuses_players("{\"friends\": [{\"id\": \"12x\"}]}",
                    "wrong.json: friends[0].id: expected a text of 1 to 18 digits, not \"12x\"");
    refuses_players("{\"me\": {\"id\": \"7\"}, \"friends\": [{\"id\": \"7\"}]}",
                    "friends[0].id: another player has this id");
    refuses_players("{\"me\": {\"scores\": {\"run\": \"many\"}}}",
                    "me.scores.run: expected a number, but it is a text");
    refuses_players("[1]", "expected an object { }, but it is a list");
    refuses_players("{", "wrong.json");
    support_close();
    setenv("ASYNCADE_STEAM", "simulator:missing.json", 1);
    support_open(service_objects);
    assert_false(gm_steam_initialised());
    assert_false(gm_service_simulate(GM_SERVICE_STEAM, "offline"));
    assert_false(gm_service_simulate(GM_SERVICE_STEAM, "open overlay"));
    assert_non_null(strstr(support_log(), "there is no file \"missing.json\""));
}

static void without_a_file_there_is_only_the_player(void **state) {
    (void)state;
    support_close();
    setenv("ASYNCADE_STEAM", "{\"use\": \"simulator\", \"app\": 480}", 1);
    support_open(service_objects);
    support_make("obj_ear");
    assert_string_equal(gm_steam_get_persona_name(), "Player");
    assert_int_equal(gm_steam_get_app_id(), 480);
    gm_steam_create_leaderboard("run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    gm_steam_upload_score("run", 3);
    wait_for_events(2);
    assert_string_equal(names_of(gm_steam_download_scores("run", 1, 9)), "Player 1");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, service_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(it_says_that_it_is_a_simulator),
        CASE(names_come_with_exact_ids),
        CASE(an_avatar_is_drawn_and_told),
        CASE(a_settled_step_has_its_avatar),
        CASE(an_avatar_that_is_not_waited_for_is_no_leak),
        CASE(the_overlay_opens_and_closes),
        CASE(statistics_and_achievements_survive_a_restart),
        CASE(state_is_written_while_the_game_runs),
        CASE(a_damaged_state_is_put_aside_and_said),
        CASE(scores_are_ranked_among_friends),
        CASE(a_part_of_the_list_can_be_asked_for),
        CASE(offline_calls_fail_and_nothing_is_lost),
        CASE(cloud_files_are_files_of_the_save_area),
        CASE(wrong_players_are_a_sentence),
        CASE(without_a_file_there_is_only_the_player),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
