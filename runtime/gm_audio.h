/* Sounds. A sound is an asset; playing it gives a voice, the manual's "sound instance".
 * Wherever a voice is asked for, a sound means every voice of it. Thread: main. */
#ifndef GM_AUDIO_H
#define GM_AUDIO_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The smallest voice id; smaller numbers are sounds. */
enum { GM_FIRST_VOICE_ID = 100000 };

GM_API int gm_sound(const char *name); /* GM_NONE and one warning if there is none */
GM_API bool gm_audio_exists(int sound_or_voice);
/* Plays a sound. priority: if all voices are busy, the lowest is stolen. Returns the voice, GM_NONE
 * if there is no such sound or nothing could be stolen. When it ends, by itself or not,
 * GM_ASYNC_AUDIO_PLAYBACK_ENDED follows, once. A sound still loading starts when it is ready. */
GM_API int gm_audio_play_sound(int sound, double priority, bool loop);
/* gain 1 is as recorded; offset in seconds; pitch 1 is as recorded, 2 an octave up */
GM_API int gm_audio_play_sound_ext(int sound, double priority, bool loop, double gain,
                                   double offset, double pitch);
GM_API void gm_audio_stop_sound(int sound_or_voice);
GM_API void gm_audio_stop_all(void);
GM_API void gm_audio_pause_sound(int sound_or_voice);
GM_API void gm_audio_resume_sound(int sound_or_voice);
GM_API bool gm_audio_is_playing(int sound_or_voice);
GM_API bool gm_audio_is_paused(int voice);
/* Reaches the gain over ms milliseconds (0: at once). What is heard is a voice's gain times its
 * sound's: the latter holds for all its voices, from now on. */
GM_API void gm_audio_sound_gain(int sound_or_voice, double gain, double ms);
GM_API double gm_audio_sound_get_gain(int sound_or_voice);          /* as it is now */
GM_API void gm_audio_sound_pitch(int sound_or_voice, double pitch); /* 1/256 to 256; likewise */
GM_API void gm_audio_sound_pan(int voice, double pan);              /* -1 left, 0 middle, 1 right */
GM_API double gm_audio_sound_length(int sound_or_voice);            /* seconds; 0 while loading */
GM_API double gm_audio_sound_get_track_position(int voice);         /* seconds */
/* Of a sound: where voices begin that are played from now on. */
GM_API void gm_audio_sound_set_track_position(int sound_or_voice, double seconds);
GM_API void gm_audio_master_gain(double gain);
GM_API void gm_audio_channel_num(int voices); /* stops everything; 128 at first, 0 to 1024 */

/* MARK: audio groups
 * game.json names them: "audio_groups": {"ag_music": ["mus_title", "mus_action"]}. A sound of none
 * is in group 0, "audiogroup_default", which is always loaded. Those of the others are decoded when
 * their group is loaded; until then they cannot be played. Source: async-events 12. */

GM_API int gm_audio_group(const char *name); /* GM_NONE and one warning if there is none */
GM_API const char *gm_audio_group_name(int group);
/* True: loading began. When all of it is there, one GM_ASYNC_SAVE_LOAD follows, with "type"
 * "audiogroup_load" and "group_id", without "id". False: no such group, nothing in it, loading or
 * loaded already. A sound that cannot be decoded is warned about and left out. A sound played
 * meanwhile begins when the group is there. */
GM_API bool gm_audio_group_load(int group);
/* Stops its voices (GM_ASYNC_AUDIO_PLAYBACK_ENDED for each) and frees its samples. False: it is the
 * default group, or not loaded. */
GM_API bool gm_audio_group_unload(int group);
GM_API bool gm_audio_group_is_loaded(int group);
GM_API int gm_audio_group_load_progress(int group); /* 0 to 100 */
GM_API void gm_audio_group_stop_all(int group);
/* A further gain of all its voices, reached over ms milliseconds (0: at once). */
GM_API void gm_audio_group_set_gain(int group, double gain, double ms);
GM_API double gm_audio_group_get_gain(int group); /* as it is now */
/* Writes its sounds, at most so many; returns how many there are. */
GM_API int gm_audio_group_get_assets(int group, int sounds[], int most);
GM_API int gm_audio_sound_get_audio_group(int sound_or_voice); /* GM_NONE: no such sound */

/* Loads a sound in the background: OGG, MP3, FLAC or WAV, a file or an http(s) URL. Returns its
 * handle, or GM_NONE for an empty name. One GM_ASYNC_SOUND_LOADED (61) follows; the game owns the
 * sound: gm_sound_delete. (The manual retired 61 with its first sound system; loading a sound
 * while the game plays is what it was for, so it carries that here. async-events 3.) */
GM_API int gm_sound_add(const char *file);
GM_API void gm_sound_delete(int sound);

#ifdef __cplusplus
}
#endif
#endif
