/* Lanes: named worker threads with a queue of jobs. A lane with one thread keeps order.
 * Opened by hand (lane_by_hand), a lane has no threads and a test runs its jobs one by one. */
#ifndef EVENTS_LANE_H
#define EVENTS_LANE_H

#include <stdbool.h>

/* A job is a source's own struct with this as its first member. The lane owns it from submit until
 * work is called; work owns it then, and frees it. */
typedef struct Job {
    struct Job *next;
    const char *name;              /* for the trace */
    void (*work)(struct Job *job); /* Thread: worker */
} Job;

typedef struct Lane Lane;
Lane *lane_open(const char *name, int threads); /* main */
void lane_submit(Lane *lane, Job *job);         /* Thread: any */
/* main: until all that was submitted is done. By hand: does it here. */
void lane_wait(Lane *lane);
void lane_close(
    Lane *lane); /* main: runs what is queued (work sees its request cancelled), joins */

void lane_by_hand(bool by_hand);    /* main, tests: for lanes opened from now on */
bool lane_step(Lane *lane);         /* main, tests: runs one job here; false: none was queued */
Lane *lane_named(const char *name); /* main; NULL: not open */

/* The shared lane "decode": pictures and sounds. Opened on first use. Thread: any */
Lane *lane_decode(void);

#endif
