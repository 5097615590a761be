/* Drawing: state, and sprites. */
#include "draw.h"
#include "../platform/log.h"
#include "../platform/render.h"
#include "sprite.h"

#include <math.h>

static const DrawState default_state = {
    .colour = GM_C_WHITE, .alpha = 1, .font = GM_NONE, .halign = GM_FA_LEFT, .valign = GM_FA_TOP};

static const double OWN_IMAGE = -1; /* the sub-image that the drawing instance shows */

static struct {
    DrawState state;
    const GmInstance *self; /* whose event draws; NULL: nobody's */
    bool allowed;
} the_draw = {.state = {.colour = GM_C_WHITE, .alpha = 1, .font = GM_NONE}};

/* MARK: state */

DrawState draw_state(void) {
    return the_draw.state;
}

void draw_set_state(DrawState state) {
    the_draw.state = state;
    render_set_blend(state.blend);
}

DrawState draw_default_state(void) {
    return default_state;
}

void draw_close(void) {
    draw_set_state(default_state);
    draw_allow(false);
    draw_primitive_close();
}

void draw_allow(bool allowed) {
    the_draw.allowed = allowed;
    the_draw.self = NULL;
}

void draw_self_is(const GmInstance *self) {
    the_draw.self = self;
}

bool draw_is_allowed(const char *call) {
    if (!the_draw.allowed) log_warn_once("%s: drawing is only possible in draw events", call);
    return the_draw.allowed;
}

uint32_t draw_with_alpha(GmColour colour, double alpha) {
    double clamped = alpha > 1 ? 1 : alpha > 0 ? alpha : 0;
    return (colour & 0xFFFFFFU) | (uint32_t)(clamped * 255 + 0.5) << 24;
}

uint32_t draw_colour(void) {
    return draw_with_alpha(the_draw.state.colour, the_draw.state.alpha);
}

void gm_draw_set_colour(GmColour colour) {
    the_draw.state.colour = colour;
}

GmColour gm_draw_get_colour(void) {
    return the_draw.state.colour;
}

void gm_draw_set_alpha(double alpha) {
    the_draw.state.alpha = alpha;
}

double gm_draw_get_alpha(void) {
    return the_draw.state.alpha;
}

void gm_draw_set_font(int font) {
    the_draw.state.font = font;
}

int gm_draw_get_font(void) {
    return the_draw.state.font;
}

void gm_draw_set_halign(int halign) {
    the_draw.state.halign = halign;
}

void gm_draw_set_valign(int valign) {
    the_draw.state.valign = valign;
}

void gm_gpu_set_blendmode(int mode) {
    if (!draw_is_allowed("gm_gpu_set_blendmode")) return;
    the_draw.state.blend = mode;
    render_set_blend(mode);
}

/* MARK: sprites */

static Sprite *asked_for(int handle, const char *call) {
    Sprite *sprite = sprite_of(handle);
    if (!draw_is_allowed(call)) return NULL;
    if (sprite == NULL && handle != GM_NONE)
        log_warn_once("%s: there is no sprite %d", call, handle);
    return sprite;
}

/* A rectangle of a sub-image into a rectangle of the target. */
static void draw_rectangle_of(Sprite *sprite, double image, const RenderQuad *quad) {
    bool own = image == OWN_IMAGE && the_draw.self != NULL;
    sprite_draw(sprite, sprite_frame(sprite, own ? the_draw.self->image_index : image), quad);
}

typedef struct Place {
    double x, y, xscale, yscale, degrees;
} Place;

static void draw_placed(Sprite *sprite, double image, const Place *at, GmColour colour,
                        double alpha) {
    if (sprite == NULL || !(alpha > 0)) return;
    RenderQuad quad = {.w = (float)sprite->width,
                       .h = (float)sprite->height,
                       .x = (float)(at->x - sprite->xorigin * at->xscale),
                       .y = (float)(at->y - sprite->yorigin * at->yscale),
                       .width = (float)(sprite->width * at->xscale),
                       .height = (float)(sprite->height * at->yscale),
                       .pivot_x = (float)(sprite->xorigin * at->xscale),
                       .pivot_y = (float)(sprite->yorigin * at->yscale),
                       .degrees = at->degrees != 0 ? (float)fmod(at->degrees, 360) : 0,
                       .colour = {draw_with_alpha(colour, alpha)},
                       .one_colour = true};
    draw_rectangle_of(sprite, image, &quad);
}

void gm_draw_sprite_ext(int handle, double image, double x, double y, double xscale, double yscale,
                        double degrees, GmColour colour, double alpha) {
    Place at = {x, y, xscale, yscale, degrees};
    draw_placed(asked_for(handle, "gm_draw_sprite_ext"), image, &at, colour, alpha);
}

void gm_draw_sprite(int handle, double image, double x, double y) {
    Place at = {x, y, 1, 1, 0};
    draw_placed(asked_for(handle, "gm_draw_sprite"), image, &at, GM_C_WHITE, the_draw.state.alpha);
}

void gm_draw_self(const GmInstance *self) {
    Place at = {self->x, self->y, self->image_xscale, self->image_yscale, self->image_angle};
    draw_placed(asked_for(self->sprite_index, "gm_draw_self"), self->image_index, &at,
                self->image_blend, self->image_alpha * the_draw.state.alpha);
}

void gm_draw_sprite_part(int handle, double image, double left, double top, double width,
                         double height, double x, double y) {
    Sprite *sprite = asked_for(handle, "gm_draw_sprite_part");
    if (sprite == NULL || width <= 0 || height <= 0) return;
    RenderQuad quad = {.u = (float)left,
                       .v = (float)top,
                       .w = (float)width,
                       .h = (float)height,
                       .x = (float)x,
                       .y = (float)y,
                       .width = (float)width,
                       .height = (float)height,
                       .colour = {draw_with_alpha(GM_C_WHITE, the_draw.state.alpha)},
                       .one_colour = true};
    draw_rectangle_of(sprite, image, &quad);
}

void gm_draw_sprite_stretched(int handle, double image, double x, double y, double width,
                              double height) {
    Sprite *sprite = asked_for(handle, "gm_draw_sprite_stretched");
    if (sprite == NULL) return;
    RenderQuad quad = {.w = (float)sprite->width,
                       .h = (float)sprite->height,
                       .x = (float)x,
                       .y = (float)y,
                       .width = (float)width,
                       .height = (float)height,
                       .colour = {draw_with_alpha(GM_C_WHITE, the_draw.state.alpha)},
                       .one_colour = true};
    draw_rectangle_of(sprite, image, &quad);
}

void gm_draw_sprite_tiled(int handle, double image, double x, double y) {
    Sprite *sprite = asked_for(handle, "gm_draw_sprite_tiled");
    if (sprite == NULL) return;
    double left, top, right, bottom;
    render_visible(&left, &top, &right, &bottom);
    double x0 =
        x - sprite->xorigin + floor((left - x + sprite->xorigin) / sprite->width) * sprite->width;
    double y0 =
        y - sprite->yorigin + floor((top - y + sprite->yorigin) / sprite->height) * sprite->height;
    for (double ty = y0; ty < bottom; ty += sprite->height)
        for (double tx = x0; tx < right; tx += sprite->width)
            gm_draw_sprite(handle, image, tx + sprite->xorigin, ty + sprite->yorigin);
}
