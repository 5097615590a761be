/* Decoding pictures with SDL_image. Thread: any. */
#ifndef PLATFORM_IMAGE_H
#define PLATFORM_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ImageProblem { IMAGE_FINE, IMAGE_NOT_READ, IMAGE_NOT_DECODED } ImageProblem;

typedef struct Image {
    int width, height, pitch; /* pitch in bytes */
    uint32_t *pixels;         /* in the renderer's format; mem_free */
    uint8_t *alpha;           /* [height][width], for collision masks; mem_free */
} Image;

/* A picture file, or its bytes. On a problem says nothing and leaves *why (128 bytes) a sentence. */
ImageProblem image_decode_file(Image *image, const char *file, char *why);
ImageProblem image_decode(Image *image, const void *bytes, size_t size, char *why);
void image_free(Image *image);

#endif
