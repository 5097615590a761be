/* Textures by number. */
#include "render_sdl.h"

#include "log.h"
#include "mem.h"

enum { NO_MAXIMUM_TOLD = 16384, WHITE_32 = -1 };

static struct {
    Texture *items; /* [0] is never used */
    int count, capacity;
    int living;
} the_textures;

Texture *texture_of(int texture) {
    if (texture <= 0 || texture >= the_textures.count)
        return texture == RENDER_PICTURE ? target_of_picture() : NULL;
    Texture *found = &the_textures.items[texture];
    return found->sdl != NULL ? found : NULL;
}

static int free_number(void) {
    for (int i = 1; i < the_textures.count; i++)
        if (the_textures.items[i].sdl == NULL) return i;
    int number = the_textures.count > 0 ? the_textures.count : 1;
    MEM_RESERVE(the_textures.items, the_textures.capacity, number + 1);
    the_textures.items[0] = (Texture){0};
    the_textures.count = number + 1;
    return number;
}

/* The software renderer's textures begin transparent, a graphics card's with anything. */
static void make_transparent(SDL_Texture *texture, int width, int height) {
    void *zero = mem_try((size_t)width * (size_t)height * 4);
    if (zero == NULL) return;
    SDL_memset(zero, 0, (size_t)width * (size_t)height * 4);
    SDL_UpdateTexture(texture, NULL, zero, width * 4);
    mem_free(zero);
}

static int create(SDL_TextureAccess access, int width, int height) {
    if (render_sdl() == NULL) return 0;
    SDL_Texture *sdl =
        SDL_CreateTexture(render_sdl(), render_pixel_format(), (int)access, width, height);
    if (sdl == NULL) {
        log_error("A texture of %d x %d pixels could not be made: %s", width, height,
                  SDL_GetError());
        return 0;
    }
    if (!render_is_software()) make_transparent(sdl, width, height);
    int number = free_number();
    Texture *texture = &the_textures.items[number];
    *texture = (Texture){.sdl = sdl, .width = width, .height = height, .tint = (uint32_t)WHITE_32};
    texture->blend = SDL_BLENDMODE_BLEND;
    SDL_SetTextureBlendMode(sdl, texture->blend);
    the_textures.living++;
    return number;
}

int render_texture_create(int width, int height) {
    return create(SDL_TEXTUREACCESS_STATIC, width, height);
}

int render_texture_create_target(int width, int height) {
    return create(SDL_TEXTUREACCESS_TARGET, width, height);
}

void render_texture_update(int texture, int x, int y, int width, int height, const void *pixels,
                           int pitch) {
    Texture *found = texture_of(texture);
    if (found == NULL) return;
    render_flush(); /* what is batched shows the old pixels */
    SDL_Rect area = {x, y, width, height};
    SDL_UpdateTexture(found->sdl, &area, pixels, pitch);
}

void render_texture_destroy(int texture) {
    Texture *found = texture_of(texture);
    if (found == NULL) return;
    render_flush();
    SDL_DestroyTexture(found->sdl);
    *found = (Texture){0};
    the_textures.living--;
}

int render_texture_max(void) {
    SDL_RendererInfo info = {0};
    if (render_sdl() == NULL || SDL_GetRendererInfo(render_sdl(), &info) != 0) return 0;
    int most = info.max_texture_width < info.max_texture_height ? info.max_texture_width
                                                                : info.max_texture_height;
    return most > 0 ? most : NO_MAXIMUM_TOLD;
}

void texture_set(Texture *texture, uint32_t tint, SDL_BlendMode blend) {
    if (texture->blend != blend) {
        SDL_SetTextureBlendMode(texture->sdl, blend);
        texture->blend = blend;
    }
    if (texture->tint == tint) return;
    SDL_SetTextureColorMod(texture->sdl, (Uint8)tint, (Uint8)(tint >> 8), (Uint8)(tint >> 16));
    SDL_SetTextureAlphaMod(texture->sdl, (Uint8)(tint >> 24));
    texture->tint = tint;
}

int textures_count(void) {
    return the_textures.living;
}

void textures_close(void) {
    for (int i = 1; i < the_textures.count; i++)
        render_texture_destroy(i);
    mem_free(the_textures.items);
    the_textures.items = NULL;
    the_textures.count = the_textures.capacity = 0;
}
