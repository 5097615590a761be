/* The run's own stream of chance, for the runtime's use. gm_random and its like draw from it too.
 * Thread: main. */
#ifndef ASSETS_RANDOM_H
#define ASSETS_RANDOM_H

void random_open(int seed);
/* 0 to count - 1; one draw. */
int random_below(int count);

#endif
