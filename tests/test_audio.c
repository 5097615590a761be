/* Sound by the samples that come out: the mixer by hand, and SDL's disk driver for the whole way. */
#include "support.h"

#include "../platform/audio.h"
#include "../platform/audio_mix.h"
#include "../platform/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LENGTH = 4410 };

static int16_t the_tone[LENGTH * 2];
static int16_t the_out[AUDIO_RATE * 2];
static int the_ended[16], the_ended_count;

static void note_ended(int id) {
    the_ended[the_ended_count++] = id;
}

/* 441 Hz: a period of exactly 100 frames; left and right differ. */
static int prepare(void **state) {
    (void)state;
    audio_mix_reset();
    the_ended_count = 0;
    for (int i = 0; i < LENGTH; i++) {
        double phase = i * 6.283185307179586 / 100;
        the_tone[i * 2] = (int16_t)lround(10000 * sin(phase));
        the_tone[i * 2 + 1] = (int16_t)lround(5000 * cos(phase));
    }
    return 0;
}

static AudioVoice tone(int id) {
    return (AudioVoice){.id = id,
                        .clip = {.samples = the_tone, .frames = LENGTH},
                        .pitch = 1,
                        .gain = 1};
}

static void start(int slot, AudioVoice voice) {
    audio_mix_obey(&(AudioCommand){.kind = AUDIO_START, .slot = slot, .voice = voice});
}

static void tell(AudioCommandKind kind, int slot, double value, double ms) {
    audio_mix_obey(&(AudioCommand){.kind = kind, .slot = slot, .value = value, .ms = ms});
}

static void mix(int frames) {
    audio_mix(the_out, frames, note_ended);
}

static int crossings(int channel, int frames) {
    int count = 0;
    for (int i = 1; i < frames; i++)
        count += the_out[(i - 1) * 2 + channel] < 0 && the_out[i * 2 + channel] >= 0;
    return count;
}

static void a_voice_at_gain_and_pitch_1_comes_out_bit_by_bit(void **state) {
    (void)state;
    start(0, tone(7));
    mix(LENGTH);
    assert_memory_equal(the_out, the_tone, sizeof the_tone);
}

static void a_voice_ends_with_its_last_sample_and_is_silent_then(void **state) {
    (void)state;
    start(3, tone(7));
    mix(LENGTH - 1);
    assert_int_equal(the_ended_count, 0);
    mix(10);
    assert_int_equal(the_ended_count, 1);
    assert_int_equal(the_ended[0], 7);
    for (int i = 2; i < 20; i++) assert_int_equal(the_out[i], 0);
}

static void a_loop_goes_on_without_a_gap_and_never_ends(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.loop = true;
    start(0, voice);
    mix(LENGTH * 3);
    for (int round = 0; round < 3; round++)
        assert_memory_equal(the_out + round * LENGTH * 2, the_tone, sizeof the_tone);
    assert_int_equal(the_ended_count, 0);
}

static void pitch_2_is_an_octave_up_and_half_as_long(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.pitch = 2;
    start(0, voice);
    mix(LENGTH / 2);
    assert_int_equal(the_ended_count, 1);
    assert_in_range(crossings(1, LENGTH / 2), 43, 44); /* as many as the whole has at pitch 1 */
}

static void pitch_changes_while_the_voice_plays(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.loop = true;
    start(0, voice);
    mix(4400);
    int before = crossings(1, 4400);
    tell(AUDIO_PITCH, 0, 0.5, 0);
    mix(4400);
    assert_in_range(before, 43, 44);
    assert_in_range(crossings(1, 4400), 21, 22);
}

static void panned_left_the_right_side_is_exactly_silent(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.pan = -1;
    start(0, voice);
    mix(1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(the_out[i * 2], the_tone[i * 2]);
        assert_int_equal(the_out[i * 2 + 1], 0);
    }
}

static void gain_halves_and_voices_add_up(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.gain = 0.5;
    start(0, voice);
    start(1, voice);
    mix(1000);
    for (int i = 0; i < 2000; i++) assert_in_range(the_out[i] - the_tone[i] + 1, 0, 2);
}

static void too_loud_is_clipped_not_wrapped(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.gain = 10;
    start(0, voice);
    mix(100);
    assert_int_equal(the_out[25 * 2], 32767);
    assert_int_equal(the_out[75 * 2], -32768);
}

static void a_gain_over_time_rises_evenly_and_stays(void **state) {
    (void)state;
    static int16_t flat[LENGTH * 2];
    for (int i = 0; i < LENGTH * 2; i++) flat[i] = 10000;
    AudioVoice voice = tone(7);
    voice.clip.samples = flat;
    voice.gain = 0;
    start(0, voice);
    tell(AUDIO_GAIN, 0, 1, 50); /* 2205 frames */
    mix(4000);
    assert_in_range(the_out[1102 * 2], 4950, 5050);
    for (int i = 1; i < 4000; i++) assert_true(the_out[i * 2] >= the_out[i * 2 - 2]);
    assert_int_equal(the_out[2206 * 2], 10000);
    assert_int_equal(the_out[3999 * 2], 10000);
}

static void a_paused_voice_stays_where_it_is(void **state) {
    (void)state;
    start(0, tone(7));
    mix(500);
    tell(AUDIO_PAUSE, 0, 0, 0);
    mix(500);
    for (int i = 0; i < 1000; i++) assert_int_equal(the_out[i], 0);
    assert_true(audio_mix_position(0) == 500);
    tell(AUDIO_RESUME, 0, 0, 0);
    mix(500);
    assert_memory_equal(the_out, the_tone + 1000, 500 * 4);
}

static void the_master_gain_holds_for_all(void **state) {
    (void)state;
    start(0, tone(7));
    tell(AUDIO_MASTER, 0, 0, 0);
    mix(200);
    for (int i = 0; i < 400; i++) assert_int_equal(the_out[i], 0);
}

/* MARK: files */

static void decodes(const char *file, int least, int most) {
    char why[128];
    size_t size;
    char *bytes = support_read(file, &size);
    assert_non_null(bytes);
    AudioClip clip;
    assert_true(audio_decode(&clip, bytes, size, why));
    assert_in_range(clip.frames, least, most);
    audio_clip_free(&clip);
    free(bytes);
}

static void ogg_mp3_flac_and_wav_are_decoded(void **state) {
    (void)state;
    assert_true(audio_open(&(AudioDesc){.headless = true}));
    decodes("tests/data/tone.ogg", 22000, 22100); /* half a second of 440 Hz */
    decodes("tests/data/tone.flac", 22000, 22100);
    decodes("tests/data/tone.wav", 22000, 22100);
    decodes("tests/data/tone.mp3", 22000, 25000); /* with the encoder's padding */
    audio_close();
}

static void garbage_is_refused_with_a_sentence(void **state) {
    (void)state;
    char why[128] = "";
    AudioClip clip;
    assert_true(audio_open(&(AudioDesc){.headless = true}));
    assert_false(audio_decode(&clip, "no sound at all, but some text", 30, why));
    assert_true(strlen(why) > 5);
    assert_false(audio_decode(&clip, "", 0, why));
    assert_string_equal(why, "it is empty or too large");
    audio_close();
}

/* MARK: the whole way */

static bool find_tone(const int16_t *heard, size_t frames) {
    for (size_t at = 0; at + LENGTH <= frames; at++)
        if (memcmp(heard + at * 2, the_tone, sizeof the_tone) == 0) return true;
    return false;
}

static void what_is_played_comes_out_of_the_device_bit_by_bit(void **state) {
    (void)state;
    char file[300];
    snprintf(file, sizeof file, "%s/out.raw", support_folder());
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", file, 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    assert_true(audio_open(&(AudioDesc){.headless = true}));
    assert_true(audio_is_available());
    AudioVoice voice = tone(7);
    audio_start(0, &voice);
    while (audio_next_ended() != 7) {}
    audio_close();
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    size_t size;
    char *heard = support_read(file, &size);
    assert_non_null(heard);
    assert_true(find_tone((const int16_t *)(const void *)heard, size / 4));
    free(heard);
}

static void without_a_device_steps_move_the_voices(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "no such driver", 1);
    assert_true(audio_open(&(AudioDesc){.headless = false}));
    assert_false(audio_is_available());
    AudioVoice voice = tone(9);
    audio_start(0, &voice);
    audio_step(50000);
    assert_int_equal(audio_next_ended(), 0);
    audio_step(50000);
    assert_int_equal(audio_next_ended(), 9);
    audio_close();
    setenv("SDL_AUDIODRIVER", "dummy", 1);
}

#define TEST(function) cmocka_unit_test_setup(function, prepare)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_voice_at_gain_and_pitch_1_comes_out_bit_by_bit),
        TEST(a_voice_ends_with_its_last_sample_and_is_silent_then),
        TEST(a_loop_goes_on_without_a_gap_and_never_ends),
        TEST(pitch_2_is_an_octave_up_and_half_as_long),
        TEST(pitch_changes_while_the_voice_plays),
        TEST(panned_left_the_right_side_is_exactly_silent),
        TEST(gain_halves_and_voices_add_up),
        TEST(too_loud_is_clipped_not_wrapped),
        TEST(a_gain_over_time_rises_evenly_and_stays),
        TEST(a_paused_voice_stays_where_it_is),
        TEST(the_master_gain_holds_for_all),
        TEST(ogg_mp3_flac_and_wav_are_decoded),
        TEST(garbage_is_refused_with_a_sentence),
        TEST(what_is_played_comes_out_of_the_device_bit_by_bit),
        TEST(without_a_device_steps_move_the_voices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
