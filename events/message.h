/* Messages that sprites carry on their sub-images and sequences on their frames (76, Broadcast
 * Message). Thread: main. */
#ifndef EVENTS_MESSAGE_H
#define EVENTS_MESSAGE_H

/* Before animations go on: gathers their messages only if somebody listens. */
void message_listen(void);
/* Fires what the animations of this step said, an event for each text. */
void message_fire(void);
/* Moves the sequences of the room on, and fires what they said. */
void message_sequences(double steps_per_second);

#endif
