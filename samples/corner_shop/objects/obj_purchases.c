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

static void give(Purchases *my, Product product, const char *token) {
    Shop *shop = the_shop();
    bool is_new = strcmp(shop->token[product], token) != 0; /* else it was given before */
    gm_copy_text(shop->token[product], sizeof shop->token[product], token);
    if (is_new && product == DOUBLE_DAY) shop->double_steps = DAY_STEPS;
    my->save = book_keep();
}

/* It is written down. If not, the purchase comes again with the next start. */
static void on_saved(GmInstance *self, const GmEvent *event) {
    Purchases *my = gm_vars(self);
    const GmAsyncSaveLoad *saved = gm_async_save_load(event);
    if (saved->id != my->save || saved->status != 1) return;
    for (int i = 0; i < PRODUCT_COUNT; i++) {
        if (!my->is_to_finish[i]) continue;
        my->is_to_finish[i] = false;
        if (i == DOUBLE_DAY)
            gm_iap_consume(the_shop()->token[i]);
        else
            gm_iap_acknowledge(the_shop()->token[i]);
    }
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
    static const char *const words[] = {
        [GM_IAP_OK] = "paid",           [GM_IAP_PENDING] = "pending",
        [GM_IAP_DECLINED] = "declined", [GM_IAP_ALREADY_OWNED] = "had already",
        [GM_IAP_RESTORED] = "restored", [GM_IAP_REFUNDED] = "refunded",
    };
    bool is_word = status >= 0 && status <= GM_IAP_REFUNDED && words[status] != NULL;
    return is_word ? words[status] : "failed";
}

static void on_purchase(Purchases *my, Product product, const GmAsyncIap *told) {
    bool is_paid = told->status == GM_IAP_OK || told->status == GM_IAP_RESTORED;
    if (is_paid) {
        give(my, product, told->token);
        my->is_to_finish[product] |= told->status == GM_IAP_OK;
        gm_copy_text(my->paid, sizeof my->paid, told->token);
    }
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
    .vars = GM_VARS(Purchases, report, price, state, pending, paid, save, is_to_finish),
    .on = {[GM_CREATE] = create,
           [GM_USER(LOOK_AGAIN)] = look_again,
           [GM_ASYNC_IAP] = on_iap,
           [GM_ASYNC_SAVE_LOAD] = on_saved},
};
