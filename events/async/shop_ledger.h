/* The simulated shop's ledger: every purchase, in a file of the save area to which lines are only
 * ever added. A purchase is what its lines say, in order; one that was written is there after any
 * kill, one that was not never happened. Thread: any, one owner. */
#ifndef EVENTS_ASYNC_SHOP_LEDGER_H
#define EVENTS_ASYNC_SHOP_LEDGER_H

#include "../../runtime/gm_iap.h"

typedef struct ShopLedger {
    char *path; /* NULL: there is no save area; nothing is kept beyond the run */
    GmIapPurchase *items;
    int count, capacity;
} ShopLedger;

/* Reads it. Lines that were cut off or damaged are left out, which is said; the old file is kept
 * beside it then. False: it cannot be read or mended; why (GM_IAP_TEXT bytes) says so. */
bool shop_ledger_open(ShopLedger *ledger, char *path, char *why); /* takes path */
void shop_ledger_close(ShopLedger *ledger);
GmIapPurchase *shop_ledger_find(const ShopLedger *ledger, const char *token); /* NULL: none */
/* Writes down a new purchase, and gives it its token; or that one of them is in another state now.
 * It is on the disk when this returns; a purchase in the ledger is changed there. False: why says
 * so, and nothing has changed. */
bool shop_ledger_add(ShopLedger *ledger, GmIapPurchase *purchase, char *why);
bool shop_ledger_change(ShopLedger *ledger, GmIapPurchase *purchase, GmIapStatus status, char *why);

#endif
