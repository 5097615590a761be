/* Event streams: what a client that was there before gets now. */
#include "origin_events.h"
#include "mem.h"

#include <cjson/cJSON.h>
#include <string.h>

static const char *text_of(const cJSON *event, const char *key) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(event, key));
}

/* The first that is to be sent. */
static const cJSON *first_after(const cJSON *list, const char *last_id) {
    const cJSON *event = NULL;
    cJSON_ArrayForEach(event, list) {
        const char *id = text_of(event, "id");
        if (last_id != NULL && id != NULL && strcmp(id, last_id) == 0) return event->next;
    }
    return list->child;
}

static char *longer(char *text, char *more) {
    char *joined = mem_textf("%s%s", text, more);
    mem_free(text);
    mem_free(more);
    return joined;
}

static char *add_line(char *text, const cJSON *event) {
    char *line = cJSON_PrintUnformatted(event);
    char *joined = mem_textf("%s%s\n", text, line);
    cJSON_free(line);
    mem_free(text);
    return joined;
}

static char *add_event(char *text, const cJSON *event) {
    const char *id = text_of(event, "id"), *name = text_of(event, "event");
    const char *data = text_of(event, "data");
    if (id != NULL) text = longer(text, mem_textf("id: %s\n", id));
    if (name != NULL) text = longer(text, mem_textf("event: %s\n", name));
    while (data != NULL) { /* a "data:" for each of its lines */
        int length = (int)strcspn(data, "\n");
        text = longer(text, mem_textf("data: %.*s\n", length, data));
        data = data[length] == '\n' ? data + length + 1 : NULL;
    }
    return longer(text, mem_text("\n"));
}

char *origin_events(const char *list, const char *last_id, bool as_lines, int most, bool *breaks) {
    cJSON *json = cJSON_Parse(list);
    char *text = mem_text("");
    int count = 0;
    const cJSON *event = first_after(json, last_id);
    for (; event != NULL && (most == 0 || count < most); event = event->next, count++)
        text = as_lines ? add_line(text, event) : add_event(text, event);
    *breaks = most > 0 && count == most;
    cJSON_Delete(json);
    return text;
}
