/* Game folders: a good one becomes a running game, each kind of broken file gives its sentence. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "support.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../platform/files.h"
#include "../runtime/folder.h"
#include "png.h"
#include "wav.h"

enum { TEXT = 4096 };

static char the_game[128];

/* MARK: writing games */

static void write_text(const char *file, const char *text) {
    support_write_text(the_game, file, text);
}

static void remove_file(const char *file) {
    char path[FILES_PATH];
    snprintf(path, sizeof path, "%s/%s", the_game, file);
    assert_int_equal(remove(path), 0);
}

static void write_room(const char *name, const char *members, const char *objects) {
    char file[128], text[TEXT];
    snprintf(file, sizeof file, "rooms/%s.tmj", name);
    snprintf(
        text, sizeof text,
        "{\"width\": 20, \"height\": 10, \"tilewidth\": 16, \"tileheight\": 16, %s \"layers\": ["
        "{\"type\": \"objectgroup\", \"name\": \"Instances\", \"objects\": [%s]}]}",
        members, objects);
    write_text(file, text);
}

/* Walker counts its steps, starting with what the room says. */
static const char walker_code[] = "#include <gm.h>\n"
                                  "typedef struct Walker { int steps; char label[16]; } Walker;\n"
                                  "static void step(GmInstance *self, const GmEvent *event) {\n"
                                  "    (void)event;\n"
                                  "    Walker *my = gm_vars(self);\n"
                                  "    my->steps++;\n"
                                  "}\n"
                                  "const GmObject obj_walker = {\n"
                                  "    .sprite = \"spr_walker\",\n"
                                  "    .vars = GM_VARS(Walker, steps, label),\n"
                                  "    .on = {[GM_STEP] = step},\n"
                                  "};\n";
typedef struct Walker {
    int steps;
    char label[16];
} Walker;

static const char empty_code[] = "#include <gm.h>\nconst GmObject obj_%s = {0};\n";

static void write_empty_object(const char *name) {
    char file[128], code[256];
    snprintf(file, sizeof file, "objects/obj_%s.c", name);
    snprintf(code, sizeof code, empty_code, name);
    write_text(file, code);
}

/* A game of one object, one sprite of two sub-images, red and green, and one room of 320 x 160. */
static int write_game(void **state) {
    (void)state;
    const uint32_t pixels[4] = {0xFF0000FF, 0xFF0000FF, 0xFF00FF00, 0xFF00FF00};
    snprintf(the_game, sizeof the_game, "%s", support_folder());
    write_text("game.json", "{\"title\": \"A test\", \"width\": 160, \"height\": 90}");
    write_text("objects/obj_walker.c", walker_code);
    png_write(the_game, "sprites/spr_walker_strip2.png", 4, 1, pixels);
    write_room("rm_a", "",
               "{\"x\": 8, \"y\": 9, \"type\": \"obj_walker\", \"properties\": ["
               "{\"name\": \"steps\", \"type\": \"int\", \"value\": 40},"
               "{\"name\": \"label\", \"type\": \"string\", \"value\": \"me\"}]}");
    return 0;
}

static void open_game(void) {
    bool opened = support_open_folder(the_game, NULL);
    if (!opened) print_message("%s\n", support_log());
    assert_true(opened);
}

/* The game does not open, and the log holds the sentence about the file. */
static void expect(const char *file, const char *sentence) {
    char expected[TEXT];
    snprintf(expected, sizeof expected, "%s%s%s", the_game, file, sentence);
    assert_false(support_open_folder(the_game, NULL));
    if (strstr(support_log(), expected) == NULL) print_message("%s\n", support_log());
    assert_non_null(strstr(support_log(), expected));
}

/* MARK: a good folder */

static void a_folder_becomes_a_running_game(void **state) {
    (void)state;
    open_game();
    assert_string_equal(support_log(), "");
    assert_int_equal(gm_window_get_width(), 160);
    assert_int_equal(gm_window_get_height(), 90);
    assert_int_equal(gm_game_get_speed(), 60);
    assert_int_equal(gm_room_width(), 320);
    assert_int_equal(gm_room_height(), 160);
    assert_string_equal(gm_room_get_name(gm_room()), "rm_a");
    int sprite = gm_sprite("spr_walker");
    assert_int_equal(gm_sprite_get_number(sprite), 2);
    assert_int_equal(gm_sprite_get_width(sprite), 2);
    const GmInstance *walker = gm_instance(gm_instance_find(gm_object("obj_walker"), 0));
    assert_non_null(walker);
    assert_int_equal(walker->sprite_index, sprite);
    const Walker *my = gm_vars(walker);
    assert_string_equal(my->label, "me");
    assert_int_equal(my->steps, 40);
    support_steps(1);
    assert_int_equal(my->steps, 41);
    assert_int_equal(support_pixel(8, 9), GM_C_RED);
    assert_int_equal(support_pixel(10, 9), GM_C_BLACK);
    support_steps(1); /* 30 sub-images a second: the second one */
    assert_int_equal(support_pixel(8, 9), GM_C_LIME);
}

static void every_field_of_game_json_counts(void **state) {
    (void)state;
    write_text("game.json",
               "{\"title\": \"x\", \"width\": 100, \"height\": 50, \"speed\": 30, \"scale\": 1,"
               "\"background\": \"#0000ff\", \"room\": \"rm_c\","
               "\"rooms\": [\"rm_b\"], \"objects\": [\"obj_z\"],"
               "\"origin\": \"http://127.0.0.1:9\"}");
    write_empty_object("z");
    write_empty_object("a");
    write_room("rm_b", "", "");
    write_room("rm_c", "", "");
    open_game();
    assert_int_equal(gm_game_get_speed(), 30);
    assert_string_equal(gm_room_get_name(0), "rm_b");
    assert_string_equal(gm_room_get_name(1), "rm_a");
    assert_string_equal(gm_room_get_name(2), "rm_c");
    assert_int_equal(gm_room(), 2);
    assert_string_equal(gm_object_get_name(0), "obj_z");
    assert_string_equal(gm_object_get_name(1), "obj_a");
    assert_string_equal(gm_object_get_name(2), "obj_walker");
    assert_string_equal(gm_game_origin(), "http://127.0.0.1:9");
    support_steps(1);
    assert_int_equal(support_pixel(0, 0), GM_C_BLUE);
}

static const GmObject obj_walker = {.sprite = "spr_walker", .vars = GM_VARS(Walker, steps, label)};

static void objects_may_be_linked_in(void **state) {
    (void)state;
    const GmNamedObject objects[] = {GM_OBJECT(obj_walker), {NULL, NULL}};
    write_text("objects/obj_walker.c", "this would not compile");
    assert_true(support_open_folder(the_game, objects));
    assert_int_equal(gm_instance_number(gm_object("obj_walker")), 1);
}

static void a_game_without_a_folder_is_one_empty_room(void **state) {
    (void)state;
    static const GmObject obj_a = {0}, obj_b = {0};
    const GmNamedObject objects[] = {GM_OBJECT(obj_b), GM_OBJECT(obj_a), {NULL, NULL}};
    support_open(objects);
    assert_string_equal(gm_room_get_name(gm_room()), "rm_test");
    assert_int_equal(gm_room_width(), 320);
    assert_int_equal(gm_room_height(), 240);
    assert_string_equal(gm_object_get_name(0), "obj_a");
    assert_true(support_make("obj_b") >= GM_FIRST_INSTANCE_ID);
}

static void a_routes_file_starts_the_mock_origin(void **state) {
    (void)state;
    write_text("game.json", "{\"routes\": \"routes.json\"}");
    write_text("routes.json", "{\"routes\": []}");
    open_game();
    int port = 0;
    assert_int_equal(sscanf(gm_game_origin(), "http://127.0.0.1:%d", &port), 1);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    close(fd);
    support_close();
    assert_string_equal(gm_game_origin(), "");
}

static void a_game_reads_the_files_of_its_data_folder(void **state) {
    (void)state;
    write_text("data/motd.txt", "hello\n");
    open_game();
    assert_true(gm_file_exists("motd.txt"));
    assert_false(gm_file_exists("nothing.txt"));
    assert_false(gm_file_exists("../motd.txt"));
    assert_string_equal(gm_file_text("motd.txt"), "hello\n");
    assert_null(gm_file_text("nothing.txt"));
    assert_non_null(strstr(support_log(), "gm_file_text(\"nothing.txt\"): there is no such file"));
    assert_null(gm_file_text(NULL));
}

static void files_of_artists_do_no_harm(void **state) {
    (void)state;
    write_text("sprites/spr_walker.aseprite", "x");
    write_text("sprites/.hidden.png", "x");
    write_text("notes.txt", "x");
    open_game();
    assert_string_equal(support_log(), "");
    support_close();
    write_text("sprites/spr_photo.jpg", "x");
    open_game();
    assert_non_null(strstr(support_log(), "/sprites/spr_photo.jpg is left out: expected PNG"));
}

/* MARK: broken folders */

static void a_folder_that_is_none_is_told(void **state) {
    (void)state;
    remove_file("game.json");
    expect("", " is no game folder: it has no game.json");
    assert_false(support_open_folder("/nowhere/game", NULL));
    assert_non_null(strstr(support_log(), "/nowhere/game: there is no such folder"));
}

static void a_broken_game_json_gives_its_sentence(void **state) {
    (void)state;
    write_text("game.json", "{\"title\": \"x\"\n \"width\": 3}");
    expect("/game.json",
           ":2:2: at `\"width\": 3}`: expected a comma, a colon or a closing bracket");
    write_text("game.json", "[]");
    expect("/game.json", ": expected an object { }, but it is a list [ ]");
    write_text("game.json", "{\"title\": 3}");
    expect("/game.json", ": title: expected a text, but it is a number");
    write_text("game.json", "{\"width\": 0}");
    expect("/game.json", ": width: expected a whole number from 1 to 8192, but it is 0");
    write_text("game.json", "{\"speed\": 60.5}");
    expect("/game.json", ": speed: expected a whole number from 1 to 1000, but it is 60.5");
    write_text("game.json", "{\"background\": \"blue\"}");
    expect("/game.json", ": background: expected a colour as \"#rrggbb\"");
    write_text("game.json", "{\"rooms\": [\"rm_a\", 3]}");
    expect("/game.json", ": rooms[1]: expected a name, but it is a number");
    write_text("game.json", "{\"rooms\": [\"rm_x\"]}");
    expect("/game.json", ": rooms[0]: \"rm_x\" is not in the game");
    write_text("game.json", "{\"objects\": [\"obj_walker\", \"obj_walker\"]}");
    expect("/game.json", ": objects[1]: \"obj_walker\" is named twice");
    write_text("game.json", "{\"audio_groups\": [\"a\"]}");
    expect("/game.json", ": audio_groups: expected an object { }, but it is a list [ ]");
    write_text("game.json", "{\"audio_groups\": {\"ag\": \"a\"}}");
    expect("/game.json", ": audio_groups.ag: expected a list [ ], but it is a text");
    write_text("game.json", "{\"audio_groups\": {\"ag\": [\"snd_x\"]}}");
    expect("/game.json", ": audio_groups.ag[0]: there is no sound \"snd_x\" in sounds/");
    write_text("game.json", "{\"audio_groups\": {\"a\": [\"x\"], \"b\": [\"y\", \"x\"]}}");
    expect("/game.json", ": audio_groups.b: the sound \"x\" is in a group already");
    write_text("game.json", "{\"audio_groups\": {\"a\": [\"x\", \"x\"]}}");
    expect("/game.json", ": audio_groups.a: the sound \"x\" is in a group already");
    write_text("game.json", "{\"audio_groups\": {\"audiogroup_default\": []}}");
    expect("/game.json",
           ": audio_groups.audiogroup_default: every sound that no other group names");
    write_text("game.json", "{\"room\": \"rm_x\"}");
    expect("/game.json", ": room: there is no room \"rm_x\" in rooms/");
    write_text("game.json", "{\"routes\": \"no.json\"}");
    expect("/game.json", ": routes: there is no file no.json in the game folder");
}

static void an_unknown_field_is_warned_about_by_name(void **state) {
    (void)state;
    write_text("game.json", "{\"titel\": \"x\"}");
    open_game();
    assert_non_null(strstr(support_log(),
                           "/game.json: there is no field \"titel\"; known are title, "
                           "width, height"));
}

static void a_broken_picture_is_named(void **state) {
    (void)state;
    write_text("sprites/spr_bad.png", "no picture");
    expect("/sprites/spr_bad.png", " cannot be decoded: ");
}

static const char dejavu[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

static void a_font_has_the_size_that_its_side_file_says(void **state) {
    (void)state;
    size_t size = 0;
    char *font = support_read(dejavu, &size);
    assert_non_null(font);
    support_write(the_game, "fonts/fnt_small.ttf", font, size);
    support_write(the_game, "fonts/fnt_large.ttf", font, size);
    free(font);
    write_text("fonts/fnt_large.json", "{\"size\": 40}");
    open_game();
    assert_string_equal(support_log(), "");
    gm_draw_set_font("fnt_small");
    double small = gm_string_width("wide");
    gm_draw_set_font("fnt_large");
    assert_true(gm_string_width("wide") > 2 * small);
    support_close();
    write_text("fonts/fnt_large.json", "{\"size\": \"big\"}");
    expect("/fonts/fnt_large.json", ": size: expected a whole number, but it is a text");
    write_text("fonts/fnt_large.json", "{}");
    write_text("fonts/fnt_small.ttf", "no font");
    expect("/fonts/fnt_small.ttf", "");
}

static void sounds_are_known_by_their_files_name(void **state) {
    (void)state;
    wav_silence(the_game, "sounds/snd_beep.wav", 4410);
    write_text("sounds/LICENSE.txt", "x");
    open_game();
    assert_string_equal(support_log(), "");
    assert_float_equal(gm_audio_sound_length("snd_beep"), 0.1, 0.001);
    support_close();
    write_text("sounds/snd_bad.ogg", "no sound");
    expect("/sounds/snd_bad.ogg", ": expected OGG, MP3, FLAC or WAV, but it cannot be decoded: ");
    remove_file("sounds/snd_bad.ogg");
    wav_silence(the_game, "sounds/snd_none.wav", 0);
    expect("/sounds/snd_none.wav", ": expected ");
}

static void two_pictures_of_one_name_are_named(void **state) {
    (void)state;
    png_plain(the_game, "sprites/spr_walker.png", 1, 1, 0xFFFFFFFF);
    expect("/sprites",
           ": spr_walker.png and spr_walker_strip2.png are both named \"spr_walker\"; one "
           "must go");
}

static void a_broken_side_file_is_named(void **state) {
    (void)state;
    write_text("sprites/spr_walker.json", "{\"origin\": [1, 2, 3]}");
    expect("/sprites/spr_walker.json", ": origin: expected [x, y], whole numbers of pixels");
}

static void code_that_does_not_compile_is_named_with_its_line(void **state) {
    (void)state;
    write_text("objects/obj_walker.c", "#include <gm.h>\nint x = y;\n");
    expect("/objects/obj_walker.c", ":2:9: error: ");
}

static void a_missing_definition_is_told(void **state) {
    (void)state;
    write_text("objects/obj_x.c", "int x;\n");
    expect("/objects/obj_x.c", " must define `const GmObject obj_x`");
}

static void a_missing_parent_is_told(void **state) {
    (void)state;
    write_text("objects/obj_x.c",
               "#include <gm.h>\nconst GmObject obj_x = {.parent = \"obj_y\"};\n");
    assert_false(support_open_folder(the_game, NULL));
    assert_non_null(strstr(support_log(), "obj_x: .parent names \"obj_y\", which is no object"));
}

static void a_broken_room_is_named(void **state) {
    (void)state;
    write_room("rm_b", "", "{\"x\": 0, \"y\": 0, \"type\": \"obj_ghost\"}");
    expect("/rooms/rm_b.tmj",
           ": layers[0].objects[0]: expected a class that names an object of the "
           "game, but it is \"obj_ghost\"");
}

static void a_game_without_rooms_is_told(void **state) {
    (void)state;
    remove_file("rooms/rm_a.tmj");
    write_text("rooms/rm_a.tmx", "<map/>");
    expect("", " has no rooms: make rooms/NAME.tmj with Tiled");
    assert_non_null(strstr(support_log(), "rm_a.tmx is left out: in Tiled, save the map as JSON"));
}

static void a_broken_routes_file_stops_the_game(void **state) {
    (void)state;
    write_text("game.json", "{\"routes\": \"routes.json\"}");
    write_text("routes.json", "{\"routes\": 3");
    assert_false(support_open_folder(the_game, NULL));
    assert_non_null(strstr(support_log(), "routes.json"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, write_game, support_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_folder_becomes_a_running_game),
        TEST(every_field_of_game_json_counts),
        TEST(objects_may_be_linked_in),
        TEST(a_game_without_a_folder_is_one_empty_room),
        TEST(a_routes_file_starts_the_mock_origin),
        TEST(a_game_reads_the_files_of_its_data_folder),
        TEST(files_of_artists_do_no_harm),
        TEST(a_folder_that_is_none_is_told),
        TEST(a_broken_game_json_gives_its_sentence),
        TEST(an_unknown_field_is_warned_about_by_name),
        TEST(a_broken_picture_is_named),
        TEST(a_font_has_the_size_that_its_side_file_says),
        TEST(sounds_are_known_by_their_files_name),
        TEST(two_pictures_of_one_name_are_named),
        TEST(a_broken_side_file_is_named),
        TEST(code_that_does_not_compile_is_named_with_its_line),
        TEST(a_missing_definition_is_told),
        TEST(a_missing_parent_is_told),
        TEST(a_broken_room_is_named),
        TEST(a_game_without_rooms_is_told),
        TEST(a_broken_routes_file_stops_the_game),
    };
    return cmocka_run_group_tests(tests, support_own_cache, NULL);
}
