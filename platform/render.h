/* Pixels: textures, batched quads, the target. SDL_Renderer underneath. Thread: main.
 * A texture is a number > 0. Pixels are in the format that render_pixel_format names, so that an
 * upload is a copy; image_decode (image.h) converts to it on a worker. */
#ifndef PLATFORM_RENDER_H
#define PLATFORM_RENDER_H

#include <stdbool.h>
#include <stdint.h>

bool render_open(void); /* after window_open; false: said why */
void render_close(void);

int render_texture_create(int width, int height); /* transparent; 0: failed, said why */
void render_texture_update(int texture, int x, int y, int width, int height, const void *pixels,
                           int pitch);
void render_texture_destroy(int texture);
int render_texture_max(void); /* widest and tallest a texture may be */

/* One quad: corners clockwise from the top left, in target pixels; texture 0: plain colour.
 * degrees and the centre are given too, because the software renderer turns sprites faster by
 * itself than as geometry. colour is 0xAABBGGRR (alpha on top of GmColour). */
typedef struct RenderQuad {
    int texture;
    float u, v, w, h;          /* source rectangle, texture pixels */
    float x, y, width, height; /* target rectangle before turning; negative: mirrored */
    float pivot_x, pivot_y;    /* turning point from the target rectangle's top left */
    float degrees;             /* counter-clockwise */
    uint32_t colour[4];
    bool one_colour;           /* only colour[0] counts */
} RenderQuad;
void render_quad(const RenderQuad *quad);
void render_triangles(const float *xy, const uint32_t *colours, int count); /* [count][2], count % 3 == 0 */
void render_line(float x1, float y1, float x2, float y2, uint32_t colour);
void render_set_blend(int mode);                 /* GM_BM_... */
void render_set_view(float x, float y, float scale_x, float scale_y); /* room to target pixels */
/* What of the room (or window) the target shows, under the view that is set. */
void render_visible(double *left, double *top, double *right, double *bottom);
void render_clear(uint32_t colour);
void render_flush(void);   /* draws what is batched */
void render_begin(void);   /* a new picture, at the game's own size */
/* Scales the picture into the window, draws over it what is not part of it (NULL: nothing), shows it.
 * Headless: nothing to do, the picture stays readable. May be called again for the same picture. */
void render_present(void (*over)(void));

/* Reads the last finished picture as bytes R, G, B, A; [height][width * 4]. False: could not. */
bool render_read(uint8_t *rgba, int width, int height);
bool render_screenshot(const char *file); /* PNG; false: said why */

typedef struct RenderCounts {
    int quads, batches, textures;
} RenderCounts;
RenderCounts render_counts(void); /* of the last picture */

#endif
