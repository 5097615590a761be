/* What a room is before anyone enters it: plain data, read from a room file (room_file.h), lent to
 * room.c, which makes the room that is played from it. Thread: main. */
#ifndef RUNTIME_ROOM_DEF_H
#define RUNTIME_ROOM_DEF_H

#include "../assets/tileset.h"
#include "gm_object.h"

/* A creation value: set after Pre-Create and before Create, by the name of the variable. */
typedef enum RoomValueKind { ROOM_VALUE_NUMBER, ROOM_VALUE_BOOL, ROOM_VALUE_TEXT } RoomValueKind;
typedef struct RoomValue {
    char *name;
    RoomValueKind kind;
    double number; /* ROOM_VALUE_BOOL: 0 or 1 */
    char *text;    /* ROOM_VALUE_TEXT, else NULL */
} RoomValue;

/* An instance that the room starts with. x, y are where its origin goes. */
typedef struct RoomInstance {
    int layer;  /* index in RoomDef.layers */
    int object; /* object index */
    double x, y;
    double xscale, yscale;
    double angle; /* degrees, counter-clockwise */
    double alpha; /* 0 to 1 */
    GmColour blend;
    double image_index, image_speed;
    bool hidden; /* visible = false, whatever the object says */
    RoomValue *values;
    int value_count;
} RoomInstance;

/* A cell of a tile layer: 0 is empty, else the tile's number and how it is turned. Draw it
 * mirrored, then flipped, then turned by 90 degrees clockwise (runtime-model 6.3). */
enum {
    ROOM_TILE_INDEX = 0x0007FFFF,
    ROOM_TILE_MIRROR = 1 << 28, /* left and right change places */
    ROOM_TILE_FLIP = 1 << 29,   /* top and bottom change places */
    ROOM_TILE_ROTATE = 1 << 30  /* clockwise by 90 degrees */
};

typedef Tileset RoomTileset;

typedef enum RoomLayerKind {
    ROOM_LAYER_INSTANCES,
    ROOM_LAYER_TILES,
    ROOM_LAYER_IMAGE
} RoomLayerKind;

typedef struct RoomLayer {
    char *name;
    RoomLayerKind kind;
    int depth; /* larger: further behind */
    bool visible;
    double x, y;           /* offset of tiles and images; instances have it in theirs already */
    double hspeed, vspeed; /* pixels per step */
    double alpha;          /* 0 to 1, of tiles and images */
    GmColour blend;        /* of tiles and images */

    /* ROOM_LAYER_TILES */
    int cell_width, cell_height; /* pixels */
    int columns, rows;
    uint32_t *cells; /* [rows][columns] */

    /* ROOM_LAYER_IMAGE: the picture's top left lies at x, y, whatever the sprite's origin */
    int sprite;
    bool tile_x, tile_y; /* repeated over the whole room */
} RoomLayer;

typedef struct RoomDef {
    char *name;
    int width, height; /* pixels */
    bool persistent;
    bool has_background; /* clear with the colour; false: leave what was drawn before */
    GmColour background;
    double view_x, view_y, view_width, view_height; /* the camera at first; width 0: the window's */
    RoomLayer *layers; /* depth ascending: the nearest first; drawn from the last to the first */
    int layer_count;
    RoomTileset *tilesets; /* by first, ascending; of all tile layers of the room */
    int tileset_count;
    RoomInstance *instances; /* in the order of their creation */
    int instance_count;
    struct RoomDef *replaced; /* room.c's: what a reload replaced; freed with this one */
} RoomDef;

void room_def_free(RoomDef *def); /* NULL is fine */
/* The tileset that holds a tile; NULL: none (an empty cell). */
const RoomTileset *room_def_tileset(const RoomDef *def, uint32_t cell);
/* Puts a creation value into an instance's variables. where names the instance for the warning that
 * follows if there is no such variable, or it cannot hold the value. */
bool room_value_set(const RoomValue *value, const GmVars *layout, void *vars, const char *where);

#endif
