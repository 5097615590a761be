/* The two queues between main and whoever mixes, and who that is:
 *
 *   live      SDL's thread calls the hook, which mixes: in real time, as the device asks. While the
 *             device is gone, main mixes as if stepped.
 *   stepped   main mixes, one step's worth per step. Nobody listens: the device is SDL's dummy, and
 *             open only because SDL_mixer decodes for nothing but an open device.
 *
 * SDL_AUDIODRIVER=disk, stepped, writes what the steps mixed to SDL_DISKAUDIOFILE, as SDL's driver
 * of that name would: but by main, so that the file holds the steps' samples and nothing else. (A
 * hook that waits for main cannot be: SDL_mixer decodes under the lock that is held around it.) */
#include "audio.h"
#include "audio_capture.h"
#include "audio_device.h"
#include "audio_roster.h"
#include "audio_mix.h"
#include "log.h"

#include <SDL.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { QUEUE = 4096 }; /* a power of two */

static struct {
    bool is_open, is_headless, stepped, has_device;
    FILE *written; /* stepped, SDL_AUDIODRIVER=disk; else NULL */
    int owed;      /* stepped: of a frame, in parts of a step's, not mixed yet */
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
    for (; heard < asked; heard++)
        audio_mix_obey(&the_audio.commands[heard % QUEUE]);
    atomic_store_explicit(&the_audio.heard, heard, memory_order_release);
}

static void note_ended(int id) {
    unsigned long long written =
        atomic_load_explicit(&the_audio.ended_written, memory_order_relaxed);
    if (written - atomic_load_explicit(&the_audio.ended_read, memory_order_acquire) == QUEUE)
        return;
    the_audio.ended[written % QUEUE] = id;
    atomic_store_explicit(&the_audio.ended_written, written + 1, memory_order_release);
}

static void mix_for_device(int16_t *out, int frames) {
    obey_all();
    audio_mix(out, frames, note_ended);
}

/* MARK: opening */

static void open_heard_device(void) {
    the_audio.has_device = device_open(mix_for_device);
    the_audio.stepped = !the_audio.has_device;
    if (the_audio.has_device) audio_roster_open();
    if (the_audio.stepped) log_info("No sound: %s. The game goes on silently.", SDL_GetError());
}

static void open_file(void) {
    const char *file = SDL_getenv("SDL_DISKAUDIOFILE");
    if (file == NULL) file = "sdlaudio.raw"; /* SDL's own default */
    the_audio.written = fopen(file, "wb");
    if (the_audio.written == NULL)
        log_error("the sound cannot be written to %s: %s", file, strerror(errno));
}

void audio_open(const AudioDesc *desc) {
    const char *driver = SDL_getenv("SDL_AUDIODRIVER");
    bool to_disk = driver != NULL && strcmp(driver, "disk") == 0;
    memset(&the_audio, 0, sizeof the_audio);
    the_audio.is_open = true;
    the_audio.is_headless = the_audio.stepped = desc->headless;
    audio_mix_reset();
    if (!desc->headless)
        open_heard_device();
    else if (to_disk)
        open_file();
    audio_capture_open(desc->headless         ? to_disk ? CAPTURE_FILE : CAPTURE_SILENCE
                       : the_audio.has_device ? CAPTURE_LIVE
                                              : CAPTURE_NOTHING);
}

void audio_wake(void) {
    if (the_audio.is_open && !device_is_open()) device_open_silence();
}

void audio_close(void) {
    if (!the_audio.is_open) return;
    the_audio.is_open = false;
    audio_capture_close();
    audio_roster_close();
    if (the_audio.written != NULL && fclose(the_audio.written) != 0)
        log_error("the sound was not written down whole: %s", strerror(errno));
    device_close();
}

bool audio_is_available(void) {
    return the_audio.has_device && !the_audio.stepped;
}

bool audio_is_broken(void) {
    return the_audio.is_open && !the_audio.is_headless && !the_audio.has_device;
}

static void write_down(int frames) {
    if (fwrite(the_audio.scratch, 4, (size_t)frames, the_audio.written) == (size_t)frames) return;
    log_error("the sound cannot be written down: %s", strerror(errno));
    fclose(the_audio.written);
    the_audio.written = NULL;
}

static void mix_step(int steps_per_second) {
    the_audio.owed = the_audio.owed % steps_per_second + AUDIO_RATE;
    int frames = the_audio.owed / steps_per_second;
    obey_all();
    while (frames > 0) {
        int most = (int)(sizeof the_audio.scratch / 4), now = frames < most ? frames : most;
        audio_mix(the_audio.scratch, now, note_ended);
        if (the_audio.written != NULL) write_down(now);
        frames -= now;
    }
}

void audio_step(int steps_per_second) {
    if (!the_audio.is_open) return;
    DeviceNews news = device_look();
    if (news != DEVICE_SAME) the_audio.stepped = news == DEVICE_LOST;
    if (the_audio.stepped) mix_step(steps_per_second);
    audio_capture_step(steps_per_second);
}

/* MARK: commands and facts */

static void ask(const AudioCommand *command) {
    unsigned long long asked = atomic_load_explicit(&the_audio.asked, memory_order_relaxed);
    if (!the_audio.is_open) return;
    while (asked - atomic_load_explicit(&the_audio.heard, memory_order_acquire) == QUEUE) {
        if (the_audio.stepped)
            obey_all();
        else
            SDL_Delay(1); /* thousands of commands within one buffer of the device */
    }
    the_audio.commands[asked % QUEUE] = *command;
    atomic_store_explicit(&the_audio.asked, asked + 1, memory_order_release);
}

void audio_start(int slot, const AudioVoice *voice) {
    ask(&(AudioCommand){.kind = AUDIO_START, .slot = slot, .voice = *voice});
}

void audio_feed(int slot, AudioPiece *piece) {
    ask(&(AudioCommand){.kind = AUDIO_FEED, .slot = slot, .piece = piece});
}

bool audio_is_done(const AudioPiece *piece) {
    return atomic_load_explicit(&piece->is_done, memory_order_acquire);
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

void audio_set_sound_gain(int slot, double gain, double ms) {
    ask(&(AudioCommand){.kind = AUDIO_SOUND_GAIN, .slot = slot, .value = gain, .ms = ms});
}

void audio_set_group_gain(int slot, double gain, double ms) {
    ask(&(AudioCommand){.kind = AUDIO_GROUP_GAIN, .slot = slot, .value = gain, .ms = ms});
}

void audio_set_pitch(int slot, double pitch) {
    ask(&(AudioCommand){.kind = AUDIO_PITCH, .slot = slot, .value = pitch});
}

void audio_set_pan(int slot, double pan) {
    ask(&(AudioCommand){.kind = AUDIO_PAN, .slot = slot, .value = pan});
}

void audio_set_loop(int slot, AudioLoop loop) {
    ask(&(AudioCommand){.kind = AUDIO_LOOP, .slot = slot, .loop = loop});
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
    return !the_audio.is_open ||
           atomic_load_explicit(&the_audio.heard, memory_order_acquire) >= asked;
}
