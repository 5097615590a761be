/* Steam by the vendor's own library. Calls that take time are in steam_pending.c. */
#include "services.h"

#include "../../platform/steam_library.h"
#include "steam_pending.h"

#include <stddef.h>

static const SteamLibrary *the_library;

/* MARK: life */

static bool open_client(GmServiceSettings *settings) {
    SteamOpening opening;
    const char *path = gm_service_text(settings, "library", "");
    int app = gm_service_whole(settings, "app", 0, INT32_MAX, 0);
    the_library = steam_library_open(path[0] != '\0' ? path : NULL, app, &opening);
    steam_pending_open(the_library);
    gm_steam_report(opening.result, opening.why);
    return the_library != NULL;
}

static void poll_client(void) {
    SteamNews news;
    steam_library_run();
    while (steam_library_next(&news))
        steam_pending_take(&news);
}

static void close_client(void) {
    steam_pending_close();
    steam_library_close();
    the_library = NULL;
}

/* MARK: the table */

#define STEAM the_library

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
    .cancel = steam_pending_cancel,
    .app_id = app_id,
    .user_id = user_id,
    .persona_name = persona_name,
    .is_logged_on = is_logged_on,
    .ask_persona = steam_pending_ask_persona,
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
    .create_leaderboard = steam_pending_create_leaderboard,
    .upload = steam_pending_upload,
    .download = steam_pending_download,
    .cloud_is_enabled = cloud_is_enabled,
    .quota = quota,
    .file_size = file_size,
    .file_persisted = file_persisted,
    .file_write = file_write,
    .file_read = file_read,
    .file_delete = file_delete,
};
