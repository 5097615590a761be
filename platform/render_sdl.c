/* The renderer: opening it, a picture's beginning and end, and showing it scaled into the window.
 */
#include "render_sdl.h"

#include "log.h"
#include "window.h"

#include "../runtime/gm_types.h"

#include <math.h>
#include <stdatomic.h>

static struct {
    SDL_Renderer *sdl;
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

bool render_open(void) {
    SDL_RendererInfo info = {0};
    the_render.sdl = create_renderer();
    if (the_render.sdl == NULL || SDL_GetRendererInfo(the_render.sdl, &info) != 0 ||
        !target_open()) {
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
    target_close();
    SDL_DestroyRenderer(the_render.sdl);
    SDL_memset(&the_render, 0, sizeof the_render);
}

/* MARK: a picture */

void render_begin(void) {
    target_picture();
    the_render.is_new = true;
    batch_begin();
    quads_begin();
}

void render_clear(uint32_t colour) {
    render_flush();
    SDL_SetRenderDrawColor(the_render.sdl, (Uint8)colour, (Uint8)(colour >> 8),
                           (Uint8)(colour >> 16),
                           target_has_alpha() ? (Uint8)(colour >> 24) : SDL_ALPHA_OPAQUE);
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
    target_window();
    WindowFit fit =
        window_fit(render_target_width(), render_target_height(), window_width(), window_height());
    SDL_Rect area = {fit.x, fit.y, (int)(window_width() * fit.scale + 0.5),
                     (int)(window_height() * fit.scale + 0.5)};
    SDL_SetRenderDrawColor(the_render.sdl, 0, 0, 0, SDL_ALPHA_OPAQUE);
    SDL_RenderClear(the_render.sdl);
    texture_set(target_of_picture(), UINT32_MAX, SDL_BLENDMODE_NONE);
    SDL_RenderCopy(the_render.sdl, target_of_picture()->sdl, NULL, &area);
    draw_over(over, fit.scale);
    SDL_RenderPresent(the_render.sdl);
    target_picture();
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
