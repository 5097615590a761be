/* The sound of the video that plays: what its thread decoded goes to a voice of its own, a little
 * ahead of the picture. Thread: main. */
#ifndef EVENTS_ASYNC_VIDEO_SOUND_H
#define EVENTS_ASYNC_VIDEO_SOUND_H

#include "../../platform/video.h"

void video_sound_begin(double seconds); /* from that place of the video on; it goes on at once */
/* Takes what was decoded. seconds: what is over before that is not heard any more. */
void video_sound_feed(Video *video, double seconds);
void video_sound_pause(bool paused);
void video_sound_end(void); /* none: does nothing */

void video_sound_set_gain(double gain); /* also of videos to come */
double video_sound_gain(void);

#endif
