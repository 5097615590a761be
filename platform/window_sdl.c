/* The window, and SDL's events in the words of window.h. */
#include "log.h"
#include "sdl.h"
#include "window.h"

#include "../runtime/gm_types.h"

#include <math.h>
#include <stdlib.h>

static struct {
    SDL_Window *window;
    int width, height;
    bool headless, fullscreen, is_open;
} the_window;

/* MARK: opening */

static void be_quiet_and_deterministic(bool headless) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    if (!headless) return;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
}

/* The largest whole scale that leaves a margin on the screen, at most 3. */
static int fitting_scale(const WindowDesc *desc) {
    SDL_Rect screen;
    if (desc->headless) return 1;
    if (desc->scale > 0) return desc->scale;
    if (SDL_GetDisplayUsableBounds(0, &screen) != 0) return 1;
    int scale = SDL_min(screen.w * 9 / 10 / desc->width, screen.h * 9 / 10 / desc->height);
    return SDL_clamp(scale, 1, 3);
}

bool window_open(const WindowDesc *desc) {
    be_quiet_and_deterministic(desc->headless);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        log_error("no window could be opened: %s (--headless needs none)", SDL_GetError());
        return false;
    }
    int scale = fitting_scale(desc);
    Uint32 flags = desc->headless ? SDL_WINDOW_HIDDEN : SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    the_window.is_open = true;
    the_window.width = desc->width;
    the_window.height = desc->height;
    the_window.headless = desc->headless;
    the_window.fullscreen = false;
    the_window.window =
        SDL_CreateWindow(desc->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         desc->width * scale, desc->height * scale, flags);
    if (the_window.window == NULL) {
        log_error("no window could be opened: %s", SDL_GetError());
        window_close();
        return false;
    }
    SDL_StartTextInput();
    return true;
}

void window_close(void) {
    if (!the_window.is_open) return;
    if (the_window.window != NULL) SDL_DestroyWindow(the_window.window);
    the_window.window = NULL;
    the_window.is_open = false;
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

/* MARK: questions */

SDL_Window *window_sdl(void) {
    return the_window.window;
}

int window_width(void) {
    return the_window.width;
}

int window_height(void) {
    return the_window.height;
}

bool window_is_headless(void) {
    return the_window.headless;
}

void window_set_title(const char *title) {
    if (the_window.window != NULL) SDL_SetWindowTitle(the_window.window, title);
}

void window_set_fullscreen(bool fullscreen) {
    if (the_window.window == NULL || the_window.headless) return;
    if (SDL_SetWindowFullscreen(the_window.window,
                                fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0) == 0)
        the_window.fullscreen = fullscreen;
}

bool window_is_fullscreen(void) {
    return the_window.fullscreen;
}

SDL_Rect window_picture(void) {
    int width, height;
    if (the_window.headless || SDL_GetRendererOutputSize(render_sdl(), &width, &height) != 0)
        return (SDL_Rect){0, 0, the_window.width, the_window.height};
    double scale = fmin((double)width / the_window.width, (double)height / the_window.height);
    if (scale > 1) scale = floor(scale); /* whole pixels stay whole */
    int w = (int)(the_window.width * scale), h = (int)(the_window.height * scale);
    return (SDL_Rect){(width - w) / 2, (height - h) / 2, w, h};
}

void window_to_game(int wx, int wy, double *x, double *y) {
    SDL_Rect picture = window_picture();
    int window_pixels = picture.w, output = picture.w;
    SDL_GetWindowSize(the_window.window, &window_pixels, NULL);
    if (!the_window.headless) SDL_GetRendererOutputSize(render_sdl(), &output, NULL);
    else output = window_pixels;
    double density = window_pixels > 0 ? (double)output / window_pixels : 1;
    *x = (wx * density - picture.x) * the_window.width / picture.w;
    *y = (wy * density - picture.y) * the_window.height / picture.h;
}

/* MARK: events */

typedef struct KeyPair {
    SDL_Keycode sdl;
    int key;
} KeyPair;

static const KeyPair key_pairs[] = {
    {SDLK_BACKSPACE, GM_VK_BACKSPACE}, {SDLK_TAB, GM_VK_TAB},
    {SDLK_RETURN, GM_VK_ENTER},        {SDLK_KP_ENTER, GM_VK_ENTER},
    {SDLK_PAUSE, GM_VK_PAUSE},         {SDLK_ESCAPE, GM_VK_ESCAPE},
    {SDLK_SPACE, GM_VK_SPACE},         {SDLK_PAGEUP, GM_VK_PAGEUP},
    {SDLK_PAGEDOWN, GM_VK_PAGEDOWN},   {SDLK_END, GM_VK_END},
    {SDLK_HOME, GM_VK_HOME},           {SDLK_LEFT, GM_VK_LEFT},
    {SDLK_UP, GM_VK_UP},               {SDLK_RIGHT, GM_VK_RIGHT},
    {SDLK_DOWN, GM_VK_DOWN},           {SDLK_PRINTSCREEN, GM_VK_PRINTSCREEN},
    {SDLK_INSERT, GM_VK_INSERT},       {SDLK_DELETE, GM_VK_DELETE},
    {SDLK_KP_MULTIPLY, GM_VK_MULTIPLY}, {SDLK_KP_PLUS, GM_VK_ADD},
    {SDLK_KP_MINUS, GM_VK_SUBTRACT},   {SDLK_KP_PERIOD, GM_VK_DECIMAL},
    {SDLK_KP_DIVIDE, GM_VK_DIVIDE},    {SDLK_LSHIFT, GM_VK_LSHIFT},
    {SDLK_RSHIFT, GM_VK_RSHIFT},       {SDLK_LCTRL, GM_VK_LCONTROL},
    {SDLK_RCTRL, GM_VK_RCONTROL},      {SDLK_LALT, GM_VK_LALT},
    {SDLK_RALT, GM_VK_RALT},           {SDLK_KP_0, GM_VK_NUMPAD0},
};

static int key_of(SDL_Keycode code) {
    if (code >= SDLK_a && code <= SDLK_z) return code - SDLK_a + 'A';
    if (code >= SDLK_0 && code <= SDLK_9) return code;
    if (code >= SDLK_F1 && code <= SDLK_F12) return code - SDLK_F1 + GM_VK_F1;
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return code - SDLK_KP_1 + GM_VK_NUMPAD0 + 1;
    for (size_t i = 0; i < sizeof key_pairs / sizeof key_pairs[0]; i++)
        if (key_pairs[i].sdl == code) return key_pairs[i].key;
    return code > 32 && code < 127 ? code : 0;
}

static int button_of(Uint8 button) {
    switch (button) {
    case SDL_BUTTON_LEFT: return GM_MB_LEFT;
    case SDL_BUTTON_RIGHT: return GM_MB_RIGHT;
    case SDL_BUTTON_MIDDLE: return GM_MB_MIDDLE;
    case SDL_BUTTON_X1: return GM_MB_SIDE1;
    case SDL_BUTTON_X2: return GM_MB_SIDE2;
    default: return GM_MB_NONE;
    }
}

static bool translate_window(const SDL_WindowEvent *from, WindowEvent *to) {
    if (from->event == SDL_WINDOWEVENT_FOCUS_LOST) to->kind = WINDOW_FOCUS_LOST;
    else if (from->event == SDL_WINDOWEVENT_SIZE_CHANGED) to->kind = WINDOW_RESIZED;
    else return false;
    return true;
}

static bool translate_key(const SDL_KeyboardEvent *from, WindowEvent *to) {
    to->kind = from->type == SDL_KEYDOWN ? WINDOW_KEY_DOWN : WINDOW_KEY_UP;
    to->key = key_of(from->keysym.sym);
    return from->repeat == 0 && to->key != 0;
}

static bool translate_button(const SDL_MouseButtonEvent *from, WindowEvent *to) {
    to->kind = from->type == SDL_MOUSEBUTTONDOWN ? WINDOW_MOUSE_DOWN : WINDOW_MOUSE_UP;
    to->key = button_of(from->button);
    window_to_game(from->x, from->y, &to->x, &to->y);
    return to->key != GM_MB_NONE;
}

/* False: nothing that the game is told about. */
static bool translate(const SDL_Event *from, WindowEvent *to) {
    *to = (WindowEvent){0};
    switch (from->type) {
    case SDL_QUIT: to->kind = WINDOW_CLOSE; return true;
    case SDL_WINDOWEVENT: return translate_window(&from->window, to);
    case SDL_KEYDOWN:
    case SDL_KEYUP: return translate_key(&from->key, to);
    case SDL_TEXTINPUT:
        to->kind = WINDOW_TEXT;
        SDL_utf8strlcpy(to->text, from->text.text, sizeof to->text);
        return true;
    case SDL_MOUSEMOTION:
        to->kind = WINDOW_MOUSE_MOVE;
        window_to_game(from->motion.x, from->motion.y, &to->x, &to->y);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return translate_button(&from->button, to);
    case SDL_MOUSEWHEEL:
        to->kind = WINDOW_WHEEL;
        to->y = from->wheel.y;
        return true;
    default: return false;
    }
}

bool window_poll(WindowEvent *event) {
    SDL_Event heard;
    while (the_window.is_open && SDL_PollEvent(&heard))
        if (translate(&heard, event)) return true;
    return false;
}
