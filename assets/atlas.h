/* Texture pages: many small pictures in few textures, so that draws of different sprites stay one
 * batch. Thread: main. What was placed stays until atlas_close. */
#ifndef ASSETS_ATLAS_H
#define ASSETS_ATLAS_H

#include <stdbool.h>

/* A place of that size, with a transparent pixel around it. False: too large for a page (or no page
 * could be made); nothing is said. */
bool atlas_place(int width, int height, int *texture, int *u, int *v);
bool atlas_owns(int texture); /* it is a page */
void atlas_close(void);

#endif
