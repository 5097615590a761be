/* Which sound devices the system has: they come, go, and one of them is what it plays on by
 * default. Only while a game is heard (audio.h); what happens is told by window_poll. */
#ifndef PLATFORM_AUDIO_DEVICES_H
#define PLATFORM_AUDIO_DEVICES_H

/* After the device was opened: those that are there now are not told of. */
void audio_devices_open(void);
void audio_devices_close(void);

#endif
