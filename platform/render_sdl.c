/* The renderer: a target of the game's own size, which is scaled into the window at the end. */
#include "render_sdl.h"

#include "image.h"
#include "log.h"
#include "mem.h"
#include "window.h"
#include "window_sdl.h"

#include <stdatomic.h>

static struct {
    SDL_Renderer *sdl;
    SDL_Texture *target;
    int width, height;
    bool software, as_geometry;
    RenderCounts counts;
} the_render;

/* Workers convert pictures to it. */
static atomic_uint the_format = SDL_PIXELFORMAT_ARGB8888;

SDL_Renderer *render_sdl(void) {
    return the_render.sdl;
}

bool render_is_software(void) {
    return the_render.software && !the_render.as_geometry;
}

int render_target_width(void) {
    return the_render.width;
}

int render_target_height(void) {
    return the_render.height;
}

uint32_t render_pixel_format(void) {
    return atomic_load_explicit(&the_format, memory_order_relaxed);
}

void render_as_geometry(bool always) {
    render_flush();
    the_render.as_geometry = always;
}

/* MARK: opening */

static bool has_format(const SDL_RendererInfo *info, uint32_t format) {
    for (uint32_t i = 0; i < info->num_texture_formats; i++)
        if (info->texture_formats[i] == format) return true;
    return false;
}

/* Graphics cards take bytes R, G, B, A as they are; SDL's own blitters like ARGB best. */
static uint32_t choose_format(const SDL_RendererInfo *info) {
    bool software = (info->flags & SDL_RENDERER_SOFTWARE) != 0;
    bool bytes = !software && has_format(info, SDL_PIXELFORMAT_ABGR8888);
    return bytes ? SDL_PIXELFORMAT_ABGR8888 : SDL_PIXELFORMAT_ARGB8888;
}

static SDL_Renderer *create_renderer(void) {
    SDL_Renderer *sdl = NULL;
    if (!window_is_headless())
        sdl = SDL_CreateRenderer(window_sdl(), -1,
                                 SDL_RENDERER_ACCELERATED | SDL_RENDERER_TARGETTEXTURE);
    if (sdl != NULL) return sdl;
    return SDL_CreateRenderer(window_sdl(), -1, SDL_RENDERER_SOFTWARE | SDL_RENDERER_TARGETTEXTURE);
}

static bool create_target(void) {
    the_render.width = window_width();
    the_render.height = window_height();
    the_render.target =
        SDL_CreateTexture(the_render.sdl, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_TARGET,
                          the_render.width, the_render.height);
    if (the_render.target == NULL) return false;
    SDL_SetTextureBlendMode(the_render.target, SDL_BLENDMODE_NONE);
    return SDL_SetRenderTarget(the_render.sdl, the_render.target) == 0;
}

bool render_open(void) {
    SDL_RendererInfo info = {0};
    the_render.sdl = create_renderer();
    if (the_render.sdl == NULL || SDL_GetRendererInfo(the_render.sdl, &info) != 0 ||
        !create_target()) {
        log_error("Nothing can be drawn: %s", SDL_GetError());
        render_close();
        return false;
    }
    the_render.software = (info.flags & SDL_RENDERER_SOFTWARE) != 0;
    atomic_store_explicit(&the_format, choose_format(&info), memory_order_relaxed);
    render_begin();
    render_clear(0);
    return true;
}

void render_close(void) {
    if (the_render.sdl == NULL) return;
    textures_close();
    if (the_render.target != NULL) SDL_DestroyTexture(the_render.target);
    SDL_DestroyRenderer(the_render.sdl);
    SDL_memset(&the_render, 0, sizeof the_render);
}

/* MARK: a picture */

void render_begin(void) {
    SDL_SetRenderTarget(the_render.sdl, the_render.target);
    batch_begin();
    quads_begin();
}

void render_clear(uint32_t colour) {
    render_flush();
    SDL_SetRenderDrawColor(the_render.sdl, (Uint8)colour, (Uint8)(colour >> 8),
                           (Uint8)(colour >> 16), SDL_ALPHA_OPAQUE);
    SDL_RenderClear(the_render.sdl);
}

void render_set_blend(int mode) {
    batch_set_blend(mode);
}

static void show_in_window(void) {
    int width, height;
    SDL_SetRenderTarget(the_render.sdl, NULL);
    SDL_GetRendererOutputSize(the_render.sdl, &width, &height);
    WindowFit fit = window_fit(width, height, the_render.width, the_render.height);
    SDL_Rect area = {fit.x, fit.y, (int)(the_render.width * fit.scale + 0.5),
                     (int)(the_render.height * fit.scale + 0.5)};
    SDL_SetRenderDrawColor(the_render.sdl, 0, 0, 0, SDL_ALPHA_OPAQUE);
    SDL_RenderClear(the_render.sdl);
    SDL_RenderCopy(the_render.sdl, the_render.target, NULL, &area);
    SDL_RenderPresent(the_render.sdl);
    SDL_SetRenderTarget(the_render.sdl, the_render.target);
}

void render_present(void) {
    render_flush();
    the_render.counts = batch_counts();
    if (window_is_headless())
        SDL_RenderFlush(the_render.sdl);
    else
        show_in_window();
}

RenderCounts render_counts(void) {
    return the_render.counts;
}

/* MARK: looking at it */

bool render_read(uint8_t *rgba, int width, int height) {
    if (the_render.sdl == NULL || width != the_render.width || height != the_render.height)
        return false;
    render_flush();
    if (SDL_RenderReadPixels(the_render.sdl, NULL, SDL_PIXELFORMAT_RGBA32, rgba, width * 4) != 0)
        return false;
    for (size_t i = 3; i < (size_t)width * (size_t)height * 4; i += 4)
        rgba[i] = SDL_ALPHA_OPAQUE;
    return true;
}

bool render_screenshot(const char *file) {
    int width = the_render.width, height = the_render.height;
    uint8_t *rgba = mem_try((size_t)width * (size_t)height * 4);
    bool read = rgba != NULL && render_read(rgba, width, height);
    if (!read) log_error("%s: the picture could not be read: %s", file, SDL_GetError());
    bool saved = read && image_save_png(file, rgba, width, height);
    mem_free(rgba);
    return saved;
}
