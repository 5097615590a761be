/* Sound Loaded (event 61), and streams, of which nothing is told: both are read and decoded on the
 * lane "decode". */
#include "../../assets/sound.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "asset_job.h"
#include "http.h"
#include "voices.h"

#include <stdio.h>

typedef struct SoundJob {
    AssetJob asset;
    int sound;
    bool is_stream;
    AudioClip clip;      /* the worker's result; frames 0: failed */
    char why[FILES_WHY]; /* the end of a sentence: "cannot be played: " */
} SoundJob;

/* MARK: work. Thread: worker */

/* Says why there is no sound, and hands over. */
static void finish(SoundJob *job) {
    if (job->clip.frames == 0 && !request_is_cancelled(job->asset.request))
        log_info("%.100s: the sound cannot be played: %s", job->asset.name,
                 job->why[0] != '\0' ? job->why : "it has no samples");
    asset_job_post(&job->asset);
}

static void work(Job *base) {
    SoundJob *job = (SoundJob *)base;
    if (job->asset.path != NULL) {
        job->asset.bytes = files_read(job->asset.path, &job->asset.size, NULL);
        if (job->asset.bytes == NULL)
            snprintf(job->why, sizeof job->why, "the file cannot be read");
        job->asset.http_status = job->asset.bytes != NULL ? 200 : 0;
    }
    if (job->asset.bytes != NULL && !request_is_cancelled(job->asset.request))
        audio_decode(&job->clip, job->asset.bytes, job->asset.size, job->why);
    finish(job);
}

static void not_fetched(AssetJob *base, const char *error) {
    SoundJob *job = (SoundJob *)base;
    snprintf(job->why, sizeof job->why, "%s", error != NULL ? error : "the server has none");
    finish(job);
}

/* MARK: the source. Thread: main */

static bool land(Completion *completion) {
    SoundJob *job = (SoundJob *)asset_job_of(completion);
    bool is_there = sound_of(job->sound) != NULL, fine = is_there && job->clip.frames > 0;
    if (is_there) {
        sound_fill(job->sound, job->clip);
        job->clip = (AudioClip){0};
        voices_sound_ready(job->sound);
    }
    asset_job_tell(&job->asset, completion->map, job->sound, fine ? 0 : -1);
    if (job->is_stream) completion->event = 0;
    return true;
}

static void release(Completion *completion) {
    SoundJob *job = (SoundJob *)asset_job_of(completion);
    audio_clip_free(&job->clip);
    asset_job_free(&job->asset);
    mem_free(completion);
}

const AsyncSource sound_source = {.name = "sound",
                                  .event = EVENT_OTHER_WEB_SOUND_LOAD,
                                  .land = land,
                                  .free = release,
                                  .cancel = asset_job_cancel};

/* MARK: what games may call */

/* NULL, and says so: there are too many. */
static SoundJob *new_job(const char *file, SoundKind kind, const char *call) {
    if (sound_count() >= GM_FIRST_VOICE_ID) {
        log_error("%s: no more than %d sounds can be made", call, GM_FIRST_VOICE_ID);
        return NULL;
    }
    SoundJob *job = mem_alloc(sizeof *job);
    job->asset.job = (Job){.name = "decode sound", .work = work};
    job->asset.not_fetched = not_fetched;
    job->asset.name = mem_text(file);
    job->is_stream = kind == SOUND_STREAM;
    job->sound = sound_create("");
    sound_of(job->sound)->kind = kind;
    job->asset.request = request_open(&sound_source, call);
    return job;
}

int gm_sound_add(const char *file) {
    char path[FILES_PATH];
    if (file == NULL || file[0] == '\0') return GM_NONE;
    SoundJob *job = new_job(file, SOUND_FILE, "gm_sound_add");
    if (job == NULL) return GM_NONE;
    int sound = job->sound;
    if (http_is_url(file)) {
        asset_job_fetch(&job->asset);
    } else {
        job->asset.path = mem_text(files_find(file, path, sizeof path) ? path : file);
        asset_job_submit(&job->asset);
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
    job->asset.path = mem_text(path);
    asset_job_submit(&job->asset);
    return sound;
}
