/* Decoding videos with FFmpeg's libraries, which are opened with the first one. A thread "video"
 * decodes a few pictures ahead, and the sound a little further; main takes what is due.
 * Thread: main. */
#ifndef PLATFORM_VIDEO_H
#define PLATFORM_VIDEO_H

#include "audio.h"
#include "image.h"

enum { VIDEO_AHEAD = 4 };                    /* pictures that wait to be taken */
static const double VIDEO_SOUND_AHEAD = 0.5; /* seconds of sound that are decoded ahead */

typedef enum VideoState {
    VIDEO_OPENING, /* no picture is there yet */
    VIDEO_DECODING,
    VIDEO_AT_END, /* all that there was has been taken */
    VIDEO_FAILED  /* there never was one: video_why */
} VideoState;

typedef struct Video Video;

/* Begins with a file; whatever is wrong with it, video_state says later. */
Video *video_open(const char *path);
void video_close(Video *video); /* waits for its thread; NULL is fine */
VideoState video_state(Video *video);
const char *video_why(const Video *video); /* VIDEO_FAILED: a sentence; lent until video_close */
double video_duration(Video *video);       /* seconds, as the file says; 0: it does not */
double video_end_time(Video *video); /* VIDEO_AT_END: seconds where the last picture is over */
/* Goes on from there; what was not taken yet is dropped. */
void video_seek(Video *video, double seconds);
/* The newest picture that is due at this time goes to image, which gets its old pixels back to
 * decode into: the caller keeps one Image, empty at first. False: none is, image is as it was. */
bool video_take(Video *video, double seconds, Image *image);
/* The next piece of its sound, as far as it is decoded: audio_clip_free. time: where it begins, in
 * seconds. Sound is decoded up to VIDEO_SOUND_AHEAD after this time. False: there is none yet. */
bool video_take_sound(Video *video, double seconds, AudioClip *clip, double *time);
/* Waits until it is known whether a picture is due at this time (or the next VIDEO_AHEAD are), and
 * until the sound is decoded that is wanted then. */
void video_wait(Video *video, double seconds);

#endif
