/* What the objects of this game share: the flight on the left, the ledger on the right. */
#ifndef LEDGER_H
#define LEDGER_H

#include <gm.h>
#include <math.h>

enum { FIELD_WIDTH = 432, HEIGHT = 360, PANEL_X = 432, PANEL_WIDTH = 208 };

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    DUSK = 0x52252B,
    SLATE = 0x5E3D38,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    WHITE = 0xF4FDFF,
    ROSE = 0x784AB4,
    CORAL = 0x666AEC,
    GOLD = 0x66D1FF,
    MINT = 0xA5E684,
    SEA = 0x8EA52F,
    ICE = 0xF7EAAE
};

/* MARK: the flight */

typedef enum Phase { PHASE_TITLE, PHASE_FLIGHT, PHASE_SIGN, PHASE_DONE } Phase;

/* Of obj_match: one flight after another. */
typedef struct Match {
    int phase, steps; /* steps since the phase began */
    int score, lives;
    bool is_demo;
    int dialog;    /* the request that asks for a name; GM_NONE: none is open */
    char name[20]; /* as it was signed last */
    double shake;
} Match;

static inline Match *match(void) {
    return gm_vars(gm_instance("obj_match"));
}
void match_add_points(int points, double x, double y); /* obj_match.c */
void match_lose_ship(void);
void match_play_sound(const char *sound, double gain, double pitch);
void blast(double x, double y, double scale, GmColour colour); /* obj_blast.c */
void show_points(int points, double x, double y);              /* obj_points.c */

/* MARK: the ledger */

enum { ROWS = 8 };

typedef struct Row {
    char name[20];
    int score;
    int avatar; /* an obj_avatar's id; GM_NONE: it has none */
    bool is_new;
} Row;

typedef enum Link { LINK_BUSY, LINK_FINE, LINK_DOWN } Link;
typedef enum Line { LINE_GOOD, LINE_BROKEN, LINE_SILENT, LINES } Line;

/* Of obj_ledger: what the server said last, and how the link is. */
typedef struct Ledger {
    int link, line; /* Link; Line: the routes that requests take, for trying things out */
    int champions_request, scores_request;
    int fails;                                        /* in a row */
    char trouble[48];                                 /* why the link is down */
    Row champions[ROWS], today[ROWS], rows[2 * ROWS]; /* rows: both, the best first */
    int champion_count, today_count, row_count;
    char newest[20]; /* whose score went in last, */
    int rank;        /* and where it stands today */
} Ledger;

static inline Ledger *ledger(void) {
    return gm_vars(gm_instance("obj_ledger"));
}
const char *ledger_url(const char *path); /* obj_ledger.c */
void ledger_fetch(void);
void avatar_open(int *avatar, const char *path); /* obj_avatar.c */
int ledger_ask(const char *path,
               const char *body); /* GET, or POST if there is a body; with a deadline */
/* Why a request failed, in a few words; "" if it did not. wanted: the code of a good answer. */
const char *ledger_why(const GmAsyncHttp *answer, int wanted);

/* Of obj_score: a score on its way to the server. It stays until the server has it. */
typedef struct Score {
    char name[20];
    int score;
    int request; /* GM_NONE: waiting to be sent again */
    int fails;
} Score;
void score_send(const char *name, int score); /* obj_score.c */

/* Of obj_star_map: a larger download, and the picture in it. */
typedef struct StarMap {
    int request, sprite;
    double share; /* 0 to 1 */
    double light; /* 0 to 1: fades in */
    char trouble[48];
} StarMap;

/* MARK: text */

/* In the game's own font; align: GM_FA_... */
void print(double x, double y, const char *words, double scale, GmColour colour, int align);
/* In the small built-in font, for the panel. */
void note(double x, double y, const char *words, GmColour colour, int align);

#endif
