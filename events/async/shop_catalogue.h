/* The simulated shop's catalogue, a JSON file of the game:
 *
 *   {"currency": "EUR", "products": [{"id": "gems_100", "title": "100 gems", "price": 1.99,
 *                                     "description": "A handful.", "consumable": true}]} */
#ifndef EVENTS_ASYNC_SHOP_CATALOGUE_H
#define EVENTS_ASYNC_SHOP_CATALOGUE_H

#include "../../runtime/gm_iap.h"

#include <cJSON.h>

typedef struct ShopCatalogue {
    GmIapProduct *items; /* texts are lent by the JSON, but for prices */
    int count, capacity;
    cJSON *json;
} ShopCatalogue;

/* Reads the file that the setting "catalogue" names; "shop.json" without it. False: it is wrong,
 * which is complained of. shop_catalogue_free either way. */
bool shop_catalogue_read(ShopCatalogue *catalogue, GmServiceSettings *settings);
void shop_catalogue_free(ShopCatalogue *catalogue);
/* NULL: there is none. Thread: any, while nobody frees it. */
const GmIapProduct *shop_catalogue_find(const ShopCatalogue *catalogue, const char *id);

#endif
