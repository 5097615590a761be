/* What the files that read a map share while it is read: room_file.c walks the layers,
 * room_tiles.c knows the tile sets, room_objects.c makes instances. Thread: main. */
#ifndef RUNTIME_ROOM_READER_H
#define RUNTIME_ROOM_READER_H

#include "../assets/json_file.h"
#include "room_def.h"

/* A tile set of the map: the JSON that describes it is needed until the last layer is read. */
typedef struct TileSource {
    int first; /* the map's number of its first tile */
    int count;
    int width, height;         /* of a tile, pixels */
    double anchor_x, anchor_y; /* of tile objects, as parts of their size: 0, 1 is bottom left */
    const cJSON *json;         /* the set: in the map, or in a file of its own */
    cJSON *own;                /* that file's; NULL: none */
    char *path;                /* the file that json is in */
} TileSource;

typedef struct RoomReader {
    RoomDef *def;
    int layer_capacity, tileset_capacity, instance_capacity;
    TileSource *sources;
    int source_count;
    int cell_width, cell_height; /* pixels */
    const char *path;
} RoomReader;

/* What groups hand down to the layers in them. */
typedef struct LayerPlace {
    double x, y, alpha;
    bool visible;
} LayerPlace;

/* room_tiles.c */
bool room_tiles_read_sets(RoomReader *reader, const JsonPlace *map);
bool room_tiles_read_layer(RoomReader *reader, const JsonPlace *at, RoomLayer *layer);
void room_tiles_close(RoomReader *reader);
/* The set that a tile's number is of, and the tile's own JSON in it (value NULL: nothing special);
 * false: no set has it. */
const TileSource *room_tiles_source(const RoomReader *reader, uint32_t tile);
const cJSON *room_tiles_tile(const TileSource *source, uint32_t tile);
/* The number without the bits that turn it, and those bits as Tiled writes them. */
enum { TILED_MIRROR = 1, TILED_FLIP = 2, TILED_DIAGONAL = 4 };
uint32_t room_tiles_number(double gid, int *turns);
/* The sprite of a picture that a file names; GM_NONE: why says what is wrong. */
int room_tiles_picture(const JsonPlace *in, const char *key, const char *from_file);

/* room_objects.c: the objects of a layer become instances. */
bool room_objects_read_layer(RoomReader *reader, const JsonPlace *at, int layer,
                             const LayerPlace *place);

/* room_properties.c: Tiled's custom properties, a list of {name, type, value}. */
typedef bool (*RoomTakeProperty)(void *context, const char *name, const JsonPlace *value);
bool room_properties(const JsonPlace *in, RoomTakeProperty take, void *context);
bool room_property_number(const JsonPlace *value, double *number);
bool room_property_bool(const JsonPlace *value, bool *flag);

#endif
