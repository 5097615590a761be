/* The first door: keys, buttons, the pointer and typed text. What the system says is gathered
 * between steps; the latch makes of it what one step sees, and that stands still until the next.
 *
 *     while (window_poll(&event)) input_feed(&event);
 *     input_latch();
 *
 * The game's own calls (gm_input.h) are in input_calls.c. Thread: main, all of it.
 * Source: runtime-model 8.1, 8.2. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include <stdbool.h>

#include "window.h"

typedef enum InputSet {
    INPUT_DOWN,    /* is down */
    INPUT_PRESSED, /* went down since the latch before; a tap between two latches too */
    INPUT_RELEASED /* went up since the latch before */
} InputSet;

void input_open(void); /* forgets everything: nothing is down, nothing was typed */
void input_feed(const WindowEvent *event);
/* As if the key had gone down or up: seen after the next latch. Not a key: does nothing. */
void input_key_edge(int key, bool down);
void input_latch(void);

/* GM_VK_ANYKEY and GM_VK_NOKEY ask about all keys of the set; GM_MB_ANY and GM_MB_NONE alike. */
bool input_key(InputSet set, int key);
bool input_button(InputSet set, int button);
/* The keys of a set in the order of their events: ascending, then GM_VK_ANYKEY or GM_VK_NOKEY,
 * then -1. Asked live, so that a key which a handler clears has no further event:
 *     for (int key = input_next_key(set, -1); key >= 0; key = input_next_key(set, key)) */
int input_next_key(InputSet set, int after);
/* Takes a key (GM_VK_ANYKEY: all) or button (GM_MB_ANY: all) out of the three sets; while it is
 * held it is ignored until it has gone up. */
void input_clear_key(int key);
void input_clear_button(int button);

int input_wheel_up(void); /* notches since the latch before */
int input_wheel_down(void);

/* How room pixels become window pixels, as render_set_view has it: (room - x) * scale. The next
 * latch uses it for the pointer's place in the room. */
void input_set_view(double x, double y, double scale_x, double scale_y);
/* How a Draw GUI event's positions become window pixels, for the same. */
void input_set_gui(double scale_x, double scale_y);
typedef struct InputPointer {
    double x, y;               /* room pixels */
    double gui_x, gui_y;       /* as Draw GUI events see it */
    double window_x, window_y; /* window pixels at the game's own size */
} InputPointer;
InputPointer input_pointer(void);

/* What was typed, UTF-8: the last INPUT_TEXT_BYTES of it; backspace takes a character away. Lent
 * until the next latch. */
enum { INPUT_TEXT_BYTES = 1024 };
const char *input_text(void);
void input_set_text(const char *text);

#endif
