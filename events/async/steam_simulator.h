/* The parts of Steam's simulator, each in a file of its own. Thread: main. */
#ifndef EVENTS_ASYNC_STEAM_SIMULATOR_H
#define EVENTS_ASYNC_STEAM_SIMULATOR_H

#include "players.h"
#include "state_file.h"

typedef struct SteamSimulator {
    Players players;
    StateFile *state;
} SteamSimulator;
extern SteamSimulator the_steam_simulator;

/* Avatars: drawn on a lane, told when they are there. */
void steam_avatars_open(void);
void steam_avatars_poll(void);
void steam_avatars_close(void);
int steam_avatar(int64_t user, int size);
bool steam_avatar_size(int image, int *width, int *height);
bool steam_avatar_rgba(int image, uint8_t *rgba, int bytes);

/* Cloud files: real files in a folder of the save area. */
bool steam_cloud_quota(double *total, double *left);
int steam_cloud_size(const char *file);
bool steam_cloud_write(const char *file, const void *bytes, int size);
int steam_cloud_read(const char *file, void *bytes, int size);
bool steam_cloud_delete(const char *file);

#endif
