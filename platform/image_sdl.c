/* Pictures by SDL_image: decoded and converted on whatever thread asks. */
#include "image.h"

#include "files.h"
#include "log.h"
#include "mem.h"
#include "render.h"
#include "thread.h"

#include <SDL_image.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct {
    Lock lock;
    bool is_open; /* guarded by lock */
} the_decoders = {.lock = LOCK_INIT};

/* SDL keeps one description of each pixel format for all who use it. A reference of our own keeps
 * it from being made and freed by one thread while another looks at it. */
static void keep_formats(void) {
    static const Uint32 formats[] = {
        SDL_PIXELFORMAT_ARGB8888, SDL_PIXELFORMAT_ABGR8888, SDL_PIXELFORMAT_RGBA8888,
        SDL_PIXELFORMAT_BGRA8888, SDL_PIXELFORMAT_RGB888,   SDL_PIXELFORMAT_BGR888,
        SDL_PIXELFORMAT_RGB24,    SDL_PIXELFORMAT_BGR24,    SDL_PIXELFORMAT_RGB565,
        SDL_PIXELFORMAT_RGB555,   SDL_PIXELFORMAT_ARGB1555, SDL_PIXELFORMAT_ARGB4444,
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        SDL_AllocFormat(formats[i]);
}

/* SDL_image opens its libraries when they are first needed, which two threads must not do. */
static void open_decoders(void) {
    lock_take(&the_decoders.lock);
    if (!the_decoders.is_open) {
        IMG_Init(IMG_INIT_PNG | IMG_INIT_JPG | IMG_INIT_WEBP);
        keep_formats();
    }
    the_decoders.is_open = true;
    lock_give(&the_decoders.lock);
}

/* MARK: pixels */

static bool is_bytes_rgba(void) {
    return render_pixel_format() == SDL_PIXELFORMAT_ABGR8888;
}

uint32_t image_pixel(int red, int green, int blue, int alpha) {
    uint32_t r = (uint32_t)red & 255, g = (uint32_t)green & 255, b = (uint32_t)blue & 255;
    uint32_t a = ((uint32_t)alpha & 255) << 24;
    return is_bytes_rgba() ? a | b << 16 | g << 8 | r : a | r << 16 | g << 8 | b;
}

static bool allot(Image *image, int width, int height) {
    *image = (Image){.width = width, .height = height, .pitch = width * 4};
    image->pixels = mem_try((size_t)image->pitch * (size_t)height);
    return image->pixels != NULL;
}

bool image_new(Image *image, int width, int height) {
    if (!allot(image, width, height)) return false;
    memset(image->pixels, 0, (size_t)image->pitch * (size_t)height);
    return true;
}

void image_free(Image *image) {
    mem_free(image->pixels);
    *image = (Image){0};
}

/* The colour of what cannot be seen would still show when multiplied. */
static void look_at_alpha(Image *image) {
    size_t count = (size_t)image->width * (size_t)image->height;
    uint32_t all = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        all &= image->pixels[i];
        if (image->pixels[i] >> 24 == 0) image->pixels[i] = 0;
    }
    image->is_opaque = all >> 24 == 255;
}

/* MARK: decoding */

typedef SDL_Surface *(*Loader)(SDL_RWops *);

/* Only the kinds of picture that a game is promised: the others' decoders trust their input. */
static SDL_Surface *load(SDL_RWops *bytes) {
    static const struct {
        int (*is)(SDL_RWops *);
        Loader load;
    } kinds[] = {
        {IMG_isPNG, IMG_LoadPNG_RW}, {IMG_isJPG, IMG_LoadJPG_RW},   {IMG_isGIF, IMG_LoadGIF_RW},
        {IMG_isBMP, IMG_LoadBMP_RW}, {IMG_isWEBP, IMG_LoadWEBP_RW}, {IMG_isQOI, IMG_LoadQOI_RW},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].is(bytes)) return kinds[i].load(bytes);
    return NULL;
}

static bool convert(Image *image, SDL_Surface *surface) {
    SDL_Surface *plain = surface;
    if (!allot(image, surface->w, surface->h)) return false;
    /* a palette or a colour key is turned into alpha only by a conversion of the surface */
    if (surface->format->palette != NULL || SDL_HasColorKey(surface))
        plain = SDL_ConvertSurfaceFormat(surface, render_pixel_format(), 0);
    int failed =
        plain == NULL
            ? -1
            : SDL_ConvertPixels(plain->w, plain->h, plain->format->format, plain->pixels,
                                plain->pitch, render_pixel_format(), image->pixels, image->pitch);
    if (plain != surface) SDL_FreeSurface(plain);
    if (failed != 0)
        image_free(image);
    else
        look_at_alpha(image);
    return failed == 0;
}

static bool has_sane_size(const void *bytes, size_t size, char *why) {
    int width, height;
    if (!image_size(bytes, size, &width, &height)) {
        snprintf(why, IMAGE_WHY_BYTES, "it is no PNG, JPEG, GIF, BMP, WebP or QOI picture");
        return false;
    }
    if (width > 0 && height > 0 && width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX &&
        (int64_t)width * height <= IMAGE_PIXELS_MAX)
        return true;
    snprintf(why, IMAGE_WHY_BYTES,
             "it says it is %d x %d pixels, expected 1 x 1 to %d pixels in all", width, height,
             IMAGE_PIXELS_MAX);
    return false;
}

ImageProblem image_decode(Image *image, const void *bytes, size_t size, char *why) {
    *image = (Image){0};
    if (!has_sane_size(bytes, size, why)) return IMAGE_NOT_DECODED;
    if (image_is_cut_off(bytes, size)) {
        snprintf(why, IMAGE_WHY_BYTES, "its end is missing");
        return IMAGE_NOT_DECODED;
    }
    open_decoders();
    SDL_RWops *memory = size <= INT32_MAX ? SDL_RWFromConstMem(bytes, (int)size) : NULL;
    SDL_Surface *surface = memory != NULL ? load(memory) : NULL;
    if (memory != NULL) SDL_RWclose(memory);
    if (surface == NULL) {
        snprintf(why, IMAGE_WHY_BYTES, "it is broken (%.80s)", SDL_GetError());
        return IMAGE_NOT_DECODED;
    }
    bool good = convert(image, surface);
    if (!good)
        snprintf(why, IMAGE_WHY_BYTES, "there is no memory for %d x %d pixels", surface->w,
                 surface->h);
    SDL_FreeSurface(surface);
    return good ? IMAGE_FINE : IMAGE_NOT_DECODED;
}

ImageProblem image_decode_file(Image *image, const char *file, char *why) {
    *image = (Image){0};
    size_t size = 0;
    if (!files_exists(file)) {
        snprintf(why, IMAGE_WHY_BYTES, "there is no such file");
        return IMAGE_NOT_READ;
    }
    errno = 0;
    void *bytes = SDL_LoadFile(file, &size);
    if (bytes == NULL) {
        snprintf(why, IMAGE_WHY_BYTES, "%s", errno != 0 ? strerror(errno) : "it cannot be opened");
        return IMAGE_NOT_READ;
    }
    ImageProblem problem = image_decode(image, bytes, size, why);
    SDL_free(bytes);
    return problem;
}

/* MARK: leaving */

void image_from_rgba(Image *image, const uint8_t *rgba) {
    SDL_ConvertPixels(image->width, image->height, SDL_PIXELFORMAT_RGBA32, rgba, image->width * 4,
                      render_pixel_format(), image->pixels, image->pitch);
    look_at_alpha(image);
}

uint8_t *image_to_rgba(const Image *image) {
    uint8_t *rgba = mem_try((size_t)image->width * (size_t)image->height * 4);
    if (rgba == NULL) return NULL;
    SDL_ConvertPixels(image->width, image->height, render_pixel_format(), image->pixels,
                      image->pitch, SDL_PIXELFORMAT_RGBA32, rgba, image->width * 4);
    return rgba;
}

static bool write_png(SDL_Surface *surface, const char *file) {
    char *half = mem_textf("%s.part", file);
    bool good = IMG_SavePNG(surface, half) == 0 && rename(half, file) == 0;
    if (!good) {
        log_error("%s could not be written: %s", file,
                  errno != 0 ? strerror(errno) : SDL_GetError());
        remove(half);
    }
    mem_free(half);
    return good;
}

bool image_save_png(const char *file, const uint8_t *rgba, int width, int height) {
    size_t size = (size_t)width * (size_t)height * 4;
    void *copy = mem_try(size); /* SDL would take the pixels as its own to change */
    if (copy == NULL) return false;
    memcpy(copy, rgba, size);
    open_decoders();
    errno = 0;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(copy, width, height, 32, width * 4,
                                                              SDL_PIXELFORMAT_RGBA32);
    bool good = surface != NULL && write_png(surface, file);
    SDL_FreeSurface(surface);
    mem_free(copy);
    return good;
}
