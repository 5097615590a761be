/* The program as a user runs it: a child, by what it prints and returns. Define _XOPEN_SOURCE
 * first, for popen. */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include "support.h"

#include <stdio.h>
#include <sys/wait.h>

static char the_said[65536];

/* Runs it with a line of arguments; its exit status. What it said is in the_said. */
static inline int run(const char *arguments) {
    char line[1024];
    snprintf(line, sizeof line, "%s/asyncade %s 2>&1", TEST_BUILD, arguments);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    size_t used = fread(the_said, 1, sizeof the_said - 1, pipe);
    the_said[used] = '\0';
    return WEXITSTATUS(pclose(pipe));
}

#endif
