/* Recording and playing back input. An event belongs to the step that sees it first: steps are
 * counted from the call that began the recording or the playback, so that the same call in the same
 * game gives the same run. The file is JSON:
 *   {"filter": 1, "steps": 90, "events": [{"step": 3, "kind": "key down", "key": 37}, ...]} */
#include "input_tape.h"
#include "../assets/json_file.h"
#include "../events/async/system.h"
#include "../platform/files.h"
#include "../platform/input.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "gm_game.h"
#include "gm_input.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { ALL = GM_DEBUG_INPUT_FILTER_KEYBOARD | GM_DEBUG_INPUT_FILTER_MOUSE };

static const struct {
    WindowEventKind kind;
    int filter;
    const char *name;
} kinds[] = {{WINDOW_KEY_DOWN, GM_DEBUG_INPUT_FILTER_KEYBOARD, "key down"},
             {WINDOW_KEY_UP, GM_DEBUG_INPUT_FILTER_KEYBOARD, "key up"},
             {WINDOW_TEXT, GM_DEBUG_INPUT_FILTER_KEYBOARD, "text"},
             {WINDOW_MOUSE_MOVE, GM_DEBUG_INPUT_FILTER_MOUSE, "mouse move"},
             {WINDOW_MOUSE_DOWN, GM_DEBUG_INPUT_FILTER_MOUSE, "mouse down"},
             {WINDOW_MOUSE_UP, GM_DEBUG_INPUT_FILTER_MOUSE, "mouse up"},
             {WINDOW_WHEEL, GM_DEBUG_INPUT_FILTER_MOUSE, "wheel"},
             {WINDOW_FOCUS_LOST, ALL, "focus lost"}};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

typedef struct TapeEvent {
    int step;
    WindowEvent event;
} TapeEvent;

typedef struct Tape {
    bool runs;
    int filter, began; /* began: the step that called for it */
    int steps;         /* how long it is */
    TapeEvent *events;
    int count, capacity, next;
} Tape;

static Tape the_recording, the_playback;

static void tape_end(Tape *tape) {
    mem_free(tape->events);
    *tape = (Tape){0};
}

static void tape_begin(Tape *tape, int filter) {
    tape->runs = true;
    tape->filter = filter;
    tape->began = gm_step_count();
}

static void tape_add(Tape *tape, int step, const WindowEvent *event) {
    MEM_RESERVE(tape->events, tape->capacity, tape->count + 1);
    tape->events[tape->count++] = (TapeEvent){step, *event};
}

static int filter_of(WindowEventKind kind) {
    for (int i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind) return kinds[i].filter;
    return 0;
}

/* MARK: the run */

void input_tape_feed(const WindowEvent *event) {
    int filter = filter_of(event->kind);
    if (the_playback.runs && (the_playback.filter & filter) != 0) return;
    if (the_recording.runs && (the_recording.filter & filter) != 0)
        tape_add(&the_recording, gm_step_count() - the_recording.began, event);
    input_feed(event);
}

/* What the tape holds down goes up, as if a hand had let go. */
static void let_go(const Tape *tape) {
    for (int i = 0; i < tape->count; i++) {
        WindowEvent up = tape->events[i].event;
        if (up.kind != WINDOW_KEY_DOWN && up.kind != WINDOW_MOUSE_DOWN) continue;
        up.kind = up.kind == WINDOW_KEY_DOWN ? WINDOW_KEY_UP : WINDOW_MOUSE_UP;
        input_feed(&up);
    }
}

static void stop_playback(void) {
    let_go(&the_playback);
    tape_end(&the_playback);
    system_tell("debug_input_playback_stopped");
}

void input_tape_step(void) {
    Tape *tape = &the_playback;
    int now = gm_step_count() - tape->began;
    if (!tape->runs) return;
    for (; tape->next < tape->count && tape->events[tape->next].step <= now; tape->next++)
        input_feed(&tape->events[tape->next].event);
    if (now >= tape->steps) stop_playback();
}

void input_tape_close(void) {
    tape_end(&the_recording);
    tape_end(&the_playback);
}

/* MARK: writing */

static cJSON *written(const TapeEvent *tape_event) {
    const WindowEvent *event = &tape_event->event;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "step", tape_event->step);
    for (int i = 0; i < KINDS; i++)
        if (kinds[i].kind == event->kind) cJSON_AddStringToObject(json, "kind", kinds[i].name);
    if (event->key != 0) cJSON_AddNumberToObject(json, "key", event->key);
    if (event->text[0] != '\0') cJSON_AddStringToObject(json, "text", event->text);
    bool has_place = (filter_of(event->kind) & GM_DEBUG_INPUT_FILTER_MOUSE) != 0;
    if (has_place) cJSON_AddNumberToObject(json, "x", event->x);
    if (has_place) cJSON_AddNumberToObject(json, "y", event->y);
    return json;
}

/* cJSON_free */
static char *written_tape(const Tape *tape) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "filter", tape->filter);
    cJSON_AddNumberToObject(json, "steps", gm_step_count() - tape->began);
    cJSON *events = cJSON_AddArrayToObject(json, "events");
    for (int i = 0; i < tape->count; i++)
        cJSON_AddItemToArray(events, written(&tape->events[i]));
    char *text = cJSON_PrintUnformatted(json);
    cJSON_Delete(json);
    return text;
}

void gm_debug_input_record(int filter) {
    tape_end(&the_recording);
    tape_begin(&the_recording, filter & ALL);
}

void gm_debug_input_save(const char *file) {
    char path[FILES_PATH], why[FILES_WHY] = "";
    if (!the_recording.runs) {
        log_warn("gm_debug_input_save: nothing is recorded; gm_debug_input_record begins it");
        return;
    }
    char *text = written_tape(&the_recording);
    if (!files_save_path(file, path, sizeof path))
        log_error("gm_debug_input_save: \"%s\" is no file of the save area",
                  file != NULL ? file : "(null)");
    else if (!files_write(path, text, strlen(text), why))
        log_error("gm_debug_input_save: %s", why);
    cJSON_free(text);
    tape_end(&the_recording);
}

/* MARK: reading */

static bool read_kind(const JsonPlace *at, WindowEventKind *kind) {
    const char *name = "";
    if (!json_text(at, "kind", &name)) return false;
    for (int i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return json_complain(at,
                         "there is no \"kind\" \"%s\"; known are key down, key up, text, "
                         "mouse move, mouse down, mouse up, wheel, focus lost",
                         name);
}

static bool read_event(const JsonPlace *at, Tape *tape) {
    int step = 0;
    const char *text = "";
    WindowEvent event = {0};
    if (!read_kind(at, &event.kind) || !json_whole(at, "step", 0, INT_MAX, &step) ||
        !json_whole(at, "key", 0, GM_VK_COUNT - 1, &event.key) || !json_text(at, "text", &text) ||
        !json_number(at, "x", &event.x) || !json_number(at, "y", &event.y))
        return false;
    snprintf(event.text, sizeof event.text, "%s", text);
    if (tape->count > 0 && step < tape->events[tape->count - 1].step)
        return json_complain(at, "the steps must rise from event to event");
    tape_add(tape, step, &event);
    return true;
}

static bool read_tape(const JsonPlace *root, Tape *tape) {
    JsonPlace events;
    int index = 0;
    const cJSON *item;
    if (!cJSON_IsObject(root->value))
        return json_complain(root, "expected an object { }, but it is %s", json_kind(root->value));
    if (!json_whole(root, "filter", 0, ALL, &tape->filter) ||
        !json_whole(root, "steps", 0, INT_MAX, &tape->steps) || !json_list(root, "events", &events))
        return false;
    cJSON_ArrayForEach(item, events.value) {
        JsonPlace at = json_item(&events, index++, item);
        if (!read_event(&at, tape)) return false;
    }
    return true;
}

static bool read_file(const char *path, Tape *tape, char *why) {
    cJSON *json = json_read_file(path, why);
    if (json == NULL) return false;
    JsonPlace root = json_root(path, json, why);
    bool good = read_tape(&root, tape);
    cJSON_Delete(json);
    return good;
}

void gm_debug_input_playback(const char *file) {
    char path[FILES_PATH], why[JSON_WHY];
    Tape tape = {.filter = ALL};
    if (!files_find(file, path, sizeof path)) {
        log_error("gm_debug_input_playback: there is no file \"%s\"",
                  file != NULL ? file : "(null)");
    } else if (!read_file(path, &tape, why)) {
        log_error("gm_debug_input_playback: %s", why);
        tape_end(&tape);
    } else {
        if (the_playback.runs) stop_playback();
        tape_begin(&tape, tape.filter);
        the_playback = tape;
    }
}
