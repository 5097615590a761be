/* Reading a Tiled map: the map's own fields, and its layers with their groups in drawing order. */
#include "room_file.h"
#include "room_reader.h"

#include "../platform/files.h"
#include "../platform/mem.h"

#include <limits.h>
#include <math.h>
#include <string.h>
#include <strings.h>

enum { MAX_SIDE = 16384, MAX_ROOM = 1 << 20, DEPTH_STEP = 100, NO_DEPTH = INT_MIN };

/* MARK: properties of map and layers */

static bool take_map_property(void *context, const char *name, const JsonPlace *value) {
    RoomDef *def = context;
    const struct {
        const char *name;
        double *number;
    } numbers[] = {{"view_x", &def->view_x},
                   {"view_y", &def->view_y},
                   {"view_width", &def->view_width},
                   {"view_height", &def->view_height}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return room_property_number(value, numbers[i].number);
    if (strcmp(name, "persistent") == 0) return room_property_bool(value, &def->persistent);
    if (strcmp(name, "show_background") == 0)
        return room_property_bool(value, &def->has_background);
    json_warn(value->up,
              "a room has no property \"%s\"; known are persistent, show_background, "
              "view_x, view_y, view_width, view_height",
              name);
    return true;
}

static bool take_layer_property(void *context, const char *name, const JsonPlace *value) {
    RoomLayer *layer = context;
    double depth = 0;
    if (strcmp(name, "hspeed") == 0) return room_property_number(value, &layer->hspeed);
    if (strcmp(name, "vspeed") == 0) return room_property_number(value, &layer->vspeed);
    if (strcmp(name, "depth") == 0) {
        if (!room_property_number(value, &depth)) return false;
        if (fabs(depth) > MAX_ROOM) return json_complain(value, "%g is no depth", depth);
        layer->depth = (int)depth;
        return true;
    }
    json_warn(value->up, "a layer has no property \"%s\"; known are depth, hspeed, vspeed", name);
    return true;
}

/* MARK: layers */

static bool is_taken(const RoomDef *def, const char *name) {
    for (int i = 0; i < def->layer_count; i++)
        if (def->layers[i].name != NULL && strcasecmp(def->layers[i].name, name) == 0) return true;
    return false;
}

/* The fields that every kind of layer has. place: what its groups hand down; becomes its own. */
static bool read_place(const JsonPlace *at, LayerPlace *place, GmColour *blend) {
    double x = 0, y = 0, opacity = 1, parallax_x = 1, parallax_y = 1;
    bool visible = true;
    uint32_t tint = GM_C_WHITE;
    if (!json_number(at, "offsetx", &x) || !json_number(at, "offsety", &y) ||
        !json_number(at, "opacity", &opacity) || !json_bool(at, "visible", &visible) ||
        !json_number(at, "parallaxx", &parallax_x) || !json_number(at, "parallaxy", &parallax_y) ||
        !json_colour(at, "tintcolor", &tint))
        return false;
    if (parallax_x < 1 || parallax_x > 1 || parallax_y < 1 || parallax_y > 1)
        json_warn(at, "parallax is not known; gm_layer_x in End Step does the same");
    place->x += x;
    place->y += y;
    place->alpha *= opacity < 0 ? 0 : opacity > 1 ? 1 : opacity;
    place->visible = place->visible && visible;
    *blend = tint & 0xFFFFFF;
    return true;
}

static RoomLayer *add_layer(RoomReader *reader, const char *name, const LayerPlace *place,
                            GmColour blend) {
    RoomDef *def = reader->def;
    MEM_RESERVE(def->layers, reader->layer_capacity, def->layer_count + 1);
    RoomLayer *layer = &def->layers[def->layer_count++];
    *layer = (RoomLayer){.name = mem_text(name),
                         .depth = NO_DEPTH,
                         .visible = place->visible,
                         .x = place->x,
                         .y = place->y,
                         .alpha = place->alpha,
                         .blend = blend,
                         .sprite = GM_NONE};
    return layer;
}

static bool read_image_layer(const RoomReader *reader, const JsonPlace *at, RoomLayer *layer) {
    const char *image = "";
    if (!json_text(at, "image", &image) || !json_bool(at, "repeatx", &layer->tile_x) ||
        !json_bool(at, "repeaty", &layer->tile_y))
        return false;
    if (image[0] == '\0') return true; /* the artist has not chosen one yet */
    layer->sprite = room_tiles_picture(at, "image", reader->path);
    return layer->sprite != GM_NONE;
}

static bool read_kind(RoomReader *reader, const JsonPlace *at, const char *type, RoomLayer *layer,
                      const LayerPlace *place) {
    if (strcmp(type, "tilelayer") == 0) {
        layer->kind = ROOM_LAYER_TILES;
        return room_tiles_read_layer(reader, at, layer);
    }
    if (strcmp(type, "imagelayer") == 0) {
        layer->kind = ROOM_LAYER_IMAGE;
        return read_image_layer(reader, at, layer);
    }
    if (strcmp(type, "objectgroup") == 0) {
        layer->kind = ROOM_LAYER_INSTANCES;
        return room_objects_read_layer(reader, at, reader->def->layer_count - 1, place);
    }
    return json_complain(at,
                         "expected a layer whose \"type\" is tilelayer, objectgroup, imagelayer "
                         "or group, but it is \"%s\"",
                         type);
}

static bool read_layer(RoomReader *reader, const JsonPlace *at, const char *type, LayerPlace *place,
                       GmColour blend) {
    const char *name = "";
    if (!json_text(at, "name", &name)) return false;
    if (name[0] == '\0') return json_complain(at, "expected a layer with a \"name\"");
    if (is_taken(reader->def, name))
        return json_complain(at,
                             "there are two layers named \"%s\" (case does not count); each "
                             "needs a name of its own",
                             name);
    RoomLayer *layer = add_layer(reader, name, place, blend);
    return read_kind(reader, at, type, layer, place) &&
           room_properties(at, take_layer_property, layer);
}

/* Layers come from the furthest to the nearest; a group's stand where the group does. */
static bool read_layers(RoomReader *reader, const JsonPlace *in, const LayerPlace *from) {
    JsonPlace list;
    if (!json_list(in, "layers", &list)) return false;
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list.value) {
        JsonPlace at = json_item(&list, index++, item);
        const char *type = "";
        LayerPlace place = *from;
        GmColour blend;
        if (!cJSON_IsObject(item))
            return json_complain(&at, "expected a layer, an object { }, but it is %s",
                                 json_kind(item));
        if (!json_text(&at, "type", &type) || !read_place(&at, &place, &blend)) return false;
        bool good = strcmp(type, "group") == 0 ? read_layers(reader, &at, &place)
                                               : read_layer(reader, &at, type, &place, blend);
        if (!good) return false;
    }
    return true;
}

/* MARK: the order of drawing */

/* The nearest first, 100 apart, unless a property says another depth; the same depth keeps its
 * order. Instances follow their layer. */
static void order_layers(RoomDef *def) {
    int count = def->layer_count;
    RoomLayer *sorted = mem_alloc((size_t)(count + 1) * sizeof *sorted);
    int *places = mem_alloc((size_t)(count + 1) * sizeof *places);
    int *from = mem_alloc((size_t)(count + 1) * sizeof *from);
    for (int i = 0; i < count; i++) {
        RoomLayer layer = def->layers[count - 1 - i];
        if (layer.depth == NO_DEPTH) layer.depth = i * DEPTH_STEP;
        int at = i;
        for (; at > 0 && sorted[at - 1].depth > layer.depth; at--) {
            sorted[at] = sorted[at - 1];
            from[at] = from[at - 1];
        }
        sorted[at] = layer;
        from[at] = count - 1 - i;
    }
    for (int i = 0; i < count; i++)
        places[from[i]] = i;
    for (int i = 0; i < def->instance_count; i++)
        def->instances[i].layer = places[def->instances[i].layer];
    if (count > 0) memcpy(def->layers, sorted, (size_t)count * sizeof *sorted);
    mem_free(from);
    mem_free(places);
    mem_free(sorted);
}

/* MARK: the map */

static bool check_map(const JsonPlace *map) {
    const char *orientation = "orthogonal", *type = "map";
    bool infinite = false;
    if (!cJSON_IsObject(map->value))
        return json_complain(map, "expected an object { }, but it is %s", json_kind(map->value));
    if (!json_text(map, "type", &type) || !json_text(map, "orientation", &orientation) ||
        !json_bool(map, "infinite", &infinite))
        return false;
    if (strcmp(type, "map") != 0)
        return json_complain(map, "expected a Tiled map, but its \"type\" is \"%s\"", type);
    if (infinite)
        return json_complain(map, "the map is infinite; in Tiled: Map Properties, Infinite: off");
    JsonPlace member = json_member(map, "orientation");
    return strcmp(orientation, "orthogonal") == 0 ||
           json_complain(&member, "expected \"orthogonal\", but it is \"%s\"", orientation);
}

static bool read_size(RoomReader *reader, const JsonPlace *map) {
    int columns = 0, rows = 0;
    if (!json_whole(map, "width", 1, MAX_SIDE, &columns) ||
        !json_whole(map, "height", 1, MAX_SIDE, &rows) ||
        !json_whole(map, "tilewidth", 1, MAX_SIDE, &reader->cell_width) ||
        !json_whole(map, "tileheight", 1, MAX_SIDE, &reader->cell_height))
        return false;
    double width = (double)columns * reader->cell_width,
           height = (double)rows * reader->cell_height;
    if (width < 1 || height < 1 || width > MAX_ROOM || height > MAX_ROOM)
        return json_complain(map,
                             "expected \"width\", \"height\", \"tilewidth\" and \"tileheight\", "
                             "for a room of at most %d pixels each way",
                             MAX_ROOM);
    reader->def->width = (int)width;
    reader->def->height = (int)height;
    return true;
}

static bool read_map(RoomReader *reader, const JsonPlace *map) {
    RoomDef *def = reader->def;
    uint32_t background = def->background | 0xFF000000u;
    const LayerPlace whole = {.alpha = 1, .visible = true};
    if (!check_map(map) || !read_size(reader, map) ||
        !json_colour(map, "backgroundcolor", &background))
        return false;
    def->background = background & 0xFFFFFF;
    def->has_background = background >> 24 != 0;
    if (!room_properties(map, take_map_property, def) || !room_tiles_read_sets(reader, map) ||
        !read_layers(reader, map, &whole))
        return false;
    order_layers(def);
    return true;
}

static char *name_of_room(const char *path) {
    const char *name = files_name_of(path);
    return mem_textf("%.*s", (int)strcspn(name, "."), name);
}

RoomDef *room_file_read(const char *path, GmColour background, char *why) {
    cJSON *json = json_read_file(path, why);
    if (json == NULL) return NULL;
    RoomReader reader = {.def = mem_alloc(sizeof *reader.def), .path = path};
    reader.def->name = name_of_room(path);
    reader.def->background = background;
    JsonPlace map = json_root(path, json, why);
    bool good = read_map(&reader, &map);
    room_tiles_close(&reader);
    cJSON_Delete(json);
    if (good) return reader.def;
    room_def_free(reader.def);
    return NULL;
}
