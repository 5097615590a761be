/* What is drawn on: the picture, of the game's own size, or a texture; and reading either. */
#include "render_sdl.h"

#include "image.h"
#include "log.h"
#include "mem.h"
#include "window.h"

static struct {
    Texture picture;
    int texture;       /* that is drawn on: RENDER_PICTURE also stands for the window */
    int width, height; /* of what is drawn on */
} the_target;

/* MARK: the picture */

bool target_picture(void) {
    the_target.texture = RENDER_PICTURE;
    the_target.width = window_width();
    the_target.height = window_height();
    return SDL_SetRenderTarget(render_sdl(), the_target.picture.sdl) == 0;
}

bool target_open(void) {
    Texture *picture = &the_target.picture;
    *picture = (Texture){.width = window_width(), .height = window_height(), .tint = UINT32_MAX};
    picture->sdl = SDL_CreateTexture(render_sdl(), SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_TARGET,
                                     picture->width, picture->height);
    if (picture->sdl == NULL) return false;
    picture->blend = SDL_BLENDMODE_NONE;
    SDL_SetTextureBlendMode(picture->sdl, picture->blend);
    return target_picture();
}

void target_close(void) {
    if (the_target.picture.sdl != NULL) SDL_DestroyTexture(the_target.picture.sdl);
    SDL_memset(&the_target, 0, sizeof the_target);
}

void target_window(void) {
    SDL_SetRenderTarget(render_sdl(), NULL);
    SDL_GetRendererOutputSize(render_sdl(), &the_target.width, &the_target.height);
}

Texture *target_of_picture(void) {
    return &the_target.picture;
}

bool target_has_alpha(void) {
    return the_target.texture != RENDER_PICTURE;
}

int render_target_width(void) {
    return the_target.width;
}

int render_target_height(void) {
    return the_target.height;
}

/* MARK: textures */

bool render_set_target(int texture) {
    const Texture *to = texture_of(texture);
    render_flush();
    if (texture == RENDER_PICTURE) return target_picture();
    if (to == NULL || SDL_SetRenderTarget(render_sdl(), to->sdl) != 0) {
        log_error("A texture cannot be drawn on: %s", SDL_GetError());
        return false;
    }
    the_target.texture = texture;
    the_target.width = to->width;
    the_target.height = to->height;
    return true;
}

void render_texture_copy(int to, int x, int y, int from) {
    int kept = the_target.texture;
    Texture *source = texture_of(from);
    if (source == NULL || !render_set_target(to)) return;
    SDL_Rect place = {x, y, source->width, source->height};
    texture_set(source, UINT32_MAX, SDL_BLENDMODE_NONE);
    SDL_RenderCopy(render_sdl(), source->sdl, NULL, &place);
    render_set_target(kept);
}

static bool read_pixels(const SDL_Rect *area, uint8_t *rgba, int width) {
    return SDL_RenderReadPixels(render_sdl(), area, SDL_PIXELFORMAT_RGBA32, rgba, width * 4) == 0;
}

bool render_texture_read(int texture, int x, int y, int width, int height, uint8_t *rgba) {
    int kept = the_target.texture;
    if (!render_set_target(texture)) return false;
    bool read = read_pixels(&(SDL_Rect){x, y, width, height}, rgba, width);
    if (!read) log_error("A texture could not be read: %s", SDL_GetError());
    render_set_target(kept);
    return read;
}

/* MARK: looking at the picture */

bool render_read(uint8_t *rgba, int width, int height) {
    if (render_sdl() == NULL || width != the_target.width || height != the_target.height)
        return false;
    render_flush();
    if (!read_pixels(NULL, rgba, width)) return false;
    for (size_t i = 3; i < (size_t)width * (size_t)height * 4; i += 4)
        rgba[i] = SDL_ALPHA_OPAQUE;
    return true;
}

bool render_screenshot(const char *file) {
    int width = the_target.width, height = the_target.height;
    uint8_t *rgba = mem_try((size_t)width * (size_t)height * 4);
    bool read = rgba != NULL && render_read(rgba, width, height);
    if (!read) log_error("%s: the picture could not be read: %s", file, SDL_GetError());
    bool saved = read && image_save_png(file, rgba, width, height);
    mem_free(rgba);
    return saved;
}
