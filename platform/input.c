/* The latch: edges come in at any time, a step sees them once. Keys and mouse buttons are the same
 * thing here, switches: number 0 to 255 is the key, then come the buttons. */
#include "input.h"

#include <string.h>

#include "../runtime/gm_types.h"
#include "pads.h"
#include "utf8.h"

enum {
    BUTTON_COUNT = GM_MB_SIDE2,
    FIRST_KEY = GM_VK_ANYKEY + 1,
    FIRST_BUTTON = GM_VK_COUNT, /* the switch of GM_MB_LEFT */
    SWITCH_COUNT = FIRST_BUTTON + BUTTON_COUNT
};

typedef struct Switch {
    bool is_held;            /* by the device, now */
    bool is_ignored;         /* cleared while held: nothing counts until it has gone up */
    bool went_down, went_up; /* since the latch */
    bool in_set[3];          /* of this step, by InputSet */
} Switch;

static struct {
    Switch switches[SWITCH_COUNT];
    double view_x, view_y, scale_x, scale_y;
    double gui_scale_x, gui_scale_y;
    double next_x, next_y; /* the pointer's place at the next latch, window pixels */
    InputPointer pointer;
    int next_up, next_down, wheel_up, wheel_down; /* notches */
    char typed[INPUT_TEXT_BYTES];                 /* since the latch; '\b' is a backspace */
    size_t typed_bytes;
    char text[INPUT_TEXT_BYTES + 1];
} the_input;

void input_open(void) {
    memset(&the_input, 0, sizeof the_input);
    input_set_view(0, 0, 1, 1);
    input_set_gui(1, 1);
    pads_open();
}

/* MARK: gathering */

static void edge(int number, bool down) {
    Switch *it = &the_input.switches[number];
    if (it->is_held == down) return; /* a repeat, or the end of something that never began */
    it->is_held = down;
    if (!it->is_ignored && down) it->went_down = true;
    if (!it->is_ignored && !down) it->went_up = true;
    if (!down) it->is_ignored = false;
}

static void type(const char *text) {
    size_t bytes = strlen(text);
    if (bytes > sizeof the_input.typed - the_input.typed_bytes) return;
    memcpy(the_input.typed + the_input.typed_bytes, text, bytes);
    the_input.typed_bytes += bytes;
}

/* The left and the right Shift, Control and Alt also work the key that means either. */
static void edge_of_either(int key, bool down) {
    int either = GM_VK_SHIFT + (key - GM_VK_LSHIFT) / 2;
    int sibling = key ^ 1;
    if (down || !the_input.switches[sibling].is_held) edge(either, down);
}

void input_key_edge(int key, bool down) {
    if (key < FIRST_KEY || key >= GM_VK_COUNT) return;
    if (key == GM_VK_BACKSPACE && down && !the_input.switches[key].is_held) type("\b");
    edge(key, down);
    if (key >= GM_VK_LSHIFT && key <= GM_VK_RALT) edge_of_either(key, down);
}

static void button_edge(int button, bool down) {
    if (button >= GM_MB_LEFT && button <= BUTTON_COUNT)
        edge(FIRST_BUTTON + button - GM_MB_LEFT, down);
}

static void point_to(const WindowEvent *event) {
    the_input.next_x = event->x;
    the_input.next_y = event->y;
}

/* Another window has the keyboard: what goes up from now on is not told. */
static void let_all_go(void) {
    for (int i = 0; i < SWITCH_COUNT; i++)
        edge(i, false);
}

void input_feed(const WindowEvent *event) {
    switch ((int)event->kind) {
    case WINDOW_KEY_DOWN:
        input_key_edge(event->key, true);
        break;
    case WINDOW_KEY_UP:
        input_key_edge(event->key, false);
        break;
    case WINDOW_TEXT:
        type(event->text);
        break;
    case WINDOW_MOUSE_MOVE:
        point_to(event);
        break;
    case WINDOW_MOUSE_DOWN:
        point_to(event);
        button_edge(event->key, true);
        break;
    case WINDOW_MOUSE_UP:
        point_to(event);
        button_edge(event->key, false);
        break;
    case WINDOW_WHEEL:
        if (event->y > 0) the_input.next_up++;
        if (event->y < 0) the_input.next_down++;
        break;
    case WINDOW_FOCUS_LOST:
        let_all_go();
        break;
    case WINDOW_PAD_CAME:
    case WINDOW_PAD_LEFT:
    case WINDOW_PAD_BUTTON:
    case WINDOW_PAD_AXIS:
    case WINDOW_PAD_HAT:
        pads_feed(event);
        break;
    default:
        break; /* no input */
    }
}

/* MARK: the latch */

static void latch_switch(Switch *it) {
    it->in_set[INPUT_DOWN] = it->is_held && !it->is_ignored;
    it->in_set[INPUT_PRESSED] = it->went_down;
    it->in_set[INPUT_RELEASED] = it->went_up;
    it->went_down = it->went_up = false;
}

/* Adds bytes behind the text and forgets its oldest characters if that is too much. */
static void text_add(const char *bytes, size_t count) {
    char *text = the_input.text;
    size_t length = strlen(text), drop = 0;
    while (length - drop + count > INPUT_TEXT_BYTES && text[drop] != '\0')
        drop = utf8_next(text, drop);
    memmove(text, text + drop, length - drop);
    memcpy(text + length - drop, bytes, count);
    text[length - drop + count] = '\0';
}

static void latch_text(void) {
    for (size_t i = 0; i < the_input.typed_bytes; i++) {
        char *text = the_input.text;
        if (the_input.typed[i] == '\b')
            text[utf8_previous(text, strlen(text))] = '\0';
        else
            text_add(&the_input.typed[i], 1);
    }
    the_input.typed_bytes = 0;
}

void input_latch(void) {
    for (int i = 0; i < SWITCH_COUNT; i++)
        latch_switch(&the_input.switches[i]);
    latch_text();
    pads_latch();
    the_input.wheel_up = the_input.next_up;
    the_input.wheel_down = the_input.next_down;
    the_input.next_up = the_input.next_down = 0;
    the_input.pointer = (InputPointer){
        .x = the_input.view_x + the_input.next_x / the_input.scale_x,
        .y = the_input.view_y + the_input.next_y / the_input.scale_y,
        .gui_x = the_input.next_x / the_input.gui_scale_x,
        .gui_y = the_input.next_y / the_input.gui_scale_y,
        .window_x = the_input.next_x,
        .window_y = the_input.next_y,
    };
}

/* MARK: what the step sees */

static bool any_of(InputSet set, int first, int end) {
    for (int i = first; i < end; i++)
        if (the_input.switches[i].in_set[set]) return true;
    return false;
}

bool input_key(InputSet set, int key) {
    if (key == GM_VK_ANYKEY) return any_of(set, FIRST_KEY, GM_VK_COUNT);
    if (key == GM_VK_NOKEY) return !any_of(set, FIRST_KEY, GM_VK_COUNT);
    return key > 0 && key < GM_VK_COUNT && the_input.switches[key].in_set[set];
}

bool input_button(InputSet set, int button) {
    if (button == GM_MB_ANY) return any_of(set, FIRST_BUTTON, SWITCH_COUNT);
    if (button == GM_MB_NONE) return !any_of(set, FIRST_BUTTON, SWITCH_COUNT);
    return button > 0 && button <= BUTTON_COUNT &&
           the_input.switches[FIRST_BUTTON + button - GM_MB_LEFT].in_set[set];
}

int input_next_key(InputSet set, int after) {
    if (after == GM_VK_ANYKEY || after == GM_VK_NOKEY) return -1;
    for (int key = after < 0 ? FIRST_KEY : after + 1; key < GM_VK_COUNT; key++)
        if (the_input.switches[key].in_set[set]) return key;
    return input_key(set, GM_VK_ANYKEY) ? GM_VK_ANYKEY : GM_VK_NOKEY;
}

static void clear(int first, int end) {
    for (int i = first; i < end; i++) {
        Switch *it = &the_input.switches[i];
        *it = (Switch){.is_held = it->is_held, .is_ignored = it->is_held};
    }
}

void input_clear_key(int key) {
    if (key == GM_VK_ANYKEY)
        clear(FIRST_KEY, GM_VK_COUNT);
    else if (key >= FIRST_KEY && key < GM_VK_COUNT)
        clear(key, key + 1);
}

void input_clear_button(int button) {
    int first = FIRST_BUTTON + button - GM_MB_LEFT;
    if (button == GM_MB_ANY)
        clear(FIRST_BUTTON, SWITCH_COUNT);
    else if (button >= GM_MB_LEFT && button <= BUTTON_COUNT)
        clear(first, first + 1);
}

int input_wheel_up(void) {
    return the_input.wheel_up;
}
int input_wheel_down(void) {
    return the_input.wheel_down;
}

void input_set_view(double x, double y, double scale_x, double scale_y) {
    the_input.view_x = x;
    the_input.view_y = y;
    the_input.scale_x = scale_x > 0 ? scale_x : 1;
    the_input.scale_y = scale_y > 0 ? scale_y : 1;
}

void input_set_gui(double scale_x, double scale_y) {
    the_input.gui_scale_x = scale_x;
    the_input.gui_scale_y = scale_y;
}

InputPointer input_pointer(void) {
    return the_input.pointer;
}

const char *input_text(void) {
    return the_input.text;
}

void input_set_text(const char *text) {
    size_t bytes = strlen(text), drop = 0;
    while (bytes - drop > INPUT_TEXT_BYTES)
        drop = utf8_next(text, drop);
    memmove(the_input.text, text + drop, bytes - drop + 1); /* it may be a part of itself */
}
