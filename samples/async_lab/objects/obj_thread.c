/* obj_thread: counts primes while the game goes on. As a job (75): the runtime has the thread. By a
 * thread of the game's own, which posts what it found (70): numbers, a text, a map, a buffer. Both
 * may call gm_async_post and gm_payload_..., and hardly anything else. */
#include "lab.h"

#include <pthread.h>
#include <stdlib.h>

enum { MANY = 4, FIRST_ID = 1000000 /* no request has it */, LIMIT = 3000000, PARTS = 8 };

typedef struct Work { /* main's until the thread starts, then the thread's until it is joined */
    pthread_t thread;
    int id;
} Work;

typedef struct Threads {
    Work *works[MANY]; /* NULL: free */
    int next_id;
} Threads;

static int count_primes(int limit) {
    char *is_composite = calloc((size_t)limit + 1, 1);
    int count = 0;
    for (int n = 2; is_composite != NULL && n <= limit; n++) {
        if (is_composite[n]) continue;
        count++;
        for (long long k = (long long)n * n; k <= limit; k += n)
            is_composite[k] = 1;
    }
    free(is_composite);
    return count;
}

/* MARK: a job */

/* Thread: worker */
static GmPayload *count_in_parts(GmJob *job, void *input) {
    int parts = *(const int *)input, found = 0;
    for (int i = 1; i <= parts && !gm_job_is_cancelled(job); i++) {
        GmPayload *so_far = gm_payload_map();
        found = count_primes(LIMIT / parts * i);
        gm_payload_real(so_far, "share", i / (double)parts);
        gm_job_progress(job, so_far);
    }
    GmPayload *result = gm_payload_map();
    gm_payload_real(result, "primes", found);
    return result;
}

void act_job(int button) {
    const int parts = PARTS;
    open_add(75, gm_job(count_in_parts, &parts, sizeof parts), button, "job");
}

/* MARK: a thread */

/* Thread: its own */
static void *run(void *context) {
    const Work *work = context;
    static const char note_bytes[] = "bytes travel too";
    GmPayload *details = gm_payload_map(), *map = gm_payload_map();
    gm_payload_int64(details, "limit", LIMIT);
    gm_payload_bool(details, "from_a_thread", true);
    gm_payload_real(map, "request", work->id);
    gm_payload_real(map, "status", 0);
    gm_payload_real(map, "primes", count_primes(LIMIT));
    gm_payload_string(map, "note", "counted while the game went on");
    gm_payload_child(map, "details", details);
    gm_payload_buffer(map, "buffer", note_bytes, sizeof note_bytes);
    gm_async_post(EVENT_OTHER_SOCIAL, map);
    return NULL;
}

static void join(Work **work) {
    if (*work == NULL) return;
    pthread_join((*work)->thread, NULL);
    free(*work);
    *work = NULL;
}

void act_thread(int button) {
    Threads *my = gm_vars(gm_instance("obj_thread"));
    for (int i = 0; i < MANY; i++) {
        if (my->works[i] != NULL) continue;
        Work *work = malloc(sizeof *work);
        if (work == NULL) return;
        work->id = FIRST_ID + my->next_id++;
        my->works[i] = work;
        if (pthread_create(&work->thread, NULL, run, work) == 0) {
            open_add(EVENT_OTHER_SOCIAL, work->id, button, "thread");
            return;
        }
        free(work);
        my->works[i] = NULL;
    }
    log_note(CORAL, "four threads are at work already");
}

/* Its answer is here, so its end is near. */
static void on_social(GmInstance *self, const GmEvent *event) {
    (void)event;
    Threads *my = gm_vars(self);
    int id = (int)gm_ds_map_find_real(gm_async_load(), "request", GM_NONE);
    for (int i = 0; i < MANY; i++)
        if (my->works[i] != NULL && my->works[i]->id == id) join(&my->works[i]);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    Threads *my = gm_vars(self);
    for (int i = 0; i < MANY; i++)
        join(&my->works[i]);
}

const GmObject obj_thread = {
    .vars = GM_VARS(Threads, works, next_id),
    .on = {[GM_ASYNC_SOCIAL] = on_social, [GM_CLEAN_UP] = clean_up},
};
