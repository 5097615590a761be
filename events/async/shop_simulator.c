/* A sandbox shop: it sells what its catalogue says and takes no money. Whatever was paid stands in
 * its ledger before the game hears of it, until the game has finished it.
 *
 * But for open and close everything runs on the shop's worker, in the order of the calls. */
#include "services.h"

#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_math.h"
#include "iap.h"
#include "shop_catalogue.h"
#include "shop_ledger.h"

#include <stdio.h>
#include <string.h>

typedef enum Outcome { APPROVE, PENDING, DECLINE, FAIL } Outcome;

static struct {
    ShopCatalogue catalogue;
    char *ledger_path; /* until the worker opens it; NULL: it did, or there is no save area */
    /* the worker's: */
    ShopLedger ledger;
    bool is_ledger_read, is_ledger_good;
    char ledger_why[GM_IAP_TEXT];
    bool is_offline;
    Outcome next; /* of the next call to buy */
} the_simulator;

/* MARK: the ledger. Thread: worker */

static bool ledger_is_good(char *why) {
    if (!the_simulator.is_ledger_read) {
        the_simulator.is_ledger_read = true;
        the_simulator.is_ledger_good = shop_ledger_open(
            &the_simulator.ledger, the_simulator.ledger_path, the_simulator.ledger_why);
        the_simulator.ledger_path = NULL;
    }
    if (!the_simulator.is_ledger_good) gm_copy_text(why, GM_IAP_TEXT, the_simulator.ledger_why);
    return the_simulator.is_ledger_good;
}

/* Every call's first look. */
static bool may(char *why) {
    if (!the_simulator.is_offline) return ledger_is_good(why);
    gm_copy_text(why, GM_IAP_TEXT, "the shop cannot be reached");
    return false;
}

/* The purchase of a product that stands in the way of another. */
static const GmIapPurchase *owned(const char *product) {
    const ShopLedger *ledger = &the_simulator.ledger;
    for (int i = 0; i < ledger->count; i++) {
        const GmIapPurchase *one = &ledger->items[i];
        bool is_owned = one->status == GM_IAP_OK || one->status == GM_IAP_PENDING ||
                        one->status == GM_IAP_ACKNOWLEDGED;
        if (is_owned && strcmp(one->product, product) == 0) return one;
    }
    return NULL;
}

/* MARK: calls. Thread: worker */

static bool is_wanted(const GmIapProduct *product, const char *const *wanted) {
    for (int i = 0; wanted != NULL && wanted[i] != NULL; i++)
        if (strcmp(wanted[i], product->id) == 0) return true;
    return wanted == NULL;
}

static GmIapStatus products(GmIapJob *job, const char *const *wanted, char *why) {
    if (!may(why)) return GM_IAP_FAILED;
    for (int i = 0; i < the_simulator.catalogue.count; i++)
        if (is_wanted(&the_simulator.catalogue.items[i], wanted))
            gm_iap_give_product(job, &the_simulator.catalogue.items[i]);
    return GM_IAP_OK;
}

static GmIapStatus write_new(GmIapPurchase *purchase, GmIapStatus status, char *why) {
    purchase->status = status;
    return shop_ledger_add(&the_simulator.ledger, purchase, why) ? status : GM_IAP_FAILED;
}

static GmIapStatus acquire(GmIapPurchase *purchase, char *why) {
    if (!may(why)) return GM_IAP_FAILED;
    if (shop_catalogue_find(&the_simulator.catalogue, purchase->product) == NULL) {
        snprintf(why, GM_IAP_TEXT, "the shop has no product \"%.200s\"", purchase->product);
        return GM_IAP_FAILED;
    }
    const GmIapPurchase *before = owned(purchase->product);
    if (before != NULL) {
        *purchase = *before;
        return GM_IAP_ALREADY_OWNED;
    }
    Outcome outcome = the_simulator.next;
    the_simulator.next = APPROVE;
    switch (outcome) {
    case APPROVE:
        return write_new(purchase, GM_IAP_OK, why);
    case PENDING:
        return write_new(purchase, GM_IAP_PENDING, why);
    case DECLINE:
        return GM_IAP_DECLINED;
    case FAIL:
        break;
    }
    gm_copy_text(why, GM_IAP_TEXT, "the shop is out of order");
    return GM_IAP_FAILED;
}

/* Why a purchase cannot be finished like this; NULL: it can. */
static const char *objection(const GmIapPurchase *found, bool consume) {
    if (found == NULL) return "there is no purchase with this token";
    if (found->status == GM_IAP_PENDING) return "it is not paid yet";
    if (found->status == GM_IAP_DECLINED) return "it was declined";
    if (found->status == GM_IAP_REFUNDED) return "it was refunded";
    const GmIapProduct *product = shop_catalogue_find(&the_simulator.catalogue, found->product);
    if (product != NULL && product->consumable != consume)
        return consume ? "its product is no consumable: gm_iap_acknowledge finishes it"
                       : "its product is a consumable: gm_iap_consume finishes it";
    return NULL;
}

static GmIapStatus finish(GmIapPurchase *purchase, bool consume, char *why) {
    GmIapStatus wanted = consume ? GM_IAP_CONSUMED : GM_IAP_ACKNOWLEDGED;
    if (!may(why)) return GM_IAP_FAILED;
    GmIapPurchase *found = shop_ledger_find(&the_simulator.ledger, purchase->token);
    const char *against = objection(found, consume);
    if (found != NULL) *purchase = *found;
    if (against != NULL) {
        gm_copy_text(why, GM_IAP_TEXT, against);
        return GM_IAP_FAILED;
    }
    if (found->status == GM_IAP_OK &&
        !shop_ledger_change(&the_simulator.ledger, found, wanted, why))
        return GM_IAP_FAILED;
    return wanted;
}

static GmIapStatus purchases(GmIapJob *job, bool restore, char *why) {
    if (!may(why)) return GM_IAP_FAILED;
    for (int i = 0; i < the_simulator.ledger.count; i++) {
        GmIapPurchase one = the_simulator.ledger.items[i];
        bool is_open = one.status == GM_IAP_OK || one.status == GM_IAP_PENDING;
        bool is_kept = one.status == GM_IAP_ACKNOWLEDGED;
        if (restore ? !is_kept : !is_open) continue;
        if (restore) one.status = GM_IAP_RESTORED;
        gm_iap_give_purchase(job, &one);
    }
    return GM_IAP_OK;
}

/* MARK: driving it. Thread: worker, but for simulate */

/* Writes down what became of a purchase, and tells the game. */
static void become(GmIapPurchase *purchase, GmIapStatus status) {
    char why[GM_IAP_TEXT];
    if (shop_ledger_change(&the_simulator.ledger, purchase, status, why))
        gm_iap_post_purchase(purchase);
    else
        log_warn("the simulated shop: %s", why);
}

/* NULL: said why. */
static GmIapPurchase *purchase_of(const char *token) {
    char why[GM_IAP_TEXT] = "there is no such purchase";
    GmIapPurchase *found =
        ledger_is_good(why) ? shop_ledger_find(&the_simulator.ledger, token) : NULL;
    if (found == NULL) log_warn("the simulated shop: \"%s\": %s", token, why);
    return found;
}

static void settle(const char *token, bool is_paid) {
    GmIapPurchase *purchase = purchase_of(token);
    if (purchase != NULL && purchase->status == GM_IAP_PENDING)
        become(purchase, is_paid ? GM_IAP_OK : GM_IAP_DECLINED);
    else if (purchase != NULL)
        log_warn("the simulated shop: \"%s\" is not pending", token);
}

static void pay(const char *token) {
    settle(token, true);
}

static void refuse(const char *token) {
    settle(token, false);
}

static void refund(const char *token) {
    GmIapPurchase *purchase = purchase_of(token);
    bool was_paid = purchase != NULL && purchase->status != GM_IAP_PENDING &&
                    purchase->status != GM_IAP_DECLINED && purchase->status != GM_IAP_REFUNDED;
    if (was_paid)
        become(purchase, GM_IAP_REFUNDED);
    else if (purchase != NULL)
        log_warn("the simulated shop: there is nothing to refund of \"%s\"", token);
}

static void buy(const char *product) {
    char why[GM_IAP_TEXT] = "it is owned already";
    GmIapPurchase purchase = {.status = GM_IAP_OK};
    Outcome next = the_simulator.next; /* which is for the game's own call */
    gm_copy_text(purchase.product, GM_IAP_TEXT, product);
    the_simulator.next = APPROVE;
    if (acquire(&purchase, why) == GM_IAP_OK)
        gm_iap_post_purchase(&purchase);
    else
        log_warn("the simulated shop: \"%s\" cannot be bought: %s", product, why);
    the_simulator.next = next;
}

static void approve_next(const char *nothing) {
    (void)nothing;
    the_simulator.next = APPROVE;
}

static void pend_next(const char *nothing) {
    (void)nothing;
    the_simulator.next = PENDING;
}

static void decline_next(const char *nothing) {
    (void)nothing;
    the_simulator.next = DECLINE;
}

static void fail_next(const char *nothing) {
    (void)nothing;
    the_simulator.next = FAIL;
}

static void go_offline(const char *nothing) {
    (void)nothing;
    the_simulator.is_offline = true;
}

static void go_online(const char *nothing) {
    (void)nothing;
    the_simulator.is_offline = false;
}

typedef struct Trick {
    const char *word; /* one that ends in a blank is followed by a token or a product */
    void (*play)(const char *text);
} Trick;

static const Trick tricks[] = {{"approve", approve_next},
                               {"pending", pend_next},
                               {"decline", decline_next},
                               {"fail", fail_next},
                               {"offline", go_offline},
                               {"online", go_online},
                               {"pay ", pay},
                               {"refuse ", refuse},
                               {"refund ", refund},
                               {"buy ", buy}};
enum { TRICKS = sizeof tricks / sizeof tricks[0] };

typedef struct TrickJob {
    Job job;
    const Trick *trick;
    char text[GM_IAP_TEXT];
} TrickJob;

static void play(Job *base) {
    TrickJob *job = (TrickJob *)base;
    job->trick->play(job->text);
    mem_free(job);
}

/* NULL: there is none of the name. *text: what follows it. */
static const Trick *trick_of(const char *what, const char **text) {
    for (int i = 0; i < TRICKS; i++) {
        size_t length = strlen(tricks[i].word);
        bool has_text = tricks[i].word[length - 1] == ' ';
        *text = what + length;
        if (has_text ? strncmp(what, tricks[i].word, length) == 0 && strlen(*text) < GM_IAP_TEXT
                     : strcmp(what, tricks[i].word) == 0)
            return &tricks[i];
    }
    return NULL;
}

/* Behind the calls that wait, like one of them. Thread: main */
static bool simulate(const char *what) {
    const char *text;
    const Trick *trick = trick_of(what, &text);
    if (trick == NULL) return false;
    TrickJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "shop simulator", .work = play};
    job->trick = trick;
    gm_copy_text(job->text, sizeof job->text, text);
    iap_submit(&job->job);
    return true;
}

/* MARK: life. Thread: main, while no worker runs */

static bool open_simulator(GmServiceSettings *settings) {
    char path[FILES_PATH];
    memset(&the_simulator, 0, sizeof the_simulator);
    if (!shop_catalogue_read(&the_simulator.catalogue, settings)) {
        shop_catalogue_free(&the_simulator.catalogue);
        return false;
    }
    if (files_save_path("shop_simulator.ledger", path, sizeof path))
        the_simulator.ledger_path = mem_text(path);
    return true;
}

static void close_simulator(void) {
    shop_catalogue_free(&the_simulator.catalogue);
    shop_ledger_close(&the_simulator.ledger);
    mem_free(the_simulator.ledger_path);
    memset(&the_simulator, 0, sizeof the_simulator);
}

const GmIapService shop_simulator = {
    .service = {.name = "simulator",
                .argument = "catalogue",
                .open = open_simulator,
                .simulate = simulate,
                .close = close_simulator},
    .products = products,
    .acquire = acquire,
    .finish = finish,
    .purchases = purchases,
};
