/* obj_echo: records while Space is held, and plays it when it is released. */
#include "echo.h"

#include <math.h>

enum { HEIGHT = 40, SEMITONES = 24 };

typedef struct Echo {
    int channel;   /* GM_NONE: not recording */
    int recording; /* the buffer that grows */
    int sound, voice;
    int semitones;
    bool loop;
} Echo;

/* MARK: recording */

static void begin(Echo *my) {
    gm_audio_free_buffer_sound(my->sound);
    my->sound = my->voice = GM_NONE;
    gm_buffer_delete(my->recording);
    my->recording = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    my->channel = gm_audio_start_recording(0);
}

/* Everything that was heard since the event before. */
static void on_recording(GmInstance *self, const GmEvent *event) {
    Echo *my = gm_vars(self);
    const GmAsyncRecording *heard = gm_async_recording(event);
    if (heard->channel_index != my->channel) return;
    gm_buffer_write_bytes(my->recording, gm_buffer_get_address(heard->buffer_id), heard->data_len);
}

/* MARK: playing */

static double pitch_of(const Echo *my) {
    return pow(2, my->semitones / 12.0);
}

static void play(Echo *my) {
    int bytes = gm_buffer_get_used_size(my->recording);
    if (bytes == 0) return;
    my->sound =
        gm_audio_create_buffer_sound(my->recording, GM_BUFFER_S16, 16000, 0, bytes, GM_AUDIO_MONO);
    my->voice = gm_audio_play_sound_ext(my->sound, 10, my->loop, 1, 0, pitch_of(my));
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    Echo *my = gm_vars(self);
    if (gm_async_ended(event)->sound_id == my->voice) my->voice = GM_NONE;
}

static void change_pitch(Echo *my, int by) {
    my->semitones = (int)gm_clamp(my->semitones + by, -SEMITONES, SEMITONES);
    gm_audio_sound_pitch(my->voice, pitch_of(my));
}

/* MARK: entry points */

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Echo *my = gm_vars(self);
    my->channel = my->sound = my->voice = GM_NONE;
    my->recording = gm_buffer_create(1, GM_BUFFER_GROW, 1);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Echo *my = gm_vars(self);
    if (gm_keyboard_check_pressed(GM_VK_SPACE)) begin(my);
    if (gm_keyboard_check_released(GM_VK_SPACE) && my->channel != GM_NONE) {
        gm_audio_stop_recording(my->channel);
        my->channel = GM_NONE;
        play(my);
    }
    if (gm_keyboard_check_pressed(GM_VK_LEFT)) change_pitch(my, -1);
    if (gm_keyboard_check_pressed(GM_VK_RIGHT)) change_pitch(my, 1);
    if (!gm_keyboard_check_pressed('L')) return;
    my->loop = !my->loop;
    gm_audio_sound_loop(my->voice, my->loop);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Echo *my = gm_vars(self);
    gm_audio_stop_recording(my->channel);
    gm_audio_free_buffer_sound(my->sound);
    gm_buffer_delete(my->recording);
}

/* A column for each part of the recording, as high as its loudest sample. */
static void draw_wave(const GmInstance *self, const Echo *my) {
    int samples = gm_buffer_get_used_size(my->recording) / 2;
    const int16_t *all = gm_buffer_get_address(my->recording);
    for (int column = 0; column < WIDTH && samples > 0; column++) {
        int loudest = 0, end = (int)((int64_t)samples * (column + 1) / WIDTH);
        for (int i = (int)((int64_t)samples * column / WIDTH); i < end; i += 8)
            loudest = all[i] > loudest ? all[i] : all[i] < -loudest ? -all[i] : loudest;
        double height = loudest * HEIGHT / 32768.0;
        gm_draw_line(self->x + column, self->y - height, self->x + column, self->y + height + 1);
    }
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Echo *my = gm_vars(self);
    bool records = my->channel != GM_NONE, can = gm_audio_get_recorder_count() > 0;
    gm_draw_set_colour(SLATE);
    gm_draw_line(self->x, self->y, self->x + WIDTH, self->y);
    gm_draw_set_colour(records ? CORAL : MINT);
    draw_wave(self, my);
    if (my->voice != GM_NONE) {
        double share =
            gm_audio_sound_get_track_position(my->voice) / gm_audio_sound_length(my->voice);
        gm_draw_set_colour(WHITE);
        gm_draw_line(self->x + share * WIDTH, self->y - HEIGHT, self->x + share * WIDTH,
                     self->y + HEIGHT);
    }
    echo_note(self->x, self->y - HEIGHT - 22, can ? WHITE : CORAL,
              !can      ? "There is no microphone."
              : records ? "Recording: release Space to hear it."
                        : "Hold Space and say something.");
    echo_note(self->x, self->y + HEIGHT + 8, ASH,
              gm_text("Left, Right: %+d semitones   L: repeats%s", my->semitones,
                      my->loop ? "" : " not"));
}

const GmObject obj_echo = {
    .vars = GM_VARS(Echo, channel, recording, sound, voice, semitones, loop),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_RECORDING] = on_recording,
           [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended},
};
