/* Handles of maps and lists: what gm_ds_... numbers stand for. Thread: main. */
#ifndef ASSETS_DS_H
#define ASSETS_DS_H

#include "map.h"

/* Gives a map and everything nested in it handles, and takes it over. */
int ds_map_adopt(Map *map);
int ds_list_adopt(List *list);
Map *ds_map(int handle); /* NULL: no such map */
List *ds_list(int handle);
/* While held, the handle is given to no other map, also if the game destroys this one. */
void ds_map_hold(int handle);
void ds_map_let_go(int handle);
void ds_open(void);
void ds_close(void); /* frees what the game left; leak checkers stay silent */

#endif
