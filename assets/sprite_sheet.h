/* Sprite sheets with the JSON that Aseprite writes beside them. Thread: any. */
#ifndef ASSETS_SPRITE_SHEET_H
#define ASSETS_SPRITE_SHEET_H

#include "json_file.h"
#include "sprite_file.h"

bool sprite_sheet_is(const JsonPlace *root); /* its "frames" are a list or an object */
/* Lays the sheet's frames side by side: sprite->image, the whole sheet, becomes a strip. Takes the
 * speed from the durations, the origin from a slice's pivot, the collision box from a slice "bbox".
 * False: root's why says what is wrong. */
bool sprite_sheet_read(const JsonPlace *root, SpriteFile *sprite);
/* Afterwards: adds each line of the user data of tags and cels to the messages. False: as above. */
bool sprite_sheet_messages(const JsonPlace *root, SpriteFile *sprite);

#endif
