/* obj_harp: what its strings do is heard through a play queue. Each segment that was played is
 * computed anew and queued again, so that little is under way and a string is heard at once. */
#include "choir.h"

#include <string.h>

enum {
    RATE = SPECTRUM_RATE,
    SEGMENT = RATE / 30, /* samples */
    AHEAD = 4,           /* segments under way: an eighth of a second */
    LOUD = 5000,
    STALL_STEPS = 60,
    TOLD_STEPS = 240
};

typedef struct Harp {
    int queue, buffers[AHEAD];
    int played[AHEAD], played_count;  /* buffers to be written anew */
    int16_t latest[SPECTRUM_SAMPLES]; /* of what was queued */
    int stall_steps;                  /* left in which nothing is queued */
    bool is_dry;                      /* the queue has nothing left to play */
    int dry_step;                     /* the latest in which it had nothing; 0: never */
} Harp;

/* MARK: the queue */

static void queue_next(Harp *my, int buffer) {
    float sum[SEGMENT] = {0};
    int16_t samples[SEGMENT];
    for (GmWith each = gm_with("obj_string"); gm_with_next(&each);)
        string_add(each.self, sum, SEGMENT);
    for (int i = 0; i < SEGMENT; i++)
        samples[i] = (int16_t)gm_clamp(sum[i] * LOUD, INT16_MIN, INT16_MAX);
    memmove(my->latest, my->latest + SEGMENT, sizeof my->latest - sizeof samples);
    memcpy(my->latest + SPECTRUM_SAMPLES - SEGMENT, samples, sizeof samples);
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    gm_buffer_write_bytes(buffer, samples, sizeof samples);
    gm_audio_queue_sound(my->queue, buffer, 0, sizeof samples);
}

static void on_playback(GmInstance *self, const GmEvent *event) {
    Harp *my = gm_vars(self);
    const GmAsyncPlayback *done = gm_async_playback(event);
    if (done->queue_id == my->queue && done->queue_shutdown == 0)
        my->played[my->played_count++] = done->buffer_id;
}

/* Late or not: what was played is queued again, and the strings go on where they were. */
static void feed(Harp *my) {
    while (my->played_count > 0)
        queue_next(my, my->played[--my->played_count]);
    spectrum_add(my->latest, SPECTRUM_SAMPLES, 0, 1, 1);
}

/* MARK: entry points */

/* All strings are there. */
static void start(GmInstance *self, const GmEvent *event) {
    (void)event;
    Harp *my = gm_vars(self);
    my->queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    for (int i = 0; i < AHEAD; i++) {
        my->buffers[i] = gm_buffer_create(SEGMENT * 2, GM_BUFFER_FIXED, 2);
        queue_next(my, my->buffers[i]);
    }
    gm_audio_play_sound(my->queue, 20, false);
}

/* X stalls the harp, as a slow disk or a busy machine would. */
static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Harp *my = gm_vars(self);
    if (gm_keyboard_check_pressed('X')) my->stall_steps = STALL_STEPS;
    my->is_dry = my->played_count == AHEAD;
    if (my->is_dry) my->dry_step = gm_step_count();
    if (my->stall_steps > 0)
        my->stall_steps--;
    else
        feed(my);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Harp *my = gm_vars(self);
    gm_audio_free_play_queue(my->queue);
    for (int i = 0; i < AHEAD; i++)
        gm_buffer_delete(my->buffers[i]);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Harp *my = gm_vars(self);
    gm_draw_sprite("spr_harp", 0, self->x, self->y);
    bool was_dry = my->dry_step > 0 && gm_step_count() - my->dry_step < TOLD_STEPS;
    const char *words = my->is_dry            ? "The harp's queue ran dry."
                        : my->stall_steps > 0 ? "Nothing is queued for the harp."
                        : was_dry             ? "The harp was fed, and plays on."
                                              : "";
    gm_draw_set_halign(GM_FA_RIGHT);
    note(gm_room_width() - 10, self->y - 30, my->stall_steps > 0 ? CORAL : MINT, words);
}

const GmObject obj_harp = {
    .vars =
        GM_VARS(Harp, queue, buffers, played, played_count, latest, stall_steps, is_dry, dry_step),
    .on = {[GM_ROOM_START] = start,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_PLAYBACK] = on_playback},
};
