/* A row of pieces for one voice, at their times: what comes too late is left out, and where there
 * is nothing there is silence. */
#include "video_sound.h"

#include "../../assets/sound.h"
#include "../../platform/mem.h"

#include <math.h>
#include <string.h>

static const double NEAR = 0.001; /* seconds: nobody hears so short a gap */

typedef struct Piece {
    struct Piece *next;
    Samples *samples;
} Piece;

static struct {
    bool is_on;
    Piece *first, **end;
    double fed; /* seconds of the video: the row reaches up to there */
    double gain;
} the_row = {.gain = 1};

/* MARK: the row */

static void remove_first(void) {
    Piece *piece = the_row.first;
    the_row.first = piece->next;
    if (the_row.first == NULL) the_row.end = &the_row.first;
    samples_release(piece->samples);
    mem_free(piece);
}

static void append(AudioClip clip) {
    Piece *piece = mem_alloc(sizeof *piece);
    piece->samples = samples_new(clip);
    *the_row.end = piece;
    the_row.end = &piece->next;
    audio_feed(AUDIO_VIDEO, &piece->samples->piece);
    the_row.fed += (double)clip.frames / AUDIO_RATE;
}

void video_sound_begin(double seconds) {
    video_sound_end();
    audio_start(AUDIO_VIDEO,
                &(AudioVoice){.is_row = true, .pitch = 1, .gain = the_row.gain, .sound_gain = 1});
    the_row.is_on = true;
    the_row.end = &the_row.first;
    the_row.fed = seconds;
}

void video_sound_end(void) {
    if (!the_row.is_on) return;
    audio_stop(AUDIO_VIDEO);
    while (the_row.first != NULL)
        remove_first();
    the_row.is_on = false;
}

/* MARK: pieces at their times */

static void append_silence(double seconds) {
    int frames = (int)(seconds * AUDIO_RATE);
    int16_t *samples = mem_try((size_t)frames * 4);
    if (samples == NULL) return;
    memset(samples, 0, (size_t)frames * 4);
    append((AudioClip){.samples = samples, .frames = frames, .owner = samples});
}

/* Without its first frames. */
static void cut(AudioClip *clip, int frames) {
    int16_t *samples = clip->owner;
    clip->frames -= frames;
    memmove(samples, samples + 2 * (size_t)frames, (size_t)clip->frames * 4);
}

/* Takes the clip, which belongs to that time. */
static void place(AudioClip clip, double time) {
    double late = the_row.fed - time;
    if (late < -NEAR && -late < VIDEO_SOUND_AHEAD + 1) append_silence(-late);
    int over = late > NEAR ? (int)fmin(late * AUDIO_RATE, clip.frames) : 0;
    if (over > 0) cut(&clip, over);
    if (clip.frames > 0)
        append(clip);
    else
        audio_clip_free(&clip);
}

void video_sound_feed(Video *video, double seconds) {
    AudioClip clip;
    double time;
    if (!the_row.is_on) return;
    while (the_row.first != NULL && audio_is_done(&the_row.first->samples->piece))
        remove_first();
    /* run dry, or the device was faster than the steps: what comes next belongs here */
    if (the_row.first == NULL || the_row.fed < seconds) the_row.fed = seconds;
    while (video_take_sound(video, seconds, &clip, &time))
        place(clip, time);
}

/* MARK: how it plays */

void video_sound_pause(bool paused) {
    if (the_row.is_on) audio_pause(AUDIO_VIDEO, paused);
}

void video_sound_set_gain(double gain) {
    the_row.gain = gain;
    if (the_row.is_on) audio_set_gain(AUDIO_VIDEO, gain, 0);
}

double video_sound_gain(void) {
    return the_row.gain;
}
