/* Decoding pictures with SDL_image: PNG, JPEG, GIF (its first picture), BMP, WebP and QOI; and
 * saving PNGs. Thread: any. */
#ifndef PLATFORM_IMAGE_H
#define PLATFORM_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a picture may measure at most; a file that claims more is refused before it is decoded. */
enum { IMAGE_SIDE_MAX = 65535, IMAGE_PIXELS_MAX = 8192 * 8192 };

typedef enum ImageProblem { IMAGE_FINE, IMAGE_NOT_READ, IMAGE_NOT_DECODED } ImageProblem;

typedef struct Image {
    int width, height, pitch; /* pitch in bytes */
    uint32_t *pixels;         /* in the renderer's format (render_pixel_format); mem_free. A fully
                                 transparent pixel is 0. */
    bool is_opaque;           /* as it was decoded: nothing below it shows through */
} Image;

enum { IMAGE_WHY_BYTES = 128 };

/* A picture file, or its bytes. On a problem says nothing, leaves a sentence in why
 * (IMAGE_WHY_BYTES) and nothing in *image. */
ImageProblem image_decode_file(Image *image, const char *file, char *why);
ImageProblem image_decode(Image *image, const void *bytes, size_t size, char *why);
void image_free(Image *image);

/* What the file's own header says it measures. False: no picture of a kind that is read here. */
bool image_size(const void *bytes, size_t size, int *width, int *height);
/* Its end mark is missing, which its decoder would not say. */
bool image_is_cut_off(const void *bytes, size_t size);

static inline uint32_t *image_row(const Image *image, int y) {
    return image->pixels + (size_t)y * ((size_t)image->pitch / sizeof *image->pixels);
}
/* Alpha is the top byte in every format that the renderer may choose. */
static inline int image_alpha(const Image *image, int x, int y) {
    return (int)(image_row(image, y)[x] >> 24);
}

/* A new picture, transparent; false: no memory. image_pixel: a colour in the renderer's format. */
bool image_new(Image *image, int width, int height);
uint32_t image_pixel(int red, int green, int blue, int alpha);

/* Bytes R, G, B, A; [height][width * 4]: into a new buffer (mem_free; NULL: no memory), and saved
 * as a PNG whose bytes depend on nothing else. False: said why, no file is left. */
uint8_t *image_to_rgba(const Image *image);
void image_from_rgba(Image *image, const uint8_t *rgba); /* fills one that image_new made */
bool image_save_png(const char *file, const uint8_t *rgba, int width, int height);

#endif
