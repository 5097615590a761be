/* Social (event 70): the source and its payloads. What games may call is in social_calls.c. */
#include "social.h"

#include "../../assets/sprite.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../service.h"

#include <stdio.h>
#include <string.h>

/* What a request is about, for its event. */
typedef struct Asked {
    int request, what;
} Asked;

typedef struct SocialCompletion {
    Completion completion;
    Image picture; /* becomes a sprite when it lands; no pixels: there is none */
} SocialCompletion;

static struct {
    Asked *asked; /* those not answered yet */
    int count, capacity;
} the_social;

/* MARK: payloads */

/* "Friend0", "Friend1": the manual's way with lists. */
static const char *numbered(const char *key, int number) {
    static char text[64];
    snprintf(text, sizeof text, "%s%d", key, number);
    return text;
}

/* What the request asked for; GM_NONE: it is none of ours. */
static int take_asked(int request) {
    for (int i = 0; i < the_social.count; i++) {
        if (the_social.asked[i].request != request) continue;
        int what = the_social.asked[i].what;
        the_social.asked[i] = the_social.asked[--the_social.count];
        return what;
    }
    return GM_NONE;
}

/* "id" is what it is about, the request stands beside it. NULL: it was answered before. */
static SocialCompletion *answer(int id) {
    int what = take_asked(id);
    Request *request = request_answer(id, &social_source);
    if (request == NULL) return NULL;
    SocialCompletion *social = completion_new(sizeof *social, request, true);
    completion_real(&social->completion, "id", what);
    completion_real(&social->completion, "request", id);
    return social;
}

void gm_social_answer_failed(int request, const char *why) {
    SocialCompletion *social = answer(request);
    if (social == NULL) return;
    completion_text(&social->completion, "error", why);
    mailbox_post(&social->completion);
}

void gm_social_answer_login(int request, const char *name, const char *playerid) {
    SocialCompletion *social = answer(request);
    if (social == NULL) return;
    completion_text(&social->completion, "name", name);
    completion_text(&social->completion, "playerid", playerid);
    mailbox_post(&social->completion);
}

void gm_social_answer_progress(int request, const GmSocialScore *achievements, int count) {
    SocialCompletion *social = answer(request);
    if (social == NULL) return;
    completion_real(&social->completion, "numachievements", count);
    for (int i = 0; i < count; i++) {
        completion_text(&social->completion, numbered("Achievement", i), achievements[i].name);
        completion_real(&social->completion, numbered("Progress", i), achievements[i].score);
    }
    mailbox_post(&social->completion);
}

void gm_social_answer_friends(int request, const GmSocialScore *friends, int count) {
    SocialCompletion *social = answer(request);
    if (social == NULL) return;
    completion_real(&social->completion, "numfriends", count);
    for (int i = 0; i < count; i++) {
        completion_text(&social->completion, numbered("Friend", i), friends[i].name);
        completion_text(&social->completion, numbered("Friendid", i), friends[i].playerid);
    }
    mailbox_post(&social->completion);
}

void gm_social_answer_leaderboard(int request, const char *leaderboard, const GmSocialScore *scores,
                                  int count) {
    SocialCompletion *social = answer(request);
    if (social == NULL) return;
    completion_text(&social->completion, "leaderboardid", leaderboard);
    completion_real(&social->completion, "numentries", count);
    for (int i = 0; i < count; i++) {
        completion_text(&social->completion, numbered("Player", i), scores[i].name);
        completion_text(&social->completion, numbered("Playerid", i), scores[i].playerid);
        completion_real(&social->completion, numbered("Rank", i), scores[i].rank);
        completion_real(&social->completion, numbered("Score", i), scores[i].score);
    }
    mailbox_post(&social->completion);
}

void gm_social_answer_picture(int request, const char *playerid, const uint8_t *rgba, int width,
                              int height) {
    Image picture;
    bool fits = width > 0 && height > 0 && width <= INT16_MAX && height <= INT16_MAX &&
                image_new(&picture, width, height);
    if (!fits) {
        gm_social_answer_failed(request, "there is no memory for the picture");
        return;
    }
    image_from_rgba(&picture, rgba);
    SocialCompletion *social = answer(request);
    if (social == NULL) {
        image_free(&picture);
        return;
    }
    social->picture = picture;
    completion_text(&social->completion, "playerid", playerid);
    mailbox_post(&social->completion);
}

/* MARK: the back end */

static const GmSocialService *back_end(void) {
    return (const GmSocialService *)(const void *)service_of(GM_SERVICE_SOCIAL);
}

const GmSocialService *social_asked(const char *call) {
    const GmSocialService *back = back_end();
    if (back == NULL)
        log_warn_once("%s: no social service is chosen in game.json's \"services\"", call);
    return back;
}

bool gm_achievement_available(void) {
    return back_end() != NULL;
}

int social_request(int what, const char *call) {
    int request = request_open(&social_source, call)->id;
    MEM_RESERVE(the_social.asked, the_social.capacity, the_social.count + 1);
    the_social.asked[the_social.count++] = (Asked){request, what};
    return request;
}

/* MARK: the source */

/* The sprite is made only now, and the game's from now on. */
static bool land(Completion *completion) {
    SocialCompletion *social = (SocialCompletion *)completion;
    if (social->picture.pixels == NULL) return true;
    int sprite = sprite_create("");
    if (sprite_fill(sprite, &social->picture, 1, 0, 0)) {
        completion_real(&social->completion, "spriteid", sprite);
    } else {
        sprite_end(sprite);
        completion_text(&social->completion, "error", "the renderer has no room for the picture");
    }
    return true;
}

static void release(Completion *completion) {
    image_free(&((SocialCompletion *)completion)->picture);
    mem_free(completion);
}

static void poll_source(void) {
    service_poll(GM_SERVICE_SOCIAL);
}

static void cancel(Request *request) {
    if (back_end() != NULL) back_end()->cancel(request->id);
}

static void close_source(void) {
    service_close(GM_SERVICE_SOCIAL);
    mem_free(the_social.asked);
    memset(&the_social, 0, sizeof the_social);
}

const AsyncSource social_source = {
    .name = "social",
    .event = EVENT_OTHER_SOCIAL,
    .poll = poll_source,
    .land = land,
    .free = release,
    .cancel = cancel,
    .close = close_source,
};
