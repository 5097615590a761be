/* Sound by the samples that come out: the mixer by hand, and SDL's disk driver for the whole way.
 */
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
                        .gain = 1,
                        .sound_gain = 1};
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
    for (int i = 2; i < 20; i++)
        assert_int_equal(the_out[i], 0);
}

static void a_loop_goes_on_without_a_gap_and_never_ends(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.loop.on = true;
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
    voice.loop.on = true;
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
    for (int i = 0; i < 2000; i++)
        assert_in_range(the_out[i] - the_tone[i] + 1, 0, 2);
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
    for (int i = 0; i < LENGTH * 2; i++)
        flat[i] = 10000;
    AudioVoice voice = tone(7);
    voice.clip.samples = flat;
    voice.gain = 0;
    start(0, voice);
    tell(AUDIO_GAIN, 0, 1, 50); /* 2205 frames */
    mix(4000);
    assert_in_range(the_out[1102 * 2], 4950, 5050);
    for (int i = 1; i < 4000; i++)
        assert_true(the_out[i * 2] >= the_out[i * 2 - 2]);
    assert_int_equal(the_out[2206 * 2], 10000);
    assert_int_equal(the_out[3999 * 2], 10000);
}

static void a_paused_voice_stays_where_it_is(void **state) {
    (void)state;
    start(0, tone(7));
    mix(500);
    tell(AUDIO_PAUSE, 0, 0, 0);
    mix(500);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(the_out[i], 0);
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
    for (int i = 0; i < 400; i++)
        assert_int_equal(the_out[i], 0);
}

static void the_gains_of_voice_and_sound_are_multiplied(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.gain = 2;
    voice.sound_gain = 0.5;
    start(0, voice);
    mix(1000);
    assert_memory_equal(the_out, the_tone, 1000 * 4);
    tell(AUDIO_SOUND_GAIN, 0, 0, 0);
    mix(1000);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(the_out[i], 0);
}

static void the_gain_of_an_audio_group_is_a_third(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.gain = 2;
    start(0, voice);
    tell(AUDIO_GROUP_GAIN, 0, 0.5, 0);
    mix(1000);
    assert_memory_equal(the_out, the_tone, 1000 * 4);
    tell(AUDIO_GROUP_GAIN, 0, 0, 10); /* 441 frames */
    mix(441);
    mix(500);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(the_out[i], 0);
    start(0, tone(8)); /* a voice that starts has none */
    mix(1000);
    assert_memory_equal(the_out, the_tone, 1000 * 4);
}

static void a_gain_goes_on_rising_during_a_pause(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.gain = 0;
    start(0, voice);
    tell(AUDIO_GAIN, 0, 1, 50); /* 2205 frames */
    tell(AUDIO_PAUSE, 0, 0, 0);
    mix(2205);
    tell(AUDIO_RESUME, 0, 0, 0);
    mix(1000);
    assert_memory_equal(the_out, the_tone, 1000 * 4);
}

static void a_position_is_that_of_what_was_started_or_sought_last(void **state) {
    (void)state;
    start(0, tone(7));
    mix(500);
    AudioVoice voice = tone(8);
    voice.position = 30;
    start(0, voice);
    assert_true(audio_mix_position(0) == 30);
    tell(AUDIO_SEEK, 0, 40, 0);
    assert_true(audio_mix_position(0) == 40);
}

static void a_short_loop_at_a_high_pitch_stays_inside_its_samples(void **state) {
    (void)state;
    AudioVoice voice = tone(7);
    voice.clip.frames = 3;
    voice.loop.on = true;
    voice.pitch = 256;
    start(0, voice);
    mix(1000);
    for (int i = 0; i < 1000; i++) /* 256 is 1 more than a multiple of 3 */
        assert_int_equal(the_out[i * 2], the_tone[i % 3 * 2]);
}

/* MARK: files */

static void decodes(const char *file, int least, int most) {
    char why[AUDIO_WHY];
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
    audio_open(&(AudioDesc){.headless = true});
    audio_wake();
    decodes("tests/data/tone.ogg", 22000, 22100); /* half a second of 440 Hz */
    decodes("tests/data/tone.flac", 22000, 22100);
    decodes("tests/data/tone.wav", 22000, 22100);
    decodes("tests/data/tone.mp3", 22000, 25000); /* with the encoder's padding */
    audio_close();
}

static void garbage_is_refused_with_a_sentence(void **state) {
    (void)state;
    char why[AUDIO_WHY] = "";
    AudioClip clip;
    audio_open(&(AudioDesc){.headless = true});
    audio_wake();
    assert_false(audio_decode(&clip, "no sound at all, but some text", 30, why));
    assert_true(strlen(why) > 5);
    assert_false(audio_decode(&clip, "", 0, why));
    assert_string_equal(why, "it is empty");
    audio_close();
}

/* What a game does not expect to be a sound is none, and half a file is a broken one. */
static void only_the_four_kinds_and_only_whole(void **state) {
    (void)state;
    char why[AUDIO_WHY] = "";
    AudioClip clip;
    size_t size;
    audio_open(&(AudioDesc){.headless = true});
    audio_wake();
    assert_false(
        audio_decode(&clip, "MThd\0\0\0\6\0\0\0\1\0\x60MTrk\0\0\0\4\0\xFF\x2F\0", 26, why));
    assert_string_equal(why, "its first bytes are those of no sound");
    const char *const files[] = {"wav", "ogg", "mp3", "flac"};
    for (int i = 0; i < 4; i++) {
        char file[64];
        snprintf(file, sizeof file, "tests/data/tone.%s", files[i]);
        char *bytes = support_read(file, &size);
        assert_non_null(bytes);
        for (size_t cut = 0; cut < 200;
             cut += 11) { /* a decoder may make something of it; or not */
            if (audio_decode(&clip, bytes, cut, why))
                audio_clip_free(&clip);
            else
                assert_true(why[0] != '\0');
        }
        if (i == 0) assert_false(audio_decode(&clip, bytes, size / 2, why));
        if (i == 3) { /* five channels promised, one there: SDL_mixer 2.6 would crash */
            bytes[20] = (char)(bytes[20] ^ 8);
            assert_false(audio_decode(&clip, bytes, size, why));
            assert_string_equal(why, "it is cut off, or does not begin as it should");
        }
        free(bytes);
    }
    audio_close();
}

/* MARK: the whole way */

static char the_file[300];

/* SDL's disk driver writes what a device would play, as fast as it can. */
static void name_the_disk(void) {
    snprintf(the_file, sizeof the_file, "%s/out.raw", support_folder());
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", the_file, 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
}

static int forget_the_disk(void **state) {
    (void)state;
    audio_close();
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    return 0;
}

/* The frames of the file, without the silence before and after; free() the result's start. */
static int16_t *read_the_file(size_t *frames) {
    size_t size, first = 0;
    char *bytes = support_read(the_file, &size);
    assert_non_null(bytes);
    const int16_t *heard = (const int16_t *)(const void *)bytes;
    size_t end = size / 4;
    while (first < end && heard[first * 2] == 0 && heard[first * 2 + 1] == 0)
        first++;
    while (end > first && heard[end * 2 - 2] == 0 && heard[end * 2 - 1] == 0)
        end--;
    memmove(bytes, heard + first * 2, (end - first) * 4);
    *frames = end - first;
    return (int16_t *)(void *)bytes;
}

static void what_is_played_live_comes_out_of_the_device_bit_by_bit(void **state) {
    (void)state;
    name_the_disk();
    audio_open(&(AudioDesc){.headless = false});
    assert_true(audio_is_available());
    AudioVoice voice = tone(7);
    audio_start(0, &voice);
    while (audio_next_ended() != 7) {
    }
    audio_close();
    size_t frames;
    int16_t *heard = read_the_file(&frames);
    assert_int_equal(frames, LENGTH); /* its first frame has sin 0, but cos 1 */
    assert_memory_equal(heard, the_tone, sizeof the_tone);
    free(heard);
}

/* Twenty steps: a tone at once, another after the tenth. What comes out depends on steps alone. */
static int16_t *play_by_steps(size_t *frames) {
    name_the_disk();
    audio_open(&(AudioDesc){.headless = true});
    audio_wake();
    AudioVoice voice = tone(7);
    audio_start(0, &voice);
    for (int step = 1; step <= 20; step++) {
        audio_step(60);
        assert_int_equal(audio_next_ended(), step == 6 ? 7 : step == 16 ? 8 : 0);
        if (step == 5) decodes("tests/data/tone.ogg", 22000, 22100);
        if (step != 10) continue;
        voice = tone(8);
        audio_start(1, &voice);
    }
    audio_close();
    return read_the_file(frames);
}

static void stepped_sound_is_written_down_as_the_steps_mixed_it(void **state) {
    (void)state;
    size_t frames, again;
    int16_t *heard = play_by_steps(&frames), *repeated = play_by_steps(&again);
    assert_int_equal(frames, 7350 + LENGTH);
    assert_memory_equal(heard, the_tone, sizeof the_tone);
    assert_memory_equal(heard + 7350 * 2, the_tone, sizeof the_tone);
    for (int i = LENGTH * 2; i < 7350 * 2; i++)
        assert_int_equal(heard[i], 0);
    assert_int_equal(again, frames);
    assert_memory_equal(repeated, heard, frames * 4);
    free(heard);
    free(repeated);
}

/* SDL's dummy device asks in real time, from its own thread. */
static void many_commands_reach_a_device_that_plays_in_real_time(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    audio_open(&(AudioDesc){.headless = false});
    assert_true(audio_is_available());
    for (int i = 0; i < 10000; i++) {
        int slot = i % 16;
        AudioVoice voice = tone(i + 1);
        audio_start(slot, &voice);
        audio_set_gain(slot, 0.5, 10);
        audio_set_pan(slot, -0.5);
        audio_set_pitch(slot, 1.5);
        if (i % 3 == 0) audio_stop(slot);
        assert_true(audio_position(slot) >= 0);
    }
    uint64_t asked = audio_asked();
    while (!audio_has_heard(asked))
        audio_next_ended();
    AudioVoice last = tone(20000);
    audio_start(20, &last);
    int id = 0;
    while (id != 20000)
        id = audio_next_ended();
}

static void a_sound_without_a_device_is_said_and_goes_on(void **state) {
    (void)state;
    support_forget_log();
    setenv("SDL_AUDIODRIVER", "no such driver", 1);
    audio_open(&(AudioDesc){.headless = false});
    assert_false(audio_is_available());
    AudioVoice voice = tone(9);
    audio_start(0, &voice);
    audio_step(20);
    assert_int_equal(audio_next_ended(), 0);
    audio_step(20);
    assert_int_equal(audio_next_ended(), 9);
    audio_wake();
    decodes("tests/data/tone.ogg", 22000, 22100);
}

/* 44,100 frames are no whole number of steps at 144 a second: nothing may be lost on the way. */
static void steps_of_a_second_last_a_second(void **state) {
    (void)state;
    audio_open(&(AudioDesc){.headless = true});
    AudioVoice voice = tone(9);
    voice.clip = (AudioClip){.samples = the_out, .frames = AUDIO_RATE};
    audio_start(0, &voice);
    for (int step = 1; step <= 143; step++)
        audio_step(144);
    assert_int_equal(audio_next_ended(), 0);
    audio_step(144);
    assert_int_equal(audio_next_ended(), 9);
    audio_close();
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, prepare, forget_the_disk)

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
        TEST(the_gains_of_voice_and_sound_are_multiplied),
        TEST(the_gain_of_an_audio_group_is_a_third),
        TEST(a_gain_goes_on_rising_during_a_pause),
        TEST(a_position_is_that_of_what_was_started_or_sought_last),
        TEST(a_short_loop_at_a_high_pitch_stays_inside_its_samples),
        TEST(only_the_four_kinds_and_only_whole),
        TEST(what_is_played_live_comes_out_of_the_device_bit_by_bit),
        TEST(stepped_sound_is_written_down_as_the_steps_mixed_it),
        TEST(many_commands_reach_a_device_that_plays_in_real_time),
        TEST(a_sound_without_a_device_is_said_and_goes_on),
        TEST(steps_of_a_second_last_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
