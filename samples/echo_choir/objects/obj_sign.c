/* obj_sign: the title, what can be pressed, and in words what goes on or went wrong. */
#include "choir.h"

enum { TITLE_Y = 328, LEFT = 212, RECORDED_RATE = 16000 };

typedef struct Words {
    GmColour colour;
    const char *text;
} Words;

static Words words_now(const Ear *now) {
    if (gm_audio_get_recorder_count() == 0)
        return (Words){CORAL, "There is no microphone: the frogs sing what they know."};
    if (now->channel != GM_NONE)
        return (Words){GOLD, gm_text("The moon listens: %.1f s. Release Space to hear the choir.",
                                     (double)sample_count(now->heard) / RECORDED_RATE)};
    if (now->trouble[0] != '\0') return (Words){CORAL, now->trouble};
    if (now->is_own) return (Words){MINT, "They sing your voice. Hold Space for another."};
    return (Words){MINT, "Hold Space and sing: the frogs will sing your voice."};
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    const Ear *now = ear();
    Words words = words_now(now);
    gm_draw_set_halign(GM_FA_LEFT);
    gm_draw_set_alpha(0.75);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(0, 332, 639, 359, false);
    gm_draw_set_alpha(1);
    gm_draw_sprite("spr_title", 0, 8, TITLE_Y);
    note(LEFT, 335, words.colour, words.text);
    note(LEFT, 348, ASH,
         gm_text("1-7 sing   ASDFGHJ pluck   left, right %+d   X stalls the harp", now->semitones));
}

const GmObject obj_sign = {.on = {[GM_DRAW_GUI] = draw_gui}};
