/* Audio groups: each sound of a group is a job on the lane "decode"; the last that is done posts
 * the one event, Save / Load (72) with "type" and "group_id". */
#include "../../assets/sound_group.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_audio.h"
#include "../../runtime/gm_math.h"
#include "../async.h"
#include "voices.h"

#include <string.h>

/* One sound of a load. */
typedef struct GroupJob {
    Job job;
    struct GroupLoad *load;
    int sound;
    char *file;
    AudioClip clip; /* the worker's result; frames 0: failed */
} GroupJob;

typedef struct GroupLoad {
    Completion completion; /* posted by the last job */
    struct GroupLoad *next;
    GroupJob *jobs;
    int group, count;
    atomic_int left; /* jobs that are not done */
} GroupLoad;

static GroupLoad *the_loads; /* under way. Thread: main */
static atomic_bool the_game_ends;

/* MARK: work. Thread: worker */

static void work(Job *base) {
    GroupJob *job = (GroupJob *)base;
    GroupLoad *load = job->load;
    char why[FILES_WHY], problem[AUDIO_WHY];
    size_t size;
    if (!atomic_load(&the_game_ends)) {
        char *bytes = files_read(job->file, &size, why);
        if (bytes == NULL)
            log_warn("%s", why);
        else if (!audio_decode(&job->clip, bytes, size, problem))
            log_warn("%.300s: expected OGG, MP3, FLAC or WAV, but it cannot be decoded: %s",
                     job->file, problem);
        mem_free(bytes);
    }
    if (atomic_fetch_sub(&load->left, 1) == 1) mailbox_post(&load->completion);
}

/* MARK: the source. Thread: main */

static void forget(const GroupLoad *load) {
    for (GroupLoad **at = &the_loads; *at != NULL; at = &(*at)->next) {
        if (*at != load) continue;
        *at = load->next;
        return;
    }
}

static bool land(Completion *completion) {
    static const char type[] = "audiogroup_load";
    GroupLoad *load = (GroupLoad *)completion;
    sound_group_of(load->group)->state = GROUP_LOADED;
    for (int i = 0; i < load->count; i++) {
        GroupJob *job = &load->jobs[i];
        if (sound_of(job->sound) == NULL) continue;
        sound_fill(job->sound, job->clip);
        job->clip = (AudioClip){0};
        voices_sound_ready(job->sound);
    }
    map_set_text(completion->map, ASYNC_KEY(type), type, strlen(type));
    map_set_real(completion->map, ASYNC_KEY(group_id), load->group);
    return true;
}

static void release(Completion *completion) {
    GroupLoad *load = (GroupLoad *)completion;
    forget(load);
    for (int i = 0; i < load->count; i++) {
        audio_clip_free(&load->jobs[i].clip);
        mem_free(load->jobs[i].file);
    }
    mem_free(load->jobs);
    mem_free(load);
}

static void open_groups(void) {
    atomic_store(&the_game_ends, false);
}

static void close_groups(void) {
    atomic_store(&the_game_ends, true); /* what is still queued is not decoded */
}

const AsyncSource audio_group_source = {.name = "audio group",
                                        .event = EVENT_OTHER_ASYNC_SAVE_LOAD,
                                        .open = open_groups,
                                        .land = land,
                                        .free = release,
                                        .close = close_groups};

/* MARK: loading */

static GroupLoad *load_new(int group, int count) {
    GroupLoad *load = completion_spontaneous(sizeof *load, &audio_group_source);
    load->completion.request =
        request_open(&audio_group_source, "gm_audio_group_load"); /* counted; it has no "id" */
    load->completion.last = true;
    load->group = group;
    load->jobs = mem_alloc((size_t)count * sizeof *load->jobs);
    atomic_init(&load->left, count);
    load->next = the_loads;
    return the_loads = load;
}

bool gm_audio_group_load(int number) {
    SoundGroup *group = sound_group_of(number);
    int count = gm_audio_group_get_assets(number, NULL, 0);
    if (group == NULL || group->state != GROUP_UNLOADED || count == 0) return false;
    GroupLoad *load = load_new(number, count);
    group->state = GROUP_LOADING;
    for (int i = 0; i < sound_count(); i++) {
        Sound *sound = sound_of(i);
        if (sound == NULL || sound->group != number) continue;
        sound->state = SOUND_LOADING;
        GroupJob *job = &load->jobs[load->count++];
        *job = (GroupJob){.job = {.name = "decode sound", .work = work},
                          .load = load,
                          .sound = i,
                          .file = mem_text(sound->file)};
    }
    for (int i = 0; i < count; i++)
        lane_submit(lane_decode(), &load->jobs[i].job);
    return true;
}

bool gm_audio_group_unload(int number) {
    SoundGroup *group = sound_group_of(number);
    if (group == NULL || number == 0 || group->state != GROUP_LOADED) return false;
    gm_audio_group_stop_all(number);
    group->state = GROUP_UNLOADED;
    for (int i = 0; i < sound_count(); i++) {
        const Sound *sound = sound_of(i);
        if (sound != NULL && sound->group == number) sound_unload(i);
    }
    return true;
}

bool gm_audio_group_is_loaded(int group) {
    return sound_group_is_loaded(group);
}

int gm_audio_group_load_progress(int group) {
    if (sound_group_is_loaded(group)) return 100;
    for (const GroupLoad *load = the_loads; load != NULL; load = load->next)
        if (load->group == group)
            return (load->count - atomic_load(&load->left)) * 99 / load->count; /* 100: landed */
    return 0;
}

/* MARK: playing */

void gm_audio_group_stop_all(int group) {
    for (int i = 0; i < sound_count(); i++)
        if (sound_of(i) != NULL && sound_of(i)->group == group) gm_audio_stop_sound(i);
}

void gm_audio_group_set_gain(int number, double gain, double ms) {
    SoundGroup *group = sound_group_of(number);
    if (group == NULL) {
        log_warn_once("gm_audio_group_set_gain: there is no audio group %d", number);
        return;
    }
    voices_fade(&group->gain, gain, ms);
    voices_group_gain(number);
}

double gm_audio_group_get_gain(int number) {
    const SoundGroup *group = sound_group_of(number);
    return group != NULL ? voices_gain_now(&group->gain) : 0;
}
