/* The schedule of local notifications: a list by date, and the state file that holds it. */
#include "push.h"

#include "../../assets/json_file.h"
#include "../../platform/mem.h"
#include "state_file.h"

#include <string.h>

static const double most_ms = 1e15; /* the year 33658 */

static struct {
    StateFile *file;
    Notification *items; /* by date, then index */
    int count, capacity, next_index;
    char *url, *last_id; /* of a stream; NULL: none */
    bool is_changed;
} the_schedule;

void notification_free(Notification *notification) {
    mem_free(notification->title);
    mem_free(notification->message);
    mem_free(notification->data);
}

/* MARK: the list */

static bool is_before(const Notification *a, int64_t date_ms, int index) {
    return a->date_ms < date_ms || (a->date_ms == date_ms && a->index < index);
}

static int place_of(int64_t date_ms, int index) {
    int place = 0;
    while (place < the_schedule.count && is_before(&the_schedule.items[place], date_ms, index))
        place++;
    return place;
}

static void insert(const Notification *notification) {
    int place = place_of(notification->date_ms, notification->index);
    MEM_RESERVE(the_schedule.items, the_schedule.capacity, the_schedule.count + 1);
    memmove(the_schedule.items + place + 1, the_schedule.items + place,
            (size_t)(the_schedule.count - place) * sizeof *the_schedule.items);
    the_schedule.items[place] = *notification;
    the_schedule.count++;
}

static Notification take_out(int place) {
    Notification taken = the_schedule.items[place];
    the_schedule.count--;
    memmove(the_schedule.items + place, the_schedule.items + place + 1,
            (size_t)(the_schedule.count - place) * sizeof *the_schedule.items);
    the_schedule.is_changed = true;
    return taken;
}

int schedule_add(int64_t date_ms, const char *title, const char *message, const char *data) {
    Notification notification = {.index = the_schedule.next_index++,
                                 .date_ms = date_ms,
                                 .title = mem_text(title),
                                 .message = mem_text(message),
                                 .data = mem_text(data)};
    insert(&notification);
    the_schedule.is_changed = true;
    return notification.index;
}

const Notification *schedule_from(int64_t date_ms, int index) {
    int place = place_of(date_ms, index);
    return place < the_schedule.count ? &the_schedule.items[place] : NULL;
}

bool schedule_remove(int index) {
    for (int i = 0; i < the_schedule.count; i++) {
        if (the_schedule.items[i].index != index) continue;
        Notification taken = take_out(i);
        notification_free(&taken);
        return true;
    }
    return false;
}

bool schedule_take_due(int64_t now_ms, Notification *due) {
    if (the_schedule.count == 0 || the_schedule.items[0].date_ms > now_ms) return false;
    *due = take_out(0);
    return true;
}

/* MARK: the stream's place */

static void set(char **text, const char *value) {
    char *copy = mem_text(value);
    mem_free(*text);
    *text = copy;
}

void schedule_set_stream(const char *url, const char *last_id) {
    set(&the_schedule.url, url);
    set(&the_schedule.last_id, last_id);
    the_schedule.is_changed = true;
}

const char *schedule_last_id(const char *url) {
    bool is_known = the_schedule.url != NULL && strcmp(the_schedule.url, url) == 0;
    return is_known && the_schedule.last_id != NULL ? the_schedule.last_id : "";
}

static void forget_all(void) {
    for (int i = 0; i < the_schedule.count; i++)
        notification_free(&the_schedule.items[i]);
    the_schedule.count = 0;
}

/* MARK: the file */

/* cJSON_Delete */
static cJSON *to_json(void) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "next_index", the_schedule.next_index);
    cJSON *list = cJSON_AddArrayToObject(json, "notifications");
    for (int i = 0; i < the_schedule.count; i++) {
        const Notification *each = &the_schedule.items[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "index", each->index);
        cJSON_AddNumberToObject(item, "date_ms", (double)each->date_ms);
        cJSON_AddStringToObject(item, "title", each->title);
        cJSON_AddStringToObject(item, "message", each->message);
        cJSON_AddStringToObject(item, "data", each->data);
        cJSON_AddItemToArray(list, item);
    }
    if (the_schedule.last_id != NULL) {
        cJSON_AddStringToObject(json, "stream", the_schedule.url);
        cJSON_AddStringToObject(json, "last_event", the_schedule.last_id);
    }
    return json;
}

static bool read_one(const JsonPlace *at) {
    const char *title = "", *message = "", *data = "";
    double date_ms = 2 * most_ms; /* none */
    int index = -1;
    if (!cJSON_IsObject(at->value))
        return json_complain(at, "expected an object { }, but it is %s", json_kind(at->value));
    if (!json_whole(at, "index", 0, INT32_MAX - 1, &index) ||
        !json_number(at, "date_ms", &date_ms) || !json_text(at, "title", &title) ||
        !json_text(at, "message", &message) || !json_text(at, "data", &data))
        return false;
    if (index < 0 || date_ms < -most_ms || date_ms > most_ms)
        return json_complain(at, "expected \"index\" and \"date_ms\"");
    Notification read = {index, (int64_t)date_ms, mem_text(title), mem_text(message),
                         mem_text(data)};
    insert(&read);
    if (index >= the_schedule.next_index) the_schedule.next_index = index + 1;
    return true;
}

static bool read_all(const JsonPlace *root) {
    JsonPlace list;
    const char *url = NULL, *last_id = NULL;
    if (!json_list(root, "notifications", &list) || !json_text(root, "stream", &url) ||
        !json_text(root, "last_event", &last_id))
        return false;
    int next_index = 0, i = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, list.value) {
        JsonPlace at = json_item(&list, i++, each);
        if (!read_one(&at)) return false;
    }
    if (!json_whole(root, "next_index", 0, INT32_MAX - 1, &next_index)) return false;
    if (next_index > the_schedule.next_index) the_schedule.next_index = next_index;
    if (url != NULL) schedule_set_stream(url, last_id);
    return true;
}

static void give_to_file(void) {
    if (the_schedule.is_changed) state_file_replace(the_schedule.file, to_json());
    the_schedule.is_changed = false;
}

void schedule_poll(void) {
    give_to_file();
    state_file_poll(the_schedule.file);
}

/* MARK: open and close */

void schedule_open(void) {
    char why[JSON_WHY];
    the_schedule.file = state_file_open("asyncade.push");
    JsonPlace root =
        json_root(state_file_path(the_schedule.file), state_file_root(the_schedule.file), why);
    if (!read_all(&root)) {
        forget_all();
        state_file_begin_anew(the_schedule.file, why);
    }
    the_schedule.is_changed = false;
}

void schedule_close(void) {
    if (the_schedule.file != NULL) give_to_file();
    state_file_close(the_schedule.file);
    forget_all();
    mem_free(the_schedule.items);
    mem_free(the_schedule.url);
    mem_free(the_schedule.last_id);
    memset(&the_schedule, 0, sizeof the_schedule);
}
