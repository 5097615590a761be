/* What the renderer's files owe each other. Thread: main.
 *   render_sdl.c          the renderer, a picture's beginning and end
 *   render_target_sdl.c   what is drawn on: the picture or a texture; reading it
 *   render_texture_sdl.c  textures by number
 *   render_batch_sdl.c    runs of geometry with one texture and blend mode
 *   render_shade_sdl.c    large translucent rectangles, faster on the software renderer
 *   render_quad_sdl.c     quads, triangles and lines: culled, snapped, batched or drawn at once */
#ifndef PLATFORM_RENDER_SDL_H
#define PLATFORM_RENDER_SDL_H

#include "render.h"
#include "sdl.h"

bool render_is_software(void); /* and not told to batch geometry all the same */

typedef struct Texture Texture;
bool target_open(void); /* makes the picture; it is what is drawn on from now on */
void target_close(void);
bool target_picture(void); /* the picture is drawn on, whatever was before; nothing is flushed */
void target_window(void);  /* the window itself */
Texture *target_of_picture(void);
bool target_has_alpha(void);   /* a texture; the picture and the window are opaque */
int render_target_width(void); /* of what is drawn on now: picture, window or texture */
int render_target_height(void);

struct Texture {
    SDL_Texture *sdl;
    int width, height;
    /* what SDL was told last, so that it is told again only when it changes */
    uint32_t tint;
    SDL_BlendMode blend;
};
Texture *texture_of(int texture); /* NULL: no such texture */
void texture_set(Texture *texture, uint32_t tint, SDL_BlendMode blend);
int textures_count(void);
void textures_close(void);

SDL_BlendMode batch_blend(void);
/* A colour as the blend mode wants it. */
uint32_t batch_colour(uint32_t colour);
void batch_set_blend(int mode);
/* What comes next has this texture: draws what is batched if it has another. */
void batch_run(int texture);
/* Room for so many vertices and indices of the texture given to batch_run, to be filled by the
 * caller; *first is the number of the first vertex. */
SDL_Vertex *batch_take(int vertices, int indices, int **index, int *first);
void batch_begin(void); /* a new picture: counts from zero */
void batch_count_quad(void);
RenderCounts batch_counts(void);

/* Draws a rectangle of target pixels in one colour, as it was given. False: it is not one that is
 * drawn faster this way; nothing was drawn. */
bool shade(const SDL_Rect *area, uint32_t colour);
void shade_close(void);

void quads_begin(void); /* a new picture: the view is the target */

#endif
