/* The sample corner_shop: it earns and sells by itself, and each of its five services goes wrong.
 */
#define _XOPEN_SOURCE 700 /* setenv */
#include "plays.h"

#define SHOP "samples/corner_shop"

/* As shop.h has them. */
enum { NONE, OFFLINE, ASKING, FINE };
enum { NEON_SIGN, CAT, DOUBLE_DAY };
typedef struct Report {
    int lamp;
    char says[96];
} Report;
typedef struct Row {
    char name[16], player[24];
    int rank, score;
} Row;

static const char *const services[GM_SERVICE_KIND_COUNT] = {
    "obj_cloud", "obj_notices", "obj_purchases", "obj_steam", "obj_friends"};

/* MARK: playing and looking */

static const Report *report(const char *object) {
    return field(object, "report");
}

static const char *token(int product) {
    return (const char *)field("obj_shop", "token") + product * 64;
}

static const char *state_of(int product) {
    return (const char *)field("obj_purchases", "state") + product * 16;
}

/* A key, and what it leads to. */
static void press(int key) {
    tap(key);
    support_steps(3);
}

/* A shop whose keeper is a person: here the test. */
static void open_shop(void) {
    open_settled(SHOP, 0, NULL);
    gm_instance_destroy("obj_keeper");
    support_steps(3);
}

static void assert_lamps(int cloud, int push, int iap, int steam, int social) {
    const int lamps[] = {cloud, push, iap, steam, social};
    for (int i = 0; i < GM_SERVICE_KIND_COUNT; i++)
        if (report(services[i])->lamp != lamps[i])
            fail_msg("the lamp of %s is %d: %s", services[i], report(services[i])->lamp,
                     report(services[i])->says);
}

/* MARK: the shop */

static void it_runs_itself_if_nobody_touches_anything(void **state) {
    (void)state;
    open_settled(SHOP, 0, NULL);
    support_steps(1000);
    assert_true(int_of("obj_shop", "earned") > 10);
    assert_string_not_equal(token(NEON_SIGN), "");
    assert_lamps(FINE, FINE, FINE, FINE, FINE);
    assert_string_equal(field("obj_purchases", "price"), "1.99 EUR");
    assert_true(support_golden("shop_day"));
    set_int("obj_shop", "steps", 2900); /* the sun is going down */
    support_steps(900);
    assert_int_equal(int_of("obj_shop", "day"), 2);
    assert_string_not_equal(token(CAT), "");
    assert_true(support_golden("shop_night"));
}

static void coins_buy_goods_and_shelves(void **state) {
    (void)state;
    open_shop();
    set_int("obj_shop", "coins", 100);
    press('1');
    assert_int_equal(int_of("obj_shop", "stock"), 8);
    assert_int_equal(int_of("obj_shop", "coins"), 97);
    press('2');
    assert_int_equal(int_of("obj_shop", "shelves"), 2);
    press('3');
    assert_int_equal(int_of("obj_shop", "goods"), 2);
    assert_int_equal(int_of("obj_shop", "coins"), 17);
    press('3'); /* too dear */
    assert_int_equal(int_of("obj_shop", "goods"), 2);
}

static void the_next_start_goes_on_with_the_same_shop(void **state) {
    (void)state;
    const char *save = support_folder();
    for (int run = 0; run < 2; run++) {
        support_forget_log();
        assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                            .folder = SHOP,
                                            .save_dir = save,
                                            .headless = true,
                                            .fast = true,
                                            .settle = true,
                                            .quiet = true,
                                            .check = true}));
        support_steps(3);
        assert_int_equal(int_of("obj_shop", "goods"), run == 0 ? 1 : 3);
        assert_string_equal(state_of(CAT), "");
        if (run == 0) {
            press('5');
            set_int("obj_shop", "goods", 3);
        } else {
            assert_string_not_equal(token(CAT), "");
            memset(field("obj_shop", "token"), 0, 3 * 64); /* the file was lost */
            press('R');
            assert_string_not_equal(token(CAT), "");
            assert_string_equal(state_of(CAT), "restored");
        }
        support_close();
    }
}

/* MARK: 66, purchases */

static void a_purchase_that_is_declined_or_fails_gives_nothing(void **state) {
    (void)state;
    open_shop();
    press('D');
    press('D');
    press('6');
    assert_string_equal(state_of(DOUBLE_DAY), "declined");
    for (int i = 0; i < 3; i++)
        press('D');
    press('6');
    assert_string_equal(state_of(DOUBLE_DAY), "failed");
    assert_string_equal(report("obj_purchases")->says, "the shop is out of order");
    assert_int_equal(int_of("obj_shop", "double_steps"), 0);
    press('6');
    assert_string_equal(state_of(DOUBLE_DAY), "paid");
    assert_true(int_of("obj_shop", "double_steps") > 3500);
}

static void a_pending_purchase_is_given_when_it_is_paid_and_taken_when_refunded(void **state) {
    (void)state;
    open_shop();
    press('D');
    press('5');
    assert_string_equal(state_of(CAT), "pending");
    press('5');
    assert_string_equal(state_of(CAT), "had already");
    assert_string_equal(token(CAT), "");
    press('G');
    assert_string_equal(state_of(CAT), "paid");
    assert_string_not_equal(token(CAT), "");
    press('B');
    assert_string_equal(state_of(CAT), "refunded");
    assert_string_equal(token(CAT), "");
}

static void a_purchase_that_could_not_be_finished_comes_again_and_is_given_once(void **state) {
    (void)state;
    open_shop();
    tap('6');
    for (int i = 0; i < 10 && token(DOUBLE_DAY)[0] == '\0'; i++)
        support_steps(1);
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "offline"));
    support_steps(5);
    assert_int_equal(report("obj_purchases")->lamp, OFFLINE);
    set_int("obj_shop", "double_steps", 100);
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "online"));
    gm_event_user(gm_instance("obj_purchases"), 0);
    support_steps(5);
    assert_string_equal(state_of(DOUBLE_DAY), "paid");
    assert_true(int_of("obj_shop", "double_steps") < 100);
    press('6'); /* it is finished, and can be bought again */
    assert_true(int_of("obj_shop", "double_steps") > 3500);
}

/* MARK: 67, the cloud */

static void save_in_conflict(void) {
    press('S');
    assert_non_null(strstr(report("obj_cloud")->says, "saved: day 1"));
    press('O');
    press('S');
    assert_true(bool_of("obj_cloud", "has_conflict"));
}

static void in_a_conflict_mine_is_kept_or_theirs_is_taken(void **state) {
    (void)state;
    open_shop();
    int coins = int_of("obj_shop", "coins");
    save_in_conflict();
    assert_true(support_golden("shop_conflict"));
    press('M');
    assert_false(bool_of("obj_cloud", "has_conflict"));
    assert_non_null(strstr(report("obj_cloud")->says, "saved: day 1"));
    assert_int_equal(int_of("obj_shop", "coins"), coins);
    assert_int_equal(int_of("obj_shop", "shelves"), 1);
    press('4');
    save_in_conflict();
    press('T');
    assert_false(bool_of("obj_cloud", "has_conflict"));
    assert_int_equal(int_of("obj_shop", "coins"), coins + 150);
    assert_int_equal(int_of("obj_shop", "shelves"), 4);
    assert_string_not_equal(token(NEON_SIGN), ""); /* what was bought stays */
}

static void offline_a_save_waits_until_the_line_is_back(void **state) {
    (void)state;
    open_shop();
    press('F');
    assert_lamps(OFFLINE, FINE, OFFLINE, OFFLINE, OFFLINE);
    press('S');
    assert_string_equal(report("obj_cloud")->says, "offline; the save waits");
    int earned = int_of("obj_shop", "earned");
    support_steps(700);
    assert_true(int_of("obj_shop", "earned") > earned); /* the shop goes on */
    assert_true(support_golden("shop_offline"));
    press('F');
    assert_lamps(FINE, FINE, FINE, FINE, FINE);
    assert_non_null(strstr(report("obj_cloud")->says, "saved: day 1"));
}

/* MARK: 71, notifications */

static void a_notification_comes_when_the_shelves_are_empty(void **state) {
    (void)state;
    open_shop();
    for (int i = 0; i < 6000 && int_of("obj_notices", "count") == 0; i++)
        support_steps(1);
    assert_int_equal(int_of("obj_shop", "stock"), 0);
    assert_int_equal(int_of("obj_notices", "index"), GM_NONE);
    assert_string_equal(text_of("obj_shop", "news"), "Your shelves are empty.");
    assert_true(gm_service_simulate(GM_SERVICE_PUSH, "click")); /* which fills them */
    support_steps(2);
    assert_int_equal(int_of("obj_shop", "stock"), 8);
    assert_int_not_equal(int_of("obj_notices", "index"), GM_NONE);
    press('N');
    assert_int_equal(int_of("obj_notices", "count"), 2);
    assert_string_equal(text_of("obj_shop", "news"), "A bus full of tourists stops!");
}

/* The date was while the game was off. */
static void a_late_notification_tells_what_was_sold(void **state) {
    (void)state;
    open_shop();
    int coins = int_of("obj_shop", "coins"), stock = int_of("obj_shop", "stock");
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "type", "local");
    gm_ds_map_set(map, "status", 1);
    gm_ds_map_set(map, "late", 60);
    gm_event_perform_async(EVENT_OTHER_PUSH_NOTIFICATION, map);
    assert_int_equal(int_of("obj_shop", "stock"), 0);
    assert_int_equal(int_of("obj_shop", "coins"), coins + 3 * stock);
    assert_string_equal(text_of("obj_shop", "news"), "While you were away all was sold: +15.");
}

/* MARK: 69 and 70, scores */

static void the_takings_go_to_the_board_and_to_friends(void **state) {
    (void)state;
    open_shop();
    assert_int_equal(int_of("obj_steam", "rank"), 5);
    set_int("obj_shop", "earned", 500);
    support_steps(700);
    assert_int_equal(int_of("obj_steam", "rank"), 2);
    assert_int_equal(int_of("obj_steam", "players"), 5);
    const bool *medals = field("obj_steam", "has_medal");
    assert_true(medals[0] && !medals[1] && medals[2]);
    const Row *rows = field("obj_friends", "rows");
    assert_int_equal(int_of("obj_friends", "row_count"), 5);
    assert_string_equal(rows[0].name, "Dimitri");
    assert_string_equal(rows[1].name, "Ada");
    assert_true(rows[1].score >= 500);
    assert_int_equal(int_of("obj_friends", "face_count"), 5);
    assert_true(support_golden("shop_friends"));
}

/* MARK: each service */

static void one_service_that_fails_leaves_the_others_alone(void **state) {
    static const GmServiceKind kinds[] = {GM_SERVICE_CLOUD, GM_SERVICE_IAP, GM_SERVICE_STEAM,
                                          GM_SERVICE_SOCIAL};
    (void)state;
    open_shop();
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        assert_true(gm_service_simulate(kinds[i], "offline"));
        gm_event_user(gm_instance(services[kinds[i]]), 0);
        support_steps(4);
        for (int k = 0; k < GM_SERVICE_KIND_COUNT; k++)
            assert_int_equal(report(services[k])->lamp, k == (int)kinds[i] ? OFFLINE : FINE);
        assert_true(gm_service_simulate(kinds[i], "online"));
        gm_event_user(gm_instance(services[kinds[i]]), 0);
        support_steps(4);
        assert_lamps(FINE, FINE, FINE, FINE, FINE);
    }
}

static void choose_none(const char *none) {
    static const char *const variables[] = {"ASYNCADE_CLOUD", "ASYNCADE_PUSH", "ASYNCADE_IAP",
                                            "ASYNCADE_STEAM", "ASYNCADE_SOCIAL"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        if (none != NULL)
            setenv(variables[i], none, 1);
        else
            unsetenv(variables[i]);
}

static char the_log[2000];

static void hear(const char *sentence) {
    strncat(the_log, sentence, sizeof the_log - strlen(the_log) - 1);
}

/* The runtime warns once for each call that does nothing, and that is all. */
static void with_no_services_it_plays_and_says_so(void **state) {
    static const char all_keys[] = "123456SMTRFODGBN";
    (void)state;
    choose_none("none");
    the_log[0] = '\0';
    log_listen(hear);
    open_settled(SHOP, 0, NULL);
    support_steps(1000); /* with the keeper's show */
    assert_lamps(NONE, NONE, NONE, NONE, NONE);
    assert_true(int_of("obj_shop", "earned") > 10);
    assert_true(support_golden("shop_none"));
    for (const char *key = all_keys; *key != '\0'; key++)
        press(*key);
    assert_int_equal(log_trouble_count(), 3);
    assert_non_null(strstr(the_log, "gm_iap_activate: no shop is chosen"));
    assert_non_null(strstr(the_log, "gm_push_get_first_local_notification: no push service"));
    assert_non_null(strstr(the_log, "gm_push_local_notification: no push service"));
}

static int close_none(void **state) {
    (void)state;
    choose_none(NULL);
    support_close();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(it_runs_itself_if_nobody_touches_anything),
        SAMPLE_TEST(coins_buy_goods_and_shelves),
        SAMPLE_TEST(the_next_start_goes_on_with_the_same_shop),
        SAMPLE_TEST(a_purchase_that_is_declined_or_fails_gives_nothing),
        SAMPLE_TEST(a_pending_purchase_is_given_when_it_is_paid_and_taken_when_refunded),
        SAMPLE_TEST(a_purchase_that_could_not_be_finished_comes_again_and_is_given_once),
        SAMPLE_TEST(in_a_conflict_mine_is_kept_or_theirs_is_taken),
        SAMPLE_TEST(offline_a_save_waits_until_the_line_is_back),
        SAMPLE_TEST(a_notification_comes_when_the_shelves_are_empty),
        SAMPLE_TEST(a_late_notification_tells_what_was_sold),
        SAMPLE_TEST(the_takings_go_to_the_board_and_to_friends),
        SAMPLE_TEST(one_service_that_fails_leaves_the_others_alone),
        cmocka_unit_test_teardown(with_no_services_it_plays_and_says_so, close_none),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
