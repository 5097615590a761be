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
#include "play_queue.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_CHANNELS = 128 };

static struct {
    Voice slots[AUDIO_VOICES];
    int channels, next_id;
    double master;
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
    play_queue_clear(voice->sound);
    post_ended(voice, was_stopped);
    samples_release(voice->samples);
    voice->id = 0;
}

static void begin(int slot) {
    Voice *voice = &the_voices.slots[slot];
    const Sound *sound = sound_of(voice->sound);
    bool is_row = sound->kind == SOUND_QUEUE;
    AudioVoice start = {.id = voice->id,
                        .is_row = is_row,
                        .pitch = voice_pitch(voice),
                        .gain = fade_now(&voice->gain, the_voices.now),
                        .sound_gain = fade_now(&sound->gain, the_voices.now),
                        .pan = voice->pan};
    voice->waits = false;
    if (!is_row) {
        voice->samples = samples_keep(sound->samples);
        start.clip = voice->samples->piece.clip;
        start.position = voice_frame_at(voice, voice->offset);
        start.loop = voice_loop(voice);
    }
    audio_start(slot, &start);
    const SoundGroup *group = sound_group_of(sound->group);
    audio_set_group_gain(slot, fade_now(&group->gain, the_voices.now), 0);
    if (is_row) play_queue_begin(voice->sound, slot);
    if (fade_left(&voice->gain, the_voices.now) > 0) voice_send_gain(slot);
    if (fade_left(&sound->gain, the_voices.now) > 0) voice_send_sound_gain(slot);
    if (fade_left(&group->gain, the_voices.now) > 0) voice_send_group_gain(slot);
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
    fade_to(fade, gm_clamp(gain, 0, VOICE_MAX_GAIN), gm_clamp(ms, 0, VOICE_MAX_TIME),
            the_voices.now);
}

double voices_gain_now(const Fade *fade) {
    return fade_now(fade, the_voices.now);
}

void voices_group_gain(int group) {
    for (int slot = 0; slot < the_voices.channels; slot++) {
        const Voice *voice = &the_voices.slots[slot];
        if (voice->id == 0 || voice->waits || sound_of(voice->sound)->group != group) continue;
        voice_send_group_gain(slot);
    }
}

/* MARK: which slots a number means: a voice, or every voice of a sound */

Voice *voice_in(int slot) {
    return &the_voices.slots[slot];
}

double voices_now(void) {
    return the_voices.now;
}

static bool is_meant(int slot, int number) {
    const Voice *voice = &the_voices.slots[slot];
    if (voice->id == 0) return false;
    return number >= GM_FIRST_VOICE_ID ? voice->id == number : voice->sound == number;
}

int voices_next(int number, int slot) {
    while (++slot < the_voices.channels)
        if (is_meant(slot, number)) return slot;
    return GM_NONE;
}

int voices_first(int number) {
    return voices_next(number, -1);
}

/* NULL: it means a voice, or nothing that is there. */
Sound *voices_sound(int number) {
    return number < GM_FIRST_VOICE_ID ? sound_of(number) : NULL;
}

/* MARK: the source */

static void open_voices(void) {
    memset(&the_voices, 0, sizeof the_voices);
    the_voices.channels = FIRST_CHANNELS;
    the_voices.master = 1;
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
        int slot = voices_first(id);
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

/* False: says why, unless nothing could be meant. */
static bool may_play(int handle) {
    const Sound *sound = sound_of(handle);
    if (sound != NULL && sound->kind == SOUND_QUEUE) return play_queue_may_begin(handle);
    if (sound != NULL && sound->state == SOUND_UNLOADED) {
        log_warn_once("gm_audio_play_sound: %s is of the audio group \"%s\", which is not loaded",
                      sound->name, sound_group_of(sound->group)->name);
        return false;
    }
    if (sound != NULL && sound->state != SOUND_FAILED) return true;
    if (handle != GM_NONE) log_warn_once("gm_audio_play_sound: sound %d cannot be played", handle);
    return false;
}

int gm_audio_play_sound_ext(int handle, double priority, bool loop, double gain, double offset,
                            double pitch) {
    int slot = may_play(handle) ? slot_for(priority) : GM_NONE;
    if (slot == GM_NONE) return GM_NONE;
    if (the_voices.slots[slot].id != 0) end(slot, true);
    const Sound *sound = sound_of(handle);
    the_voices.slots[slot] = (Voice){.id = the_voices.next_id++,
                                     .sound = handle,
                                     .priority = priority,
                                     .gain = fade_at_once(gm_clamp(gain, 0, VOICE_MAX_GAIN)),
                                     .pitch = voice_clamp_pitch(pitch),
                                     .offset = gm_clamp(offset, 0, VOICE_MAX_TIME) + sound->start,
                                     .loop = loop,
                                     .loop_start = sound->loop_start,
                                     .loop_end = sound->loop_end,
                                     .waits = sound->state == SOUND_LOADING};
    if (sound->state == SOUND_READY) begin(slot);
    return the_voices.slots[slot].id;
}

int gm_audio_play_sound(int sound, double priority, bool loop) {
    return gm_audio_play_sound_ext(sound, priority, loop, 1, 0, 1);
}

int gm_audio_sound_get_audio_group(int number) {
    int slot = number >= GM_FIRST_VOICE_ID ? voices_first(number) : GM_NONE;
    const Sound *sound = sound_of(slot != GM_NONE ? the_voices.slots[slot].sound : number);
    return sound != NULL ? sound->group : GM_NONE;
}

bool gm_audio_exists(int number) {
    return number >= GM_FIRST_VOICE_ID ? voices_first(number) != GM_NONE : sound_of(number) != NULL;
}

void gm_audio_stop_sound(int number) {
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot))
        end(slot, true);
    play_queue_clear(number); /* one that is not playing holds its segments, too */
}

void gm_audio_stop_all(void) {
    for (int slot = 0; slot < the_voices.channels; slot++)
        if (the_voices.slots[slot].id != 0) end(slot, true);
    play_queues_clear();
}

static void pause(int slot, bool paused) {
    Voice *voice = &the_voices.slots[slot];
    voice->paused = paused;
    if (!voice->waits) audio_pause(slot, paused);
}

static void pause_all(bool paused) {
    for (int slot = 0; slot < the_voices.channels; slot++)
        if (the_voices.slots[slot].id != 0) pause(slot, paused);
}

void gm_audio_pause_sound(int number) {
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot))
        pause(slot, true);
}

void gm_audio_resume_sound(int number) {
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot))
        pause(slot, false);
}

void gm_audio_pause_all(void) {
    pause_all(true);
}

void gm_audio_resume_all(void) {
    pause_all(false);
}

bool gm_audio_is_playing(int number) {
    return voices_first(number) != GM_NONE;
}

bool gm_audio_is_paused(int voice) {
    int slot = voices_first(voice);
    return slot != GM_NONE && the_voices.slots[slot].paused;
}

void gm_audio_master_gain(double gain) {
    the_voices.master = gm_clamp(gain, 0, VOICE_MAX_GAIN);
    audio_set_master(the_voices.master);
}

double gm_audio_get_master_gain(void) {
    return the_voices.master;
}

void gm_audio_channel_num(int voices) {
    gm_audio_stop_all();
    the_voices.channels = (int)gm_clamp(voices, 0, AUDIO_VOICES);
}

/* MARK: ending sounds that the game made */

static bool may_end(const Sound *sound, SoundKind kind, const char *call) {
    if (sound == NULL) return false;
    if (sound->is_asset)
        log_warn_once("%s: %s came with the game and cannot be deleted", call, sound->name);
    else if (sound->kind != kind)
        log_warn_once("%s: this sound was made by another call, which has its own to end it", call);
    return !sound->is_asset && sound->kind == kind;
}

static void end_sound(int handle, SoundKind kind, const char *call) {
    if (!may_end(sound_of(handle), kind, call)) return;
    gm_audio_stop_sound(handle);
    if (kind == SOUND_QUEUE) play_queue_end(handle);
    sound_end(handle);
}

void gm_sound_delete(int sound) {
    end_sound(sound, SOUND_FILE, "gm_sound_delete");
}

void gm_audio_destroy_stream(int stream) {
    end_sound(stream, SOUND_STREAM, "gm_audio_destroy_stream");
}

void gm_audio_free_buffer_sound(int sound) {
    end_sound(sound, SOUND_BUFFER, "gm_audio_free_buffer_sound");
}

void gm_audio_free_play_queue(int queue) {
    end_sound(queue, SOUND_QUEUE, "gm_audio_free_play_queue");
}
