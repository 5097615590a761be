/* Quads, triangles and lines: seen through the view, left out when outside, put on whole pixels,
 * then batched; or, where SDL's software renderer is faster that way, handed over one by one. */
#include "render_sdl.h"

#include <math.h>
#include <string.h>

static const float DEGREE = 0.01745329252F, QUARTER = 90;
/* Target pixels: what is farther away or larger than this is lost in SDL's whole numbers. */
static const float FARTHEST = 1e6F;
/* Larger than this many pixels, a turned copy would go through a picture of its own first. */
static const float LARGEST_TURNED = 1024 * 1024;

static RenderView the_view = {0, 0, 1, 1};

void render_set_view(float x, float y, float scale_x, float scale_y) {
    the_view = (RenderView){x, y, scale_x, scale_y};
}

RenderView render_view(void) {
    return the_view;
}

void render_visible(double *left, double *top, double *right, double *bottom) {
    *left = (double)the_view.x;
    *top = (double)the_view.y;
    *right = *left + render_target_width() / (double)the_view.scale_x;
    *bottom = *top + render_target_height() / (double)the_view.scale_y;
}

void quads_begin(void) {
    render_set_view(0, 0, 1, 1);
}

static bool is_near(float at) {
    return at > -FARTHEST && at < FARTHEST; /* a NaN is not */
}

/* The nearest whole number, halves upwards; without a call, as every sprite comes by here. */
static inline float snap(float at) {
    if (!is_near(at)) return at;
    float moved = at + 0.5F, whole = (float)(int)moved;
    return whole > moved ? whole - 1 : whole;
}

static SDL_Color colour_of(uint32_t colour) {
    return (SDL_Color){(Uint8)colour, (Uint8)(colour >> 8), (Uint8)(colour >> 16),
                       (Uint8)(colour >> 24)};
}

/* What covers all that is below need not look at it: four times as fast on the software renderer.
 */
static SDL_BlendMode covering(uint32_t colour) {
    bool covers = batch_blend() == SDL_BLENDMODE_BLEND && colour >> 24 == 255;
    return covers ? SDL_BLENDMODE_NONE : batch_blend();
}

static void set_draw_colour(uint32_t colour) {
    SDL_Color c = colour_of(colour);
    SDL_SetRenderDrawBlendMode(render_sdl(), covering(colour));
    SDL_SetRenderDrawColor(render_sdl(), c.r, c.g, c.b, c.a);
}

/* MARK: a quad in target pixels */

/* The quad through the view, in target pixels; not turned: on whole ones. */
static void move_through_view(RenderQuad *quad) {
    quad->x = (quad->x - the_view.x) * the_view.scale_x;
    quad->y = (quad->y - the_view.y) * the_view.scale_y;
    quad->width *= the_view.scale_x;
    quad->height *= the_view.scale_y;
    quad->pivot_x *= the_view.scale_x;
    quad->pivot_y *= the_view.scale_y;
    if (quad->degrees != 0) return;
    float right = snap(quad->x + quad->width), bottom = snap(quad->y + quad->height);
    quad->x = snap(quad->x);
    quad->y = snap(quad->y);
    quad->width = right - quad->x;
    quad->height = bottom - quad->y;
}

/* False: nothing of it is in the picture. Also drops what is not a number. */
static bool is_seen(const RenderQuad *quad) {
    float left = quad->width < 0 ? quad->x + quad->width : quad->x;
    float top = quad->height < 0 ? quad->y + quad->height : quad->y;
    float right = left + fabsf(quad->width), bottom = top + fabsf(quad->height);
    if (quad->degrees != 0) {
        float x = quad->x + quad->pivot_x, y = quad->y + quad->pivot_y;
        float across = fmaxf(fabsf(left - x), fabsf(right - x));
        float down = fmaxf(fabsf(top - y), fabsf(bottom - y));
        float reach = hypotf(across, down);
        left = x - reach;
        right = x + reach;
        top = y - reach;
        bottom = y + reach;
    }
    return right > 0 && bottom > 0 && left < (float)render_target_width() &&
           top < (float)render_target_height() && quad->width != 0 && quad->height != 0;
}

/* MARK: as geometry */

/* The corners clockwise from the top left, turned. */
static void find_corners(const RenderQuad *quad, SDL_FPoint *corners) {
    float left = quad->x, right = quad->x + quad->width;
    float top = quad->y, bottom = quad->y + quad->height;
    corners[0] = (SDL_FPoint){left, top};
    corners[1] = (SDL_FPoint){right, top};
    corners[2] = (SDL_FPoint){right, bottom};
    corners[3] = (SDL_FPoint){left, bottom};
    if (quad->degrees == 0) return;
    float c = cosf(quad->degrees * DEGREE), s = sinf(quad->degrees * DEGREE);
    float x = quad->x + quad->pivot_x, y = quad->y + quad->pivot_y;
    for (int i = 0; i < 4; i++) {
        float across = corners[i].x - x, down = corners[i].y - y;
        corners[i] = (SDL_FPoint){x + across * c + down * s, y - across * s + down * c};
    }
}

static void set_source(const RenderQuad *quad, SDL_Vertex *vertices) {
    const Texture *texture = texture_of(quad->texture);
    if (texture == NULL) return;
    float left = quad->u / (float)texture->width, top = quad->v / (float)texture->height;
    float right = (quad->u + quad->w) / (float)texture->width;
    float bottom = (quad->v + quad->h) / (float)texture->height;
    vertices[0].tex_coord = (SDL_FPoint){left, top};
    vertices[1].tex_coord = (SDL_FPoint){right, top};
    vertices[2].tex_coord = (SDL_FPoint){right, bottom};
    vertices[3].tex_coord = (SDL_FPoint){left, bottom};
}

static void batch_quad(const RenderQuad *quad) {
    static const int corner_of[6] = {0, 1, 2, 0, 2, 3};
    SDL_FPoint corners[4];
    int *index, first;
    SDL_Vertex *vertices = batch_take(4, 6, &index, &first);
    find_corners(quad, corners);
    for (int i = 0; i < 4; i++)
        vertices[i].position = corners[i];
    set_source(quad, vertices);
    SDL_Color colour = colour_of(batch_colour(quad->colour[0]));
    for (int i = 0; i < 4; i++)
        vertices[i].color = quad->one_colour ? colour : colour_of(batch_colour(quad->colour[i]));
    for (int i = 0; i < 6; i++)
        index[i] = first + corner_of[i];
}

/* Colours that run into each other: four triangles around the middle, so that no diagonal shows. */
static void batch_gradient(const RenderQuad *quad) {
    SDL_FPoint corners[4];
    uint32_t sum[4] = {0};
    int *index, first;
    SDL_Vertex *vertices = batch_take(5, 12, &index, &first);
    find_corners(quad, corners);
    for (int i = 0; i < 4; i++) {
        uint32_t colour = batch_colour(quad->colour[i]);
        vertices[i] = (SDL_Vertex){corners[i], colour_of(colour), {0, 0}};
        for (int channel = 0; channel < 4; channel++)
            sum[channel] += colour >> 8 * channel & 255;
        index[3 * i] = first + i;
        index[3 * i + 1] = first + (i + 1) % 4;
        index[3 * i + 2] = first + 4;
    }
    vertices[4] = (SDL_Vertex){
        {(corners[0].x + corners[2].x) / 2, (corners[0].y + corners[2].y) / 2},
        {(Uint8)(sum[0] / 4), (Uint8)(sum[1] / 4), (Uint8)(sum[2] / 4), (Uint8)(sum[3] / 4)},
        {0, 0}};
}

/* MARK: one by one, on the software renderer */

static void fill_at_once(const RenderQuad *quad) {
    float left = fmaxf(fminf(quad->x, quad->x + quad->width), 0);
    float top = fmaxf(fminf(quad->y, quad->y + quad->height), 0);
    float right = fminf(fmaxf(quad->x, quad->x + quad->width), (float)render_target_width());
    float bottom = fminf(fmaxf(quad->y, quad->y + quad->height), (float)render_target_height());
    SDL_Rect area = {(int)left, (int)top, (int)(right - left), (int)(bottom - top)};
    if (shade(&area, quad->colour[0])) return;
    set_draw_colour(batch_colour(quad->colour[0]));
    SDL_RenderFillRect(render_sdl(), &area);
}

static SDL_RendererFlip flip_of(const RenderQuad *quad) {
    unsigned flip = (quad->width < 0 ? (unsigned)SDL_FLIP_HORIZONTAL : 0U) |
                    (quad->height < 0 ? (unsigned)SDL_FLIP_VERTICAL : 0U);
    return (SDL_RendererFlip)flip;
}

/* SDL wants the turning point from the rectangle's own top left, in whole pixels. */
static void copy_turned(const RenderQuad *quad, const Texture *texture, const SDL_Rect *source) {
    float x = fminf(quad->x, quad->x + quad->width), y = fminf(quad->y, quad->y + quad->height);
    SDL_FRect target = {snap(x), snap(y), fmaxf(snap(fabsf(quad->width)), 1),
                        fmaxf(snap(fabsf(quad->height)), 1)};
    SDL_FPoint pivot = {quad->x + quad->pivot_x - target.x, quad->y + quad->pivot_y - target.y};
    SDL_RenderCopyExF(render_sdl(), texture->sdl, source, &target, -(double)quad->degrees, &pivot,
                      flip_of(quad));
}

static void copy_at_once(const RenderQuad *quad, Texture *texture) {
    SDL_Rect source = {(int)quad->u, (int)quad->v, (int)quad->w, (int)quad->h};
    bool is_turned = quad->degrees != 0 || quad->width < 0 || quad->height < 0;
    SDL_BlendMode blend = quad->is_opaque && !is_turned ? covering(quad->colour[0]) : batch_blend();
    texture_set(texture, batch_colour(quad->colour[0]), blend);
    if (is_turned) {
        copy_turned(quad, texture, &source);
        return;
    }
    SDL_FRect target = {quad->x, quad->y, quad->width, quad->height};
    SDL_RenderCopyF(render_sdl(), texture->sdl, &source, &target);
}

/* Whether SDL's software renderer has a faster way than triangles. */
static bool is_faster_at_once(const RenderQuad *quad) {
    if (!render_is_software() || !quad->one_colour) return false;
    if (quad->texture == 0) return quad->degrees == 0;
    if (quad->degrees == 0 && quad->width > 0 && quad->height > 0) return true;
    bool is_straight = fmodf(quad->degrees, QUARTER) == 0; /* parts meet by themselves */
    return (is_straight || !quad->is_part) && fabsf(quad->width * quad->height) <= LARGEST_TURNED;
}

/* What is plain and not turned is cut to the picture; all else must be near it. */
static bool can_be_drawn(const RenderQuad *quad) {
    if (quad->texture == 0 && quad->degrees == 0) return true;
    return (quad->texture == 0 || texture_of(quad->texture) != NULL) && is_near(quad->x) &&
           is_near(quad->y) && is_near(quad->width) && is_near(quad->height) &&
           is_near(quad->pivot_x) && is_near(quad->pivot_y) && is_near(quad->degrees);
}

void render_quad(const RenderQuad *quad) {
    RenderQuad seen = *quad;
    move_through_view(&seen);
    if (!is_seen(&seen) || !can_be_drawn(&seen)) return;
    Texture *texture = texture_of(seen.texture);
    batch_run(seen.texture);
    batch_count_quad();
    if (!is_faster_at_once(&seen)) {
        if (texture == NULL && !seen.one_colour)
            batch_gradient(&seen);
        else
            batch_quad(&seen);
        return;
    }
    render_flush();
    if (texture == NULL)
        fill_at_once(&seen);
    else
        copy_at_once(&seen, texture);
}

/* MARK: triangles and lines */

static void batch_triangle(const SDL_FPoint *corners, const uint32_t *colours) {
    int *index, first;
    SDL_Vertex *vertices = batch_take(3, 3, &index, &first);
    for (int k = 0; k < 3; k++) {
        vertices[k] = (SDL_Vertex){corners[k], colour_of(batch_colour(colours[k])), {0, 0}};
        index[k] = first + k;
    }
}

void render_triangles(const float *xy, const uint32_t *colours, int count) {
    batch_run(0);
    for (int i = 0; i + 2 < count; i += 3) {
        SDL_FPoint corners[3];
        bool near = true;
        for (int k = 0; k < 3; k++) {
            const float *at = xy + 2 * (i + k);
            corners[k].x = (at[0] - the_view.x) * the_view.scale_x;
            corners[k].y = (at[1] - the_view.y) * the_view.scale_y;
            near = near && is_near(corners[k].x) && is_near(corners[k].y);
        }
        if (near) batch_triangle(corners, colours + i);
    }
}

/* The target pixel in which the middle of a room pixel lies. */
static int line_end(float at, float view, float scale) {
    float pixel = floorf((floorf(at + 0.5F) + 0.5F - view) * scale);
    return (int)fmaxf(fminf(pixel, 1e6F), -1e6F);
}

void render_line(float x1, float y1, float x2, float y2, uint32_t colour) {
    batch_run(0);
    render_flush();
    set_draw_colour(batch_colour(colour));
    SDL_RenderDrawLine(render_sdl(), line_end(x1, the_view.x, the_view.scale_x),
                       line_end(y1, the_view.y, the_view.scale_y),
                       line_end(x2, the_view.x, the_view.scale_x),
                       line_end(y2, the_view.y, the_view.scale_y));
}
