/* obj_strings: seven plucked strings. What is heard is computed while it is heard: whenever a
 * segment of the play queue has been played, the next is written into the same buffer. */
#include "echo.h"

#include <math.h>

enum {
    STRINGS = 7,
    RATE = 22050,
    SEGMENT = RATE / 30, /* samples */
    AHEAD = 3,           /* segments under way: a tenth of a second */
    LONGEST = 256,       /* samples of a string */
    LOUD = 6000,
    APART = 18, /* pixels */
    IDLE_STEPS = 120,
    BEAT = 15
};

typedef struct Strings {
    int queue, buffers[AHEAD];
    float waves[STRINGS][LONGEST]; /* what runs along each string */
    int lengths[STRINGS], places[STRINGS];
    int idle_steps;
} Strings;

/* Notes of the scale, from C4 on. */
static double frequency(int string) {
    static const int semitones[STRINGS] = {0, 2, 4, 7, 9, 12, 14};
    return 261.63 * pow(2, semitones[string] / 12.0);
}

static void pluck(Strings *my, int string) {
    for (int i = 0; i < my->lengths[string]; i++)
        my->waves[string][i] = (float)(gm_random(2) - 1);
}

/* One sample of a string; it comes back a little softer (Karplus and Strong, 1983). */
static float vibrate(Strings *my, int string) {
    float *wave = my->waves[string];
    int here = my->places[string], next = (here + 1) % my->lengths[string];
    float now = wave[here];
    wave[here] = (now + wave[next]) * 0.498F;
    my->places[string] = next;
    return now;
}

static void queue_next(Strings *my, int buffer) {
    int16_t samples[SEGMENT];
    for (int i = 0; i < SEGMENT; i++) {
        float sum = 0;
        for (int string = 0; string < STRINGS; string++)
            sum += vibrate(my, string);
        samples[i] = (int16_t)gm_clamp(sum * LOUD, INT16_MIN, INT16_MAX);
    }
    gm_buffer_seek(buffer, GM_BUFFER_SEEK_START, 0);
    gm_buffer_write_bytes(buffer, samples, sizeof samples);
    gm_audio_queue_sound(my->queue, buffer, 0, sizeof samples);
}

static void on_playback(GmInstance *self, const GmEvent *event) {
    Strings *my = gm_vars(self);
    const GmAsyncPlayback *done = gm_async_playback(event);
    if (done->queue_id == my->queue && done->queue_shutdown == 0) queue_next(my, done->buffer_id);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Strings *my = gm_vars(self);
    for (int string = 0; string < STRINGS; string++)
        my->lengths[string] = (int)(RATE / frequency(string));
    my->queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    for (int i = 0; i < AHEAD; i++) {
        my->buffers[i] = gm_buffer_create(SEGMENT * 2, GM_BUFFER_FIXED, 2);
        queue_next(my, my->buffers[i]);
    }
    gm_audio_play_sound(my->queue, 5, false);
}

static void step(GmInstance *self, const GmEvent *event) {
    static const int melody[] = {0, 2, 4, 5, 4, 2, 3, 1, 0, 4, 6, 5, 3, 2, 1, 3};
    (void)event;
    Strings *my = gm_vars(self);
    for (int string = 0; string < STRINGS; string++)
        if (gm_keyboard_check_pressed('1' + string)) pluck(my, string);
    my->idle_steps = gm_keyboard_check(GM_VK_ANYKEY) ? 0 : my->idle_steps + 1;
    int beat = (my->idle_steps - IDLE_STEPS) / BEAT;
    if (my->idle_steps >= IDLE_STEPS && my->idle_steps % BEAT == 0) pluck(my, melody[beat % 16]);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Strings *my = gm_vars(self);
    gm_audio_free_play_queue(my->queue);
    for (int i = 0; i < AHEAD; i++)
        gm_buffer_delete(my->buffers[i]);
}

/* Each string as wide as it swings. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Strings *my = gm_vars(self);
    for (int string = 0; string < STRINGS; string++) {
        double y = self->y + string * APART;
        float loudest = 0;
        for (int i = 0; i < my->lengths[string]; i++)
            loudest = fmaxf(loudest, fabsf(my->waves[string][i]));
        loudest = sqrtf(loudest); /* as the ear hears it */
        gm_draw_set_colour(gm_merge_colour(SLATE, MINT, loudest));
        for (int x = 0; x < WIDTH; x += 4) {
            double swing =
                (double)loudest * APART / 2 * sin(x * 3.14159 / WIDTH) * (x % 8 == 0 ? 1 : -1);
            gm_draw_line(self->x + x, y - swing, self->x + x + 4, y + swing);
        }
        echo_note(self->x - 16, y - 4, ASH, gm_text("%d", string + 1));
    }
}

const GmObject obj_strings = {
    .vars = GM_VARS(Strings, queue, buffers, waves, lengths, places, idle_steps),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_PLAYBACK] = on_playback},
};
