/* The window by SDL: opening it, and where the picture lies in it. */
#include "log.h"
#include "sdl.h"
#include "window.h"

#include <math.h>

static const double WHOLE_IS_ENOUGH = 0.8; /* of the scale that would fill the window */

static struct {
    SDL_Window *window;
    int width, height;
    bool headless, fullscreen, is_open;
} the_window;

/* MARK: opening */

static void be_quiet_and_deterministic(bool headless) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1"); /* also where a driver is asked for by name */
    /* a window of the software renderer must not load OpenGL behind our back */
    SDL_SetHintWithPriority(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0", SDL_HINT_OVERRIDE);
    if (!headless) return;
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
    Uint32 flags =
        desc->headless ? SDL_WINDOW_HIDDEN : SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
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
    if (!the_window.headless) return;
    SDL_ResetHint(SDL_HINT_VIDEODRIVER); /* the next game may have a window */
    SDL_ResetHint(SDL_HINT_RENDER_DRIVER);
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

bool window_has_focus(void) {
    return !the_window.headless && the_window.window != NULL &&
           (SDL_GetWindowFlags(the_window.window) & SDL_WINDOW_INPUT_FOCUS) != 0;
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

void window_set_size(int width, int height) {
    if (the_window.window == NULL || the_window.headless || the_window.fullscreen) return;
    SDL_SetWindowSize(the_window.window, width, height);
}

WindowScreen window_screen(void) {
    SDL_DisplayMode mode;
    int display = the_window.headless || the_window.window == NULL
                      ? -1
                      : SDL_GetWindowDisplayIndex(the_window.window);
    if (display < 0 || SDL_GetDesktopDisplayMode(display, &mode) != 0)
        return (WindowScreen){the_window.width, the_window.height};
    return (WindowScreen){mode.w, mode.h};
}

WindowFit window_fit(int window_width, int window_height, int width, int height) {
    double scale = fmin((double)window_width / width, (double)window_height / height);
    if (scale > 1 && floor(scale) >= WHOLE_IS_ENOUGH * scale) scale = floor(scale);
    return (WindowFit){.x = (int)floor((window_width - width * scale) / 2),
                       .y = (int)floor((window_height - height * scale) / 2),
                       .scale = scale};
}

/* On dense screens a window position counts for several pixels. */
void window_to_game(int wx, int wy, double *x, double *y) {
    int width = the_window.width, height = the_window.height;
    int pixels_wide = width, pixels_high = height;
    if (the_window.window != NULL) {
        SDL_GetWindowSize(the_window.window, &width, &height);
        SDL_GetWindowSizeInPixels(the_window.window, &pixels_wide, &pixels_high);
    }
    WindowFit fit = window_fit(pixels_wide, pixels_high, the_window.width, the_window.height);
    *x = ((double)wx * pixels_wide / width - fit.x) / fit.scale;
    *y = ((double)wy * pixels_high / height - fit.y) / fit.scale;
}
