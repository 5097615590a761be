/* Rooms: entering and leaving them in the order of runtime-model 6.4. */
#include "room.h"
#include "../events/dispatch.h"
#include "../events/life.h"
#include "../objects/layer.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <stdio.h>
#include <string.h>

/* What a persistent room keeps while another one is played. */
typedef struct StoredRoom {
    GmInstance **instances; /* first those that are awake, then the deactivated */
    int count, awake_count;
    LayerSet *layers;
} StoredRoom;

static struct {
    RoomDef **defs;
    int *first_ids; /* id of a room's first instance */
    StoredRoom *stored;
    int count;
    int now; /* GM_NONE before the first */
    RoomRequest pending;
    int pending_room;
} the_rooms = {.now = GM_NONE};

/* MARK: definitions */

static int hand_out_ids(const RoomDef *def) {
    int first = instance_next_id();
    for (int i = 1; i < def->instance_count; i++)
        instance_next_id();
    return first;
}

void rooms_open(RoomDef **defs, int count) {
    the_rooms.defs = defs;
    the_rooms.count = count;
    the_rooms.now = GM_NONE;
    the_rooms.pending = ROOM_STAY;
    the_rooms.first_ids = mem_alloc((size_t)count * sizeof(int));
    the_rooms.stored = mem_alloc((size_t)count * sizeof(StoredRoom));
    for (int i = 0; i < count; i++)
        the_rooms.first_ids[i] = hand_out_ids(defs[i]);
}

static void forget_stored(StoredRoom *stored) {
    mem_free(stored->instances);
    layer_set_free(stored->layers);
    *stored = (StoredRoom){0};
}

void rooms_close(void) {
    for (int i = 0; i < the_rooms.count; i++) {
        room_def_free(the_rooms.defs[i]);
        forget_stored(&the_rooms.stored[i]);
    }
    mem_free(the_rooms.defs);
    mem_free(the_rooms.first_ids);
    mem_free(the_rooms.stored);
    memset(&the_rooms, 0, sizeof the_rooms);
    room_reset_view(NULL);
    the_rooms.now = GM_NONE;
}

int room_count(void) {
    return the_rooms.count;
}

const RoomDef *room_def_of(int room) {
    return room >= 0 && room < the_rooms.count ? the_rooms.defs[room] : NULL;
}

const RoomDef *room_now(void) {
    return room_def_of(the_rooms.now);
}

int room_named(const char *name) {
    for (int i = 0; name != NULL && i < the_rooms.count; i++)
        if (strcmp(the_rooms.defs[i]->name, name) == 0) return i;
    return GM_NONE;
}

void room_redefine(RoomDef *def) {
    int room = room_named(def->name);
    if (room == GM_NONE) {
        room_def_free(def);
        return;
    }
    /* Layers that are in play lend tile sets from the old one: it goes when the game ends. */
    RoomDef *old = the_rooms.defs[room];
    the_rooms.defs[room] = def;
    the_rooms.first_ids[room] = hand_out_ids(def);
    def->replaced = old;
}

/* MARK: asking */

RoomRequest room_pending(void) {
    return the_rooms.pending;
}

void room_ask(RoomRequest request, int room) {
    the_rooms.pending = request;
    the_rooms.pending_room = room;
    const RoomDef *now = room_now();
    dispatch_hold_back(request != ROOM_STAY, now != NULL && now->persistent);
}

/* MARK: leaving */

static void end_silently(GmInstance *self) {
    layer_leave(self);
    instance_end(self);
}

static void end_inactive(void) {
    for (int i = 0; i < instance_inactive_count(); i++)
        if (instance_inactive(i) != NULL) end_silently(instance_inactive(i));
}

/* Everyone but the persistent ones (all: these too) gets Clean Up and ends. */
static void end_instances(bool all) {
    uint32_t before = instances_now();
    int next = 0;
    GmInstance *self;
    while ((self = instance_list_walk(instances_all(), &next, before)) != NULL)
        if (all || !self->persistent) life_end(self, false);
    next = 0; /* what a Clean Up made goes without one: it might make more for ever */
    while ((self = instance_list_walk(instances_all(), &next, instances_now())) != NULL)
        if (all || !self->persistent) end_silently(self);
    end_inactive();
}

static void store(StoredRoom *stored, GmInstance *self) {
    stored->instances[stored->count++] = self;
    instance_store(self);
}

static void store_instances(StoredRoom *stored) {
    uint32_t before = instances_now();
    int next = 0, asleep = instance_inactive_count();
    stored->instances = mem_alloc((size_t)(instances_all()->count + asleep) * sizeof(GmInstance *));
    for (GmInstance *self; (self = instance_list_walk(instances_all(), &next, before)) != NULL;)
        if (!self->persistent) store(stored, self);
    stored->awake_count = stored->count;
    for (int i = 0; i < asleep; i++) {
        GmInstance *self = instance_inactive(i);
        if (self == NULL || self->persistent) continue;
        instance_activate(self);
        store(stored, self);
    }
    end_inactive(); /* persistent ones that sleep are lost (runtime-model 4.7) */
}

/* The layers that persistent instances stand on, by name and depth, for the room they come to. */
typedef struct Traveller {
    GmInstance *self;
    char *layer_name;
    int depth;
} Traveller;

static int travellers_gather(Traveller **travellers) {
    uint32_t before = instances_now();
    int next = 0, count = 0;
    *travellers = mem_alloc((size_t)(instances_all()->count + 1) * sizeof **travellers);
    for (GmInstance *self; (self = instance_list_walk(instances_all(), &next, before)) != NULL;) {
        if (!self->persistent) continue;
        const char *name = gm_layer_get_name(gm_layer(self));
        (*travellers)[count++] = (Traveller){self, mem_text(name), gm_depth(self)};
        layer_leave(self);
    }
    return count;
}

static void travellers_settle(Traveller *travellers, int count) {
    for (int i = 0; i < count; i++) {
        const char *name = travellers[i].layer_name;
        int slot = layer_slot(gm_layer_get_id(name));
        if (slot == GM_NONE)
            slot = name[0] != '\0' ? layer_add(name, travellers[i].depth, LAYER_INSTANCES)
                                   : layer_slot_for_depth(travellers[i].depth);
        layer_enter(travellers[i].self, slot);
        mem_free(travellers[i].layer_name);
    }
    mem_free(travellers);
}

/* MARK: entering */

static void build_layer(const RoomDef *def, const RoomLayer *from) {
    int slot = layer_add(from->name, from->depth, (LayerKind)from->kind);
    Layer *layer = layer_at(slot);
    layer->visible = from->visible;
    layer->x = from->x;
    layer->y = from->y;
    layer->hspeed = from->hspeed;
    layer->vspeed = from->vspeed;
    layer->alpha = from->alpha;
    layer->blend = from->blend;
    layer->image = from->kind == ROOM_LAYER_IMAGE ? from->sprite : GM_NONE;
    layer->repeat_x = from->tile_x;
    layer->repeat_y = from->tile_y;
    if (from->kind != ROOM_LAYER_TILES) return;
    size_t bytes = (size_t)from->columns * (size_t)from->rows * sizeof *from->cells;
    layer->tiles = (TileMap){.sets = def->tilesets,
                             .set_count = def->tileset_count,
                             .cell_width = from->cell_width,
                             .cell_height = from->cell_height,
                             .columns = from->columns,
                             .rows = from->rows,
                             .cells = mem_alloc(bytes)};
    memcpy(layer->tiles.cells, from->cells, bytes);
}

/* The nearest first: each later one goes behind those of its depth. There are no layers yet, so a
 * layer's slot is its place in the definition. */
static void build_layers(const RoomDef *def) {
    for (int i = 0; i < def->layer_count; i++)
        build_layer(def, &def->layers[i]);
}

static GmInstance *place_instance(const RoomInstance *from, int id) {
    if (instance_of(id) != NULL) return NULL; /* persistent, and still alive */
    GmInstance *self = instance_make(object_of(from->object), from->x, from->y, id);
    self->image_xscale = from->xscale;
    self->image_yscale = from->yscale;
    self->image_angle = from->angle;
    self->image_alpha = from->alpha;
    self->image_blend = from->blend;
    self->image_index = from->image_index;
    self->image_speed = from->image_speed;
    if (from->hidden) self->visible = false;
    layer_enter(self, from->layer);
    return self;
}

static void begin_instance(const RoomDef *def, const RoomInstance *from, GmInstance *self) {
    char where[96];
    snprintf(where, sizeof where, "room %s, an instance of %s", def->name,
             gm_object_get_name(from->object));
    dispatch_one(self, GM_PRE_CREATE);
    for (int i = 0; i < from->value_count; i++)
        room_value_set(&from->values[i], &instance_object(self)->def->vars, self->vars, where);
    if (self->stamp != 0) dispatch_one(self, GM_CREATE);
}

/* Two passes: first all of them exist, then each gets its events (runtime-model 4.3). In between
 * the persistent ones, so many, go behind them (runtime-model 4.8). */
static void build_instances(const RoomDef *def, int first_id, int came_along) {
    GmInstance **made = mem_alloc((size_t)(def->instance_count + 1) * sizeof *made);
    for (int i = 0; i < def->instance_count; i++)
        made[i] = place_instance(&def->instances[i], first_id + i);
    instances_came_along(came_along);
    /* Of those that a room starts with, the first in the file draws first: it arrives last. */
    for (int i = def->instance_count - 1; i >= 0; i--)
        if (made[i] != NULL) layer_enter(made[i], instance_rest(made[i])->layer);
    for (int i = 0; i < def->instance_count; i++)
        if (made[i] != NULL && made[i]->stamp != 0)
            begin_instance(def, &def->instances[i], made[i]);
    mem_free(made);
}

static void restore(StoredRoom *stored, int came_along) {
    layers_attach(stored->layers);
    stored->layers = NULL;
    for (int i = 0; i < stored->count; i++)
        instance_restore(stored->instances[i]);
    instances_came_along(came_along);
    for (int i = stored->awake_count; i < stored->count; i++)
        instance_deactivate(stored->instances[i]);
    forget_stored(stored);
}

static void enter(int room, Traveller *travellers, int traveller_count, bool starts_game) {
    const RoomDef *def = the_rooms.defs[room];
    StoredRoom *stored = &the_rooms.stored[room];
    bool was_stored = stored->layers != NULL;
    int came_along = instances_all()->count;
    the_rooms.now = room;
    room_ask(ROOM_STAY, room);
    room_reset_view(def);
    if (was_stored)
        restore(stored, came_along);
    else
        build_layers(def);
    travellers_settle(travellers, traveller_count);
    if (!was_stored) build_instances(def, the_rooms.first_ids[room], came_along);
    if (starts_game) dispatch_by_age(GM_GAME_START);
    dispatch_by_age(GM_ROOM_START);
}

/* MARK: the three ways */

void room_start_game(int first) {
    Traveller *travellers;
    int count = travellers_gather(&travellers);
    enter(first, travellers, count, true);
}

static void leave_for_good(void) {
    end_instances(true);
    for (int i = 0; i < the_rooms.count; i++) {
        for (int k = 0; k < the_rooms.stored[i].count; k++)
            instance_end(the_rooms.stored[i].instances[k]);
        forget_stored(&the_rooms.stored[i]);
    }
    instances_sweep();
    layers_close();
}

void room_change(void) {
    int to = the_rooms.pending_room;
    if (the_rooms.pending == ROOM_RESTART_GAME) {
        room_ask(ROOM_STAY, to);
        leave_for_good();
        room_start_game(to);
        return;
    }
    const RoomDef *from = room_now();
    instances_sweep();
    room_ask(ROOM_STAY, to);
    dispatch_by_age(GM_ROOM_END);
    Traveller *travellers;
    if (from->persistent) {
        StoredRoom *stored = &the_rooms.stored[the_rooms.now];
        store_instances(stored);
        int count = travellers_gather(&travellers);
        stored->layers = layers_detach();
        enter(to, travellers, count, false);
    } else {
        end_instances(false);
        int count = travellers_gather(&travellers);
        instances_sweep();
        layers_close();
        enter(to, travellers, count, false);
    }
}

void room_end_game(void) {
    room_ask(ROOM_STAY, the_rooms.now);
    dispatch_by_age(GM_GAME_END);
    leave_for_good();
    the_rooms.now = GM_NONE;
}
