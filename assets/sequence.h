/* Sequences: how sprites move, turn, grow and fade along a line of frames, and what is said on the
 * way. One is a file, sequences/seq_name.json:
 *
 *   {"length": 60, "speed": 60, "loop": false, "messages": {"3": ["hit"], "10": ["a", "b"]},
 *    "sprites": [{"sprite": "spr_coin", "keys": [{"frame": 0, "x": 0, "y": 0, "angle": 0,
 *                 "xscale": 1, "yscale": 1, "alpha": 1}, {"frame": 59, "x": 100}]}]}
 *
 * "length" is in frames and must be there; "speed" is frames per second. "messages" belong to
 * frames 0 to length - 1. The first sprite is drawn first, behind the others. Keys stand in the
 * order of their frames; what one does not say is as in the key before it (at first as above).
 * Between two keys everything changes evenly; before the first and after the last nothing does.
 * Thread: main. */
#ifndef ASSETS_SEQUENCE_H
#define ASSETS_SEQUENCE_H

#include "sprite.h"

enum { SEQUENCE_WHY = 512 };

typedef struct SequenceKey {
    double frame;
    double x, y, angle, xscale, yscale, alpha; /* pixels from the sequence; degrees; 0 to 1 */
} SequenceKey;

typedef struct SequenceTrack {
    int sprite;
    SequenceKey *keys; /* by frame; at least one */
    int key_count;
} SequenceTrack;

typedef struct Sequence {
    char *name;
    int length;
    double speed;
    bool loop;
    SpriteMessages messages; /* those of a frame in the order in which they are said */
    SequenceTrack *tracks;
    int track_count;
} Sequence;

/* Reads a file; give it to sequence_take, or sequence_free it. NULL: why (SEQUENCE_WHY bytes) names
 * the file, the line or field, and what was expected. */
Sequence *sequence_file_read(const char *path, char *why);
void sequence_free(Sequence *sequence); /* NULL is fine */

/* The sequence of that name is made from now on; its handle, the one that it had or a new one. */
int sequence_take(const char *name, Sequence *made);
Sequence *sequence_of(int handle); /* NULL: no such sequence */
SequenceKey sequence_pose(const SequenceTrack *track, double frame);
void sequences_close(void);

#endif
