/* Sprites: sub-images on texture pages, an origin, a collision box. Thread: main, but for
 * sprite_plan, which any thread may call.
 *
 * A handle is never given out twice, so a stale one is always found out. */
#ifndef ASSETS_SPRITE_H
#define ASSETS_SPRITE_H

#include "../platform/image.h"

typedef struct SpriteFrame {
    int texture; /* 0: nothing to draw (placeholder) */
    int u, v;    /* where it lies on the page */
} SpriteFrame;

typedef struct Sprite {
    char *name;        /* "" for one made at run time */
    int width, height; /* of one sub-image, pixels */
    int frame_count;
    int xorigin, yorigin;
    int left, top, right, bottom; /* collision box inside a sub-image, inclusive pixels */
    double speed;                 /* sub-images per second; 30 at first */
    /* A sub-image is one tile, or several if it is too large for one texture: tile t of sub-image i
     * is frames[i * columns * rows + t], row by row; those at the right and bottom are smaller. */
    SpriteFrame *frames;
    int columns, rows, tile_width, tile_height;
    bool is_asset;                /* came with the game: cannot be deleted */
    struct SpriteUpload *waiting; /* pixels that are given to the renderer when first drawn */
} Sprite;

/* Names a new sprite of one transparent pixel; its handle. "": made at run time; else an asset. */
int sprite_create(const char *name);
/* Fills a sprite from a picture of frame_count sub-images side by side and gives its pixels to the
 * texture pages at once (loading screens, tests). The image stays the caller's. May be repeated
 * (reload). False: said why, the sprite is as it was. */
bool sprite_fill(int sprite, const Image *image, int frame_count, int xorigin, int yorigin);
Sprite *sprite_of(int handle);      /* NULL: no such sprite */
int sprite_named(const char *name); /* GM_NONE, silently */
int sprite_count(void);             /* handles are 0 .. count - 1, some may be NULL */
void sprites_close(void);

/* MARK: filling in parts (pictures that arrive while the game runs) */

/* What a picture of sub-images side by side will be as a sprite. */
typedef struct SpritePlan {
    int width, height, frame_count;
    int left, top, right, bottom; /* the smallest box around all that is not fully transparent */
} SpritePlan;
/* False: the picture is too small for so many; why (IMAGE_WHY_BYTES) says so. Thread: any. */
bool sprite_plan(SpritePlan *plan, const Image *image, int frame_count, char *why);

/* A picture on its way to the renderer. Takes the image: it is freed when all of it is there. */
typedef struct SpriteUpload SpriteUpload;
SpriteUpload *sprite_upload_open(const SpritePlan *plan, Image *image);
/* Gives up to *bytes bytes to the renderer, in calls of at most 256 KiB; *bytes is what is left of
 * them. SPRITE_UPLOAD_FAILED: a texture could not be made, said why. */
typedef enum { SPRITE_UPLOAD_ON, SPRITE_UPLOAD_DONE, SPRITE_UPLOAD_FAILED } SpriteUploadState;
SpriteUploadState sprite_upload_some(SpriteUpload *upload, int *bytes);
void sprite_upload_close(SpriteUpload *upload); /* gives it up; NULL is fine */
/* Makes the sprite what was planned; takes the upload. What is not with the renderer yet follows
 * when the sprite is first drawn. */
void sprite_become(Sprite *sprite, SpriteUpload *upload, int xorigin, int yorigin);
void sprite_finish(Sprite *sprite); /* that, now; nothing waiting: does nothing */

#endif
