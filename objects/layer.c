/* Layers: a table of slots, and their order by depth. */
#include "layer_sequence.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct LayerSet {
    Layer *items;
    int count, capacity;
    int *order; /* slots, furthest first */
    int order_count, order_capacity;
    LayerSequences sequences;
};

static LayerSet the_layers;
static int the_next_layer_id;
static uint32_t the_arrivals;

/* MARK: slots and order */

Layer *layer_at(int slot) {
    if (slot < 0 || slot >= the_layers.count || the_layers.items[slot].id == GM_NONE) return NULL;
    return &the_layers.items[slot];
}

int layer_slot(int id) {
    for (int i = 0; i < the_layers.count; i++)
        if (id != GM_NONE && the_layers.items[i].id == id) return i;
    return GM_NONE;
}

Layer *layer_asked(int id, const char *call) {
    Layer *layer = layer_at(layer_slot(id));
    if (layer == NULL) log_warn_once("%s: there is no layer %d in this room", call, id);
    return layer;
}

int layers_in_order(const int **slots) {
    *slots = the_layers.order;
    return the_layers.order_count;
}

/* Into the order before the first that is not further away: behind those of its own depth. */
static void order_insert(int slot) {
    MEM_RESERVE(the_layers.order, the_layers.order_capacity, the_layers.order_count + 1);
    int place = 0;
    while (place < the_layers.order_count &&
           the_layers.items[the_layers.order[place]].depth > the_layers.items[slot].depth)
        place++;
    memmove(&the_layers.order[place + 1], &the_layers.order[place],
            (size_t)(the_layers.order_count - place) * sizeof(int));
    the_layers.order[place] = slot;
    the_layers.order_count++;
    the_arrivals++;
}

static void order_remove(int slot) {
    int kept = 0;
    for (int i = 0; i < the_layers.order_count; i++)
        if (the_layers.order[i] != slot) the_layers.order[kept++] = the_layers.order[i];
    the_layers.order_count = kept;
    the_arrivals++;
}

static int slot_free(void) {
    for (int i = 0; i < the_layers.count; i++)
        if (the_layers.items[i].id == GM_NONE) return i;
    MEM_RESERVE(the_layers.items, the_layers.capacity, the_layers.count + 1);
    return the_layers.count++;
}

int layer_add(const char *name, int depth, LayerKind kind) {
    int slot = slot_free();
    the_layers.items[slot] = (Layer){.id = the_next_layer_id++,
                                     .name = mem_text(name != NULL ? name : ""),
                                     .kind = kind,
                                     .depth = depth,
                                     .visible = true,
                                     .alpha = 1,
                                     .blend = GM_C_WHITE,
                                     .image = GM_NONE};
    order_insert(slot);
    return slot;
}

int layer_slot_for_depth(int depth) {
    for (int i = 0; i < the_layers.count; i++)
        if (the_layers.items[i].id != GM_NONE && the_layers.items[i].managed &&
            the_layers.items[i].depth == depth)
            return i;
    int slot = layer_add(NULL, depth, LAYER_INSTANCES);
    the_layers.items[slot].managed = true;
    return slot;
}

LayerSequences *layer_sequences(void) {
    return &the_layers.sequences;
}

static void drop_sequences(int slot) {
    LayerSequences *all = &the_layers.sequences;
    int kept = 0;
    for (int i = 0; i < all->count; i++)
        if (all->items[i].slot != slot) all->items[kept++] = all->items[i];
    all->count = kept;
}

void layer_drop(int slot) {
    Layer *layer = &the_layers.items[slot];
    if (layer->sequence_count > 0) drop_sequences(slot);
    order_remove(slot);
    mem_free(layer->name);
    mem_free(layer->tiles.cells);
    *layer = (Layer){.id = GM_NONE};
}

/* MARK: instances on layers */

void layer_leave(GmInstance *self) {
    Layer *layer = layer_at(instance_rest(self)->layer);
    if (layer != NULL) layer->instance_count--;
    instance_rest(self)->layer = GM_NONE;
    the_arrivals++;
}

void layer_enter(GmInstance *self, int slot) {
    layer_leave(self);
    InstanceRest *rest = instance_rest(self);
    rest->layer = slot;
    rest->arrival = the_arrivals;
    the_layers.items[slot].instance_count++;
}

uint32_t layer_arrivals(void) {
    return the_arrivals;
}

void layers_move(void) {
    for (int i = 0; i < the_layers.count; i++) {
        the_layers.items[i].x += the_layers.items[i].hspeed;
        the_layers.items[i].y += the_layers.items[i].vspeed;
    }
}

void layers_sweep(void) {
    for (int i = 0; i < the_layers.count; i++) {
        const Layer *layer = &the_layers.items[i];
        bool is_empty = layer->instance_count == 0 && layer->sequence_count == 0;
        if (layer->id != GM_NONE && layer->managed && is_empty) layer_drop(i);
    }
}

void layers_close(void) {
    for (int i = 0; i < the_layers.count; i++)
        if (the_layers.items[i].id != GM_NONE) layer_drop(i);
    mem_free(the_layers.items);
    mem_free(the_layers.order);
    mem_free(the_layers.sequences.items);
    the_layers = (LayerSet){0};
}

LayerSet *layers_detach(void) {
    LayerSet *set = mem_alloc(sizeof *set);
    *set = the_layers;
    the_layers = (LayerSet){0};
    the_arrivals++;
    return set;
}

void layers_attach(LayerSet *set) {
    layers_close();
    the_layers = *set;
    mem_free(set);
    the_arrivals++;
}

void layer_set_free(LayerSet *set) {
    if (set == NULL) return;
    LayerSet *kept = layers_detach();
    layers_attach(set);
    layers_attach(kept);
}

/* MARK: depth and layer of an instance */

int gm_depth(const GmInstance *self) {
    const Layer *layer = layer_at(instance_rest(self)->layer);
    return layer != NULL ? layer->depth : 0;
}

void gm_set_depth(GmInstance *self, int depth) {
    if (gm_depth(self) != depth) layer_enter(self, layer_slot_for_depth(depth));
}

int gm_layer(const GmInstance *self) {
    const Layer *layer = layer_at(instance_rest(self)->layer);
    return layer != NULL ? layer->id : GM_NONE;
}

void gm_set_layer(GmInstance *self, int id) {
    if (layer_asked(id, "gm_set_layer") != NULL) layer_enter(self, layer_slot(id));
}

/* MARK: the public questions */

int gm_layer_create(int depth, const char *name) {
    return the_layers.items[layer_add(name, depth, LAYER_INSTANCES)].id;
}

int gm_layer_get_id(const char *name) {
    for (int i = 0; i < the_layers.order_count; i++) {
        const Layer *layer = &the_layers.items[the_layers.order[i]];
        if (name != NULL && layer->name[0] != '\0' && strcasecmp(layer->name, name) == 0)
            return layer->id;
    }
    return GM_NONE;
}

int gm_layer_named(const char *name) {
    int layer = gm_layer_get_id(name);
    if (layer == GM_NONE) log_warn_once("there is no layer \"%s\" in this room", name);
    return layer;
}

bool gm_layer_exists(int id) {
    return layer_slot(id) != GM_NONE;
}

const char *gm_layer_get_name(int id) {
    const Layer *layer = layer_at(layer_slot(id));
    return layer != NULL ? layer->name : "";
}

int gm_layer_get_depth(int id) {
    const Layer *layer = layer_asked(id, "gm_layer_get_depth");
    return layer != NULL ? layer->depth : 0;
}

void gm_layer_depth(int id, int depth) {
    Layer *layer = layer_asked(id, "gm_layer_depth");
    if (layer == NULL || layer->depth == depth) return;
    order_remove(layer_slot(id));
    layer->depth = depth;
    order_insert(layer_slot(id));
}

bool gm_layer_get_visible(int id) {
    const Layer *layer = layer_asked(id, "gm_layer_get_visible");
    return layer != NULL && layer->visible;
}

void gm_layer_set_visible(int id, bool visible) {
    Layer *layer = layer_asked(id, "gm_layer_set_visible");
    if (layer != NULL) layer->visible = visible;
}

void gm_layer_x(int id, double x) {
    Layer *layer = layer_asked(id, "gm_layer_x");
    if (layer != NULL) layer->x = x;
}

void gm_layer_y(int id, double y) {
    Layer *layer = layer_asked(id, "gm_layer_y");
    if (layer != NULL) layer->y = y;
}

double gm_layer_get_x(int id) {
    const Layer *layer = layer_asked(id, "gm_layer_get_x");
    return layer != NULL ? layer->x : 0;
}

double gm_layer_get_y(int id) {
    const Layer *layer = layer_asked(id, "gm_layer_get_y");
    return layer != NULL ? layer->y : 0;
}

void gm_layer_hspeed(int id, double speed) {
    Layer *layer = layer_asked(id, "gm_layer_hspeed");
    if (layer != NULL) layer->hspeed = speed;
}

void gm_layer_vspeed(int id, double speed) {
    Layer *layer = layer_asked(id, "gm_layer_vspeed");
    if (layer != NULL) layer->vspeed = speed;
}

/* MARK: tiles */

static uint32_t *cell_at(int id, double x, double y, const char *call) {
    Layer *layer = layer_asked(id, call);
    if (layer == NULL || layer->kind != LAYER_TILES) return NULL;
    int column = (int)floor((x - layer->x) / layer->tiles.cell_width);
    int row = (int)floor((y - layer->y) / layer->tiles.cell_height);
    if (column < 0 || column >= layer->tiles.columns || row < 0 || row >= layer->tiles.rows)
        return NULL;
    return &layer->tiles.cells[row * layer->tiles.columns + column];
}

int gm_tilemap_get_at_pixel(int id, double x, double y) {
    const uint32_t *cell = cell_at(id, x, y, "gm_tilemap_get_at_pixel");
    return cell != NULL ? (int)(*cell & TILE_INDEX) : 0;
}

void gm_tilemap_set_at_pixel(int id, int tile, double x, double y) {
    uint32_t *cell = cell_at(id, x, y, "gm_tilemap_set_at_pixel");
    if (cell != NULL) *cell = (uint32_t)tile;
}
