/* A video's file: its tracks, read packet by packet. Pictures and sound are asked for each at its
 * own pace; what is read of the other one waits. */
#include "video_inside.h"

#include "mem.h"

#include <math.h>
#include <stdio.h>

static const double USUAL_SECONDS = 0.04; /* of a picture in a file that does not say */
/* Of packets that wait while the other track's are looked for: what is farther apart in the file is
 * not heard. */
static const size_t MOST_WAITING = 64 * 1024 * 1024;

/* MARK: opening */

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
    video->frame = av->av_frame_alloc();
    if (video->format == NULL || video->frame == NULL) return refuse(video, AVERROR(ENOMEM));
    video->format->interrupt_callback = (AVIOInterruptCB){is_interrupted, video};
    av->av_dict_set(&options, "protocol_whitelist", "file", 0);
    int error = av->avformat_open_input(&video->format, url, NULL, &options);
    av->av_dict_free(&options);
    mem_free(url);
    if (error == 0) error = av->avformat_find_stream_info(video->format, NULL);
    return error >= 0 || refuse(video, error);
}

static bool open_track(Video *video, Track *track, enum AVMediaType kind) {
    const VideoLibrary *av = video->av;
    const AVCodec *decoder = NULL;
    track->end = &track->first;
    track->stream = av->av_find_best_stream(video->format, kind, -1, -1, &decoder, 0);
    if (track->stream < 0) return refuse(video, track->stream);
    track->codec = av->avcodec_alloc_context3(decoder);
    if (track->codec == NULL) return refuse(video, AVERROR(ENOMEM));
    AVStream *stream = video->format->streams[track->stream];
    int error = av->avcodec_parameters_to_context(track->codec, stream->codecpar);
    if (error >= 0) error = av->avcodec_open2(track->codec, decoder, NULL);
    return error >= 0 || refuse(video, error);
}

static void find_frame_seconds(Video *video) {
    AVStream *stream = video->format->streams[video->pictures.stream];
    double rate = av_q2d(video->av->av_guess_frame_rate(video->format, stream, NULL));
    video->frame_seconds = isfinite(rate) && rate > 0 ? 1 / rate : USUAL_SECONDS;
}

static bool has_fair_size(Video *video) {
    int width = video->pictures.codec->width, height = video->pictures.codec->height;
    if (width > 0 && height > 0 && width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX &&
        (int64_t)width * height <= IMAGE_PIXELS_MAX)
        return true;
    snprintf(video->why, sizeof video->why, "its pictures of %d x %d pixels are too large", width,
             height);
    return false;
}

bool video_file_open(Video *video) {
    video->av = video_library(video->why);
    if (video->av == NULL || !open_file(video) ||
        !open_track(video, &video->pictures, AVMEDIA_TYPE_VIDEO) || !has_fair_size(video))
        return false;
    find_frame_seconds(video);
    if (!open_track(video, &video->sound, AVMEDIA_TYPE_AUDIO)) video->sound.stream = -1;
    int64_t duration = video->format->duration;
    lock_take(&video->lock);
    video->duration = duration > 0 ? (double)duration / AV_TIME_BASE : 0;
    video->has_sound = video->sound.stream >= 0;
    video->is_silent = !video->has_sound;
    lock_give(&video->lock);
    return true;
}

/* MARK: reading */

static AVPacket *take_first(Track *track) {
    Waiting *waiting = track->first;
    AVPacket *packet = waiting->packet;
    track->first = waiting->next;
    if (track->first == NULL) track->end = &track->first;
    track->bytes -= (size_t)packet->size;
    mem_free(waiting);
    return packet;
}

static void let_wait(Video *video, Track *track, AVPacket *packet) {
    if (track == NULL) {
        video->av->av_packet_free(&packet);
        return;
    }
    Waiting *waiting = mem_alloc(sizeof *waiting);
    waiting->packet = packet;
    track->bytes += (size_t)packet->size;
    *track->end = waiting;
    track->end = &waiting->next;
}

static Track *track_of(Video *video, int stream) {
    return stream == video->pictures.stream ? &video->pictures
           : stream == video->sound.stream  ? &video->sound
                                            : NULL;
}

/* NULL: the file is over, or too much waits. */
static AVPacket *next_packet(Video *video, Track *track) {
    while (track->first == NULL) {
        if (video->pictures.bytes + video->sound.bytes > MOST_WAITING) return NULL;
        AVPacket *packet = video->av->av_packet_alloc();
        if (packet == NULL || video->av->av_read_frame(video->format, packet) < 0) {
            video->av->av_packet_free(&packet);
            return NULL;
        }
        let_wait(video, track_of(video, packet->stream_index), packet);
    }
    return take_first(track);
}

bool video_file_next(Video *video, Track *track) {
    while (!atomic_load(&video->closing)) {
        int got = video->av->avcodec_receive_frame(track->codec, video->frame);
        if (got == 0) return true;
        if (got == AVERROR_EOF) return false;
        AVPacket *packet = next_packet(video, track);
        video->av->avcodec_send_packet(track->codec, packet); /* NULL: what is inside comes out */
        video->av->av_packet_free(&packet);
    }
    return false;
}

/* MARK: going elsewhere, and closing */

static void forget_waiting(Video *video, Track *track) {
    while (track->first != NULL) {
        AVPacket *packet = take_first(track);
        video->av->av_packet_free(&packet);
    }
}

void video_file_seek(Video *video, double seconds) {
    const AVStream *stream = video->format->streams[video->pictures.stream];
    int64_t start = stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
    int64_t stamp = start + (int64_t)(seconds / av_q2d(stream->time_base));
    video->av->av_seek_frame(video->format, video->pictures.stream, stamp, AVSEEK_FLAG_BACKWARD);
    Track *tracks[] = {&video->pictures, &video->sound};
    for (int i = 0; i < 2; i++) {
        if (tracks[i]->stream < 0) continue;
        forget_waiting(video, tracks[i]);
        video->av->avcodec_flush_buffers(tracks[i]->codec);
        tracks[i]->next_time = seconds;
    }
    video->from = seconds;
}

void video_file_close(Video *video) {
    const VideoLibrary *av = video->av;
    if (av == NULL) return;
    forget_waiting(video, &video->pictures);
    forget_waiting(video, &video->sound);
    av->avcodec_free_context(&video->pictures.codec);
    av->avcodec_free_context(&video->sound.codec);
    av->av_frame_free(&video->frame);
    av->avformat_close_input(&video->format);
}
