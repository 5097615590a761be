/* Between sprite.c and sprite_upload.c. Thread: main. */
#ifndef ASSETS_SPRITE_UPLOAD_H
#define ASSETS_SPRITE_UPLOAD_H

#include "sprite.h"

/* For a sprite of the game: on the shared pages; over the places of a sprite that was as large and
 * had as many sub-images. The image stays the caller's, who must finish or close it first. */
SpriteUpload *sprite_upload_asset(const SpritePlan *plan, const Image *image, const Sprite *before);
void sprite_empty(Sprite *sprite); /* gives back its textures and sub-images */

#endif
