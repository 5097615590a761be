/* Sequences: small films that lie on a layer. Thread: main, all of it.
 *
 * A sequence is a file, sequences/seq_name.json: its length, its speed, its sprites with keys
 * (where they are at which frame, and how large, turned and transparent), and messages: texts that
 * are said when the head crosses a frame. gm_layer_sequence_create lays one on a layer; that is an
 * element, and has an id. It is drawn over the instances of its layer, a later one behind an
 * earlier one; the layer's offset counts. Its sprites go through their sub-images at their own
 * speed. It ends with its layer and with its room; in a persistent room it waits.
 *
 * In each step, just before the Step event, the heads move on: speed * speedscale / steps per
 * second frames. For each text of each frame that a head crosses or comes to, in the order in which
 * it comes to them, one GM_BROADCAST_MESSAGE follows: "event_type" is "sequence event",
 * "element_id" the element, "message" the text (gm_async.h: GmMessage). The frame from which one
 * begins to play counts as come to in its first step. Of a loop each frame is said once a step at
 * most. Setting the head raises nothing; paused and finished ones raise nothing.
 *
 * There are no sequence objects here that functions could be given to: what the manual lets them do
 * with event_broadcast_message, event_async_system and the like, instances do in their events.
 * Moments, sounds, instances and sequences inside of sequences there are none.
 *
 * An element that is not there reads as 0 or false; changing it does nothing. Both warn once, but
 * for gm_layer_sequence_exists. Source: async-events 16.5, 17, runtime-model 6.2; what finished
 * ones do when they are played again or their head is set is decided here. */
#ifndef GM_SEQUENCE_H
#define GM_SEQUENCE_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

GM_API int gm_sequence(const char *name); /* GM_NONE and one warning if there is none */
GM_API bool gm_sequence_exists(int sequence);

/* Lays a sequence on a layer, its 0, 0 at x, y (room pixels), and plays it from frame 0. Its id,
 * never given out twice, nor to an instance; GM_NONE: there is no such layer or sequence. */
GM_API int gm_layer_sequence_create(int layer, double x, double y, int sequence);
GM_API void gm_layer_sequence_destroy(int element);
GM_API bool gm_layer_sequence_exists(int layer, int element); /* on that layer of this room */

GM_API void gm_layer_sequence_pause(int element);
GM_API void gm_layer_sequence_play(int element); /* goes on; a finished one begins again */
GM_API bool gm_layer_sequence_is_paused(int element);
/* It does not loop, and came to its end: frame "length", or backward 0. It stays there. */
GM_API bool gm_layer_sequence_is_finished(int element);

/* Frames, 0 to the sequence's length; what lies outside is taken as the nearest. A finished one is
 * finished no longer. */
GM_API void gm_layer_sequence_headpos(int element, double frame);
GM_API double gm_layer_sequence_get_headpos(int element);
/* Times the sequence's own speed; 1 at first, 0 stands still, negative plays backward. */
GM_API void gm_layer_sequence_speedscale(int element, double scale);
GM_API double gm_layer_sequence_get_speedscale(int element);

GM_API void gm_layer_sequence_x(int element, double x); /* room pixels */
GM_API void gm_layer_sequence_y(int element, double y);
GM_API double gm_layer_sequence_get_x(int element);
GM_API double gm_layer_sequence_get_y(int element);

#ifdef __cplusplus
}
#endif
#endif
