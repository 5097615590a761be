/* Primitives: points, lines or triangles of as many corners as a game gives, each in its colour. */
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "draw.h"

#include <math.h>
#include <string.h>

typedef struct Corner {
    double x, y;
    uint32_t colour;
} Corner;

static struct {
    int kind; /* GM_PR_...; 0: none was begun */
    Corner *corners;
    int count, capacity;
} the_primitive;

void draw_primitive_close(void) {
    mem_free(the_primitive.corners);
    memset(&the_primitive, 0, sizeof the_primitive);
}

/* MARK: one point, line or triangle */

static void draw_point(const Corner *at) {
    render_quad(&(RenderQuad){.x = (float)at->x,
                              .y = (float)at->y,
                              .width = 1,
                              .height = 1,
                              .colour = {at->colour},
                              .one_colour = true});
}

static void draw_triangle(const Corner *a, const Corner *b, const Corner *c) {
    float xy[] = {(float)a->x, (float)a->y, (float)b->x, (float)b->y, (float)c->x, (float)c->y};
    render_triangles(xy, (uint32_t[]){a->colour, b->colour, c->colour}, 3);
}

/* From the middle of a pixel to that of another, one pixel wide. */
static void draw_gradient(const Corner *from, const Corner *to) {
    double length = hypot(to->x - from->x, to->y - from->y);
    double dx = (to->x - from->x) / length / 2, dy = (to->y - from->y) / length / 2;
    double x1 = from->x + 0.5 - dx, y1 = from->y + 0.5 - dy;
    double x2 = to->x + 0.5 + dx, y2 = to->y + 0.5 + dy;
    Corner corners[4] = {{x1 + dy, y1 - dx, from->colour},
                         {x2 + dy, y2 - dx, to->colour},
                         {x2 - dy, y2 + dx, to->colour},
                         {x1 - dy, y1 + dx, from->colour}};
    draw_triangle(&corners[0], &corners[1], &corners[2]);
    draw_triangle(&corners[0], &corners[2], &corners[3]);
}

static void draw_line(const Corner *from, const Corner *to) {
    bool is_point = from->x == to->x && from->y == to->y;
    if (from->colour == to->colour || is_point)
        render_line((float)from->x, (float)from->y, (float)to->x, (float)to->y, from->colour);
    else
        draw_gradient(from, to);
}

/* MARK: all of them */

static void draw_points(const Corner *corners, int count) {
    for (int i = 0; i < count; i++)
        draw_point(&corners[i]);
}

/* apart: corners from where one begins to where the next does. */
static void draw_lines(const Corner *corners, int count, int apart) {
    for (int i = 0; i + 1 < count; i += apart)
        draw_line(&corners[i], &corners[i + 1]);
}

static void draw_triangles(const Corner *corners, int count, int apart) {
    for (int i = 0; i + 2 < count; i += apart)
        draw_triangle(&corners[i], &corners[i + 1], &corners[i + 2]);
}

static void draw_fan(const Corner *corners, int count) {
    for (int i = 1; i + 1 < count; i++)
        draw_triangle(&corners[0], &corners[i], &corners[i + 1]);
}

static void draw_all(int kind, const Corner *corners, int count) {
    if (kind == GM_PR_POINTLIST) draw_points(corners, count);
    if (kind == GM_PR_LINELIST) draw_lines(corners, count, 2);
    if (kind == GM_PR_LINESTRIP) draw_lines(corners, count, 1);
    if (kind == GM_PR_TRIANGLELIST) draw_triangles(corners, count, 3);
    if (kind == GM_PR_TRIANGLESTRIP) draw_triangles(corners, count, 1);
    if (kind == GM_PR_TRIANGLEFAN) draw_fan(corners, count);
}

/* MARK: what games call */

void gm_draw_primitive_begin(int kind) {
    if (!draw_is_allowed("gm_draw_primitive_begin")) return;
    bool is_kind = kind >= GM_PR_POINTLIST && kind <= GM_PR_TRIANGLEFAN;
    if (!is_kind) log_warn_once("gm_draw_primitive_begin: %d is no kind of primitive", kind);
    the_primitive.kind = is_kind ? kind : 0;
    the_primitive.count = 0;
}

/* One was begun; else it is said. */
static bool is_begun(const char *call) {
    if (!draw_is_allowed(call)) return false;
    if (the_primitive.kind == 0) log_warn_once("%s: no primitive was begun", call);
    return the_primitive.kind != 0;
}

static void add(double x, double y, uint32_t colour) {
    MEM_RESERVE(the_primitive.corners, the_primitive.capacity, the_primitive.count + 1);
    the_primitive.corners[the_primitive.count++] = (Corner){x, y, colour};
}

void gm_draw_vertex(double x, double y) {
    if (is_begun("gm_draw_vertex")) add(x, y, draw_colour());
}

void gm_draw_vertex_colour(double x, double y, GmColour colour, double alpha) {
    if (is_begun("gm_draw_vertex_colour")) add(x, y, draw_with_alpha(colour, alpha));
}

void gm_draw_primitive_end(void) {
    if (!is_begun("gm_draw_primitive_end")) return;
    draw_all(the_primitive.kind, the_primitive.corners, the_primitive.count);
    the_primitive.kind = 0;
}
