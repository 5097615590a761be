/* Games that are killed: a child process that works until it dies in the middle of it. */
#ifndef TESTS_KILLS_H
#define TESTS_KILLS_H

#include "support.h"

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int the_progress; /* the child's end of the pipe */

/* The child has come one thing further. */
static inline void kills_tell_progress(void) {
    if (write(the_progress, "", 1) < 0) _exit(1);
}

/* Runs work(save, start) in a child that never ends by itself, and kills it some microseconds after
 * it has told progress so many times. To be called while there are no other threads. */
static inline void kills_in_the_middle(void (*work)(const char *save, int start), const char *save,
                                       int start, int progress, int microseconds) {
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        the_progress = ends[1];
        work(save, start);
        _exit(0);
    }
    close(ends[1]);
    for (int i = 0; i < progress; i++)
        assert_int_equal(read(ends[0], &byte, 1), 1);
    usleep((useconds_t)microseconds);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
}

#endif
