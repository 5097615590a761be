/* Shapes: rectangles and rows of them, triangles, and lines one pixel wide. */
#include "../platform/render.h"
#include "../runtime/gm_math.h"
#include "draw.h"

#include <math.h>

enum { LARGEST = 65536 };

/* A filled rectangle in the current colour; width and height in pixels, nothing if not positive. */
static void fill(double x, double y, double width, double height) {
    if (width <= 0 || height <= 0) return;
    RenderQuad quad = {.x = (float)x,
                       .y = (float)y,
                       .width = (float)width,
                       .height = (float)height,
                       .colour = {draw_colour()},
                       .one_colour = true};
    render_quad(&quad);
}

static void triangle(double x1, double y1, double x2, double y2, double x3, double y3) {
    uint32_t c = draw_colour();
    float xy[] = {(float)x1, (float)y1, (float)x2, (float)y2, (float)x3, (float)y3};
    render_triangles(xy, (uint32_t[]){c, c, c}, 3);
}

void gm_draw_clear(GmColour colour) {
    if (draw_is_allowed("gm_draw_clear")) render_clear(colour | 0xFF000000U);
}

void gm_draw_clear_alpha(GmColour colour, double alpha) {
    if (draw_is_allowed("gm_draw_clear_alpha")) render_clear(draw_with_alpha(colour, alpha));
}

void gm_draw_point(double x, double y) {
    if (draw_is_allowed("gm_draw_point")) fill(x, y, 1, 1);
}

void gm_draw_line(double x1, double y1, double x2, double y2) {
    if (draw_is_allowed("gm_draw_line"))
        render_line((float)x1, (float)y1, (float)x2, (float)y2, draw_colour());
}

void gm_draw_line_width(double x1, double y1, double x2, double y2, double width) {
    if (!draw_is_allowed("gm_draw_line_width")) return;
    double length = hypot(x2 - x1, y2 - y1);
    if (length == 0) return;
    double dx = (y1 - y2) / length * width / 2, dy = (x2 - x1) / length * width / 2;
    double ax = x1 + 0.5, ay = y1 + 0.5, bx = x2 + 0.5, by = y2 + 0.5; /* middles of pixels */
    triangle(ax + dx, ay + dy, bx + dx, by + dy, bx - dx, by - dy);
    triangle(ax + dx, ay + dy, bx - dx, by - dy, ax - dx, ay - dy);
}

static void frame_of(double left, double top, double right, double bottom) {
    fill(left, top, right - left + 1, 1);
    if (bottom > top) fill(left, bottom, right - left + 1, 1);
    fill(left, top + 1, 1, bottom - top - 1);
    if (right > left) fill(right, top + 1, 1, bottom - top - 1);
}

/* Both corners belong to the rectangle (runtime-model 7.2). */
void gm_draw_rectangle(double x1, double y1, double x2, double y2, bool outline) {
    if (!draw_is_allowed("gm_draw_rectangle")) return;
    double left = fmin(x1, x2), right = fmax(x1, x2), top = fmin(y1, y2), bottom = fmax(y1, y2);
    if (outline)
        frame_of(left, top, right, bottom);
    else
        fill(left, top, right - left + 1, bottom - top + 1);
}

void gm_draw_rectangle_colour(double x1, double y1, double x2, double y2, GmColour top_left,
                              GmColour top_right, GmColour bottom_right, GmColour bottom_left,
                              bool outline) {
    if (!draw_is_allowed("gm_draw_rectangle_colour")) return;
    GmColour kept = gm_draw_get_colour();
    if (outline) {
        gm_draw_set_colour(top_left);
        gm_draw_rectangle(x1, y1, x2, y2, true);
        gm_draw_set_colour(kept);
        return;
    }
    double alpha = gm_draw_get_alpha();
    RenderQuad quad = {
        .x = (float)fmin(x1, x2),
        .y = (float)fmin(y1, y2),
        .width = (float)(fabs(x2 - x1) + 1),
        .height = (float)(fabs(y2 - y1) + 1),
        .colour = {draw_with_alpha(top_left, alpha), draw_with_alpha(top_right, alpha),
                   draw_with_alpha(bottom_right, alpha), draw_with_alpha(bottom_left, alpha)}};
    render_quad(&quad);
}

void gm_draw_triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                      bool outline) {
    if (!draw_is_allowed("gm_draw_triangle")) return;
    if (!outline) {
        triangle(x1, y1, x2, y2, x3, y3);
        return;
    }
    gm_draw_line(x1, y1, x2, y2);
    gm_draw_line(x2, y2, x3, y3);
    gm_draw_line(x3, y3, x1, y1);
}

/* A rounded rectangle, row by row, so that it is the same on all four sides. rx and ry are the
 * radii of its corners; with half its size it is an ellipse. */
typedef struct Rounded {
    double left, top, width, height, rx, ry;
} Rounded;

/* How far inside the left edge a row begins. */
static double inset(const Rounded *shape, double row) {
    double edge = fmin(row, shape->height - 1 - row) + 0.5; /* the middle of its pixels */
    double away = (shape->ry - edge) / shape->ry;
    return away <= 0 ? 0 : floor(shape->rx * (1 - sqrt(1 - away * away)) + 0.5);
}

/* A row's run at the left, and its mirror image at the right; none of it twice. */
static void fill_run(const Rounded *shape, double row, double in, double run) {
    double right = shape->width - in - run, y = shape->top + row;
    if (right < in + run) {
        fill(shape->left + in, y, shape->width - 2 * in, 1);
        return;
    }
    fill(shape->left + in, y, run, 1);
    fill(shape->left + right, y, run, 1);
}

static void fill_rounded(const Rounded *shape) {
    double corner = fmin(ceil(shape->ry), shape->height);
    double straight = fmax(shape->height - 2 * corner, 0); /* rows without a rounded end */
    for (double row = 0; row < shape->height; row++) {
        bool is_straight = row == corner && straight > 0;
        double in = inset(shape, row), rows = is_straight ? straight : 1;
        fill(shape->left + in, shape->top + row, shape->width - 2 * in, rows);
        row += rows - 1;
    }
}

static void draw_outline(const Rounded *shape) {
    double middle = shape->height / 2;
    for (double row = 0; row < shape->height; row++) {
        /* it reaches as far as the next row towards its end begins */
        double outer = row < middle ? row - 1 : row + 1, in = inset(shape, row);
        bool is_end = outer < 0 || outer >= shape->height;
        double run = is_end ? shape->width : fmax(inset(shape, outer) - in, 1);
        fill_run(shape, row, in, run);
    }
}

static void draw_rounded(const Rounded *shape, bool outline) {
    if (outline)
        draw_outline(shape);
    else
        fill_rounded(shape);
}

/* What is larger than that is not drawn, nor what is no number: its rows could not be counted. */
static bool can_be_drawn(const Rounded *shape) {
    return shape->width < LARGEST && shape->height < LARGEST && fabs(shape->left) < 1e9 &&
           fabs(shape->top) < 1e9;
}

static Rounded rounded(double x1, double y1, double x2, double y2) {
    Rounded shape = {.left = floor(fmin(x1, x2) + 0.5), .top = floor(fmin(y1, y2) + 0.5)};
    shape.width = floor(fmax(x1, x2) + 0.5) - shape.left + 1;
    shape.height = floor(fmax(y1, y2) + 0.5) - shape.top + 1;
    shape.rx = shape.width / 2;
    shape.ry = shape.height / 2;
    return shape;
}

void gm_draw_ellipse(double x1, double y1, double x2, double y2, bool outline) {
    Rounded shape = rounded(x1, y1, x2, y2);
    if (!draw_is_allowed("gm_draw_ellipse") || !can_be_drawn(&shape)) return;
    draw_rounded(&shape, outline);
}

void gm_draw_circle(double x, double y, double radius, bool outline) {
    if (!draw_is_allowed("gm_draw_circle") || radius < 0) return;
    gm_draw_ellipse(x - radius, y - radius, x + radius, y + radius, outline);
}

void gm_draw_roundrect(double x1, double y1, double x2, double y2, double radius, bool outline) {
    Rounded shape = rounded(x1, y1, x2, y2);
    if (!draw_is_allowed("gm_draw_roundrect") || !can_be_drawn(&shape)) return;
    shape.rx = fmin(shape.rx, fmax(radius, 0.5));
    shape.ry = fmin(shape.ry, fmax(radius, 0.5));
    draw_rounded(&shape, outline);
}

void gm_draw_healthbar(double x1, double y1, double x2, double y2, double percent, GmColour back,
                       GmColour low, GmColour high) {
    if (!draw_is_allowed("gm_draw_healthbar")) return;
    GmColour kept = gm_draw_get_colour();
    double full = gm_clamp(percent / 100, 0, 1);
    gm_draw_set_colour(back);
    gm_draw_rectangle(x1, y1, x2, y2, false);
    gm_draw_set_colour(gm_merge_colour(low, high, full));
    if (full > 0) fill(x1, y1, (x2 - x1 + 1) * full, y2 - y1 + 1);
    gm_draw_set_colour(kept);
}
