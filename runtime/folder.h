/* A game folder: what game.json says, and loading all the rest of it. Thread: main. */
#ifndef RUNTIME_FOLDER_H
#define RUNTIME_FOLDER_H

#include "gm_game.h"

typedef struct FolderNames {
    char **items;
    int count;
} FolderNames;

typedef struct FolderGroup {
    char *name;
    FolderNames sounds;
} FolderGroup;

typedef struct GameFolder {
    char *path;                  /* NULL: a game in memory, of linked objects and one empty room */
    const GmNamedObject *linked; /* NULL: the folder's objects/ are compiled */
    char *title;
    int width, height;          /* pixels */
    int scale;                  /* window pixels per game pixel; 0: as large as fits */
    int speed;                  /* steps per second */
    GmColour background;        /* of rooms that have none of their own */
    char *room;                 /* the first room's name; NULL: the first in order */
    FolderNames rooms, objects; /* the order; those that are not named follow by alphabet */
    FolderGroup *groups;        /* audio groups, in the order of game.json */
    int group_count;
    char *routes;           /* path of the mock origin's routes; NULL: none */
    char *origin;           /* a fixed origin; "" if there is none */
    struct cJSON *services; /* back ends of services; NULL: none are named */
    int first_room;         /* known after folder_load */
} GameFolder;

/* Reads game.json, and starts to compile objects/ in the background. *folder is always filled, for
 * folder_free. False: said why. */
bool folder_read(GameFolder *folder, const GmGameDesc *desc);
/* After window, drawing and sound are open: loads sprites, sounds and fonts, opens the objects, and
 * gives the rooms to room.c. False: said why. */
bool folder_load(GameFolder *folder);
void folder_free(GameFolder *folder);
/* Ends what folder_load began: watching, the mock origin. When the game closes; may be called
 * twice. */
void folder_close(void);

/* game.json alone, for a reload: fills what it says. False: why (512 bytes) says what is wrong. */
bool folder_read_json(GameFolder *folder, char *why);
void folder_names_free(FolderNames *names);

#endif
