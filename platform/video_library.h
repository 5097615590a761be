/* The part of FFmpeg's libraries that is used, opened at run time. Thread: worker, one. */
#ifndef PLATFORM_VIDEO_LIBRARY_H
#define PLATFORM_VIDEO_LIBRARY_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
#include <stdbool.h>

#define AVUTIL_FUNCTIONS(X)                                                                        \
    X(av_channel_layout_default)                                                                   \
    X(av_dict_free)                                                                                \
    X(av_dict_set)                                                                                 \
    X(av_frame_alloc)                                                                              \
    X(av_frame_free)                                                                               \
    X(av_log_set_level)                                                                            \
    X(av_strerror)
#define AVCODEC_FUNCTIONS(X)                                                                       \
    X(av_packet_alloc)                                                                             \
    X(av_packet_free)                                                                              \
    X(av_packet_unref)                                                                             \
    X(avcodec_alloc_context3)                                                                      \
    X(avcodec_flush_buffers)                                                                       \
    X(avcodec_free_context)                                                                        \
    X(avcodec_open2)                                                                               \
    X(avcodec_parameters_to_context)                                                               \
    X(avcodec_receive_frame)                                                                       \
    X(avcodec_send_packet)
#define AVFORMAT_FUNCTIONS(X)                                                                      \
    X(av_find_best_stream)                                                                         \
    X(av_guess_frame_rate)                                                                         \
    X(av_read_frame)                                                                               \
    X(av_seek_frame)                                                                               \
    X(avformat_alloc_context)                                                                      \
    X(avformat_close_input)                                                                        \
    X(avformat_find_stream_info)                                                                   \
    X(avformat_open_input)
#define SWRESAMPLE_FUNCTIONS(X)                                                                    \
    X(swr_alloc_set_opts2)                                                                         \
    X(swr_convert)                                                                                 \
    X(swr_free)                                                                                    \
    X(swr_get_out_samples)                                                                         \
    X(swr_init)
#define SWSCALE_FUNCTIONS(X)                                                                       \
    X(sws_freeContext)                                                                             \
    X(sws_getCachedContext)                                                                        \
    X(sws_getCoefficients)                                                                         \
    X(sws_scale)                                                                                   \
    X(sws_setColorspaceDetails)

typedef struct VideoLibrary {
#define VIDEO_MEMBER(name) __typeof__(&name) name;
    AVUTIL_FUNCTIONS(VIDEO_MEMBER)
    AVCODEC_FUNCTIONS(VIDEO_MEMBER)
    AVFORMAT_FUNCTIONS(VIDEO_MEMBER)
    SWRESAMPLE_FUNCTIONS(VIDEO_MEMBER)
    SWSCALE_FUNCTIONS(VIDEO_MEMBER)
#undef VIDEO_MEMBER
} VideoLibrary;

/* Lent for good: once opened they stay. NULL: why (LIBRARY_WHY bytes) says why. */
const VideoLibrary *video_library(char *why);

#endif
