/* What the game was told of products and purchases in this run, for those who ask again. Thread:
 * main. */
#ifndef EVENTS_ASYNC_IAP_KNOWN_H
#define EVENTS_ASYNC_IAP_KNOWN_H

#include "../../assets/map.h"

/* What an event of these kinds holds, from before its handlers run. */
void iap_know_product(const Map *event);
void iap_know_purchase(const Map *event);
void iap_known_close(void);

#endif
