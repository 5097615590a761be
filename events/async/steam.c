/* Steam (event 69): the source, the back end that was chosen, and the payloads. What games may call
 * is in steam_calls.c. */
#include "steam.h"

#include "../../platform/steam_library.h"
#include "../service.h"
#include "services.h"

#include "../../platform/log.h"
#include "../../runtime/gm_math.h"
#include "../../runtime/gm_steam.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

static struct {
    bool is_reported; /* the back end said how its opening went */
    int result;
    char why[STEAM_WHY];
    bool overlay_is_active;
} the_steam;

/* MARK: payloads */

/* "id" stands in it already. NULL: the request was answered before. */
static Completion *answer(int id, const char *event_type) {
    Request *request = request_answer(id, &steam_source);
    if (request == NULL) return NULL;
    Completion *completion = completion_new(sizeof *completion, request, true);
    completion_text(completion, "event_type", event_type);
    return completion;
}

static Completion *spontaneous(const char *event_type) {
    Completion *completion = completion_spontaneous(sizeof *completion, &steam_source);
    completion_text(completion, "event_type", event_type);
    return completion;
}

void gm_steam_post_created(int request, const char *name, int status) {
    Completion *completion = answer(request, "create_leaderboard");
    if (completion == NULL) return;
    completion_text(completion, "lb_name", name);
    completion_real(completion, "status", status);
    mailbox_post(completion);
}

void gm_steam_post_not_found(int request, const char *name) {
    Completion *completion = answer(request, "leaderboard_not_found");
    if (completion == NULL) return;
    completion_text(completion, "lb_name", name);
    completion_real(completion, "status", -1);
    mailbox_post(completion);
}

/* This one's request stands under "post_id". */
void gm_steam_post_uploaded(int request, const char *name, bool success, bool updated, int score) {
    Completion *completion = answer(request, "leaderboard_upload");
    if (completion == NULL) return;
    map_remove(completion->map, "id");
    completion_real(completion, "post_id", request);
    completion_text(completion, "lb_name", name);
    completion_bool(completion, "success", success);
    completion_bool(completion, "updated", updated);
    completion_real(completion, "score", score);
    mailbox_post(completion);
}

static char *entries_json(const GmSteamScore *scores, int count) {
    cJSON *root = cJSON_CreateObject(), *entries = cJSON_AddArrayToObject(root, "entries");
    for (int i = 0; i < count; i++) {
        char user[24];
        cJSON *entry = cJSON_CreateObject();
        snprintf(user, sizeof user, "%lld", (long long)scores[i].user);
        cJSON_AddStringToObject(entry, "name", scores[i].name);
        cJSON_AddNumberToObject(entry, "score", scores[i].score);
        cJSON_AddNumberToObject(entry, "rank", scores[i].rank);
        cJSON_AddStringToObject(entry, "userID", user);
        cJSON_AddItemToArray(entries, entry);
    }
    char *text = cJSON_PrintUnformatted(root);
    cJSON_Delete(root);
    return text;
}

void gm_steam_post_scores(int request, const char *name, const GmSteamScore *scores, int count) {
    Completion *completion = answer(request, "leaderboard_download");
    if (completion == NULL) return;
    char *entries = entries_json(scores, scores != NULL ? count : 0);
    completion_text(completion, "lb_name", name);
    completion_real(completion, "status", scores != NULL ? 0 : -1);
    completion_real(completion, "num_entries", scores != NULL ? count : 0);
    completion_text(completion, "entries", entries != NULL ? entries : "");
    cJSON_free(entries);
    mailbox_post(completion);
}

void gm_steam_post_persona(int request, int64_t user, const char *name) {
    Completion *completion = answer(request, "user_persona_name");
    if (completion == NULL) return;
    completion_int64(completion, "steamid", user);
    completion_text(completion, "persona_name", name);
    mailbox_post(completion);
}

static void post_avatar(Completion *completion, int64_t user, int image, int width, int height) {
    completion_bool(completion, "success", image > 0);
    completion_int64(completion, "user_id", user);
    completion_real(completion, "image", image);
    completion_real(completion, "width", width);
    completion_real(completion, "height", height);
    mailbox_post(completion);
}

void gm_steam_post_avatar(int64_t user, int image, int width, int height) {
    post_avatar(spontaneous("avatar_image_loaded"), user, image, width, height);
}

void steam_answer_avatar(int request, int64_t user, int image, int width, int height) {
    Completion *completion = answer(request, "avatar_image_loaded");
    if (completion == NULL) return;
    map_remove(completion->map, "id");
    post_avatar(completion, user, image, width, height);
}

void gm_steam_post_overlay(bool active) {
    Completion *completion = spontaneous("overlay_changed");
    the_steam.overlay_is_active = active;
    completion_bool(completion, "active", active);
    mailbox_post(completion);
}

void gm_steam_post_shutdown(void) {
    mailbox_post(spontaneous("steam_shutdown"));
}

/* MARK: the back end */

void gm_steam_report(int result, const char *why) {
    the_steam.is_reported = true;
    the_steam.result = result;
    gm_copy_text(the_steam.why, sizeof the_steam.why, why);
    if (result != 0) log_warn("%s; Steam's functions fail in this run", why);
}

static const GmSteamService *back_end(void) {
    return (const GmSteamService *)(const void *)service_of(GM_SERVICE_STEAM);
}

const GmSteamService *steam_asked(const char *call) {
    const GmSteamService *back = back_end();
    if (back == NULL) log_warn_once("%s: %s", call, gm_steam_init_message());
    return back;
}

bool gm_steam_initialised(void) {
    return back_end() != NULL;
}

int gm_steam_init_result(void) {
    if (back_end() != NULL) return 0;
    return the_steam.is_reported ? the_steam.result : -1;
}

const char *gm_steam_init_message(void) {
    if (back_end() != NULL) return "";
    return the_steam.is_reported ? the_steam.why
                                 : "no back end is chosen for Steam in game.json's \"services\"";
}

bool gm_steam_is_simulated(void) {
    return back_end() == &steam_simulator;
}

bool gm_steam_is_overlay_activated(void) {
    return the_steam.overlay_is_active;
}

/* MARK: the source */

static void open_source(void) {
    memset(&the_steam, 0, sizeof the_steam);
}

static void poll_source(void) {
    service_poll(GM_SERVICE_STEAM);
}

static void cancel(Request *request) {
    if (back_end() != NULL) back_end()->cancel(request->id);
}

static void close_source(void) {
    service_close(GM_SERVICE_STEAM);
    memset(&the_steam, 0, sizeof the_steam);
}

const AsyncSource steam_source = {
    .name = "steam",
    .event = EVENT_OTHER_WEB_STEAM,
    .open = open_source,
    .poll = poll_source,
    .cancel = cancel,
    .close = close_source,
};
