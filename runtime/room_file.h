/* Rooms as Tiled maps (.tmj): orthogonal, finite. Object layers become instances, tile and image
 * layers scenery. Thread: main. */
#ifndef RUNTIME_ROOM_FILE_H
#define RUNTIME_ROOM_FILE_H

#include "room_def.h"

enum { ROOM_WHY = 512 };

/* Reads a map; objects and sprites must be there already. The room's name is the file's.
 * background is what it is cleared with if the map says nothing. The caller frees the result with
 * room_def_free. NULL: why (ROOM_WHY bytes) names the file, the field, and what was expected. */
RoomDef *room_file_read(const char *path, GmColour background, char *why);

#endif
