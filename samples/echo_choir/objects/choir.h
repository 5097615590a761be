/* What the objects of this game share. */
#ifndef CHOIR_H
#define CHOIR_H

#include <gm.h>

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    ASH = 0xBA9D94,
    WHITE = 0xF4FDFF,
    GOLD = 0x66D1FF,
    VIOLET = 0xE07A9C,
    CORAL = 0x666AEC,
    MINT = 0xA5E684,
    SEA = 0x8EA52F,
    SKY = 0xE3A64F
};

enum { VOICES = 7, BARS = 64, BAR_APART = 10 };

/* Of obj_ear: what the frogs sing. Samples are GM_BUFFER_S16, GM_AUDIO_MONO. */
typedef struct Ear {
    int channel;      /* GM_NONE: not recording */
    int heard;        /* the buffer that grows while it records */
    int voice, sound; /* the buffer the frogs sing from, and its sound */
    int rate;         /* of the voice, samples per second */
    double gain;      /* brings a soft voice up */
    bool is_own;      /* recorded, not computed */
    double level;     /* of what comes in, 0 to 1 */
    int semitones;    /* how much higher all of them sing */
    char trouble[64]; /* why the last recording is none */
} Ear;

static inline Ear *ear(void) {
    return gm_vars(gm_instance("obj_ear"));
}

/* The one of that number, 0 to VOICES - 1, from low to high. */
void frog_sing(int number);
void string_pluck(int number);
/* Lets an obj_string swing on for count samples of SPECTRUM_RATE; adds them, each -1 to 1. */
void string_add(const GmInstance *string, float *sum, int count);

/* obj_spectrum.c: in this step, count samples are heard from place `from` on, `step` of them for
 * each of the spectrum's own; what lies outside is silence. */
enum { SPECTRUM_RATE = 22050, SPECTRUM_SAMPLES = 1024 };
void spectrum_add(const int16_t *samples, int count, double from, double step, double gain);
const float *spectrum_bars(void); /* BARS of them, low to high, 0 to 1 */

/* Low tones are green, high ones red. */
static inline GmColour bar_colour(int bar) {
    static const GmColour colours[] = {SEA, MINT, SKY, VIOLET, CORAL};
    double place = bar * 4.0 / BARS;
    return gm_merge_colour(colours[(int)place], colours[(int)place + 1], place - (int)place);
}

/* The samples that lie in a buffer. */
static inline int sample_count(int buffer) {
    return gm_buffer_get_used_size(buffer) / (int)sizeof(int16_t);
}

static inline void note(double x, double y, GmColour colour, const char *words) {
    gm_draw_set_colour(INK);
    gm_draw_text(x + 1, y + 1, words);
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, words);
}

#endif
