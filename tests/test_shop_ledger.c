/* The simulated shop's ledger: a game that sells one thing is killed at every call that changes a
 * file, between payment and delivery and everywhere else; nothing is lost, nothing is given twice.
 */
#define _XOPEN_SOURCE 700 /* setenv */
#include "faults.h"
#include "shops.h"
#include "support.h"

#include "../events/async/shop_ledger.h"
#include "../events/lane.h"
#include "../platform/files.h"
#include "../platform/mem.h"

#include <stdlib.h>
#include <sys/wait.h>

enum { GEMS = 100, MOST_CALLS = 60, STEPS = 12 };

/* MARK: the game */

/* What it saves, in one go: how many gems, and the tokens that were paid for them. */
typedef struct Save {
    int gems, token_count;
    char tokens[8][32];
} Save;

static Save the_save;
static const char *the_folder;
static bool the_buys;       /* it wants to buy, once the shop is open */
static int the_finished;    /* purchases that were finished in this run */
static int the_last_status; /* of an event of a purchase */
static char the_last_error[GM_IAP_TEXT];

static const char *path_to(const char *file) {
    return support_path(the_folder, file);
}

static void load_game(void) {
    size_t size = 0;
    char *bytes = files_read(path_to("game.sav"), &size, NULL);
    memset(&the_save, 0, sizeof the_save);
    if (bytes != NULL && size == sizeof the_save) memcpy(&the_save, bytes, size);
    mem_free(bytes);
}

static bool has_token(const char *token) {
    for (int i = 0; i < the_save.token_count; i++)
        if (strcmp(the_save.tokens[i], token) == 0) return true;
    return false;
}

/* Gems and token are saved together, and only then the purchase is finished. */
static void deliver(const char *token) {
    if (!has_token(token)) {
        Save next = the_save;
        next.gems += GEMS;
        snprintf(next.tokens[next.token_count++], sizeof next.tokens[0], "%s", token);
        if (!files_write(path_to("game.sav"), &next, sizeof next, NULL)) return;
        the_save = next;
    }
    gm_iap_consume(token);
}

static void on_iap(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncIap *iap = gm_async_iap(event);
    if (iap->id == GM_IAP_EV_STORELOAD && iap->status == GM_IAP_OK && the_buys) {
        the_buys = false;
        gm_iap_acquire("gems", NULL);
    }
    if (iap->id == GM_IAP_EV_CONSUME && iap->status == GM_IAP_CONSUMED) the_finished++;
    if (iap->id != GM_IAP_EV_PURCHASE) return;
    the_last_status = iap->status;
    snprintf(the_last_error, sizeof the_last_error, "%s", iap->error);
    if (iap->status == GM_IAP_OK || iap->status == GM_IAP_ALREADY_OWNED) deliver(iap->token);
}

static const GmObject obj_shop = {.on = {[GM_ASYNC_IAP] = on_iap}};

static void open_game(bool buys) {
    setenv("ASYNCADE_IAP", "simulator", 1);
    lane_by_hand(true); /* everything in one thread: every run has the same calls */
    load_game();
    the_buys = buys;
    the_finished = 0;
    support_open_saved(the_folder, (const GmNamedObject[]){GM_OBJECT(obj_shop), {NULL, NULL}});
    support_make("obj_shop");
    support_steps(1);
}

static void play_steps(int count) {
    for (int i = 0; i < count; i++) {
        Lane *shop = lane_named("shop");
        while (shop != NULL && lane_step(shop)) {
        }
        support_steps(1);
    }
}

static void close_game(void) {
    support_close();
    lane_by_hand(false);
}

/* MARK: killing it */

/* Plays in a child that is killed at a call (0: none), and by default buys. True: it was killed. */
static bool play_and_kill(bool buys, int at) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        open_game(buys);
        faults_arm(at, FAULT_KILL);
        gm_iap_activate(GM_NONE);
        play_steps(STEPS);
        faults_disarm();
        close_game();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) assert_int_equal(WTERMSIG(status), SIGKILL);
    if (WIFEXITED(status)) assert_int_equal(WEXITSTATUS(status), 0);
    return WIFSIGNALED(status);
}

/* The same one again, empty: there are many. */
static void new_folder(void) {
    if (the_folder == NULL) the_folder = support_folder();
    files_remove_tree(the_folder);
    assert_true(files_make_folders(the_folder));
    support_write(the_folder, "shop.json", SHOP_CATALOGUE, sizeof SHOP_CATALOGUE - 1);
}

/* How many purchases the ledger has that were paid, and how many of them are not finished. */
static int paid(int *unfinished) {
    ShopLedger ledger;
    char why[GM_IAP_TEXT];
    int count = 0;
    *unfinished = 0;
    assert_true(shop_ledger_open(&ledger, mem_text(path_to("shop_simulator.ledger")), why));
    for (int i = 0; i < ledger.count; i++) {
        count += ledger.items[i].status == GM_IAP_OK || ledger.items[i].status == GM_IAP_CONSUMED;
        *unfinished += ledger.items[i].status == GM_IAP_OK;
    }
    shop_ledger_close(&ledger);
    return count;
}

/* After a run that nobody killed: everything that was paid was given, once. */
static void assert_all_is_well(int least, int most) {
    int unfinished, count = paid(&unfinished);
    load_game();
    assert_in_range(count, least, most);
    assert_int_equal(unfinished, 0);
    assert_int_equal(the_save.gems, count * GEMS);
    assert_int_equal(the_save.token_count, count);
}

static void killed_at_every_write_nothing_is_lost_and_nothing_given_twice(void **state) {
    (void)state;
    int at = 1, payments_kept = 0, payments_not_made = 0;
    for (bool killed = true; killed; at++) {
        int unfinished;
        assert_in_range(at, 1, MOST_CALLS);
        new_folder();
        killed = play_and_kill(true, at);
        bool was_paid = paid(&unfinished) > 0;
        payments_kept += killed && was_paid;
        payments_not_made += killed && !was_paid;
        assert_false(play_and_kill(false, 0));
        assert_all_is_well(was_paid, was_paid); /* what was paid stays paid */
        assert_false(play_and_kill(true, 0));   /* and the shop goes on */
        assert_all_is_well(was_paid + 1, was_paid + 1);
    }
    /* it was killed before the payment, and between payment and delivery */
    assert_in_range(payments_not_made, 1, MOST_CALLS);
    assert_in_range(payments_kept, 5, MOST_CALLS);
}

/* Killed twice: in the first run at one call, in the next one at another. */
static void killed_again_while_it_recovers_it_still_recovers(void **state) {
    (void)state;
    bool goes_on = true;
    for (int first = 1; goes_on; first++) {
        bool killed = true;
        for (int second = 1; killed; second++) {
            int unfinished;
            new_folder();
            goes_on = play_and_kill(true, first);
            int count = paid(&unfinished);
            killed = play_and_kill(false, second);
            assert_false(play_and_kill(false, 0));
            assert_all_is_well(count, count);
        }
    }
}

/* MARK: calls that fail */

/* Buys while a call fails (0: none); how many there were. */
static int buy_with_fault(int at) {
    new_folder();
    open_game(true);
    faults_arm(at, ENOSPC);
    gm_iap_activate(GM_NONE);
    play_steps(STEPS);
    return faults_disarm();
}

static void a_full_disk_is_a_failed_purchase_and_the_next_works(void **state) {
    (void)state;
    int calls = buy_with_fault(0), failed = 0;
    close_game();
    assert_in_range(calls, 10, MOST_CALLS);
    for (int at = 1; at <= calls; at++) {
        buy_with_fault(at);
        if (the_last_status == GM_IAP_FAILED) {
            assert_non_null(strstr(the_last_error, "No space left on device"));
            failed++;
        }
        gm_iap_query_purchases(); /* whatever could not be finished is tried again */
        play_steps(STEPS);
        gm_iap_acquire("gems", NULL);
        play_steps(STEPS);
        close_game();
        assert_all_is_well(1, 2);
    }
    assert_in_range(failed, 2, calls);
}

/* MARK: damage */

static const char *const lines[] = {"purchase-1", "purchase-2", "purchase-3"};

/* A ledger of three purchases, the first of them consumed; its bytes. */
static char *three_purchases(size_t *size) {
    ShopLedger ledger;
    char why[GM_IAP_TEXT];
    new_folder();
    assert_true(shop_ledger_open(&ledger, mem_text(path_to("shop_simulator.ledger")), why));
    for (int i = 0; i < 3; i++) {
        GmIapPurchase purchase = {
            .status = GM_IAP_OK, .product = "gems", .payload = "\"\n\xC3\xA9"};
        assert_true(shop_ledger_add(&ledger, &purchase, why));
        assert_string_equal(purchase.token, lines[i]);
    }
    assert_true(shop_ledger_change(&ledger, &ledger.items[0], GM_IAP_CONSUMED, why));
    shop_ledger_close(&ledger);
    return support_read(path_to("shop_simulator.ledger"), size);
}

/* How many of the purchases it reads, and whether it reads no others. */
static int read_back(void) {
    ShopLedger ledger;
    char why[GM_IAP_TEXT];
    assert_true(shop_ledger_open(&ledger, mem_text(path_to("shop_simulator.ledger")), why));
    for (int i = 0; i < ledger.count; i++) {
        assert_string_equal(ledger.items[i].product, "gems");
        assert_string_equal(ledger.items[i].payload, "\"\n\xC3\xA9");
    }
    int count = ledger.count;
    shop_ledger_close(&ledger);
    return count;
}

static void a_ledger_cut_off_anywhere_keeps_its_whole_lines(void **state) {
    (void)state;
    size_t size;
    char *bytes = three_purchases(&size);
    for (size_t cut = 0; cut <= size; cut++) {
        int whole = 0;
        for (size_t i = 0; i < cut; i++)
            whole += bytes[i] == '\n';
        support_write(the_folder, "shop_simulator.ledger", bytes, cut);
        assert_int_equal(read_back(), whole < 3 ? whole : 3);
        assert_int_equal(read_back(), whole < 3 ? whole : 3); /* it is mended */
        assert_false(files_exists(path_to("shop_simulator.ledger.damaged")));
    }
    free(bytes);
}

static void a_flipped_bit_costs_one_line_and_is_said(void **state) {
    (void)state;
    size_t size;
    char *bytes = three_purchases(&size);
    for (size_t i = 0; i < size; i += 3) {
        bytes[i] ^= (char)(1 << (i % 8));
        support_write(the_folder, "shop_simulator.ledger", bytes, size);
        assert_in_range(read_back(), 1, 3);
        assert_in_range(read_back(), 1, 3);
        bytes[i] ^= (char)(1 << (i % 8));
    }
    assert_true(files_exists(path_to("shop_simulator.ledger.damaged")));
    free(bytes);
}

static void a_ledger_that_cannot_be_read_sells_nothing(void **state) {
    (void)state;
    new_folder();
    support_write(the_folder, "shop_simulator.ledger/inside", "x", 1); /* it is a folder */
    open_game(true);
    the_last_status = 99;
    gm_iap_activate(GM_NONE);
    play_steps(STEPS);
    assert_int_equal(the_last_status, 99); /* the shop did not open */
    gm_iap_acquire("gems", NULL);
    play_steps(STEPS);
    assert_int_equal(the_last_status, GM_IAP_FAILED);
    close_game();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_every_write_nothing_is_lost_and_nothing_given_twice),
        cmocka_unit_test(killed_again_while_it_recovers_it_still_recovers),
        cmocka_unit_test(a_full_disk_is_a_failed_purchase_and_the_next_works),
        cmocka_unit_test(a_ledger_cut_off_anywhere_keeps_its_whole_lines),
        cmocka_unit_test(a_flipped_bit_costs_one_line_and_is_said),
        cmocka_unit_test(a_ledger_that_cannot_be_read_sells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
