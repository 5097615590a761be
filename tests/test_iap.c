/* In-app purchases: the functions and events, by the simulated shop; back ends of a game's own; and
 * what happens with none chosen. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "services.h"
#include "shops.h"

static void open_saved(const char *save_folder, const char *service) {
    support_write_text(save_folder, "shop.json", SHOP_CATALOGUE);
    service_open(save_folder, "ASYNCADE_IAP", service);
}

static void open_again(void) {
    support_close();
    open_saved(the_save_folder, "simulator");
}

/* The shop is open, and has told of its products. */
static int open_shop(void **state) {
    (void)state;
    open_saved(support_folder(), "simulator");
    gm_iap_activate(GM_NONE);
    wait_for_events(3);
    return 0;
}

static int open_closed_shop(void **state) {
    (void)state;
    open_saved(support_folder(), "simulator");
    return 0;
}

static int open_none(void **state) {
    (void)state;
    open_saved(support_folder(), "none");
    return 0;
}

/* MARK: none chosen, and extensions */

/* spec: async-events 6.6 P-1 */
static void what_an_extension_posts_is_received_by_all(void **state) {
    (void)state;
    support_make("obj_ear");
    support_make("obj_ear");
    GmPayload *payload = gm_payload_map();
    gm_payload_real(payload, "id", 2);
    gm_payload_real(payload, "status", 0);
    assert_true(gm_async_post(EVENT_OTHER_WEB_IAP, payload));
    wait_for_events(3);
    for (int i = 0; i < 3; i++)
        assert_heard(i, "id=2 status=0");
}

/* spec: async-events 6.6 P-2 */
static void with_no_shop_every_call_warns_and_nothing_fires(void **state) {
    (void)state;
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_UNINITIALISED);
    assert_int_equal(gm_iap_activate(GM_NONE), GM_NONE);
    assert_int_equal(gm_iap_query_products(GM_NONE), GM_NONE);
    assert_int_equal(gm_iap_acquire("gems", ""), GM_NONE);
    assert_int_equal(gm_iap_query_purchases(), GM_NONE);
    assert_int_equal(gm_iap_restore_all(), GM_NONE);
    assert_int_equal(gm_iap_consume("purchase-1"), GM_NONE);
    assert_int_equal(gm_iap_acknowledge("purchase-1"), GM_NONE);
    assert_false(gm_service_simulate(GM_SERVICE_IAP, "decline"));
    assert_false(gm_service_simulate(GM_SERVICE_IAP, "buy gems"));
    support_steps(5);
    assert_int_equal(the_heard_count, 0);
    static const char *const calls[] = {"status",  "activate",    "query_products",  "acquire",
                                        "consume", "acknowledge", "query_purchases", "restore_all"};
    for (int i = 0; i < 8; i++)
        assert_non_null(strstr(support_log(), gm_text("warning: gm_iap_%s: no shop is chosen in "
                                                      "game.json's \"services\"",
                                                      calls[i])));
}

/* spec: async-events 6.6 P-3 */
static void a_performed_event_delivers_its_map(void **state) {
    (void)state;
    int map = gm_ds_map_create();
    gm_ds_map_set(map, "id", 7);
    gm_ds_map_set_string(map, "token", "abc");
    gm_event_perform_async(EVENT_OTHER_WEB_IAP, map);
    assert_int_equal(the_heard_count, 1);
    assert_heard(0, "id=7 token=abc");
    assert_false(gm_ds_exists(map, GM_DS_TYPE_MAP));
}

/* MARK: opening the shop */

/* spec: async-events 6.5: several products give several events */
static void an_open_shop_tells_of_its_products(void **state) {
    (void)state;
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_UNINITIALISED);
    assert_int_equal(gm_iap_acquire("gems", ""), GM_NONE); /* not yet */
    assert_non_null(strstr(support_log(), "gm_iap_acquire: gm_iap_activate must be called first"));
    int id = gm_iap_activate(GM_NONE);
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_LOADING);
    wait_for_events(3);
    assert_heard(0, gm_text("id=2 request=%d status=0 product=gems title=100 gems description=A "
                            "handful. price=1.99 EUR consumable=true",
                            id));
    assert_heard(1, gm_text("id=2 request=%d status=0 product=castle title=castle description= "
                            "price=5.00 EUR consumable=false",
                            id));
    assert_heard(2, gm_text("id=1 request=%d status=0 count=2", id));
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_AVAILABLE);
    assert_int_equal(gm_request_count(), 0);
}

/* Settling leaves out progress; products are no progress. */
static void settling_leaves_out_no_product(void **state) {
    (void)state;
    support_close();
    forget_heard();
    support_open_settling(the_save_folder, service_objects);
    support_make("obj_ear");
    gm_iap_activate(GM_NONE);
    support_steps(1);
    assert_int_equal(the_heard_count, 3);
}

static void only_the_products_asked_for_are_told(void **state) {
    (void)state;
    int list = gm_ds_list_create();
    gm_ds_list_add_string(list, "castle");
    gm_ds_list_add_string(list, "nothing");
    gm_ds_list_add(list, 5);
    int id = gm_iap_query_products(list);
    gm_ds_list_destroy(list);
    wait_for_events(2);
    assert_heard(1, gm_text("id=1 request=%d status=0 count=1", id));
}

static void a_shop_that_cannot_be_reached_says_so(void **state) {
    (void)state;
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "offline"));
    int id = gm_iap_activate(GM_NONE);
    wait_for_events(1);
    assert_heard(0,
                 gm_text("id=1 request=%d status=-1 count=0 error=the shop cannot be reached", id));
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_UNAVAILABLE);
    int buy = gm_iap_acquire("gems", "slot 1"), again = gm_iap_query_purchases();
    wait_for_events(2);
    assert_heard(0, gm_text("id=3 request=%d status=-1 product=gems token= payload=slot 1 "
                            "error=the shop cannot be reached",
                            buy));
    assert_heard(
        1, gm_text("id=5 request=%d status=-1 count=0 error=the shop cannot be reached", again));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "online"));
    gm_iap_activate(GM_NONE);
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_LOADING);
    wait_for_events(3);
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_AVAILABLE);
}

/* MARK: buying */

/* A purchase that is paid; its token. Waits for its one event. */
static const char *bought(const char *product) {
    static char token[GM_IAP_TEXT];
    gm_iap_acquire(product, NULL);
    wait_for_events(1);
    const char *at = strstr(the_heard[0], "token=");
    assert_non_null(strstr(the_heard[0], "id=3 "));
    assert_non_null(at);
    snprintf(token, sizeof token, "%.*s", (int)strcspn(at + 6, " "), at + 6);
    return token;
}

static void a_consumable_is_bought_consumed_and_bought_again(void **state) {
    (void)state;
    int buy = gm_iap_acquire("gems", "slot 1");
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_PROCESSING);
    assert_int_equal(the_heard_count, 0);
    wait_for_events(1);
    assert_heard(
        0, gm_text("id=3 request=%d status=0 product=gems token=purchase-1 payload=slot 1", buy));
    int again = gm_iap_acquire("gems", "slot 2");
    wait_for_events(1);
    assert_heard(0, gm_text("id=3 request=%d status=3 product=gems token=purchase-1 payload=slot 1",
                            again)); /* already owned */
    int wrong = gm_iap_acknowledge("purchase-1");
    int done = gm_iap_consume("purchase-1"), twice = gm_iap_consume("purchase-1");
    wait_for_events(3);
    assert_heard(0,
                 gm_text("id=4 request=%d status=-1 product=gems token=purchase-1 payload=slot 1 "
                         "error=its product is a consumable: gm_iap_consume finishes it",
                         wrong));
    assert_heard(
        1, gm_text("id=4 request=%d status=5 product=gems token=purchase-1 payload=slot 1", done));
    assert_heard(
        2, gm_text("id=4 request=%d status=5 product=gems token=purchase-1 payload=slot 1", twice));
    assert_string_equal(bought("gems"), "purchase-2");
}

static void what_is_bought_for_good_is_restored(void **state) {
    (void)state;
    assert_string_equal(bought("castle"), "purchase-1");
    int wrong = gm_iap_consume("purchase-1"), done = gm_iap_acknowledge("purchase-1");
    wait_for_events(2);
    assert_heard(0, gm_text("id=4 request=%d status=-1 product=castle token=purchase-1 payload= "
                            "error=its product is no consumable: gm_iap_acknowledge finishes it",
                            wrong));
    assert_heard(
        1, gm_text("id=4 request=%d status=6 product=castle token=purchase-1 payload=", done));
    bought("gems");
    open_again();
    gm_iap_activate(GM_NONE);
    wait_for_events(4); /* two products, the shop, and the gems that are not finished */
    assert_heard(3, "id=3 status=0 product=gems token=purchase-2 payload=");
    int restore = gm_iap_restore_all();
    wait_for_events(2);
    assert_heard(
        0, gm_text("id=3 request=%d status=4 product=castle token=purchase-1 payload=", restore));
    assert_heard(1, gm_text("id=5 request=%d status=0 count=1", restore));
    int castle = gm_iap_acquire("castle", NULL), open = gm_iap_query_purchases();
    wait_for_events(3);
    assert_heard(
        0, gm_text("id=3 request=%d status=3 product=castle token=purchase-1 payload=", castle));
    assert_heard(1,
                 gm_text("id=3 request=%d status=0 product=gems token=purchase-2 payload=", open));
    assert_heard(2, gm_text("id=5 request=%d status=0 count=1", open));
}

static void a_pending_payment_comes_through_later_or_does_not(void **state) {
    (void)state;
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "pending"));
    int buy = gm_iap_acquire("gems", "p");
    wait_for_events(1);
    assert_heard(0,
                 gm_text("id=3 request=%d status=1 product=gems token=purchase-1 payload=p", buy));
    int early = gm_iap_consume("purchase-1");
    wait_for_events(1);
    assert_heard(0, gm_text("id=4 request=%d status=-1 product=gems token=purchase-1 payload=p "
                            "error=it is not paid yet",
                            early));
    open_again(); /* it is still pending after a restart */
    gm_iap_activate(GM_NONE);
    wait_for_events(4);
    assert_heard(3, "id=3 status=1 product=gems token=purchase-1 payload=p");
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "pay purchase-1"));
    wait_for_events(1);
    assert_heard(0, "id=3 status=0 product=gems token=purchase-1 payload=p");
    gm_iap_consume("purchase-1");
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "pending"));
    gm_iap_acquire("gems", "q");
    wait_for_events(2);
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "refuse purchase-2"));
    wait_for_events(1);
    assert_heard(0, "id=3 status=2 product=gems token=purchase-2 payload=q");
    assert_string_equal(bought("gems"), "purchase-3");
}

static void a_declined_purchase_leaves_nothing(void **state) {
    (void)state;
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "decline"));
    int buy = gm_iap_acquire("gems", NULL);
    wait_for_events(1);
    assert_heard(0, gm_text("id=3 request=%d status=2 product=gems token= payload=", buy));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "fail"));
    int fail = gm_iap_acquire("gems", NULL);
    wait_for_events(1);
    assert_heard(0, gm_text("id=3 request=%d status=-1 product=gems token= payload= error=the shop "
                            "is out of order",
                            fail));
    int none = gm_iap_query_purchases();
    wait_for_events(1);
    assert_heard(0, gm_text("id=5 request=%d status=0 count=0", none));
    assert_string_equal(bought("gems"), "purchase-1");
}

static void a_refund_comes_by_itself(void **state) {
    (void)state;
    bought("castle");
    gm_iap_acknowledge("purchase-1");
    wait_for_events(1);
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "refund purchase-1"));
    wait_for_events(1);
    assert_heard(0, "id=3 status=7 product=castle token=purchase-1 payload=");
    int late = gm_iap_acknowledge("purchase-1"), restore = gm_iap_restore_all();
    wait_for_events(2);
    assert_heard(0, gm_text("id=4 request=%d status=-1 product=castle token=purchase-1 payload= "
                            "error=it was refunded",
                            late));
    assert_heard(1, gm_text("id=5 request=%d status=0 count=0", restore));
    assert_string_equal(bought("castle"), "purchase-2"); /* it can be bought again */
}

/* spec: async-events 6.5: purchases may arrive without a call */
static void a_purchase_made_elsewhere_comes_by_itself(void **state) {
    (void)state;
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "buy gems"));
    wait_for_events(1);
    assert_heard(0, "id=3 status=0 product=gems token=purchase-1 payload=");
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "buy gems"));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "buy nothing"));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "pay purchase-1"));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "pay purchase-9"));
    assert_true(gm_service_simulate(GM_SERVICE_IAP, "refund purchase-9"));
    int last = gm_iap_query_purchases(); /* behind the tricks */
    wait_for_events(2);
    assert_heard(1, gm_text("id=5 request=%d status=0 count=1", last));
    assert_non_null(strstr(support_log(), "\"gems\" cannot be bought: it is owned already"));
    assert_non_null(strstr(support_log(), "the shop has no product \"nothing\""));
    assert_non_null(strstr(support_log(), "\"purchase-1\" is not pending"));
    assert_non_null(strstr(support_log(), "\"purchase-9\": there is no such purchase"));
    assert_false(gm_service_simulate(GM_SERVICE_IAP, "sing"));
}

static void wrong_calls_are_answered_or_refused(void **state) {
    (void)state;
    char much[GM_IAP_TEXT + 1];
    memset(much, 'x', GM_IAP_TEXT);
    much[GM_IAP_TEXT] = '\0';
    int nothing = gm_iap_acquire("nothing", NULL), unknown = gm_iap_consume("purchase-7");
    wait_for_events(2);
    assert_heard(0, gm_text("id=3 request=%d status=-1 product=nothing token= payload= error=the "
                            "shop has no product \"nothing\"",
                            nothing));
    assert_heard(1, gm_text("id=4 request=%d status=-1 product= token=purchase-7 payload= "
                            "error=there is no purchase with this token",
                            unknown));
    assert_int_equal(gm_iap_acquire("", NULL), GM_NONE);
    assert_int_equal(gm_iap_acquire(NULL, NULL), GM_NONE);
    assert_int_equal(gm_iap_acquire("gems", much), GM_NONE);
    assert_int_equal(gm_iap_consume(much), GM_NONE);
    assert_int_equal(gm_iap_acknowledge(NULL), GM_NONE);
    assert_int_equal(gm_request_count(), 0);
}

static void a_cancelled_call_is_not_carried_out_or_was(void **state) {
    (void)state;
    int buy = gm_iap_acquire("gems", NULL);
    gm_request_cancel(buy);
    wait_for_events(1); /* whichever was first, its event says how it is */
    int is_paid = strstr(the_heard[0], "status=0") != NULL;
    if (!is_paid) assert_non_null(strstr(the_heard[0], "error=it was cancelled"));
    int open = gm_iap_query_purchases();
    wait_for_events(1 + is_paid);
    assert_heard(is_paid, gm_text("id=5 request=%d status=0 count=%d", open, is_paid));
    gm_iap_acquire("castle", NULL); /* still under way when the game ends: it is written down */
    open_again();
    gm_iap_activate(GM_NONE);
    wait_for_events(4 + is_paid);
}

static void what_was_told_can_be_asked_for_again(void **state) {
    (void)state;
    int map = gm_ds_map_create(), list = gm_ds_list_create();
    assert_int_equal(gm_iap_enumerate_products(list), 2);
    assert_string_equal(gm_ds_list_find_string(list, 0, ""), "gems");
    assert_string_equal(gm_ds_list_find_string(list, 1, ""), "castle");
    assert_true(gm_iap_product_details("gems", map));
    assert_string_equal(gm_ds_map_find_string(map, "price", ""), "1.99 EUR");
    assert_string_equal(gm_ds_map_find_string(map, "title", ""), "100 gems");
    assert_int_equal(gm_ds_map_size(map), 5);
    gm_ds_map_clear(map);
    gm_iap_acquire("gems", "p");
    gm_iap_consume("purchase-1");
    wait_for_events(2);
    assert_true(gm_iap_purchase_details("purchase-1", map));
    assert_string_equal(gm_json_encode(map),
                        "{\"status\":5,\"product\":\"gems\",\"token\":\"purchase-1\","
                        "\"payload\":\"p\"}");
    assert_false(gm_iap_product_details("nothing", map));
    assert_false(gm_iap_product_details(NULL, map));
    assert_false(gm_iap_purchase_details("purchase-2", map));
    gm_ds_map_destroy(map);
    assert_false(gm_iap_product_details("gems", map));
    assert_int_equal(gm_iap_enumerate_products(99), 0);
    gm_ds_list_destroy(list);
}

static void a_game_folder_chooses_its_shop(void **state) {
    (void)state;
    static const char json[] = "{\"services\": {\"iap\": {\"use\": \"simulator\", "
                               "\"catalogue\": \"wares.json\"}}}";
    static const char room[] = "{\"width\": 10, \"height\": 10, \"tilewidth\": 16, "
                               "\"tileheight\": 16, \"layers\": []}";
    const char *folder = support_folder();
    support_close();
    unsetenv("ASYNCADE_IAP");
    support_write(folder, "rooms/rm_shop.tmj", room, sizeof room - 1);
    support_write(folder, "game.json", json, sizeof json - 1);
    support_write(folder, "data/wares.json", SHOP_CATALOGUE, sizeof SHOP_CATALOGUE - 1);
    assert_true(support_open_folder(folder, service_objects));
    gm_instance_create_depth(0, 0, 0, "obj_ear");
    gm_iap_activate(GM_NONE);
    wait_for_events(3);
    assert_string_equal(support_log(), "");
}

/* MARK: wrong catalogues */

static void refuses_catalogue(const char *text, const char *sentence) {
    support_close();
    support_write_text(the_save_folder, "wrong.json", text);
    open_saved(the_save_folder, "simulator:wrong.json");
    assert_int_equal(gm_iap_activate(GM_NONE), GM_NONE);
    if (strstr(support_log(), sentence) == NULL) fail_msg("log: %s", support_log());
}

static void a_wrong_catalogue_is_a_sentence(void **state) {
    (void)state;
    refuses_catalogue("[]", "wrong.json: expected an object { }, but it is a list");
    refuses_catalogue("{}", "wrong.json: expected \"products\", a list");
    refuses_catalogue("{\"products\": [5]}", "products[0]: expected an object { }");
    refuses_catalogue("{\"products\": [{\"title\": \"x\"}]}", "products[0]: expected \"id\"");
    refuses_catalogue("{\"products\": [{\"id\": \"x\"}]}",
                      "products[0].price: expected a number, 0 or more");
    refuses_catalogue("{\"products\": [{\"id\": \"x\", \"price\": 1}, {\"id\": \"x\", \"price\": "
                      "1}]}",
                      "products[1].id: another product has this id");
    refuses_catalogue("{\"products\"", "wrong.json");
    support_close();
    open_saved(the_save_folder, "simulator:missing.json");
    assert_int_equal(gm_iap_status(), GM_IAP_STATUS_UNINITIALISED);
    assert_non_null(strstr(support_log(), "there is no file \"missing.json\""));
}

/* MARK: a back end of a game's own */

static GmIapStatus own_products(GmIapJob *job, const char *const *wanted, char *why) {
    (void)why;
    assert_null(wanted);
    gm_iap_give_product(job, &(GmIapProduct){"own", "Own", "", "free", true});
    return GM_IAP_OK;
}

static GmIapStatus own_acquire(GmIapPurchase *purchase, char *why) {
    (void)why;
    gm_copy_text(purchase->token, GM_IAP_TEXT, "own-token");
    return GM_IAP_OK;
}

static GmIapStatus own_finish(GmIapPurchase *purchase, bool consume, char *why) {
    (void)purchase, (void)consume;
    gm_copy_text(why, GM_IAP_TEXT, "not here");
    return GM_IAP_FAILED;
}

static GmIapStatus own_purchases(GmIapJob *job, bool restore, char *why) {
    (void)job, (void)restore, (void)why;
    return GM_IAP_OK;
}

static const GmIapService own_shop = {.service = {.name = "own"},
                                      .products = own_products,
                                      .acquire = own_acquire,
                                      .finish = own_finish,
                                      .purchases = own_purchases};

static void a_game_can_bring_its_own_shop(void **state) {
    (void)state;
    support_close();
    gm_service_register(GM_SERVICE_IAP, &own_shop.service);
    open_saved(the_save_folder, "own");
    int id = gm_iap_activate(GM_NONE), buy = gm_iap_acquire("own", "p");
    int use = gm_iap_consume("own-token");
    wait_for_events(4);
    assert_heard(0, gm_text("id=2 request=%d status=0 product=own title=Own description= "
                            "price=free consumable=true",
                            id));
    assert_heard(1, gm_text("id=1 request=%d status=0 count=1", id));
    assert_heard(2, gm_text("id=3 request=%d status=0 product=own token=own-token payload=p", buy));
    assert_heard(3, gm_text("id=4 request=%d status=-1 product= token=own-token payload= error=not "
                            "here",
                            use));
    assert_false(gm_service_simulate(GM_SERVICE_IAP, "buy own")); /* it is no simulator */
}

#define CASE(test)   cmocka_unit_test_setup_teardown(test, open_shop, service_close)
#define CLOSED(test) cmocka_unit_test_setup_teardown(test, open_closed_shop, service_close)
#define NONE(test)   cmocka_unit_test_setup_teardown(test, open_none, service_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        NONE(what_an_extension_posts_is_received_by_all),
        NONE(with_no_shop_every_call_warns_and_nothing_fires),
        NONE(a_performed_event_delivers_its_map),
        CLOSED(an_open_shop_tells_of_its_products),
        CLOSED(settling_leaves_out_no_product),
        CASE(only_the_products_asked_for_are_told),
        CLOSED(a_shop_that_cannot_be_reached_says_so),
        CASE(a_consumable_is_bought_consumed_and_bought_again),
        CASE(what_is_bought_for_good_is_restored),
        CASE(a_pending_payment_comes_through_later_or_does_not),
        CASE(a_declined_purchase_leaves_nothing),
        CASE(a_refund_comes_by_itself),
        CASE(a_purchase_made_elsewhere_comes_by_itself),
        CASE(wrong_calls_are_answered_or_refused),
        CASE(a_cancelled_call_is_not_carried_out_or_was),
        CASE(what_was_told_can_be_asked_for_again),
        CASE(a_game_folder_chooses_its_shop),
        CLOSED(a_wrong_catalogue_is_a_sentence),
        CLOSED(a_game_can_bring_its_own_shop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
