/* In-app purchases (event 66): the lane of the shop. */
#ifndef EVENTS_ASYNC_IAP_H
#define EVENTS_ASYNC_IAP_H

#include "../../runtime/gm_iap.h"
#include "../async.h"

/* Puts a job behind the calls that wait; a back end's own news are made like this. main */
void iap_submit(Job *job);

#endif
