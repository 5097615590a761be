/* Numbers: chance, rounding, angles, colours, and numbers as texts and back. */
#include "support.h"
#include "../assets/random.h"
#include "../assets/text.h"

#include <math.h>

static int close_texts(void **state) {
    (void)state;
    texts_close();
    return 0;
}

static void assert_near(double actual, double expected, double tolerance) {
    if (fabs(actual - expected) <= tolerance) return;
    print_error("%.12g is not %.12g\n", actual, expected);
    fail();
}

/* MARK: chance */

// spec: runtime-model R-100
static void a_seed_gives_the_fields_stream(void **state) {
    (void)state;
    static const struct {
        int seed;
        double draws[4];
    } known[] = {{0, {0.607433058, 0.925538413, 0.509933227, 0.294814967}},
                 {1, {0.182992156, 0.806187977, 0.767470685, 0.781164840}},
                 {12345, {0.799009870, 0.251614947, 0.015874267, 0.956357593}}};
    for (int i = 0; i < 3; i++) {
        gm_random_set_seed(known[i].seed);
        assert_int_equal(gm_random_get_seed(), known[i].seed);
        for (int k = 0; k < 4; k++)
            assert_near(gm_random(1), known[i].draws[k], 1e-9);
    }
}

// spec: runtime-model R-101
static void irandom_takes_the_first_of_two_draws(void **state) {
    (void)state;
    static const int known[3][5] = {
        {0, 61, 51, 76, 38}, {1, 18, 77, 3, 44}, {12345, 80, 1, 85, 30}};
    for (int i = 0; i < 3; i++) {
        gm_random_set_seed(known[i][0]);
        for (int k = 1; k < 5; k++)
            assert_int_equal(gm_irandom(100), known[i][k]);
    }
    gm_random_set_seed(0);
    assert_int_equal(gm_irandom(-100), -61);
    assert_int_equal(gm_irandom(0), 0);
}

// spec: runtime-model R-102
static void ranges_include_both_ends(void **state) {
    (void)state;
    static const int known[] = {2, 5, 5, 5};
    gm_random_set_seed(1);
    for (int i = 0; i < 4; i++)
        assert_int_equal(gm_irandom_range(1, 6), known[i]);
    gm_random_set_seed(1);
    for (int i = 0; i < 4; i++)
        assert_int_equal(gm_irandom_range(6, 1), known[i]);
    static const double values[] = {10, 11, 12, 13, 14};
    static const int chosen[] = {0, 4, 3, 3};
    gm_random_set_seed(1);
    for (int i = 0; i < 4; i++)
        assert_true(gm_choose_of(5, values) == 10 + chosen[i]);
    bool seen[7] = {false};
    for (int i = 0; i < 1000; i++)
        seen[gm_irandom_range(-3, 3) + 3] = true;
    for (int i = 0; i < 7; i++)
        assert_true(seen[i]);
    int whole = gm_irandom_range(INT32_MIN, INT32_MAX); /* does not overflow */
    (void)whole;
}

// spec: runtime-model 10.1 (draws used)
static void every_call_takes_its_number_of_draws(void **state) {
    (void)state;
    gm_random_set_seed(0);
    assert_near(gm_random_range(10, 20), 16.07433058, 1e-8); /* two draws */
    assert_near(gm_random(1), 0.509933227, 1e-9);
    gm_random_set_seed(0);
    assert_true(gm_random_range(5, 5) == 5); /* none */
    assert_near(gm_random(1), 0.607433058, 1e-9);
    gm_random_set_seed(0);
    assert_near(gm_random_range(20, 10), 16.07433058, 1e-8);
    gm_random_set_seed(0);
    (void)gm_choose(1, 2, 3); /* one */
    assert_near(gm_random(1), 0.925538413, 1e-9);
}

static void chance_stays_inside(void **state) {
    (void)state;
    gm_random_set_seed(-7);
    for (int i = 0; i < 100000; i++) {
        double real = gm_random(1);
        int whole = gm_irandom(3), below = random_below(3);
        assert_true(real >= 0 && real <= 1);
        assert_true(whole >= 0 && whole <= 3);
        assert_true(below >= 0 && below < 3);
    }
}

static void randomise_draws_a_new_seed_from_the_stream(void **state) {
    (void)state;
    gm_random_set_seed(5);
    int first = gm_randomise();
    assert_int_equal(gm_random_get_seed(), first);
    double then = gm_random(1);
    gm_random_set_seed(5);
    assert_int_equal(gm_randomise(), first);
    assert_true(gm_random(1) == then);
    assert_int_not_equal(gm_randomise(), first);
}

/* MARK: rounding and angles */

// spec: runtime-model R-118
static void halves_go_to_the_even_neighbour(void **state) {
    (void)state;
    static const double from[] = {0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 2.5000001};
    static const double to[] = {0, 2, 2, 4, 0, -2, -2, 3};
    for (int i = 0; i < 8; i++)
        assert_true(gm_round(from[i]) == to[i]);
}

// spec: runtime-model 10.2
static void small_functions_do_as_the_manual_says(void **state) {
    (void)state;
    assert_true(gm_frac(-1.5) == -0.5);
    assert_true(gm_frac(1e15 + 0.5) == 0.5);
    assert_true(gm_clamp(5, 10, 0) == 0);
    assert_true(gm_clamp(-1, 0, 10) == 0 && gm_clamp(11, 0, 10) == 10 && gm_clamp(4, 0, 10) == 4);
    assert_true(gm_sign(-2) == -1 && gm_sign(0) == 0 && gm_sign(0.1) == 1);
    assert_true(gm_lerp(10, 20, 0.25) == 12.5 && gm_lerp(0, 10, 1.5) == 15);
    assert_near(gm_dsin(30), 0.4999999994818579, 1e-9);
    assert_near(gm_dcos(60), 0.5000000010362842, 1e-9);
    assert_near(gm_dsin(90), 1, 1e-9);
    assert_near(gm_degtorad(180), 3.14159265, 1e-9);
    assert_near(gm_radtodeg(1), 57.2957795, 1e-9);
    assert_true(gm_point_distance(1, 2, 4, 6) == 5);
    assert_true(gm_point_in_rectangle(10, 20, 0, 0, 10, 20));
    assert_false(gm_point_in_rectangle(10.5, 20, 0, 0, 10, 20));
    assert_true(gm_point_in_circle(5, 0, 0, 0, 5));
    assert_false(gm_point_in_circle(5.1, 0, 0, 0, 5));
}

// spec: runtime-model R-174
static void lengths_and_angles_are_exact_where_it_shows(void **state) {
    (void)state;
    assert_true(gm_lengthdir_x(100, 90) == 0);
    assert_true(gm_lengthdir_y(100, 30) == -50);
    assert_true(gm_lengthdir_x(100, 60) == 50);
    assert_near(gm_lengthdir_x(100, 45), 70.710678, 1e-6);
    assert_true(gm_lengthdir_y(-5, 90) == 5);
    assert_true(gm_angle_difference(350, 10) == -20);
    assert_true(gm_angle_difference(10, 350) == 20);
    assert_true(gm_angle_difference(0, 180) == -180);
    assert_true(gm_angle_difference(180, 0) == -180);
    assert_true(gm_angle_difference(720, 45) == -45);
}

static void directions_go_counter_clockwise_from_the_right(void **state) {
    (void)state;
    assert_true(gm_point_direction(0, 0, 10, 0) == 0);
    assert_near(gm_point_direction(0, 0, 0, -10), 90, 1e-9);
    assert_near(gm_point_direction(0, 0, -10, 0), 180, 1e-9);
    assert_near(gm_point_direction(0, 0, 0, 10), 270, 1e-9);
    assert_near(gm_point_direction(3, 3, 4, 2), 45, 1e-9);
    assert_true(gm_point_direction(7, 7, 7, 7) == 0);
    assert_true(gm_point_direction(0, 0, 1, 1e-20) < 360);
}

/* MARK: colours */

// spec: runtime-model 7.1
static void colours_are_blue_green_red(void **state) {
    (void)state;
    assert_int_equal(gm_make_colour_rgb(0x12, 0x34, 0x56), 0x563412);
    assert_int_equal(gm_make_colour_rgb(-5, 300, 0), 0x00FF00);
    assert_int_equal(gm_make_colour_hsv(0, 255, 255), GM_C_RED);
    assert_int_equal(gm_make_colour_hsv(255, 255, 255), GM_C_RED);
    assert_int_equal(gm_make_colour_hsv(85, 255, 255), GM_C_LIME);
    assert_int_equal(gm_make_colour_hsv(170, 255, 255), GM_C_BLUE);
    assert_int_equal(gm_make_colour_hsv(99, 0, 128), GM_C_GRAY);
    assert_int_equal(gm_merge_colour(GM_C_BLACK, GM_C_WHITE, 0), GM_C_BLACK);
    assert_int_equal(gm_merge_colour(GM_C_BLACK, GM_C_WHITE, 1), GM_C_WHITE);
    assert_int_equal(gm_merge_colour(0x0000FF, 0xFF0000, 0.25), 0x4000BF);
    assert_int_equal(gm_merge_colour(0, 0x010305, 0.5), 0x000202); /* halves go to the even one */
}

/* MARK: numbers as texts */

// spec: runtime-model R-173
static void numbers_are_written_as_the_field_does(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } known[] = {{0, "0"},
                 {1, "1"},
                 {7, "7"},
                 {1.5, "1.50"},
                 {-0.5, "-0.50"},
                 {1.0 / 3, "0.33"},
                 {2.0 / 3, "0.67"},
                 {100000, "100000"},
                 {123456.789, "123456.79"},
                 {-1234.567, "-1234.57"},
                 {0.005, "0.01"},
                 {0.015, "0.01"},
                 {0.045, "0.04"},
                 {0.125, "0.13"},
                 {-0.125, "-0.13"},
                 {0.375, "0.38"},
                 {1e6 + 0.625, "1000000.63"},
                 {1.005, "1.00"},
                 {2.675, "2.67"},
                 {99.995, "100.00"},
                 {99.994999, "99.99"},
                 {0.001, "0.00"},
                 {-1e-9, "-0.00"},
                 {2147483647, "2147483647"},
                 {-2147483648.0, "-2147483648"},
                 {4294967295, "4294967295.00"},
                 {1e10, "10000000000.00"},
                 {9007199254740992, "9007199254740992.00"},
                 {1e20, "100000000000000000000.00"},
                 {1e21, "1e+21"},
                 {1.5e300, "1.5e+300"},
                 {(double)INFINITY, "inf"},
                 {-(double)INFINITY, "-inf"},
                 {(double)NAN, "NaN"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(gm_string(known[i].value), known[i].text);
}

// spec: runtime-model 10.2 (real)
static void the_number_at_the_start_of_a_text_is_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } known[] = {
        {"12", 12},  {"-3.5", -3.5}, {"1e3", 1000}, {" 7 ", 7},     {"0x1F", 31},
        {".5", 0.5}, {"+4", 4},      {"12abc", 12}, {"1,000", 1},   {"-0x10", -16},
        {"0x", 0},   {"1e", 1},      {"0x1.8", 1},  {"\t\n 5.", 5}, {"1e400", (double)INFINITY}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(gm_real(known[i].text, -1) == known[i].value);
    static const char *const none[] = {"", "abc", " ", "-", ".", "nan", "inf", "-.e3", "x1", NULL};
    for (int i = 0; i < 10; i++)
        assert_true(gm_real(none[i], 42) == 42);
}

/* MARK: texts */

static void copying_never_cuts_a_character(void **state) {
    (void)state;
    char text[8];
    gm_copy_text(text, sizeof text, "1234567");
    assert_string_equal(text, "1234567");
    gm_copy_text(text, sizeof text, "12345678");
    assert_string_equal(text, "1234567");
    gm_copy_text(text, sizeof text, "12345\u20ac"); /* three bytes, of which two fit */
    assert_string_equal(text, "12345");
    gm_copy_text(text, sizeof text, "123456\u00e9");
    assert_string_equal(text, "123456");
    gm_copy_text(text, 2, "\u20ac");
    assert_string_equal(text, "");
    gm_copy_text(text, sizeof text, NULL);
    assert_string_equal(text, "");
    text[0] = 'x';
    gm_copy_text(text, 0, "none");
    assert_int_equal(text[0], 'x');
}

static void a_text_lives_until_the_step_after_this_one_ends(void **state) {
    (void)state;
    text_step();
    const char *first = gm_text("%s %d", "text", 1);
    text_step(); /* the next step begins */
    for (int i = 0; i < 1000; i++)
        gm_text("many more texts: %d", i);
    assert_string_equal(first, "text 1");
    const char *second = gm_text("second");
    text_step();
    assert_string_equal(second, "second");
    char *large = text_take(1000000);
    memset(large, 'x', 1000000);
    text_step();
    assert_int_equal(large[999999], 'x');
}

static void many_steps_of_texts_use_the_same_room(void **state) {
    (void)state;
    text_step();
    text_step();
    const char *seen[3] = {gm_text("a"), NULL, NULL};
    for (int i = 1; i < 100; i++) {
        text_step();
        const char *text = gm_text("b");
        bool known = false;
        for (int k = 0; k < 3 && !known; k++) {
            if (seen[k] == NULL) seen[k] = text;
            known = seen[k] == text;
        }
        assert_true(known);
    }
}

#define TEST(name) cmocka_unit_test_teardown(name, close_texts)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_seed_gives_the_fields_stream),
        TEST(irandom_takes_the_first_of_two_draws),
        TEST(ranges_include_both_ends),
        TEST(every_call_takes_its_number_of_draws),
        TEST(chance_stays_inside),
        TEST(randomise_draws_a_new_seed_from_the_stream),
        TEST(halves_go_to_the_even_neighbour),
        TEST(small_functions_do_as_the_manual_says),
        TEST(lengths_and_angles_are_exact_where_it_shows),
        TEST(directions_go_counter_clockwise_from_the_right),
        TEST(colours_are_blue_green_red),
        TEST(numbers_are_written_as_the_field_does),
        TEST(the_number_at_the_start_of_a_text_is_read),
        TEST(copying_never_cuts_a_character),
        TEST(a_text_lives_until_the_step_after_this_one_ends),
        TEST(many_steps_of_texts_use_the_same_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
