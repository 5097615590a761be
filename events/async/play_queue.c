/* Audio Playback (event 74): play queues, one event for each segment. A segment is copied when it
 * is queued; the queue's voice is fed with it while there is one, and the mixer marks what it has
 * played to the end. */
#include "play_queue.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "../async.h"
#include "raw_sound.h"

#include <stddef.h>

typedef struct Segment {
    struct Segment *next;
    Samples *samples;
    int buffer; /* the game's, which it was copied from */
} Segment;

typedef struct PlayQueue {
    struct PlayQueue *next;
    int sound; /* whose number is the queue's */
    int slot;  /* its voice's; GM_NONE */
    RawFormat raw;
    Segment *first, **end;
} PlayQueue;

static PlayQueue *the_queues;

static PlayQueue *queue_of(int number) {
    PlayQueue *queue = the_queues;
    while (queue != NULL && queue->sound != number)
        queue = queue->next;
    return queue;
}

/* MARK: segments */

static void append(PlayQueue *queue, Segment *segment) {
    *queue->end = segment;
    queue->end = &segment->next;
}

static void remove_first(PlayQueue *queue) {
    Segment *segment = queue->first;
    queue->first = segment->next;
    if (queue->first == NULL) queue->end = &queue->first;
    samples_release(segment->samples);
    mem_free(segment);
}

static bool is_played(const Segment *segment) {
    return segment != NULL && audio_is_done(&segment->samples->piece);
}

static void tell_first(PlayQueue *queue, bool was_played) {
    Completion *completion = completion_spontaneous(sizeof *completion, &playback_source);
    map_set_real(completion->map, ASYNC_KEY(queue_id), queue->sound);
    map_set_real(completion->map, ASYNC_KEY(buffer_id), queue->first->buffer);
    map_set_real(completion->map, ASYNC_KEY(queue_shutdown), was_played ? 0 : 1);
    mailbox_post(completion);
    remove_first(queue);
}

static void clear(PlayQueue *queue) {
    queue->slot = GM_NONE;
    while (queue->first != NULL)
        tell_first(queue, is_played(queue->first));
}

/* MARK: what the voices ask and say */

bool play_queue_may_begin(int number) {
    const PlayQueue *queue = queue_of(number);
    if (queue->slot != GM_NONE)
        log_warn_once("gm_audio_play_sound: play queue %d is playing already", number);
    return queue->slot == GM_NONE && queue->first != NULL;
}

void play_queue_begin(int number, int slot) {
    PlayQueue *queue = queue_of(number);
    queue->slot = slot;
    for (const Segment *segment = queue->first; segment != NULL; segment = segment->next)
        audio_feed(slot, &segment->samples->piece);
}

void play_queue_clear(int number) {
    PlayQueue *queue = queue_of(number);
    if (queue != NULL) clear(queue);
}

void play_queues_clear(void) {
    for (PlayQueue *queue = the_queues; queue != NULL; queue = queue->next)
        clear(queue);
}

void play_queue_end(int number) {
    PlayQueue **place = &the_queues, *queue;
    while ((*place)->sound != number)
        place = &(*place)->next;
    queue = *place;
    *place = queue->next;
    mem_free(queue);
}

/* MARK: the source */

static void poll_queues(void) {
    for (PlayQueue *queue = the_queues; queue != NULL; queue = queue->next)
        while (is_played(queue->first))
            tell_first(queue, true);
}

static void close_queues(void) {
    while (the_queues != NULL) {
        while (the_queues->first != NULL)
            remove_first(the_queues);
        play_queue_end(the_queues->sound);
    }
}

const AsyncSource playback_source = {.name = "playback",
                                     .event = EVENT_OTHER_AUDIO_PLAYBACK,
                                     .poll = poll_queues,
                                     .close = close_queues};

/* MARK: what games may call */

int gm_audio_create_play_queue(int format, int rate, int channels) {
    static const char call[] = "gm_audio_create_play_queue";
    RawFormat raw;
    int sound =
        raw_format(&raw, format, rate, channels, call) ? raw_sound(SOUND_QUEUE, call) : GM_NONE;
    if (sound == GM_NONE) return GM_NONE;
    PlayQueue *queue = mem_alloc(sizeof *queue);
    *queue = (PlayQueue){.next = the_queues, .sound = sound, .slot = GM_NONE, .raw = raw};
    queue->end = &queue->first;
    the_queues = queue;
    return sound;
}

bool gm_audio_queue_sound(int number, int buffer, int offset, int length) {
    static const char call[] = "gm_audio_queue_sound";
    PlayQueue *queue = queue_of(number);
    AudioClip clip;
    if (queue == NULL) log_warn_once("%s: there is no play queue %d", call, number);
    if (queue == NULL || !raw_clip(&clip, &queue->raw, buffer, offset, length, call)) return false;
    Segment *segment = mem_alloc(sizeof *segment);
    segment->buffer = buffer;
    segment->samples = samples_new(clip);
    append(queue, segment);
    if (queue->slot != GM_NONE) audio_feed(queue->slot, &segment->samples->piece);
    return true;
}
