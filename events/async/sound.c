/* Sound Loaded (event 61), and streams, of which nothing is told: both are read and decoded on the
 * lane "decode". */
#include "../../assets/sound.h"
#include "../../platform/files.h"
#include "../../platform/http.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "http.h"
#include "voices.h"

#include <stdio.h>
#include <string.h>

typedef struct SoundJob {
    Job job;
    Request *request;
    char *name; /* as the game passed it */
    char *path; /* NULL: the bytes come from a URL */
    char *bytes;
    size_t size;
    int sound, http_status;
    bool is_stream;
    AudioClip clip;      /* the worker's result; frames 0: failed */
    char why[FILES_WHY]; /* the end of a sentence: "cannot be played: " */
} SoundJob;

typedef struct SoundCompletion {
    Completion completion;
    SoundJob *job;
} SoundCompletion;

/* MARK: work. Thread: worker */

static void post(SoundJob *job) {
    SoundCompletion *done = completion_new(sizeof *done, job->request, true);
    done->job = job;
    mailbox_post(&done->completion);
}

/* Says why there is no sound, and hands over. */
static void finish(SoundJob *job) {
    if (job->clip.frames == 0 && !request_is_cancelled(job->request))
        log_info("%.100s: the sound cannot be played: %s", job->name,
                 job->why[0] != '\0' ? job->why : "it has no samples");
    post(job);
}

static void work(Job *base) {
    SoundJob *job = (SoundJob *)base;
    if (job->path != NULL) {
        job->bytes = files_read(job->path, &job->size, NULL);
        if (job->bytes == NULL) snprintf(job->why, sizeof job->why, "the file cannot be read");
        job->http_status = job->bytes != NULL ? 200 : 0;
    }
    if (job->bytes != NULL && !request_is_cancelled(job->request))
        audio_decode(&job->clip, job->bytes, job->size, job->why);
    finish(job);
}

static void submit(SoundJob *job) {
    job->job = (Job){.name = "decode sound", .work = work};
    lane_submit(lane_decode(), &job->job);
}

/* The URL's answer. Thread: worker ("http") */
static void fetched(void *context, int http_status, char *body, size_t bytes, const char *error) {
    SoundJob *job = context;
    job->http_status = http_status;
    job->bytes = body;
    job->size = bytes;
    if (error == NULL && http_status >= 200 && http_status < 300) {
        submit(job);
        return;
    }
    snprintf(job->why, sizeof job->why, "%s", error != NULL ? error : "the server has none");
    finish(job);
}

/* MARK: the source. Thread: main */

static bool land(Completion *completion) {
    SoundJob *job = ((SoundCompletion *)completion)->job;
    Map *map = completion->map;
    bool is_there = sound_of(job->sound) != NULL, fine = is_there && job->clip.frames > 0;
    if (is_there) {
        sound_fill(job->sound, job->clip);
        job->clip = (AudioClip){0};
        voices_sound_ready(job->sound);
    }
    map_set_real(map, ASYNC_KEY(id), job->sound);
    map_set_real(map, ASYNC_KEY(status), fine ? 0 : -1);
    map_set_text(map, ASYNC_KEY(filename), job->name, strlen(job->name));
    map_set_real(map, ASYNC_KEY(http_status), job->http_status);
    if (job->is_stream) completion->event = 0;
    return true;
}

static void release(Completion *completion) {
    SoundJob *job = ((SoundCompletion *)completion)->job;
    audio_clip_free(&job->clip);
    mem_free(job->name);
    mem_free(job->path);
    mem_free(job->bytes);
    mem_free(job);
    mem_free(completion);
}

static void cancel(Request *request) {
    (void)request;
    http_look();
}

const AsyncSource sound_source = {.name = "sound",
                                  .event = EVENT_OTHER_WEB_SOUND_LOAD,
                                  .land = land,
                                  .free = release,
                                  .cancel = cancel};

/* MARK: what games may call */

/* NULL, and says so: there are too many. */
static SoundJob *new_job(const char *file, SoundKind kind, const char *call) {
    if (sound_count() >= GM_FIRST_VOICE_ID) {
        log_error("%s: no more than %d sounds can be made", call, GM_FIRST_VOICE_ID);
        return NULL;
    }
    SoundJob *job = mem_alloc(sizeof *job);
    job->name = mem_text(file);
    job->is_stream = kind == SOUND_STREAM;
    job->sound = sound_create("");
    sound_of(job->sound)->kind = kind;
    job->request = request_open(&sound_source, call);
    return job;
}

int gm_sound_add(const char *file) {
    char path[FILES_PATH];
    if (file == NULL || file[0] == '\0') return GM_NONE;
    SoundJob *job = new_job(file, SOUND_FILE, "gm_sound_add");
    if (job == NULL) return GM_NONE;
    int sound = job->sound;
    if (http_is_url(file)) {
        http_fetch(file, job->request, fetched, job);
    } else {
        job->path = mem_text(files_find(file, path, sizeof path) ? path : file);
        submit(job);
    }
    return sound;
}

int gm_audio_create_stream(const char *file) {
    char path[FILES_PATH];
    if (file == NULL || !files_find(file, path, sizeof path)) {
        log_warn("gm_audio_create_stream: there is no file %s", file != NULL ? file : "(null)");
        return GM_NONE;
    }
    SoundJob *job = new_job(file, SOUND_STREAM, "gm_audio_create_stream");
    if (job == NULL) return GM_NONE;
    int sound = job->sound;
    job->path = mem_text(path);
    submit(job);
    return sound;
}
