/* obj_hud: score, lives, combo and the sign of a new wave, drawn over the room. */
#include "dodge.h"

typedef struct Hud {
    double shown;  /* the score as it counts up */
    double bounce; /* of the score, 1 when it has just grown */
    int wave, wave_steps;
} Hud;

enum { WAVE_STEPS = 110 };

/* Where the dark edge of a text is drawn, in its own pixels; twice below, as a shadow. */
static const int edge[][2] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0, 2}};

void print(double x, double y, const char *words, double scale, GmColour colour, int align) {
    gm_draw_set_font("fnt_pixel");
    gm_draw_set_halign(align);
    gm_draw_set_valign(GM_FA_TOP);
    gm_draw_set_colour(INK);
    for (size_t i = 0; i < sizeof edge / sizeof edge[0]; i++)
        gm_draw_text_transformed(x + edge[i][0] * scale, y + edge[i][1] * scale, words, scale,
                                 scale, 0);
    gm_draw_set_colour(colour);
    gm_draw_text_transformed(x, y, words, scale, scale, 0);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Hud *my = gm_vars(self);
    if (game()->is_demo) gm_instance_create_layer(0, 0, "Rules", "obj_pilot");
    my->wave_steps = 0;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Hud *my = gm_vars(self);
    if (game()->score > my->shown + 1) my->bounce = 1;
    my->shown = gm_lerp(my->shown, game()->score, 0.2);
    my->bounce *= 0.85;
    if (my->wave != game()->wave) {
        my->wave = game()->wave;
        my->wave_steps = WAVE_STEPS;
    }
    if (my->wave_steps > 0) my->wave_steps--;
    bool is_touched =
        gm_keyboard_check_pressed(GM_VK_ANYKEY) || gm_mouse_check_button_pressed(GM_MB_ANY);
    if (game()->is_demo && is_touched) gm_room_goto("rm_title");
}

static void draw_lives(void) {
    for (int i = 0; i < LIVES; i++)
        gm_draw_sprite_ext("spr_life", i < game()->lives ? 0 : 1, WIDTH - 34 - i * 24, 12, 1, 1, 0,
                           GM_C_WHITE, 1);
}

static void draw_combo(void) {
    const Game *now = game();
    if (now->combo < 2) return;
    double heat = gm_clamp(now->combo / 10.0, 0, 1);
    GmColour colour = gm_merge_colour(GOLD, CORAL, heat);
    print(16, 40, gm_text("x%d", now->combo), 2, colour, GM_FA_LEFT);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(15, 61, 15 + 62, 66, false);
    gm_draw_set_colour(colour);
    gm_draw_rectangle(16, 62, 16 + 60 * now->combo_steps / 150.0, 65, false);
}

/* The sign comes in from the left, waits in the middle, and leaves to the right. */
static void draw_wave(const Hud *my) {
    if (my->wave_steps == 0 || game()->is_over) return;
    double time = 1 - (double)my->wave_steps / WAVE_STEPS, from_middle = 2 * time - 1;
    double x = WIDTH / 2.0 + pow(from_middle, 5) * 420;
    print(x, 96, gm_text("WAVE %d", my->wave), 3, CREAM, GM_FA_CENTER);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Hud *my = gm_vars(self);
    print(16, 14 - 3 * my->bounce, gm_text("%05d", (int)gm_round(my->shown)), 2, CREAM, GM_FA_LEFT);
    print(WIDTH / 2.0, 14, gm_text("BEST %05d", game()->best), 1, ASH, GM_FA_CENTER);
    draw_lives();
    draw_combo();
    draw_wave(my);
    if (game()->is_demo && gm_step_count() / 30 % 2 == 0)
        print(WIDTH / 2.0, HEIGHT - 24, "DEMO - PRESS ANY KEY", 1, GOLD, GM_FA_CENTER);
}

const GmObject obj_hud = {
    .vars = GM_VARS(Hud, shown, bounce, wave, wave_steps),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_DRAW_GUI] = draw},
};
