/* Recorded input: what was pressed, typed and clicked comes again at the same steps. */
#include "notes.h"

#include <SDL.h>

static char the_run[4096]; /* what the recorded run noted */

/* MARK: the game: it notes what each step sees */

static void step(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    if (gm_keyboard_check_pressed(GM_VK_LEFT)) note("press");
    if (gm_keyboard_check(GM_VK_LEFT)) note("hold");
    if (gm_keyboard_check_released(GM_VK_LEFT)) note("release");
    if (gm_mouse_check_button_pressed(GM_MB_LEFT))
        note(gm_text("click%g,%g", gm_mouse_x(), gm_mouse_y()));
    if (gm_mouse_check_button(GM_MB_LEFT)) note("drag");
    if (gm_mouse_wheel_up()) note("wheel");
    note(gm_text("%s.", gm_keyboard_string()));
}

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const char *type = gm_async_system(event)->event_type;
    if (strncmp(type, "debug", 5) != 0) return;
    assert_int_equal(gm_ds_map_size(gm_async_load()), 1);
    note(type);
}

static const GmObject obj_watcher = {.on = {[GM_STEP] = step, [GM_ASYNC_SYSTEM] = hear}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_watcher), {0}};
static char the_folder[128]; /* the save area of all games of a test */

static void open_game(void) {
    support_open(objects);
    support_make("obj_watcher");
    support_steps(1);
    forget_notes();
}

static int open_first(void **state) {
    (void)state;
    open_game();
    return 0;
}

/* MARK: the player */

static void push(SDL_Event event) {
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void key(SDL_Keycode code, bool down) {
    SDL_Event event = {.type = down ? SDL_KEYDOWN : SDL_KEYUP};
    event.key.keysym.sym = code;
    push(event);
}

static void type(const char *text) {
    SDL_Event event = {.type = SDL_TEXTINPUT};
    SDL_strlcpy(event.text.text, text, sizeof event.text.text);
    push(event);
}

static void click(int x, int y, bool down) {
    SDL_Event event = {.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP};
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = x;
    event.button.y = y;
    push(event);
}

static void turn_wheel(void) {
    SDL_Event event = {.type = SDL_MOUSEWHEEL};
    event.wheel.y = 1;
    push(event);
}

/* Nine steps of a player; what the game saw is in the_run. */
static void play_and_record(int filter) {
    gm_debug_input_record(filter);
    support_steps(2);
    key(SDLK_LEFT, true);
    support_steps(1);
    type("h\xc3\xa9");
    click(30, 40, true);
    support_steps(2);
    key(SDLK_LEFT, false);
    click(31, 41, false);
    turn_wheel();
    support_steps(3);
    key(SDLK_LEFT, true); /* and held when the recording ends */
    support_steps(1);
    gm_debug_input_save("run.json");
    gm_copy_text(the_run, sizeof the_run, the_notes);
    forget_notes();
    key(SDLK_LEFT, false);
    gm_keyboard_set_string("");
    support_steps(2);
    forget_notes();
}

/* MARK: playing back */

/* spec: async-events SY-6 */
static void a_playback_is_the_same_run_and_one_event_says_that_it_stopped(void **state) {
    (void)state;
    play_and_record(GM_DEBUG_INPUT_FILTER_KEYBOARD | GM_DEBUG_INPUT_FILTER_MOUSE);
    gm_debug_input_playback("run.json");
    support_steps(9);
    assert_string_equal(the_notes, the_run);
    assert_non_null(strstr(the_run, "press hold"));
    assert_non_null(strstr(the_run, "click30,40 drag"));
    assert_non_null(strstr(the_run, "wheel h\xc3\xa9."));
    forget_notes();
    support_steps(3); /* the key that was held is let go */
    assert_notes("debug_input_playback_stopped release h\xc3\xa9. h\xc3\xa9. h\xc3\xa9.");
}

static void while_it_plays_the_players_own_input_of_that_kind_is_passed_over(void **state) {
    (void)state;
    play_and_record(GM_DEBUG_INPUT_FILTER_KEYBOARD);
    gm_debug_input_playback("run.json");
    key(SDLK_LEFT, true);
    type("x");
    click(5, 6, true);
    support_steps(1);
    assert_notes("click5,6 drag .");
    key(SDLK_LEFT, false);
    click(5, 6, false);
    support_steps(2);
    assert_notes(". press hold .");
    support_steps(20);
    assert_null(strstr(the_notes, "click")); /* the recorded ones were seen, but not kept */
    forget_notes();
    key(SDLK_LEFT, true); /* from now on they are heard again */
    support_steps(1);
    assert_non_null(strstr(the_notes, "press hold"));
}

static void a_new_playback_stops_the_one_before(void **state) {
    (void)state;
    gm_debug_input_record(GM_DEBUG_INPUT_FILTER_KEYBOARD);
    support_steps(3);
    gm_debug_input_save("run.json");
    gm_debug_input_playback("run.json");
    support_steps(1);
    gm_debug_input_playback("run.json");
    forget_notes();
    support_steps(6);
    assert_notes("debug_input_playback_stopped . . . debug_input_playback_stopped . . .");
}

static void a_game_that_ends_forgets_its_tapes(void **state) {
    (void)state;
    gm_debug_input_record(GM_DEBUG_INPUT_FILTER_KEYBOARD);
    support_close();
    open_game();
    gm_debug_input_save("run.json");
    assert_non_null(strstr(support_log(), "nothing is recorded"));
}

/* MARK: files that are wrong */

static const char *playback_of(const char *text) {
    static char path[256];
    snprintf(the_folder, sizeof the_folder, "%s", support_folder());
    support_write_text(the_folder, "tape.json", text);
    snprintf(path, sizeof path, "%s/tape.json", the_folder);
    support_forget_log();
    gm_debug_input_playback(path);
    support_steps(2);
    return support_log();
}

#define assert_says(text, sentence)                                                                \
    do {                                                                                           \
        if (strstr(playback_of(text), sentence) == NULL)                                           \
            fail_msg("expected \"%s\" in: %s", sentence, support_log());                           \
    } while (0)

static void a_broken_tape_is_refused_with_a_sentence(void **state) {
    (void)state;
    gm_debug_input_playback("none.json");
    assert_non_null(strstr(support_log(), "there is no file \"none.json\""));
    gm_debug_input_playback(NULL);
    assert_says("[", "tape.json:1:");
    assert_says("[]", "tape.json: expected an object { }, but it is a list [ ]");
    assert_says("{\"events\": 3}", "events: expected a list [ ], but it is a number");
    assert_says("{\"steps\": -1}", "steps: expected a whole number from 0");
    assert_says("{\"events\": [{\"kind\": \"dance\"}]}",
                "events[0]: there is no \"kind\" \"dance\"; known are key down");
    assert_says("{\"events\": [{\"kind\": \"key up\", \"key\": 256}]}",
                "events[0].key: expected a whole number from 0 to 255");
    assert_says("{\"events\": [{\"kind\": \"text\", \"step\": 2}, {\"kind\": \"text\"}]}",
                "events[1]: the steps must rise from event to event");
    gm_debug_input_record(GM_DEBUG_INPUT_FILTER_KEYBOARD);
    gm_debug_input_save("../outside.json");
    assert_non_null(strstr(support_log(), "\"../outside.json\" is no file of the save area"));
    assert_null(strstr(the_notes, "debug"));
}

#define GAME_TEST(test) cmocka_unit_test_setup_teardown(test, open_first, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        GAME_TEST(a_playback_is_the_same_run_and_one_event_says_that_it_stopped),
        GAME_TEST(while_it_plays_the_players_own_input_of_that_kind_is_passed_over),
        GAME_TEST(a_new_playback_stops_the_one_before),
        GAME_TEST(a_game_that_ends_forgets_its_tapes),
        GAME_TEST(a_broken_tape_is_refused_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
