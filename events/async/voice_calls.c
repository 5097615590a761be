/* What games may call about gain, pitch, place and loops of voices: at once, while they play. Of a
 * sound and a voice the gains are multiplied, and the pitches. */
#include "voices.h"
#include "../../assets/sound_group.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_math.h"

/* MARK: gain */

void voice_send_sound_gain(int slot) {
    const Fade *gain = &sound_of(voice_in(slot)->sound)->gain;
    audio_set_sound_gain(slot, gain->to, fade_left(gain, voices_now()));
}

void voice_send_gain(int slot) {
    const Fade *gain = &voice_in(slot)->gain;
    audio_set_gain(slot, gain->to, fade_left(gain, voices_now()));
}

void voice_send_group_gain(int slot) {
    const Fade *gain = &sound_group_of(sound_of(voice_in(slot)->sound)->group)->gain;
    audio_set_group_gain(slot, gain->to, fade_left(gain, voices_now()));
}

void gm_audio_sound_gain(int number, double gain, double ms) {
    Sound *sound = voices_sound(number);
    gain = gm_clamp(gain, 0, VOICE_MAX_GAIN);
    ms = gm_clamp(ms, 0, VOICE_MAX_TIME);
    if (sound != NULL) fade_to(&sound->gain, gain, ms, voices_now());
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot)) {
        Voice *voice = voice_in(slot);
        if (sound == NULL) fade_to(&voice->gain, gain, ms, voices_now());
        if (voice->waits) continue;
        if (sound == NULL)
            voice_send_gain(slot);
        else
            voice_send_sound_gain(slot);
    }
}

double gm_audio_sound_get_gain(int number) {
    const Sound *sound = voices_sound(number);
    int slot = voices_first(number);
    if (sound != NULL) return fade_now(&sound->gain, voices_now());
    return slot != GM_NONE ? fade_now(&voice_in(slot)->gain, voices_now()) : 0;
}

/* MARK: pitch and pan */

double voice_clamp_pitch(double pitch) {
    return gm_clamp(pitch, 1 / VOICE_MAX_PITCH, VOICE_MAX_PITCH);
}

double voice_pitch(const Voice *voice) {
    return voice_clamp_pitch(voice->pitch * sound_of(voice->sound)->pitch);
}

void gm_audio_sound_pitch(int number, double pitch) {
    Sound *sound = voices_sound(number);
    pitch = voice_clamp_pitch(pitch);
    if (sound != NULL) sound->pitch = pitch;
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot)) {
        Voice *voice = voice_in(slot);
        if (sound == NULL) voice->pitch = pitch;
        if (!voice->waits) audio_set_pitch(slot, voice_pitch(voice));
    }
}

double gm_audio_sound_get_pitch(int number) {
    const Sound *sound = voices_sound(number);
    int slot = voices_first(number);
    if (sound != NULL) return sound->pitch;
    return slot != GM_NONE ? voice_in(slot)->pitch : 0;
}

void gm_audio_sound_pan(int number, double pan) {
    double clamped = gm_clamp(pan, -1, 1);
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot)) {
        voice_in(slot)->pan = clamped;
        if (!voice_in(slot)->waits) audio_set_pan(slot, clamped);
    }
}

/* MARK: place */

double voice_frame_at(const Voice *voice, double seconds) {
    const AudioClip *clip = &voice->samples->piece.clip;
    return gm_clamp(seconds * clip->rate, 0, clip->frames - 1);
}

double gm_audio_sound_length(int number) {
    int slot = number >= GM_FIRST_VOICE_ID ? voices_first(number) : GM_NONE;
    if (slot == GM_NONE) return sound_length(number);
    const Samples *samples = voice_in(slot)->samples;
    return samples != NULL ? (double)samples->piece.clip.frames / samples->piece.clip.rate : 0;
}

double gm_audio_sound_get_track_position(int number) {
    const Sound *sound = voices_sound(number);
    int slot = voices_first(number);
    if (sound != NULL) return sound->start;
    if (slot == GM_NONE) return 0;
    const Voice *voice = voice_in(slot);
    bool is_known = voice->samples != NULL && audio_has_heard(voice->asked);
    return is_known ? audio_position(slot) / voice->samples->piece.clip.rate : voice->offset;
}

void gm_audio_sound_set_track_position(int number, double seconds) {
    Sound *sound = voices_sound(number);
    int slot = voices_first(number);
    seconds = gm_clamp(seconds, 0, VOICE_MAX_TIME);
    if (sound != NULL) sound->start = seconds;
    if (sound != NULL || slot == GM_NONE) return;
    Voice *voice = voice_in(slot);
    if (sound_of(voice->sound)->kind == SOUND_QUEUE) return;
    voice->offset = seconds;
    if (voice->samples == NULL) return;
    audio_seek(slot, voice_frame_at(voice, seconds));
    voice->asked = audio_asked();
}

/* MARK: loops */

AudioLoop voice_loop(const Voice *voice) {
    const AudioClip *clip = &voice->samples->piece.clip;
    double start = gm_clamp(voice->loop_start * clip->rate, 0, clip->frames);
    double end = gm_clamp(voice->loop_end * clip->rate, 0, clip->frames);
    return (AudioLoop){.on = voice->loop, .start = (int)gm_round(start), .end = (int)gm_round(end)};
}

static void send_loop(int slot) {
    if (voice_in(slot)->samples != NULL) audio_set_loop(slot, voice_loop(voice_in(slot)));
}

void gm_audio_sound_loop(int number, bool loop) {
    for (int slot = voices_first(number); slot != GM_NONE; slot = voices_next(number, slot)) {
        voice_in(slot)->loop = loop;
        send_loop(slot);
    }
}

bool gm_audio_sound_get_loop(int voice) {
    int slot = voices_first(voice);
    return slot != GM_NONE && voice_in(slot)->loop;
}

/* One of the two points of a sound, or else of a voice; NULL: there is neither. *slot: the voice's,
 * or GM_NONE. */
static double *loop_point(int number, bool is_start, int *slot) {
    Sound *sound = voices_sound(number);
    *slot = sound == NULL ? voices_first(number) : GM_NONE;
    if (sound != NULL) return is_start ? &sound->loop_start : &sound->loop_end;
    if (*slot == GM_NONE) return NULL;
    return is_start ? &voice_in(*slot)->loop_start : &voice_in(*slot)->loop_end;
}

static void set_loop_point(int number, bool is_start, double seconds) {
    int slot;
    double *point = loop_point(number, is_start, &slot);
    if (point != NULL) *point = gm_clamp(seconds, 0, VOICE_MAX_TIME);
    if (slot != GM_NONE) send_loop(slot);
}

static double get_loop_point(int number, bool is_start) {
    int slot;
    const double *point = loop_point(number, is_start, &slot);
    return point != NULL ? *point : 0;
}

void gm_audio_sound_loop_start(int number, double seconds) {
    set_loop_point(number, true, seconds);
}

void gm_audio_sound_loop_end(int number, double seconds) {
    set_loop_point(number, false, seconds);
}

double gm_audio_sound_get_loop_start(int number) {
    return get_loop_point(number, true);
}

double gm_audio_sound_get_loop_end(int number) {
    return get_loop_point(number, false);
}

/* MARK: what it is */

int gm_audio_sound_get_asset(int voice) {
    int slot = voice >= GM_FIRST_VOICE_ID ? voices_first(voice) : GM_NONE;
    return slot != GM_NONE ? voice_in(slot)->sound : GM_NONE;
}

const char *gm_audio_get_name(int number) {
    int asset = gm_audio_sound_get_asset(number);
    const Sound *sound = sound_of(asset != GM_NONE ? asset : number);
    return sound != NULL ? sound->name : "<undefined>";
}

bool gm_audio_sound_is_playable(int sound) {
    return sound_of(sound) != NULL && sound_of(sound)->state == SOUND_READY;
}

bool gm_audio_system_is_available(void) {
    return audio_is_available();
}
