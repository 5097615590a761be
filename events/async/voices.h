/* The playing voices, as main knows them. */
#ifndef EVENTS_ASYNC_VOICES_H
#define EVENTS_ASYNC_VOICES_H

#include "../../assets/sound.h"

void voices_sound_ready(int sound); /* it was loading: voices that wait for it begin, or end */

/* Fades of audio groups, by the same clock as those of voices. */
void voices_fade(Fade *fade, double gain, double ms);
double voices_gain_now(const Fade *fade);
void voices_group_gain(int group); /* it has another: its voices are told */

#endif
