/* Tones for tests: made, and looked for by Goertzel's algorithm in what was heard. */
#ifndef TESTS_TONE_H
#define TESTS_TONE_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* One channel of [frames][channels]; the first frame has phase 0. */
static inline void tone_make(int16_t *samples, int frames, int channels, double rate, double hz,
                             double level) {
    for (int i = 0; i < frames; i++)
        samples[(size_t)i * (size_t)channels] =
            (int16_t)lround(level * sin(6.283185307179586 * hz * i / rate));
}

/* The level of the tone of hz in one channel of [frames][channels]: exact for a whole number of
 * its periods. */
static inline double tone_level(const int16_t *samples, int frames, int channels, double rate,
                                double hz) {
    double turn = 2 * cos(6.283185307179586 * hz / rate), last = 0, before = 0;
    for (int i = 0; i < frames; i++) {
        double now = samples[(size_t)i * (size_t)channels] + turn * last - before;
        before = last;
        last = now;
    }
    return 2 * sqrt(last * last + before * before - turn * last * before) / frames;
}

/* What is left of one channel, as a level, when the tone of hz is taken away. */
static inline double tone_rest(const int16_t *samples, int frames, int channels, double rate,
                               double hz) {
    double level = tone_level(samples, frames, channels, rate, hz), power = 0;
    for (int i = 0; i < frames; i++)
        power += pow(samples[(size_t)i * (size_t)channels], 2);
    double rest = 2 * power / frames - level * level;
    return rest > 0 ? sqrt(rest) : 0;
}

#endif
