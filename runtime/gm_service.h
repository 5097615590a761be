/* Services: what a desktop has no single answer for (a cloud, a shop, notifications) is done by a
 * back end, a small table of functions. The runtime brings some; a game or a library can bring its
 * own. Which one is used, game.json says:
 *
 *     "services": {"cloud": {"use": "webdav", "url": "https://example.org/dav/ada", "user": "ada"}}
 *
 * or the environment, which goes first: ASYNCADE_CLOUD=folder:/home/ada/Sync, ASYNCADE_CLOUD=none,
 * or ASYNCADE_CLOUD='{"use": "webdav", ...}'. With none chosen nothing is there, and the events
 * say so. Thread: main, unless said otherwise. Source: async-events 6, 7, 9 to 11. */
#ifndef GM_SERVICE_H
#define GM_SERVICE_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* X(kind, the name of its settings in game.json, the variable in the environment) */
#define GM_SERVICE_KINDS(X)                                                                        \
    X(CLOUD, "cloud", "ASYNCADE_CLOUD")                                                            \
    X(PUSH, "push", "ASYNCADE_PUSH")                                                               \
    X(IAP, "iap", "ASYNCADE_IAP")                                                                  \
    X(STEAM, "steam", "ASYNCADE_STEAM")                                                            \
    X(SOCIAL, "social", "ASYNCADE_SOCIAL")
typedef enum GmServiceKind {
#define GM_SERVICE_KIND(kind, name, variable) GM_SERVICE_##kind,
    GM_SERVICE_KINDS(GM_SERVICE_KIND)
#undef GM_SERVICE_KIND
        GM_SERVICE_KIND_COUNT
} GmServiceKind;

typedef struct GmServiceSettings GmServiceSettings;

/* The head of every kind's table (GmCloudService, GmPushService), its first member. */
typedef struct GmService {
    const char *name;     /* what "use" says */
    const char *argument; /* the setting that TEXT is in ASYNCADE_CLOUD=NAME:TEXT; NULL: none */
    /* Reads the settings (they are lent until close) and gets ready, without waiting for anything:
     * a server is asked by the first operation. False, or a setting that was wrong: the game goes
     * on as if no service were chosen. NULL: there is nothing to do. */
    bool (*open)(GmServiceSettings *settings);
    void (*poll)(void); /* each step, right before events are delivered. NULL: not wanted */
    /* Does what gm_service_simulate asks for; false: it knows no such thing. NULL: a real one. */
    bool (*simulate)(const char *what);
    void (*close)(void); /* at the end, after an open that went well; no operation runs any more */
} GmService;

/* Adds a back end; a later one of the same name replaces it. The table is lent until the game has
 * ended. A service is opened when it is first needed, or in the first step, after all Create,
 * Game Start and Room Start events: so a game's own back end is added in one of these, or before
 * gm_game_run. */
GM_API void gm_service_register(GmServiceKind kind, const GmService *service);

/* The name of the back end that is used, "webdav" or "simulator"; opens it if that was not done.
 * NULL: none is chosen, or it could not be opened. Lent; warns of nothing. */
GM_API const char *gm_service_name(GmServiceKind kind);

/* Makes the simulator of a service, if it is the chosen one, do what a player, a server or another
 * machine would: for tests and demonstrations. Each says beside its table what it knows, such as
 * "offline". False, and a warning: it is none, or knows no such thing. */
GM_API bool gm_service_simulate(GmServiceKind kind, const char *what);

/* MARK: settings, for open. What is missing or wrong is said on the log, with file and field */

/* A text; lent until close. absent: what a missing one means; NULL: it must be there, else "". */
GM_API const char *gm_service_text(GmServiceSettings *settings, const char *field,
                                   const char *absent);
/* A whole number from least to most. */
GM_API int gm_service_whole(GmServiceSettings *settings, const char *field, int least, int most,
                            int absent);
/* Says what is wrong with a setting: "game.json: services.cloud.url: ..." The service will not be
 * opened. Never say a password. */
GM_API void gm_service_complain(GmServiceSettings *settings, const char *field, const char *format,
                                ...) __attribute__((format(printf, 3, 4)));

#ifdef __cplusplus
}
#endif
#endif
