/* Sequences on layers: their heads, and the frames that these cross. */
#include "layer_sequence.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <math.h>
#include <string.h>

static const double MOST_FRAMES = 1e15; /* beyond it a double has no whole numbers to count with */

static struct {
    SequenceMessage *messages;
    int count, capacity;
} the_step;

/* MARK: the step */

static void say(const LayerSequence *self, const Sequence *sequence, double frame) {
    for (int i = 0; i < sequence->messages.count; i++) {
        if (sequence->messages.items[i].frame != frame) continue;
        MEM_RESERVE(the_step.messages, the_step.capacity, the_step.count + 1);
        the_step.messages[the_step.count++] =
            (SequenceMessage){sequence->messages.items[i].text, self->id};
    }
}

/* The frame of a loop at which a head stands that has gone so far; exact for whole numbers. */
static double wrapped(double frame, double length) {
    double rest = fmod(frame, length);
    return rest < 0 ? fmod(rest + length, length) : rest;
}

/* Every frame after from (with it, if the sequence begins there), up to and with to, in order; of a
 * loop each once, also if the way is longer. */
static void say_on_the_way(const LayerSequence *self, const Sequence *sequence, double from,
                           double to) {
    double step = to > from ? 1 : -1;
    double frame = to > from ? floor(from) + 1 : ceil(from) - 1;
    if (!self->begun) frame = from;
    int most = sequence->loop ? sequence->length : sequence->length + 1;
    for (int i = 0; i < most && (to - frame) * step >= 0; i++, frame += step)
        say(self, sequence, sequence->loop ? wrapped(frame, sequence->length) : frame);
}

static double inside(double frame, const Sequence *sequence) {
    return frame < 0 ? 0 : frame > sequence->length ? sequence->length : frame;
}

static void advance(LayerSequence *self, const Sequence *sequence, double frames, bool wanted) {
    double from = inside(self->head, sequence); /* a file saved anew may have shortened it */
    double to = from + fmax(-MOST_FRAMES, fmin(frames, MOST_FRAMES));
    if (!sequence->loop) to = inside(to, sequence);
    if (wanted && sequence->messages.count > 0) say_on_the_way(self, sequence, from, to);
    self->begun = true;
    self->head = sequence->loop ? wrapped(to, sequence->length) : to;
    self->finished =
        !sequence->loop && ((frames > 0 && to >= sequence->length) || (frames < 0 && to <= 0));
}

void layer_sequences_step(double steps_per_second, bool wanted) {
    LayerSequences *all = layer_sequences();
    the_step.count = 0;
    for (int i = 0; i < all->count; i++) {
        LayerSequence *self = &all->items[i];
        const Sequence *sequence = sequence_of(self->sequence);
        double frames = sequence->speed * self->speed_scale / steps_per_second;
        if (frames != 0 && !self->paused && !self->finished)
            advance(self, sequence, frames, wanted);
    }
}

const SequenceMessage *layer_sequences_messages(int *count) {
    *count = the_step.count;
    return the_step.messages;
}

void layer_sequences_close(void) {
    mem_free(the_step.messages);
    memset(&the_step, 0, sizeof the_step);
}

/* MARK: coming and going */

static LayerSequence *element_of(int id) {
    LayerSequences *all = layer_sequences();
    for (int i = 0; i < all->count; i++)
        if (all->items[i].id == id) return &all->items[i];
    return NULL;
}

/* The one a game names by its id; warns if there is none. */
static LayerSequence *asked_for(int id, const char *call) {
    LayerSequence *self = element_of(id);
    if (self == NULL) log_warn_once("%s: there is no sequence element %d in this room", call, id);
    return self;
}

int gm_layer_sequence_create(int layer, double x, double y, int sequence) {
    static const char call[] = "gm_layer_sequence_create";
    if (layer_asked(layer, call) == NULL) return GM_NONE;
    if (sequence_of(sequence) == NULL) {
        if (sequence != GM_NONE) log_warn_once("%s: there is no sequence %d", call, sequence);
        return GM_NONE;
    }
    LayerSequence made = {.id = instance_next_id(),
                          .slot = layer_slot(layer),
                          .sequence = sequence,
                          .x = x,
                          .y = y,
                          .speed_scale = 1};
    LayerSequences *all = layer_sequences();
    MEM_RESERVE(all->items, all->capacity, all->count + 1);
    all->items[all->count++] = made;
    layer_at(made.slot)->sequence_count++;
    return made.id;
}

void gm_layer_sequence_destroy(int element) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_destroy");
    if (self == NULL) return;
    LayerSequences *all = layer_sequences();
    layer_at(self->slot)->sequence_count--;
    all->count--;
    memmove(self, self + 1, (size_t)(&all->items[all->count] - self) * sizeof *self);
}

bool gm_layer_sequence_exists(int layer, int element) {
    const LayerSequence *self = element_of(element);
    return self != NULL && self->slot == layer_slot(layer);
}

/* MARK: playing */

void gm_layer_sequence_pause(int element) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_pause");
    if (self != NULL) self->paused = true;
}

void gm_layer_sequence_play(int element) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_play");
    if (self == NULL) return;
    self->paused = false;
    if (!self->finished) return;
    self->finished = self->begun = false;
    self->head = self->speed_scale < 0 ? sequence_of(self->sequence)->length : 0;
}

bool gm_layer_sequence_is_paused(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_is_paused");
    return self != NULL && self->paused;
}

bool gm_layer_sequence_is_finished(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_is_finished");
    return self != NULL && self->finished;
}

/* A number that a head can go on from. */
static bool is_finite(double value, const char *call) {
    if (!isfinite(value)) log_warn_once("%s: expected a finite number, but it is %g", call, value);
    return isfinite(value);
}

void gm_layer_sequence_headpos(int element, double frame) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_headpos");
    if (self == NULL || !is_finite(frame, "gm_layer_sequence_headpos")) return;
    self->head = inside(frame, sequence_of(self->sequence));
    self->begun = true;
    self->finished = false;
}

double gm_layer_sequence_get_headpos(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_get_headpos");
    return self != NULL ? self->head : 0;
}

void gm_layer_sequence_speedscale(int element, double scale) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_speedscale");
    if (self != NULL && is_finite(scale, "gm_layer_sequence_speedscale")) self->speed_scale = scale;
}

double gm_layer_sequence_get_speedscale(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_get_speedscale");
    return self != NULL ? self->speed_scale : 0;
}

/* MARK: place */

void gm_layer_sequence_x(int element, double x) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_x");
    if (self != NULL) self->x = x;
}

void gm_layer_sequence_y(int element, double y) {
    LayerSequence *self = asked_for(element, "gm_layer_sequence_y");
    if (self != NULL) self->y = y;
}

double gm_layer_sequence_get_x(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_get_x");
    return self != NULL ? self->x : 0;
}

double gm_layer_sequence_get_y(int element) {
    const LayerSequence *self = asked_for(element, "gm_layer_sequence_get_y");
    return self != NULL ? self->y : 0;
}
