/* Sprites: sub-images cut into pieces that lie on texture pages, an origin, a collision box.
 * Thread: main. */
#ifndef ASSETS_SPRITE_H
#define ASSETS_SPRITE_H

#include "../platform/image.h"
#include "../platform/render.h"

/* A part of a sub-image, at most SPRITE_PIECE pixels wide and tall. texture 0: not uploaded yet. */
enum { SPRITE_PIECE = 256 };
typedef struct SpritePiece {
    int texture;
    int u, v; /* where it lies on the texture */
} SpritePiece;

/* What an animation says when it reaches a sub-image: several may be of one, in their order. */
typedef struct SpriteMessage {
    int frame;
    char *text;
} SpriteMessage;
typedef struct SpriteMessages {
    SpriteMessage *items;
    int count, capacity;
} SpriteMessages;
void sprite_messages_add(SpriteMessages *messages, int frame, const char *text); /* Thread: any */
void sprite_messages_free(SpriteMessages *messages);                             /* Thread: any */

typedef struct Sprite {
    char *name; /* "" for one made at run time */
    int width, height, frame_count;
    int xorigin, yorigin;
    int left, top, right, bottom; /* collision box inside a sub-image, inclusive pixels */
    double speed;                 /* sub-images per second */
    double plain_below;           /* an animation that stays below it, and not below 0, does nothing
                                     but go on: frame_count; with messages, less than any number */
    SpriteMessages messages;
    int columns, rows;   /* pieces of a sub-image */
    SpritePiece *pieces; /* [frame_count][rows][columns] */
    int uploaded;        /* how many of them, in order */
    Image waiting;       /* its pixels, until it is first drawn (sprite_wait) */
    uint32_t name_hash;
    bool is_opaque; /* all its sub-images are */
    bool is_asset;  /* came with the game: cannot be deleted */
} Sprite;

/* Names a new sprite of one transparent pixel; its handle, never given out twice. */
int sprite_create(const char *name);
/* The smallest box that holds all that is not transparent in any sub-image. Thread: any */
typedef struct SpriteBox {
    int left, top, right, bottom; /* inclusive pixels */
} SpriteBox;
SpriteBox sprite_box_of(const Image *image, int frame_count);
/* A sprite without a handle, of the shape of a picture of frame_count sub-images side by side.
 * Nothing is uploaded yet. Give it to sprite_take, or sprite_free it. NULL: the picture is too
 * narrow for so many. */
Sprite *sprite_make(const Image *image, int frame_count, int xorigin, int yorigin, SpriteBox box);
/* Uploads the next piece; false: there is none left, or (said why) no texture for it. The image is
 * the one it was made from. */
bool sprite_upload_piece(Sprite *sprite, const Image *image);
bool sprite_is_uploaded(const Sprite *sprite); /* all of it */
/* Another picture of the same shape, in the same places: for one that changes all the time. */
void sprite_repaint(Sprite *sprite, const Image *image);
/* Leaves the rest to the first draw of it. Takes the image. */
void sprite_wait(Sprite *sprite, Image *image);
/* The sprite shows what made shows from now on, and keeps its name and, unless it came with the
 * game, its speed; made is freed. */
void sprite_take(int sprite, Sprite *made);
void sprite_free(Sprite *sprite);                                    /* NULL is fine */
void sprite_take_messages(Sprite *sprite, SpriteMessages *messages); /* instead of what it had */
/* All of that at once (loading screens, tests). The image stays the caller's. False: said why, the
 * sprite is as it was. */
bool sprite_fill(int sprite, const Image *image, int frame_count, int xorigin, int yorigin);
Sprite *sprite_of(int handle);      /* NULL: no such sprite */
int sprite_named(const char *name); /* GM_NONE, silently */
unsigned sprite_shapes(void);       /* changes when an origin does, and with it all boxes */
int sprite_count(void);             /* handles are 0 .. count - 1, some may be NULL */
void sprite_end(int sprite);        /* frees it, whoever made it */
void sprites_close(void);

/* The sub-image a game means by a number: truncated, wrapped. */
int sprite_frame(const Sprite *sprite, double image);
/* Draws a part of a sub-image: quad's u, v, w, h are pixels of the sub-image, its texture is filled
 * in, its target rectangle and turning point hold for the whole part. */
void sprite_draw(Sprite *sprite, int frame, const RenderQuad *quad);

#endif
