/* Audio Recording (73): stepped, with SDL's disk driver as the microphone, and live. */
#include "support.h"
#include "tone.h"

#include "../platform/audio.h"

#include <stdio.h>
#include <stdlib.h>

enum { RATE = 16000, SECOND = 60 };
static const double LEVEL = 12000, HZ = 440;

static int the_count, the_bytes, the_buffer, the_other_count, the_ended_count, the_ended_voice;
static int the_channel, the_stop_at, the_kept;
static char the_in[300], the_out[300];

static void on_recording(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncRecording *heard = gm_async_recording(event);
    assert_int_equal(gm_ds_map_size(gm_async_load()), 3);
    assert_int_equal(heard->channel_index, the_channel);
    assert_true(heard->data_len > 0 && heard->data_len % 2 == 0);
    assert_true(gm_buffer_exists(heard->buffer_id));
    assert_true(gm_buffer_get_size(heard->buffer_id) >= heard->data_len);
    assert_int_equal(gm_buffer_tell(heard->buffer_id), 0);
    gm_buffer_write_bytes(the_kept, gm_buffer_get_address(heard->buffer_id), heard->data_len);
    the_buffer = heard->buffer_id;
    the_bytes += heard->data_len;
    if (++the_count == the_stop_at) gm_audio_stop_recording(heard->channel_index);
}

static void on_social(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    the_other_count++;
    gm_audio_stop_recording(the_channel);
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_ended_voice = gm_async_ended(event)->sound_id;
    the_ended_count++;
}

static const GmObject obj_ear = {.on = {[GM_ASYNC_AUDIO_RECORDING] = on_recording,
                                        [GM_ASYNC_SOCIAL] = on_social,
                                        [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended}};
static const GmNamedObject the_objects[] = {{"obj_ear", &obj_ear}, {NULL, NULL}};

static void begin(void) {
    the_count = the_bytes = the_other_count = the_ended_count = 0;
    the_channel = the_stop_at = 0;
    support_make("obj_ear");
    the_kept = gm_buffer_create(1, GM_BUFFER_GROW, 1);
}

/* Six seconds of a tone are what the disk's microphone hears. */
static void name_the_disk(void) {
    static int16_t tone[RATE * 6];
    const char *folder = support_folder();
    tone_make(tone, RATE * 6, 1, RATE, HZ, LEVEL);
    support_write(folder, "in.raw", tone, sizeof tone);
    snprintf(the_in, sizeof the_in, "%s/in.raw", folder);
    snprintf(the_out, sizeof the_out, "%s/out.raw", folder);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILEIN", the_in, 1);
    setenv("SDL_DISKAUDIOFILE", the_out, 1);
    unsetenv("SDL_DISKAUDIODELAY");
}

static int open_stepped(void **state) {
    (void)state;
    name_the_disk();
    support_open(the_objects);
    begin();
    return 0;
}

static int close_game(void **state) {
    (void)state;
    support_close();
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    return 0;
}

/* With a window of SDL's dummy driver, and sound of the driver that is named: in real time. */
static void open_live(const char *driver) {
    support_close();
    setenv("SDL_AUDIODRIVER", driver, 1);
    support_open_live(the_objects);
    begin();
}

/* MARK: stepped */

/* spec: async-events AR-2, AR-3 */
static void a_second_of_steps_records_a_second_once_per_step(void **state) {
    (void)state;
    assert_int_equal(gm_audio_start_recording(0), 0);
    support_steps(SECOND);
    assert_int_equal(the_count, SECOND);
    assert_int_equal(the_bytes, RATE * 2);
    int16_t tone[RATE];
    tone_make(tone, RATE, 1, RATE, HZ, LEVEL);
    assert_memory_equal(gm_buffer_get_address(the_kept), tone, sizeof tone);
}

/* spec: async-events AR-4 */
static void the_buffer_dies_with_its_event(void **state) {
    (void)state;
    gm_audio_start_recording(0);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_false(gm_buffer_exists(the_buffer));
    gm_audio_stop_recording(0);
}

/* spec: async-events AR-5 */
static void stopping_in_the_handler_is_the_end(void **state) {
    (void)state;
    the_stop_at = 5;
    gm_audio_start_recording(0);
    support_steps(30);
    assert_int_equal(the_count, 5);
}

/* spec: async-events AR-6 */
static void stopping_in_a_step_drops_what_was_not_told(void **state) {
    (void)state;
    gm_audio_start_recording(0);
    support_steps(10);
    gm_audio_stop_recording(0);
    gm_audio_stop_recording(0);
    support_steps(10);
    assert_int_equal(the_count, 10);
}

/* The handler of another event of the same step stops it: what waits behind is not told. */
static void stopping_before_its_turn_in_the_same_step_is_the_end_too(void **state) {
    (void)state;
    gm_audio_start_recording(0);
    gm_async_post(EVENT_OTHER_SOCIAL, gm_payload_map());
    support_steps(1);
    assert_int_equal(the_other_count, 1);
    assert_int_equal(the_count, 0);
    gm_audio_start_recording(0);
    support_steps(2);
    assert_int_equal(the_count, 2);
}

/* spec: async-events AR-7 */
static void a_recorder_that_is_not_there_gives_no_channel(void **state) {
    (void)state;
    assert_int_equal(gm_audio_start_recording(99), GM_NONE);
    assert_int_equal(gm_audio_start_recording(1), GM_NONE);
    assert_int_equal(gm_audio_start_recording(-1), GM_NONE);
    assert_non_null(strstr(support_log(), "there is no recorder 99"));
    gm_audio_stop_recording(99);
    gm_audio_stop_recording(-1);
    support_steps(3);
    assert_int_equal(the_count, 0);
}

/* spec: async-events AR-8 */
static void started_twice_it_is_told_once(void **state) {
    (void)state;
    assert_int_equal(gm_audio_start_recording(0), 0);
    support_steps(3);
    assert_int_equal(gm_audio_start_recording(0), 0);
    support_steps(3);
    assert_int_equal(the_count, 6);
    gm_audio_stop_recording(0);
    support_steps(3);
    assert_int_equal(the_count, 6);
}

/* spec: async-events AR-9 */
static void what_was_recorded_is_played_and_heard_again(void **state) {
    (void)state;
    the_stop_at = SECOND * 5;
    gm_audio_start_recording(0);
    support_steps(SECOND * 6);
    assert_int_equal(the_bytes, RATE * 5 * 2);
    int sound =
        gm_audio_create_buffer_sound(the_kept, GM_BUFFER_S16, RATE, 0, the_bytes, GM_AUDIO_MONO);
    int voice = gm_audio_play_sound(sound, 0, false);
    support_steps(SECOND * 5 - 1);
    assert_int_equal(the_ended_count, 0);
    support_steps(1);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_ended_voice, voice);
    support_close();
    size_t size;
    char *bytes = support_read(the_out, &size);
    assert_non_null(bytes);
    assert_int_equal(size, AUDIO_RATE * 11 * 4);
    const int16_t *played = (const int16_t *)(const void *)bytes + AUDIO_RATE * 6 * 2;
    double level = tone_level(played, AUDIO_RATE * 5, 2, AUDIO_RATE, HZ);
    assert_true(level > LEVEL * 0.999 && level < LEVEL * 1.001);
    assert_true(tone_rest(played, AUDIO_RATE * 5, 2, AUDIO_RATE, HZ) < LEVEL / 1000);
    free(bytes);
    support_open(the_objects);
}

/* spec: async-events AR-10 */
static void a_recorder_says_what_it_records(void **state) {
    (void)state;
    assert_int_equal(gm_audio_get_recorder_count(), 1);
    int info = gm_audio_get_recorder_info(0);
    assert_string_equal(gm_ds_map_find_string(info, "name", ""), the_in);
    assert_int_equal(gm_ds_map_find_real(info, "index", -1), 0);
    assert_int_equal(gm_ds_map_find_real(info, "data_format", -1), GM_BUFFER_S16);
    assert_int_equal(gm_ds_map_find_real(info, "sample_rate", -1), RATE);
    assert_int_equal(gm_ds_map_find_real(info, "channels", -1), GM_AUDIO_MONO);
    assert_int_equal(gm_ds_map_size(info), 5);
    gm_ds_map_destroy(info);
    assert_int_equal(gm_audio_get_recorder_info(1), GM_NONE);
    assert_int_equal(gm_audio_get_recorder_info(-1), GM_NONE);
}

static void a_missing_file_cannot_be_recorded_from(void **state) {
    (void)state;
    setenv("SDL_DISKAUDIOFILEIN", "/no/such/in.raw", 1);
    assert_int_equal(gm_audio_start_recording(0), GM_NONE);
    assert_non_null(
        strstr(support_log(), "/no/such/in.raw cannot record: No such file or directory"));
    support_steps(3);
    assert_int_equal(the_count, 0);
}

/* Whatever the machine has, and whatever it costs: without a window nothing depends on a device. */
static void without_a_window_silence_is_recorded_the_same_in_every_run(void **state) {
    (void)state;
    support_close();
    unsetenv("SDL_AUDIODRIVER");
    support_open(the_objects);
    begin();
    gm_game_set_speed(144);
    gm_audio_start_recording(0);
    support_steps(144);
    assert_int_equal(the_count, 144);
    assert_int_equal(the_bytes, RATE * 2);
    for (int i = 0; i < RATE * 2; i += 2)
        assert_int_equal((int)gm_buffer_peek(the_kept, i, GM_BUFFER_S16, -1), 0);
}

static void a_recording_goes_on_in_the_next_room(void **state) {
    (void)state;
    gm_audio_start_recording(0);
    support_steps(2);
    gm_room_restart();
    support_steps(2);
    support_make("obj_ear");
    support_steps(2);
    assert_true(the_count >= 4);
}

/* A game that stands still for longer than the ring lasts. */
static void what_the_game_does_not_take_in_time_is_missing_and_said_once(void **state) {
    (void)state;
    gm_audio_start_recording(0);
    for (int i = 0; i < SECOND * 5; i++)
        audio_step(SECOND);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_bytes, 65536 * 2); /* the oldest that fits */
    int16_t first[2];
    gm_buffer_seek(the_kept, GM_BUFFER_SEEK_START, 2);
    gm_buffer_read_bytes(the_kept, first, 2);
    assert_int_equal(first[0], lround(LEVEL * sin(6.283185307179586 * HZ / RATE)));
    support_steps(5);
    for (int i = 0; i < SECOND * 5; i++)
        audio_step(SECOND);
    support_steps(2);
    const char *said = strstr(support_log(), "more was recorded than the game took in time");
    assert_non_null(said);
    assert_null(strstr(said + 1, "more was recorded"));
}

/* MARK: live */

static int the_wanted_bytes;

static bool has_enough(void) {
    return the_bytes >= the_wanted_bytes;
}

/* SDL's disk driver brings the file in real time, on a thread of its own. */
static void a_live_device_is_heard_without_a_gap(void **state) {
    (void)state;
    open_live("disk");
    assert_int_equal(gm_audio_get_recorder_count(), 1);
    assert_int_equal(gm_audio_start_recording(0), 0);
    the_wanted_bytes = RATE;
    assert_true(support_until(has_enough));
    gm_audio_stop_recording(0);
    int16_t heard[RATE / 2], tone[RATE / 2];
    gm_buffer_seek(the_kept, GM_BUFFER_SEEK_START, 0);
    gm_buffer_read_bytes(the_kept, heard, sizeof heard);
    tone_make(tone, RATE / 2, 1, RATE, HZ, LEVEL);
    assert_memory_equal(heard, tone, sizeof tone);
    assert_true(tone_level(heard, 4000, 1, RATE, HZ) > LEVEL * 0.99);
    int before = the_count;
    support_steps(20);
    assert_int_equal(the_count, before);
}

static void a_live_device_without_its_file_cannot_record(void **state) {
    (void)state;
    setenv("SDL_DISKAUDIOFILEIN", "/no/such/in.raw", 1);
    open_live("disk");
    assert_int_equal(gm_audio_start_recording(0), GM_NONE);
    assert_non_null(strstr(support_log(), " cannot record: Couldn't open /no/such/in.raw"));
    support_steps(3);
    assert_int_equal(the_count, 0);
}

static void a_live_recording_that_is_left_on_ends_with_the_game(void **state) {
    (void)state;
    open_live("dummy");
    assert_int_equal(gm_audio_start_recording(0), 0);
    the_wanted_bytes = 2000;
    assert_true(support_until(has_enough));
}

/* spec: async-events AR-1 */
static void without_any_driver_there_is_no_recorder(void **state) {
    (void)state;
    open_live("no such driver");
    assert_int_equal(gm_audio_get_recorder_count(), 0);
    assert_int_equal(gm_audio_start_recording(0), GM_NONE);
    assert_int_equal(gm_audio_get_recorder_info(0), GM_NONE);
    support_steps(5);
    assert_int_equal(the_count, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_stepped, close_game)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_second_of_steps_records_a_second_once_per_step),
        TEST(the_buffer_dies_with_its_event),
        TEST(stopping_in_the_handler_is_the_end),
        TEST(stopping_in_a_step_drops_what_was_not_told),
        TEST(stopping_before_its_turn_in_the_same_step_is_the_end_too),
        TEST(a_recorder_that_is_not_there_gives_no_channel),
        TEST(started_twice_it_is_told_once),
        TEST(what_was_recorded_is_played_and_heard_again),
        TEST(a_recorder_says_what_it_records),
        TEST(a_missing_file_cannot_be_recorded_from),
        TEST(without_a_window_silence_is_recorded_the_same_in_every_run),
        TEST(a_recording_goes_on_in_the_next_room),
        TEST(what_the_game_does_not_take_in_time_is_missing_and_said_once),
        TEST(a_live_device_is_heard_without_a_gap),
        TEST(a_live_device_without_its_file_cannot_record),
        TEST(a_live_recording_that_is_left_on_ends_with_the_game),
        TEST(without_any_driver_there_is_no_recorder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
