/* Making, finding, moving and ending instances. Thread: main, all of it.
 *
 * A target is an instance id, an object's index (its descendants count too) or GM_ALL; with gm.h a
 * name in quotes stands for an object. Deactivated and destroyed instances are never found. A
 * target that names nobody: nothing happens, and nobody is found. self is never NULL. Distances are
 * room pixels. Source: runtime-model 4, 5. */
#ifndef GM_INSTANCE_H
#define GM_INSTANCE_H

#include "gm_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: life */

/* Makes an instance on a layer; Pre-Create and Create have run when this returns.
 * x, y    room pixels          layer   layer id of the current room, or its name
 * Returns the instance's id; GM_NOONE (and an error) for an unknown object or layer.
 * Source: runtime-model 4.3. */
GM_API int gm_instance_create_layer(double x, double y, int layer, int object);
/* The same on a layer at that depth, made if there is none (larger is further behind). */
GM_API int gm_instance_create_depth(double x, double y, int depth, int object);
/* Ends every instance the target names: Destroy, Clean Up, and no further event. The memory stays
 * readable until the handler returns. Deactivated ones stay. Source: runtime-model 4.4. */
GM_API void gm_instance_destroy(int target);
/* The same; without Destroy when run_destroy is false. */
GM_API void gm_instance_destroy_ext(int target, bool run_destroy);
/* Takes out of (and back into) events, drawing, collisions and queries, at once: the rest of a
 * broadcast, too. Source: runtime-model 4.7. */
GM_API void gm_instance_deactivate_object(int target);
GM_API void gm_instance_activate_object(int target);
GM_API void gm_instance_deactivate_all(const GmInstance *except); /* NULL: nobody is spared */
GM_API void gm_instance_activate_all(void);

/* MARK: finding */

/* The instance with that id, deactivated ones too; NULL once it is gone. Lent until the handler
 * returns. An object's index or name gives its oldest active instance. */
GM_API GmInstance *gm_instance(int target);
GM_API bool gm_instance_exists(int target);
GM_API int gm_instance_number(int target);                       /* how many it names */
GM_API int gm_instance_find(int object, int n);                  /* n-th, oldest first; GM_NOONE */
GM_API int gm_instance_nearest(double x, double y, int object);  /* GM_NOONE if there is none */
GM_API int gm_instance_furthest(double x, double y, int object); /* GM_NOONE if there is none */

/* Visits what a target names, oldest first:
 *     for (GmWith each = gm_with("obj_coin"); gm_with_next(&each);) each.self->hspeed = 2;
 * Instances made meanwhile are not visited, those destroyed before their turn are skipped.
 * Source: runtime-model 4.9. */
typedef struct GmWith {
    GmInstance *self; /* the one being visited */
    int target, next; /* the runtime's */
    uint32_t before;
} GmWith;
GM_API GmWith gm_with(int target);
GM_API bool gm_with_next(GmWith *each); /* false: that was all; each->self is NULL */

/* MARK: motion (runtime-model 5). Speeds are pixels per step, angles degrees, 0 right, 90 up */

GM_API double gm_speed(const GmInstance *self);           /* pixels per step */
GM_API double gm_direction(const GmInstance *self);       /* degrees in [0, 360), 0 right, 90 up */
GM_API void gm_set_speed(GmInstance *self, double speed); /* the direction stays */
GM_API void gm_set_direction(GmInstance *self, double degrees); /* the speed stays */
GM_API void gm_set_hspeed(GmInstance *self, double hspeed);     /* as writing the field, but the */
GM_API void gm_set_vspeed(GmInstance *self, double vspeed);     /* direction survives a stop */
GM_API void gm_motion_set(GmInstance *self, double direction, double speed);
GM_API void gm_motion_add(GmInstance *self, double direction, double speed); /* as vectors */
/* Sets direction and speed; does not stop there. */
GM_API void gm_move_towards_point(GmInstance *self, double x, double y, double speed);
/* Whoever is more than margin pixels outside the room comes back in at the other side. */
GM_API void gm_move_wrap(GmInstance *self, bool hor, bool vert, double margin);
/* Friction takes from the speed in each step; gravity adds towards its direction. 0 at first. */
GM_API void gm_set_friction(GmInstance *self, double pixels_per_step_squared);
GM_API double gm_friction(const GmInstance *self);
GM_API void gm_set_gravity(GmInstance *self, double pixels_per_step_squared);
GM_API double gm_gravity(const GmInstance *self);
GM_API void gm_set_gravity_direction(GmInstance *self, double degrees); /* 270 at first: down */
GM_API double gm_xstart(const GmInstance *self);                        /* where it was made */
GM_API double gm_ystart(const GmInstance *self);

/* MARK: alarms (runtime-model 11.1) */

/* Alarm 0 to 11, in steps; -1 off. It runs [GM_ALARM(alarm)] when it reaches 0; without such a
 * handler it does not count. Another alarm number: a warning, no effect, reads as -1. */
GM_API void gm_alarm_set(GmInstance *self, int alarm, double steps);
GM_API double gm_alarm_get(const GmInstance *self, int alarm);

/* MARK: depth, layer, mask (runtime-model 6.2, 5.4) */

GM_API int gm_depth(const GmInstance *self);           /* its layer's; larger: further behind */
GM_API void gm_set_depth(GmInstance *self, int depth); /* moves to a layer at that depth */
GM_API int gm_layer(const GmInstance *self);           /* layer id */
GM_API void gm_set_layer(GmInstance *self, int layer); /* no such layer: a warning, it stays */
GM_API int gm_mask_index(const GmInstance *self); /* sprite, or GM_NONE: its own sprite's mask */
GM_API void gm_set_mask_index(GmInstance *self, int sprite);

/* MARK: collisions (runtime-model 5.4, 5.5) */

/* Edges in room pixels; without a mask all four lie on x, y. right and bottom are exclusive. */
typedef struct GmBox {
    double left, top, right, bottom;
} GmBox;
GM_API GmBox gm_bbox(const GmInstance *self);
/* Would self, at x, y, touch one of the target? */
GM_API bool gm_place_meeting(GmInstance *self, double x, double y, int target);
/* The first it would touch; GM_NOONE. */
GM_API int gm_instance_place(GmInstance *self, double x, double y, int target);
GM_API bool gm_place_free(GmInstance *self, double x, double y); /* no solid instance there */
GM_API bool gm_position_meeting(double x, double y, int target); /* is one at that point? */
GM_API int gm_instance_position(double x, double y, int target); /* the first; GM_NOONE */
/* The first of the target that the shape touches; GM_NOONE. except is left out; NULL: nobody. */
GM_API int gm_collision_point(double x, double y, int target, const GmInstance *except);
GM_API int gm_collision_rectangle(double x1, double y1, double x2, double y2, int target,
                                  const GmInstance *except);
GM_API int gm_collision_circle(double x, double y, double radius, int target,
                               const GmInstance *except);
GM_API int gm_collision_line(double x1, double y1, double x2, double y2, int target,
                             const GmInstance *except);
/* Between boxes, 0 if they touch; 1e10: there is none of the target. */
GM_API double gm_distance_to_object(const GmInstance *self, int target);
GM_API double gm_distance_to_point(const GmInstance *self, double x, double y);

#ifdef __cplusplus
}
#endif
#endif
