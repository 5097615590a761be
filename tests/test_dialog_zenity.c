/* The desktop's dialogs: the real zenity on a display of its own, answered by xdotool; and programs
 * that pretend to be zenity, for what it is told and for how it can fail. */
#define _XOPEN_SOURCE 700
#include "display.h"

#include <SDL.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../events/async/dialog.h"

enum { HEARD = 8, TEXT = 128, RESEND_STEPS = 100 };

static struct {
    char path[1024]; /* as it is outside of tests */
    int steps, count;
    int ids[HEARD], statuses[HEARD];
    double values[HEARD];
    char results[HEARD][TEXT], users[HEARD][TEXT], passwords[HEARD][TEXT];
    int wanted;
    const char *key; /* sent again and again until the answer is there */
} the_test;

/* MARK: the game */

static void hear(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncDialog *answer = gm_async_dialog(event);
    int i = the_test.count++;
    assert_in_range(i, 0, HEARD - 1);
    the_test.ids[i] = answer->id;
    the_test.statuses[i] = answer->status;
    the_test.values[i] = answer->value;
    gm_copy_text(the_test.results[i], TEXT, answer->result);
    gm_copy_text(the_test.users[i], TEXT, answer->username);
    gm_copy_text(the_test.passwords[i], TEXT, answer->password);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_test.steps++;
}

static const GmObject obj_listener = {.on = {[GM_ASYNC_DIALOG] = hear, [GM_STEP] = step}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_listener), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    setenv("ASYNCADE_DIALOG", "zenity", 1);
    setenv("DISPLAY", the_display_name, 1);
    setenv("PATH", the_test.path, 1);
    the_test.count = the_test.steps = 0;
    support_open(objects);
    support_make("obj_listener");
    dialog_choose(NULL, "Asked");
    return 0;
}

static int close_game(void **state) {
    (void)state;
    support_close();
    setenv("PATH", the_test.path, 1);
    return 0;
}

static bool has_answers(void) {
    return the_test.count >= the_test.wanted;
}

static void wait_for_answers(int count) {
    the_test.wanted = count;
    assert_true(support_until(has_answers));
    assert_int_equal(the_test.count, count);
}

/* MARK: the display, and the hand at its keyboard */

static int open_display(void **state) {
    (void)state;
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1); /* or one is started for the display */
    snprintf(the_test.path, sizeof the_test.path, "%s", getenv("PATH"));
    return display_open(NULL) ? 0 : -1;
}

static int close_display(void **state) {
    (void)state;
    display_close();
    return 0;
}

static int windows_shown(void) {
    char said[DISPLAY_SAID];
    display_run(
        (const char *const[]){"xdotool", "search", "--onlyvisible", "--name", "^Asked$", NULL},
        said);
    int lines = 0;
    for (const char *c = said; *c != '\0'; c++)
        lines += *c == '\n';
    return lines;
}

static bool is_shown(void) {
    return windows_shown() > 0;
}
static bool is_gone(void) {
    return windows_shown() == 0;
}

static void keys(const char *const *names) {
    const char *argv[32] = {"xdotool",     "search", "--onlyvisible", "--name", "^Asked$",
                            "windowfocus", "key",    "--delay",       "20"};
    int count = 9;
    while (*names != NULL)
        argv[count++] = *names++;
    display_run(argv, NULL);
}
#define KEYS(...) keys((const char *const[]){__VA_ARGS__, NULL})

/* A window that was just opened may not listen yet: the last key is sent again now and then. */
static bool is_answered(void) {
    if (has_answers()) return true;
    if (the_test.steps % RESEND_STEPS == 0) KEYS(the_test.key);
    return false;
}

static void answer_with(const char *key) {
    assert_true(support_until(is_shown));
    the_test.key = key;
    the_test.wanted = the_test.count + 1;
    KEYS(key);
    assert_true(support_until(is_answered));
}

static void press_ok_of_a_form(void) {
    char said[DISPLAY_SAID];
    assert_true(display_run((const char *const[]){"xdotool", "search", "--onlyvisible", "--name",
                                                  "^Asked$", "getwindowgeometry", NULL},
                            said));
    const char *geometry = strstr(said, "Geometry: ");
    int width = 0, height = 0;
    char x[16], y[16];
    assert_non_null(geometry);
    assert_int_equal(sscanf(geometry, "Geometry: %dx%d", &width, &height), 2);
    snprintf(x, sizeof x, "%d", width - 40);
    snprintf(y, sizeof y, "%d", height - 25);
    assert_true(DISPLAY_RUN("xdotool", "search", "--onlyvisible", "--name", "^Asked$", "mousemove",
                            "--window", "%1", x, y, "click", "1"));
}

/* MARK: the real zenity */

/* spec: async-events D-1, D-2, D-3 */
static void return_accepts_and_escape_does_not(void **state) {
    (void)state;
    gm_show_message_async("Hello");
    answer_with("Return");
    gm_show_question_async("Sure?");
    answer_with("Return");
    gm_show_question_async("Sure?");
    answer_with("Escape");
    gm_get_string_async("Name?", "Ann");
    answer_with("Escape");
    const int statuses[] = {1, 1, 0, 0};
    for (int i = 0; i < 4; i++)
        assert_int_equal(the_test.statuses[i], statuses[i]);
    assert_string_equal(the_test.results[3], "");
}

/* spec: async-events D-4 */
static void texts_that_look_like_options_markup_and_escapes_come_back_unchanged(void **state) {
    (void)state;
    const char *const texts[] = {"--help", "-x \\n _y \"q\" 'p' $HOME",
                                 "<b>b</b> & &amp; \xc3\xa9\xe2\x82\xac"};
    for (int i = 0; i < 3; i++) {
        gm_get_string_async(texts[i], texts[i]);
        answer_with("Return");
        assert_int_equal(the_test.statuses[i], 1);
        assert_string_equal(the_test.results[i], texts[i]);
    }
    gm_show_question_async("--version <i> & \"\\n\"\n`reboot`");
    answer_with("Return");
    assert_int_equal(the_test.statuses[3], 1);
}

/* spec: async-events D-5, D-7 */
static void what_is_typed_replaces_the_text(void **state) {
    (void)state;
    gm_get_string_async("Name?", "Anon");
    assert_true(support_until(is_shown));
    KEYS("b", "o", "space", "2");
    answer_with("Return");
    assert_string_equal(the_test.results[0], "bo 2");
    gm_get_string_async("Name?", "Anon");
    assert_true(support_until(is_shown));
    KEYS("BackSpace");
    answer_with("Return");
    assert_string_equal(the_test.results[1], "");
    assert_int_equal(the_test.statuses[1], 1);
    gm_get_integer_async("How many?", 7);
    assert_true(support_until(is_shown));
    KEYS("minus", "4", "2");
    answer_with("Return");
    assert_string_equal(the_test.results[2], "-42");
    assert_true(the_test.values[2] == -42);
}

/* spec: async-events D-9 */
static void a_login_is_a_form_and_an_empty_field_keeps_what_it_held(void **state) {
    (void)state;
    gm_get_login_async("u", "p");
    assert_true(support_until(is_shown));
    press_ok_of_a_form();
    wait_for_answers(1);
    assert_string_equal(the_test.users[0], "u");
    assert_string_equal(the_test.passwords[0], "p");
    gm_get_login_async("u", "");
    assert_true(support_until(is_shown));
    KEYS("a", "n", "n", "Tab", "s", "bar", "t");
    press_ok_of_a_form();
    wait_for_answers(2);
    assert_int_equal(the_test.statuses[1], 1);
    assert_string_equal(the_test.users[1], "ann");
    assert_string_equal(the_test.passwords[1], "s|t");
    gm_get_login_async("u", "p");
    answer_with("Escape");
    assert_int_equal(the_test.statuses[2], 0);
    assert_string_equal(the_test.users[2], "");
}

/* spec: async-events D-10 */
static void three_dialogs_are_shown_one_after_another(void **state) {
    (void)state;
    int ids[3];
    for (int i = 0; i < 3; i++)
        ids[i] = gm_show_message_async("Next");
    for (int i = 0; i < 3; i++) {
        assert_true(support_until(is_shown));
        assert_int_equal(windows_shown(), 1);
        answer_with("Return");
        assert_int_equal(the_test.count, i + 1);
        assert_int_equal(the_test.ids[i], ids[i]);
    }
}

/* spec: async-events D-12 */
static void the_game_goes_on_behind_an_open_dialog(void **state) {
    (void)state;
    gm_show_message_async("Wait");
    assert_true(support_until(is_shown));
    int before = the_test.steps;
    support_steps(100);
    assert_int_equal(the_test.steps - before, 100);
    assert_int_equal(the_test.count, 0);
    answer_with("Return");
}

static void a_killed_dialog_counts_as_cancelled(void **state) {
    (void)state;
    gm_get_string_async("Name?", "Ann");
    assert_true(support_until(is_shown));
    char said[DISPLAY_SAID];
    display_run((const char *const[]){"xdotool", "search", "--onlyvisible", "--name", "^Asked$",
                                      "getwindowpid", NULL},
                said);
    int pid = atoi(said);
    assert_true(pid > 1);
    kill(pid, SIGKILL);
    wait_for_answers(1);
    assert_int_equal(the_test.statuses[0], 0);
    assert_string_equal(the_test.results[0], "");
}

static void a_cancelled_request_takes_its_window_away(void **state) {
    (void)state;
    int first = gm_show_message_async("1");
    int second = gm_show_question_async("2");
    assert_true(support_until(is_shown));
    gm_request_cancel(first);
    wait_for_answers(1);
    assert_int_equal(the_test.ids[0], first);
    assert_int_equal(the_test.statuses[0], 0);
    answer_with("Return");
    assert_int_equal(the_test.ids[1], second);
    assert_int_equal(the_test.statuses[1], 1);
}

static void the_end_of_the_game_takes_the_window_away_without_an_event(void **state) {
    (void)state;
    gm_show_message_async("1");
    gm_show_message_async("2");
    assert_true(support_until(is_shown));
    support_close();
    assert_int_equal(the_test.count, 0);
    for (int i = 0; !is_gone(); i++) /* the display hears of the end a little later */
        assert_in_range(i, 0, 200);
    support_open(objects);
}

/* MARK: programs that pretend */

/* A zenity that is this shell script, before the real one. It may use $ARGUMENTS, a file. */
static const char *pretend(const char *script) {
    static char path[1200], arguments[256];
    const char *folder = support_folder();
    char *text = NULL;
    int length = snprintf(NULL, 0, "#!/bin/sh\n%s\n", script);
    text = malloc((size_t)length + 1);
    snprintf(text, (size_t)length + 1, "#!/bin/sh\n%s\n", script);
    support_write(folder, "zenity", text, (size_t)length);
    free(text);
    snprintf(path, sizeof path, "%s/zenity", folder);
    assert_int_equal(chmod(path, 0755), 0);
    snprintf(path, sizeof path, "%s:%s", folder, the_test.path);
    setenv("PATH", path, 1);
    snprintf(arguments, sizeof arguments, "%s/arguments", folder);
    setenv("ARGUMENTS", arguments, 1);
    return arguments;
}

static void arguments_are_handed_over_one_by_one_and_in_utf8(void **state) {
    (void)state;
    const char *file = pretend("printf '%s\\n' \"$LC_ALL\" \"$@\" >\"$ARGUMENTS\"; exit 0");
    setenv("LC_ALL", "C", 1);
    gm_get_string_async("a;b \\ _ \"\n$(c)\xc3\xa9\xff", "-s");
    wait_for_answers(1);
    size_t size;
    char *said = support_read(file, &size);
    assert_non_null(said);
    assert_string_equal(said, "C.UTF-8\n--title=Asked\n--entry\n"
                              "--text=a;b \\\\ __ \"\n$(c)\xc3\xa9\xef\xbf\xbd\n--entry-text=-s\n");
    free(said);
    setenv("LC_ALL", "en_GB.UTF-8", 1);
    gm_show_message_async("\\_");
    wait_for_answers(2);
    said = support_read(file, &size);
    assert_string_equal(said, "en_GB.UTF-8\n--title=Asked\n--info\n--no-markup\n--text=\\_\n");
    free(said);
    unsetenv("LC_ALL");
}

/* Whoever lists the processes of the machine can read arguments. */
static void a_password_is_not_among_the_arguments(void **state) {
    (void)state;
    const char *file = pretend("printf '%s\\n' \"$@\" >\"$ARGUMENTS\"; echo; exit 0");
    gm_get_login_async("ann", "geheim");
    wait_for_answers(1);
    size_t size;
    char *said = support_read(file, &size);
    assert_non_null(strstr(said, "ann"));
    assert_null(strstr(said, "geheim"));
    free(said);
    assert_string_equal(the_test.passwords[0], "geheim");
}

static void warnings_on_stderr_are_no_part_of_the_answer(void **state) {
    (void)state;
    pretend("echo 'Gtk-WARNING: something' >&2; printf 'line 1\\nline 2\\n'; exit 0");
    gm_get_string_async("q", "");
    wait_for_answers(1);
    assert_string_equal(the_test.results[0], "line 1\nline 2");
}

static void a_zenity_that_crashes_or_times_out_counts_as_cancelled(void **state) {
    (void)state;
    const char *const scripts[] = {"kill -SEGV $$", "kill -TERM $$", "exit 5", "exit 1"};
    for (int i = 0; i < 4; i++) {
        pretend(scripts[i]);
        gm_show_question_async("q");
        wait_for_answers(i + 1);
        assert_int_equal(the_test.statuses[i], 0);
    }
    assert_string_equal(support_log(), "");
}

static void accept_in_window(void) {
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = SDLK_RETURN;
    SDL_PushEvent(&event);
}

static bool has_said_it_is_in_the_window(void) {
    return strstr(support_log(), "dialogs are drawn in the window") != NULL;
}

static void expect_window_instead(int accepted_before) {
    int id = gm_show_question_async("q");
    assert_true(support_until(has_said_it_is_in_the_window));
    support_steps(1);
    accept_in_window();
    wait_for_answers(accepted_before + 1);
    assert_int_equal(the_test.ids[accepted_before], id);
    assert_int_equal(the_test.statuses[accepted_before], 1);
}

static void a_zenity_that_is_not_there_gives_way_to_the_window(void **state) {
    (void)state;
    setenv("PATH", support_folder(), 1);
    expect_window_instead(0);
}

static void a_zenity_that_cannot_do_it_gives_way_to_the_window(void **state) {
    (void)state;
    const char *const scripts[] = {"exit 127",
                                   "echo 'This option is not available.' >&2; exit 255"};
    for (int i = 0; i < 2; i++) {
        pretend(scripts[i]);
        dialog_choose(NULL, "Asked");
        support_forget_log();
        expect_window_instead(i);
    }
    assert_non_null(strstr(support_log(), "status 255: This option is not available."));
}

static void a_display_that_is_not_there_gives_way_to_the_window(void **state) {
    (void)state;
    setenv("DISPLAY", "127.0.0.1:1", 1); /* tcp: refused at once */
    expect_window_instead(0);
    assert_non_null(strstr(support_log(), "cannot open display"));
    int id = gm_show_message_async("and from now on");
    support_steps(1);
    accept_in_window();
    support_steps(1);
    assert_int_equal(the_test.ids[1], id);
}

static void a_request_cancelled_while_zenity_fails_is_not_shown_in_the_window(void **state) {
    (void)state;
    pretend("sleep 0.2; exit 127");
    int id = gm_show_question_async("q");
    support_steps(1);
    gm_request_cancel(id);
    wait_for_answers(1);
    assert_int_equal(the_test.statuses[0], 0);
    assert_int_equal(gm_request_count(), 0);
}

#define GAME_TEST(test) cmocka_unit_test_setup_teardown(test, open_game, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        GAME_TEST(return_accepts_and_escape_does_not),
        GAME_TEST(texts_that_look_like_options_markup_and_escapes_come_back_unchanged),
        GAME_TEST(what_is_typed_replaces_the_text),
        GAME_TEST(a_login_is_a_form_and_an_empty_field_keeps_what_it_held),
        GAME_TEST(three_dialogs_are_shown_one_after_another),
        GAME_TEST(the_game_goes_on_behind_an_open_dialog),
        GAME_TEST(a_killed_dialog_counts_as_cancelled),
        GAME_TEST(a_cancelled_request_takes_its_window_away),
        GAME_TEST(the_end_of_the_game_takes_the_window_away_without_an_event),
        GAME_TEST(arguments_are_handed_over_one_by_one_and_in_utf8),
        GAME_TEST(a_password_is_not_among_the_arguments),
        GAME_TEST(warnings_on_stderr_are_no_part_of_the_answer),
        GAME_TEST(a_zenity_that_crashes_or_times_out_counts_as_cancelled),
        GAME_TEST(a_zenity_that_is_not_there_gives_way_to_the_window),
        GAME_TEST(a_zenity_that_cannot_do_it_gives_way_to_the_window),
        GAME_TEST(a_display_that_is_not_there_gives_way_to_the_window),
        GAME_TEST(a_request_cancelled_while_zenity_fails_is_not_shown_in_the_window),
    };
    return cmocka_run_group_tests(tests, open_display, close_display);
}
