/* obj_goods: the shop window with its shelves and what stands on them; and the cat. */
#include "shop.h"

enum { KINDS = 8, APART = 10, COLUMN = 86, ROW = 26 };

static void draw_shelf(const GmInstance *self, const Shop *shop, int shelf) {
    double left = self->x + 3 + shelf % 2 * COLUMN, y = self->y + 25 + shelf / 2 * ROW;
    int kinds = 2 * shop->goods;
    gm_draw_set_colour(0x639DC9);
    gm_draw_rectangle(left, y, left + 80, y + 1, false);
    gm_draw_set_colour(0x342B4A);
    gm_draw_line(left, y + 2, left + 80, y + 2);
    for (int i = 0; i < A_SHELF && shelf * A_SHELF + i < shop->stock; i++)
        gm_draw_sprite("spr_goods", (i / 2 + shelf * 3) % kinds, left + i * APART, y);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Shop *shop = the_shop();
    for (int i = 0; i < shop->shelves; i++)
        draw_shelf(self, shop, i);
    if (!shop_has(CAT)) return;
    int beat = gm_step_count() % 200;
    gm_draw_sprite("spr_cat", beat < 8 ? 2 : beat / 50 % 2, self->x + 18, self->y + 82);
}

const GmObject obj_goods = {.on = {[GM_DRAW] = draw}};
