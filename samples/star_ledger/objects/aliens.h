/* What the visitors share. */
#ifndef ALIENS_H
#define ALIENS_H

#include "ledger.h"

typedef struct Alien {
    int strength, points;
    int steps, flash;
    double home; /* the x it sways about */
} Alien;

#define ALIEN_VARS GM_VARS(Alien, strength, points, steps, flash, home)

#endif
