/* Playing and recording through a real sound server, whose devices go and come. */
#include "pulse.h"
#include "tone.h"

enum { RATE = 16000, WINDOW = 1600, FIRST_HZ = 500, SECOND_HZ = 1200 };
static const double LEVEL = 12000;

static int16_t the_window[WINDOW]; /* what was recorded last */
static int the_recorded, the_ended_count, the_hz, the_segments;

static void on_recording(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncRecording *heard = gm_async_recording(event);
    for (int i = 0; i < heard->data_len; i += 2)
        the_window[the_recorded++ % WINDOW] =
            (int16_t)gm_buffer_peek(heard->buffer_id, i, GM_BUFFER_S16, 0);
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_ended_count++;
}

/* Two segments are kept under way. */
static void on_playback(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncPlayback *done = gm_async_playback(event);
    the_segments++;
    if (done->queue_shutdown == 0)
        gm_audio_queue_sound(done->queue_id, done->buffer_id, 0,
                             gm_buffer_get_size(done->buffer_id));
}

static const GmObject obj_ear = {.on = {[GM_ASYNC_AUDIO_RECORDING] = on_recording,
                                        [GM_ASYNC_AUDIO_PLAYBACK] = on_playback,
                                        [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended}};

static int open_game(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "pulseaudio", 1);
    support_open_live((const GmNamedObject[]){{"obj_ear", &obj_ear}, {NULL, NULL}});
    support_make("obj_ear");
    the_recorded = the_ended_count = the_segments = 0;
    memset(the_window, 0, sizeof the_window);
    return 0;
}

/* A second of a tone that may be repeated. */
static int tone_buffer(int hz) {
    int16_t samples[RATE];
    tone_make(samples, RATE, 1, RATE, hz, LEVEL);
    int buffer = gm_buffer_create(RATE * 2, GM_BUFFER_FIXED, 1);
    gm_buffer_write_bytes(buffer, samples, RATE * 2);
    return buffer;
}

static int tone_sound(int hz, double seconds) {
    return gm_audio_create_buffer_sound(tone_buffer(hz), GM_BUFFER_S16, RATE, 0,
                                        (int)(seconds * RATE) * 2, GM_AUDIO_MONO);
}

static const char *the_mic; /* how the recorder's name begins that is looked for */

/* GM_NONE: not there (yet). One that comes again is called "Mic (2)" by SDL. */
static int find_mic(void) {
    for (int i = 0; i < gm_audio_get_recorder_count(); i++) {
        int info = gm_audio_get_recorder_info(i);
        const char *name = gm_ds_map_find_string(info, "name", "");
        bool is_meant = strncmp(name, the_mic, strlen(the_mic)) == 0;
        gm_ds_map_destroy(info);
        if (is_meant) return i;
    }
    return GM_NONE;
}

static bool mic_is_there(void) {
    return find_mic() != GM_NONE;
}

static int record_from(const char *mic) {
    the_mic = mic;
    assert_true(support_until(mic_is_there));
    int channel = gm_audio_start_recording(find_mic());
    assert_true(channel >= 0);
    return channel;
}

/* The tone of the_hz, whole and nothing else: the window holds whole periods of it. */
static bool tone_is_heard(void) {
    double level = tone_level(the_window, WINDOW, 1, RATE, the_hz);
    return level > LEVEL * 0.9 && level < LEVEL * 1.1 &&
           tone_rest(the_window, WINDOW, 1, RATE, the_hz) < LEVEL * 0.1;
}

static void expect_tone(int hz) {
    the_hz = hz;
    assert_true(support_until(tone_is_heard));
}

static void a_tone_goes_to_the_server_and_comes_back(void **state) {
    (void)state;
    assert_true(gm_audio_system_is_available());
    int voice = gm_audio_play_sound(tone_sound(FIRST_HZ, 1), 0, true);
    int channel = record_from("Mic");
    expect_tone(FIRST_HZ);
    gm_audio_sound_pitch(voice, 2);
    expect_tone(FIRST_HZ * 2);
    gm_audio_stop_sound(voice);
    int queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    int buffer = tone_buffer(SECOND_HZ);
    gm_audio_queue_sound(queue, buffer, 0, RATE * 2);
    gm_audio_queue_sound(queue, buffer, 0, RATE * 2);
    gm_audio_play_sound(queue, 0, false);
    expect_tone(SECOND_HZ);
    gm_audio_stop_recording(channel);
    int before = the_recorded;
    support_steps(20);
    assert_int_equal(the_recorded, before);
}

static bool has_ended(void) {
    return the_ended_count > 0;
}

static bool recording_is_gone(void) {
    return strstr(support_log(), "Mic is gone: its recording ends.") != NULL;
}

static void a_sink_that_goes_and_comes_is_played_to_again(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(tone_sound(FIRST_HZ, 1), 0, true);
    record_from("Mic");
    expect_tone(FIRST_HZ);

    pulse_unplug();
    assert_true(support_until(recording_is_gone));
    int spare = record_from("Spare");
    expect_tone(FIRST_HZ);
    gm_audio_play_sound(tone_sound(SECOND_HZ, 0.1), 0, false);
    assert_true(support_until(has_ended));
    assert_int_equal(the_ended_count, 1);
    gm_audio_stop_recording(spare);

    pulse_plug_in();
    record_from("Mic");
    expect_tone(FIRST_HZ);
    assert_true(gm_audio_is_playing(voice));
    assert_int_equal(the_ended_count, 1);
}

static bool is_silent_now(void) {
    return !gm_audio_system_is_available();
}

static bool is_heard_again(void) {
    return gm_audio_system_is_available();
}

static bool a_segment_is_told(void) {
    return the_segments > 0;
}

/* SDL's list of recorders is still that of the server before: in this server, to which nothing was
 * plugged in yet, they have the same numbers. */
static void without_a_server_steps_play_on_until_one_is_there(void **state) {
    (void)state;
    int voice = gm_audio_play_sound(tone_sound(FIRST_HZ, 1), 0, true);
    record_from("Mic");
    expect_tone(FIRST_HZ);

    pulse_kill();
    assert_true(support_until(is_silent_now));
    assert_true(support_until(recording_is_gone));
    assert_non_null(strstr(support_log(), "The sound device is gone"));
    /* a tenth of a second ends in the sixth step, as without a window */
    gm_audio_play_sound(tone_sound(SECOND_HZ, 0.1), 0, false);
    support_steps(5);
    assert_int_equal(the_ended_count, 0);
    support_steps(2);
    assert_int_equal(the_ended_count, 1);
    int queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    gm_audio_queue_sound(queue, tone_buffer(SECOND_HZ), 0, 3200);
    gm_audio_play_sound(queue, 0, false);
    assert_true(support_until(a_segment_is_told));
    gm_audio_free_play_queue(queue);
    support_steps(1);
    /* and sounds are decoded all the same */
    the_ended_count = 0;
    int stream = gm_audio_create_stream(gm_text("%s/tests/data/tone.ogg", getenv("PWD")));
    gm_audio_play_sound(stream, 0, false);
    assert_true(support_until(has_ended));
    assert_true(is_silent_now());

    pulse_start();
    assert_true(support_until(is_heard_again));
    assert_non_null(strstr(support_log(), "A sound device is there again"));
    assert_true(gm_audio_is_playing(voice));
    record_from("Mic");
    expect_tone(FIRST_HZ);
}

static void a_game_may_end_while_its_server_is_gone(void **state) {
    (void)state;
    int queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    gm_audio_queue_sound(queue, tone_buffer(FIRST_HZ), 0, 3200);
    gm_audio_play_sound(queue, 0, false);
    record_from("Mic");
    pulse_kill();
    assert_true(support_until(is_silent_now));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_tone_goes_to_the_server_and_comes_back),
        TEST(without_a_server_steps_play_on_until_one_is_there), /* first: see there */
        TEST(a_sink_that_goes_and_comes_is_played_to_again),
        TEST(a_game_may_end_while_its_server_is_gone),
    };
    return cmocka_run_group_tests(tests, pulse_open, pulse_close);
}
