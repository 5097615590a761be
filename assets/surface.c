/* Surfaces: textures that a game draws on, by handle, and the stack of those it draws on now. */
#include "surface.h"
#include "../platform/image.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "../platform/window.h"
#include "../runtime/gm_surface.h"
#include "draw.h"
#include "handle.h"
#include "sprite.h"

#include <math.h>
#include <string.h>

enum { FIRST_SURFACE = GM_APPLICATION_SURFACE + 1 };

typedef struct Surface {
    int texture, width, height;
    int targets; /* how often it is in the stack */
} Surface;

typedef struct Target {
    Surface *surface;
    RenderView below; /* the view that it interrupts */
} Target;

static struct {
    HandleTable handles;
    Surface picture; /* the application surface */
    Target *targets; /* the last is drawn on */
    int target_count, target_capacity;
} the_surfaces;

/* MARK: handles */

static Surface *picture(void) {
    the_surfaces.picture.texture = RENDER_PICTURE;
    the_surfaces.picture.width = window_width();
    the_surfaces.picture.height = window_height();
    return &the_surfaces.picture;
}

static Surface *surface_of(int surface) {
    if (surface == GM_APPLICATION_SURFACE) return picture();
    return handle_item(&the_surfaces.handles, surface - FIRST_SURFACE);
}

static Surface *asked_for(int surface, const char *call) {
    Surface *found = surface_of(surface);
    if (found == NULL) log_warn_once("%s: there is no surface %d", call, surface);
    return found;
}

/* One that the game made, and that is no target now. */
static Surface *at_rest(int surface, const char *call) {
    Surface *found = asked_for(surface, call);
    if (found == picture())
        log_warn_once("%s: the application surface is the game's picture and stays as it is", call);
    else if (found != NULL && found->targets > 0)
        log_warn_once("%s: surface %d is drawn on: gm_surface_reset_target first", call, surface);
    else
        return found;
    return NULL;
}

/* 0: said why */
static int texture_for(int width, int height, const char *call) {
    int most = render_texture_max();
    if (width < 1 || height < 1 || width > most || height > most ||
        (int64_t)width * height > IMAGE_PIXELS_MAX) {
        log_warn_once("%s: a surface cannot be %d x %d pixels, expected 1 to %d each, %d in all",
                      call, width, height, most, IMAGE_PIXELS_MAX);
        return 0;
    }
    return render_texture_create_target(width, height);
}

int gm_surface_create(int width, int height) {
    int texture = texture_for(width, height, "gm_surface_create");
    if (texture == 0) return GM_NONE;
    Surface *surface = mem_alloc(sizeof *surface);
    *surface = (Surface){.texture = texture, .width = width, .height = height};
    return FIRST_SURFACE + handle_give(&the_surfaces.handles, surface);
}

bool gm_surface_exists(int surface) {
    return surface_of(surface) != NULL;
}

int gm_surface_get_width(int surface) {
    return gm_surface_exists(surface) ? surface_of(surface)->width : 0;
}

int gm_surface_get_height(int surface) {
    return gm_surface_exists(surface) ? surface_of(surface)->height : 0;
}

void gm_surface_resize(int handle, int width, int height) {
    Surface *surface = at_rest(handle, "gm_surface_resize");
    int texture = surface != NULL ? texture_for(width, height, "gm_surface_resize") : 0;
    if (texture == 0) return;
    render_texture_destroy(surface->texture);
    surface->texture = texture;
    surface->width = width;
    surface->height = height;
}

static void end(int handle) {
    Surface *surface = surface_of(handle);
    if (surface == NULL) return;
    render_texture_destroy(surface->texture);
    mem_free(surface);
    handle_take_back(&the_surfaces.handles, handle - FIRST_SURFACE);
}

void gm_surface_free(int surface) {
    if (gm_surface_exists(surface) && at_rest(surface, "gm_surface_free") != NULL) end(surface);
}

void surfaces_close(void) {
    surface_drop_targets();
    for (int i = 0; i < the_surfaces.handles.count; i++)
        end(FIRST_SURFACE + i);
    handle_close(&the_surfaces.handles);
    mem_free(the_surfaces.targets);
    memset(&the_surfaces, 0, sizeof the_surfaces);
}

/* MARK: drawing on one */

static Surface *target_now(void) {
    int count = the_surfaces.target_count;
    return count > 0 ? the_surfaces.targets[count - 1].surface : picture();
}

bool gm_surface_set_target(int handle) {
    Surface *surface = asked_for(handle, "gm_surface_set_target");
    if (surface == NULL || !draw_is_allowed("gm_surface_set_target")) return false;
    MEM_RESERVE(the_surfaces.targets, the_surfaces.target_capacity, the_surfaces.target_count + 1);
    the_surfaces.targets[the_surfaces.target_count++] = (Target){surface, render_view()};
    surface->targets++;
    render_set_target(surface->texture);
    render_set_view(0, 0, 1, 1);
    return true;
}

static void drop_target(void) {
    Target *top = &the_surfaces.targets[--the_surfaces.target_count];
    top->surface->targets--;
    render_set_target(target_now()->texture);
    render_set_view(top->below.x, top->below.y, top->below.scale_x, top->below.scale_y);
}

bool gm_surface_reset_target(void) {
    if (!draw_is_allowed("gm_surface_reset_target")) return false;
    if (the_surfaces.target_count == 0) {
        log_warn_once("gm_surface_reset_target: no surface is drawn on");
        return false;
    }
    drop_target();
    return true;
}

int surface_drop_targets(void) {
    int count = the_surfaces.target_count;
    while (the_surfaces.target_count > 0)
        drop_target();
    return count;
}

/* MARK: drawing one */

static Surface *shown(int handle, const char *call) {
    if (!draw_is_allowed(call)) return NULL;
    Surface *surface = asked_for(handle, call);
    if (surface == NULL || surface != target_now()) return surface;
    log_warn_once("%s: surface %d cannot be drawn on itself", call, handle);
    return NULL;
}

/* All of it into a rectangle of the target, turned about its top left. */
static void draw_whole(const Surface *surface, double x, double y, double width, double height,
                       double degrees, uint32_t colour) {
    if (surface == NULL || colour >> 24 == 0) return;
    RenderQuad quad = {.texture = surface->texture,
                       .w = (float)surface->width,
                       .h = (float)surface->height,
                       .x = (float)x,
                       .y = (float)y,
                       .width = (float)width,
                       .height = (float)height,
                       .degrees = (float)fmod(degrees, 360),
                       .colour = {colour},
                       .one_colour = true};
    render_quad(&quad);
}

static uint32_t plain(void) {
    return draw_with_alpha(GM_C_WHITE, draw_state().alpha);
}

void gm_draw_surface(int handle, double x, double y) {
    const Surface *surface = shown(handle, "gm_draw_surface");
    if (surface != NULL) draw_whole(surface, x, y, surface->width, surface->height, 0, plain());
}

void gm_draw_surface_ext(int handle, double x, double y, double xscale, double yscale,
                         double degrees, GmColour colour, double alpha) {
    const Surface *surface = shown(handle, "gm_draw_surface_ext");
    if (surface == NULL) return;
    draw_whole(surface, x, y, surface->width * xscale, surface->height * yscale, degrees,
               draw_with_alpha(colour, alpha));
}

void gm_draw_surface_stretched(int handle, double x, double y, double width, double height) {
    draw_whole(shown(handle, "gm_draw_surface_stretched"), x, y, width, height, 0, plain());
}

void gm_draw_surface_part(int handle, double left, double top, double width, double height,
                          double x, double y) {
    const Surface *surface = shown(handle, "gm_draw_surface_part");
    if (surface == NULL) return;
    double u = fmax(left, 0), v = fmax(top, 0); /* what it has of the part */
    double w = fmin(left + width, surface->width) - u, h = fmin(top + height, surface->height) - v;
    if (!(w > 0 && h > 0)) return;
    RenderQuad quad = {.texture = surface->texture,
                       .u = (float)u,
                       .v = (float)v,
                       .w = (float)w,
                       .h = (float)h,
                       .x = (float)(x + u - left),
                       .y = (float)(y + v - top),
                       .width = (float)w,
                       .height = (float)h,
                       .colour = {plain()},
                       .one_colour = true};
    render_quad(&quad);
}

/* MARK: its pixels */

void gm_surface_copy(int destination, int x, int y, int source) {
    const Surface *to = asked_for(destination, "gm_surface_copy");
    const Surface *from = asked_for(source, "gm_surface_copy");
    if (to == NULL || from == NULL) return;
    if (to == from)
        log_warn_once("gm_surface_copy: surface %d cannot be copied on itself", source);
    else
        render_texture_copy(to->texture, x, y, from->texture);
}

static bool is_inside(const Surface *surface, int x, int y, int width, int height) {
    return x >= 0 && y >= 0 && width > 0 && height > 0 && x < surface->width &&
           y < surface->height && width <= surface->width - x && height <= surface->height - y;
}

uint32_t gm_surface_getpixel_ext(int handle, int x, int y) {
    const Surface *surface = asked_for(handle, "gm_surface_getpixel");
    uint8_t rgba[4];
    if (surface == NULL || !is_inside(surface, x, y, 1, 1) ||
        !render_texture_read(surface->texture, x, y, 1, 1, rgba))
        return 0;
    return rgba[0] | (uint32_t)rgba[1] << 8 | (uint32_t)rgba[2] << 16 | (uint32_t)rgba[3] << 24;
}

GmColour gm_surface_getpixel(int surface, int x, int y) {
    return gm_surface_getpixel_ext(surface, x, y) & 0xFFFFFFU;
}

static bool read_image(const Surface *surface, int x, int y, Image *image) {
    uint8_t *rgba = mem_try((size_t)image->width * (size_t)image->height * 4);
    bool read = rgba != NULL &&
                render_texture_read(surface->texture, x, y, image->width, image->height, rgba);
    if (read) image_from_rgba(image, rgba);
    mem_free(rgba);
    return read;
}

int gm_sprite_create_from_surface(int handle, int x, int y, int width, int height, int xorig,
                                  int yorig) {
    const Surface *surface = asked_for(handle, "gm_sprite_create_from_surface");
    if (surface == NULL) return GM_NONE;
    if (!is_inside(surface, x, y, width, height)) {
        log_warn_once(
            "gm_sprite_create_from_surface: %d, %d, %d x %d pixels are not inside surface "
            "%d, which has %d x %d",
            x, y, width, height, handle, surface->width, surface->height);
        return GM_NONE;
    }
    Image image;
    if (!image_new(&image, width, height)) return GM_NONE;
    int sprite = read_image(surface, x, y, &image) ? sprite_create("") : GM_NONE;
    if (sprite != GM_NONE && !sprite_fill(sprite, &image, 1, xorig, yorig)) {
        sprite_end(sprite);
        sprite = GM_NONE;
    }
    image_free(&image);
    return sprite;
}
