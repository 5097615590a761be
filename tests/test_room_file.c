/* Rooms from Tiled maps: what becomes of layers, tiles and objects, and the sentences. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "../assets/sprite.h"
#include "../objects/object.h"
#include "../platform/files.h"
#include "../platform/mem.h"
#include "../runtime/asset_folder.h"
#include "../runtime/room_file.h"
#include "png.h"

enum { TEXT = 8192 };

typedef struct Door {
    int lives;
    double power;
    float weight;
    bool locked;
    char label[8];
    int tint;
    int numbers[2];
    char *lent;
} Door;

static const GmObject obj_door = {
    .sprite = "spr_door",
    .vars = GM_VARS(Door, lives, power, weight, locked, label, tint, numbers, lent),
};
static const GmObject obj_plain = {0};
static const GmNamedObject objects[] = {GM_OBJECT(obj_door), GM_OBJECT(obj_plain), {NULL, NULL}};

static char the_game[FILES_PATH], the_why[ROOM_WHY];

/* A game folder with the sprites spr_door, 16 x 32 with its origin in the middle, and ts_ground, 3
 * x 2 tiles of 8 x 8. */
static int open_game(void **state) {
    (void)state;
    char why[ASSET_WHY];
    const char *side = "{\"origin\": [8, 16]}";
    snprintf(the_game, sizeof the_game, "%s", support_folder());
    png_plain(the_game, "sprites/spr_door.png", 16, 32, 0xFF0000FF);
    support_write_text(the_game, "sprites/spr_door.json", side);
    png_plain(the_game, "sprites/ts_ground.png", 24, 16, 0xFF00FF00);
    png_plain(the_game, "sprites/spr_walk_strip2.png", 8, 4, 0xFF00FF00);
    png_plain(the_game, "rooms/sky.png", 5, 7, 0xFFFF0000);
    support_open(objects);
    if (!assets_load(the_game, why)) return -1;
    object_of(object_named("obj_door"))->sprite = sprite_named("spr_door");
    return 0;
}

static int close_game(void **state) {
    (void)state;
    assets_close();
    support_close();
    return 0;
}

static RoomDef *read_text(const char *map) {
    char path[FILES_PATH + 32];
    support_write_text(the_game, "rooms/rm_a.tmj", map);
    snprintf(path, sizeof path, "%s/rooms/rm_a.tmj", the_game);
    the_why[0] = '\0';
    return room_file_read(path, 0x123456, the_why);
}

/* A map of 4 x 3 cells of 8 x 8 with the given members and layers. */
static RoomDef *read_map(const char *members, const char *layers) {
    static char map[TEXT];
    snprintf(map, sizeof map,
             "{\"type\": \"map\", \"orientation\": \"orthogonal\", \"width\": 4, \"height\": 3,"
             "\"tilewidth\": 8, \"tileheight\": 8, %s \"layers\": [%s]}",
             members, layers);
    return read_text(map);
}

static RoomDef *good_map(const char *members, const char *layers) {
    RoomDef *def = read_map(members, layers);
    if (def == NULL) print_message("%s\n", the_why);
    assert_non_null(def);
    assert_string_equal(the_why, "");
    return def;
}

#define GROUND                                                                                     \
    "\"tilesets\": [{\"firstgid\": 1, \"image\": \"../sprites/ts_ground.png\", \"columns\": 3,"    \
    "\"tilecount\": 6, \"tilewidth\": 8, \"tileheight\": 8}],"
#define TILES         "{\"type\": \"tilelayer\", \"name\": \"Ground\", \"width\": 4, \"height\": 3, "
#define OBJECTS(list) "{\"type\": \"objectgroup\", \"name\": \"Things\", \"objects\": [" list "]}"

/* MARK: the map */

static void an_empty_map_is_a_room_of_its_size(void **state) {
    (void)state;
    RoomDef *def = good_map("", "");
    assert_string_equal(def->name, "rm_a");
    assert_int_equal(def->width, 32);
    assert_int_equal(def->height, 24);
    assert_true(def->has_background);
    assert_int_equal(def->background, 0x123456);
    assert_false(def->persistent);
    assert_int_equal(def->layer_count, 0);
    assert_int_equal(def->instance_count, 0);
    assert_true(def->view_width < 1);
    room_def_free(def);
}

static void a_map_says_background_persistence_and_view(void **state) {
    (void)state;
    RoomDef *def = good_map("\"backgroundcolor\": \"#102030\", \"properties\": ["
                            "{\"name\": \"persistent\", \"type\": \"bool\", \"value\": true},"
                            "{\"name\": \"view_x\", \"type\": \"int\", \"value\": 3},"
                            "{\"name\": \"view_width\", \"type\": \"int\", \"value\": 160},"
                            "{\"name\": \"view_height\", \"type\": \"int\", \"value\": 120}],",
                            "");
    assert_int_equal(def->background, 0x302010);
    assert_true(def->persistent);
    assert_float_equal(def->view_x, 3, 0);
    assert_float_equal(def->view_width, 160, 0);
    assert_float_equal(def->view_height, 120, 0);
    room_def_free(def);
    def = good_map("\"backgroundcolor\": \"#00102030\",", "");
    assert_false(def->has_background);
    room_def_free(def);
}

/* MARK: layers */

static void the_last_layer_is_the_nearest(void **state) {
    (void)state;
    RoomDef *def = good_map("", "{\"type\": \"objectgroup\", \"name\": \"back\", \"objects\": []},"
                                "{\"type\": \"objectgroup\", \"name\": \"middle\", \"objects\": [],"
                                "\"visible\": false},"
                                "{\"type\": \"imagelayer\", \"name\": \"front\"}");
    const char *names[] = {"front", "middle", "back"};
    assert_int_equal(def->layer_count, 3);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(def->layers[i].name, names[i]);
        assert_int_equal(def->layers[i].depth, i * 100);
        assert_int_equal(def->layers[i].visible, i != 1);
    }
    assert_int_equal(def->layers[0].kind, ROOM_LAYER_IMAGE);
    assert_int_equal(def->layers[0].sprite, GM_NONE);
    assert_int_equal(def->layers[2].kind, ROOM_LAYER_INSTANCES);
    room_def_free(def);
}

static void a_depth_of_its_own_moves_a_layer_and_its_instances(void **state) {
    (void)state;
    RoomDef *def = good_map(
        "", "{\"type\": \"objectgroup\", \"name\": \"a\", \"objects\": ["
            "{\"x\": 1, \"y\": 2, \"point\": true, \"type\": \"obj_plain\"}], \"properties\": ["
            "{\"name\": \"depth\", \"type\": \"int\", \"value\": -50},"
            "{\"name\": \"hspeed\", \"type\": \"float\", \"value\": 1.5},"
            "{\"name\": \"vspeed\", \"type\": \"float\", \"value\": -2}]},"
            "{\"type\": \"objectgroup\", \"name\": \"b\", \"objects\": []}");
    assert_string_equal(def->layers[0].name, "a");
    assert_int_equal(def->layers[0].depth, -50);
    assert_float_equal(def->layers[0].hspeed, 1.5, 0);
    assert_float_equal(def->layers[0].vspeed, -2, 0);
    assert_string_equal(def->layers[1].name, "b");
    assert_int_equal(def->instances[0].layer, 0);
    room_def_free(def);
}

static void groups_hand_down_offset_opacity_and_visibility(void **state) {
    (void)state;
    RoomDef *def = good_map(
        GROUND, "{\"type\": \"group\", \"name\": \"g\", \"offsetx\": 10, \"offsety\": 20, "
                "\"opacity\": 0.5,"
                "\"layers\": [" OBJECTS("{\"x\": 1, \"y\": 2, \"point\": true, \"type\": "
                                        "\"obj_plain\"}") ","
                                                          "{\"type\": \"group\", \"name\": \"h\", "
                                                          "\"visible\": false, \"layers\": ["
                                                          "{\"type\": \"tilelayer\", \"name\": "
                                                          "\"t\", \"offsetx\": 5, \"opacity\": "
                                                          "0.5, \"width\": 1,"
                                                          "\"tintcolor\": \"#ff8000\", \"height\": "
                                                          "1, \"data\": [1]}]}]}");
    const RoomLayer *tiles = &def->layers[0], *things = &def->layers[1];
    assert_int_equal(def->layer_count, 2);
    assert_string_equal(tiles->name, "t");
    assert_false(tiles->visible);
    assert_float_equal(tiles->x, 15, 0);
    assert_float_equal(tiles->y, 20, 0);
    assert_float_equal(tiles->alpha, 0.25, 0);
    assert_int_equal(tiles->blend, 0x0080FF);
    assert_true(things->visible);
    assert_int_equal(def->instances[0].layer, 1);
    assert_float_equal(def->instances[0].x, 11, 0);
    assert_float_equal(def->instances[0].y, 22, 0);
    assert_float_equal(def->instances[0].alpha, 0.5, 0);
    room_def_free(def);
}

static void an_image_layer_shows_a_picture_of_the_folder(void **state) {
    (void)state;
    RoomDef *def =
        good_map("", "{\"type\": \"imagelayer\", \"name\": \"sky\", \"image\": \"sky.png\","
                     "\"repeatx\": true, \"offsety\": 4},"
                     "{\"type\": \"imagelayer\", \"name\": \"door\","
                     "\"image\": \"../sprites/spr_door.png\", \"repeaty\": true}");
    const RoomLayer *door = &def->layers[0], *sky = &def->layers[1];
    assert_int_equal(door->sprite, sprite_named("spr_door"));
    assert_true(door->tile_y);
    assert_false(door->tile_x);
    assert_int_equal(sprite_of(sky->sprite)->width, 5);
    assert_int_equal(sprite_of(sky->sprite)->height, 7);
    assert_string_equal(sprite_of(sky->sprite)->name, "rooms/sky.png");
    assert_true(sky->tile_x);
    assert_float_equal(sky->y, 4, 0);
    int before = sprite_count();
    room_def_free(def);
    room_def_free(
        good_map("", "{\"type\": \"imagelayer\", \"name\": \"sky\", \"image\": \"sky.png\"}"));
    assert_int_equal(sprite_count(), before);
}

/* MARK: tiles */

static void tiles_keep_their_numbers_and_turns(void **state) {
    (void)state;
    /* plain, H, V, H+V, then the same four swapped: Tiled's eight ways to turn a tile */
    RoomDef *def = good_map(GROUND, TILES "\"data\": [1, 2147483650, 1073741827, 3221225476,"
                                          "536870917, 2684354566, 1610612737, 3758096385,"
                                          "0, 0, 0, 0]}");
    const RoomLayer *layer = &def->layers[0];
    const uint32_t m = ROOM_TILE_MIRROR, f = ROOM_TILE_FLIP, r = ROOM_TILE_ROTATE;
    const uint32_t expected[12] = {
        1, 2 | m, 3 | f, 4 | m | f, 5 | f | r, 6 | r, 1 | m | f | r, 1 | m | r, 0, 0, 0, 0};
    assert_int_equal(layer->kind, ROOM_LAYER_TILES);
    assert_int_equal(layer->columns, 4);
    assert_int_equal(layer->rows, 3);
    assert_int_equal(layer->cell_width, 8);
    for (int i = 0; i < 12; i++)
        assert_int_equal(layer->cells[i], expected[i]);
    const RoomTileset *set = room_def_tileset(def, layer->cells[1]);
    assert_ptr_equal(set, &def->tilesets[0]);
    assert_int_equal(set->sprite, sprite_named("ts_ground"));
    assert_int_equal(set->columns, 3);
    assert_int_equal(set->width, 8);
    assert_null(room_def_tileset(def, 0));
    room_def_free(def);
}

static void write_base64(const unsigned char *bytes, size_t size, char *text) {
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        uint32_t bits = (uint32_t)bytes[i] << 16;
        if (i + 1 < size) bits |= (uint32_t)bytes[i + 1] << 8;
        if (i + 2 < size) bits |= bytes[i + 2];
        for (int k = 0; k < 4; k++)
            *text++ = letters[bits >> (18 - 6 * k) & 63];
        if (i + 1 >= size) text[-2] = '=';
        if (i + 2 >= size) text[-1] = '=';
    }
    *text = '\0';
}

static void packed_tiles_are_the_same_as_listed_ones(void **state) {
    (void)state;
    unsigned char cells[48] = {0}, packed[256];
    cells[0] = 6;
    cells[44] = 2;
    cells[47] = 0x80; /* mirrored */
    uLongf packed_size = sizeof packed;
    assert_int_equal(compress(packed, &packed_size, cells, sizeof cells), Z_OK);
    char plain[128], zipped[512], layer[1024];
    write_base64(cells, sizeof cells, plain);
    write_base64(packed, packed_size, zipped);
    const char *texts[] = {plain, zipped}, *ways[] = {"", "zlib"};
    for (int i = 0; i < 2; i++) {
        snprintf(layer, sizeof layer,
                 TILES "\"encoding\": \"base64\", \"compression\": \"%s\", \"data\": \"%s\"}",
                 ways[i], texts[i]);
        RoomDef *def = good_map(GROUND, layer);
        assert_int_equal(def->layers[0].cells[0], 6);
        for (int k = 1; k < 11; k++)
            assert_int_equal(def->layers[0].cells[k], 0);
        assert_int_equal(def->layers[0].cells[11], 2 | ROOM_TILE_MIRROR);
        room_def_free(def);
    }
}

static void a_tile_set_may_be_a_file_of_its_own(void **state) {
    (void)state;
    const char *set = "{\"columns\": 2, \"tilecount\": 2, \"tilewidth\": 7, \"tileheight\": 14,"
                      "\"margin\": 1, \"spacing\": 2, \"image\": \"sprites/ts_ground.png\"}";
    support_write_text(the_game, "ground.tsj", set);
    RoomDef *def = good_map("\"tilesets\": [{\"firstgid\": 5, \"source\": \"../ground.tsj\"}],",
                            TILES "\"data\": [5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}");
    const RoomTileset *ground = room_def_tileset(def, 6);
    assert_int_equal(ground->first, 5);
    assert_int_equal(ground->count, 2);
    assert_int_equal(ground->width, 7);
    assert_int_equal(ground->height, 14);
    assert_int_equal(ground->margin, 1);
    assert_int_equal(ground->spacing, 2);
    assert_int_equal(ground->sprite, sprite_named("ts_ground"));
    room_def_free(def);
}

static void a_collection_of_pictures_is_a_set_per_tile(void **state) {
    (void)state;
    RoomDef *def = good_map(
        "\"tilesets\": [{\"firstgid\": 1, \"columns\": 0, \"tilecount\": 2, \"tilewidth\": 16,"
        "\"tileheight\": 32, \"tiles\": [{\"id\": 4, \"image\": \"sky.png\"},"
        "{\"id\": 0, \"image\": \"../sprites/spr_door.png\"}]}],",
        TILES "\"data\": [1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}");
    assert_int_equal(def->tileset_count, 2);
    assert_int_equal(room_def_tileset(def, 1)->sprite, sprite_named("spr_door"));
    assert_int_equal(room_def_tileset(def, 1)->height, 32);
    assert_int_equal(room_def_tileset(def, 5)->sprite, sprite_named("rooms/sky.png"));
    assert_null(room_def_tileset(def, 2));
    room_def_free(def);
}

/* MARK: objects */

static void a_point_is_an_instance_there(void **state) {
    (void)state;
    RoomDef *def = good_map("", OBJECTS("{\"x\": 1.5, \"y\": 2, \"point\": true, \"width\": 0,"
                                        "\"height\": 0, \"type\": \"obj_door\"},"
                                        "{\"x\": 3, \"y\": 4, \"class\": \"obj_plain\","
                                        "\"visible\": false},"
                                        "{\"x\": 5, \"y\": 6, \"name\": \"obj_plain\"}"));
    assert_int_equal(def->instance_count, 3);
    const RoomInstance *door = &def->instances[0];
    assert_int_equal(door->object, object_named("obj_door"));
    assert_float_equal(door->x, 1.5, 0);
    assert_float_equal(door->y, 2, 0);
    assert_float_equal(door->xscale, 1, 0);
    assert_float_equal(door->alpha, 1, 0);
    assert_float_equal(door->image_speed, 1, 0);
    assert_int_equal(door->blend, GM_C_WHITE);
    assert_false(door->hidden);
    assert_true(def->instances[1].hidden);
    assert_int_equal(def->instances[2].object, object_named("obj_plain"));
    room_def_free(def);
}

static void a_rectangle_scales_the_sprite_to_cover_it(void **state) {
    (void)state;
    RoomDef *def = good_map("", OBJECTS("{\"x\": 100, \"y\": 200, \"width\": 32, \"height\": 96,"
                                        "\"type\": \"obj_door\"},"
                                        "{\"x\": 100, \"y\": 200, \"width\": 32, \"height\": 96,"
                                        "\"type\": \"obj_plain\"}"));
    const RoomInstance *door = &def->instances[0], *plain = &def->instances[1];
    assert_float_equal(door->xscale, 2, 0);
    assert_float_equal(door->yscale, 3, 0);
    assert_float_equal(door->x, 116, 0); /* its origin is the middle of a sprite of 16 x 32 */
    assert_float_equal(door->y, 248, 0);
    assert_float_equal(plain->xscale, 1, 0); /* no sprite, nothing to scale */
    assert_float_equal(plain->x, 100, 0);
    room_def_free(def);
}

static void a_turned_rectangle_turns_about_its_corner(void **state) {
    (void)state;
    RoomDef *def = good_map("", OBJECTS("{\"x\": 100, \"y\": 200, \"width\": 16, \"height\": 32,"
                                        "\"rotation\": 90, \"type\": \"obj_door\"}"));
    const RoomInstance *door = &def->instances[0];
    assert_float_equal(door->angle, -90, 1e-9); /* Tiled turns clockwise */
    assert_float_equal(door->x, 100 - 16, 1e-9);
    assert_float_equal(door->y, 200 + 8, 1e-9);
    room_def_free(def);
}

static void a_tile_object_stands_on_its_bottom_left(void **state) {
    (void)state;
    RoomDef *def = good_map(
        "\"tilesets\": [{\"firstgid\": 1, \"image\": \"../sprites/ts_ground.png\", \"columns\": 3,"
        "\"tilecount\": 6, \"tilewidth\": 8, \"tileheight\": 8, \"tiles\": [{\"id\": 1,"
        "\"type\": \"obj_door\", \"properties\": [{\"name\": \"lives\", \"type\": \"int\","
        "\"value\": 7}, {\"name\": \"power\", \"type\": \"int\", \"value\": 8}]}]}],",
        OBJECTS("{\"gid\": 2, \"x\": 10, \"y\": 100, \"width\": 16, \"height\": 32,"
                "\"properties\": [{\"name\": \"power\", \"type\": \"int\", \"value\": 9}]},"
                "{\"gid\": 2147483650, \"x\": 10, \"y\": 100, \"width\": 32, \"height\": 32},"
                "{\"gid\": 1073741826, \"x\": 10, \"y\": 100, \"width\": 16, \"height\": 64}"));
    const RoomInstance *plain = &def->instances[0];
    assert_int_equal(plain->object, object_named("obj_door"));
    assert_float_equal(plain->x, 18, 0);
    assert_float_equal(plain->y, 84, 0);
    assert_float_equal(plain->xscale, 1, 0);
    assert_int_equal(plain->value_count, 2);
    assert_string_equal(plain->values[0].name, "lives");
    assert_float_equal(plain->values[0].number, 7, 0);
    assert_float_equal(plain->values[1].number, 9, 0); /* its own value, not the tile's */
    const RoomInstance *mirrored = &def->instances[1], *flipped = &def->instances[2];
    assert_float_equal(mirrored->xscale, -2, 0);
    assert_float_equal(mirrored->x, 26, 0);
    assert_float_equal(flipped->yscale, -2, 0);
    assert_float_equal(flipped->y, 68, 0);
    room_def_free(def);
}

static void properties_become_creation_values_of_every_kind(void **state) {
    (void)state;
    RoomDef *def = good_map(
        "", OBJECTS("{\"x\": 0, \"y\": 0, \"type\": \"obj_door\", \"properties\": ["
                    "{\"name\": \"lives\", \"type\": \"int\", \"value\": 3},"
                    "{\"name\": \"power\", \"type\": \"float\", \"value\": 2.5},"
                    "{\"name\": \"weight\", \"type\": \"float\", \"value\": 0.5},"
                    "{\"name\": \"locked\", \"type\": \"bool\", \"value\": true},"
                    "{\"name\": \"label\", \"type\": \"string\", \"value\": \"north\"},"
                    "{\"name\": \"tint\", \"type\": \"color\", \"value\": \"#ff102030\"},"
                    "{\"name\": \"image_index\", \"type\": \"int\", \"value\": 4},"
                    "{\"name\": \"image_speed\", \"type\": \"float\", \"value\": 0},"
                    "{\"name\": \"image_blend\", \"type\": \"color\", \"value\": \"#ffff0000\"},"
                    "{\"name\": \"image_alpha\", \"type\": \"float\", \"value\": 0.25}]}"));
    const RoomInstance *instance = &def->instances[0];
    assert_float_equal(instance->image_index, 4, 0);
    assert_float_equal(instance->image_speed, 0, 0);
    assert_int_equal(instance->blend, GM_C_RED);
    assert_float_equal(instance->alpha, 0.25, 0);
    assert_int_equal(instance->value_count, 6);
    Door door = {0};
    for (int i = 0; i < instance->value_count; i++)
        assert_true(room_value_set(&instance->values[i], &obj_door.vars, &door, "here"));
    assert_int_equal(door.lives, 3);
    assert_float_equal(door.power, 2.5, 0);
    assert_float_equal(door.weight, 0.5, 0);
    assert_true(door.locked);
    assert_string_equal(door.label, "north");
    assert_int_equal(door.tint, 0x302010);
    room_def_free(def);
}

static void a_value_that_does_not_fit_its_variable_is_told(void **state) {
    (void)state;
    Door door = {.lives = 1};
    char name[] = "lives", label[] = "label", text[] = "far too long", numbers[] = "numbers";
    char unknown[] = "nothing", lent[] = "lent";
    support_forget_log();
    RoomValue value = {.name = name, .kind = ROOM_VALUE_TEXT, .text = text};
    assert_false(room_value_set(&value, &obj_door.vars, &door, "room rm_a"));
    assert_int_equal(door.lives, 1);
    assert_non_null(strstr(support_log(), "room rm_a: the property \"lives\" is a text, but the "
                                          "variable is a number"));
    value.name = label;
    assert_true(room_value_set(&value, &obj_door.vars, &door, "here"));
    assert_string_equal(door.label, "far too");
    value = (RoomValue){.name = numbers, .kind = ROOM_VALUE_NUMBER, .number = 1};
    assert_false(room_value_set(&value, &obj_door.vars, &door, "here"));
    value = (RoomValue){.name = lent, .kind = ROOM_VALUE_TEXT, .text = text};
    assert_false(room_value_set(&value, &obj_door.vars, &door, "here")); /* a pointer, no room */
    assert_null(door.lent);
    value.name = unknown;
    assert_false(room_value_set(&value, &obj_door.vars, &door, "here"));
    assert_non_null(strstr(support_log(), "\"nothing\" is not one of the variables"));
    value = (RoomValue){.name = name, .kind = ROOM_VALUE_NUMBER, .number = 1e20};
    assert_true(room_value_set(&value, &obj_door.vars, &door, "here"));
    assert_int_equal(door.lives, INT32_MAX);
}

static void an_unknown_property_is_warned_about_and_left_out(void **state) {
    (void)state;
    support_forget_log();
    RoomDef *def =
        good_map("", OBJECTS("{\"x\": 0, \"y\": 0, \"type\": \"obj_door\", \"properties\": ["
                             "{\"name\": \"colour\", \"type\": \"int\", \"value\": 3}]}"));
    assert_int_equal(def->instances[0].value_count, 0);
    assert_non_null(strstr(support_log(),
                           "rm_a.tmj: layers[0].objects[0].properties[0]: \"colour\" is "
                           "not one of the variables that obj_door names"));
    room_def_free(def);
}

static void what_artists_note_for_themselves_is_no_instance(void **state) {
    (void)state;
    RoomDef *def =
        good_map("", OBJECTS("{\"x\": 0, \"y\": 0, \"text\": {\"text\": \"start here\"}},"
                             "{\"x\": 0, \"y\": 0, \"polygon\": []},"
                             "{\"x\": 0, \"y\": 0, \"polygon\": [], \"type\": \"obj_door\"}"));
    assert_int_equal(def->instance_count, 1);
    room_def_free(def);
}

/* MARK: broken maps */

static void expect(const char *members, const char *layers, const char *sentence) {
    char expected[TEXT];
    snprintf(expected, sizeof expected, "%s/rooms/rm_a.tmj: %s", the_game, sentence);
    assert_null(read_map(members, layers));
    assert_string_equal(the_why, expected);
}

static void broken_maps_give_their_sentence(void **state) {
    (void)state;
    expect("\"infinite\": true,", "",
           "the map is infinite; in Tiled: Map Properties, Infinite: off");
    expect("\"tilesets\": 3,", "", "tilesets: expected a list [ ], but it is a number");
    expect("\"backgroundcolor\": \"red\",", "",
           "backgroundcolor: expected a colour as \"#rrggbb\" or \"#aarrggbb\", but it is \"red\"");
    expect("", "{\"type\": \"objectgroup\"}", "layers[0]: expected a layer with a \"name\"");
    expect("", "{\"type\": \"cake\", \"name\": \"a\"}",
           "layers[0]: expected a layer whose \"type\" is tilelayer, objectgroup, imagelayer or "
           "group, "
           "but it is \"cake\"");
    expect(
        "",
        "{\"type\": \"imagelayer\", \"name\": \"a\"}, {\"type\": \"group\", \"layers\": ["
        "{\"type\": \"imagelayer\", \"name\": \"A\"}]}",
        "layers[1].layers[0]: there are two layers named \"A\" (case does not count); each needs a "
        "name of its own");
    expect("\"properties\": [{\"name\": \"persistent\", \"value\": 1}],", "",
           "properties[0].value: expected true or false, but it is a number");
}

static void broken_tiles_give_their_sentence(void **state) {
    (void)state;
    expect(GROUND, TILES "\"data\": [1, 2]}",
           "layers[0].data: expected 4 x 3 = 12 tiles, but there are 2");
    expect(GROUND, TILES "\"data\": [0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0]}",
           "layers[0].data: the tile at column 2, row 1 has number 7, which no tile set has");
    expect(GROUND, TILES "\"data\": [0, 0, 0, 0, 0, \"x\", 7, 0, 0, 0, 0, 0]}",
           "layers[0].data[5]: expected a tile's number, but it is a text");
    expect(GROUND, TILES "\"data\": \"AAA*\", \"encoding\": \"base64\"}",
           "layers[0].data: this is no base64");
    expect(GROUND, TILES "\"data\": \"AAAA\", \"encoding\": \"base64\"}",
           "layers[0].data: the packed tiles are broken, or not 48 bytes");
    expect(GROUND, TILES "\"data\": \"AAAA\", \"compression\": \"zlib\"}",
           "layers[0].data: the packed tiles are broken, or not 48 bytes");
    expect(
        GROUND, TILES "\"data\": \"AAAA\", \"compression\": \"zstd\"}",
        "layers[0].data: tiles packed with zstd are not read; in Tiled: Map Properties, Tile Layer "
        "Format: CSV");
    expect("\"tilesets\": [{\"firstgid\": 1, \"source\": \"a.tsx\"}],", "",
           "tilesets[0].source: a.tsx is an XML tile set; in Tiled, save it as JSON (.tsj)");
    expect(
        "\"tilesets\": [{\"firstgid\": 1, \"image\": \"../sprites/ts_ground.png\", \"columns\": 3,"
        "\"tilecount\": 9, \"tilewidth\": 8, \"tileheight\": 8}],",
        "",
        "tilesets[0]: 9 tiles of 8 x 8 in 3 columns need a picture of 24 x 24 pixels, but it is "
        "24 x 16");
    expect("\"tilesets\": [{\"firstgid\": 1, \"image\": \"../sprites/spr_walk_strip2.png\","
           "\"columns\": 1, \"tilecount\": 1, \"tilewidth\": 4, \"tileheight\": 4}],",
           "",
           "tilesets[0].image: ../sprites/spr_walk_strip2.png is a strip of sub-images; here one "
           "whole "
           "picture is expected");
}

static void broken_objects_give_their_sentence(void **state) {
    (void)state;
    expect("", OBJECTS("{\"x\": 0, \"y\": 0, \"type\": \"obj_coim\"}"),
           "layers[0].objects[0]: expected a class that names an object of the game, but it is "
           "\"obj_coim\"");
    expect("", OBJECTS("{\"x\": \"left\", \"y\": 0, \"type\": \"obj_door\"}"),
           "layers[0].objects[0].x: expected a number, but it is a text");
    expect("", OBJECTS("{\"gid\": 4, \"x\": 0, \"y\": 0, \"type\": \"obj_door\"}"),
           "layers[0].objects[0]: its tile has the number 4, which no tile set has");
    expect("", OBJECTS("{\"template\": \"a.tx\", \"x\": 0, \"y\": 0}"),
           "layers[0].objects[0]: object templates are not read; in Tiled: Detach");
    expect("",
           OBJECTS("{\"x\": 0, \"y\": 0, \"type\": \"obj_door\", \"properties\": ["
                   "{\"name\": \"lives\", \"value\": [1]}]}"),
           "layers[0].objects[0].properties[0].value: expected a number, true or false, or a text, "
           "but "
           "it is a list [ ]");
}

static void a_picture_that_is_not_there_or_outside_is_told(void **state) {
    (void)state;
    assert_null(read_map("", "{\"type\": \"imagelayer\", \"name\": \"a\", \"image\": \"no.png\"}"));
    assert_non_null(strstr(the_why, "rm_a.tmj: layers[0].image: there is no file "));
    assert_non_null(strstr(the_why, "/rooms/no.png"));
    png_plain(support_folder(), "x.png", 1, 1, 0xFFFFFFFF);
    assert_null(
        read_map("", "{\"type\": \"imagelayer\", \"name\": \"a\", \"image\": \"/etc/passwd\"}"));
    assert_non_null(strstr(the_why, "/etc/passwd lies outside the game folder"));
}

static void a_mistake_in_a_tile_set_names_that_file(void **state) {
    (void)state;
    const char *set = "{\"tilewidth\": \"wide\"}";
    support_write_text(the_game, "bad.tsj", set);
    assert_null(read_map("\"tilesets\": [{\"firstgid\": 5, \"source\": \"../bad.tsj\"}],", ""));
    assert_non_null(
        strstr(the_why, "bad.tsj: tilewidth: expected a whole number, but it is a text"));
    support_write(the_game, "bad.tsj", "{\n\"a\" 1}", 8);
    assert_null(read_map("\"tilesets\": [{\"firstgid\": 5, \"source\": \"../bad.tsj\"}],", ""));
    assert_non_null(strstr(the_why, "bad.tsj:2:5: at `1}`: expected a comma, a colon"));
}

static void a_syntax_error_gives_line_and_column(void **state) {
    (void)state;
    char expected[TEXT];
    assert_null(read_text("{\"width\": 3,\n \"height\": 4,\n}"));
    snprintf(expected, sizeof expected,
             "%s/rooms/rm_a.tmj:3:1: at `}`: the comma before this bracket must go", the_game);
    assert_string_equal(the_why, expected);
    assert_null(read_text("[]"));
    assert_non_null(strstr(the_why, "expected an object { }, but it is a list [ ]"));
}

int main(void) {
#define TEST(name) cmocka_unit_test(name)
    const struct CMUnitTest tests[] = {
        TEST(an_empty_map_is_a_room_of_its_size),
        TEST(a_map_says_background_persistence_and_view),
        TEST(the_last_layer_is_the_nearest),
        TEST(a_depth_of_its_own_moves_a_layer_and_its_instances),
        TEST(groups_hand_down_offset_opacity_and_visibility),
        TEST(an_image_layer_shows_a_picture_of_the_folder),
        TEST(tiles_keep_their_numbers_and_turns),
        TEST(packed_tiles_are_the_same_as_listed_ones),
        TEST(a_tile_set_may_be_a_file_of_its_own),
        TEST(a_collection_of_pictures_is_a_set_per_tile),
        TEST(a_point_is_an_instance_there),
        TEST(a_rectangle_scales_the_sprite_to_cover_it),
        TEST(a_turned_rectangle_turns_about_its_corner),
        TEST(a_tile_object_stands_on_its_bottom_left),
        TEST(properties_become_creation_values_of_every_kind),
        TEST(a_value_that_does_not_fit_its_variable_is_told),
        TEST(an_unknown_property_is_warned_about_and_left_out),
        TEST(what_artists_note_for_themselves_is_no_instance),
        TEST(broken_maps_give_their_sentence),
        TEST(broken_tiles_give_their_sentence),
        TEST(broken_objects_give_their_sentence),
        TEST(a_picture_that_is_not_there_or_outside_is_told),
        TEST(a_mistake_in_a_tile_set_names_that_file),
        TEST(a_syntax_error_gives_line_and_column),
    };
    return cmocka_run_group_tests(tests, open_game, close_game);
}
