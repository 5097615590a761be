/* Steam by a library that is opened while the game runs: a stand-in of our own with the same names;
 * also an older one, one that lacks a function, one that cannot be initialised, and none. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "services.h"

#include "../events/pump.h"
#include "../platform/library.h"

#define MY_ID     INT64_C(76561198000000001) /* odd and beyond 2^53: as a real it would be another */
#define FRIEND_ID INT64_C(76561198000000003)

/* MARK: the stand-in's knobs */

static Library *the_standin;
static void (*standin_reset)(int init_result);
static void (*standin_fail_next)(void);
static void (*standin_no_calls)(bool none);
static void (*standin_lie)(void);
static int (*standin_count)(int which);
static const char *(*standin_overlay)(void);
static void (*standin_overlay_active)(bool active);
static void (*standin_message)(int number, const void *bytes, int size);
enum { INITIALISED, SHUT_DOWN, FRAMES, TAKEN, FREED, STORES };

static void find(const char *name, void *function) {
    void *found = library_find(the_standin, name);
    assert_non_null(found);
    memcpy(function, &found, sizeof found);
}

static void load_standin(const char *file, int init_result) {
    char why[LIBRARY_WHY];
    library_close(the_standin);
    the_standin = library_open(file, why);
    if (the_standin == NULL) fail_msg("%s", why);
    find("standin_reset", &standin_reset);
    find("standin_fail_next", &standin_fail_next);
    find("standin_no_calls", &standin_no_calls);
    find("standin_lie", &standin_lie);
    find("standin_count", &standin_count);
    find("standin_overlay", &standin_overlay);
    find("standin_overlay_active", &standin_overlay_active);
    find("standin_message", &standin_message);
    standin_reset(init_result);
}

static void open_with(const char *settings) {
    service_open(support_folder(), "ASYNCADE_STEAM", settings);
}

/* A game whose Steam is this one of the stand-ins. */
static void open_library(const char *name, int init_result) {
    char settings[1024];
    snprintf(settings, sizeof settings, "%s/%s", TEST_BUILD, name);
    load_standin(settings, init_result);
    snprintf(settings, sizeof settings, "library:%s/%s", TEST_BUILD, name);
    open_with(settings);
}

static int open_game(void **state) {
    (void)state;
    open_library("steam_standin.so", 0);
    return 0;
}

static int close_game(void **state) {
    service_close(state);
    library_close(the_standin);
    the_standin = NULL;
    return 0;
}

/* MARK: initialising */

static void it_is_initialised_and_shut_down_once(void **state) {
    (void)state;
    assert_true(gm_steam_initialised());
    assert_true(gm_steam_stats_ready());
    assert_false(gm_steam_is_simulated());
    assert_int_equal(gm_steam_init_result(), 0);
    assert_string_equal(gm_steam_init_message(), "");
    assert_int_equal(standin_count(INITIALISED), 1);
    int frames = standin_count(FRAMES);
    support_steps(5);
    assert_int_equal(standin_count(FRAMES), frames + 5); /* gm_steam_update is the runtime's */
    assert_int_equal(standin_count(SHUT_DOWN), 0);
    support_close();
    assert_int_equal(standin_count(SHUT_DOWN), 1);
    assert_string_equal(support_log(), "");
    open_with("none");
}

static void nothing_works_and_says(const char *sentence, int result) {
    assert_false(gm_steam_initialised());
    assert_int_equal(gm_steam_init_result(), result);
    if (strstr(gm_steam_init_message(), sentence) == NULL)
        fail_msg("message: %s", gm_steam_init_message());
    assert_false(gm_steam_stats_ready());
    assert_false(gm_steam_is_overlay_enabled());
    assert_false(gm_steam_is_overlay_activated());
    assert_false(gm_steam_is_user_logged_on());
    assert_true(gm_steam_get_user_steam_id() == 0);
    assert_int_equal(gm_steam_get_user_account_id(), 0);
    assert_int_equal(gm_steam_get_app_id(), 0);
    assert_string_equal(gm_steam_get_persona_name(), "");
    assert_int_equal(gm_steam_get_user_persona_name(MY_ID), GM_NONE);
    assert_int_equal(gm_steam_get_user_avatar(MY_ID, GM_STEAM_AVATAR_SMALL), 0);
    int width = 5, height = 5;
    assert_false(gm_steam_image_get_size(1, &width, &height));
    assert_int_equal(gm_steam_image_create_sprite(1), GM_NONE);
    gm_steam_activate_overlay(GM_OV_FRIENDS);
    assert_false(gm_steam_set_stat_int("wins", 1));
    assert_false(gm_steam_set_stat_float("speed", 1));
    assert_false(gm_steam_set_stat_avg_rate("rate", 1, 1));
    assert_int_equal(gm_steam_get_stat_int("wins"), 0);
    assert_true(gm_steam_get_stat_float("speed") == 0);
    assert_true(gm_steam_get_stat_avg_rate("rate") == 0);
    assert_false(gm_steam_set_achievement("won"));
    assert_false(gm_steam_get_achievement("won"));
    assert_false(gm_steam_clear_achievement("won"));
    assert_false(gm_steam_reset_all_stats());
    assert_false(gm_steam_reset_all_stats_achievements());
    assert_int_equal(gm_steam_create_leaderboard("b", GM_LB_SORT_NONE, GM_LB_DISP_NONE), GM_NONE);
    assert_int_equal(gm_steam_upload_score("b", 1), GM_NONE);
    assert_int_equal(gm_steam_download_scores("b", 1, 2), GM_NONE);
    assert_int_equal(gm_steam_download_scores_around_user("b", 1, 2), GM_NONE);
    assert_int_equal(gm_steam_download_friends_scores("b"), GM_NONE);
    assert_false(gm_steam_is_cloud_enabled_for_app());
    assert_false(gm_steam_is_cloud_enabled_for_account());
    assert_true(gm_steam_get_quota_total() == 0 && gm_steam_get_quota_free() == 0);
    assert_false(gm_steam_file_exists("f"));
    assert_false(gm_steam_file_persisted("f"));
    assert_int_equal(gm_steam_file_size("f"), 0);
    assert_false(gm_steam_file_write("f", "x", 1));
    assert_null(gm_steam_file_read("f"));
    assert_int_equal(gm_steam_file_read_buffer("f"), GM_NONE);
    assert_false(gm_steam_file_delete("f"));
    support_steps(5);
    assert_int_equal(the_heard_count, 0);
}

/* spec: async-events 9.2: desktop without the extension: never */
static void with_none_chosen_everything_fails_and_no_event_comes(void **state) {
    (void)state;
    support_close();
    open_with("none");
    nothing_works_and_says("no back end is chosen for Steam", -1);
    assert_non_null(strstr(support_log(), "gm_steam_get_user_steam_id: no back end is chosen"));
}

static void a_library_that_is_not_there_is_a_sentence(void **state) {
    (void)state;
    support_close();
    open_with("library:/nowhere/libsteam_api.so");
    assert_non_null(strstr(support_log(), "warning: the Steam library cannot be opened: "
                                          "/nowhere/libsteam_api.so"));
    nothing_works_and_says("/nowhere/libsteam_api.so", -1);
}

static void a_failed_initialisation_is_reported_with_the_librarys_own_words(void **state) {
    (void)state;
    support_close();
    open_library("steam_standin.so", 2);
    nothing_works_and_says("Steam cannot be initialised (2): the stand-in was told to answer 2", 2);
    support_close();
    assert_int_equal(standin_count(SHUT_DOWN), 0); /* what was not opened is not closed */
    open_with("none");
}

static void an_older_library_is_used_by_its_older_accessors(void **state) {
    (void)state;
    support_close();
    open_library("steam_standin_old.so", 0);
    assert_true(gm_steam_initialised());
    assert_true(gm_steam_get_user_steam_id() == MY_ID);
    assert_true(gm_steam_set_stat_int("wins", 3));
    assert_int_equal(gm_steam_get_stat_int("wins"), 3);
    assert_true(gm_steam_file_write("f", "x", 1));
    support_close();
    assert_int_equal(standin_count(SHUT_DOWN), 1);
    open_library("steam_standin_old.so", 1); /* tells no more than that it did not work */
    nothing_works_and_says("Steam cannot be initialised: is its client running?", 1);
}

static void a_library_that_lacks_a_function_is_refused(void **state) {
    (void)state;
    support_close();
    open_library("steam_standin_bare.so", 0);
    nothing_works_and_says("it has no SteamAPI_ISteamRemoteStorage_FileDelete", -1);
    assert_int_equal(standin_count(INITIALISED), 0);
}

static void a_file_that_is_no_library_is_refused(void **state) {
    (void)state;
    char settings[256];
    const char *folder = support_folder();
    support_close();
    support_write(folder, "libsteam_api.so", "garbage", 7);
    snprintf(settings, sizeof settings, "library:%s/libsteam_api.so", folder);
    open_with(settings);
    nothing_works_and_says("the Steam library cannot be opened", -1);
}

/* MARK: the user */

/* spec: async-events 9.5, ST-1 */
static void ids_of_64_bits_arrive_exactly(void **state) {
    (void)state;
    assert_true(gm_steam_get_user_steam_id() == MY_ID);
    assert_int_equal(gm_steam_get_user_account_id(), (unsigned)(MY_ID & UINT32_MAX));
    int id = gm_steam_get_user_persona_name(FRIEND_ID);
    wait_for_events(1);
    assert_heard(0, gm_text("id=%d event_type=user_persona_name steamid=76561198000000003L "
                            "persona_name=user 3",
                            id));
    GmPayload *payload = gm_payload_map(); /* the same by an extension's door */
    gm_payload_string(payload, "event_type", "lobby_created");
    gm_payload_int64(payload, "lobby_id", INT64_C(109775241000000001));
    assert_true(gm_async_post(EVENT_OTHER_WEB_STEAM, payload));
    wait_for_events(1);
    assert_heard(0, "event_type=lobby_created lobby_id=109775241000000001L");
}

static void a_name_that_is_known_is_told_too(void **state) {
    (void)state;
    assert_string_equal(gm_steam_get_persona_name(), "Stand-in \xC3\xA9");
    int id = gm_steam_get_user_persona_name(MY_ID), other = gm_steam_get_user_persona_name(MY_ID);
    assert_true(id > 0 && other > id);
    wait_for_events(2);
    assert_int_equal(gm_request_count(), 0);
}

static void an_avatar_is_there_at_once_or_is_told(void **state) {
    (void)state;
    int width = 0, height = 0;
    assert_int_equal(gm_steam_get_user_avatar(MY_ID, GM_STEAM_AVATAR_MEDIUM), 2);
    assert_int_equal(gm_steam_get_user_avatar(99, GM_STEAM_AVATAR_MEDIUM), 0);
    assert_int_equal(gm_steam_get_user_avatar(MY_ID, 3), 0);
    assert_int_equal(gm_steam_get_user_avatar(FRIEND_ID, GM_STEAM_AVATAR_LARGE), -1);
    wait_for_events(1);
    assert_heard(0, "event_type=avatar_image_loaded success=true user_id=76561198000000003L "
                    "image=13 width=184 height=184");
    assert_true(gm_steam_image_get_size(2, &width, &height));
    assert_int_equal(width, 64);
    assert_int_equal(height, 64);
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    unsigned char pixel[4] = {0};
    assert_true(gm_steam_image_get_rgba(2, buffer));
    assert_int_equal(gm_buffer_get_used_size(buffer), 64 * 64 * 4);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    gm_buffer_read_bytes(buffer, pixel, 4);
    assert_memory_equal(pixel, "\x00\x64\xC8\xFF", 4);
    gm_buffer_delete(buffer);
    assert_false(gm_steam_image_get_rgba(2, 12345));
    assert_false(gm_steam_image_get_rgba(77, 12345));
    int sprite = gm_steam_image_create_sprite(2);
    assert_true(gm_sprite_exists(sprite));
    assert_int_equal(gm_sprite_get_width(sprite), 64);
    gm_sprite_delete(sprite);
}

static void the_overlay_opens_and_tells_of_it(void **state) {
    (void)state;
    assert_int_equal(gm_steam_get_app_id(), 480);
    assert_true(gm_steam_is_user_logged_on());
    assert_true(gm_steam_is_overlay_enabled());
    gm_steam_activate_overlay(GM_OV_ACHIEVEMENTS);
    assert_string_equal(standin_overlay(), "Achievements");
    wait_for_events(1);
    assert_heard(0, "event_type=overlay_changed active=true");
    assert_true(gm_steam_is_overlay_activated());
    gm_steam_activate_overlay(99);
    standin_overlay_active(false); /* spontaneous: no id */
    wait_for_events(1);
    assert_heard(0, "event_type=overlay_changed active=false");
    assert_false(gm_steam_is_overlay_activated());
    standin_message(704, "", 0);
    wait_for_events(1);
    assert_heard(0, "event_type=steam_shutdown");
}

/* MARK: statistics */

static void statistics_and_achievements_go_to_the_library(void **state) {
    (void)state;
    int stores = standin_count(STORES);
    assert_true(gm_steam_set_stat_int("wins", -7));
    assert_int_equal(gm_steam_get_stat_int("wins"), -7);
    assert_true(gm_steam_set_stat_float("speed", 2.5));
    assert_true(gm_steam_get_stat_float("speed") == 2.5);
    assert_true(gm_steam_set_stat_avg_rate("rate", 30, 60));
    assert_true(gm_steam_get_stat_avg_rate("rate") == 0.5);
    assert_int_equal(standin_count(STORES), stores + 3);
    assert_false(gm_steam_set_stat_int("unknown stat", 1));
    assert_false(gm_steam_set_stat_int("", 1));
    assert_false(gm_steam_set_stat_int(NULL, 1));
    assert_false(gm_steam_get_achievement("won"));
    assert_true(gm_steam_set_achievement("won"));
    assert_true(gm_steam_get_achievement("won"));
    assert_true(gm_steam_clear_achievement("won"));
    assert_false(gm_steam_get_achievement("won"));
    assert_true(gm_steam_reset_all_stats_achievements());
    assert_int_equal(gm_steam_get_stat_int("wins"), 0);
    assert_true(gm_steam_reset_all_stats());
}

/* MARK: leaderboards */

/* spec: async-events 9.3: create_leaderboard, leaderboard_upload, leaderboard_download */
static void a_leaderboard_is_made_filled_and_read(void **state) {
    (void)state;
    int made = gm_steam_create_leaderboard("best", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    assert_int_equal(the_heard_count, 0);
    wait_for_events(1);
    assert_heard(0, gm_text("id=%d event_type=create_leaderboard lb_name=best status=0", made));
    int again = gm_steam_create_leaderboard("best", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    wait_for_events(1);
    assert_heard(0, gm_text("id=%d event_type=create_leaderboard lb_name=best status=1", again));
    int good = gm_steam_upload_score("best", 500);
    wait_for_events(1);
    assert_heard(0, gm_text("event_type=leaderboard_upload post_id=%d lb_name=best success=true "
                            "updated=true score=500",
                            good));
    int worse = gm_steam_upload_score("best", 400);
    int forced = gm_steam_upload_score_ext("best", 300, true);
    wait_for_events(2);
    assert_heard(0, gm_text("event_type=leaderboard_upload post_id=%d lb_name=best success=true "
                            "updated=false score=400",
                            worse));
    assert_heard(1, gm_text("event_type=leaderboard_upload post_id=%d lb_name=best success=true "
                            "updated=true score=300",
                            forced));
    int all = gm_steam_download_scores("best", 1, 10);
    wait_for_events(1);
    assert_heard(0, gm_text("id=%d event_type=leaderboard_download lb_name=best status=0 "
                            "num_entries=2 entries={\"entries\":[{\"name\":\"user 3\","
                            "\"score\":9000,\"rank\":1,\"userID\":\"76561198000000003\"},"
                            "{\"name\":\"user 1\",\"score\":300,\"rank\":2,"
                            "\"userID\":\"76561198000000001\"}]}",
                            all));
    assert_int_equal(gm_request_count(), 0);
}

static void a_leaderboard_of_before_is_found_first(void **state) {
    (void)state;
    int id = gm_steam_upload_score("known", 1);
    wait_for_events(1);
    assert_heard(0, gm_text("event_type=leaderboard_upload post_id=%d lb_name=known success=true "
                            "updated=true score=1",
                            id));
}

/* spec: async-events 9.3: leaderboard_not_found */
static void one_that_is_not_there_is_not_found(void **state) {
    (void)state;
    int up = gm_steam_upload_score("nobody's", 1);
    int down = gm_steam_download_scores_around_user("nobody's", -3, 3);
    wait_for_events(2);
    assert_heard(0,
                 gm_text("id=%d event_type=leaderboard_not_found lb_name=nobody's status=-1", up));
    assert_heard(
        1, gm_text("id=%d event_type=leaderboard_not_found lb_name=nobody's status=-1", down));
    assert_int_equal(gm_steam_upload_score("", 1), GM_NONE);
}

static void a_call_that_fails_is_answered_as_failed(void **state) {
    (void)state;
    gm_steam_create_leaderboard("best", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    wait_for_events(1);
    standin_fail_next();
    int up = gm_steam_upload_score("best", 1);
    standin_fail_next();
    int down = gm_steam_download_friends_scores("best");
    wait_for_events(2);
    assert_heard(0, gm_text("event_type=leaderboard_upload post_id=%d lb_name=best success=false "
                            "updated=false score=1",
                            up));
    assert_heard(1, gm_text("id=%d event_type=leaderboard_download lb_name=best status=-1 "
                            "num_entries=0 entries={\"entries\":[]}",
                            down));
    standin_no_calls(true); /* it gives no number to the call at all */
    int none = gm_steam_create_leaderboard("other", GM_LB_SORT_NONE, GM_LB_DISP_NONE);
    wait_for_events(1);
    assert_heard(0, gm_text("id=%d event_type=create_leaderboard lb_name=other status=-1", none));
}

static void a_cancelled_call_has_its_one_event(void **state) {
    (void)state;
    int id = gm_steam_upload_score("known", 1);
    gm_request_cancel(id);
    gm_request_cancel(id);
    wait_for_events(1); /* and what the library tells later finds nobody */
    assert_heard(0, gm_text("event_type=leaderboard_upload post_id=%d lb_name=known success=false "
                            "updated=false score=1",
                            id));
    assert_int_equal(gm_request_count(), 0);
}

/* spec: async-events 9.6 ST-4 */
static void an_answer_is_queued_also_if_it_is_known_at_once(void **state) {
    (void)state;
    gm_steam_create_leaderboard("best", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    wait_for_events(1);
    int step = gm_step_count();
    gm_steam_create_leaderboard("best", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    assert_int_equal(the_heard_count, 0);
    wait_for_events(1);
    assert_int_equal(the_heard_step, step + 1);
}

/* Its answers are found by polling: settling polls on. */
static void a_settled_step_has_the_librarys_answer(void **state) {
    (void)state;
    gm_steam_upload_score("known", 1);
    pump_settle(20000);
    assert_int_equal(the_heard_count, 1);
    assert_int_equal(gm_request_count(), 0);
}

static void a_library_that_lies_does_no_harm(void **state) {
    (void)state;
    int width, height;
    standin_lie();
    int up = gm_steam_upload_score("known", 1), down = gm_steam_download_scores("known", 1, 9);
    int bob = gm_steam_get_user_persona_name(FRIEND_ID), me = gm_steam_get_user_persona_name(MY_ID);
    wait_for_events(4);
    assert_heard(0, gm_text("id=%d event_type=user_persona_name steamid=76561198000000001L "
                            "persona_name=\xEF\xBF\xBD\xEF\xBF\xBD",
                            me));
    assert_heard(1, gm_text("id=%d event_type=user_persona_name steamid=76561198000000003L "
                            "persona_name=",
                            bob));
    assert_heard(2, gm_text("event_type=leaderboard_upload post_id=%d lb_name=known success=false "
                            "updated=false score=1",
                            up));
    assert_non_null(strstr(the_heard[3], gm_text("id=%d event_type=leaderboard_download "
                                                 "lb_name=known status=0 num_entries=2 ",
                                                 down)));
    assert_false(gm_steam_image_get_size(1, &width, &height));
    assert_int_equal(gm_steam_image_create_sprite(1), GM_NONE);
}

static void every_message_is_given_back(void **state) {
    (void)state;
    uint8_t bytes[64] = {0};
    standin_message(12345, bytes, 64); /* of no interest here */
    standin_message(703, bytes, 16);   /* the result of a call that nobody made */
    standin_message(331, bytes, 0);    /* cut short */
    wait_for_events(1);
    assert_heard(0, "event_type=overlay_changed active=false");
    assert_int_equal(standin_count(TAKEN), 3);
    assert_int_equal(standin_count(FREED), 3);
}

static void requests_that_are_open_at_the_end_are_forgotten(void **state) {
    (void)state;
    gm_steam_upload_score("known", 1);
    gm_steam_get_user_persona_name(FRIEND_ID);
    support_close();
    assert_int_equal(standin_count(SHUT_DOWN), 1);
    open_with("none");
}

/* MARK: cloud files */

static void cloud_files_go_to_the_library(void **state) {
    (void)state;
    assert_true(gm_steam_is_cloud_enabled_for_app());
    assert_true(gm_steam_is_cloud_enabled_for_account());
    assert_true(gm_steam_get_quota_total() == 1000);
    assert_null(gm_steam_file_read("save"));
    assert_true(gm_steam_file_write("save", "hello", 5));
    assert_true(gm_steam_get_quota_free() == 995);
    assert_true(gm_steam_file_exists("save"));
    assert_true(gm_steam_file_persisted("save"));
    assert_int_equal(gm_steam_file_size("save"), 5);
    assert_string_equal(gm_steam_file_read("save"), "hello");
    int buffer = gm_steam_file_read_buffer("save");
    assert_int_equal(gm_buffer_get_size(buffer), 5);
    assert_true(gm_steam_file_write_buffer("copy", buffer));
    assert_string_equal(gm_steam_file_read("copy"), "hello");
    gm_buffer_delete(buffer);
    assert_false(gm_steam_file_write("save", "x", -1));
    assert_false(gm_steam_file_write("save", NULL, 1));
    assert_true(gm_steam_file_write("empty", "", 0));
    assert_string_equal(gm_steam_file_read("empty"), "");
    assert_true(gm_steam_file_delete("empty"));
    assert_false(gm_steam_file_delete("empty"));
    assert_false(gm_steam_file_exists("empty"));
}

/* MARK: what extensions post */

static int the_buffer, the_list, the_item;

static void look_inside(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSteam *news = gm_async_steam(event);
    int map = gm_async_load();
    the_buffer = (int)gm_ds_map_find_real(map, "auth_ticket_buffer", GM_NONE);
    the_list = (int)gm_ds_map_find_real(map, "results_list", GM_NONE);
    the_item = (int)gm_ds_list_find_real(the_list, 1, GM_NONE);
    if (strcmp(news->event_type, "ticket_response") == 0)
        assert_true(gm_buffer_exists(the_buffer));
    else
        assert_string_equal(gm_ds_map_find_string(the_item, "title", ""), "second");
    the_heard_count++;
}

static const GmObject obj_looker = {.on = {[GM_ASYNC_STEAM] = look_inside}};

/* spec: async-events 9.6 ST-2 */
static void a_posted_buffer_lives_as_long_as_its_event(void **state) {
    (void)state;
    GmPayload *payload = gm_payload_map();
    gm_payload_string(payload, "event_type", "ticket_response");
    gm_payload_buffer(payload, "auth_ticket_buffer", "ticket", 6);
    assert_true(gm_async_post(EVENT_OTHER_WEB_STEAM, payload));
    wait_for_events(1);
    assert_false(gm_buffer_exists(the_buffer));
}

/* spec: async-events 9.6 ST-3 */
static void a_posted_list_of_maps_ends_with_its_event(void **state) {
    (void)state;
    GmPayload *payload = gm_payload_map(), *list = gm_payload_list();
    static const char *const titles[] = {"first", "second"};
    gm_payload_string(payload, "event_type", "ugc_query");
    for (int i = 0; i < 2; i++) {
        GmPayload *item = gm_payload_map();
        gm_payload_string(item, "title", titles[i]);
        gm_payload_child(list, NULL, item);
    }
    gm_payload_child(payload, "results_list", list);
    assert_true(gm_async_post(EVENT_OTHER_WEB_STEAM, payload));
    wait_for_events(1);
    assert_false(gm_ds_exists(the_list, GM_DS_TYPE_LIST));
    assert_false(gm_ds_exists(the_item, GM_DS_TYPE_MAP));
}

static int open_looker(void **state) {
    (void)state;
    forget_heard();
    support_open((const GmNamedObject[]){GM_OBJECT(obj_looker), {NULL, NULL}});
    support_make("obj_looker");
    return 0;
}

#define CASE(test)   cmocka_unit_test_setup_teardown(test, open_game, close_game)
#define POSTED(test) cmocka_unit_test_setup_teardown(test, open_looker, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(it_is_initialised_and_shut_down_once),
        CASE(with_none_chosen_everything_fails_and_no_event_comes),
        CASE(a_library_that_is_not_there_is_a_sentence),
        CASE(a_failed_initialisation_is_reported_with_the_librarys_own_words),
        CASE(an_older_library_is_used_by_its_older_accessors),
        CASE(a_library_that_lacks_a_function_is_refused),
        CASE(a_file_that_is_no_library_is_refused),
        CASE(ids_of_64_bits_arrive_exactly),
        CASE(a_name_that_is_known_is_told_too),
        CASE(an_avatar_is_there_at_once_or_is_told),
        CASE(the_overlay_opens_and_tells_of_it),
        CASE(statistics_and_achievements_go_to_the_library),
        CASE(a_leaderboard_is_made_filled_and_read),
        CASE(a_leaderboard_of_before_is_found_first),
        CASE(one_that_is_not_there_is_not_found),
        CASE(a_call_that_fails_is_answered_as_failed),
        CASE(a_cancelled_call_has_its_one_event),
        CASE(an_answer_is_queued_also_if_it_is_known_at_once),
        CASE(a_settled_step_has_the_librarys_answer),
        CASE(a_library_that_lies_does_no_harm),
        CASE(every_message_is_given_back),
        CASE(requests_that_are_open_at_the_end_are_forgotten),
        CASE(cloud_files_go_to_the_library),
        POSTED(a_posted_buffer_lives_as_long_as_its_event),
        POSTED(a_posted_list_of_maps_ends_with_its_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
