/* Recording: SDL's capture devices, or a file that steps play to the game. */
#include "audio_capture.h"
#include "log.h"
#include "mem.h"

#include <SDL.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* RING: samples, a power of two: four seconds that a game may stand still. ASKED: at once, 16 ms.
 */
enum { RING = 65536, ASKED = 256 };

typedef struct Capture {
    SDL_AudioDeviceID device; /* 0: stepped */
    FILE *file;               /* stepped: what is heard; NULL: silence */
    atomic_uint written, read;
    atomic_bool overflowed;
    int16_t ring[RING];
} Capture;

static struct {
    CaptureKind kind;
    int owed; /* stepped: of a sample, in parts of a step's, not brought yet */
    Capture *on[CAPTURE_DEVICES];
} the_captures;

/* MARK: the ring: one writes, one reads, nobody waits */

/* Thread: audio, or main when stepped */
static void write_ring(Capture *capture, const int16_t *samples, unsigned count) {
    unsigned written = atomic_load_explicit(&capture->written, memory_order_relaxed);
    unsigned read = atomic_load_explicit(&capture->read, memory_order_acquire);
    unsigned room = RING - (written - read);
    if (count > room) {
        atomic_store_explicit(&capture->overflowed, true, memory_order_relaxed);
        count = room;
    }
    for (unsigned i = 0; i < count; i++)
        capture->ring[(written + i) % RING] = samples[i];
    atomic_store_explicit(&capture->written, written + count, memory_order_release);
}

static void read_ring(Capture *capture, int16_t *samples, unsigned count) {
    unsigned read = atomic_load_explicit(&capture->read, memory_order_relaxed);
    for (unsigned i = 0; i < count; i++)
        samples[i] = capture->ring[(read + i) % RING];
    atomic_store_explicit(&capture->read, read + count, memory_order_release);
}

/* Thread: audio */
static void hear(void *context, Uint8 *stream, int bytes) {
    write_ring(context, (const int16_t *)(const void *)stream, (unsigned)bytes / 2);
}

/* MARK: stepped */

static void bring(Capture *capture, int count) {
    int16_t samples[ASKED];
    while (count > 0) {
        size_t now = count < ASKED ? (size_t)count : ASKED, got = 0;
        if (capture->file != NULL) got = fread(samples, 2, now, capture->file);
        memset(samples + got, 0, (now - got) * 2);
        write_ring(capture, samples, (unsigned)now);
        count -= (int)now;
    }
}

void audio_capture_step(int steps_per_second) {
    if (the_captures.kind != CAPTURE_SILENCE && the_captures.kind != CAPTURE_FILE) return;
    the_captures.owed = the_captures.owed % steps_per_second + CAPTURE_RATE;
    if (the_captures.on[0] != NULL) bring(the_captures.on[0], the_captures.owed / steps_per_second);
}

static const char *file_name(void) {
    const char *file = SDL_getenv("SDL_DISKAUDIOFILEIN");
    return file != NULL ? file : "sdlaudio-in.raw"; /* SDL's own default */
}

/* MARK: devices */

void audio_capture_open(CaptureKind kind) {
    memset(&the_captures, 0, sizeof the_captures);
    the_captures.kind = kind;
}

void audio_capture_close(void) {
    for (int i = 0; i < CAPTURE_DEVICES; i++)
        audio_capture_stop(i);
    the_captures.kind = CAPTURE_NOTHING;
}

int audio_capture_count(void) {
    if (the_captures.kind != CAPTURE_LIVE) return the_captures.kind == CAPTURE_NOTHING ? 0 : 1;
    int count = SDL_GetNumAudioDevices(1);
    if (count < 0) return 0;
    return count < CAPTURE_DEVICES ? count : CAPTURE_DEVICES;
}

const char *audio_capture_name(int index) {
    if (index < 0 || index >= audio_capture_count()) return NULL;
    if (the_captures.kind == CAPTURE_FILE) return file_name();
    return the_captures.kind == CAPTURE_SILENCE ? "silence" : SDL_GetAudioDeviceName(index, 1);
}

static bool open_device(Capture *capture, const char *name) {
    const SDL_AudioSpec wanted = {.freq = CAPTURE_RATE,
                                  .format = AUDIO_S16SYS,
                                  .channels = 1,
                                  .samples = ASKED,
                                  .callback = hear,
                                  .userdata = capture};
    capture->device = SDL_OpenAudioDevice(name, 1, &wanted, NULL, 0);
    if (capture->device == 0) log_warn("%s cannot record: %s", name, SDL_GetError());
    return capture->device != 0;
}

static bool open_file(Capture *capture, const char *name) {
    if (the_captures.kind == CAPTURE_SILENCE) return true;
    capture->file = fopen(name, "rb");
    if (capture->file == NULL) log_warn("%s cannot record: %s", name, strerror(errno));
    return capture->file != NULL;
}

bool audio_capture_start(int index) {
    const char *name = audio_capture_name(index);
    if (name == NULL) return false;
    Capture *capture = mem_alloc(sizeof *capture);
    bool is_live = the_captures.kind == CAPTURE_LIVE;
    if (!(is_live ? open_device(capture, name) : open_file(capture, name))) {
        mem_free(capture);
        return false;
    }
    the_captures.on[index] = capture;
    if (is_live) SDL_PauseAudioDevice(capture->device, 0);
    return true;
}

void audio_capture_stop(int index) {
    Capture *capture = the_captures.on[index];
    if (capture == NULL) return;
    the_captures.on[index] = NULL;
    if (capture->device != 0) SDL_CloseAudioDevice(capture->device); /* its thread has ended then */
    if (capture->file != NULL) fclose(capture->file);
    mem_free(capture);
}

/* MARK: what was heard */

bool audio_capture_is_lost(int index) {
    const Capture *capture = the_captures.on[index];
    return capture != NULL && capture->device != 0 &&
           SDL_GetAudioDeviceStatus(capture->device) == SDL_AUDIO_STOPPED;
}

int audio_capture_ready(int index) {
    const Capture *capture = the_captures.on[index];
    if (capture == NULL) return 0;
    return (int)(atomic_load_explicit(&capture->written, memory_order_acquire) -
                 atomic_load_explicit(&capture->read, memory_order_relaxed));
}

void audio_capture_read(int index, int16_t *samples, int count) {
    read_ring(the_captures.on[index], samples, (unsigned)count);
}

bool audio_capture_has_overflowed(int index) {
    Capture *capture = the_captures.on[index];
    return capture != NULL && atomic_exchange(&capture->overflowed, false);
}
