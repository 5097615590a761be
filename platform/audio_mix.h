/* Mixing: the voices themselves. Whoever mixes owns them: the audio thread, or main when stepped.
 * Never locks, never allocates. Thread: audio */
#ifndef PLATFORM_AUDIO_MIX_H
#define PLATFORM_AUDIO_MIX_H

#include "audio.h"

typedef enum AudioCommandKind {
    AUDIO_START,
    AUDIO_FEED,
    AUDIO_STOP,
    AUDIO_PAUSE,
    AUDIO_RESUME,
    AUDIO_GAIN,
    AUDIO_SOUND_GAIN,
    AUDIO_GROUP_GAIN,
    AUDIO_PITCH,
    AUDIO_PAN,
    AUDIO_LOOP,
    AUDIO_SEEK,
    AUDIO_MASTER
} AudioCommandKind;

typedef struct AudioCommand {
    AudioCommandKind kind;
    int slot;
    double value, ms;
    union {
        AudioVoice voice;  /* AUDIO_START */
        AudioPiece *piece; /* AUDIO_FEED */
        AudioLoop loop;    /* AUDIO_LOOP */
    };
} AudioCommand;

void audio_mix_reset(void);
void audio_mix_obey(const AudioCommand *command);
/* Adds all voices into out, [frames][2]; ended(id) is called for each that reached its end. */
void audio_mix(int16_t *out, int frames, void (*ended)(int id));
double audio_mix_position(int slot); /* Thread: any */

#endif
