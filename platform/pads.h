/* Game pads, a part of the first door: what one step sees of them. The devices (pads_sdl.c) say
 * what happens as window events; the latch makes of it what stands still for a step. Buttons and
 * axes are counted in the order of their constants: button 0 is GM_GP_FACE1, axis 0
 * GM_GP_AXISLH. Thread: main. Source: runtime-model 8.3, async-events 16.4. */
#ifndef PLATFORM_PADS_H
#define PLATFORM_PADS_H

#include <stdbool.h>

#include "input.h"

enum {
    PADS = 12, /* slots */
    PAD_STANDARD_BUTTONS = 16,
    PAD_BUTTONS = 28, /* the standard ones, then GM_GP_HOME to GM_GP_EXTRA6 */
    PAD_AXES = 8,
    PAD_HATS = 4
};

/* What does not change while a pad is there. */
typedef struct PadFacts {
    char name[128], guid[40];
    int buttons, axes, hats;
} PadFacts;

/* MARK: the latch */

void pads_open(void); /* forgets everything */
void pads_feed(const WindowEvent *event);
void pads_latch(void);
/* A pad is in the slot, or was when the last step began: it is not given to another yet. */
bool pads_is_taken(int slot);

bool pads_is_there(int slot); /* any number may be asked for: false, 0, "" where there is no pad */
/* Tells the pads of a slot apart: another number for each that came; 0: none is there. */
unsigned pads_arrival(int slot);
const PadFacts *pads_facts(int slot); /* NULL: no pad is there */
bool pads_button(InputSet set, int slot, int button);
double pads_button_value(int slot, int button); /* 0 to 1 */
double pads_axis(int slot, int axis);           /* -1 to 1, the dead zone taken out */
int pads_hat(int slot, int hat);                /* 1 up, 2 right, 4 down, 8 left, added up */
/* They are the slot's, and stay when its pad goes. */
void pads_set_deadzone(int slot, double deadzone);   /* 0 to 1; 0 at first */
void pads_set_threshold(int slot, double threshold); /* 0 to 1; 0.5 at first */
double pads_deadzone(int slot);
double pads_threshold(int slot);

/* MARK: the devices */

/* Looks for pads from now on. Headless, only for virtual ones, and only where the program around
 * the game has SDL's joysticks open: a run must not depend on what is plugged in. mappings: a file
 * of SDL's mappings that comes with the game; NULL: none. */
void pads_devices_open(bool headless, const char *mappings);
void pads_devices_close(void);
/* Strengths 0 to 1, of the two motors, until they are set again (for 65 seconds at most). */
void pads_vibrate(int slot, double left, double right);
void pads_light(int slot, int red, int green, int blue); /* 0 to 255 each */

#endif
