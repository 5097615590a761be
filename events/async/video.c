/* Videos (Social, event 70): "video_start" and "video_end", by the game's steps. */
#include "../../assets/sprite.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/video.h"
#include "../../runtime/gm_game.h"
#include "../../runtime/gm_math.h"
#include "../../runtime/gm_video.h"
#include "../pump.h"
#include "video_sound.h"

#include <math.h>
#include <string.h>

static const double NEAR = 1e-6; /* seconds */

typedef struct VideoCompletion {
    Completion completion;
    unsigned opening;
} VideoCompletion;

static struct {
    Video *video; /* NULL: closed */
    char *name;   /* as the game passed it */
    GmVideoStatus status;
    unsigned openings; /* how many there ever were */
    bool is_looping, is_over;
    bool has_shown;  /* anything since it was opened, sought or began again */
    double position; /* seconds */
    int step;        /* up to which position counts */
    Image shown;
    bool is_new; /* shown is not with the renderer yet */
    int sprite;
} the_video = {.sprite = GM_NONE};

static void close_video(void) {
    video_sound_end();
    video_close(the_video.video);
    mem_free(the_video.name);
    image_free(&the_video.shown);
    sprite_end(the_video.sprite);
    unsigned openings = the_video.openings;
    memset(&the_video, 0, sizeof the_video);
    the_video.sprite = GM_NONE;
    the_video.openings = openings;
}

/* MARK: the source */

static void post(const char *type) {
    VideoCompletion *done = completion_spontaneous(sizeof *done, &video_source);
    done->opening = the_video.openings;
    map_set_text(done->completion.map, ASYNC_KEY(type), type, strlen(type));
    mailbox_post(&done->completion);
}

/* What was posted before the video was closed is not told any more. */
static bool land(Completion *completion) {
    const VideoCompletion *done = (const VideoCompletion *)completion;
    if (the_video.video == NULL || the_video.openings != done->opening) completion->event = 0;
    return true;
}

/* While settling, what is due is waited for; otherwise the last picture stays. */
static void show_due(void) {
    bool waits = pump_is_settling(), has_more = true;
    while (has_more) {
        if (waits) video_wait(the_video.video, the_video.position);
        bool has_taken = video_take(the_video.video, the_video.position, &the_video.shown);
        the_video.is_new |= has_taken;
        the_video.has_shown |= has_taken;
        has_more = has_taken && waits;
    }
    video_sound_feed(the_video.video, the_video.position);
}

static void begin(void) {
    if (pump_is_settling()) video_wait(the_video.video, -1);
    VideoState state = video_state(the_video.video);
    if (state == VIDEO_OPENING || state == VIDEO_FAILED) return;
    the_video.status = GM_VIDEO_STATUS_PLAYING;
    the_video.step = gm_step_count();
    post("video_start");
    video_sound_begin(0);
    show_due();
}

static void go_to(double seconds) {
    video_seek(the_video.video, seconds);
    video_sound_begin(seconds);
    video_sound_pause(the_video.status == GM_VIDEO_STATUS_PAUSED);
    the_video.position = seconds;
    the_video.is_over = the_video.has_shown = false;
}

static void end(double seconds) {
    if (the_video.is_looping && the_video.has_shown) {
        double over = the_video.position - seconds;
        go_to(0);
        the_video.position = over < seconds ? over : 0;
        show_due();
        return;
    }
    video_sound_end();
    the_video.position = seconds;
    the_video.is_over = true;
    the_video.status = GM_VIDEO_STATUS_PAUSED;
    post("video_end");
}

static void play(void) {
    int now = gm_step_count();
    the_video.position += (double)(now - the_video.step) / gm_game_get_speed();
    the_video.step = now;
    show_due();
    if (video_state(the_video.video) != VIDEO_AT_END) return;
    double seconds = video_end_time(the_video.video);
    if (the_video.position >= seconds - NEAR) end(seconds);
}

static void give_up(void) {
    log_warn("%.100s: the video cannot be shown: %s", the_video.name, video_why(the_video.video));
    close_video();
}

static void poll_video(void) {
    switch (the_video.status) {
    case GM_VIDEO_STATUS_CLOSED:
        break;
    case GM_VIDEO_STATUS_PREPARING:
        begin();
        break;
    case GM_VIDEO_STATUS_PLAYING:
        play();
        break;
    case GM_VIDEO_STATUS_PAUSED:
        show_due();
        break;
    }
    if (the_video.video != NULL && video_state(the_video.video) == VIDEO_FAILED) give_up();
}

const AsyncSource video_source = {.name = "video",
                                  .event = EVENT_OTHER_SOCIAL,
                                  .poll = poll_video,
                                  .land = land,
                                  .close = close_video};

/* MARK: what games may call */

void gm_video_open(const char *name) {
    char path[FILES_PATH];
    close_video();
    if (name == NULL || !files_find(name, path, sizeof path)) {
        log_warn("gm_video_open: %.100s: there is no such file", name != NULL ? name : "NULL");
        return;
    }
    the_video.openings++;
    the_video.name = mem_text(name);
    the_video.status = GM_VIDEO_STATUS_PREPARING;
    the_video.video = video_open(path);
}

void gm_video_close(void) {
    close_video();
}

/* Pixels go to the renderer when they are to be drawn, one sprite's for all pictures. */
int gm_video_draw(void) {
    if (the_video.shown.pixels == NULL) return GM_NONE;
    Sprite *sprite = sprite_of(the_video.sprite);
    if (sprite != NULL) {
        if (the_video.is_new) sprite_repaint(sprite, &the_video.shown);
    } else {
        the_video.sprite = sprite_create("");
        if (!sprite_fill(the_video.sprite, &the_video.shown, 1, 0, 0)) sprite_end(the_video.sprite);
        if (sprite_of(the_video.sprite) == NULL) return GM_NONE;
    }
    the_video.is_new = false;
    return the_video.sprite;
}

GmVideoStatus gm_video_get_status(void) {
    return the_video.status;
}

GmVideoFormat gm_video_get_format(void) {
    return GM_VIDEO_FORMAT_RGBA;
}

double gm_video_get_duration(void) {
    return the_video.video != NULL ? 1000 * video_duration(the_video.video) : 0;
}

double gm_video_get_position(void) {
    return 1000 * the_video.position;
}

static bool has_begun(void) {
    return the_video.status == GM_VIDEO_STATUS_PLAYING ||
           the_video.status == GM_VIDEO_STATUS_PAUSED;
}

void gm_video_seek_to(double milliseconds) {
    if (!has_begun() || !isfinite(milliseconds)) return;
    double seconds = milliseconds > 0 ? milliseconds / 1000 : 0;
    double most = video_duration(the_video.video);
    go_to(most > 0 && seconds > most ? most : seconds);
}

void gm_video_enable_loop(bool enable) {
    the_video.is_looping = enable && the_video.video != NULL;
}

bool gm_video_is_looping(void) {
    return the_video.is_looping;
}

void gm_video_pause(void) {
    if (the_video.status != GM_VIDEO_STATUS_PLAYING) return;
    the_video.status = GM_VIDEO_STATUS_PAUSED;
    video_sound_pause(true);
}

void gm_video_resume(void) {
    if (the_video.status != GM_VIDEO_STATUS_PAUSED) return;
    if (the_video.is_over) go_to(0);
    the_video.status = GM_VIDEO_STATUS_PLAYING;
    the_video.step = gm_step_count();
    video_sound_pause(false);
}

void gm_video_set_volume(double volume) {
    video_sound_set_gain(gm_clamp(volume, 0, 1));
}

double gm_video_get_volume(void) {
    return video_sound_gain();
}
