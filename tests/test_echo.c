/* The sample "echo": a tone for a microphone goes in, and comes out at the pitch that was asked
 * for.
 */
#include "support.h"
#include "tone.h"

#include <stdio.h>
#include <stdlib.h>

enum { CAPTURED = 16000, RATE = 44100, STEP = 735 };

static char the_out[300];

static int open_sample(void **state) {
    (void)state;
    static int16_t tone[CAPTURED * 4];
    const char *folder = support_folder();
    char in[300];
    tone_make(tone, CAPTURED * 4, 1, CAPTURED, 500, 16000);
    support_write(folder, "in.raw", tone, sizeof tone);
    snprintf(in, sizeof in, "%s/in.raw", folder);
    snprintf(the_out, sizeof the_out, "%s/out.raw", folder);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILEIN", in, 1);
    setenv("SDL_DISKAUDIOFILE", the_out, 1);
    assert_true(support_open_folder("samples/echo", NULL));
    return 0;
}

static int close_sample(void **state) {
    (void)state;
    support_close();
    return 0;
}

static void tap(int key) {
    gm_keyboard_key_press(key);
    support_steps(1);
    gm_keyboard_key_release(key);
    support_steps(1);
}

/* The level of a tone in steps first to last of the run. */
static double level_of(const int16_t *out, int first, int last, double hz) {
    return tone_level(out + first * STEP * 2, (last - first) * STEP, 2, RATE, hz);
}

static void what_is_said_is_heard_at_any_pitch(void **state) {
    (void)state;
    tap('L'); /* 2 steps */
    gm_keyboard_key_press(GM_VK_SPACE);
    support_steps(60);
    gm_keyboard_key_release(GM_VK_SPACE);
    support_steps(18); /* step 80 */
    for (int i = 0; i < 12; i++)
        tap(GM_VK_RIGHT); /* step 104 */
    support_steps(16);
    assert_true(support_golden("echo"));
    assert_string_equal(support_log(), "");
    support_close();
    size_t size;
    char *bytes = support_read(the_out, &size);
    assert_int_equal(size, 120 * STEP * 4);
    const int16_t *out = (const int16_t *)(const void *)bytes;
    assert_true(level_of(out, 0, 60, 500) < 1);
    assert_true(level_of(out, 66, 78, 500) > 15900);
    assert_true(level_of(out, 106, 118, 1000) > 15900);
    assert_true(level_of(out, 106, 118, 500) < 200);
    free(bytes);
    assert_true(support_open_folder("samples/echo", NULL));
}

static void the_strings_play_by_themselves_and_by_key(void **state) {
    (void)state;
    tap('1');
    support_steps(28);
    support_close();
    size_t size;
    char *bytes = support_read(the_out, &size);
    const int16_t *out = (const int16_t *)(const void *)bytes;
    /* the lowest string has 84 samples of 22,050 a second */
    double note = level_of(out, 10, 30, 22050.0 / 84);
    assert_true(note > 4 * level_of(out, 10, 30, 22050.0 / 84 * 1.06));
    assert_true(note > 100);
    free(bytes);
    assert_true(support_open_folder("samples/echo", NULL));
    support_steps(300);
    assert_string_equal(support_log(), "");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_sample, close_sample)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_said_is_heard_at_any_pitch),
        TEST(the_strings_play_by_themselves_and_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
