/* Sprites: by handle and by name; their pictures go to the texture pages piece by piece, so that no
 * upload takes long, however large the picture is. */
#include "sprite.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_sprite.h"
#include "atlas.h"

#include <math.h>
#include <string.h>

static const double DEFAULT_SPEED = 30; /* sub-images per second (runtime-model 7.4) */
static const double MOST_FRAMES = 1e15; /* beyond it a double has no whole numbers to count with */

static struct {
    Sprite **items; /* by handle; NULL: deleted */
    int count, capacity;
    unsigned shapes;
} the_sprites;

/* MARK: handles and names */

Sprite *sprite_of(int handle) {
    return handle >= 0 && handle < the_sprites.count ? the_sprites.items[handle] : NULL;
}

unsigned sprite_shapes(void) {
    return the_sprites.shapes;
}

int sprite_count(void) {
    return the_sprites.count;
}

static uint32_t hash_of(const char *name) {
    uint32_t hash = 2166136261U;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

/* Games name sprites in every draw, so names are compared by a number first. */
int sprite_named(const char *name) {
    if (name == NULL || name[0] == '\0') return GM_NONE;
    uint32_t hash = hash_of(name);
    for (int i = 0; i < the_sprites.count; i++) {
        const Sprite *sprite = the_sprites.items[i];
        if (sprite != NULL && sprite->name_hash == hash && strcmp(sprite->name, name) == 0)
            return i;
    }
    return GM_NONE;
}

static int piece_count(const Sprite *sprite) {
    return sprite->frame_count * sprite->columns * sprite->rows;
}

static void pieces_make(Sprite *sprite) {
    sprite->columns = (sprite->width + SPRITE_PIECE - 1) / SPRITE_PIECE;
    sprite->rows = (sprite->height + SPRITE_PIECE - 1) / SPRITE_PIECE;
    sprite->uploaded = 0;
    sprite->pieces = mem_alloc((size_t)piece_count(sprite) * sizeof *sprite->pieces);
}

static void pieces_drop(Sprite *sprite) {
    image_free(&sprite->waiting);
    for (int i = 0; i < sprite->uploaded; i++)
        atlas_give(sprite->pieces[i].texture);
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
                       .plain_below = 1,
                       .name_hash = hash_of(name),
                       .is_asset = name[0] != '\0'};
    pieces_make(sprite);
    MEM_RESERVE(the_sprites.items, the_sprites.capacity, the_sprites.count + 1);
    the_sprites.items[the_sprites.count] = sprite;
    return the_sprites.count++;
}

void sprite_free(Sprite *sprite) {
    if (sprite == NULL) return;
    pieces_drop(sprite);
    sprite_messages_free(&sprite->messages);
    mem_free(sprite->name);
    mem_free(sprite);
}

void sprite_end(int handle) {
    if (sprite_of(handle) == NULL) return;
    sprite_free(sprite_of(handle));
    the_sprites.items[handle] = NULL;
}

void sprites_close(void) {
    for (int i = 0; i < the_sprites.count; i++)
        sprite_end(i);
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
        for (int frame = 0; frame < frame_count; frame++)
            for (int x = 0; x < width && frame * width + x < image->width; x++)
                if (image_alpha(image, frame * width + x, y) > 0) widen(&box, x, y);
    }
    return box.right < 0 ? all : box; /* a sprite that shows nothing: all of it */
}

Sprite *sprite_make(const Image *image, int frame_count, int xorigin, int yorigin, SpriteBox box) {
    if (image->width < frame_count) return NULL;
    Sprite *sprite = mem_alloc(sizeof *sprite);
    *sprite = (Sprite){.width = image->width / frame_count,
                       .height = image->height,
                       .frame_count = frame_count,
                       .xorigin = xorigin,
                       .yorigin = yorigin,
                       .left = box.left,
                       .top = box.top,
                       .right = box.right,
                       .bottom = box.bottom,
                       .speed = DEFAULT_SPEED,
                       .plain_below = frame_count,
                       .is_opaque = image->is_opaque};
    pieces_make(sprite);
    return sprite;
}

void sprite_take(int handle, Sprite *made) {
    Sprite *sprite = sprite_of(handle);
    made->name = sprite->name;
    made->name_hash = sprite->name_hash;
    made->is_asset = sprite->is_asset;
    if (!sprite->is_asset) made->speed = sprite->speed;
    pieces_drop(sprite);
    sprite_messages_free(&sprite->messages);
    *sprite = *made;
    mem_free(made);
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

/* Where a piece lies in the picture that the sprite is made from. */
typedef struct PieceArea {
    int x, y, width, height;
} PieceArea;

static PieceArea piece_area(const Sprite *sprite, int piece) {
    int per_frame = sprite->columns * sprite->rows;
    int frame = piece / per_frame, place = piece % per_frame;
    int x = place % sprite->columns * SPRITE_PIECE, y = place / sprite->columns * SPRITE_PIECE;
    return (PieceArea){frame * sprite->width + x, y, smaller(SPRITE_PIECE, sprite->width - x),
                       smaller(SPRITE_PIECE, sprite->height - y)};
}

static void upload(const SpritePiece *to, PieceArea area, const Image *image) {
    render_texture_update(to->texture, to->u, to->v, area.width, area.height,
                          image_row(image, area.y) + area.x, image->pitch);
}

bool sprite_upload_piece(Sprite *sprite, const Image *image) {
    if (sprite_is_uploaded(sprite)) return false;
    PieceArea area = piece_area(sprite, sprite->uploaded);
    AtlasPlace at;
    if (!atlas_take(area.width, area.height, &at)) return false;
    SpritePiece *piece = &sprite->pieces[sprite->uploaded++];
    *piece = (SpritePiece){at.texture, at.u, at.v};
    upload(piece, area, image);
    return true;
}

void sprite_repaint(Sprite *sprite, const Image *image) {
    sprite->is_opaque = image->is_opaque;
    for (int i = 0; i < sprite->uploaded; i++)
        upload(&sprite->pieces[i], piece_area(sprite, i), image);
}

bool sprite_is_uploaded(const Sprite *sprite) {
    return sprite->uploaded == piece_count(sprite);
}

void sprite_wait(Sprite *sprite, Image *image) {
    sprite->waiting = *image;
    *image = (Image){0};
}

bool sprite_fill(int handle, const Image *image, int frame_count, int xorigin, int yorigin) {
    int frames = frame_count > 0 ? frame_count : 1;
    Sprite *made = sprite_make(image, frames, xorigin, yorigin, sprite_box_of(image, frames));
    if (made == NULL) {
        log_error("a picture of %d x %d pixels cannot hold %d sub-images", image->width,
                  image->height, frames);
        return false;
    }
    while (sprite_upload_piece(made, image)) {
    }
    if (!sprite_is_uploaded(made)) {
        sprite_free(made);
        return false;
    }
    sprite_take(handle, made);
    return true;
}

/* MARK: drawing */

int sprite_frame(const Sprite *sprite, double image) {
    if (image >= 0 && image < sprite->frame_count) return (int)image;
    if (!(image > -MOST_FRAMES && image < MOST_FRAMES)) return 0; /* no number to speak of */
    int frame = (int)fmod(trunc(image), sprite->frame_count);
    return frame < 0 ? frame + sprite->frame_count : frame;
}

static float later(float a, float b) {
    return a > b ? a : b;
}

static float earlier(float a, float b) {
    return a < b ? a : b;
}

/* The part of the quad that one piece shows. */
static void draw_piece(const Sprite *sprite, int frame, int column, int row,
                       const RenderQuad *whole) {
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

static int piece_at(float pixel, int count) {
    float piece = floorf(pixel / SPRITE_PIECE);
    return piece < 0 ? 0 : piece < (float)count ? (int)piece : count - 1;
}

/* As nearly every sprite is drawn. */
static bool is_one_whole(const Sprite *sprite, const RenderQuad *quad) {
    return sprite->columns == 1 && sprite->rows == 1 && quad->u == 0 && quad->v == 0 &&
           quad->w == (float)sprite->width && quad->h == (float)sprite->height;
}

void sprite_draw(Sprite *sprite, int frame, const RenderQuad *quad) {
    if (sprite->waiting.pixels != NULL) {
        while (sprite_upload_piece(sprite, &sprite->waiting)) {
        }
        image_free(&sprite->waiting);
    }
    RenderQuad part = *quad;
    part.is_opaque = sprite->is_opaque;
    if (is_one_whole(sprite, quad)) {
        const SpritePiece *piece = &sprite->pieces[frame];
        part.texture = piece->texture;
        part.u = (float)piece->u;
        part.v = (float)piece->v;
        if (piece->texture != 0) render_quad(&part);
        return;
    }
    part.is_part = sprite->columns * sprite->rows > 1;
    int left = piece_at(quad->u, sprite->columns), top = piece_at(quad->v, sprite->rows);
    int right = piece_at(quad->u + quad->w, sprite->columns);
    int bottom = piece_at(quad->v + quad->h, sprite->rows);
    for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++)
            draw_piece(sprite, frame, column, row, &part);
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
    the_sprites.shapes++;
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
    else
        sprite_end(sprite);
}
