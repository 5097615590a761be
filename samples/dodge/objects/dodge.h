/* What the objects of this game share: where the ground is, the colours, the state of play. */
#ifndef DODGE_H
#define DODGE_H

#include <gm.h>
#include <math.h>

enum { WIDTH = 640, HEIGHT = 360, GROUND = 312, LIVES = 3 };

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    NIGHT = 0x36191C,
    ROSE = 0x784AB4,
    CORAL = 0x666AEC,
    AMBER = 0x589AF7,
    GOLD = 0x66D1FF,
    CREAM = 0xC4F0FF,
    MINT = 0xA5E684,
    ICE = 0xF7EAAE,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    EARTH = 0x4A5084
};

/* Of obj_game, which lives as long as the program. */
typedef struct Game {
    int score, best, lives, wave;
    int combo, combo_steps; /* coins in a row, and how long the row still counts */
    bool is_demo, is_over;  /* nobody plays; the last life is gone */
    bool is_record;         /* the score became the best */
    double shake, flash;    /* pixels; 0 to 1, both fade */
} Game;

static inline Game *game(void) {
    return gm_vars(gm_instance("obj_game"));
}

/* obj_game.c */
void game_add_points(int points, double x, double y); /* and says so there */
void game_take_coin(double x, double y);
void game_take_life(void);
void game_shake(double pixels);
void game_play_sound(const char *sound, double gain, double pitch);

/* Of every hazard: obj_hazard.c and its children. */
typedef struct Hazard {
    bool was_close; /* a near miss counts once */
    int steps;
} Hazard;

/* Of obj_player. steer and jump are what obj_pilot wants in a demo. */
typedef struct Player {
    double squash;  /* 1 at rest, less when it has just landed */
    int safe_steps; /* nothing hurts that long */
    int steer;      /* -1 left, 1 right */
    bool jump, is_in_air;
    int stride;
} Player;

/* obj_spark.c: a puff of small lights. */
void burst(double x, double y, int count, double speed, GmColour colour);
/* obj_popup.c: a word that rises and fades. */
void popup(double x, double y, const char *words, GmColour colour);
/* obj_hud.c: text with a dark edge, x, y at its middle (align GM_FA_CENTER) or its left end. */
void print(double x, double y, const char *words, double scale, GmColour colour, int align);

#endif
