/* Pads by SDL: game controllers with their mapping, and joysticks without one. */
#include "log.h"
#include "pads.h"
#include "sdl.h"

#include <stdio.h>

enum { RUMBLE_MS = 0xFFFF, LEAST_AXIS = 32768, TRIGGER_LEFT = 6, TRIGGER_RIGHT = 7, PAD_UP = 12 };

typedef struct Device {
    SDL_Joystick *joystick;         /* NULL: this slot is free */
    SDL_GameController *controller; /* NULL: a joystick without mapping */
    SDL_JoystickID id;
    bool is_told; /* that it came */
    PadFacts facts;
} Device;

static struct {
    Device slots[PADS];
    bool is_open, headless;
} the_devices;

/* MARK: coming and going */

static int slot_of(SDL_JoystickID id) {
    for (int slot = 0; slot < PADS; slot++)
        if (the_devices.slots[slot].joystick != NULL && the_devices.slots[slot].id == id)
            return slot;
    return -1;
}

static int free_slot(void) {
    for (int slot = 0; slot < PADS; slot++)
        if (the_devices.slots[slot].joystick == NULL && !pads_is_taken(slot)) return slot;
    return -1;
}

static int at_most(int number, int most) {
    return number < most ? number : most;
}

static void note_facts(Device *device) {
    SDL_Joystick *joystick = device->joystick;
    const char *name = device->controller != NULL ? SDL_GameControllerName(device->controller)
                                                  : SDL_JoystickName(joystick);
    bool is_mapped = device->controller != NULL;
    PadFacts *facts = &device->facts;
    snprintf(facts->name, sizeof facts->name, "%s", name != NULL ? name : "");
    SDL_JoystickGetGUIDString(SDL_JoystickGetGUID(joystick), facts->guid, sizeof facts->guid);
    facts->buttons =
        is_mapped ? PAD_STANDARD_BUTTONS : at_most(SDL_JoystickNumButtons(joystick), PAD_BUTTONS);
    facts->axes = is_mapped ? 4 : at_most(SDL_JoystickNumAxes(joystick), PAD_AXES);
    facts->hats = is_mapped ? 0 : at_most(SDL_JoystickNumHats(joystick), PAD_HATS);
}

/* The device that SDL counts as number index now. */
static void take_device(int index) {
    bool counts = !the_devices.headless || SDL_JoystickIsVirtual(index);
    if (!counts || slot_of(SDL_JoystickGetDeviceInstanceID(index)) >= 0) return;
    int slot = free_slot();
    if (slot < 0) {
        log_warn_once("more than %d pads: the others are not used", PADS);
        return;
    }
    Device *device = &the_devices.slots[slot];
    *device = (Device){0};
    if (SDL_IsGameController(index)) device->controller = SDL_GameControllerOpen(index);
    device->joystick = device->controller != NULL
                           ? SDL_GameControllerGetJoystick(device->controller)
                           : SDL_JoystickOpen(index);
    if (device->joystick == NULL) return;
    device->id = SDL_JoystickInstanceID(device->joystick);
    note_facts(device);
}

static void take_all(void) {
    for (int i = 0; the_devices.is_open && i < SDL_NumJoysticks(); i++)
        take_device(i);
}

static void release(Device *device) {
    if (device->controller != NULL)
        SDL_GameControllerClose(device->controller);
    else if (device->joystick != NULL)
        SDL_JoystickClose(device->joystick);
    *device = (Device){0};
}

static void read_mappings(const char *file) {
    int count = SDL_GameControllerAddMappingsFromFile(file);
    if (count < 0)
        log_error("%s: the mappings of game pads cannot be read: %s", file, SDL_GetError());
    else
        log_info("%s: %d mapping%s of game pads", file, count, count == 1 ? "" : "s");
}

void pads_devices_open(bool headless, const char *mappings) {
    the_devices.headless = headless;
    if (headless && SDL_WasInit(SDL_INIT_JOYSTICK) == 0) return;
    /* without a window nothing ever has the focus */
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, headless ? "1" : "0");
    the_devices.is_open = SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) == 0;
    if (!the_devices.is_open) {
        log_warn("game pads cannot be used: %s", SDL_GetError());
        return;
    }
    if (mappings != NULL) read_mappings(mappings);
    take_all();
}

void pads_devices_close(void) {
    if (!the_devices.is_open) return;
    for (int slot = 0; slot < PADS; slot++)
        release(&the_devices.slots[slot]);
    the_devices.is_open = false;
    SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
}

/* MARK: events */

bool pads_tell_new(WindowEvent *event) {
    for (int slot = 0; slot < PADS; slot++) {
        Device *device = &the_devices.slots[slot];
        if (device->joystick == NULL || device->is_told) continue;
        device->is_told = true;
        *event = (WindowEvent){.kind = WINDOW_PAD_CAME, .pad = slot, .facts = &device->facts};
        return true;
    }
    return false;
}

static bool say(WindowEvent *event, WindowEventKind kind, SDL_JoystickID id, int key, double x) {
    *event = (WindowEvent){.kind = kind, .pad = slot_of(id), .key = key, .x = x};
    return event->pad >= 0 && key >= 0;
}

static bool lose(SDL_JoystickID id, WindowEvent *event) {
    bool known = say(event, WINDOW_PAD_LEFT, id, 0, 0);
    if (known) release(&the_devices.slots[event->pad]);
    return known;
}

/* Our number of SDL's button; -1: none. */
static int button_of(Uint8 sdl) {
    static const signed char numbers[] = {[SDL_CONTROLLER_BUTTON_A] = 0,
                                          [SDL_CONTROLLER_BUTTON_B] = 1,
                                          [SDL_CONTROLLER_BUTTON_X] = 2,
                                          [SDL_CONTROLLER_BUTTON_Y] = 3,
                                          [SDL_CONTROLLER_BUTTON_BACK] = 8,
                                          [SDL_CONTROLLER_BUTTON_GUIDE] = 16,
                                          [SDL_CONTROLLER_BUTTON_START] = 9,
                                          [SDL_CONTROLLER_BUTTON_LEFTSTICK] = 10,
                                          [SDL_CONTROLLER_BUTTON_RIGHTSTICK] = 11,
                                          [SDL_CONTROLLER_BUTTON_LEFTSHOULDER] = 4,
                                          [SDL_CONTROLLER_BUTTON_RIGHTSHOULDER] = 5,
                                          [SDL_CONTROLLER_BUTTON_DPAD_UP] = 12,
                                          [SDL_CONTROLLER_BUTTON_DPAD_DOWN] = 13,
                                          [SDL_CONTROLLER_BUTTON_DPAD_LEFT] = 14,
                                          [SDL_CONTROLLER_BUTTON_DPAD_RIGHT] = 15,
                                          [SDL_CONTROLLER_BUTTON_MISC1] = 17,
                                          [SDL_CONTROLLER_BUTTON_PADDLE1] = 21,
                                          [SDL_CONTROLLER_BUTTON_PADDLE2] = 22,
                                          [SDL_CONTROLLER_BUTTON_PADDLE3] = 23,
                                          [SDL_CONTROLLER_BUTTON_PADDLE4] = 24,
                                          [SDL_CONTROLLER_BUTTON_TOUCHPAD] = 25};
    return sdl < sizeof numbers ? numbers[sdl] : -1;
}

/* -32768 to 32767 becomes -1 to 1. */
static double part(Sint16 value) {
    return value < 0 ? (double)value / LEAST_AXIS : (double)value / (LEAST_AXIS - 1);
}

static bool controller_axis(const SDL_ControllerAxisEvent *sdl, WindowEvent *event) {
    double value = part(sdl->value);
    if (sdl->axis == SDL_CONTROLLER_AXIS_TRIGGERLEFT)
        return say(event, WINDOW_PAD_BUTTON, sdl->which, TRIGGER_LEFT, value);
    if (sdl->axis == SDL_CONTROLLER_AXIS_TRIGGERRIGHT)
        return say(event, WINDOW_PAD_BUTTON, sdl->which, TRIGGER_RIGHT, value);
    return say(event, WINDOW_PAD_AXIS, sdl->which, sdl->axis, value);
}

/* SDL tells of a mapped pad twice, as a controller and as the joystick behind it. */
static bool is_plain(SDL_JoystickID id) {
    int slot = slot_of(id);
    return slot >= 0 && the_devices.slots[slot].controller == NULL;
}

static bool translate_plain(const SDL_Event *sdl, WindowEvent *event) {
    if (!is_plain(sdl->jaxis.which)) return false; /* which is at the same place in all of them */
    if (sdl->type == SDL_JOYAXISMOTION)
        return say(event, WINDOW_PAD_AXIS, sdl->jaxis.which, sdl->jaxis.axis,
                   part(sdl->jaxis.value));
    if (sdl->type == SDL_JOYHATMOTION)
        return say(event, WINDOW_PAD_HAT, sdl->jhat.which, sdl->jhat.hat, sdl->jhat.value);
    return say(event, WINDOW_PAD_BUTTON, sdl->jbutton.which, sdl->jbutton.button,
               sdl->jbutton.state == SDL_PRESSED);
}

bool pads_translate(const SDL_Event *sdl, WindowEvent *event) {
    switch (sdl->type) {
    case SDL_JOYDEVICEADDED:
        take_all();   /* the number in the event may be another's by now */
        return false; /* pads_tell_new does */
    case SDL_JOYDEVICEREMOVED:
        return lose(sdl->jdevice.which, event);
    case SDL_CONTROLLERAXISMOTION:
        return controller_axis(&sdl->caxis, event);
    case SDL_CONTROLLERBUTTONDOWN:
    case SDL_CONTROLLERBUTTONUP:
        return say(event, WINDOW_PAD_BUTTON, sdl->cbutton.which, button_of(sdl->cbutton.button),
                   sdl->cbutton.state == SDL_PRESSED);
    case SDL_JOYAXISMOTION:
    case SDL_JOYHATMOTION:
    case SDL_JOYBUTTONDOWN:
    case SDL_JOYBUTTONUP:
        return translate_plain(sdl, event);
    default:
        return false;
    }
}

/* MARK: what goes to them */

static Uint16 strength(double value) {
    return (Uint16)(SDL_clamp(value, 0, 1) * 0xFFFF);
}

void pads_vibrate(int slot, double left, double right) {
    if (pads_is_there(slot) && the_devices.slots[slot].joystick != NULL)
        SDL_JoystickRumble(the_devices.slots[slot].joystick, strength(left), strength(right),
                           RUMBLE_MS);
}

void pads_light(int slot, int red, int green, int blue) {
    if (pads_is_there(slot) && the_devices.slots[slot].joystick != NULL)
        SDL_JoystickSetLED(the_devices.slots[slot].joystick, (Uint8)red, (Uint8)green, (Uint8)blue);
}
