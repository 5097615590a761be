/* Mixing: each voice is resampled by linear interpolation, scaled, panned and added up. */
#include "audio_mix.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { BLOCK = 256 };

typedef struct Voice {
    bool on, paused, loop;
    int id;
    const int16_t *samples;
    int frames;
    double position, pitch;
    float gain, gain_step; /* per frame, while gain_left > 0 */
    float gain_goal, pan;
    int gain_left;
} Voice;

static struct {
    Voice voices[AUDIO_VOICES];
    int used; /* no slot from here on was ever on */
    float master;
    float block[BLOCK * 2];
} the_mix;

static _Atomic double the_positions[AUDIO_VOICES];

void audio_mix_reset(void) {
    memset(&the_mix, 0, sizeof the_mix);
    the_mix.master = 1;
}

double audio_mix_position(int slot) {
    return atomic_load_explicit(&the_positions[slot], memory_order_relaxed);
}

/* MARK: commands */

static void start(int slot, const AudioVoice *from) {
    the_mix.voices[slot] = (Voice){.on = from->clip.frames > 0,
                                   .loop = from->loop,
                                   .id = from->id,
                                   .samples = from->clip.samples,
                                   .frames = from->clip.frames,
                                   .position = from->position,
                                   .pitch = from->pitch,
                                   .gain = (float)from->gain,
                                   .pan = (float)from->pan};
    if (slot >= the_mix.used) the_mix.used = slot + 1;
}

static void set_gain(Voice *voice, float goal, double ms) {
    int frames = (int)(ms * AUDIO_RATE / 1000);
    voice->gain_goal = goal;
    voice->gain_left = frames;
    if (frames > 0) voice->gain_step = (goal - voice->gain) / (float)frames;
    else voice->gain = goal;
}

void audio_mix_obey(const AudioCommand *command) {
    Voice *voice = &the_mix.voices[command->slot];
    switch (command->kind) {
    case AUDIO_START: start(command->slot, &command->voice); break;
    case AUDIO_STOP: voice->on = false; break;
    case AUDIO_PAUSE: voice->paused = true; break;
    case AUDIO_RESUME: voice->paused = false; break;
    case AUDIO_GAIN: set_gain(voice, (float)command->value, command->ms); break;
    case AUDIO_PITCH: voice->pitch = command->value; break;
    case AUDIO_PAN: voice->pan = (float)command->value; break;
    case AUDIO_SEEK: voice->position = command->value; break;
    case AUDIO_MASTER: the_mix.master = (float)command->value; break;
    }
}

/* MARK: one voice */

static float gain_now(Voice *voice) {
    if (voice->gain_left == 0) return voice->gain;
    float now = voice->gain;
    voice->gain += voice->gain_step;
    if (--voice->gain_left == 0) voice->gain = voice->gain_goal;
    return now;
}

/* The sample at a position between two frames; after the last comes the first, or silence. */
static float between(const Voice *voice, int frame, float part, int channel) {
    float here = voice->samples[frame * 2 + channel];
    if (part == 0) return here;
    bool is_last = frame + 1 >= voice->frames;
    float next = !is_last ? voice->samples[(frame + 1) * 2 + channel]
                 : voice->loop ? voice->samples[channel]
                               : 0;
    return here + (next - here) * part;
}

/* False: it reached its end. */
static bool advance(Voice *voice) {
    voice->position += voice->pitch;
    if (voice->position < voice->frames) return true;
    if (!voice->loop) return false;
    voice->position = fmod(voice->position, voice->frames);
    return true;
}

/* False: it reached its end inside the block. */
static bool add_voice(Voice *voice, int frames) {
    float left = voice->pan > 0 ? 1 - voice->pan : 1, right = voice->pan < 0 ? 1 + voice->pan : 1;
    for (int i = 0; i < frames; i++) {
        int frame = (int)voice->position;
        float part = (float)(voice->position - frame), gain = gain_now(voice) * the_mix.master;
        the_mix.block[i * 2] += between(voice, frame, part, 0) * gain * left;
        the_mix.block[i * 2 + 1] += between(voice, frame, part, 1) * gain * right;
        if (!advance(voice)) return false;
    }
    return true;
}

/* MARK: all voices */

static int16_t clipped(float sample) {
    float rounded = roundf(sample);
    return (int16_t)(rounded > 32767 ? 32767 : rounded < -32768 ? -32768 : rounded);
}

static void mix_block(int16_t *out, int frames, void (*ended)(int id)) {
    memset(the_mix.block, 0, sizeof the_mix.block);
    for (int slot = 0; slot < the_mix.used; slot++) {
        Voice *voice = &the_mix.voices[slot];
        if (!voice->on || voice->paused) continue;
        if (!add_voice(voice, frames)) {
            voice->on = false;
            ended(voice->id);
        }
        atomic_store_explicit(&the_positions[slot], voice->position, memory_order_relaxed);
    }
    for (int i = 0; i < frames * 2; i++) out[i] = clipped(the_mix.block[i]);
}

void audio_mix(int16_t *out, int frames, void (*ended)(int id)) {
    while (frames > 0) {
        int now = frames < BLOCK ? frames : BLOCK;
        mix_block(out, now, ended);
        out += now * 2;
        frames -= now;
    }
}
