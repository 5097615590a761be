/* Decoding pictures with SDL_image into the renderer's format. */
#include "image.h"
#include "mem.h"
#include "sdl.h"

#include <SDL_image.h>
#include <stdio.h>
#include <string.h>

enum { WIDEST = 16384, WHY_BYTES = 128 };

/* Pixels and the alpha plane out of a surface; false: no memory. */
static bool take_pixels(Image *image, SDL_Surface *surface) {
    size_t width = (size_t)surface->w, height = (size_t)surface->h;
    *image = (Image){.width = surface->w, .height = surface->h, .pitch = surface->w * 4};
    image->pixels = mem_try(width * height * 4);
    image->alpha = mem_try(width * height);
    if (image->pixels == NULL || image->alpha == NULL) return false;
    int shift = surface->format->Ashift;
    for (size_t y = 0; y < height; y++) {
        const uint32_t *from = (const uint32_t *)(const void *)((uint8_t *)surface->pixels +
                                                                y * (size_t)surface->pitch);
        memcpy(image->pixels + y * width, from, width * 4);
        for (size_t x = 0; x < width; x++) image->alpha[y * width + x] = (uint8_t)(from[x] >> shift);
    }
    return true;
}

static ImageProblem convert(Image *image, SDL_Surface *decoded, char *why) {
    if (decoded->w < 1 || decoded->h < 1 || decoded->w > WIDEST || decoded->h > WIDEST) {
        snprintf(why, WHY_BYTES, "%d x %d pixels; at most %d x %d are taken", decoded->w,
                 decoded->h, WIDEST, WIDEST);
        return IMAGE_NOT_DECODED;
    }
    SDL_Surface *converted = SDL_ConvertSurfaceFormat(decoded, render_pixel_format(), 0);
    bool fine = converted != NULL && take_pixels(image, converted);
    SDL_FreeSurface(converted);
    if (fine) return IMAGE_FINE;
    image_free(image);
    snprintf(why, WHY_BYTES, "no memory for %d x %d pixels", decoded->w, decoded->h);
    return IMAGE_NOT_DECODED;
}

static ImageProblem decode(Image *image, SDL_RWops *source, char *why) {
    SDL_Surface *decoded = IMG_Load_RW(source, 1);
    if (decoded == NULL) {
        snprintf(why, WHY_BYTES, "%s", SDL_GetError());
        return IMAGE_NOT_DECODED;
    }
    ImageProblem problem = convert(image, decoded, why);
    SDL_FreeSurface(decoded);
    return problem;
}

ImageProblem image_decode(Image *image, const void *bytes, size_t size, char *why) {
    *image = (Image){0};
    SDL_RWops *source = size > 0 && size < 0x7fffffff ? SDL_RWFromConstMem(bytes, (int)size) : NULL;
    if (source != NULL) return decode(image, source, why);
    snprintf(why, WHY_BYTES, "%s", size == 0 ? "it is empty" : "it is too large");
    return IMAGE_NOT_DECODED;
}

ImageProblem image_decode_file(Image *image, const char *file, char *why) {
    *image = (Image){0};
    SDL_RWops *source = SDL_RWFromFile(file, "rb");
    if (source != NULL) return decode(image, source, why);
    snprintf(why, WHY_BYTES, "it cannot be read");
    return IMAGE_NOT_READ;
}

void image_free(Image *image) {
    mem_free(image->pixels);
    mem_free(image->alpha);
    *image = (Image){0};
}
