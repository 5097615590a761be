/* The schedule of local notifications: a list by date, and a file that is replaced as a whole, so
 * that whoever is killed leaves the old one or the new one. */
#include "push.h"

#include "../../assets/json_file.h"
#include "../../platform/files.h"
#include "../../platform/files_safe.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <stdio.h>
#include <string.h>

static const double most_ms = 1e15; /* the year 33658 */

typedef struct WriteJob {
    Job job;
    char *file, *text;
} WriteJob;

static struct {
    char *file;
    Notification *items; /* by date, then index */
    int count, capacity, next_index;
    char *url, *last_id; /* of a stream; NULL: none */
    bool is_changed;
    atomic_bool is_writing;
    Lane *lane;
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

/* mem_free */
static char *print(void) {
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
    char *printed = cJSON_Print(json), *text = mem_text(printed);
    cJSON_free(printed);
    cJSON_Delete(json);
    return text;
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

/* cJSON_Delete. NULL: why says why. */
static cJSON *read_json(char *why) {
    bool recovered = false;
    size_t size = 0;
    char *text = files_load(the_schedule.file, &size, &recovered, why);
    if (text == NULL) return NULL;
    if (recovered) log_warn("%s", why);
    why[0] = '\0';
    cJSON *json = cJSON_Parse(text);
    mem_free(text);
    return json != NULL ? json
                        : json_read_file(the_schedule.file, why); /* says where it is wrong */
}

static void read_file(void) {
    char why[JSON_WHY] = "";
    if (!files_exists(the_schedule.file)) return;
    cJSON *json = read_json(why);
    if (json != NULL) {
        JsonPlace root = json_root(the_schedule.file, json, why);
        if (cJSON_IsObject(json))
            read_all(&root);
        else
            json_complain(&root, "expected an object { }, but it is %s", json_kind(json));
    }
    if (why[0] != '\0') {
        log_warn("%s: what was scheduled there is lost", why);
        forget_all();
    }
    cJSON_Delete(json);
}

static void write_file(const char *file, const char *text) {
    char why[FILES_WHY];
    if (!files_save(file, text, strlen(text), why))
        log_warn("%s: notifications would not survive a restart", why);
}

static void work(Job *base) { /* Thread: worker */
    WriteJob *job = (WriteJob *)base;
    write_file(job->file, job->text);
    mem_free(job->file);
    mem_free(job->text);
    mem_free(job);
    atomic_store(&the_schedule.is_writing, false);
}

void schedule_write(void) {
    if (!the_schedule.is_changed || the_schedule.file == NULL ||
        atomic_load(&the_schedule.is_writing))
        return;
    WriteJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "push schedule", .work = work};
    job->file = mem_text(the_schedule.file);
    job->text = print();
    the_schedule.is_changed = false;
    atomic_store(&the_schedule.is_writing, true);
    if (the_schedule.lane == NULL) the_schedule.lane = lane_open("push", 1);
    lane_submit(the_schedule.lane, &job->job);
}

/* MARK: open and close */

void schedule_open(const char *file) {
    the_schedule.file = mem_text(file);
    if (file != NULL) read_file();
    the_schedule.is_changed = false;
}

void schedule_close(void) {
    lane_close(the_schedule.lane);
    if (the_schedule.is_changed && the_schedule.file != NULL) {
        char *text = print();
        write_file(the_schedule.file, text);
        mem_free(text);
    }
    forget_all();
    mem_free(the_schedule.items);
    mem_free(the_schedule.file);
    mem_free(the_schedule.url);
    mem_free(the_schedule.last_id);
    memset(&the_schedule, 0, sizeof the_schedule);
}
