/* Tile sets and tile layers of a Tiled map. */
#include "asset_folder.h"
#include "room_reader.h"

#include "../assets/sprite.h"
#include "../platform/files.h"
#include "../platform/mem.h"
#include "../platform/unpack.h"

#include <stdio.h>
#include <string.h>

enum { MAX_PIXELS = 16384, MAX_TILES = ROOM_TILE_INDEX, MAX_CELLS = 1 << 26 };
static const uint32_t MIRROR_BIT = 0x80000000u, FLIP_BIT = 0x40000000u, DIAGONAL_BIT = 0x20000000u;
static const uint32_t NUMBER_BITS = 0x0FFFFFFFu;

/* MARK: pictures */

/* "../sprites/a.png" as a file in rooms/ says it gives the path from where the program runs. */
static char *beside(const char *file, const char *name) {
    if (name[0] == '/') return mem_text(name);
    return mem_textf("%.*s%s", (int)(files_name_of(file) - file), file, name);
}

int room_tiles_picture(const JsonPlace *in, const char *key, const char *from_file) {
    const char *name = NULL;
    char why[FILES_WHY] = "";
    JsonPlace at = json_member(in, key);
    if (!json_text(in, key, &name)) return GM_NONE;
    if (name == NULL) {
        json_complain(in, "expected a picture, \"%s\": \"FILE.png\"", key);
        return GM_NONE;
    }
    char *path = beside(from_file, name);
    int sprite = asset_picture(path, why);
    if (sprite == GM_NONE)
        json_complain(&at, "%s", why);
    else if (sprite_of(sprite)->frame_count > 1) {
        json_complain(&at, "%s is a strip of sub-images; here one whole picture is expected", name);
        sprite = GM_NONE;
    }
    mem_free(path);
    return sprite;
}

/* MARK: tile sets */

static void add_tileset(RoomReader *reader, const RoomTileset *set) {
    RoomDef *def = reader->def;
    MEM_RESERVE(def->tilesets, reader->tileset_capacity, def->tileset_count + 1);
    int i = def->tileset_count++;
    for (; i > 0 && def->tilesets[i - 1].first > set->first; i--)
        def->tilesets[i] = def->tilesets[i - 1];
    def->tilesets[i] = *set;
}

/* A picture cut into tiles. */
static bool add_sheet(RoomReader *reader, const JsonPlace *at, const TileSource *source) {
    RoomTileset set = {.first = source->first,
                       .count = source->count,
                       .width = source->width,
                       .height = source->height};
    if (!json_whole(at, "columns", 1, MAX_PIXELS, &set.columns) ||
        !json_whole(at, "margin", 0, MAX_PIXELS, &set.margin) ||
        !json_whole(at, "spacing", 0, MAX_PIXELS, &set.spacing))
        return false;
    if (set.columns == 0) return json_complain(at, "expected \"columns\", the tiles in a row");
    set.sprite = room_tiles_picture(at, "image", source->path);
    if (set.sprite == GM_NONE) return false;
    const Sprite *picture = sprite_of(set.sprite);
    int rows = (set.count + set.columns - 1) / set.columns;
    int width = 2 * set.margin + set.columns * (set.width + set.spacing) - set.spacing;
    int height = 2 * set.margin + rows * (set.height + set.spacing) - set.spacing;
    if (width - set.margin > picture->width || height - set.margin > picture->height)
        return json_complain(
            at,
            "%d tiles of %d x %d in %d columns need a picture of %d x %d pixels, but "
            "it is %d x %d",
            set.count, set.width, set.height, set.columns, width, height, picture->width,
            picture->height);
    add_tileset(reader, &set);
    return true;
}

/* A collection: every tile has a picture of its own, and becomes a set of one tile. */
static bool add_collection(RoomReader *reader, const JsonPlace *at, TileSource *source) {
    JsonPlace tiles;
    if (!json_list(at, "tiles", &tiles)) return false;
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, tiles.value) {
        JsonPlace tile = json_item(&tiles, index++, item);
        int id = 0;
        if (!json_whole(&tile, "id", 0, MAX_TILES, &id)) return false;
        int sprite = room_tiles_picture(&tile, "image", source->path);
        if (sprite == GM_NONE) return false;
        const Sprite *picture = sprite_of(sprite);
        add_tileset(reader, &(RoomTileset){.first = source->first + id,
                                           .count = 1,
                                           .sprite = sprite,
                                           .columns = 1,
                                           .width = picture->width,
                                           .height = picture->height});
        if (id >= source->count) source->count = id + 1;
    }
    return true;
}

/* Where a tile object's x, y lie on it. */
static bool read_anchor(const JsonPlace *at, TileSource *source) {
    static const struct {
        const char *name;
        double x, y;
    } anchors[] = {{"unspecified", 0, 1}, {"bottomleft", 0, 1}, {"topleft", 0, 0},
                   {"top", 0.5, 0},       {"topright", 1, 0},   {"left", 0, 0.5},
                   {"center", 0.5, 0.5},  {"right", 1, 0.5},    {"bottom", 0.5, 1},
                   {"bottomright", 1, 1}};
    const char *name = "unspecified";
    if (!json_text(at, "objectalignment", &name)) return false;
    for (size_t i = 0; i < sizeof anchors / sizeof anchors[0]; i++) {
        if (strcmp(anchors[i].name, name) != 0) continue;
        source->anchor_x = anchors[i].x;
        source->anchor_y = anchors[i].y;
        return true;
    }
    JsonPlace member = json_member(at, "objectalignment");
    return json_complain(&member, "\"%s\" is not one of Tiled's alignments", name);
}

static bool describe_set(RoomReader *reader, const JsonPlace *at, TileSource *source) {
    if (!cJSON_IsObject(at->value))
        return json_complain(at, "expected a tile set, an object { }, but it is %s",
                             json_kind(at->value));
    if (!json_whole(at, "tilewidth", 1, MAX_PIXELS, &source->width) ||
        !json_whole(at, "tileheight", 1, MAX_PIXELS, &source->height) ||
        !json_whole(at, "tilecount", 0, MAX_TILES, &source->count) || !read_anchor(at, source))
        return false;
    if (source->width == 0 || source->height == 0)
        return json_complain(at, "expected \"tilewidth\" and \"tileheight\", in pixels");
    if (json_has(at, "image")) return add_sheet(reader, at, source);
    return add_collection(reader, at, source);
}

/* A tile set in a file of its own. The sentence about a mistake in it names that file. */
static bool read_external(RoomReader *reader, const JsonPlace *at, const char *file,
                          TileSource *source) {
    JsonPlace member = json_member(at, "source");
    if (files_has_extension(file, ".tsx"))
        return json_complain(&member, "%s is an XML tile set; in Tiled, save it as JSON (.tsj)",
                             file);
    mem_free(source->path);
    source->path = beside(reader->path, file);
    char why[JSON_WHY] = "";
    source->own = json_read_file(source->path, why);
    if (source->own == NULL) return json_complain(&member, "%s", why);
    source->json = source->own;
    JsonPlace root = json_root(source->path, source->own, at->why);
    return describe_set(reader, &root, source);
}

static bool read_set(RoomReader *reader, const JsonPlace *at) {
    TileSource *source = &reader->sources[reader->source_count++];
    const char *file = NULL;
    *source = (TileSource){.json = at->value, .path = mem_text(reader->path)};
    if (!json_whole(at, "firstgid", 1, MAX_TILES, &source->first) ||
        !json_text(at, "source", &file))
        return false;
    if (source->first == 0) return json_complain(at, "expected \"firstgid\", a number from 1");
    return file != NULL ? read_external(reader, at, file, source)
                        : describe_set(reader, at, source);
}

bool room_tiles_read_sets(RoomReader *reader, const JsonPlace *map) {
    JsonPlace sets;
    if (!json_list(map, "tilesets", &sets)) return false;
    reader->sources = mem_alloc((size_t)cJSON_GetArraySize(sets.value) * sizeof *reader->sources);
    const cJSON *item;
    cJSON_ArrayForEach(item, sets.value) {
        JsonPlace at = json_item(&sets, reader->source_count, item);
        if (!read_set(reader, &at)) return false;
    }
    return true;
}

void room_tiles_close(RoomReader *reader) {
    for (int i = 0; i < reader->source_count; i++) {
        cJSON_Delete(reader->sources[i].own);
        mem_free(reader->sources[i].path);
    }
    mem_free(reader->sources);
}

const TileSource *room_tiles_source(const RoomReader *reader, uint32_t tile) {
    for (int i = 0; i < reader->source_count; i++) {
        const TileSource *source = &reader->sources[i];
        if (tile >= (uint32_t)source->first && tile < (uint32_t)(source->first + source->count))
            return source;
    }
    return NULL;
}

const cJSON *room_tiles_tile(const TileSource *source, uint32_t tile) {
    const cJSON *item, *tiles = cJSON_GetObjectItemCaseSensitive(source->json, "tiles");
    cJSON_ArrayForEach(item, tiles) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        if (cJSON_IsNumber(id) && id->valueint == (int)tile - source->first) return item;
    }
    return NULL;
}

/* MARK: cells */

uint32_t room_tiles_number(double gid, int *turns) {
    uint32_t bits = gid >= 0 && gid <= (double)UINT32_MAX ? (uint32_t)gid : 0;
    *turns = ((bits & MIRROR_BIT) != 0 ? TILED_MIRROR : 0) |
             ((bits & FLIP_BIT) != 0 ? TILED_FLIP : 0) |
             ((bits & DIAGONAL_BIT) != 0 ? TILED_DIAGONAL : 0);
    return bits & NUMBER_BITS;
}

/* Tiled swaps x and y first, then mirrors and flips; ours mirrors, flips, and then turns clockwise.
 * To swap and mirror is to turn; so what is left of the swap goes before the turn. */
static uint32_t cell_of(uint32_t number, int turns) {
    bool mirror = (turns & TILED_MIRROR) != 0, flip = (turns & TILED_FLIP) != 0;
    uint32_t cell = number;
    if ((turns & TILED_DIAGONAL) != 0) {
        bool swapped = mirror;
        mirror = flip;
        flip = !swapped;
        cell |= ROOM_TILE_ROTATE;
    }
    return cell | (mirror ? (uint32_t)ROOM_TILE_MIRROR : 0) | (flip ? (uint32_t)ROOM_TILE_FLIP : 0);
}

static bool set_cell(const RoomReader *reader, const JsonPlace *data, RoomLayer *layer, int i,
                     double gid) {
    int turns;
    uint32_t number = room_tiles_number(gid, &turns);
    layer->cells[i] = number == 0 ? 0 : cell_of(number, turns);
    if (number == 0 || (number <= ROOM_TILE_INDEX && room_def_tileset(reader->def, number) != NULL))
        return true;
    return json_complain(data, "the tile at column %d, row %d has number %u, which no tile set has",
                         i % layer->columns, i / layer->columns, number);
}

static bool read_list(const RoomReader *reader, const JsonPlace *data, RoomLayer *layer) {
    int i = 0, count = layer->columns * layer->rows;
    const cJSON *item;
    if (cJSON_GetArraySize(data->value) != count)
        return json_complain(data, "expected %d x %d = %d tiles, but there are %d", layer->columns,
                             layer->rows, count, cJSON_GetArraySize(data->value));
    cJSON_ArrayForEach(item, data->value) {
        JsonPlace at = json_item(data, i, item);
        if (!cJSON_IsNumber(item))
            return json_complain(&at, "expected a tile's number, but it is %s", json_kind(item));
        if (!set_cell(reader, data, layer, i++, item->valuedouble)) return false;
    }
    return true;
}

/* The cells of a packed layer, four bytes each, low byte first. NULL: said. mem_free */
static unsigned char *unpack(const JsonPlace *data, const char *compression, size_t size) {
    size_t packed_size = 0;
    const char *text = data->value->valuestring;
    unsigned char *packed = unpack_base64(text, strlen(text), &packed_size);
    unsigned char *bytes = NULL;
    if (packed == NULL) {
        json_complain(data, "this is no base64");
    } else if (compression[0] == '\0' && packed_size == size) {
        return packed;
    } else {
        bytes = mem_try(size);
        if (compression[0] == '\0' || bytes == NULL ||
            !unpack_zlib(packed, packed_size, bytes, size)) {
            mem_free(bytes);
            bytes = NULL;
            json_complain(data, "the packed tiles are broken, or not %zu bytes", size);
        }
    }
    mem_free(packed);
    return bytes;
}

static bool read_packed(const RoomReader *reader, const JsonPlace *at, const JsonPlace *data,
                        RoomLayer *layer) {
    const char *compression = "";
    if (!json_text(at, "compression", &compression)) return false;
    if (compression[0] != '\0' && strcmp(compression, "zlib") != 0 &&
        strcmp(compression, "gzip") != 0)
        return json_complain(data,
                             "tiles packed with %s are not read; in Tiled: Map Properties, Tile "
                             "Layer Format: CSV",
                             compression);
    int count = layer->columns * layer->rows;
    unsigned char *bytes = unpack(data, compression, (size_t)count * 4);
    bool good = bytes != NULL;
    for (int i = 0; good && i < count; i++) {
        const unsigned char *four = bytes + (size_t)i * 4;
        uint32_t gid = (uint32_t)four[0] | (uint32_t)four[1] << 8 | (uint32_t)four[2] << 16 |
                       (uint32_t)four[3] << 24;
        good = set_cell(reader, data, layer, i, gid);
    }
    mem_free(bytes);
    return good;
}

bool room_tiles_read_layer(RoomReader *reader, const JsonPlace *at, RoomLayer *layer) {
    JsonPlace data = json_member(at, "data");
    layer->cell_width = reader->cell_width;
    layer->cell_height = reader->cell_height;
    if (!json_whole(at, "width", 1, MAX_PIXELS, &layer->columns) ||
        !json_whole(at, "height", 1, MAX_PIXELS, &layer->rows))
        return false;
    if (layer->columns * layer->rows == 0 || layer->columns > MAX_CELLS / layer->rows)
        return json_complain(at, "expected a \"width\" and a \"height\", in tiles");
    layer->cells = mem_alloc((size_t)layer->columns * (size_t)layer->rows * sizeof *layer->cells);
    if (cJSON_IsArray(data.value)) return read_list(reader, &data, layer);
    if (cJSON_IsString(data.value)) return read_packed(reader, at, &data, layer);
    return json_complain(&data, "expected the tiles, a list or a text, but it is %s",
                         json_kind(data.value));
}
