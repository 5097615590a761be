/* SDL_mixer's device: opening, and what happens when it is unplugged. SDL goes on with a device
 * that is gone as if it were there; it is kept, to decode for, until another can be opened. */
#include "audio_device.h"
#include "audio.h"
#include "log.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdatomic.h>

/* The device asks for so many frames at once; closing it waits for two such buffers, so one that
 * nobody hears has small ones. LOOKS: between two attempts to find another, unless SDL tells. */
enum { HEARD_FRAMES = 1024, SILENT_FRAMES = 256, LOOKS = 120 };

static struct {
    bool is_open, is_lost;
    void (*mix)(int16_t *out, int frames);
    int looks, tried;         /* since the last attempt; changes at that time */
    atomic_bool loss_is_told; /* these two: by SDL, from any thread */
    atomic_int changes;
    atomic_int users; /* who decodes */
    atomic_bool is_exchanged;
} the_device;

/* Thread: any */
static int hear_of_devices(void *context, SDL_Event *event) {
    (void)context;
    if (event->type != SDL_AUDIODEVICEADDED && event->type != SDL_AUDIODEVICEREMOVED) return 0;
    /* of a device that was never opened, SDL's number is 0; only one was opened to play */
    bool is_ours = event->type == SDL_AUDIODEVICEREMOVED && event->adevice.which != 0;
    if (is_ours && event->adevice.iscapture == 0) atomic_store(&the_device.loss_is_told, true);
    atomic_fetch_add(&the_device.changes, 1);
    return 0;
}

/* Thread: audio */
static void mix_for_mixer(void *context, Uint8 *stream, int bytes) {
    (void)context;
    the_device.mix((int16_t *)(void *)stream, bytes / 4);
}

static bool open_mixer(int buffer_frames) {
    return Mix_OpenAudioDevice(AUDIO_RATE, AUDIO_S16SYS, 2, buffer_frames, NULL, 0) == 0;
}

static bool open_any(int buffer_frames) {
    SDL_SetHint(SDL_HINT_WAVE_TRUNCATION, "strict"); /* half a file is a broken file */
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
    /* Every decoder is made ready before a worker may ask for it. */
    Mix_Init(MIX_INIT_FLAC | MIX_INIT_MP3 | MIX_INIT_OGG | MIX_INIT_OPUS);
    the_device.is_open = open_mixer(buffer_frames);
    if (the_device.is_open) return true;
    Mix_Quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return false;
}

bool device_open(void (*mix)(int16_t *out, int frames)) {
    the_device.is_lost = false;
    the_device.mix = mix;
    atomic_store(&the_device.loss_is_told, false);
    if (!open_any(HEARD_FRAMES)) return false;
    SDL_AddEventWatch(hear_of_devices, NULL);
    Mix_HookMusic(mix_for_mixer, NULL);
    return true;
}

bool device_open_silence(void) {
    the_device.mix = NULL;
    SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE);
    bool opened = open_any(SILENT_FRAMES);
    SDL_ResetHint(SDL_HINT_AUDIODRIVER);
    if (!opened) log_error("sounds cannot be decoded: %s", SDL_GetError());
    return opened;
}

void device_close(void) {
    if (!the_device.is_open) return;
    the_device.is_open = the_device.is_lost = false;
    atomic_store(&the_device.changes, 0);
    if (the_device.mix != NULL) SDL_DelEventWatch(hear_of_devices, NULL);
    Mix_HookMusic(NULL, NULL);
    Mix_CloseAudio();
    Mix_Quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

bool device_is_open(void) {
    return the_device.is_open;
}

/* MARK: another device */

static bool is_one_there(void) {
    const SDL_AudioSpec wanted = {
        .freq = AUDIO_RATE, .format = AUDIO_S16SYS, .channels = 2, .samples = HEARD_FRAMES};
    SDL_AudioDeviceID found = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (found != 0) SDL_CloseAudioDevice(found);
    return found != 0;
}

/* False: workers decode for the old one just now. */
static bool begin_exchange(void) {
    atomic_store(&the_device.is_exchanged, true);
    if (atomic_load(&the_device.users) == 0) return true;
    atomic_store(&the_device.is_exchanged, false);
    return false;
}

static bool exchange(void) {
    Mix_CloseAudio();
    atomic_store(&the_device.loss_is_told, false);
    the_device.is_open = open_mixer(HEARD_FRAMES);
    if (the_device.is_open) Mix_HookMusic(mix_for_mixer, NULL);
    atomic_store(&the_device.is_exchanged, false);
    return the_device.is_open;
}

/* Nothing can be decoded for none: gone for good, as a game is that starts without one. */
static void give_up(void) {
    log_info("The sound device cannot be opened again: %s. The game goes on silently.",
             SDL_GetError());
    SDL_DelEventWatch(hear_of_devices, NULL);
    the_device.mix = NULL;
    the_device.is_lost = false;
    Mix_Quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

static DeviceNews find_another(void) {
    int changes = atomic_load(&the_device.changes);
    if (changes == the_device.tried && ++the_device.looks < LOOKS) return DEVICE_SAME;
    if (!begin_exchange()) return DEVICE_SAME;
    the_device.tried = changes;
    the_device.looks = 0;
    if (!is_one_there()) {
        atomic_store(&the_device.is_exchanged, false);
        return DEVICE_SAME;
    }
    if (!exchange()) {
        give_up();
        return DEVICE_SAME;
    }
    the_device.is_lost = false;
    log_info("A sound device is there again: the game is heard.");
    return DEVICE_BACK;
}

DeviceNews device_look(void) {
    if (the_device.mix == NULL || !the_device.is_open) return DEVICE_SAME;
    if (the_device.is_lost) return find_another();
    if (!atomic_exchange(&the_device.loss_is_told, false)) return DEVICE_SAME;
    Mix_HookMusic(NULL, NULL);
    the_device.is_lost = true;
    the_device.tried = -1;
    log_info("The sound device is gone: the game goes on silently until one is there.");
    return DEVICE_LOST;
}

/* MARK: use. Thread: any */

void device_use(void) {
    atomic_fetch_add(&the_device.users, 1);
    while (atomic_load(&the_device.is_exchanged)) {
        atomic_fetch_sub(&the_device.users, 1);
        SDL_Delay(1);
        atomic_fetch_add(&the_device.users, 1);
    }
}

void device_let_go(void) {
    atomic_fetch_sub(&the_device.users, 1);
}
