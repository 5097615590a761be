/* Sounds from the bytes of a buffer. Thread: main. */
#ifndef EVENTS_ASYNC_RAW_SOUND_H
#define EVENTS_ASYNC_RAW_SOUND_H

#include "../../assets/sound.h"

/* How samples lie in a buffer. */
typedef struct RawFormat {
    int sample_bytes, rate, channels;
} RawFormat;

/* In the manual's numbers; the rate is brought inside 1,000 to 48,000. False: says why. */
bool raw_format(RawFormat *raw, int format, int rate, int channels, const char *call);
/* Copies samples out of a buffer. False: says why. */
bool raw_clip(AudioClip *clip, const RawFormat *raw, int buffer, int offset, int length,
              const char *call);
/* A sound that is ready to play; GM_NONE, and says so: there are too many. */
int raw_sound(SoundKind kind, const char *call);

#endif
