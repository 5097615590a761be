/* Drawing what is not an instance: the tiles in view, or one image, repeated if asked; and
 * sequences. */
#include "draw_layer.h"
#include "../assets/sprite.h"
#include "../objects/layer_sequence.h"
#include "../platform/render.h"
#include "gm_draw.h"
#include "room.h"

#include <math.h>

static uint32_t tint(const Layer *layer) {
    return layer->blend | (uint32_t)lround(layer->alpha * 255) << 24;
}

/* MARK: tiles */

static const Tileset *set_of(const TileMap *tiles, int index) {
    for (int i = tiles->set_count - 1; i >= 0; i--)
        if (index >= tiles->sets[i].first) return &tiles->sets[i];
    return NULL;
}

static void draw_tile(const Layer *layer, uint32_t cell, int column, int row) {
    const Tileset *set = set_of(&layer->tiles, (int)(cell & TILE_INDEX));
    Sprite *sprite = set != NULL ? sprite_of(set->sprite) : NULL;
    if (sprite == NULL) return;
    int place = (int)(cell & TILE_INDEX) - set->first;
    int across = place % set->columns, down = place / set->columns;
    float width = (float)set->width, height = (float)set->height;
    RenderQuad quad = {
        .u = (float)(set->margin + across * (set->width + set->spacing)),
        .v = (float)(set->margin + down * (set->height + set->spacing)),
        .w = width,
        .h = height,
        .x = (float)(layer->x + column * layer->tiles.cell_width),
        .y = (float)(layer->y + (row + 1) * layer->tiles.cell_height - set->height),
        .width = (cell & TILE_MIRROR) != 0 ? -width : width,
        .height = (cell & TILE_FLIP) != 0 ? -height : height,
        .degrees = (cell & TILE_ROTATE) != 0 ? -90.0F : 0.0F,
        .colour = {tint(layer)},
        .one_colour = true,
    };
    if (quad.width < 0) quad.x += width;
    if (quad.height < 0) quad.y += height;
    quad.pivot_x = quad.width / 2;
    quad.pivot_y = quad.height / 2;
    sprite_draw(sprite, 0, &quad);
}

static int inside(double value, int limit) {
    return value < 0 ? 0 : value > limit ? limit : (int)value;
}

static void draw_tiles(const Layer *layer) {
    const TileMap *tiles = &layer->tiles;
    RoomView view = room_view();
    int left = inside(floor((view.x - layer->x) / tiles->cell_width) - 1, tiles->columns);
    int top = inside(floor((view.y - layer->y) / tiles->cell_height) - 1, tiles->rows);
    int right =
        inside(ceil((view.x + view.width - layer->x) / tiles->cell_width) + 1, tiles->columns);
    int bottom =
        inside(ceil((view.y + view.height - layer->y) / tiles->cell_height) + 1, tiles->rows);
    for (int row = top; row < bottom; row++)
        for (int column = left; column < right; column++) {
            uint32_t cell = tiles->cells[row * tiles->columns + column];
            if (cell != 0) draw_tile(layer, cell, column, row);
        }
}

/* MARK: images */

static void draw_image_at(const Layer *layer, Sprite *sprite, double x, double y) {
    RenderQuad quad = {.w = (float)sprite->width,
                       .h = (float)sprite->height,
                       .x = (float)x,
                       .y = (float)y,
                       .width = (float)sprite->width,
                       .height = (float)sprite->height,
                       .colour = {tint(layer)},
                       .one_colour = true};
    sprite_draw(sprite, 0, &quad);
}

/* The first place at or before start that lies a whole number of sizes from offset. */
static double first_repeat(double offset, double start, double size) {
    return offset + floor((start - offset) / size) * size;
}

static void draw_image(const Layer *layer) {
    Sprite *sprite = sprite_of(layer->image);
    if (sprite == NULL) return;
    RoomView view = room_view();
    double x0 = layer->repeat_x ? first_repeat(layer->x, view.x, sprite->width) : layer->x;
    double y0 = layer->repeat_y ? first_repeat(layer->y, view.y, sprite->height) : layer->y;
    for (double y = y0; y < view.y + view.height; y += sprite->height) {
        for (double x = x0; x < view.x + view.width; x += sprite->width) {
            draw_image_at(layer, sprite, x, y);
            if (!layer->repeat_x) break;
        }
        if (!layer->repeat_y) break;
    }
}

void draw_layer(const Layer *layer) {
    if (layer->kind == LAYER_TILES)
        draw_tiles(layer);
    else if (layer->kind == LAYER_IMAGE)
        draw_image(layer);
}

/* MARK: sequences */

static void draw_track(const LayerSequence *self, const Sequence *sequence,
                       const SequenceTrack *track, double x, double y) {
    const Sprite *sprite = sprite_of(track->sprite);
    if (sprite == NULL) return;
    SequenceKey pose = sequence_pose(track, self->head);
    double image = self->head / sequence->speed * sprite->speed;
    gm_draw_sprite_ext(track->sprite, image, x + pose.x, y + pose.y, pose.xscale, pose.yscale,
                       pose.angle, GM_C_WHITE, pose.alpha);
}

void draw_layer_sequences(int slot) {
    const Layer *layer = layer_at(slot);
    if (layer == NULL || layer->sequence_count == 0) return;
    const LayerSequences *all = layer_sequences();
    for (int i = all->count - 1; i >= 0; i--) {
        const LayerSequence *self = &all->items[i];
        const Sequence *sequence = sequence_of(self->sequence);
        if (self->slot != slot) continue;
        for (int k = 0; k < sequence->track_count; k++)
            draw_track(self, sequence, &sequence->tracks[k], self->x + layer->x,
                       self->y + layer->y);
    }
}
