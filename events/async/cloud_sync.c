/* The rules of the cloud: what waits is kept before it is sent, goes away once it is stored, and
 * replaces only what the game has seen. Thread: worker, the lane "cloud". */
#include "cloud.h"

#include "../../platform/mem.h"
#include "../../platform/unpack.h"

#include <stdio.h>
#include <string.h>

/* A version that no back end gives: what is there was never seen. */
static const char *const never_seen = "?";

struct GmCloudInside {
    const atomic_bool *cancelled;
    char *given;
    size_t given_bytes;
};

typedef struct Operation {
    GmCloudJob job;
    struct GmCloudInside inside;
} Operation;

static struct {
    const GmCloudService *service;
    const char *file;
    char place[1024];
    bool is_loaded;
    CloudState state;
} the_cloud;

/* MARK: operations */

void gm_cloud_give(GmCloudJob *job, const void *bytes, size_t size) {
    mem_free(job->inside->given);
    job->inside->given = mem_alloc(size + 1);
    if (size > 0) memcpy(job->inside->given, bytes, size);
    job->inside->given_bytes = size;
}

const atomic_bool *cloud_cancelled_flag(const GmCloudJob *job) {
    return job->inside->cancelled;
}

bool gm_cloud_is_cancelled(const GmCloudJob *job) {
    return atomic_load(job->inside->cancelled);
}

static GmCloudOutcome run(Operation *operation, const atomic_bool *cancelled,
                          GmCloudOutcome (*work)(GmCloudJob *job)) {
    operation->job.inside = &operation->inside;
    operation->inside.cancelled = cancelled;
    if (!atomic_load(cancelled)) {
        GmCloudOutcome outcome = work(&operation->job);
        if (outcome != GM_CLOUD_FAILED || !atomic_load(cancelled)) return outcome;
    }
    snprintf(operation->job.why, sizeof operation->job.why, "the request was cancelled");
    return GM_CLOUD_FAILED;
}

static GmCloudOutcome fetch(Operation *operation, const atomic_bool *cancelled) {
    *operation = (Operation){0};
    GmCloudOutcome outcome = run(operation, cancelled, the_cloud.service->fetch);
    if (outcome == GM_CLOUD_DONE && operation->inside.given == NULL)
        gm_cloud_give(&operation->job, "", 0);
    return outcome;
}

static GmCloudOutcome store(Operation *operation, const atomic_bool *cancelled) {
    *operation = (Operation){0};
    operation->job.bytes = the_cloud.state.waiting;
    operation->job.size = the_cloud.state.waiting_bytes;
    snprintf(operation->job.version, sizeof operation->job.version, "%s", the_cloud.state.known);
    return run(operation, cancelled, the_cloud.service->store);
}

/* MARK: results */

void cloud_result_free(CloudResult *result) {
    mem_free(result->data);
    mem_free(result->description);
}

static CloudResult failed(GmCloudOutcome outcome, const Operation *operation) {
    CloudResult result = {.status = CLOUD_FAILED};
    const char *name = the_cloud.service->service.name;
    if (outcome == GM_CLOUD_NOT_LOGGED_IN) {
        result.status = CLOUD_NOT_LOGGED_IN;
        snprintf(result.error, sizeof result.error, "Not logged in to %s", name);
    } else {
        const char *why = outcome == GM_CLOUD_NOTHING
                              ? "what was stored there has just been removed"
                              : operation->job.why;
        snprintf(result.error, sizeof result.error, "%s: %.400s", name, why);
    }
    return result;
}

/* Fills in the data that was fetched. False: it is none; error says so. */
static bool show(CloudResult *result, const Operation *fetched) {
    const char *data = NULL;
    size_t size = 0;
    snprintf(result->version, sizeof result->version, "%s", fetched->job.version);
    if (!cloud_envelope_open(fetched->inside.given, fetched->inside.given_bytes, &data, &size,
                             &result->description, result->error))
        return false;
    result->data = mem_alloc(size + 1);
    memcpy(result->data, data, size);
    result->bytes = size;
    return true;
}

static void describe_waiting(CloudResult *result) {
    const char *data = NULL;
    size_t size = 0;
    char why[CLOUD_WHY];
    if (result->description == NULL)
        cloud_envelope_open(the_cloud.state.waiting, the_cloud.state.waiting_bytes, &data, &size,
                            &result->description, why);
}

/* MARK: state */

static void keep(void) {
    cloud_state_keep(&the_cloud.state, the_cloud.file, the_cloud.place);
}

static void ensure_loaded(void) {
    if (the_cloud.is_loaded) return;
    const GmCloudService *service = the_cloud.service;
    snprintf(the_cloud.place, sizeof the_cloud.place, "%s %s", service->service.name,
             service->place != NULL ? service->place() : "");
    cloud_state_load(&the_cloud.state, the_cloud.file, the_cloud.place);
    the_cloud.is_loaded = true;
}

/* " 1f2e3d4c-1234" */
static void write_fingerprint(char *text, size_t size, const void *bytes, size_t count) {
    snprintf(text, size, " %08x-%zu", unpack_crc32(bytes, count), count);
}

/* What waits makes way for a newer save, but may have reached the service. */
static void note_sent(void) {
    char fingerprint[48], *sent = the_cloud.state.sent;
    if (the_cloud.state.waiting == NULL) return;
    write_fingerprint(fingerprint, sizeof fingerprint, the_cloud.state.waiting,
                      the_cloud.state.waiting_bytes);
    while (strlen(sent) + strlen(fingerprint) + 1 > sizeof the_cloud.state.sent) {
        const char *second = strchr(sent + 1, ' '); /* the oldest goes */
        memmove(sent, second, strlen(second) + 1);
    }
    strncat(sent, fingerprint, sizeof the_cloud.state.sent - strlen(sent) - 1);
}

static bool was_sent(const Operation *fetched) {
    char fingerprint[48];
    write_fingerprint(fingerprint, sizeof fingerprint, fetched->inside.given,
                      fetched->inside.given_bytes);
    const char *found = strstr(the_cloud.state.sent, fingerprint);
    return found != NULL && strchr(" ", found[strlen(fingerprint)]) != NULL;
}

static void drop_waiting(void) {
    mem_free(the_cloud.state.waiting);
    the_cloud.state.waiting = NULL;
    the_cloud.state.waiting_bytes = 0;
    the_cloud.state.conflict[0] = '\0';
    the_cloud.state.sent[0] = '\0';
    keep();
}

/* MARK: storing what waits */

static CloudResult stored(const char *version) {
    CloudResult result = {.status = CLOUD_STORED};
    describe_waiting(&result);
    snprintf(the_cloud.state.known, sizeof the_cloud.state.known, "%s", version);
    drop_waiting();
    return result;
}

static bool is_waiting(const Operation *fetched) {
    return fetched->inside.given_bytes == the_cloud.state.waiting_bytes &&
           memcmp(fetched->inside.given, the_cloud.state.waiting, the_cloud.state.waiting_bytes) ==
               0;
}

/* After a store whose outcome is not plain: what is there may be what waits (the answer to an
 * earlier attempt got lost, or the service told no version), another save, or nothing. */
static CloudResult look(GmCloudOutcome outcome, const atomic_bool *cancelled) {
    Operation fetched;
    CloudResult result = {.status = CLOUD_CONFLICT_DEFERRED};
    GmCloudOutcome found = fetch(&fetched, cancelled);
    if (found == GM_CLOUD_DONE && is_waiting(&fetched))
        result = stored(fetched.job.version);
    else if (outcome == GM_CLOUD_DONE) /* and somebody has been there since */
        result = stored(never_seen);
    else if (found == GM_CLOUD_DONE)
        show(&result, &fetched);
    else
        result = failed(found, &fetched);
    mem_free(fetched.inside.given);
    return result;
}

/* What is there instead of the known version may be nothing any more, or an earlier save of our own
 * whose answer got lost: then there is nothing to protect, and it may be replaced. */
static bool may_replace(const atomic_bool *cancelled) {
    Operation fetched;
    GmCloudOutcome found = fetch(&fetched, cancelled);
    bool may = found == GM_CLOUD_NOTHING || (found == GM_CLOUD_DONE && was_sent(&fetched));
    const char *version = found == GM_CLOUD_DONE ? fetched.job.version : "";
    if (may) snprintf(the_cloud.state.known, sizeof the_cloud.state.known, "%s", version);
    mem_free(fetched.inside.given);
    return may;
}

static GmCloudOutcome store_again_if_it_may(Operation *operation, const atomic_bool *cancelled) {
    GmCloudOutcome outcome = store(operation, cancelled);
    if (outcome != GM_CLOUD_CONFLICT || !may_replace(cancelled)) return outcome;
    return store(operation, cancelled);
}

static CloudResult store_waiting(const atomic_bool *cancelled) {
    Operation operation;
    CloudResult result;
    GmCloudOutcome outcome = store_again_if_it_may(&operation, cancelled);
    if (outcome == GM_CLOUD_DONE && operation.job.version[0] != '\0')
        result = stored(operation.job.version);
    else if (outcome == GM_CLOUD_DONE || outcome == GM_CLOUD_CONFLICT)
        result = look(outcome, cancelled);
    else
        result = failed(outcome, &operation);
    if (result.status < 0) describe_waiting(&result);
    return result;
}

/* MARK: calls */

/* What is there, unless the game has it already. */
static CloudResult fetch_new(const atomic_bool *cancelled) {
    Operation fetched;
    CloudResult result = {.status = CLOUD_ALREADY_SYNCHRONISED};
    GmCloudOutcome outcome = fetch(&fetched, cancelled);
    if (outcome == GM_CLOUD_NOTHING) {
        the_cloud.state.known[0] = '\0';
    } else if (outcome != GM_CLOUD_DONE) {
        result = failed(outcome, &fetched);
    } else if (strcmp(fetched.job.version, the_cloud.state.known) != 0) {
        result.status = CLOUD_NEW_DATA;
        if (!show(&result, &fetched)) {
            result.status = CLOUD_FAILED;
            result.version[0] = '\0'; /* nobody was shown anything */
        }
    }
    mem_free(fetched.inside.given);
    return result;
}

CloudResult cloud_synchronise(const atomic_bool *cancelled) {
    ensure_loaded();
    return the_cloud.state.waiting != NULL ? store_waiting(cancelled) : fetch_new(cancelled);
}

CloudResult cloud_save(const void *bytes, size_t size, const char *description,
                       const atomic_bool *cancelled) {
    ensure_loaded();
    note_sent();
    mem_free(the_cloud.state.waiting);
    the_cloud.state.waiting =
        cloud_envelope(bytes, size, description, &the_cloud.state.waiting_bytes);
    keep();
    return store_waiting(cancelled);
}

CloudResult cloud_resolve(bool use_mine, const atomic_bool *cancelled) {
    ensure_loaded();
    CloudState *state = &the_cloud.state;
    if (state->waiting == NULL || state->conflict[0] == '\0') {
        CloudResult none = {.status = CLOUD_FAILED, .error = "there is no conflict to resolve"};
        return none;
    }
    if (use_mine) {
        memcpy(state->known, state->conflict, sizeof state->known);
        state->conflict[0] = '\0';
        keep();
        return store_waiting(cancelled);
    }
    CloudResult result = fetch_new(cancelled);
    if (result.status >= 0) drop_waiting(); /* the other's is known once it is shown */
    return result;
}

void cloud_shown(CloudStatus status, const char *version) {
    bool is_conflict = status == CLOUD_CONFLICT_DEFERRED && the_cloud.state.waiting != NULL;
    char *kept = is_conflict ? the_cloud.state.conflict : the_cloud.state.known;
    snprintf(kept, CLOUD_VERSION, "%s", version);
    keep();
}

bool cloud_load_waits(void) {
    ensure_loaded();
    return cloud_waits();
}

bool cloud_waits(void) {
    return the_cloud.state.waiting != NULL && the_cloud.state.conflict[0] == '\0';
}

/* MARK: open and close. Thread: main */

void cloud_sync_open(const GmCloudService *service, const char *file) {
    the_cloud.service = service;
    the_cloud.file = file;
    the_cloud.is_loaded = false;
}

void cloud_sync_close(void) {
    cloud_state_free(&the_cloud.state);
    the_cloud.is_loaded = false;
}
