/* The thread "video": reads, decodes, converts to the renderer's format, a few pictures ahead. */
#include "library.h"
#include "mem.h"
#include "thread.h"
#include "video.h"
#include "video_library.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>

static const double NEAR = 1e-6;          /* seconds: times are sums of fractions */
static const double USUAL_SECONDS = 0.04; /* of a picture in a file that does not say */

typedef struct VideoFrame {
    Image image; /* its pixels are kept from picture to picture */
    double time; /* seconds from the start */
} VideoFrame;

struct Video {
    Thread thread;
    char *path;
    atomic_bool closing;
    char why[LIBRARY_WHY]; /* written before state is VIDEO_FAILED */
    /* the worker's */
    const VideoLibrary *av;
    AVFormatContext *format;
    AVCodecContext *codec;
    AVFrame *frame;
    AVPacket *packet;
    struct SwsContext *scaler;
    int stream;
    double frame_seconds, next_time; /* next_time: of a picture that has none of its own */
    double from;                     /* what is over before that is not shown */
    Signal changed;
    Lock lock; /* guards what follows, but for the place that the worker decodes into */
    VideoFrame frames[VIDEO_AHEAD]; /* a ring */
    int first, count;
    VideoState state;
    double duration, end; /* seconds; end: of the last picture that was decoded */
    double seek;          /* below 0: none is asked for */
};

/* MARK: opening. Thread: worker */

static int is_interrupted(void *context) {
    Video *video = context;
    return atomic_load(&video->closing);
}

static bool refuse(Video *video, int error) {
    video->av->av_strerror(error, video->why, sizeof video->why);
    return false;
}

/* Only the file itself: what a playlist names elsewhere is not followed. */
static bool open_file(Video *video) {
    const VideoLibrary *av = video->av;
    AVDictionary *options = NULL;
    char *url = mem_textf("file:%s", video->path);
    video->format = av->avformat_alloc_context();
    if (video->format == NULL) return refuse(video, AVERROR(ENOMEM));
    video->format->interrupt_callback = (AVIOInterruptCB){is_interrupted, video};
    av->av_dict_set(&options, "protocol_whitelist", "file", 0);
    int error = av->avformat_open_input(&video->format, url, NULL, &options);
    av->av_dict_free(&options);
    mem_free(url);
    if (error == 0) error = av->avformat_find_stream_info(video->format, NULL);
    return error >= 0 || refuse(video, error);
}

static bool open_codec(Video *video) {
    const VideoLibrary *av = video->av;
    const AVCodec *decoder = NULL;
    video->stream = av->av_find_best_stream(video->format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (video->stream < 0) return refuse(video, video->stream);
    video->codec = av->avcodec_alloc_context3(decoder);
    video->frame = av->av_frame_alloc();
    video->packet = av->av_packet_alloc();
    if (video->codec == NULL || video->frame == NULL || video->packet == NULL)
        return refuse(video, AVERROR(ENOMEM));
    AVStream *stream = video->format->streams[video->stream];
    int error = av->avcodec_parameters_to_context(video->codec, stream->codecpar);
    if (error >= 0) error = av->avcodec_open2(video->codec, decoder, NULL);
    if (error < 0) return refuse(video, error);
    double rate = av_q2d(av->av_guess_frame_rate(video->format, stream, NULL));
    video->frame_seconds = isfinite(rate) && rate > 0 ? 1 / rate : USUAL_SECONDS;
    return true;
}

static bool has_fair_size(Video *video) {
    int width = video->codec->width, height = video->codec->height;
    if (width > 0 && height > 0 && width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX &&
        (int64_t)width * height <= IMAGE_PIXELS_MAX)
        return true;
    snprintf(video->why, sizeof video->why, "its pictures of %d x %d pixels are too large", width,
             height);
    return false;
}

static bool open_all(Video *video) {
    video->av = video_library(video->why);
    if (video->av == NULL || !open_file(video) || !open_codec(video) || !has_fair_size(video))
        return false;
    int64_t duration = video->format->duration;
    lock_take(&video->lock);
    video->duration = duration > 0 ? (double)duration / AV_TIME_BASE : 0;
    lock_give(&video->lock);
    return true;
}

static void close_all(Video *video) {
    const VideoLibrary *av = video->av;
    if (av == NULL) return;
    av->sws_freeContext(video->scaler);
    av->av_packet_free(&video->packet);
    av->av_frame_free(&video->frame);
    av->avcodec_free_context(&video->codec);
    av->avformat_close_input(&video->format);
}

/* MARK: decoding. Thread: worker */

static void feed(Video *video) {
    const VideoLibrary *av = video->av;
    if (av->av_read_frame(video->format, video->packet) < 0) {
        av->avcodec_send_packet(video->codec, NULL); /* what is still inside comes out */
        return;
    }
    if (video->packet->stream_index == video->stream)
        av->avcodec_send_packet(video->codec, video->packet);
    av->av_packet_unref(video->packet);
}

/* The next picture is in video->frame; what cannot be decoded is left out. False: there is none. */
static bool decode_next(Video *video) {
    while (!atomic_load(&video->closing)) {
        int got = video->av->avcodec_receive_frame(video->codec, video->frame);
        if (got == 0) return true;
        if (got == AVERROR_EOF) return false;
        feed(video);
    }
    return false;
}

static double time_of_frame(Video *video) {
    const AVStream *stream = video->format->streams[video->stream];
    int64_t start = stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
    int64_t stamp = video->frame->best_effort_timestamp;
    double time = stamp != AV_NOPTS_VALUE ? (double)(stamp - start) * av_q2d(stream->time_base)
                                          : video->next_time;
    video->next_time = time + video->frame_seconds;
    return time;
}

static void set_colours(Video *video) {
    const VideoLibrary *av = video->av;
    const int *from = av->sws_getCoefficients((int)video->frame->colorspace);
    const int *to = av->sws_getCoefficients(SWS_CS_DEFAULT);
    int full = video->frame->color_range == AVCOL_RANGE_JPEG;
    av->sws_setColorspaceDetails(video->scaler, from, full, to, 1, 0, 1 << 16, 1 << 16);
}

/* Every picture becomes as large as the file says its pictures are. False: no memory. */
static bool convert(Video *video, Image *image) {
    const VideoLibrary *av = video->av;
    const AVFrame *frame = video->frame;
    int width = video->codec->width, height = video->codec->height;
    if (image->width != width || image->height != height) {
        image_free(image);
        if (!image_new(image, width, height)) return false;
    }
    enum AVPixelFormat to = image_pixel(255, 0, 0, 0) == 255 ? AV_PIX_FMT_BGR32 : AV_PIX_FMT_RGB32;
    struct SwsContext *before = video->scaler;
    video->scaler = av->sws_getCachedContext(before, frame->width, frame->height,
                                             (enum AVPixelFormat)frame->format, width, height, to,
                                             SWS_BILINEAR | SWS_ACCURATE_RND, NULL, NULL, NULL);
    if (video->scaler == NULL) return false;
    if (video->scaler != before) set_colours(video);
    uint8_t *const planes[] = {(uint8_t *)image->pixels};
    av->sws_scale(video->scaler, (const uint8_t *const *)frame->data, frame->linesize, 0,
                  frame->height, planes, &image->pitch);
    return true;
}

/* MARK: the thread */

static void go_to(Video *video, double seconds) {
    const AVStream *stream = video->format->streams[video->stream];
    int64_t start = stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
    int64_t stamp = start + (int64_t)(seconds / av_q2d(stream->time_base));
    video->av->av_seek_frame(video->format, video->stream, stamp, AVSEEK_FLAG_BACKWARD);
    video->av->avcodec_flush_buffers(video->codec);
    video->from = seconds;
    video->next_time = seconds;
}

/* The place for the next picture; first goes where main asked to. NULL: it is to close. */
static VideoFrame *wait_for_room(Video *video) {
    lock_take(&video->lock);
    while (!atomic_load(&video->closing) && video->seek < 0 &&
           (video->count == VIDEO_AHEAD || video->state == VIDEO_AT_END))
        signal_wait(&video->changed, &video->lock);
    VideoFrame *room = &video->frames[(video->first + video->count) % VIDEO_AHEAD];
    double seek = video->seek;
    video->seek = -1;
    lock_give(&video->lock);
    if (atomic_load(&video->closing)) return NULL;
    if (seek >= 0) go_to(video, seek);
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

static void decode_all(Video *video) {
    bool has_any = false;
    for (VideoFrame *room; (room = wait_for_room(video)) != NULL;) {
        if (!decode_next(video)) {
            if (!has_any) break;
            say(video, VIDEO_AT_END);
            continue;
        }
        room->time = time_of_frame(video);
        if (room->time + video->frame_seconds <= video->from + NEAR) continue;
        if (!convert(video, &room->image)) break;
        has_any = true;
        publish(video, room);
    }
}

static void run(void *context) {
    Video *video = context;
    if (open_all(video)) {
        decode_all(video);
        snprintf(video->why, sizeof video->why, "no picture of it can be decoded");
    }
    say(video, VIDEO_FAILED);
    close_all(video);
}

/* MARK: main */

Video *video_open(const char *path) {
    Video *video = mem_alloc(sizeof *video);
    video->path = mem_text(path);
    video->seek = -1;
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

static bool knows(const Video *video, double seconds) REQUIRES(video->lock) {
    if (video->state == VIDEO_AT_END || video->state == VIDEO_FAILED) return true;
    if (video->count == 0) return false;
    int last = (video->first + video->count - 1) % VIDEO_AHEAD;
    return video->count == VIDEO_AHEAD || video->frames[last].time > seconds + NEAR;
}

void video_wait(Video *video, double seconds) {
    lock_take(&video->lock);
    while (!knows(video, seconds))
        signal_wait(&video->changed, &video->lock);
    lock_give(&video->lock);
}
