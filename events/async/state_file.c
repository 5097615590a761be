/* State files: a snapshot as text goes to a lane of one thread, which saves it. */
#include "state_file.h"

#include "../../assets/json_file.h"
#include "../../platform/files.h"
#include "../../platform/files_safe.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../lane.h"

#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

struct StateFile {
    Job job;
    char *path; /* NULL: there is no save area */
    cJSON *root;
    bool is_changed;
    atomic_bool is_writing; /* then text is the worker's */
    char *text;
};

static int the_open_count; /* the lane's users */

/* MARK: writing */

static void write_file(Job *job) { /* Thread: worker */
    StateFile *state = (StateFile *)job;
    char why[FILES_WHY];
    if (!files_save(state->path, state->text, strlen(state->text), why))
        log_warn("%s: what changed would not survive a restart", why);
    cJSON_free(state->text);
    atomic_store(&state->is_writing, false);
}

/* False: there is nothing to write. */
static bool take_snapshot(StateFile *state) {
    if (!state->is_changed || state->path == NULL) return false;
    state->is_changed = false;
    state->text = cJSON_Print(state->root);
    return state->text != NULL;
}

static Lane *lane(void) {
    Lane *there = lane_named("state");
    return there != NULL ? there : lane_open("state", 1);
}

void state_file_poll(StateFile *state) {
    if (atomic_load(&state->is_writing) || !take_snapshot(state)) return;
    atomic_store(&state->is_writing, true);
    state->job = (Job){.name = "write state", .work = write_file};
    lane_submit(lane(), &state->job);
}

void state_file_close(StateFile *state) {
    if (state == NULL) return;
    if (atomic_load(&state->is_writing)) lane_wait(lane());
    if (take_snapshot(state)) write_file(&state->job);
    if (--the_open_count == 0) lane_close(lane_named("state"));
    cJSON_Delete(state->root);
    mem_free(state->path);
    mem_free(state);
}

/* MARK: reading */

void state_file_begin_anew(StateFile *state, const char *why) {
    char ignored[FILES_WHY];
    size_t size = 0;
    char *bytes = files_read(state->path, &size, NULL);
    if (bytes != NULL && files_put_aside(state->path, bytes, size, ignored))
        log_warn("%s; it begins anew, the old one is kept as %s.damaged", why, state->path);
    else
        log_warn("%s; it begins anew", why);
    mem_free(bytes);
    cJSON_Delete(state->root);
    state->root = cJSON_CreateObject();
}

/* cJSON_Delete. NULL: why says why. */
static cJSON *read_json(const char *path, char *why) {
    bool recovered = false;
    size_t size = 0;
    char *text = files_load(path, &size, &recovered, why);
    if (text == NULL) return NULL;
    if (recovered) log_warn("%s", why);
    cJSON *json = json_read_text(path, text, size, why);
    mem_free(text);
    return json;
}

static void read_file(StateFile *state) {
    char why[JSON_WHY];
    if (state->path == NULL || !files_exists(state->path)) return;
    cJSON *root = read_json(state->path, why);
    if (cJSON_IsObject(root)) {
        state_file_replace(state, root);
        state->is_changed = false;
        return;
    }
    if (root != NULL) {
        JsonPlace at = json_root(state->path, root, why);
        json_complain(&at, "expected an object { }, but it is %s", json_kind(root));
    }
    cJSON_Delete(root);
    state_file_begin_anew(state, why);
}

StateFile *state_file_open(const char *file) {
    char path[FILES_PATH];
    StateFile *state = mem_alloc(sizeof *state);
    if (files_save_path(file, path, sizeof path)) state->path = mem_text(path);
    state->root = cJSON_CreateObject();
    read_file(state);
    the_open_count++;
    return state;
}

/* MARK: what it holds */

cJSON *state_file_root(const StateFile *state) {
    return state->root;
}

const char *state_file_path(const StateFile *state) {
    return state->path;
}

void state_file_changed(StateFile *state) {
    state->is_changed = true;
}

void state_file_replace(StateFile *state, cJSON *root) {
    cJSON_Delete(state->root);
    state->root = root;
    state->is_changed = true;
}

cJSON *state_file_member(const StateFile *state, const char *name) {
    cJSON *member = cJSON_GetObjectItemCaseSensitive(state->root, name);
    if (cJSON_IsObject(member)) return member;
    cJSON_DeleteItemFromObjectCaseSensitive(state->root, name);
    return cJSON_AddObjectToObject(state->root, name);
}

void state_set_number(cJSON *object, const char *name, double number) {
    cJSON *value = cJSON_CreateNumber(number);
    if (cJSON_GetObjectItemCaseSensitive(object, name) != NULL)
        cJSON_ReplaceItemInObjectCaseSensitive(object, name, value);
    else
        cJSON_AddItemToObject(object, name, value);
}

double state_number(const cJSON *object, const char *name, double fallback) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valuedouble : fallback;
}
