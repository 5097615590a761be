/* Drawing: sprites, text and shapes. Only inside draw events; elsewhere a call warns and does
 * nothing. Thread: main.
 *
 * Positions and sizes are room pixels in Draw events, window pixels in Draw GUI events (or what
 * gm_display_set_gui_size makes of them), and a surface's own while one is the target; angles are
 * degrees, counter-clockwise. Colour, alpha, font and alignment stay as they were set, across
 * instances and steps; they and the measures of text may be set and asked anywhere. A sprite that
 * does not exist is warned about once and not drawn. Texts are read during the call only.
 * Source: runtime-model 7. */
#ifndef GM_DRAW_H
#define GM_DRAW_H

#include "gm_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: state */

GM_API void gm_draw_set_colour(GmColour colour); /* white at first */
GM_API GmColour gm_draw_get_colour(void);
GM_API void gm_draw_set_alpha(double alpha); /* 0 to 1; 1 at first */
GM_API double gm_draw_get_alpha(void);
GM_API void gm_draw_set_font(int font); /* GM_NONE: the built-in one */
GM_API int gm_draw_get_font(void);
GM_API void gm_draw_set_halign(int halign); /* GM_FA_LEFT, _CENTER, _RIGHT */
GM_API void gm_draw_set_valign(int valign); /* GM_FA_TOP, _MIDDLE, _BOTTOM */
GM_API void gm_gpu_set_blendmode(int mode); /* GM_BM_... */

/* MARK: sprites (runtime-model 7.2). image: sub-image, truncated and wrapped; -1: the one that the
 * drawing instance shows. x, y: where the sprite's origin goes (gm_draw_sprite_part and _stretched:
 * the top left corner). Without a colour and alpha of their own: white, gm_draw_set_alpha's. */

GM_API void gm_draw_self(const GmInstance *self); /* what is drawn without a Draw event */
GM_API void gm_draw_sprite(int sprite, double image, double x, double y);
/* Scaled and turned about its origin; negative scales mirror. alpha 0 to 1. */
GM_API void gm_draw_sprite_ext(int sprite, double image, double x, double y, double xscale,
                               double yscale, double degrees, GmColour colour, double alpha);
/* A rectangle of the sub-image, in pixels from its top left. */
GM_API void gm_draw_sprite_part(int sprite, double image, double left, double top, double width,
                                double height, double x, double y);
GM_API void gm_draw_sprite_stretched(int sprite, double image, double x, double y, double width,
                                     double height);
/* Over all that is visible, one at x, y. */
GM_API void gm_draw_sprite_tiled(int sprite, double image, double x, double y);

/* MARK: text (runtime-model 7.3). UTF-8; \n begins a new line; NULL draws nothing. x, y is where
 * the alignment says: left top at first. */

GM_API void gm_draw_text(double x, double y, const char *text);
/* separation: from line to line, -1 the font's own; width: where lines are broken, -1 nowhere. */
GM_API void gm_draw_text_ext(double x, double y, const char *text, double separation, double width);
GM_API void gm_draw_text_transformed(double x, double y, const char *text, double xscale,
                                     double yscale, double degrees);
GM_API double gm_string_width(const char *text);  /* pixels, in the current font */
GM_API double gm_string_height(const char *text); /* pixels, all lines */

/* MARK: shapes, in the colour and alpha that are set. outline true: one pixel wide. Both corners
 * of a rectangle belong to it; they may be given in any order. */

GM_API void gm_draw_clear(GmColour colour); /* everything; alpha does not matter */
/* The same with an alpha, 0 to 1, which only surfaces (gm_surface.h) have. */
GM_API void gm_draw_clear_alpha(GmColour colour, double alpha);
GM_API void gm_draw_point(double x, double y);
GM_API void gm_draw_line(double x1, double y1, double x2, double y2);
GM_API void gm_draw_line_width(double x1, double y1, double x2, double y2, double width);
GM_API void gm_draw_rectangle(double x1, double y1, double x2, double y2, bool outline);
/* Colours blend from corner to corner; an outline has the first. */
GM_API void gm_draw_rectangle_colour(double x1, double y1, double x2, double y2, GmColour top_left,
                                     GmColour top_right, GmColour bottom_right,
                                     GmColour bottom_left, bool outline);
GM_API void gm_draw_circle(double x, double y, double radius, bool outline); /* < 0: nothing */
GM_API void gm_draw_ellipse(double x1, double y1, double x2, double y2, bool outline);
GM_API void gm_draw_triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                             bool outline);
GM_API void gm_draw_roundrect(double x1, double y1, double x2, double y2, double radius,
                              bool outline);
/* A bar on back, filled from the left to percent (0 to 100), in a colour between low and high. */
GM_API void gm_draw_healthbar(double x1, double y1, double x2, double y2, double percent,
                              GmColour back, GmColour low, GmColour high);

/* MARK: primitives: points, lines or triangles of corners given one by one. What is begun is drawn
 * at its end, in the same draw event; what is begun again before that is not. */

enum {
    GM_PR_POINTLIST = 1,
    GM_PR_LINELIST = 2,      /* a line of each two corners */
    GM_PR_LINESTRIP = 3,     /* from corner to corner */
    GM_PR_TRIANGLELIST = 4,  /* a triangle of each three */
    GM_PR_TRIANGLESTRIP = 5, /* of each corner and the two before it */
    GM_PR_TRIANGLEFAN = 6    /* of the first, each, and the next */
};
GM_API void gm_draw_primitive_begin(int kind);  /* GM_PR_...; others: a warning, nothing is begun */
GM_API void gm_draw_vertex(double x, double y); /* in the colour and alpha that are set */
GM_API void gm_draw_vertex_colour(double x, double y, GmColour colour, double alpha); /* 0 to 1 */
GM_API void gm_draw_primitive_end(void); /* corners that are too few for another are left out */

/* MARK: the American spelling */

#define gm_draw_set_color       gm_draw_set_colour
#define gm_draw_get_color       gm_draw_get_colour
#define gm_draw_rectangle_color gm_draw_rectangle_colour
#define gm_draw_vertex_color    gm_draw_vertex_colour

#ifdef __cplusplus
}
#endif
#endif
