/* Dialogs: every case of the specification with answers given beforehand, and the dialog in the
 * window with keys, clicks and pixels. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "../events/async/dialog.h"
#include "../events/async/dialog_field.h"

/* MARK: a game that notes what it is told */

enum { HEARD = 16, TEXT = 64 };

typedef struct Heard {
    int id, status, order_step;
    bool has_result, has_value, has_login;
    char result[TEXT], username[TEXT], password[TEXT];
    double value;
    bool value_is_text;
} Heard;

static struct {
    Heard heard[HEARD];
    int count, steps, async_load_in_step, key_events, click_events;
    int (*reopen)(void); /* called once, by the first event's handler */
    int reopened;
} the_test;

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncDialog *answer = gm_async_dialog(event);
    int map = gm_async_load();
    Heard *heard = &the_test.heard[the_test.count++];
    heard->id = answer->id;
    heard->status = answer->status;
    heard->value = answer->value;
    heard->order_step = the_test.steps;
    heard->has_result = gm_ds_map_exists(map, "result");
    heard->has_value = gm_ds_map_exists(map, "value");
    heard->has_login = gm_ds_map_exists(map, "username") && gm_ds_map_exists(map, "password");
    heard->value_is_text = strcmp(gm_ds_map_find_string(map, "value", "no text"), "no text") != 0;
    gm_copy_text(heard->result, TEXT, answer->result);
    gm_copy_text(heard->username, TEXT, answer->username);
    gm_copy_text(heard->password, TEXT, answer->password);
    int (*reopen)(void) = the_test.reopen;
    the_test.reopen = NULL;
    if (reopen != NULL) the_test.reopened = reopen();
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_test.steps++;
    the_test.async_load_in_step = gm_async_load();
}

static void note_key(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_test.key_events++;
}

static void note_click(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_test.click_events++;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_draw_clear(GM_C_GREEN);
}

static const GmObject obj_listener = {
    .on = {[GM_ASYNC_DIALOG] = hear,
           [GM_STEP] = step,
           [GM_KEY_PRESS(GM_VK_ANYKEY)] = note_key,
           [GM_GLOBAL_LEFT_PRESSED] = note_click,
           [GM_DRAW] = draw},
};

static const GmNamedObject objects[] = {GM_OBJECT(obj_listener), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    unsetenv("ASYNCADE_DIALOG");
    memset(&the_test, 0, sizeof the_test);
    support_open(objects);
    support_make("obj_listener");
    return 0;
}

static void answers(const char *const *texts) {
    dialog_choose(texts, "Test");
}
#define ANSWERS(...) answers((const char *const[]){__VA_ARGS__, NULL})

static const Heard *heard_one(int id) {
    assert_int_equal(the_test.count, 1);
    assert_int_equal(the_test.heard[0].id, id);
    return &the_test.heard[0];
}

/* MARK: answers given beforehand */

/* spec: async-events D-1 */
static void a_message_is_answered_by_one_event(void **state) {
    (void)state;
    ANSWERS("ok");
    int id = gm_show_message_async("Hello");
    assert_true(id > 0);
    assert_int_equal(the_test.count, 0);
    support_steps(3);
    const Heard *heard = heard_one(id);
    assert_int_equal(heard->status, 1);
    assert_false(heard->has_result || heard->has_value || heard->has_login);
    assert_int_equal(gm_request_count(), 0);
}

/* spec: async-events D-2 */
static void yes_gives_status_1(void **state) {
    (void)state;
    ANSWERS("yes");
    int id = gm_show_question_async("Sure?");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
    assert_false(heard_one(id)->has_result);
}

/* spec: async-events D-3 */
static void no_gives_status_0_and_not_less(void **state) {
    (void)state;
    ANSWERS("no");
    int id = gm_show_question_async("Sure?");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 0);
}

/* spec: async-events D-4 */
static void a_text_left_unchanged_is_the_result(void **state) {
    (void)state;
    ANSWERS("ok");
    int id = gm_get_string_async("q", "Anon");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
    assert_string_equal(heard_one(id)->result, "Anon");
    assert_false(heard_one(id)->has_value);
}

/* spec: async-events D-5 */
static void a_cleared_text_is_an_empty_result(void **state) {
    (void)state;
    ANSWERS("");
    int id = gm_get_string_async("q", "Anon");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
    assert_true(heard_one(id)->has_result);
    assert_string_equal(heard_one(id)->result, "");
}

/* spec: async-events D-6 */
static void a_cancelled_text_is_an_empty_result_with_status_0(void **state) {
    (void)state;
    ANSWERS("cancel");
    int id = gm_get_string_async("q", "Anon");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 0);
    assert_true(heard_one(id)->has_result);
    assert_string_equal(heard_one(id)->result, "");
}

/* spec: async-events D-7 */
static void a_number_comes_as_a_number_and_as_text(void **state) {
    (void)state;
    ANSWERS("42", " -17 ", "ok");
    gm_get_integer_async("q", 7);
    gm_get_integer_async("q", 7);
    gm_get_integer_async("q", -7);
    support_steps(1);
    assert_int_equal(the_test.count, 3);
    const double values[] = {42, -17, -7};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(the_test.heard[i].status, 1);
        assert_true(the_test.heard[i].value == values[i]);
        assert_false(the_test.heard[i].value_is_text);
    }
    assert_string_equal(the_test.heard[0].result, "42");
}

/* spec: async-events 5.3 */
static void what_is_no_integer_gives_no_value(void **state) {
    (void)state;
    ANSWERS("", "abc", "12.5", "1e3", "-", "7 apples");
    for (int i = 0; i < 6; i++)
        gm_get_integer_async("q", 7);
    support_steps(1);
    assert_int_equal(the_test.count, 6);
    assert_true(the_test.heard[0].value_is_text);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(the_test.heard[i].status, 1);
        assert_int_equal(the_test.heard[i].has_value, i == 0);
        assert_true(the_test.heard[i].value == 0);
    }
    assert_string_equal(the_test.heard[1].result, "abc");
}

/* spec: async-events D-8 */
static void a_cancelled_number_has_status_0(void **state) {
    (void)state;
    ANSWERS("cancel");
    int id = gm_get_integer_async("q", 7);
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 0);
    assert_string_equal(heard_one(id)->result, "");
    assert_false(heard_one(id)->has_value);
}

/* spec: async-events D-9 */
static void a_login_gives_user_name_and_password(void **state) {
    (void)state;
    ANSWERS("ok", "ann:a:b", "cancel");
    gm_get_login_async("u", "p");
    gm_get_login_async("u", "p");
    gm_get_login_async("u", "p");
    support_steps(1);
    assert_int_equal(the_test.count, 3);
    const char *const users[] = {"u", "ann", ""}, *const passwords[] = {"p", "a:b", ""};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(the_test.heard[i].status, i < 2);
        assert_true(the_test.heard[i].has_login);
        assert_string_equal(the_test.heard[i].username, users[i]);
        assert_string_equal(the_test.heard[i].password, passwords[i]);
    }
}

/* spec: async-events D-10 */
static void three_dialogs_are_answered_in_the_order_of_the_calls(void **state) {
    (void)state;
    ANSWERS("yes", "Bo", "ok");
    int ids[3] = {gm_show_question_async("1"), gm_get_string_async("2", ""),
                  gm_show_message_async("3")};
    assert_true(ids[0] < ids[1] && ids[1] < ids[2]);
    support_steps(2);
    assert_int_equal(the_test.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(the_test.heard[i].id, ids[i]);
    assert_string_equal(the_test.heard[1].result, "Bo");
}

static int ask_again(void) {
    return gm_get_string_async("again", "b");
}

/* spec: async-events D-11 */
static void a_handler_may_open_another_dialog(void **state) {
    (void)state;
    ANSWERS("ok", "second");
    the_test.reopen = ask_again;
    int first = gm_show_message_async("first");
    support_steps(1);
    assert_int_equal(heard_one(first)->status, 1);
    support_steps(1);
    assert_int_equal(the_test.count, 2);
    assert_int_equal(the_test.heard[1].id, the_test.reopened);
    assert_string_equal(the_test.heard[1].result, "second");
}

static void a_dialog_beyond_the_last_answer_is_cancelled_with_a_sentence(void **state) {
    (void)state;
    ANSWERS("ok");
    gm_show_message_async("one");
    gm_get_string_async("two", "x");
    support_steps(1);
    assert_int_equal(the_test.count, 2);
    assert_int_equal(the_test.heard[1].status, 0);
    assert_non_null(strstr(support_log(), "no answer is left for the dialog \"two\": cancelled"));
}

static void an_answer_that_does_not_fit_is_cancel_and_says_so(void **state) {
    (void)state;
    ANSWERS("maybe");
    int id = gm_show_question_async("Sure?");
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 0);
    assert_non_null(strstr(support_log(), "\"maybe\" does not fit the dialog \"Sure?\""));
}

static void texts_that_are_missing_or_broken_do_no_harm(void **state) {
    (void)state;
    ANSWERS("ok", "ok", "ok");
    gm_get_string_async(NULL, NULL);
    gm_get_string_async("\xff\xfe", "a\xc3(\xed\xa0\x80");
    gm_get_login_async(NULL, NULL);
    support_steps(1);
    assert_int_equal(the_test.count, 3);
    assert_string_equal(the_test.heard[0].result, "");
    assert_string_equal(the_test.heard[1].result,
                        "a\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_string_equal(the_test.heard[2].username, "");
}

/* MARK: the dialog in the window, through the whole path from SDL's events */

static void press(SDL_Keycode code, bool down) {
    SDL_Event event = {.type = down ? SDL_KEYDOWN : SDL_KEYUP};
    event.key.keysym.sym = code;
    SDL_PushEvent(&event);
}

static void tap(SDL_Keycode code) {
    press(code, true);
    press(code, false);
}

static void type(const char *text) {
    SDL_Event event = {.type = SDL_TEXTINPUT};
    gm_copy_text(event.text.text, sizeof event.text.text, text);
    SDL_PushEvent(&event);
}

static void mouse(Uint32 kind, int x, int y) {
    SDL_Event event = {.type = kind};
    if (kind == SDL_MOUSEMOTION) {
        event.motion.x = x;
        event.motion.y = y;
    } else {
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = x;
        event.button.y = y;
    }
    SDL_PushEvent(&event);
}

static void click(int x, int y) {
    mouse(SDL_MOUSEBUTTONDOWN, x, y);
    mouse(SDL_MOUSEBUTTONUP, x, y);
}

enum { DIALOG_ACCENT = 0xD97E3A, DIALOG_ACCENT_LIT = 0xEE9752, DIALOG_ACCENT_HELD = 0xB0622A };
enum { ACCEPT_X = 170, OTHER_X = 240 }; /* inside the two buttons, where no letter is */

/* A row inside the buttons: the lowest of the accepting button's colour, a few pixels up. -1: no
 * dialog is shown. */
static int button_row(void) {
    for (int y = gm_window_get_height() - 1; y >= 0; y--)
        if (support_pixel(ACCEPT_X, y) == DIALOG_ACCENT) return y - 2;
    return -1;
}

/* spec: async-events D-12 */
static void the_game_goes_on_for_100_steps_behind_an_open_dialog(void **state) {
    (void)state;
    gm_show_question_async("Wait?");
    int before = the_test.steps;
    support_steps(100);
    assert_int_equal(the_test.steps - before, 100);
    assert_int_equal(the_test.count, 0);
    assert_int_equal(the_test.async_load_in_step, -1);
    assert_int_equal(gm_request_count(), 1);
}

static void the_dialog_is_drawn_over_the_dimmed_game_and_goes_away(void **state) {
    (void)state;
    support_steps(1);
    assert_int_equal(support_pixel(2, 2), GM_C_GREEN);
    gm_show_question_async(
        "Do you really want to go back to the map? What was found here is lost.");
    support_steps(1);
    GmColour dimmed = support_pixel(2, 2);
    assert_true((dimmed >> 8 & 0xFF) < 0x50 && (dimmed >> 8 & 0xFF) > 0x20);
    assert_true(button_row() > 0);
    assert_true(support_golden("dialog_question"));
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(support_pixel(2, 2), GM_C_GREEN);
    assert_int_equal(the_test.count, 1);
    assert_int_equal(the_test.heard[0].status, 1);
}

static void enter_accepts_and_escape_does_not(void **state) {
    (void)state;
    gm_show_message_async("m");
    gm_show_message_async("m");
    gm_show_question_async("q");
    gm_show_question_async("q");
    const SDL_Keycode keys[] = {SDLK_RETURN, SDLK_ESCAPE, SDLK_ESCAPE, SDLK_KP_ENTER};
    const int statuses[] = {1, 0, 0, 1};
    for (int i = 0; i < 4; i++) {
        support_steps(1);
        tap(keys[i]);
        support_steps(1);
        assert_int_equal(the_test.count, i + 1);
        assert_int_equal(the_test.heard[i].status, statuses[i]);
    }
}

static void tab_and_arrows_reach_the_other_button(void **state) {
    (void)state;
    const SDL_Keycode ways[] = {SDLK_TAB, SDLK_RIGHT};
    for (int i = 0; i < 2; i++) {
        gm_show_question_async("q");
        tap(ways[i]);
        tap(i == 0 ? SDLK_RETURN : SDLK_SPACE);
        support_steps(1);
        assert_int_equal(the_test.count, i + 1);
        assert_int_equal(the_test.heard[i].status, 0);
    }
    gm_show_question_async("q");
    press(SDLK_LSHIFT, true);
    tap(SDLK_TAB);
    press(SDLK_LSHIFT, false);
    tap(SDLK_LEFT);
    tap(SDLK_SPACE);
    support_steps(1);
    assert_int_equal(the_test.heard[2].status, 1);
}

static void buttons_light_up_under_the_pointer_and_count_when_let_go(void **state) {
    (void)state;
    gm_show_question_async("q");
    support_steps(1);
    int y = button_row();
    mouse(SDL_MOUSEMOTION, ACCEPT_X, y);
    support_steps(1);
    assert_int_equal(support_pixel(ACCEPT_X, y), DIALOG_ACCENT_LIT);
    mouse(SDL_MOUSEBUTTONDOWN, ACCEPT_X, y);
    support_steps(1);
    assert_int_equal(support_pixel(ACCEPT_X, y), DIALOG_ACCENT_HELD);
    assert_int_equal(the_test.count, 0);
    mouse(SDL_MOUSEBUTTONUP, 5, 5); /* let go elsewhere: not meant */
    support_steps(1);
    assert_int_equal(the_test.count, 0);
    click(OTHER_X, y);
    support_steps(1);
    assert_int_equal(the_test.count, 1);
    assert_int_equal(the_test.heard[0].status, 0);
}

static void what_is_typed_is_the_result(void **state) {
    (void)state;
    gm_get_string_async("What is your name?", "Zo\xc3\xab");
    tap(SDLK_BACKSPACE);
    type("\xc3\xa9 & <b>\"x\"");
    tap(SDLK_HOME);
    type("-");
    tap(SDLK_RIGHT);
    tap(SDLK_DELETE);
    support_steps(1);
    assert_true(support_golden("dialog_string"));
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(the_test.count, 1);
    assert_string_equal(the_test.heard[0].result, "-Z\xc3\xa9 & <b>\"x\"");
}

static void a_held_backspace_repeats(void **state) {
    (void)state;
    gm_get_string_async("q", "abcdefghijklmnopqrstuvwxyz");
    press(SDLK_BACKSPACE, true);
    support_steps(50); /* one at once, then from the 30th step on every third */
    press(SDLK_BACKSPACE, false);
    support_steps(20);
    tap(SDLK_RETURN);
    support_steps(1);
    assert_string_equal(the_test.heard[0].result, "abcdefghijklmnopqr");
}

/* spec: async-events 5.5 */
static void an_integer_takes_a_minus_and_digits_and_no_letters(void **state) {
    (void)state;
    gm_get_integer_async("q", 7);
    tap(SDLK_BACKSPACE);
    type("x-1y2-3.");
    support_steps(1);
    assert_true(support_golden("dialog_integer"));
    tap(SDLK_RETURN);
    support_steps(1);
    assert_string_equal(the_test.heard[0].result, "-123");
    assert_true(the_test.heard[0].value == -123);
}

static void a_login_has_two_fields_and_hides_the_password(void **state) {
    (void)state;
    gm_get_login_async("ann", "old");
    tap(SDLK_RETURN); /* on to the password */
    type("er");
    support_steps(1);
    assert_int_equal(the_test.count, 0);
    assert_true(support_golden("dialog_login"));
    tap(SDLK_RETURN);
    support_steps(1);
    assert_string_equal(the_test.heard[0].username, "ann");
    assert_string_equal(the_test.heard[0].password, "older");
}

static void a_click_puts_the_caret_between_two_letters(void **state) {
    (void)state;
    gm_get_login_async("ann", "secret");
    support_steps(1);
    int y = 0; /* the password's field: the first well below the user's */
    for (int well = 0, last = 0; y < 240 && well < 2; y++) {
        bool is_well = support_pixel(250, y) == 0x241A16;
        well += is_well && !last;
        last = is_well;
    }
    click(116 + 5 + 6 * 3, y + 5);
    type("X");
    tap(SDLK_RETURN);
    support_steps(1);
    assert_string_equal(the_test.heard[0].username, "ann");
    assert_string_equal(the_test.heard[0].password, "secXret");
}

static void keys_and_clicks_of_the_dialog_do_not_reach_the_game(void **state) {
    (void)state;
    tap(SDLK_a);
    click(5, 5);
    support_steps(1);
    assert_int_equal(the_test.key_events, 1);
    assert_int_equal(the_test.click_events, 1);
    gm_get_string_async("q", "");
    support_steps(1);
    tap(SDLK_a);
    type("a");
    click(5, 5);
    support_steps(1);
    assert_int_equal(the_test.key_events, 1);
    assert_int_equal(the_test.click_events, 1);
    assert_string_equal(gm_keyboard_string(), "");
    tap(SDLK_RETURN);
    support_steps(2);
    assert_int_equal(the_test.key_events, 1);
    tap(SDLK_a);
    support_steps(1);
    assert_int_equal(the_test.key_events, 2);
}

static void a_key_that_was_held_before_the_dialog_is_let_go_for_the_game_too(void **state) {
    (void)state;
    press(SDLK_RIGHT, true);
    support_steps(1);
    gm_show_message_async("m");
    support_steps(1);
    assert_true(gm_keyboard_check(GM_VK_RIGHT));
    press(SDLK_RIGHT, false);
    support_steps(1);
    assert_false(gm_keyboard_check(GM_VK_RIGHT));
    tap(SDLK_RETURN);
    support_steps(1);
}

static int note_the_picture(void) {
    return gm_request_count();
}

/* spec: async-events 5.4 */
static void the_next_dialog_is_open_before_the_event_of_the_one_before(void **state) {
    (void)state;
    int first = gm_show_message_async("1");
    int second = gm_show_question_async("2");
    the_test.reopen = note_the_picture;
    support_steps(1);
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(heard_one(first)->status, 1);
    assert_int_equal(the_test.reopened, 1); /* only the second was open in the handler */
    assert_true(button_row() > 0);
    tap(SDLK_ESCAPE);
    support_steps(1);
    assert_int_equal(the_test.heard[1].id, second);
    assert_int_equal(the_test.heard[1].status, 0);
}

static void a_dialog_asked_for_by_a_handler_waits_behind_those_that_were_first(void **state) {
    (void)state;
    gm_show_message_async("1");
    int second = gm_show_message_async("2");
    the_test.reopen = ask_again;
    for (int i = 0; i < 3; i++) {
        tap(SDLK_RETURN);
        support_steps(1);
    }
    assert_int_equal(the_test.count, 3);
    assert_int_equal(the_test.heard[1].id, second);
    assert_int_equal(the_test.heard[2].id, the_test.reopened);
    assert_string_equal(the_test.heard[2].result, "b");
}

/* MARK: cancelling and the end */

static void a_cancelled_request_closes_the_open_dialog(void **state) {
    (void)state;
    int first = gm_get_string_async("1", "x");
    int second = gm_show_message_async("2");
    support_steps(1);
    gm_request_cancel(first);
    gm_request_cancel(first);
    support_steps(1);
    assert_int_equal(heard_one(first)->status, 0);
    assert_string_equal(heard_one(first)->result, "");
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(the_test.heard[1].id, second);
    assert_int_equal(the_test.heard[1].status, 1);
}

static void a_cancelled_request_that_waits_is_never_shown(void **state) {
    (void)state;
    int first = gm_show_message_async("1");
    int second = gm_get_login_async("u", "p");
    int third = gm_show_message_async("3");
    gm_request_cancel(second);
    support_steps(1);
    assert_int_equal(heard_one(second)->status, 0);
    assert_true(heard_one(second)->has_login);
    tap(SDLK_RETURN);
    support_steps(1);
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(the_test.count, 3);
    assert_int_equal(the_test.heard[1].id, first);
    assert_int_equal(the_test.heard[2].id, third);
}

static void the_end_of_the_game_closes_dialogs_without_an_event(void **state) {
    (void)state;
    gm_show_message_async("1");
    gm_get_string_async("2", "x");
    support_steps(1);
    gm_game_end();
    support_steps(2);
    assert_int_equal(the_test.count, 0);
}

/* The next game must not find anything of the one before. */
static void a_new_game_begins_without_dialogs(void **state) {
    (void)state;
    gm_get_string_async("2", "x");
    support_steps(1);
    support_tear_down(state);
    open_game(state);
    support_steps(1);
    assert_int_equal(support_pixel(2, 2), GM_C_GREEN);
    int id = gm_show_message_async("fresh");
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
}

static int go_on_in_another_room(void) {
    gm_room_restart();
    return 0;
}

/* spec: async-events 5.4 */
static void a_dialog_stays_open_over_a_change_of_room(void **state) {
    (void)state;
    the_test.reopen = go_on_in_another_room;
    gm_instance("obj_listener")->persistent = true;
    gm_show_message_async("1");
    int second = gm_show_message_async("2");
    tap(SDLK_RETURN);
    support_steps(2);
    assert_int_equal(the_test.count, 1);
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(the_test.count, 2);
    assert_int_equal(the_test.heard[1].id, second);
}

/* MARK: choosing */

static void the_environment_chooses_how_dialogs_are_shown(void **state) {
    (void)state;
    setenv("ASYNCADE_DIALOG", "script", 1);
    dialog_choose(NULL, "Test");
    gm_show_message_async("1");
    support_steps(1);
    assert_int_equal(the_test.count, 1);
    assert_int_equal(the_test.heard[0].status, 0);
    setenv("ASYNCADE_DIALOG", "window", 1);
    ANSWERS("ok");
    gm_show_message_async("2");
    support_steps(2);
    assert_int_equal(the_test.count, 1);
    assert_true(button_row() == -1); /* a message has its only button on the right */
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(the_test.count, 2);
    setenv("ASYNCADE_DIALOG", "carrier pigeon", 1);
    ANSWERS("ok");
    assert_non_null(strstr(support_log(), "ASYNCADE_DIALOG is \"carrier pigeon\": expected"));
    gm_show_message_async("3");
    support_steps(1);
    assert_int_equal(the_test.count, 3);
    unsetenv("ASYNCADE_DIALOG");
}

static void zenity_without_a_display_gives_way_to_the_window(void **state) {
    (void)state;
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    setenv("ASYNCADE_DIALOG", "zenity", 1);
    dialog_choose(NULL, "Test");
    int id = gm_show_question_async("1");
    support_steps(1);
    assert_true(button_row() > 0);
    assert_non_null(strstr(support_log(), "dialogs are drawn in the window"));
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
    unsetenv("ASYNCADE_DIALOG");
}

/* A run that waits for every answer does not wait for people's. */
static void settling_does_not_wait_for_an_open_dialog(void **state) {
    support_tear_down(state);
    support_open_settling(support_folder(), objects);
    support_make("obj_listener");
    int id = gm_show_message_async("1");
    support_steps(100);
    assert_int_equal(the_test.count, 0);
    tap(SDLK_RETURN);
    support_steps(1);
    assert_int_equal(heard_one(id)->status, 1);
}

/* MARK: text fields by themselves */

static void a_field_is_edited_character_by_character(void **state) {
    (void)state;
    DialogField field = {.text = NULL};
    dialog_field_open(&field, "a\xc3\xa9z");
    dialog_field_key(&field, GM_VK_LEFT);
    dialog_field_key(&field, GM_VK_LEFT);
    assert_int_equal(field.caret, 1);
    dialog_field_type(&field, "\xe2\x82\xac\n\t\x7f");
    assert_string_equal(field.text, "a\xe2\x82\xac\xc3\xa9z");
    dialog_field_key(&field, GM_VK_DELETE);
    assert_string_equal(field.text, "a\xe2\x82\xacz");
    dialog_field_key(&field, GM_VK_END);
    dialog_field_key(&field, GM_VK_DELETE);
    dialog_field_key(&field, GM_VK_RIGHT);
    for (int i = 0; i < 5; i++)
        dialog_field_key(&field, GM_VK_BACKSPACE);
    assert_string_equal(field.text, "");
    assert_false(dialog_field_key(&field, GM_VK_UP));
    dialog_field_close(&field);
}

static void an_integer_field_takes_15_digits_at_most_and_one_minus_in_front(void **state) {
    (void)state;
    DialogField field = {.is_integer = true};
    dialog_field_open(&field, "5");
    dialog_field_type(&field, "12345678901234567890");
    assert_string_equal(field.text, "512345678901234");
    dialog_field_key(&field, GM_VK_HOME);
    dialog_field_type(&field, "--");
    assert_string_equal(field.text, "-512345678901234");
    dialog_field_key(&field, GM_VK_HOME);
    dialog_field_key(&field, GM_VK_DELETE);
    dialog_field_type(&field, "-");
    dialog_field_key(&field, GM_VK_BACKSPACE);
    dialog_field_key(&field, GM_VK_DELETE);
    dialog_field_type(&field, "-");
    dialog_field_key(&field, GM_VK_HOME);
    dialog_field_type(&field, "9"); /* not before the minus */
    assert_string_equal(field.text, "-12345678901234");
    dialog_field_close(&field);
}

#define GAME_TEST(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        GAME_TEST(a_message_is_answered_by_one_event),
        GAME_TEST(yes_gives_status_1),
        GAME_TEST(no_gives_status_0_and_not_less),
        GAME_TEST(a_text_left_unchanged_is_the_result),
        GAME_TEST(a_cleared_text_is_an_empty_result),
        GAME_TEST(a_cancelled_text_is_an_empty_result_with_status_0),
        GAME_TEST(a_number_comes_as_a_number_and_as_text),
        GAME_TEST(what_is_no_integer_gives_no_value),
        GAME_TEST(a_cancelled_number_has_status_0),
        GAME_TEST(a_login_gives_user_name_and_password),
        GAME_TEST(three_dialogs_are_answered_in_the_order_of_the_calls),
        GAME_TEST(a_handler_may_open_another_dialog),
        GAME_TEST(a_dialog_beyond_the_last_answer_is_cancelled_with_a_sentence),
        GAME_TEST(an_answer_that_does_not_fit_is_cancel_and_says_so),
        GAME_TEST(texts_that_are_missing_or_broken_do_no_harm),
        GAME_TEST(the_game_goes_on_for_100_steps_behind_an_open_dialog),
        GAME_TEST(the_dialog_is_drawn_over_the_dimmed_game_and_goes_away),
        GAME_TEST(enter_accepts_and_escape_does_not),
        GAME_TEST(tab_and_arrows_reach_the_other_button),
        GAME_TEST(buttons_light_up_under_the_pointer_and_count_when_let_go),
        GAME_TEST(what_is_typed_is_the_result),
        GAME_TEST(a_held_backspace_repeats),
        GAME_TEST(an_integer_takes_a_minus_and_digits_and_no_letters),
        GAME_TEST(a_login_has_two_fields_and_hides_the_password),
        GAME_TEST(a_click_puts_the_caret_between_two_letters),
        GAME_TEST(keys_and_clicks_of_the_dialog_do_not_reach_the_game),
        GAME_TEST(a_key_that_was_held_before_the_dialog_is_let_go_for_the_game_too),
        GAME_TEST(the_next_dialog_is_open_before_the_event_of_the_one_before),
        GAME_TEST(a_dialog_asked_for_by_a_handler_waits_behind_those_that_were_first),
        GAME_TEST(a_cancelled_request_closes_the_open_dialog),
        GAME_TEST(a_cancelled_request_that_waits_is_never_shown),
        GAME_TEST(the_end_of_the_game_closes_dialogs_without_an_event),
        GAME_TEST(a_new_game_begins_without_dialogs),
        GAME_TEST(a_dialog_stays_open_over_a_change_of_room),
        GAME_TEST(the_environment_chooses_how_dialogs_are_shown),
        GAME_TEST(zenity_without_a_display_gives_way_to_the_window),
        GAME_TEST(settling_does_not_wait_for_an_open_dialog),
        cmocka_unit_test(a_field_is_edited_character_by_character),
        cmocka_unit_test(an_integer_field_takes_15_digits_at_most_and_one_minus_in_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
