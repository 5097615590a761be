/* obj_screen: the screen over the stage: the question, the clock, the table; bulbs run around it.
 */
#include "quiz.h"

#include <math.h>
#include <string.h>

enum { WIDE = 366, HIGH = 168, APART = 18, MARGIN = 14 };

static void draw_bulbs(double left, double top, bool fast) {
    int turn = gm_step_count() / (fast ? 6 : 14), count = 0;
    for (double x = left; x <= left + WIDE; x += APART, count++) {
        gm_draw_sprite("spr_bulb", (count + turn) % 3 == 0, x, top - 6);
        gm_draw_sprite("spr_bulb", (count + turn) % 3 == 1, x, top + HIGH + 5);
    }
    for (double y = top + APART; y < top + HIGH; y += APART, count++) {
        gm_draw_sprite("spr_bulb", (count + turn) % 3 == 0, left - 6, y);
        gm_draw_sprite("spr_bulb", (count + turn) % 3 == 2, left + WIDE + 5, y);
    }
}

static void draw_words(double left, double top, const char *words, GmColour colour) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(GM_FA_LEFT);
    gm_draw_set_colour(colour);
    gm_draw_text_ext(left, top, words, 14, WIDE - 2 * MARGIN);
}

static void draw_clock(const Quiz *now, double left, double top) {
    double part = gm_clamp(1 - now->steps / (double)TIME_STEPS, 0, 1);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(left, top, left + WIDE - 2 * MARGIN, top + 8, false);
    gm_draw_set_colour(gm_merge_colour(CORAL, MINT, part));
    gm_draw_rectangle(left + 1, top + 1, left + 1 + (WIDE - 2 * MARGIN - 2) * part, top + 7, false);
    note(left, top + 14, gm_text("%d seconds", (int)ceil(part * TIME_STEPS / 60)), 1, MIST,
         GM_FA_LEFT);
    const Question *next = question_of(now->next);
    if (next == NULL) return;
    const char *words = next->is_here      ? "the next question is here"
                        : next->trouble[0] ? gm_text("the next question: %s", next->trouble)
                                           : "the next question is on its way";
    note(left + WIDE - 2 * MARGIN, top + 14, words, 1,
         next->is_here      ? MINT
         : next->trouble[0] ? CORAL
                            : STONE,
         GM_FA_RIGHT);
}

static void draw_wait(const Quiz *now, double left, double top) {
    const Question *question = question_of(now->question);
    double middle = left + WIDE / 2 - MARGIN;
    gm_draw_sprite("spr_spinner", now->steps / 4, middle, top + 34);
    note(middle, top + 56, gm_text("Question %d is on its way", now->number), 1, MIST,
         GM_FA_CENTER);
    if (question != NULL && question->trouble[0] != '\0')
        note(middle, top + 72, gm_text("%s; asked again", question->trouble), 1, CORAL,
             GM_FA_CENTER);
}

static void draw_reveal(const Quiz *now, double left, double top) {
    const Question *question = question_of(now->question);
    draw_words(left, top, question->ask, ASH);
    note(left, top + 44, gm_text("You said: %s", now->said), 1, MIST, GM_FA_LEFT);
    note(left, top + 62, now->was_right ? gm_text("RIGHT!  +%d", now->won) : "WRONG", 2,
         now->was_right ? MINT : CORAL, GM_FA_LEFT);
    if (now->steps > 40) draw_words(left, top + 90, question->fact, CREAM);
}

static void draw_table(const Quiz *now, double left, double top) {
    note(left, top, "TONIGHT'S BEST", 2, GOLD, GM_FA_LEFT);
    for (int i = 0; i < now->table_count; i++)
        note(left + 20, top + 30 + i * 15, gm_text("%d  %s", i + 1, now->table[i]), 1,
             strncmp(now->table[i], now->name, strlen(now->name)) == 0 ? ICE : MIST, GM_FA_LEFT);
    if (now->trouble[0] != '\0') note(left + 20, top + 40, now->trouble, 1, CORAL, GM_FA_LEFT);
    if (now->request != GM_NONE)
        gm_draw_sprite("spr_spinner", now->steps / 4, left + WIDE / 2, top + 60);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Quiz *now = quiz();
    double left = self->x + MARGIN, top = self->y + 38;
    draw_bulbs(self->x, self->y, now->stage == STAGE_REVEAL && now->was_right);
    note(left, self->y + 10, "QUIZ NIGHT", 2, GOLD, GM_FA_LEFT);
    if (now->name[0] != '\0')
        note(self->x + WIDE - MARGIN, self->y + 12, gm_text("%s: %d", now->name, now->points), 1,
             CREAM, GM_FA_RIGHT);
    switch (now->stage) {
    case STAGE_NAME:
        draw_words(left, top + 20, "Five questions, twenty seconds each.\nThe faster, the more.",
                   MIST);
        break;
    case STAGE_WAIT:
        draw_wait(now, left, top);
        break;
    case STAGE_ASK:
        draw_words(left, top + 8, question_of(now->question)->ask, CREAM);
        draw_clock(now, left, self->y + HIGH - 34);
        break;
    case STAGE_REVEAL:
        draw_reveal(now, left, top);
        break;
    case STAGE_TABLE:
    case STAGE_AGAIN:
        draw_table(now, left, top);
        break;
    }
}

const GmObject obj_screen = {.on = {[GM_DRAW] = draw}};
