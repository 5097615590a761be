/* Calls of the vendor's Steam library that are under way: kept until their result comes. */
#include "steam_pending.h"

#include "../../platform/mem.h"
#include "../../platform/utf8.h"
#include "../../runtime/gm_steam_service.h"

#include <string.h>

enum { MOST_SCORES = 10000 }; /* of one download; whatever the library says */

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
} the_pending;

/* MARK: leaderboards that are known */

static Board *board_named(const char *name) {
    for (Board *board = the_pending.boards; board != NULL; board = board->next)
        if (strcmp(board->name, name) == 0) return board;
    return NULL;
}

static void remember_board(const char *name, uint64_t number) {
    if (board_named(name) != NULL) return;
    Board *board = mem_alloc(sizeof *board);
    *board = (Board){.next = the_pending.boards, .number = number, .name = mem_text(name)};
    the_pending.boards = board;
}

/* MARK: calls under way */

static Call *add_call(CallKind kind, int request, const char *name) {
    Call *call = mem_alloc(sizeof *call);
    *call = (Call){.next = the_pending.calls, .request = request, .kind = kind};
    call->name = mem_text(name);
    the_pending.calls = call;
    return call;
}

static void end_call(Call *call) {
    for (Call **place = &the_pending.calls; *place != NULL; place = &(*place)->next) {
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
    const SteamLibrary *steam = the_pending.library;
    call->is_found = true;
    if (call->kind == CALL_UPLOAD)
        expect(call, steam->upload(steam->stats, leaderboard, call->force ? FORCE : KEEP_BEST,
                                   call->score, NULL, 0));
    else
        expect(call, steam->download(steam->stats, leaderboard, (int)call->range, call->first,
                                     call->last));
}

static void start(Call *call) {
    const SteamLibrary *steam = the_pending.library;
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
    const SteamLibrary *steam = the_pending.library;
    const char *name = steam->friend_name(steam->friends, entry->user);
    *score = (GmSteamScore){
        .user = (int64_t)entry->user, .name = name, .rank = entry->rank, .score = entry->score};
}

static void got_scores(Call *call, const SteamNews *news) {
    int count = 0, most = news->count < 0             ? 0
                          : news->count < MOST_SCORES ? news->count
                                                      : MOST_SCORES;
    GmSteamScore *scores = mem_alloc(((size_t)most + 1) * sizeof *scores);
    for (int i = 0; i < most; i++) {
        SteamEntry entry;
        if (!steam_library_entry(news->entries, i, &entry)) continue;
        read_score(&entry, &scores[count]);
        /* the library lends a name until it is asked for the next */
        scores[count].name = utf8_repaired(scores[count].name);
        count++;
    }
    gm_steam_post_scores(call->request, call->name, scores, count);
    for (int i = 0; i < count; i++)
        mem_free((char *)(uintptr_t)scores[i].name);
    mem_free(scores);
    end_call(call);
}

static Call *call_numbered(uint64_t number) {
    for (Call *call = the_pending.calls; call != NULL; call = call->next)
        if (call->kind != CALL_PERSONA && call->call == number) return call;
    return NULL;
}

/* All who asked for this user's name. */
static void got_persona(int64_t user) {
    const SteamLibrary *steam = the_pending.library;
    Call *next;
    for (Call *call = the_pending.calls; call != NULL; call = next) {
        next = call->next;
        if (call->kind != CALL_PERSONA || call->user != user) continue;
        char *name = utf8_repaired(steam->friend_name(steam->friends, (uint64_t)user));
        gm_steam_post_persona(call->request, user, name);
        mem_free(name);
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

void steam_pending_take(const SteamNews *news) {
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

/* MARK: what is asked for */

/* The library says whether it has to ask; then it tells when the name is there. */
void steam_pending_ask_persona(int request, int64_t user) {
    Call *call = add_call(CALL_PERSONA, request, "");
    call->user = user;
    if (!the_pending.library->ask_about_user(the_pending.library->friends, (uint64_t)user, true))
        got_persona(user);
}

void steam_pending_create_leaderboard(int request, const char *name, int sort, int display) {
    if (board_named(name) != NULL) {
        gm_steam_post_created(request, name, 1);
        return;
    }
    Call *call = add_call(CALL_CREATE, request, name);
    expect(call,
           the_pending.library->find_or_create(the_pending.library->stats, name, sort, display));
}

void steam_pending_upload(int request, const char *name, int score, bool force) {
    Call *call = add_call(CALL_UPLOAD, request, name);
    call->score = score;
    call->force = force;
    start(call);
}

void steam_pending_download(int request, const char *name, GmSteamRange range, int first,
                            int last) {
    Call *call = add_call(CALL_DOWNLOAD, request, name);
    call->range = range;
    call->first = first;
    call->last = last;
    start(call);
}

/* MARK: life */

void steam_pending_cancel(int request) {
    for (Call *call = the_pending.calls; call != NULL; call = call->next) {
        if (call->request != request) continue;
        fail_call(call);
        return;
    }
}

void steam_pending_open(const SteamLibrary *library) {
    the_pending.library = library;
}

void steam_pending_close(void) {
    while (the_pending.calls != NULL)
        end_call(the_pending.calls);
    while (the_pending.boards != NULL) {
        Board *board = the_pending.boards;
        the_pending.boards = board->next;
        mem_free(board->name);
        mem_free(board);
    }
    the_pending.library = NULL;
}
