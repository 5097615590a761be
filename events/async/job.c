/* Background jobs: a game's own function on a worker's thread; what it returns arrives as a System
 * event. The job owns a copy of its input and nothing else. */
#include "../../platform/mem.h"
#include "../../runtime/gm_job.h"
#include "../async.h"
#include "../payload.h"

#include <stdatomic.h>
#include <string.h>

enum { JOB_THREADS = 2 };

struct GmJob {
    Job job;
    Request *request;
    GmJobFunction work;
    size_t size; /* bytes of input */
    _Alignas(max_align_t) unsigned char input[];
};

static struct {
    Lane *lane;       /* NULL: no job was started yet */
    atomic_bool over; /* the game ends: every job counts as cancelled */
} the_jobs;

/* Thread: worker */
static Completion *new_completion(const GmJob *job, GmPayload *payload, const char *event_type,
                                  bool last) {
    Completion *completion = completion_new(sizeof *completion, job->request, last);
    if (payload != NULL) {
        map_free(completion->map);
        completion->map = payload_take(payload);
        map_set_real(completion->map, ASYNC_KEY(id), job->request->id);
    }
    map_set_text(completion->map, ASYNC_KEY(event_type), event_type, strlen(event_type));
    return completion;
}

/* Thread: worker */
static void work(Job *queued) {
    GmJob *job = (GmJob *)(void *)queued;
    GmPayload *result = NULL;
    if (!gm_job_is_cancelled(job)) result = job->work(job, job->size > 0 ? job->input : NULL);
    Completion *completion = new_completion(job, result, "job", true);
    map_set_bool(completion->map, ASYNC_KEY(cancelled), gm_job_is_cancelled(job));
    mailbox_post(completion);
    mem_free(job);
}

static void open_jobs(void) {
    atomic_store(&the_jobs.over, false);
}

static void close_jobs(void) {
    atomic_store(&the_jobs.over, true);
    lane_close(the_jobs.lane);
    the_jobs.lane = NULL;
}

const AsyncSource job_source = {.name = "job",
                                .event = EVENT_OTHER_SYSTEM_EVENT,
                                .tells_parts = true, /* as many as the game's function sends */
                                .open = open_jobs,
                                .close = close_jobs};

/* MARK: what games may call */

int gm_job(GmJobFunction function, const void *input, size_t size) {
    if (function == NULL || (input == NULL && size > 0)) return GM_NONE;
    if (the_jobs.lane == NULL) the_jobs.lane = lane_open("jobs", JOB_THREADS);
    GmJob *job = mem_alloc(sizeof *job + size);
    job->job = (Job){.name = "job", .work = work};
    job->request = request_open(&job_source, "gm_job");
    job->work = function;
    job->size = size;
    if (size > 0) memcpy(job->input, input, size);
    int id = job->request->id; /* the job may be over when it is submitted */
    lane_submit(the_jobs.lane, &job->job);
    return id;
}

bool gm_job_is_cancelled(const GmJob *job) {
    return request_is_cancelled(job->request) || atomic_load(&the_jobs.over);
}

void gm_job_progress(GmJob *job, GmPayload *payload) {
    mailbox_post(new_completion(job, payload, "job progress", false));
}
