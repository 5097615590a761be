/* Random numbers, angles, lengths and short texts. Thread: main. */
#ifndef GM_MATH_H
#define GM_MATH_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: random numbers (runtime-model 10.1): the run's only source of chance */

GM_API double gm_random(double n);                 /* 0 to n, both included */
GM_API double gm_random_range(double a, double b); /* a to b, in any order */
GM_API int gm_irandom(int n);                      /* 0 to n, both included */
GM_API int gm_irandom_range(int a, int b);         /* both included, in any order */
GM_API void gm_random_set_seed(int seed);          /* 0 at start, or --seed */
GM_API int gm_random_get_seed(void);
GM_API int gm_randomise(void); /* a new seed, drawn from the run's own stream; returns it */
GM_API double gm_choose_of(int count, const double *values); /* one of them; 0 if count < 1 */
/* One of the numbers given: gm_choose(-1, 1) */
#define gm_choose(...)                                                                             \
    gm_choose_of((int)(sizeof((double[]){__VA_ARGS__}) / sizeof(double)), (double[]){__VA_ARGS__})

/* MARK: numbers (runtime-model 5.3, 10.2) */

GM_API double gm_clamp(double value, double low, double high); /* low <= high */
GM_API double gm_lerp(double a, double b, double amount);      /* 0: a, 1: b; goes on beyond */
GM_API double gm_sign(double value);                           /* -1, 0 or 1 */
GM_API double gm_round(double value);                          /* halves go to the even neighbour */
GM_API double gm_frac(double value);                           /* the sign stays */
GM_API double gm_dsin(double degrees);
GM_API double gm_dcos(double degrees);
GM_API double gm_degtorad(double degrees);
GM_API double gm_radtodeg(double radians);
GM_API double gm_point_distance(double x1, double y1, double x2, double y2);
/* Degrees from the first point to the second: 0 right, 90 up. */
GM_API double gm_point_direction(double x1, double y1, double x2, double y2); /* [0, 360) */
GM_API double gm_lengthdir_x(double length, double degrees);
GM_API double gm_lengthdir_y(double length, double degrees); /* up is negative */
GM_API double gm_angle_difference(double a, double b);       /* a - b, in [-180, 180) */
/* Edges belong to the shape. */
GM_API bool gm_point_in_rectangle(double x, double y, double x1, double y1, double x2, double y2);
GM_API bool gm_point_in_circle(double x, double y, double cx, double cy, double radius);

/* MARK: colours. What lies outside a range is taken as its end */

GM_API GmColour gm_make_colour_rgb(int red, int green, int blue);       /* 0 to 255 each */
GM_API GmColour gm_make_colour_hsv(int hue, int saturation, int value); /* 0 to 255 each */
GM_API GmColour gm_merge_colour(GmColour a, GmColour b, double amount); /* 0: a, 1: b */

/* the American spelling */
#define gm_make_color_rgb gm_make_colour_rgb
#define gm_make_color_hsv gm_make_colour_hsv
#define gm_merge_color    gm_merge_colour

/* MARK: texts. More is in gm_string.h */

/* Copies at most size - 1 bytes and always ends the copy; never cuts a UTF-8 character in two.
 * text NULL copies "". Thread: any. */
GM_API void gm_copy_text(char *to, size_t size, const char *text);
/* printf into a text that lives until the step after this one ends. Thread: main. */
GM_API const char *gm_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A number as the manual's string() writes it: 7 "7", 1.5 "1.50". Lives as gm_text's. */
GM_API const char *gm_string(double value);
/* The number at the start of a text, spaces allowed; fallback if there is none. */
GM_API double gm_real(const char *text, double fallback);

#ifdef __cplusplus
}
#endif
#endif
