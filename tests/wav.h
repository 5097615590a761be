/* Sounds for tests: a WAV file of silence. */
#ifndef TESTS_WAV_H
#define TESTS_WAV_H

#include "support.h"

/* Writes folder/file: frames of silence (8,820 at most), one channel, 16 bits, 44,100 a second. */
static inline void wav_silence(const char *folder, const char *file, int frames) {
    uint8_t wav[44 + 2 * 8820] = "RIFF....WAVEfmt ";
    const uint32_t numbers[] = {16, 1 | 1 << 16, 44100, 88200, 2 | 16 << 16};
    const uint32_t bytes = (uint32_t)frames * 2, whole = 36 + bytes;
    memcpy(wav + 4, &whole, 4);
    memcpy(wav + 16, numbers, sizeof numbers);
    memcpy(wav + 36, "data", 4);
    memcpy(wav + 40, &bytes, 4);
    support_write(folder, file, wav, 44 + bytes);
}

#endif
