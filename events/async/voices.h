/* The playing voices, as main knows them: voices.c starts and ends them, voice_calls.c changes what
 * they sound like. */
#ifndef EVENTS_ASYNC_VOICES_H
#define EVENTS_ASYNC_VOICES_H

#include "../../assets/sound.h"

static const double VOICE_MAX_GAIN = 1000, VOICE_MAX_PITCH = 256;
static const double VOICE_MAX_TIME = 1e9; /* milliseconds, seconds */

typedef struct Voice {
    int id; /* 0: this slot is free */
    int sound;
    double priority, pitch, pan;
    Fade gain;
    double offset;               /* seconds, where it began or was sought last */
    uint64_t asked;              /* when that was */
    Samples *samples;            /* what it plays; NULL: a play queue, or it waits */
    double loop_start, loop_end; /* seconds; end 0: of the sound */
    bool loop, paused, waits;    /* waits: for its sound to be loaded */
} Voice;

void voices_sound_ready(int sound); /* it was loading: voices that wait for it begin, or end */

/* The slots that a number means: a voice's, or those of every voice of a sound. GM_NONE: no more.
 */
int voices_first(int number);
int voices_next(int number, int slot);
Voice *voice_in(int slot);
Sound *voices_sound(int number); /* NULL: it means a voice, or nothing that is there */
double voices_now(void);         /* game time, milliseconds */

/* voice_calls.c */
double voice_clamp_pitch(double pitch);
double voice_pitch(const Voice *voice);                    /* times its sound's */
double voice_frame_at(const Voice *voice, double seconds); /* inside its samples */
AudioLoop voice_loop(const Voice *voice);
void voice_send_gain(int slot);
void voice_send_sound_gain(int slot);
void voice_send_group_gain(int slot);

/* Fades of audio groups, by the same clock as those of voices. */
void voices_fade(Fade *fade, double gain, double ms);
double voices_gain_now(const Fade *fade);
void voices_group_gain(int group); /* it has another: its voices are told */

#endif
