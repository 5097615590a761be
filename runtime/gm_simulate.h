/* Driving the simulators: what a shop, a network or other players would do, done from C: by tests,
 * by a game's own menu of tricks. Only simulators listen; everything returns false, and changes
 * nothing, if the service in use is none. Thread: main. */
#ifndef GM_SIMULATE_H
#define GM_SIMULATE_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The service cannot be reached (true), or can again. Stays so until it is said otherwise, or the
 * game ends. */
GM_API bool gm_simulate_offline(GmServiceKind kind, bool offline);
GM_API bool gm_simulate_is_offline(GmServiceKind kind);

/* What the simulated shop does with the next gm_iap_acquire; then it approves again. */
typedef enum GmShopOutcome {
    GM_SHOP_APPROVE, /* paid at once */
    GM_SHOP_PENDING, /* not yet: gm_simulate_shop_settle decides */
    GM_SHOP_DECLINE, /* cancelled, or refused by the bank */
    GM_SHOP_FAIL     /* the shop itself is out of order */
} GmShopOutcome;
GM_API bool gm_simulate_shop_next(GmShopOutcome outcome);
/* A pending purchase is paid, or declined. Its news comes as GM_IAP_EV_PURCHASE. */
GM_API bool gm_simulate_shop_settle(const char *token, bool approve);
/* The player buys without the game: on another machine, in the shop itself. The same news. */
GM_API bool gm_simulate_shop_buy(const char *product);
/* The money of a purchase goes back. The same news. */
GM_API bool gm_simulate_shop_refund(const char *token);

/* Steam's overlay is opened by the player, or closed. */
GM_API bool gm_simulate_steam_overlay(bool active);

#ifdef __cplusplus
}
#endif
#endif
