/* obj_purchases: what is bought with money. A purchase is given, written down together with its
 * token, and only then finished: nothing is lost and nothing is given twice. */
#include "shop.h"

#include <string.h>

static const struct {
    const char *id, *name;
} products[PRODUCT_COUNT] = {[NEON_SIGN] = {"neon_sign", "neon sign"},
                             [CAT] = {"cat", "cat"},
                             [DOUBLE_DAY] = {"double_day", "double day"}};

static Purchases *the_purchases(void) {
    return gm_vars(service(GM_SERVICE_IAP));
}

/* MARK: asking */

void purchases_buy(Product product) {
    Purchases *my = the_purchases();
    if (my->report.lamp == LAMP_NONE) {
        shop_tell("No shop that takes money is chosen.");
        return;
    }
    gm_copy_text(my->state[product], sizeof my->state[product], "asking");
    gm_iap_acquire(products[product].id, NULL);
}

void purchases_restore(void) {
    if (the_purchases()->report.lamp != LAMP_NONE) gm_iap_restore_all();
}

/* What is paid and was not finished, because the line was cut, comes again. */
static void look_again(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Purchases *my = gm_vars(self);
    if (my->report.lamp == LAMP_NONE) return;
    if (my->price[0][0] == '\0')
        gm_iap_activate(GM_NONE);
    else
        gm_iap_query_purchases();
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Purchases *my = gm_vars(self);
    report(&my->report, LAMP_ASKING, "opening");
    if (gm_iap_activate(GM_NONE) == GM_NONE) report(&my->report, LAMP_NONE, "none is chosen");
}

/* MARK: giving and taking */

static void give(Product product, const char *token) {
    Shop *shop = the_shop();
    if (strcmp(shop->token[product], token) == 0) return; /* it was given before */
    gm_copy_text(shop->token[product], sizeof shop->token[product], token);
    if (product == DOUBLE_DAY) shop->double_steps = DAY_STEPS;
    book_keep();
}

static void finish(Product product, const char *token) {
    if (product == DOUBLE_DAY)
        gm_iap_consume(token);
    else
        gm_iap_acknowledge(token);
}

static void take_back(Product product, const char *token) {
    Shop *shop = the_shop();
    if (strcmp(shop->token[product], token) != 0) return;
    if (product == DOUBLE_DAY)
        shop->double_steps = 0;
    else
        shop->token[product][0] = '\0';
    book_keep();
}

/* MARK: what is told */

static const char *word_of(int status) {
    switch (status) {
    case GM_IAP_OK:
        return "paid";
    case GM_IAP_PENDING:
        return "pending";
    case GM_IAP_DECLINED:
        return "declined";
    case GM_IAP_ALREADY_OWNED:
        return "had already";
    case GM_IAP_RESTORED:
        return "restored";
    case GM_IAP_REFUNDED:
        return "refunded";
    default:
        return "failed";
    }
}

static void on_purchase(Purchases *my, Product product, const GmAsyncIap *told) {
    bool is_paid = told->status == GM_IAP_OK || told->status == GM_IAP_RESTORED;
    if (is_paid) {
        give(product, told->token);
        gm_copy_text(my->paid, sizeof my->paid, told->token);
    }
    if (told->status == GM_IAP_OK) finish(product, told->token);
    if (told->status == GM_IAP_REFUNDED) take_back(product, told->token);
    if (told->status == GM_IAP_PENDING)
        gm_copy_text(my->pending, sizeof my->pending, told->token);
    else if (strcmp(my->pending, told->token) == 0 && told->status != GM_IAP_ALREADY_OWNED)
        my->pending[0] = '\0';
    gm_copy_text(my->state[product], sizeof my->state[product], word_of(told->status));
    report(&my->report, told->status == GM_IAP_FAILED ? LAMP_OFFLINE : LAMP_FINE,
           told->status == GM_IAP_FAILED
               ? told->error
               : gm_text("%s: %s", products[product].name, word_of(told->status)));
    shop_tell(gm_text("The %s: %s.", products[product].name, word_of(told->status)));
}

/* PRODUCT_COUNT: it is none of ours. */
static Product product_of(const char *id) {
    int i = 0;
    while (i < PRODUCT_COUNT && strcmp(products[i].id, id) != 0)
        i++;
    return (Product)i;
}

static void on_iap(GmInstance *self, const GmEvent *event) {
    Purchases *my = gm_vars(self);
    const GmAsyncIap *told = gm_async_iap(event);
    Product product = product_of(told->product);
    if (product < PRODUCT_COUNT && told->id == GM_IAP_EV_PURCHASE)
        on_purchase(my, product, told);
    else if (product < PRODUCT_COUNT && told->id == GM_IAP_EV_PRODUCT)
        gm_copy_text(my->price[product], sizeof my->price[product], told->price);
    else if (told->status == GM_IAP_FAILED)
        report(&my->report, LAMP_OFFLINE, told->error);
    else if (told->id == GM_IAP_EV_STORELOAD)
        report(&my->report, LAMP_FINE, gm_text("%d things to buy", told->count));
    else if (told->id == GM_IAP_EV_RESTORE)
        report(&my->report, LAMP_FINE, gm_text("purchases looked up: %d", told->count));
}

const GmObject obj_purchases = {
    .vars = GM_VARS(Purchases, report, price, state, pending, paid),
    .on = {[GM_CREATE] = create, [GM_USER(LOOK_AGAIN)] = look_again, [GM_ASYNC_IAP] = on_iap},
};
