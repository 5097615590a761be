/* System (75): pads that come and go, whether there is sound, and what else the desktop says. The
 * variants are told apart by "event_type". Source: async-events 16; those after 16.3 are ours. */
#include "system.h"
#include "../../platform/audio.h"
#include "../../platform/pads.h"
#include "../async.h"

#include <string.h>

static unsigned the_told_arrivals[PADS]; /* which pad handlers know to be in a slot; 0: none */

/* A completion of this variant, not posted yet. */
static Completion *variant(const char *event_type) {
    Completion *completion = completion_spontaneous(sizeof *completion, &system_source);
    map_set_text(completion->map, ASYNC_KEY(event_type), event_type, strlen(event_type));
    return completion;
}

void system_tell(const char *event_type) {
    mailbox_post(variant(event_type));
}

static void set_text(Completion *completion, const MapKey *key, const char *text) {
    map_set_text(completion->map, key, text, strlen(text));
}

/* MARK: the manual's variants */

/* Once, when the game starts, whatever happens to the device later (async-events 16.4). */
static void tell_of_sound(void) {
    Completion *completion = variant("audio_system_status");
    set_text(completion, ASYNC_KEY(status), audio_is_broken() ? "unavailable" : "available");
    mailbox_post(completion);
}

static void tell_of_pad(const char *event_type, int slot) {
    Completion *completion = variant(event_type);
    map_set_real(completion->map, ASYNC_KEY(pad_index), slot);
    mailbox_post(completion);
}

/* Compared with the latch, which stands still for the step: so gm_gamepad_is_connected agrees. */
static void tell_of_pads(void) {
    for (int slot = 0; slot < PADS; slot++) {
        unsigned told = the_told_arrivals[slot], now = pads_arrival(slot);
        if (told == now) continue;
        if (told != 0) tell_of_pad("gamepad lost", slot);
        if (now != 0) tell_of_pad("gamepad discovered", slot);
        the_told_arrivals[slot] = now;
    }
}

static void open_system(void) {
    memset(the_told_arrivals, 0, sizeof the_told_arrivals);
    tell_of_sound();
}

/* MARK: our own */

static void tell_of_device(const char *event_type, const WindowEvent *event) {
    Completion *completion = variant(event_type);
    set_text(completion, ASYNC_KEY(device), event->text);
    if (event->kind != WINDOW_AUDIO_DEFAULT)
        map_set_bool(completion->map, ASYNC_KEY(is_recorder), event->key != 0);
    mailbox_post(completion);
}

static void tell_of_display(const WindowEvent *event) {
    Completion *completion = variant("display changed");
    map_set_real(completion->map, ASYNC_KEY(display_index), event->key);
    set_text(completion, ASYNC_KEY(change), event->text);
    mailbox_post(completion);
}

static void tell_of_locale(const WindowEvent *event) {
    Completion *completion = variant("locale changed");
    set_text(completion, ASYNC_KEY(locale), event->text);
    mailbox_post(completion);
}

void system_hear(const WindowEvent *event) {
    switch ((int)event->kind) {
    case WINDOW_FOCUS_GAINED:
        system_tell("window focus gained");
        break;
    case WINDOW_FOCUS_LOST:
        system_tell("window focus lost");
        break;
    case WINDOW_AUDIO_ADDED:
        tell_of_device("audio device added", event);
        break;
    case WINDOW_AUDIO_REMOVED:
        tell_of_device("audio device removed", event);
        break;
    case WINDOW_AUDIO_DEFAULT:
        tell_of_device("audio default device changed", event);
        break;
    case WINDOW_DISPLAY:
        tell_of_display(event);
        break;
    case WINDOW_LOCALE:
        tell_of_locale(event);
        break;
    case WINDOW_LOW_MEMORY:
        system_tell("low memory");
        break;
    default:
        break;
    }
}

const AsyncSource system_source = {
    .name = "system", .event = EVENT_OTHER_SYSTEM_EVENT, .open = open_system, .poll = tell_of_pads};
