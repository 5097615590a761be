/* Objects of a Tiled map: points, rectangles and tiles become instances, properties their values.
 */
#include "room_reader.h"

#include "../assets/sprite.h"
#include "../objects/object.h"
#include "../objects/vars.h"
#include "../platform/mem.h"

#include <math.h>
#include <string.h>

static const double RADIANS = 3.14159265358979323846 / 180;

/* What Tiled says of an object, before it is an instance. */
typedef struct Shape {
    double x, y, width, height;
    double rotation;           /* degrees, clockwise */
    double anchor_x, anchor_y; /* where x, y lie on it, as parts of its size */
    bool mirror, flip;
} Shape;

/* MARK: which object it is */

static const char *class_of(const cJSON *json) {
    static const char *const keys[] = {"class", "type"}; /* Tiled 1.9 says class */
    for (int i = 0; i < 2; i++) {
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(json, keys[i]);
        if (cJSON_IsString(text) && text->valuestring[0] != '\0') return text->valuestring;
    }
    return NULL;
}

/* Its class, else its tile's class, else its name. */
static const char *object_name(const JsonPlace *at, const cJSON *tile) {
    const char *name = class_of(at->value);
    if (name == NULL && tile != NULL) name = class_of(tile);
    if (name != NULL) return name;
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(at->value, "name");
    return cJSON_IsString(own) && own->valuestring[0] != '\0' ? own->valuestring : NULL;
}

/* What artists draw for themselves: it is no mistake that it names no object. */
static const char *note_kind(const JsonPlace *at) {
    if (json_has(at, "text")) return "text";
    if (json_has(at, "polygon") || json_has(at, "polyline")) return "polygon";
    return NULL;
}

/* MARK: properties */

typedef struct Taking {
    RoomInstance *instance;
    const GmObject *def;
    const char *object;
    int capacity;
} Taking;

static bool read_colour(const JsonPlace *value, double *number) {
    uint32_t colour = 0;
    if (!json_colour(value->up, "value", &colour)) return false;
    *number = colour & 0xFFFFFF;
    return true;
}

static bool is_colour(const JsonPlace *value) {
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(value->up->value, "type");
    return cJSON_IsString(type) && strcmp(type->valuestring, "color") == 0;
}

/* A variable of the instance itself, which no GM_VARS names. *known: it is one. */
static bool take_own(RoomInstance *instance, const char *name, const JsonPlace *value,
                     bool *known) {
    const struct {
        const char *name;
        double *number;
    } numbers[] = {{"image_index", &instance->image_index}, {"image_speed", &instance->image_speed},
                   {"image_alpha", &instance->alpha},       {"image_angle", &instance->angle},
                   {"image_xscale", &instance->xscale},     {"image_yscale", &instance->yscale}};
    *known = true;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return room_property_number(value, numbers[i].number);
    if (strcmp(name, "image_blend") == 0) {
        double colour = 0;
        if (!read_colour(value, &colour)) return false;
        instance->blend = (GmColour)colour;
        return true;
    }
    *known = false;
    return true;
}

/* The value's place in the list: a tile's property is replaced by the object's own. */
static RoomValue *room_for(Taking *taking, const char *name) {
    RoomInstance *instance = taking->instance;
    for (int i = 0; i < instance->value_count; i++) {
        if (strcmp(instance->values[i].name, name) != 0) continue;
        mem_free(instance->values[i].text);
        instance->values[i].text = NULL;
        return &instance->values[i];
    }
    MEM_RESERVE(instance->values, taking->capacity, instance->value_count + 1);
    RoomValue *value = &instance->values[instance->value_count++];
    *value = (RoomValue){.name = mem_text(name)};
    return value;
}

static bool take_property(void *context, const char *name, const JsonPlace *value) {
    Taking *taking = context;
    if (vars_field(&taking->def->vars, name) == NULL) {
        bool known;
        if (!take_own(taking->instance, name, value, &known)) return false;
        if (!known)
            json_warn(value->up,
                      "\"%s\" is not one of the variables that %s names in GM_VARS; it is "
                      "left out",
                      name, taking->object);
        return true;
    }
    RoomValue taken = {.kind = ROOM_VALUE_NUMBER};
    if (is_colour(value)) {
        if (!read_colour(value, &taken.number)) return false;
    } else if (cJSON_IsNumber(value->value)) {
        taken.number = value->value->valuedouble;
    } else if (cJSON_IsBool(value->value)) {
        taken.kind = ROOM_VALUE_BOOL;
        taken.number = cJSON_IsTrue(value->value) ? 1 : 0;
    } else if (cJSON_IsString(value->value)) {
        taken.kind = ROOM_VALUE_TEXT;
        taken.text = mem_text(value->value->valuestring);
    } else {
        return json_complain(value, "expected a number, true or false, or a text, but it is %s",
                             json_kind(value->value));
    }
    RoomValue *place = room_for(taking, name);
    taken.name = place->name;
    *place = taken;
    return true;
}

/* MARK: place and size */

static bool read_shape(const JsonPlace *at, Shape *shape) {
    return json_number(at, "x", &shape->x) && json_number(at, "y", &shape->y) &&
           json_number(at, "width", &shape->width) && json_number(at, "height", &shape->height) &&
           json_number(at, "rotation", &shape->rotation);
}

static double scale_of(double size, int pixels, bool mirrored) {
    double scale = size > 0 && pixels > 0 ? size / pixels : 1;
    return mirrored ? -scale : scale;
}

/* From the turning point to the sprite's origin, along one axis and before turning: the sprite is
 * to cover the shape, wherever its origin lies. */
static double way_to_origin(double size, double anchor, double origin, double scale) {
    double left = -anchor * size;
    return scale < 0 ? left + size + origin * scale : left + origin * scale;
}

/* The sprite that says how large an instance of the object is; NULL: it has none. */
static const Sprite *sprite_for(const Object *object) {
    const Sprite *sprite = sprite_of(object->sprite);
    return sprite != NULL ? sprite : sprite_of(object->mask);
}

static void place(RoomInstance *instance, const Shape *shape, const Sprite *sprite) {
    double dx = 0, dy = 0;
    if (sprite != NULL) {
        instance->xscale = scale_of(shape->width, sprite->width, shape->mirror);
        instance->yscale = scale_of(shape->height, sprite->height, shape->flip);
    }
    if (sprite != NULL && shape->width > 0)
        dx = way_to_origin(shape->width, shape->anchor_x, sprite->xorigin, instance->xscale);
    if (sprite != NULL && shape->height > 0)
        dy = way_to_origin(shape->height, shape->anchor_y, sprite->yorigin, instance->yscale);
    double sine = sin(shape->rotation * RADIANS), cosine = cos(shape->rotation * RADIANS);
    if (shape->rotation == 0) {
        sine = 0;
        cosine = 1;
    }
    instance->x = shape->x + dx * cosine - dy * sine;
    instance->y = shape->y + dx * sine + dy * cosine;
    instance->angle = shape->rotation == 0 ? 0 : -shape->rotation;
}

/* MARK: one object */

/* A tile object: how it is turned, and the tile's own JSON. False: no set has the tile. */
static bool read_tile(const RoomReader *reader, const JsonPlace *at, Shape *shape,
                      const cJSON **tile, const TileSource **source) {
    double gid = 0;
    int turns;
    if (!json_number(at, "gid", &gid)) return false;
    uint32_t number = room_tiles_number(gid, &turns);
    if (number == 0) return true;
    *source = room_tiles_source(reader, number);
    if (*source == NULL)
        return json_complain(at, "its tile has the number %u, which no tile set has", number);
    *tile = room_tiles_tile(*source, number);
    shape->anchor_x = (*source)->anchor_x;
    shape->anchor_y = (*source)->anchor_y;
    shape->mirror = (turns & TILED_MIRROR) != 0;
    shape->flip = (turns & TILED_FLIP) != 0;
    return true;
}

static bool take_properties(const JsonPlace *at, const cJSON *tile, const TileSource *source,
                            Taking *taking) {
    if (tile != NULL) {
        JsonPlace of_tile = json_root(source->path, tile, at->why);
        if (!room_properties(&of_tile, take_property, taking)) return false;
    }
    return room_properties(at, take_property, taking);
}

static bool read_object(RoomReader *reader, const JsonPlace *at, int layer,
                        const LayerPlace *from) {
    Shape shape = {0};
    const cJSON *tile = NULL;
    const TileSource *source = NULL;
    bool visible = true;
    if (json_has(at, "template"))
        return json_complain(at, "object templates are not read; in Tiled: Detach");
    if (!read_shape(at, &shape) || !read_tile(reader, at, &shape, &tile, &source) ||
        !json_bool(at, "visible", &visible))
        return false;
    const char *name = object_name(at, tile);
    const Object *object = object_of(object_named(name));
    if (object == NULL && note_kind(at) != NULL) return true;
    if (object == NULL)
        return json_complain(at,
                             "expected a class that names an object of the game, but it is \"%s\"",
                             name != NULL ? name : "");
    RoomDef *def = reader->def;
    MEM_RESERVE(def->instances, reader->instance_capacity, def->instance_count + 1);
    RoomInstance *instance = &def->instances[def->instance_count++];
    *instance = (RoomInstance){.layer = layer,
                               .object = object->index,
                               .xscale = 1,
                               .yscale = 1,
                               .alpha = from->alpha,
                               .blend = GM_C_WHITE,
                               .image_speed = 1,
                               .hidden = !visible};
    shape.x += from->x;
    shape.y += from->y;
    place(instance, &shape, sprite_for(object));
    Taking taking = {.instance = instance, .def = object->def, .object = object->name};
    return take_properties(at, tile, source, &taking);
}

bool room_objects_read_layer(RoomReader *reader, const JsonPlace *at, int layer,
                             const LayerPlace *place_of_layer) {
    JsonPlace objects;
    if (!json_list(at, "objects", &objects)) return false;
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, objects.value) {
        JsonPlace object = json_item(&objects, index++, item);
        if (!read_object(reader, &object, layer, place_of_layer)) return false;
    }
    return true;
}
