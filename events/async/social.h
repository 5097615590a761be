/* Social (event 70): the back end, as its calls see it. Thread: main. */
#ifndef EVENTS_ASYNC_SOCIAL_H
#define EVENTS_ASYNC_SOCIAL_H

#include "../../runtime/gm_social.h"
#include "../async.h"

/* For a call of this name. NULL: none is open; said once. */
const GmSocialService *social_asked(const char *call);
/* A new request, whose event's "id" will be this. */
int social_request(int what, const char *call);

#endif
