/* Mixing: each voice is resampled by linear interpolation, scaled, panned and added up. */
#include "audio_mix.h"

#include <limits.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { BLOCK = 256 };

/* A gain on its way to another, in a straight line. */
typedef struct Ramp {
    float now, step, goal; /* step: per frame, while frames > 0 */
    int frames;
} Ramp;

typedef struct Voice {
    bool on, paused, loop;
    int id;
    const int16_t *samples;
    int frames;
    double position, pitch;
    Ramp gain, sound_gain, group_gain;
    float pan;
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

static void note_position(int slot) {
    atomic_store_explicit(&the_positions[slot], the_mix.voices[slot].position,
                          memory_order_relaxed);
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
                                   .gain = {.now = (float)from->gain},
                                   .sound_gain = {.now = (float)from->sound_gain},
                                   .group_gain = {.now = 1},
                                   .pan = (float)from->pan};
    if (slot >= the_mix.used) the_mix.used = slot + 1;
    note_position(slot);
}

static void ramp_to(Ramp *ramp, float goal, double ms) {
    double frames = ms * AUDIO_RATE / 1000;
    ramp->frames = frames < INT_MAX ? (int)frames : INT_MAX;
    ramp->goal = goal;
    if (ramp->frames > 0)
        ramp->step = (goal - ramp->now) / (float)ramp->frames;
    else
        ramp->now = goal;
}

static void seek(int slot, double position) {
    the_mix.voices[slot].position = position;
    note_position(slot);
}

void audio_mix_obey(const AudioCommand *command) {
    Voice *voice = &the_mix.voices[command->slot];
    switch (command->kind) {
    case AUDIO_START:
        start(command->slot, &command->voice);
        break;
    case AUDIO_STOP:
        voice->on = false;
        break;
    case AUDIO_PAUSE:
        voice->paused = true;
        break;
    case AUDIO_RESUME:
        voice->paused = false;
        break;
    case AUDIO_GAIN:
        ramp_to(&voice->gain, (float)command->value, command->ms);
        break;
    case AUDIO_SOUND_GAIN:
        ramp_to(&voice->sound_gain, (float)command->value, command->ms);
        break;
    case AUDIO_GROUP_GAIN:
        ramp_to(&voice->group_gain, (float)command->value, command->ms);
        break;
    case AUDIO_PITCH:
        voice->pitch = command->value;
        break;
    case AUDIO_PAN:
        voice->pan = (float)command->value;
        break;
    case AUDIO_SEEK:
        seek(command->slot, command->value);
        break;
    case AUDIO_MASTER:
        the_mix.master = (float)command->value;
        break;
    }
}

/* MARK: one voice */

static float ramp_next(Ramp *ramp) {
    float now = ramp->now;
    if (ramp->frames == 0) return now;
    ramp->now = --ramp->frames == 0 ? ramp->goal : now + ramp->step;
    return now;
}

static void ramp_skip(Ramp *ramp, int frames) {
    if (ramp->frames == 0) return;
    if (frames > ramp->frames) frames = ramp->frames;
    ramp->frames -= frames;
    ramp->now = ramp->frames == 0 ? ramp->goal : ramp->now + ramp->step * (float)frames;
}

/* The sample at a position between two frames; after the last comes the first, or silence. */
static float between(const Voice *voice, int frame, float part, int channel) {
    float here = voice->samples[frame * 2 + channel];
    if (part == 0) return here;
    bool is_last = frame + 1 >= voice->frames;
    float next = !is_last      ? voice->samples[(frame + 1) * 2 + channel]
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
        float part = (float)(voice->position - frame);
        float gain = ramp_next(&voice->gain) * ramp_next(&voice->sound_gain) *
                     ramp_next(&voice->group_gain) * the_mix.master;
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
        if (!voice->on) continue;
        if (voice->paused) {
            ramp_skip(&voice->gain, frames);
            ramp_skip(&voice->sound_gain, frames);
            ramp_skip(&voice->group_gain, frames);
        } else if (!add_voice(voice, frames)) {
            voice->on = false;
            ended(voice->id);
        }
        note_position(slot);
    }
    for (int i = 0; i < frames * 2; i++)
        out[i] = clipped(the_mix.block[i]);
}

void audio_mix(int16_t *out, int frames, void (*ended)(int id)) {
    while (frames > 0) {
        int now = frames < BLOCK ? frames : BLOCK;
        mix_block(out, now, ended);
        out += now * 2;
        frames -= now;
    }
}
