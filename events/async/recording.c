/* Audio Recording (event 73): once per step, and for each channel, everything that was heard since.
 * A channel is the index of its recorder. */
#include "../../assets/buffer.h"
#include "../../assets/ds.h"
#include "../../platform/audio_capture.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_buffer.h"
#include "../async.h"

#include <string.h>

typedef struct RecordingCompletion {
    Completion completion;
    int channel;
    unsigned take;
} RecordingCompletion;

/* One recording, from start to stop; channels[i] belongs to recorder i. */
static struct {
    struct {
        unsigned take; /* 0: it does not record */
        bool has_overflowed;
        char *name;
    } channels[CAPTURE_DEVICES];
    unsigned takes; /* how many were ever started */
} the_recording;

static bool is_on(int channel) {
    return channel >= 0 && channel < CAPTURE_DEVICES && the_recording.channels[channel].take != 0;
}

static void stop(int channel) {
    audio_capture_stop(channel);
    mem_free(the_recording.channels[channel].name);
    the_recording.channels[channel].name = NULL;
    the_recording.channels[channel].take = 0;
}

/* MARK: the source */

static void post(int channel, int samples) {
    int bytes = samples * 2;
    Buffer *buffer = buffer_new(bytes, GM_BUFFER_FIXED);
    int16_t *heard = mem_alloc((size_t)bytes);
    audio_capture_read(channel, heard, samples);
    buffer_poke(buffer, 0, heard, bytes);
    mem_free(heard);
    RecordingCompletion *done = completion_spontaneous(sizeof *done, &recording_source);
    done->channel = channel;
    done->take = the_recording.channels[channel].take;
    map_take_buffer(done->completion.map, ASYNC_KEY(buffer_id), buffer);
    map_set_real(done->completion.map, ASYNC_KEY(channel_index), channel);
    map_set_real(done->completion.map, ASYNC_KEY(data_len), bytes);
    mailbox_post(&done->completion);
}

static void look_after(int channel) {
    const char *name = the_recording.channels[channel].name;
    if (audio_capture_is_lost(channel)) {
        log_info("%s is gone: its recording ends.", name);
        stop(channel);
        return;
    }
    if (audio_capture_has_overflowed(channel) && !the_recording.channels[channel].has_overflowed) {
        the_recording.channels[channel].has_overflowed = true;
        log_warn("%s: more was recorded than the game took in time; the newest of it is missing",
                 name);
    }
    int samples = audio_capture_ready(channel);
    if (samples > 0) post(channel, samples);
}

static void poll_channels(void) {
    for (int channel = 0; channel < CAPTURE_DEVICES; channel++)
        if (is_on(channel)) look_after(channel);
}

/* What was posted before the recording was stopped is not told any more. */
static bool land(Completion *completion) {
    const RecordingCompletion *done = (const RecordingCompletion *)completion;
    if (the_recording.channels[done->channel].take != done->take) completion->event = 0;
    return true;
}

static void close_channels(void) {
    for (int channel = 0; channel < CAPTURE_DEVICES; channel++)
        if (is_on(channel)) stop(channel);
    memset(&the_recording, 0, sizeof the_recording);
}

const AsyncSource recording_source = {.name = "recording",
                                      .event = EVENT_OTHER_AUDIO_RECORDING,
                                      .poll = poll_channels,
                                      .land = land,
                                      .close = close_channels};

/* MARK: what games may call */

int gm_audio_get_recorder_count(void) {
    return audio_capture_count();
}

int gm_audio_get_recorder_info(int recorder) {
    const char *name = audio_capture_name(recorder);
    if (name == NULL) return GM_NONE;
    int info = gm_ds_map_create();
    gm_ds_map_set_string(info, "name", name);
    gm_ds_map_set(info, "index", recorder);
    gm_ds_map_set(info, "data_format", GM_BUFFER_S16);
    gm_ds_map_set(info, "sample_rate", CAPTURE_RATE);
    gm_ds_map_set(info, "channels", GM_AUDIO_MONO);
    return info;
}

int gm_audio_start_recording(int recorder) {
    const char *name = audio_capture_name(recorder);
    if (is_on(recorder) && !audio_capture_is_lost(recorder)) return recorder;
    if (name == NULL) {
        log_warn_once("gm_audio_start_recording: there is no recorder %d", recorder);
        return GM_NONE;
    }
    if (is_on(recorder)) stop(recorder);
    char *kept = mem_text(name);
    if (!audio_capture_start(recorder)) {
        mem_free(kept);
        return GM_NONE;
    }
    the_recording.channels[recorder].take = ++the_recording.takes;
    the_recording.channels[recorder].has_overflowed = false;
    the_recording.channels[recorder].name = kept;
    return recorder;
}

void gm_audio_stop_recording(int channel) {
    if (is_on(channel)) stop(channel);
}
