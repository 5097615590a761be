/* Sprites: by handle and by name; their pictures go to the texture pages piece by piece, so that no
 * upload takes long, however large the picture is. */
#include "sprite.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_sprite.h"
#include "atlas.h"

#include <string.h>

static const double DEFAULT_SPEED = 30; /* sub-images per second (runtime-model 7.4) */

static struct {
    Sprite **items; /* by handle; NULL: deleted */
    int count, capacity;
} the_sprites;

/* MARK: handles and names */

Sprite *sprite_of(int handle) {
    return handle >= 0 && handle < the_sprites.count ? the_sprites.items[handle] : NULL;
}

int sprite_count(void) {
    return the_sprites.count;
}

int sprite_named(const char *name) {
    for (int i = 0; name != NULL && i < the_sprites.count; i++)
        if (the_sprites.items[i] != NULL && name[0] != '\0' &&
            strcmp(the_sprites.items[i]->name, name) == 0)
            return i;
    return GM_NONE;
}

static void pieces_make(Sprite *sprite) {
    sprite->columns = (sprite->width + SPRITE_PIECE - 1) / SPRITE_PIECE;
    sprite->rows = (sprite->height + SPRITE_PIECE - 1) / SPRITE_PIECE;
    sprite->uploaded = 0;
    sprite->pieces = mem_alloc((size_t)sprite->frame_count * (size_t)sprite->columns *
                               (size_t)sprite->rows * sizeof *sprite->pieces);
}

static void pieces_drop(Sprite *sprite) {
    for (int i = 0; i < sprite->uploaded; i++) atlas_give(sprite->pieces[i].texture);
    mem_free(sprite->pieces);
    sprite->pieces = NULL;
    sprite->uploaded = 0;
}

int sprite_create(const char *name) {
    Sprite *sprite = mem_alloc(sizeof *sprite);
    *sprite = (Sprite){.name = mem_text(name),
                       .width = 1,
                       .height = 1,
                       .frame_count = 1,
                       .speed = DEFAULT_SPEED,
                       .is_asset = name[0] != '\0'};
    pieces_make(sprite);
    MEM_RESERVE(the_sprites.items, the_sprites.capacity, the_sprites.count + 1);
    the_sprites.items[the_sprites.count] = sprite;
    return the_sprites.count++;
}

void sprite_free(Sprite *sprite) {
    if (sprite == NULL) return;
    pieces_drop(sprite);
    mem_free(sprite->name);
    mem_free(sprite);
}

void sprite_end(int handle) {
    if (sprite_of(handle) == NULL) return;
    sprite_free(sprite_of(handle));
    the_sprites.items[handle] = NULL;
}

void sprites_close(void) {
    for (int i = 0; i < the_sprites.count; i++) sprite_end(i);
    mem_free(the_sprites.items);
    the_sprites.items = NULL;
    the_sprites.count = the_sprites.capacity = 0;
    atlas_close();
}

/* MARK: pictures */

static void widen(SpriteBox *box, int x, int y) {
    if (x < box->left) box->left = x;
    if (x > box->right) box->right = x;
    if (y < box->top) box->top = y;
    if (y > box->bottom) box->bottom = y;
}

SpriteBox sprite_box_of(const Image *image, int frame_count) {
    int width = image->width / frame_count > 0 ? image->width / frame_count : 1;
    SpriteBox all = {0, 0, width - 1, image->height - 1};
    SpriteBox box = {width, image->height, -1, -1};
    for (int y = 0; y < image->height; y++) {
        const uint8_t *row = image->alpha + (size_t)y * (size_t)image->width;
        for (int frame = 0; frame < frame_count; frame++, row += width)
            for (int x = 0; x < width && frame * width + x < image->width; x++)
                if (row[x] > 0) widen(&box, x, y);
    }
    return box.right < 0 ? all : box; /* a sprite that shows nothing: all of it */
}

Sprite *sprite_make(const Image *image, int frame_count, int xorigin, int yorigin, SpriteBox box) {
    Sprite *sprite = mem_alloc(sizeof *sprite);
    *sprite = (Sprite){.width = image->width / frame_count > 0 ? image->width / frame_count : 1,
                       .height = image->height,
                       .frame_count = frame_count,
                       .xorigin = xorigin,
                       .yorigin = yorigin,
                       .left = box.left,
                       .top = box.top,
                       .right = box.right,
                       .bottom = box.bottom,
                       .speed = DEFAULT_SPEED};
    pieces_make(sprite);
    return sprite;
}

void sprite_take(int handle, Sprite *made) {
    Sprite *sprite = sprite_of(handle);
    made->name = sprite->name;
    made->is_asset = sprite->is_asset;
    pieces_drop(sprite);
    *sprite = *made;
    mem_free(made);
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

bool sprite_upload_piece(Sprite *sprite, const Image *image) {
    int per_frame = sprite->columns * sprite->rows;
    int frame = sprite->uploaded / per_frame, place = sprite->uploaded % per_frame;
    if (frame >= sprite->frame_count) return false;
    int x = place % sprite->columns * SPRITE_PIECE, y = place / sprite->columns * SPRITE_PIECE;
    int width = smaller(SPRITE_PIECE, sprite->width - x);
    int height = smaller(SPRITE_PIECE, sprite->height - y);
    AtlasPlace at;
    if (frame * sprite->width + x + width > image->width || !atlas_take(width, height, &at))
        return false;
    const uint32_t *from = image->pixels + (size_t)y * (size_t)image->width +
                           (size_t)(frame * sprite->width + x);
    render_texture_update(at.texture, at.u, at.v, width, height, from, image->pitch);
    sprite->pieces[sprite->uploaded++] = (SpritePiece){at.texture, at.u, at.v};
    return true;
}

void sprite_fill(int handle, const Image *image, int frame_count, int xorigin, int yorigin) {
    int frames = frame_count > 0 ? frame_count : 1;
    Sprite *made = sprite_make(image, frames, xorigin, yorigin, sprite_box_of(image, frames));
    while (sprite_upload_piece(made, image)) {}
    sprite_take(handle, made);
}

/* MARK: drawing */

int sprite_frame(const Sprite *sprite, double image) {
    int frame = (int)image % sprite->frame_count;
    return frame < 0 ? frame + sprite->frame_count : frame;
}

static float later(float a, float b) {
    return a > b ? a : b;
}

static float earlier(float a, float b) {
    return a < b ? a : b;
}

/* The part of the quad that one piece shows. */
static void draw_piece(const Sprite *sprite, int frame, int column, int row, const RenderQuad *whole) {
    const SpritePiece *piece =
        &sprite->pieces[(frame * sprite->rows + row) * sprite->columns + column];
    float x = (float)(column * SPRITE_PIECE), y = (float)(row * SPRITE_PIECE);
    float left = later(x, whole->u), top = later(y, whole->v);
    float right = earlier(earlier(x + SPRITE_PIECE, (float)sprite->width), whole->u + whole->w);
    float bottom = earlier(earlier(y + SPRITE_PIECE, (float)sprite->height), whole->v + whole->h);
    if (piece->texture == 0 || left >= right || top >= bottom) return;
    float across = whole->width / whole->w, down = whole->height / whole->h;
    float dx = (left - whole->u) * across, dy = (top - whole->v) * down;
    RenderQuad quad = *whole;
    quad.texture = piece->texture;
    quad.u = (float)piece->u + left - x;
    quad.v = (float)piece->v + top - y;
    quad.w = right - left;
    quad.h = bottom - top;
    quad.x += dx;
    quad.y += dy;
    quad.width = quad.w * across;
    quad.height = quad.h * down;
    quad.pivot_x -= dx;
    quad.pivot_y -= dy;
    render_quad(&quad);
}

void sprite_draw(const Sprite *sprite, int frame, const RenderQuad *quad) {
    for (int row = 0; row < sprite->rows; row++)
        for (int column = 0; column < sprite->columns; column++)
            draw_piece(sprite, frame, column, row, quad);
}

/* MARK: what games may ask */

int gm_sprite(const char *name) {
    int sprite = sprite_named(name);
    if (sprite == GM_NONE)
        log_warn_once("there is no sprite \"%s\" in this game", name != NULL ? name : "(null)");
    return sprite;
}

bool gm_sprite_exists(int sprite) {
    return sprite_of(sprite) != NULL;
}

const char *gm_sprite_get_name(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->name : "<undefined>";
}

int gm_sprite_get_width(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->width : 0;
}

int gm_sprite_get_height(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->height : 0;
}

int gm_sprite_get_number(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->frame_count : 0;
}

int gm_sprite_get_xoffset(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->xorigin : 0;
}

int gm_sprite_get_yoffset(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->yorigin : 0;
}

void gm_sprite_set_offset(int sprite, int x, int y) {
    if (!gm_sprite_exists(sprite)) return;
    sprite_of(sprite)->xorigin = x;
    sprite_of(sprite)->yorigin = y;
}

double gm_sprite_get_speed(int sprite) {
    return gm_sprite_exists(sprite) ? sprite_of(sprite)->speed : 0;
}

void gm_sprite_set_speed(int sprite, double images_per_second) {
    if (gm_sprite_exists(sprite)) sprite_of(sprite)->speed = images_per_second;
}

void gm_sprite_delete(int sprite) {
    if (!gm_sprite_exists(sprite)) return;
    if (sprite_of(sprite)->is_asset)
        log_warn_once("gm_sprite_delete: %s came with the game and cannot be deleted",
                      sprite_of(sprite)->name);
    else sprite_end(sprite);
}
