/* Mixing: each voice is resampled by cubic interpolation, scaled, panned and added up. What it
 * reads is one clip, or a row of pieces one behind the other. */
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

/* A place inside a clip is a whole frame and a part of the next, in 1/AUDIO_RATE of a frame. One
 * frame of the mix moves a voice of pitch 1 by its clip's rate of such parts: a whole number, so
 * that ends are exact however long it plays. */
typedef struct Voice {
    bool on, paused, is_row;
    int id;
    AudioClip clip;             /* a row's: of the piece it plays */
    AudioPiece *piece, *latest; /* a row's: the one it plays, and the one fed last; NULL: none */
    AudioLoop loop;
    int frame, first; /* first: what precedes this frame is not the clip's, but before */
    int16_t before[2];
    double part, pitch;
    Ramp gain, sound_gain, group_gain;
    float pan;
} Voice;

static struct {
    Voice voices[AUDIO_SLOTS];
    int used; /* no slot from here on was ever on */
    float master;
    float block[BLOCK * 2], gains[BLOCK];
} the_mix;

static _Atomic double the_positions[AUDIO_SLOTS];

void audio_mix_reset(void) {
    memset(&the_mix, 0, sizeof the_mix);
    the_mix.master = 1;
}

double audio_mix_position(int slot) {
    return atomic_load_explicit(&the_positions[slot], memory_order_relaxed);
}

static void note_position(int slot) {
    const Voice *voice = &the_mix.voices[slot];
    atomic_store_explicit(&the_positions[slot], voice->frame + voice->part / AUDIO_RATE,
                          memory_order_relaxed);
}

/* MARK: commands */

static void seek(int slot, double position) {
    Voice *voice = &the_mix.voices[slot];
    voice->frame = (int)position;
    voice->part = (position - voice->frame) * AUDIO_RATE;
    voice->first = voice->before[0] = voice->before[1] = 0;
    note_position(slot);
}

static void set_loop(Voice *voice, AudioLoop loop) {
    if (voice->is_row || voice->clip.frames == 0) return;
    if (loop.end <= 0 || loop.end > voice->clip.frames) loop.end = voice->clip.frames;
    if (loop.start < 0 || loop.start >= loop.end) loop.start = 0;
    voice->loop = loop;
}

static void set_clip(Voice *voice, AudioClip clip) {
    voice->clip = clip;
    if (clip.rate <= 0) voice->clip.rate = AUDIO_RATE;
}

static void start(int slot, const AudioVoice *from) {
    Voice *voice = &the_mix.voices[slot];
    *voice = (Voice){.on = from->is_row || from->clip.frames > 0,
                     .is_row = from->is_row,
                     .id = from->id,
                     .pitch = from->pitch,
                     .gain = {.now = (float)from->gain},
                     .sound_gain = {.now = (float)from->sound_gain},
                     .group_gain = {.now = 1},
                     .pan = (float)from->pan};
    if (!from->is_row) set_clip(voice, from->clip);
    set_loop(voice, from->loop);
    if (slot >= the_mix.used) the_mix.used = slot + 1;
    seek(slot, from->position);
}

static void feed(Voice *voice, AudioPiece *piece) {
    piece->next = NULL;
    if (voice->latest != NULL)
        voice->latest->next = piece;
    else
        set_clip(voice, (voice->piece = piece)->clip);
    voice->latest = piece;
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

void audio_mix_obey(const AudioCommand *command) {
    Voice *voice = &the_mix.voices[command->slot];
    switch (command->kind) {
    case AUDIO_START:
        start(command->slot, &command->voice);
        break;
    case AUDIO_FEED:
        feed(voice, command->piece);
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
    case AUDIO_LOOP:
        set_loop(voice, command->loop);
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

static void ramp_skip(Ramp *ramp, int frames) {
    if (ramp->frames == 0) return;
    if (frames > ramp->frames) frames = ramp->frames;
    ramp->frames -= frames;
    ramp->now = ramp->frames == 0 ? ramp->goal : ramp->now + ramp->step * (float)frames;
}

/* Multiplies the gain of each frame of the block. */
static void ramp_over(Ramp *ramp, int frames) {
    int moving = ramp->frames < frames ? ramp->frames : frames;
    for (int i = 0; i < moving; i++)
        the_mix.gains[i] *= ramp->now + ramp->step * (float)i;
    ramp_skip(ramp, frames);
    for (int i = moving; i < frames; i++)
        the_mix.gains[i] *= ramp->now;
}

static void fill_gains(Voice *voice, int frames) {
    for (int i = 0; i < frames; i++)
        the_mix.gains[i] = the_mix.master;
    ramp_over(&voice->gain, frames);
    ramp_over(&voice->sound_gain, frames);
    ramp_over(&voice->group_gain, frames);
}

/* The frame at which it ends, jumps back or goes on with the next piece. */
static int end_of(const Voice *voice) {
    bool will_loop = voice->loop.on && voice->frame < voice->loop.end;
    return will_loop ? voice->loop.end : voice->clip.frames;
}

static bool is_dry(const Voice *voice) {
    return voice->is_row && voice->piece == NULL;
}

/* The next piece of a row: over frames of it belong to the past already. */
static void take_next_piece(Voice *voice, int over) {
    AudioPiece *done = voice->piece;
    voice->piece = done->next;
    atomic_store_explicit(&done->is_done, true, memory_order_release);
    voice->frame = over;
    voice->first = 0;
    if (voice->piece != NULL) {
        set_clip(voice, voice->piece->clip);
        return;
    }
    voice->latest = NULL; /* what is fed next follows silence */
    voice->frame = 0;
    voice->part = 0;
    memset(voice->before, 0, sizeof voice->before);
}

/* It came to the end: jumps back, or goes on with the next piece. False: that was all. */
static bool go_on(Voice *voice, int end) {
    int over = voice->frame - end;
    memcpy(voice->before, voice->clip.samples + (size_t)(end - 1) * 2, sizeof voice->before);
    if (voice->loop.on) {
        voice->first = voice->loop.start;
        voice->frame = voice->first + over % (voice->loop.end - voice->first);
    } else if (voice->is_row) {
        take_next_piece(voice, over);
    } else {
        return false;
    }
    return true;
}

/* Both add frames to the block from its frame first on, as many as there are before the end, and
 * return how many: at the device's own rate, */
static int add_plain(Voice *voice, int first, int frames, int end, const float sides[2]) {
    const int16_t *from = voice->clip.samples + (size_t)voice->frame * 2;
    const float *gains = the_mix.gains + first, left = sides[0], right = sides[1];
    float *to = the_mix.block + (size_t)first * 2;
    if (frames > end - voice->frame) frames = end - voice->frame;
    for (int i = 0; i < frames; i++) {
        to[i * 2] += from[i * 2] * gains[i] * left;
        to[i * 2 + 1] += from[i * 2 + 1] * gains[i] * right;
    }
    voice->frame += frames;
    return frames;
}

/* The frame that is heard at a place before first, or behind the end. */
static const int16_t *frame_beyond(const Voice *voice, int frame, int end) {
    static const int16_t silence[2];
    const AudioPiece *next = voice->piece != NULL ? voice->piece->next : NULL;
    int behind = frame - end;
    if (behind < 0) return voice->before;
    if (voice->loop.on) {
        behind %= voice->loop.end - voice->loop.start;
        return voice->clip.samples + (size_t)(voice->loop.start + behind) * 2;
    }
    if (next == NULL) return silence;
    return next->clip.samples + (size_t)(behind < next->clip.frames ? behind : 0) * 2;
}

/* The curve through four frames that Catmull and Rom found, between the middle two. */
static inline float between(float a, float b, float c, float d, float way) {
    float slope = (c - a) * 0.5F, bend = a - b * 2.5F + c * 2 - d * 0.5F;
    return ((((d - a) * 0.5F + (b - c) * 1.5F) * way + bend) * way + slope) * way + b;
}

/* and at any other. */
static int add_resampled(Voice *voice, int first, int frames, int end, const float sides[2]) {
    const double step = voice->pitch * voice->clip.rate;
    const int whole = (int)(step / AUDIO_RATE);
    const double rest = step - (double)whole * AUDIO_RATE;
    const int16_t *samples = voice->clip.samples;
    const float left = sides[0], right = sides[1];
    float *to = the_mix.block + (size_t)first * 2;
    int i = 0, frame = voice->frame;
    double part = voice->part;
    for (; i < frames && frame < end; i++) {
        const int16_t *b = samples + (size_t)frame * 2;
        const int16_t *a = frame > voice->first ? b - 2 : frame_beyond(voice, frame - 1, end);
        const int16_t *c = frame + 1 < end ? b + 2 : frame_beyond(voice, frame + 1, end);
        const int16_t *d = frame + 2 < end ? b + 4 : frame_beyond(voice, frame + 2, end);
        float way = (float)(part * (1.0 / AUDIO_RATE)), gain = the_mix.gains[first + i];
        to[i * 2] += between(a[0], b[0], c[0], d[0], way) * gain * left;
        to[i * 2 + 1] += between(a[1], b[1], c[1], d[1], way) * gain * right;
        part += rest;
        bool is_over = part >= AUDIO_RATE;
        frame += whole + is_over;
        part -= is_over ? AUDIO_RATE : 0;
    }
    voice->frame = frame;
    voice->part = part;
    return i;
}

/* False: it reached its end inside the block. */
static bool add_voice(Voice *voice, int frames) {
    const float sides[] = {voice->pan > 0 ? 1 - voice->pan : 1,
                           voice->pan < 0 ? 1 + voice->pan : 1};
    fill_gains(voice, frames);
    for (int done = 0; done < frames && !is_dry(voice);) {
        int end = end_of(voice);
        bool plain = voice->pitch * voice->clip.rate == AUDIO_RATE && voice->part == 0;
        done += (plain ? add_plain : add_resampled)(voice, done, frames - done, end, sides);
        if (voice->frame >= end && !go_on(voice, end)) return false;
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
