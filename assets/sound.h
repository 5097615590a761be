/* Sounds by handle and name: decoded samples, or still on their way. Thread: main. */
#ifndef ASSETS_SOUND_H
#define ASSETS_SOUND_H

#include "../platform/audio.h"

typedef enum SoundState { SOUND_LOADING, SOUND_READY, SOUND_FAILED } SoundState;

typedef struct Sound {
    char *name; /* "" for one made at run time */
    SoundState state;
    AudioClip clip;
    double gain;   /* of voices played from now on */
    bool is_asset; /* came with the game: cannot be deleted */
} Sound;

int sound_create(const char *name); /* loading; its handle, never given out twice */
/* Takes the clip; samples that voices still read are freed when they are done. frames 0: failed. */
void sound_fill(int sound, AudioClip clip);
/* Reads, decodes and fills a sound now. False: why (FILES_WHY bytes) is a sentence that names the
 * file; what was loaded before stays. */
bool sound_load_file(int sound, const char *file, char *why);
Sound *sound_of(int handle);       /* NULL: no such sound */
int sound_named(const char *name); /* GM_NONE, silently */
void sound_end(int sound);         /* its voices must have been stopped */
void sounds_step(void);            /* frees samples that nobody reads any more */
void sounds_close(void);           /* after audio_close */

#endif
