/* Lanes: a queue of jobs under one lock each (a leaf), and the threads that work on them. */
#include "lane.h"
#include "../platform/mem.h"
#include "../platform/thread.h"
#include "../platform/trace.h"

#include <stdio.h>
#include <string.h>

enum { LANE_THREADS = 4, LANES = 16 };

struct Lane {
    char name[16];
    Thread threads[LANE_THREADS];
    int thread_count;
    Lock lock;
    Signal submitted, finished;
    Job *first; /* these four: under the lock */
    Job *last;
    int unfinished; /* queued, or worked on */
    bool closing;
};

static Lock the_lock = LOCK_INIT;
static struct {
    Lane *open[LANES] GUARDED_BY(the_lock); /* the network's thread, too, looks for one */
    bool by_hand;
} the_lanes;

static Job *take_first(Lane *lane) REQUIRES(lane->lock) {
    Job *job = lane->first;
    if (job != NULL) lane->first = job->next;
    return job;
}

/* Waits for a job; NULL: the lane closes and its queue is empty. Thread: worker. */
static Job *wait_for_job(Lane *lane) {
    lock_take(&lane->lock);
    while (lane->first == NULL && !lane->closing)
        signal_wait(&lane->submitted, &lane->lock);
    Job *job = take_first(lane);
    lock_give(&lane->lock);
    return job;
}

static void work_on(Lane *lane, Job *job) {
    const char *name = job->name; /* work frees the job */
    int64_t start = trace_now();
    job->work(job);
    trace_slice(name, start, NULL, 0);
    lock_take(&lane->lock);
    if (--lane->unfinished == 0) signal_all(&lane->finished);
    lock_give(&lane->lock);
}

static void run_lane(void *context) {
    Lane *lane = context;
    for (Job *job = wait_for_job(lane); job != NULL; job = wait_for_job(lane))
        work_on(lane, job);
}

static Lane *find(const char *name) REQUIRES(the_lock) {
    for (int i = 0; i < LANES; i++)
        if (the_lanes.open[i] != NULL && strcmp(the_lanes.open[i]->name, name) == 0)
            return the_lanes.open[i];
    return NULL;
}

static Lane *open_locked(const char *name, int threads) REQUIRES(the_lock) {
    Lane *lane = mem_alloc(sizeof *lane);
    snprintf(lane->name, sizeof lane->name, "%s", name);
    lock_open(&lane->lock);
    signal_open(&lane->submitted);
    signal_open(&lane->finished);
    lane->thread_count = the_lanes.by_hand ? 0 : threads < LANE_THREADS ? threads : LANE_THREADS;
    for (int i = 0; i < LANES; i++) {
        if (the_lanes.open[i] != NULL) continue;
        the_lanes.open[i] = lane;
        break;
    }
    for (int i = 0; i < lane->thread_count; i++) {
        char thread_name[16];
        snprintf(thread_name, sizeof thread_name, threads > 1 ? "%.12s %d" : "%.12s", name, i + 1);
        thread_start(&lane->threads[i], thread_name, run_lane, lane);
    }
    return lane;
}

Lane *lane_open(const char *name, int threads) {
    lock_take(&the_lock);
    Lane *lane = open_locked(name, threads);
    lock_give(&the_lock);
    return lane;
}

void lane_submit(Lane *lane, Job *job) {
    job->next = NULL;
    lock_take(&lane->lock);
    if (lane->first != NULL)
        lane->last->next = job;
    else
        lane->first = job;
    lane->last = job;
    lane->unfinished++;
    lock_give(&lane->lock);
    signal_one(&lane->submitted);
}

bool lane_step(Lane *lane) {
    lock_take(&lane->lock);
    Job *job = take_first(lane);
    lock_give(&lane->lock);
    if (job != NULL) work_on(lane, job);
    return job != NULL;
}

void lane_wait(Lane *lane) {
    while (lane->thread_count == 0 && lane_step(lane)) {
    }
    lock_take(&lane->lock);
    while (lane->unfinished > 0)
        signal_wait(&lane->finished, &lane->lock);
    lock_give(&lane->lock);
}

void lane_close(Lane *lane) {
    if (lane == NULL) return;
    lock_take(&lane->lock);
    lane->closing = true;
    lock_give(&lane->lock);
    signal_all(&lane->submitted);
    for (int i = 0; i < lane->thread_count; i++)
        thread_join(&lane->threads[i]);
    while (lane_step(lane)) {
    } /* by hand: what is left still owns memory */
    lock_take(&the_lock);
    for (int i = 0; i < LANES; i++)
        if (the_lanes.open[i] == lane) the_lanes.open[i] = NULL;
    lock_give(&the_lock);
    lock_close(&lane->lock);
    signal_close(&lane->submitted);
    signal_close(&lane->finished);
    mem_free(lane);
}

void lane_by_hand(bool by_hand) {
    the_lanes.by_hand = by_hand;
}

Lane *lane_named(const char *name) {
    lock_take(&the_lock);
    Lane *lane = find(name);
    lock_give(&the_lock);
    return lane;
}

Lane *lane_decode(void) {
    lock_take(&the_lock);
    Lane *lane = find("decode");
    if (lane == NULL) lane = open_locked("decode", 2);
    lock_give(&the_lock);
    return lane;
}
