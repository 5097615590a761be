/* Surfaces: pictures that a game draws on, and then draws. Thread: main.
 *
 * A surface is made, read and freed anywhere; it is drawn on, and drawn, only in draw events. While
 * one is the target, everything that draws goes to it: 0, 0 is its top left corner, units are its
 * own pixels, and gm_draw_clear clears it alone. What lies outside it is lost.
 * Blending: a colour goes over what is below by its alpha, and the alpha of both covers more than
 * either; so what is translucent gets darker on a transparent surface, which counts as black.
 * GM_BM_ADD and GM_BM_MULTIPLY leave the surface's alpha as it is.
 * The number of a surface is above 0: 0 and GM_NONE name none. A number that names none is warned
 * about once, and nothing is done; asking for its size gives 0.
 * Source: runtime-model 7.5, 12. */
#ifndef GM_SURFACE_H
#define GM_SURFACE_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The game's picture, of the game's own size, opaque: in draw events as far as it is drawn,
 * elsewhere what the step before left, Draw GUI too. It can be copied, read, made a sprite, drawn
 * on another surface (a pause screen, a mirror), and drawn on; it cannot be freed, resized or drawn
 * on itself. */
enum { GM_APPLICATION_SURFACE = 1 };

/* A surface of so many pixels, transparent at first. The game owns it: gm_surface_free; numbers of
 * freed ones are given out again. Returns GM_NONE, and warns once, for a size below 1 or larger
 * than the renderer can have. */
GM_API int gm_surface_create(int width, int height);
GM_API bool gm_surface_exists(int surface);
GM_API void gm_surface_free(int surface); /* not while it is a target: a warning, it stays */
GM_API int gm_surface_get_width(int surface);
GM_API int gm_surface_get_height(int surface);
/* Its number stays, its pixels do not: it is transparent again. Not while it is a target. */
GM_API void gm_surface_resize(int surface, int width, int height);

/* Draws on that surface from now on, until gm_surface_reset_target goes back to what was drawn on
 * before: another surface, or the game's picture. Both belong into one draw event: what is left at
 * its end is reset, and warned about once. False: nothing changed. */
GM_API bool gm_surface_set_target(int surface);
GM_API bool gm_surface_reset_target(void);

/* MARK: drawing one. x, y: its top left corner, about which it turns. Without a colour and alpha of
 * their own: white, gm_draw_set_alpha's. It cannot be drawn on itself: a warning. */

GM_API void gm_draw_surface(int surface, double x, double y);
/* Negative scales mirror; degrees counter-clockwise; alpha 0 to 1. */
GM_API void gm_draw_surface_ext(int surface, double x, double y, double xscale, double yscale,
                                double degrees, GmColour colour, double alpha);
GM_API void gm_draw_surface_stretched(int surface, double x, double y, double width, double height);
/* A rectangle of it, in its own pixels; what of it lies outside is left out. */
GM_API void gm_draw_surface_part(int surface, double left, double top, double width, double height,
                                 double x, double y);

/* MARK: its pixels. Reading waits for all that was drawn: not for every step. Graphics cards blend
 * a little differently: what is read may differ by 1 or 2 from machine to machine. */

/* The pixels of source as they are, alpha too, at x, y of destination. */
GM_API void gm_surface_copy(int destination, int x, int y, int source);
GM_API GmColour gm_surface_getpixel(int surface, int x, int y);     /* 0xBBGGRR; outside: 0 */
GM_API uint32_t gm_surface_getpixel_ext(int surface, int x, int y); /* 0xAABBGGRR */
/* A sprite of one sub-image from a rectangle of it, which must lie inside; xorig, yorig: its
 * origin, in pixels. Returns GM_NONE, and warns once, if it does not. The game owns the sprite:
 * gm_sprite_delete. */
GM_API int gm_sprite_create_from_surface(int surface, int x, int y, int width, int height,
                                         int xorig, int yorig);

#ifdef __cplusplus
}
#endif
#endif
