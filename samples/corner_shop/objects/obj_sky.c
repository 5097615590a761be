/* obj_sky: what is behind the houses at each hour. */
#include "shop.h"

#include <math.h>

/* Colours of the sky, above and at the roofs, at some hours. */
static const struct {
    double hour;
    GmColour above, below;
} skies[] = {{0, 0x2A1512, 0x58302C},   {5, 0x3A1D1C, 0x703A45},    {6.5, 0x7C3A74, 0x666AEC},
             {8.5, 0xE3A64F, 0xC4F0FF}, {12, 0xD89A4A, 0xF7EAAE},   {16, 0xD89A4A, 0xF0E0C0},
             {18, 0x8A4A60, 0x589AF7},  {19.2, 0x6D3045, 0x666AEC}, {21, 0x3A1D1C, 0x58302C},
             {24, 0x2A1512, 0x58302C}};

enum { HORIZON = 240, BAND = 4 };

static void draw_gradient(double hour) {
    int i = 0;
    while (skies[i + 1].hour <= hour)
        i++;
    double part = (hour - skies[i].hour) / (skies[i + 1].hour - skies[i].hour);
    GmColour above = gm_merge_colour(skies[i].above, skies[i + 1].above, part);
    GmColour below = gm_merge_colour(skies[i].below, skies[i + 1].below, part);
    for (int y = 0; y < HORIZON; y += BAND) {
        gm_draw_set_colour(gm_merge_colour(above, below, y / (double)HORIZON));
        gm_draw_rectangle(0, y, SCENE_WIDTH - 1, y + BAND - 1, false);
    }
}

/* A body that rises at one hour and sets so many later. */
static void draw_body(int sprite, double hour, double rise, double hours) {
    double part = fmod(hour - rise + 24, 24) / hours;
    if (part > 1) return;
    gm_draw_sprite(sprite, 0, floor(20 + part * 410), floor(190 - sin(part * 3.1416) * 160));
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    const Shop *shop = the_shop();
    double hour = shop->steps * 24.0 / DAY_STEPS, dark = shop_darkness();
    draw_gradient(hour);
    if (dark > 0) gm_draw_sprite_ext("spr_stars", 0, 0, 0, 1, 1, 0, GM_C_WHITE, dark);
    draw_body(gm_sprite("spr_sun"), hour, 5.5, 14);
    draw_body(gm_sprite("spr_moon"), hour, 19, 11);
    for (int i = 0; i < 3; i++) {
        double x = fmod(gm_step_count() * (0.06 + 0.03 * i) + i * 190, SCENE_WIDTH + 120) - 60;
        gm_draw_sprite_ext("spr_cloud", i, floor(x), 40 + i * 24, 1, 1, 0, GM_C_WHITE,
                           0.85 - 0.7 * dark);
    }
}

const GmObject obj_sky = {.on = {[GM_DRAW] = draw}};
