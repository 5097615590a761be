/* In-app purchases (event 66): calls are worked on one after the other, on a lane of one thread, by
 * the back end that is chosen; so what the shop writes down is in the order of the calls. */
#include "iap.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_ds.h"
#include "../../runtime/gm_math.h"
#include "../service.h"
#include "iap_known.h"

#include <string.h>

typedef enum IapCall {
    IAP_ACTIVATE,
    IAP_PRODUCTS,
    IAP_ACQUIRE,
    IAP_CONSUME,
    IAP_ACKNOWLEDGE,
    IAP_OPEN_PURCHASES,
    IAP_RESTORE
} IapCall;

struct GmIapJob {
    Job job;
    const GmIapService *shop;
    Request *request;
    IapCall call;
    char **wanted; /* ids, ends with NULL; NULL: all */
    GmIapPurchase purchase;
    int given; /* events before the final one */
};

typedef struct IapCompletion {
    Completion completion;
    int what;
    bool is_activation; /* its status is the shop's */
    bool is_open;
} IapCompletion;

static struct {
    Lane *lane; /* opened by the first call */
    int status;
    int calls; /* under way */
} the_shop = {.status = GM_IAP_STATUS_UNINITIALISED};

/* MARK: payloads. Thread: any */

/* "id" says what happened; whose call it answers stands beside it. */
static IapCompletion *begin(Request *request, bool last, int what, GmIapStatus status) {
    IapCompletion *iap = request != NULL ? completion_new(sizeof *iap, request, last)
                                         : completion_spontaneous(sizeof *iap, &iap_source);
    iap->what = what;
    completion_real(&iap->completion, "id", what);
    if (request != NULL) completion_real(&iap->completion, "request", request->id);
    completion_real(&iap->completion, "status", (int)status);
    return iap;
}

static void put_purchase(IapCompletion *iap, const GmIapPurchase *purchase) {
    completion_text(&iap->completion, "product", purchase->product);
    completion_text(&iap->completion, "token", purchase->token);
    completion_text(&iap->completion, "payload", purchase->payload);
}

void gm_iap_give_product(GmIapJob *job, const GmIapProduct *product) {
    IapCompletion *iap = begin(job->request, false, GM_IAP_EV_PRODUCT, GM_IAP_OK);
    completion_text(&iap->completion, "product", product->id);
    completion_text(&iap->completion, "title", product->title);
    completion_text(&iap->completion, "description", product->description);
    completion_text(&iap->completion, "price", product->price);
    completion_bool(&iap->completion, "consumable", product->consumable);
    job->given++;
    mailbox_post(&iap->completion);
}

void gm_iap_give_purchase(GmIapJob *job, const GmIapPurchase *purchase) {
    IapCompletion *iap = begin(job->request, false, GM_IAP_EV_PURCHASE, purchase->status);
    put_purchase(iap, purchase);
    job->given++;
    mailbox_post(&iap->completion);
}

void gm_iap_post_purchase(const GmIapPurchase *purchase) {
    IapCompletion *iap = begin(NULL, true, GM_IAP_EV_PURCHASE, purchase->status);
    put_purchase(iap, purchase);
    mailbox_post(&iap->completion);
}

/* MARK: work. Thread: worker */

static void answer(GmIapJob *job, int what, GmIapStatus status, const char *why) {
    IapCompletion *iap = begin(job->request, true, what, status);
    bool counts = what == GM_IAP_EV_STORELOAD || what == GM_IAP_EV_RESTORE;
    if (counts)
        completion_real(&iap->completion, "count", job->given);
    else
        put_purchase(iap, &job->purchase);
    if (status == GM_IAP_FAILED) completion_text(&iap->completion, "error", why);
    iap->is_activation = job->call == IAP_ACTIVATE;
    iap->is_open = status != GM_IAP_FAILED;
    mailbox_post(&iap->completion);
}

static void free_job(GmIapJob *job) {
    for (int i = 0; job->wanted != NULL && job->wanted[i] != NULL; i++)
        mem_free(job->wanted[i]);
    mem_free(job->wanted);
    mem_free(job);
}

/* What is paid and not finished comes by itself, once the shop is open. */
static void tell_unfinished(GmIapJob *job) {
    char why[GM_IAP_TEXT];
    job->request = NULL;
    job->shop->purchases(job, false, why);
}

static GmIapStatus do_call(GmIapJob *job, char *why) {
    switch (job->call) {
    case IAP_ACTIVATE:
    case IAP_PRODUCTS:
        return job->shop->products(job, (const char *const *)job->wanted, why);
    case IAP_ACQUIRE:
        return job->shop->acquire(&job->purchase, why);
    case IAP_CONSUME:
    case IAP_ACKNOWLEDGE:
        return job->shop->finish(&job->purchase, job->call == IAP_CONSUME, why);
    case IAP_OPEN_PURCHASES:
    case IAP_RESTORE:
        return job->shop->purchases(job, job->call == IAP_RESTORE, why);
    }
    return GM_IAP_FAILED;
}

static void work(Job *base) {
    static const int answers[] = {
        [IAP_ACTIVATE] = GM_IAP_EV_STORELOAD,  [IAP_PRODUCTS] = GM_IAP_EV_STORELOAD,
        [IAP_ACQUIRE] = GM_IAP_EV_PURCHASE,    [IAP_CONSUME] = GM_IAP_EV_CONSUME,
        [IAP_ACKNOWLEDGE] = GM_IAP_EV_CONSUME, [IAP_OPEN_PURCHASES] = GM_IAP_EV_RESTORE,
        [IAP_RESTORE] = GM_IAP_EV_RESTORE,
    };
    GmIapJob *job = (GmIapJob *)base;
    char why[GM_IAP_TEXT] = "";
    GmIapStatus status = GM_IAP_FAILED;
    if (request_is_cancelled(job->request))
        gm_copy_text(why, sizeof why, "it was cancelled");
    else
        status = do_call(job, why);
    answer(job, answers[job->call], status, why);
    if (job->call == IAP_ACTIVATE && status != GM_IAP_FAILED) tell_unfinished(job);
    free_job(job);
}

/* MARK: the source */

void iap_submit(Job *job) {
    if (the_shop.lane == NULL) the_shop.lane = lane_open("shop", 1);
    lane_submit(the_shop.lane, job);
}

static bool land(Completion *completion) {
    const IapCompletion *iap = (const IapCompletion *)completion;
    if (completion->request != NULL && completion->last) the_shop.calls--;
    if (iap->what == GM_IAP_EV_PRODUCT) iap_know_product(completion->map);
    if (iap->what == GM_IAP_EV_PURCHASE || iap->what == GM_IAP_EV_CONSUME)
        iap_know_purchase(completion->map);
    if (iap->is_activation)
        the_shop.status = iap->is_open ? GM_IAP_STATUS_AVAILABLE : GM_IAP_STATUS_UNAVAILABLE;
    return true;
}

static void poll_source(void) {
    service_poll(GM_SERVICE_IAP);
}

/* Calls that wait are still worked on: a purchase that was finished stays finished. */
static void close_source(void) {
    lane_close(the_shop.lane);
    the_shop.lane = NULL;
    the_shop.calls = 0;
    the_shop.status = GM_IAP_STATUS_UNINITIALISED;
    service_close(GM_SERVICE_IAP);
    iap_known_close();
}

const AsyncSource iap_source = {.name = "iap",
                                .event = EVENT_OTHER_WEB_IAP,
                                .tells_parts = true,
                                .poll = poll_source,
                                .land = land,
                                .close = close_source};

/* MARK: what games may call */

static const GmIapService *shop_for(const char *call) {
    const GmService *service = service_of(GM_SERVICE_IAP);
    if (service == NULL)
        log_warn_once("%s: no shop is chosen in game.json's \"services\"; nothing happens", call);
    return (const GmIapService *)(const void *)service;
}

/* NULL: said why. */
static GmIapJob *new_call(const char *name, IapCall call) {
    const GmIapService *shop = shop_for(name);
    if (shop == NULL) return NULL;
    if (call != IAP_ACTIVATE && the_shop.status == GM_IAP_STATUS_UNINITIALISED) {
        log_warn_once("%s: gm_iap_activate must be called first; nothing happens", name);
        return NULL;
    }
    GmIapJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "shop", .work = work};
    job->shop = shop;
    job->call = call;
    return job;
}

static int start(GmIapJob *job, const char *call) {
    if (job == NULL) return GM_NONE;
    job->request = request_open(&iap_source, call);
    int request = job->request->id;
    the_shop.calls++;
    iap_submit(&job->job);
    return request;
}

static void take_wanted(GmIapJob *job, int list) {
    if (job == NULL || list == GM_NONE) return;
    int count = gm_ds_list_size(list), used = 0;
    job->wanted = mem_alloc(((size_t)count + 1) * sizeof *job->wanted);
    for (int i = 0; i < count; i++) {
        const char *id = gm_ds_list_find_string(list, i, NULL);
        if (id != NULL) job->wanted[used++] = mem_text(id);
    }
}

int gm_iap_status(void) {
    if (shop_for(__func__) == NULL) return GM_IAP_STATUS_UNINITIALISED;
    if (the_shop.status != GM_IAP_STATUS_AVAILABLE) return the_shop.status;
    return the_shop.calls > 0 ? GM_IAP_STATUS_PROCESSING : GM_IAP_STATUS_AVAILABLE;
}

int gm_iap_activate(int product_list) {
    GmIapJob *job = new_call(__func__, IAP_ACTIVATE);
    if (job != NULL && the_shop.status < GM_IAP_STATUS_LOADING)
        the_shop.status = GM_IAP_STATUS_LOADING;
    take_wanted(job, product_list);
    return start(job, __func__);
}

int gm_iap_query_products(int product_list) {
    GmIapJob *job = new_call(__func__, IAP_PRODUCTS);
    take_wanted(job, product_list);
    return start(job, __func__);
}

/* A text that a purchase has room for. */
static bool fits(const char *call, const char *text, bool may_be_empty) {
    bool good = text != NULL && strlen(text) < GM_IAP_TEXT && (may_be_empty || text[0] != '\0');
    if (!good)
        log_warn_once("%s: expected a text of %d to %d bytes", call, may_be_empty ? 0 : 1,
                      GM_IAP_TEXT - 1);
    return good;
}

int gm_iap_acquire(const char *product, const char *payload) {
    if (payload == NULL) payload = "";
    GmIapJob *job = new_call(__func__, IAP_ACQUIRE);
    if (job == NULL) return GM_NONE;
    if (!fits(__func__, product, false) || !fits(__func__, payload, true)) {
        free_job(job);
        return GM_NONE;
    }
    gm_copy_text(job->purchase.product, GM_IAP_TEXT, product);
    gm_copy_text(job->purchase.payload, GM_IAP_TEXT, payload);
    return start(job, __func__);
}

static int finish(const char *name, IapCall call, const char *token) {
    GmIapJob *job = new_call(name, call);
    if (job == NULL) return GM_NONE;
    if (!fits(name, token, false)) {
        free_job(job);
        return GM_NONE;
    }
    gm_copy_text(job->purchase.token, GM_IAP_TEXT, token);
    return start(job, __func__);
}

int gm_iap_consume(const char *token) {
    return finish(__func__, IAP_CONSUME, token);
}

int gm_iap_acknowledge(const char *token) {
    return finish(__func__, IAP_ACKNOWLEDGE, token);
}

int gm_iap_query_purchases(void) {
    return start(new_call(__func__, IAP_OPEN_PURCHASES), __func__);
}

int gm_iap_restore_all(void) {
    return start(new_call(__func__, IAP_RESTORE), __func__);
}
