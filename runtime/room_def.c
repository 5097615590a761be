/* Rooms as plain data: freeing them, finding a tile's set, and putting creation values in place. */
#include "room_def.h"

#include "../platform/log.h"
#include "../platform/mem.h"

#include <limits.h>
#include <string.h>

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

static const GmField *field_named(const GmVars *layout, const char *name) {
    if (layout->size == 0 || layout->fields == NULL) return NULL;
    for (const GmField *field = layout->fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0) return field;
    return NULL;
}

static bool put_text(const GmField *field, char *at, const RoomValue *value, const char *where) {
    size_t bytes = strlen(value->text);
    if (bytes >= field->size) {
        bytes = field->size - 1;
        log_warn(
            "%s: the text for \"%s\" is longer than the %zu bytes it has; the rest is left out",
            where, value->name, bytes);
    }
    memcpy(at, value->text, bytes);
    at[bytes] = '\0';
    return true;
}

static bool put_number(const GmField *field, char *at, double number) {
    bool is_true = number != 0;
    int whole = number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : (int)number;
    float single = (float)number;
    switch (field->kind) {
    case GM_FIELD_BOOL:
        memcpy(at, &is_true, sizeof is_true);
        return true;
    case GM_FIELD_INT:
        memcpy(at, &whole, sizeof whole);
        return true;
    case GM_FIELD_FLOAT:
        memcpy(at, &single, sizeof single);
        return true;
    case GM_FIELD_DOUBLE:
        memcpy(at, &number, sizeof number);
        return true;
    case GM_FIELD_TEXT:
    case GM_FIELD_BYTES:
        break;
    }
    return false;
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
    const GmField *field = field_named(layout, value->name);
    if (field == NULL || vars == NULL) {
        log_warn(
            "%s: the property \"%s\" is not one of the variables that the object's GM_VARS names",
            where, value->name);
        return false;
    }
    char *at = (char *)vars + field->offset;
    bool wants_text = field->kind == GM_FIELD_TEXT, is_text = value->kind == ROOM_VALUE_TEXT;
    if (wants_text && is_text) return put_text(field, at, value, where);
    if (!wants_text && !is_text && put_number(field, at, value->number)) return true;
    log_warn("%s: the property \"%s\" is %s, but the variable is %s", where, value->name,
             is_text ? "a text" : "a number or a bool", kind_name(field->kind));
    return false;
}
