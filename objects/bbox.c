/* Bounding boxes: from the mask's box, scaled and turned (runtime-model 5.4). */
#include "../assets/sprite.h"
#include "collide.h"
#include "instance.h"
#include "touch.h"

#include <math.h>

static void order(double *low, double *high) {
    if (*low <= *high) return;
    double swap = *low;
    *low = *high;
    *high = swap;
}

bool mask_of(const GmInstance *self, Mask *mask) {
    int index = instance_rest(self)->mask_index;
    const Sprite *sprite = sprite_of(index != GM_NONE ? index : self->sprite_index);
    if (sprite == NULL) return false;
    GmBox box = {.left = self->image_xscale * (sprite->left - sprite->xorigin),
                 .top = self->image_yscale * (sprite->top - sprite->yorigin),
                 .right = self->image_xscale * (sprite->right + 1 - sprite->xorigin),
                 .bottom = self->image_yscale * (sprite->bottom + 1 - sprite->yorigin)};
    order(&box.left, &box.right);
    order(&box.top, &box.bottom);
    *mask = (Mask){.turned = self->image_angle != 0, .x = self->x, .y = self->y, .cosine = 1};
    if (mask->turned) {
        double radians = self->image_angle * 0.0174532925;
        mask->box = box;
        mask->cosine = cos(radians);
        mask->sine = sin(radians);
    } else {
        mask->box = (GmBox){self->x + box.left, self->y + box.top, self->x + box.right,
                            self->y + box.bottom};
    }
    return true;
}

GmBox mask_bounds(const Mask *mask) {
    if (!mask->turned) return mask->box;
    double c = mask->cosine, s = mask->sine;
    double cl = c * mask->box.left, cr = c * mask->box.right;
    double st = s * mask->box.top, sb = s * mask->box.bottom;
    double ct = c * mask->box.top, cb = c * mask->box.bottom;
    double sl = s * mask->box.left, sr = s * mask->box.right;
    order(&cl, &cr);
    order(&st, &sb);
    order(&ct, &cb);
    order(&sl, &sr);
    return (GmBox){mask->x + cl + st, mask->y + ct - sr, mask->x + cr + sb, mask->y + cb - sl};
}

GmBox gm_bbox(const GmInstance *self) {
    Mask mask;
    if (!mask_of(self, &mask)) return (GmBox){self->x, self->y, self->x, self->y};
    return mask_bounds(&mask);
}

int gm_mask_index(const GmInstance *self) {
    return instance_rest(self)->mask_index;
}

void gm_set_mask_index(GmInstance *self, int sprite) {
    instance_rest(self)->mask_index = sprite;
    collide_note(self);
}
