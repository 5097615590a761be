/* Sound: 32 voices mixed by us and by SDL_mixer, in the same callback of the same device; and what
 * was recorded, on its way to a handler. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../events/pump.h"
#include "../../platform/audio_capture.h"
#include "../../platform/audio_mix.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { VOICES = 32, CLIP = 44100, BLOCKS = 400, BUFFER = 1024 };
enum { NOTHING, LIMIT, MIXER, STREAMS, PLAIN, PITCHED, FADING, WAYS };

static int16_t the_clips[VOICES][CLIP * 2];
static Mix_Chunk *the_chunks[VOICES];

/* MARK: mixing. Thread: audio, between the hook for music and the one after mixing, where
 * SDL_mixer adds its channels */

static struct {
    atomic_int way, blocks;
    int measured; /* the way of this block */
    double start, best[WAYS];
} the_race;

static void ignore_end(int id) {
    (void)id;
}

/* Nothing but adding: no gain, no pan, no end. */
static void mix_limit(int16_t *out, int frames) {
    static int at;
    if (at + frames > CLIP) at = 0;
    for (int i = 0; i < frames * 2; i++) {
        int sum = 0;
        for (int voice = 0; voice < VOICES; voice++)
            sum += the_clips[voice][at * 2 + i];
        out[i] = (int16_t)(sum > 32767 ? 32767 : sum < -32768 ? -32768 : sum);
    }
    at += frames;
}

/* What SDL has for another pitch: a stream for each voice that is told another rate. */
static SDL_AudioStream *the_streams[VOICES];
static int the_places[VOICES];

static void mix_streams(int16_t *out, int frames) {
    static int16_t pitched[BUFFER * 2];
    memset(out, 0, (size_t)frames * 4);
    for (int i = 0; i < VOICES; i++) {
        while (SDL_AudioStreamAvailable(the_streams[i]) < frames * 4) {
            if (the_places[i] + BUFFER > CLIP) the_places[i] = 0;
            SDL_AudioStreamPut(the_streams[i], the_clips[i] + the_places[i] * 2, BUFFER * 4);
            the_places[i] += BUFFER;
        }
        SDL_AudioStreamGet(the_streams[i], pitched, frames * 4);
        SDL_MixAudioFormat((Uint8 *)out, (Uint8 *)pitched, AUDIO_S16SYS, (Uint32)frames * 4,
                           SDL_MIX_MAXVOLUME);
    }
}

static void begin_block(void *context, Uint8 *stream, int bytes) {
    (void)context;
    int way = the_race.measured = atomic_load(&the_race.way), frames = bytes / 4;
    int16_t *out = (int16_t *)(void *)stream;
    the_race.start = bench_thread_ns();
    if (way == LIMIT)
        mix_limit(out, frames);
    else if (way == STREAMS)
        mix_streams(out, frames);
    else if (way >= PLAIN)
        audio_mix(out, frames, ignore_end);
}

static void end_block(void *context, Uint8 *stream, int bytes) {
    (void)context, (void)stream;
    double took = (bench_thread_ns() - the_race.start) / (bytes / 4.0);
    double *best = &the_race.best[the_race.measured];
    if (*best <= 0 || took < *best) *best = took;
    atomic_fetch_add(&the_race.blocks, 1);
}

/* Only the voices of that way play. Between two ways nothing is measured. */
static void choose(int way) {
    static const double pitches[WAYS] = {[PLAIN] = 1, [PITCHED] = 1.1, [FADING] = 1};
    atomic_store(&the_race.way, NOTHING);
    Mix_HookMusic(begin_block, NULL); /* waits for the block that is under way */
    Mix_HaltChannel(-1);
    audio_mix_reset();
    for (int i = 0; i < VOICES; i++) {
        if (way == MIXER) Mix_PlayChannel(i, the_chunks[i], -1);
        if (way < PLAIN) continue;
        AudioVoice voice = {.id = i + 1,
                            .clip = {.samples = the_clips[i], .frames = CLIP},
                            .pitch = pitches[way],
                            .gain = 1,
                            .sound_gain = 1,
                            .loop.on = true};
        audio_mix_obey(&(AudioCommand){.kind = AUDIO_START, .slot = i, .voice = voice});
        if (way == FADING)
            audio_mix_obey(&(AudioCommand){.kind = AUDIO_GAIN, .slot = i, .value = 0, .ms = 1e9});
    }
    atomic_store(&the_race.blocks, 0);
    atomic_store(&the_race.way, way);
}

static void race(void) {
    for (int round = 0; round < 3; round++)
        for (int way = 0; way < WAYS; way++) {
            choose(way);
            while (atomic_load(&the_race.blocks) < BLOCKS)
                SDL_Delay(1);
        }
}

static void say_mixed(const char *name, int way, int other, double goal) {
    char text[32] = "";
    const double *best = the_race.best;
    if (goal > 0) snprintf(text, sizeof text, "at most %.2g", goal);
    bench_row(name, bench_text(VOICES * 1e3 / best[LIMIT], "M/s"),
              bench_text(VOICES * 1e3 / best[other], "M/s"),
              bench_text(VOICES * 1e3 / best[way], "M/s"), best[way] / best[other], text,
              best[way] <= goal * best[other]);
}

static void bench_mixing(void) {
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", "/dev/null", 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    SDL_LogSetAllPriority(SDL_LOG_PRIORITY_CRITICAL + 1);
    SDL_InitSubSystem(SDL_INIT_AUDIO);
    if (Mix_OpenAudioDevice(44100, AUDIO_S16SYS, 2, BUFFER, NULL, 0) != 0) exit(1);
    Mix_AllocateChannels(VOICES);
    for (int i = 0; i < VOICES; i++) {
        for (int k = 0; k < CLIP * 2; k++)
            the_clips[i][k] = (int16_t)(900 * sin(k * (0.01 + i * 0.001)));
        the_streams[i] = SDL_NewAudioStream(AUDIO_S16SYS, 2, 48510, AUDIO_S16SYS, 2, CLIP);
        the_chunks[i] = Mix_QuickLoad_RAW((Uint8 *)the_clips[i], sizeof the_clips[i]);
    }
    Mix_SetPostMix(end_block, NULL);
    race();
    Mix_SetPostMix(NULL, NULL);
    Mix_HookMusic(NULL, NULL);
    Mix_CloseAudio();
    for (int i = 0; i < VOICES; i++)
        SDL_FreeAudioStream(the_streams[i]);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    bench_title("32 voices, mixed frames of a voice per second (limit: adding alone; alternative: "
                "SDL_mixer's channels, SDL_AudioStreams)");
    say_mixed("gain and pan (SDL_mixer)", PLAIN, MIXER, 1);
    say_mixed("each fading by the sample (SDL_mixer, not fading)", FADING, MIXER, 1);
    say_mixed("each at pitch 1.1 (SDL_mixer, at pitch 1)", PITCHED, MIXER, 0);
    say_mixed("each at pitch 1.1 (SDL_AudioStream)", PITCHED, STREAMS, 1);
}

/* MARK: recording */

enum { STEPS = 600, PER_STEP = CAPTURE_RATE / 60 };

static int64_t the_sum, the_heard;

static void on_recording(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncRecording *heard = gm_async_recording(event);
    const int16_t *samples = gm_buffer_get_address(heard->buffer_id);
    for (int i = 0; i < heard->data_len / 2; i++)
        the_sum += samples[i];
    the_heard += heard->data_len / 2;
}

static const GmObject obj_ear = {.on = {[GM_ASYNC_AUDIO_RECORDING] = on_recording}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ear), {NULL, NULL}};

static void record_alone(void *context) {
    static int16_t from[PER_STEP], to[PER_STEP];
    (void)context;
    for (int step = 0; step < STEPS; step++) {
        bench_use(from);
        memcpy(to, from, sizeof to);
        for (int i = 0; i < PER_STEP; i++)
            the_sum += to[i];
    }
}

/* What SDL offers to bring samples from one thread to another. */
static void record_with_stream(void *stream) {
    static int16_t from[PER_STEP], to[PER_STEP];
    for (int step = 0; step < STEPS; step++) {
        bench_use(from);
        SDL_AudioStreamPut(stream, from, sizeof from);
        SDL_AudioStreamGet(stream, to, sizeof to);
        for (int i = 0; i < PER_STEP; i++)
            the_sum += to[i];
    }
}

static void record_with_events(void *context) {
    (void)context;
    for (int step = 0; step < STEPS; step++) {
        audio_capture_step(60);
        pump_run();
    }
}

static void say_recorded(const Bench *benches) {
    const double samples = (double)STEPS * CAPTURE_RATE / 60;
    bench_title("Recorded samples per second, 60 events for each second of sound (limit: memcpy; "
                "alternative: SDL_AudioStream)");
    bench_row("capture, ring, event, handler reads the buffer",
              bench_text(samples * 1e3 / benches[0].best, "M/s"),
              bench_text(samples * 1e3 / benches[1].best, "M/s"),
              bench_text(samples * 1e3 / benches[2].best, "M/s"), benches[2].best / benches[1].best,
              "", true);
    bench_row("the same, per event", bench_text(benches[0].best / STEPS, "ns"),
              bench_text(benches[1].best / STEPS, "ns"), bench_text(benches[2].best / STEPS, "ns"),
              -1, "at most 5000 ns", benches[2].best / STEPS <= 5000);
}

static void bench_recording(void) {
    char folder[] = "/tmp/asyncade-bench-XXXXXX";
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    if (mkdtemp(folder) == NULL) exit(1);
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .save_dir = folder,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    gm_instance_create_layer(0, 0, "Instances", "obj_ear");
    gm_audio_start_recording(0);
    SDL_AudioStream *stream =
        SDL_NewAudioStream(AUDIO_S16SYS, 1, CAPTURE_RATE, AUDIO_S16SYS, 1, CAPTURE_RATE);
    Bench benches[] = {{.run = record_alone},
                       {.run = record_with_stream, .context = stream},
                       {.run = record_with_events}};
    bench_race(benches, 3, 9);
    SDL_FreeAudioStream(stream);
    game_close();
    if (the_heard < (int64_t)STEPS * PER_STEP * 9) exit(1);
    say_recorded(benches);
}

int main(void) {
    bench_mixing();
    bench_recording();
    return 0;
}
