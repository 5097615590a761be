/* The cloud: one save for each player, kept where all of the player's machines reach it.
 * Answers: GM_ASYNC_CLOUD (67), GmAsyncCloud. Source: async-events 7.
 *
 * A save that cannot be stored yet waits in the save area, also through a restart; it is tried
 * again by every later call, at the next start, and now and then while the game runs. What became
 * of it is then told by an event without "id" (an addition of this runtime). Two machines may both
 * have saved: nothing is overwritten that this one has not seen. Such a conflict is told by status
 * 2, "ConflictDeferral", until the game decides with gm_cloud_resolve.
 *
 * Back ends: "folder" (settings path, name), "webdav" (url, user, password, timeout_ms), and
 * "simulator", a cloud in memory that gm_service_simulate drives: "offline", "online", "log out",
 * "log in", and "save TEXT": another machine stores TEXT. */
#ifndef GM_CLOUD_H
#define GM_CLOUD_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: for games. Each returns a request, and one event follows. Thread: main */

/* Stores what waits; else fetches what is new. Status 0: new data in "resultString" (and all its
 * bytes in "buffer"); 1: there is nothing new; 2: a conflict; 3: what waited is stored now. */
GM_API int gm_cloud_synchronise(void);
/* Replaces the save. Status 3: it is stored. Any other: it waits, and this says what for; unless
 * no service is chosen. description may be NULL. */
GM_API int gm_cloud_string_save(const char *text, const char *description);
/* The same with all bytes of a file of the game or its save area, as they are when the call is
 * worked on. */
GM_API int gm_cloud_file_save(const char *file, const char *description);
/* Ends a conflict that an event told of. use_mine: the save that waits replaces the other (3), if
 * that is still the one that the event showed; else it is given up and the other comes as new
 * data (0). An addition of this runtime. */
GM_API int gm_cloud_resolve(bool use_mine);

/* MARK: for back ends */

typedef enum GmCloudOutcome {
    GM_CLOUD_DONE,
    GM_CLOUD_NOTHING,       /* fetch: nothing was ever stored */
    GM_CLOUD_CONFLICT,      /* store: what is there has another version; it was left as it is */
    GM_CLOUD_NOT_LOGGED_IN, /* name or password are wrong, or missing */
    GM_CLOUD_FAILED         /* why says what went wrong, in a sentence */
} GmCloudOutcome;

/* One operation. Versions are texts of the back end's own that tell one content from another. */
typedef struct GmCloudJob {
    const void *bytes;            /* store: what to store */
    size_t size;                  /* of it */
    char version[256];            /* store: the version to replace (it may be one that was
                                     never given), "": nothing must be there.
                                     Fill in that of what is there now; store: "" if it is not known */
    char why[512];                /* fill in: a sentence, if it failed */
    struct GmCloudInside *inside; /* the runtime's */
} GmCloudJob;

typedef struct GmCloudService {
    GmService service;
    const char *(*place)(void); /* where it stores, without passwords: what is known of one place
                                   does not hold for another. NULL: there is only one */
    /* Both may take as long as they need, but end soon once gm_cloud_is_cancelled. One at a time.
     * Thread: worker, always the same one. */
    GmCloudOutcome (*fetch)(GmCloudJob *job); /* gives what is there with gm_cloud_give */
    GmCloudOutcome (*store)(GmCloudJob *job);
} GmCloudService;

GM_API void gm_cloud_give(GmCloudJob *job, const void *bytes, size_t size); /* copied */
GM_API bool gm_cloud_is_cancelled(const GmCloudJob *job);

#ifdef __cplusplus
}
#endif
#endif
