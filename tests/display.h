/* A display of the test's own, Xvfb; the hand at its keyboard, xdotool; and the program that shows
 * a game there, seen by what it says. */
#ifndef TESTS_DISPLAY_H
#define TESTS_DISPLAY_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../platform/process.h"

enum { DISPLAY_SECONDS = 20, DISPLAY_SAID = 256 };

static Process *the_display;
static char the_display_name[16];

/* Starts Xvfb and waits until it listens. picture_folder: where it keeps what it shows as a file
 * (Xvfb_screen0, in xwd's format); NULL: nowhere. False: it could not be started. */
static inline bool display_open(const char *picture_folder) {
    char why[256];
    /* -r: no key repeats, however long a busy machine takes to let it go */
    const char *argv[] = {"Xvfb", "-displayfd", "1",  "-screen", "0",  "800x600x24", "-nolisten",
                          "tcp",  "-noreset",   "-r", NULL,      NULL, NULL};
    if (picture_folder != NULL) {
        argv[10] = "-fbdir";
        argv[11] = picture_folder;
    }
    the_display = process_start_apart(argv, why);
    if (the_display == NULL) return false;
    while (strchr(process_output(the_display), '\n') == NULL)
        if (process_wait_ms(the_display, 1000)) return false; /* it ended */
    snprintf(the_display_name, sizeof the_display_name, ":%d", atoi(process_output(the_display)));
    return true;
}

static inline void display_close(void) {
    process_free(the_display);
    the_display = NULL;
}

/* Runs a program to its end; true: it succeeded. What it said goes to said (DISPLAY_SAID bytes), if
 * given. */
static inline bool display_run(const char *const *argv, char *said) {
    char why[256];
    Process *process = process_start_apart(argv, why);
    assert_non_null(process);
    process_wait(process);
    bool success = process_status(process) == 0;
    if (said != NULL)
        snprintf(said, DISPLAY_SAID, "%.*s", DISPLAY_SAID - 1, process_output(process));
    process_free(process);
    return success;
}
#define DISPLAY_RUN(...) display_run((const char *const[]){__VA_ARGS__, NULL}, NULL)

/* MARK: the program, as a child */

static Process *the_program;

/* Plays in that folder, which becomes the current one: arguments are those of `asyncade play`.
 * settings: its environment, ends with NULL. */
static inline bool program_start(const char *folder, const char *arguments,
                                 const char *const *settings) {
    char line[2048], why[256];
    snprintf(line, sizeof line, "cd %s && exec %s/asyncade play %s", folder, TEST_BUILD, arguments);
    const char *const argv[] = {"sh", "-c", line, NULL};
    the_program = process_start(argv, settings, why);
    return the_program != NULL;
}

static inline void program_end(void) {
    process_free(the_program);
    the_program = NULL;
}

static inline const char *program_said(void) {
    process_poll(the_program);
    return process_output(the_program);
}

/* Waits until done() says so, while the program goes on; false: it ended, or took too long. */
static inline bool program_until(bool (*done)(void)) {
    time_t end = time(NULL) + DISPLAY_SECONDS;
    bool ended = false;
    while (!done() && !ended && time(NULL) <= end)
        ended = process_wait_ms(the_program, 10);
    if (!done()) print_message("the program said:\n%s\n", program_said());
    return done();
}

#endif
