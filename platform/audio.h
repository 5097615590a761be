/* Sound that comes out: voices mixed by us, through a device that SDL_mixer owns and decodes for.
 *
 * Live, voices are mixed on the audio thread, in SDL_mixer's hook. Stepped, the main thread mixes
 * exactly one step's worth of samples per step, so that a run does not depend on the device: so it
 * is without a window, and wherever no device can be opened. Stepped, SDL_AUDIODRIVER=disk writes
 * what was mixed to SDL_DISKAUDIOFILE: [frames][2] of int16_t. The mixing is the same. Commands go
 * to it, and facts come back, through two queues without locks. Thread: main, but for what says
 * otherwise. */
#ifndef PLATFORM_AUDIO_H
#define PLATFORM_AUDIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AUDIO_RATE = 44100, AUDIO_VOICES = 1024 }; /* frames per second; slots, at most */
enum { AUDIO_WHY = 128 };                         /* bytes of a sentence */

typedef struct AudioDesc {
    bool headless;
} AudioDesc;

void audio_open(const AudioDesc *desc); /* without a device it works, silently */
void audio_close(void);
/* A device that nobody hears is opened when it is first needed, for decoding: call this before
 * audio_decode. sound_create does. */
void audio_wake(void);
bool audio_is_available(void);         /* there is a device that may be heard */
void audio_step(int steps_per_second); /* once per step: stepped, mixes what one step lasts */

/* Samples as the device wants them: [frames][2], left and right, -32768 to 32767. */
typedef struct AudioClip {
    const int16_t *samples;
    int frames;
    void *owner; /* audio_clip_free's */
} AudioClip;

/* Decodes OGG, MP3, FLAC or WAV. False: why (AUDIO_WHY bytes) says it. Thread: any, while it is
 * open and awake. */
bool audio_decode(AudioClip *clip, const void *bytes, size_t size, char *why);
void audio_clip_free(AudioClip *clip); /* no voice may play it any more. Thread: any */

/* One slot's voice. */
typedef struct AudioVoice {
    int id; /* comes back when it ends */
    AudioClip clip;
    double position; /* frames, less than the clip has */
    double pitch;
    double gain, sound_gain, pan; /* the two gains are multiplied */
    bool loop;
} AudioVoice;
void audio_start(int slot, const AudioVoice *voice);
void audio_stop(int slot);
void audio_pause(int slot, bool paused);
/* Reached over ms, also while it is paused. */
void audio_set_gain(int slot, double gain, double ms);
void audio_set_sound_gain(int slot, double gain, double ms);
void audio_set_group_gain(int slot, double gain, double ms); /* 1 at the start; multiplied, too */
void audio_set_pitch(int slot, double pitch);
void audio_set_pan(int slot, double pan);
void audio_seek(int slot, double frames); /* less than the clip has */
void audio_set_master(double gain);
double audio_position(int slot); /* frames, as of the last mix */
/* The next voice that reached its end: its id; 0: no more. */
int audio_next_ended(void);
/* Has everything asked for until now been heard by the mixer? Then what was stopped is not read any
 * more, and audio_position is that of the voice that was started or sought last. */
uint64_t audio_asked(void);
bool audio_has_heard(uint64_t asked);

#endif
