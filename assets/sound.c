/* Sounds: handles, names and their samples. Samples that go may still be read by the mixer: they wait
 * until it has heard of it. */
#include "sound.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_audio.h"

#include <stdio.h>
#include <string.h>

typedef struct OldClip {
    AudioClip clip;
    uint64_t asked;
} OldClip;

static struct {
    Sound **items; /* by handle; NULL: deleted */
    int count, capacity;
    OldClip *old;
    int old_count, old_capacity;
} the_sounds;

Sound *sound_of(int handle) {
    return handle >= 0 && handle < the_sounds.count ? the_sounds.items[handle] : NULL;
}

int sound_named(const char *name) {
    for (int i = 0; name != NULL && name[0] != '\0' && i < the_sounds.count; i++)
        if (the_sounds.items[i] != NULL && strcmp(the_sounds.items[i]->name, name) == 0) return i;
    return GM_NONE;
}

int sound_create(const char *name) {
    Sound *sound = mem_alloc(sizeof *sound);
    *sound = (Sound){.name = mem_text(name), .gain = 1, .is_asset = name[0] != '\0'};
    MEM_RESERVE(the_sounds.items, the_sounds.capacity, the_sounds.count + 1);
    the_sounds.items[the_sounds.count] = sound;
    return the_sounds.count++;
}

static void retire(AudioClip clip) {
    if (clip.owner == NULL) return;
    MEM_RESERVE(the_sounds.old, the_sounds.old_capacity, the_sounds.old_count + 1);
    the_sounds.old[the_sounds.old_count++] = (OldClip){clip, audio_asked()};
}

void sound_fill(int handle, AudioClip clip) {
    Sound *sound = sound_of(handle);
    retire(sound->clip);
    sound->clip = clip;
    sound->state = clip.frames > 0 ? SOUND_READY : SOUND_FAILED;
}

bool sound_load_file(int handle, const char *file, char *why) {
    char problem[128];
    size_t size;
    AudioClip clip = {0};
    char *bytes = files_read(file, &size, why);
    bool decoded = bytes != NULL && audio_decode(&clip, bytes, size, problem);
    if (bytes != NULL && !decoded)
        snprintf(why, FILES_WHY, "%.300s: expected OGG, MP3, FLAC or WAV, but it cannot be decoded: %s",
                 file, problem);
    if (decoded && clip.frames == 0) {
        snprintf(why, FILES_WHY, "%s: expected a sound, but it has no samples", file);
        audio_clip_free(&clip);
    }
    mem_free(bytes);
    if (clip.frames > 0 || sound_of(handle)->state == SOUND_LOADING) sound_fill(handle, clip);
    return clip.frames > 0;
}

void sound_end(int handle) {
    Sound *sound = sound_of(handle);
    if (sound == NULL) return;
    retire(sound->clip);
    mem_free(sound->name);
    mem_free(sound);
    the_sounds.items[handle] = NULL;
}

static void free_old(bool all) {
    int kept = 0;
    for (int i = 0; i < the_sounds.old_count; i++) {
        if (all || audio_has_heard(the_sounds.old[i].asked)) audio_clip_free(&the_sounds.old[i].clip);
        else the_sounds.old[kept++] = the_sounds.old[i];
    }
    the_sounds.old_count = kept;
}

void sounds_step(void) {
    if (the_sounds.old_count > 0) free_old(false);
}

void sounds_close(void) {
    for (int i = 0; i < the_sounds.count; i++) sound_end(i);
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
