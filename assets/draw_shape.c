/* Shapes: everything is triangles, but for lines one pixel wide. */
#include "../platform/render.h"
#include "../runtime/gm_math.h"
#include "draw.h"

#include <math.h>

enum { FEWEST_STEPS = 24, MOST_STEPS = 64 };

static const double TURN = 6.28318530717958647692;

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

/* Enough straight lines that nobody sees them. */
static int steps_for(double radius) {
    int steps = FEWEST_STEPS + (int)fmin(radius, MOST_STEPS);
    return (steps < MOST_STEPS ? steps : MOST_STEPS) & ~3; /* the same in each quarter */
}

/* A filled one reaches the outer edges of the pixels that an outlined one goes through. */
static void ellipse(double cx, double cy, double rx, double ry, bool outline) {
    double edge = outline ? 0 : 0.5, x = cx + rx + edge, y = cy;
    int steps = steps_for(fmax(rx, ry));
    for (int i = 1; i <= steps; i++) {
        double angle = TURN * i / steps;
        double next_x = cx + cos(angle) * (rx + edge), next_y = cy + sin(angle) * (ry + edge);
        if (outline)
            gm_draw_line(x, y, next_x, next_y);
        else
            triangle(cx + 0.5, cy + 0.5, x + 0.5, y + 0.5, next_x + 0.5, next_y + 0.5);
        x = next_x;
        y = next_y;
    }
}

void gm_draw_circle(double x, double y, double radius, bool outline) {
    if (draw_is_allowed("gm_draw_circle") && radius >= 0) ellipse(x, y, radius, radius, outline);
}

void gm_draw_ellipse(double x1, double y1, double x2, double y2, bool outline) {
    if (draw_is_allowed("gm_draw_ellipse"))
        ellipse((x1 + x2) / 2, (y1 + y2) / 2, fabs(x2 - x1) / 2, fabs(y2 - y1) / 2, outline);
}

/* A row of the rounded rectangle starts this far inside. */
static double inset(double row, double radius) {
    double away = radius - row;
    return away <= 0 ? 0 : floor(radius - sqrt(fmax(0, radius * radius - away * away)) + 0.5);
}

void gm_draw_roundrect(double x1, double y1, double x2, double y2, double radius, bool outline) {
    if (!draw_is_allowed("gm_draw_roundrect")) return;
    double left = fmin(x1, x2), right = fmax(x1, x2), top = fmin(y1, y2), bottom = fmax(y1, y2);
    double width = right - left + 1, height = bottom - top + 1;
    double r = floor(fmin(radius, fmin(width, height) / 2)), before = width / 2;
    if (!outline) fill(left, top + r, width, height - 2 * r);
    for (double row = 0; row < r; row++) {
        double in = inset(row + 0.5, r), run = outline ? fmax(1, before - in) : width - 2 * in;
        fill(left + in, top + row, run, 1);
        fill(left + in, bottom - row, run, 1);
        if (outline) {
            fill(right - in - run + 1, top + row, run, 1);
            fill(right - in - run + 1, bottom - row, run, 1);
        }
        before = in;
    }
    if (!outline) return;
    fill(left, top + r, 1, height - 2 * r);
    fill(right, top + r, 1, height - 2 * r);
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
