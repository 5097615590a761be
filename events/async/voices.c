/* Voices, and Audio Playback Ended (event 80): exactly one for each voice, when it reached its end
 * or was stopped. Main keeps what the game may ask; the mixer (platform/audio.h) plays. */
#include "voices.h"
#include "../../assets/sound_group.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_game.h"
#include "../../runtime/gm_math.h"
#include "../async.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_CHANNELS = 128 };
static const double MAX_GAIN = 1000, MAX_PITCH = 256, MAX_TIME = 1e9; /* milliseconds, seconds */

typedef struct Voice {
    int id; /* 0: this slot is free */
    int sound;
    double priority, pitch, pan;
    Fade gain;
    double offset;            /* seconds, where it began or was sought last */
    uint64_t asked;           /* when that was */
    Samples *samples;         /* what it plays; NULL while it waits */
    bool loop, paused, waits; /* waits: for its sound to be loaded */
} Voice;

static struct {
    Voice slots[AUDIO_VOICES];
    int channels, next_id;
    double now; /* game time, milliseconds */
    int step;   /* the last that was counted */
} the_voices;

/* MARK: starting and ending */

static void post_ended(const Voice *voice, bool was_stopped) {
    Completion *completion = completion_spontaneous(sizeof *completion, &ended_source);
    map_set_real(completion->map, ASYNC_KEY(sound_id), voice->id);
    map_set_real(completion->map, ASYNC_KEY(asset_id), voice->sound);
    map_set_bool(completion->map, ASYNC_KEY(was_stopped), was_stopped);
    mailbox_post(completion);
}

static void end(int slot, bool was_stopped) {
    Voice *voice = &the_voices.slots[slot];
    if (was_stopped && !voice->waits) audio_stop(slot);
    post_ended(voice, was_stopped);
    samples_release(voice->samples);
    voice->id = 0;
}

/* The frame that seconds mean, inside the samples. */
static double frame_at(const Voice *voice, double seconds) {
    return gm_clamp(seconds * AUDIO_RATE, 0, voice->samples->clip.frames - 1);
}

static void send_sound_gain(int slot) {
    const Fade *gain = &sound_of(the_voices.slots[slot].sound)->gain;
    audio_set_sound_gain(slot, gain->to, fade_left(gain, the_voices.now));
}

static void send_gain(int slot) {
    const Fade *gain = &the_voices.slots[slot].gain;
    audio_set_gain(slot, gain->to, fade_left(gain, the_voices.now));
}

static void send_group_gain(int slot) {
    const Fade *gain = &sound_group_of(sound_of(the_voices.slots[slot].sound)->group)->gain;
    audio_set_group_gain(slot, gain->to, fade_left(gain, the_voices.now));
}

static double pitch_of(const Voice *voice) {
    return gm_clamp(voice->pitch * sound_of(voice->sound)->pitch, 1 / MAX_PITCH, MAX_PITCH);
}

static void begin(int slot) {
    Voice *voice = &the_voices.slots[slot];
    const Sound *sound = sound_of(voice->sound);
    voice->waits = false;
    voice->samples = samples_keep(sound->samples);
    audio_start(slot, &(AudioVoice){.id = voice->id,
                                    .clip = voice->samples->clip,
                                    .position = frame_at(voice, voice->offset),
                                    .pitch = pitch_of(voice),
                                    .gain = fade_now(&voice->gain, the_voices.now),
                                    .sound_gain = fade_now(&sound->gain, the_voices.now),
                                    .pan = voice->pan,
                                    .loop = voice->loop});
    if (fade_left(&voice->gain, the_voices.now) > 0) send_gain(slot);
    if (fade_left(&sound->gain, the_voices.now) > 0) send_sound_gain(slot);
    const SoundGroup *group = sound_group_of(sound->group);
    audio_set_group_gain(slot, fade_now(&group->gain, the_voices.now), 0);
    if (fade_left(&group->gain, the_voices.now) > 0) send_group_gain(slot);
    if (voice->paused) audio_pause(slot, true);
    voice->asked = audio_asked();
}

void voices_sound_ready(int sound) {
    const Sound *ready = sound_of(sound);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        const Voice *voice = &the_voices.slots[slot];
        if (voice->id == 0 || voice->sound != sound || !voice->waits) continue;
        if (ready != NULL && ready->state == SOUND_READY)
            begin(slot);
        else
            end(slot, true);
    }
}

/* A free slot, or that of the voice with the lowest priority, the oldest of those; GM_NONE. */
static int slot_for(double priority) {
    int lowest = GM_NONE;
    for (int slot = 0; slot < the_voices.channels; slot++) {
        const Voice *voice = &the_voices.slots[slot];
        if (voice->id == 0) return slot;
        const Voice *best = lowest != GM_NONE ? &the_voices.slots[lowest] : NULL;
        if (voice->priority <= priority &&
            (best == NULL || voice->priority < best->priority ||
             (voice->priority == best->priority && voice->id < best->id)))
            lowest = slot;
    }
    return lowest;
}

/* MARK: what audio groups ask */

void voices_fade(Fade *fade, double gain, double ms) {
    fade_to(fade, gm_clamp(gain, 0, MAX_GAIN), gm_clamp(ms, 0, MAX_TIME), the_voices.now);
}

double voices_gain_now(const Fade *fade) {
    return fade_now(fade, the_voices.now);
}

void voices_group_gain(int group) {
    for (int slot = 0; slot < the_voices.channels; slot++) {
        const Voice *voice = &the_voices.slots[slot];
        if (voice->id == 0 || voice->waits || sound_of(voice->sound)->group != group) continue;
        send_group_gain(slot);
    }
}

/* MARK: which slots a number means: a voice, or every voice of a sound */

static bool is_meant(int slot, int number) {
    const Voice *voice = &the_voices.slots[slot];
    if (voice->id == 0) return false;
    return number >= GM_FIRST_VOICE_ID ? voice->id == number : voice->sound == number;
}

static int first_meant(int number) {
    for (int slot = 0; slot < the_voices.channels; slot++)
        if (is_meant(slot, number)) return slot;
    return GM_NONE;
}

/* NULL: it means a voice, or nothing that is there. */
static Sound *sound_meant(int number) {
    return number < GM_FIRST_VOICE_ID ? sound_of(number) : NULL;
}

/* MARK: the source */

static void open_voices(void) {
    memset(&the_voices, 0, sizeof the_voices);
    the_voices.channels = FIRST_CHANNELS;
    the_voices.next_id = GM_FIRST_VOICE_ID;
    the_voices.step = gm_step_count();
}

static void close_voices(void) {
    for (int slot = 0; slot < AUDIO_VOICES; slot++)
        if (the_voices.slots[slot].id != 0) samples_release(the_voices.slots[slot].samples);
    memset(&the_voices, 0, sizeof the_voices);
}

/* Sources may be polled several times in a step; time goes on once. */
static void count_time(void) {
    if (the_voices.step == gm_step_count()) return;
    the_voices.step = gm_step_count();
    the_voices.now += 1000.0 / gm_game_get_speed();
}

static void poll_voices(void) {
    count_time();
    for (int id = audio_next_ended(); id != 0; id = audio_next_ended()) {
        int slot = first_meant(id);
        if (slot != GM_NONE) end(slot, false);
    }
    sounds_step();
}

const AsyncSource ended_source = {.name = "playback ended",
                                  .event = EVENT_OTHER_AUDIO_PLAYBACK_ENDED,
                                  .open = open_voices,
                                  .poll = poll_voices,
                                  .close = close_voices};

/* MARK: what games may call */

int gm_audio_play_sound_ext(int handle, double priority, bool loop, double gain, double offset,
                            double pitch) {
    const Sound *sound = sound_of(handle);
    if (sound != NULL && sound->state == SOUND_UNLOADED) {
        log_warn_once("gm_audio_play_sound: %s is of the audio group \"%s\", which is not loaded",
                      sound->name, sound_group_of(sound->group)->name);
        return GM_NONE;
    }
    if (sound == NULL || sound->state == SOUND_FAILED) {
        if (handle != GM_NONE)
            log_warn_once("gm_audio_play_sound: sound %d cannot be played", handle);
        return GM_NONE;
    }
    int slot = slot_for(priority);
    if (slot == GM_NONE) return GM_NONE;
    if (the_voices.slots[slot].id != 0) end(slot, true);
    the_voices.slots[slot] = (Voice){.id = the_voices.next_id++,
                                     .sound = handle,
                                     .priority = priority,
                                     .gain = fade_at_once(gm_clamp(gain, 0, MAX_GAIN)),
                                     .pitch = gm_clamp(pitch, 1 / MAX_PITCH, MAX_PITCH),
                                     .offset = gm_clamp(offset, 0, MAX_TIME) + sound->start,
                                     .loop = loop,
                                     .waits = sound->state == SOUND_LOADING};
    if (sound->state == SOUND_READY) begin(slot);
    return the_voices.slots[slot].id;
}

int gm_audio_play_sound(int sound, double priority, bool loop) {
    return gm_audio_play_sound_ext(sound, priority, loop, 1, 0, 1);
}

int gm_audio_sound_get_audio_group(int number) {
    int slot = number >= GM_FIRST_VOICE_ID ? first_meant(number) : GM_NONE;
    const Sound *sound = sound_of(slot != GM_NONE ? the_voices.slots[slot].sound : number);
    return sound != NULL ? sound->group : GM_NONE;
}

bool gm_audio_exists(int number) {
    return number >= GM_FIRST_VOICE_ID ? first_meant(number) != GM_NONE : sound_of(number) != NULL;
}

void gm_audio_stop_sound(int number) {
    for (int slot = 0; slot < the_voices.channels; slot++)
        if (is_meant(slot, number)) end(slot, true);
}

void gm_audio_stop_all(void) {
    for (int slot = 0; slot < the_voices.channels; slot++)
        if (the_voices.slots[slot].id != 0) end(slot, true);
}

static void pause(int number, bool paused) {
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        the_voices.slots[slot].paused = paused;
        if (!the_voices.slots[slot].waits) audio_pause(slot, paused);
    }
}

void gm_audio_pause_sound(int number) {
    pause(number, true);
}

void gm_audio_resume_sound(int number) {
    pause(number, false);
}

bool gm_audio_is_playing(int number) {
    return first_meant(number) != GM_NONE;
}

bool gm_audio_is_paused(int voice) {
    int slot = first_meant(voice);
    return slot != GM_NONE && the_voices.slots[slot].paused;
}

/* MARK: what games may call about gain, pitch and place. Of a sound and a voice the gains are
 * multiplied, and the pitches. */

void gm_audio_sound_gain(int number, double gain, double ms) {
    Sound *sound = sound_meant(number);
    gain = gm_clamp(gain, 0, MAX_GAIN);
    ms = gm_clamp(ms, 0, MAX_TIME);
    if (sound != NULL) fade_to(&sound->gain, gain, ms, the_voices.now);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        Voice *voice = &the_voices.slots[slot];
        if (sound == NULL) fade_to(&voice->gain, gain, ms, the_voices.now);
        if (voice->waits) continue;
        if (sound == NULL)
            send_gain(slot);
        else
            send_sound_gain(slot);
    }
}

double gm_audio_sound_get_gain(int number) {
    const Sound *sound = sound_meant(number);
    int slot = first_meant(number);
    if (sound != NULL) return fade_now(&sound->gain, the_voices.now);
    return slot != GM_NONE ? fade_now(&the_voices.slots[slot].gain, the_voices.now) : 0;
}

void gm_audio_sound_pitch(int number, double pitch) {
    Sound *sound = sound_meant(number);
    pitch = gm_clamp(pitch, 1 / MAX_PITCH, MAX_PITCH);
    if (sound != NULL) sound->pitch = pitch;
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        Voice *voice = &the_voices.slots[slot];
        if (sound == NULL) voice->pitch = pitch;
        if (!voice->waits) audio_set_pitch(slot, pitch_of(voice));
    }
}

void gm_audio_sound_pan(int number, double pan) {
    double clamped = gm_clamp(pan, -1, 1);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        the_voices.slots[slot].pan = clamped;
        if (!the_voices.slots[slot].waits) audio_set_pan(slot, clamped);
    }
}

double gm_audio_sound_length(int number) {
    int slot = number >= GM_FIRST_VOICE_ID ? first_meant(number) : GM_NONE;
    if (slot == GM_NONE) return sound_length(number);
    const Voice *voice = &the_voices.slots[slot];
    return voice->waits ? 0 : (double)voice->samples->clip.frames / AUDIO_RATE;
}

double gm_audio_sound_get_track_position(int number) {
    const Sound *sound = sound_meant(number);
    int slot = first_meant(number);
    if (sound != NULL) return sound->start;
    if (slot == GM_NONE) return 0;
    const Voice *voice = &the_voices.slots[slot];
    bool is_known = !voice->waits && audio_has_heard(voice->asked);
    return is_known ? audio_position(slot) / AUDIO_RATE : voice->offset;
}

void gm_audio_sound_set_track_position(int number, double seconds) {
    Sound *sound = sound_meant(number);
    int slot = first_meant(number);
    seconds = gm_clamp(seconds, 0, MAX_TIME);
    if (sound != NULL) sound->start = seconds;
    if (sound != NULL || slot == GM_NONE) return;
    Voice *voice = &the_voices.slots[slot];
    voice->offset = seconds;
    if (voice->waits) return;
    audio_seek(slot, frame_at(voice, seconds));
    voice->asked = audio_asked();
}

void gm_audio_master_gain(double gain) {
    audio_set_master(gm_clamp(gain, 0, MAX_GAIN));
}

void gm_audio_channel_num(int voices) {
    gm_audio_stop_all();
    the_voices.channels = (int)gm_clamp(voices, 0, AUDIO_VOICES);
}

void gm_sound_delete(int handle) {
    const Sound *sound = sound_of(handle);
    if (sound == NULL) return;
    if (sound->is_asset) {
        log_warn_once("gm_sound_delete: %s came with the game and cannot be deleted", sound->name);
        return;
    }
    gm_audio_stop_sound(handle);
    sound_end(handle);
}
