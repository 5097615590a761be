/* Reload: what is saved in a game's folder changes the game that runs from it. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "../platform/files.h"
#include "../platform/log.h"
#include "../runtime/folder_reload.h"
#include "../runtime/game.h"
#include "../runtime/overlay.h"
#include "png.h"
#include "wav.h"

enum { TEXT = 4096 };

static char the_game[128];

/* MARK: writing games */

static void write_text(const char *file, const char *text) {
    support_write_text(the_game, file, text);
}

/* The variables as the first version of the code has them. */
typedef struct First {
    int steps;
    char label[8];
    double power;
} First;

/* Steps count up by so many; power starts at 0.5 and the label at "me". */
static void write_first(int by) {
    char code[TEXT];
    snprintf(code, sizeof code,
             "#include <gm.h>\n"
             "typedef struct Counter { int steps; char label[8]; double power; } Counter;\n"
             "static void create(GmInstance *self, const GmEvent *event) {\n"
             "    (void)event;\n"
             "    Counter *my = gm_vars(self);\n"
             "    my->power = 0.5;\n"
             "    gm_copy_text(my->label, sizeof my->label, \"me\");\n"
             "}\n"
             "static void step(GmInstance *self, const GmEvent *event) {\n"
             "    (void)event;\n"
             "    Counter *my = gm_vars(self);\n"
             "    my->steps += %d;\n"
             "}\n"
             "const GmObject obj_counter = {\n"
             "    .sprite = \"spr_a\",\n"
             "    .vars = GM_VARS(Counter, steps, label, power),\n"
             "    .on = {[GM_CREATE] = create, [GM_STEP] = step},\n"
             "};\n",
             by);
    write_text("objects/obj_counter.c", code);
}

/* Another struct: other order, a longer label, steps as a double, and a new variable. */
typedef struct Second {
    double power;
    char label[32];
    int fresh;
    double steps;
} Second;

static const char second_code[] =
    "#include <gm.h>\n"
    "typedef struct Counter { double power; char label[32]; int fresh; double steps; } Counter;\n"
    "static void step(GmInstance *self, const GmEvent *event) {\n"
    "    (void)event;\n"
    "    Counter *my = gm_vars(self);\n"
    "    my->fresh++;\n"
    "}\n"
    "const GmObject obj_counter = {\n"
    "    .sprite = \"spr_a\",\n"
    "    .vars = GM_VARS(Counter, power, label, fresh, steps),\n"
    "    .on = {[GM_STEP] = step},\n"
    "};\n";

static void write_room(const char *objects) {
    char text[TEXT];
    snprintf(text, sizeof text,
             "{\"width\": 4, \"height\": 4, \"tilewidth\": 16, \"tileheight\": 16, \"layers\": ["
             "{\"type\": \"objectgroup\", \"name\": \"Instances\", \"objects\": [%s]}]}",
             objects);
    write_text("rooms/rm_a.tmj", text);
}

#define COUNTER_AT(x, y) "{\"x\": " #x ", \"y\": " #y ", \"type\": \"obj_counter\"}"

static int open_game(void **state) {
    (void)state;
    snprintf(the_game, sizeof the_game, "%s", support_folder());
    write_text("game.json", "{\"width\": 64, \"height\": 64, \"speed\": 60}");
    png_plain(the_game, "sprites/spr_a.png", 2, 2, 0xFF0000FF);
    write_first(1);
    write_room(COUNTER_AT(10, 10));
    bool opened = support_open_folder(the_game, NULL);
    if (!opened) print_message("%s\n", support_log());
    return opened ? 0 : -1;
}

/* MARK: looking at the game */

static GmInstance *counter(void) {
    return gm_instance(gm_instance_find(gm_object("obj_counter"), 0));
}

static int first_steps(void) {
    return ((const First *)gm_vars(counter()))->steps;
}

/* How much the last step added. */
static int rate(void) {
    int before = first_steps();
    support_steps(1);
    return first_steps() - before;
}

static bool counts_by_100(void) {
    return rate() == 100;
}

static bool says_reloaded(void) {
    return strstr(support_log(), "code reloaded") != NULL;
}

static bool says_error(void) {
    return log_trouble_count() > 0;
}

static bool is_green(void) {
    return support_pixel(10, 10) == GM_C_LIME;
}

static bool says_room_is_new(void) {
    return strstr(support_log(), "the room is new when it is entered next") != NULL;
}

/* MARK: code */

static void saved_code_is_taken_over_and_variables_are_kept(void **state) {
    (void)state;
    support_steps(5);
    assert_int_equal(first_steps(), 5);
    int id = counter()->id;
    write_first(100);
    assert_true(support_until(counts_by_100));
    const First *my = gm_vars(counter());
    assert_int_equal(counter()->id, id);
    assert_true(my->steps >= 105);
    assert_string_equal(my->label, "me");
    assert_float_equal(my->power, 0.5, 0);
    assert_non_null(strstr(support_log(), "objects/: code reloaded, 1 file compiled"));
}

static void variables_are_carried_over_by_name_into_another_struct(void **state) {
    (void)state;
    support_steps(7);
    write_text("objects/obj_counter.c", second_code);
    assert_true(support_until(says_reloaded));
    const Second *my = gm_vars(counter());
    double steps = my->steps;
    assert_true(steps >= 7);
    assert_string_equal(my->label, "me");
    assert_float_equal(my->power, 0.5, 0);
    int fresh = my->fresh;
    support_steps(3);
    my = gm_vars(counter());
    assert_int_equal(my->fresh, fresh + 3);
    assert_float_equal(my->steps, steps, 0);
}

static void a_file_that_is_moved_into_place_counts_as_saved(void **state) {
    (void)state;
    char from[FILES_PATH], to[FILES_PATH];
    write_first(100);
    snprintf(to, sizeof to, "%s/objects/obj_counter.c", the_game);
    snprintf(from, sizeof from, "%s/beside.c", the_game);
    assert_int_equal(rename(to, from), 0);
    support_steps(3);
    assert_int_equal(rename(from, to), 0);
    assert_true(support_until(counts_by_100));
}

static void a_compile_error_is_told_and_the_old_code_plays_on(void **state) {
    (void)state;
    write_text("objects/obj_counter.c", "#include <gm.h>\nint x = nothing;\n");
    assert_true(support_until(says_error));
    assert_non_null(strstr(support_log(), "/objects/obj_counter.c:2:9: error: "));
    assert_int_equal(rate(), 1);
    assert_non_null(overlay_error_shown());
    assert_non_null(strstr(overlay_error_shown(), "/objects/obj_counter.c:2:9: error: "));
    write_first(100);
    assert_true(support_until(counts_by_100));
    assert_null(overlay_error_shown());
}

/* MARK: crashes */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ONLY_UNGUARDED() skip() /* a sanitizer's own report ends the program */
#else
#define ONLY_UNGUARDED()
#endif

/* The counter's code with a Step event that runs the given lines, the first of them line 6. */
static void write_crash(const char *lines) {
    char code[TEXT];
    snprintf(
        code, sizeof code,
        "#include <gm.h>\n"
        "typedef struct Counter { int steps; char label[8]; double power; } Counter;\n"
        "static int deeper(volatile int *n) { volatile int m = *n + 1; return deeper(&m) + m; }\n"
        "static void step(GmInstance *self, const GmEvent *event) {\n"
        "    volatile int zero = 0, *nowhere = (volatile int *)8;\n"
        "    %s\n"
        "    (void)self, (void)event, (void)zero, (void)nowhere, (void)deeper;\n"
        "}\n"
        "const GmObject obj_counter = {\n"
        "    .sprite = \"spr_a\",\n"
        "    .vars = GM_VARS(Counter, steps, label, power),\n"
        "    .on = {[GM_STEP] = step},\n"
        "};\n",
        lines);
    write_text("objects/obj_counter.c", code);
}

static bool says_crashed(void) {
    return strstr(support_log(), " crashed: ") != NULL;
}

static void after_a_crash_the_code_from_before_plays_on(void **state) {
    ONLY_UNGUARDED();
    assert_int_equal(open_game(state), 0); /* here: the test runner has signals of its own */
    static const char *const crashes[][2] = {
        {"nowhere[0] = 1;", "it used memory that is not its own"},
        {"zero = 7 / zero;", "it divided by zero"},
        {"gm_copy_text((char *)nowhere, 8, \"x\");", "it used memory that is not its own"},
        {"deeper(&zero);", "it called itself until the stack was full"},
    };
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        char sentence[256];
        support_forget_log();
        write_crash(crashes[i][0]);
        assert_true(support_until(says_crashed));
        snprintf(sentence, sizeof sentence,
                 "/objects/obj_counter.c:%d: the Step event of obj_counter crashed: %s; the code "
                 "from before plays on",
                 i == 3 ? 3 : 6, crashes[i][1]);
        if (strstr(support_log(), sentence) == NULL) assert_string_equal(support_log(), sentence);
        assert_non_null(strstr(overlay_error_shown(), crashes[i][1]));
        assert_int_equal(rate(), 1);
        assert_string_equal(((const First *)gm_vars(counter()))->label, "me");
    }
    write_first(100);
    assert_true(support_until(counts_by_100));
    assert_null(overlay_error_shown());
    assert_int_equal(game_close(), 1);
}

/* MARK: code that does not fit */

static void a_missing_definition_keeps_the_old_code(void **state) {
    (void)state;
    write_text("objects/obj_counter.c", "int x;\n");
    assert_true(support_until(says_error));
    assert_non_null(
        strstr(support_log(), "obj_counter.c must define `const GmObject obj_counter`"));
    assert_int_equal(rate(), 1);
}

static void a_parent_that_is_missing_keeps_the_old_code(void **state) {
    (void)state;
    write_text("objects/obj_counter.c",
               "#include <gm.h>\nconst GmObject obj_counter = {.parent = \"obj_ghost\"};\n");
    assert_true(support_until(says_error));
    assert_non_null(strstr(support_log(), "obj_counter: .parent names \"obj_ghost\""));
    assert_int_equal(rate(), 1);
}

static bool says_object_is_new(void) {
    return strstr(support_log(), "objects/obj_late.c is new: it joins the game when that starts") !=
           NULL;
}

static void a_new_object_joins_at_the_next_start(void **state) {
    (void)state;
    write_text("objects/obj_late.c", "#include <gm.h>\nconst GmObject obj_late = {0};\n");
    assert_true(support_until(says_object_is_new));
    assert_int_equal(rate(), 1);
}

/* MARK: assets */

static void a_saved_picture_changes_what_is_drawn(void **state) {
    (void)state;
    support_steps(1);
    assert_int_equal(support_pixel(10, 10), GM_C_RED);
    int sprite = gm_sprite("spr_a");
    png_plain(the_game, "sprites/spr_a.png", 2, 2, 0xFF00FF00);
    assert_true(support_until(is_green));
    assert_int_equal(gm_sprite("spr_a"), sprite);
    assert_non_null(strstr(support_log(), "sprites/spr_a.png reloaded"));
}

static void a_broken_picture_is_told_and_the_old_one_stays(void **state) {
    (void)state;
    write_text("sprites/spr_a.png", "no picture");
    assert_true(support_until(says_error));
    assert_non_null(strstr(support_log(), "/sprites/spr_a.png cannot be decoded: "));
    assert_int_equal(gm_sprite_get_width(gm_sprite("spr_a")), 2);
    png_plain(the_game, "sprites/spr_a.png", 2, 2, 0xFF00FF00);
    assert_true(support_until(is_green));
}

static bool sound_is_long(void) {
    return strstr(support_log(), "sounds/snd_a.wav reloaded") != NULL &&
           gm_audio_sound_length("snd_a") > 0.09;
}

static bool sound_is_short(void) {
    return gm_audio_sound_length("snd_a") < 0.06;
}

static void a_saved_sound_is_new_when_it_is_played_next(void **state) {
    (void)state;
    wav_silence(the_game, "sounds/snd_a.wav", 4410);
    assert_true(support_until(sound_is_long));
    int sound = gm_sound("snd_a");
    write_text("sounds/snd_a.wav", "no sound");
    assert_true(support_until(says_error));
    assert_true(sound_is_long()); /* the old one stays */
    wav_silence(the_game, "sounds/snd_a.wav", 2205);
    assert_true(support_until(sound_is_short));
    assert_int_equal(gm_sound("snd_a"), sound);
}

static bool origin_is_3(void) {
    return gm_sprite_get_xoffset(gm_sprite("spr_a")) == 3;
}

static void a_saved_side_file_changes_its_sprite(void **state) {
    (void)state;
    write_text("sprites/spr_a.json", "{\"origin\": [3, 0]}");
    assert_true(support_until(origin_is_3));
}

static bool has_new_sprite(void) {
    int count = 0;
    for (int i = 0; i < 10; i++)
        if (strcmp(gm_sprite_get_name(i), "spr_late") == 0) count = gm_sprite_get_number(i);
    return count == 3;
}

static bool object_has_its_sprite(void) {
    GmInstance *self = gm_instance(support_make("obj_counter"));
    return self->sprite_index != GM_NONE &&
           strcmp(gm_sprite_get_name(self->sprite_index), "spr_soon") == 0;
}

static void a_sprite_that_an_object_waits_for_is_found_when_it_comes(void **state) {
    (void)state;
    write_text("objects/obj_counter.c",
               "#include <gm.h>\nconst GmObject obj_counter = {.sprite = \"spr_soon\"};\n");
    assert_true(support_until(says_reloaded));
    assert_false(object_has_its_sprite());
    png_plain(the_game, "sprites/spr_soon.png", 2, 2, 0xFF00FF00);
    assert_true(support_until(object_has_its_sprite));
}

static void a_new_picture_joins_the_game(void **state) {
    (void)state;
    png_plain(the_game, "sprites/spr_late_strip3.png", 6, 2, 0xFF00FF00);
    assert_true(support_until(has_new_sprite));
}

/* MARK: rooms and game.json */

static void a_saved_room_counts_when_it_is_entered_next(void **state) {
    (void)state;
    write_room(COUNTER_AT(10, 10) "," COUNTER_AT(30, 30));
    assert_true(support_until(says_room_is_new));
    assert_int_equal(gm_instance_number(gm_object("obj_counter")), 1);
    gm_room_restart();
    support_steps(2);
    assert_int_equal(gm_instance_number(gm_object("obj_counter")), 2);
}

static void a_broken_room_is_told_and_the_old_one_stays(void **state) {
    (void)state;
    write_room("{\"x\": 1, \"y\": 1, \"type\": \"obj_ghost\"}");
    assert_true(support_until(says_error));
    assert_non_null(
        strstr(support_log(), "/rooms/rm_a.tmj: layers[0].objects[0]: expected a class"));
    gm_room_restart();
    support_steps(2);
    assert_int_equal(gm_instance_number(gm_object("obj_counter")), 1);
}

static bool speed_is_30(void) {
    return gm_game_get_speed() == 30;
}

static void game_json_changes_the_speed_at_once(void **state) {
    (void)state;
    write_text("game.json", "{\"speed\": \"fast\"}");
    assert_true(support_until(says_error));
    assert_non_null(strstr(support_log(), "/game.json: speed: expected a whole number"));
    assert_int_equal(gm_game_get_speed(), 60);
    write_text("game.json", "{\"speed\": 30}");
    assert_true(support_until(speed_is_30));
}

static bool nothing_waits(void) {
    return says_reloaded() || strstr(support_log(), "spr_a.png reloaded") != NULL;
}

static void f5_loads_everything_again(void **state) {
    (void)state;
    folder_reload_all();
    assert_true(support_until(nothing_waits));
    assert_int_equal(log_trouble_count(), 0);
    assert_int_equal(rate(), 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_game, support_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(saved_code_is_taken_over_and_variables_are_kept),
        TEST(variables_are_carried_over_by_name_into_another_struct),
        TEST(a_file_that_is_moved_into_place_counts_as_saved),
        TEST(a_compile_error_is_told_and_the_old_code_plays_on),
        cmocka_unit_test_teardown(after_a_crash_the_code_from_before_plays_on, support_tear_down),
        TEST(a_missing_definition_keeps_the_old_code),
        TEST(a_parent_that_is_missing_keeps_the_old_code),
        TEST(a_new_object_joins_at_the_next_start),
        TEST(a_saved_picture_changes_what_is_drawn),
        TEST(a_broken_picture_is_told_and_the_old_one_stays),
        TEST(a_saved_sound_is_new_when_it_is_played_next),
        TEST(a_saved_side_file_changes_its_sprite),
        TEST(a_sprite_that_an_object_waits_for_is_found_when_it_comes),
        TEST(a_new_picture_joins_the_game),
        TEST(a_saved_room_counts_when_it_is_entered_next),
        TEST(a_broken_room_is_told_and_the_old_one_stays),
        TEST(game_json_changes_the_speed_at_once),
        TEST(f5_loads_everything_again),
    };
    return cmocka_run_group_tests(tests, support_own_cache, NULL);
}
