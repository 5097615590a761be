/* Sprites and fonts by handle. Thread: main.
 *
 * A handle that names nothing reads as 0; changing it does nothing. Names are lent until the sprite
 * ends. Source: runtime-model 7, async-events 2. */
#ifndef GM_SPRITE_H
#define GM_SPRITE_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

GM_API int gm_sprite(const char *name); /* GM_NONE and one warning if there is none */
GM_API bool gm_sprite_exists(int sprite);
GM_API const char *gm_sprite_get_name(int sprite); /* "<undefined>" if there is none */
GM_API int gm_sprite_get_width(int sprite);        /* pixels of one sub-image; 0: no such sprite */
GM_API int gm_sprite_get_height(int sprite);
GM_API int gm_sprite_get_number(int sprite);  /* sub-images */
GM_API int gm_sprite_get_xoffset(int sprite); /* the origin: pixels from the top left */
GM_API int gm_sprite_get_yoffset(int sprite);
GM_API void gm_sprite_set_offset(int sprite, int x, int y); /* of every instance that shows it */
GM_API double gm_sprite_get_speed(int sprite);              /* sub-images per second */
GM_API void gm_sprite_set_speed(int sprite, double images_per_second);
/* Ends a sprite that gm_sprite_add made. The game's own sprites cannot be deleted: a warning, and
 * nothing happens. */
GM_API void gm_sprite_delete(int sprite);

/* Adds a sprite from a picture: a file of the game folder or the save area, "data:" URL, or an
 * http(s) URL. imgnum sub-images lie side by side (0 means 1); x, y is the origin in pixels.
 * Returns the sprite's handle, GM_NONE for imgnum < 0 or a file that cannot be read.
 * A file and a data URL are loaded before this returns and raise nothing; for a URL the sprite is
 * 1x1 until GM_ASYNC_IMAGE_LOADED. The game owns the sprite: gm_sprite_delete.
 * Source: async-events 2. */
GM_API int gm_sprite_add(const char *file, int imgnum, int xorig, int yorig);
/* The same, but always in the background: exactly one GM_ASYNC_IMAGE_LOADED follows. With
 * prefetch the pixels are with the renderer when it comes; without, when first drawn. */
GM_API int gm_sprite_add_ext(const char *file, int imgnum, int xorig, int yorig, bool prefetch);
/* The same from the bytes of a picture file; the buffer is copied. The event's "filename" is "". */
GM_API int gm_sprite_add_buffer(int buffer, int imgnum, int xorig, int yorig, bool prefetch);

/* "status" of a failed GM_ASYNC_IMAGE_LOADED (async-events 1.1). */
enum {
    GM_SPRITE_ADD_EXT_ERROR_UNKNOWN = -1,
    GM_SPRITE_ADD_EXT_ERROR_CANCELLED = -2,
    GM_SPRITE_ADD_EXT_ERROR_SPRITENOTFOUND = -3,
    GM_SPRITE_ADD_EXT_ERROR_LOADFAILED = -4,
    GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED = -5,
    GM_SPRITE_ADD_EXT_ERROR_SETUPFAILED = -6
};

GM_API int gm_font(const char *name); /* GM_NONE and one warning if there is none */
GM_API bool gm_font_exists(int font);

#ifdef __cplusplus
}
#endif
#endif
