/* The playing voices, as main knows them. */
#ifndef EVENTS_ASYNC_VOICES_H
#define EVENTS_ASYNC_VOICES_H

void voices_sound_ready(int sound); /* it was loading: voices that wait for it begin, or end */

#endif
