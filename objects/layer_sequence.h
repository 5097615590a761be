/* Sequences that lie on layers: where each is, how far it has come, and what it said in this step.
 * Calls no handler. Thread: main. */
#ifndef OBJECTS_LAYER_SEQUENCE_H
#define OBJECTS_LAYER_SEQUENCE_H

#include "../assets/sequence.h"
#include "../runtime/gm_sequence.h"
#include "layer.h"

struct LayerSequence {
    int id;
    int slot; /* its layer's */
    int sequence;
    double x, y;
    double head; /* frames */
    double speed_scale;
    bool paused, finished;
    bool begun; /* the frame where it stands was said, or shall not be */
};

/* Moves all heads on. wanted: what they cross is gathered. */
void layer_sequences_step(double steps_per_second, bool wanted);

/* A message on a frame that a head crossed. */
typedef struct SequenceMessage {
    const char *text; /* lent by the sequence */
    int element;
} SequenceMessage;
/* Those of this step, the oldest element's first; lent until the next layer_sequences_step. */
const SequenceMessage *layer_sequences_messages(int *count);
void layer_sequences_close(void); /* the messages; the elements go with their layers */

#endif
