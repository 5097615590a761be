/* The pictures, sounds, fonts and sequences of a game folder. Thread: main. */
#ifndef RUNTIME_ASSET_FOLDER_H
#define RUNTIME_ASSET_FOLDER_H

#include <stdbool.h>

enum { ASSET_WHY = 512 };

/* Loads sprites/, sounds/, fonts/ and sequences/. False: why (ASSET_WHY bytes) names the first
 * broken file, or is "" if the log has the sentence already. */
bool assets_load(const char *game_folder, char *why);
void assets_close(void); /* forgets the folder; the assets go with sprites_close and its sisters */

typedef enum AssetResult {
    ASSET_OTHER,  /* the file is no asset, or is gone: nothing was done */
    ASSET_LOADED, /* under the handle that it had, or a new one */
    ASSET_BROKEN  /* why says how, or the log; what was loaded before stays */
} AssetResult;
/* Loads one file of the folder again, or for the first time: "sprites/spr_a_strip4.png",
 * "sounds/a.ogg", "fonts/a.ttf", "sequences/a.json", a JSON file beside one of them, a picture that
 * a room shows. */
AssetResult asset_reload(const char *file, char *why);
/* Grows whenever a sprite that was there changes its size or origin. */
int asset_size_changes(void);

/* The sprite of a picture that a room shows: one of sprites/, or any other picture of the game
 * folder, which becomes a sprite of its own. GM_NONE: why says what is wrong. */
int asset_picture(const char *path, char *why);

#endif
