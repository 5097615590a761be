/* System events about sound, displays, language and memory. Real sound devices and a real focus are
 * in test_desktop.c, pads in test_gamepad.c, jobs in test_job.c. */
#define _XOPEN_SOURCE 700
#include "notes.h"

#include <SDL.h>
#include <stdlib.h>

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
        TEST(displays_language_and_memory_are_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
