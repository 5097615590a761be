/* obj_keeper: runs the shop if nobody touches anything, and shows what services do. */
#include "shop.h"

enum { IDLE_STEPS = 120, EVERY_STEPS = 45, SHOW_STEPS = 150 };

typedef struct Keeper {
    int idle_steps; /* since a key or button was down */
    int shown;      /* how much of the show */
} Keeper;

/* One after the other, and again from the start. */
static const Deed show[] = {
    SAVE,       BUY_SIGN,   PUSH,           SAVE_ELSEWHERE, SAVE,        TAKE_MINE,   CHOOSE_NEXT,
    BUY_CAT,    CUT_LINE,   SAVE,           CUT_LINE,       PAY,         CHOOSE_NEXT, CHOOSE_NEXT,
    BUY_DOUBLE, BUY_DOUBLE, SAVE_ELSEWHERE, SAVE,           TAKE_THEIRS, RESTORE,     REFUND};
enum { SHOW_LENGTH = sizeof show / sizeof show[0] };

static void run_shop(void) {
    const Shop *shop = the_shop();
    if (shop->stock * 3 < shop_room() && shop->coins > 0)
        deed_do(RESTOCK);
    else if (shop_shelf_cost() > 0 && shop->coins >= shop_shelf_cost() + A_SHELF)
        deed_do(ADD_SHELF);
    else if (shop_goods_cost() > 0 && shop->coins >= shop_goods_cost() + A_SHELF)
        deed_do(BETTER_GOODS);
}

static void go_on_with_show(Keeper *my) {
    Deed deed = show[my->shown++ % SHOW_LENGTH];
    bool is_purchase = deed >= BUY_SIGN && deed <= BUY_DOUBLE;
    if (!is_purchase || !shop_has((Product)(deed - BUY_SIGN))) deed_do(deed);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Keeper *my = gm_vars(self);
    bool touched = gm_keyboard_check(GM_VK_ANYKEY) || gm_mouse_check_button(GM_MB_ANY);
    my->idle_steps = touched ? 0 : my->idle_steps + 1;
    if (my->idle_steps < IDLE_STEPS) return;
    if (my->idle_steps % EVERY_STEPS == 0) run_shop();
    if (my->idle_steps % SHOW_STEPS == 0) go_on_with_show(my);
}

const GmObject obj_keeper = {
    .vars = GM_VARS(Keeper, idle_steps, shown),
    .on = {[GM_STEP] = step},
};
