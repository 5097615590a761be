/* obj_recorder: writes every asynchronous event to the log, with all its keys and values: one
 * function for all sixteen. It walks the map as it is, so it also shows what nobody has thought of.
 * Progress of one request is counted in one place, where it began. */
#include "lab.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_TEXT = 56, PLACES = 12, RECORDINGS = 1000000 };

/* Where in the log the progress of a request is shown. */
typedef struct Place {
    int id; /* 0: free */
    int start, end, times;
} Place;

typedef struct Recorder {
    Place places[PLACES];
} Recorder;

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
    case GM_UNDEFINED:
        return "undefined";
    case GM_REAL:
        return gm_text("%.10g", value.real);
    case GM_INT64:
        return gm_text("%lld", (long long)value.int64);
    case GM_BOOL:
        return value.real > 0 ? "true" : "false";
    case GM_STRING:
        return tidy(value.string);
    }
    return "";
}

/* Adds one more "key = value" to the line, and begins a new one if it is full. */
static void add_pair(char *line, const char *pair) {
    if (line[0] != '\0' && strlen(line) + strlen(pair) + 6 > LOG_COLUMNS) {
        log_write(MIST, line);
        line[0] = '\0';
    }
    size_t used = strlen(line);
    snprintf(line + used, LOG_COLUMNS + 16 - used, "%s%s", used == 0 ? "    " : "   ", pair);
}

/* Maps within the map are handles: response_headers, and what a game's own thread nests. */
static bool is_nested(const char *key, GmValue value) {
    bool by_name = strcmp(key, "response_headers") == 0 || strcmp(key, "details") == 0;
    return by_name && value.kind != GM_STRING && gm_ds_exists((int)value.real, GM_DS_TYPE_MAP);
}

static void write_pairs(int map, const char *before) {
    char line[LOG_COLUMNS + 16] = "";
    for (const char *key = gm_ds_map_find_first(map); key != NULL;
         key = gm_ds_map_find_next(map, key)) {
        GmValue value = gm_ds_map_find_value(map, key);
        add_pair(line, gm_text("%s%s = %s", before, key, value_text(value)));
        if (!is_nested(key, value)) continue;
        log_write(MIST, line);
        line[0] = '\0';
        write_pairs((int)value.real, gm_text("%s.", key));
    }
    if (line[0] != '\0') log_write(before[0] != '\0' ? ASH : MIST, line);
}

/* MARK: events */

/* A message (76) is no answer to anything: its map has another name. */
static int map_of(const GmEvent *event) {
    return event->kind == GM_BROADCAST_MESSAGE ? gm_event_data() : gm_async_load();
}

static void write_event(const GmEvent *event, int times) {
    const char *often = times > 1 ? gm_text(", %d times", times) : "";
    log_write(event_colour(event->number),
              gm_text("step %-6d %d %s%s", gm_step_count(), event->number,
                      event_title(event->number), often));
    write_pairs(map_of(event), "");
}

/* Over what is there already, if it is still there; else at the end, and the place is noted. */
static void write_progress(Recorder *my, const GmEvent *event, int id) {
    Place *place = &my->places[id % PLACES];
    if (place->id == id && log_rewind(place->start, place->end)) {
        write_event(event, ++place->times);
        log_resume();
        return;
    }
    *place = (Place){.id = id, .start = log_count(), .times = 1};
    write_event(event, 1);
    place->end = log_count();
}

/* What comes over and over until something is over; 0: it comes once. */
static int progress_of(const GmEvent *event) {
    int map = map_of(event), id = (int)gm_ds_map_find_real(map, "id", 0);
    if (event->number == 62) return gm_ds_map_find_real(map, "status", 0) > 0 ? id : 0;
    if (event->number == 73) return RECORDINGS + (int)gm_ds_map_find_real(map, "channel_index", 0);
    if (event->number != 75) return 0;
    const char *type = gm_ds_map_find_string(map, "event_type", "");
    return strcmp(type, "job progress") == 0 ? id : 0;
}

/* The one function for all sixteen. */
static void on_async(GmInstance *self, const GmEvent *event) {
    int id = progress_of(event);
    legend_light(event->number);
    if (id > 0)
        write_progress(gm_vars(self), event, id);
    else
        write_event(event, 1);
}

const GmObject obj_recorder = {
    .vars = GM_VARS(Recorder, places),
    .on = {[GM_ASYNC_IMAGE_LOADED] = on_async,
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
