/* Manual dispatch of the Steam library: its callbacks, and the results of calls, as plain news.
 * The numbers and layouts are those of its binary interface, written down here as they are met. */
#include "steam_news.h"

#include <string.h>

/* Structures that cross the border are packed to 4 bytes, but for Windows. */
#ifdef _WIN32
#pragma pack(push, 8)
#else
#pragma pack(push, 4)
#endif
typedef struct Message {
    int32_t user;
    int32_t number;
    const uint8_t *bytes;
    int32_t size;
} Message;
typedef struct CallCompleted { /* 703 */
    uint64_t call;
    int32_t number;
    uint32_t size;
} CallCompleted;
typedef struct PersonaChanged { /* 304 */
    uint64_t user;
    int32_t flags;
} PersonaChanged;
typedef struct AvatarLoaded { /* 334 */
    uint64_t user;
    int32_t image, width, height;
} AvatarLoaded;
typedef struct LeaderboardFound { /* 1104 */
    uint64_t leaderboard;
    uint8_t found;
} LeaderboardFound;
typedef struct ScoresDownloaded { /* 1105 */
    uint64_t leaderboard, entries;
    int32_t count;
} ScoresDownloaded;
typedef struct ScoreUploaded { /* 1106 */
    uint8_t success;
    uint64_t leaderboard;
    int32_t score;
    uint8_t changed;
    int32_t rank, previous_rank;
} ScoreUploaded;
typedef struct Entry {
    uint64_t user;
    int32_t rank, score, details;
    uint64_t content;
} Entry;
#pragma pack(pop)

enum {
    PERSONA_CHANGED = 304,
    OVERLAY_ACTIVATED = 331,
    AVATAR_LOADED = 334,
    CALL_COMPLETED = 703,
    CLIENT_ENDS = 704,
    LEADERBOARD_FOUND = 1104,
    SCORES_DOWNLOADED = 1105,
    SCORE_UPLOADED = 1106,
    PERSONA_NAME = 0x401 /* flags of PERSONA_CHANGED: the name is another, or known now */
};

static struct {
    void (*init)(void);
    void (*run)(int32_t pipe);
    bool (*next)(int32_t pipe, Message *message);
    void (*free)(int32_t pipe);
    bool (*result)(int32_t pipe, uint64_t call, void *bytes, int size, int number, bool *failed);
    int32_t (*pipe)(void);
    bool is_open;
} the_news;

const char *steam_news_find(bool (*find)(const char *name, void *function)) {
    if (!find("SteamAPI_ManualDispatch_Init", &the_news.init))
        return "SteamAPI_ManualDispatch_Init";
    if (!find("SteamAPI_ManualDispatch_RunFrame", &the_news.run))
        return "SteamAPI_ManualDispatch_RunFrame";
    if (!find("SteamAPI_ManualDispatch_GetNextCallback", &the_news.next))
        return "SteamAPI_ManualDispatch_GetNextCallback";
    if (!find("SteamAPI_ManualDispatch_FreeLastCallback", &the_news.free))
        return "SteamAPI_ManualDispatch_FreeLastCallback";
    if (!find("SteamAPI_ManualDispatch_GetAPICallResult", &the_news.result))
        return "SteamAPI_ManualDispatch_GetAPICallResult";
    if (!find("SteamAPI_GetHSteamPipe", &the_news.pipe)) return "SteamAPI_GetHSteamPipe";
    return NULL;
}

void steam_news_open(void) {
    the_news.init();
    the_news.is_open = true;
}

void steam_news_close(void) {
    memset(&the_news, 0, sizeof the_news);
}

void steam_library_run(void) {
    if (the_news.is_open) the_news.run(the_news.pipe());
}

/* MARK: what the numbers mean */

static bool fetch(const CallCompleted *completed, void *structure, size_t size) {
    bool failed = false;
    return the_news.result(the_news.pipe(), completed->call, structure, (int)size,
                           completed->number, &failed) &&
           !failed;
}

static bool read_leaderboard(const CallCompleted *completed, SteamNews *news) {
    LeaderboardFound found = {0};
    if (!fetch(completed, &found, sizeof found)) return false;
    news->kind = STEAM_LEADERBOARD;
    news->leaderboard = found.found != 0 ? found.leaderboard : 0;
    return true;
}

static bool read_scores(const CallCompleted *completed, SteamNews *news) {
    ScoresDownloaded scores = {0};
    if (!fetch(completed, &scores, sizeof scores)) return false;
    news->kind = STEAM_SCORES;
    news->entries = scores.entries;
    news->count = scores.count;
    return true;
}

static bool read_uploaded(const CallCompleted *completed, SteamNews *news) {
    ScoreUploaded uploaded = {0};
    if (!fetch(completed, &uploaded, sizeof uploaded)) return false;
    news->kind = STEAM_UPLOADED;
    news->success = uploaded.success != 0;
    news->updated = uploaded.changed != 0;
    news->score = uploaded.score;
    return true;
}

/* False: the result of a call that is none of ours. */
static bool read_completed(const CallCompleted *completed, SteamNews *news) {
    bool good = false;
    news->call = completed->call;
    if (completed->number == LEADERBOARD_FOUND)
        good = read_leaderboard(completed, news);
    else if (completed->number == SCORES_DOWNLOADED)
        good = read_scores(completed, news);
    else if (completed->number == SCORE_UPLOADED)
        good = read_uploaded(completed, news);
    else
        return false;
    if (!good) news->kind = STEAM_FAILED;
    return true;
}

/* The structure that a message carries; a shorter one leaves the rest 0. */
static void take(const Message *message, void *structure, size_t size) {
    size_t there = message->size > 0 && message->bytes != NULL ? (size_t)message->size : 0;
    memset(structure, 0, size);
    if (there > 0) memcpy(structure, message->bytes, there < size ? there : size);
}

static bool read_avatar(const Message *message, SteamNews *news) {
    AvatarLoaded avatar;
    take(message, &avatar, sizeof avatar);
    *news = (SteamNews){.kind = STEAM_AVATAR,
                        .user = avatar.user,
                        .image = avatar.image,
                        .width = avatar.width,
                        .height = avatar.height};
    return true;
}

static bool read_persona(const Message *message, SteamNews *news) {
    PersonaChanged persona;
    take(message, &persona, sizeof persona);
    *news = (SteamNews){.kind = STEAM_PERSONA, .user = persona.user};
    return (persona.flags & PERSONA_NAME) != 0;
}

static bool read_overlay(const Message *message, SteamNews *news) {
    uint8_t active;
    take(message, &active, sizeof active);
    *news = (SteamNews){.kind = STEAM_OVERLAY, .active = active != 0};
    return true;
}

static bool read_call(const Message *message, SteamNews *news) {
    CallCompleted completed;
    take(message, &completed, sizeof completed);
    *news = (SteamNews){0};
    return read_completed(&completed, news);
}

static bool read_message(const Message *message, SteamNews *news) {
    switch (message->number) {
    case PERSONA_CHANGED:
        return read_persona(message, news);
    case OVERLAY_ACTIVATED:
        return read_overlay(message, news);
    case AVATAR_LOADED:
        return read_avatar(message, news);
    case CALL_COMPLETED:
        return read_call(message, news);
    case CLIENT_ENDS:
        *news = (SteamNews){.kind = STEAM_SHUTDOWN};
        return true;
    default:
        return false;
    }
}

bool steam_library_next(SteamNews *news) {
    if (!the_news.is_open) return false;
    int32_t pipe = the_news.pipe();
    Message message = {0};
    while (the_news.next(pipe, &message)) {
        bool good = read_message(&message, news);
        the_news.free(pipe);
        if (good) return true;
    }
    return false;
}

bool steam_news_entry(const SteamLibrary *library, uint64_t entries, int index, SteamEntry *entry) {
    Entry found = {0};
    if (!library->downloaded_entry(library->stats, entries, index, &found, NULL, 0)) return false;
    *entry = (SteamEntry){.user = found.user, .rank = found.rank, .score = found.score};
    return true;
}
