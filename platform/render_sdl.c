/* The renderer: a target of the game's own size, which is scaled into the window at the end. */
#include "render_sdl.h"

#include "image.h"
#include "log.h"
#include "mem.h"
#include "window.h"

#include "../runtime/gm_types.h"

#include <math.h>
#include <stdatomic.h>

static struct {
    SDL_Renderer *sdl;
    SDL_Texture *target;
    int width, height; /* of what is drawn to */
    bool software, as_geometry;
    RenderCounts counts;
    bool is_new; /* drawn to since it was shown */
} the_render;

/* Workers convert pictures to it. */
static atomic_uint the_format = SDL_PIXELFORMAT_ARGB8888;

SDL_Renderer *render_sdl(void) {
    return the_render.sdl;
}

bool render_is_software(void) {
    return the_render.software && !the_render.as_geometry;
}

bool render_tints_slowly(void) {
    return render_is_software();
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

static bool aim_at_picture(void) {
    the_render.width = window_width();
    the_render.height = window_height();
    return SDL_SetRenderTarget(the_render.sdl, the_render.target) == 0;
}

static bool create_target(void) {
    the_render.target =
        SDL_CreateTexture(the_render.sdl, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_TARGET,
                          window_width(), window_height());
    if (the_render.target == NULL) return false;
    SDL_SetTextureBlendMode(the_render.target, SDL_BLENDMODE_NONE);
    return aim_at_picture();
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
    render_set_blend(GM_BM_NORMAL);
    render_begin();
    render_clear(0);
    return true;
}

void render_close(void) {
    if (the_render.sdl == NULL) return;
    textures_close();
    shade_close();
    if (the_render.target != NULL) SDL_DestroyTexture(the_render.target);
    SDL_DestroyRenderer(the_render.sdl);
    SDL_memset(&the_render, 0, sizeof the_render);
}

/* MARK: a picture */

void render_begin(void) {
    aim_at_picture();
    the_render.is_new = true;
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

static void draw_over(void (*over)(void), double scale) {
    float whole = scale > 1 ? floorf((float)scale) : 1;
    if (over == NULL) return;
    batch_begin();
    render_set_view(0, 0, whole, whole);
    over();
    render_flush();
}

static void show_in_window(void (*over)(void)) {
    SDL_SetRenderTarget(the_render.sdl, NULL);
    SDL_GetRendererOutputSize(the_render.sdl, &the_render.width, &the_render.height);
    WindowFit fit =
        window_fit(the_render.width, the_render.height, window_width(), window_height());
    SDL_Rect area = {fit.x, fit.y, (int)(window_width() * fit.scale + 0.5),
                     (int)(window_height() * fit.scale + 0.5)};
    SDL_SetRenderDrawColor(the_render.sdl, 0, 0, 0, SDL_ALPHA_OPAQUE);
    SDL_RenderClear(the_render.sdl);
    SDL_RenderCopy(the_render.sdl, the_render.target, NULL, &area);
    draw_over(over, fit.scale);
    SDL_RenderPresent(the_render.sdl);
    aim_at_picture();
}

void render_present(void (*over)(void)) {
    render_flush();
    if (the_render.is_new) the_render.counts = batch_counts();
    if (!window_is_headless())
        show_in_window(over);
    else if (the_render.is_new)
        draw_over(over, 1); /* once: there is nothing to draw it anew on */
    the_render.is_new = false;
    SDL_RenderFlush(the_render.sdl);
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
