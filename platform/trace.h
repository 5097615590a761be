/* A trace that Chrome's tracing page and Perfetto read: what ran when, on which thread. Closed (as
 * it is unless --trace is given) each call costs one load. Thread: any. */
#ifndef PLATFORM_TRACE_H
#define PLATFORM_TRACE_H

#include <stdbool.h>
#include <stdint.h>

bool trace_open(const char *file); /* main; false and an error: the file cannot be written */
void trace_close(void);            /* main, after every other thread has ended */

int64_t trace_now(void); /* microseconds; 0 when closed */
/* One complete event from start to now on the calling thread; arg_name NULL: no argument. */
void trace_slice(const char *name, int64_t start, const char *arg_name, int64_t arg);
/* A whole step: like a slice, and with the time that its thread worked (tdur), which other programs
 * and threads do not add to. worked: trace_worked() when it began. */
void trace_step(int64_t start, int64_t worked, int64_t step);
int64_t trace_worked(void); /* microseconds of this thread's processor time; 0 when closed */
/* The arrow of a request: begin where it was asked for, end where its event runs. Both must lie
 * inside a slice. */
void trace_flow_begin(const char *name, int id);
void trace_flow_end(const char *name, int id);

#endif
