/* Sound devices by SDL: what it says by itself, and what it must be asked. */
#include "audio_devices.h"
#include "sdl.h"

enum { ASK_EVERY_MS = 250 };

static struct {
    bool is_open;
    char *name; /* of the default device; SDL_free; NULL: none */
    Uint64 asked_at;
} the_devices;

/* SDL_free; NULL: the driver does not know. */
static char *default_name(void) {
    char *name = NULL;
    SDL_AudioSpec spec;
    return SDL_GetDefaultAudioInfo(&name, &spec, 0) == 0 ? name : NULL;
}

void audio_devices_open(void) {
    SDL_FlushEvents(SDL_AUDIODEVICEADDED, SDL_AUDIODEVICEREMOVED);
    the_devices.is_open = true;
    the_devices.name = default_name();
    the_devices.asked_at = SDL_GetTicks64();
}

void audio_devices_close(void) {
    SDL_free(the_devices.name);
    the_devices.name = NULL;
    the_devices.is_open = false;
}

bool audio_devices_tell_default(WindowEvent *event) {
    Uint64 now = SDL_GetTicks64();
    if (!the_devices.is_open || now < the_devices.asked_at + ASK_EVERY_MS) return false;
    the_devices.asked_at = now;
    char *name = default_name();
    const char *before = the_devices.name != NULL ? the_devices.name : "";
    bool is_another = SDL_strcmp(name != NULL ? name : "", before) != 0;
    SDL_free(the_devices.name);
    the_devices.name = name;
    *event = (WindowEvent){.kind = WINDOW_AUDIO_DEFAULT};
    SDL_strlcpy(event->text, name != NULL ? name : "", sizeof event->text);
    return is_another;
}

/* A device that went has no name any more: SDL does not say which it was. */
bool audio_devices_translate(const SDL_AudioDeviceEvent *sdl, WindowEvent *event) {
    bool came = sdl->type == SDL_AUDIODEVICEADDED;
    const char *name = came ? SDL_GetAudioDeviceName((int)sdl->which, sdl->iscapture) : NULL;
    *event = (WindowEvent){.kind = came ? WINDOW_AUDIO_ADDED : WINDOW_AUDIO_REMOVED,
                           .key = sdl->iscapture};
    SDL_strlcpy(event->text, name != NULL ? name : "", sizeof event->text);
    return the_devices.is_open;
}
