/* Rooms, their layers and their camera. Thread: main, all of it.
 *
 * Positions and sizes are room pixels. Names are lent: a room's until the game ends, a layer's as
 * long as there is that layer. */
#ifndef GM_ROOM_H
#define GM_ROOM_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: rooms (runtime-model 6) */

GM_API int gm_room(void); /* index of the current room, in the game's order; GM_NONE: no room */
GM_API int gm_room_width(void);
GM_API int gm_room_height(void);
/* Asks for another room. The running handler finishes, the step is cut short after the phase that
 * runs, then: Room End, the change, Creates, Room Start. The last request wins. A room that is not
 * there: an error, and nothing happens. Source: runtime-model 6.4. */
GM_API void gm_room_goto(int room);
GM_API void gm_room_goto_next(void);
GM_API void gm_room_goto_previous(void);
GM_API void gm_room_restart(void); /* the same room, as it was made */
GM_API bool gm_room_exists(int room);
GM_API const char *gm_room_get_name(int room); /* "<undefined>" if there is none */
GM_API int gm_room_next(int room);             /* GM_NONE: it is the last */
GM_API int gm_room_previous(int room);         /* GM_NONE: it is the first */

/* The room of that name; GM_NONE and one warning if there is none. */
GM_API int gm_room_named(const char *name);

/* MARK: layers (runtime-model 6.2) */

/* Ids are never given out twice; names are compared without case. Larger depth: further behind. A
 * layer that is not there reads as 0, false or ""; changing it warns once at most, and does
 * nothing. Speeds are pixels per step. */
GM_API int gm_layer_create(int depth, const char *name); /* its id; name NULL: none, copied */
GM_API void gm_layer_destroy(int layer);                 /* its instances too */
GM_API int gm_layer_get_id(const char *name);            /* GM_NONE: no such layer */
GM_API int gm_layer_named(const char *name);             /* the same, with one warning */
GM_API bool gm_layer_exists(int layer);
GM_API const char *gm_layer_get_name(int layer); /* "" if it has none */
GM_API int gm_layer_get_depth(int layer);
GM_API void gm_layer_depth(int layer, int depth);
GM_API bool gm_layer_get_visible(int layer);
GM_API void gm_layer_set_visible(int layer, bool visible); /* invisible: nothing on it is drawn */
GM_API void gm_layer_x(int layer, double x); /* offset of tiles and images, not of instances */
GM_API void gm_layer_y(int layer, double y);
GM_API double gm_layer_get_x(int layer);
GM_API double gm_layer_get_y(int layer);
GM_API void gm_layer_hspeed(int layer, double pixels_per_step);
GM_API void gm_layer_vspeed(int layer, double pixels_per_step);
/* Tile index at a room position on a tile layer (0: empty, or not a tile layer). */
GM_API int gm_tilemap_get_at_pixel(int layer, double x, double y);
/* Outside, or on no tile layer: nothing happens. Lives until the room is left. */
GM_API void gm_tilemap_set_at_pixel(int layer, int tile, double x, double y);

/* MARK: the camera: one view of the room, as large as the window at first (runtime-model 6.5) */

GM_API void gm_camera_set_view_pos(double x, double y);           /* room pixels, top left */
GM_API void gm_camera_set_view_size(double width, double height); /* > 0, else a warning */
GM_API double gm_camera_get_view_x(void);
GM_API double gm_camera_get_view_y(void);
GM_API double gm_camera_get_view_width(void);
GM_API double gm_camera_get_view_height(void);

#ifdef __cplusplus
}
#endif
#endif
