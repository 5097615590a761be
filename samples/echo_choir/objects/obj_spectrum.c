/* obj_spectrum: what is heard, taken apart into its tones; they shine over the wood like northern
 * lights, low ones left. */
#include "choir.h"

#include <complex.h>
#include <math.h>

enum { SAMPLES = SPECTRUM_SAMPLES, WIDE = 8, TALL = 150, CELL = 4 };
#define LOWEST_HZ 70.0
#define OCTAVES   6.2

typedef struct Spectrum {
    float sum[SAMPLES]; /* what was added in this step */
    float bars[BARS];
} Spectrum;

static Spectrum *spectrum(void) {
    return gm_vars(gm_instance("obj_spectrum"));
}

/* Between two samples lies a straight line. */
void spectrum_add(const int16_t *samples, int count, double from, double step, double gain) {
    float *sum = spectrum()->sum;
    for (int i = 0; i < SAMPLES; i++) {
        double place = from + i * step;
        int here = (int)floor(place);
        if (here < 0 || here + 1 >= count) continue;
        sum[i] += (float)(gm_lerp(samples[here], samples[here + 1], place - here) / 32768 * gain);
    }
}

const float *spectrum_bars(void) {
    return spectrum()->bars;
}

/* MARK: taking apart */

/* In place; each half of the samples is transformed, then both are put together (Cooley and Tukey,
 * 1965). count is a power of two; spare has as much room. */
static void transform(float complex *all, float complex *spare, int count) {
    if (count == 1) return;
    int half = count / 2;
    for (int i = 0; i < half; i++) {
        spare[i] = all[2 * i];
        spare[half + i] = all[2 * i + 1];
    }
    transform(spare, all, half);
    transform(spare + half, all + half, half);
    for (int i = 0; i < half; i++) {
        float angle = -6.2831853F * (float)i / (float)count;
        float complex odd = spare[half + i] * (cosf(angle) + sinf(angle) * I);
        all[i] = spare[i] + odd;
        all[half + i] = spare[i] - odd;
    }
}

/* The loudest tone between two frequencies, as a level from 0 (-60 dB) to 1. */
static float level_between(const float complex *tones, double low_hz, double high_hz) {
    double bin = (double)SPECTRUM_RATE / SAMPLES;
    int first = (int)lround(low_hz / bin), last = (int)lround(high_hz / bin);
    float loudest = 0;
    for (int i = first; i <= last && i < SAMPLES / 2; i++)
        loudest = fmaxf(loudest, cabsf(tones[i]) * 4 / SAMPLES);
    return (float)gm_clamp(1 + log10((double)loudest + 1e-9) / 3 + 0.12, 0, 1);
}

/* A window softens both ends. Bars rise at once and sink slowly. */
static void take_apart(Spectrum *my) {
    float complex all[SAMPLES], spare[SAMPLES];
    for (int i = 0; i < SAMPLES; i++)
        all[i] = my->sum[i] * (0.5F - 0.5F * cosf(6.2831853F * (float)i / SAMPLES));
    transform(all, spare, SAMPLES);
    for (int i = 0; i < BARS; i++) {
        double low = LOWEST_HZ * pow(2, i * OCTAVES / BARS);
        float now = level_between(all, low, low * pow(2, OCTAVES / BARS));
        my->bars[i] = fmaxf(now, my->bars[i] * 0.93F);
    }
    for (int i = 0; i < SAMPLES; i++)
        my->sum[i] = 0;
}

/* MARK: entry points */

static void end_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    take_apart(gm_vars(self));
}

/* Cell upon cell, brighter towards the top. */
static void draw_bar(double left, double foot, double tall, GmColour colour) {
    for (int y = CELL; y <= tall; y += CELL) {
        gm_draw_set_colour(gm_merge_colour(colour, WHITE, y + CELL > tall ? 0.8 : 0));
        gm_draw_set_alpha(0.6 + 0.4 * y / TALL + (y + CELL > tall ? 0.2 : 0));
        gm_draw_rectangle(left, foot - y, left + WIDE - 1, foot - y + CELL - 2, false);
    }
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Spectrum *my = gm_vars(self);
    for (int i = 0; i < BARS; i++)
        draw_bar(self->x + i * BAR_APART + 1, self->y, (double)my->bars[i] * TALL, bar_colour(i));
    gm_draw_set_alpha(1);
}

const GmObject obj_spectrum = {
    .vars = GM_VARS(Spectrum, sum, bars),
    .on = {[GM_END_STEP] = end_step, [GM_DRAW] = draw},
};
