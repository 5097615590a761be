/* Sequences by handle and name, and where their sprites are at a frame. */
#include "sequence.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_sequence.h"

#include <string.h>

static struct {
    Sequence **items; /* by handle */
    int count, capacity;
} the_sequences;

Sequence *sequence_of(int handle) {
    return handle >= 0 && handle < the_sequences.count ? the_sequences.items[handle] : NULL;
}

static int named(const char *name) {
    for (int i = 0; name != NULL && i < the_sequences.count; i++)
        if (strcmp(the_sequences.items[i]->name, name) == 0) return i;
    return GM_NONE;
}

void sequence_free(Sequence *sequence) {
    if (sequence == NULL) return;
    for (int i = 0; i < sequence->track_count; i++)
        mem_free(sequence->tracks[i].keys);
    mem_free(sequence->tracks);
    sprite_messages_free(&sequence->messages);
    mem_free(sequence->name);
    mem_free(sequence);
}

int sequence_take(const char *name, Sequence *made) {
    int handle = named(name);
    if (handle == GM_NONE) {
        MEM_RESERVE(the_sequences.items, the_sequences.capacity, the_sequences.count + 1);
        handle = the_sequences.count++;
    } else {
        sequence_free(the_sequences.items[handle]);
    }
    made->name = mem_text(name);
    the_sequences.items[handle] = made;
    return handle;
}

void sequences_close(void) {
    for (int i = 0; i < the_sequences.count; i++)
        sequence_free(the_sequences.items[i]);
    mem_free(the_sequences.items);
    memset(&the_sequences, 0, sizeof the_sequences);
}

/* MARK: poses */

static SequenceKey between(const SequenceKey *a, const SequenceKey *b, double frame) {
    double part = (frame - a->frame) / (b->frame - a->frame);
    return (SequenceKey){.frame = frame,
                         .x = a->x + (b->x - a->x) * part,
                         .y = a->y + (b->y - a->y) * part,
                         .angle = a->angle + (b->angle - a->angle) * part,
                         .xscale = a->xscale + (b->xscale - a->xscale) * part,
                         .yscale = a->yscale + (b->yscale - a->yscale) * part,
                         .alpha = a->alpha + (b->alpha - a->alpha) * part};
}

SequenceKey sequence_pose(const SequenceTrack *track, double frame) {
    int next = 0;
    while (next < track->key_count && track->keys[next].frame <= frame)
        next++;
    if (next == 0) return track->keys[0];
    if (next == track->key_count) return track->keys[next - 1];
    return between(&track->keys[next - 1], &track->keys[next], frame);
}

/* MARK: what games may ask */

int gm_sequence(const char *name) {
    int sequence = named(name);
    if (sequence == GM_NONE)
        log_warn_once("there is no sequence \"%s\" in this game", name != NULL ? name : "(null)");
    return sequence;
}

bool gm_sequence_exists(int sequence) {
    return sequence_of(sequence) != NULL;
}
