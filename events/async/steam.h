/* Steam's back end, as its calls see it. Thread: main. */
#ifndef EVENTS_ASYNC_STEAM_H
#define EVENTS_ASYNC_STEAM_H

#include "../../runtime/gm_steam_service.h"
#include "../async.h"

/* For a call of this name. NULL: none is open; said once why. */
const GmSteamService *steam_asked(const char *call);
/* gm_steam_post_avatar, as the end of a request that the game does not know of: so that settling
 * waits for it. */
void steam_answer_avatar(int request, int64_t user, int image, int width, int height);

#endif
