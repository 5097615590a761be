/* Handles of maps and lists: what gm_ds_... numbers stand for. Thread: main. */
#ifndef ASSETS_DS_H
#define ASSETS_DS_H

#include "map.h"

/* Gives a map and everything nested in it handles, and takes it over. */
int ds_map_adopt(Map *map);
Map *ds_map(int handle); /* NULL: no such map */
List *ds_list(int handle);
void ds_close(void); /* frees what the game left; leak checkers stay silent */

#endif
