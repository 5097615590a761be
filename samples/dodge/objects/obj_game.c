/* obj_game: the rules. Score, combo, lives; it stays when the room changes. */
#include "dodge.h"

enum { COMBO_STEPS = 150, COIN_POINTS = 10 };

void game_play_sound(const char *sound, double gain, double pitch) {
    bool is_watched = game()->is_demo || (game()->lives == 0 && !game()->is_over);
    if (is_watched) gain *= 0.3; /* nobody plays: no noise */
    gm_audio_play_sound_ext(sound, 5, false, gain, 0, pitch);
}

void game_shake(double pixels) {
    if (game()->shake < pixels) game()->shake = pixels;
}

void game_add_points(int points, double x, double y) {
    Game *my = game();
    if (my->is_over || my->lives == 0) return;
    my->score += points;
    popup(x, y, gm_text("+%d", points), my->combo > 4 ? CORAL : GOLD);
    if (my->is_demo || my->score <= my->best) return;
    my->is_record = my->best > 0;
    my->best = my->score;
}

void game_take_coin(double x, double y) {
    Game *my = game();
    my->combo++;
    my->combo_steps = COMBO_STEPS;
    double pitch = 1 + 0.06 * gm_clamp(my->combo - 1, 0, 12);
    game_play_sound("snd_pickup", 0.7, pitch);
    game_add_points(COIN_POINTS * my->combo, x, y - 14);
}

static void end_play(Game *my) {
    my->is_over = true;
    my->flash = 1;
    gm_game_set_speed(30); /* slow motion, until obj_over is there */
    gm_instance_create_layer(WIDTH / 2, HEIGHT / 2, "Rules", "obj_over");
}

void game_take_life(void) {
    Game *my = game();
    my->combo = my->combo_steps = 0;
    my->flash = 0.6;
    game_shake(9);
    game_play_sound("snd_hurt", 1, 1);
    if (my->lives == 0) return; /* on the title nobody gets hurt */
    my->lives--;
    if (my->lives == 0) end_play(my);
}

static void play_music(const char *music, const char *other, double gain) {
    gm_audio_stop_sound(other);
    if (!gm_audio_is_playing(music)) gm_audio_play_sound_ext(music, 10, true, gain, 0, 1);
}

static void on_room_start(GmInstance *self, const GmEvent *event) {
    (void)event;
    Game *my = gm_vars(self);
    bool is_title = gm_room() == gm_room_named("rm_title");
    if (is_title) my->is_demo = false;
    my->score = my->combo = my->combo_steps = 0;
    my->is_over = my->is_record = false;
    my->shake = my->flash = 0;
    my->lives = is_title ? 0 : LIVES;
    my->wave = my->is_demo ? 4 : 1;
    gm_game_set_speed(60);
    if (is_title || my->is_demo)
        play_music("mus_calm", "mus_action", 0.5);
    else
        play_music("mus_action", "mus_calm", 0.5);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Game *my = gm_vars(self);
    if (my->combo_steps > 0 && --my->combo_steps == 0) my->combo = 0;
    my->flash *= 0.9;
    my->shake *= 0.88;
    if (my->shake < 0.4) my->shake = 0;
    double x = my->shake > 0 ? gm_random_range(-my->shake, my->shake) : 0;
    double y = my->shake > 0 ? gm_random_range(-my->shake, my->shake) : 0;
    gm_camera_set_view_pos(gm_round(x), gm_round(y));
}

static void draw_flash(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Game *my = gm_vars(self);
    if (my->flash < 0.02) return;
    gm_draw_set_colour(my->is_over ? CREAM : CORAL);
    gm_draw_set_alpha(my->flash * 0.7);
    gm_draw_rectangle(0, 0, WIDTH, HEIGHT, false);
    gm_draw_set_alpha(1);
}

const GmObject obj_game = {
    .persistent = true,
    .vars =
        GM_VARS(Game, score, best, lives, wave, combo, combo_steps, is_demo, is_over, is_record),
    .on = {[GM_ROOM_START] = on_room_start, [GM_STEP] = step, [GM_DRAW_GUI_BEGIN] = draw_flash},
};
