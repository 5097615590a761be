/* A real sound server for tests: PulseAudio with a home, a socket and sinks of its own. What is
 * played to its sinks "out" and "spare" is heard by the recorders "Mic" and "Spare". */
#ifndef TESTS_PULSE_H
#define TESTS_PULSE_H

#include "support.h"

#include "../platform/process.h"

#include <stdio.h>
#include <stdlib.h>

/* What sanitizers find inside SDL's and PulseAudio's own libraries (SDL's thread that watches for
 * devices and the one that opens them read from the same connection and the same names; some of its
 * answers are never freed) says nothing of the runtime. What these libraries read and write is left
 * out; their locks still count. */
__attribute__((visibility("default"))) const char *__tsan_default_options(void);
const char *__tsan_default_options(void) {
    return "ignore_noninstrumented_modules=1";
}
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libpulse\n";
}

static Process *the_pulse;
static char the_out_module[16]; /* its number, while it is loaded */

/* Runs pactl and returns whether it went well; what it said goes to answer, if not NULL. */
static bool pulse_tell(const char *const *argv, char *answer, size_t size) {
    char why[256] = "";
    Process *process = process_start(argv, NULL, why);
    if (process == NULL) fail_msg("%s", why);
    process_wait(process);
    bool fine = process_status(process) == 0;
    if (answer != NULL) snprintf(answer, size, "%s", process_output(process));
    process_free(process);
    if (answer != NULL) answer[strcspn(answer, "\n")] = '\0';
    return fine;
}

/* A sink and a recorder that hears it; module becomes the sink's number. */
static void pulse_add(const char *sink, const char *mic, char *module, size_t size) {
    char name[64], source[64], master[64], described[64], ignored[16];
    snprintf(name, sizeof name, "sink_name=%s", sink);
    snprintf(source, sizeof source, "source_name=hears_%s", sink);
    snprintf(master, sizeof master, "master=%s.monitor", sink);
    snprintf(described, sizeof described, "source_properties=device.description=%s", mic);
    assert_true(pulse_tell(
        (const char *const[]){"pactl", "load-module", "module-null-sink", name, "rate=48000", NULL},
        module, size));
    assert_true(pulse_tell((const char *const[]){"pactl", "load-module", "module-remap-source",
                                                 source, master, described, NULL},
                           ignored, sizeof ignored));
}

/* Whoever plays to no sink in particular plays to this one now. */
static inline void pulse_plug_in(void) {
    pulse_add("out", "Mic", the_out_module, sizeof the_out_module);
    assert_true(
        pulse_tell((const char *const[]){"pactl", "set-default-sink", "out", NULL}, NULL, 0));
}

/* The sink goes, and with it the recorder that listens to it. */
static inline void pulse_unplug(void) {
    assert_true(
        pulse_tell((const char *const[]){"pactl", "unload-module", the_out_module, NULL}, NULL, 0));
}

/* Starts it, with a sink to spare; a server whose test has crashed ends by itself. (SDL 2.26 may
 * crash in a server that has none at all.) */
static inline void pulse_start(void) {
    static char folder[128], socket[256], load[400], server[300];
    char why[256] = "", answer[64], ignored[16];
    if (folder[0] == '\0') snprintf(folder, sizeof folder, "%s", support_folder());
    snprintf(socket, sizeof socket, "%s/native", folder);
    snprintf(load, sizeof load, "--load=module-native-protocol-unix auth-anonymous=1 socket=%s",
             socket);
    snprintf(server, sizeof server, "unix:%s", socket);
    setenv("HOME", folder, 1);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    setenv("PULSE_SERVER", server, 1);
    setenv("PULSE_LATENCY_MSEC", "30", 1);
    the_pulse = process_start((const char *const[]){"pulseaudio", "-n", "--daemonize=no",
                                                    "--exit-idle-time=30", "--disable-shm=yes",
                                                    "--realtime=no", "--high-priority=no",
                                                    "--use-pid-file=no", load, NULL},
                              NULL, why);
    if (the_pulse == NULL) fail_msg("%s", why);
    while (!pulse_tell((const char *const[]){"pactl", "info", NULL}, answer, sizeof answer))
        if (process_wait_ms(the_pulse, 20)) fail_msg("pulseaudio: %s", process_output(the_pulse));
    pulse_add("spare", "Spare", ignored, sizeof ignored);
    pulse_plug_in();
}

/* At once, as if it had crashed. */
static inline void pulse_kill(void) {
    process_free(the_pulse);
    the_pulse = NULL;
}

static inline int pulse_open(void **state) {
    (void)state;
    pulse_start();
    return 0;
}

static inline int pulse_close(void **state) {
    (void)state;
    pulse_kill();
    return 0;
}

#endif
