/* System events about the desktop: sound devices of a sound server of the test's own, the focus on
 * a display of its own, and what SDL says about displays, language and memory. Pads are in
 * test_gamepad.c, jobs in test_job.c. */
#define _XOPEN_SOURCE 700
#include "display.h"
#include "notes.h"

#include <SDL.h>
#include <sys/stat.h>

#include "../runtime/game.h"

/* MARK: the game */

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncSystem *news = gm_async_system(event);
    char line[256];
    snprintf(line, sizeof line, "%s%s%s%s%s%s%s%s", news->event_type, news->device[0] ? ":" : "",
             news->device, news->is_recorder ? "(records)" : "", news->status[0] ? ":" : "",
             news->status, news->display_index >= 0 ? gm_text(":%d:", news->display_index) : "",
             news->change);
    note(line);
    if (news->locale[0] != '\0') note(news->locale);
}

static const GmObject obj_ear = {.on = {[GM_ASYNC_SYSTEM] = hear}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ear), {0}};

/* A game in a window of that video driver, with sound of that audio driver. */
static void open_window(const char *video, const char *audio) {
    setenv("SDL_VIDEODRIVER", video, 1);
    setenv("SDL_AUDIODRIVER", audio, 1);
    assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                        .objects = objects,
                                        .save_dir = support_folder(),
                                        .fast = true,
                                        .quiet = true}));
    support_make("obj_ear");
    forget_notes();
}

static int close_game(void **state) {
    (void)state;
    support_close();
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    return 0;
}

static const char *the_wanted; /* what has_noted waits for */

static bool has_noted(void) {
    return strstr(the_notes, the_wanted) != NULL;
}

static bool comes(const char *notes) {
    the_wanted = notes;
    bool came = support_until(has_noted);
    if (!came) print_message("expected \"%s\" in \"%s\"\n", notes, the_notes);
    return came;
}

/* MARK: whether there is sound */

/* spec: async-events SY-4 */
static void there_is_one_status_of_the_sound_at_the_start(void **state) {
    (void)state;
    open_window("dummy", "dummy");
    assert_notes("");
    support_steps(1);
    assert_notes("audio_system_status:available");
    support_steps(30);
    gm_game_restart();
    support_steps(3);
    support_make("obj_ear");
    support_steps(3);
    assert_notes("");
}

/* spec: async-events 16.4 */
static void without_a_device_the_status_is_unavailable(void **state) {
    (void)state;
    open_window("dummy", "no-such-driver");
    support_steps(2);
    assert_notes("audio_system_status:unavailable");
}

static void a_run_without_a_window_asks_for_no_device_and_has_sound(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    support_open(objects);
    support_make("obj_ear");
    forget_notes();
    support_steps(2);
    assert_notes("audio_system_status:available");
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
    process_free(the_server.process);
    return close_game(state);
}

/* (One device is left to play on: SDL 2.26 does not survive PulseAudio having none.) */
static void sound_devices_that_come_and_go_are_told_of_by_name(void **state) {
    (void)state;
    Module second, voice;
    open_window("dummy", "pulseaudio");
    support_steps(2);
    assert_notes("audio_system_status:available"); /* and nothing of those that are there */
    assert_true(load("module-null-sink", "sink_name=second",
                     "sink_properties=device.description=Second", second));
    assert_true(comes("audio device added:Second"));
    assert_true(load("module-virtual-source", "source_name=voice",
                     "source_properties=device.description=Voice", voice));
    assert_true(comes("audio device added:Voice(records)"));
    assert_true(unload(voice));
    assert_true(comes("audio device removed:Voice(records)"));
    assert_true(unload(the_server.first));
    assert_true(comes("audio device removed:First"));
    assert_true(comes("audio default device changed:Second"));
    support_steps(30);
    assert_null(strstr(the_notes, "Monitor"));             /* a device's own monitor is none */
    assert_null(strstr(the_notes, "audio_system_status")); /* once, at the start */
}

/* MARK: the window */

static int open_screen(void **state) {
    (void)state;
    if (!display_open(NULL)) return -1;
    setenv("DISPLAY", the_display_name, 1);
    return 0;
}

static int close_screen(void **state) {
    int result = close_game(state);
    display_close();
    unsetenv("DISPLAY");
    return result;
}

static void the_window_gains_and_loses_the_focus(void **state) {
    (void)state;
    open_window("x11", "dummy");
    gm_window_set_caption("Watched");
    support_steps(2);
    /* without a window manager the display gives the focus to nobody by itself */
    assert_true(DISPLAY_RUN("xdotool", "search", "--name", "^Watched$", "windowfocus"));
    assert_true(comes("window focus gained"));
    assert_true(DISPLAY_RUN("xdotool", "search", "--maxdepth", "0", "--name", ".*", "windowfocus"));
    assert_true(comes("window focus lost"));
}

/* MARK: what SDL says */

static void say(const SDL_Event *event) {
    SDL_Event copy = *event;
    assert_int_equal(SDL_PushEvent(&copy), 1);
}

static void displays_language_and_memory_are_told_of(void **state) {
    (void)state;
    support_open(objects);
    support_make("obj_ear");
    support_steps(1);
    forget_notes();
    SDL_Event event = {.display = {.type = SDL_DISPLAYEVENT, .display = 1}};
    event.display.event = SDL_DISPLAYEVENT_CONNECTED;
    say(&event);
    event.display.event = SDL_DISPLAYEVENT_ORIENTATION;
    say(&event);
    event.display.event = SDL_DISPLAYEVENT_DISCONNECTED;
    say(&event);
    support_steps(1);
    assert_notes("display changed:1:connected display changed:1:turned "
                 "display changed:1:disconnected");
    say(&(SDL_Event){
        .window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_DISPLAY_CHANGED, .data1 = 2}});
    support_steps(1);
    assert_notes("display changed:2:window moved to it");
    setenv("LANG", "de_AT.UTF-8", 1);
    unsetenv("LANGUAGE");
    say(&(SDL_Event){.type = SDL_LOCALECHANGED});
    say(&(SDL_Event){.type = SDL_APP_LOWMEMORY});
    support_steps(1);
    assert_notes("locale changed de_AT low memory");
    support_steps(3);
    assert_notes("");
}

#define TEST(test) cmocka_unit_test_teardown(test, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(there_is_one_status_of_the_sound_at_the_start),
        TEST(without_a_device_the_status_is_unavailable),
        TEST(a_run_without_a_window_asks_for_no_device_and_has_sound),
        cmocka_unit_test_setup_teardown(sound_devices_that_come_and_go_are_told_of_by_name,
                                        open_server, close_server),
        cmocka_unit_test_setup_teardown(the_window_gains_and_loses_the_focus, open_screen,
                                        close_screen),
        TEST(displays_language_and_memory_are_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
