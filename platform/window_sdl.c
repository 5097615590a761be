/* The window by SDL: opening, size, title, full screen, and where the picture lies in it. */
#include "window.h"
#include "window_sdl.h"

#include "log.h"

#include <math.h>

enum { MOST_SCALE = 3 };
static const double WHOLE_IS_ENOUGH = 0.8; /* of the scale that would fill the window */

static struct {
    SDL_Window *window;
    int width, height;
    bool headless;
} the_window;

WindowFit window_fit(int window_width, int window_height, int width, int height) {
    double scale = fmin((double)window_width / width, (double)window_height / height);
    if (scale > 1 && floor(scale) >= WHOLE_IS_ENOUGH * scale) scale = floor(scale);
    return (WindowFit){.x = (int)floor((window_width - width * scale) / 2),
                       .y = (int)floor((window_height - height * scale) / 2),
                       .scale = scale};
}

/* How many window pixels a game pixel gets at first. */
static int first_scale(const WindowDesc *desc) {
    if (desc->headless) return 1;
    if (desc->scale > 0) return desc->scale;
    SDL_Rect screen;
    if (SDL_GetDisplayUsableBounds(0, &screen) != 0) return 1;
    int scale = MOST_SCALE;
    while (scale > 1 && (desc->width * scale > screen.w || desc->height * scale > screen.h))
        scale--;
    return scale;
}

static void set_hints(bool headless) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    /* a window of the software renderer must not load OpenGL behind our back */
    SDL_SetHintWithPriority(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0", SDL_HINT_OVERRIDE);
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    if (headless) SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
}

bool window_open(const WindowDesc *desc) {
    set_hints(desc->headless);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        log_error("There is no window to be had: %s. Without a display, run with --headless",
                  SDL_GetError());
        return false;
    }
    int scale = first_scale(desc);
    Uint32 flags = desc->headless ? SDL_WINDOW_HIDDEN : SDL_WINDOW_RESIZABLE;
    the_window.window =
        SDL_CreateWindow(desc->title != NULL ? desc->title : "", SDL_WINDOWPOS_CENTERED,
                         SDL_WINDOWPOS_CENTERED, desc->width * scale, desc->height * scale, flags);
    if (the_window.window == NULL) {
        log_error("The window of %d x %d pixels could not be opened: %s", desc->width * scale,
                  desc->height * scale, SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return false;
    }
    the_window.width = desc->width;
    the_window.height = desc->height;
    the_window.headless = desc->headless;
    if (!desc->headless) SDL_StartTextInput();
    return true;
}

void window_close(void) {
    if (the_window.window == NULL) return;
    SDL_DestroyWindow(the_window.window);
    the_window.window = NULL;
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    if (SDL_WasInit(SDL_INIT_EVERYTHING & ~(Uint32)SDL_INIT_EVENTS) == 0) SDL_Quit();
}

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
    SDL_SetWindowFullscreen(the_window.window, fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

bool window_is_fullscreen(void) {
    return the_window.window != NULL &&
           (SDL_GetWindowFlags(the_window.window) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

void window_to_game(int wx, int wy, double *x, double *y) {
    int width = the_window.width, height = the_window.height;
    if (the_window.window != NULL) SDL_GetWindowSize(the_window.window, &width, &height);
    WindowFit fit = window_fit(width, height, the_window.width, the_window.height);
    *x = (wx - fit.x) / fit.scale;
    *y = (wy - fit.y) / fit.scale;
}
