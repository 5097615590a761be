/* obj_button: one deed with its key; also under the mouse. */
#include "shop.h"

typedef struct Button {
    int deed;    /* from the room */
    int pressed; /* so many steps it still looks like it */
} Button;

static const struct {
    int key;
    const char *label;
} deeds[DEED_COUNT] = {
    [RESTOCK] = {'1', "restock"},
    [ADD_SHELF] = {'2', "a shelf"},
    [BETTER_GOODS] = {'3', "better goods"},
    [BUY_SIGN] = {'4', "neon sign"},
    [BUY_CAT] = {'5', "a cat"},
    [BUY_DOUBLE] = {'6', "double day"},
    [SAVE] = {'S', "save"},
    [TAKE_MINE] = {'M', "mine"},
    [TAKE_THEIRS] = {'T', "theirs"},
    [RESTORE] = {'R', "restore"},
    [CUT_LINE] = {'F', ""},
    [SAVE_ELSEWHERE] = {'O', "other"},
    [CHOOSE_NEXT] = {'D', ""},
    [PAY] = {'G', "pay"},
    [REFUND] = {'B', "refund"},
    [PUSH] = {'N', "push"},
};
enum { WIDE = 104, HIGH = 28, SMALL_WIDE = 61, SMALL_HIGH = 24, PRESSED_STEPS = 8 };

/* MARK: what it is worth now */

static int cost_of(int deed) {
    return deed == RESTOCK     ? shop_restock_cost()
           : deed == ADD_SHELF ? shop_shelf_cost()
                               : shop_goods_cost();
}

static bool is_of_use(int deed) {
    const Cloud *cloud = gm_vars(service(GM_SERVICE_CLOUD));
    const Purchases *purchases = gm_vars(service(GM_SERVICE_IAP));
    if (deed == RESTOCK) return cost_of(deed) > 0 && the_shop()->coins > 0;
    if (deed <= BETTER_GOODS) return cost_of(deed) > 0 && the_shop()->coins >= cost_of(deed);
    if (deed <= BUY_DOUBLE)
        return purchases->report.lamp >= LAMP_ASKING && !shop_has((Product)(deed - BUY_SIGN));
    if (deed == TAKE_MINE || deed == TAKE_THEIRS) return cloud->has_conflict;
    if (deed == SAVE || deed == SAVE_ELSEWHERE) return cloud->report.lamp != LAMP_NONE;
    if (deed == PUSH) return report_of(GM_SERVICE_PUSH)->lamp != LAMP_NONE;
    if (deed == RESTORE || deed == CHOOSE_NEXT) return purchases->report.lamp != LAMP_NONE;
    if (deed == PAY) return purchases->pending[0] != '\0';
    if (deed == REFUND) return purchases->paid[0] != '\0';
    return true;
}

/* What stands below the label, and its colour. */
static const char *state_of(int deed, GmColour *colour) {
    *colour = GOLD;
    if (deed <= BETTER_GOODS)
        return cost_of(deed) > 0 ? gm_text("%d coins", cost_of(deed)) : "all there is";
    const Purchases *purchases = gm_vars(service(GM_SERVICE_IAP));
    const char *price = purchases->price[deed - BUY_SIGN];
    const char *state = purchases->state[deed - BUY_SIGN];
    if (shop_has((Product)(deed - BUY_SIGN))) {
        *colour = MINT;
        return "yours";
    }
    if (purchases->report.lamp == LAMP_NONE) return "not for sale";
    *colour = state[0] != '\0' ? CORAL : MINT;
    return state[0] != '\0' ? gm_text("%s %s", price, state) : price;
}

/* MARK: events */

static bool is_small(const Button *my) {
    return my->deed > BUY_DOUBLE;
}

static bool is_under_mouse(const GmInstance *self, const Button *my) {
    return gm_point_in_rectangle(gm_device_mouse_x_to_gui(), gm_device_mouse_y_to_gui(), self->x,
                                 self->y, self->x + (is_small(my) ? SMALL_WIDE : WIDE) - 1,
                                 self->y + (is_small(my) ? SMALL_HIGH : HIGH) - 1);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Button *my = gm_vars(self);
    bool clicked = gm_mouse_check_button_pressed(GM_MB_LEFT) && is_under_mouse(self, my);
    my->pressed -= my->pressed > 0;
    if (!clicked && !gm_keyboard_check_pressed(deeds[my->deed].key)) return;
    my->pressed = PRESSED_STEPS;
    deed_do((Deed)my->deed);
}

static const char *small_label(int deed) {
    const Simulator *simulator = gm_vars(gm_instance("obj_simulator"));
    const char *label = deed == CHOOSE_NEXT ? simulator_next() : deeds[deed].label;
    if (deed == CUT_LINE) label = simulator->is_offline ? "online" : "offline";
    return gm_text("%c %s", deeds[deed].key, label);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Button *my = gm_vars(self);
    GmColour colour, words = is_of_use(my->deed) ? CREAM : STONE;
    int image = my->pressed > 0 ? 2 : is_of_use(my->deed) ? 0 : 1;
    double low = my->pressed > 0 ? 1 : 0;
    gm_draw_sprite(is_small(my) ? gm_sprite("spr_small") : gm_sprite("spr_button"), image, self->x,
                   self->y);
    if (is_small(my)) {
        note(self->x + 4, self->y + 5 + low, small_label(my->deed), 1, words, GM_FA_LEFT);
        return;
    }
    const char *state = state_of(my->deed, &colour);
    note(self->x + 6, self->y + 1 + low,
         gm_text("%c %s", deeds[my->deed].key, deeds[my->deed].label), 1, words, GM_FA_LEFT);
    note(self->x + 18, self->y + 12 + low, state, 1, image == 1 && colour == GOLD ? STONE : colour,
         GM_FA_LEFT);
}

const GmObject obj_button = {
    .vars = GM_VARS(Button, deed, pressed),
    .on = {[GM_STEP] = step, [GM_DRAW_GUI] = draw_gui},
};
