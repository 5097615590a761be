/* Rooms as plain data: freeing them, finding a tile's set, and putting creation values in place. */
#include "room_def.h"

#include "../objects/vars.h"
#include "../platform/log.h"
#include "../platform/mem.h"

static void free_instance(RoomInstance *instance) {
    for (int i = 0; i < instance->value_count; i++) {
        mem_free(instance->values[i].name);
        mem_free(instance->values[i].text);
    }
    mem_free(instance->values);
}

void room_def_free(RoomDef *def) {
    if (def == NULL) return;
    room_def_free(def->replaced);
    for (int i = 0; i < def->layer_count; i++) {
        mem_free(def->layers[i].name);
        mem_free(def->layers[i].cells);
    }
    for (int i = 0; i < def->instance_count; i++)
        free_instance(&def->instances[i]);
    mem_free(def->layers);
    mem_free(def->instances);
    mem_free(def->tilesets);
    mem_free(def->name);
    mem_free(def);
}

const RoomTileset *room_def_tileset(const RoomDef *def, uint32_t cell) {
    int index = (int)(cell & ROOM_TILE_INDEX);
    for (int i = 0; i < def->tileset_count; i++) {
        const RoomTileset *set = &def->tilesets[i];
        if (index >= set->first && index < set->first + set->count) return set;
    }
    return NULL;
}

static const char *kind_name(GmFieldKind kind) {
    switch (kind) {
    case GM_FIELD_BOOL:
        return "a bool";
    case GM_FIELD_INT:
    case GM_FIELD_FLOAT:
    case GM_FIELD_DOUBLE:
        return "a number";
    case GM_FIELD_TEXT:
        return "a text";
    case GM_FIELD_BYTES:
        break;
    }
    return "no bool, int, float, double or char array, so it cannot be set from a room";
}

bool room_value_set(const RoomValue *value, const GmVars *layout, void *vars, const char *where) {
    const GmField *field = vars_field(layout, value->name);
    bool is_text = value->kind == ROOM_VALUE_TEXT, cut = false;
    if (field == NULL || vars == NULL) {
        log_warn(
            "%s: the property \"%s\" is not one of the variables that the object's GM_VARS names",
            where, value->name);
        return false;
    }
    bool fits = is_text ? vars_set_text(field, vars, value->text, &cut)
                        : vars_set_number(field, vars, value->number);
    if (!fits)
        log_warn("%s: the property \"%s\" is %s, but the variable is %s", where, value->name,
                 is_text ? "a text" : "a number or a bool", kind_name(field->kind));
    else if (cut)
        log_warn(
            "%s: the text for \"%s\" is longer than the %zu bytes it has; the rest is left out",
            where, value->name, field->size - 1);
    return fits;
}
