/* Social services: the player's profile, friends, achievements and score tables, by the manual's
 * older achievement_ functions. A back end is chosen in game.json, "services": {"social": {"use":
 * "simulator", "players": "players.json"}} (ASYNCADE_SOCIAL in the environment goes first): the
 * runtime brings a local simulator, whose friends stand in that file of the data folder (gm_steam.h
 * shows one), and whose results are kept in the save area, and which knows "offline" and "online"
 * by gm_service_simulate; a game can bring its own (gm_service.h).
 *
 * What is asked for comes as GM_ASYNC_SOCIAL (GmAsyncSocial) in a later step. "id" says what it is:
 * one of GM_ACHIEVEMENT_..., and "request" which call it answers (an addition of this runtime). If
 * it failed there is "error", a sentence, and nothing else. Functions that ask return the request,
 * > 0, or GM_NONE if nothing was started and no event follows: no service is chosen. Source:
 * async-events 10.3. Thread: main. */
#ifndef GM_SOCIAL_H
#define GM_SOCIAL_H

#include "gm_service.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "id" of the event. The values are those of published extensions. */
enum {
    GM_ACHIEVEMENT_OUR_INFO = 1002,
    GM_ACHIEVEMENT_FRIENDS_INFO = 1003,
    GM_ACHIEVEMENT_LEADERBOARD_INFO = 1004,
    GM_ACHIEVEMENT_ACHIEVEMENT_INFO = 1005,
    GM_ACHIEVEMENT_PIC_LOADED = 1006,
    GM_ACHIEVEMENT_CHALLENGE_COMPLETED = 1007,
    GM_ACHIEVEMENT_CHALLENGE_COMPLETED_BY_REMOTE = 1008,
    GM_ACHIEVEMENT_CHALLENGE_RECEIVED = 1009,
    GM_ACHIEVEMENT_CHALLENGE_LAUNCHED = 1011
};

GM_API bool gm_achievement_available(void); /* a service is chosen and can be used */
GM_API bool gm_achievement_login_status(void);
/* GM_ACHIEVEMENT_OUR_INFO: "name", "playerid" (a text). */
GM_API int gm_achievement_login(void);
GM_API void gm_achievement_logout(void);

/* Of 100 percent; less than before changes nothing. False: no service, or not logged in. */
GM_API bool gm_achievement_post(const char *achievement, double percent);
/* Keeps the best; more is better. False as above. */
GM_API bool gm_achievement_post_score(const char *leaderboard, double score);
GM_API bool gm_achievement_reset(void); /* all achievements are begun anew */

/* GM_ACHIEVEMENT_ACHIEVEMENT_INFO: "numachievements", "Achievement0" (its name), "Progress0". */
GM_API int gm_achievement_load_progress(void);
/* GM_ACHIEVEMENT_FRIENDS_INFO: "numfriends", "Friend0", "Friendid0" and so on. */
GM_API int gm_achievement_load_friends(void);
/* GM_ACHIEVEMENT_LEADERBOARD_INFO: "leaderboardid", "numentries", "Player0", "Playerid0", "Rank0",
 * "Score0" and so on: ranks first to last, counted from 1. */
GM_API int gm_achievement_load_leaderboard(const char *leaderboard, int first, int last);
/* GM_ACHIEVEMENT_PIC_LOADED: "playerid", "spriteid": a sprite that is the game's, for
 * gm_sprite_delete. */
GM_API int gm_achievement_get_pic(const char *playerid);

/* MARK: for back ends */

typedef struct GmSocialScore {
    const char *name, *playerid;
    int rank;
    double score;
} GmSocialScore;

/* Every function is there; texts are never NULL. Each ask_ is answered by one of the functions
 * below, now or later. Thread: main. */
typedef struct GmSocialService {
    GmService service;
    void (*cancel)(int request); /* answers it, as failed, if it is still its own */
    bool (*login_status)(void);
    void (*ask_login)(int request);
    void (*logout)(void);
    bool (*post)(const char *achievement, double percent);
    bool (*post_score)(const char *leaderboard, double score);
    bool (*reset)(void);
    void (*ask_progress)(int request);
    void (*ask_friends)(int request);
    void (*ask_leaderboard)(int request, const char *leaderboard, int first, int last);
    void (*ask_picture)(int request, const char *playerid);
} GmSocialService;

GM_API void gm_social_answer_login(int request, const char *name, const char *playerid);
/* score: percent; rank and playerid are not used. */
GM_API void gm_social_answer_progress(int request, const GmSocialScore *achievements, int count);
/* rank and score are not used. */
GM_API void gm_social_answer_friends(int request, const GmSocialScore *friends, int count);
GM_API void gm_social_answer_leaderboard(int request, const char *leaderboard,
                                         const GmSocialScore *scores, int count);
/* rgba: red, green, blue, alpha, [height][width][4]; copied. */
GM_API void gm_social_answer_picture(int request, const char *playerid, const uint8_t *rgba,
                                     int width, int height);
GM_API void gm_social_answer_failed(int request, const char *why);

#ifdef __cplusplus
}
#endif
#endif
