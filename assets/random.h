/* The run's only source of chance. Thread: main. */
#ifndef ASSETS_RANDOM_H
#define ASSETS_RANDOM_H

void random_open(int seed);

#endif
