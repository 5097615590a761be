/* Pixels through SDL_Renderer: quads gathered into batches by texture and blend mode.
 *
 * The picture is drawn at the game's own size into a target texture, and scaled into the window when
 * it is presented. On the software renderer a turned sprite goes through SDL_RenderCopyEx: there it
 * is three times as fast as turned geometry, while straight geometry becomes plain blits. */
#include "log.h"
#include "mem.h"
#include "render.h"
#include "sdl.h"
#include "window.h"

#include "../runtime/gm_types.h"

#include <SDL_image.h>
#include <math.h>

enum { BATCH_QUADS = 1024 };

static struct {
    SDL_Renderer *renderer;
    SDL_Texture *picture;
    SDL_Texture **textures; /* [texture - 1]; NULL: free */
    int texture_count, texture_capacity;
    Uint32 format;
    int texture_max;
    bool software;
    SDL_Vertex vertices[BATCH_QUADS * 4];
    int indices[BATCH_QUADS * 6];
    int vertex_count, index_count;
    int batch_texture, blend;
    float view_x, view_y, scale_x, scale_y;
    RenderCounts counting, counted;
} the_render;

/* MARK: opening */

SDL_Renderer *render_sdl(void) {
    return the_render.renderer;
}

Uint32 render_pixel_format(void) {
    return the_render.format;
}

int render_texture_max(void) {
    return the_render.texture_max;
}

/* Textures in the renderer's own format: an upload is a copy then. */
static void choose_format(void) {
    SDL_RendererInfo info;
    the_render.format = SDL_PIXELFORMAT_ARGB8888;
    the_render.texture_max = 8192;
    if (SDL_GetRendererInfo(the_render.renderer, &info) != 0) return;
    the_render.software = (info.flags & SDL_RENDERER_SOFTWARE) != 0;
    if (info.max_texture_width > 0)
        the_render.texture_max = SDL_min(info.max_texture_width, info.max_texture_height);
    for (Uint32 i = 0; i < info.num_texture_formats; i++)
        if (SDL_BYTESPERPIXEL(info.texture_formats[i]) == 4 &&
            SDL_ISPIXELFORMAT_ALPHA(info.texture_formats[i])) {
            the_render.format = info.texture_formats[i];
            return;
        }
}

bool render_open(void) {
    Uint32 flags = window_is_headless() ? SDL_RENDERER_SOFTWARE : 0;
    the_render.renderer = SDL_CreateRenderer(window_sdl(), -1, flags);
    if (the_render.renderer == NULL) {
        log_error("the window cannot be drawn to: %s", SDL_GetError());
        return false;
    }
    choose_format();
    the_render.picture = SDL_CreateTexture(the_render.renderer, the_render.format,
                                           SDL_TEXTUREACCESS_TARGET, window_width(), window_height());
    if (the_render.picture == NULL) {
        log_error("a picture of %d x %d pixels cannot be made: %s", window_width(),
                  window_height(), SDL_GetError());
        render_close();
        return false;
    }
    render_set_view(0, 0, 1, 1);
    render_begin();
    render_clear(0xFF000000U);
    return true;
}

void render_close(void) {
    for (int i = 0; i < the_render.texture_count; i++)
        if (the_render.textures[i] != NULL) SDL_DestroyTexture(the_render.textures[i]);
    mem_free(the_render.textures);
    if (the_render.picture != NULL) SDL_DestroyTexture(the_render.picture);
    if (the_render.renderer != NULL) SDL_DestroyRenderer(the_render.renderer);
    SDL_memset(&the_render, 0, sizeof the_render);
}

/* MARK: textures */

SDL_Texture *render_sdl_texture(int texture) {
    return texture > 0 && texture <= the_render.texture_count ? the_render.textures[texture - 1]
                                                              : NULL;
}

static int slot_for_texture(void) {
    for (int i = 0; i < the_render.texture_count; i++)
        if (the_render.textures[i] == NULL) return i;
    MEM_RESERVE(the_render.textures, the_render.texture_capacity, the_render.texture_count + 1);
    return the_render.texture_count++;
}

int render_texture_create(int width, int height) {
    SDL_Texture *texture = SDL_CreateTexture(the_render.renderer, the_render.format,
                                             SDL_TEXTUREACCESS_STATIC, width, height);
    if (texture == NULL) {
        log_error("a texture of %d x %d pixels cannot be made: %s", width, height, SDL_GetError());
        return 0;
    }
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    int slot = slot_for_texture();
    the_render.textures[slot] = texture;
    return slot + 1;
}

void render_texture_update(int texture, int x, int y, int width, int height, const void *pixels,
                           int pitch) {
    SDL_Rect place = {x, y, width, height};
    SDL_UpdateTexture(render_sdl_texture(texture), &place, pixels, pitch);
}

void render_texture_destroy(int texture) {
    if (render_sdl_texture(texture) == NULL) return;
    render_flush();
    SDL_DestroyTexture(the_render.textures[texture - 1]);
    the_render.textures[texture - 1] = NULL;
}

/* MARK: batches */

static SDL_BlendMode blend_mode(void) {
    switch (the_render.blend) {
    case GM_BM_ADD: return SDL_BLENDMODE_ADD;
    case GM_BM_MULTIPLY: return SDL_BLENDMODE_MOD;
    default: return SDL_BLENDMODE_BLEND;
    }
}

void render_flush(void) {
    if (the_render.index_count == 0) return;
    SDL_Texture *texture = render_sdl_texture(the_render.batch_texture);
    if (texture != NULL) SDL_SetTextureBlendMode(texture, blend_mode());
    else SDL_SetRenderDrawBlendMode(the_render.renderer, blend_mode());
    SDL_RenderGeometry(the_render.renderer, texture, the_render.vertices, the_render.vertex_count,
                       the_render.indices, the_render.index_count);
    the_render.vertex_count = the_render.index_count = 0;
    the_render.counting.batches++;
}

static void join_batch(int texture, int vertices, int indices) {
    bool full = the_render.vertex_count + vertices > BATCH_QUADS * 4 ||
                the_render.index_count + indices > BATCH_QUADS * 6;
    if (texture != the_render.batch_texture || full) render_flush();
    the_render.batch_texture = texture;
}

static SDL_Color sdl_colour(uint32_t colour) {
    return (SDL_Color){(Uint8)colour, (Uint8)(colour >> 8), (Uint8)(colour >> 16),
                       (Uint8)(colour >> 24)};
}

static SDL_FPoint placed(float x, float y) {
    return (SDL_FPoint){(x - the_render.view_x) * the_render.scale_x,
                        (y - the_render.view_y) * the_render.scale_y};
}

/* MARK: quads */

static void push_corner(SDL_FPoint at, uint32_t colour, float u, float v) {
    the_render.vertices[the_render.vertex_count++] =
        (SDL_Vertex){.position = at, .color = sdl_colour(colour), .tex_coord = {u, v}};
}

static void push_geometry(const RenderQuad *q) {
    int width = 1, height = 1;
    SDL_Texture *texture = render_sdl_texture(q->texture);
    if (texture != NULL) SDL_QueryTexture(texture, NULL, NULL, &width, &height);
    float u0 = q->u / (float)width, v0 = q->v / (float)height;
    float u1 = (q->u + q->w) / (float)width, v1 = (q->v + q->h) / (float)height;
    float radians = q->degrees * 0.017453292F, c = cosf(radians), s = sinf(radians);
    float xs[4] = {0, q->width, q->width, 0}, ys[4] = {0, 0, q->height, q->height};
    float us[4] = {u0, u1, u1, u0}, vs[4] = {v0, v0, v1, v1};
    join_batch(q->texture, 4, 6);
    int first = the_render.vertex_count;
    for (int i = 0; i < 4; i++) {
        float dx = xs[i] - q->pivot_x, dy = ys[i] - q->pivot_y;
        SDL_FPoint at = q->degrees == 0
                            ? placed(q->x + xs[i], q->y + ys[i])
                            : placed(q->x + q->pivot_x + c * dx + s * dy,
                                     q->y + q->pivot_y - s * dx + c * dy);
        push_corner(at, q->colour[q->one_colour ? 0 : i], us[i], vs[i]);
    }
    static const int corners[6] = {0, 1, 2, 0, 2, 3};
    for (int i = 0; i < 6; i++)
        the_render.indices[the_render.index_count++] = first + corners[i];
}

/* One sprite by itself, turned by SDL. Mirroring (negative sizes) becomes a flip. */
static void copy_turned(const RenderQuad *q) {
    render_flush();
    SDL_Texture *texture = render_sdl_texture(q->texture);
    SDL_Rect from = {(int)q->u, (int)q->v, (int)q->w, (int)q->h};
    float left = q->width < 0 ? q->x + q->width : q->x, top = q->height < 0 ? q->y + q->height : q->y;
    SDL_FPoint at = placed(left, top);
    SDL_FRect to = {at.x, at.y, fabsf(q->width) * the_render.scale_x,
                    fabsf(q->height) * the_render.scale_y};
    SDL_FPoint pivot = {(q->x + q->pivot_x - left) * the_render.scale_x,
                        (q->y + q->pivot_y - top) * the_render.scale_y};
    SDL_RendererFlip flip = (q->width < 0 ? SDL_FLIP_HORIZONTAL : SDL_FLIP_NONE) |
                            (q->height < 0 ? SDL_FLIP_VERTICAL : SDL_FLIP_NONE);
    SDL_Color colour = sdl_colour(q->colour[0]);
    SDL_SetTextureBlendMode(texture, blend_mode());
    SDL_SetTextureColorMod(texture, colour.r, colour.g, colour.b);
    SDL_SetTextureAlphaMod(texture, colour.a);
    SDL_RenderCopyExF(the_render.renderer, texture, &from, &to, (double)-q->degrees, &pivot, flip);
    SDL_SetTextureColorMod(texture, 255, 255, 255);
    SDL_SetTextureAlphaMod(texture, 255);
    the_render.counting.batches++;
}

void render_quad(const RenderQuad *quad) {
    the_render.counting.quads++;
    bool by_itself = the_render.software && quad->texture != 0 && quad->one_colour &&
                     (quad->degrees != 0 || quad->width < 0 || quad->height < 0);
    if (by_itself) copy_turned(quad);
    else push_geometry(quad);
}

void render_triangles(const float *xy, const uint32_t *colours, int count) {
    for (int i = 0; i + 2 < count; i += 3) {
        join_batch(0, 3, 3);
        for (int k = i; k < i + 3; k++) {
            the_render.indices[the_render.index_count++] = the_render.vertex_count;
            push_corner(placed(xy[2 * k], xy[2 * k + 1]), colours[k], 0, 0);
        }
        the_render.counting.quads++;
    }
}

void render_line(float x1, float y1, float x2, float y2, uint32_t colour) {
    render_flush();
    SDL_Color c = sdl_colour(colour);
    SDL_FPoint from = placed(x1, y1), to = placed(x2, y2);
    SDL_SetRenderDrawBlendMode(the_render.renderer, blend_mode());
    SDL_SetRenderDrawColor(the_render.renderer, c.r, c.g, c.b, c.a);
    SDL_RenderDrawLineF(the_render.renderer, from.x, from.y, to.x, to.y);
    the_render.counting.quads++;
    the_render.counting.batches++;
}

/* MARK: state */

void render_set_blend(int mode) {
    if (mode == the_render.blend) return;
    render_flush();
    the_render.blend = mode;
}

void render_set_view(float x, float y, float scale_x, float scale_y) {
    the_render.view_x = x;
    the_render.view_y = y;
    the_render.scale_x = scale_x;
    the_render.scale_y = scale_y;
}

void render_visible(double *left, double *top, double *right, double *bottom) {
    *left = (double)the_render.view_x;
    *top = (double)the_render.view_y;
    *right = *left + window_width() / (double)the_render.scale_x;
    *bottom = *top + window_height() / (double)the_render.scale_y;
}

void render_clear(uint32_t colour) {
    render_flush();
    SDL_Color c = sdl_colour(colour);
    SDL_SetRenderDrawColor(the_render.renderer, c.r, c.g, c.b, c.a);
    SDL_RenderClear(the_render.renderer);
}

/* MARK: a picture */

void render_begin(void) {
    the_render.counting = (RenderCounts){0};
    SDL_SetRenderTarget(the_render.renderer, the_render.picture);
}

void render_present(void (*over)(void)) {
    render_flush();
    the_render.counted = the_render.counting;
    for (int i = 0; i < the_render.texture_count; i++)
        the_render.counted.textures += the_render.textures[i] != NULL ? 1 : 0;
    if (window_is_headless()) return;
    SDL_Rect place = window_picture();
    SDL_SetRenderTarget(the_render.renderer, NULL);
    SDL_SetRenderDrawColor(the_render.renderer, 0, 0, 0, 255);
    SDL_RenderClear(the_render.renderer);
    SDL_RenderCopy(the_render.renderer, the_render.picture, NULL, &place);
    if (over != NULL) over();
    render_flush();
    SDL_RenderPresent(the_render.renderer);
    SDL_SetRenderTarget(the_render.renderer, the_render.picture);
}

RenderCounts render_counts(void) {
    return the_render.counted;
}

static bool read_pixels(Uint32 format, void *pixels, int pitch) {
    render_flush();
    SDL_SetRenderTarget(the_render.renderer, the_render.picture);
    return SDL_RenderReadPixels(the_render.renderer, NULL, format, pixels, pitch) == 0;
}

bool render_read(uint8_t *rgba, int width, int height) {
    if (width != window_width() || height != window_height()) return false;
    return read_pixels(SDL_PIXELFORMAT_RGBA32, rgba, width * 4);
}

bool render_screenshot(const char *file) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, window_width(), window_height(), 24,
                                                          SDL_PIXELFORMAT_RGB24);
    bool written = surface != NULL &&
                   read_pixels(SDL_PIXELFORMAT_RGB24, surface->pixels, surface->pitch) &&
                   IMG_SavePNG(surface, file) == 0;
    if (!written) log_error("the screenshot %s cannot be written: %s", file, SDL_GetError());
    SDL_FreeSurface(surface);
    return written;
}
