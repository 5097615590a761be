/* Runs of geometry with one texture and blend mode: SDL is called once for each. */
#include "render_sdl.h"

#include "../runtime/gm_types.h"

enum { MOST_VERTICES = 16384, MOST_INDICES = MOST_VERTICES * 3 / 2 };

static struct {
    SDL_Vertex vertices[MOST_VERTICES];
    int indices[MOST_INDICES];
    int vertex_count, index_count;
    int texture; /* of this run; -1: no run yet */
    SDL_BlendMode blend;
    int quads, batches; /* of the picture under way */
} the_batch = {.texture = -1, .blend = SDL_BLENDMODE_BLEND};

SDL_BlendMode batch_blend(void) {
    return the_batch.blend;
}

/* Multiplying knows alpha only as what stays of the picture below: colours come with it. */
uint32_t batch_colour(uint32_t colour) {
    if (the_batch.blend != SDL_BLENDMODE_MUL) return colour;
    uint32_t alpha = colour >> 24, red = colour & 255, green = colour >> 8 & 255,
             blue = colour >> 16 & 255;
    return alpha << 24 | blue * alpha / 255 << 16 | green * alpha / 255 << 8 | red * alpha / 255;
}

void render_flush(void) {
    if (the_batch.index_count == 0) return;
    Texture *texture = texture_of(the_batch.texture);
    if (texture != NULL) texture_set(texture, UINT32_MAX, the_batch.blend);
    SDL_SetRenderDrawBlendMode(render_sdl(), the_batch.blend);
    SDL_RenderGeometry(render_sdl(), texture != NULL ? texture->sdl : NULL, the_batch.vertices,
                       the_batch.vertex_count, the_batch.indices, the_batch.index_count);
    the_batch.vertex_count = the_batch.index_count = 0;
}

void batch_set_blend(int mode) {
    SDL_BlendMode blend = mode == GM_BM_ADD        ? SDL_BLENDMODE_ADD
                          : mode == GM_BM_MULTIPLY ? SDL_BLENDMODE_MUL
                                                   : SDL_BLENDMODE_BLEND;
    if (blend == the_batch.blend) return;
    render_flush();
    the_batch.texture = -1;
    the_batch.blend = blend;
}

void batch_run(int texture) {
    if (texture == the_batch.texture) return;
    render_flush();
    the_batch.texture = texture;
    the_batch.batches++;
}

SDL_Vertex *batch_take(int vertices, int indices, int **index, int *first) {
    if (the_batch.vertex_count + vertices > MOST_VERTICES ||
        the_batch.index_count + indices > MOST_INDICES) {
        render_flush();
        the_batch.batches++;
    }
    *first = the_batch.vertex_count;
    *index = the_batch.indices + the_batch.index_count;
    the_batch.vertex_count += vertices;
    the_batch.index_count += indices;
    return the_batch.vertices + *first;
}

void batch_begin(void) {
    the_batch.vertex_count = the_batch.index_count = 0;
    the_batch.texture = -1;
    the_batch.quads = the_batch.batches = 0;
}

void batch_count_quad(void) {
    the_batch.quads++;
}

RenderCounts batch_counts(void) {
    return (RenderCounts){the_batch.quads, the_batch.batches, textures_count()};
}
