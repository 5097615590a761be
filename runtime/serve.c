/* The verb "serve": the mock origin on loopback, one line per answer, until it is interrupted. */
#define _POSIX_C_SOURCE 200809L
#include "serve.h"
#include "../platform/log.h"
#include "../platform/origin.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(const char *line) {
    printf("%s\n", line);
    fflush(stdout);
}

static bool read_port(const char *text, int *port) {
    char *end = NULL;
    long number = text != NULL ? strtol(text, &end, 10) : -1;
    bool is_port = end != text && end != NULL && *end == '\0' && number >= 0 && number <= 65535;
    if (is_port)
        *port = (int)number;
    else
        log_error("serve: --port %s: a number from 0 (any free one) to 65535 was expected",
                  text != NULL ? text : "");
    return is_port;
}

static bool read_arguments(int argc, char **argv, const char **routes, int *port) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--port") == 0) {
            i++;
            if (!read_port(i < argc ? argv[i] : NULL, port)) return false;
        } else if (argv[i][0] == '-' || *routes != NULL) {
            log_error("serve: %s was not expected", argv[i]);
            return false;
        } else {
            *routes = argv[i];
        }
    }
    if (*routes != NULL) return true;
    log_error("serve: a routes file was expected: asyncade serve ROUTES.json [--port N]");
    return false;
}

static const char usage[] =
    "Usage: asyncade serve ROUTES.json [--port N]\n\n"
    "Serves a mock origin on loopback as the routes file says, one line for each answer, until it\n"
    "is interrupted. Without --port a free one is taken.\n\n"
    "  {\"routes\": [{\"path\": \"/hello\", \"body\": \"Hello!\", \"delay_ms\": 300},\n"
    "              {\"path\": \"/files/*\", \"body_file\": \"files\"}]}\n\n"
    "A route may say: method, status, headers, body, body_file, generate_bytes, delay_ms, drip,\n"
    "stall_after, reset_after, truncate_after, redirect, chunked, echo, store, top; and for\n"
    "streams of server-sent events: events, as_lines, break_after.\n";

static bool asks_for_help(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

int serve_main(int argc, char **argv) {
    const char *routes = NULL;
    int port = 0, signal_number = 0;
    if (asks_for_help(argc, argv)) return fputs(usage, stdout) < 0;
    if (!read_arguments(argc, argv, &routes, &port)) return 2;
    sigset_t ends; /* blocked here, so that the origin's thread does not take them */
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    Origin *origin = origin_open_watched(routes, port, print_line);
    if (origin == NULL) return 1;
    printf("Serving %s on http://127.0.0.1:%d\n", routes, origin_port(origin));
    fflush(stdout);
    sigwait(&ends, &signal_number);
    origin_close(origin);
    return 0;
}
