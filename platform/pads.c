/* What a step sees of the pads. A button is a value from 0 to 1 that counts as down from the slot's
 * threshold on; going over it and back between two latches is a press and a release, as with keys.
 */
#include "pads.h"

#include <math.h>
#include <string.h>

static const double FIRST_THRESHOLD = 0.5;

typedef struct PadButton {
    double next, value; /* as the device says; as the step sees it */
    bool is_held, went_down, went_up;
    bool in_set[3]; /* by InputSet */
} PadButton;

typedef struct Pad {
    bool comes, is_there; /* there at the next latch; there in this step */
    unsigned arrival;
    PadFacts facts;
    PadButton buttons[PAD_BUTTONS];
    double next_axes[PAD_AXES], axes[PAD_AXES];
    int next_hats[PAD_HATS], hats[PAD_HATS];
    double deadzone, threshold;
} Pad;

static struct {
    Pad pads[PADS];
    unsigned arrivals;
} the_pads;

void pads_open(void) {
    memset(&the_pads, 0, sizeof the_pads);
    for (int slot = 0; slot < PADS; slot++)
        the_pads.pads[slot].threshold = FIRST_THRESHOLD;
}

/* MARK: gathering */

static void come(Pad *pad, const PadFacts *facts) {
    double deadzone = pad->deadzone, threshold = pad->threshold;
    bool was_there = pad->is_there;
    *pad = (Pad){.comes = true,
                 .is_there = was_there,
                 .arrival = ++the_pads.arrivals,
                 .facts = *facts,
                 .deadzone = deadzone,
                 .threshold = threshold};
}

static void set_button(Pad *pad, int number, double value) {
    if (number < 0 || number >= PAD_BUTTONS) return;
    PadButton *button = &pad->buttons[number];
    bool down = value >= pad->threshold;
    button->next = value;
    if (down && !button->is_held) button->went_down = true;
    if (!down && button->is_held) button->went_up = true;
    button->is_held = down;
}

void pads_feed(const WindowEvent *event) {
    if (event->pad < 0 || event->pad >= PADS) return;
    Pad *pad = &the_pads.pads[event->pad];
    if (event->kind == WINDOW_PAD_CAME)
        come(pad, event->facts);
    else if (event->kind == WINDOW_PAD_LEFT)
        pad->comes = false;
    else if (event->kind == WINDOW_PAD_BUTTON)
        set_button(pad, event->key, event->x);
    else if (event->kind == WINDOW_PAD_AXIS && event->key < PAD_AXES)
        pad->next_axes[event->key] = event->x;
    else if (event->kind == WINDOW_PAD_HAT && event->key < PAD_HATS)
        pad->next_hats[event->key] = (int)event->x;
}

/* MARK: the latch */

static void latch_button(PadButton *button) {
    button->value = button->next;
    button->in_set[INPUT_DOWN] = button->is_held;
    button->in_set[INPUT_PRESSED] = button->went_down;
    button->in_set[INPUT_RELEASED] = button->went_up;
    button->went_down = button->went_up = false;
}

void pads_latch(void) {
    for (int slot = 0; slot < PADS; slot++) {
        Pad *pad = &the_pads.pads[slot];
        pad->is_there = pad->comes;
        if (!pad->is_there) continue;
        for (int i = 0; i < PAD_BUTTONS; i++)
            latch_button(&pad->buttons[i]);
        memcpy(pad->axes, pad->next_axes, sizeof pad->axes);
        memcpy(pad->hats, pad->next_hats, sizeof pad->hats);
    }
}

/* MARK: what the step sees */

/* NULL: there is no such slot. */
static Pad *pad_of(int slot) {
    return slot >= 0 && slot < PADS ? &the_pads.pads[slot] : NULL;
}

/* NULL: there is no pad in it. */
static const Pad *present(int slot) {
    const Pad *pad = pad_of(slot);
    return pad != NULL && pad->is_there ? pad : NULL;
}

bool pads_is_taken(int slot) {
    const Pad *pad = pad_of(slot);
    return pad == NULL || pad->comes || pad->is_there;
}

bool pads_is_there(int slot) {
    return present(slot) != NULL;
}

unsigned pads_arrival(int slot) {
    const Pad *pad = present(slot);
    return pad != NULL ? pad->arrival : 0;
}

const PadFacts *pads_facts(int slot) {
    const Pad *pad = present(slot);
    return pad != NULL ? &pad->facts : NULL;
}

bool pads_button(InputSet set, int slot, int button) {
    const Pad *pad = present(slot);
    return pad != NULL && button >= 0 && button < PAD_BUTTONS && pad->buttons[button].in_set[set];
}

double pads_button_value(int slot, int button) {
    const Pad *pad = present(slot);
    return pad != NULL && button >= 0 && button < PAD_BUTTONS ? pad->buttons[button].value : 0;
}

/* What lies beyond the dead zone is stretched, so that it still begins at 0 and ends at 1. */
double pads_axis(int slot, int axis) {
    const Pad *pad = present(slot);
    if (pad == NULL || axis < 0 || axis >= PAD_AXES) return 0;
    double value = pad->axes[axis], beyond = fabs(value) - pad->deadzone;
    if (pad->deadzone <= 0) return value;
    return beyond > 0 ? copysign(beyond / (1 - pad->deadzone), value) : 0;
}

int pads_hat(int slot, int hat) {
    const Pad *pad = present(slot);
    return pad != NULL && hat >= 0 && hat < PAD_HATS ? pad->hats[hat] : 0;
}

static double from_0_to_1(double value) {
    return value > 0 ? fmin(value, 1) : 0;
}

void pads_set_deadzone(int slot, double deadzone) {
    if (pad_of(slot) != NULL) pad_of(slot)->deadzone = from_0_to_1(deadzone);
}

void pads_set_threshold(int slot, double threshold) {
    if (pad_of(slot) != NULL) pad_of(slot)->threshold = from_0_to_1(threshold);
}

double pads_deadzone(int slot) {
    return pad_of(slot) != NULL ? pad_of(slot)->deadzone : 0;
}

double pads_threshold(int slot) {
    return pad_of(slot) != NULL ? pad_of(slot)->threshold : FIRST_THRESHOLD;
}
