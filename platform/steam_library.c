/* The vendor's Steam library with dlopen: finding functions and accessors by name, initialising. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "steam_library.h"
#include "library.h"
#include "steam_news.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef bool (*Plain)(void);
typedef int (*InitFlat)(char *why); /* 1,024 bytes */

static struct {
    Library *library;
    SteamLibrary functions;
} the_steam;

/* A function by name, as data: ISO C knows no cast from one to the other. */
static bool find(const char *name, void *function) {
    void *found = library_find(the_steam.library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

/* MARK: opening the file */

static bool open_first(const char *path, SteamOpening *opening) {
    static const char *const names[] = {"libsteam_api.so", "./libsteam_api.so",
                                        "libsteam_api.dylib"};
    char why[LIBRARY_WHY];
    the_steam.library = library_open_for_good(path != NULL ? path : names[0], why);
    for (size_t i = 1; path == NULL && the_steam.library == NULL && i < 3; i++) {
        char ignored[LIBRARY_WHY];
        the_steam.library = library_open_for_good(names[i], ignored);
    }
    if (the_steam.library == NULL)
        snprintf(opening->why, STEAM_WHY, "the Steam library cannot be opened: %s", why);
    return the_steam.library != NULL;
}

static bool find_functions(SteamOpening *opening) {
    SteamLibrary *functions = &the_steam.functions;
    const char *missing = NULL;
#define STEAM_FIND(interface, field, name, Result, parameters)                                     \
    if (!find("SteamAPI_ISteam" name, &functions->field)) missing = "SteamAPI_ISteam" name;
    STEAM_FUNCTIONS(STEAM_FIND)
#undef STEAM_FIND
    const char *lacks = missing != NULL ? missing : steam_news_find(find);
    if (lacks != NULL)
        snprintf(opening->why, STEAM_WHY,
                 "the Steam library is not one that is known here: it "
                 "has no %s",
                 lacks);
    return lacks == NULL;
}

/* MARK: initialising */

/* The oldest ones tell no more than yes or no. */
static bool initialise_old(SteamOpening *opening) {
    Plain init = NULL;
    if (!find("SteamAPI_InitSafe", &init) && !find("SteamAPI_Init", &init)) {
        snprintf(opening->why, STEAM_WHY,
                 "the Steam library has neither SteamAPI_InitFlat nor SteamAPI_Init");
        return false;
    }
    if (init()) {
        opening->result = 0;
        return true;
    }
    opening->result = 1;
    snprintf(opening->why, STEAM_WHY, "Steam cannot be initialised: is its client running?");
    return false;
}

static bool initialise(SteamOpening *opening) {
    InitFlat init = NULL;
    char why[1024] = "";
    if (!find("SteamAPI_InitFlat", &init)) return initialise_old(opening);
    opening->result = init(why);
    if (opening->result == 0) return true;
    why[sizeof why - 1] = '\0';
    snprintf(opening->why, STEAM_WHY, "Steam cannot be initialised (%d): %s", opening->result,
             why[0] != '\0' ? why : "it does not say why");
    return false;
}

/* SteamAPI_SteamUser_v023 and so on: the newest that is there and gives an interface. */
static void *interface_of(const char *name, int newest, int oldest) {
    for (int version = newest; version >= oldest; version--) {
        char accessor[64];
        void *(*get)(void) = NULL;
        snprintf(accessor, sizeof accessor, "SteamAPI_Steam%s_v%03d", name, version);
        void *interface = find(accessor, &get) ? get() : NULL;
        if (interface != NULL) return interface;
    }
    return NULL;
}

typedef struct Interface {
    const char *name;
    int newest, oldest;
    void **place;
} Interface;

static bool find_interfaces(SteamOpening *opening) {
    SteamLibrary *functions = &the_steam.functions;
    const Interface all[] = {{"User", 30, 20, &functions->user},
                             {"Friends", 25, 15, &functions->friends},
                             {"Utils", 15, 9, &functions->utils},
                             {"UserStats", 20, 11, &functions->stats},
                             {"RemoteStorage", 20, 14, &functions->storage}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i].place = interface_of(all[i].name, all[i].newest, all[i].oldest);
        if (*all[i].place != NULL) continue;
        opening->result = 3;
        snprintf(opening->why, STEAM_WHY,
                 "the Steam library or its client gives no ISteam%s of version %d to %d",
                 all[i].name, all[i].oldest, all[i].newest);
        return false;
    }
    return true;
}

/* MARK: the whole */

static void shut_down(void) {
    void (*end)(void) = NULL;
    if (find("SteamAPI_Shutdown", &end)) end();
}

static void forget(void) {
    library_close(the_steam.library);
    memset(&the_steam, 0, sizeof the_steam);
}

/* For a program that was not started by the client. */
static void tell_app(int app) {
    char number[16];
    if (app <= 0) return;
    snprintf(number, sizeof number, "%d", app);
    setenv("SteamAppId", number, 0);
}

const SteamLibrary *steam_library_open(const char *path, int app, SteamOpening *opening) {
    *opening = (SteamOpening){.result = -1};
    if (!open_first(path, opening)) return NULL;
    tell_app(app);
    if (!find_functions(opening) || !initialise(opening)) {
        forget();
        return NULL;
    }
    steam_news_open();
    if (!find_interfaces(opening)) {
        steam_library_close();
        return NULL;
    }
    return &the_steam.functions;
}

void steam_library_close(void) {
    if (the_steam.library == NULL) return;
    steam_news_close();
    shut_down();
    forget();
}

bool steam_library_entry(uint64_t entries, int index, SteamEntry *entry) {
    return steam_news_entry(&the_steam.functions, entries, index, entry);
}
