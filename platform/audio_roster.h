/* The roster of the sound devices that the system has: they come, go, and one of them is what it
 * plays on by default. Only while a game is heard (audio.h); what happens is told by window_poll.
 */
#ifndef PLATFORM_AUDIO_ROSTER_H
#define PLATFORM_AUDIO_ROSTER_H

/* After the device was opened: those that are there now are not told of. */
void audio_roster_open(void);
void audio_roster_close(void);

#endif
