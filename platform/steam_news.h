/* What the Steam library has to tell, by manual dispatch: a part of steam_library.c. Thread: main.
 */
#ifndef PLATFORM_STEAM_NEWS_H
#define PLATFORM_STEAM_NEWS_H

#include "steam_library.h"

/* Finds its functions by name with find. The name of one that is missing; NULL: all are there. */
const char *steam_news_find(bool (*find)(const char *name, void *function));
void steam_news_open(void); /* after the library was initialised */
void steam_news_close(void);
bool steam_news_entry(const SteamLibrary *library, uint64_t entries, int index, SteamEntry *entry);

#endif
