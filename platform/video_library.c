/* FFmpeg's libraries, looked up function by function, so that a machine without them runs games all
 * the same. They are those of the headers: their structs differ from one version to the next. */
#include "video_library.h"
#include "library.h"

#include <stdio.h>
#include <string.h>

#define FILE_OF(name, version) "lib" name ".so." AV_STRINGIFY(version)

static struct {
    Library *util, *codec, *format, *resample, *scale;
    bool is_complete;
    VideoLibrary functions;
} the_ffmpeg;

static bool open_one(Library **library, const char *file, char *why) {
    char reason[LIBRARY_WHY];
    if (*library == NULL) *library = library_open_for_good(file, reason);
    if (*library == NULL)
        snprintf(why, LIBRARY_WHY, "FFmpeg's libraries are not all there: %.400s", reason);
    return *library != NULL;
}

static bool look_up(const Library *library, const char *name, void *function, char *why) {
    void *found = library_find(library, name);
    memcpy(function, &found, sizeof found);
    if (found == NULL) snprintf(why, LIBRARY_WHY, "FFmpeg's libraries have no %s", name);
    return found != NULL;
}

static bool open_all(char *why) {
    return open_one(&the_ffmpeg.util, FILE_OF("avutil", LIBAVUTIL_VERSION_MAJOR), why) &&
           open_one(&the_ffmpeg.codec, FILE_OF("avcodec", LIBAVCODEC_VERSION_MAJOR), why) &&
           open_one(&the_ffmpeg.format, FILE_OF("avformat", LIBAVFORMAT_VERSION_MAJOR), why) &&
           open_one(&the_ffmpeg.resample, FILE_OF("swresample", LIBSWRESAMPLE_VERSION_MAJOR),
                    why) &&
           open_one(&the_ffmpeg.scale, FILE_OF("swscale", LIBSWSCALE_VERSION_MAJOR), why);
}

static bool look_up_all(char *why) {
#define LOOK_UP(name)                                                                              \
    if (!look_up(library, #name, &the_ffmpeg.functions.name, why)) return false;
    const Library *library = the_ffmpeg.util;
    AVUTIL_FUNCTIONS(LOOK_UP)
    library = the_ffmpeg.codec;
    AVCODEC_FUNCTIONS(LOOK_UP)
    library = the_ffmpeg.format;
    AVFORMAT_FUNCTIONS(LOOK_UP)
    library = the_ffmpeg.resample;
    SWRESAMPLE_FUNCTIONS(LOOK_UP)
    library = the_ffmpeg.scale;
    SWSCALE_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return true;
}

const VideoLibrary *video_library(char *why) {
    if (!the_ffmpeg.is_complete) {
        if (!open_all(why) || !look_up_all(why)) return NULL;
        the_ffmpeg.functions.av_log_set_level(AV_LOG_QUIET); /* what is wrong, the runtime says */
        the_ffmpeg.is_complete = true;
    }
    return &the_ffmpeg.functions;
}
