/* A picture's way to the renderer: cut into pieces, each with a place in a texture, and copied
 * there in bands, so that no single call takes long.
 *
 * A sprite of the game goes to the shared pages. One made at run time gets textures of its own,
 * none larger than TILE_PIXELS: also making a texture takes its time. */
#include "sprite_upload.h"
#include "atlas.h"

#include "../platform/mem.h"
#include "../platform/render.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { BAND_BYTES = 256 * 1024, TILE_WIDTH = 512, TILE_HEIGHT = 256 };
enum { TILE_PIXELS = TILE_WIDTH * TILE_HEIGHT };

struct SpriteUpload {
    SpritePlan plan;
    Image image;
    bool borrowed;   /* the image is the caller's */
    bool on_pages;   /* a sprite of the game */
    bool has_places; /* a sprite's own, which is filled again */
    bool given;      /* frames and textures are the sprite's */
    int group;       /* sub-images in one texture */
    Sprite shape;    /* frames, columns, rows, tile_width, tile_height */
    int piece, row;  /* what comes next */
};

static int least(int a, int b) {
    return a < b ? a : b;
}

/* MARK: pieces */

static int piece_count(const SpriteUpload *upload) {
    return upload->plan.frame_count * upload->shape.columns * upload->shape.rows;
}

typedef struct Piece {
    int frame, x, y, width, height; /* its place in the sub-image */
} Piece;

static Piece piece_of(const SpriteUpload *upload, int index) {
    const Sprite *shape = &upload->shape;
    int tiles = shape->columns * shape->rows, tile = index % tiles;
    Piece piece = {.frame = index / tiles,
                   .x = tile % shape->columns * shape->tile_width,
                   .y = tile / shape->columns * shape->tile_height};
    piece.width = least(shape->tile_width, upload->plan.width - piece.x);
    piece.height = least(shape->tile_height, upload->plan.height - piece.y);
    return piece;
}

static void choose_tiles(SpriteUpload *upload) {
    const SpritePlan *plan = &upload->plan;
    Sprite *shape = &upload->shape;
    int most = render_texture_max();
    bool whole = plan->width <= most && plan->height <= most &&
                 (upload->on_pages || (int64_t)plan->width * plan->height <= TILE_PIXELS);
    int widest = upload->on_pages ? most : TILE_WIDTH,
        tallest = upload->on_pages ? most : TILE_HEIGHT;
    shape->tile_width = whole ? plan->width : least(plan->width, widest);
    shape->tile_height = whole ? plan->height : least(plan->height, tallest);
    shape->columns = (plan->width + shape->tile_width - 1) / shape->tile_width;
    shape->rows = (plan->height + shape->tile_height - 1) / shape->tile_height;
    upload->group = 1;
    if (!whole || upload->on_pages) return;
    upload->group = least(TILE_PIXELS / (plan->width * plan->height), most / plan->width);
}

/* MARK: places */

static bool place_alone(const Piece *piece, SpriteFrame *place) {
    *place = (SpriteFrame){render_texture_create(piece->width, piece->height), 0, 0};
    return place->texture != 0;
}

static bool place_in_group(SpriteUpload *upload, const Piece *piece, SpriteFrame *place) {
    int turn = piece->frame % upload->group;
    if (turn > 0) {
        *place = (SpriteFrame){place[-1].texture, turn * piece->width, 0};
        return true;
    }
    Piece all = *piece;
    all.width *= least(upload->group, upload->plan.frame_count - piece->frame);
    return place_alone(&all, place);
}

static bool place(SpriteUpload *upload, const Piece *piece) {
    SpriteFrame *frame = &upload->shape.frames[upload->piece];
    if (upload->has_places) return true;
    if (!upload->on_pages) return place_in_group(upload, piece, frame);
    return atlas_place(piece->width, piece->height, &frame->texture, &frame->u, &frame->v) ||
           place_alone(piece, frame);
}

/* MARK: opening and closing */

bool sprite_plan(SpritePlan *plan, const Image *image, int frame_count, char *why) {
    *plan = (SpritePlan){.frame_count = frame_count < 1 ? 1 : frame_count, .height = image->height};
    plan->width = image->width / plan->frame_count;
    if (plan->width < 1 || plan->height < 1) {
        snprintf(why, IMAGE_WHY_BYTES, "a picture of %d x %d pixels cannot hold %d sub-images",
                 image->width, image->height, plan->frame_count);
        return false;
    }
    int left = plan->width, top = plan->height, right = -1, bottom = -1;
    for (int y = 0; y < plan->height; y++)
        for (int i = 0; i < plan->frame_count; i++) {
            const uint32_t *row = image_row(image, y) + i * plan->width;
            int first = 0, last = plan->width - 1;
            while (first <= last && row[first] >> 24 == 0)
                first++;
            if (first > last) continue;
            while (row[last] >> 24 == 0)
                last--;
            left = least(left, first);
            right = last > right ? last : right;
            top = least(top, y);
            bottom = y;
        }
    bool blank = right < 0;
    plan->left = blank ? 0 : left;
    plan->top = blank ? 0 : top;
    plan->right = blank ? plan->width - 1 : right;
    plan->bottom = blank ? plan->height - 1 : bottom;
    return true;
}

static SpriteUpload *upload_new(const SpritePlan *plan, const Image *image, bool on_pages) {
    SpriteUpload *upload = mem_alloc(sizeof *upload);
    upload->plan = *plan;
    upload->image = *image;
    upload->on_pages = upload->borrowed = on_pages;
    choose_tiles(upload);
    upload->shape.frames = mem_alloc((size_t)piece_count(upload) * sizeof *upload->shape.frames);
    return upload;
}

SpriteUpload *sprite_upload_open(const SpritePlan *plan, Image *image) {
    SpriteUpload *upload = upload_new(plan, image, false);
    *image = (Image){0};
    return upload;
}

SpriteUpload *sprite_upload_asset(const SpritePlan *plan, const Image *image,
                                  const Sprite *before) {
    SpriteUpload *upload = upload_new(plan, image, true);
    upload->has_places = before->is_asset && before->frames[0].texture != 0 &&
                         before->width == plan->width && before->height == plan->height &&
                         before->frame_count == plan->frame_count;
    if (upload->has_places)
        memcpy(upload->shape.frames, before->frames,
               (size_t)piece_count(upload) * sizeof *upload->shape.frames);
    return upload;
}

static void destroy_textures(const SpriteFrame *frames, int count) {
    for (int i = 0; i < count; i++) {
        bool again = i > 0 && frames[i].texture == frames[i - 1].texture;
        if (!again && !atlas_owns(frames[i].texture)) render_texture_destroy(frames[i].texture);
    }
}

void sprite_upload_close(SpriteUpload *upload) {
    if (upload == NULL) return;
    if (!upload->borrowed) image_free(&upload->image);
    if (!upload->given) {
        if (!upload->has_places) destroy_textures(upload->shape.frames, piece_count(upload));
        mem_free(upload->shape.frames);
    }
    mem_free(upload);
}

/* MARK: copying */

/* The next rows of a piece; the bytes they took. */
static int copy_band(SpriteUpload *upload, const Piece *piece) {
    const SpriteFrame *frame = &upload->shape.frames[upload->piece];
    int row_bytes = piece->width * 4;
    int rows = least(BAND_BYTES / row_bytes, piece->height - upload->row);
    rows = rows < 1 ? 1 : rows;
    const uint32_t *from = image_row(&upload->image, piece->y + upload->row) +
                           piece->frame * upload->plan.width + piece->x;
    render_texture_update(frame->texture, frame->u, frame->v + upload->row, piece->width, rows,
                          from, upload->image.pitch);
    upload->row += rows;
    return rows * row_bytes;
}

SpriteUploadState sprite_upload_some(SpriteUpload *upload, int *bytes) {
    int count = piece_count(upload);
    while (upload->piece < count) {
        if (*bytes <= 0) return SPRITE_UPLOAD_ON;
        Piece piece = piece_of(upload, upload->piece);
        if (upload->row == 0 && !place(upload, &piece)) return SPRITE_UPLOAD_FAILED;
        *bytes -= copy_band(upload, &piece);
        if (upload->row < piece.height) continue;
        upload->row = 0;
        upload->piece++;
    }
    return SPRITE_UPLOAD_DONE;
}

/* MARK: the sprite */

void sprite_empty(Sprite *sprite) {
    sprite_upload_close(sprite->waiting);
    sprite->waiting = NULL;
    destroy_textures(sprite->frames, sprite->frame_count * sprite->columns * sprite->rows);
    mem_free(sprite->frames);
    sprite->frames = NULL;
}

void sprite_become(Sprite *sprite, SpriteUpload *upload, int xorigin, int yorigin) {
    const SpritePlan *plan = &upload->plan;
    if (upload->has_places)
        mem_free(sprite->frames);
    else
        sprite_empty(sprite);
    sprite->width = plan->width;
    sprite->height = plan->height;
    sprite->frame_count = plan->frame_count;
    sprite->xorigin = xorigin;
    sprite->yorigin = yorigin;
    sprite->left = plan->left;
    sprite->top = plan->top;
    sprite->right = plan->right;
    sprite->bottom = plan->bottom;
    sprite->frames = upload->shape.frames;
    sprite->columns = upload->shape.columns;
    sprite->rows = upload->shape.rows;
    sprite->tile_width = upload->shape.tile_width;
    sprite->tile_height = upload->shape.tile_height;
    upload->given = true;
    if (upload->piece < piece_count(upload))
        sprite->waiting = upload;
    else
        sprite_upload_close(upload);
}

void sprite_finish(Sprite *sprite) {
    if (sprite->waiting == NULL) return;
    int bytes;
    do
        bytes = INT_MAX;
    while (sprite_upload_some(sprite->waiting, &bytes) == SPRITE_UPLOAD_ON);
    sprite_upload_close(sprite->waiting);
    sprite->waiting = NULL;
}
