/* Game folders of a few rooms for tests: game.json, and rooms as Tiled maps of 320x240. */
#ifndef TESTS_ROOMS_H
#define TESTS_ROOMS_H

#include "support.h"

#include <stdio.h>

/* Writes game.json: window 320x240, 60 steps a second; rooms in this order: "\"rm_a\", \"rm_b\"".
 */
static inline void write_game(const char *folder, const char *rooms) {
    char text[512];
    int length =
        snprintf(text, sizeof text,
                 "{\"title\": \"test\", \"width\": 320, \"height\": 240, \"rooms\": [%s]}", rooms);
    support_write(folder, "game.json", text, (size_t)length);
}

/* One instance of a room, for write_room. properties: Tiled's custom ones, or NULL. */
typedef struct Placed {
    const char *object; /* NULL ends a list of them */
    double x, y;
    const char *properties;
} Placed;
#define TEXT_PROPERTY(name, value)                                                                 \
    "{\"name\": \"" name "\", \"type\": \"string\", \"value\": \"" value "\"}"
#define CALLED(value)                                                                              \
    TEXT_PROPERTY("name", value) /* for objects with Named variables (notes.h)                     \
                                  */

static inline size_t write_placed(char *text, size_t size, const Placed *placed) {
    size_t used = 0;
    for (int i = 0; placed != NULL && placed[i].object != NULL; i++)
        used +=
            (size_t)snprintf(text + used, size - used,
                             "%s{\"id\": %d, \"name\": \"\", \"type\": \"%s\", \"x\": %g, "
                             "\"y\": %g, \"width\": 0, \"height\": 0, \"rotation\": 0, "
                             "\"visible\": true, \"point\": true, \"properties\": [%s]}",
                             i > 0 ? ", " : "", i + 1, placed[i].object, placed[i].x, placed[i].y,
                             placed[i].properties != NULL ? placed[i].properties : "");
    return used;
}

/* Writes rooms/NAME.tmj with these layers, as Tiled writes them, the furthest first. */
static inline void write_layers(const char *folder, const char *name, bool persistent,
                                const char *layers) {
    char text[8192], file[64];
    int length = snprintf(
        text, sizeof text,
        "{\"type\": \"map\", \"orientation\": \"orthogonal\", \"infinite\": false, \"width\": 10, "
        "\"height\": 15, \"tilewidth\": 32, \"tileheight\": 16, \"tilesets\": [], "
        "\"properties\": [{\"name\": \"persistent\", \"type\": \"bool\", \"value\": %s}], "
        "\"layers\": [%s]}",
        persistent ? "true" : "false", layers);
    snprintf(file, sizeof file, "rooms/%s.tmj", name);
    support_write(folder, file, text, (size_t)length);
}

/* Writes rooms/NAME.tmj with one layer "Instances". placed: in the order of creation; NULL none. */
static inline void write_room(const char *folder, const char *name, bool persistent,
                              const Placed *placed) {
    char objects[6144] = "", layer[7168];
    write_placed(objects, sizeof objects, placed);
    snprintf(layer, sizeof layer,
             "{\"type\": \"objectgroup\", \"id\": 1, \"name\": \"Instances\", \"x\": 0, "
             "\"y\": 0, \"opacity\": 1, \"visible\": true, \"objects\": [%s]}",
             objects);
    write_layers(folder, name, persistent, layer);
}

#endif
