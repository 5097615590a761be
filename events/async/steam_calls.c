/* What games may call of Steam: arguments are looked at here, the back end does the rest. */
#include "steam.h"

#include "../../assets/buffer.h"
#include "../../assets/sprite.h"
#include "../../assets/text.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_buffer.h"
#include "../../runtime/gm_steam.h"

#include <string.h>

enum { IMAGE_SIDE = 4096 }; /* of an avatar; they are far smaller */

/* The back end of a call that needs nothing but one; NULL: said once why. */
#define BACK() steam_asked(__func__)

/* The same, and the name is one. */
static const GmSteamService *asked_of(const char *call, const char *name) {
    const GmSteamService *back = steam_asked(call);
    if (back != NULL && name != NULL && name[0] != '\0') return back;
    if (back != NULL) log_warn_once("%s: expected a name, not \"\"", call);
    return NULL;
}
#define BACK_OF(name) asked_of(__func__, name)

static const char *kept(const char *text) {
    size_t bytes = strlen(text) + 1;
    return memcpy(text_take(bytes), text, bytes);
}

bool gm_steam_stats_ready(void) {
    return gm_steam_initialised();
}

void gm_steam_update(void) {} /* done in every step */

/* MARK: the user */

int gm_steam_get_app_id(void) {
    const GmSteamService *back = BACK();
    return back != NULL ? back->app_id() : 0;
}

int64_t gm_steam_get_user_steam_id(void) {
    const GmSteamService *back = BACK();
    return back != NULL ? back->user_id() : 0;
}

unsigned gm_steam_get_user_account_id(void) {
    return (unsigned)((uint64_t)gm_steam_get_user_steam_id() & UINT32_MAX);
}

const char *gm_steam_get_persona_name(void) {
    const GmSteamService *back = BACK();
    return back != NULL ? kept(back->persona_name()) : "";
}

bool gm_steam_is_user_logged_on(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->is_logged_on();
}

int gm_steam_get_user_persona_name(int64_t steam_id) {
    const GmSteamService *back = BACK();
    if (back == NULL) return GM_NONE;
    int request = request_open(&steam_source, __func__)->id;
    back->ask_persona(request, steam_id);
    return request;
}

/* MARK: pictures */

int gm_steam_get_user_avatar(int64_t steam_id, int size) {
    const GmSteamService *back = BACK();
    if (back == NULL) return 0;
    if (size >= GM_STEAM_AVATAR_SMALL && size <= GM_STEAM_AVATAR_LARGE)
        return back->avatar(steam_id, size);
    log_warn_once("gm_steam_get_user_avatar: the size is %d, expected GM_STEAM_AVATAR_...", size);
    return 0;
}

bool gm_steam_image_get_size(int image, int *width, int *height) {
    const GmSteamService *back = BACK();
    return back != NULL && back->image_size(image, width, height) && *width > 0 && *height > 0 &&
           *width <= IMAGE_SIDE && *height <= IMAGE_SIDE;
}

/* [height][width][4], mem_free; NULL: there is no such picture. */
static uint8_t *read_image(int image, int *width, int *height) {
    if (!gm_steam_image_get_size(image, width, height)) return NULL;
    int bytes = *width * *height * 4;
    uint8_t *rgba = mem_alloc((size_t)bytes);
    if (steam_asked(__func__)->image_rgba(image, rgba, bytes)) return rgba;
    mem_free(rgba);
    return NULL;
}

bool gm_steam_image_get_rgba(int image, int buffer_id) {
    int width, height;
    Buffer *buffer = buffer_of(buffer_id);
    uint8_t *rgba = read_image(image, &width, &height);
    bool filled = buffer != NULL && rgba != NULL;
    if (filled) {
        buffer_rewind(buffer);
        filled = buffer_write(buffer, rgba, width * height * 4) == 0;
    }
    mem_free(rgba);
    return filled;
}

int gm_steam_image_create_sprite(int number) {
    int width, height, sprite = GM_NONE;
    Image image = {0};
    uint8_t *rgba = read_image(number, &width, &height);
    if (rgba != NULL && image_new(&image, width, height)) {
        image_from_rgba(&image, rgba);
        sprite = sprite_create("");
        if (!sprite_fill(sprite, &image, 1, 0, 0)) {
            sprite_end(sprite);
            sprite = GM_NONE;
        }
    }
    image_free(&image);
    mem_free(rgba);
    return sprite;
}

/* MARK: overlay */

bool gm_steam_is_overlay_enabled(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->overlay_is_enabled();
}

void gm_steam_activate_overlay(int overlay) {
    static const char *const dialogs[] = {"Friends",     "Community",         "Players",
                                          "Settings",    "OfficialGameGroup", "Stats",
                                          "Achievements"};
    const GmSteamService *back = BACK();
    if (back == NULL) return;
    if (overlay >= GM_OV_FRIENDS && overlay <= GM_OV_ACHIEVEMENTS)
        back->overlay(dialogs[overlay]);
    else
        log_warn_once("gm_steam_activate_overlay: %d is not one of GM_OV_...", overlay);
}

/* MARK: statistics and achievements */

bool gm_steam_set_stat_int(const char *stat, int value) {
    const GmSteamService *back = BACK_OF(stat);
    return back != NULL && back->set_int(stat, value);
}

bool gm_steam_set_stat_float(const char *stat, double value) {
    const GmSteamService *back = BACK_OF(stat);
    return back != NULL && back->set_float(stat, value);
}

bool gm_steam_set_stat_avg_rate(const char *stat, double count, double seconds) {
    const GmSteamService *back = BACK_OF(stat);
    return back != NULL && back->set_avg_rate(stat, count, seconds);
}

int gm_steam_get_stat_int(const char *stat) {
    int value = 0;
    const GmSteamService *back = BACK_OF(stat);
    return back != NULL && back->get_int(stat, &value) ? value : 0;
}

double gm_steam_get_stat_float(const char *stat) {
    double value = 0;
    const GmSteamService *back = BACK_OF(stat);
    return back != NULL && back->get_float(stat, &value) ? value : 0;
}

double gm_steam_get_stat_avg_rate(const char *stat) {
    return gm_steam_get_stat_float(stat);
}

bool gm_steam_set_achievement(const char *achievement) {
    const GmSteamService *back = BACK_OF(achievement);
    return back != NULL && back->set_achievement(achievement, true);
}

bool gm_steam_clear_achievement(const char *achievement) {
    const GmSteamService *back = BACK_OF(achievement);
    return back != NULL && back->set_achievement(achievement, false);
}

bool gm_steam_get_achievement(const char *achievement) {
    bool achieved = false;
    const GmSteamService *back = BACK_OF(achievement);
    return back != NULL && back->get_achievement(achievement, &achieved) && achieved;
}

bool gm_steam_reset_all_stats(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->reset(false);
}

bool gm_steam_reset_all_stats_achievements(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->reset(true);
}

/* MARK: leaderboards */

int gm_steam_create_leaderboard(const char *leaderboard, int sort, int display) {
    const GmSteamService *back = BACK_OF(leaderboard);
    if (back == NULL) return GM_NONE;
    int request = request_open(&steam_source, __func__)->id;
    back->create_leaderboard(request, leaderboard, sort, display);
    return request;
}

static int upload(const char *call, const char *leaderboard, int score, bool force) {
    const GmSteamService *back = asked_of(call, leaderboard);
    if (back == NULL) return GM_NONE;
    int request = request_open(&steam_source, call)->id;
    back->upload(request, leaderboard, score, force);
    return request;
}

int gm_steam_upload_score(const char *leaderboard, int score) {
    return upload(__func__, leaderboard, score, false);
}

int gm_steam_upload_score_ext(const char *leaderboard, int score, bool force_update) {
    return upload(__func__, leaderboard, score, force_update);
}

static int download(const char *call, const char *leaderboard, GmSteamRange range, int first,
                    int last) {
    const GmSteamService *back = asked_of(call, leaderboard);
    if (back == NULL) return GM_NONE;
    int request = request_open(&steam_source, call)->id;
    back->download(request, leaderboard, range, first, last);
    return request;
}

int gm_steam_download_scores(const char *leaderboard, int first, int last) {
    return download(__func__, leaderboard, GM_STEAM_GLOBAL, first, last);
}

int gm_steam_download_scores_around_user(const char *leaderboard, int first, int last) {
    return download(__func__, leaderboard, GM_STEAM_AROUND_USER, first, last);
}

int gm_steam_download_friends_scores(const char *leaderboard) {
    return download(__func__, leaderboard, GM_STEAM_FRIENDS, 0, 0);
}

/* MARK: cloud files */

bool gm_steam_is_cloud_enabled_for_app(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->cloud_is_enabled(false);
}

bool gm_steam_is_cloud_enabled_for_account(void) {
    const GmSteamService *back = BACK();
    return back != NULL && back->cloud_is_enabled(true);
}

double gm_steam_get_quota_total(void) {
    double total = 0, left = 0;
    const GmSteamService *back = BACK();
    return back != NULL && back->quota(&total, &left) ? total : 0;
}

double gm_steam_get_quota_free(void) {
    double total = 0, left = 0;
    const GmSteamService *back = BACK();
    return back != NULL && back->quota(&total, &left) ? left : 0;
}

bool gm_steam_file_exists(const char *file) {
    const GmSteamService *back = BACK_OF(file);
    return back != NULL && back->file_size(file) >= 0;
}

bool gm_steam_file_persisted(const char *file) {
    const GmSteamService *back = BACK_OF(file);
    return back != NULL && back->file_persisted(file);
}

int gm_steam_file_size(const char *file) {
    const GmSteamService *back = BACK_OF(file);
    int size = back != NULL ? back->file_size(file) : 0;
    return size > 0 ? size : 0;
}

bool gm_steam_file_write(const char *file, const char *data, int bytes) {
    const GmSteamService *back = BACK_OF(file);
    return back != NULL && data != NULL && bytes >= 0 && back->file_write(file, data, bytes);
}

bool gm_steam_file_write_buffer(const char *file, int buffer_id) {
    const GmSteamService *back = BACK_OF(file);
    const Buffer *buffer = buffer_of(buffer_id);
    return back != NULL && buffer != NULL &&
           back->file_write(file, buffer_bytes(buffer), buffer_used(buffer));
}

/* All of a file, a zero behind it; mem_free. NULL: it cannot be read. */
static char *read_file(const GmSteamService *back, const char *file, int *size) {
    *size = back->file_size(file);
    if (*size < 0) return NULL;
    char *bytes = mem_try((size_t)*size + 1);
    if (bytes == NULL) return NULL;
    *size = back->file_read(file, bytes, *size);
    if (*size < 0) {
        mem_free(bytes);
        return NULL;
    }
    bytes[*size] = '\0';
    return bytes;
}

const char *gm_steam_file_read(const char *file) {
    int size;
    const GmSteamService *back = BACK_OF(file);
    char *bytes = back != NULL ? read_file(back, file, &size) : NULL;
    const char *text = bytes != NULL ? kept(bytes) : NULL;
    mem_free(bytes);
    return text;
}

int gm_steam_file_read_buffer(const char *file) {
    int size;
    const GmSteamService *back = BACK_OF(file);
    char *bytes = back != NULL ? read_file(back, file, &size) : NULL;
    Buffer *buffer = bytes != NULL ? buffer_copy_of(bytes, (size_t)size) : NULL;
    mem_free(bytes);
    return buffer != NULL ? buffer_adopt(buffer) : GM_NONE;
}

bool gm_steam_file_delete(const char *file) {
    const GmSteamService *back = BACK_OF(file);
    return back != NULL && back->file_delete(file);
}
