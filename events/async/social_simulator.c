/* A local stand-in for social services: a profile, friends from a file of the game, achievements
 * and score tables in the save area. Offline, everything fails with a sentence. */
#include "services.h"

#include "../../platform/mem.h"
#include "../lane.h"
#include "players.h"
#include "state_file.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PICTURE_SIDE = 64, ID_TEXT = 24 };

/* A picture under way: drawn on a lane of one thread, then told by main. */
typedef struct Drawing {
    Job job;
    struct Drawing *next;
    int request;
    int64_t user;
    char *file;
    Image image; /* the worker's, until: */
    atomic_bool is_done;
} Drawing;

static struct {
    Players players;
    StateFile *state;
    bool is_logged_in, is_offline;
    Lane *lane;
    Drawing *drawings;
} the_simulator;

static bool changed(void) {
    state_file_changed(the_simulator.state);
    return true;
}

/* What a request needs before it can be served. False: it is answered, as failed. */
static bool may(int request) {
    const char *why = the_simulator.is_offline      ? "the service cannot be reached"
                      : !the_simulator.is_logged_in ? "nobody is logged in"
                                                    : NULL;
    if (why != NULL) gm_social_answer_failed(request, why);
    return why == NULL;
}

static void write_id(const Player *player, char *text) {
    snprintf(text, ID_TEXT, "%lld", (long long)player->id);
}

/* MARK: the profile */

static bool login_status(void) {
    return the_simulator.is_logged_in && !the_simulator.is_offline;
}

static void ask_login(int request) {
    char id[ID_TEXT];
    const Player *me = &the_simulator.players.items[0];
    if (the_simulator.is_offline) {
        gm_social_answer_failed(request, "the service cannot be reached");
        return;
    }
    the_simulator.is_logged_in = true;
    write_id(me, id);
    gm_social_answer_login(request, me->name, id);
}

static void logout(void) {
    the_simulator.is_logged_in = false;
}

/* MARK: achievements and scores */

static bool keep_most(const char *part, const char *name, double number) {
    if (!login_status()) return false;
    cJSON *numbers = state_file_member(the_simulator.state, part);
    const cJSON *old = cJSON_GetObjectItemCaseSensitive(numbers, name);
    if (cJSON_IsNumber(old) && old->valuedouble >= number) return true;
    state_set_number(numbers, name, number);
    return changed();
}

static bool post(const char *achievement, double percent) {
    return keep_most("achievements", achievement, percent < 0 ? 0 : percent > 100 ? 100 : percent);
}

static bool post_score(const char *leaderboard, double score) {
    return keep_most("scores", leaderboard, score);
}

static bool reset(void) {
    if (!login_status()) return false;
    cJSON_DeleteItemFromObjectCaseSensitive(state_file_root(the_simulator.state), "achievements");
    return changed();
}

static void ask_progress(int request) {
    if (!may(request)) return;
    const cJSON *all = state_file_member(the_simulator.state, "achievements"), *one;
    GmSocialScore *scores = mem_alloc(((size_t)cJSON_GetArraySize(all) + 1) * sizeof *scores);
    int count = 0;
    cJSON_ArrayForEach(one, all) {
        if (cJSON_IsNumber(one))
            scores[count++] = (GmSocialScore){.name = one->string, .score = one->valuedouble};
    }
    gm_social_answer_progress(request, scores, count);
    mem_free(scores);
}

static void ask_friends(int request) {
    if (!may(request)) return;
    int count = the_simulator.players.count - 1;
    GmSocialScore *friends = mem_alloc(((size_t)count + 1) * sizeof *friends);
    char(*ids)[ID_TEXT] = mem_alloc(((size_t)count + 1) * sizeof *ids);
    for (int i = 0; i < count; i++) {
        const Player *player = &the_simulator.players.items[i + 1];
        write_id(player, ids[i]);
        friends[i] = (GmSocialScore){.name = player->name, .playerid = ids[i]};
    }
    gm_social_answer_friends(request, friends, count);
    mem_free(friends);
    mem_free(ids);
}

static int rank_all(const char *leaderboard, PlayerScore *ranked) {
    const cJSON *mine = cJSON_GetObjectItemCaseSensitive(
        state_file_member(the_simulator.state, "scores"), leaderboard);
    double score = cJSON_IsNumber(mine) ? mine->valuedouble : 0;
    return players_rank(&the_simulator.players, leaderboard, cJSON_IsNumber(mine) ? &score : NULL,
                        false, ranked);
}

static void ask_leaderboard(int request, const char *leaderboard, int first, int last) {
    if (!may(request)) return;
    size_t most = (size_t)the_simulator.players.count;
    PlayerScore *ranked = mem_alloc(most * sizeof *ranked);
    GmSocialScore *scores = mem_alloc(most * sizeof *scores);
    char(*ids)[ID_TEXT] = mem_alloc(most * sizeof *ids);
    int all = rank_all(leaderboard, ranked), count = 0;
    for (int i = 0; i < all; i++) {
        if (i + 1 < first || i + 1 > last) continue;
        write_id(ranked[i].player, ids[count]);
        scores[count] = (GmSocialScore){.name = ranked[i].player->name,
                                        .playerid = ids[count],
                                        .rank = ranked[i].rank,
                                        .score = ranked[i].score};
        count++;
    }
    gm_social_answer_leaderboard(request, leaderboard, scores, count);
    mem_free(ranked);
    mem_free(scores);
    mem_free(ids);
}

/* MARK: pictures */

static void draw(Job *job) { /* Thread: worker */
    Drawing *drawing = (Drawing *)job;
    players_draw(&drawing->image, drawing->file, drawing->user, PICTURE_SIDE);
    atomic_store(&drawing->is_done, true);
}

static void ask_picture(int request, const char *playerid) {
    if (!may(request)) return;
    const Player *player = players_find(&the_simulator.players, strtoll(playerid, NULL, 10));
    if (player == NULL) {
        gm_social_answer_failed(request, "there is no such player");
        return;
    }
    Drawing *drawing = mem_alloc(sizeof *drawing);
    drawing->job = (Job){.name = "draw player", .work = draw};
    drawing->request = request;
    drawing->user = player->id;
    drawing->file = mem_text(player->picture);
    drawing->next = the_simulator.drawings;
    the_simulator.drawings = drawing;
    lane_submit(the_simulator.lane, &drawing->job);
}

static void tell(const Drawing *drawing) {
    char id[ID_TEXT];
    snprintf(id, sizeof id, "%lld", (long long)drawing->user);
    uint8_t *rgba = drawing->image.pixels != NULL ? image_to_rgba(&drawing->image) : NULL;
    if (rgba != NULL)
        gm_social_answer_picture(drawing->request, id, rgba, PICTURE_SIDE, PICTURE_SIDE);
    else
        gm_social_answer_failed(drawing->request, "there is no memory for the picture");
    mem_free(rgba);
}

static void drop(Drawing *drawing) {
    image_free(&drawing->image);
    mem_free(drawing->file);
    mem_free(drawing);
}

/* The list has the newest first; they are told in the order of asking. */
static Drawing **oldest_done(void) {
    Drawing **oldest = NULL;
    for (Drawing **place = &the_simulator.drawings; *place != NULL; place = &(*place)->next)
        if (atomic_load(&(*place)->is_done)) oldest = place;
    return oldest;
}

static void tell_of_drawings(void) {
    for (Drawing **place = oldest_done(); place != NULL; place = oldest_done()) {
        Drawing *drawing = *place;
        *place = drawing->next;
        tell(drawing);
        drop(drawing);
    }
}

/* MARK: life */

static void cancel(int request) {
    gm_social_answer_failed(request, "it was cancelled");
}

static bool simulate(const char *what) {
    bool is_known = strcmp(what, "offline") == 0 || strcmp(what, "online") == 0;
    if (is_known) the_simulator.is_offline = strcmp(what, "offline") == 0;
    return is_known;
}

static bool open_simulator(GmServiceSettings *settings) {
    if (!players_read(&the_simulator.players, settings)) return false;
    the_simulator.state = state_file_open("social_simulator.json");
    the_simulator.lane = lane_open("pictures", 1);
    return true;
}

static void poll_simulator(void) {
    tell_of_drawings();
    state_file_poll(the_simulator.state);
}

static void close_simulator(void) {
    lane_close(the_simulator.lane);
    while (the_simulator.drawings != NULL) {
        Drawing *drawing = the_simulator.drawings;
        the_simulator.drawings = drawing->next;
        drop(drawing);
    }
    state_file_close(the_simulator.state);
    players_free(&the_simulator.players);
    memset(&the_simulator, 0, sizeof the_simulator);
}

const GmSocialService social_simulator = {
    .service = {.name = "simulator",
                .argument = "players",
                .open = open_simulator,
                .poll = poll_simulator,
                .simulate = simulate,
                .close = close_simulator},
    .cancel = cancel,
    .login_status = login_status,
    .ask_login = ask_login,
    .logout = logout,
    .post = post,
    .post_score = post_score,
    .reset = reset,
    .ask_progress = ask_progress,
    .ask_friends = ask_friends,
    .ask_leaderboard = ask_leaderboard,
    .ask_picture = ask_picture,
};
