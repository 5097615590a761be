/* Decoding with SDL_mixer to the samples that voices are mixed from, or from what is raw already.
 * Thread: any */
#include "audio.h"
#include "audio_device.h"
#include "mem.h"

#include <SDL_mixer.h>
#include <stdio.h>
#include <string.h>

/* A sound is decoded whole into memory: ten times a packed file, or more. */
enum { MEGABYTE = 1 << 20, PACKED_LIMIT = 32 * MEGABYTE, WAV_LIMIT = 256 * MEGABYTE };
enum { RAW_FRAMES = WAV_LIMIT / 4 };

static bool is_wav(const uint8_t *bytes) {
    return memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WAVE", 4) == 0;
}

static bool is_packed(const uint8_t *bytes) {
    bool is_ogg = memcmp(bytes, "OggS", 4) == 0, is_flac = memcmp(bytes, "fLaC", 4) == 0;
    bool is_mp3 = memcmp(bytes, "ID3", 3) == 0 || (bytes[0] == 0xFF && (bytes[1] & 0xE6) == 0xE2);
    return is_ogg || is_flac || is_mp3;
}

/* SDL_mixer 2.6 leaks the decoder of a FLAC that ends before its sound begins, and crashes on one
 * whose first block promises other channels than its frames have: both are looked at first. */
static bool has_good_head(const uint8_t *bytes, size_t size) {
    bool is_last = false;
    size_t at = 4;
    while (!is_last && at + 4 <= size) {
        is_last = (bytes[at] & 0x80) != 0;
        at += 4 + ((size_t)bytes[at + 1] << 16 | (size_t)bytes[at + 2] << 8 | bytes[at + 3]);
    }
    if (!is_last || at + 4 > size || at < 42 || (bytes[4] & 0x7F) != 0) return false;
    int promised = (bytes[20] >> 1 & 7) + 1, coded = bytes[at + 3] >> 4;
    int channels = coded < 8 ? coded + 1 : 2; /* 8 and up: two that were mixed */
    return bytes[at] == 0xFF && (bytes[at + 1] & 0xFC) == 0xF8 && channels == promised;
}

/* What SDL_mixer knows of no other kind it takes for a tracker's module, or MIDI: those would be
 * games' surprises, and their decoders are not made ready for workers. */
static bool check(const void *bytes, size_t size, char *why) {
    why[0] = '\0';
    bool wav = size >= 12 && is_wav(bytes), packed = size >= 12 && is_packed(bytes);
    size_t limit = wav ? WAV_LIMIT : PACKED_LIMIT;
    if (size == 0)
        snprintf(why, AUDIO_WHY, "it is empty");
    else if (!wav && !packed)
        snprintf(why, AUDIO_WHY, "its first bytes are those of no sound");
    else if (memcmp(bytes, "fLaC", 4) == 0 && !has_good_head(bytes, size))
        snprintf(why, AUDIO_WHY, "it is cut off, or does not begin as it should");
    else if (size > limit)
        snprintf(why, AUDIO_WHY, "it is larger than %zu MiB", limit / MEGABYTE);
    return why[0] == '\0';
}

/* NULL: SDL says why. */
static Mix_Chunk *decode(const void *bytes, size_t size) {
    SDL_RWops *source = SDL_RWFromConstMem(bytes, (int)size);
    /* closed by us: of a file in no known format SDL_mixer 2.6 forgets to */
    Mix_Chunk *chunk = source != NULL ? Mix_LoadWAV_RW(source, 0) : NULL;
    if (source != NULL) SDL_RWclose(source);
    return chunk;
}

bool audio_decode(AudioClip *clip, const void *bytes, size_t size, char *why) {
    *clip = (AudioClip){0};
    if (!check(bytes, size, why)) return false;
    device_use();
    Mix_Chunk *chunk = decode(bytes, size);
    device_let_go();
    if (chunk == NULL) {
        snprintf(why, AUDIO_WHY, "%s", Mix_GetError());
        return false;
    }
    *clip = (AudioClip){.samples = (const int16_t *)(const void *)chunk->abuf,
                        .frames = (int)(chunk->alen / 4),
                        .rate = AUDIO_RATE,
                        .owner = chunk};
    return true;
}

/* MARK: raw samples */

static int16_t sample_at(const uint8_t *bytes, int sample_bytes) {
    if (sample_bytes == 1) return (int16_t)((bytes[0] - 128) * 256);
    return (int16_t)(uint16_t)(bytes[0] | bytes[1] << 8);
}

bool audio_clip_raw(AudioClip *clip, const void *bytes, size_t size, int sample_bytes, int channels,
                    int rate, char *why) {
    const size_t frame_bytes = (size_t)sample_bytes * (size_t)channels, frames = size / frame_bytes;
    const uint8_t *from = bytes;
    *clip = (AudioClip){0};
    if (frames == 0 || frames > RAW_FRAMES) {
        snprintf(why, AUDIO_WHY, "there %s frames in %zu bytes",
                 frames == 0 ? "are no whole" : "are more than 64 million", size);
        return false;
    }
    int16_t *samples = mem_try(frames * 4);
    if (samples == NULL) {
        snprintf(why, AUDIO_WHY, "there is no memory for %zu frames", frames);
        return false;
    }
    for (size_t i = 0; i < frames; i++, from += frame_bytes) {
        samples[i * 2] = sample_at(from, sample_bytes);
        samples[i * 2 + 1] = sample_at(from + frame_bytes - sample_bytes, sample_bytes);
    }
    *clip = (AudioClip){.samples = samples, .frames = (int)frames, .rate = rate, .owner = samples};
    return true;
}

void audio_clip_free(AudioClip *clip) {
    if (clip->owner != NULL && clip->owner == clip->samples)
        mem_free(clip->owner); /* raw */
    else if (clip->owner != NULL)
        Mix_FreeChunk(clip->owner);
    *clip = (AudioClip){0};
}
