/* obj_harp: seven plucked strings. What is heard is computed while it is heard: each segment of the
 * play queue that was played is written anew and queued again. */
#include "choir.h"

#include <math.h>
#include <string.h>

enum {
    RATE = SPECTRUM_RATE,
    SEGMENT = RATE / 30, /* samples */
    AHEAD = 4,           /* segments under way: an eighth of a second */
    LONGEST = 256,       /* samples of a string */
    LOUD = 5000,
    STALL_STEPS = 60
};

typedef struct Harp {
    int queue, buffers[AHEAD];
    int played[AHEAD], played_count; /* buffers to be written anew */
    float waves[VOICES][LONGEST];    /* what runs along each string */
    int lengths[VOICES], places[VOICES];
    int16_t latest[SPECTRUM_SAMPLES]; /* of what was queued */
    int stall_steps;                  /* left in which nothing is queued */
    bool is_dry;                      /* the queue has nothing left to play */
    int dry_count;                    /* how often that was so */
} Harp;

static Harp *harp(void) {
    return gm_vars(gm_instance("obj_harp"));
}

/* MARK: strings */

/* Notes of the scale, from C4 on. */
static double frequency(int string) {
    static const int semitones[VOICES] = {0, 2, 4, 7, 9, 12, 14};
    return 261.63 * pow(2, semitones[string] / 12.0);
}

void harp_pluck(int number) {
    Harp *my = harp();
    for (int i = 0; i < my->lengths[number]; i++)
        my->waves[number][i] = (float)(gm_random(2) - 1);
}

double harp_swing(int number) {
    const Harp *my = harp();
    float loudest = 0;
    for (int i = 0; i < my->lengths[number]; i++)
        loudest = fmaxf(loudest, fabsf(my->waves[number][i]));
    return my->is_dry ? 0 : sqrt((double)loudest); /* as the ear hears it */
}

/* One sample of a string; it comes back a little softer (Karplus and Strong, 1983). */
static float vibrate(Harp *my, int string) {
    int here = my->places[string], next = (here + 1) % my->lengths[string];
    float *wave = my->waves[string], now = wave[here];
    wave[here] = (now + wave[next]) * 0.498F;
    my->places[string] = next;
    return now;
}

/* MARK: the queue */

static void queue_next(Harp *my, int buffer) {
    int16_t samples[SEGMENT];
    for (int i = 0; i < SEGMENT; i++) {
        float sum = 0;
        for (int string = 0; string < VOICES; string++)
            sum += vibrate(my, string);
        samples[i] = (int16_t)gm_clamp(sum * LOUD, INT16_MIN, INT16_MAX);
    }
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

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Harp *my = gm_vars(self);
    for (int string = 0; string < VOICES; string++)
        my->lengths[string] = (int)(RATE / frequency(string));
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
    if (my->played_count == AHEAD && !my->is_dry) my->dry_count++;
    my->is_dry = my->played_count == AHEAD;
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
    const char *words = my->is_dry            ? "The harp's queue ran dry."
                        : my->stall_steps > 0 ? "Nothing is queued for the harp."
                        : my->dry_count > 0   ? gm_text("The harp ran dry: %d", my->dry_count)
                                              : "";
    gm_draw_set_halign(GM_FA_RIGHT);
    note(gm_room_width() - 10, self->y - 30, my->dry_count > 0 && !my->is_dry ? ASH : CORAL, words);
}

const GmObject obj_harp = {
    .vars = GM_VARS(Harp, queue, buffers, played, played_count, waves, lengths, places, latest,
                    stall_steps, is_dry, dry_count),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_PLAYBACK] = on_playback},
};
