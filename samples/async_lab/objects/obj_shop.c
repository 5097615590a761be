/* obj_shop: buying (66) in a sandbox shop that takes no money. What is bought is given, then
 * finished: only then is the purchase over. */
#include "lab.h"

#include <string.h>

typedef struct Shop {
    char token[64]; /* of the last purchase; "": none, or it was refunded */
    int button;     /* that was pressed last */
} Shop;

static Shop *shop(void) {
    return gm_vars(gm_instance("obj_shop"));
}

/* The shop must be open; what follows waits for that. */
static void acquire(int button, const char *outcome, const char *label) {
    shop()->button = button;
    if (gm_iap_status() < GM_IAP_STATUS_LOADING)
        open_add(66, gm_iap_activate(GM_NONE), button, "opening the shop");
    gm_service_simulate(GM_SERVICE_IAP, outcome);
    open_add(66, gm_iap_acquire("gems", "from the lab"), button, label);
}

void act_buy(int button) {
    acquire(button, "approve", "buying");
}

void act_decline(int button) {
    acquire(button, "decline", "buying, declined");
}

/* The event is nobody's answer. */
void act_refund(int button) {
    const Shop *my = shop();
    (void)button;
    if (my->token[0] == '\0')
        log_note(CORAL, "there is nothing to refund: buy first");
    else
        gm_service_simulate(GM_SERVICE_IAP, gm_text("refund %s", my->token));
}

static void on_iap(GmInstance *self, const GmEvent *event) {
    Shop *my = gm_vars(self);
    const GmAsyncIap *news = gm_async_iap(event);
    if (news->id != GM_IAP_EV_PURCHASE) return;
    if (news->status == GM_IAP_OK || news->status == GM_IAP_ALREADY_OWNED) {
        gm_copy_text(my->token, sizeof my->token, news->token);
        open_add(66, gm_iap_consume(my->token), my->button, "consuming");
    } else if (news->status == GM_IAP_REFUNDED && strcmp(news->token, my->token) == 0) {
        my->token[0] = '\0';
        log_note(WHITE, "refunded: the game takes the gems back");
    }
}

const GmObject obj_shop = {
    .vars = GM_VARS(Shop, token, button),
    .on = {[GM_ASYNC_IAP] = on_iap},
};
