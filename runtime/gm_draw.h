/* Drawing: sprites, text and shapes. Only inside draw events; elsewhere a call warns and does
 * nothing. Thread: main.
 *
 * Positions are room pixels in Draw events and window pixels in Draw GUI events. Colour, alpha,
 * font and alignment stay as they were set, across instances and steps (runtime-model 7). */
#ifndef GM_DRAW_H
#define GM_DRAW_H

#include "gm_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: state */

GM_API void gm_draw_set_colour(GmColour colour); /* white at first */
GM_API GmColour gm_draw_get_colour(void);
GM_API void gm_draw_set_alpha(double alpha); /* 0 to 1 */
GM_API double gm_draw_get_alpha(void);
GM_API void gm_draw_set_font(int font); /* GM_NONE: the built-in one */
GM_API int gm_draw_get_font(void);
GM_API void gm_draw_set_halign(int halign); /* GM_FA_LEFT, _CENTER, _RIGHT */
GM_API void gm_draw_set_valign(int valign); /* GM_FA_TOP, _MIDDLE, _BOTTOM */
GM_API void gm_gpu_set_blendmode(int mode); /* GM_BM_... */

/* MARK: sprites (runtime-model 7.2). image: sub-image, truncated and wrapped */

GM_API void gm_draw_self(const GmInstance *self); /* what is drawn without a Draw event */
GM_API void gm_draw_sprite(int sprite, double image, double x, double y);
GM_API void gm_draw_sprite_ext(int sprite, double image, double x, double y, double xscale,
                               double yscale, double degrees, GmColour colour, double alpha);
GM_API void gm_draw_sprite_part(int sprite, double image, double left, double top, double width,
                                double height, double x, double y);
GM_API void gm_draw_sprite_stretched(int sprite, double image, double x, double y, double width,
                                     double height);
GM_API void gm_draw_sprite_tiled(int sprite, double image, double x, double y);

/* MARK: text (runtime-model 7.3). UTF-8; \n begins a new line */

GM_API void gm_draw_text(double x, double y, const char *text);
GM_API void gm_draw_text_ext(double x, double y, const char *text, double separation,
                             double width); /* -1: the font's own, no wrapping */
GM_API void gm_draw_text_transformed(double x, double y, const char *text, double xscale,
                                     double yscale, double degrees);
GM_API double gm_string_width(const char *text); /* pixels, in the current font */
GM_API double gm_string_height(const char *text);

/* MARK: shapes. outline true: one pixel wide */

GM_API void gm_draw_clear(GmColour colour);
GM_API void gm_draw_point(double x, double y);
GM_API void gm_draw_line(double x1, double y1, double x2, double y2);
GM_API void gm_draw_line_width(double x1, double y1, double x2, double y2, double width);
GM_API void gm_draw_rectangle(double x1, double y1, double x2, double y2, bool outline);
GM_API void gm_draw_rectangle_colour(double x1, double y1, double x2, double y2, GmColour top_left,
                                     GmColour top_right, GmColour bottom_right,
                                     GmColour bottom_left, bool outline);
GM_API void gm_draw_circle(double x, double y, double radius, bool outline);
GM_API void gm_draw_ellipse(double x1, double y1, double x2, double y2, bool outline);
GM_API void gm_draw_triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                             bool outline);
GM_API void gm_draw_roundrect(double x1, double y1, double x2, double y2, double radius,
                              bool outline);
GM_API void gm_draw_healthbar(double x1, double y1, double x2, double y2, double percent,
                              GmColour back, GmColour low, GmColour high);

#ifdef __cplusplus
}
#endif
#endif
