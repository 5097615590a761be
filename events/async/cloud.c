/* The cloud (event 67): calls become jobs of the lane "cloud", results become events. A save that
 * waits is tried again in the background, after 5 seconds of game time, then 10, to 320. */
#include "cloud.h"

#include "../../assets/buffer.h"
#include "../../platform/files.h"
#include "../../platform/http.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_game.h"
#include "../async.h"
#include "../service.h"

#include <stdio.h>
#include <string.h>

enum { RETRY_SECONDS = 5, DOUBLINGS = 6 };

typedef enum CloudTask {
    TASK_SYNCHRONISE,
    TASK_SAVE,
    TASK_RESOLVE_MINE,
    TASK_RESOLVE_THEIRS
} CloudTask;

/* From its call until its event is over. The worker has it first, then the completion. */
typedef struct CloudJob {
    Job job;
    struct CloudJob *next; /* main's, in the list of those under way */
    Request *request;      /* NULL: the one in the background */
    CloudTask task;
    char *text, *file, *description; /* save: one of the first two */
    bool file_is_there;
    atomic_bool cancelled;
} CloudJob;

typedef struct ShownJob {
    Job job;
    CloudStatus status;
    char version[CLOUD_VERSION];
} ShownJob;

typedef struct CloudCompletion {
    Completion completion;
    CloudJob *job;
    CloudStatus status;
    char version[CLOUD_VERSION];
} CloudCompletion;

static struct {
    bool is_open;
    const GmCloudService *service; /* NULL: none is chosen, or not known yet */
    Lane *lane;                    /* NULL: no service */
    char *file;                    /* of the state */
    CloudJob *jobs;                /* under way */
    CloudJob background;
    bool background_was_started;
    atomic_bool background_is_busy;
    atomic_bool waits;       /* a save waits, and no conflict holds it back */
    int retry_step, retries; /* when to try again; how often it was */
} the_cloud;

/* MARK: results become events. Thread: worker, or main where no service is */

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

static void set_data(Map *map, const CloudResult *result) {
    const MapKey *key =
        result->status == CLOUD_NEW_DATA ? ASYNC_KEY(result_string) : ASYNC_KEY(conflict_string);
    if (result->data == NULL) return;
    map_set_text(map, key, result->data, result->bytes);
    if (result->status != CLOUD_NEW_DATA) return;
    Buffer *buffer = buffer_copy_of(result->data, result->bytes);
    if (buffer != NULL) map_take_buffer(map, ASYNC_KEY(buffer), buffer);
}

static void post(CloudCompletion *done, const CloudResult *result) {
    static const char *const messages[] = {
        [CLOUD_ALREADY_SYNCHRONISED] = "AlreadySynchronized",
        [CLOUD_CONFLICT_DEFERRED] = "ConflictDeferral",
        [CLOUD_STORED] = "GameUploadSuccess",
    };
    Map *map = done->completion.map;
    done->status = result->status;
    memcpy(done->version, result->version, sizeof done->version);
    map_set_real(map, ASYNC_KEY(status), result->status);
    if (result->description != NULL && result->description[0] != '\0')
        set_text(map, ASYNC_KEY(description), result->description);
    if (result->status < 0)
        set_text(map, ASYNC_KEY(error_string), result->error);
    else if (result->status != CLOUD_NEW_DATA)
        set_text(map, ASYNC_KEY(result_string), messages[result->status]);
    set_data(map, result);
    mailbox_post(&done->completion);
}

/* MARK: jobs. Thread: worker */

static CloudResult save_file(const CloudJob *job) {
    char why[FILES_WHY];
    size_t size = 0;
    CloudResult result = {.status = CLOUD_FAILED};
    char *bytes = job->file_is_there ? files_read(job->file, &size, why) : NULL;
    if (!job->file_is_there)
        snprintf(result.error, sizeof result.error, "there is no file \"%.200s\"", job->file);
    else if (bytes != NULL)
        result = cloud_save(bytes, size, job->description, &job->cancelled);
    else
        snprintf(result.error, sizeof result.error, "%s", why);
    mem_free(bytes);
    return result;
}

static CloudResult work_on(const CloudJob *job) {
    switch (job->task) {
    case TASK_SAVE:
        return job->file != NULL
                   ? save_file(job)
                   : cloud_save(job->text, strlen(job->text), job->description, &job->cancelled);
    case TASK_RESOLVE_MINE:
    case TASK_RESOLVE_THEIRS:
        return cloud_resolve(job->task == TASK_RESOLVE_MINE, &job->cancelled);
    case TASK_SYNCHRONISE:
        break;
    }
    return cloud_synchronise(&job->cancelled);
}

static void work(Job *base) {
    CloudJob *job = (CloudJob *)base;
    CloudResult result = work_on(job);
    CloudCompletion *done = completion_new(sizeof *done, job->request, true);
    atomic_store(&the_cloud.waits, cloud_waits());
    done->job = job;
    post(done, &result);
    cloud_result_free(&result);
}

/* Tells of nothing but success and conflict: that it still waits is no news. */
static void work_in_background(Job *base) {
    CloudJob *job = (CloudJob *)base;
    if (cloud_load_waits()) {
        CloudResult result = cloud_synchronise(&job->cancelled);
        if (result.status >= 0) {
            CloudCompletion *done = completion_spontaneous(sizeof *done, &cloud_source);
            post(done, &result);
        }
        cloud_result_free(&result);
    }
    atomic_store(&the_cloud.waits, cloud_waits());
    atomic_store(&the_cloud.background_is_busy, false);
}

static void note_shown(Job *base) {
    ShownJob *job = (ShownJob *)base;
    cloud_shown(job->status, job->version);
    mem_free(job);
}

/* MARK: calls. Thread: main */

static void job_free(CloudJob *job) {
    CloudJob **place = &the_cloud.jobs;
    while (*place != job)
        place = &(*place)->next;
    *place = job->next;
    mem_free(job->text);
    mem_free(job->file);
    mem_free(job->description);
    mem_free(job);
}

static char *state_file(void) {
    char path[FILES_PATH];
    return files_save_path("asyncade.cloud", path, sizeof path) ? mem_text(path) : NULL;
}

/* The service, opened if it is chosen and was not yet. */
static const GmCloudService *service(void) {
    if (the_cloud.service != NULL) return the_cloud.service;
    the_cloud.service = (const GmCloudService *)service_of(GM_SERVICE_CLOUD);
    if (the_cloud.service == NULL) return NULL;
    the_cloud.file = state_file();
    cloud_sync_open(the_cloud.service, the_cloud.file);
    the_cloud.lane = lane_open("cloud", 1);
    return the_cloud.service;
}

static void answer_without_service(Request *request) {
    CloudCompletion *done = completion_new(sizeof *done, request, true);
    CloudResult result = {.status = CLOUD_NOT_LOGGED_IN,
                          .error = "Not logged in to a cloud service: none is chosen"};
    post(done, &result);
}

static void plan_retry(int retries) {
    the_cloud.retries = retries < DOUBLINGS ? retries : DOUBLINGS;
    int seconds = RETRY_SECONDS << the_cloud.retries;
    the_cloud.retry_step = gm_step_count() + seconds * gm_game_get_speed();
}

static CloudJob *job_new(CloudTask task) {
    CloudJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "cloud", .work = work};
    job->task = task;
    return job;
}

/* Takes the job. */
static int start(CloudJob *job, const char *call) {
    Request *request = the_cloud.is_open ? request_open(&cloud_source, call) : NULL;
    int id = request != NULL ? request->id : GM_NONE; /* no game is running */
    job->request = request;
    job->next = the_cloud.jobs;
    the_cloud.jobs = job;
    the_cloud.background_was_started = true; /* this one does what it would do */
    plan_retry(0);
    if (request != NULL && service() != NULL) {
        lane_submit(the_cloud.lane, &job->job);
        return id;
    }
    if (request != NULL) answer_without_service(request);
    job_free(job);
    return id;
}

int gm_cloud_synchronise(void) {
    return start(job_new(TASK_SYNCHRONISE), __func__);
}

int gm_cloud_string_save(const char *text, const char *description) {
    CloudJob *job = job_new(TASK_SAVE);
    job->text = mem_text(text != NULL ? text : "");
    job->description = mem_text(description != NULL ? description : "");
    return start(job, __func__);
}

int gm_cloud_file_save(const char *file, const char *description) {
    CloudJob *job = job_new(TASK_SAVE);
    char path[FILES_PATH];
    const char *name = file != NULL ? file : "";
    job->file_is_there = files_find(name, path, sizeof path);
    job->file = mem_text(job->file_is_there ? path : name);
    job->description = mem_text(description != NULL ? description : "");
    return start(job, __func__);
}

int gm_cloud_resolve(bool use_mine) {
    return start(job_new(use_mine ? TASK_RESOLVE_MINE : TASK_RESOLVE_THEIRS), __func__);
}

/* MARK: the source. Thread: main */

static void open_source(void) {
    memset(&the_cloud, 0, sizeof the_cloud);
    the_cloud.is_open = true;
}

static void try_again(void) {
    plan_retry(the_cloud.retries + 1);
    the_cloud.background.job = (Job){.name = "cloud", .work = work_in_background};
    atomic_store(&the_cloud.background_is_busy, true);
    lane_submit(the_cloud.lane, &the_cloud.background.job);
}

static void poll_source(void) {
    service_poll(GM_SERVICE_CLOUD);
    if (service() == NULL || the_cloud.jobs != NULL || atomic_load(&the_cloud.background_is_busy))
        return;
    bool is_first = !the_cloud.background_was_started;
    the_cloud.background_was_started = true;
    bool is_due = atomic_load(&the_cloud.waits) && gm_step_count() >= the_cloud.retry_step;
    if (is_first || is_due) try_again();
}

/* The handlers run next: they see the data, so the calls they make may replace it. */
static bool land(Completion *completion) {
    const CloudCompletion *done = (const CloudCompletion *)completion;
    if (done->version[0] == '\0') return true;
    ShownJob *shown = mem_alloc(sizeof *shown);
    shown->job = (Job){.name = "cloud shown", .work = note_shown};
    shown->status = done->status;
    memcpy(shown->version, done->version, sizeof shown->version);
    lane_submit(the_cloud.lane, &shown->job);
    return true;
}

static void release(Completion *completion) {
    CloudCompletion *done = (CloudCompletion *)completion;
    if (done->job != NULL) job_free(done->job);
    mem_free(done);
}

static void cancel(Request *request) {
    for (CloudJob *job = the_cloud.jobs; job != NULL; job = job->next)
        if (job->request == request) atomic_store(&job->cancelled, true);
    http_look();
}

static void close_source(void) {
    for (CloudJob *job = the_cloud.jobs; job != NULL; job = job->next)
        atomic_store(&job->cancelled, true);
    atomic_store(&the_cloud.background.cancelled, true);
    http_look();
    lane_close(the_cloud.lane);
    cloud_sync_close();
    service_close(GM_SERVICE_CLOUD);
    mem_free(the_cloud.file);
    the_cloud.file = NULL;
    the_cloud.lane = NULL;
    the_cloud.service = NULL;
    the_cloud.is_open = false;
}

const AsyncSource cloud_source = {
    .name = "cloud",
    .event = EVENT_OTHER_WEB_CLOUD,
    .open = open_source,
    .poll = poll_source,
    .land = land,
    .free = release,
    .cancel = cancel,
    .close = close_source,
};
