/* The vendor's Steam library (libsteam_api), opened while the program runs if it is there: the few
 * functions that are called, by their published flat names, and what it has to tell.
 *
 * Nothing of the vendor's is part of this program. Accessors carry a version in their name; the
 * newest that the library has is taken. Callbacks are fetched by manual dispatch.
 * Thread: main. */
#ifndef PLATFORM_STEAM_LIBRARY_H
#define PLATFORM_STEAM_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

/* F(interface, field, flat name after "SteamAPI_ISteam", result, parameters after the interface) */
#define STEAM_FUNCTIONS(F)                                                                         \
    F(user, user_id, "User_GetSteamID", uint64_t, (void *))                                        \
    F(user, is_logged_on, "User_BLoggedOn", bool, (void *))                                        \
    F(friends, persona_name, "Friends_GetPersonaName", const char *, (void *))                     \
    F(friends, friend_name, "Friends_GetFriendPersonaName", const char *, (void *, uint64_t))      \
    F(friends, ask_about_user, "Friends_RequestUserInformation", bool, (void *, uint64_t, bool))   \
    F(friends, overlay, "Friends_ActivateGameOverlay", void, (void *, const char *))               \
    F(friends, small_avatar, "Friends_GetSmallFriendAvatar", int, (void *, uint64_t))              \
    F(friends, medium_avatar, "Friends_GetMediumFriendAvatar", int, (void *, uint64_t))            \
    F(friends, large_avatar, "Friends_GetLargeFriendAvatar", int, (void *, uint64_t))              \
    F(utils, app_id, "Utils_GetAppID", uint32_t, (void *))                                         \
    F(utils, overlay_is_enabled, "Utils_IsOverlayEnabled", bool, (void *))                         \
    F(utils, image_size, "Utils_GetImageSize", bool, (void *, int, uint32_t *, uint32_t *))        \
    F(utils, image_rgba, "Utils_GetImageRGBA", bool, (void *, int, uint8_t *, int))                \
    F(stats, set_int, "UserStats_SetStatInt32", bool, (void *, const char *, int32_t))             \
    F(stats, set_float, "UserStats_SetStatFloat", bool, (void *, const char *, float))             \
    F(stats, set_avg_rate, "UserStats_UpdateAvgRateStat", bool,                                    \
      (void *, const char *, float, double))                                                       \
    F(stats, get_int, "UserStats_GetStatInt32", bool, (void *, const char *, int32_t *))           \
    F(stats, get_float, "UserStats_GetStatFloat", bool, (void *, const char *, float *))           \
    F(stats, set_achievement, "UserStats_SetAchievement", bool, (void *, const char *))            \
    F(stats, get_achievement, "UserStats_GetAchievement", bool, (void *, const char *, bool *))    \
    F(stats, clear_achievement, "UserStats_ClearAchievement", bool, (void *, const char *))        \
    F(stats, reset, "UserStats_ResetAllStats", bool, (void *, bool))                               \
    F(stats, store, "UserStats_StoreStats", bool, (void *))                                        \
    F(stats, find_or_create, "UserStats_FindOrCreateLeaderboard", uint64_t,                        \
      (void *, const char *, int, int))                                                            \
    F(stats, find, "UserStats_FindLeaderboard", uint64_t, (void *, const char *))                  \
    F(stats, upload, "UserStats_UploadLeaderboardScore", uint64_t,                                 \
      (void *, uint64_t, int, int32_t, const int32_t *, int))                                      \
    F(stats, download, "UserStats_DownloadLeaderboardEntries", uint64_t,                           \
      (void *, uint64_t, int, int, int))                                                           \
    F(stats, downloaded_entry, "UserStats_GetDownloadedLeaderboardEntry", bool,                    \
      (void *, uint64_t, int, void *, int32_t *, int))                                             \
    F(storage, write, "RemoteStorage_FileWrite", bool,                                             \
      (void *, const char *, const void *, int32_t))                                               \
    F(storage, read, "RemoteStorage_FileRead", int32_t, (void *, const char *, void *, int32_t))   \
    F(storage, exists, "RemoteStorage_FileExists", bool, (void *, const char *))                   \
    F(storage, persisted, "RemoteStorage_FilePersisted", bool, (void *, const char *))             \
    F(storage, size, "RemoteStorage_GetFileSize", int32_t, (void *, const char *))                 \
    F(storage, remove, "RemoteStorage_FileDelete", bool, (void *, const char *))                   \
    F(storage, quota, "RemoteStorage_GetQuota", bool, (void *, uint64_t *, uint64_t *))            \
    F(storage, account_enabled, "RemoteStorage_IsCloudEnabledForAccount", bool, (void *))          \
    F(storage, app_enabled, "RemoteStorage_IsCloudEnabledForApp", bool, (void *))

/* An interface's functions take it as their first argument. */
typedef struct SteamLibrary {
    void *user, *friends, *utils, *stats, *storage; /* the library's interfaces */
#define STEAM_FIELD(interface, field, name, Result, parameters) Result(*field) parameters;
    STEAM_FUNCTIONS(STEAM_FIELD)
#undef STEAM_FIELD
} SteamLibrary;

enum { STEAM_WHY = 1280 };

/* How the library answered its initialisation; -1: there is none, or it is not the one expected. */
typedef struct SteamOpening {
    int result;          /* 0 fine; 1 failed; 2 no client runs; 3 the client is too old; -1 */
    char why[STEAM_WHY]; /* "" or a sentence */
} SteamOpening;

/* Opens and initialises. path: the library; NULL: wherever the system or the program has it. app:
 * the application's number, for a program that the client did not start; 0: unknown.
 * NULL: *opening says why, nothing is left open. Lent until steam_library_close. */
const SteamLibrary *steam_library_open(const char *path, int app, SteamOpening *opening);
void steam_library_close(void); /* shuts it down; nothing is open: does nothing */

typedef enum SteamNewsKind {
    STEAM_PERSONA,     /* user: its name is known now, or has changed */
    STEAM_OVERLAY,     /* active */
    STEAM_AVATAR,      /* user, image, width, height */
    STEAM_SHUTDOWN,    /* the client wants to end */
    STEAM_LEADERBOARD, /* call: leaderboard; 0: there is none */
    STEAM_UPLOADED,    /* call: success, updated, score */
    STEAM_SCORES,      /* call: entries, count */
    STEAM_FAILED       /* call: it came to nothing */
} SteamNewsKind;

typedef struct SteamNews {
    SteamNewsKind kind;
    uint64_t call; /* as the function returned it */
    uint64_t user, leaderboard, entries;
    int image, width, height, score, count;
    bool active, success, updated;
} SteamNews;

/* Lets the library work; once per step, before the news are taken. */
void steam_library_run(void);
/* The next that is of interest here; false: there is no more. */
bool steam_library_next(SteamNews *news);

typedef struct SteamEntry {
    uint64_t user;
    int rank, score;
} SteamEntry;
/* One of the downloaded scores, index 0 to count - 1; only until the next steam_library_next. */
bool steam_library_entry(uint64_t entries, int index, SteamEntry *entry);

#endif
