/* The cloud "simulator": in memory, for as long as the game runs, and driven by the game's tests.
 */
#include "cloud.h"
#include "services.h"

#include "../../platform/mem.h"
#include "../../platform/thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under the lock: main drives it, the worker works with it. */
static struct {
    Lock lock;
    char *bytes; /* NULL: nothing is stored */
    size_t size;
    int version;
    bool is_offline, is_logged_out;
} the_simulator = {.lock = LOCK_INIT};

/* MARK: driving. Thread: main */

static void replace(const void *bytes, size_t size) REQUIRES(the_simulator.lock) {
    mem_free(the_simulator.bytes);
    the_simulator.bytes = mem_alloc(size + 1);
    memcpy(the_simulator.bytes, bytes, size);
    the_simulator.size = size;
    the_simulator.version++;
}

static void save_from_elsewhere(const char *text) REQUIRES(the_simulator.lock) {
    size_t size = 0;
    char *envelope = cloud_envelope(text, strlen(text), "another machine", &size);
    replace(envelope, size);
    mem_free(envelope);
}

static bool simulate(const char *what) {
    bool is_known = true;
    lock_take(&the_simulator.lock);
    if (strcmp(what, "offline") == 0 || strcmp(what, "online") == 0)
        the_simulator.is_offline = strcmp(what, "offline") == 0;
    else if (strcmp(what, "log out") == 0 || strcmp(what, "log in") == 0)
        the_simulator.is_logged_out = strcmp(what, "log out") == 0;
    else if (strncmp(what, "save ", 5) == 0)
        save_from_elsewhere(what + 5);
    else
        is_known = false;
    lock_give(&the_simulator.lock);
    return is_known;
}

static void close(void) {
    lock_take(&the_simulator.lock);
    mem_free(the_simulator.bytes);
    the_simulator.bytes = NULL;
    the_simulator.size = 0;
    the_simulator.version = 0;
    the_simulator.is_offline = the_simulator.is_logged_out = false;
    lock_give(&the_simulator.lock);
}

/* MARK: operations. Thread: worker */

static GmCloudOutcome look(GmCloudJob *job) REQUIRES(the_simulator.lock) {
    if (the_simulator.is_logged_out) return GM_CLOUD_NOT_LOGGED_IN;
    if (!the_simulator.is_offline) return GM_CLOUD_DONE;
    snprintf(job->why, sizeof job->why, "no connection");
    return GM_CLOUD_FAILED;
}

static GmCloudOutcome fetch_locked(GmCloudJob *job) REQUIRES(the_simulator.lock) {
    GmCloudOutcome outcome = look(job);
    if (outcome != GM_CLOUD_DONE) return outcome;
    if (the_simulator.bytes == NULL) return GM_CLOUD_NOTHING;
    snprintf(job->version, sizeof job->version, "%d", the_simulator.version);
    gm_cloud_give(job, the_simulator.bytes, the_simulator.size);
    return GM_CLOUD_DONE;
}

static GmCloudOutcome store_locked(GmCloudJob *job) REQUIRES(the_simulator.lock) {
    GmCloudOutcome outcome = look(job);
    if (outcome != GM_CLOUD_DONE) return outcome;
    if (atoi(job->version) != the_simulator.version) return GM_CLOUD_CONFLICT;
    replace(job->bytes, job->size);
    snprintf(job->version, sizeof job->version, "%d", the_simulator.version);
    return GM_CLOUD_DONE;
}

static GmCloudOutcome fetch(GmCloudJob *job) {
    lock_take(&the_simulator.lock);
    GmCloudOutcome outcome = fetch_locked(job);
    lock_give(&the_simulator.lock);
    return outcome;
}

static GmCloudOutcome store(GmCloudJob *job) {
    lock_take(&the_simulator.lock);
    GmCloudOutcome outcome = store_locked(job);
    lock_give(&the_simulator.lock);
    return outcome;
}

const GmCloudService cloud_simulator = {
    .service = {.name = "simulator", .simulate = simulate, .close = close},
    .fetch = fetch,
    .store = store,
};
