/* obj_match: title, flight, signature, and again. When nobody flies, a demo does, and signs too. */
#include "ledger.h"

#include <string.h>

enum { TITLE_STEPS = 110, DEMO_STEPS = 300, DONE_STEPS = 130, LIVES = 3, SHIP_BACK = 0 };

void match_play_sound(const char *sound, double gain, double pitch) {
    bool is_watched = match()->is_demo || match()->phase == PHASE_TITLE;
    gm_audio_play_sound_ext(sound, 5, false, is_watched ? gain * 0.3 : gain, 0, pitch);
}

void match_add_points(int points, double x, double y) {
    if (match()->phase != PHASE_FLIGHT) return;
    match()->score += points;
    show_points(points, x, y);
}

static void begin_phase(Match *my, Phase phase) {
    my->phase = (int)phase;
    my->steps = 0;
}

static void begin_flight(GmInstance *self, Match *my, bool is_demo) {
    gm_instance_destroy("obj_alien");
    gm_instance_destroy("obj_bomb");
    my->is_demo = is_demo;
    my->score = 0;
    my->lives = LIVES;
    begin_phase(my, PHASE_FLIGHT);
    gm_alarm_set(self, SHIP_BACK, 1);
    gm_audio_stop_sound(is_demo ? "mus_action" : "mus_calm");
    const char *music = is_demo ? "mus_calm" : "mus_action";
    if (!gm_audio_is_playing(music)) gm_audio_play_sound_ext(music, 10, true, 0.5, 0, 1);
}

/* A demo signs by itself; a person is asked, while the game goes on behind the dialog. */
static void end_flight(Match *my) {
    gm_instance_destroy_ext("obj_ship", false);
    if (my->is_demo || my->score == 0) {
        if (my->score > 0) score_send("DEMO", my->score);
        begin_phase(my, PHASE_DONE);
        return;
    }
    begin_phase(my, PHASE_SIGN);
    my->dialog = gm_get_string_async(gm_text("%d points. Sign the ledger:", my->score), my->name);
}

void match_lose_ship(void) {
    Match *my = match();
    my->shake = 10;
    my->lives--;
    if (my->lives == 0)
        end_flight(my);
    else
        gm_alarm_set(gm_instance("obj_match"), SHIP_BACK, 60);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Match *my = gm_vars(self);
    my->dialog = GM_NONE;
    gm_copy_text(my->name, sizeof my->name, "Pilot");
    gm_audio_play_sound_ext("mus_calm", 10, true, 0.5, 0, 1);
}

static void on_ship_back(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_instance_create_layer(FIELD_WIDTH / 2.0, HEIGHT + 20, "Ships", "obj_ship");
}

static void on_dialog(GmInstance *self, const GmEvent *event) {
    Match *my = gm_vars(self);
    const GmAsyncDialog *answer = gm_async_dialog(event);
    if (answer->id != my->dialog) return;
    my->dialog = GM_NONE;
    begin_phase(my, PHASE_DONE);
    if (answer->status != 1 || answer->result[0] == '\0') return;
    gm_copy_text(my->name, sizeof my->name, answer->result);
    score_send(my->name, my->score);
}

static bool is_begun_by_player(void) {
    return gm_keyboard_check_pressed(GM_VK_SPACE) || gm_keyboard_check_pressed(GM_VK_ENTER) ||
           gm_mouse_check_button_pressed(GM_MB_LEFT);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Match *my = gm_vars(self);
    my->steps++;
    my->shake *= 0.9;
    double shake = my->shake > 0.5 ? my->shake : 0;
    gm_camera_set_view_pos(gm_random_range(-shake, shake), gm_random_range(-shake, shake));
    bool waits = my->phase == PHASE_TITLE || my->phase == PHASE_DONE ||
                 (my->phase == PHASE_FLIGHT && my->is_demo);
    if (waits && is_begun_by_player()) {
        gm_instance_destroy_ext("obj_ship", false);
        begin_flight(self, my, false);
    } else if (my->phase == PHASE_TITLE && my->steps == TITLE_STEPS) {
        begin_flight(self, my, true);
    } else if (my->phase == PHASE_FLIGHT && my->is_demo && my->steps == DEMO_STEPS) {
        end_flight(my);
    } else if (my->phase == PHASE_DONE && my->steps == DONE_STEPS) {
        begin_phase(my, PHASE_TITLE);
    }
}

const GmObject obj_match = {
    .vars = GM_VARS(Match, phase, steps, score, lives, is_demo, dialog, name, shake),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(SHIP_BACK)] = on_ship_back,
           [GM_ASYNC_DIALOG] = on_dialog,
           [GM_STEP] = step},
};
