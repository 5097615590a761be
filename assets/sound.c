/* Sounds: handles, names and their samples. Samples that nobody uses any
 * more may still be read by the mixer: they wait until it has heard of it. */
#include "sound.h"
#include "sound_group.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_audio.h"

#include <stdio.h>
#include <string.h>

typedef struct OldSamples {
    Samples *samples;
    uint64_t asked;
} OldSamples;

static struct {
    Sound **items; /* by handle; NULL: deleted */
    int count, capacity;
    OldSamples *old;
    int old_count, old_capacity;
} the_sounds;

/* MARK: fades */

Fade fade_at_once(double to) {
    return (Fade){.from = to, .to = to};
}

double fade_left(const Fade *fade, double now) {
    double left = fade->began + fade->ms - now;
    return left > 0 ? left : 0;
}

double fade_now(const Fade *fade, double now) {
    double left = fade_left(fade, now);
    return left > 0 ? fade->to + (fade->from - fade->to) * left / fade->ms : fade->to;
}

void fade_to(Fade *fade, double to, double ms, double now) {
    *fade = (Fade){.from = fade_now(fade, now), .to = to, .began = now, .ms = ms};
}

/* MARK: samples */

Samples *samples_new(AudioClip clip) {
    Samples *samples = mem_alloc(sizeof *samples);
    samples->piece.clip = clip;
    samples->users = 1;
    return samples;
}

Samples *samples_keep(Samples *samples) {
    samples->users++;
    return samples;
}

void samples_release(Samples *samples) {
    if (samples == NULL || --samples->users > 0) return;
    MEM_RESERVE(the_sounds.old, the_sounds.old_capacity, the_sounds.old_count + 1);
    the_sounds.old[the_sounds.old_count++] = (OldSamples){samples, audio_asked()};
}

/* MARK: sounds */

Sound *sound_of(int handle) {
    return handle >= 0 && handle < the_sounds.count ? the_sounds.items[handle] : NULL;
}

int sound_named(const char *name) {
    for (int i = 0; name != NULL && name[0] != '\0' && i < the_sounds.count; i++)
        if (the_sounds.items[i] != NULL && strcmp(the_sounds.items[i]->name, name) == 0) return i;
    return GM_NONE;
}

int sound_create(const char *name) {
    audio_wake();
    Sound *sound = mem_alloc(sizeof *sound);
    *sound = (Sound){.name = mem_text(name),
                     .gain = fade_at_once(1),
                     .pitch = 1,
                     .group = sound_group_claiming(name),
                     .is_asset = name[0] != '\0'};
    MEM_RESERVE(the_sounds.items, the_sounds.capacity, the_sounds.count + 1);
    the_sounds.items[the_sounds.count] = sound;
    return the_sounds.count++;
}

void sound_fill(int handle, AudioClip clip) {
    Sound *sound = sound_of(handle);
    samples_release(sound->samples);
    sound->samples = NULL;
    sound->state = clip.frames > 0 ? SOUND_READY : SOUND_FAILED;
    if (clip.frames == 0) {
        audio_clip_free(&clip);
        return;
    }
    sound->samples = samples_new(clip);
}

bool sound_load_file(int handle, const char *file, char *why) {
    char problem[AUDIO_WHY];
    size_t size;
    AudioClip clip = {0};
    Sound *sound = sound_of(handle);
    mem_free(sound->file);
    sound->file = mem_text(file);
    if (!sound_group_is_loaded(sound->group)) {
        if (sound->samples == NULL) sound->state = SOUND_UNLOADED;
        return true;
    }
    char *bytes = files_read(file, &size, why);
    bool decoded = bytes != NULL && audio_decode(&clip, bytes, size, problem);
    if (bytes != NULL && !decoded)
        snprintf(why, FILES_WHY,
                 "%.300s: expected OGG, MP3, FLAC or WAV, but it cannot be decoded: %s", file,
                 problem);
    if (decoded && clip.frames == 0) {
        snprintf(why, FILES_WHY, "%s: expected a sound, but it has no samples", file);
        audio_clip_free(&clip);
    }
    mem_free(bytes);
    if (clip.frames > 0 || sound_of(handle)->state == SOUND_LOADING) sound_fill(handle, clip);
    return clip.frames > 0;
}

void sound_unload(int handle) {
    Sound *sound = sound_of(handle);
    samples_release(sound->samples);
    sound->samples = NULL;
    sound->state = SOUND_UNLOADED;
}

int sound_count(void) {
    return the_sounds.count;
}

double sound_length(int handle) {
    const Sound *sound = sound_of(handle);
    if (sound == NULL || sound->samples == NULL) return 0;
    const AudioClip *clip = &sound->samples->piece.clip;
    return (double)clip->frames / clip->rate;
}

void sound_end(int handle) {
    Sound *sound = sound_of(handle);
    if (sound == NULL) return;
    samples_release(sound->samples);
    mem_free(sound->name);
    mem_free(sound->file);
    mem_free(sound);
    the_sounds.items[handle] = NULL;
}

static void free_old(bool all) {
    int kept = 0;
    for (int i = 0; i < the_sounds.old_count; i++) {
        OldSamples old = the_sounds.old[i];
        if (all || audio_has_heard(old.asked)) {
            audio_clip_free(&old.samples->piece.clip);
            mem_free(old.samples);
        } else {
            the_sounds.old[kept++] = old;
        }
    }
    the_sounds.old_count = kept;
}

void sounds_step(void) {
    if (the_sounds.old_count > 0) free_old(false);
}

void sounds_close(void) {
    for (int i = 0; i < the_sounds.count; i++)
        sound_end(i);
    free_old(true);
    mem_free(the_sounds.items);
    mem_free(the_sounds.old);
    memset(&the_sounds, 0, sizeof the_sounds);
}

int gm_sound(const char *name) {
    int sound = sound_named(name);
    if (sound == GM_NONE)
        log_warn_once("there is no sound \"%s\" in this game", name != NULL ? name : "(null)");
    return sound;
}
