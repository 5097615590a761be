/* The function keys of play-testing, as a person presses them: the program in a window on a display
 * of the test's own, xdotool at its keyboard, and what can be seen from outside: the display's
 * pixels, the log, the screenshots. */
#define _XOPEN_SOURCE 700
#include "display.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdlib.h>
#include <unistd.h>

enum { YELLOW = 0xFFFF00, WHITE = 0xFFFFFF, MANY = 200 };

static char the_folder[128]; /* where the program runs and the display keeps its picture */

/* MARK: the program and its window */

static int open_play(void **state) {
    (void)state;
    char here[512], arguments[1024], display[64];
    snprintf(the_folder, sizeof the_folder, "%s", support_folder());
    if (!display_open(the_folder) || getcwd(here, sizeof here) == NULL) return -1;
    setenv("DISPLAY", the_display_name, 1);
    snprintf(display, sizeof display, "DISPLAY=%s", the_display_name);
    snprintf(arguments, sizeof arguments, "%s/samples/dodge --seed 1 --save-dir %s/save", here,
             the_folder);
    const char *const settings[] = {display, "SDL_VIDEODRIVER=x11", "SDL_RENDER_DRIVER=software",
                                    "SDL_AUDIODRIVER=dummy", NULL};
    return program_start(the_folder, arguments, settings) ? 0 : -1;
}

static int close_play(void **state) {
    (void)state;
    program_end();
    display_close();
    unsetenv("DISPLAY");
    return 0;
}

static bool press(const char *key) {
    bool pressed =
        DISPLAY_RUN("xdotool", "search", "--name", "^Dodge!$", "windowfocus", "key", key);
    if (!pressed && process_poll(the_program)) print_message("it ended:\n%s\n", program_said());
    return pressed;
}

/* MARK: what is seen */

typedef struct Picture {
    int width, height, row; /* row: pixels from one line to the next */
    uint32_t *pixels;       /* 0xRRGGBB */
    char *file;
} Picture;

static uint32_t number_at(const char *bytes, int place) {
    const unsigned char *at = (const unsigned char *)bytes + place * 4;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* What the display shows now, in xwd's format: numbers, a colour map, pixels of 32 bits. */
static Picture look(void) {
    enum { HEADER = 0, WIDTH = 4, HEIGHT = 5, ROW_BYTES = 12, COLOURS = 19, COLOUR_BYTES = 12 };
    char path[256];
    size_t size;
    snprintf(path, sizeof path, "%s/Xvfb_screen0", the_folder);
    char *file = support_read(path, &size);
    assert_non_null(file);
    Picture picture = {.width = (int)number_at(file, WIDTH),
                       .height = (int)number_at(file, HEIGHT),
                       .row = (int)number_at(file, ROW_BYTES) / 4,
                       .file = file};
    size_t start = number_at(file, HEADER) + number_at(file, COLOURS) * COLOUR_BYTES;
    assert_true(start + (size_t)picture.row * (size_t)picture.height * 4 <= size);
    picture.pixels = (uint32_t *)(void *)(file + start);
    return picture;
}

static int count_of(uint32_t colour) {
    Picture picture = look();
    int count = 0;
    for (int y = 0; y < picture.height; y++)
        for (int x = 0; x < picture.width; x++)
            count += (picture.pixels[y * picture.row + x] & 0xFFFFFF) == colour;
    free(picture.file);
    return count;
}

static bool is_same(const Picture *a, const Picture *b) {
    return memcmp(a->pixels, b->pixels, (size_t)a->row * (size_t)a->height * 4) == 0;
}

static bool shows_state(void) {
    return count_of(YELLOW) > MANY; /* "paused ...", "slow motion ...": nothing else is so yellow */
}

static bool shows_no_state(void) {
    return count_of(YELLOW) == 0;
}

/* MARK: screenshots */

static int screenshots_said(void) {
    int count = 0;
    for (const char *at = program_said(); (at = strstr(at, "Screenshot: ")) != NULL; at++)
        count++;
    return count;
}

static int the_shots; /* taken until now */

static bool has_another_shot(void) {
    return screenshots_said() > the_shots;
}

/* Presses F12 and waits for the picture; its step. */
static int shoot(void) {
    int step = -1;
    the_shots = screenshots_said();
    assert_true(press("F12"));
    assert_true(program_until(has_another_shot));
    const char *last = NULL;
    for (const char *at = program_said(); (at = strstr(at, "Screenshot: ")) != NULL; at++)
        last = at;
    assert_int_equal(sscanf(last, "Screenshot: screenshot-%d.png", &step), 1);
    return step;
}

/* Takes pictures until one is of that step or a later one; its step. On a busy machine a key and
 * the picture after it may come in the same step. */
static int shoot_from(int step) {
    time_t end = time(NULL) + DISPLAY_SECONDS;
    int now = shoot();
    while (now < step && time(NULL) <= end)
        now = shoot();
    return now;
}

static bool has_begun(void) {
    static int tries;
    if (screenshots_said() > 0) return true;
    if (tries++ % 20 == 0) press("F12"); /* until it has a window and the focus */
    return screenshots_said() > 0;
}

/* Keys come in their order: when a pause has been seen to begin and end, all F12s are over. */
static void let_keys_arrive(void) {
    assert_true(press("F2"));
    assert_true(program_until(shows_state));
    assert_true(press("F2"));
    assert_true(program_until(shows_no_state));
}

/* MARK: the keys */

static void f12_writes_a_screenshot(void **state) {
    (void)state;
    assert_true(program_until(has_begun));
    let_keys_arrive();
    char path[256];
    snprintf(path, sizeof path, "%s/screenshot-%06d.png", the_folder, shoot());
    SDL_Surface *picture = IMG_Load(path);
    assert_non_null(picture);
    assert_int_equal(picture->w, 640);
    assert_int_equal(picture->h, 360);
    SDL_FreeSurface(picture);
}

static void f2_pauses_and_goes_on(void **state) {
    (void)state;
    assert_true(shows_no_state());
    assert_true(press("F2"));
    assert_true(program_until(shows_state));
    int step = shoot();
    assert_int_equal(shoot(), step);
    assert_true(press("F2"));
    assert_true(program_until(shows_no_state));
    assert_true(shoot_from(step + 1) > step);
}

static void f3_takes_one_step(void **state) {
    (void)state;
    assert_true(press("F2"));
    assert_true(program_until(shows_state));
    int step = shoot();
    for (int i = 1; i <= 3; i++) {
        assert_true(press("F3"));
        assert_int_equal(shoot_from(step + i), step + i);
    }
    assert_int_equal(shoot(), step + 3);
    assert_true(press("F2"));
    assert_true(program_until(shows_no_state));
    assert_true(press("F3")); /* in a game that runs, it also pauses */
    assert_true(program_until(shows_state));
    step = shoot();
    assert_int_equal(shoot(), step);
    assert_true(press("F2"));
    assert_true(program_until(shows_no_state));
}

static void f4_is_slow_motion_that_goes_on(void **state) {
    (void)state;
    assert_true(press("F4"));
    assert_true(program_until(shows_state));
    int step = shoot();
    assert_true(shoot_from(step + 1) > step);
    assert_true(shows_state());
    assert_true(press("F4"));
    assert_true(program_until(shows_no_state));
}

static Picture the_paused;

static bool shows_figures(void) {
    Picture now = look();
    int white = 0;
    for (int i = 0; i < now.row * now.height; i++)
        white += (now.pixels[i] & 0xFFFFFF) == WHITE && (the_paused.pixels[i] & 0xFFFFFF) != WHITE;
    free(now.file);
    return white > MANY;
}

static bool looks_as_before(void) {
    Picture now = look();
    bool same = is_same(&now, &the_paused);
    free(now.file);
    return same;
}

static bool stands_still(void) {
    free(the_paused.file);
    the_paused = look();
    process_wait_ms(the_program, 100);
    return looks_as_before();
}

static void f1_shows_the_figures_and_hides_them(void **state) {
    (void)state;
    assert_true(press("F2"));
    assert_true(program_until(shows_state));
    assert_true(program_until(stands_still));
    assert_true(press("F1"));
    assert_true(program_until(shows_figures));
    assert_true(press("F1"));
    assert_true(program_until(looks_as_before));
    free(the_paused.file);
    assert_true(press("F2"));
    assert_true(program_until(shows_no_state));
}

static bool has_reloaded(void) {
    const char *said = program_said();
    return strstr(said, "game.json: title and speed are taken over") != NULL &&
           strstr(said, "sprites/spr_title.png reloaded") != NULL;
}

static void f5_reloads_what_is_in_the_folder(void **state) {
    (void)state;
    assert_null(strstr(program_said(), "reloaded"));
    assert_true(press("F5"));
    assert_true(program_until(has_reloaded));
    int step = shoot();
    assert_true(shoot_from(step + 1) > step); /* and the game goes on */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f12_writes_a_screenshot),
        cmocka_unit_test(f2_pauses_and_goes_on),
        cmocka_unit_test(f3_takes_one_step),
        cmocka_unit_test(f4_is_slow_motion_that_goes_on),
        cmocka_unit_test(f1_shows_the_figures_and_hides_them),
        cmocka_unit_test(f5_reloads_what_is_in_the_folder),
    };
    return cmocka_run_group_tests(tests, open_play, close_play);
}
