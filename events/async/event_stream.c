/* Reads event streams: lines end with \n, \r\n or \r; an empty one ends a server-sent event. */
#include "event_stream.h"

#include "../../platform/mem.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1024 * 1024, LONGEST_RETRY_MS = 3600000 };

static bool append(char **text, size_t *bytes, size_t *capacity, const char *more, size_t count) {
    if (*bytes + count + 1 > MOST_BYTES) return false;
    if (*bytes + count + 1 > *capacity) {
        *capacity = (*bytes + count + 1) * 2;
        *text = mem_resize(*text, *capacity);
    }
    memcpy(*text + *bytes, more, count);
    *bytes += count;
    (*text)[*bytes] = '\0';
    return true;
}

static void set(char **text, const char *value) {
    char *copy = mem_text(value);
    mem_free(*text);
    *text = copy;
}

/* An id goes back to the server in a header, so it is one line of text. */
static void set_id(EventStream *stream, const char *id) {
    for (const char *c = id; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 127) return;
    set(&stream->id, id);
}

/* MARK: server-sent events */

static void end_event(EventStream *stream) {
    if (stream->data != NULL && stream->data_bytes > 0) {
        stream->data[stream->data_bytes - 1] = '\0'; /* the line end after the last line */
        stream->event(stream->context, stream->name != NULL ? stream->name : "", stream->id,
                      stream->data);
    }
    stream->data_bytes = 0;
    set(&stream->name, NULL);
}

static void take_retry(EventStream *stream, const char *value) {
    char *end = NULL;
    long ms = strtol(value, &end, 10);
    if (end != value && *end == '\0' && ms >= 0 && ms <= LONGEST_RETRY_MS)
        stream->retry_ms = (int)ms;
}

static bool take_data(EventStream *stream, const char *value) {
    return append(&stream->data, &stream->data_bytes, &stream->data_capacity, value,
                  strlen(value)) &&
           append(&stream->data, &stream->data_bytes, &stream->data_capacity, "\n", 1);
}

/* "field: value"; a line that begins with a colon is a comment. */
static bool take_field(EventStream *stream, char *line) {
    char *colon = strchr(line, ':');
    const char *value = colon != NULL ? colon + 1 : "";
    if (colon != NULL) *colon = '\0';
    if (value[0] == ' ') value++;
    if (strcmp(line, "data") == 0) return take_data(stream, value);
    if (strcmp(line, "event") == 0) set(&stream->name, value);
    if (strcmp(line, "id") == 0) set_id(stream, value);
    if (strcmp(line, "retry") == 0) take_retry(stream, value);
    return true;
}

/* MARK: lines of JSON */

static const char *text_of(const cJSON *json, const char *key) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
}

/* Data that is no text comes as its JSON; a line that is no such object is the data itself. */
static void take_line(EventStream *stream, const char *line) {
    cJSON *json = cJSON_Parse(line);
    const cJSON *data = cJSON_GetObjectItemCaseSensitive(json, "data");
    const char *name = text_of(json, "event"), *id = text_of(json, "id");
    char *printed = data != NULL && !cJSON_IsString(data) ? cJSON_PrintUnformatted(data) : NULL;
    const char *text = printed != NULL ? printed : data != NULL ? data->valuestring : line;
    if (id != NULL) set_id(stream, id);
    stream->event(stream->context, name != NULL ? name : "", stream->id, text);
    cJSON_free(printed);
    cJSON_Delete(json);
}

/* MARK: feeding */

static bool end_line(EventStream *stream) {
    char *line = stream->line;
    bool is_empty = stream->line_bytes == 0;
    stream->line_bytes = 0;
    if (is_empty && !stream->as_lines) end_event(stream);
    if (is_empty) return true;
    if (!stream->as_lines) return take_field(stream, line);
    take_line(stream, line);
    return true;
}

void event_stream_open(EventStream *stream, bool as_lines, const char *last_id) {
    stream->as_lines = as_lines;
    set(&stream->id, last_id);
}

bool event_stream_feed(EventStream *stream, const char *bytes, size_t count) {
    while (count > 0) {
        if (stream->ended_with_return && bytes[0] == '\n') { /* the rest of a line end */
            stream->ended_with_return = false;
            bytes++, count--;
            continue;
        }
        size_t length = 0;
        while (length < count && bytes[length] != '\n' && bytes[length] != '\r')
            length++;
        stream->ended_with_return = length < count && bytes[length] == '\r';
        if (!append(&stream->line, &stream->line_bytes, &stream->line_capacity, bytes, length))
            return false;
        if (length == count) return true;
        if (!end_line(stream)) return false;
        bytes += length + 1;
        count -= length + 1;
    }
    return true;
}

void event_stream_close(EventStream *stream) {
    mem_free(stream->line);
    mem_free(stream->name);
    mem_free(stream->id);
    mem_free(stream->data);
    *stream = (EventStream){0};
}
