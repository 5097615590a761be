/* Sounds. A sound is an asset; playing it gives a voice, the manual's "sound instance".
 * Wherever a voice is asked for, a sound means every voice of it. A number that names neither a
 * sound nor a voice that plays: nothing happens, and what is asked for reads as 0 or false.
 * Gains are 0 to 1,000, 1 as recorded; what lies outside a range is taken as its end.
 * Thread: main. Source: async-events 3, 15. */
#ifndef GM_AUDIO_H
#define GM_AUDIO_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The smallest voice id; smaller numbers are sounds. */
enum { GM_FIRST_VOICE_ID = 100000 };

/* How samples lie in a buffer, besides GM_BUFFER_U8 (128 is silence) and GM_BUFFER_S16. */
enum { GM_AUDIO_MONO = 0, GM_AUDIO_STEREO = 1 };

GM_API int gm_sound(const char *name);           /* GM_NONE and one warning if there is none */
GM_API bool gm_audio_exists(int sound_or_voice); /* a sound; a voice that has not ended */
/* Plays a sound. priority: if all voices are busy, the lowest is stolen. Returns the voice, GM_NONE
 * if there is no such sound or nothing could be stolen. When it ends, by itself or not,
 * GM_ASYNC_AUDIO_PLAYBACK_ENDED follows, once. A sound still loading starts when it is ready. */
GM_API int gm_audio_play_sound(int sound, double priority, bool loop);
/* gain 1 is as recorded; offset in seconds; pitch 1 is as recorded, 2 an octave up */
GM_API int gm_audio_play_sound_ext(int sound, double priority, bool loop, double gain,
                                   double offset, double pitch);
GM_API void gm_audio_stop_sound(int sound_or_voice); /* for good; its event follows */
GM_API void gm_audio_stop_all(void);
GM_API void gm_audio_pause_sound(int sound_or_voice);  /* until resumed; its place is kept */
GM_API void gm_audio_resume_sound(int sound_or_voice); /* of one that is not paused: nothing */
GM_API void gm_audio_pause_all(void);
GM_API void gm_audio_resume_all(void);
GM_API bool gm_audio_is_playing(int sound_or_voice);      /* paused and waiting ones play, too */
GM_API bool gm_audio_is_paused(int voice);                /* of a sound: its first voice */
GM_API bool gm_audio_sound_is_playable(int sound);        /* it is there, and loaded */
GM_API int gm_audio_sound_get_asset(int voice);           /* its sound; GM_NONE */
GM_API const char *gm_audio_get_name(int sound_or_voice); /* "" if made by the game;
                                                             "<undefined>" if there is none */
GM_API void gm_audio_channel_num(int voices); /* stops everything; 128 at first, 0 to 1024 */
/* There is a device that may be heard: not without a window, and not while it is unplugged. Sounds
 * go on and end all the same. */
GM_API bool gm_audio_system_is_available(void);

/* MARK: while it plays. All of this is heard at once. */

/* Reaches the gain over ms milliseconds (0: at once). What is heard is a voice's gain times its
 * sound's: the latter holds for all its voices, from now on. */
GM_API void gm_audio_sound_gain(int sound_or_voice, double gain, double ms);
GM_API double gm_audio_sound_get_gain(int sound_or_voice);          /* as it is now */
GM_API void gm_audio_sound_pitch(int sound_or_voice, double pitch); /* 1/256 to 256; likewise */
GM_API double gm_audio_sound_get_pitch(int sound_or_voice);         /* 0: there is none */
GM_API void gm_audio_sound_pan(int voice, double pan);              /* -1 left, 0 middle, 1 right */
GM_API void gm_audio_master_gain(double gain); /* of everything that is heard */
GM_API double gm_audio_get_master_gain(void);
GM_API double gm_audio_sound_length(int sound_or_voice);    /* seconds; 0 while loading */
GM_API double gm_audio_sound_get_track_position(int voice); /* seconds */
/* Of a sound: where voices begin that are played from now on. */
GM_API void gm_audio_sound_set_track_position(int sound_or_voice, double seconds);
/* Whether it goes on at the loop's start when it comes to the loop's end. */
GM_API void gm_audio_sound_loop(int sound_or_voice, bool loop);
GM_API bool gm_audio_sound_get_loop(int voice);
/* The part that is repeated, in seconds; end 0, or not behind the start: the whole rest. A voice
 * that is past the end plays on to the end of the sound first. Of a sound: of voices that are
 * played from now on. */
GM_API void gm_audio_sound_loop_start(int sound_or_voice, double seconds);
GM_API void gm_audio_sound_loop_end(int sound_or_voice, double seconds);
GM_API double gm_audio_sound_get_loop_start(int sound_or_voice);
GM_API double gm_audio_sound_get_loop_end(int sound_or_voice);

/* MARK: sounds that a game makes */

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
/* Ends a sound that gm_sound_add made, and its voices. The game's own sounds cannot be deleted: a
 * warning, and nothing happens. */
GM_API void gm_sound_delete(int sound);
/* A sound from a file that is read and decoded while the game plays; nothing is told of it. GM_NONE
 * if there is no such file. The game owns it. (It is decoded whole: a minute takes 10 MB.) */
GM_API int gm_audio_create_stream(const char *file);
GM_API void gm_audio_destroy_stream(int stream); /* its voices end */

/* A sound from length bytes of a buffer, copied. format GM_BUFFER_U8 or GM_BUFFER_S16; rate in
 * frames per second, brought inside 1,000 to 48,000; channels GM_AUDIO_MONO or GM_AUDIO_STEREO.
 * GM_NONE, and one sentence: other formats, or bytes outside the buffer. The game owns it. */
GM_API int gm_audio_create_buffer_sound(int buffer, int format, int rate, int offset, int length,
                                        int channels);
GM_API void gm_audio_free_buffer_sound(int sound); /* its voices end */

/* MARK: play queues (async-events 14). Answers: GM_ASYNC_AUDIO_PLAYBACK, GmAsyncPlayback
 *
 * A queue is a sound that plays segments one behind the other, without a gap: play, pause, stop and
 * change it by its number like any sound, but by one voice at a time; it has no length, place or
 * loop. Run dry, it is silent until it is given more. For each segment one event follows: when it
 * was played to its end, or when it was removed because the queue's voice ended, all sounds were
 * stopped, or the queue was freed. */

/* Arguments and errors as of gm_audio_create_buffer_sound. The game owns the queue. */
GM_API int gm_audio_create_play_queue(int format, int rate, int channels);
/* Copies length bytes of a buffer to the queue's end. False, and one sentence: nothing is queued,
 * no event follows. An empty queue cannot be played: gm_audio_play_sound returns GM_NONE. */
GM_API bool gm_audio_queue_sound(int queue, int buffer, int offset, int length);
GM_API void gm_audio_free_play_queue(int queue); /* its voice ends */

/* MARK: recording (async-events 13). Answers: GM_ASYNC_AUDIO_RECORDING, GmAsyncRecording
 *
 * 16,000 samples a second, GM_BUFFER_S16, GM_AUDIO_MONO. Without a window no device is asked, so
 * that a run can be repeated: there is one recorder that hears silence, or with
 * SDL_AUDIODRIVER=disk the samples in the file that SDL_DISKAUDIOFILEIN names, a step's worth in
 * each step. */

GM_API int gm_audio_get_recorder_count(void); /* changes as devices come and go */
/* A DS map, which the game destroys: "name", "index", "data_format", "sample_rate", "channels".
 * GM_NONE: there is no such recorder. */
GM_API int gm_audio_get_recorder_info(int recorder);
/* Returns the channel (the same number), GM_NONE if there is none or it cannot record, which is
 * said. While it records, an event comes in each step in which something new was heard; a device
 * that is unplugged falls silent. Started twice, it is started once. */
GM_API int gm_audio_start_recording(int recorder);
/* No event follows: what was not told yet is dropped. */
GM_API void gm_audio_stop_recording(int channel);

#ifdef __cplusplus
}
#endif
#endif
