/* obj_shop: what the shop has, earns and costs, and the time of day. */
#include "shop.h"

#include <math.h>

enum { MORNING = DAY_STEPS * 8 / 24, RESTOCK_COST = 1 };

/* MARK: numbers */

int shop_room(void) {
    return the_shop()->shelves * A_SHELF;
}

int shop_price(void) {
    return (1 + 2 * the_shop()->goods) * (shop_has(DOUBLE_DAY) ? 2 : 1);
}

/* A cat makes them come; at night they only see a shop that shines. */
int shop_customer_steps(void) {
    int steps = shop_has(CAT) ? 60 : 95;
    return shop_darkness() > 0.5 && !shop_has(NEON_SIGN) ? steps * 2 : steps;
}

int shop_restock_cost(void) {
    return (shop_room() - the_shop()->stock) * RESTOCK_COST;
}

int shop_shelf_cost(void) {
    int shelves = the_shop()->shelves;
    return shelves < MOST_SHELVES ? 30 << (shelves - 1) : 0;
}

int shop_goods_cost(void) {
    int goods = the_shop()->goods;
    return goods < MOST_GOODS ? 25 << goods : 0;
}

double shop_darkness(void) {
    double hour = the_shop()->steps * 24.0 / DAY_STEPS;
    double part = hour < 12 ? (7.5 - hour) / 2.5 : (hour - 17.5) / 2.5;
    return gm_clamp(part, 0, 1);
}

/* MARK: what happens */

void shop_tell(const char *news) {
    Shop *my = the_shop();
    gm_copy_text(my->news, sizeof my->news, news);
    my->news_steps = NEWS_STEPS;
}

static int sell(int count) {
    Shop *my = the_shop();
    int paid = count * shop_price();
    my->stock -= count;
    my->served += count;
    my->coins += paid;
    my->earned += paid;
    if (paid > 0) gm_audio_play_sound_ext("snd_pickup", 2, false, 0.4, 0, 1);
    return paid;
}

int shop_sell(void) {
    int paid = sell(the_shop()->stock > 0 ? 1 : 0);
    if (paid > 0) notices_plan();
    return paid;
}

int shop_sell_all(void) {
    return sell(the_shop()->stock);
}

static bool pay(int cost) {
    Shop *my = the_shop();
    bool can = cost > 0 && my->coins >= cost;
    if (can) my->coins -= cost;
    gm_audio_play_sound(can ? "snd_confirm" : "snd_blip", 3, false);
    return can;
}

/* As much as there is room and money for. */
void shop_restock(void) {
    Shop *my = the_shop();
    int count = (int)fmin(shop_room() - my->stock, my->coins / RESTOCK_COST);
    if (!pay(count * RESTOCK_COST)) return;
    my->stock += count;
    notices_plan();
}

void shop_add_shelf(void) {
    if (pay(shop_shelf_cost())) the_shop()->shelves++;
}

void shop_better_goods(void) {
    if (pay(shop_goods_cost())) the_shop()->goods++;
}

/* MARK: events */

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Shop *my = gm_vars(self);
    *my = (Shop){.coins = 12, .stock = 5, .shelves = 1, .goods = 1, .day = 1, .steps = MORNING};
    gm_audio_play_sound_ext("mus_calm", 1, true, 0.3, 0, 1);
}

/* From either side; most of them come in. */
static void let_customer_come(void) {
    bool from_left = gm_irandom(1) == 0;
    double x = from_left ? -20 : SCENE_WIDTH + 20;
    gm_instance_create_layer(x, 272 + gm_irandom(8), "People", "obj_customer");
    gm_alarm_set(gm_instance("obj_shop"), 0,
                 (int)(shop_customer_steps() * gm_random_range(0.7, 1.3)));
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    let_customer_come();
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Shop *my = gm_vars(self);
    if (gm_alarm_get(self, 0) < 0) let_customer_come();
    my->double_steps -= my->double_steps > 0;
    my->news_steps -= my->news_steps > 0;
    if (++my->steps < DAY_STEPS) return;
    my->steps = 0;
    my->day++;
}

const GmObject obj_shop = {
    .vars = GM_VARS(Shop, coins, earned, served, stock, shelves, goods, day, steps, double_steps,
                    token, news, news_steps),
    .on = {[GM_CREATE] = create, [GM_ALARM(0)] = on_alarm, [GM_STEP] = step},
};
