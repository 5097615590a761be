/* The dialog in the window: what its keys, buttons and clicks do. It takes what it uses; keys and
 * buttons that go up are also the game's business, which may have seen them go down. */
#include "dialog.h"

#include "../../platform/mem.h"
#include "../../runtime/gm_types.h"
#include "dialog_paint.h"

#include <stddef.h>

enum { REPEAT_AFTER = 30, REPEAT_EVERY = 3, BLINK = 30 }; /* steps */

static struct {
    bool is_open, shift_is_held;
    Request *request;
    DialogFace face;
    int repeating;  /* key that is held down in a field; 0: none */
    int held_steps; /* how long already */
    int still;      /* steps without input, for the caret */
} the_window;

static DialogFace *face(void) {
    return &the_window.face;
}

/* MARK: closing */

static void shut(void) {
    for (int i = 0; i < DIALOG_FIELDS; i++)
        dialog_field_close(&face()->fields[i]);
    the_window.is_open = false;
    the_window.repeating = 0;
}

static char *field_text(int i) {
    return i < face()->field_count ? mem_text(face()->fields[i].text) : NULL;
}

static void finish(bool accepted) {
    DialogKind kind = face()->ask->kind;
    DialogAnswer answer = {accepted, field_text(0), field_text(1)};
    shut();
    dialog_answer(the_window.request, kind, &answer);
    dialog_answer_free(&answer);
}

/* MARK: keys */

static bool is_field(int part) {
    return part >= 0 && part < face()->field_count;
}

static void move_focus(int by) {
    int count = face()->field_count + face()->button_count;
    face()->focus = (face()->focus + by + count) % count;
}

/* Enter goes through the fields one by one; behind the last one it accepts. */
static void enter(void) {
    int last_field = face()->field_count - 1;
    if (is_field(face()->focus) && face()->focus < last_field)
        move_focus(1);
    else
        finish(face()->focus <= face()->field_count);
}

static void key_in_field(int key) {
    if (!dialog_field_key(&face()->fields[face()->focus], key)) return;
    the_window.repeating = key;
    the_window.held_steps = 0;
}

static void key_on_button(int key) {
    bool to_accepting = key == GM_VK_LEFT && face()->focus > face()->field_count;
    bool to_other =
        key == GM_VK_RIGHT && face()->focus + 1 < face()->field_count + face()->button_count;
    if (key == GM_VK_SPACE)
        enter();
    else if (to_accepting)
        move_focus(-1);
    else if (to_other)
        move_focus(1);
}

static void key_down(int key) {
    the_window.still = 0;
    if (key == GM_VK_ENTER)
        enter();
    else if (key == GM_VK_ESCAPE)
        finish(false);
    else if (key == GM_VK_TAB)
        move_focus(the_window.shift_is_held ? -1 : 1);
    else if (is_field(face()->focus))
        key_in_field(key);
    else
        key_on_button(key);
}

static void text_typed(const char *text) {
    the_window.still = 0;
    if (is_field(face()->focus)) dialog_field_type(&face()->fields[face()->focus], text);
}

/* MARK: mouse */

static void mouse_down(const WindowEvent *event) {
    int part = dialog_part_at(face(), event->x, event->y);
    if (event->key != GM_MB_LEFT || part == DIALOG_NO_PART) return;
    the_window.still = 0;
    face()->held = part;
    if (is_field(part))
        dialog_field_put_caret(&face()->fields[part], dialog_caret_at(face(), part, event->x));
    face()->focus = part;
}

/* A button counts when it is let go where it was pressed. */
static void mouse_up(const WindowEvent *event) {
    int part = face()->held;
    if (event->key != GM_MB_LEFT || part == DIALOG_NO_PART) return;
    face()->held = DIALOG_NO_PART;
    if (!is_field(part) && dialog_part_at(face(), event->x, event->y) == part)
        finish(part == face()->field_count);
}

static void note_shift(const WindowEvent *event) {
    bool is_shift =
        event->key == GM_VK_SHIFT || event->key == GM_VK_LSHIFT || event->key == GM_VK_RSHIFT;
    if (event->kind == WINDOW_KEY_DOWN && is_shift) the_window.shift_is_held = true;
    if (event->kind == WINDOW_KEY_UP && is_shift) the_window.shift_is_held = false;
    if (event->kind == WINDOW_FOCUS_LOST) the_window.shift_is_held = false;
}

bool dialog_window_input(const WindowEvent *event) {
    note_shift(event);
    if (!the_window.is_open) return false;
    switch ((int)event->kind) {
    case WINDOW_KEY_DOWN:
        key_down(event->key);
        return true;
    case WINDOW_TEXT:
        text_typed(event->text);
        return true;
    case WINDOW_MOUSE_DOWN:
        mouse_down(event);
        return true;
    case WINDOW_WHEEL:
        return true;
    case WINDOW_KEY_UP:
        if (event->key == the_window.repeating) the_window.repeating = 0;
        return false;
    case WINDOW_MOUSE_UP:
        mouse_up(event);
        return false;
    case WINDOW_MOUSE_MOVE:
        face()->hovered = dialog_part_at(face(), event->x, event->y);
        return false;
    case WINDOW_FOCUS_LOST:
        the_window.repeating = 0;
        return false;
    default:
        return false;
    }
}

/* MARK: the back end */

static int count_fields(DialogKind kind) {
    switch (kind) {
    case DIALOG_MESSAGE:
    case DIALOG_QUESTION:
        return 0;
    case DIALOG_STRING:
    case DIALOG_INTEGER:
        return 1;
    case DIALOG_LOGIN:
        return 2;
    }
    return 0;
}

static DialogOpening open(const DialogAsk *ask, Request *request) {
    the_window.is_open = true;
    the_window.request = request;
    the_window.still = 0;
    *face() = (DialogFace){.ask = ask,
                           .field_count = count_fields(ask->kind),
                           .button_count = ask->kind == DIALOG_MESSAGE ? 1 : 2,
                           .hovered = DIALOG_NO_PART,
                           .held = DIALOG_NO_PART};
    const char *const texts[DIALOG_FIELDS] = {ask->first, ask->second};
    for (int i = 0; i < face()->field_count; i++)
        dialog_field_open(&face()->fields[i], texts[i]);
    face()->fields[0].is_integer = ask->kind == DIALOG_INTEGER;
    face()->fields[1].is_secret = ask->kind == DIALOG_LOGIN;
    return DIALOG_OPENED;
}

/* The caret blinks, and a key that is held down repeats. */
static bool poll(void) {
    if (!the_window.is_open) return true;
    the_window.still++;
    if (the_window.repeating == 0 || !is_field(face()->focus)) return true;
    int held = ++the_window.held_steps - REPEAT_AFTER;
    if (held < 0 || held % REPEAT_EVERY != 0) return true;
    the_window.still = 0;
    dialog_field_key(&face()->fields[face()->focus], the_window.repeating);
    return true;
}

static void cancel(void) {
    if (the_window.is_open) finish(false);
}

static void close(void) {
    if (the_window.is_open) shut();
}

void dialog_window_draw(void) {
    if (!the_window.is_open) return;
    face()->caret_is_on = the_window.still / BLINK % 2 == 0;
    dialog_paint(face());
}

const DialogBackEnd dialog_window = {
    .name = "window", .open = open, .poll = poll, .cancel = cancel, .close = close};
