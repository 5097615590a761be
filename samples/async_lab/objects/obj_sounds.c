/* obj_sounds: sounds that are loaded (61, 72), end (80), are computed (74), and are heard (73). */
#include "lab.h"

#include <math.h>
#include <stdlib.h>

enum { RATE = 22050, SEGMENTS = 3, SEGMENT = RATE / 4, RECORD_STEPS = 60 };

typedef struct Sounds {
    int sound;           /* the one that was added last; GM_NONE: none */
    int queue, segments; /* the play queue, and how many of its segments are over; GM_NONE: none */
    int channel;         /* that is recorded; GM_NONE: none */
    int steps, bytes, loudest; /* of the recording */
} Sounds;

static Sounds *sounds(void) {
    return gm_vars(gm_instance("obj_sounds"));
}

/* MARK: loading and playing */

void act_sound(int button) {
    Sounds *my = sounds();
    if (my->sound != GM_NONE) gm_sound_delete(my->sound);
    my->sound = gm_sound_add(url_delayed("/chime.ogg"));
    open_add(61, my->sound, button, "sound");
}

void act_play(int button) {
    int added = sounds()->sound;
    int voice = added != GM_NONE && gm_audio_sound_length(added) > 0
                    ? gm_audio_play_sound(added, 5, false)
                    : gm_audio_play_sound("snd_confirm", 5, false);
    open_add(80, voice, button, "playing");
}

/* The sounds of a group cannot be played until it is loaded; then both are. */
void act_audio_group(int button) {
    int group = gm_audio_group("ag_lab");
    if (gm_audio_group_is_loaded(group)) gm_audio_group_unload(group);
    Open *open = open_add(72, gm_audio_group_load(group) ? group : GM_NONE, button, "audio group");
    if (open != NULL) gm_copy_text(open->key, sizeof open->key, "group_id");
}

/* MARK: a play queue */

static int tones(void) {
    int buffer = gm_buffer_create(SEGMENTS * SEGMENT * 2, GM_BUFFER_FIXED, 2);
    for (int i = 0; i < SEGMENTS * SEGMENT; i++) {
        double wave = gm_dsin(360.0 * i * (330 + i / SEGMENT * 110) / RATE);
        gm_buffer_write(buffer, GM_BUFFER_S16, 6000 * wave * (1 - i % SEGMENT / (double)SEGMENT));
    }
    return buffer;
}

static void free_queue(Sounds *my) {
    if (my->queue != GM_NONE) gm_audio_free_play_queue(my->queue);
    my->queue = GM_NONE;
}

/* The bytes are copied, so one buffer does for all segments. */
void act_queue(int button) {
    Sounds *my = sounds();
    if (my->queue != GM_NONE) open_over(74, my->queue, true);
    free_queue(my);
    int buffer = tones();
    my->queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    my->segments = 0;
    for (int i = 0; i < SEGMENTS; i++)
        gm_audio_queue_sound(my->queue, buffer, i * SEGMENT * 2, SEGMENT * 2);
    gm_buffer_delete(buffer);
    gm_audio_play_sound(my->queue, 5, false);
    open_add(74, my->queue, button, "queue of 3");
}

static void on_playback(GmInstance *self, const GmEvent *event) {
    Sounds *my = gm_vars(self);
    const GmAsyncPlayback *done = gm_async_playback(event);
    if (my->queue == GM_NONE || done->queue_id != my->queue) return;
    open_share(74, my->queue, ++my->segments / (double)SEGMENTS);
    if (my->segments < SEGMENTS) return;
    open_over(74, my->queue, done->queue_shutdown != 0);
    free_queue(my);
}

/* MARK: recording */

void act_record(int button) {
    Sounds *my = sounds();
    if (gm_audio_get_recorder_count() == 0) {
        log_note(CORAL, "there is no recorder");
        return;
    }
    if (my->channel != GM_NONE) return;
    my->channel = gm_audio_start_recording(0);
    my->steps = my->bytes = my->loudest = 0;
    open_add(73, my->channel, button, "recording");
}

static void on_recording(GmInstance *self, const GmEvent *event) {
    Sounds *my = gm_vars(self);
    const GmAsyncRecording *heard = gm_async_recording(event);
    if (my->channel == GM_NONE || heard->channel_index != my->channel) return;
    const int16_t *samples = gm_buffer_get_address(heard->buffer_id);
    for (int i = 0; i < heard->data_len / 2; i++)
        my->loudest = abs(samples[i]) > my->loudest ? abs(samples[i]) : my->loudest;
    my->bytes += heard->data_len;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Sounds *my = gm_vars(self);
    if (my->channel == GM_NONE) return;
    open_share(73, my->channel, ++my->steps / (double)RECORD_STEPS);
    if (my->steps < RECORD_STEPS) return;
    gm_audio_stop_recording(my->channel);
    open_over(73, my->channel, my->bytes == 0);
    log_note(WHITE, gm_text("recorded %d bytes, the loudest sample is %d", my->bytes, my->loudest));
    my->channel = GM_NONE;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Sounds *my = gm_vars(self);
    my->sound = my->queue = my->channel = GM_NONE;
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    Sounds *my = gm_vars(self);
    free_queue(my);
    if (my->channel != GM_NONE) gm_audio_stop_recording(my->channel);
}

const GmObject obj_sounds = {
    .vars = GM_VARS(Sounds, sound, queue, segments, channel, steps, bytes, loudest),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_ASYNC_AUDIO_PLAYBACK] = on_playback,
           [GM_ASYNC_AUDIO_RECORDING] = on_recording},
};
