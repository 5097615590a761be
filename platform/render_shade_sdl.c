/* Shades: large rectangles of one translucent colour on the software renderer (a fade, what lies
 * behind a dialog). SDL blends a filled rectangle in plain C; a copy of an opaque texture with an
 * alpha of its own it blends in vector code, in a third of the time: so a small texture is given
 * the colour and laid like tiles. */
#include "render_sdl.h"

enum { TILE = 128, SHADE_PIXELS = 64 * 64 /* fewer: not worth it */ };

static struct {
    SDL_Texture *tile;
    uint32_t colour; /* that the tile has */
} the_shade;

void shade_close(void) {
    if (the_shade.tile != NULL) SDL_DestroyTexture(the_shade.tile);
    the_shade.tile = NULL;
}

static void colour_tile(uint32_t colour) {
    static uint32_t pixels[TILE * TILE];
    uint32_t swapped = (colour & 255) << 16 | (colour & 0xFF00) | (colour >> 16 & 255);
    SDL_memset4(pixels, swapped, TILE * TILE);
    SDL_UpdateTexture(the_shade.tile, NULL, pixels, TILE * 4);
    the_shade.colour = colour;
}

static bool has_tile(uint32_t colour) {
    if (the_shade.tile == NULL) {
        the_shade.tile = SDL_CreateTexture(render_sdl(), SDL_PIXELFORMAT_RGB888,
                                           SDL_TEXTUREACCESS_STATIC, TILE, TILE);
        if (the_shade.tile == NULL) return false;
        SDL_SetTextureBlendMode(the_shade.tile, SDL_BLENDMODE_BLEND);
        colour_tile(colour);
    }
    if (the_shade.colour != colour) colour_tile(colour);
    return true;
}

bool shade(const SDL_Rect *area, uint32_t colour) {
    if (target_has_alpha()) return false; /* that copy would make it opaque */
    if (batch_blend() != SDL_BLENDMODE_BLEND || colour >> 24 == 255) return false;
    if (area->w * area->h < SHADE_PIXELS || !has_tile(colour & 0xFFFFFF)) return false;
    SDL_SetTextureAlphaMod(the_shade.tile, (Uint8)(colour >> 24));
    for (int y = 0; y < area->h; y += TILE) {
        for (int x = 0; x < area->w; x += TILE) {
            SDL_Rect part = {0, 0, SDL_min(TILE, area->w - x), SDL_min(TILE, area->h - y)};
            SDL_Rect target = {area->x + x, area->y + y, part.w, part.h};
            SDL_RenderCopy(render_sdl(), the_shade.tile, &part, &target);
        }
    }
    return true;
}
