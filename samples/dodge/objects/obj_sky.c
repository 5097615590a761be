/* obj_sky: what falls, and when. Waves get denser; coins come in rows. */
#include "dodge.h"

/* every and calm are set in the room: see the properties of obj_sky in Tiled. */
typedef struct Sky {
    int every; /* steps between two stones in the first wave */
    bool calm; /* only small stones and no waves: the title */
    int coins_left;
    double coin_x, coin_way;
} Sky;

enum { STONE = 0, COINS = 1, WAVE = 2 };
enum { WAVE_STEPS = 660, SHORTEST = 13 };

static void set_stone_alarm(GmInstance *self) {
    const Sky *my = gm_vars(self);
    double steps = my->every - 5.0 * (game()->wave - 1);
    if (steps < SHORTEST) steps = SHORTEST;
    gm_alarm_set(self, STONE, gm_round(steps * gm_random_range(0.7, 1.3)));
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, STONE, 30);
    gm_alarm_set(self, COINS, 50);
    gm_alarm_set(self, WAVE, WAVE_STEPS);
}

static const char *choose_stone(const Sky *my) {
    int luck = gm_irandom(99), wave = game()->wave;
    if (my->calm) return "obj_rock";
    if (wave >= 2 && luck < 8 + 3 * wave) return "obj_boulder";
    if (wave >= 3 && luck > 94 - 3 * wave) return "obj_comet";
    return "obj_rock";
}

static void drop_stone(GmInstance *self, const GmEvent *event) {
    (void)event;
    const char *stone = choose_stone(gm_vars(self));
    gm_instance_create_layer(gm_random_range(24, WIDTH - 24), -30, "Things", stone);
    set_stone_alarm(self);
}

/* A row of coins from left to right or back, one each eighth of a second, then a pause. */
static void drop_coin(GmInstance *self, const GmEvent *event) {
    (void)event;
    Sky *my = gm_vars(self);
    if (my->coins_left == 0) {
        my->coins_left = gm_irandom_range(3, 6);
        my->coin_x = gm_random_range(90, WIDTH - 90);
        my->coin_way = my->coin_x < WIDTH / 2.0 ? 28 : -28;
    }
    gm_instance_create_layer(my->coin_x, -12, "Things", "obj_coin");
    my->coin_x += my->coin_way;
    my->coins_left--;
    gm_alarm_set(self, COINS, my->coins_left > 0 ? 8 : gm_irandom_range(90, 150));
}

static void next_wave(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Sky *my = gm_vars(self);
    gm_alarm_set(self, WAVE, WAVE_STEPS);
    if (my->calm || game()->is_over) return;
    game()->wave++;
    game_play_sound("snd_confirm", 0.6, 1);
    if (game()->lives < LIVES)
        gm_instance_create_layer(gm_random_range(80, WIDTH - 80), -12, "Things", "obj_heart");
}

const GmObject obj_sky = {
    .vars = GM_VARS(Sky, every, calm, coins_left, coin_x, coin_way),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(STONE)] = drop_stone,
           [GM_ALARM(COINS)] = drop_coin,
           [GM_ALARM(WAVE)] = next_wave},
};
