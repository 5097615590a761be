/* Sprites as files: a PNG, alone or with a JSON file of the same name beside it.
 *
 *   spr_coin.png           one sub-image
 *   spr_coin_strip8.png    eight of the same width, side by side
 *   spr_coin.png + .json   as Aseprite exports a sprite sheet (hash or array), or our own side
 * file:
 *                          {"frames": 8, "origin": [x, y], "speed": 12, "bbox": [l, t, r, b],
 *                           "messages": {"3": ["hit", "sound"]}}
 *
 * "messages" are what the animation says when it reaches sub-image 3, counted from 0. Aseprite's
 * JSON may have them too; there each line of the user data of a cel, or of a tag for its first
 * frame, is one as well: first those of "messages", then of tags, then of layers from below.
 * Thread: any. */
#ifndef ASSETS_SPRITE_FILE_H
#define ASSETS_SPRITE_FILE_H

#include "../platform/image.h"
#include "json_file.h"
#include "sprite.h"

enum { SPRITE_WHY = 512 };

typedef struct SpriteFile {
    Image image; /* its sub-images, side by side */
    int frame_count;
    int xorigin, yorigin;
    double speed; /* sub-images per second; 0: nothing was said */
    bool has_box;
    int left, top, right, bottom; /* collision box, inclusive pixels */
    SpriteMessages messages;
} SpriteFile;

/* False: why (SPRITE_WHY bytes) says what is wrong with which file; nothing to free. */
bool sprite_file_read(SpriteFile *sprite, const char *picture, char *why);
void sprite_file_free(SpriteFile *sprite);

/* Adds what a field "messages" says: numbers of frames below frame_count, each with a list of
 * texts. what: "a sub-image", for the sentence. False: root's why says what is wrong. */
bool sprite_messages_read(const JsonPlace *root, int frame_count, const char *what,
                          SpriteMessages *messages);

/* The sprite's name in a file's: "a/spr_coin_strip8.png" gives "spr_coin"; mem_free it. *frames is
 * 8, or 0 if the name says nothing. */
char *sprite_file_name(const char *file, int *frames);

#endif
