/* A local stand-in for Steam: statistics, achievements and leaderboards of one player, and of the
 * friends that a file of the game names. What is there is made up by nobody but the game. */
#include "steam_simulator.h"

#include "services.h"

#include "../../platform/mem.h"
#include "../../runtime/gm_game.h"

#include <limits.h>
#include <math.h>
#include <string.h>

enum { OVERLAY_STEPS = 60 }; /* it closes by itself: there is none to see */

SteamSimulator the_steam_simulator;
static struct {
    int app;
    bool is_offline;
    bool overlay_is_open;
    int overlay_step; /* when it opened */
} the_state;

static cJSON *part(const char *name) {
    return state_file_member(the_steam_simulator.state, name);
}

static bool changed(void) {
    state_file_changed(the_steam_simulator.state);
    return true;
}

/* MARK: the user */

static int app_id(void) {
    return the_state.app;
}

static int64_t user_id(void) {
    return the_steam_simulator.players.items[0].id;
}

static const char *persona_name(void) {
    return the_steam_simulator.players.items[0].name;
}

static bool is_logged_on(void) {
    return !the_state.is_offline;
}

static void ask_persona(int request, int64_t user) {
    const Player *player = players_find(&the_steam_simulator.players, user);
    gm_steam_post_persona(request, user, player != NULL ? player->name : "");
}

/* MARK: overlay */

static bool overlay_is_enabled(void) {
    return true;
}

static void show_overlay(bool active) {
    if (active != the_state.overlay_is_open) gm_steam_post_overlay(active);
    the_state.overlay_is_open = active;
    the_state.overlay_step = gm_step_count();
}

static void overlay(const char *dialog) {
    (void)dialog;
    show_overlay(true);
}

/* MARK: statistics and achievements */

static bool set_float(const char *stat, double value) {
    if (!isfinite(value)) return false;
    state_set_number(part("stats"), stat, value);
    return changed();
}

static bool set_int(const char *stat, int value) {
    return set_float(stat, value);
}

/* The average over all that was told so far. */
static bool set_avg_rate(const char *stat, double count, double seconds) {
    if (!isfinite(count) || !isfinite(seconds) || seconds <= 0) return false;
    cJSON *rates = part("rates"), *rate = cJSON_GetObjectItemCaseSensitive(rates, stat);
    if (rate == NULL) rate = cJSON_AddObjectToObject(rates, stat);
    double counts = state_number(rate, "count", 0) + count;
    double all_seconds = state_number(rate, "seconds", 0) + seconds;
    state_set_number(rate, "count", counts);
    state_set_number(rate, "seconds", all_seconds);
    return set_float(stat, counts / all_seconds);
}

static bool get_float(const char *stat, double *value) {
    *value = state_number(part("stats"), stat, 0);
    return cJSON_GetObjectItemCaseSensitive(part("stats"), stat) != NULL;
}

static bool get_int(const char *stat, int *value) {
    double number;
    bool there = get_float(stat, &number);
    *value = number >= INT_MAX ? INT_MAX : number <= INT_MIN ? INT_MIN : (int)number;
    return there;
}

static bool set_achievement(const char *achievement, bool achieved) {
    if (achieved)
        state_set_number(part("achievements"), achievement, 1);
    else
        cJSON_DeleteItemFromObjectCaseSensitive(part("achievements"), achievement);
    return changed();
}

static bool get_achievement(const char *achievement, bool *achieved) {
    *achieved = cJSON_GetObjectItemCaseSensitive(part("achievements"), achievement) != NULL;
    return true;
}

static bool reset(bool achievements_too) {
    cJSON *root = state_file_root(the_steam_simulator.state);
    cJSON_DeleteItemFromObjectCaseSensitive(root, "stats");
    cJSON_DeleteItemFromObjectCaseSensitive(root, "rates");
    if (achievements_too) cJSON_DeleteItemFromObjectCaseSensitive(root, "achievements");
    return changed();
}

/* MARK: leaderboards */

static cJSON *board(const char *name) {
    return cJSON_GetObjectItemCaseSensitive(part("leaderboards"), name);
}

static bool is_ascending(const cJSON *leaderboard) {
    return state_number(leaderboard, "sort", 2) < 1.5;
}

static void create_leaderboard(int request, const char *name, int sort, int display) {
    bool was_there = board(name) != NULL;
    if (the_state.is_offline) {
        gm_steam_post_created(request, name, -1);
        return;
    }
    if (!was_there) {
        cJSON *made = cJSON_AddObjectToObject(part("leaderboards"), name);
        state_set_number(made, "sort", sort == 1 ? 1 : 2);
        state_set_number(made, "display", display);
        changed();
    }
    gm_steam_post_created(request, name, was_there ? 1 : 0);
}

/* NULL, and the request is answered: there is no such leaderboard. */
static cJSON *reach(int request, const char *name) {
    cJSON *found = board(name);
    if (found == NULL) gm_steam_post_not_found(request, name);
    return found;
}

static void upload(int request, const char *name, int score, bool force) {
    if (the_state.is_offline) {
        gm_steam_post_uploaded(request, name, false, false, score);
        return;
    }
    cJSON *leaderboard = reach(request, name);
    if (leaderboard == NULL) return;
    const cJSON *old = cJSON_GetObjectItemCaseSensitive(leaderboard, "score");
    bool is_better = !cJSON_IsNumber(old) || (is_ascending(leaderboard) ? score < old->valuedouble
                                                                        : score > old->valuedouble);
    if (is_better || force) {
        state_set_number(leaderboard, "score", score);
        changed();
    }
    gm_steam_post_uploaded(request, name, true, is_better || force, score);
}

/* Where the user stands in the list; -1: nowhere. */
static int place_of_me(const PlayerScore *ranked, int count) {
    for (int i = 0; i < count; i++)
        if (ranked[i].player == &the_steam_simulator.players.items[0]) return i;
    return -1;
}

/* Which part of the list is asked for: ranks from 1, or relative to the user. */
static void cut(GmSteamRange range, int me, int *first, int *last, int count) {
    if (range == GM_STEAM_FRIENDS || (range == GM_STEAM_AROUND_USER && me < 0)) {
        *first = 0;
        *last = range == GM_STEAM_FRIENDS ? count - 1 : -1;
        return;
    }
    int origin = range == GM_STEAM_AROUND_USER ? me : -1;
    int64_t from = (int64_t)origin + *first, to = (int64_t)origin + *last;
    *first = from < 0 ? 0 : from > count ? count : (int)from;
    *last = to >= count ? count - 1 : to < -1 ? -1 : (int)to;
}

static void download(int request, const char *name, GmSteamRange range, int first, int last) {
    if (the_state.is_offline) {
        gm_steam_post_scores(request, name, NULL, 0);
        return;
    }
    const cJSON *leaderboard = reach(request, name);
    if (leaderboard == NULL) return;
    const Players *players = &the_steam_simulator.players;
    PlayerScore *ranked = mem_alloc((size_t)players->count * sizeof *ranked);
    GmSteamScore *scores = mem_alloc((size_t)players->count * sizeof *scores);
    const cJSON *score = cJSON_GetObjectItemCaseSensitive(leaderboard, "score");
    double mine = cJSON_IsNumber(score) ? score->valuedouble : 0;
    int all = players_rank(players, name, cJSON_IsNumber(score) ? &mine : NULL,
                           is_ascending(leaderboard), ranked);
    int count = 0;
    cut(range, place_of_me(ranked, all), &first, &last, all);
    for (int i = first; i <= last; i++)
        scores[count++] = (GmSteamScore){.user = ranked[i].player->id,
                                         .name = ranked[i].player->name,
                                         .rank = ranked[i].rank,
                                         .score = (int)ranked[i].score};
    gm_steam_post_scores(request, name, scores, count);
    mem_free(ranked);
    mem_free(scores);
}

/* MARK: cloud */

static bool cloud_is_enabled(bool account) {
    (void)account;
    return true;
}

static bool file_persisted(const char *file) {
    return steam_cloud_size(file) >= 0 && !the_state.is_offline;
}

/* MARK: life */

static bool simulate(const char *what) {
    if (strcmp(what, "offline") == 0 || strcmp(what, "online") == 0)
        the_state.is_offline = strcmp(what, "offline") == 0;
    else if (strcmp(what, "open overlay") == 0 || strcmp(what, "close overlay") == 0)
        show_overlay(strcmp(what, "open overlay") == 0);
    else
        return false;
    return true;
}

static void cancel(int request) {
    (void)request; /* everything is answered at once */
}

static bool open_simulator(GmServiceSettings *settings) {
    the_state.app = gm_service_whole(settings, "app", 0, INT_MAX, 0);
    the_state.overlay_is_open = the_state.is_offline = false;
    if (!players_read(&the_steam_simulator.players, settings)) return false;
    the_steam_simulator.state = state_file_open("steam_simulator.json");
    steam_avatars_open();
    gm_steam_report(0, "");
    return true;
}

static void poll_simulator(void) {
    if (gm_step_count() >= the_state.overlay_step + OVERLAY_STEPS) show_overlay(false);
    steam_avatars_poll();
    state_file_poll(the_steam_simulator.state);
}

static void close_simulator(void) {
    steam_avatars_close();
    state_file_close(the_steam_simulator.state);
    the_steam_simulator.state = NULL;
    players_free(&the_steam_simulator.players);
}

const GmSteamService steam_simulator = {
    .service = {.name = "simulator",
                .argument = "players",
                .open = open_simulator,
                .poll = poll_simulator,
                .simulate = simulate,
                .close = close_simulator},
    .cancel = cancel,
    .app_id = app_id,
    .user_id = user_id,
    .persona_name = persona_name,
    .is_logged_on = is_logged_on,
    .ask_persona = ask_persona,
    .avatar = steam_avatar,
    .image_size = steam_avatar_size,
    .image_rgba = steam_avatar_rgba,
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
    .quota = steam_cloud_quota,
    .file_size = steam_cloud_size,
    .file_persisted = file_persisted,
    .file_write = steam_cloud_write,
    .file_read = steam_cloud_read,
    .file_delete = steam_cloud_delete,
};
