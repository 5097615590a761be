/* Save / Load (event 72): the source of everything that goes to or comes from files. */
#include "disk.h"
#include "../../platform/files_safe.h"
#include "../../platform/mem.h"

#include <stdio.h>
#include <string.h>

typedef struct DiskCompletion {
    Completion completion;
    DiskJob *job;
} DiskCompletion;

static atomic_bool the_disk_closes;

bool disk_is_closing(void) {
    return atomic_load(&the_disk_closes);
}

/* MARK: finding files. Thread: any */

/* As the game's name means it: in the folder of its group, in the save area, in the game. */
static bool find(const char *folder, const char *name, char *path, size_t size) {
    char inside[FILES_PATH];
    if (name[0] == '/') return files_find(name, path, size);
    snprintf(inside, sizeof inside, "%s/%s", folder, name);
    return (folder[0] != '\0' && files_find_saved(inside, path, size)) ||
           files_find_saved(name, path, size) || files_find(name, path, size);
}

char *disk_load_file(const char *folder, const char *name, size_t *size, bool *recovered,
                     char *why) {
    char path[FILES_PATH];
    *recovered = false;
    if (find(folder, name, path, sizeof path)) return files_load(path, size, recovered, why);
    snprintf(why, FILES_WHY, "there is no file \"%.300s\" in the save area, nor in the game", name);
    return NULL;
}

bool disk_save_file(const char *folder, const char *name, const void *bytes, size_t size,
                    char *why) {
    char path[FILES_PATH], inside[FILES_PATH];
    int length = snprintf(inside, sizeof inside, "%s%s%s", name[0] == '/' ? "" : folder,
                          folder[0] != '\0' && name[0] != '/' ? "/" : "", name);
    bool is_inside = length < (int)sizeof inside && files_stays_inside(inside);
    if (is_inside && files_save_path(inside, path, sizeof path))
        return files_save(path, bytes, size, why);
    snprintf(why, FILES_WHY, "\"%.300s\" cannot be saved: %s", name,
             is_inside ? "its folder cannot be made in the save area"
                       : "a name inside the save area was expected, such as \"slots/1.sav\"");
    return false;
}

/* MARK: work. Thread: worker */

static bool is_dropped(const DiskJob *job) {
    return request_is_cancelled(job->request) || (disk_is_closing() && !job->is_save);
}

static void work(Job *base) {
    DiskJob *job = (DiskJob *)base;
    if (is_dropped(job))
        snprintf(job->why, sizeof job->why, "the %s was cancelled", job->what);
    else
        job->done = job->perform(job);
    DiskCompletion *completion = completion_new(sizeof *completion, job->request, true);
    completion->job = job;
    mailbox_post(&completion->completion);
}

/* MARK: the source. Thread: main */

static void open_disk(void) {
    atomic_store(&the_disk_closes, false);
}

static bool land(Completion *completion) {
    DiskJob *job = ((DiskCompletion *)completion)->job;
    Map *map = completion->map;
    if (job->land != NULL) job->done = job->land(job) && job->done;
    if (job->is_zip)
        map_set_real(map, ASYNC_KEY(status), job->done ? 0 : -1);
    else
        map_set_bool(map, ASYNC_KEY(status), job->done);
    if (job->recovered) map_set_bool(map, ASYNC_KEY(recovered), true);
    if (!job->done || job->recovered)
        map_set_text(map, ASYNC_KEY(error), job->why, strlen(job->why));
    return true;
}

static void release(Completion *completion) {
    DiskJob *job = ((DiskCompletion *)completion)->job;
    job->free(job);
    mem_free(job);
    mem_free(completion);
}

static void close_disk(void) {
    atomic_store(&the_disk_closes, true);
    lane_close(lane_named("disk"));
    save_load_close();
    zips_close();
}

const AsyncSource save_load_source = {.name = "save/load",
                                      .event = EVENT_OTHER_ASYNC_SAVE_LOAD,
                                      .open = open_disk,
                                      .land = land,
                                      .free = release,
                                      .close = close_disk};

/* MARK: asking. Thread: main */

static Lane *disk_lane(void) {
    Lane *lane = lane_named("disk");
    return lane != NULL ? lane : lane_open("disk", 1);
}

int disk_submit(DiskJob *job, const char *call) {
    job->request = request_open(&save_load_source, call);
    job->job = (Job){.name = job->what, .work = work};
    int id = job->request->id;
    lane_submit(disk_lane(), &job->job);
    return id;
}

void disk_wait(void) {
    if (lane_named("disk") != NULL) lane_wait(disk_lane());
}
