/* What the objects of this game share. */
#ifndef QUIZ_H
#define QUIZ_H

#include <gm.h>

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    CREAM = 0xC4F0FF,
    GOLD = 0x66D1FF,
    CORAL = 0x666AEC,
    MINT = 0xA5E684,
    ICE = 0xF7EAAE
};

enum { QUESTIONS = 5, TIME_STEPS = 20 * 60, REVEAL_STEPS = 210, TABLE_ROWS = 5 };

typedef enum Stage {
    STAGE_NAME,   /* who is playing? */
    STAGE_WAIT,   /* for the question to come from the server */
    STAGE_ASK,    /* its dialog is open and the clock runs */
    STAGE_REVEAL, /* right or wrong? */
    STAGE_TABLE,  /* the score is sent, the table fetched */
    STAGE_AGAIN   /* another round? */
} Stage;

/* Of obj_quiz. */
typedef struct Quiz {
    Stage stage;
    int steps;          /* in this stage */
    int dialog;         /* the open one; GM_NONE: none */
    int number;         /* of the question, 1 to QUESTIONS */
    int question, next; /* instances of obj_question; GM_NOONE: none */
    int points, won;    /* won: with the last answer */
    bool was_right, is_late;
    char name[24], said[48];
    int request; /* POST, then GET, of the table */
    char table[TABLE_ROWS][40];
    int table_count;
    char trouble[64];
} Quiz;

static inline Quiz *quiz(void) {
    return gm_vars(gm_instance("obj_quiz"));
}

/* Of obj_question: one question, from its request until the round is over. */
typedef struct Question {
    int number, request, fails;
    bool is_here;
    char kind[12], ask[96], answer[24], fact[96]; /* kind: question, integer or string */
    char trouble[64];
} Question;

int question_fetch(int number); /* obj_question.c: a new instance */

static inline const Question *question_of(int id) {
    const GmInstance *found = gm_instance(id);
    return found != NULL ? gm_vars(found) : NULL;
}

static inline void note(double x, double y, const char *words, double scale, GmColour colour,
                        int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(colour);
    gm_draw_text_transformed(x, y, words, scale, scale, 0);
}

#endif
