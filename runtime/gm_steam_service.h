/* For whoever brings a back end for Steam's functions (gm_steam.h): the table to fill, and how its
 * news become events. See gm_service.h. Thread: main. */
#ifndef GM_STEAM_SERVICE_H
#define GM_STEAM_SERVICE_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which scores are downloaded. */
typedef enum GmSteamRange {
    GM_STEAM_GLOBAL = 0,
    GM_STEAM_AROUND_USER = 1,
    GM_STEAM_FRIENDS = 2
} GmSteamRange;

typedef struct GmSteamScore {
    int64_t user;
    const char *name;
    int rank, score;
} GmSteamScore;

/* Every function is there. Names that come in are never NULL or "". None of them waits. */
typedef struct GmSteamService {
    GmService service;
    void (*cancel)(int request); /* answers it, as failed, if it is still its own */

    int (*app_id)(void);
    int64_t (*user_id)(void);
    const char *(*persona_name)(void); /* lent until the next call */
    bool (*is_logged_on)(void);
    void (*ask_persona)(int request, int64_t user); /* gm_steam_post_persona */
    int (*avatar)(int64_t user, int size);          /* as gm_steam_get_user_avatar */
    bool (*image_size)(int image, int *width, int *height);
    bool (*image_rgba)(int image, uint8_t *rgba, int bytes); /* [height][width][4] */
    bool (*overlay_is_enabled)(void);
    void (*overlay)(const char *dialog); /* "Friends", "Achievements" */

    bool (*set_int)(const char *stat, int value);
    bool (*set_float)(const char *stat, double value);
    bool (*set_avg_rate)(const char *stat, double count, double seconds);
    bool (*get_int)(const char *stat, int *value);
    bool (*get_float)(const char *stat, double *value);
    bool (*set_achievement)(const char *achievement, bool achieved);
    bool (*get_achievement)(const char *achievement, bool *achieved);
    bool (*reset)(bool achievements_too);

    /* Each answers the request by one of the functions below, now or in a later step. */
    void (*create_leaderboard)(int request, const char *name, int sort, int display);
    void (*upload)(int request, const char *name, int score, bool force);
    void (*download)(int request, const char *name, GmSteamRange range, int first, int last);

    bool (*cloud_is_enabled)(bool account);
    bool (*quota)(double *total, double *left); /* bytes */
    int (*file_size)(const char *file);         /* -1: there is none */
    bool (*file_persisted)(const char *file);
    bool (*file_write)(const char *file, const void *bytes, int size);
    int (*file_read)(const char *file, void *bytes, int size); /* how many; -1: it cannot be */
    bool (*file_delete)(const char *file);
} GmSteamService;

/* MARK: news. Each queues one event; texts are copied. A request that is answered already: nothing
 */

GM_API void gm_steam_post_created(int request, const char *name, int status);
GM_API void gm_steam_post_not_found(int request, const char *name);
GM_API void gm_steam_post_uploaded(int request, const char *name, bool success, bool updated,
                                   int score);
/* scores[count], best first; NULL: it failed. */
GM_API void gm_steam_post_scores(int request, const char *name, const GmSteamScore *scores,
                                 int count);
GM_API void gm_steam_post_persona(int request, int64_t user, const char *name);
GM_API void gm_steam_post_avatar(int64_t user, int image, int width, int height);
GM_API void gm_steam_post_overlay(bool active);
GM_API void gm_steam_post_shutdown(void);
/* From open: how it went, for gm_steam_init_result and _message; why is "" if result is 0. */
GM_API void gm_steam_report(int result, const char *why);

#ifdef __cplusplus
}
#endif
#endif
