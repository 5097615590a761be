/* Voices, and Audio Playback Ended (event 80): exactly one for each voice, when it reached its end or
 * was stopped. Main keeps what the game may ask; the mixer (platform/audio.h) plays. */
#include "voices.h"
#include "../../assets/sound.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_math.h"
#include "../async.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_CHANNELS = 128 };

typedef struct Voice {
    int id; /* 0: this slot is free */
    int sound;
    double priority, gain, pitch, pan, offset;
    bool loop, paused, waits; /* waits: for its sound to be loaded */
} Voice;

static struct {
    Voice slots[AUDIO_VOICES];
    int channels, next_id;
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
    voice->id = 0;
}

static void begin(int slot) {
    Voice *voice = &the_voices.slots[slot];
    const Sound *sound = sound_of(voice->sound);
    voice->waits = false;
    audio_start(slot, &(AudioVoice){.id = voice->id,
                                    .clip = sound->clip,
                                    .position = gm_clamp(voice->offset * AUDIO_RATE, 0,
                                                         sound->clip.frames - 1),
                                    .pitch = voice->pitch,
                                    .gain = voice->gain,
                                    .pan = voice->pan,
                                    .loop = voice->loop});
    if (voice->paused) audio_pause(slot, true);
}

void voices_sound_ready(int sound) {
    const Sound *ready = sound_of(sound);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        const Voice *voice = &the_voices.slots[slot];
        if (voice->id == 0 || voice->sound != sound || !voice->waits) continue;
        if (ready != NULL && ready->state == SOUND_READY) begin(slot);
        else end(slot, true);
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

/* MARK: the source */

static void open_voices(void) {
    memset(&the_voices, 0, sizeof the_voices);
    the_voices.channels = FIRST_CHANNELS;
    the_voices.next_id = GM_FIRST_VOICE_ID;
}

static void poll_voices(void) {
    for (int id = audio_next_ended(); id != 0; id = audio_next_ended()) {
        int slot = first_meant(id);
        if (slot != GM_NONE) end(slot, false);
    }
    sounds_step();
}

const AsyncSource ended_source = {.name = "playback ended",
                                  .event = EVENT_OTHER_AUDIO_PLAYBACK_ENDED,
                                  .open = open_voices,
                                  .poll = poll_voices};

/* MARK: what games may call */

int gm_audio_play_sound_ext(int handle, double priority, bool loop, double gain, double offset,
                            double pitch) {
    const Sound *sound = sound_of(handle);
    if (sound == NULL || sound->state == SOUND_FAILED) {
        if (handle != GM_NONE) log_warn_once("gm_audio_play_sound: sound %d cannot be played", handle);
        return GM_NONE;
    }
    int slot = slot_for(priority);
    if (slot == GM_NONE) return GM_NONE;
    if (the_voices.slots[slot].id != 0) end(slot, true);
    the_voices.slots[slot] = (Voice){.id = the_voices.next_id++,
                                     .sound = handle,
                                     .priority = priority,
                                     .gain = gain * sound->gain,
                                     .pitch = gm_clamp(pitch, 1.0 / 256, 256),
                                     .offset = offset,
                                     .loop = loop,
                                     .waits = sound->state == SOUND_LOADING};
    if (sound->state == SOUND_READY) begin(slot);
    return the_voices.slots[slot].id;
}

int gm_audio_play_sound(int sound, double priority, bool loop) {
    return gm_audio_play_sound_ext(sound, priority, loop, 1, 0, 1);
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

void gm_audio_sound_gain(int number, double gain, double ms) {
    if (number < GM_FIRST_VOICE_ID && sound_of(number) != NULL) sound_of(number)->gain = gain;
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        the_voices.slots[slot].gain = gain;
        audio_set_gain(slot, gain, ms > 0 ? ms : 0);
    }
}

double gm_audio_sound_get_gain(int number) {
    int slot = first_meant(number);
    if (number < GM_FIRST_VOICE_ID) return sound_of(number) != NULL ? sound_of(number)->gain : 0;
    return slot != GM_NONE ? the_voices.slots[slot].gain : 0;
}

void gm_audio_sound_pitch(int number, double pitch) {
    double clamped = gm_clamp(pitch, 1.0 / 256, 256);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        the_voices.slots[slot].pitch = clamped;
        audio_set_pitch(slot, clamped);
    }
}

void gm_audio_sound_pan(int number, double pan) {
    double clamped = gm_clamp(pan, -1, 1);
    for (int slot = 0; slot < the_voices.channels; slot++) {
        if (!is_meant(slot, number)) continue;
        the_voices.slots[slot].pan = clamped;
        audio_set_pan(slot, clamped);
    }
}

double gm_audio_sound_length(int number) {
    int slot = number >= GM_FIRST_VOICE_ID ? first_meant(number) : GM_NONE;
    const Sound *sound = sound_of(slot != GM_NONE ? the_voices.slots[slot].sound : number);
    return sound != NULL ? (double)sound->clip.frames / AUDIO_RATE : 0;
}

double gm_audio_sound_get_track_position(int voice) {
    int slot = first_meant(voice);
    if (slot == GM_NONE) return 0;
    return the_voices.slots[slot].waits ? the_voices.slots[slot].offset
                                        : audio_position(slot) / AUDIO_RATE;
}

void gm_audio_sound_set_track_position(int voice, double seconds) {
    int slot = first_meant(voice);
    if (slot == GM_NONE) return;
    const Sound *sound = sound_of(the_voices.slots[slot].sound);
    the_voices.slots[slot].offset = seconds;
    if (!the_voices.slots[slot].waits)
        audio_seek(slot, gm_clamp(seconds * AUDIO_RATE, 0, sound->clip.frames - 1));
}

void gm_audio_master_gain(double gain) {
    audio_set_master(gain > 0 ? gain : 0);
}

void gm_audio_channel_num(int voices) {
    gm_audio_stop_all();
    the_voices.channels = (int)gm_clamp(voices, 1, AUDIO_VOICES);
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
