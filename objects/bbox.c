/* Bounding boxes: from the mask's box, scaled and turned (runtime-model 5.4). */
#include "../assets/sprite.h"
#include "instance.h"

#include <math.h>

static const Sprite *mask_of(const GmInstance *self) {
    int mask = instance_rest(self)->mask_index;
    return sprite_of(mask != GM_NONE ? mask : self->sprite_index);
}

static void order(double *low, double *high) {
    if (*low <= *high) return;
    double swap = *low;
    *low = *high;
    *high = swap;
}

GmBox gm_bbox(const GmInstance *self) {
    const Sprite *mask = mask_of(self);
    if (mask == NULL) return (GmBox){self->x, self->y, self->x, self->y};
    double left = self->image_xscale * (mask->left - mask->xorigin);
    double right = self->image_xscale * (mask->right + 1 - mask->xorigin);
    double top = self->image_yscale * (mask->top - mask->yorigin);
    double bottom = self->image_yscale * (mask->bottom + 1 - mask->yorigin);
    order(&left, &right);
    order(&top, &bottom);
    if (self->image_angle == 0)
        return (GmBox){self->x + left, self->y + top, self->x + right, self->y + bottom};
    double c = cos(self->image_angle * 0.0174532925), s = sin(self->image_angle * 0.0174532925);
    double cl = c * left, cr = c * right, st = s * top, sb = s * bottom;
    double ct = c * top, cb = c * bottom, sl = s * left, sr = s * right;
    order(&cl, &cr);
    order(&st, &sb);
    order(&ct, &cb);
    order(&sl, &sr);
    return (GmBox){self->x + cl + st, self->y + ct - sr, self->x + cr + sb, self->y + cb - sl};
}

int gm_mask_index(const GmInstance *self) {
    return instance_rest(self)->mask_index;
}

void gm_set_mask_index(GmInstance *self, int sprite) {
    instance_rest(self)->mask_index = sprite;
}
