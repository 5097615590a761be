/* Sounds by handle and name: decoded samples, or still on their way. Thread: main. */
#ifndef ASSETS_SOUND_H
#define ASSETS_SOUND_H

#include "../platform/audio.h"

/* Unloaded: its audio group is not loaded. */
typedef enum SoundState { SOUND_LOADING, SOUND_READY, SOUND_FAILED, SOUND_UNLOADED } SoundState;
typedef enum SoundKind { SOUND_FILE, SOUND_STREAM, SOUND_BUFFER, SOUND_QUEUE } SoundKind;

/* Samples that a sound and its voices share: a sound that is loaded anew has others, while its
 * voices play on with these. */
typedef struct Samples {
    AudioPiece piece; /* its clip; the rest is for a play queue's */
    int users;
} Samples;
Samples *samples_new(AudioClip clip); /* takes it; one user */
Samples *samples_keep(Samples *samples);
/* Once nobody uses them they go, as soon as the mixer has heard what it was asked until now. */
void samples_release(Samples *samples); /* NULL is fine */

/* A gain on its way to another, by game time in milliseconds. */
typedef struct Fade {
    double from, to, began, ms;
} Fade;
Fade fade_at_once(double to);
double fade_now(const Fade *fade, double now);
double fade_left(const Fade *fade, double now); /* milliseconds */
void fade_to(Fade *fade, double to, double ms, double now);

typedef struct Sound {
    char *name;     /* "" for one made at run time */
    SoundKind kind; /* who may end it */
    SoundState state;
    Samples *samples; /* NULL: none yet */
    Fade gain;        /* of all its voices, times their own */
    double pitch;     /* likewise */
    /* seconds: where voices begin and loop that are played from now on; loop_end 0: the end */
    double start, loop_start, loop_end;
    int group;     /* of sound_group.h */
    char *file;    /* where its samples come from; NULL: made at run time */
    bool is_asset; /* came with the game: cannot be deleted */
} Sound;

int sound_create(const char *name); /* loading; its handle, never given out twice */
/* Takes the clip; frames 0: failed. */
void sound_fill(int sound, AudioClip clip);
/* Reads, decodes and fills a sound now, or later if its audio group is not loaded. False: why
 * (FILES_WHY bytes) is a sentence that names the file; what was loaded before stays. */
bool sound_load_file(int sound, const char *file, char *why);
void sound_unload(int sound);      /* its samples go; its voices must have been stopped */
Sound *sound_of(int handle);       /* NULL: no such sound */
int sound_named(const char *name); /* GM_NONE, silently */
int sound_count(void);             /* how many were ever made */
double sound_length(int sound);    /* seconds; 0: not loaded */
void sound_end(int sound);         /* its voices must have been stopped */
void sounds_step(void);            /* frees samples that nobody reads any more */
void sounds_close(void);           /* after audio_close */

#endif
