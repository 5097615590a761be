/* A decoded frame becomes what the runtime shows or plays: pixels in the renderer's format, samples
 * in the mixer's. */
#include "video_inside.h"

#include "mem.h"

#include <string.h>

static double start_of(const Video *video) {
    const AVStream *stream = video->format->streams[video->pictures.stream];
    return stream->start_time != AV_NOPTS_VALUE
               ? (double)stream->start_time * av_q2d(stream->time_base)
               : 0;
}

double video_frame_time(Video *video, Track *track, double seconds) {
    const AVStream *stream = video->format->streams[track->stream];
    int64_t stamp = video->frame->best_effort_timestamp;
    double time = stamp != AV_NOPTS_VALUE
                      ? (double)stamp * av_q2d(stream->time_base) - start_of(video)
                      : track->next_time;
    track->next_time = time + seconds;
    return time;
}

/* MARK: pictures */

static void set_colours(Video *video) {
    const VideoLibrary *av = video->av;
    const int *from = av->sws_getCoefficients((int)video->frame->colorspace);
    const int *to = av->sws_getCoefficients(SWS_CS_DEFAULT);
    int full = video->frame->color_range == AVCOL_RANGE_JPEG;
    av->sws_setColorspaceDetails(video->scaler, from, full, to, 1, 0, 1 << 16, 1 << 16);
}

bool video_frame_picture(Video *video, Image *image) {
    const VideoLibrary *av = video->av;
    const AVFrame *frame = video->frame;
    int width = video->pictures.codec->width, height = video->pictures.codec->height;
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

/* MARK: sound */

static bool fits(const Video *video) {
    const AVFrame *frame = video->frame;
    return video->resampler != NULL && video->resampled_rate == frame->sample_rate &&
           video->resampled_format == frame->format &&
           video->resampled_channels == frame->ch_layout.nb_channels;
}

/* False: it cannot be converted. */
static bool make_resampler(Video *video) {
    const VideoLibrary *av = video->av;
    const AVFrame *frame = video->frame;
    AVChannelLayout from = frame->ch_layout, stereo = AV_CHANNEL_LAYOUT_STEREO;
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO, to = from.nb_channels == 1 ? mono : stereo;
    if (from.order == AV_CHANNEL_ORDER_UNSPEC)
        av->av_channel_layout_default(&from, from.nb_channels);
    av->swr_free(&video->resampler);
    av->swr_alloc_set_opts2(&video->resampler, &to, AV_SAMPLE_FMT_S16, AUDIO_RATE, &from,
                            (enum AVSampleFormat)frame->format, frame->sample_rate, 0, NULL);
    video->resampled_rate = frame->sample_rate;
    video->resampled_format = frame->format;
    video->resampled_channels = frame->ch_layout.nb_channels;
    return video->resampler != NULL && av->swr_init(video->resampler) >= 0;
}

/* One channel to both, as loud: FFmpeg itself would make it quieter. */
static void double_up(int16_t *samples, int frames) {
    for (int i = frames - 1; i >= 0; i--)
        samples[2 * i] = samples[2 * i + 1] = samples[i];
}

bool video_frame_sound(Video *video, AudioClip *clip) {
    const VideoLibrary *av = video->av;
    if (!fits(video) && !make_resampler(video)) return false;
    int most = av->swr_get_out_samples(video->resampler, video->frame->nb_samples);
    int16_t *samples = most > 0 ? mem_try((size_t)most * 4) : NULL;
    if (samples == NULL) return false;
    const uint8_t **from; /* FFmpeg leaves out a const here, and asks for it there */
    memcpy(&from, &video->frame->extended_data, sizeof from);
    int frames = av->swr_convert(video->resampler, (uint8_t *[]){(uint8_t *)samples}, most, from,
                                 video->frame->nb_samples);
    if (video->resampled_channels == 1) double_up(samples, frames);
    *clip = (AudioClip){.samples = samples, .frames = frames, .owner = samples};
    if (frames > 0) return true;
    mem_free(samples);
    return false;
}

void video_frame_close(Video *video) {
    if (video->av == NULL) return;
    video->av->sws_freeContext(video->scaler);
    video->av->swr_free(&video->resampler);
}
