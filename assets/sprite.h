/* Sprites: sub-images on texture pages, an origin, a collision box. Thread: main. */
#ifndef ASSETS_SPRITE_H
#define ASSETS_SPRITE_H

#include "../platform/image.h"

typedef struct SpriteFrame {
    int texture;    /* 0: nothing to draw (placeholder) */
    int u, v;       /* where it lies on the page */
} SpriteFrame;

typedef struct Sprite {
    char *name; /* "" for one made at run time */
    int width, height, frame_count;
    int xorigin, yorigin;
    int left, top, right, bottom; /* collision box inside a sub-image, inclusive pixels */
    double speed;                 /* sub-images per second */
    SpriteFrame *frames;
    uint8_t *mask; /* [frame_count][height][width] alpha > 0, only for precise sprites; else NULL */
    bool is_asset; /* came with the game: cannot be deleted */
} Sprite;

/* Names a new sprite of one transparent pixel; its handle. */
int sprite_create(const char *name);
/* Fills a sprite from a picture of frame_count sub-images side by side and gives its pixels to the
 * texture pages at once (loading screens, tests). The image stays the caller's. */
void sprite_fill(int sprite, const Image *image, int frame_count, int xorigin, int yorigin);
Sprite *sprite_of(int handle); /* NULL: no such sprite */
int sprite_named(const char *name); /* GM_NONE, silently */
int sprite_count(void);        /* handles are 0 .. count - 1, some may be NULL */
void sprites_close(void);

#endif
