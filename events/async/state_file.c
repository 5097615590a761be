/* State files: a snapshot as text goes to a lane of one thread, which replaces the file. */
#include "state_file.h"

#include "../../assets/json_file.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../lane.h"

#include <stddef.h>
#include <string.h>

enum { WRITE_EVERY = 30 }; /* steps */

struct StateFile {
    char *path; /* NULL: there is no save area */
    cJSON *root;
    bool is_changed;
    int rest; /* steps until it may be written again */
};

typedef struct WriteJob {
    Job job;
    char *path, *text;
} WriteJob;

static int the_open_count; /* the lane's users */

static void write_file(Job *base) { /* Thread: worker */
    WriteJob *job = (WriteJob *)base;
    char why[FILES_WHY];
    if (!files_write(job->path, job->text, strlen(job->text), why)) log_warn("%s", why);
    cJSON_free(job->text);
    mem_free(job->path);
    mem_free(job);
}

static Lane *lane(void) {
    Lane *there = lane_named("state");
    return there != NULL ? there : lane_open("state", 1);
}

static void write_now(StateFile *state) {
    char *text = state->path != NULL ? cJSON_Print(state->root) : NULL;
    state->is_changed = false;
    state->rest = WRITE_EVERY;
    if (text == NULL) return;
    WriteJob *job = mem_alloc(sizeof *job);
    *job = (WriteJob){.job = {.name = "write state", .work = write_file},
                      .path = mem_text(state->path),
                      .text = text};
    lane_submit(lane(), &job->job);
}

/* Nothing is lost: whoever wants can look at what was there. */
static void put_aside(const char *path, const char *why) {
    char ignored[FILES_WHY];
    size_t size = 0;
    char *aside = mem_textf("%s.damaged", path);
    char *bytes = files_read(path, &size, NULL);
    bool kept = bytes != NULL && files_write(aside, bytes, size, ignored);
    log_warn("%s; it begins anew%s%s", why, kept ? ", the old one is kept as " : "",
             kept ? aside : "");
    mem_free(bytes);
    mem_free(aside);
}

static cJSON *read_file(const char *path) {
    char why[JSON_WHY];
    if (path == NULL || !files_exists(path)) return NULL;
    cJSON *root = json_read_file(path, why);
    if (cJSON_IsObject(root)) return root;
    if (root != NULL) {
        JsonPlace at = json_root(path, root, why);
        json_complain(&at, "expected an object { }, but it is %s", json_kind(root));
    }
    cJSON_Delete(root);
    put_aside(path, why);
    return NULL;
}

StateFile *state_file_open(const char *file) {
    char path[FILES_PATH];
    StateFile *state = mem_alloc(sizeof *state);
    if (files_save_path(file, path, sizeof path)) state->path = mem_text(path);
    state->root = read_file(state->path);
    if (state->root == NULL) state->root = cJSON_CreateObject();
    the_open_count++;
    return state;
}

cJSON *state_file_root(const StateFile *state) {
    return state->root;
}

void state_file_changed(StateFile *state) {
    state->is_changed = true;
}

void state_file_poll(StateFile *state) {
    if (state->rest > 0) state->rest--;
    if (state->is_changed && state->rest == 0) write_now(state);
}

void state_file_close(StateFile *state) {
    if (state == NULL) return;
    if (state->is_changed) write_now(state);
    if (--the_open_count == 0) lane_close(lane_named("state")); /* which finishes what waits */
    cJSON_Delete(state->root);
    mem_free(state->path);
    mem_free(state);
}

cJSON *state_file_member(const StateFile *state, const char *name) {
    cJSON *member = cJSON_GetObjectItemCaseSensitive(state->root, name);
    if (cJSON_IsObject(member)) return member;
    cJSON_DeleteItemFromObjectCaseSensitive(state->root, name);
    return cJSON_AddObjectToObject(state->root, name);
}

static void set(cJSON *object, const char *name, cJSON *value) {
    if (cJSON_GetObjectItemCaseSensitive(object, name) != NULL)
        cJSON_ReplaceItemInObjectCaseSensitive(object, name, value);
    else
        cJSON_AddItemToObject(object, name, value);
}

void state_set_number(cJSON *object, const char *name, double number) {
    set(object, name, cJSON_CreateNumber(number));
}

void state_set_text(cJSON *object, const char *name, const char *text) {
    set(object, name, cJSON_CreateString(text));
}

double state_number(const cJSON *object, const char *name, double fallback) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valuedouble : fallback;
}
