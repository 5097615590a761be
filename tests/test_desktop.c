/* System events of a real desktop: a sound server and a display of the test's own, and the program
 * as a child, which says on its log what its game hears. (In a process of its own also since SDL
 * and PulseAudio's library do not free all they take.) */
#define _XOPEN_SOURCE 700
#include "display.h"
#include "rooms.h"

/* MARK: the game */

static const char ear[] = "#include <gm.h>\n"
                          "static void hear(GmInstance *self, const GmEvent *event) {\n"
                          "    (void)self;\n"
                          "    const GmAsyncSystem *news = gm_async_system(event);\n"
                          "    gm_show_debug_message(\"[%s%s%s%s%s%s]\", news->event_type, "
                          "news->device[0] ? \":\" : \"\",\n"
                          "        news->device, news->is_recorder ? \"(records)\" : \"\", "
                          "news->status[0] ? \":\" : \"\",\n"
                          "        news->status);\n"
                          "}\n"
                          "const GmObject obj_ear = {.on = {[GM_ASYNC_SYSTEM] = hear}};\n";

static bool play(const char *const *settings) {
    char arguments[256];
    const char *folder = support_folder();
    write_game(folder, "\"rm_a\"");
    write_room(folder, "rm_a", false, (const Placed[]){{"obj_ear", 0, 0, NULL}, {NULL}});
    support_write(folder, "objects/obj_ear.c", ear, sizeof ear - 1);
    snprintf(arguments, sizeof arguments, "%s --save-dir %s/save", folder, folder);
    return program_start(folder, arguments, settings);
}

static const char *the_wanted; /* what has_said waits for */

static bool has_said(void) {
    return strstr(program_said(), the_wanted) != NULL;
}

static bool says(const char *event) {
    the_wanted = event;
    return program_until(has_said);
}

/* All that the game has heard, one after another. */
static const char *heard(void) {
    static char all[2048];
    size_t used = 0;
    for (const char *at = program_said(); (at = strchr(at, '[')) != NULL; at++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%.*s", (int)strcspn(at, "\n"), at);
    return all;
}

/* MARK: sound devices */

typedef char Module[DISPLAY_SAID]; /* a module's number, as pactl says it */

static struct {
    char folder[128];
    Process *process;
    Module first;
} the_server;

static bool load(const char *module, const char *name, const char *properties, Module number) {
    bool loaded = display_run(
        (const char *const[]){"pactl", "load-module", module, name, properties, NULL}, number);
    number[strcspn(number, "\n")] = '\0';
    return loaded;
}

static bool unload(const Module number) {
    return DISPLAY_RUN("pactl", "unload-module", number);
}

static bool has_first_device(void) {
    return load("module-null-sink", "sink_name=first", "sink_properties=device.description=First",
                the_server.first);
}

/* A PulseAudio of our own, with one device "first" to play on. */
static int open_server(void **state) {
    (void)state;
    char script[512], file[256], address[256], why[256];
    snprintf(the_server.folder, sizeof the_server.folder, "%s", support_folder());
    int length = snprintf(script, sizeof script,
                          "load-module module-native-protocol-unix socket=%s/socket "
                          "auth-anonymous=1\n",
                          the_server.folder);
    support_write(the_server.folder, "server.pa", script, (size_t)length);
    snprintf(file, sizeof file, "%s/server.pa", the_server.folder);
    snprintf(address, sizeof address, "unix:%s/socket", the_server.folder);
    setenv("HOME", the_server.folder, 1);
    setenv("XDG_RUNTIME_DIR", the_server.folder, 1);
    setenv("PULSE_SERVER", address, 1);
    const char *const argv[] = {"pulseaudio",
                                "-n",
                                "--daemonize=no",
                                "--exit-idle-time=-1",
                                "--disable-shm=yes",
                                "--realtime=no",
                                "--use-pid-file=no",
                                "-F",
                                file,
                                NULL};
    the_server.process = process_start(argv, NULL, why);
    if (the_server.process == NULL) return -1;
    time_t end = time(NULL) + DISPLAY_SECONDS;
    while (!has_first_device()) {
        if (!process_wait_ms(the_server.process, 20) && time(NULL) < end) continue;
        print_message("%s\n", process_output(the_server.process));
        return -1;
    }
    return 0;
}

static int close_server(void **state) {
    (void)state;
    program_end();
    process_free(the_server.process);
    return 0;
}

/* (One device is left to play on: SDL 2.26 does not survive PulseAudio having none.) */
static void sound_devices_that_come_and_go_are_told_of_by_name(void **state) {
    (void)state;
    Module second, voice;
    const char *const settings[] = {
        "SDL_VIDEODRIVER=dummy", "SDL_AUDIODRIVER=pulseaudio",
        /* the sanitizer cannot see what PulseAudio's library does between its threads */
        "TSAN_OPTIONS=halt_on_error=1 ignore_noninstrumented_modules=1", NULL};
    assert_true(play(settings));
    assert_true(says("[audio_system_status:available]"));
    assert_true(load("module-null-sink", "sink_name=second",
                     "sink_properties=device.description=Second", second));
    assert_true(says("[audio device added:Second]"));
    assert_true(load("module-virtual-source", "source_name=voice",
                     "source_properties=device.description=Voice", voice));
    assert_true(says("[audio device added:Voice(records)]"));
    assert_true(unload(voice));
    assert_true(says("[audio device removed:Voice(records)]"));
    assert_true(unload(the_server.first));
    assert_true(says("[audio default device changed:Second]"));
    /* nothing of those that were there before, nor of the monitor that each device has */
    assert_string_equal(heard(), "[audio_system_status:available]"
                                 "[audio device added:Second]"
                                 "[audio device added:Voice(records)]"
                                 "[audio device removed:Voice(records)]"
                                 "[audio device removed:First]"
                                 "[audio default device changed:Second]");
}

/* MARK: the window */

static int open_screen(void **state) {
    (void)state;
    if (!display_open(NULL)) return -1;
    setenv("DISPLAY", the_display_name, 1);
    return 0;
}

static int close_screen(void **state) {
    (void)state;
    program_end();
    display_close();
    unsetenv("DISPLAY");
    return 0;
}

static void the_window_gains_and_loses_the_focus(void **state) {
    (void)state;
    char display[64];
    snprintf(display, sizeof display, "DISPLAY=%s", the_display_name);
    assert_true(
        play((const char *const[]){display, "SDL_VIDEODRIVER=x11", "SDL_RENDER_DRIVER=software",
                                   "SDL_AUDIODRIVER=dummy", NULL}));
    assert_true(says("[audio_system_status:available]"));
    /* without a window manager the display gives the focus to nobody by itself */
    assert_true(DISPLAY_RUN("xdotool", "search", "--name", "^test$", "windowfocus"));
    assert_true(says("[window focus gained]"));
    assert_true(DISPLAY_RUN("xdotool", "search", "--maxdepth", "0", "--name", ".*", "windowfocus"));
    assert_true(says("[window focus lost]"));
    assert_string_equal(heard(), "[audio_system_status:available]"
                                 "[window focus gained][window focus lost]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sound_devices_that_come_and_go_are_told_of_by_name,
                                        open_server, close_server),
        cmocka_unit_test_setup_teardown(the_window_gains_and_loses_the_focus, open_screen,
                                        close_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
