/* Calls of the vendor's Steam library that are under way. Thread: main. */
#ifndef EVENTS_ASYNC_STEAM_PENDING_H
#define EVENTS_ASYNC_STEAM_PENDING_H

#include "../../platform/steam_library.h"
#include "../../runtime/gm_steam_service.h"

void steam_pending_open(const SteamLibrary *library); /* lent until close */
void steam_pending_close(void);                       /* forgets those that are still open */
/* What the library tells: answers whom it concerns, and posts the rest. */
void steam_pending_take(const SteamNews *news);

/* As in GmSteamService. */
void steam_pending_cancel(int request);
void steam_pending_ask_persona(int request, int64_t user);
void steam_pending_create_leaderboard(int request, const char *name, int sort, int display);
void steam_pending_upload(int request, const char *name, int score, bool force);
void steam_pending_download(int request, const char *name, GmSteamRange range, int first, int last);

#endif
