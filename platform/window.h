/* The window (or, headless, the picture that would be in it). Thread: main. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

typedef struct WindowDesc {
    const char *title;
    int width, height; /* the game's own size in pixels */
    int scale;         /* window pixels per game pixel at first; 0: as large as fits, at most 3 */
    bool headless;     /* SDL's dummy driver and software renderer */
} WindowDesc;

bool window_open(const WindowDesc *desc); /* false: said why */
void window_close(void);
int window_width(void); /* the game's own size */
int window_height(void);
bool window_is_headless(void);
bool window_has_focus(void); /* what the player types goes there; headless: never */
void window_set_title(const char *title);
void window_set_fullscreen(bool fullscreen);
bool window_is_fullscreen(void);
void window_set_size(int width, int height); /* on the screen; fullscreen, headless: nothing */
typedef struct WindowScreen {
    int width, height;
} WindowScreen;
WindowScreen window_screen(void); /* pixels of the display; headless: the game's own size */
/* Where a picture of that size lies in a window: as large as it fits, by a whole factor if that
 * fills at least four fifths of what is possible, in the middle. */
typedef struct WindowFit {
    int x, y;
    double scale;
} WindowFit;
WindowFit window_fit(int window_width, int window_height, int width, int height);
/* Window position to the game's own pixels (letterboxed scaling undone). */
void window_to_game(int wx, int wy, double *x, double *y);

/* What the system told us since the last call; false: nothing more. Keys are GM_VK_... codes.
 * Shift, Control and Alt are told apart by their side. */
typedef enum WindowEventKind {
    WINDOW_KEY_DOWN, /* key; not repeated while held */
    WINDOW_KEY_UP,
    WINDOW_TEXT,       /* text */
    WINDOW_MOUSE_MOVE, /* x, y in the game's own pixels */
    WINDOW_MOUSE_DOWN, /* key: GM_MB_... */
    WINDOW_MOUSE_UP,
    WINDOW_WHEEL, /* y: > 0 up */
    WINDOW_FOCUS_GAINED,
    WINDOW_FOCUS_LOST,
    WINDOW_RESIZED,
    WINDOW_CLOSE,
    WINDOW_PAD_CAME,      /* pad, facts */
    WINDOW_PAD_LEFT,      /* pad */
    WINDOW_PAD_BUTTON,    /* pad, key: its number, x: 0 to 1 */
    WINDOW_PAD_AXIS,      /* pad, key: its number, x: -1 to 1 */
    WINDOW_PAD_HAT,       /* pad, key: its number, x: as pads_hat has it */
    WINDOW_AUDIO_ADDED,   /* text: the device's name; key: 1 it records, 0 it plays */
    WINDOW_AUDIO_REMOVED, /* text, key */
    WINDOW_AUDIO_DEFAULT, /* text: what sound is played on by default; "" nothing */
    WINDOW_DISPLAY,       /* key: the display's number; text: what happened to it */
    WINDOW_LOCALE,        /* text: "en_GB" */
    WINDOW_LOW_MEMORY
} WindowEventKind;
typedef struct WindowEvent {
    WindowEventKind kind;
    int key, pad;
    double x, y;
    char text[128];
    const struct PadFacts *facts; /* lent until the next poll */
} WindowEvent;
bool window_poll(WindowEvent *event);

#endif
