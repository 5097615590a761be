/* obj_ear: the moon listens while Space is held; what it hears is what the frogs sing. Until then
 * they sing a wave that is computed. */
#include "choir.h"

#include <math.h>
#include <stdlib.h>

enum { HEARD_RATE = 16000, LONGEST_SECONDS = 4, SHORTEST_SAMPLES = 1600, SILENCE = 250 };
enum { OCTAVE = 12, LOUD = 12000, MOON_RADIUS = 26 };

/* MARK: the voice */

static void take_voice(Ear *my, int buffer, int rate, bool is_own) {
    gm_audio_free_buffer_sound(my->sound); /* whoever still sings it ends */
    if (my->voice != buffer) gm_buffer_delete(my->voice);
    my->voice = buffer;
    my->rate = rate;
    my->is_own = is_own;
    my->sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, rate, 0,
                                             gm_buffer_get_used_size(buffer), GM_AUDIO_MONO);
}

/* One second of "ooh" at C4: five partials that swell and fade. */
static int compute_voice(void) {
    static const double partials[] = {1, 0.6, 0.3, 0.12, 0.08};
    int buffer = gm_buffer_create(SPECTRUM_RATE * 2, GM_BUFFER_FIXED, 2);
    for (int i = 0; i < SPECTRUM_RATE; i++) {
        double t = i / (double)SPECTRUM_RATE, sum = 0;
        for (int p = 0; p < 5; p++)
            sum += partials[p] * sin(6.283185307 * 261.63 * (p + 1) * t);
        gm_buffer_write(buffer, GM_BUFFER_S16, sum * 7000 * fmin(1, t * 25) * pow(1 - t, 0.7));
    }
    return buffer;
}

/* MARK: recording */

static void begin(Ear *my) {
    my->trouble[0] = '\0';
    if (gm_audio_get_recorder_count() == 0) return; /* which is said all the time */
    my->heard = gm_buffer_create(HEARD_RATE, GM_BUFFER_GROW, 2);
    my->channel = gm_audio_start_recording(0);
    if (my->channel == GM_NONE) {
        gm_copy_text(my->trouble, sizeof my->trouble, "The microphone cannot be opened.");
        gm_buffer_delete(my->heard);
    }
}

static int loudest_of(const int16_t *samples, int count) {
    int loudest = 0;
    for (int i = 0; i < count; i++)
        if (abs(samples[i]) > loudest) loudest = abs(samples[i]);
    return loudest;
}

static void finish(Ear *my) {
    gm_audio_stop_recording(my->channel);
    my->channel = GM_NONE;
    my->level = 0;
    int count = sample_count(my->heard);
    int loudest = loudest_of(gm_buffer_get_address(my->heard), count);
    bool is_short = count < SHORTEST_SAMPLES;
    if (is_short || loudest < SILENCE) {
        gm_copy_text(my->trouble, sizeof my->trouble,
                     is_short ? "That was too short: hold Space while you sing."
                              : "That was silence. Is the microphone muted?");
        gm_buffer_delete(my->heard);
        return;
    }
    my->gain = gm_clamp(LOUD / (double)loudest, 1, 8);
    take_voice(my, my->heard, HEARD_RATE, true);
    frog_sing(VOICES / 2);
}

/* Everything that was heard since the event before. */
static void on_recording(GmInstance *self, const GmEvent *event) {
    Ear *my = gm_vars(self);
    const GmAsyncRecording *news = gm_async_recording(event);
    if (news->channel_index != my->channel) return;
    const int16_t *samples = gm_buffer_get_address(news->buffer_id);
    my->level = loudest_of(samples, news->data_len / 2) / 32768.0;
    gm_buffer_write_bytes(my->heard, samples, news->data_len);
}

/* MARK: entry points */

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ear *my = gm_vars(self);
    my->channel = my->sound = my->voice = GM_NONE;
    my->gain = 1;
    take_voice(my, compute_voice(), SPECTRUM_RATE, false);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ear *my = gm_vars(self);
    int turn = gm_keyboard_check_pressed(GM_VK_RIGHT) - gm_keyboard_check_pressed(GM_VK_LEFT);
    my->semitones = (int)gm_clamp(my->semitones + turn, -OCTAVE, OCTAVE);
    if (gm_keyboard_check_pressed(GM_VK_SPACE)) begin(my);
    if (my->channel == GM_NONE) return;
    const int16_t *samples = gm_buffer_get_address(my->heard);
    double scale = (double)HEARD_RATE / SPECTRUM_RATE;
    int count = sample_count(my->heard);
    spectrum_add(samples, count, count - SPECTRUM_SAMPLES * scale, scale, 1);
    if (!gm_keyboard_check(GM_VK_SPACE) || count >= LONGEST_SECONDS * HEARD_RATE) finish(my);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Ear *my = gm_vars(self);
    gm_audio_stop_recording(my->channel);
    gm_audio_free_buffer_sound(my->sound);
    gm_buffer_delete(my->voice);
    if (my->channel != GM_NONE) gm_buffer_delete(my->heard);
}

/* Rings around the moon while it listens, as wide as what it hears is loud. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Ear *my = gm_vars(self);
    if (my->channel == GM_NONE) return;
    gm_draw_set_colour(CORAL);
    for (int ring = 0; ring < 4; ring++) {
        gm_draw_set_alpha(0.9 - ring * 0.2);
        gm_draw_circle(self->x, self->y, MOON_RADIUS + 2 + ring * (2 + sqrt(my->level) * 12), true);
    }
    gm_draw_set_alpha(1);
}

const GmObject obj_ear = {
    .vars =
        GM_VARS(Ear, channel, heard, voice, sound, rate, gain, is_own, level, semitones, trouble),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_RECORDING] = on_recording},
};
