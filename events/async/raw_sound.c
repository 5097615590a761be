/* Sounds from the bytes of a buffer: buffer sounds, and what play queues have in common with them.
 */
#include "raw_sound.h"
#include "../../assets/buffer.h"
#include "../../platform/log.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_buffer.h"
#include "../../runtime/gm_math.h"

enum { LEAST_RATE = 1000, MOST_RATE = 48000 };

bool raw_format(RawFormat *raw, int format, int rate, int channels, const char *call) {
    if (format != GM_BUFFER_U8 && format != GM_BUFFER_S16) {
        log_warn("%s: the format is %d; expected GM_BUFFER_U8 or GM_BUFFER_S16", call, format);
        return false;
    }
    if (channels != GM_AUDIO_MONO && channels != GM_AUDIO_STEREO) {
        log_warn("%s: channels is %d; expected GM_AUDIO_MONO or GM_AUDIO_STEREO", call, channels);
        return false;
    }
    *raw = (RawFormat){.sample_bytes = format == GM_BUFFER_U8 ? 1 : 2,
                       .rate = (int)gm_clamp(rate, LEAST_RATE, MOST_RATE),
                       .channels = channels == GM_AUDIO_MONO ? 1 : 2};
    return true;
}

bool raw_clip(AudioClip *clip, const RawFormat *raw, int buffer, int offset, int length,
              const char *call) {
    char why[AUDIO_WHY];
    const Buffer *from = buffer_of(buffer);
    if (from == NULL) {
        log_warn("%s: there is no buffer %d", call, buffer);
        return false;
    }
    if (offset < 0 || length < 0 || offset > buffer_size(from) - length) {
        log_warn("%s: %d bytes from %d on are not inside buffer %d, which has %d", call, length,
                 offset, buffer, buffer_size(from));
        return false;
    }
    bool made = audio_clip_raw(clip, length > 0 ? buffer_bytes(from) + offset : NULL,
                               (size_t)length, raw->sample_bytes, raw->channels, raw->rate, why);
    if (!made) log_warn("%s: buffer %d: %s", call, buffer, why);
    return made;
}

int raw_sound(SoundKind kind, const char *call) {
    if (sound_count() >= GM_FIRST_VOICE_ID) {
        log_error("%s: no more than %d sounds can be made", call, GM_FIRST_VOICE_ID);
        return GM_NONE;
    }
    int handle = sound_create("");
    sound_of(handle)->kind = kind;
    sound_of(handle)->state = SOUND_READY;
    return handle;
}

int gm_audio_create_buffer_sound(int buffer, int format, int rate, int offset, int length,
                                 int channels) {
    static const char call[] = "gm_audio_create_buffer_sound";
    RawFormat raw;
    AudioClip clip;
    if (!raw_format(&raw, format, rate, channels, call)) return GM_NONE;
    if (!raw_clip(&clip, &raw, buffer, offset, length, call)) return GM_NONE;
    int sound = raw_sound(SOUND_BUFFER, call);
    if (sound != GM_NONE)
        sound_fill(sound, clip);
    else
        audio_clip_free(&clip);
    return sound;
}
