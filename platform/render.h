/* Pixels: textures, batched quads, the target. SDL_Renderer underneath. Thread: main.
 * A texture is a number > 0. Pixels are in the format that render_pixel_format names, so that an
 * upload is a copy; image_decode (image.h) converts to it on a worker. */
#ifndef PLATFORM_RENDER_H
#define PLATFORM_RENDER_H

#include <stdbool.h>
#include <stdint.h>

bool render_open(void); /* after window_open; false: said why */
void render_close(void);
/* Number of the pixel format of textures and pictures; alpha is its top byte. Thread: any. */
uint32_t render_pixel_format(void);

/* MARK: textures */

int render_texture_create(int width, int height); /* transparent; 0: failed, said why */
void render_texture_update(int texture, int x, int y, int width, int height, const void *pixels,
                           int pitch);
/* The picture, as far as it is drawn, wherever a texture is asked for that exists. */
enum { RENDER_PICTURE = -2 };
/* One that can be drawn on too. */
int render_texture_create_target(int width, int height);
void render_texture_destroy(int texture); /* 0 is fine; not while it is drawn on */
/* Into another, which can be drawn on: the pixels as they are, alpha too. */
void render_texture_copy(int to, int x, int y, int from);
/* Reads a rectangle of one that can be drawn on as bytes R, G, B, A; [height][width * 4]. False:
 * could not, said why. */
bool render_texture_read(int texture, int x, int y, int width, int height, uint8_t *rgba);
int render_texture_max(void);   /* widest and tallest a texture may be */
bool render_tints_slowly(void); /* the software renderer: own colours are faster */

/* MARK: drawing. A colour is 0xAABBGGRR: alpha on top of GmColour */

/* A new picture, at the game's own size. What the last one drew is there until it is cleared; it is
 * what is drawn on; the view is 0, 0, 1, 1; the blend mode stays. */
void render_begin(void);
/* All of what is drawn on; the picture is opaque, whatever the colour's alpha. */
void render_clear(uint32_t colour);
/* What is drawn goes on that texture from now on; RENDER_PICTURE: as when it begins. The view
 * stays as it is set. False: it cannot be drawn on, said why. */
bool render_set_target(int texture);
/* From the positions that are drawn at to target pixels: (position - x, y) * scale. */
void render_set_view(float x, float y, float scale_x, float scale_y);
typedef struct RenderView {
    float x, y, scale_x, scale_y;
} RenderView;
RenderView render_view(void);
/* What of the room (or window) the target shows, under the view that is set. */
void render_visible(double *left, double *top, double *right, double *bottom);
void render_set_blend(int mode); /* GM_BM_... */

/* One quad: corners clockwise from the top left, in the view's positions; texture 0: plain colour.
 * degrees and the pivot are given too, because the software renderer turns sprites faster by itself
 * than as geometry. What is not turned lies on whole target pixels. */
typedef struct RenderQuad {
    int texture;
    float u, v, w, h;          /* source rectangle, texture pixels */
    float x, y, width, height; /* target rectangle before turning; negative: mirrored */
    float pivot_x, pivot_y;    /* turning point from x, y */
    float degrees;             /* counter-clockwise */
    uint32_t colour[4];
    bool one_colour; /* only colour[0] counts */
    bool is_opaque;  /* so is its part of the texture: what is below need not be looked at */
    bool is_part;    /* of a larger one: the parts must meet without a gap when turned */
} RenderQuad;
void render_quad(const RenderQuad *quad);
/* xy: [count][2], colours: [count]; count % 3 == 0 */
void render_triangles(const float *xy, const uint32_t *colours, int count);
/* One target pixel wide, both ends included. */
void render_line(float x1, float y1, float x2, float y2, uint32_t colour);
void render_flush(void); /* draws what is batched */

/* Scales the picture into the window, draws over it what is not part of it (NULL: nothing), shows
 * it. over draws at window pixels, by the picture's whole scale: text stays as large as in the
 * picture. Headless: nothing to do, the picture stays readable. May be called again for the same
 * picture. */
void render_present(void (*over)(void));

/* MARK: looking at it */

/* Reads the last finished picture as bytes R, G, B, A; [height][width * 4], of the game's own size.
 * False: could not. */
bool render_read(uint8_t *rgba, int width, int height);
bool render_screenshot(const char *file); /* PNG; false: said why */

typedef struct RenderCounts {
    int quads;    /* drawn; those outside the picture are left out */
    int batches;  /* runs of quads with one texture and blend mode */
    int textures; /* that there are */
} RenderCounts;
RenderCounts render_counts(void); /* of the last picture */

/* Tests: batches quads as a graphics card gets them, also on the software renderer. */
void render_as_geometry(bool always);

#endif
