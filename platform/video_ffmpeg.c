/* The thread "video": decodes a few pictures ahead, and the sound as far as it is asked for. */
#include "video_inside.h"

#include "mem.h"

#include <stdio.h>

static const double NEAR = 1e-6; /* seconds: times are sums of fractions */

typedef enum Work { WORK_PICTURE, WORK_SOUND, WORK_OVER } Work;

/* MARK: the thread */

static bool wants_picture(const Video *video) REQUIRES(video->lock) {
    return video->count < VIDEO_AHEAD && video->state != VIDEO_AT_END;
}

static bool wants_sound(const Video *video) REQUIRES(video->lock) {
    return !video->is_silent && video->sound_end < video->sound_asked;
}

/* What to decode next; first goes where main asked to. */
static Work wait_for_work(Video *video) {
    lock_take(&video->lock);
    while (!atomic_load(&video->closing) && video->seek < 0 && !wants_picture(video) &&
           !wants_sound(video))
        signal_wait(&video->changed, &video->lock);
    Work work = wants_sound(video) ? WORK_SOUND : WORK_PICTURE;
    double seek = video->seek;
    video->seek = -1;
    lock_give(&video->lock);
    if (atomic_load(&video->closing)) return WORK_OVER;
    if (seek >= 0) video_file_seek(video, seek);
    return work;
}

/* The place for the next picture: main takes from the other end, so it stays the worker's. */
static VideoFrame *room_of(Video *video) {
    lock_take(&video->lock);
    VideoFrame *room = &video->frames[(video->first + video->count) % VIDEO_AHEAD];
    lock_give(&video->lock);
    return room;
}

/* What was decoded before main asked for another place is not shown any more. */
static void publish(Video *video, const VideoFrame *frame) {
    lock_take(&video->lock);
    if (video->seek < 0) {
        video->count++;
        video->state = VIDEO_DECODING;
        video->end = frame->time + video->frame_seconds;
    }
    signal_all(&video->changed);
    lock_give(&video->lock);
}

/* At the end of the file, unless main has asked to go elsewhere; or failed. */
static void say(Video *video, VideoState state) {
    lock_take(&video->lock);
    if (state == VIDEO_FAILED || video->seek < 0) video->state = state;
    signal_all(&video->changed);
    lock_give(&video->lock);
}

/* False: there never was a picture, or no memory for one. */
static bool decode_picture(Video *video, bool *has_any) {
    if (!video_file_next(video, &video->pictures)) {
        if (*has_any) say(video, VIDEO_AT_END);
        return *has_any;
    }
    double time = video_frame_time(video, &video->pictures, video->frame_seconds);
    if (time + video->frame_seconds <= video->from + NEAR) return true;
    VideoFrame *room = room_of(video);
    room->time = time;
    if (!video_frame_picture(video, &room->image)) return false;
    *has_any = true;
    publish(video, room);
    return true;
}

static void publish_sound(Video *video, AudioClip clip, double time, double end) {
    VideoSound *sound = mem_alloc(sizeof *sound);
    *sound = (VideoSound){.clip = clip, .time = time};
    lock_take(&video->lock);
    bool is_wanted = video->seek < 0;
    if (is_wanted) {
        *video->sounds_end = sound;
        video->sounds_end = &sound->next;
        video->sound_end = end;
    }
    signal_all(&video->changed);
    lock_give(&video->lock);
    if (is_wanted) return;
    audio_clip_free(&sound->clip);
    mem_free(sound);
}

static void be_silent(Video *video) {
    lock_take(&video->lock);
    if (video->seek < 0) video->is_silent = true;
    signal_all(&video->changed);
    lock_give(&video->lock);
}

static void decode_sound(Video *video) {
    AudioClip clip;
    if (!video_file_next(video, &video->sound)) {
        be_silent(video);
        return;
    }
    int rate = video->frame->sample_rate > 0 ? video->frame->sample_rate : AUDIO_RATE;
    double seconds = (double)video->frame->nb_samples / rate;
    double time = video_frame_time(video, &video->sound, seconds);
    if (time + seconds <= video->from + NEAR || !video_frame_sound(video, &clip)) return;
    publish_sound(video, clip, time, time + seconds);
}

static void decode_all(Video *video) {
    bool has_any = false, goes_on = true;
    for (Work work; goes_on && (work = wait_for_work(video)) != WORK_OVER;) {
        if (work == WORK_SOUND)
            decode_sound(video);
        else
            goes_on = decode_picture(video, &has_any);
    }
}

static void run(void *context) {
    Video *video = context;
    if (video_file_open(video)) {
        decode_all(video);
        snprintf(video->why, sizeof video->why, "no picture of it can be decoded");
    }
    say(video, VIDEO_FAILED);
    video_frame_close(video);
    video_file_close(video);
}

/* MARK: main */

static void drop_sounds(Video *video) REQUIRES(video->lock) {
    while (video->first_sound != NULL) {
        VideoSound *sound = video->first_sound;
        video->first_sound = sound->next;
        audio_clip_free(&sound->clip);
        mem_free(sound);
    }
    video->sounds_end = &video->first_sound;
}

Video *video_open(const char *path) {
    Video *video = mem_alloc(sizeof *video);
    video->path = mem_text(path);
    video->seek = -1;
    video->sounds_end = &video->first_sound;
    lock_open(&video->lock);
    signal_open(&video->changed);
    thread_start(&video->thread, "video", run, video);
    return video;
}

void video_close(Video *video) {
    if (video == NULL) return;
    lock_take(&video->lock);
    atomic_store(&video->closing, true);
    signal_all(&video->changed);
    lock_give(&video->lock);
    thread_join(&video->thread);
    lock_take(&video->lock);
    drop_sounds(video);
    lock_give(&video->lock);
    for (int i = 0; i < VIDEO_AHEAD; i++)
        image_free(&video->frames[i].image);
    signal_close(&video->changed);
    lock_close(&video->lock);
    mem_free(video->path);
    mem_free(video);
}

VideoState video_state(Video *video) {
    lock_take(&video->lock);
    bool has_more = video->state == VIDEO_AT_END && video->count > 0;
    VideoState state = has_more ? VIDEO_DECODING : video->state;
    lock_give(&video->lock);
    return state;
}

const char *video_why(const Video *video) {
    return video->why;
}

double video_duration(Video *video) {
    lock_take(&video->lock);
    double duration = video->duration;
    lock_give(&video->lock);
    return duration;
}

double video_end_time(Video *video) {
    lock_take(&video->lock);
    double end = video->end;
    lock_give(&video->lock);
    return end;
}

void video_seek(Video *video, double seconds) {
    lock_take(&video->lock);
    video->seek = seconds;
    video->first = (video->first + video->count) % VIDEO_AHEAD; /* the worker's place stays its */
    video->count = 0;
    if (video->state == VIDEO_AT_END) video->state = VIDEO_DECODING;
    drop_sounds(video);
    video->is_silent = !video->has_sound;
    video->sound_end = seconds;
    video->sound_asked = seconds + VIDEO_SOUND_AHEAD;
    signal_all(&video->changed);
    lock_give(&video->lock);
}

bool video_take(Video *video, double seconds, Image *image) {
    bool has_taken = false;
    lock_take(&video->lock);
    while (video->count > 0 && video->frames[video->first].time <= seconds + NEAR) {
        Image old = *image;
        *image = video->frames[video->first].image;
        video->frames[video->first].image = old;
        video->first = (video->first + 1) % VIDEO_AHEAD;
        video->count--;
        has_taken = true;
    }
    signal_all(&video->changed);
    lock_give(&video->lock);
    return has_taken;
}

static void ask_for_sound(Video *video, double seconds) REQUIRES(video->lock) {
    if (video->sound_asked >= seconds + VIDEO_SOUND_AHEAD) return;
    video->sound_asked = seconds + VIDEO_SOUND_AHEAD;
    signal_all(&video->changed);
}

bool video_take_sound(Video *video, double seconds, AudioClip *clip, double *time) {
    lock_take(&video->lock);
    ask_for_sound(video, seconds);
    VideoSound *sound = video->first_sound;
    if (sound != NULL) {
        video->first_sound = sound->next;
        if (video->first_sound == NULL) video->sounds_end = &video->first_sound;
        *clip = sound->clip;
        *time = sound->time;
    }
    lock_give(&video->lock);
    mem_free(sound);
    return sound != NULL;
}

static bool knows(const Video *video, double seconds) REQUIRES(video->lock) {
    if (video->state == VIDEO_FAILED) return true;
    if (wants_sound(video)) return false;
    if (video->state == VIDEO_AT_END || video->count == VIDEO_AHEAD) return true;
    int last = (video->first + video->count + VIDEO_AHEAD - 1) % VIDEO_AHEAD;
    return video->count > 0 && video->frames[last].time > seconds + NEAR;
}

void video_wait(Video *video, double seconds) {
    lock_take(&video->lock);
    ask_for_sound(video, seconds);
    while (!knows(video, seconds))
        signal_wait(&video->changed, &video->lock);
    lock_give(&video->lock);
}
