/* A stand-in for the vendor's Steam library, all our own: the same names, a world in memory, and a
 * few standin_... functions by which a test turns its knobs and looks at it.
 *
 * STANDIN_OLD   an older one: older accessors, SteamAPI_Init, which tells only yes or no
 * STANDIN_BARE  one that lacks a function */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define OUT __attribute__((visibility("default")))
enum { QUEUE = 64, MOST = 16, FILE_BYTES = 256, BOARD = 7000 };

/* They are found by name: nobody declares them. */
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

#pragma pack(push, 4)
typedef struct Message {
    int32_t user, number;
    uint8_t *bytes;
    int32_t size;
} Message;
#pragma pack(pop)

typedef struct Queued {
    int number, size;
    uint8_t bytes[64];
    uint64_t call; /* whose result it is; 0: a message */
    bool failed;
} Queued;

static struct {
    Queued queue[QUEUE], results[QUEUE], held;
    int count, result_count;
    bool is_held;
    uint64_t next_call;
    int init_result, asked_avatar_pending;
    int initialised, shut_down, frames, freed, taken, stores;
    bool next_fails, no_calls, lies;
    struct {
        char name[32];
        double value;
    } stats[MOST];
    int stat_count;
    char file_name[64], file[FILE_BYTES];
    int file_size;
    int32_t best;
    bool has_best;
    char board[64], overlay[32];
} the_world;

static int user_here, friends_here, utils_here, stats_here, storage_here;

/* MARK: knobs */

OUT void standin_reset(int init_result) {
    memset(&the_world, 0, sizeof the_world);
    the_world.init_result = init_result;
    the_world.file_size = -1;
    snprintf(the_world.board, sizeof the_world.board, "known");
}

OUT void standin_fail_next(void) {
    the_world.next_fails = true;
}

OUT void standin_no_calls(bool none) {
    the_world.no_calls = none;
}

/* From now on it tells nonsense: no names, two thousand million scores, results cut short. */
OUT void standin_lie(void) {
    the_world.lies = true;
}

/* 0: initialised, 1: shut down, 2: frames, 3: messages taken, 4: freed, 5: stores */
OUT int standin_count(int which) {
    const int counts[] = {the_world.initialised, the_world.shut_down, the_world.frames,
                          the_world.taken,       the_world.freed,     the_world.stores};
    return counts[which];
}

OUT const char *standin_overlay(void) {
    return the_world.overlay;
}

static void put(Queued *list, int *count, int number, const void *bytes, int size, uint64_t call) {
    Queued *queued = &list[(*count)++];
    *queued = (Queued){.number = number, .size = size, .call = call};
    memcpy(queued->bytes, bytes, (size_t)size);
}

OUT void standin_message(int number, const void *bytes, int size) {
    put(the_world.queue, &the_world.count, number, bytes, size, 0);
}

OUT void standin_overlay_active(bool active) {
    uint8_t bytes[12] = {active};
    standin_message(331, bytes, sizeof bytes);
}

/* MARK: life */

static int initialise(char *why) {
    if (the_world.init_result != 0)
        snprintf(why, 1024, "the stand-in was told to answer %d", the_world.init_result);
    else
        the_world.initialised++;
    return the_world.init_result;
}

#ifdef STANDIN_OLD
OUT bool SteamAPI_Init(void) {
    char why[1024];
    return initialise(why) == 0;
}
#else
OUT int SteamAPI_InitFlat(char *why) {
    return initialise(why);
}
#endif

OUT void SteamAPI_Shutdown(void) {
    the_world.shut_down++;
}

OUT int32_t SteamAPI_GetHSteamPipe(void) {
    return 5;
}

OUT void SteamAPI_ManualDispatch_Init(void) {}

OUT void SteamAPI_ManualDispatch_RunFrame(int32_t pipe) {
    the_world.frames += pipe == 5;
}

OUT bool SteamAPI_ManualDispatch_GetNextCallback(int32_t pipe, Message *message) {
    if (the_world.count == 0 || the_world.is_held || pipe != 5) return false;
    the_world.held = the_world.queue[0];
    the_world.count--;
    memmove(the_world.queue, the_world.queue + 1, (size_t)the_world.count * sizeof(Queued));
    the_world.is_held = true;
    the_world.taken++;
    *message = (Message){1, the_world.held.number, the_world.held.bytes, the_world.held.size};
    return true;
}

OUT void SteamAPI_ManualDispatch_FreeLastCallback(int32_t pipe) {
    (void)pipe;
    the_world.is_held = false;
    the_world.freed++;
}

OUT bool SteamAPI_ManualDispatch_GetAPICallResult(int32_t pipe, uint64_t call, void *bytes,
                                                  int size, int number, bool *failed) {
    (void)pipe;
    for (int i = 0; i < the_world.result_count; i++) {
        const Queued *result = &the_world.results[i];
        if (result->call != call) continue;
        *failed = result->failed;
        if (result->number != number || size != result->size) return false;
        memcpy(bytes, result->bytes, (size_t)size);
        return true;
    }
    return false;
}

/* The result waits; a message says so. */
static uint64_t finish(int number, const void *bytes, int size) {
    if (the_world.no_calls) return 0;
    uint64_t call = 0xFFFF000000000000u + ++the_world.next_call;
    if (the_world.result_count == QUEUE) the_world.result_count = 0;
    put(the_world.results, &the_world.result_count, number, bytes, size, call);
    the_world.results[the_world.result_count - 1].failed = the_world.next_fails;
    the_world.next_fails = false;
    uint8_t completed[16];
    uint32_t length = (uint32_t)size;
    int32_t kind = number;
    memcpy(completed, &call, 8);
    memcpy(completed + 8, &kind, 4);
    memcpy(completed + 12, &length, 4);
    standin_message(703, completed, sizeof completed);
    return call;
}

/* MARK: accessors */

#ifdef STANDIN_OLD
#define ACCESSOR(name, new_version, old_version) SteamAPI_Steam##name##_##old_version
#else
#define ACCESSOR(name, new_version, old_version) SteamAPI_Steam##name##_##new_version
#endif
OUT void *ACCESSOR(User, v023, v021)(void) {
    return &user_here;
}
/* A newer one is there, which the client does not know. */
OUT void *SteamAPI_SteamUser_v024(void) {
    return NULL;
}
OUT void *ACCESSOR(Friends, v018, v017)(void) {
    return &friends_here;
}
OUT void *ACCESSOR(Utils, v010, v010)(void) {
    return &utils_here;
}
OUT void *ACCESSOR(UserStats, v013, v011)(void) {
    return &stats_here;
}
OUT void *ACCESSOR(RemoteStorage, v016, v014)(void) {
    return &storage_here;
}

/* MARK: user, friends, utils */

#define ME     UINT64_C(76561198000000001) /* a double cannot hold it */
#define FRIEND UINT64_C(76561198000000003)

OUT uint64_t SteamAPI_ISteamUser_GetSteamID(void *user) {
    return user == &user_here ? ME : 0;
}

OUT bool SteamAPI_ISteamUser_BLoggedOn(void *user) {
    return user == &user_here;
}

OUT const char *SteamAPI_ISteamFriends_GetPersonaName(void *friends) {
    return friends == &friends_here ? "Stand-in \xC3\xA9" : NULL;
}

static char the_name[32]; /* lent until the next call */

OUT const char *SteamAPI_ISteamFriends_GetFriendPersonaName(void *friends, uint64_t user) {
    (void)friends;
    snprintf(the_name, sizeof the_name, the_world.lies ? "\xFF\xC3" : "user %u",
             (unsigned)(user % 1000));
    return the_world.lies && user == FRIEND ? NULL : the_name;
}

OUT bool SteamAPI_ISteamFriends_RequestUserInformation(void *friends, uint64_t user, bool only) {
    (void)friends, (void)only;
    if (user == ME) return false;
    uint8_t bytes[12];
    int32_t flags = 0x2; /* a change that is none of the name's comes first */
    memcpy(bytes, &user, 8);
    memcpy(bytes + 8, &flags, 4);
    standin_message(304, bytes, sizeof bytes);
    flags = 0x1;
    memcpy(bytes + 8, &flags, 4);
    standin_message(304, bytes, sizeof bytes);
    return true;
}

OUT void SteamAPI_ISteamFriends_ActivateGameOverlay(void *friends, const char *dialog) {
    (void)friends;
    snprintf(the_world.overlay, sizeof the_world.overlay, "%s", dialog);
    standin_overlay_active(true);
}

static int avatar(uint64_t user, int image, int side) {
    if (user != ME && user != FRIEND) return 0;
    if (user == ME) return image;
    uint8_t bytes[20];
    int32_t numbers[] = {image + 10, side, side};
    memcpy(bytes, &user, 8);
    memcpy(bytes + 8, numbers, 12);
    standin_message(334, bytes, sizeof bytes);
    return -1;
}

OUT int SteamAPI_ISteamFriends_GetSmallFriendAvatar(void *friends, uint64_t user) {
    return friends == &friends_here ? avatar(user, 1, 32) : 0;
}

OUT int SteamAPI_ISteamFriends_GetMediumFriendAvatar(void *friends, uint64_t user) {
    return friends == &friends_here ? avatar(user, 2, 64) : 0;
}

OUT int SteamAPI_ISteamFriends_GetLargeFriendAvatar(void *friends, uint64_t user) {
    return friends == &friends_here ? avatar(user, 3, 184) : 0;
}

OUT uint32_t SteamAPI_ISteamUtils_GetAppID(void *utils) {
    return utils == &utils_here ? 480 : 0;
}

OUT bool SteamAPI_ISteamUtils_IsOverlayEnabled(void *utils) {
    return utils == &utils_here;
}

OUT bool SteamAPI_ISteamUtils_GetImageSize(void *utils, int image, uint32_t *w, uint32_t *h) {
    if (the_world.lies) *w = 1u << 31, *h = 0;
    if (the_world.lies) return true;
    *w = *h = image % 10 == 1 ? 32 : image % 10 == 2 ? 64 : 184;
    return utils == &utils_here && image > 0 && image < 20;
}

OUT bool SteamAPI_ISteamUtils_GetImageRGBA(void *utils, int image, uint8_t *rgba, int bytes) {
    (void)utils, (void)image;
    for (int i = 0; i < bytes; i++)
        rgba[i] = i % 4 == 3 ? 255 : (uint8_t)(i % 4 * 100);
    return true;
}

/* MARK: statistics: "wins" and "speed" are known, "speed" is no whole number */

static double *stat(const char *name) {
    for (int i = 0; i < the_world.stat_count; i++)
        if (strcmp(the_world.stats[i].name, name) == 0) return &the_world.stats[i].value;
    if (the_world.stat_count == MOST) return NULL;
    snprintf(the_world.stats[the_world.stat_count].name, 32, "%s", name);
    return &the_world.stats[the_world.stat_count++].value;
}

static bool is_known(const void *stats, const char *name) {
    return stats == &stats_here && strncmp(name, "unknown", 7) != 0;
}

OUT bool SteamAPI_ISteamUserStats_SetStatInt32(void *stats, const char *name, int32_t value) {
    if (is_known(stats, name)) *stat(name) = value;
    return is_known(stats, name);
}

OUT bool SteamAPI_ISteamUserStats_SetStatFloat(void *stats, const char *name, float value) {
    if (is_known(stats, name)) *stat(name) = (double)value;
    return is_known(stats, name);
}

OUT bool SteamAPI_ISteamUserStats_UpdateAvgRateStat(void *stats, const char *name, float count,
                                                    double seconds) {
    if (is_known(stats, name)) *stat(name) = (double)count / seconds;
    return is_known(stats, name);
}

OUT bool SteamAPI_ISteamUserStats_GetStatInt32(void *stats, const char *name, int32_t *value) {
    if (is_known(stats, name)) *value = (int32_t)*stat(name);
    return is_known(stats, name);
}

OUT bool SteamAPI_ISteamUserStats_GetStatFloat(void *stats, const char *name, float *value) {
    if (is_known(stats, name)) *value = (float)*stat(name);
    return is_known(stats, name);
}

OUT bool SteamAPI_ISteamUserStats_SetAchievement(void *stats, const char *name) {
    return SteamAPI_ISteamUserStats_SetStatInt32(stats, name, 1);
}

OUT bool SteamAPI_ISteamUserStats_GetAchievement(void *stats, const char *name, bool *achieved) {
    int32_t value = 0;
    bool known = SteamAPI_ISteamUserStats_GetStatInt32(stats, name, &value);
    *achieved = value != 0;
    return known;
}

OUT bool SteamAPI_ISteamUserStats_ClearAchievement(void *stats, const char *name) {
    return SteamAPI_ISteamUserStats_SetStatInt32(stats, name, 0);
}

OUT bool SteamAPI_ISteamUserStats_ResetAllStats(void *stats, bool achievements_too) {
    (void)achievements_too;
    memset(the_world.stats, 0, sizeof the_world.stats);
    the_world.stat_count = 0;
    return stats == &stats_here;
}

OUT bool SteamAPI_ISteamUserStats_StoreStats(void *stats) {
    the_world.stores++;
    return stats == &stats_here;
}

/* MARK: leaderboards: one; "known" is there from the start */

static uint64_t found(bool is_there) {
    uint64_t board = is_there ? BOARD : 0;
    uint8_t bytes[12] = {0};
    memcpy(bytes, &board, 8);
    bytes[8] = is_there;
    return finish(1104, bytes, sizeof bytes);
}

OUT uint64_t SteamAPI_ISteamUserStats_FindOrCreateLeaderboard(void *stats, const char *name,
                                                              int sort, int display) {
    (void)sort, (void)display;
    snprintf(the_world.board, sizeof the_world.board, "%s", name);
    return found(stats == &stats_here);
}

OUT uint64_t SteamAPI_ISteamUserStats_FindLeaderboard(void *stats, const char *name) {
    (void)stats;
    return found(strcmp(name, the_world.board) == 0);
}

OUT uint64_t SteamAPI_ISteamUserStats_UploadLeaderboardScore(void *stats, uint64_t board, int how,
                                                             int32_t score, const int32_t *details,
                                                             int count) {
    (void)stats, (void)details, (void)count;
    bool is_better = !the_world.has_best || score > the_world.best || how == 2;
    if (is_better) the_world.best = score;
    the_world.has_best = true;
    uint8_t bytes[28] = {1};
    memcpy(bytes + 4, &board, 8);
    memcpy(bytes + 12, &score, 4);
    bytes[16] = is_better;
    return finish(1106, bytes, the_world.lies ? 3 : sizeof bytes);
}

OUT uint64_t SteamAPI_ISteamUserStats_DownloadLeaderboardEntries(void *stats, uint64_t board,
                                                                 int range, int first, int last) {
    (void)stats, (void)range, (void)first, (void)last;
    uint8_t bytes[20];
    uint64_t entries = 4711;
    int32_t count = the_world.lies ? INT32_MAX : 2;
    memcpy(bytes, &board, 8);
    memcpy(bytes + 8, &entries, 8);
    memcpy(bytes + 16, &count, 4);
    return finish(1105, bytes, sizeof bytes);
}

OUT bool SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(void *stats, uint64_t entries,
                                                                int index, void *entry,
                                                                int32_t *details, int count) {
    (void)stats, (void)details, (void)count;
    uint64_t user = index == 0 ? FRIEND : ME;
    int32_t numbers[] = {index + 1, index == 0 ? 9000 : the_world.best, 0};
    if (entries != 4711 || index < 0 || index > 1) return false;
    memset(entry, 0, 28);
    memcpy(entry, &user, 8);
    memcpy((char *)entry + 8, numbers, 12);
    return true;
}

/* MARK: cloud files: one */

static bool is_file(const void *storage, const char *name) {
    return storage == &storage_here && the_world.file_size >= 0 &&
           strcmp(name, the_world.file_name) == 0;
}

OUT bool SteamAPI_ISteamRemoteStorage_FileWrite(void *storage, const char *name, const void *bytes,
                                                int32_t size) {
    if (storage != &storage_here || size > FILE_BYTES) return false;
    snprintf(the_world.file_name, sizeof the_world.file_name, "%s", name);
    memcpy(the_world.file, bytes, (size_t)size);
    the_world.file_size = size;
    return true;
}

OUT int32_t SteamAPI_ISteamRemoteStorage_FileRead(void *storage, const char *name, void *bytes,
                                                  int32_t size) {
    if (!is_file(storage, name)) return 0;
    int32_t count = size < the_world.file_size ? size : the_world.file_size;
    memcpy(bytes, the_world.file, (size_t)count);
    return count;
}

OUT bool SteamAPI_ISteamRemoteStorage_FileExists(void *storage, const char *name) {
    return is_file(storage, name);
}

OUT bool SteamAPI_ISteamRemoteStorage_FilePersisted(void *storage, const char *name) {
    return is_file(storage, name);
}

OUT int32_t SteamAPI_ISteamRemoteStorage_GetFileSize(void *storage, const char *name) {
    return is_file(storage, name) ? the_world.file_size : 0;
}

#ifndef STANDIN_BARE
OUT bool SteamAPI_ISteamRemoteStorage_FileDelete(void *storage, const char *name) {
    bool was_there = is_file(storage, name);
    if (was_there) the_world.file_size = -1;
    return was_there;
}
#endif

OUT bool SteamAPI_ISteamRemoteStorage_GetQuota(void *storage, uint64_t *total, uint64_t *left) {
    *total = 1000;
    *left = 1000u - (the_world.file_size > 0 ? (unsigned)the_world.file_size : 0u);
    return storage == &storage_here;
}

OUT bool SteamAPI_ISteamRemoteStorage_IsCloudEnabledForAccount(void *storage) {
    return storage == &storage_here;
}

OUT bool SteamAPI_ISteamRemoteStorage_IsCloudEnabledForApp(void *storage) {
    return storage == &storage_here;
}
