/* Layers: what is drawn behind what. Instances, tiles or one image lie on a layer. Thread: main. */
#ifndef OBJECTS_LAYER_H
#define OBJECTS_LAYER_H

#include "../assets/tileset.h"
#include "../runtime/gm_room.h"
#include "instance.h"

typedef enum LayerKind { LAYER_INSTANCES, LAYER_TILES, LAYER_IMAGE } LayerKind;

/* A tile is an index from 1 (0: empty) and three bits: mirrored, flipped, turned. */
enum { TILE_INDEX = 0x7FFFF, TILE_MIRROR = 1 << 28, TILE_FLIP = 1 << 29, TILE_ROTATE = 1 << 30 };

typedef struct TileMap {
    const Tileset *sets; /* lent by the room's definition, by first, ascending */
    int set_count;
    int cell_width, cell_height; /* room pixels */
    int columns, rows;
    uint32_t *cells; /* [rows][columns]; the layer's own */
} TileMap;

typedef struct Layer {
    int id; /* GM_NONE: this slot is free */
    char *name;
    LayerKind kind;
    int depth;
    bool visible;
    bool managed; /* made for a depth; goes when it is empty */
    double x, y, hspeed, vspeed;
    double alpha;
    GmColour blend;
    TileMap tiles;
    int image; /* sprite of LAYER_IMAGE */
    bool repeat_x, repeat_y;
    int instance_count, sequence_count;
} Layer;

/* Sequences on the layers of this room, the oldest first (layer_sequence.h). */
typedef struct LayerSequence LayerSequence;
typedef struct LayerSequences {
    LayerSequence *items;
    int count, capacity;
} LayerSequences;
LayerSequences *layer_sequences(void);

/* Makes a layer and returns its slot. A new one lies behind those of the same depth. */
int layer_add(const char *name, int depth, LayerKind kind);
Layer *layer_at(int slot); /* NULL: no such slot, or free */
int layer_slot(int id);    /* GM_NONE */
/* What a game names by its id, for the call of that name. NULL: none; it is warned of. */
Layer *layer_asked(int id, const char *call);
int layer_slot_for_depth(int depth); /* a managed layer at exactly that depth, made if needed */
/* Slots in drawing order (furthest first); their number. Lent until layers change. */
int layers_in_order(const int **slots);

void layer_enter(GmInstance *self, int slot); /* moves it there; drawn behind those already there */
void layer_leave(GmInstance *self);
void layer_drop(int slot);     /* takes a layer without instances away */
uint32_t layer_arrivals(void); /* changes whenever an instance comes or goes, or layers change */
void layers_move(void);        /* each step: hspeed and vspeed of layers */
void layers_sweep(void);       /* managed layers that are empty go */
void layers_close(void);       /* all of them; ids go on */

/* The layers of a persistent room while another room is played. */
typedef struct LayerSet LayerSet;
LayerSet *layers_detach(void);      /* none are left; give it to layers_attach or free it */
void layers_attach(LayerSet *set);  /* closes what is there now; takes the set */
void layer_set_free(LayerSet *set); /* NULL is fine */

#endif
