/* Who the simulators of Steam and of social services know: the player and friends, from a JSON file
 * of the game, and what they look like. Thread: main, unless said otherwise.
 *
 *   {"me": {"id": "76561197960265729", "name": "Ada", "picture": "ada.png"},
 *    "friends": [{"id": "...", "name": "Bob", "scores": {"best run": 1200}}]} */
#ifndef EVENTS_ASYNC_PLAYERS_H
#define EVENTS_ASYNC_PLAYERS_H

#include "../../platform/image.h"
#include "../../runtime/gm_service.h"

#include <cJSON.h>

typedef struct Player {
    int64_t id;
    const char *name;    /* lent by the file */
    const char *picture; /* a file of the game; NULL: one is drawn */
    const cJSON *scores; /* table's name to number; NULL: none */
} Player;

typedef struct Players {
    Player *items; /* the first is the player */
    int count;
    cJSON *json;
} Players;

/* Reads the file that the setting "players" names; without the setting there is only the player.
 * False: it is wrong, which is complained of, and there is nothing to free. */
bool players_read(Players *players, GmServiceSettings *settings);
void players_free(Players *players);
const Player *players_find(const Players *players, int64_t id); /* NULL: unknown */

typedef struct PlayerScore {
    const Player *player;
    double score;
    int rank; /* from 1; the same score: the same rank */
} PlayerScore;
/* The friends' scores of a table and the player's own (NULL: none), best first, equal ones in the
 * file's order. Into scores[players->count]; how many. */
int players_rank(const Players *players, const char *table, const double *mine, bool ascending,
                 PlayerScore *scores);

/* A square picture of the player: the file (NULL: none) scaled to side pixels, or a pattern that
 * only depends on the id. False: no memory. Thread: any. */
bool players_draw(Image *image, const char *file, int64_t id, int side);

#endif
