/* Videos: one at a time, drawn by the game. Answers: GM_ASYNC_SOCIAL (70), GmAsyncSocial, whose
 * "type" is "video_start" once when a video that was opened begins to play, and "video_end" when it
 * has come to its end; there is no "id". With looping there is no end; after gm_video_close, and of
 * a video that cannot be opened, nothing is told. Source: the manual's pages on videos,
 * async-events 10.
 *
 * A video goes on with the game's steps, not with the clock on the wall: at 60 steps per second,
 * thirty steps are half a second of it. It is decoded on a thread of its own, with FFmpeg's
 * libraries, which are opened with the first video; a machine without them has no videos. Its sound
 * is fed to the mixer half a second ahead: what is decoded too late is left out, not played later.
 * Thread: main. */
#ifndef GM_VIDEO_H
#define GM_VIDEO_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum GmVideoStatus {
    GM_VIDEO_STATUS_CLOSED,
    GM_VIDEO_STATUS_PREPARING, /* opened; there is no picture yet */
    GM_VIDEO_STATUS_PLAYING,
    GM_VIDEO_STATUS_PAUSED /* by the game, or since it came to its end */
} GmVideoStatus;

typedef enum GmVideoFormat { GM_VIDEO_FORMAT_RGBA, GM_VIDEO_FORMAT_YUV } GmVideoFormat;

/* Begins with a file of the game folder or the save area, of any kind that FFmpeg reads; plays when
 * its first picture is decoded. One that is open is closed before. If it cannot be opened, a
 * warning says why and the status is closed. Looping is off. */
GM_API void gm_video_open(const char *path);
GM_API void gm_video_close(void); /* also inside its own events; none open: does nothing */
/* The picture that is due: a sprite as large as the video, with one sub-image, to be drawn with
 * gm_draw_sprite and its sisters. GM_NONE: there is none yet, or no video. The runtime owns the
 * sprite: it is the same one until gm_video_close, which ends it. (In the manual it is an array of
 * a status and surfaces; the status here is gm_video_get_status.) */
GM_API int gm_video_draw(void);
GM_API GmVideoStatus gm_video_get_status(void);
GM_API GmVideoFormat gm_video_get_format(void); /* always GM_VIDEO_FORMAT_RGBA */
GM_API double gm_video_get_duration(void);      /* milliseconds; 0: not known (yet), or no video */
GM_API double gm_video_get_position(void);      /* milliseconds from the start; 0: no video */
/* Milliseconds from the start; below 0 is 0; beyond the end is the end. Shown in the next step in
 * which it is decoded, also while paused. While preparing it does nothing. */
GM_API void gm_video_seek_to(double milliseconds);
GM_API void gm_video_enable_loop(bool enable); /* of the video that is open */
GM_API bool gm_video_is_looping(void);
/* From 0 to 1 (at first): of this video and those to come; clamped. */
GM_API void gm_video_set_volume(double volume);
GM_API double gm_video_get_volume(void);
GM_API void gm_video_pause(void);  /* does nothing unless it plays */
GM_API void gm_video_resume(void); /* after its end: plays it once more, with one more video_end */

#ifdef __cplusplus
}
#endif
#endif
