/* Texture pages that many small pictures share. Thread: main. */
#ifndef ASSETS_ATLAS_H
#define ASSETS_ATLAS_H

#include <stdbool.h>

typedef struct AtlasPlace {
    int texture, u, v;
} AtlasPlace;

/* A place for a picture of at most 256 x 256 pixels. False: no texture could be made. */
bool atlas_take(int width, int height, AtlasPlace *place);
void atlas_give(int texture); /* one picture less on it; the last one takes the page along */
void atlas_close(void);

#endif
