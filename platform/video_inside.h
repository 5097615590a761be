/* What the files that decode videos owe each other. Thread: worker ("video"), but for what the lock
 * guards.
 *   video_ffmpeg.c  the thread; what main asks
 *   video_file.c    the file: opening, reading, the next frame of a track, going elsewhere
 *   video_frame.c   a decoded frame as a picture, or as sound */
#ifndef PLATFORM_VIDEO_INSIDE_H
#define PLATFORM_VIDEO_INSIDE_H

#include "library.h"
#include "thread.h"
#include "video.h"
#include "video_library.h"

#include <stdatomic.h>

/* What was read, but belongs to the other track. */
typedef struct Waiting {
    struct Waiting *next;
    AVPacket *packet;
} Waiting;

/* The pictures, or the sound, of a file. */
typedef struct Track {
    int stream; /* -1: the file has none */
    AVCodecContext *codec;
    Waiting *first, **end;
    size_t bytes;     /* that wait */
    double next_time; /* of a frame that has none of its own */
} Track;

typedef struct VideoFrame {
    Image image; /* its pixels are kept from picture to picture */
    double time; /* seconds from the start */
} VideoFrame;

/* Sound that was decoded, one behind the other. */
typedef struct VideoSound {
    struct VideoSound *next;
    AudioClip clip;
    double time;
} VideoSound;

struct Video {
    Thread thread;
    char *path;
    atomic_bool closing;
    char why[LIBRARY_WHY]; /* written before state is VIDEO_FAILED */
    /* the worker's */
    const VideoLibrary *av;
    AVFormatContext *format;
    AVFrame *frame; /* decoded last */
    Track pictures, sound;
    struct SwsContext *scaler;
    SwrContext *resampler;
    int resampled_rate, resampled_format, resampled_channels; /* what it was made for */
    double frame_seconds;
    double from; /* what is over before that is not shown, nor heard */
    Signal changed;
    Lock lock; /* guards what follows, but for the place that the worker decodes into */
    VideoFrame frames[VIDEO_AHEAD]; /* a ring */
    int first, count;
    VideoState state;
    double duration, end; /* seconds; end: of the last picture that was decoded */
    double seek;          /* below 0: none is asked for */
    VideoSound *first_sound, **sounds_end;
    double sound_end, sound_asked; /* seconds: decoded up to there; wanted up to there */
    bool has_sound, is_silent;     /* silent: there is no more */
};

/* False: video->why says why. */
bool video_file_open(Video *video);
void video_file_close(Video *video);
/* The track's next frame is in video->frame; what cannot be decoded is left out. False: there is
 * none. */
bool video_file_next(Video *video, Track *track);
void video_file_seek(Video *video, double seconds);

double video_frame_time(Video *video, Track *track, double seconds /* that it lasts */);
/* Every picture becomes as large as the file says its pictures are. False: no memory. */
bool video_frame_picture(Video *video, Image *image);
bool video_frame_sound(Video *video, AudioClip *clip); /* false: nothing to hear */
void video_frame_close(Video *video);

#endif
