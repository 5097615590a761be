/* obj_counter: what each deed does; and over the street what the shop has and what is new. */
#include "shop.h"

#include <math.h>

void deed_do(Deed deed) {
    switch (deed) {
    case RESTOCK:
        shop_restock();
        break;
    case ADD_SHELF:
        shop_add_shelf();
        break;
    case BETTER_GOODS:
        shop_better_goods();
        break;
    case BUY_SIGN:
    case BUY_CAT:
    case BUY_DOUBLE:
        purchases_buy((Product)(deed - BUY_SIGN));
        break;
    case SAVE:
        cloud_save();
        break;
    case TAKE_MINE:
    case TAKE_THEIRS:
        cloud_resolve(deed == TAKE_MINE);
        break;
    case RESTORE:
        purchases_restore();
        break;
    default:
        simulator_do(deed);
        break;
    }
}

/* MARK: drawing */

static void draw_plate(double left, double top, double right, double bottom) {
    gm_draw_set_alpha(0.6);
    gm_draw_set_colour(INK);
    gm_draw_roundrect(left, top, right, bottom, 5, false);
    gm_draw_set_alpha(1);
}

static void draw_figures(const Shop *shop) {
    int minutes = shop->steps * 24 * 60 / DAY_STEPS;
    draw_plate(6, 6, 152, 50);
    gm_draw_sprite("spr_coin", gm_step_count() / 10, 19, 19);
    note(32, 11, gm_text("%d", shop->coins), 2, GOLD, GM_FA_LEFT);
    if (shop_has(DOUBLE_DAY))
        note(144, 12, gm_text("x2 %ds", shop->double_steps / 60), 1, MINT, GM_FA_RIGHT);
    note(13, 34, gm_text("day %d  %02d:%02d", shop->day, minutes / 60, minutes / 10 % 6 * 10), 1,
         MIST, GM_FA_LEFT);
    note(146, 34, gm_text("%d/%d", shop->stock, shop_room()), 1, shop->stock > 0 ? MIST : CORAL,
         GM_FA_RIGHT);
}

static void draw_news(const Shop *shop) {
    if (shop->news_steps == 0) return;
    double rise = fmin(fmin(NEWS_STEPS - shop->news_steps, shop->news_steps) / 10.0, 1);
    gm_draw_set_font(GM_NONE);
    double half = gm_string_width(shop->news) / 2 + 12, y = -20 + 28 * rise;
    draw_plate(300 - half, y - 2, 300 + half, y + 16);
    note(300, y + 1, shop->news, 1, CREAM, GM_FA_CENTER);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_set_colour(INK);
    gm_draw_rectangle(0, SCENE_HEIGHT, 639, 359, false);
    draw_figures(the_shop());
    draw_news(the_shop());
}

const GmObject obj_counter = {.on = {[GM_DRAW_GUI] = draw_gui}};
