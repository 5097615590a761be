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

/* Steam's overlay is opened by the player, or closed. */
GM_API bool gm_simulate_steam_overlay(bool active);

#ifdef __cplusplus
}
#endif
#endif
