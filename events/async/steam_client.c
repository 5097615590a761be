/* Steam by the vendor's own library: calls that take time are kept until their result comes. */
#include "services.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/steam_library.h"

#include <string.h>

typedef enum CallKind { CALL_CREATE, CALL_UPLOAD, CALL_DOWNLOAD, CALL_PERSONA } CallKind;

/* A request under way. Uploads and downloads look for their leaderboard first. */
typedef struct Call {
    struct Call *next;
    int request;
    CallKind kind;
    uint64_t call; /* the library's number of it */
    int64_t user;  /* CALL_PERSONA */
    bool is_found; /* its leaderboard is; now the thing itself is under way */
    char *name;
    int score, first, last;
    bool force;
    GmSteamRange range;
} Call;

/* A leaderboard that was found. */
typedef struct Board {
    struct Board *next;
    uint64_t number;
    char *name;
} Board;

static struct {
    const SteamLibrary *library;
    Call *calls;
    Board *boards;
} the_client;

/* MARK: leaderboards that are known */

static Board *board_named(const char *name) {
    for (Board *board = the_client.boards; board != NULL; board = board->next)
        if (strcmp(board->name, name) == 0) return board;
    return NULL;
}

static void remember_board(const char *name, uint64_t number) {
    if (board_named(name) != NULL) return;
    Board *board = mem_alloc(sizeof *board);
    *board = (Board){.next = the_client.boards, .number = number, .name = mem_text(name)};
    the_client.boards = board;
}

/* MARK: calls under way */

static Call *add_call(CallKind kind, int request, const char *name) {
    Call *call = mem_alloc(sizeof *call);
    *call = (Call){.next = the_client.calls, .request = request, .kind = kind};
    call->name = mem_text(name);
    the_client.calls = call;
    return call;
}

static void end_call(Call *call) {
    for (Call **place = &the_client.calls; *place != NULL; place = &(*place)->next) {
        if (*place != call) continue;
        *place = call->next;
        break;
    }
    mem_free(call->name);
    mem_free(call);
}

static void fail_call(Call *call) {
    switch (call->kind) {
    case CALL_CREATE:
        gm_steam_post_created(call->request, call->name, -1);
        break;
    case CALL_UPLOAD:
        gm_steam_post_uploaded(call->request, call->name, false, false, call->score);
        break;
    case CALL_DOWNLOAD:
        gm_steam_post_scores(call->request, call->name, NULL, 0);
        break;
    case CALL_PERSONA:
        gm_steam_post_persona(call->request, call->user, "");
        break;
    }
    end_call(call);
}

/* A call that the library gives the number 0 was not made. */
static void expect(Call *call, uint64_t number) {
    call->call = number;
    if (number == 0) fail_call(call);
}

enum { KEEP_BEST = 1, FORCE = 2 }; /* how a score is uploaded */

/* Its leaderboard is known: the thing itself. */
static void go_on(Call *call, uint64_t leaderboard) {
    const SteamLibrary *steam = the_client.library;
    call->is_found = true;
    if (call->kind == CALL_UPLOAD)
        expect(call, steam->upload(steam->stats, leaderboard, call->force ? FORCE : KEEP_BEST,
                                   call->score, NULL, 0));
    else
        expect(call, steam->download(steam->stats, leaderboard, (int)call->range, call->first,
                                     call->last));
}

static void start(Call *call) {
    const SteamLibrary *steam = the_client.library;
    const Board *board = board_named(call->name);
    if (board != NULL)
        go_on(call, board->number);
    else
        expect(call, steam->find(steam->stats, call->name));
}

/* MARK: news */

static void found_leaderboard(Call *call, uint64_t number) {
    if (number != 0) remember_board(call->name, number);
    if (call->kind == CALL_CREATE) {
        gm_steam_post_created(call->request, call->name, number != 0 ? 0 : -1);
        end_call(call);
    } else if (number != 0) {
        go_on(call, number);
    } else {
        gm_steam_post_not_found(call->request, call->name);
        end_call(call);
    }
}

static void read_score(const SteamEntry *entry, GmSteamScore *score) {
    const SteamLibrary *steam = the_client.library;
    const char *name = steam->friend_name(steam->friends, entry->user);
    *score = (GmSteamScore){.user = (int64_t)entry->user,
                            .name = name != NULL ? name : "",
                            .rank = entry->rank,
                            .score = entry->score};
}

static void got_scores(Call *call, const SteamNews *news) {
    int count = 0, most = news->count > 0 ? news->count : 0;
    GmSteamScore *scores = mem_alloc(((size_t)most + 1) * sizeof *scores);
    for (int i = 0; i < most; i++) {
        SteamEntry entry;
        if (!steam_library_entry(news->entries, i, &entry)) continue;
        read_score(&entry, &scores[count]);
        /* the library lends a name until it is asked for the next */
        scores[count].name = mem_text(scores[count].name);
        count++;
    }
    gm_steam_post_scores(call->request, call->name, scores, count);
    for (int i = 0; i < count; i++)
        mem_free((char *)(uintptr_t)scores[i].name);
    mem_free(scores);
    end_call(call);
}

static Call *call_numbered(uint64_t number) {
    for (Call *call = the_client.calls; call != NULL; call = call->next)
        if (call->kind != CALL_PERSONA && call->call == number) return call;
    return NULL;
}

/* All who asked for this user's name. */
static void got_persona(int64_t user) {
    const SteamLibrary *steam = the_client.library;
    Call *next;
    for (Call *call = the_client.calls; call != NULL; call = next) {
        next = call->next;
        if (call->kind != CALL_PERSONA || call->user != user) continue;
        const char *name = steam->friend_name(steam->friends, (uint64_t)user);
        gm_steam_post_persona(call->request, user, name != NULL ? name : "");
        end_call(call);
    }
}

static void take_result(const SteamNews *news) {
    Call *call = call_numbered(news->call);
    if (call == NULL) return;
    if (news->kind == STEAM_FAILED) {
        fail_call(call);
    } else if (news->kind == STEAM_LEADERBOARD) {
        found_leaderboard(call, news->leaderboard);
    } else if (news->kind == STEAM_SCORES) {
        got_scores(call, news);
    } else {
        gm_steam_post_uploaded(call->request, call->name, news->success, news->updated,
                               call->score);
        end_call(call);
    }
}

static void take(const SteamNews *news) {
    switch (news->kind) {
    case STEAM_PERSONA:
        got_persona((int64_t)news->user);
        return;
    case STEAM_OVERLAY:
        gm_steam_post_overlay(news->active);
        return;
    case STEAM_AVATAR:
        gm_steam_post_avatar((int64_t)news->user, news->image, news->width, news->height);
        return;
    case STEAM_SHUTDOWN:
        gm_steam_post_shutdown();
        return;
    case STEAM_LEADERBOARD:
    case STEAM_UPLOADED:
    case STEAM_SCORES:
    case STEAM_FAILED:
        take_result(news);
        return;
    }
}

static void poll_client(void) {
    SteamNews news;
    steam_library_run();
    while (steam_library_next(&news))
        take(&news);
}

/* MARK: life */

static bool open_client(GmServiceSettings *settings) {
    SteamOpening opening;
    const char *path = gm_service_text(settings, "library", "");
    int app = gm_service_whole(settings, "app", 0, INT32_MAX, 0);
    the_client.library = steam_library_open(path[0] != '\0' ? path : NULL, app, &opening);
    gm_steam_report(opening.result, opening.why);
    return the_client.library != NULL;
}

static void close_client(void) {
    while (the_client.calls != NULL)
        end_call(the_client.calls);
    while (the_client.boards != NULL) {
        Board *board = the_client.boards;
        the_client.boards = board->next;
        mem_free(board->name);
        mem_free(board);
    }
    steam_library_close();
    the_client.library = NULL;
}

static void cancel(int request) {
    for (Call *call = the_client.calls; call != NULL; call = call->next) {
        if (call->request != request) continue;
        fail_call(call);
        return;
    }
}

/* MARK: the table */

#define STEAM the_client.library

static int app_id(void) {
    return (int)STEAM->app_id(STEAM->utils);
}

static int64_t user_id(void) {
    return (int64_t)STEAM->user_id(STEAM->user);
}

static const char *persona_name(void) {
    const char *name = STEAM->persona_name(STEAM->friends);
    return name != NULL ? name : "";
}

static bool is_logged_on(void) {
    return STEAM->is_logged_on(STEAM->user);
}

/* The library says whether it has to ask; then it tells when the name is there. */
static void ask_persona(int request, int64_t user) {
    Call *call = add_call(CALL_PERSONA, request, "");
    call->user = user;
    if (!STEAM->ask_about_user(STEAM->friends, (uint64_t)user, true)) got_persona(user);
}

static int avatar(int64_t user, int size) {
    int (*const of[])(void *, uint64_t) = {STEAM->small_avatar, STEAM->medium_avatar,
                                           STEAM->large_avatar};
    return of[size](STEAM->friends, (uint64_t)user);
}

static bool image_size(int image, int *width, int *height) {
    uint32_t w = 0, h = 0;
    if (!STEAM->image_size(STEAM->utils, image, &w, &h) || w > INT16_MAX || h > INT16_MAX)
        return false;
    *width = (int)w;
    *height = (int)h;
    return true;
}

static bool image_rgba(int image, uint8_t *rgba, int bytes) {
    return STEAM->image_rgba(STEAM->utils, image, rgba, bytes);
}

static bool overlay_is_enabled(void) {
    return STEAM->overlay_is_enabled(STEAM->utils);
}

static void overlay(const char *dialog) {
    STEAM->overlay(STEAM->friends, dialog);
}

/* What was set is sent at once, as the extension does. */
static bool stored(bool set) {
    return set && STEAM->store(STEAM->stats);
}

static bool set_int(const char *stat, int value) {
    return stored(STEAM->set_int(STEAM->stats, stat, value));
}

static bool set_float(const char *stat, double value) {
    return stored(STEAM->set_float(STEAM->stats, stat, (float)value));
}

static bool set_avg_rate(const char *stat, double count, double seconds) {
    return stored(STEAM->set_avg_rate(STEAM->stats, stat, (float)count, seconds));
}

static bool get_int(const char *stat, int *value) {
    int32_t found = 0;
    bool there = STEAM->get_int(STEAM->stats, stat, &found);
    *value = found;
    return there;
}

static bool get_float(const char *stat, double *value) {
    float found = 0;
    bool there = STEAM->get_float(STEAM->stats, stat, &found);
    *value = (double)found;
    return there;
}

static bool set_achievement(const char *achievement, bool achieved) {
    return stored(achieved ? STEAM->set_achievement(STEAM->stats, achievement)
                           : STEAM->clear_achievement(STEAM->stats, achievement));
}

static bool get_achievement(const char *achievement, bool *achieved) {
    return STEAM->get_achievement(STEAM->stats, achievement, achieved);
}

static bool reset(bool achievements_too) {
    return stored(STEAM->reset(STEAM->stats, achievements_too));
}

static void create_leaderboard(int request, const char *name, int sort, int display) {
    if (board_named(name) != NULL) {
        gm_steam_post_created(request, name, 1);
        return;
    }
    Call *call = add_call(CALL_CREATE, request, name);
    expect(call, STEAM->find_or_create(STEAM->stats, name, sort, display));
}

static void upload(int request, const char *name, int score, bool force) {
    Call *call = add_call(CALL_UPLOAD, request, name);
    call->score = score;
    call->force = force;
    start(call);
}

static void download(int request, const char *name, GmSteamRange range, int first, int last) {
    Call *call = add_call(CALL_DOWNLOAD, request, name);
    call->range = range;
    call->first = first;
    call->last = last;
    start(call);
}

static bool cloud_is_enabled(bool account) {
    return account ? STEAM->account_enabled(STEAM->storage) : STEAM->app_enabled(STEAM->storage);
}

static bool quota(double *total, double *left) {
    uint64_t all = 0, available = 0;
    bool there = STEAM->quota(STEAM->storage, &all, &available);
    *total = (double)all;
    *left = (double)available;
    return there;
}

static int file_size(const char *file) {
    return STEAM->exists(STEAM->storage, file) ? STEAM->size(STEAM->storage, file) : -1;
}

static bool file_persisted(const char *file) {
    return STEAM->persisted(STEAM->storage, file);
}

static bool file_write(const char *file, const void *bytes, int size) {
    return STEAM->write(STEAM->storage, file, bytes, size);
}

/* An empty file cannot be told from one that cannot be read, but by its size. */
static int file_read(const char *file, void *bytes, int size) {
    int32_t count = size > 0 ? STEAM->read(STEAM->storage, file, bytes, size) : 0;
    return size > 0 && count <= 0 ? -1 : count;
}

static bool file_delete(const char *file) {
    return STEAM->remove(STEAM->storage, file);
}

const GmSteamService steam_library_service = {
    .service = {.name = "library",
                .argument = "library",
                .open = open_client,
                .poll = poll_client,
                .close = close_client},
    .cancel = cancel,
    .app_id = app_id,
    .user_id = user_id,
    .persona_name = persona_name,
    .is_logged_on = is_logged_on,
    .ask_persona = ask_persona,
    .avatar = avatar,
    .image_size = image_size,
    .image_rgba = image_rgba,
    .overlay_is_enabled = overlay_is_enabled,
    .overlay = overlay,
    .set_int = set_int,
    .set_float = set_float,
    .set_avg_rate = set_avg_rate,
    .get_int = get_int,
    .get_float = get_float,
    .set_achievement = set_achievement,
    .get_achievement = get_achievement,
    .reset = reset,
    .create_leaderboard = create_leaderboard,
    .upload = upload,
    .download = download,
    .cloud_is_enabled = cloud_is_enabled,
    .quota = quota,
    .file_size = file_size,
    .file_persisted = file_persisted,
    .file_write = file_write,
    .file_read = file_read,
    .file_delete = file_delete,
};
