/* In-app purchases: a shop inside a game. A back end is chosen in game.json, "services": {"iap":
 * {"use": "simulator"}} (ASYNCADE_IAP in the environment goes first): the runtime brings a sandbox
 * shop that takes no money; a game or a library can bring a real one. With none chosen every
 * function warns, returns its failing value, and no event follows (async-events 6, P-2).
 *
 * Answers: GM_ASYNC_IAP, GmAsyncIap. As in the field's extensions "id" says what happened:
 * GM_IAP_EV_... below; which call is answered stands under "request". Functions that ask return the
 * request, > 0, or GM_NONE if nothing was started and no event follows.
 *
 * The sandbox shop sells what a file of the game's data folder says, "shop.json" unless the setting
 * "catalogue" names another:
 *   {"currency": "EUR", "products": [{"id": "gems_100", "title": "100 gems", "price": 1.99,
 *                                     "description": "A handful.", "consumable": true}]}
 * Its ledger, shop_simulator.ledger in the save area, survives a kill at any moment. By
 * gm_service_simulate it knows: "approve", "pending", "decline", "fail": what becomes of the next
 * purchase; "pay TOKEN", "refuse TOKEN": of a pending one; "refund TOKEN"; "buy PRODUCT": on
 * another machine; "offline", "online".
 *
 * A purchase is over only when the game has finished it, with gm_iap_consume or gm_iap_acknowledge.
 * Until then it comes back with every start: so that nothing is lost, give the goods and save them
 * together with the purchase's token, then finish it; so that nothing is given twice, compare
 * tokens with those that were saved. Thread: main. */
#ifndef GM_IAP_H
#define GM_IAP_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "id": what happened. */
enum {
    GM_IAP_EV_STORELOAD = 1, /* the shop is open, or could not be opened: status, count */
    GM_IAP_EV_PRODUCT = 2,   /* one product: product, title, description, price, consumable */
    GM_IAP_EV_PURCHASE = 3,  /* how a purchase stands: status, product, token, payload */
    GM_IAP_EV_CONSUME = 4,   /* it was finished: status, product, token */
    GM_IAP_EV_RESTORE = 5    /* all purchases were told: status, count */
};

/* "status" */
typedef enum GmIapStatus {
    GM_IAP_FAILED = -1,       /* "error" says why */
    GM_IAP_OK = 0,            /* a purchase: it is paid, and not finished yet */
    GM_IAP_PENDING = 1,       /* not paid yet; what becomes of it comes by itself, later */
    GM_IAP_DECLINED = 2,      /* not paid: cancelled, or refused */
    GM_IAP_ALREADY_OWNED = 3, /* nothing was bought: this purchase of the product is not over */
    GM_IAP_RESTORED = 4,      /* it was bought before, is finished, and still the player's */
    GM_IAP_CONSUMED = 5,      /* finished; can be bought again */
    GM_IAP_ACKNOWLEDGED = 6,  /* finished; the player's for good */
    GM_IAP_REFUNDED = 7       /* the money went back; the game may take the goods back */
} GmIapStatus;

/* gm_iap_status() */
enum {
    GM_IAP_STATUS_UNINITIALISED = -2, /* gm_iap_activate was not called, or no service is chosen */
    GM_IAP_STATUS_UNAVAILABLE = -1,   /* the shop could not be opened */
    GM_IAP_STATUS_LOADING = 0,        /* it is being opened */
    GM_IAP_STATUS_AVAILABLE = 1,
    GM_IAP_STATUS_PROCESSING = 2 /* a call is under way */
};
GM_API int gm_iap_status(void);

/* Opens the shop: GM_IAP_EV_PRODUCT for each of the products of a DS list of ids (GM_NONE: all
 * there are) that it has, then GM_IAP_EV_STORELOAD. Then, by themselves, purchases that are paid
 * and not finished: GM_IAP_EV_PURCHASE. The other functions want this one called first. */
GM_API int gm_iap_activate(int product_list);
/* Only the products, again; then GM_IAP_EV_STORELOAD. */
GM_API int gm_iap_query_products(int product_list);
/* Buys one: GM_IAP_EV_PURCHASE. payload (NULL: none) comes back with it. */
GM_API int gm_iap_acquire(const char *product, const char *payload);
/* Every purchase that is pending, or paid and not finished: GM_IAP_EV_PURCHASE each, then
 * GM_IAP_EV_RESTORE. */
GM_API int gm_iap_query_purchases(void);
/* Everything that is the player's for good: GM_IAP_EV_PURCHASE each, with GM_IAP_RESTORED, then
 * GM_IAP_EV_RESTORE. */
GM_API int gm_iap_restore_all(void);
/* Finishes a purchase: GM_IAP_EV_CONSUME, with GM_IAP_CONSUMED or GM_IAP_ACKNOWLEDGED; once it came
 * the purchase does not come back. Asked twice, the same is answered twice. */
GM_API int gm_iap_consume(const char *token);
GM_API int gm_iap_acknowledge(const char *token);

/* What events of this run have told, again. Into a map: the keys of a product's event but id,
 * request and status; of a purchase's but id, request and error ("status" is the last that was
 * told). False: nothing was told of it, or there is no such map. */
GM_API bool gm_iap_product_details(const char *product, int map);
GM_API bool gm_iap_purchase_details(const char *token, int map);
/* Adds the ids of all products that were told to a list; how many. */
GM_API int gm_iap_enumerate_products(int list);

/* MARK: for back ends */

enum { GM_IAP_TEXT = 256 };

typedef struct GmIapProduct {
    const char *id, *title, *description, *price;
    bool consumable;
} GmIapProduct;

typedef struct GmIapPurchase {
    GmIapStatus status;
    char token[GM_IAP_TEXT], product[GM_IAP_TEXT], payload[GM_IAP_TEXT];
} GmIapPurchase;

typedef struct GmIapJob GmIapJob; /* the call that is worked on */

/* Every function is there. Each may take as long as it needs, and works on one call; they never run
 * at the same time. What it returns is the status of the final event; GM_IAP_FAILED wants why
 * (GM_IAP_TEXT bytes) filled with a sentence. Thread: worker, always the same one. */
typedef struct GmIapService {
    GmService service;
    /* gm_iap_give_product for each. wanted: ids, ends with NULL; NULL: all. */
    GmIapStatus (*products)(GmIapJob *job, const char *const *wanted, char *why);
    /* *purchase has product and payload, and gets the rest. */
    GmIapStatus (*acquire)(GmIapPurchase *purchase, char *why);
    /* *purchase has the token, and gets the rest. */
    GmIapStatus (*finish)(GmIapPurchase *purchase, bool consume, char *why);
    /* gm_iap_give_purchase for each that is open, or that is the player's for good. */
    GmIapStatus (*purchases)(GmIapJob *job, bool restore, char *why);
} GmIapService;

GM_API void gm_iap_give_product(GmIapJob *job, const GmIapProduct *product);
GM_API void gm_iap_give_purchase(GmIapJob *job, const GmIapPurchase *purchase);
/* News that nobody asked for: a refund, a payment that came through. Thread: any. */
GM_API void gm_iap_post_purchase(const GmIapPurchase *purchase);

#ifdef __cplusplus
}
#endif
#endif
