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

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AUDIO_RATE = 44100 }; /* frames per second */
/* Slots: those of the games' voices, and that of the video's sound. */
enum { AUDIO_VOICES = 1024, AUDIO_VIDEO = AUDIO_VOICES, AUDIO_SLOTS };
enum { AUDIO_WHY = 128 }; /* bytes of a sentence */

typedef struct AudioDesc {
    bool headless;
} AudioDesc;

void audio_open(const AudioDesc *desc); /* without a device it works, silently */
void audio_close(void);
/* A device that nobody hears is opened when it is first needed, for decoding: call this before
 * audio_decode. sound_create does. */
void audio_wake(void);
/* There is a device that may be heard: false without a window, and while it is unplugged. */
bool audio_is_available(void);
/* One was asked for, and none could be opened. */
bool audio_is_broken(void);
/* Once per step. Stepped, mixes what one step lasts. Live, looks after the device: while it is
 * gone, steps mix; when one is there again, it plays on where it is then. */
void audio_step(int steps_per_second);

/* MARK: samples */

/* Frames of left and right, -32768 to 32767: samples is [frames][2]. */
typedef struct AudioClip {
    const int16_t *samples;
    int frames;
    int rate;    /* frames per second; 0: AUDIO_RATE, as all decoded ones have */
    void *owner; /* audio_clip_free's */
} AudioClip;

/* Decodes OGG, MP3, FLAC or WAV. False: why (AUDIO_WHY bytes) says it. Thread: any, while it is
 * open and awake. */
bool audio_decode(AudioClip *clip, const void *bytes, size_t size, char *why);
/* Raw samples, as a buffer holds them; whole frames only, the rest of the bytes is left out.
 * sample_bytes 1: unsigned, 128 is silence; 2: signed, little-endian. channels 1 or 2. False: no
 * whole frame, or no memory; why says it. Thread: any */
bool audio_clip_raw(AudioClip *clip, const void *bytes, size_t size, int sample_bytes, int channels,
                    int rate, char *why);
void audio_clip_free(AudioClip *clip); /* no voice may play it any more. Thread: any */

/* A clip that may stand in a row with others. Whoever feeds a voice owns it; the mixer reads it
 * until is_done. */
typedef struct AudioPiece {
    AudioClip clip;
    struct AudioPiece *next; /* the mixer's */
    atomic_bool is_done;     /* the mixer has played it, and does not look at it any more */
} AudioPiece;

/* MARK: voices */

/* Where a looping voice jumps back: from end to start, in frames; end 0, or beyond: the clip's.
 * Past the end it plays on to the clip's. */
typedef struct AudioLoop {
    bool on;
    int start, end;
} AudioLoop;

/* One slot's voice. */
typedef struct AudioVoice {
    int id; /* comes back when it ends */
    AudioClip clip;
    bool is_row;     /* it plays what audio_feed gives it instead, and never ends by itself */
    double position; /* frames, less than the clip has */
    double pitch;
    double gain, sound_gain, pan; /* the two gains are multiplied */
    AudioLoop loop;
} AudioVoice;
void audio_start(int slot, const AudioVoice *voice);
/* Behind what it plays, without a gap; at once, if that has run out. */
void audio_feed(int slot, AudioPiece *piece);
bool audio_is_done(const AudioPiece *piece);
void audio_stop(int slot);
void audio_pause(int slot, bool paused);
/* Reached over ms, also while it is paused. */
void audio_set_gain(int slot, double gain, double ms);
void audio_set_sound_gain(int slot, double gain, double ms);
void audio_set_group_gain(int slot, double gain, double ms); /* 1 at the start; multiplied, too */
void audio_set_pitch(int slot, double pitch);
void audio_set_pan(int slot, double pan);
void audio_set_loop(int slot, AudioLoop loop);
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
