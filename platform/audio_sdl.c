/* The device, decoding, and the two queues between main and whoever mixes. */
#include "audio.h"
#include "audio_mix.h"
#include "log.h"
#include "mem.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUEUE = 4096, BUFFER_FRAMES = 1024 }; /* QUEUE: a power of two */

static struct {
    bool is_open, stepped, has_device;
    int64_t carried; /* stepped: of a frame, in millionths, not mixed yet */
    /* main writes, the mixer reads */
    AudioCommand commands[QUEUE];
    atomic_ullong asked, heard;
    /* the mixer writes, main reads */
    int ended[QUEUE];
    atomic_ullong ended_written, ended_read;
    int16_t scratch[AUDIO_RATE * 2 / 10];
} the_audio;

/* MARK: mixing. Thread: audio */

static void obey_all(void) {
    unsigned long long asked = atomic_load_explicit(&the_audio.asked, memory_order_acquire);
    unsigned long long heard = atomic_load_explicit(&the_audio.heard, memory_order_relaxed);
    for (; heard < asked; heard++) audio_mix_obey(&the_audio.commands[heard % QUEUE]);
    atomic_store_explicit(&the_audio.heard, heard, memory_order_release);
}

static void note_ended(int id) {
    unsigned long long written = atomic_load_explicit(&the_audio.ended_written, memory_order_relaxed);
    if (written - atomic_load_explicit(&the_audio.ended_read, memory_order_acquire) == QUEUE) return;
    the_audio.ended[written % QUEUE] = id;
    atomic_store_explicit(&the_audio.ended_written, written + 1, memory_order_release);
}

static void mix_for_device(void *context, Uint8 *stream, int bytes) {
    (void)context;
    obey_all();
    audio_mix((int16_t *)(void *)stream, bytes / 4, note_ended);
}

/* MARK: opening */

static bool open_device(void) {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
    if (Mix_OpenAudioDevice(AUDIO_RATE, AUDIO_S16SYS, 2, BUFFER_FRAMES, NULL, 0) == 0) return true;
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return false;
}

/* SDL's dummy device: SDL_mixer decodes only while a device is open. */
static bool open_dummy(void) {
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    bool opened = open_device();
    unsetenv("SDL_AUDIODRIVER");
    return opened;
}

static bool names_a_device(const char *driver) {
    return driver != NULL && driver[0] != '\0' && strcmp(driver, "dummy") != 0;
}

bool audio_open(const AudioDesc *desc) {
    const char *driver = getenv("SDL_AUDIODRIVER");
    bool wants_device = !desc->headless || names_a_device(driver);
    memset(&the_audio, 0, sizeof the_audio);
    the_audio.has_device = wants_device && open_device();
    if (wants_device && !the_audio.has_device)
        log_info("No sound: %s. The game goes on silently.", SDL_GetError());
    if (!the_audio.has_device) {
        char *kept = mem_text(driver);
        bool opened = open_dummy();
        if (kept != NULL) SDL_setenv("SDL_AUDIODRIVER", kept, 1);
        mem_free(kept);
        if (!opened) {
            log_error("sounds cannot be decoded: %s", SDL_GetError());
            return false;
        }
    }
    the_audio.is_open = true;
    the_audio.stepped = !the_audio.has_device;
    Mix_Init(MIX_INIT_FLAC | MIX_INIT_MP3 | MIX_INIT_OGG);
    audio_mix_reset();
    if (!the_audio.stepped) Mix_HookMusic(mix_for_device, NULL);
    return true;
}

void audio_close(void) {
    if (!the_audio.is_open) return;
    the_audio.is_open = false;
    Mix_HookMusic(NULL, NULL);
    Mix_CloseAudio();
    Mix_Quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

bool audio_is_available(void) {
    return the_audio.has_device;
}

void audio_step(int us) {
    if (!the_audio.is_open || !the_audio.stepped) return;
    the_audio.carried += (int64_t)us * AUDIO_RATE;
    int frames = (int)(the_audio.carried / 1000000);
    the_audio.carried %= 1000000;
    obey_all();
    while (frames > 0) {
        int most = (int)(sizeof the_audio.scratch / 4), now = frames < most ? frames : most;
        audio_mix(the_audio.scratch, now, note_ended);
        frames -= now;
    }
}

/* MARK: decoding. Thread: any */

bool audio_decode(AudioClip *clip, const void *bytes, size_t size, char *why) {
    *clip = (AudioClip){0};
    SDL_RWops *source = size > 0 && size < 0x7fffffff ? SDL_RWFromConstMem(bytes, (int)size) : NULL;
    /* closed by us: of a file in no known format SDL_mixer 2.6 forgets to */
    Mix_Chunk *chunk = source != NULL ? Mix_LoadWAV_RW(source, 0) : NULL;
    if (source != NULL) SDL_RWclose(source);
    if (chunk == NULL) {
        snprintf(why, 128, "%s", source == NULL ? "it is empty or too large" : Mix_GetError());
        return false;
    }
    *clip = (AudioClip){.samples = (const int16_t *)(const void *)chunk->abuf,
                        .frames = (int)(chunk->alen / 4),
                        .owner = chunk};
    return true;
}

void audio_clip_free(AudioClip *clip) {
    if (clip->owner != NULL) Mix_FreeChunk(clip->owner);
    *clip = (AudioClip){0};
}

/* MARK: commands and facts */

static void ask(const AudioCommand *command) {
    unsigned long long asked = atomic_load_explicit(&the_audio.asked, memory_order_relaxed);
    if (!the_audio.is_open) return;
    while (asked - atomic_load_explicit(&the_audio.heard, memory_order_acquire) == QUEUE) {
        if (the_audio.stepped) obey_all();
        else SDL_Delay(1); /* thousands of commands within one buffer of the device */
    }
    the_audio.commands[asked % QUEUE] = *command;
    atomic_store_explicit(&the_audio.asked, asked + 1, memory_order_release);
}

void audio_start(int slot, const AudioVoice *voice) {
    ask(&(AudioCommand){.kind = AUDIO_START, .slot = slot, .voice = *voice});
}

void audio_stop(int slot) {
    ask(&(AudioCommand){.kind = AUDIO_STOP, .slot = slot});
}

void audio_pause(int slot, bool paused) {
    ask(&(AudioCommand){.kind = paused ? AUDIO_PAUSE : AUDIO_RESUME, .slot = slot});
}

void audio_set_gain(int slot, double gain, double ms) {
    ask(&(AudioCommand){.kind = AUDIO_GAIN, .slot = slot, .value = gain, .ms = ms});
}

void audio_set_pitch(int slot, double pitch) {
    ask(&(AudioCommand){.kind = AUDIO_PITCH, .slot = slot, .value = pitch});
}

void audio_set_pan(int slot, double pan) {
    ask(&(AudioCommand){.kind = AUDIO_PAN, .slot = slot, .value = pan});
}

void audio_seek(int slot, double frames) {
    ask(&(AudioCommand){.kind = AUDIO_SEEK, .slot = slot, .value = frames});
}

void audio_set_master(double gain) {
    ask(&(AudioCommand){.kind = AUDIO_MASTER, .value = gain});
}

double audio_position(int slot) {
    return audio_mix_position(slot);
}

int audio_next_ended(void) {
    unsigned long long read = atomic_load_explicit(&the_audio.ended_read, memory_order_relaxed);
    if (read == atomic_load_explicit(&the_audio.ended_written, memory_order_acquire)) return 0;
    int id = the_audio.ended[read % QUEUE];
    atomic_store_explicit(&the_audio.ended_read, read + 1, memory_order_release);
    return id;
}

uint64_t audio_asked(void) {
    return atomic_load(&the_audio.asked);
}

bool audio_has_heard(uint64_t asked) {
    return !the_audio.is_open || atomic_load_explicit(&the_audio.heard, memory_order_acquire) >= asked;
}
