/* Social events: the local simulator with the documented payloads, what extensions post, and what
 * happens with no service chosen. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "services.h"

#include <math.h>

#include "../events/pump.h"

static const char players[] =
    "{\"me\": {\"id\": \"101\", \"name\": \"Ada\", \"picture\": \"ada.png\"},\n"
    " \"friends\": [{\"id\": \"103\", \"name\": \"Bob\", \"scores\": {\"run\": 700.5}},\n"
    "               {\"id\": \"104\", \"name\": \"Cy\", \"picture\": \"no.png\",\n"
    "                \"scores\": {\"run\": 900}}]}";

static void open_saved(const char *save_folder, const char *service) {
    support_write_text(save_folder, "players.json", players);
    service_open(save_folder, "ASYNCADE_SOCIAL", service);
}

static int open_game(void **state) {
    (void)state;
    open_saved(support_folder(), "simulator:players.json");
    gm_achievement_login();
    wait_for_events(1);
    return 0;
}

static int open_none(void **state) {
    (void)state;
    open_saved(support_folder(), "none");
    return 0;
}

/* MARK: the documented payloads */

/* spec: async-events 10.3 achievement_our_info */
static void logging_in_tells_who_one_is(void **state) {
    (void)state;
    gm_achievement_logout();
    assert_false(gm_achievement_login_status());
    assert_true(gm_achievement_available());
    int id = gm_achievement_login();
    assert_int_equal(the_heard_count, 0);
    wait_for_events(1);
    assert_heard(0, gm_text("id=1002 request=%d name=Ada playerid=101", id));
    assert_true(gm_achievement_login_status());
}

/* spec: async-events 10.3 achievement_friends_info */
static void friends_are_numbered(void **state) {
    (void)state;
    int id = gm_achievement_load_friends();
    wait_for_events(1);
    assert_heard(0, gm_text("id=1003 request=%d numfriends=2 Friend0=Bob Friendid0=103 Friend1=Cy "
                            "Friendid1=104",
                            id));
}

/* spec: async-events 10.3 achievement_leaderboard_info */
static void a_score_table_is_ranked_among_friends(void **state) {
    (void)state;
    assert_true(gm_achievement_post_score("run", 800));
    assert_true(gm_achievement_post_score("run", 5)); /* the best is kept */
    int all = gm_achievement_load_leaderboard("run", 1, 10);
    int second = gm_achievement_load_leaderboard("run", 2, 2);
    int none = gm_achievement_load_leaderboard("nobody's", 1, 10);
    wait_for_events(3);
    assert_heard(0, gm_text("id=1004 request=%d leaderboardid=run numentries=3 "
                            "Player0=Cy Playerid0=104 Rank0=1 Score0=900 "
                            "Player1=Ada Playerid1=101 Rank1=2 Score1=800 "
                            "Player2=Bob Playerid2=103 Rank2=3 Score2=700.5",
                            all));
    assert_heard(1, gm_text("id=1004 request=%d leaderboardid=run numentries=1 "
                            "Player0=Ada Playerid0=101 Rank0=2 Score0=800",
                            second));
    assert_heard(2, gm_text("id=1004 request=%d leaderboardid=nobody's numentries=0", none));
}

static void progress_is_kept_and_survives_a_restart(void **state) {
    (void)state;
    assert_true(gm_achievement_post("walker", 40));
    assert_true(gm_achievement_post("walker", 30));
    assert_true(gm_achievement_post("runner", 400));
    assert_true(gm_achievement_post_score("run", 1000));
    support_close();
    open_saved(the_save_folder, "simulator:players.json");
    gm_achievement_login();
    wait_for_events(1);
    int id = gm_achievement_load_progress();
    wait_for_events(1);
    assert_heard(0, gm_text("id=1005 request=%d numachievements=2 Achievement0=walker Progress0=40 "
                            "Achievement1=runner Progress1=100",
                            id));
    int top = gm_achievement_load_leaderboard("run", 1, 1);
    wait_for_events(1);
    assert_heard(0, gm_text("id=1004 request=%d leaderboardid=run numentries=1 Player0=Ada "
                            "Playerid0=101 Rank0=1 Score0=1000",
                            top));
    assert_true(gm_achievement_reset());
    int empty = gm_achievement_load_progress();
    wait_for_events(1);
    assert_heard(0, gm_text("id=1005 request=%d numachievements=0", empty));
}

static int the_sprite;

static void keep_sprite(GmInstance *self, const GmEvent *event) {
    const GmAsyncSocial *social = gm_async_social(event);
    the_sprite = social->spriteid;
    if (social->id == GM_ACHIEVEMENT_PIC_LOADED && the_sprite != GM_NONE)
        assert_true(gm_sprite_exists(the_sprite));
    hear_event(self, event);
}

static const GmObject obj_album = {.on = {[GM_ASYNC_SOCIAL] = keep_sprite}};

/* spec: async-events 10.3 achievement_pic_loaded: a sprite owned by the game; 1.9 */
static void a_picture_is_a_sprite_of_the_games(void **state) {
    (void)state;
    static const char *const ids[] = {"101", "103", "104"};
    support_close();
    support_open_saved(the_save_folder,
                       (const GmNamedObject[]){GM_OBJECT(obj_album), {NULL, NULL}});
    support_make("obj_album");
    forget_heard();
    gm_achievement_login();
    wait_for_events(1);
    for (int i = 0; i < 3; i++) { /* files that are not there; one is drawn */
        int id = gm_achievement_get_pic(ids[i]);
        assert_int_equal(the_heard_count, 0);
        wait_for_events(1);
        assert_heard(0,
                     gm_text("id=1006 request=%d playerid=%s spriteid=%d", id, ids[i], the_sprite));
        assert_int_equal(gm_sprite_get_width(the_sprite), 64);
        assert_true(gm_sprite_exists(the_sprite)); /* the event is over, the sprite is not */
        gm_sprite_delete(the_sprite);
        assert_false(gm_sprite_exists(the_sprite));
    }
    assert_non_null(strstr(support_log(), "no.png: the player's picture cannot be shown: there is "
                                          "no such file"));
    int id = gm_achievement_get_pic("99");
    wait_for_events(1);
    assert_heard(0, gm_text("id=1006 request=%d error=there is no such player", id));
}

static void a_picture_of_the_game_is_scaled(void **state) {
    (void)state;
    size_t size;
    char *png = support_read("samples/dodge/sprites/spr_boulder_strip16.png", &size);
    assert_non_null(png);
    support_write(the_save_folder, "ada.png", png, size);
    free(png);
    gm_achievement_get_pic("101");
    wait_for_events(1);
    assert_null(strstr(support_log(), "cannot be shown"));
}

/* With --settle a run does not depend on how fast a picture is drawn. */
static void a_settled_step_has_its_picture(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        gm_achievement_get_pic("103");
        pump_settle(20000);
        assert_int_equal(the_heard_count, 1);
        forget_heard();
    }
}

/* MARK: failing */

static void offline_everything_fails_with_a_sentence(void **state) {
    (void)state;
    assert_true(gm_service_simulate(GM_SERVICE_SOCIAL, "offline"));
    assert_false(gm_achievement_login_status());
    assert_false(gm_achievement_post("walker", 50));
    assert_false(gm_achievement_post_score("run", 50));
    assert_false(gm_achievement_reset());
    int ids[] = {gm_achievement_login(), gm_achievement_load_friends(),
                 gm_achievement_load_leaderboard("run", 1, 9), gm_achievement_load_progress(),
                 gm_achievement_get_pic("101")};
    static const int whats[] = {1002, 1003, 1004, 1005, 1006};
    wait_for_events(5);
    for (int i = 0; i < 5; i++)
        assert_heard(
            i, gm_text("id=%d request=%d error=the service cannot be reached", whats[i], ids[i]));
    assert_true(gm_service_simulate(GM_SERVICE_SOCIAL, "online"));
    assert_true(gm_achievement_login_status()); /* as before */
    gm_achievement_load_friends();
    wait_for_events(1);
    assert_int_equal(gm_request_count(), 0);
}

static void nobody_logged_in_is_said(void **state) {
    (void)state;
    gm_achievement_logout();
    assert_false(gm_achievement_post("walker", 50));
    int id = gm_achievement_load_friends();
    wait_for_events(1);
    assert_heard(0, gm_text("id=1003 request=%d error=nobody is logged in", id));
}

static void a_cancelled_call_has_its_one_event(void **state) {
    (void)state;
    int id = gm_achievement_get_pic("103");
    gm_request_cancel(id);
    gm_request_cancel(id);
    wait_for_events(1);
    assert_heard(0, gm_text("id=1006 request=%d error=it was cancelled", id));
    gm_request_cancel(gm_achievement_load_friends()); /* which was answered already */
    wait_for_events(1);
    gm_achievement_get_pic("103"); /* still under way when the game ends */
}

/* spec: async-events 10.2: stubs on a desktop without a service */
static void with_none_chosen_nothing_starts(void **state) {
    (void)state;
    assert_false(gm_achievement_available());
    assert_false(gm_achievement_login_status());
    assert_int_equal(gm_achievement_login(), GM_NONE);
    gm_achievement_logout();
    assert_false(gm_achievement_post("walker", 50));
    assert_false(gm_achievement_post_score("run", 50));
    assert_false(gm_achievement_reset());
    assert_int_equal(gm_achievement_load_progress(), GM_NONE);
    assert_int_equal(gm_achievement_load_friends(), GM_NONE);
    assert_int_equal(gm_achievement_load_leaderboard("run", 1, 9), GM_NONE);
    assert_int_equal(gm_achievement_get_pic("101"), GM_NONE);
    assert_false(gm_service_simulate(GM_SERVICE_SOCIAL, "offline"));
    support_steps(3);
    assert_int_equal(the_heard_count, 0);
    assert_non_null(strstr(support_log(), "gm_achievement_login: no social service is chosen"));
}

static void names_are_asked_for(void **state) {
    (void)state;
    assert_false(gm_achievement_post("", 50));
    assert_false(gm_achievement_post(NULL, 50));
    assert_false(gm_achievement_post("x", (double)NAN));
    assert_int_equal(gm_achievement_load_leaderboard("", 1, 2), GM_NONE);
    assert_int_equal(gm_achievement_get_pic(NULL), GM_NONE);
}

/* MARK: extensions */

/* spec: async-events 10.6 SO-5 */
static void what_an_extension_posts_arrives_unchanged(void **state) {
    (void)state;
    GmPayload *payload = gm_payload_map();
    gm_payload_string(payload, "type", "finished");
    gm_payload_real(payload, "argument0", 1);
    assert_true(gm_async_post(EVENT_OTHER_SOCIAL, payload));
    wait_for_events(1);
    assert_heard(0, "type=finished argument0=1");
    assert_int_equal(gm_async_load(), -1);
}

/* MARK: a back end of a game's own */

static int the_own_request;

static bool own_yes(void) {
    return true;
}

static void own_login(int request) {
    the_own_request = request;
}

static void own_cancel(int request) {
    gm_social_answer_failed(request, "own");
}

static const GmSocialService own_service = {.service = {.name = "own"},
                                            .login_status = own_yes,
                                            .ask_login = own_login,
                                            .cancel = own_cancel};

static void a_game_can_bring_its_own_back_end(void **state) {
    (void)state;
    support_close();
    gm_service_register(GM_SERVICE_SOCIAL, &own_service.service);
    open_saved(the_save_folder, "own");
    int id = gm_achievement_login();
    assert_int_equal(the_own_request, id);
    support_steps(3);
    gm_social_answer_login(id, "Eve", "7");
    gm_social_answer_login(id, "Eve", "7");    /* twice is once */
    gm_social_answer_failed(9999, "whatever"); /* nobody's */
    wait_for_events(1);
    assert_heard(0, gm_text("id=1002 request=%d name=Eve playerid=7", id));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, service_close)
#define NONE(test) cmocka_unit_test_setup_teardown(test, open_none, service_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(logging_in_tells_who_one_is),
        CASE(friends_are_numbered),
        CASE(a_score_table_is_ranked_among_friends),
        CASE(progress_is_kept_and_survives_a_restart),
        CASE(a_picture_is_a_sprite_of_the_games),
        CASE(a_picture_of_the_game_is_scaled),
        CASE(a_settled_step_has_its_picture),
        CASE(offline_everything_fails_with_a_sentence),
        CASE(nobody_logged_in_is_said),
        CASE(a_cancelled_call_has_its_one_event),
        NONE(with_none_chosen_nothing_starts),
        CASE(names_are_asked_for),
        NONE(what_an_extension_posts_arrives_unchanged),
        CASE(a_game_can_bring_its_own_back_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
