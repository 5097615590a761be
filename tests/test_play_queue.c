/* Audio Playback (74), buffer sounds and loop points: in a headless game whose sound is written
 * down, so that what steps mix is known to the sample. */
#include "support.h"
#include "tone.h"

#include "../platform/audio.h"

#include <stdio.h>
#include <stdlib.h>

enum { RATE = 44100, STEP = 735, SECOND = 60 };

typedef struct Told {
    int queue, buffer, shutdown;
} Told;

static Told the_told[256];
static int the_count, the_ended_count, the_ended_voice;
static bool the_was_stopped;
static void (*the_answer)(const GmAsyncPlayback *done);
static char the_file[300];

static void on_playback(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncPlayback *done = gm_async_playback(event);
    assert_int_equal(gm_ds_map_size(gm_async_load()), 3);
    the_told[the_count++] = (Told){done->queue_id, done->buffer_id, done->queue_shutdown};
    if (the_answer != NULL) the_answer(done);
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_ended_voice = gm_async_ended(event)->sound_id;
    the_was_stopped = gm_async_ended(event)->was_stopped;
    the_ended_count++;
}

static const GmObject obj_ear = {
    .on = {[GM_ASYNC_AUDIO_PLAYBACK] = on_playback, [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended}};

static int open_game(void **state) {
    (void)state;
    snprintf(the_file, sizeof the_file, "%s/out.raw", support_folder());
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", the_file, 1);
    support_open((const GmNamedObject[]){{"obj_ear", &obj_ear}, {NULL, NULL}});
    support_make("obj_ear");
    the_count = the_ended_count = 0;
    the_answer = NULL;
    return 0;
}

/* A buffer of one channel of 16 bits; the caller's level and frequency. */
static int tone_buffer(int frames, double rate, double hz, double level) {
    int16_t *samples = malloc((size_t)frames * 2);
    tone_make(samples, frames, 1, rate, hz, level);
    int buffer = gm_buffer_create(frames * 2, GM_BUFFER_FIXED, 1);
    gm_buffer_write_bytes(buffer, samples, frames * 2);
    free(samples);
    return buffer;
}

static int silence(int frames) {
    return gm_buffer_create(frames * 2, GM_BUFFER_FIXED, 1);
}

static int new_queue(void) {
    int queue = gm_audio_create_play_queue(GM_BUFFER_S16, RATE, GM_AUDIO_MONO);
    assert_true(queue >= 0);
    return queue;
}

static void queue_all_of(int queue, int buffer) {
    assert_true(gm_audio_queue_sound(queue, buffer, 0, gm_buffer_get_size(buffer)));
}

static void assert_told(int index, int queue, int buffer, int shutdown) {
    assert_in_range(index, 0, the_count - 1);
    assert_int_equal(the_told[index].queue, queue);
    assert_int_equal(the_told[index].buffer, buffer);
    assert_int_equal(the_told[index].shutdown, shutdown);
}

/* What was mixed until now, [*frames][2]; free() it. Closes the game. */
static int16_t *heard(int *frames) {
    size_t size;
    support_close();
    char *bytes = support_read(the_file, &size);
    assert_non_null(bytes);
    support_open((const GmNamedObject[]){{"obj_ear", &obj_ear}, {NULL, NULL}});
    *frames = (int)(size / 4);
    return (int16_t *)(void *)bytes;
}

/* MARK: queues */

/* spec: async-events AP-1 */
static void a_segment_is_told_in_the_step_its_last_sample_belongs_to(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(RATE);
    queue_all_of(queue, buffer);
    int voice = gm_audio_play_sound(queue, 0, false);
    assert_true(voice >= GM_FIRST_VOICE_ID);
    support_steps(SECOND - 1);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_told(0, queue, buffer, 0);
    support_steps(SECOND);
    assert_int_equal(the_count, 1);
    assert_int_equal(the_ended_count, 0); /* it waits for more */
    assert_true(gm_audio_is_playing(queue));
    assert_int_equal(gm_audio_sound_get_asset(voice), queue);
}

/* spec: async-events AP-2 */
static void the_same_buffer_queued_twice_is_told_twice(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(STEP * 5);
    queue_all_of(queue, buffer);
    queue_all_of(queue, buffer);
    gm_audio_play_sound(queue, 0, true); /* looping is ignored */
    support_steps(5);
    assert_int_equal(the_count, 1);
    support_steps(30);
    assert_int_equal(the_count, 2);
    assert_told(1, queue, buffer, 0);
}

/* spec: async-events AP-3 */
static void segments_are_told_in_the_order_of_the_queue(void **state) {
    (void)state;
    int queue = new_queue(), buffers[3] = {silence(STEP / 3), silence(STEP * 4), silence(100)};
    for (int i = 0; i < 3; i++)
        queue_all_of(queue, buffers[i]);
    gm_audio_play_sound(queue, 0, false);
    support_steps(10);
    assert_int_equal(the_count, 3);
    for (int i = 0; i < 3; i++)
        assert_told(i, queue, buffers[i], 0);
}

/* spec: async-events AP-4 */
static void freeing_a_playing_queue_tells_what_was_removed(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(RATE);
    queue_all_of(queue, buffer);
    int voice = gm_audio_play_sound(queue, 0, false);
    support_steps(SECOND / 4);
    gm_audio_free_play_queue(queue);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_told(0, queue, buffer, 1);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_ended_voice, voice);
    assert_true(the_was_stopped);
    assert_false(gm_audio_exists(queue));
    assert_false(gm_audio_queue_sound(queue, buffer, 0, 100));
}

static void free_the_queue(const GmAsyncPlayback *done) {
    gm_audio_free_play_queue(done->queue_id);
}

/* spec: async-events AP-5 */
static void a_queue_freed_in_the_handler_of_its_last_segment_tells_no_more(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(STEP * 3);
    queue_all_of(queue, buffer);
    the_answer = free_the_queue;
    gm_audio_play_sound(queue, 0, false);
    support_steps(20);
    assert_int_equal(the_count, 1);
    assert_told(0, queue, buffer, 0);
    assert_int_equal(the_ended_count, 1);
}

static int play_three_seconds(int queue, int buffers[3]) {
    for (int i = 0; i < 3; i++) {
        buffers[i] = silence(RATE);
        queue_all_of(queue, buffers[i]);
    }
    int voice = gm_audio_play_sound(queue, 0, false);
    support_steps(SECOND / 4);
    return voice;
}

/* spec: async-events AP-5b */
static void stopping_a_queue_tells_each_segment_and_it_may_be_filled_again(void **state) {
    (void)state;
    int queue = new_queue(), buffers[3];
    play_three_seconds(queue, buffers);
    gm_audio_stop_sound(queue);
    support_steps(2);
    assert_int_equal(the_count, 3);
    for (int i = 0; i < 3; i++)
        assert_told(i, queue, buffers[i], 1);
    assert_int_equal(gm_audio_play_sound(queue, 0, false), GM_NONE);
    int again = silence(STEP);
    queue_all_of(queue, again);
    assert_true(gm_audio_play_sound(queue, 0, false) >= GM_FIRST_VOICE_ID);
    support_steps(2);
    assert_int_equal(the_count, 4);
    assert_told(3, queue, again, 0);
}

/* spec: async-events AP-5c */
static void stopping_all_tells_each_segment_and_the_voice(void **state) {
    (void)state;
    int queue = new_queue(), silent = new_queue(), buffers[3], unplayed = silence(10);
    int voice = play_three_seconds(queue, buffers);
    queue_all_of(silent, unplayed); /* never played, but of a queue all the same */
    gm_audio_stop_all();
    support_steps(1);
    assert_int_equal(the_count, 4);
    for (int i = 0; i < 3; i++)
        assert_told(i, queue, buffers[i], 1);
    assert_told(3, silent, unplayed, 1);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_ended_voice, voice);
    assert_true(the_was_stopped);
}

/* spec: async-events AP-6 */
static void an_empty_queue_is_not_played(void **state) {
    (void)state;
    assert_int_equal(gm_audio_play_sound(new_queue(), 0, false), GM_NONE);
    support_steps(5);
    assert_int_equal(the_count + the_ended_count, 0);
}

static void queue_it_again(const GmAsyncPlayback *done) {
    if (done->queue_shutdown == 0) queue_all_of(done->queue_id, done->buffer_id);
}

/* spec: async-events AP-7 */
static void segments_queued_again_in_the_handler_play_on_without_a_gap(void **state) {
    (void)state;
    int queue = new_queue(), frames;
    the_answer = queue_it_again;
    /* 441 Hz: 100 frames are a period, so that every segment begins where the one before ended */
    for (int i = 0; i < 2; i++)
        queue_all_of(queue, tone_buffer(2000, RATE, 441, 10000));
    gm_audio_play_sound(queue, 0, false);
    support_steps(SECOND);
    assert_in_range(the_count, 21, 23);
    gm_audio_stop_sound(queue);
    int16_t *out = heard(&frames), whole[RATE];
    assert_int_equal(frames, RATE);
    tone_make(whole, RATE, 1, RATE, 441, 10000);
    for (int i = 0; i < RATE; i++)
        assert_int_equal(out[i * 2], whole[i]);
    free(out);
}

/* spec: async-events AP-8 */
static void a_queue_that_was_never_played_tells_its_segments_when_it_is_freed(void **state) {
    (void)state;
    int queue = new_queue(), first = silence(100), second = silence(200);
    queue_all_of(queue, first);
    queue_all_of(queue, second);
    support_steps(5);
    assert_int_equal(the_count, 0);
    gm_audio_free_play_queue(queue);
    support_steps(2);
    assert_int_equal(the_count, 2);
    assert_told(0, queue, first, 1);
    assert_told(1, queue, second, 1);
    assert_int_equal(the_ended_count, 0);
}

/* spec: async-events AP-9 */
static void an_ordinary_sound_tells_nothing_of_the_kind(void **state) {
    (void)state;
    int buffer = silence(STEP * 2);
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, STEP * 4, 0);
    gm_audio_play_sound(sound, 0, false);
    support_steps(5);
    assert_int_equal(the_count, 0);
    assert_int_equal(the_ended_count, 1);
    assert_false(the_was_stopped);
}

/* spec: async-events AP-10 */
static void only_bytes_and_16_bits_can_be_queued(void **state) {
    (void)state;
    assert_int_equal(gm_audio_create_play_queue(GM_BUFFER_F32, RATE, GM_AUDIO_MONO), GM_NONE);
    assert_int_equal(gm_audio_create_play_queue(GM_BUFFER_S16, RATE, 2), GM_NONE);
    assert_non_null(strstr(support_log(), "expected GM_BUFFER_U8 or GM_BUFFER_S16"));
    assert_non_null(strstr(support_log(), "expected GM_AUDIO_MONO or GM_AUDIO_STEREO"));
}

static void bytes_outside_the_buffer_are_refused_with_a_sentence(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(100);
    assert_false(gm_audio_queue_sound(queue, buffer, 0, 201));
    assert_false(gm_audio_queue_sound(queue, buffer, -1, 10));
    assert_false(gm_audio_queue_sound(queue, buffer, 200, 1));
    assert_false(gm_audio_queue_sound(queue, buffer, 2147483647, 2147483647));
    assert_false(gm_audio_queue_sound(queue, buffer, 0, -5));
    assert_false(gm_audio_queue_sound(queue, buffer, 0, 1)); /* half a frame */
    assert_false(gm_audio_queue_sound(queue, 12345, 0, 1));
    assert_false(gm_audio_queue_sound(12345, buffer, 0, 10));
    assert_non_null(strstr(support_log(), "201 bytes from 0 on are not inside buffer"));
    assert_non_null(strstr(support_log(), "there are no whole frames in 1 bytes"));
    gm_audio_free_play_queue(queue);
    support_steps(2);
    assert_int_equal(the_count, 0);
}

/* After a second of 60 steps exactly a second has been played, whatever the rate. */
static void segments_end_to_the_sample_at_every_rate(void **state) {
    (void)state;
    static const int rates[] = {1000, 7919, 8000, 11025, 16000, 22050, 32000, 44100, 48000};
    for (int i = 0; i < 9; i++) {
        int queue = gm_audio_create_play_queue(GM_BUFFER_U8, rates[i], GM_AUDIO_STEREO);
        int buffer = gm_buffer_create(rates[i] * 2, GM_BUFFER_FIXED, 1), before = the_count;
        for (int k = 0; k < 3; k++)
            queue_all_of(queue, buffer);
        gm_audio_play_sound(queue, 0, false);
        for (int k = 1; k <= 3; k++) {
            support_steps(SECOND - 1);
            assert_int_equal(the_count, before + k - 1);
            support_steps(1);
            assert_int_equal(the_count, before + k);
        }
        gm_audio_free_play_queue(queue);
        gm_buffer_delete(buffer);
        support_steps(1);
    }
}

static void rates_are_brought_inside_their_limits(void **state) {
    (void)state;
    int low = gm_audio_create_play_queue(GM_BUFFER_U8, -5, GM_AUDIO_MONO);
    int high = gm_audio_create_play_queue(GM_BUFFER_U8, 1000000, GM_AUDIO_MONO);
    int buffer = gm_buffer_create(800, GM_BUFFER_FIXED, 1);
    queue_all_of(low, buffer);  /* 0.8 seconds */
    queue_all_of(high, buffer); /* a sixtieth */
    gm_audio_play_sound(low, 0, false);
    gm_audio_play_sound(high, 0, false);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_told(0, high, buffer, 0);
    support_steps(46);
    assert_int_equal(the_count, 1);
    support_steps(1);
    assert_told(1, low, buffer, 0);
}

static void bytes_are_unsigned_and_two_channels_stay_two(void **state) {
    (void)state;
    int queue = gm_audio_create_play_queue(GM_BUFFER_U8, RATE, GM_AUDIO_STEREO), frames;
    const uint8_t bytes[] = {128, 0, 255, 129};
    int buffer = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    gm_buffer_write_bytes(buffer, bytes, 4);
    queue_all_of(queue, buffer);
    gm_audio_play_sound(queue, 0, false);
    support_steps(1);
    int16_t *out = heard(&frames);
    const int16_t expected[] = {0, -32768, 127 * 256, 256, 0, 0};
    assert_memory_equal(out, expected, sizeof expected);
    free(out);
}

/* A queue of many pieces, a second in all, sounds like one long sound. */
static void expect_one_tone(int rate) {
    enum { PIECES = 37 };
    int queue = gm_audio_create_play_queue(GM_BUFFER_S16, rate, GM_AUDIO_MONO), frames;
    int buffer = tone_buffer(rate, rate, 500, 12000), from = 0, before = the_count;
    for (int i = 1; i <= PIECES; i++) {
        int to = (int)((int64_t)rate * i / PIECES) * 2;
        assert_true(gm_audio_queue_sound(queue, buffer, from, to - from));
        from = to;
    }
    gm_audio_play_sound(queue, 0, false);
    support_steps(SECOND);
    assert_int_equal(the_count, before + PIECES);
    int16_t *out = heard(&frames);
    double level = tone_level(out, RATE, 2, RATE, 500);
    assert_true(level > 11990 && level < 12010);
    assert_true(tone_rest(out, RATE, 2, RATE, 500) < 6); /* 66 dB below */
    assert_true(fabs(tone_level(out + 1, RATE, 2, RATE, 500) - level) < 1);
    free(out);
    support_make("obj_ear");
}

static void a_tone_in_pieces_is_one_tone(void **state) {
    (void)state;
    expect_one_tone(16000);
    expect_one_tone(48000); /* some frames of a piece are stepped over at its start */
}

/* The mixer has played a segment, but its event has not come yet when the queue is stopped. */
static void what_was_played_before_the_stop_is_told_as_played(void **state) {
    (void)state;
    int queue = new_queue(), first = silence(STEP), second = silence(STEP * 9);
    queue_all_of(queue, first);
    queue_all_of(queue, second);
    gm_audio_play_sound(queue, 0, false);
    audio_step(SECOND);
    gm_audio_stop_sound(queue);
    support_steps(1);
    assert_int_equal(the_count, 2);
    assert_told(0, queue, first, 0);
    assert_told(1, queue, second, 1);
}

static void a_dry_queue_is_silent_and_plays_on_when_it_is_fed(void **state) {
    (void)state;
    int queue = new_queue(), frames, buffer = tone_buffer(STEP, RATE, 441, 10000);
    queue_all_of(queue, buffer);
    int voice = gm_audio_play_sound(queue, 0, false);
    support_steps(3);
    assert_int_equal(the_count, 1);
    assert_told(0, queue, buffer, 0);
    queue_all_of(queue, buffer);
    support_steps(2);
    assert_int_equal(the_count, 2);
    assert_true(gm_audio_is_playing(voice));
    int16_t *out = heard(&frames);
    assert_int_equal(frames, STEP * 5);
    assert_memory_equal(out, out + STEP * 3 * 2, STEP * 4);
    for (int i = STEP * 2; i < STEP * 3 * 2; i++)
        assert_int_equal(out[i], 0);
    free(out);
}

static void a_queue_is_paused_pitched_and_played_by_one_voice(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(STEP * 8);
    queue_all_of(queue, buffer);
    int voice = gm_audio_play_sound_ext(queue, 0, false, 1, 0, 2);
    assert_int_equal(gm_audio_play_sound(queue, 0, false), GM_NONE);
    assert_non_null(strstr(support_log(), "is playing already"));
    support_steps(2);
    gm_audio_pause_sound(queue);
    support_steps(20);
    assert_int_equal(the_count, 0);
    gm_audio_resume_sound(voice);
    support_steps(1);
    assert_int_equal(the_count, 0);
    support_steps(1);
    assert_int_equal(the_count, 1);
    gm_audio_sound_set_track_position(voice, 1);
    gm_audio_sound_loop(voice, true);
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0, 0);
    assert_float_equal(gm_audio_sound_length(voice), 0, 0);
    support_steps(1);
}

static void a_stolen_voice_removes_what_its_queue_held(void **state) {
    (void)state;
    int queue = new_queue(), buffer = silence(RATE);
    gm_audio_channel_num(1);
    queue_all_of(queue, buffer);
    int voice = gm_audio_play_sound(queue, 0, false);
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, 2000, GM_AUDIO_MONO);
    assert_true(gm_audio_play_sound(sound, 5, false) >= GM_FIRST_VOICE_ID);
    support_steps(1);
    assert_int_equal(the_count, 1);
    assert_told(0, queue, buffer, 1);
    assert_int_equal(the_ended_voice, voice);
}

static void queues_left_at_the_end_are_given_back(void **state) {
    (void)state;
    int playing = new_queue(), waiting = new_queue(), buffer = silence(RATE);
    queue_all_of(playing, buffer);
    queue_all_of(waiting, buffer);
    gm_audio_play_sound(playing, 0, false);
    support_steps(2);
    gm_buffer_delete(buffer);
    support_steps(2);
}

/* MARK: live: mixed on SDL's thread, as fast as its disk driver writes */

static int the_wanted_count;

static bool are_told(void) {
    return the_count >= the_wanted_count;
}

static void open_live(const char *driver) {
    support_close();
    setenv("SDL_AUDIODRIVER", driver, 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    support_open_live((const GmNamedObject[]){{"obj_ear", &obj_ear}, {NULL, NULL}});
    support_make("obj_ear");
}

static void a_live_queue_plays_its_segments_bit_by_bit(void **state) {
    (void)state;
    enum { PIECES = 20, FRAMES = 3000 };
    open_live("disk");
    int queue = new_queue(), frames, buffer = tone_buffer(FRAMES, RATE, 441, 10000);
    for (int i = 0; i < PIECES; i++)
        queue_all_of(queue, buffer);
    gm_audio_play_sound(queue, 0, false);
    the_wanted_count = PIECES;
    assert_true(support_until(are_told));
    for (int i = 0; i < PIECES; i++)
        assert_told(i, queue, buffer, 0);
    int16_t *out = heard(&frames), one[FRAMES];
    tone_make(one, FRAMES, 1, RATE, 441, 10000);
    int first = 0;
    while (out[first * 2] == 0) /* what it wrote before the queue was played */
        first++;
    first--; /* the tone begins with a zero */
    assert_in_range(frames, first + PIECES * FRAMES, INT32_MAX);
    for (int i = 0; i < PIECES * FRAMES; i++)
        assert_int_equal(out[(first + i) * 2], one[i % FRAMES]);
    free(out);
}

/* In real time: fed, stopped, freed and filled anew while the other thread mixes. */
static void live_queues_are_fed_and_stopped_at_any_time(void **state) {
    (void)state;
    enum { QUEUES = 8, ROUNDS = 60 };
    open_live("dummy");
    int queues[QUEUES], buffer = silence(300), queued = 0;
    for (int i = 0; i < QUEUES; i++)
        queues[i] = new_queue();
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < QUEUES && queued < 60; i++, queued++) {
            queue_all_of(queues[i], buffer);
            if (!gm_audio_is_playing(queues[i])) gm_audio_play_sound(queues[i], 0, false);
            if ((round + i) % 5 == 4) gm_audio_stop_sound(queues[i]);
        }
        support_steps(1);
    }
    the_wanted_count = queued;
    assert_true(support_until(are_told));
    assert_int_equal(the_count, queued);
    for (int i = 0; i < QUEUES; i++)
        gm_audio_free_play_queue(queues[i]);
    support_steps(1);
    assert_int_equal(the_count, queued);
}

/* MARK: buffer sounds */

static void a_buffer_sound_is_a_copy_and_ends_with_its_last_sample(void **state) {
    (void)state;
    int buffer = tone_buffer(8000, 16000, 1000, 9000), frames;
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, 16000, 0, 16000, GM_AUDIO_MONO);
    gm_buffer_delete(buffer);
    assert_true(gm_audio_sound_is_playable(sound));
    assert_float_equal(gm_audio_sound_length(sound), 0.5, 1e-9);
    int voice = gm_audio_play_sound(sound, 0, false);
    support_steps(15);
    assert_float_equal(gm_audio_sound_get_track_position(voice), 0.25, 1e-9);
    support_steps(14);
    assert_int_equal(the_ended_count, 0);
    support_steps(1);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_ended_voice, voice);
    assert_false(the_was_stopped);
    int16_t *out = heard(&frames);
    double level = tone_level(out, RATE / 2, 2, RATE, 1000);
    assert_true(level > 8980 && level < 9020);
    free(out);
}

static void freeing_a_buffer_sound_ends_its_voices(void **state) {
    (void)state;
    int buffer = silence(RATE);
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, RATE * 2, 0);
    gm_audio_play_sound(sound, 0, true);
    support_steps(2);
    gm_audio_free_play_queue(sound); /* not its call */
    gm_sound_delete(sound);
    assert_true(gm_audio_is_playing(sound));
    assert_non_null(strstr(support_log(), "made by another call"));
    gm_audio_free_buffer_sound(sound);
    support_steps(1);
    assert_int_equal(the_ended_count, 1);
    assert_true(the_was_stopped);
    assert_false(gm_audio_exists(sound));
    assert_int_equal(gm_audio_create_buffer_sound(buffer, GM_BUFFER_F32, RATE, 0, 100, 0), GM_NONE);
    assert_int_equal(gm_audio_create_buffer_sound(buffer, GM_BUFFER_U8, RATE, 0, 0, 0), GM_NONE);
}

/* MARK: loops, pitch and what a sound is */

/* One that counts: frame i is i. */
static int counting_sound(int frames) {
    int buffer = silence(frames);
    for (int i = 0; i < frames; i++)
        gm_buffer_write(buffer, GM_BUFFER_S16, i);
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, frames * 2, 0);
    gm_buffer_delete(buffer);
    return sound;
}

static void a_loop_repeats_the_part_between_its_points(void **state) {
    (void)state;
    enum { FIRST = 735, LAST = 2205 };
    int sound = counting_sound(4410), frames;
    gm_audio_sound_loop_start(sound, (double)FIRST / RATE);
    gm_audio_sound_loop_end(sound, (double)LAST / RATE);
    assert_float_equal(gm_audio_sound_get_loop_end(sound), 0.05, 1e-9);
    int voice = gm_audio_play_sound(sound, 0, true);
    assert_true(gm_audio_sound_get_loop(voice));
    support_steps(10);
    gm_audio_sound_loop(voice, false); /* after 10 steps it is at frame 1470, for the fifth time */
    support_steps(3);
    assert_int_equal(the_ended_count, 0);
    support_steps(1);
    assert_int_equal(the_ended_count, 1);
    int16_t *out = heard(&frames);
    for (int i = 0, at = 0; i < STEP * 14; i++) {
        assert_int_equal(out[i * 2], at);
        if (++at == LAST && i < STEP * 10) at = FIRST;
    }
    free(out);
}

static void a_voice_past_the_loops_end_plays_to_the_sounds_end_first(void **state) {
    (void)state;
    int sound = counting_sound(2940), frames;
    int voice = gm_audio_play_sound(sound, 0, true);
    support_steps(2);
    gm_audio_sound_loop_end(voice, 735.0 / RATE);
    assert_float_equal(gm_audio_sound_get_loop_end(sound), 0, 0);
    gm_audio_sound_loop_start(voice, 5.0); /* not before the end: the whole */
    assert_float_equal(gm_audio_sound_get_loop_start(voice), 5, 0);
    support_steps(4);
    int16_t *out = heard(&frames);
    for (int i = 0; i < STEP * 6; i++)
        assert_int_equal(out[i * 2], i < 2940 ? i : i % 735);
    free(out);
}

/* An octave in a second of 60 steps: every step is a little higher, and no step clicks. */
static void a_pitch_that_glides_is_heard_as_it_glides(void **state) {
    (void)state;
    int buffer = tone_buffer(RATE * 2, RATE, 441, 10000), frames;
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, RATE * 4, 0);
    int voice = gm_audio_play_sound(sound, 0, true);
    support_steps(10);
    for (int i = 1; i <= SECOND; i++) {
        gm_audio_sound_pitch(voice, 1 + (double)i / SECOND);
        support_steps(1);
    }
    assert_float_equal(gm_audio_sound_get_pitch(voice), 2, 0);
    assert_float_equal(gm_audio_sound_get_pitch(sound), 1, 0);
    support_steps(10);
    int16_t *out = heard(&frames);
    const int16_t *before = out, *after = out + STEP * 70 * 2;
    assert_true(tone_level(before, 7300, 2, RATE, 441) > 9990);
    assert_true(tone_level(after, 7300, 2, RATE, 882) > 9990);
    assert_true(tone_rest(after, 7300, 2, RATE, 882) < 5);
    for (int i = 1; i < STEP * 80; i++) /* 882 Hz at 10000 changes by 1257 a frame at most */
        assert_in_range(abs(out[i * 2] - out[i * 2 - 2]), 0, 1260);
    free(out);
}

/* While its gain falls for a second, a tone stays that tone: no other is added. */
static void a_fading_tone_is_still_one_tone(void **state) {
    (void)state;
    int buffer = tone_buffer(RATE, RATE, 441, 10000), frames;
    int sound = gm_audio_create_buffer_sound(buffer, GM_BUFFER_S16, RATE, 0, RATE * 2, 0);
    gm_audio_sound_gain(gm_audio_play_sound(sound, 0, true), 0, 1000);
    support_steps(SECOND + 5);
    int16_t *out = heard(&frames);
    for (int i = 0; i < 40; i++) {
        double level = tone_level(out + i * 2000, 1000, 2, RATE, 441), middle = i * 1000 + 500;
        assert_true(fabs(level - 10000 * (1 - middle / RATE)) < 20);
        for (int hz = 882; hz < 20000; hz += 441)
            assert_true(tone_level(out + i * 2000, 1000, 2, RATE, hz) < 60);
    }
    for (int i = RATE * 2; i < frames * 2; i++)
        assert_int_equal(out[i], 0);
    free(out);
}

static void what_a_sound_is_can_be_asked(void **state) {
    (void)state;
    int sound = counting_sound(STEP * 20), voice = gm_audio_play_sound(sound, 0, false);
    assert_int_equal(gm_audio_sound_get_asset(voice), sound);
    assert_int_equal(gm_audio_sound_get_asset(sound), GM_NONE);
    assert_string_equal(gm_audio_get_name(voice), "");
    assert_string_equal(gm_audio_get_name(12345), "<undefined>");
    assert_false(gm_audio_sound_is_playable(12345));
    assert_float_equal(gm_audio_sound_get_pitch(12345), 0, 0);
    assert_false(gm_audio_system_is_available()); /* nobody hears a game without a window */
    gm_audio_master_gain(0.25);
    assert_float_equal(gm_audio_get_master_gain(), 0.25, 0);
    gm_audio_pause_all();
    assert_true(gm_audio_is_paused(voice));
    support_steps(40);
    assert_int_equal(the_ended_count, 0);
    gm_audio_resume_all();
    support_steps(20);
    assert_int_equal(the_ended_count, 1);
}

static bool is_playable(void) {
    return gm_audio_sound_is_playable(0);
}

static void a_stream_is_read_while_the_game_plays_and_tells_nothing(void **state) {
    (void)state;
    int stream = gm_audio_create_stream(gm_text("%s/tests/data/tone.ogg", getenv("PWD")));
    assert_int_equal(stream, 0);
    int voice = gm_audio_play_sound(stream, 0, false);
    assert_true(support_until(is_playable));
    assert_int_equal(gm_request_count(), 0);
    support_steps(31);
    assert_int_equal(the_ended_voice, voice);
    assert_int_equal(the_ended_count, 1);
    gm_audio_destroy_stream(stream);
    assert_false(gm_audio_exists(stream));
    assert_int_equal(gm_audio_create_stream("none.ogg"), GM_NONE);
    assert_non_null(strstr(support_log(), "there is no file none.ogg"));
    gm_audio_destroy_stream(
        gm_audio_create_stream(gm_text("%s/tests/data/tone.ogg", getenv("PWD"))));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_segment_is_told_in_the_step_its_last_sample_belongs_to),
        TEST(the_same_buffer_queued_twice_is_told_twice),
        TEST(segments_are_told_in_the_order_of_the_queue),
        TEST(freeing_a_playing_queue_tells_what_was_removed),
        TEST(a_queue_freed_in_the_handler_of_its_last_segment_tells_no_more),
        TEST(stopping_a_queue_tells_each_segment_and_it_may_be_filled_again),
        TEST(stopping_all_tells_each_segment_and_the_voice),
        TEST(an_empty_queue_is_not_played),
        TEST(segments_queued_again_in_the_handler_play_on_without_a_gap),
        TEST(a_queue_that_was_never_played_tells_its_segments_when_it_is_freed),
        TEST(an_ordinary_sound_tells_nothing_of_the_kind),
        TEST(only_bytes_and_16_bits_can_be_queued),
        TEST(bytes_outside_the_buffer_are_refused_with_a_sentence),
        TEST(segments_end_to_the_sample_at_every_rate),
        TEST(rates_are_brought_inside_their_limits),
        TEST(bytes_are_unsigned_and_two_channels_stay_two),
        TEST(a_tone_in_pieces_is_one_tone),
        TEST(what_was_played_before_the_stop_is_told_as_played),
        TEST(a_dry_queue_is_silent_and_plays_on_when_it_is_fed),
        TEST(a_queue_is_paused_pitched_and_played_by_one_voice),
        TEST(a_stolen_voice_removes_what_its_queue_held),
        TEST(queues_left_at_the_end_are_given_back),
        TEST(a_live_queue_plays_its_segments_bit_by_bit),
        TEST(live_queues_are_fed_and_stopped_at_any_time),
        TEST(a_buffer_sound_is_a_copy_and_ends_with_its_last_sample),
        TEST(freeing_a_buffer_sound_ends_its_voices),
        TEST(a_loop_repeats_the_part_between_its_points),
        TEST(a_voice_past_the_loops_end_plays_to_the_sounds_end_first),
        TEST(a_pitch_that_glides_is_heard_as_it_glides),
        TEST(a_fading_tone_is_still_one_tone),
        TEST(what_a_sound_is_can_be_asked),
        TEST(a_stream_is_read_while_the_game_plays_and_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
