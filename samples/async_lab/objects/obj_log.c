/* obj_log: every asynchronous event that comes, with all its keys and values: one function for all
 * sixteen. It walks the map as it is, so it also shows what nobody has thought of. */
#include "lab.h"

#include <stdio.h>
#include <string.h>

enum { LINES = 512, LINE_BYTES = 100, COLUMNS = 82, ROWS = 41, ROW_PIXELS = 9 };
enum { LEFT = 440, TOP = 58, SHOWN_TEXT = 56 };

typedef struct LogLine {
    GmColour colour;
    char text[LINE_BYTES];
} LogLine;

typedef struct Log {
    int count; /* lines ever written; line i is in lines[i % LINES] */
    int back;  /* lines scrolled back */
    int last_id, last_start, repeats; /* the event before, if it was progress */
    int events;
    LogLine lines[LINES];
} Log;

static const struct {
    int number;
    const char *title;
    GmColour colour;
} titles[] = {{60, "Image Loaded", ICE},   {61, "Sound Loaded", GOLD}, {62, "HTTP", MINT},
              {63, "Dialog", 0xC98AE6},    {66, "In-App Purchase", AMBER}, {67, "Cloud", AMBER},
              {68, "Networking", AMBER},   {69, "Steam", AMBER},       {70, "Social", AMBER},
              {71, "Push Notification", AMBER}, {72, "Save / Load", AMBER},
              {73, "Audio Recording", AMBER}, {74, "Audio Playback", AMBER}, {75, "System", AMBER},
              {76, "Broadcast Message", AMBER}, {80, "Audio Playback Ended", GOLD}};
enum { TITLES = sizeof titles / sizeof titles[0] };

/* NULL: there is no such event. */
const char *event_title(int number) {
    for (int i = 0; i < TITLES; i++)
        if (titles[i].number == number) return titles[i].title;
    return NULL;
}

GmColour event_colour(int number) {
    for (int i = 0; i < TITLES; i++)
        if (titles[i].number == number) return titles[i].colour;
    return ASH;
}

static Log *the_log(void) {
    return gm_vars(gm_instance("obj_log"));
}

static void write_line(Log *my, GmColour colour, const char *text) {
    LogLine *line = &my->lines[my->count++ % LINES];
    line->colour = colour;
    gm_copy_text(line->text, sizeof line->text, text);
    if (my->back > 0 && my->back < LINES - ROWS) my->back++; /* what is looked at stays */
}

void log_note(GmColour colour, const char *words) {
    Log *my = the_log();
    my->repeats = 0;
    write_line(my, colour, gm_text("> %s", words));
}

void log_clear(void) {
    Log *my = the_log();
    my->count = my->back = my->repeats = 0;
}

/* MARK: values as text */

/* On one line, and not too long. */
static const char *tidy(const char *text) {
    static char shown[SHOWN_TEXT + 8];
    int length = snprintf(shown, sizeof shown, "\"%.*s%s\"", SHOWN_TEXT, text,
                          strlen(text) > SHOWN_TEXT ? "..." : "");
    for (int i = 0; i < length; i++)
        if ((unsigned char)shown[i] < ' ') shown[i] = ' ';
    return shown;
}

static const char *value_text(GmValue value) {
    switch (value.kind) {
    case GM_UNDEFINED: return "undefined";
    case GM_REAL: return gm_text("%.10g", value.real);
    case GM_INT64: return gm_text("%lld", (long long)value.int64);
    case GM_BOOL: return value.real > 0 ? "true" : "false";
    case GM_STRING: return tidy(value.string);
    }
    return "";
}

/* Adds one more "key = value" to the line, and begins a new one if it is full. */
static void add_pair(Log *my, char *line, const char *pair) {
    if (line[0] != '\0' && strlen(line) + strlen(pair) + 6 > COLUMNS) {
        write_line(my, MIST, line);
        line[0] = '\0';
    }
    size_t used = strlen(line);
    snprintf(line + used, LINE_BYTES - used, "%s%s", used == 0 ? "    " : "   ", pair);
}

/* Maps within the map are handles: response_headers, and what a game's own thread nests. */
static bool is_nested(const char *key, GmValue value) {
    bool by_name = strcmp(key, "response_headers") == 0 || strcmp(key, "details") == 0;
    return by_name && value.kind != GM_STRING && gm_ds_exists((int)value.real, GM_DS_TYPE_MAP);
}

static void write_pairs(Log *my, int map, const char *before) {
    char line[LINE_BYTES] = "";
    for (const char *key = gm_ds_map_find_first(map); key != NULL;
         key = gm_ds_map_find_next(map, key)) {
        GmValue value = gm_ds_map_find_value(map, key);
        add_pair(my, line, gm_text("%s%s = %s", before, key, value_text(value)));
        if (!is_nested(key, value)) continue;
        write_line(my, MIST, line);
        line[0] = '\0';
        write_pairs(my, (int)value.real, gm_text("%s.", key));
    }
    if (line[0] != '\0') write_line(my, before[0] != '\0' ? ASH : MIST, line);
}

/* MARK: events */

/* The one function for all sixteen. A row of progress events of one request takes one place. */
static void on_async(GmInstance *self, const GmEvent *event) {
    Log *my = gm_vars(self);
    int map = gm_async_load(), id = (int)gm_ds_map_find_real(map, "id", GM_NONE);
    bool is_progress = event->number == 62 && gm_ds_map_find_real(map, "status", 0) > 0;
    bool is_repeat = is_progress && my->repeats > 0 && id == my->last_id;
    if (is_repeat) my->count = my->last_start;
    my->repeats = is_progress ? (is_repeat ? my->repeats + 1 : 1) : 0;
    my->last_id = id;
    my->last_start = my->count;
    my->events++;
    write_line(my, event_colour(event->number),
               gm_text("step %-6d %d %s%s", gm_step_count(), event->number,
                       event_title(event->number),
                       my->repeats > 1 ? gm_text(", %d times", my->repeats) : ""));
    write_pairs(my, map, "");
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Log *my = gm_vars(self);
    int most = (my->count < LINES ? my->count : LINES) - ROWS;
    int way = gm_mouse_wheel_up() * 3 - gm_mouse_wheel_down() * 3 +
              (gm_keyboard_check_pressed(GM_VK_PAGEUP) - gm_keyboard_check_pressed(GM_VK_PAGEDOWN)) * 30;
    my->back = (int)gm_clamp(my->back + way, 0, most > 0 ? most : 0);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Log *my = gm_vars(self);
    int end = my->count - my->back, start = end > ROWS ? end - ROWS : 0;
    for (int i = start; i < end; i++)
        note(LEFT, TOP + (i - start) * ROW_PIXELS, my->lines[i % LINES].text,
             my->lines[i % LINES].colour, GM_FA_LEFT);
    if (my->count == 0) note(LEFT, TOP, "Nothing yet. Press a button.", STONE, GM_FA_LEFT);
    if (my->back > 0) note(944, 426, gm_text("%d lines below", my->back), GOLD, GM_FA_RIGHT);
    else note(944, 426, gm_text("%d events", my->events), STONE, GM_FA_RIGHT);
}

const GmObject obj_log = {
    .vars = GM_VARS(Log, count, back, last_id, last_start, repeats, events, lines),
    .on = {[GM_STEP] = step,
           [GM_DRAW] = draw,
           [GM_ASYNC_IMAGE_LOADED] = on_async,
           [GM_ASYNC_SOUND_LOADED] = on_async,
           [GM_ASYNC_HTTP] = on_async,
           [GM_ASYNC_DIALOG] = on_async,
           [GM_ASYNC_IAP] = on_async,
           [GM_ASYNC_CLOUD] = on_async,
           [GM_ASYNC_NETWORKING] = on_async,
           [GM_ASYNC_STEAM] = on_async,
           [GM_ASYNC_SOCIAL] = on_async,
           [GM_ASYNC_PUSH_NOTIFICATION] = on_async,
           [GM_ASYNC_SAVE_LOAD] = on_async,
           [GM_ASYNC_AUDIO_RECORDING] = on_async,
           [GM_ASYNC_AUDIO_PLAYBACK] = on_async,
           [GM_ASYNC_SYSTEM] = on_async,
           [GM_BROADCAST_MESSAGE] = on_async,
           [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_async},
};
