/* What games may call of social services: arguments are looked at here. */
#include "social.h"

#include "../../platform/log.h"

#include <math.h>

#define BACK() social_asked(__func__)

static const GmSocialService *asked_of(const char *call, const char *name) {
    const GmSocialService *back = social_asked(call);
    if (back != NULL && name != NULL && name[0] != '\0') return back;
    if (back != NULL) log_warn_once("%s: expected a name, not \"\"", call);
    return NULL;
}
#define BACK_OF(name) asked_of(__func__, name)

bool gm_achievement_login_status(void) {
    const GmSocialService *back = BACK();
    return back != NULL && back->login_status();
}

int gm_achievement_login(void) {
    const GmSocialService *back = BACK();
    if (back == NULL) return GM_NONE;
    int request = social_request(GM_ACHIEVEMENT_OUR_INFO, __func__);
    back->ask_login(request);
    return request;
}

void gm_achievement_logout(void) {
    const GmSocialService *back = BACK();
    if (back != NULL) back->logout();
}

bool gm_achievement_post(const char *achievement, double percent) {
    const GmSocialService *back = BACK_OF(achievement);
    return back != NULL && isfinite(percent) && back->post(achievement, percent);
}

bool gm_achievement_post_score(const char *leaderboard, double score) {
    const GmSocialService *back = BACK_OF(leaderboard);
    return back != NULL && isfinite(score) && back->post_score(leaderboard, score);
}

bool gm_achievement_reset(void) {
    const GmSocialService *back = BACK();
    return back != NULL && back->reset();
}

int gm_achievement_load_progress(void) {
    const GmSocialService *back = BACK();
    if (back == NULL) return GM_NONE;
    int request = social_request(GM_ACHIEVEMENT_ACHIEVEMENT_INFO, __func__);
    back->ask_progress(request);
    return request;
}

int gm_achievement_load_friends(void) {
    const GmSocialService *back = BACK();
    if (back == NULL) return GM_NONE;
    int request = social_request(GM_ACHIEVEMENT_FRIENDS_INFO, __func__);
    back->ask_friends(request);
    return request;
}

int gm_achievement_load_leaderboard(const char *leaderboard, int first, int last) {
    const GmSocialService *back = BACK_OF(leaderboard);
    if (back == NULL) return GM_NONE;
    int request = social_request(GM_ACHIEVEMENT_LEADERBOARD_INFO, __func__);
    back->ask_leaderboard(request, leaderboard, first, last);
    return request;
}

int gm_achievement_get_pic(const char *playerid) {
    const GmSocialService *back = BACK_OF(playerid);
    if (back == NULL) return GM_NONE;
    int request = social_request(GM_ACHIEVEMENT_PIC_LOADED, __func__);
    back->ask_picture(request, playerid);
    return request;
}
