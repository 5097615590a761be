/* Decoding with SDL_mixer to the samples that voices are mixed from. Thread: any */
#include "audio.h"

#include <SDL_mixer.h>
#include <stdio.h>
#include <string.h>

/* A sound is decoded whole into memory: ten times a packed file, or more. */
enum { MEGABYTE = 1 << 20, PACKED_LIMIT = 32 * MEGABYTE, WAV_LIMIT = 256 * MEGABYTE };

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

bool audio_decode(AudioClip *clip, const void *bytes, size_t size, char *why) {
    *clip = (AudioClip){0};
    if (!check(bytes, size, why)) return false;
    SDL_RWops *source = SDL_RWFromConstMem(bytes, (int)size);
    /* closed by us: of a file in no known format SDL_mixer 2.6 forgets to */
    Mix_Chunk *chunk = source != NULL ? Mix_LoadWAV_RW(source, 0) : NULL;
    if (source != NULL) SDL_RWclose(source);
    if (chunk == NULL) {
        snprintf(why, AUDIO_WHY, "%s", Mix_GetError());
        return false;
    }
    *clip = (AudioClip){.samples = (const int16_t *)(const void *)chunk->abuf,
                        .frames = (int)(chunk->alen / 4),
                        .owner = chunk};
    return true;
}

void audio_clip_free(AudioClip *clip) {
    if (clip->owner != NULL) Mix_FreeChunk(clip->owner);
    *clip = (AudioClip){0};
}
