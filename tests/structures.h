/* Tests of data structures: opened and closed around each, and what was said meanwhile. */
#ifndef TESTS_STRUCTURES_H
#define TESTS_STRUCTURES_H

#include "support.h"

#include "../assets/buffer.h"
#include "../assets/ds.h"
#include "../assets/text.h"
#include "../platform/log.h"

#include <stdio.h>

static char the_log[4096];

static void structures_hear(const char *sentence) {
    size_t used = strlen(the_log);
    snprintf(the_log + used, sizeof the_log - used, "%s\n", sentence);
}

/* How many sentences held it, since the last time this was asked. */
static int times_said(const char *part) {
    int count = 0;
    for (const char *at = strstr(the_log, part); at != NULL; at = strstr(at + 1, part))
        count++;
    the_log[0] = '\0';
    return count;
}

static int open_all(void **state) {
    (void)state;
    the_log[0] = '\0';
    log_reset();
    log_listen(structures_hear);
    ds_open();
    return 0;
}

static int close_all(void **state) {
    (void)state;
    ds_close();
    buffers_close();
    texts_close();
    log_listen(NULL);
    log_reset();
    return 0;
}

#endif
