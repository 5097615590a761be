/* Sound that comes in: devices to record with, 16,000 samples a second, one channel of int16_t.
 *
 * Live, each device's thread writes into a ring that main reads; nobody locks. Without a window a
 * run must not depend on a device: there is one that hears silence, or with SDL_AUDIODRIVER=disk
 * what SDL_DISKAUDIOFILEIN holds (samples as above, then silence), and steps bring it: exactly as
 * much per step as a step lasts. Thread: main. */
#ifndef PLATFORM_AUDIO_CAPTURE_H
#define PLATFORM_AUDIO_CAPTURE_H

#include <stdbool.h>
#include <stdint.h>

enum { CAPTURE_RATE = 16000, CAPTURE_DEVICES = 16 }; /* numbers of devices: 0 to 15 */

typedef enum CaptureKind {
    CAPTURE_NOTHING,
    CAPTURE_LIVE,
    CAPTURE_SILENCE,
    CAPTURE_FILE
} CaptureKind;

/* Called by audio_open, audio_close and audio_step. */
void audio_capture_open(CaptureKind kind);
void audio_capture_close(void);
void audio_capture_step(int steps_per_second);

int audio_capture_count(void);             /* may change at any time */
const char *audio_capture_name(int index); /* lent until the next call; NULL: there is none */
/* False, and a sentence on the log: it cannot be opened. It must not be on. */
bool audio_capture_start(int index);
void audio_capture_stop(int index);    /* what was not read is dropped; not on: does nothing */
bool audio_capture_is_lost(int index); /* it is on, but the device was unplugged */
int audio_capture_ready(int index);    /* how many samples can be read; 0: not on, too */
void audio_capture_read(int index, int16_t *samples, int count); /* not more than are ready */
/* Once true since the start: more came than the ring holds, and the newest were dropped. */
bool audio_capture_has_overflowed(int index);

#endif
