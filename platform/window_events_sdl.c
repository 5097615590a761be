/* What SDL says happened, in our words: keys, text, mouse, window. */
#include "sdl.h"
#include "window.h"

#include "../runtime/gm_types.h"

enum { LAST_F_KEY = 11, NO_BUTTON = 0 };

/* Keys whose code is neither their letter nor in a row with others. */
static const struct {
    SDL_Keycode sdl;
    int key;
} keys[] = {
    {SDLK_BACKSPACE, GM_VK_BACKSPACE},
    {SDLK_TAB, GM_VK_TAB},
    {SDLK_RETURN, GM_VK_ENTER},
    {SDLK_KP_ENTER, GM_VK_ENTER},
    {SDLK_PAUSE, GM_VK_PAUSE},
    {SDLK_ESCAPE, GM_VK_ESCAPE},
    {SDLK_SPACE, GM_VK_SPACE},
    {SDLK_PAGEUP, GM_VK_PAGEUP},
    {SDLK_PAGEDOWN, GM_VK_PAGEDOWN},
    {SDLK_END, GM_VK_END},
    {SDLK_HOME, GM_VK_HOME},
    {SDLK_LEFT, GM_VK_LEFT},
    {SDLK_UP, GM_VK_UP},
    {SDLK_RIGHT, GM_VK_RIGHT},
    {SDLK_DOWN, GM_VK_DOWN},
    {SDLK_PRINTSCREEN, GM_VK_PRINTSCREEN},
    {SDLK_INSERT, GM_VK_INSERT},
    {SDLK_DELETE, GM_VK_DELETE},
    {SDLK_KP_0, GM_VK_NUMPAD0},
    {SDLK_KP_MULTIPLY, GM_VK_MULTIPLY},
    {SDLK_KP_PLUS, GM_VK_ADD},
    {SDLK_KP_MINUS, GM_VK_SUBTRACT},
    {SDLK_KP_PERIOD, GM_VK_DECIMAL},
    {SDLK_KP_DIVIDE, GM_VK_DIVIDE},
    {SDLK_LSHIFT, GM_VK_LSHIFT},
    {SDLK_RSHIFT, GM_VK_RSHIFT},
    {SDLK_LCTRL, GM_VK_LCONTROL},
    {SDLK_RCTRL, GM_VK_RCONTROL},
    {SDLK_LALT, GM_VK_LALT},
    {SDLK_RALT, GM_VK_RALT},
    /* punctuation: the desktop's own numbers, of which the manual names none */
    {SDLK_SEMICOLON, 186},
    {SDLK_EQUALS, 187},
    {SDLK_COMMA, 188},
    {SDLK_MINUS, 189},
    {SDLK_PERIOD, 190},
    {SDLK_SLASH, 191},
    {SDLK_BACKQUOTE, 192},
    {SDLK_LEFTBRACKET, 219},
    {SDLK_BACKSLASH, 220},
    {SDLK_RIGHTBRACKET, 221},
    {SDLK_QUOTE, 222},
};

/* Where a layout has no Latin letters, letters are where the common layout has them. */
static int key_of_place(SDL_Scancode place) {
    if (place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z)
        return 'A' + (int)(place - SDL_SCANCODE_A);
    if (place >= SDL_SCANCODE_1 && place <= SDL_SCANCODE_9)
        return '1' + (int)(place - SDL_SCANCODE_1);
    return place == SDL_SCANCODE_0 ? '0' : GM_VK_NOKEY;
}

static int key_of(const SDL_Keysym *key) {
    SDL_Keycode code = key->sym;
    if (code >= 'a' && code <= 'z') return 'A' + (code - 'a');
    if (code >= '0' && code <= '9') return code;
    if (code >= SDLK_F1 && code <= SDLK_F1 + LAST_F_KEY) return GM_VK_F1 + (code - SDLK_F1);
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return GM_VK_NUMPAD0 + 1 + (code - SDLK_KP_1);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].sdl == code) return keys[i].key;
    return key_of_place(key->scancode);
}

static int button_of(Uint8 button) {
    static const int buttons[] = {NO_BUTTON,   GM_MB_LEFT,  GM_MB_MIDDLE,
                                  GM_MB_RIGHT, GM_MB_SIDE1, GM_MB_SIDE2};
    return button < sizeof buttons / sizeof *buttons ? buttons[button] : NO_BUTTON;
}

static bool take_key(const SDL_KeyboardEvent *sdl, WindowEvent *event) {
    event->kind = sdl->type == SDL_KEYDOWN ? WINDOW_KEY_DOWN : WINDOW_KEY_UP;
    event->key = key_of(&sdl->keysym);
    return event->key != GM_VK_NOKEY && sdl->repeat == 0;
}

static bool take_button(const SDL_MouseButtonEvent *sdl, WindowEvent *event) {
    event->kind = sdl->type == SDL_MOUSEBUTTONDOWN ? WINDOW_MOUSE_DOWN : WINDOW_MOUSE_UP;
    event->key = button_of(sdl->button);
    window_to_game(sdl->x, sdl->y, &event->x, &event->y);
    return event->key != NO_BUTTON;
}

static bool take_wheel(const SDL_MouseWheelEvent *sdl, WindowEvent *event) {
    event->kind = WINDOW_WHEEL;
    event->y = sdl->direction == SDL_MOUSEWHEEL_FLIPPED ? -sdl->y : sdl->y;
    return sdl->y != 0;
}

static bool take_window(const SDL_WindowEvent *sdl, WindowEvent *event) {
    switch (sdl->event) {
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        event->kind = WINDOW_FOCUS_GAINED;
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        event->kind = WINDOW_FOCUS_LOST;
        return true;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        event->kind = WINDOW_RESIZED;
        return true;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        event->kind = WINDOW_DISPLAY;
        event->key = sdl->data1;
        SDL_strlcpy(event->text, "window moved to it", sizeof event->text);
        return true;
    default:
        return false;
    }
}

static bool take_display(const SDL_DisplayEvent *sdl, WindowEvent *event) {
    const char *what = sdl->event == SDL_DISPLAYEVENT_CONNECTED      ? "connected"
                       : sdl->event == SDL_DISPLAYEVENT_DISCONNECTED ? "disconnected"
                       : sdl->event == SDL_DISPLAYEVENT_ORIENTATION  ? "turned"
                                                                     : NULL;
    event->kind = WINDOW_DISPLAY;
    event->key = (int)sdl->display;
    if (what != NULL) SDL_strlcpy(event->text, what, sizeof event->text);
    return what != NULL;
}

/* The language the user likes best, with the country if one is set. */
static bool take_locale(WindowEvent *event) {
    SDL_Locale *locales = SDL_GetPreferredLocales();
    event->kind = WINDOW_LOCALE;
    if (locales != NULL && locales[0].language != NULL)
        SDL_snprintf(event->text, sizeof event->text, "%s%s%s", locales[0].language,
                     locales[0].country != NULL ? "_" : "",
                     locales[0].country != NULL ? locales[0].country : "");
    SDL_free(locales);
    return true;
}

/* False: it means nothing to a game. */
static bool translate(const SDL_Event *sdl, WindowEvent *event) {
    *event = (WindowEvent){0};
    switch (sdl->type) { /* an integer: SDL's list has many more */
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return take_key(&sdl->key, event);
    case SDL_TEXTINPUT:
        event->kind = WINDOW_TEXT;
        SDL_utf8strlcpy(event->text, sdl->text.text, sizeof event->text);
        return true;
    case SDL_MOUSEMOTION:
        event->kind = WINDOW_MOUSE_MOVE;
        window_to_game(sdl->motion.x, sdl->motion.y, &event->x, &event->y);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return take_button(&sdl->button, event);
    case SDL_MOUSEWHEEL:
        return take_wheel(&sdl->wheel, event);
    case SDL_WINDOWEVENT:
        return take_window(&sdl->window, event);
    case SDL_DISPLAYEVENT:
        return take_display(&sdl->display, event);
    case SDL_LOCALECHANGED:
        return take_locale(event);
    case SDL_APP_LOWMEMORY:
        event->kind = WINDOW_LOW_MEMORY;
        return true;
    case SDL_AUDIODEVICEADDED:
    case SDL_AUDIODEVICEREMOVED:
        audio_roster_look();
        return false; /* audio_roster_tell does */
    case SDL_QUIT:
        event->kind = WINDOW_CLOSE;
        return true;
    default:
        return pads_translate(sdl, event);
    }
}

bool window_poll(WindowEvent *event) {
    SDL_Event sdl;
    if (window_sdl() == NULL) return false;
    while (!pads_tell_new(event)) {
        if (!SDL_PollEvent(&sdl)) return audio_roster_tell(event);
        if (translate(&sdl, event)) break;
    }
    return true;
}
