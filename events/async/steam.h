/* Steam's back end, as its calls see it. Thread: main. */
#ifndef EVENTS_ASYNC_STEAM_H
#define EVENTS_ASYNC_STEAM_H

#include "../../runtime/gm_steam_service.h"
#include "../async.h"

/* For a call of this name. NULL: none is open; said once why. */
const GmSteamService *steam_asked(const char *call);

#endif
