/* Steam: the functions of the field's Steamworks extension, for a game that was given a back end in
 * game.json, "services": {"steam": {"use": "library"}} for the vendor's own (libsteam_api, opened
 * if it is there; nothing of it is part of this program), {"use": "simulator"} for a local
 * stand-in with the same functions and payloads. ASYNCADE_STEAM in the environment decides instead.
 *
 * The library's settings: "library", its file (without it the system looks for libsteam_api.so),
 * and "app", the application's number, for a game that the client did not start. The simulator's:
 * "players", a file of the data folder that says who there is, and "app":
 *   {"me": {"id": "76561197960265729", "name": "Ada", "picture": "ada.png"},
 *    "friends": [{"name": "Bob", "scores": {"best run": 1200}}]}
 * Its statistics, achievements, own scores and cloud files are kept in the save area. By
 * gm_service_simulate it knows "offline", "online", "open overlay" and "close overlay".
 *
 * Whatever comes later comes as GM_ASYNC_STEAM (GmAsyncSteam), in a later step than the call, with
 * "event_type" saying what it is: async-events 9.3. Functions that start something return a request
 * id > 0, which exactly one event answers, or GM_NONE if nothing was started and no event follows.
 * With no back end, or one that could not be initialised, every function fails as it says here, and
 * no event comes. Texts are UTF-8, copied; returned ones live as gm_text's do. Thread: main. */
#ifndef GM_STEAM_H
#define GM_STEAM_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: initialising */

GM_API bool gm_steam_initialised(void); /* a back end is chosen and works */
/* Why not, or how: 0 it works; 1 it failed; 2 no client runs; 3 the client or the library is too
 * old; -1 no back end is chosen, or the library is not there. */
GM_API int gm_steam_init_result(void);
GM_API const char *gm_steam_init_message(void); /* a sentence; "" if it works */
GM_API bool gm_steam_is_simulated(void);        /* the local stand-in */
GM_API bool gm_steam_stats_ready(void);
/* Lets the back end work. The runtime does it in every step by itself; a game that calls it too, as
 * the extension asks for, changes nothing. */
GM_API void gm_steam_update(void);

/* MARK: the user */

GM_API int gm_steam_get_app_id(void);               /* 0: unknown */
GM_API int64_t gm_steam_get_user_steam_id(void);    /* exact; 0: none */
GM_API unsigned gm_steam_get_user_account_id(void); /* its lower 32 bits */
GM_API const char *gm_steam_get_persona_name(void); /* "" : none */
GM_API bool gm_steam_is_user_logged_on(void);       /* the client is in touch with Steam */
/* Event "user_persona_name": id, steamid (int64), persona_name. */
GM_API int gm_steam_get_user_persona_name(int64_t steam_id);

enum { GM_STEAM_AVATAR_SMALL = 0, GM_STEAM_AVATAR_MEDIUM = 1, GM_STEAM_AVATAR_LARGE = 2 };
/* The number of a picture for the functions below; 0: the user has none; -1: it is being loaded,
 * then "avatar_image_loaded": success, user_id (int64), image, width, height. */
GM_API int gm_steam_get_user_avatar(int64_t steam_id, int size);
GM_API bool gm_steam_image_get_size(int image, int *width, int *height); /* pixels */
/* Red, green, blue, alpha, a byte each, row by row: [height][width][4]. The buffer is filled from
 * its start and grows if it may. False: no such picture or buffer, or it is too small. */
GM_API bool gm_steam_image_get_rgba(int image, int buffer);
/* A sprite of the picture, which is the game's: gm_sprite_delete. GM_NONE: no such picture. */
GM_API int gm_steam_image_create_sprite(int image);

/* MARK: overlay. Event "overlay_changed": active */

enum {
    GM_OV_FRIENDS = 0,
    GM_OV_COMMUNITY = 1,
    GM_OV_PLAYERS = 2,
    GM_OV_SETTINGS = 3,
    GM_OV_GAMEGROUP = 4,
    GM_OV_STATS = 5,
    GM_OV_ACHIEVEMENTS = 6
};
GM_API bool gm_steam_is_overlay_enabled(void);
GM_API bool gm_steam_is_overlay_activated(void);    /* it is open now */
GM_API void gm_steam_activate_overlay(int overlay); /* GM_OV_... */

/* MARK: statistics and achievements. False: there is none of the name, or no back end */

GM_API bool gm_steam_set_stat_int(const char *stat, int value);
GM_API bool gm_steam_set_stat_float(const char *stat, double value);
/* What was done in so many seconds since the last call: the stat is the average per second. */
GM_API bool gm_steam_set_stat_avg_rate(const char *stat, double count, double seconds);
GM_API int gm_steam_get_stat_int(const char *stat); /* 0: none */
GM_API double gm_steam_get_stat_float(const char *stat);
GM_API double gm_steam_get_stat_avg_rate(const char *stat);
GM_API bool gm_steam_set_achievement(const char *achievement);
GM_API bool gm_steam_get_achievement(const char *achievement); /* it was achieved */
GM_API bool gm_steam_clear_achievement(const char *achievement);
GM_API bool gm_steam_reset_all_stats(void);
GM_API bool gm_steam_reset_all_stats_achievements(void);

/* MARK: leaderboards. GM_NONE: the name is empty, or no back end */

enum { GM_LB_SORT_NONE = 0, GM_LB_SORT_ASCENDING = 1, GM_LB_SORT_DESCENDING = 2 };
enum {
    GM_LB_DISP_NONE = 0,
    GM_LB_DISP_NUMERIC = 1,
    GM_LB_DISP_TIME_SEC = 2,
    GM_LB_DISP_TIME_MS = 3
};
/* Event "create_leaderboard": id, lb_name, status (0 it is there now; 1 this game knew it before;
 * -1 it could not be made). */
GM_API int gm_steam_create_leaderboard(const char *leaderboard, int sort, int display);
/* Event "leaderboard_upload": post_id (the request), lb_name, success (not if Steam could not be
 * reached), updated (it was better than the one before, or forced), score. There is none of that
 * name: "leaderboard_not_found": id, lb_name, status -1. */
GM_API int gm_steam_upload_score(const char *leaderboard, int score);
GM_API int gm_steam_upload_score_ext(const char *leaderboard, int score, bool force_update);
/* Event "leaderboard_download": id, lb_name, status (0; -1 it failed), num_entries, entries: a JSON
 * text, {"entries": [{"name", "score", "rank", "userID" (a text)}, ...]}, best first.
 * "leaderboard_not_found" as above. Ranks count from 1; around the user, 0 is the user. */
GM_API int gm_steam_download_scores(const char *leaderboard, int first, int last);
GM_API int gm_steam_download_scores_around_user(const char *leaderboard, int first, int last);
GM_API int gm_steam_download_friends_scores(const char *leaderboard);

/* MARK: cloud files, done when the call returns */

GM_API bool gm_steam_is_cloud_enabled_for_app(void);
GM_API bool gm_steam_is_cloud_enabled_for_account(void);
GM_API double gm_steam_get_quota_total(void); /* bytes */
GM_API double gm_steam_get_quota_free(void);
GM_API bool gm_steam_file_exists(const char *file);
GM_API bool gm_steam_file_persisted(const char *file); /* the cloud has it, too */
GM_API int gm_steam_file_size(const char *file);       /* bytes; 0: none */
GM_API bool gm_steam_file_write(const char *file, const char *data, int bytes);
GM_API bool gm_steam_file_write_buffer(const char *file, int buffer); /* what is used of it */
GM_API const char *gm_steam_file_read(const char *file);              /* as text; NULL: none */
/* A new buffer with all of it, which the game deletes. GM_NONE: no such file. */
GM_API int gm_steam_file_read_buffer(const char *file);
GM_API bool gm_steam_file_delete(const char *file);

#ifdef __cplusplus
}
#endif
#endif
